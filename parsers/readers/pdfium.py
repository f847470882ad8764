"""PDF pages through PDFium: what is printed, at its place, and nothing that is not seen.

PDFium is not safe between threads, so that one document is read at a time.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from typing import Any

# Also makes PDFium ready, which its bare functions do not.
import pypdfium2.raw as pdfium

from parsers.document import Unreadable
from parsers.messages import Message, marked
from parsers.readers import painted, written
from parsers.readers.page import ENCRYPTED, TOO_LONG, TOO_MUCH, Bookmark, Doubtful, Page
from parsers.readers.view import View

_ONE_AT_A_TIME = threading.Lock()

# A page with fewer characters than this whose pictures cover more than this share of it is a scan.
_TEXT_LEAST, _PICTURE_MOST = 20, 0.5
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
    with _ONE_AT_A_TIME, Opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1 or not pdfium.FPDF_DocumentHasValidCrossReferenceTable(document):
            raise Doubtful
        for number in range(1, count + 1):
            page, held = _page(document, number, left, has_other_text)
            left -= held
            if time.monotonic() > deadline:
                raise Unreadable(TOO_LONG, seconds=str(_SECONDS))
            yield page


class Opened:
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
        if has_other_text and any(map(written.speaks_for_itself, objects)):
            raise Doubtful
        printed = written.printed(text, objects) if text else []
        view = View.of(page, printed)
        chars = [char for glyph in printed if (char := view.char(glyph))]
        rulings = list(map(view.box, painted.rulings(objects)))
        scanned = len(chars) < _TEXT_LEAST and _picture_share(page, objects) > _PICTURE_MOST
        pictures = tuple(map(view.box, painted.pictures(page, objects)))
        found = Page(
            number, view.width, view.height, chars, rulings, is_scan=scanned, pictures=pictures
        )
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


# -- bookmarks ------------------------------------------------------------------------------------


def bookmarks(data: bytes) -> list[Bookmark]:
    """Return the outline that a PDF brings along, from top to bottom; none where it has none."""
    with _ONE_AT_A_TIME, Opened(data) as document:
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
