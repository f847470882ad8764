"""Ways in which a file is damaged, each from a seed, so that what went wrong can be done again.

A page or a text has no checksum: a figure that is changed in it is what it prints. So there no
digit is touched, and what is damaged is all that tells where a figure belongs.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO

Way = Callable[[bytes, random.Random], bytes]
"""A way to damage a file."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n(.*?)endstream", re.DOTALL)
_TAG = re.compile(rb"<[^<>]*>")
_DIGITS = frozenset(b"0123456789")


def flip(data: bytes, lot: random.Random) -> bytes:
    """Change one bit, or up to three hundred bytes."""
    damaged = bytearray(data)
    if lot.random() < 0.5:
        damaged[lot.randrange(len(data))] ^= 1 << lot.randrange(8)
        return bytes(damaged)
    for _ in range(lot.choice((3, 30, 300))):
        damaged[lot.randrange(len(data))] = lot.randrange(256)
    return bytes(damaged)


def flip_no_digit(data: bytes, lot: random.Random) -> bytes:
    """Change up to thirty bytes, none that is or would be a digit."""
    damaged = bytearray(data)
    for _ in range(lot.choice((1, 3, 30))):
        place, byte = lot.randrange(len(data)), lot.randrange(256)
        if damaged[place] not in _DIGITS and byte not in _DIGITS:
            damaged[place] = byte
    return bytes(damaged)


def truncate(data: bytes, lot: random.Random) -> bytes:
    """Leave out the end; of a PDF mark what is left as whole, or not."""
    end = b"\n%%EOF" if data.startswith(b"%PDF") and lot.random() < 0.7 else b""
    return data[: lot.randrange(1, len(data))] + end


def blank(data: bytes, lot: random.Random) -> bytes:
    """Write zeros over a piece, as a disk does that lost it."""
    start = lot.randrange(len(data))
    end = min(start + lot.choice((16, 512, 4096)), len(data))
    return data[:start] + bytes(end - start) + data[end:]


def cut_out(data: bytes, lot: random.Random) -> bytes:
    """Leave out a piece."""
    start = lot.randrange(len(data))
    return data[:start] + data[start + lot.choice((1, 10, 1000, 20000)) :]


def double(data: bytes, lot: random.Random) -> bytes:
    """Write a piece twice."""
    start = lot.randrange(len(data))
    end = start + lot.choice((1, 10, 1000, 20000))
    return data[:end] + data[start:end] + data[end:]


def syntax(data: bytes, lot: random.Random) -> bytes:
    """Change bytes of a PDF outside of its streams, where no checksum guards them."""
    inside = [match.span(1) for match in _STREAM.finditer(data)]
    damaged = bytearray(data)
    only_digits = lot.random() < 0.4
    left = lot.choice((1, 2, 5))
    while left:
        place = lot.randrange(len(data))
        if any(start <= place < end for start, end in inside):
            continue
        if not only_digits:
            damaged[place] = lot.randrange(256)
        elif damaged[place] in _DIGITS:
            damaged[place] = lot.choice(b"0123456789")
        else:
            continue
        left -= 1
    return bytes(damaged)


def swap_streams(data: bytes, lot: random.Random) -> bytes:
    """Put two streams of a PDF into each other's place."""
    inside = [match.span(1) for match in _STREAM.finditer(data)]
    (a, b), (c, d) = sorted(lot.sample(inside, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def tags(data: bytes, lot: random.Random) -> bytes:
    """Leave out, write twice or exchange tags."""
    damaged = data
    for _ in range(lot.choice((1, 2, 8))):
        found = [match.span() for match in _TAG.finditer(damaged)]
        if len(found) < 2:
            break
        (a, b), (c, d) = sorted(lot.sample(found, 2))
        way = lot.randrange(3)
        first = (b"", damaged[a:b] * 2, damaged[c:d])[way]
        second = (damaged[c:d], damaged[c:d], damaged[a:b])[way]
        damaged = damaged[:a] + first + damaged[b:c] + second + damaged[d:]
    return damaged


def lines(data: bytes, lot: random.Random) -> bytes:
    """Leave out, write twice or exchange lines."""
    found = data.split(b"\n")
    for _ in range(lot.choice((1, 2, 8))):
        one, other = lot.randrange(len(found)), lot.randrange(len(found))
        way = lot.randrange(3)
        if way == 0 and len(found) > 2:
            del found[one]
        elif way == 1:
            found.insert(other, found[one])
        else:
            found[one], found[other] = found[other], found[one]
    return b"\n".join(found)


def members(data: bytes, lot: random.Random) -> bytes:
    """Pack a Word file again, its parts exchanged, left out, or with other tags."""
    held: dict[str, bytes] = {}
    with zipfile.ZipFile(BytesIO(data)) as package:
        held = {name: package.read(name) for name in package.namelist()}
    one, other = lot.sample(sorted(held), 2)
    way = lot.randrange(4)
    if way == 0:
        held[one], held[other] = held[other], held[one]
    elif way == 1:
        del held[one]
    elif way == 2:
        held[one] = tags(held[one], lot)
    else:
        held["word/document.xml"] = tags(held["word/document.xml"], lot)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in held.items():
            package.writestr(name, content)
    return packed.getvalue()


WAYS: dict[str, Sequence[Way]] = {
    "pdf": (flip, syntax, syntax, swap_streams, truncate, blank, cut_out, double),
    "docx": (flip, members, members, truncate, blank, cut_out, double),
    "html": (flip_no_digit, tags, tags, truncate, blank),
    "txt": (flip_no_digit, lines, truncate, blank),
}
"""What can be done to a file of each format; what stands twice is done twice as often."""
