"""What the prose may claim about a table: words, and the cells that they speak of, as data."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Word = Annotated[str, Meta(min_length=1)]
"""A text that is not empty."""

Some = Annotated[tuple[Word, ...], Meta(min_length=1)]
"""Words, one at least."""

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

    words: Some
    sums: Annotated[tuple[Some, ...], Meta(min_length=1)]
    adds: bool = False
    weak: bool = False
    sure: bool = True
    unless: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


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
    objects: tuple[Word, ...] = ()
    titles: tuple[Word, ...] = ()
    needs: tuple[Word, ...] = ()
    units: tuple[str, ...] = ()
    fillers: tuple[Word, ...] = ()
    loose: tuple[Word, ...] = ()
    strangers: tuple[Word, ...] = ()
    elsewhere: tuple[Word, ...] = ()
    rows_else: Sums = ()
    columns_else: Sums = ()
    wholes: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """What is counted, in words."""
        return self.objects or tuple(word for row in self.rows for word in row.words)
