"""The cells of a marked-up table on their lattice, where a browser would show them.

A row that does not fill the table exactly has lost a cell, or a span is wrong: where its figures
belong nobody can tell. It becomes one cell, so that none of them stands below another's head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, structs

from parsers.document import Grid, GridCell, Unreadable
from parsers.readers.flow import TOO_LARGE

_FIGURE = re.compile(r"\s*[+-]?[0-9０-９][0-9０-９,.，\s]*")
_WIDEST = 1000
# What the squares of all tables of a page, and the steps to lay out one, may come to.
_SQUARES_MOST = 30_000
_STEPS_MOST = 200_000


class Spec(Struct, frozen=True):
    """A cell as marked up: its text, the rows (0 for all that are left) and columns it spans."""

    text: str
    row_span: int = 1
    column_span: int = 1


class Sheet(Struct, frozen=True):
    """A table laid out, before its unused column lines are dropped. `width` is in columns."""

    cells: tuple[GridCell, ...]
    rows: int
    width: int


class _Above(NamedTuple):
    """A cell that reaches into a row from above: its columns, its own row, how many to go.

    `is_sure` where nothing else of its own row stands before it, to have moved it.
    """

    start: int
    end: int
    row: int
    left: int
    is_sure: bool


class _Row(Struct):
    """A row laid out: its own cells, and those from above that take columns of it."""

    own: list[GridCell]
    above: list[_Above]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The columns taken, from the left."""
        own = [(cell.column, cell.column + cell.column_span) for cell in self.own]
        return sorted([*own, *((cell.start, cell.end) for cell in self.above)])

    @property
    def starts(self) -> list[int]:
        """Where each cell of the row begins."""
        return [start for start, _ in self.spans]

    @property
    def end(self) -> int:
        """Where its last cell ends."""
        return max((end for _, end in self.spans), default=0)

    def fills(self, width: int) -> bool:
        """Tell whether its cells stand side by side over all of the width."""
        at = 0
        for start, end in self.spans:
            if start != at:
                return False
            at = end
        return at == width


def sheet(groups: Sequence[Sequence[Sequence[Spec]]]) -> Sheet:
    """Lay out groups of rows; raise `Unreadable` where they would fill the memory."""
    rows: list[_Row] = []
    steps = 0
    for group in groups:
        above: list[_Above] = []
        for index, specs in enumerate(group):
            steps += len(specs) + len(above)
            if steps > _STEPS_MOST:
                raise Unreadable(TOO_LARGE)
            row, above = _laid_out(specs, above, len(rows), len(group) - index)
            rows.append(row)
    width = _width(rows)
    cells = (cell for row in _certain(rows, width) for cell in _to_the_edge(row, width))
    inside = (
        structs.replace(cell, column_span=min(cell.column_span, width - cell.column))
        for cell in cells
        if cell.column < width
    )
    return Sheet(tuple(inside), len(rows), width)


def _certain(rows: Sequence[_Row], width: int) -> Iterator[_Row]:
    """Yield the rows, those whose cells are not certain to stand in their columns as one cell.

    A row that is not as wide as the table is certain where its cells begin as those of the last
    that is: then only the span of its last cell is wrong. A figure is its own row's alone.
    """
    uneven: set[int] = set()
    even: _Row | None = None
    for number, row in enumerate(rows):
        is_moved = any(cell.row in uneven and not cell.is_sure for cell in row.above)
        is_moved |= any(cell.row_span > 1 and is_figure(cell.text) for cell in row.own)
        if row.fills(width) and not is_moved:
            even = row
        elif is_moved or even is None or row.starts != even.starts:
            uneven.add(number)
            row.own = _one(row, width)
        yield row


def _laid_out(
    specs: Sequence[Spec], reaching: list[_Above], index: int, left: int
) -> tuple[_Row, list[_Above]]:
    """Place the cells of a row in the columns that those from above leave.

    `left` is how many rows the group still has. Returns the row and what reaches below it.
    """
    above = sorted(reaching)
    row = _Row([], above)
    below = [cell._replace(left=cell.left - 1) for cell in above if cell.left > 1]
    column, place = 0, 0
    for spec in specs:
        while place < len(above) and above[place].start <= column:
            column = max(column, above[place].end)
            place += 1
        width = min(max(spec.column_span, 1), _WIDEST)
        # Of two cells that would overlap the upper one keeps its squares.
        room = min(width, above[place].start - column) if place < len(above) else width
        height = min(spec.row_span or left, left)
        if height > 1:
            below.append(_Above(column, column + room, index, height - 1, not row.own))
        row.own.append(GridCell(spec.text, index, column, height, room))
        column += width
    return row, below


def _width(rows: Sequence[_Row]) -> int:
    """Return the width that the most rows have, of several the largest."""
    ends = Counter(row.end for row in rows)
    return max(ends, key=lambda end: (ends[end], end), default=0)


def _one(row: _Row, width: int) -> list[GridCell]:
    """Return the one cell that a row is where the places of its cells are not certain."""
    if not row.own:
        return []
    first = row.own[0]
    end = min((c.start for c in row.above if c.start > first.column), default=width)
    text = " ".join(cell.text for cell in row.own if cell.text.strip())
    span = max(end - first.column, 1)
    return [structs.replace(first, text=text, row_span=1, column_span=span)]


def _to_the_edge(row: _Row, width: int) -> list[GridCell]:
    """Return a row's cells, the last as wide as the room for it."""
    if not row.own or row.end >= width or row.end > row.own[-1].column + row.own[-1].column_span:
        return row.own
    last = row.own[-1]
    return [*row.own[:-1], structs.replace(last, column_span=width - last.column)]


def goes_on(first: Sheet, second: Sheet) -> bool:
    """Tell whether the second of two tables next to each other is the rest of the first.

    It is as wide, and begins with figures, or blank cells for them, instead of heads.
    """
    row = [cell for cell in second.cells if cell.row == 0]
    begins = len(row) > 1 and (not row[-1].text or is_figure(row[-1].text))
    return first.width == second.width and begins


def joined(first: Sheet, second: Sheet) -> Sheet:
    """Return a table with the rest of it below."""
    moved = (structs.replace(cell, row=cell.row + first.rows) for cell in second.cells)
    return Sheet((*first.cells, *moved), first.rows + second.rows, first.width)


def grid(sheet: Sheet) -> Grid:
    """Return the grid that a sheet is, without the column lines at which no cell ends."""
    ends = {x for cell in sheet.cells for x in (cell.column, cell.column + cell.column_span)}
    lines = {x: place for place, x in enumerate(sorted(ends))}
    cells = []
    for cell in sheet.cells:
        first, last = lines[cell.column], lines[cell.column + cell.column_span]
        cells.append(structs.replace(cell, column=first, column_span=last - first))
    return Grid(tuple(cells))


def is_figure(text: str) -> bool:
    """Tell whether a text is a figure and nothing else."""
    return bool(_FIGURE.fullmatch(text))


def check_size(grids: Iterable[Grid]) -> None:
    """Raise `Unreadable` where the tables of a page are larger together than a report's."""
    if sum(grid.rows * grid.columns for grid in grids) > _SQUARES_MOST:
        raise Unreadable(TOO_LARGE)


def text(lines: Iterable[str]) -> str:
    """Return the text of a cell: its lines without the space around them."""
    stripped = (re.sub(r"\s+", " ", line).strip() for line in lines)
    return "\n".join(line for line in stripped if line)
