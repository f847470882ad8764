"""A report's tables as they stand in a summary: each figure with what is to be said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from parsers.checks.register import is_claim
from parsers.forms import address
from parsers.formula import number
from parsers.messages import marked
from parsers.model import Finding, Report
from tui.exports.places import columns_of, rows_of, section_name
from tui.language import _, say
from tui.layout.text import plain

Role = Literal["culprit", "suspect", "operand"]
"""What a cell is in the findings: surely wrong, maybe wrong, or one of those that do not agree."""


SIGNS: dict[Role, str] = {"culprit": "✗", "suspect": "?", "operand": ""}
"""What stands behind a figure, for those who see no colours."""

LEGEND: dict[Role, str] = {
    "culprit": marked("✗ wrong, → what would agree"),
    "suspect": marked("? one of these is wrong"),
    "operand": marked("in a sum that does not agree"),
}
"""What the marks of cells mean."""


class Mark(Struct, frozen=True):
    """Why a cell is marked, what would agree there, and what was found and written about it."""

    role: Role | None = None
    amends: str = ""
    comments: tuple[str, ...] = ()


class Figure(Struct, frozen=True):
    """A cell of a table in a summary.

    `text` is what is printed, `value` the number in it. `is_wanted` says that the form has such a
    cell; where it was not read, `text` is None.
    """

    text: str | None
    value: Decimal | None = None
    is_wanted: bool = True
    mark: Mark = Mark()

    @property
    def shown(self) -> str:
        """What stands in the table: `text`, or in words that there is nothing."""
        if self.text is not None:
            return self.text
        return _("(not read)") if self.is_wanted else ""

    @property
    def signed(self) -> str:
        """What stands in the table with the sign of its mark, and what would agree."""
        mark = self.mark
        sign = SIGNS[mark.role] if mark.role else ""
        return " ".join(
            (self.shown, *([sign] if sign else []), *(["→", mark.amends] if mark.amends else []))
        )


class Sheet(Struct, frozen=True):
    """A table in a summary: its name, the columns' labels, and the rows behind their labels."""

    id: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Figure, ...]], ...]


def sheets(report: Report, marks: Mapping[str, Mark]) -> tuple[Sheet, ...]:
    """Return the tables of `report`, the cells in `marks` marked."""
    return tuple(
        Sheet(
            id,
            plain(section_name(report, table.section)) or id,
            tuple(map(plain, columns_of(report, id).values())),
            tuple(_rows(report, id, marks)),
        )
        for id, table in report.tables.items()
    )


def marks_of(findings: Iterable[Finding], notes: Mapping[str, Sequence[str]]) -> dict[str, Mark]:
    """Return the marks of cells: those of `findings`, and `notes` by the cells they are on.

    Where a repair is sure its cells are the culprits, with the values that would agree; otherwise
    all suspects may be wrong, and without any all operands.
    """
    roles: dict[str, Role] = {}
    amends: dict[str, str] = {}
    comments: dict[str, dict[str, None]] = defaultdict(dict)
    for finding in findings:
        sure = finding.repairs[0] if finding.sure and finding.repairs else ()
        operands = [o.cell for c in finding.checks for o in (*c.left, *c.right) if o.cell]
        culprits = [suspect.cell for suspect in sure]
        # Where only the prose disagrees, its figure may be wrong as well as the table's.
        summed = [] if any(map(is_claim, finding.checks)) else operands
        suspects = () if sure else [s.cell for s in finding.suspects] or summed
        amends |= {suspect.cell: number(suspect.value) for suspect in sure}
        ranked: tuple[tuple[Role, Sequence[str]], ...] = (
            ("operand", operands),
            ("suspect", suspects),
            ("culprit", culprits),
        )
        for role, cells in ranked:
            for cell in cells:
                roles[cell] = max(roles.get(cell, role), role, key=_WEIGHTS.__getitem__)
        for cell in (*culprits, *suspects):
            comments[cell][f"{finding.rules[0]}: {plain(say(finding.message))}"] = None
    for cell, texts in notes.items():
        comments[cell] |= dict.fromkeys(texts)
    return {
        cell: Mark(roles.get(cell), amends.get(cell, ""), tuple(comments.get(cell, ())))
        for cell in dict.fromkeys((*roles, *comments))
    }


_WEIGHTS: dict[Role, int] = {"operand": 0, "suspect": 1, "culprit": 2}


def _rows(
    report: Report, table_id: str, marks: Mapping[str, Mark]
) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    columns = columns_of(report, table_id)
    for row, label in rows_of(report, table_id).items():
        places = (address(table_id, row, column) for column in columns)
        yield plain(label), tuple(_figure(report, place, marks) for place in places)


def _figure(report: Report, where: str, marks: Mapping[str, Mark]) -> Figure:
    table_id, row, column = where.split("/")
    mark = marks.get(where, Mark())
    cell = report.tables[table_id].cells.get(where)
    if cell is not None:
        return Figure(plain(cell.text), cell.value if not cell.rest else None, mark=mark)
    official = report.layout.table(table_id)
    wanted = any(c.id == column for c in official.columns_of(official.row(row)))
    return Figure(None, is_wanted=wanted, mark=mark)
