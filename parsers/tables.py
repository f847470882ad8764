"""What was read of a form's table: figures by address, and the table that they make."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from parsers import numbers
from parsers.forms import FormTable
from parsers.geometry import Box
from parsers.model import Cell, Table, Unmatched


class Figure(Struct, frozen=True):
    """What is printed where a row and a column meet."""

    text: str
    page: int | None = None
    box: Box | None = None


class Reading(Struct):
    """What a grid, or the lines of a text, gave for one table of the form."""

    figures: dict[str, Figure] = {}
    labels: dict[str, str] = {}
    unmatched: list[Unmatched] = []
    pages: list[int] = []
    joins: list[int] = []
    doubts: dict[str, str] = {}

    def add(self, other: Reading) -> None:
        """Take over what another part of the same table gave.

        A row that is there already stays as it is; the same row with other figures is unmatched. A
        part most of whose rows are there is no part but the table again, for others or for the
        office alone: nothing of it is mixed in. If it is all of the table, other figures are
        doubts.
        """
        again = [row for row in other.labels if row in self.labels]
        is_again = 2 * len(again) > len(other.labels)
        if is_again and 2 * len(again) > len(self.labels):
            self._doubt(figure for row in again for figure in other.row(row).items())
            return
        for row in again:
            if any(f.text.strip() not in ("", self.text(a)) for a, f in other.row(row).items()):
                self.unmatched.append(unmatched_row(other.labels[row], other.row(row).values()))
        if is_again:
            return
        self.labels = other.labels | self.labels
        self.figures |= {a: f for a, f in other.figures.items() if a.split("/")[1] not in again}
        self.unmatched += other.unmatched
        self.pages += other.pages
        self.joins += other.joins

    def _doubt(self, printed: Iterable[tuple[str, Figure]]) -> None:
        """Keep the numbers of a second print that are not those of the cells that were read."""
        for at, figure in printed:
            second = numbers.read(figure.text).value
            if at in self.figures and second not in (None, numbers.read(self.text(at)).value):
                self.doubts.setdefault(at, figure.text.strip())

    def row(self, row: str) -> dict[str, Figure]:
        """Return the figures of a row."""
        return {a: figure for a, figure in self.figures.items() if a.split("/")[1] == row}

    def text(self, address: str) -> str:
        """Return what was read for a cell, empty if nothing was."""
        return self.figures[address].text.strip() if address in self.figures else ""

    def has_all(self, form: FormTable) -> bool:
        """Tell whether every cell of the form's table was read."""
        return self.figures.keys() >= set(form.addresses(self.figures))

    def table(self, form: FormTable) -> Table:
        """Return the table, its cells in the form's order."""
        addresses = form.addresses(self.figures)
        given = {row.id for row in form.rows_given(self.figures)}
        # A row of the older form beside those that replaced it is none of the present form's.
        beside = [
            unmatched_row(label, self.row(row).values())
            for row, label in self.labels.items()
            if row not in given
        ]
        return Table(
            id=form.id,
            section=form.section,
            cells={a: _cell(a, self.figures[a]) for a in addresses if a in self.figures},
            labels={row: label for row, label in self.labels.items() if row in given},
            pages=tuple(sorted(set(self.pages))),
            joins=tuple(sorted(self.joins)),
            unmatched=(*self.unmatched, *beside),
            doubts={a: self.doubts[a] for a in addresses if a in self.doubts},
        )


def unmatched_row(label: str, figures: Iterable[Figure]) -> Unmatched:
    """Return a row that has no place in the form; of one that a page break cut nothing may be left.

    Its page is that of its first figure.
    """
    held = list(figures)
    page = held[0].page if held else None
    return Unmatched("row", label, tuple(figure.text for figure in held), page)


def _cell(address: str, figure: Figure) -> Cell:
    value, state, rest = numbers.read(figure.text)
    return Cell(address, figure.text, value, state, rest, figure.page, figure.box)
