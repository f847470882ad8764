"""Renders parts of a PDF's pages through PDFium."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct, structs
from PIL import Image

from parsers.geometry import Box
from parsers.model import Role
from parsers.pictures import Picture, Unmade, Wanted, fitting, framing, words
from parsers.pictures.boxes import LINES, Pixels, png
from parsers.readers import painted, written
from parsers.readers.page import Char, Doubtful
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


class Desk:
    """An open document, of which the page that was looked at last stays open."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._number = 0
        self._sight: _Sight | None = None

    def picture(self, wanted: Wanted) -> Picture | Unmade:
        """Return the picture that is wanted, or why there is none.

        In a room, the first page is shown where the words that are wanted stand on none.
        """
        for number in range(wanted.page, max(wanted.page, wanted.last) + 1 if wanted.words else 0):
            sight = self._turned_to(number)
            if sight and (marks := words.found(wanted.words, sight.chars)):
                return (
                    _picture(sight, structs.replace(wanted, page=number, marks=marks)) or "failed"
                )
        if wanted.words and not wanted.room:
            return "unfound"
        if not (wanted.marks or wanted.room):
            return "failed"
        sight = self._turned_to(wanted.page)
        return _picture(sight, wanted) or "failed" if sight else "failed"

    def _turned_to(self, number: int) -> _Sight | None:
        if number != self._number:
            if self._sight:
                pdfium.FPDF_ClosePage(self._sight.page)
                self._sight = None
            if 1 <= number <= pdfium.FPDF_GetPageCount(self._document):
                page = pdfium.FPDF_LoadPage(self._document, number - 1)
                self._sight = _sight_of(page) if page else None
            self._number = number
        return self._sight


def _sight_of(page: Any) -> _Sight:
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
    return Picture(png(image, drawn, thin), image.width, image.height, wanted.page)


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
