"""A reading in which every text is an attack, for tests of every format of export."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from parsers.messages import Message
from parsers.model import Period, Section
from tests.tui.small_report import broken_total, finding, reading, report
from tui.annotations import AnnotationStore
from tui.reading import Reading

ATTACKS = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style><script>x</script>"),
    *('"><svg/onload=alert(1)>', "&lt;script&gt;", "<!--", "]]>", "<?php x ?>", "%3Cscript%3E"),
    *("[a](javascript:alert(1))", "![a](http://evil.cn/x.png)", "javascript:alert(1)"),
    *("=cmd|'/C calc'!A0", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)", "\t=1+1", "\r=1+1", " =1"),
    *("＝1+1", "＋1", "－1", "＠SUM(1)", '=HYPERLINK("http://evil.cn","x")', "_x003D_1+1"),
    *("http://evil.cn/", "mailto:a@evil.cn", "file:///etc/passwd", "\\\\evil.cn\\share"),
    *("\x1b[31mred\x1b[0m", "\x00nul", "a\u202eb", "\ud800", "\ufffe\uffff", "{ HYPERLINK x }"),
    *("| a | b |", "# head", '&B&"Arial"', "'quoted'", "a\nb\n\n# c", "{placeholder}"),
)


def hostile_reading(folder: Path, attack: str) -> Reading:
    """Return a reading with `attack` in every text of the report and of its annotations."""
    clean = report()
    tables = {
        id: replace(
            table,
            cells={a: replace(c, text=attack, rest=attack) for a, c in table.cells.items()},
            labels=dict.fromkeys({a.split("/")[1] for a in table.cells}, attack),
        )
        for id, table in clean.tables.items()
    }
    of = replace(
        clean,
        source=replace(clean.source, file=f"{attack}.pdf"),
        agency=attack,
        title=attack,
        period=Period(attack, attack),
        preamble=attack,
        sections=tuple(
            Section(s.id, attack, attack, s.level, s.page, attack) for s in clean.sections
        ),
        tables=tables,
    )
    said = finding("N102:overview", Message("{words}", {"words": attack}), section="overview")
    store = AnnotationStore.open(folder / "report.pdf", of)
    one = reading(store, of, broken_total(of), said)
    for target in ("report", "section:overview", "table:disputes", "cell:disputes/review/total"):
        store.add(target, attack, tags=(attack,))
    store.add(f"quote:{attack}", attack, context=(attack, attack))
    store.add(f"cell:{attack}", attack)
    store.judge(one.verdict.findings[0], of, "confirmed", attack)
    return one
