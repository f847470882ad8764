"""Printed characters to lines and their words, as they were set on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median

from msgspec import Struct

from parsers.document import Word
from parsers.geometry import Box, bounds
from parsers.readers.page import Char

# Characters whose left edges are nearer than this share of their height are on the same spot.
_SAME_SPOT = 0.15
# Digits of one number are of one size, and overlap by no more than this share of their width, or
# by more where all do, which stand as far from each other; but never by half.
_OTHER_SIZE, _OVERLAP, _EVEN, _OVER = 1.15, 0.25, 0.75, 0.45
# Ideographs touch if there is less than this share of their height between them; they are set apart
# by more than that one, though it may be less than a space.
_TOUCHING, _SET_APART = 0.05, 0.3


class Line(Struct, frozen=True):
    """A printed line with its box; `size` is the height of its characters in points.

    `column` is 1 or 2 on a page that is set in two, else 0.
    """

    text: str
    box: Box
    size: float
    page: int
    words: tuple[Word, ...] = ()
    column: int = 0

    @property
    def is_columns(self) -> bool:
        """Tell whether the words stand apart as in the columns of a table."""
        gaps = (right.x0 - left.x1 for left, right in pairwise(self.words))
        return any(gap > 2 * self.size for gap in gaps)


def lines(chars: Iterable[Char], page: int) -> list[Line]:
    """Gather characters into lines, from top to bottom, white space at the ends left out."""
    rows: list[list[Char]] = []
    middle = 0.0
    for char in sorted(chars, key=attrgetter("middle")):
        if not rows or char.middle - middle > char.size / 2:
            rows.append([])
        rows[-1].append(char)
        middle = char.middle if len(rows[-1]) == 1 else (middle * 3 + char.middle) / 4
    return [line for row in rows if (line := _line(row, page))]


def _line(row: list[Char], page: int) -> Line | None:
    row = _once(sorted(row, key=attrgetter("x0")))
    printed = [char for char in row if char.text.strip()]
    if not printed:
        return None
    size = median(char.size for char in printed)
    pitch = _pitch(printed)
    words: list[list[Char]] = []
    previous: Char | None = None
    for char in row:
        if char.text.strip():
            if previous is None or _is_apart(previous, char, size, pitch):
                words.append([])
            words[-1].append(char)
            previous = char
        else:
            previous = None
    box = bounds(Box(c.x0, c.top, c.x1, c.bottom) for c in printed)
    text = " ".join("".join(char.text for char in word) for word in words)
    placed = (piece for word in words for piece in _set_apart(word, size))
    return Line(text, box, size, page, tuple(placed))


def _set_apart(word: list[Char], size: float) -> Iterator[Word]:
    """Yield a word, in pieces where some of its characters are set apart while most touch.

    So stand the heads of narrow columns that nothing rules; a line spread out is not divided.
    """
    gaps = [right.x0 - left.x1 for left, right in pairwise(word)]
    touch = bool(gaps) and median(gaps) < _TOUCHING * size
    start = 0
    for end, gap in enumerate([*gaps, float("inf")], start=1):
        if end == len(word) or (touch and gap > _SET_APART * size):
            piece = word[start:end]
            yield Word("".join(c.text for c in piece), piece[0].x0, piece[-1].x1)
            start = end


def _once(row: Sequence[Char]) -> list[Char]:
    """Return a row without the copies by which a bold face is often faked, a hair apart."""
    kept: list[Char] = []
    for char in row:
        near = (other for other in kept[-3:] if char.x0 - other.x0 < _SAME_SPOT * char.size)
        if not any(other.text == char.text for other in near):
            kept.append(char)
    return kept


def _is_apart(left: Char, right: Char, size: float, pitch: float) -> bool:
    """Tell whether a space that nobody typed stands between two characters.

    It does where there is a gap, and where one is printed over the other: 5 over 8 is not 58. A
    digit is apart from one that it overlaps, and from what is set in another size: of 684 with a
    small 1 behind it the 1 is a note.
    """
    space = 0.25 if left.text.isascii() and right.text.isascii() else 1.0
    if space == 1.0 and all(c.text.isascii() or c.text.isdigit() for c in (left, right)):
        space = 0.6  # a full-width digit may be told by its ink alone, which is half as wide
    gap = right.x0 - left.x1 > size * space
    if gap or right.x0 - left.x0 < _SAME_SPOT * size:
        return True
    if not (left.text.isdigit() or right.text.isdigit()):
        return False
    if max(left.size, right.size) > _OTHER_SIZE * min(left.size, right.size):
        return True
    both = left.text.isdigit() and right.text.isdigit()
    overlap = (left.x1 - right.x0) / max(min(left.x1 - left.x0, right.x1 - right.x0), 0.1)
    uneven = right.x0 - left.x0 < _EVEN * pitch
    return both and (overlap > _OVER or (overlap > _OVERLAP and uneven))


def _pitch(row: Sequence[Char]) -> float:
    """Return how far a row's digits stand from each other; in a narrow face they may overlap."""
    steps = (
        b.x0 - a.x0
        for a, b in pairwise(row)
        if a.text.isdigit() and b.text.isdigit() and b.x0 - a.x1 < _TOUCHING * a.size
    )
    return max(steps, default=0.0)
