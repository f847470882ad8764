"""Printed lines to paragraphs, across pages too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from parsers.document import Block, Grid, Paragraph
from parsers.geometry import bounds
from parsers.readers.typeset import Line

# What begins a paragraph, though the last one may have ended with a full line.
_HEADING = re.compile("[一二三四五六七八九十⼀⼆⼋⼗]{1,3}、")
_SUBHEADING = re.compile("[（(][一二三四五六七八九十⼀⼆⼋⼗]{1,3}[）)]")


def joined(parts: Sequence[Line | Grid]) -> tuple[list[Block], list[float]]:
    """Join lines to paragraphs, across pages too.

    Returns the blocks, and of each the height of its first line's characters, 0 for a grid.
    """
    lines = [part for part in parts if isinstance(part, Line)]
    measures = {
        column: _measure([line for line in lines if line.column == column])
        for column in {line.column for line in lines}
    }
    blocks: list[Block] = []
    sizes: list[float] = []
    previous: Line | None = None
    for part in parts:
        if isinstance(part, Grid):
            blocks.append(part)
            sizes.append(0.0)
            previous = None
            continue
        last = blocks[-1] if blocks else None
        if previous and isinstance(last, Paragraph) and _continues(previous, part, measures):
            blocks[-1] = _extended(last, part)
        else:
            blocks.append(Paragraph(part.text, part.page, part.box, part.words))
            sizes.append(part.size)
        previous = part
    return blocks, sizes


def _measure(lines: Sequence[Line]) -> tuple[float, float]:
    """Return where the body's lines begin and end: the places where most of them do.

    Where paragraphs are short as many lines are indented as are not; the others are what counts.
    """
    body = [line for line in lines if len(line.text) > 10] or list(lines)
    if not body:
        return 0.0, 0.0
    starts = Counter(round(line.box.x0 / 3) for line in body)
    ends = Counter(round(line.box.x1 / 3) for line in body)
    many = starts.most_common(1)[0][1] / 4
    left = min(start for start, count in starts.items() if count >= many)
    return left * 3.0, ends.most_common(1)[0][0] * 3.0


def _continues(previous: Line, line: Line, measures: Mapping[int, tuple[float, float]]) -> bool:
    """Tell whether `line` goes on with the paragraph of `previous`, which must be a full line.

    `measures` say where the lines of each column begin and end.
    """
    left, right = measures[previous.column]
    full = previous.box.x1 > right - 1.6 * previous.size
    indent = previous.box.x0 < left + 4 * previous.size
    flush = line.box.x0 < measures[line.column][0] + 0.9 * line.size and indent
    alike = abs(previous.size - line.size) < 0.2 * line.size
    moved = (line.page, line.column) != (previous.page, previous.column)
    near = moved or line.box.top - previous.box.bottom < 2 * line.size
    columns = previous.is_columns or line.is_columns or bool(line.column) != bool(previous.column)
    ended = previous.text.endswith("。") and _SUBHEADING.match(line.text)
    begins = ended or _HEADING.match(line.text)
    return full and flush and alike and near and not columns and not begins


def _extended(paragraph: Paragraph, line: Line) -> Paragraph:
    first, second = paragraph.text[-1:], line.text[:1]
    space = " " if (first + second).isascii() and (first + second).isalnum() else ""
    box = paragraph.box
    if box is not None and paragraph.page == line.page:
        box = bounds((box, line.box))
    text, turns = paragraph.text + space, paragraph.turns
    if line.page is not None and line.page != (turns[-1][1] if turns else paragraph.page):
        turns = (*turns, (len(text), line.page))
    return Paragraph(text + line.text, paragraph.page, box, turns=turns)
