"""Whether a PDF is whole, and small enough to be unpacked: told before a library opens it.

A library that meets a damaged stream takes whatever comes out of it, a 5 for a 1 among it; the
checksum at a stream's end tells. One that misses a font leaves out what is printed in it, and of
681 it leaves 81; that all objects are there that others name, each where the table of contents
says, tells.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from parsers.document import Unreadable
from parsers.messages import Message, marked
from parsers.readers.page import TOO_MUCH

UNPACKED = marked("unpacked it is larger than {size} MB")

_MOST = 512 * 1024 * 1024
# What is packed is fed in by little, since what stands behind it would be copied each time.
_STEP = 16 * 1024
_PIECE = 4 * 1024 * 1024
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
# A stream's dictionary is looked for in no more bytes before it.
_DICTIONARY = 4096
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_ASCII = re.compile(rb"/(?:ASCII85Decode|A85)\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_PAINT = re.compile(rb"\bDo\b")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_COUNT = re.compile(rb"/N\s+([0-9]{1,6})\b")
_NUMBER_AT_END = re.compile(rb"[0-9]{1,10}$")
# A table of contents: where each object begins. Newer files keep it in a stream.
_CONTENTS = re.compile(rb"xref\s+((?:[0-9]+ [0-9]+\s+(?:[0-9]{10} [0-9]{5} [nf]\s+)*)+)")
_SECTION = re.compile(rb"([0-9]+) [0-9]+\s+((?:[0-9]{10} [0-9]{5} [nf]\s+)*)")


class Stream(Struct, frozen=True):
    """A stream that is packed, or a form: what is said of it and what it holds.

    `content` is None where the stream is damaged or packed twice, and only its beginning where it
    `is_cut`.
    """

    about: bytes
    content: bytes | None
    is_cut: bool = False

    @property
    def multiplies(self) -> bool:
        """Tell whether it is a form that paints several others, or one several times."""
        return bool(_FORM.search(self.about)) and len(_PAINT.findall(self.content or b"")) > 1


class Survey(NamedTuple):
    """What is told of a PDF before it is read.

    It `is_sound` where it may be read without watching. It may not where something is damaged or
    missing, where it is encrypted, so that nobody can tell, or where forms paint forms, which takes
    four lines to ask for a million. It `has_other_text` where it may give other text (ActualText)
    for what it prints.
    """

    is_sound: bool
    has_other_text: bool = True


def survey(data: bytes) -> Survey:
    """Look a PDF over; raise `Unreadable` where it is too large to be unpacked."""
    if b"/Encrypt" in data or not _is_in_order(data):
        return Survey(is_sound=False)
    outside: list[bytes] = []
    there: set[int] = set()
    multiplying = 0
    has_other_text = b"ActualText" in data
    for stream in _streams(data, outside):
        if stream.content is None:
            return Survey(is_sound=False)
        multiplying += stream.multiplies
        has_other_text |= stream.is_cut or b"ActualText" in stream.content
        if _OBJECTS.search(stream.about):
            count = _COUNT.search(stream.about)
            numbers = stream.content.split(None, 2 * int(count[1]) if count else 0)
            there.update(int(n) for n in numbers[:-1:2] if n.isdigit())
            outside.append(stream.content)
    syntax = b" ".join(outside)
    there |= _numbers_before(b" 0 obj", syntax)
    is_complete = there >= _numbers_before(b" 0 R", syntax)
    return Survey(multiplying < 2 and is_complete, has_other_text)


def _numbers_before(mark: bytes, syntax: bytes) -> set[int]:
    """Return the numbers of objects that stand before a mark."""
    # To split is three times as fast as to search with an expression.
    ends = (_NUMBER_AT_END.search(piece[-10:]) for piece in syntax.split(mark)[:-1])
    return {int(end[0]) for end in ends if end}


def _is_in_order(data: bytes) -> bool:
    """Tell whether every object begins where a table of contents says, where there is one."""
    for contents in _CONTENTS.finditer(data):
        for section in _SECTION.finditer(contents[1]):
            # An entry is three words: where the object begins, its generation, whether it is used.
            words = section[2].split()
            for number, place in enumerate(words[::3], start=int(section[1])):
                at = 3 * (number - int(section[1]))
                begins = b"%d %d obj" % (number, int(words[at + 1]))
                if words[at + 2] == b"n" and not data.startswith(begins, int(place)):
                    return False
    return True


def _streams(data: bytes, outside: list[bytes]) -> Iterator[Stream]:
    """Yield forms and the streams that are packed with Flate, those of pictures left out.

    What stands between the streams is put into `outside`.
    """
    view = memoryview(data)
    left = _MOST
    end = 0
    for match in _STREAM.finditer(data):
        if match.start() < end or data[match.start() - 3 : match.start()] == b"end":
            continue
        outside.append(data[end : match.start()])
        end = data.find(b"endstream", match.end())
        end = end if end >= 0 else len(data)
        before = outside[-1][-_DICTIONARY:]
        about = before[before.rfind(b"obj") + 3 :]
        filters = len(_FLATE.findall(about))
        if filters and not _IMAGE.search(about):
            packed = (
                _plain(view[match.end() : end]) if _ASCII.search(about) else view[match.end() :]
            )
            content, size = _unpacked(packed, left)
            left -= size
            if left < 0:
                values = {"what": Message(UNPACKED, {"size": str(_MOST // 1024 // 1024)})}
                raise Unreadable(TOO_MUCH, **values)
            is_cut = content is not None and size > len(content)
            yield Stream(about, content if filters == 1 else None, is_cut)
        elif _FORM.search(about):
            yield Stream(about, data[match.end() : end])
    outside.append(data[end:])


def _plain(written: memoryview) -> memoryview:
    """Return what is written in the letters of ASCII 85; nothing where it is not."""
    letters = bytes(written).strip().removesuffix(b">").removesuffix(b"~")
    try:
        return memoryview(a85decode(letters))
    except ValueError:
        return memoryview(b"")


def _unpacked(packed: memoryview, most: int) -> tuple[bytes | None, int]:
    """Return what a stream holds, of a long one the beginning, and its size if below `most`.

    The content is None where the stream is damaged.
    """
    inflate = zlib.decompressobj()
    pieces: list[bytes] = []
    size = 0
    try:
        rest: bytes | memoryview = packed[:_STEP]
        at = len(rest)
        while not inflate.eof and size <= most:
            piece = inflate.decompress(rest, _PIECE)
            if size < _PIECE:
                pieces.append(piece)
            size += len(piece)
            rest = inflate.unconsumed_tail
            if not rest:
                rest, at = packed[at : at + _STEP], at + _STEP
                if not rest and not inflate.eof:
                    return None, size
    except zlib.error:
        return None, size
    return b"".join(pieces), size
