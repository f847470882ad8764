"""PDF pages through pdfplumber: slow, but it says which stream is damaged.

It reads what PDFium must not be trusted with, and is what PDFium's reading is tested against.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, TypeVar

import pdfplumber
from pdfminer import pdftypes
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from parsers.document import Unreadable
from parsers.geometry import Box, edges
from parsers.readers.page import DAMAGED, ENCRYPTED, Char, Page

# A filled box this thin is a drawn line.
_THIN = 3.0

_Placed = TypeVar("_Placed", Box, Char)


def pages(data: bytes) -> Iterator[Page]:
    """Yield the pages of a PDF; raise `Unreadable` where it is encrypted or damaged."""
    # pdfminer's warnings about fonts would end on the terminal.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        pdf = pdfplumber.open(BytesIO(data))
        count = len(pdf.pages)
    except Exception as error:
        raise Unreadable(ENCRYPTED if _is_encryption(error) else DAMAGED) from error
    if not count:
        raise Unreadable(DAMAGED)
    with pdf:
        for page in pdf.pages:
            try:
                yield _page(page)
            except Exception:
                yield Page(page.page_number, 1.0, 1.0, [], [], is_unread=True)
            page.close()


def _rescued(data: bytes) -> bytes:
    """Return what a compressed stream holds that lacks no more than its checksum.

    pdfminer would take whatever comes out of a damaged one, a 5 for a 1 among it.
    """
    inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        content = inflate.decompress(data[2:])
    except zlib.error as error:
        raise PDFException("a compressed stream is damaged") from error
    if not inflate.eof or len(inflate.unused_data) >= 4:
        raise PDFException("a compressed stream is damaged or cut off")
    return content


pdftypes.decompress_corrupted = _rescued


def _is_encryption(error: BaseException) -> bool:
    causes = (
        (error, *error.args, error.__cause__) if isinstance(error, PdfminerException) else (error,)
    )
    return any(isinstance(c, PDFEncryptionError | PDFPasswordIncorrect) for c in causes)


def _page(page: Any) -> Page:
    chars = [_char(c) for c in page.chars]
    # A dash of a line is a small filled shape, which is called a curve.
    shapes = (*page.lines, *page.rects, *page.curves)
    drawn = [ruling for shape in shapes for ruling in _rulings(shape)]
    drawn += _on_dark_grounds(page.rects)
    shown = _shown(page)
    return Page(
        page.page_number,
        shown.x1 - shown.x0,
        shown.bottom - shown.top,
        [_shifted(char, shown) for char in chars if _is_in(char, shown)],
        [_shifted(ruling, shown) for ruling in drawn],
    )


def _shown(page: Any) -> Box:
    """Return the part of a page that is shown, its crop box, where pdfplumber counts from.

    It counts from the media box, to whose place it adds that of the media box once more.
    """
    media = _upright(page.page_obj.mediabox)
    crop = _upright(page.page_obj.cropbox)
    common = Box(*map(max, media[:2], crop[:2]), *map(min, media[2:], crop[2:]))
    if common.x0 >= common.x1 or common.top >= common.bottom:
        common = media
    left, low = common.x0 - media.x0, common.top - media.top
    right, high = media.x1 - common.x1, media.bottom - common.bottom
    # What is cut off on the left, on top, on the right and below, as the page is turned.
    cut = (left, high, right, low)
    turns = page.rotation // 90
    x0, top, x1, bottom = (cut[(side - turns) % 4] for side in range(4))
    dx, dy = page.mediabox[:2]
    width, height = page.width, page.height
    return Box(*map(float, (dx + x0, dy + top, dx + width - x1, dy + height - bottom)))


def _upright(box: Any) -> Box:
    x0, y0, x1, y1 = box
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _shifted(placed: _Placed, shown: Box) -> _Placed:
    """Return what is placed as counted from the top left of what is shown."""
    return placed._replace(
        x0=placed.x0 - shown.x0,
        top=placed.top - shown.top,
        x1=placed.x1 - shown.x0,
        bottom=placed.bottom - shown.top,
    )


def _is_in(char: Char, shown: Box) -> bool:
    """Tell whether the middle of a character is on the page that is shown."""
    across = shown.x0 - 1 <= (char.x0 + char.x1) / 2 <= shown.x1 + 1
    return across and shown.top - 1 <= char.middle <= shown.bottom + 1


def _on_dark_grounds(rects: Iterable[dict[str, Any]]) -> Iterator[Box]:
    """Yield the sides of white boxes on a dark ground, which shows between them as lines."""
    grounds: list[Box] = []
    for shape in rects:
        box = Box(shape["x0"], shape["top"], shape["x1"], shape["bottom"])
        thin = min(box.x1 - box.x0, box.bottom - box.top) <= _THIN
        if thin or not shape["fill"]:
            continue
        if _is_dark(shape["non_stroking_color"]):
            grounds.append(box)
        elif not _visible(shape, "fill") and any(_holds(ground, box) for ground in grounds):
            yield from edges(box)


def _is_dark(colour: object) -> bool:
    values = tuple(colour) if isinstance(colour, tuple | list) else (colour,)
    numbers = [value for value in values if isinstance(value, int | float)]
    return len(numbers) == len(values) in (1, 3) and sum(numbers) / len(numbers) < 0.5


def _holds(ground: Box, box: Box) -> bool:
    inside = ground.x0 - 1 <= box.x0 and box.x1 <= ground.x1 + 1
    inside &= ground.top - 1 <= box.top and box.bottom <= ground.bottom + 1
    return inside and ground != box


def _char(char: dict[str, Any]) -> Char:
    """Return a character; one for which the PDF names no letter is the replacement character."""
    text = "\ufffd" if char["text"].startswith("(cid:") else char["text"]
    return Char(text, char["x0"], char["top"], char["x1"], char["bottom"])


def _rulings(shape: dict[str, Any]) -> Iterator[Box]:
    """Yield the visible lines of a drawn line or rectangle; a background has none."""
    box = Box(shape["x0"], shape["top"], shape["x1"], shape["bottom"])
    flat, narrow = box.bottom - box.top <= _THIN, box.x1 - box.x0 <= _THIN
    if flat or narrow:
        if _visible(shape, "stroke") or (
            shape["object_type"] != "line" and _visible(shape, "fill")
        ):
            yield _axis(box, flat)
    elif shape["object_type"] == "rect" and _visible(shape, "stroke"):
        yield from edges(box)


def _axis(box: Box, flat: bool) -> Box:
    """Return the middle line of a thin box, along its longer side."""
    if flat and box.x1 - box.x0 >= box.bottom - box.top:
        y = (box.top + box.bottom) / 2
        return Box(box.x0, y, box.x1, y)
    x = (box.x0 + box.x1) / 2
    return Box(x, box.top, x, box.bottom)


def _visible(shape: dict[str, Any], how: str) -> bool:
    """Tell whether a shape is painted that way in a colour other than white."""
    if not shape[how]:
        return False
    colour = shape["stroking_color" if how == "stroke" else "non_stroking_color"]
    if colour is None or isinstance(colour, str):
        return True
    values = tuple(colour) if isinstance(colour, tuple | list) else (colour,)
    if not all(isinstance(v, int | float) for v in values):
        return True
    white = (0, 0, 0, 0) if len(values) == 4 else (1,) * len(values)
    return any(abs(v - w) > 0.02 for v, w in zip(values, white, strict=True))
