"""A page as it is looked at: turned so that its text stands upright, places from the top left."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from parsers.geometry import Box
from parsers.readers.page import Char
from parsers.readers.painted import Point
from parsers.readers.written import Glyph

# Text that is turned by more than this from every edge of the page is a watermark. In radians.
_ASKEW = math.radians(8)


class View(NamedTuple):
    """A page turned so that its text stands upright, its origin at the top left."""

    width: float
    height: float
    turns: int
    map: Callable[[float, float], Point]

    @classmethod
    def of(cls, page: Any, glyphs: list[Glyph]) -> View:
        """Return the view of a page: as most of its text is turned, else as the page says."""
        turns = Counter(q for g in glyphs if g.text.strip() and (q := _quarters(g)) is not None)
        own = pdfium.FPDFPage_GetRotation(page) % 4
        quarters = turns.most_common(1)[0][0] if turns else own
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        wide, high = right - left, top - bottom
        maps: tuple[Callable[[float, float], Point], ...] = (
            lambda x, y: (x - left, top - y),
            lambda x, y: (y - bottom, x - left),
            lambda x, y: (right - x, y - bottom),
            lambda x, y: (top - y, right - x),
        )
        size = (wide, high) if quarters % 2 == 0 else (high, wide)
        return cls(*size, quarters, maps[quarters])

    def box(self, box: Box) -> Box:
        """Return a box of the page as it is looked at."""
        (ax, ay), (bx, by) = self.map(box.x0, box.top), self.map(box.x1, box.bottom)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def char(self, glyph: Glyph) -> Char | None:
        """Return a character as it is looked at; None for a watermark's or one off the page.

        Its height is that of its font, so that 一 is as high as 国. Its width is its advance
        where PDFium knows it, else that of its ink.
        """
        quarters = _quarters(glyph)
        if quarters is None:
            return None
        ink = self.box(glyph.ink)
        x0, x1 = ink.x0, ink.x1
        if quarters == self.turns == 0:
            left, right = self.map(glyph.x0, 0)[0], self.map(glyph.x1, 0)[0]
            if left < right <= left + 2 * glyph.size * max(len(glyph.text), 1):
                x0, x1 = left, right
        elif quarters == self.turns:
            x0 = min(x0, self.map(*glyph.origin)[0])
        base = self.map(*glyph.origin)[1]
        top, bottom = base - 0.88 * glyph.size, base + 0.12 * glyph.size
        if quarters != self.turns or glyph.size <= 0:
            top, bottom = ink.top, ink.bottom
        middle_x, middle_y = (x0 + x1) / 2, (top + bottom) / 2
        if not (-1 <= middle_x <= self.width + 1 and -1 <= middle_y <= self.height + 1):
            return None
        return Char(glyph.text, x0, top, x1, bottom)


def _quarters(glyph: Glyph) -> int | None:
    """Return by how many quarters of a turn, anticlockwise, a character is turned; None askew."""
    quarters = glyph.turn / (math.pi / 2)
    nearest = round(quarters)
    return nearest % 4 if abs(quarters - nearest) * math.pi / 2 < _ASKEW else None
