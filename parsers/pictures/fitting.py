"""What part of a page fits in the room on a screen, and how large: geometry alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from parsers.geometry import Box, bounds
from parsers.pictures import Room
from parsers.pictures.boxes import Pixels
from parsers.readers.page import Char

_LETTER = 10.5
"""How high print is where none is to be seen, in points: the usual size of tables."""

_MARGIN = 3.0
"""What is shown of a page beyond a box at least, in points."""

_AROUND_FIRST = 0.25
"""How much of what is left of the room lies at either side of the first box at least."""


def page(width: float, height: float, room: Room) -> tuple[Pixels, float]:
    """Return the pixels of a whole page, as large as there is room, and how many to the point."""
    wide, high = room.columns * room.cell_width, room.rows * room.cell_height
    scale = min(wide / width, high / height)
    columns = math.ceil(round(width * scale / room.cell_width, 3))
    rows = math.ceil(round(height * scale / room.cell_height, 3))
    return (0, 0, columns * room.cell_width - 1, rows * room.cell_height - 1), scale


def place(
    part: Box, boxes: Sequence[Box], chars: Sequence[Char], width: float, height: float, room: Room
) -> tuple[Pixels, float]:
    """Return the pixels of a page that show its `part`, or what of it can be read in the room.

    Of what does not fit all of `boxes` are shown before others, and the first before all.
    """
    wide, high = room.columns * room.cell_width, room.rows * room.cell_height
    scale = min(wide / (part.x1 - part.x0), high / (part.bottom - part.top))
    scale = max(scale, room.letter / _letter(boxes, chars))
    around = bounds(boxes)
    x = _start(
        wide / scale,
        (part.x0, part.x1),
        (around.x0 - _MARGIN, around.x1 + _MARGIN),
        (boxes[0].x0, boxes[0].x1),
        width,
    )
    y = _start(
        high / scale,
        (part.top, part.bottom),
        (around.top - _MARGIN, around.bottom + _MARGIN),
        (boxes[0].top, boxes[0].bottom),
        height,
    )
    left, top = math.floor(x * scale), math.floor(y * scale)
    return (left, top, left + wide - 1, top + high - 1), scale


def _letter(boxes: Sequence[Box], chars: Sequence[Char]) -> float:
    """Return how high the print in the boxes is, or else that of the page."""
    printed = [char for char in chars if char.text.strip()]
    held = [
        char.bottom - char.top
        for char in printed
        for box in boxes
        if box.x0 <= (char.x0 + char.x1) / 2 <= box.x1 and box.top <= char.middle <= box.bottom
    ]
    heights = held or [char.bottom - char.top for char in printed]
    return max(median(heights), 1.0) if heights else _LETTER


_Span = tuple[float, float]


def _start(length: float, part: _Span, boxes: _Span, first: _Span, end: float) -> float:
    """Return where on the page to begin in one direction, to show so much of it.

    Where the whole `part` fits it is in the middle; else what fits from its beginning, which is
    where labels and heads stand, if the boxes do; else the boxes, or as many as fit with the first.
    """
    if part[1] - part[0] <= length:
        start = (part[0] + part[1] - length) / 2
    elif boxes[1] - part[0] <= length:
        start = part[0]
    elif boxes[1] - boxes[0] <= length:
        start = (boxes[0] + boxes[1] - length) / 2
    else:
        middle = (boxes[0] + boxes[1] - length) / 2
        margin = max(length - (first[1] - first[0]), 0.0) * _AROUND_FIRST
        start = min(max(middle, first[1] + margin - length), first[0] - margin)
    return max(min(start, end - length), 0.0) if length < end else (end - length) / 2
