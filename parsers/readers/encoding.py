"""Bytes to text, in whatever encoding they are: what a file says of itself is often wrong."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED_UTF16 = ((re.compile(rb"\s*<\0"), "utf-16-le"), (re.compile(rb"\0<\0"), "utf-16-be"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
# With no more than this share of its characters broken a text is read; with no more than that it
# is in this encoding all the same, and damaged: in another it would be words that nobody wrote.
_BROKEN_MOST, _OTHER_LEAST = 0.02, 0.25


def decoded(data: bytes) -> str | None:
    """Return the text of `data`: by its mark, as UTF-8, else as GB18030; None if it is no text.

    The one that fits decides, not the one that is declared: GBK passes for UTF-8 as little as the
    reverse. A character that is broken, as where a program cut a text by bytes, becomes U+FFFD.
    """
    for encoding, content in _candidates(data):
        text, broken = _read(content, encoding)
        if broken <= _BROKEN_MOST and len(_CONTROL.findall(text)) * 100 <= len(text):
            return text
        if 0 < broken < _OTHER_LEAST:
            return None
    return None


def _read(data: bytes, encoding: str) -> tuple[str, float]:
    """Return the text of `data` and the share of its characters beyond ASCII that are broken."""
    try:
        return data.decode(encoding), 0.0
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return text, text.count("\ufffd") / len(_NOT_ASCII.findall(text))


def _candidates(data: bytes) -> list[tuple[str, bytes]]:
    """Return the encodings that `data` may be in, the likeliest first, each without its mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            content = data.removeprefix(mark)
            return [(encoding, content), ("gb18030", content)]
    for sign, encoding in _UNMARKED_UTF16:
        if sign.match(data):
            return [(encoding, data)]
    return [("utf-8", data), ("gb18030", data)]
