"""What the prose may claim about a table: words, and the cells that they speak of, as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from parsers.forms import FormTable

Sums = tuple[tuple[str, ...], ...]
"""Sums of rows, or of columns, that may be meant, the likeliest first: `[["a"], ["a", "b.*"]]`."""


class Wording(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that name rows or columns of a table.

    `…` in a word stands for up to eight characters. `sums` are the rows or columns that may be
    meant, the likeliest first. `adds` says that they may be named together for their sum, as in
    予以公开及部分公开; `weak`, that other words beside them say more: 转下年办理. What is not
    `sure` is only ever found right, never wrong, and so is what stands in a sentence with one of
    the words in `unless`, where `…` stands for up to twenty. `units` are the measure words to count
    in, where they are not the table's; those of a column go before those of a row.
    """

    words: tuple[str, ...]
    sums: Sums
    adds: bool = False
    weak: bool = False
    sure: bool = True
    unless: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.words or not all(self.words):
            raise ValueError("a wording lacks its words")
        if not self.sums or not all(self.sums):
            raise ValueError(f"{self.words[0]} lacks what it speaks of")


class Claims(Struct, frozen=True, forbid_unknown_fields=True):
    """What the prose may claim about a table.

    A figure speaks of the table where one of the `objects` stands before it, or where the section
    is called by one of the `titles`; without objects, the words of the rows are those. One of
    `needs` must stand in the sentence or in the title of its section. Words of a row and of a
    column give the cell; a figure without a column has that of `columns_else`, one without a row
    that of the figure before it or of `rows_else`. `denials` are words that say that there is
    none of a column. `strangers` are what is counted in the same words but stands in no table;
    nothing is claimed in a sentence that says one of the words in `elsewhere`, where `…` stands for
    up to twenty. `fillers` mean nothing here. A `loose` object may mean something else where no row
    is named: 依申请公开3件 may be what was disclosed, not what was asked for. A share may be one of
    the rows in `wholes`.
    """

    table: str
    rows: tuple[Wording, ...]
    columns: tuple[Wording, ...] = ()
    denials: tuple[Wording, ...] = ()
    objects: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    rows_else: Sums = ()
    columns_else: Sums = ()
    wholes: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """What is counted, in words."""
        return self.objects or tuple(word for row in self.rows for word in row.words)

    def row_patterns(self) -> Iterator[str]:
        """Yield all rows that are spoken of, as they are written."""
        yield from (row for wording in self.rows for sum in wording.sums for row in sum)
        yield from (row for sum in self.rows_else for row in sum)
        yield from self.wholes

    def column_patterns(self) -> Iterator[str]:
        """Yield all columns that are spoken of, as they are written."""
        wordings = (*self.columns, *self.denials)
        yield from (column for wording in wordings for sum in wording.sums for column in sum)
        yield from (column for sum in self.columns_else for column in sum)


def require_cells(claims: Iterable[Claims], tables: Iterable[FormTable]) -> None:
    """Raise `msgspec.ValidationError` where claims speak of a table, row or column not there."""
    there = {table.id: table for table in tables}
    for claim in claims:
        if claim.table not in there:
            raise msgspec.ValidationError(f"claims about an unknown table: {claim.table}")
        table = there[claim.table]
        rows = [row.id for row in (*table.rows, *table.older)]
        columns = [column.id for column in table.columns]
        for patterns, known in ((claim.row_patterns(), rows), (claim.column_patterns(), columns)):
            for pattern in patterns:
                if not any(fnmatchcase(id, pattern) for id in known):
                    raise msgspec.ValidationError(f"claims about {claim.table}: no {pattern}")
