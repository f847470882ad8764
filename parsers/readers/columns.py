"""A page set in two columns, as gazettes are: read the left one to its end, then the right one.

What stands over both, a title or a table, ends the columns above it and begins others below.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec import structs

from parsers.document import Grid
from parsers.readers.page import Char
from parsers.readers.typeset import Line, lines

Gutter = tuple[float, float]
"""Where the space between two columns begins and ends, in points from the left."""

# The gutter is in the middle of the text, in these shares of its width; so many lines have it, and
# no larger share of the lines runs over it.
_MIDDLE = (0.35, 0.65)
_LINES_LEAST, _ACROSS_MOST = 8, 0.3
# It is this wide in the height of characters, and so many stand on either side: fewer are a table.
_WIDE, _LETTERS_LEAST = 0.8, 10


def set_lines(chars: Sequence[Char], page: int) -> list[Line]:
    """Return the lines of a page, those of two columns apart, each with the number of its column.

    Column 0 is the whole page's, 1 the left one and 2 the right one.
    """
    whole = lines(chars, page)
    gutter = _gutter(whole)
    if gutter is None:
        return whole
    across = [line for line in whole if _is_across(line, gutter)]
    rest = [c for c in chars if not any(it.box.top <= c.middle <= it.box.bottom for it in across)]
    middle = sum(gutter) / 2
    left = lines([c for c in rest if (c.x0 + c.x1) / 2 < middle], page)
    right = lines([c for c in rest if (c.x0 + c.x1) / 2 >= middle], page)
    return [
        *across,
        *(structs.replace(line, column=1) for line in left),
        *(structs.replace(line, column=2) for line in right),
    ]


def in_reading_order(parts: Sequence[Line | Grid]) -> list[Line | Grid]:
    """Return lines and grids from top to bottom, column by column where there are two."""
    ordered: list[Line | Grid] = []
    columns: tuple[list[Line | Grid], list[Line | Grid]] = ([], [])
    for part in sorted(parts, key=lambda part: part.box.top if part.box else 0.0):
        if isinstance(part, Line) and part.column:
            columns[part.column - 1].append(part)
            continue
        ordered += [*columns[0], *columns[1], part]
        columns = ([], [])
    return [*ordered, *columns[0], *columns[1]]


def _gutter(found: Sequence[Line]) -> Gutter | None:
    """Return where two columns part; None where the page has but one."""
    if len(found) < _LINES_LEAST:
        return None
    left, right = min(line.box.x0 for line in found), max(line.box.x1 for line in found)
    zone = left + _MIDDLE[0] * (right - left), left + _MIDDLE[1] * (right - left)
    parted = [(line, gap) for line in found if (gap := _gap(line, zone)) and _is_prose(line, gap)]
    if len(parted) < _LINES_LEAST:
        return None
    gutter = max(gap[0] for _, gap in parted), min(gap[1] for _, gap in parted)
    size = median(line.size for line, _ in parted)
    across = sum(_is_across(line, gutter) for line in found)
    is_clear = gutter[1] - gutter[0] >= _WIDE * size and across <= _ACROSS_MOST * len(found)
    return gutter if is_clear else None


def _gap(line: Line, zone: Gutter) -> Gutter | None:
    """Return the widest space of a line in the middle of the page."""
    gaps = [(a.x1, b.x0) for a, b in pairwise(line.words) if a.x1 < zone[1] and b.x0 > zone[0]]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)


def _is_prose(line: Line, gap: Gutter) -> bool:
    """Tell whether enough letters stand on both sides of a space, and few words."""
    sides = (
        [word.text for word in line.words if word.x1 <= gap[0]],
        [word.text for word in line.words if word.x0 >= gap[1]],
    )
    return all(len(side) <= 3 and sum(map(len, side)) >= _LETTERS_LEAST for side in sides)


def _is_across(line: Line, gutter: Gutter) -> bool:
    """Tell whether a line stands over both columns: a word of it is in the gutter."""
    over = line.box.x0 < gutter[0] and line.box.x1 > gutter[1]
    return over and any(w.x1 > gutter[0] + 1 and w.x0 < gutter[1] - 1 for w in line.words)
