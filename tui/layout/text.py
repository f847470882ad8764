"""Chinese text in terminal cells: measured, made harmless, wrapped and cut."""

from __future__ import annotations

import re
from typing import Literal

from rich.cells import cell_len

from tui.glyphs import glyphs
from tui.widths import size as _size

NEVER_FIRST = "，。、；：！？）》”】’〉」』〕％…—·›"
"""What no line begins with."""

NEVER_LAST = "（《“【‘〈「『〔‹"
"""What no line ends with."""

CONTROL = (
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""The characters, as a regular expression, that command a terminal or are not seen on it."""

_CONTROL = re.compile(CONTROL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"\S+")
_JOINING = "\u0300-\u036f\u200d\u20e3\ufe00-\ufe0f"
_UNIT = re.compile(f"[{NEVER_LAST}]*(?:[!-~]+|.)[{re.escape(NEVER_FIRST)}{_JOINING}]*", re.DOTALL)


def cells(text: str) -> int:
    """Return the width of `text` in terminal cells."""
    return cell_len(text)


def clean(text: str) -> str:
    """Return `text` without lone surrogates, which no file in UTF-8 can hold."""
    return _SURROGATE.sub("\ufffd", text)


def visible(text: str) -> str:
    """Return `text` with a picture for each character that would command a terminal."""
    return _CONTROL.sub(_picture, text)


def visible_lines(text: str) -> str:
    """Return what `visible` does, with the line breaks of `text`, each a line feed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(map(visible, lines))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹{code:x}›"


def one_for_one(text: str) -> str:
    """Return what `visible` does with a single character for each, tabs left alone."""
    return _CONTROL.sub(lambda m: m[0] if m[0] == "\t" else _picture(m)[0], text)


def plain(text: str) -> str:
    """Return `text` on one line: runs of white space are one blank, the rest is made visible."""
    return visible(" ".join(text.split()))


def plain_from(text: str) -> tuple[str, list[int]]:
    """Return what `plain` does, and for each of its characters where it stands in `text`."""
    pieces: list[str] = []
    places: list[int] = []
    for word in _WORD.finditer(text):
        if pieces:
            pieces.append(" ")
            places.append(word.start() - 1)
        if (shown := visible(word[0])) == word[0]:
            pieces.append(shown)
            places += range(word.start(), word.end())
            continue
        for at, character in enumerate(word[0], word.start()):
            shown = visible(character)
            pieces.append(shown)
            places += [at] * len(shown)
    return "".join(pieces), places


def wrap(text: str, width: int, indent: int = 0) -> list[tuple[int, str]]:
    """Break `text` into lines of at most `width` cells, each with its offset in `text`.

    The first line leaves room for `indent` cells. Words of Latin letters and figures stay whole
    where they fit; closing punctuation stays with what it closes, opening with what it opens.
    """
    lines: list[tuple[int, str]] = []
    start, line, used, room = 0, "", 0, max(width - indent, 2)
    for offset, unit, size in _units(text, max(width, 2)):
        if used + size > room and line:
            lines.append((start, line.rstrip(" ")))
            line, used, room = "", 0, max(width, 2)
        if not line:
            if unit == " ":
                continue
            start = offset
        line += unit
        used += size
    if line:
        lines.append((start, line.rstrip(" ")))
    return lines


def _units(text: str, width: int) -> list[tuple[int, str, int]]:
    """Return what must not be broken, with offsets and widths; what is too wide is broken."""
    units: list[tuple[int, str, int]] = []
    for match in _UNIT.finditer(text):
        size = _size(match[0])
        if size <= width:
            units.append((match.start(), match[0], size))
        else:
            units += [(match.start() + i, c, _size(c)) for i, c in enumerate(match[0])]
    return units


def cut(text: str, width: int) -> str:
    """Return `text` in at most `width` cells, ending in … where something was cut off."""
    if cells(text) <= width:
        return text
    end = glyphs().ellipsis
    kept, used = "", cells(end)
    if used > width:
        return "." * width
    for character in text:
        used += _size(character)
        if used > width:
            break
        kept += character
    return kept + end


def pad(text: str, width: int, side: Literal["left", "right", "center"] = "left") -> str:
    """Return `text` filled with blanks to `width` cells, standing at `side`; wider is cut."""
    text = cut(text, width)
    blanks = width - cells(text)
    before = {"left": 0, "right": blanks, "center": blanks // 2}[side]
    return " " * before + text + " " * (blanks - before)
