"""The words that a report's parts are known by: headings, row and column labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from parsers import labels
from parsers.forms import FormColumn, FormRow, line_of, told_apart
from parsers.formula import equation, number
from parsers.model import Check, Finding, Report, Section, Suspect, Table
from tui.glyphs import LINES, glyphs
from tui.language import _, say
from tui.layout.text import plain

CHANGES_MOST = 8
"""As many changes of a whole row or column are told."""

REPAIRS_SHOWN = 4
"""As many repairs of a finding are told in brief."""

NAMES_MOST = 3
"""As many cells of a claim are named."""

_CHINESE = re.compile("[一二三四五六七八九十百]+")


def heading(section: Section) -> str:
    """Return a section's number and title as they are printed: `一、总体情况`."""
    number, title = plain(section.number), plain(section.title)
    if _CHINESE.fullmatch(number):
        number += "、"
    elif number.isdigit():
        number += "."
    elif number and number[-1] not in "）)":
        number += " "
    return number + title


def depth(label: str) -> int | None:
    """Return how deep a row's numbering stands: 一、 0, （一） 1, 1. 2; None without one."""
    for level, numbering in enumerate((r"[一二三四五六七八九十]+[、.．]", r"[（(]", r"\d+[.、．]")):
        if re.match(numbering, label):
            return level
    return None


def row_label(row: FormRow, table: Table) -> str:
    """Return the label of `row`: the printed one where it says something else than the form."""
    printed = plain(table.labels.get(row.id, ""))
    wordings = [group + w for group in ("", row.group) for w in (row.label, *row.variants)]
    known = {labels.bare(wording) for wording in wordings}
    return row.label if not printed or labels.bare(printed) in known else printed


def row_in_full(row: FormRow, table: Table) -> str:
    """Return what `row` is called where it does not stand under its group: both their labels."""
    return f"{row.group} {row_label(row, table)}".strip()


def column_label(column: FormColumn) -> str:
    """Return the label of `column` with the note that stands behind it."""
    return f"{column.label}（{column.note}）" if column.note else column.label


class CellWords(Struct, frozen=True):
    """What a cell is called: its row with the group above it, its column, and what is printed."""

    row: str
    column: str
    text: str | None
    rest: str = ""
    page: int | None = None


def cell_words(report: Report, address: str) -> CellWords:
    """Return what the cell at `address` is called; `text` is None where it was not read."""
    table_id, row_id, column_id = address.split("/")
    table, form = report.tables[table_id], report.layout.table(table_id)
    cell = table.cells.get(address)
    return CellWords(
        row=row_in_full(form.row(row_id), table),
        column=column_label(form.column(column_id)),
        text=plain(cell.text) if cell else None,
        rest=plain(cell.rest) if cell else "",
        page=cell.page if cell else None,
    )


def find_section(report: Report, id: str) -> Section | None:
    """Return the section named `id` at any depth."""
    return next((section for section in report.every_section if section.id == id), None)


def page_told(report: Report, page: int | None) -> str:
    """Return which page something is on; nothing where the file has none, as a plain text."""
    return _("page {page}").format(page=page) if page and report.source.has_pages else ""


def claim_sentence(check: Check, report: Report) -> str:
    """Return what came of a claim: its figures and cells where it holds, else why it does not."""
    signs = glyphs()
    if check.outcome != "passed":
        sign = signs.severities["error"] if check.outcome == "failed" else signs.dash
        return f"{sign} {say(check.message)}" if check.message else sign
    figures = equation(check) if len(check.left) > 1 else number(check.right[0].value)
    cells = [report.layout.name(o.cell) for o in check.left if o.cell]
    more = f" … ({len(cells)})" if len(cells) > NAMES_MOST else ""
    names = " + ".join(cells[:NAMES_MOST]) + more
    return f"{signs.agrees} {figures}" + (f": {names}" if names else "")


def evidence(finding: Finding) -> list[tuple[str, str]]:
    """Return the rules that a finding broke, each with its equation or what else it says."""
    # The first screen has no findings to tell of yet.
    from parsers.checks.register import is_identity

    told = []
    for check in finding.checks:
        is_witness = check is not finding.checks[0] and not is_identity(check)
        if check.rule not in finding.rules:
            continue
        if text := say(check.message) if is_witness and check.message else equation(check):
            told.append((check.rule, text))
    return told


def repairs_told(
    finding: Finding, report: Report, name: Callable[[str], str] | None = None
) -> list[str]:
    """Return what would have to change, a sentence a repair, and why it may be so.

    `name` tells what a cell, a row or a column is called. A reason that all repairs have in common
    is in the finding's own sentence.
    """
    reasons = [[say(suspect.reason) for suspect in repair] for repair in finding.repairs]
    in_common = len(reasons) > 1 and all(r == reasons[0] for r in reasons)
    return [
        _repair(repair, [] if in_common else why, report, name or report.layout.name)
        for repair, why in zip(finding.repairs, reasons, strict=True)
    ]


def repairs_in_brief(
    finding: Finding, report: Report, arrow: str = LINES.arrow
) -> list[tuple[str, str]]:
    """Return the first repairs behind their signs, → where one is sure, and where others are."""
    told = repairs_told(finding, report)[:REPAIRS_SHOWN]
    signs = [arrow if finding.sure and not i else "?" for i in range(len(told))]
    more = _further_repairs(finding, report)
    return [*zip(signs, told, strict=True), *([(" ", more)] if more else [])]


def _further_repairs(finding: Finding, report: Report) -> str:
    """Return how many repairs are not among the first ones shown, and in which lines they are."""
    others = finding.repairs[REPAIRS_SHOWN:]
    if not others:
        return ""
    lines = [line_of([suspect.cell for suspect in repair]) for repair in others]
    named = dict.fromkeys(report.layout.name(line) for line in lines if line)
    if not all(lines):
        return _("and {count} more").format(count=len(others))
    return _("and {count} more: {places}").format(count=len(others), places="、".join(named))


def _repair(
    repair: Sequence[Suspect], reasons: list[str], report: Report, name: Callable[[str], str]
) -> str:
    line, places = told_apart([suspect.cell for suspect in repair])
    changes = [
        _("{cell}: {found} → {value}").format(
            cell=name(place), found=_held(report, suspect.cell), value=number(suspect.value)
        )
        for place, suspect in zip(places, repair, strict=True)
    ]
    if len(set(reasons)) <= 1:
        more = [f"… ({len(changes)})"] if len(changes) > CHANGES_MOST else []
        changes, reasons = [_(", ").join([*changes[:CHANGES_MOST], *more])], reasons[:1]
    if reasons:
        changes = [
            _("{change} ({reason})").format(change=change, reason=reason)
            for change, reason in zip(changes, reasons, strict=True)
        ]
    whole = _("; ").join(changes)
    return _("{line}: {changes}").format(line=name(line), changes=whole) if line else whole


def _held(report: Report, address: str) -> str:
    """Return what a cell holds, as it is printed."""
    cell = report.tables[address.partition("/")[0]].cells[address]
    return plain(cell.text) or _("blank")
