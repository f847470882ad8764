"""PDF pages through PDFium: what is printed, at its place, and nothing that is not seen.

PDFium is not safe between threads, so that one document is read at a time.
"""

from __future__ import annotations

import ctypes
import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

# Also makes PDFium ready, which its bare functions do not.
import pypdfium2.raw as pdfium

from parsers.document import Unreadable
from parsers.geometry import Box, bounds
from parsers.messages import Message, marked
from parsers.readers import painted
from parsers.readers.page import ENCRYPTED, TOO_LONG, TOO_MUCH, Bookmark, Char, Doubtful, Page
from parsers.readers.painted import Point

_ONE_AT_A_TIME = threading.Lock()

# Text that is turned by more than this from every edge of the page is a watermark. In radians.
_ASKEW = math.radians(8)
# A page with fewer characters than this whose pictures cover more than this share of it is a scan.
_TEXT_LEAST, _PICTURE_MOST = 20, 0.5
# Render modes in which text leaves no mark on the page: the layer of a recognised scan, and clips.
_UNSEEN = (3, 7)
# What PDFium gives for a hyphen at the end of a line.
_HYPHENS = (0x02, 0xFFFE)
# How long a document may take, and how much it may hold: some two thousand full pages.
_SECONDS = 60
_OBJECTS_MOST = 4_000_000
_BOOKMARKS_MOST = 2000
OBJECTS = marked("more than {count} characters and lines")


def pages(data: bytes, has_other_text: bool = True) -> Iterator[Page]:
    """Yield the pages of a PDF; raise `Unreadable` where it is encrypted or too much.

    Raises `Doubtful` where another library had better read it, for one thing where the file gives
    other text (ActualText) for printed figures: PDFium takes that for what is printed. It is not
    looked for where `has_other_text` is false.
    """
    deadline = time.monotonic() + _SECONDS
    left = _OBJECTS_MOST
    with _ONE_AT_A_TIME, _Opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1 or not pdfium.FPDF_DocumentHasValidCrossReferenceTable(document):
            raise Doubtful
        for number in range(1, count + 1):
            page, held = _page(document, number, left, has_other_text)
            left -= held
            if time.monotonic() > deadline:
                raise Unreadable(TOO_LONG, seconds=str(_SECONDS))
            yield page


class _Opened:
    """A document that is closed when it has been read."""

    def __init__(self, data: bytes) -> None:
        self._data = data  # PDFium reads from it as long as the document is open.
        self._handle: Any = None

    def __enter__(self) -> Any:
        self._handle = pdfium.FPDF_LoadMemDocument64(self._data, len(self._data), None)
        if not self._handle:
            if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
                raise Unreadable(ENCRYPTED)
            raise Doubtful
        return self._handle

    def __exit__(self, *_: object) -> None:
        if self._handle:
            pdfium.FPDF_CloseDocument(self._handle)


