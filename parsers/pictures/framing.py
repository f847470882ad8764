"""What part of a page a picture shows, how large, and where the boxes go: geometry alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from parsers.geometry import Box, bounds
from parsers.readers.page import Char

# Pixels to the point, and the least height of a row. What is smaller is enlarged, up to a limit.
_SCALE, _SCALE_MOST = 2.0, 8.0
_ROW_LEAST = 24
_WIDTH_MOST, _HEIGHT_MOST = 1600, 2200
# How much is shown above and below the cells, in rows and in points; how much at least in all.
_ROWS_AROUND, _AROUND_LEAST, _AROUND_MOST = 2.5, 30.0, 90.0
_HEIGHT_LEAST = 110.0
_MARGIN = 6.0
# The heads of the columns are shown where the table begins no farther above; lines that are no
# farther apart go on as one.
_HEADS_MOST, _JOINT = 170.0, 3.0
# How often a part is made higher for a line of text that it cuts in two, as lines of columns stand
# at heights of their own.
_LINES_MOST = 4
# The space between a cell's own lines and its box, in pixels, and as a share of its shorter side.
_INSET, _INSET_MOST = 3, 1 / 6


def part(
    boxes: Sequence[Box], width: float, height: float, chars: Sequence[Char], rulings: Iterable[Box]
) -> Box | None:
    """Return the part of a page to show: the rows of `boxes`, others around, the table's width.

    None where the boxes lie outside of the page.
    """
    rulings = list(rulings)
    cells = bounds(boxes)
    around = min(max(_ROWS_AROUND * _row(boxes), _AROUND_LEAST), _AROUND_MOST)
    around = max(around, (_HEIGHT_LEAST - (cells.bottom - cells.top)) / 2)
    top = min(cells.top - around, _heads_top(cells.top, rulings) - _MARGIN)
    bottom = cells.bottom + around
    lines = [char for char in chars if char.text.strip()]
    for _ in range(_LINES_MOST):
        top = min((c.top - 1 for c in lines if c.top < top < c.bottom), default=top)
        bottom = max((c.bottom + 1 for c in lines if c.top < bottom < c.bottom), default=bottom)
    there = [cells]
    for box in (*(Box(*char[1:]) for char in lines), *rulings):
        if box.bottom >= top and box.top <= bottom:
            there.append(box)
    shown = bounds(there)
    part = Box(
        max(shown.x0 - _MARGIN, 0.0),
        max(top, 0.0),
        min(shown.x1 + _MARGIN, width),
        min(bottom, height),
    )
    return part if part.x0 < part.x1 and part.top < part.bottom else None


def _row(boxes: Iterable[Box]) -> float:
    return median(box.bottom - box.top for box in boxes)


def _heads_top(y: float, rulings: Iterable[Box]) -> float:
    """Return where the table around the height `y` begins, if that is near; else `y`."""
    top = y
    for line in sorted(rulings, key=lambda line: line.bottom, reverse=True):
        if line.x0 == line.x1 and line.top < top <= line.bottom + _JOINT:
            top = line.top
    return top if y - top <= _HEADS_MOST else y


def scale(part: Box, boxes: Sequence[Box]) -> float:
    """Return how many pixels a point becomes: enough to read, and never too many for the whole."""
    readable = min(max(_SCALE, _ROW_LEAST / max(_row(boxes), 0.01)), _SCALE_MOST)
    wide, high = part.x1 - part.x0, part.bottom - part.top
    return min(readable, _WIDTH_MOST / wide, _HEIGHT_MOST / high)


def frame(box: Box, chars: Iterable[Char], breadth: float, scale: float) -> Box:
    """Return the outer edges of a line `breadth` pixels broad around what is printed in `box`.

    It lies inside the box, apart from its ruling lines, where there is room, and never on the text.
    """
    inset = min(_INSET / scale, _INSET_MOST * min(box.x1 - box.x0, box.bottom - box.top))
    inner = Box(box.x0 + inset, box.top + inset, box.x1 - inset, box.bottom - inset)
    held = [Box(*char[1:]) for char in chars if char.text.strip() and _is_in(char, box)]
    if not held:
        return inner
    ink = bounds(held)
    room = (breadth + 1) / scale
    return bounds((inner, Box(ink.x0 - room, ink.top - room, ink.x1 + room, ink.bottom + room)))


def _is_in(char: Char, box: Box) -> bool:
    across = box.x0 <= (char.x0 + char.x1) / 2 <= box.x1
    return across and box.top <= char.middle <= box.bottom
