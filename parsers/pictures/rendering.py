"""Renders parts of a PDF's pages through PDFium, in a process of its own (`parsers.contained`)."""

from __future__ import annotations

import ctypes
import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import msgspec
import pypdfium2.raw as pdfium
from msgspec import Struct
from PIL import Image

from parsers import contained
from parsers.document import Unreadable
from parsers.geometry import Box
from parsers.model import Role
from parsers.pictures import Made, Picture, Question, Wanted, fitting, framing
from parsers.pictures.boxes import LINES, Pixels, png
from parsers.readers import painted, written
from parsers.readers.page import Char, Doubtful
from parsers.readers.pdfium import Opened
from parsers.readers.view import View

_WHITE = 0xFFFFFFFF
_FINER = 4
"""Few pixels show print better where they are made of more."""
_DARKER = [round(255 * (value / 255) ** 2.2) for value in range(256)] * 3
"""Thin strokes in broad pixels come out grey: black print is to be black again."""


class _Sight(Struct, frozen=True):
    """A page that is open, as it is looked at, with what it prints."""

    page: Any
    view: View
    chars: list[Char]
    rulings: list[Box]


def rendered(question: Question) -> Iterator[Made]:
    """Yield the pictures that are asked for, page by page, as each is made."""
    with Opened(question.data) as document:
        yield from made(document, question.wanted)


def made(document: Any, wanted: Sequence[Wanted]) -> Iterator[Made]:
    """Yield the pictures that are wanted of an open document, page by page, as each is made.


    Each page is opened once, whatever the order. Nothing is told of pages that are not there.
    """
    count = pdfium.FPDF_GetPageCount(document)
    for number in sorted({one.page for one in wanted if 1 <= one.page <= count}):
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if not page:
            continue
        try:
            sight = _sight(page)
            for place, one in enumerate(wanted):
                if one.page == number and (one.marks or one.room):
                    yield Made(place, _picture(sight, one))
        finally:
            pdfium.FPDF_ClosePage(page)


def _sight(page: Any) -> _Sight:
    """Return a page turned as it was when it was read."""
    text = pdfium.FPDFText_LoadPage(page)
    try:
        objects = list(painted.objects(page))
        try:
            glyphs = written.printed(text, objects) if text else []
        except Doubtful:  # Another library read the page, as the page itself says.
            glyphs = []
        view = View.of(page, glyphs)
        chars = [char for glyph in glyphs if (char := view.char(glyph))]
        return _Sight(page, view, chars, list(map(view.box, painted.rulings(objects))))
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)


def _picture(sight: _Sight, wanted: Wanted) -> Picture | None:
    view, boxes = sight.view, [mark.box for mark in wanted.marks]
    part: Box | None = Box(0.0, 0.0, view.width, view.height)
    if boxes and not wanted.whole:
        part = framing.part(boxes, view.width, view.height, sight.chars, sight.rulings)
    if part is None:
        return None
    room = wanted.room
    if room is None:
        scale = framing.scale(part, boxes)
        window = _window(part, scale)
    elif boxes and not wanted.whole:
        window, scale = fitting.place(part, boxes, sight.chars, view.width, view.height, room)
    else:
        window, scale = fitting.page(view.width, view.height, room)
    thin = room is not None and room.coarse
    image = _image(sight, window, scale, _FINER if thin else 1)
    if image is None:
        return None
    drawn: list[tuple[Pixels, Role]] = []
    for mark in wanted.marks:
        breadth = 1 if thin else LINES[mark.role].breadth
        box = framing.frame(mark.box, sight.chars, breadth, scale)
        if inside := _inside(box, window, scale):
            drawn.append((inside, mark.role))
    return Picture(png(image, drawn, thin), image.width, image.height)


def _window(part: Box, scale: float) -> Pixels:
    """Return the pixels of the whole page that a part of it takes."""
    left, top = math.floor(part.x0 * scale), math.floor(part.top * scale)
    right, bottom = math.ceil(part.x1 * scale), math.ceil(part.bottom * scale)
    return left, top, max(right - 1, left), max(bottom - 1, top)


def _inside(box: Box, window: Pixels, scale: float) -> Pixels | None:
    """Return the pixels of a box in the picture, as far as they are in it; None if none are."""
    left, top, right, bottom = window
    if box.x1 * scale < left or box.x0 * scale > right:
        return None
    if box.bottom * scale < top or box.top * scale > bottom:
        return None
    x0, x1 = (min(max(round(x * scale), left), right) - left for x in (box.x0, box.x1))
    y0, y1 = (min(max(round(y * scale), top), bottom) - top for y in (box.top, box.bottom))
    return x0, y0, x1, y1


def _image(sight: _Sight, window: Pixels, scale: float, finer: int = 1) -> Image.Image | None:
    """Return that part of the page, upright as it was read, on white.

    It is painted so many times `finer` first, and then made smaller.
    """
    if finer > 1:
        left, top, right, bottom = window
        larger = (left * finer, top * finer, (right + 1) * finer - 1, (bottom + 1) * finer - 1)
        painted = _image(sight, larger, scale * finer)
        size = (right - left + 1, bottom - top + 1)
        return painted and painted.resize(size, Image.Resampling.LANCZOS).point(_DARKER)
    left, top, right, bottom = window
    width, height = right - left + 1, bottom - top + 1
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        return None
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        pdfium.FPDF_RenderPageBitmap(
            bitmap,
            sight.page,
            -left,
            -top,
            round(sight.view.width * scale),
            round(sight.view.height * scale),
            (sight.view.turns - pdfium.FPDFPage_GetRotation(sight.page)) % 4,
            pdfium.FPDF_ANNOT,
        )
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        start = pdfium.FPDFBitmap_GetBuffer(bitmap)
        pixels = ctypes.string_at(start, stride * height)
        return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX", stride)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _answer(question: bytes) -> Iterator[bytes]:
    """Yield a line for each picture as it is made."""
    asked = msgspec.msgpack.decode(question, type=Question)
    with suppress(Unreadable, Doubtful):
        for made in rendered(asked):
            yield msgspec.json.encode(made) + b"\n"


if __name__ == "__main__":
    contained.limit_memory()
    for line in _answer(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