def _page(document: Any, number: int, most: int, has_other_text: bool) -> tuple[Page, int]:
    """Return a page and how many objects it holds, of which it may have `most`."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return Page(number, 1.0, 1.0, [], [], is_unread=True), 0
    text = pdfium.FPDFText_LoadPage(page)
    try:
        objects = list(_up_to(most, painted.objects(page)))
        if has_other_text and any(map(_speaks_for_itself, objects)):
            raise Doubtful
        printed = _printed(text, objects) if text else []
        view = _View.of(page, printed)
        chars = [char for glyph in printed if (char := view.char(glyph))]
        rulings = list(map(view.box, painted.rulings(objects)))
        scanned = len(chars) < _TEXT_LEAST and _picture_share(page, objects) > _PICTURE_MOST
        found = Page(number, view.width, view.height, chars, rulings, is_scan=scanned)
        return found, len(objects) + len(printed)
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _up_to(most: int, objects: Iterator[painted.Painted]) -> Iterator[painted.Painted]:
    for count, it in enumerate(objects):
        if count > most:
            what = Message(OBJECTS, {"count": f"{_OBJECTS_MOST:,}"})
            raise Unreadable(TOO_MUCH, what=what)
        yield it


def _picture_share(page: Any, objects: list[painted.Painted]) -> float:
    """Return the share of the page that its largest picture covers."""
    pictures = (painted.bounds_of(it) for it in objects if it.kind == pdfium.FPDF_PAGEOBJ_IMAGE)
    largest = max(((b.x1 - b.x0) * (b.bottom - b.top) for b in pictures), default=0.0)
    size = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    return float(largest / size) if size else 0.0


# -- characters -----------------------------------------------------------------------------------


class _Glyph(NamedTuple):
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


def _printed(text: Any, objects: list[painted.Painted]) -> list[_Glyph]:
    """Return the characters that are seen on the page, spaces too, in the order of the file."""
    on_page = {
        ctypes.addressof(it.handle.contents): it
        for it in objects
        if it.kind == pdfium.FPDF_PAGEOBJ_TEXT
    }
    styles: dict[int, _Style] = {}
    glyphs: list[_Glyph] = []
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
        glyph = _Glyph(
            _letter(text, index),
            (x.value, y.value),
            loose.left,
            loose.right,
            Box(ink[0].value, ink[2].value, ink[1].value, ink[3].value),
            style.size,
            style.turn,
            key,
        )
        if style.clip is None or _is_inside(glyph, style.clip):
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


def _add(glyphs: list[_Glyph], glyph: _Glyph) -> None:
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
    return _Style(size, math.atan2(found.b, found.a), clip, is_seen)


def _speaks_for_itself(it: painted.Painted) -> bool:
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


def _is_inside(glyph: _Glyph, clip: Box) -> bool:
    """Tell whether the middle of a character's ink, or its place where it has none, is shown."""
    x, y = (glyph.ink.x0 + glyph.ink.x1) / 2, (glyph.ink.top + glyph.ink.bottom) / 2
    return clip.x0 - 1 <= x <= clip.x1 + 1 and clip.top - 1 <= y <= clip.bottom + 1


def _space(it: painted.Painted) -> _Glyph:
    """Return the space that a text object without ink is: PDFium leaves such objects out."""
    own = painted.matrix_of(it.handle)
    matrix = own.then(it.outer) if it.outer else own
    font_size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(it.handle, font_size)
    size = abs(font_size.value) * math.hypot(matrix.c, matrix.d)
    x, y = matrix.point(0.0, 0.0)
    turn = math.atan2(matrix.b, matrix.a)
    return _Glyph(" ", (x, y), x, x + size / 10, Box(x, y, x, y), size, turn)


# -- the page as it is looked at ------------------------------------------------------------------


class _View(NamedTuple):
    """A page turned so that its text stands upright, its origin at the top left."""

    width: float
    height: float
    turns: int
    map: Callable[[float, float], Point]

    @classmethod
    def of(cls, page: Any, glyphs: list[_Glyph]) -> _View:
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

    def char(self, glyph: _Glyph) -> Char | None:
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


def _quarters(glyph: _Glyph) -> int | None:
    """Return by how many quarters of a turn, anticlockwise, a character is turned; None askew."""
    quarters = glyph.turn / (math.pi / 2)
    nearest = round(quarters)
    return nearest % 4 if abs(quarters - nearest) * math.pi / 2 < _ASKEW else None


# -- bookmarks ------------------------------------------------------------------------------------


def bookmarks(data: bytes) -> list[Bookmark]:
    """Return the outline that a PDF brings along, from top to bottom; none where it has none."""
    with _ONE_AT_A_TIME, _Opened(data) as document:
        return list(_bookmarks(document))


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    """Yield the bookmarks; one that leads back to another is not followed."""
    seen: set[int] = set()
    waiting = [(pdfium.FPDFBookmark_GetFirstChild(document, None), 1)]
    while waiting and len(seen) < _BOOKMARKS_MOST:
        mark, level = waiting.pop()
        if not mark or ctypes.addressof(mark.contents) in seen:
            continue
        seen.add(ctypes.addressof(mark.contents))
        waiting.append((pdfium.FPDFBookmark_GetNextSibling(document, mark), level))
        waiting.append((pdfium.FPDFBookmark_GetFirstChild(document, mark), level + 1))
        target = pdfium.FPDFBookmark_GetDest(document, mark)
        page = pdfium.FPDFDest_GetDestPageIndex(document, target) + 1 if target else 0
        yield Bookmark(_title(mark), level, page if page > 0 else None)


def _title(mark: Any) -> str:
    size = min(pdfium.FPDFBookmark_GetTitle(mark, None, 0), 2000)
    buffer = ctypes.create_string_buffer(max(size, 2))
    pdfium.FPDFBookmark_GetTitle(mark, buffer, size)
    return buffer.raw.decode("utf-16-le", "replace").partition("\0")[0].strip()
