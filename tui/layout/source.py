"""Lines of a report's file as they stand there, some stretch of them marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from parsers.printed import Line, Printed, Spot
from tui.glyphs import glyphs
from tui.layout.text import cells, one_for_one

TAB = 8
CHARACTERS_MOST = 2000
"""As much of a line is shown at either side of what is marked in it."""


class Shown(Struct, frozen=True):
    """A line on the screen: the number of the file's line or row, if it begins here, and pieces.

    Each piece says whether it is marked; `is_here` whether anything in the file's line is.
    """

    number: str
    pieces: tuple[tuple[str, bool], ...]
    is_here: bool

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(text for text, _ in self.pieces)


def around(held: Printed, spots: Sequence[Spot], width: int, height: int) -> tuple[Shown, ...]:
    """Return what stands around the first of `spots`, in `height` lines of `width` cells."""
    here = spots[0].line
    shown = list(_shown(held.lines[here], _of(spots, here), width))
    above, below = here - 1, here + 1
    # As much below as above, and all of it where the file ends before.
    before = 0
    while len(shown) < height and (above >= 0 or below < len(held.lines)):
        if above >= 0 and (before <= (height - 1) // 2 or below >= len(held.lines)):
            more = list(_shown(held.lines[above], (), width))
            shown, before, above = [*more, *shown], before + len(more), above - 1
        elif below < len(held.lines):
            shown += _shown(held.lines[below], _of(spots, below), width)
            below += 1
        else:
            break
    begin = next((i for i, line in enumerate(shown) if line.is_here), 0)
    top = max(min(begin - height // 2, len(shown) - height), 0)
    return tuple(shown[top : top + height])


def _of(spots: Sequence[Spot], line: int) -> list[Spot]:
    return [spot for spot in spots if spot.line == line]


def _shown(line: Line, spots: Sequence[Spot], width: int) -> Iterator[Shown]:
    """Yield a line of the file, broken where the width ends, wherever that is."""
    number = str(line.number) if line.number else ""
    pieces: list[tuple[str, bool]] = []
    used = 0
    for letter, is_marked in _letters(line, spots):
        text = " " * (TAB - used % TAB) if letter == "\t" else one_for_one(letter)
        if used + cells(text) > width:
            yield Shown(number, tuple(pieces), bool(spots))
            number, pieces, used = "", [], 0
            text = text[:width]
        used += cells(text)
        if pieces and pieces[-1][1] == is_marked:
            pieces[-1] = (pieces[-1][0] + text, is_marked)
        else:
            pieces.append((text, is_marked))
    yield Shown(number, tuple(pieces), bool(spots))


def _letters(line: Line, spots: Sequence[Spot]) -> Iterator[tuple[str, bool]]:
    """Yield the characters of a line, its cells divided, and whether each is marked."""
    for i, text in enumerate(line.texts):
        if i:
            yield from ((letter, False) for letter in f" {glyphs().divider} ")
        own = [spot for spot in spots if spot.cell == i]
        start = max(own[0].start - CHARACTERS_MOST, 0) if own else 0
        end = (own[-1].end if own else 0) + CHARACTERS_MOST
        if start:
            yield glyphs().ellipsis, False
        for at, letter in enumerate(text[start:end], start):
            yield letter, any(spot.start <= at < spot.end for spot in own)
        if end < len(text):
            yield glyphs().ellipsis, False
