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
from parsers.model import Role as Part
from tui.language import _, say
from tui.layout.text import plain
from tui.places import columns_of, rows_of, section_name

Role = Literal["culprit", "suspect", "operand"]
"""What a cell is in the findings: surely wrong, maybe wrong, or one of those that do not agree."""


SIGNS: dict[Role, str] = {"culprit": "✗", "suspect": "?", "operand": ""}
"""What stands behind a figure, for those who see no colours."""

LEGEND: dict[Role, str] = {
    "culprit": marked("✗ not as it should be, → what would agree"),
    "suspect": marked("? may be wrong"),
    "operand": marked("in a sum that does not agree"),
}
"""What the marks of cells mean."""

_ROLES: dict[Part, Role] = {
    "culprit": "culprit",
    "suspect": "suspect",
    "left": "operand",
    "right": "operand",
}


class Mark(Struct, frozen=True):
    """Why a cell is marked, what would agree there, and what was found and written about it."""

    role: Role | None = None
    amends: Decimal | None = None
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
    def sign(self) -> str:
        """The sign of its mark."""
        return SIGNS[self.mark.role] if self.mark.role else ""

    @property
    def amended(self) -> str:
        """The figure that would agree behind its arrow, if one is known."""
        return "" if self.mark.amends is None else f"→ {number(self.mark.amends)}"

    @property
    def signed(self) -> str:
        """What stands in the table with the sign of its mark, and what would agree."""
        return " ".join(part for part in (self.shown, self.sign, self.amended) if part)


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

    Where a repair is sure, its cells have the values that would agree.
    """
    roles: dict[str, Role] = {}
    amends: dict[str, Decimal] = {}
    comments: dict[str, dict[str, None]] = defaultdict(dict)
    for finding in findings:
        amends |= finding.amends
        for cell, role in _roles(finding).items():
            roles[cell] = max(roles.get(cell, role), role, key=_WEIGHTS.__getitem__)
            if role != "operand":
                comments[cell][f"{finding.rules[0]}: {plain(say(finding.message))}"] = None
    for cell, texts in notes.items():
        comments[cell] |= dict.fromkeys(texts)
    return {
        cell: Mark(roles.get(cell), amends.get(cell), tuple(comments.get(cell, ())))
        for cell in dict.fromkeys((*roles, *comments))
    }


def _roles(finding: Finding) -> dict[str, Role]:
    """Return what its cells are: where no repair is known, each that was added up may be wrong."""
    if finding.is_of_a_row:
        return {}
    roles = {cell: _ROLES[part] for cell, part in finding.roles.items()}
    # Where only the prose disagrees, its figure may be wrong as well as the table's.
    if finding.suspects or any(map(is_claim, finding.checks)):
        return roles
    return {cell: "suspect" if role == "operand" else role for cell, role in roles.items()}


_WEIGHTS: dict[Role, int] = {"operand": 0, "suspect": 1, "culprit": 2}


def _rows(
    report: Report, table_id: str, marks: Mapping[str, Mark]
) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    columns = columns_of(report, table_id)
    for row, label in rows_of(report, table_id).items():
        places = (address(table_id, row, column) for column in columns)
        yield plain(label), tuple(_figure(report, place, marks) for place in places)


def _figure(report: Report, where: str, marks: Mapping[str, Mark]) -> Figure:
    mark = marks.get(where, Mark())
    if (cell := report.cell(where)) is not None:
        return Figure(plain(cell.text), cell.value if not cell.rest else None, mark=mark)
    table_id, row, column = where.split("/")
    official = report.layout.table(table_id)
    wanted = any(c.id == column for c in official.columns_of(official.row(row)))
    return Figure(None, is_wanted=wanted, mark=mark)
