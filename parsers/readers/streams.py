"""Whether the compressed streams of a PDF are whole, and small enough to be unpacked.

A library that meets a damaged stream takes whatever comes out of it, a 5 for a 1 among it. The
checksum at a stream's end tells.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from msgspec import Struct

from parsers.document import Unreadable
from parsers.messages import Message, marked
from parsers.readers.page import TOO_MUCH

UNPACKED = marked("unpacked it is larger than {size} MB")

_MOST = 512 * 1024 * 1024
# What is packed is fed in by little, since what stands behind it would be copied each time.
_STEP = 16 * 1024
_PIECE = 4 * 1024 * 1024
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
# A stream's dictionary is looked for in no more bytes before it.
_DICTIONARY = 4096
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_PAINT = re.compile(rb"\bDo\b")


class Stream(Struct, frozen=True):
    """A compressed stream: whether it is whole, is a form, and how many objects it paints."""

    is_whole: bool
    is_form: bool
    paints: int


def is_sound(data: bytes) -> bool:
    """Tell whether a PDF may be read without watching.

    It may not where a stream is damaged or packed twice, where it is encrypted, so that nobody can
    tell, or where forms paint forms, which takes four lines to ask for a million.
    """
    if b"/Encrypt" in data:
        return False
    multiplying = 0
    for stream in _streams(data):
        if not stream.is_whole:
            return False
        multiplying += stream.is_form and stream.paints > 1
    return multiplying < 2


def _streams(data: bytes) -> Iterator[Stream]:
    """Yield the forms, and the streams that are packed with Flate, those of pictures left out."""
    view = memoryview(data)
    left = _MOST
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _DICTIONARY) : match.start()]
        about = before[before.rfind(b"obj") + 3 :]
        filters = len(_FLATE.findall(about))
        is_form = bool(_FORM.search(about))
        content: bytes | None = None
        if filters and not _IMAGE.search(about):
            content, size = _unpacked(view[match.end() :], left)
            left -= size
            if left < 0:
                values = {"what": Message(UNPACKED, {"size": str(_MOST // 1024 // 1024)})}
                raise Unreadable(TOO_MUCH, **values)
        elif is_form:
            content = data[match.end() : data.find(b"endstream", match.end())]
        else:
            continue
        paints = len(_PAINT.findall(content)) if is_form and content else 0
        yield Stream(content is not None and filters < 2, is_form, paints)


def _unpacked(packed: memoryview, most: int) -> tuple[bytes | None, int]:
    """Return what a stream begins with, None where it is damaged, and its size if below `most`."""
    inflate = zlib.decompressobj()
    start, size = b"", 0
    try:
        rest: bytes | memoryview = packed[:_STEP]
        at = len(rest)
        while not inflate.eof and size <= most:
            piece = inflate.decompress(rest, _PIECE)
            start = start or piece
            size += len(piece)
            rest = inflate.unconsumed_tail
            if not rest:
                rest, at = packed[at : at + _STEP], at + _STEP
                if not rest and not inflate.eof:
                    return None, size
    except zlib.error:
        return None, size
    return start, size
