"""The tables of a Word file: which squares of their grid each cell covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct, structs

from parsers.document import Unreadable
from parsers.messages import marked
from parsers.readers.package import Element
from parsers.readers.runs import within
from parsers.readers.styles import W, attribute, child, switch, value, whole

TOO_WIDE = marked("a table of the Word file has more than {most} columns")

# Word itself draws no more than 63.
_COLUMNS_MOST = 200
# Column lines nearer than this were meant to be one. In twentieths of a point.
_SAME_LINE = 60


class Square(Struct, frozen=True):
    """A cell's element and the rows and columns of the grid that it covers."""

    element: Element
    row: int
    column: int
    row_span: int
    column_span: int


def squares(table: Element) -> list[Square]:
    """Return the cells of a table in row order; raise `Unreadable` where it is absurdly wide."""
    cells: list[Square] = []
    above: dict[tuple[int, int], int] = {}
    rows = (row for row in within(table) if row.tag == f"{W}tr" and not _is_gone(row))
    for number, row in enumerate(rows):
        below: dict[tuple[int, int], int] = {}
        for column, span, merge, element in _row(row):
            place = (column, span)
            if merge == "continue" and place in above:
                index = above[place]
                cells[index] = structs.replace(cells[index], row_span=cells[index].row_span + 1)
            else:
                index = len(cells)
                cells.append(Square(element, number, column, 1, span))
            if merge:
                below[place] = index
        above = below
    return _on_lines(cells, _lines(table))


def _is_gone(row: Element) -> bool:
    """Tell whether a row was deleted in a tracked change, or is hidden."""
    properties = child(row, "trPr")
    if properties is None:
        return False
    return child(properties, "del") is not None or bool(switch(properties, "hidden"))


def _row(row: Element) -> Iterator[tuple[int, int, str, Element]]:
    """Yield the column, span, vertical merging and element of each cell of a row."""
    properties = child(row, "trPr")
    column = 0 if properties is None else _count(value(properties, "gridBefore"), 0)
    held: tuple[int, int, str, Element] | None = None
    for cell in within(row):
        if cell.tag != f"{W}tc":
            continue
        properties = child(cell, "tcPr")
        if properties is not None and child(properties, "cellDel") is not None:
            continue
        span = 1 if properties is None else max(_count(value(properties, "gridSpan"), 1), 1)
        if held and _merge(properties, "hMerge") == "continue":
            held = (held[0], held[1] + span, *held[2:])
        else:
            if held:
                yield held
            held = (column, span, _merge(properties, "vMerge"), cell)
        column += span
        if column > _COLUMNS_MOST:
            raise Unreadable(TOO_WIDE, most=str(_COLUMNS_MOST))
    if held:
        yield held


def _count(text: str, default: int) -> int:
    if not text:
        return default
    count = whole(text)
    if count is None or count > _COLUMNS_MOST:
        raise Unreadable(TOO_WIDE, most=str(_COLUMNS_MOST))
    return max(count, 0)


def _merge(properties: Element | None, name: str) -> str:
    """Tell whether a cell begins a merged one or goes on with it; empty for neither."""
    found = None if properties is None else child(properties, name)
    return "" if found is None else attribute(found) or "continue"


def _lines(table: Element) -> list[int]:
    """Return where the column lines of a table stand, empty where it does not say."""
    grid = child(table, "tblGrid")
    widths = [] if grid is None else [whole(attribute(c, "w")) for c in grid.iter(f"{W}gridCol")]
    known = [width for width in widths if width is not None and width >= 0]
    return [0, *accumulate(known)] if len(known) == len(widths) and any(known) else []


def _on_lines(cells: Sequence[Square], lines: Sequence[int]) -> list[Square]:
    """Return the cells on a grid in which lines that were meant to be one are one.

    A column drawn by hand misses the one above it by a hair, which makes a column of that hair.
    """
    edges = max((cell.column + cell.column_span for cell in cells), default=0)
    if edges >= len(lines):
        return list(cells)
    places: list[int] = [0]
    start = lines[0]
    for edge in range(1, edges + 1):
        apart = lines[edge] - start > _SAME_LINE
        places.append(places[-1] + apart)
        start = lines[edge] if apart else start
    moved = [
        structs.replace(
            cell,
            column=places[cell.column],
            column_span=places[cell.column + cell.column_span] - places[cell.column],
        )
        for cell in cells
    ]
    return moved if all(cell.column_span for cell in moved) else list(cells)
