"""Grids that a page break or an editor cut, put together again on one lattice."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from parsers import numbers
from parsers.document import Block, Grid, GridCell

# Column lines of two pages nearer than this are the same line. In points.
_SAME_LINE = 4.0


def chains(blocks: Sequence[Block]) -> list[list[Grid]]:
    """Group the grids that were cut: one ends a page and the next begins the next page.

    Where there are no pages, the next goes on below the same heads, of which it has none.
    """
    chains: list[list[Grid]] = []
    previous: Block | None = None
    for block in blocks:
        if isinstance(block, Grid):
            if isinstance(previous, Grid) and _goes_on(previous, block):
                chains[-1].append(block)
            else:
                chains.append([block])
        previous = block
    return chains


def _goes_on(first: Grid, second: Grid) -> bool:
    if first.page is None and second.page is None:
        return _goes_on_below(first, second)
    if first.page is None or second.page != first.page + 1 or not first.box or not second.box:
        return False
    widths = [grid.box.x1 - grid.box.x0 for grid in (first, second) if grid.box]
    return abs(widths[0] - widths[1]) < 3 * _SAME_LINE


def _goes_on_below(first: Grid, second: Grid) -> bool:
    """Tell whether a grid without pages is the rest of the one above, cut off by an editor.

    It is as wide, and has no words where its figures begin: nothing but figures and blanks, each
    in a column of figures of the one above.
    """
    figures = [cell.column for cell in second.cells if numbers.read(cell.text).state == "number"]
    if first.columns != second.columns or not figures:
        return False
    beside = [cell for cell in second.cells if cell.column >= min(figures)]
    above = {(cell.column, cell.column_span) for cell in first.cells if _is_figure(cell)}
    return all(_is_figure(c) and (c.column, c.column_span) in above for c in beside)


def _is_figure(cell: GridCell) -> bool:
    return numbers.read(cell.text).state != "text"


class Joined(Struct, frozen=True):
    """A table over its pages: the cells by the squares they cover, and where pages begin."""

    squares: dict[tuple[int, int], GridCell]
    rows: int
    columns: int
    starts: frozenset[int]

    def row(self, row: int) -> dict[int, GridCell]:
        """Return the cells that a row has by their columns, each at its first only."""
        cells = ((c, self.squares.get((row, c))) for c in range(self.columns))
        return {c: cell for c, cell in cells if cell and cell.column == c}


def joined(grids: Sequence[Grid]) -> Joined:
    """Join the parts of a table; their columns are told apart by where their lines stand.

    A line at which no cell begins or ends is none.
    """
    lines = _column_lines(grids)
    placed: list[GridCell] = []
    starts, offset = [], 0
    for grid in grids:
        if offset:
            starts.append(offset)
        for cell in grid.cells:
            first, last = cell.column, cell.column + cell.column_span
            if cell.box and grid.box and lines:
                first = _nearest(lines, cell.box.x0 - grid.box.x0)
                last = max(first + 1, _nearest(lines, cell.box.x1 - grid.box.x0))
            row = cell.row + offset
            placed.append(structs.replace(cell, row=row, column=first, column_span=last - first))
        offset += grid.rows
    drawn = sorted({edge for c in placed for edge in (c.column, c.column + c.column_span)})
    place = {edge: n for n, edge in enumerate(drawn)}
    squares: dict[tuple[int, int], GridCell] = {}
    for cell in placed:
        first, last = place[cell.column], place[cell.column + cell.column_span]
        moved = structs.replace(cell, column=first, column_span=last - first)
        for r in range(cell.row, cell.row + cell.row_span):
            squares.update(((r, c), moved) for c in range(first, last))
    return Joined(squares, offset, max(len(drawn) - 1, 0), frozenset(starts))


def _column_lines(grids: Sequence[Grid]) -> list[float]:
    """Return where the column lines of all parts stand, from the table's left edge."""
    places = sorted(
        x - grid.box.x0
        for grid in grids
        if grid.box
        for cell in grid.cells
        if cell.box
        for x in (cell.box.x0, cell.box.x1)
    )
    lines: list[float] = []
    for place in places:
        if not lines or place - lines[-1] > _SAME_LINE:
            lines.append(place)
    return lines


def _nearest(lines: Sequence[float], place: float) -> int:
    return min(range(len(lines)), key=lambda i: abs(lines[i] - place))
