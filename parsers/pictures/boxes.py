"""The boxes in a picture, told apart by colour and, printed in grey, by their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Literal, NamedTuple

from PIL import Image, ImageDraw

from parsers.model import Role

Pixels = tuple[int, int, int, int]
"""A rectangle in pixels, its last column and row inside."""


class Line(NamedTuple):
    """How a box is drawn. `breadth` is that of all of its line, in pixels."""

    colour: tuple[int, int, int]
    breadth: int
    kind: Literal["solid", "dashed", "double"]


LINES: dict[Role, Line] = {
    "left": Line((21, 88, 176), 2, "solid"),
    "right": Line((0, 122, 61), 6, "double"),
    "suspect": Line((200, 16, 46), 4, "dashed"),
    "culprit": Line((200, 16, 46), 4, "solid"),
}
"""How each part is drawn, the most telling last: it is drawn over the others."""

# With those of the boxes these are the sixteen that four bits tell apart: a picture stays small,
# and they are enough for black print on a tinted ground and for a seal.
_BITS = 4
_COLOURS = 2**_BITS - len(LINES)
_DASH, _GAP = 12, 8


THIN = 1
"""How broad all lines are where there are few pixels."""


def png(image: Image.Image, boxes: Sequence[tuple[Pixels, Role]], is_thin: bool = False) -> bytes:
    """Return the picture with its boxes as a PNG file, the same for the same picture."""
    few = image.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette = (few.getpalette() or [])[: 3 * _COLOURS]
    first = len(palette) // 3
    few.putpalette([*palette, *(value for line in LINES.values() for value in line.colour)])
    draw = ImageDraw.Draw(few)
    for number, (role, line) in enumerate(LINES.items(), start=first):
        drawn = Line(line.colour, THIN, "solid") if is_thin else line
        for box, of in boxes:
            if of == role:
                for piece in _pieces(box, drawn):
                    draw.rectangle(piece, fill=number)
    held = BytesIO()
    few.save(held, "PNG", bits=_BITS)
    return held.getvalue()


def _pieces(box: Pixels, line: Line) -> Iterator[Pixels]:
    """Yield the filled rectangles that make up the line inside the edges of a box."""
    if line.kind != "double":
        yield from _ring(box, line.breadth, line.kind == "dashed")
        return
    third = line.breadth // 3
    x0, y0, x1, y1 = box
    yield from _ring(box, third, False)
    inner = 2 * third
    yield from _ring((x0 + inner, y0 + inner, x1 - inner, y1 - inner), third, False)


def _ring(box: Pixels, breadth: int, is_dashed: bool) -> Iterator[Pixels]:
    x0, y0, x1, y1 = box
    b = breadth - 1
    if x1 - x0 < 2 * b or y1 - y0 < 2 * b:
        yield box if x0 <= x1 and y0 <= y1 else (x0, y0, x0, y0)
        return
    for a, z in _dashes(x0, x1) if is_dashed else ((x0, x1),):
        yield a, y0, z, y0 + b
        yield a, y1 - b, z, y1
    for a, z in _dashes(y0, y1) if is_dashed else ((y0, y1),):
        yield x0, a, x0 + b, z
        yield x1 - b, a, x1, z


def _dashes(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield dashes from `start` to `end`, one at either end: a corner is always drawn."""
    length = end - start + 1
    count = max(round((length - _DASH) / (_DASH + _GAP)), 1)
    step = max(length - _DASH, 0) / count
    for number in range(count + 1):
        at = start + round(number * step)
        yield at, min(at + _DASH - 1, end)
