"""What is written on a page, through PDFium: the characters that are seen, at their places."""

from __future__ import annotations

import ctypes
import math
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from parsers.geometry import Box, bounds
from parsers.readers import painted
from parsers.readers.page import UNSURE_SPACE, Doubtful
from parsers.readers.painted import Point

# Render modes in which text leaves no mark on the page: the layer of a recognised scan, and clips.
_UNSEEN = (3, 7)
# What PDFium gives for a hyphen at the end of a line.
_HYPHENS = (0x02, 0xFFFE)


class Glyph(NamedTuple):
    """A character with its origin on the base line and its ink's box, y upwards.

    `x0` and `x1` are where it begins and where the next would; `source` tells the text objects of
    a page apart.
    """

    text: str
    origin: Point
    x0: float
    x1: float
    ink: Box
    size: float
    turn: float
    source: int = 0


class _Style(NamedTuple):
    """What the characters of a text object share: height, angle, and where they can be seen."""

    size: float
    turn: float
    clip: Box | None
    is_seen: bool
    is_white: bool


def printed(text: Any, objects: list[painted.Painted]) -> list[Glyph]:
    """Return the characters that are seen on the page, spaces too, in the order of the file.

    White ones are seen where something that is not white is painted.
    """
    on_page = {
        ctypes.addressof(it.handle.contents): it
        for it in objects
        if it.kind == pdfium.FPDF_PAGEOBJ_TEXT
    }
    styles: dict[int, _Style] = {}
    grounds: list[Box] | None = None
    glyphs: list[Glyph] = []
    loose, ink = pdfium.FS_RECTF(), [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(text)):
        if pdfium.FPDFText_IsGenerated(text, index):
            continue
        handle = pdfium.FPDFText_GetTextObject(text, index)
        if not handle:
            continue
        key = ctypes.addressof(handle.contents)
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(text, index, handle, on_page.get(key))
        if not style.is_seen or not pdfium.FPDFText_GetCharOrigin(text, index, x, y):
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, loose)
        pdfium.FPDFText_GetCharBox(text, index, *ink)
        glyph = Glyph(
            _letter(text, index),
            (x.value, y.value),
            loose.left,
            loose.right,
            Box(ink[0].value, ink[2].value, ink[1].value, ink[3].value),
            style.size,
            style.turn,
            key,
        )
        if style.clip and not _is_inside(glyph, style.clip):
            continue
        if style.is_white:
            grounds = list(painted.grounds(objects)) if grounds is None else grounds
            if not any(_is_inside(glyph, ground) for ground in grounds):
                continue
        _add(glyphs, glyph)
    glyphs += [_space(it) for key, it in on_page.items() if key not in styles]
    return glyphs


def _letter(text: Any, index: int) -> str:
    """Return a character; one for which the PDF names no letter is the replacement character."""
    code = pdfium.FPDFText_GetUnicode(text, index)
    if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    if code in _HYPHENS:
        return "-"
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _add(glyphs: list[Glyph], glyph: Glyph) -> None:
    """Add a character; the letters that one mark stands for, as a ligature's, stay together.

    Of figures nobody here can tell whether one mark stands for two or one is printed over another.
    """
    last = glyphs[-1] if glyphs else None
    if not last or last.source != glyph.source or last.origin != glyph.origin:
        glyphs.append(glyph)
    elif (last.text + glyph.text).isalpha():
        text, ink = last.text + glyph.text, bounds((last.ink, glyph.ink))
        glyphs[-1] = last._replace(text=text, ink=ink, x1=max(last.x1, glyph.x1))
    else:
        raise Doubtful


def _style(text: Any, index: int, handle: Any, on_page: painted.Painted | None) -> _Style:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, found)
    size = abs(pdfium.FPDFText_GetFontSize(text, index)) * math.hypot(found.c, found.d)
    clip = painted.clip_of(handle) if on_page and on_page.outer is None else None
    is_seen = pdfium.FPDFTextObj_GetTextRenderMode(handle) not in _UNSEEN
    is_white = painted.tone(handle, pdfium.FPDFPageObj_GetFillColor) == "white"
    return _Style(size, math.atan2(found.b, found.a), clip, is_seen, is_white)


def speaks_for_itself(it: painted.Painted) -> bool:
    """Tell whether the file gives other text for what an object prints: none, or a figure."""
    if it.kind != pdfium.FPDF_PAGEOBJ_TEXT:
        return False
    for index in range(max(pdfium.FPDFPageObj_CountMarks(it.handle), 0)):
        mark = pdfium.FPDFPageObj_GetMark(it.handle, index)
        buffer, size = (ctypes.c_ubyte * 512)(), ctypes.c_ulong()
        # As bytes: what PDFium gives as a string is right for UTF-8 only.
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", buffer, 512, size):
            given = bytes(buffer[: size.value])
            is_wide = given.startswith((b"\xfe\xff", b"\xff\xfe"))
            other = given.decode("utf-16" if is_wide else "latin-1", "replace")
            if not other or size.value > len(buffer) or any(map(str.isdigit, other)):
                return True
    return False


def _is_inside(glyph: Glyph, clip: Box) -> bool:
    """Tell whether the middle of a character's ink, or its place where it has none, is shown."""
    x, y = (glyph.ink.x0 + glyph.ink.x1) / 2, (glyph.ink.top + glyph.ink.bottom) / 2
    return clip.x0 - 1 <= x <= clip.x1 + 1 and clip.top - 1 <= y <= clip.bottom + 1


def _space(it: painted.Painted) -> Glyph:
    """Return the space that a text object without ink is: PDFium leaves such objects out.

    It leaves out a figure too where a damaged font has lost its shape.
    """
    own = painted.matrix_of(it.handle)
    matrix = own.then(it.outer) if it.outer else own
    font_size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(it.handle, font_size)
    size = abs(font_size.value) * math.hypot(matrix.c, matrix.d)
    x, y = matrix.point(0.0, 0.0)
    turn = math.atan2(matrix.b, matrix.a)
    return Glyph(UNSURE_SPACE, (x, y), x, x + size / 10, Box(x, y, x, y), size, turn)
