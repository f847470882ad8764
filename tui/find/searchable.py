"""What of a report can be found: all that the document shows of it, place by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from parsers.forms import FormTable, address
from parsers.model import Finding, Report, Section, Table, Verdict
from tui.find.search import Index, Place, index_of
from tui.language import say
from tui.layout.notes import told_beneath
from tui.layout.text import plain
from tui.layout.threads import group_name
from tui.layout.words import column_label, heading, row_label

BETWEEN = "\0"
"""Stands between texts that must not run on into each other, and in no query."""

Text = tuple[Place, str]


def searchable(report: Report, verdict: Verdict) -> Index:
    """Return the index of a report and of what was found in it."""
    return index_of(_with_findings(list(_printed(report)), report, verdict.findings))


def _printed(report: Report) -> Iterator[Text]:
    """Yield what is printed, in the order in which the document shows it."""
    yield Place("title", "", ""), plain(report.title) or plain(report.source.file)
    yield Place("prose", "", ""), report.preamble
    placed: set[str] = set()
    for section in report.every_section:
        yield from _section(section, report, placed)
    for table in report.tables.values():
        if table.id not in placed:
            # In the document it stands behind all sections, and only where all are shown.
            yield from _table(table, report.layout.table(table.id), f"table:{table.id}")


def _section(section: Section, report: Report, placed: set[str]) -> Iterator[Text]:
    yield Place("heading", section.id, section.id), heading(section)
    yield Place("prose", section.id, section.id), section.text
    for table in report.tables_in(section.id):
        placed.add(table.id)
        yield from _table(table, report.layout.table(table.id), section.id)


def _table(table: Table, form: FormTable, section: str) -> Iterator[Text]:
    """Yield the heads of a table, its rows with their groups and cells, and what is not known."""
    groups: set[str] = set()
    for column in form.columns:
        yield from _group(column.group, table, section, groups)
        name = f"{table.id}/{column.id}"
        yield Place("column", name, section), column_label(column)
    for row in form.rows_given(table.cells):
        yield from _group(row.group, table, section, groups)
        name = f"{table.id}/{row.id}"
        yield Place("row", name, section), row_label(row, table)
        for column in form.columns_of(row):
            cell = table.cells.get(address(table.id, row.id, column.id))
            if cell is not None and cell.text:
                yield Place("cell", cell.address, section), plain(cell.text)
    for unknown in table.unmatched:
        printed = BETWEEN.join(plain(text) for text in (unknown.label, *unknown.texts))
        yield Place("unmatched", f"{table.id}:{unknown.label}", section), printed


def _group(group: str, table: Table, section: str, known: set[str]) -> Iterator[Text]:
    """Yield the name of a group of rows or columns where it is met first."""
    if group and group not in known:
        known.add(group)
        yield Place("group", group_name(table.id, group), section), group


def _with_findings(
    printed: list[Text], report: Report, findings: Iterable[Finding]
) -> Iterator[Text]:
    """Yield what is printed, each finding behind that which it is about."""
    last: dict[tuple[str, str], int] = {}
    for number, (place, _text) in enumerate(printed):
        last.setdefault((place.kind, place.name), number)
        if place.kind == "cell":
            last["row", place.name.rpartition("/")[0]] = number
    behind: dict[int, list[Text]] = defaultdict(list)
    for number, finding in enumerate(findings):
        about = next((last[one] for one in _about(finding) if one in last), 0)
        place = Place("finding", str(number), printed[about][0].section)
        beneath = (text for _lead, text, _style in told_beneath(finding, report))
        told = (*finding.rules, say(finding.message), *beneath)
        behind[about].append((place, BETWEEN.join(map(plain, told))))
    for number, text in enumerate(printed):
        yield text
        yield from behind[number]


def _about(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield what a finding is about, in the order in which its place in the document is chosen."""
    for quote in finding.checks[0].quotes if finding.checks else ():
        yield "prose", quote.section
    for cell in (*filter(None, [finding.focus]), *finding.cells):
        yield "row", cell.rpartition("/")[0]
    yield "heading", finding.section or ""
