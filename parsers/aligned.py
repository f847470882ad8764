"""Tables that stand as words in columns: a figure belongs to the head that it stands under.

A row that has all its figures needs no more than their order. Where some are blank, the columns'
places are told by the rows that have all, or by the heads, and a figure must stand at one of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from parsers import labels
from parsers.document import Word
from parsers.forms import FormColumn, FormTable, address
from parsers.model import Unmatched
from parsers.tables import Figure, Reading
from parsers.wrapping import Labelled, Line, em, labelled

# Heads are put together from no more words, and in no more steps; what takes more is none.
_WORDS = 150
_STEPS = 4000
# A figure is at a column's place if it is nearer than this share of the way to the next one; in
# columns almost all are. Between a figure and the next but one there is room, in characters.
_NEAR = 0.34
_STRAIGHT = 0.9
_ROOM = 2.0
_SPACE = 1.2
_THOUSANDS = re.compile(r"[0-9]{1,3} [0-9]{3}")

Place = float
"""Where the middle of a column stands."""


def read_rows(lines: Sequence[Line], form: FormTable) -> tuple[Reading, int]:
    """Read rows below each other; return the reading and how many lines it took."""
    reading = Reading()
    used = 0
    rows = {row.line: row for row in labelled(lines, form, aligned=True)}
    columns = _Columns(lines, rows, form)
    for index, line in enumerate(lines):
        if not line.figures:
            continue
        row = rows.get(index)
        own = form.columns_of(form.row(row.id)) if row else ()
        texts = columns.figures(index, own) if row else None
        if row and texts:
            reading.labels[row.id] = row.label
            for column, text in zip(own, texts, strict=True):
                reading.figures[address(form.id, row.id, column.id)] = Figure(text, line.page)
        elif row or line.words or len(line.figures) > 1:  # a number alone may be a page's
            label = row.label if row else line.text
            reading.unmatched.append(Unmatched("row", label, line.figure_texts, line.page))
        used = row.end if row else index + 1
    return reading, used


def read_across(lines: Sequence[Line], form: FormTable) -> tuple[Reading, int]:
    """Read rows side by side: one line of figures below heads that name every row and column.

    All figures go by their order; where some are blank, each by the head that it stands under.
    """
    reading = Reading()
    numbered = [i for i, line in enumerate(lines) if line.figures]
    if len(numbered) != 1 or lines[numbered[0]].words:
        return reading, 0
    line = lines[numbered[0]]
    above = [other for other in lines[: numbered[0]] if other.page == line.page]
    places = heads(above, [column.wordings for _ in form.rows for column in form.columns])
    if not places or not heads(above, [row.wordings for row in form.rows]):
        return reading, 0
    figures = [word for word in line.figures if word.text]
    texts: list[str] | None = None
    if len(figures) == len(places):
        texts = [word.text for word in figures]
    elif _are_straight([[word.middle for word in figures], places], places):
        texts = assigned(line, places)
    if texts:
        reading.labels = {row.id: row.label for row in form.rows}
        wanted = [(row, column) for row in form.rows for column in form.columns]
        for (row, column), text in zip(wanted, texts, strict=True):
            reading.figures[address(form.id, row.id, column.id)] = Figure(text, line.page)
    return reading, numbered[0] + 1


class _Columns:
    """Where the columns of a table stand, page by page."""

    def __init__(self, lines: Sequence[Line], rows: dict[int, Labelled], form: FormTable) -> None:
        self._lines = lines
        self._rows = {i: form.columns_of(form.row(row.id)) for i, row in rows.items()}
        self._heads: dict[tuple[int | None, tuple[str, ...]], list[Place] | None] = {}

    def figures(self, index: int, columns: tuple[FormColumn, ...]) -> list[str] | None:
        """Return a row's figures, one for each of its columns; None where that is not certain."""
        line = self._lines[index]
        named = self._named(index, columns)
        places = self._places(line.page, columns, named) if named else None
        return assigned(line, places) if places else None

    def _named(self, index: int, columns: tuple[FormColumn, ...]) -> dict[int | None, list[Place]]:
        """Return where the heads above a row stand, by page; empty where it has none."""
        named = {}
        for page in dict.fromkeys(line.page for line in self._lines[: index + 1]):
            key = (page, tuple(column.id for column in columns))
            if not self._heads.get(key):
                above = [
                    line for line in self._lines[:index] if line.page == page and not line.figures
                ]
                self._heads[key] = heads(above, [column.wordings for column in columns])
            if places := self._heads[key]:
                named[page] = places
        return named

    def _places(
        self,
        page: int | None,
        columns: tuple[FormColumn, ...],
        named: dict[int | None, list[Place]],
    ) -> list[Place] | None:
        """Return where the columns stand on a page, None where its figures do not keep to them.

        The rows that have all their figures tell it best.
        """
        lines = [
            self._lines[i]
            for i, own in self._rows.items()
            if own == columns and self._lines[i].page == page
        ]
        rows = [[word.middle for word in line.figures if word.text] for line in lines]
        whole = [row for row in rows if len(row) == len(columns)]
        if whole:
            places = [median(column) for column in zip(*whole, strict=True)]
            witnesses = [*rows, named.get(page, [])]
        else:
            places = named.get(page, [])
            witnesses = [*rows, places]
        return places if places and _are_straight(witnesses, places) else None


