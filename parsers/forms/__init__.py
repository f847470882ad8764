"""The official forms as data, and the one place that reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct

from parsers.forms.claims import Claims, Some
from parsers.labels import Names, bare

_NUMBERING = re.compile(
    r"^(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|[0-9]+\.)"
)

GENERIC = "generic"
"""The form of a report that is on none of the official ones: its own layout."""


class FormSection(Struct, frozen=True, forbid_unknown_fields=True):
    """An official section: its number in the report and its title with other wordings."""

    id: str
    number: str
    title: str
    variants: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its number and title."""
        joint = "、" if self.number and self.number[-1] not in "）)" else ""
        return f"{self.number}{joint}{self.title}"


class FormColumn(Struct, frozen=True, forbid_unknown_fields=True):
    """A column. `note` is what the form prints behind the label in brackets.

    `short` is what it is called in a sentence where the label alone does not tell it from others.
    It `holds` counts, differences of counts to the year before, or amounts of money in `unit`,
    which is empty where the form does not say.
    """

    id: str
    label: str
    short: str = ""
    group: str = ""
    note: str = ""
    variants: tuple[str, ...] = ()
    holds: Literal["count", "change", "money"] = "count"
    unit: str = ""

    @property
    def wordings(self) -> tuple[str, ...]:
        """The label in every wording that is known."""
        return (self.label, *self.variants)

    @property
    def name(self) -> str:
        """What to call the column in a sentence."""
        return self.short or self.label


class FormRow(Struct, frozen=True, forbid_unknown_fields=True):
    """An official row. `columns` are the ones it has, all of the table's where none is named.

    A row of an older form names in `replaces` the rows it stands for and in `source` its form.
    """

    id: str
    label: str
    short: str = ""
    group: str = ""
    note: str = ""
    variants: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    source: str = ""

    @property
    def wordings(self) -> tuple[str, ...]:
        """The label in every wording that is known."""
        return (self.label, *self.variants)

    @property
    def name(self) -> str:
        """What to call the row in a sentence: its short name, or its label without a number."""
        return self.short or _NUMBERING.sub("", self.label)


class FormTable(Struct, frozen=True, forbid_unknown_fields=True):
    """An official table.

    In the layout `rows` each printed row is a row; in `across` all rows are printed side by side
    in one line of figures, under a heading that names row and column.
    """

    id: str
    section: str
    layout: Literal["rows", "across"]
    rows: tuple[FormRow, ...]
    columns: tuple[FormColumn, ...]
    older: tuple[FormRow, ...] = ()

    def row(self, id: str) -> FormRow:
        """Return the row named `id`, the older form's included."""
        return next(r for r in (*self.rows, *self.older) if r.id == id)

    def column(self, id: str) -> FormColumn:
        """Return the column named `id`."""
        return next(c for c in self.columns if c.id == id)

    def columns_of(self, row: FormRow) -> tuple[FormColumn, ...]:
        """Return the columns that `row` has, in the form's order."""
        return tuple(c for c in self.columns if not row.columns or c.id in row.columns)

    @property
    def row_names(self) -> Names:
        """What a row's label may be, the older form's rows and the groups' own labels included."""
        rows = [(row.id, row.wordings) for row in (*self.rows, *self.older)]
        own = {bare(wording) for _, wordings in rows for wording in wordings}
        return (*rows, ("", tuple(group for group in self.groups if group not in own)))

    @property
    def groups(self) -> tuple[str, ...]:
        """The bare labels of the rows' groups."""
        return tuple(dict.fromkeys(bare(row.group) for row in self.rows if row.group))

    @property
    def column_names(self) -> Names:
        """What a column's head may be, the groups' own heads included."""
        columns = ((column.id, column.wordings) for column in self.columns)
        return (*columns, ("", tuple({c.group: None for c in self.columns if c.group})))

    def rows_given(self, addresses: Iterable[str]) -> tuple[FormRow, ...]:
        """Return the rows to expect, in order, where the cells at `addresses` were read.

        A row of an older form takes the place of those it replaces when none of them is printed.
        """
        printed = {a.split("/")[1] for a in addresses}
        standing_in = {
            replaced: older
            for older in self.older
            if older.id in printed and not any(r in printed for r in older.replaces)
            for replaced in older.replaces
        }
        return tuple(dict.fromkeys(standing_in.get(r.id, r) for r in self.rows))

    def addresses(self, printed: Iterable[str] = ()) -> list[str]:
        """Return the cells to expect, in order, where the cells at `printed` were read."""
        rows = self.rows_given(printed)
        return [address(self.id, r.id, c.id) for r in rows for c in self.columns_of(r)]


