"""Grids that a page break cut, put together again on one lattice."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from parsers.document import Block, Grid, GridCell

# Column lines of two pages nearer than this are the same line. In points.
_SAME_LINE = 4.0


def chains(blocks: Sequence[Block]) -> list[list[Grid]]:
    """Group the grids that a page break cut: one ends a page, the next begins the next page."""
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
    if first.page is None or second.page != first.page + 1 or not first.box or not second.box:
        return False
    widths = [grid.box.x1 - grid.box.x0 for grid in (first, second) if grid.box]
    return abs(widths[0] - widths[1]) < 3 * _SAME_LINE


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
    """Join the parts of a table; their columns are told apart by where their lines stand."""
    lines = _column_lines(grids)
    squares: dict[tuple[int, int], GridCell] = {}
    starts, offset = [], 0
    for grid in grids:
        if offset:
            starts.append(offset)
        for cell in grid.cells:
            first, last = cell.column, cell.column + cell.column_span
            if cell.box and grid.box and lines:
                first = _nearest(lines, cell.box.x0 - grid.box.x0)
                last = max(first + 1, _nearest(lines, cell.box.x1 - grid.box.x0))
            placed = structs.replace(
                cell, row=cell.row + offset, column=first, column_span=last - first
            )
            for r in range(placed.row, placed.row + placed.row_span):
                squares.update(((r, c), placed) for c in range(first, last))
        offset += grid.rows
    columns = max((c for _, c in squares), default=-1) + 1
    return Joined(squares, offset, columns, frozenset(starts))


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