def _are_straight(rows: Sequence[Sequence[Place]], places: Sequence[Place]) -> bool:
    """Tell whether the figures of several rows, or heads, stand below each other at `places`."""
    pitch = min((b - a for a, b in pairwise(places)), default=float("inf"))
    apart = [min(abs(place - middle) for place in places) for row in rows for middle in row]
    near = sum(distance <= _NEAR * pitch for distance in apart)
    return sum(map(bool, rows)) > 1 and near >= _STRAIGHT * len(apart)


def assigned(line: Line, places: Sequence[Place]) -> list[str] | None:
    """Return the text of a line's figures at each place; None where one could be at two.

    A place without a figure is blank if the line leaves room for one. The parts of a number that
    is divided by a space stand at the same place.
    """
    texts = [""] * len(places)
    last = line.words[-1] if line.words else None
    at = -1
    for word in (word for word in line.figures if word.text):
        place = _nearest(word.middle, places)
        gap = word.x0 - last.x1 if last else float("inf")
        if place is None or place < at:
            return None
        if place == at:
            joined = f"{texts[at]} {word.text}"
            if gap > _SPACE * em(word) or not _THOUSANDS.fullmatch(joined):
                return None
            texts[at] = joined
        elif place > at + 1 and gap < _ROOM * em(word):
            return None
        else:
            texts[place] = word.text
        last, at = word, place
    return texts


def _nearest(middle: float, places: Sequence[Place]) -> int | None:
    """Return the place that is nearest by far."""
    near = sorted(range(len(places)), key=lambda i: abs(places[i] - middle))
    if len(near) > 1 and abs(places[near[0]] - middle) * 2 > abs(places[near[1]] - middle):
        return None
    return near[0]


# -- heads ----------------------------------------------------------------------------------------


def heads(lines: Sequence[Line], wordings: Sequence[Sequence[str]]) -> list[Place] | None:
    """Return where the columns stand whose heads are put together from words of `lines`.

    The heads, in one of their `wordings` each, are wrapped over the lines in any way. Each word is
    used once, those of a line in the columns' order, and the columns stand in their order too.
    None where a head is missing.
    """
    words = [
        (at, word, text)
        for at, line in enumerate(lines)
        for word in line.words
        if (text := labels.bare(word.text))
    ]
    there = Counter(char for _, _, text in words for char in text)
    wanted = [
        next((text for w in own if not Counter(text := labels.bare(w)) - there), "")
        for own in wordings
    ]
    if not all(wanted) or Counter("".join(wanted)) - there:
        return None
    words = [item for item in words if any(item[2] in label for label in wanted)]
    columns = _put_together(words, wanted) if len(words) <= _WORDS else None
    if columns is None:
        return None
    return [_middle(column) for column in columns]


def _middle(words: Sequence[Word]) -> Place:
    return (min(word.x0 for word in words) + max(word.x1 for word in words)) / 2


def _put_together(
    words: Sequence[tuple[int, Word, str]], wanted: Sequence[str]
) -> list[list[Word]] | None:
    """Give each column the words that its head is made up of; None where that cannot be done.

    The search takes the first column that a word fits, then the next, then none.
    """
    steps = 0
    missing = list(wanted)
    columns: list[list[Word]] = [[] for _ in wanted]

    def stands_right(word: Word, column: int) -> bool:
        before = (_middle(words) for words in columns[:column] if words)
        behind = (_middle(words) for words in columns[column + 1 :] if words)
        return all(m < word.middle for m in before) and all(m > word.middle for m in behind)

    def search(index: int, line: int, column: int) -> bool:
        nonlocal steps
        steps += 1
        if not any(missing):
            return True
        if index == len(words) or steps > _STEPS:
            return False
        at, word, text = words[index]
        for c in range(column if at == line else 0, len(wanted)):
            if text in missing[c] and stands_right(word, c):
                before = missing[c]
                missing[c] = before.replace(text, "", 1)
                columns[c].append(word)
                if search(index + 1, at, c):
                    return True
                columns[c].pop()
                missing[c] = before
        return search(index + 1, at, column if at == line else 0)

    return columns if search(0, -1, 0) else None
