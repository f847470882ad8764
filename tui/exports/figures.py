"""A report's tables as Markdown, with the figures that findings are about marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.forms import address
from parsers.formula import number
from parsers.model import Finding, Report
from tui.exports.markup import escape, table
from tui.exports.places import columns_of, rows_of, section_name
from tui.language import _


def tables(report: Report, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the tables of `report`, each below its section's heading."""
    marks = marks_of(findings)
    if report.tables:
        yield from ("", f"## {_('Tables')}")
    if marks:
        yield from ("", _("✗ marks the figures that do not agree, → what would."))
    for id, held in report.tables.items():
        head = ("", *(escape(label) for label in columns_of(report, id).values()))
        yield from ("", f"### {escape(section_name(report, held.section) or id)}", "")
        yield from table(head, list(_rows(report, id, marks)))


def marks_of(findings: Sequence[Finding]) -> dict[str, str]:
    """Return the mark of each cell to be marked.

    Where a repair is sure these are its cells, with the values that would agree; otherwise all
    suspects, and without any all operands, as any of them may be the wrong one.
    """
    marks: dict[str, str] = {}
    for finding in findings:
        operands = (o.cell for c in finding.checks for o in (*c.left, *c.right) if o.cell)
        suspects = [suspect.cell for suspect in finding.suspects]
        if finding.sure and finding.repairs:
            marks |= {s.cell: f"✗ → {number(s.value)}" for s in finding.repairs[0]}
        else:
            marks |= dict.fromkeys(suspects or operands, "✗")
    return marks


def _rows(report: Report, table_id: str, marks: dict[str, str]) -> Iterator[tuple[str, ...]]:
    columns = columns_of(report, table_id)
    for row, label in rows_of(report, table_id).items():
        figures = (_figure(report, address(table_id, row, c), marks) for c in columns)
        yield escape(label), *figures


def _figure(report: Report, where: str, marks: dict[str, str]) -> str:
    """Return what stands in a cell; nothing where the form has none."""
    table_id, row, column = where.split("/")
    cell = report.tables[table_id].cells.get(where)
    if cell is None:
        official = report.layout.table(table_id)
        wanted = any(c.id == column for c in official.columns_of(official.row(row)))
        text = _("(not read)") if wanted else ""
    else:
        text = escape(cell.text)
    if where not in marks:
        return text
    return f"**{text or _('(blank)')}** {marks[where]}"