class Identity(Struct, frozen=True, forbid_unknown_fields=True):
    """Sums that must be equal: those of the `left` cells and of the `right`, along each line.

    `each` says what stays: for each `column`, the sides name rows (`refused.*` all below
    `refused`); for each `row`, they name columns. It runs along all `lines`, or those named.
    """

    rule: str
    table: str
    each: Literal["row", "column"]
    left: Some
    right: Some
    lines: Some = ("*",)


class Form(Struct, frozen=True, forbid_unknown_fields=True):
    """An official layout: sections, tables and the identities between their cells.

    It is for the reports of `from_year` to `until_year`, the last of them included.
    """

    id: str
    source: str
    from_year: int
    sections: tuple[FormSection, ...]
    identities: tuple[Identity, ...]
    tables: tuple[FormTable, ...]
    until_year: int | None = None
    claims: tuple[Claims, ...] = ()

    def is_for(self, year: int | None) -> bool:
        """Tell whether the form is for the reports of `year`; of a year not known, if in force."""
        if year is None:
            return self.until_year is None
        return self.from_year <= year <= (self.until_year or year)

    def table(self, id: str) -> FormTable:
        """Return the table named `id`."""
        return next(t for t in self.tables if t.id == id)

    def section(self, id: str) -> FormSection:
        """Return the section named `id`."""
        return next(s for s in self.sections if s.id == id)

    def name(self, address: str) -> str:
        """Return the labels of a cell, a row (`table/row`) or a column (`table/*/column`)."""
        id, row, *column = address.split("/")
        table = self.table(id)
        names = [table.row(row).name] if row != "*" else []
        return " ".join(names + [table.column(c).name for c in column])


def address(table: str, row: str, column: str) -> str:
    """Return the address of a cell, `table/row/column`."""
    return f"{table}/{row}/{column}"


def lines_of(cell: str) -> tuple[str, str]:
    """Return the row and the column that a cell stands in: `table/row`, `table/*/column`."""
    table, row, column = cell.split("/")
    return f"{table}/{row}", address(table, "*", column)


def line_of(cells: Iterable[str]) -> str:
    """Return the row or column that several cells share, empty if they share none or both."""
    lines = [lines_of(cell) for cell in cells]
    rows, columns = {row for row, _column in lines}, {column for _row, column in lines}
    if len(rows) == 1 < len(columns):
        return min(rows)
    return min(columns) if len(columns) == 1 < len(rows) else ""


def told_apart(cells: Sequence[str]) -> tuple[str, list[str]]:
    """Return the line that several cells share, if any, and what tells each apart in it."""
    line = line_of(cells)
    if not line:
        return "", list(cells)
    across = "/*/" not in line
    return line, [lines_of(cell)[across] for cell in cells]


def chosen(names: tuple[str, ...], patterns: tuple[str, ...]) -> Iterator[str]:
    """Yield the `names` that one of the `patterns` admits, in order."""
    return (n for n in names if any(fnmatchcase(n, p) for p in patterns))


@cache
def load(id: str) -> Form:
    """Return the form named `id` of those that gouji brings along."""
    from parsers.forms.building import decode

    return decode(files(__package__).joinpath(f"{id}.toml").read_bytes())


def known() -> tuple[str, ...]:
    """Return the names of the forms that gouji brings along, the newest first."""
    names = (f.name for f in files(__package__).iterdir())
    return tuple(sorted((n[:-5] for n in names if n.endswith(".toml")), reverse=True))
