"""The tables of a Word file: which squares of their grid each cell covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

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
    """A cell's elements and the rows and columns of the grid that it covers."""

    elements: tuple[Element, ...]
    row: int
    column: int
    row_span: int
    column_span: int


class _Cell(NamedTuple):
    """A cell of one row; `merge` tells whether it begins one over several rows or goes on."""

    elements: tuple[Element, ...]
    column: int
    span: int
    merge: str = ""

    @property
    def end(self) -> int:
        return self.column + self.span


def squares(table: Element) -> list[Square]:
    """Return the cells of a table in row order; raise `Unreadable` where it is absurdly wide.

    A row that is not as wide as the others may stand anywhere below them: it becomes one cell.
    """
    rows = [_row(row) for row in within(table) if row.tag == f"{W}tr" and not _is_gone(row)]
    rows = _on_lines(rows, _lines(table))
    (width, _), *_ = Counter(row.end for row in rows).most_common(1) or [(0, 0)]
    found: list[Square] = []
    above: dict[tuple[int, int], int] = {}
    for number, row in enumerate(rows):
        below: dict[tuple[int, int], int] = {}
        for cell in row.cells if row.end == width else _as_one(row.cells, width):
            place = (cell.column, cell.span)
            if cell.merge == "continue" and place in above:
                index = above[place]
                found[index] = structs.replace(found[index], row_span=found[index].row_span + 1)
            else:
                index = len(found)
                found.append(Square(cell.elements, number, cell.column, 1, cell.span))
            if cell.merge:
                below[place] = index
        above = below
    return found


def _as_one(cells: Sequence[_Cell], width: int) -> list[_Cell]:
    elements = tuple(element for cell in cells for element in cell.elements)
    return [_Cell(elements, 0, width)] if elements else []


def _is_gone(row: Element) -> bool:
    """Tell whether a row was deleted in a tracked change, or is hidden."""
    properties = child(row, "trPr")
    if properties is None:
        return False
    return child(properties, "del") is not None or bool(switch(properties, "hidden"))


class _Row(NamedTuple):
    """A row's cells, and the column at which it ends."""

    cells: list[_Cell]
    end: int


def _row(row: Element) -> _Row:
    properties = child(row, "trPr")
    column = 0 if properties is None else _count(value(properties, "gridBefore"), 0)
    cells: list[_Cell] = []
    for element in within(row):
        if element.tag != f"{W}tc":
            continue
        own = child(element, "tcPr")
        if own is not None and child(own, "cellDel") is not None:
            continue
        span = 1 if own is None else max(_count(value(own, "gridSpan"), 1), 1)
        column += span
        if cells and _merge(own, "hMerge") == "continue":
            cells[-1] = cells[-1]._replace(span=cells[-1].span + span)
        else:
            cells.append(_Cell((element,), column - span, span, _merge(own, "vMerge")))
        _check_width(column)
    column += 0 if properties is None else _count(value(properties, "gridAfter"), 0)
    return _Row(cells, column)


def _check_width(columns: int) -> None:
    if columns > _COLUMNS_MOST:
        raise Unreadable(TOO_WIDE, most=str(_COLUMNS_MOST))


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


def _on_lines(rows: list[_Row], lines: Sequence[int]) -> list[_Row]:
    """Return the rows on a grid in which lines that were meant to be one are one.

    A column drawn by hand misses the one above it by a hair, which makes a column of that hair.
    """
    edges = max((row.end for row in rows), default=0)
    if edges >= len(lines):
        return rows
    places: list[int] = [0]
    start = lines[0]
    for edge in range(1, edges + 1):
        apart = lines[edge] - start > _SAME_LINE
        places.append(places[-1] + apart)
        start = lines[edge] if apart else start
    moved = [
        _Row(
            [
                c._replace(column=places[c.column], span=places[c.end] - places[c.column])
                for c in own
            ],
            places[end],
        )
        for own, end in rows
    ]
    return moved if all(cell.span for row in moved for cell in row.cells) else rows
