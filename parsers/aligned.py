"""Tables that stand as words in columns: a figure belongs to the head that it stands under.

A row that has all its figures needs no more than their order. Where some are blank, the columns'
places are told by the rows that have all, or by the heads, and a figure must stand at one of them.
A cell is not read where pieces of a figure that was wrapped in it may stand in the lines nearby.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from parsers import labels, numbers
from parsers.column_heads import Place, heads
from parsers.document import Word
from parsers.forms import FormColumn, FormTable, address
from parsers.model import Unmatched
from parsers.tables import Figure, Reading
from parsers.wrapping import Labelled, Line, em, labelled, without_figures

# A figure is at a column's place if it is nearer than this share of the way to the next one; in
# columns almost all are, and more of them where only heads tell the places. Between a figure and
# the next but one there is room, in characters.
_NEAR = 0.34
_STRAIGHT, _HEADS_STRAIGHT = 0.9, 0.95
_ROOM = 2.0
_SPACE = 1.2


def read_rows(lines: Sequence[Line], form: FormTable) -> tuple[Reading, int]:
    """Read rows below each other; return the reading and how many lines it took."""
    reading = Reading()
    used = 0
    rows = {row.line: row for row in labelled(lines, form, aligned=True)}
    columns = _Columns(lines, rows, form)
    for blank in without_figures(lines, list(rows.values()), form):
        own = form.columns_of(form.row(blank.id))
        if columns.are_blank(blank.line, own):
            reading.labels[blank.id] = blank.label
            for column in own:
                at = address(form.id, blank.id, column.id)
                reading.figures[at] = Figure("", lines[blank.line].page)
            used = blank.end
    for index, line in enumerate(lines):
        if not line.figures:
            continue
        row = rows.get(index)
        own = form.columns_of(form.row(row.id)) if row else ()
        texts = columns.figures(index, own) if row else None
        if row and texts:
            reading.labels[row.id] = row.label
            for column, text in zip(own, texts, strict=True):
                if text is not None:
                    reading.figures[address(form.id, row.id, column.id)] = Figure(text, line.page)
        elif row or line.words or len(line.figures) > 1:  # a number alone may be a page's
            label = row.label if row else line.text
            reading.unmatched.append(Unmatched("row", label, line.figure_texts, line.page))
        used = max(used, row.end if row else index + 1)
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
    near = (
        word for other in lines[max(numbered[0] - 2, 0) : numbered[0] + 3] for word in other.words
    )
    if any(map(_may_be_noted, near)):  # pieces of figures that are wrapped in their cells
        return reading, numbered[0] + 1
    figures = [word for word in line.figures if word.text]
    wanted = [(row, column) for row in form.rows for column in form.columns]
    above = lines[: numbered[0]]
    if len(figures) < len(wanted):  # places on another page tell nothing of those on this one
        above = [other for other in above if other.page == line.page]
    places = heads(above, [column.wordings for _, column in wanted])
    if not places or not heads(above, [row.wordings for row in form.rows]):
        return reading, 0
    texts: list[str] | None = None
    if len(figures) == len(places):
        texts = [word.text for word in figures]
    elif _are_straight([[word.middle for word in figures], places], places):
        texts = assigned(line, places)
    if texts:
        reading.labels = {row.id: row.label for row in form.rows}
        for (row, column), text in zip(wanted, texts, strict=True):
            reading.figures[address(form.id, row.id, column.id)] = Figure(text, line.page)
    return reading, numbered[0] + 1


class _Columns:
    """Where the columns of a table stand, page by page."""

    def __init__(self, lines: Sequence[Line], rows: dict[int, Labelled], form: FormTable) -> None:
        self._lines = lines
        self._rows = {i: form.columns_of(form.row(row.id)) for i, row in rows.items()}
        wordings = [w for c in form.columns for w in (*c.wordings, c.note.replace("：", ""))]
        wordings += [row.group for row in form.rows]
        self._wordings = "".join(map(labels.bare, wordings))
        self._heads: dict[tuple[int | None, tuple[str, ...]], list[Place] | None] = {}

    def figures(self, index: int, columns: tuple[FormColumn, ...]) -> Sequence[str | None] | None:
        """Return a row's figures, one for each of its columns; None where that is not certain."""
        line = self._lines[index]
        # A note that is wrapped in its cell parts the figures before it from those behind.
        if any(map(_is_number, line.words[1:])):
            return None
        named = self._named(index, columns)
        places = self._places(line.page, columns, named) if named else None
        pieces = self._pieces(index, columns, places)
        texts = assigned(line, places) if places else None
        if places and texts and ("" not in texts or self._is_in_columns(index)):
            doubtful = {_closest(piece.middle, places) for piece in pieces}
            doubtful |= {place for place, text in enumerate(texts) if _is_open(text)}
            return [None if place in doubtful else text for place, text in enumerate(texts)]
        figures = [word.text for word in line.figures if word.text]
        if named and len(figures) == len(columns) and not pieces and not _may_be_fewer(line):
            return figures
        return None

    def are_blank(self, index: int, columns: tuple[FormColumn, ...]) -> bool:
        """Tell whether the columns stand beside a label without figures, and hold nothing.

        In text that is not set in columns the figures may stand, or be lost, anywhere.
        """
        page = self._lines[index].page
        beside = [i for i in self._rows if self._lines[i].page == page]
        # At a page's edge its figures may stand on the other page, or have passed for its number.
        if page is not None and len({i > index for i in beside}) < 2 and self._ends(index):
            return False
        if not any(_has_gap(self._lines[i]) for i in beside):
            return False
        named = self._named(index, columns)
        # No figure has to be placed: where the heads stand is enough.
        places = self._places(page, columns, named) if named else None
        places = places or named.get(page) or self._elsewhere(columns, named)
        return bool(places) and not self._pieces(index, columns, places)

    def _ends(self, index: int) -> bool:
        """Tell whether the table goes on from, or to, another page at a line."""
        page = self._lines[index].page
        pages = [line.page for line in self._lines]
        return any(other != page for other in pages)

    def _is_piece(self, word: Word) -> bool:
        """Tell whether a word may be of a figure or its note, and is none of a head."""
        text = labels.bare(word.text) or "".join(filter(str.isalnum, word.text))
        return _may_be_noted(word) and bool(text) and text not in self._wordings

    def _is_in_columns(self, index: int) -> bool:
        """Tell whether a row is set in columns: by its own gaps, or that to its label's lines."""
        line = self._lines[index]
        beside = [self._lines[at] for at in (index - 1, index + 1) if 0 <= at < len(self._lines)]
        behind = not line.words and any(
            other.words and line.figures[0].x0 > other.words[-1].x1 for other in beside
        )
        return behind or _has_gap(line)

    def _pieces(
        self, index: int, columns: tuple[FormColumn, ...], places: Sequence[Place] | None
    ) -> list[Word]:
        """Return what may belong to a row's figures in the lines between its neighbours'."""
        first = next((word.x0 for word in self._lines[index].figures if word.text), 0.0)
        if places and len(places) > 1:
            first = min(first or places[0], places[0] - (places[1] - places[0]) / 2)
        pieces = []
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(self._lines) and at not in self._rows:
                line = self._lines[at]
                if line.page != self._lines[index].page:
                    break
                figures = [word for word in line.figures if word.text]
                if line.words and len(figures) == len(columns):  # a row that the form lacks
                    break
                noted = (word for word in line.words if word.x0 > first - _ROOM * em(word))
                pieces += [*figures, *filter(self._is_piece, noted)]
                pieces += [word for word in line.words[1:] if _is_number(word)]
                at += step
        return pieces

    def _named(self, index: int, columns: tuple[FormColumn, ...]) -> dict[int | None, list[Place]]:
        """Return where the heads above a row stand, by page; empty where it has none.

        Heads that a page break cut are put together where both pages are measured alike.
        """
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
        page = self._lines[index].page
        if not named and self._are_drawn:
            above = [line for line in self._lines[:index] if not line.figures]
            if places := heads(above, [column.wordings for column in columns]):
                named[page] = self._heads[page, tuple(c.id for c in columns)] = places
        return named

    @property
    def _are_drawn(self) -> bool:
        return all(line.is_drawn for line in self._lines)

    def _places(
        self,
        page: int | None,
        columns: tuple[FormColumn, ...],
        named: dict[int | None, list[Place]],
    ) -> list[Place] | None:
        """Return where the columns stand on a page, None where its figures do not keep to them.

        The rows that have all their figures tell it best. Where a page has neither these nor heads,
        those of the other pages tell it, if all are measured alike.
        """
        rows = self._middles(columns, page)
        whole = [row for row in rows if len(row) == len(columns)]
        if whole:
            places = _medians(whole)
            witnesses = [*rows, named.get(page, [])]
        else:
            places = named.get(page) or self._elsewhere(columns, named)
            witnesses = [*rows, places]
        share = _STRAIGHT if whole else _HEADS_STRAIGHT
        return places if places and _are_straight(witnesses, places, share) else None

    def _middles(self, columns: tuple[FormColumn, ...], page: int | None) -> list[list[Place]]:
        """Return where the figures stand of the rows that have these columns on a page."""
        own = [i for i, others in self._rows.items() if others == columns]
        lines = [self._lines[i] for i in own if self._lines[i].page == page]
        return [[word.middle for word in line.figures if word.text] for line in lines]

    def _elsewhere(
        self, columns: tuple[FormColumn, ...], named: dict[int | None, list[Place]]
    ) -> list[Place]:
        """Return where the columns stand on the pages that have heads, empty if that is no help."""
        if not self._are_drawn:
            return []
        rows = [row for page in named for row in self._middles(columns, page)]
        whole = [row for row in rows if len(row) == len(columns)]
        return _medians(whole) if whole else next(iter(named.values()), [])


def _medians(rows: Sequence[Sequence[Place]]) -> list[Place]:
    return [median(column) for column in zip(*rows, strict=True)]


def _has_gap(line: Line) -> bool:
    """Tell whether a line is set in columns: some words stand apart, or it is divided in cells."""
    return _is_divided(line) or any(
        b.x0 - a.x1 >= _ROOM * em(b) for a, b in pairwise((*line.words[-1:], *line.figures))
    )


def _is_number(word: Word) -> bool:
    return numbers.read(word.text).state == "number"


def _may_be_noted(word: Word) -> bool:
    return any(char.isdigit() or char in "（）()" for char in word.text)


def _is_open(text: str) -> bool:
    """Tell whether a note in a text does not end, or did not begin, there."""
    return sum(map(text.count, "（(")) != sum(map(text.count, "）)"))


def _is_divided(line: Line) -> bool:
    """Tell whether a line's words are cells, each as wide as a cell whatever it holds."""
    words = (*line.words, *line.figures)
    as_wide = all(word.x1 - word.x0 == 1 for word in words)
    return as_wide and any(len(word.text) != 1 for word in words)


def _may_be_fewer(line: Line) -> bool:
    """Tell whether two of a line's figures may be one that is divided by a space."""
    gaps = [(a, b, b.x0 - a.x1) for a, b in pairwise(word for word in line.figures if word.text)]
    narrow = [
        numbers.is_divided(f"{a.text} {b.text}") and gap <= _SPACE * em(b) for a, b, gap in gaps
    ]
    return any(narrow) and any(gap >= _ROOM * em(b) for _, b, gap in gaps)


def _closest(middle: float, places: Sequence[Place]) -> int:
    return min(range(len(places)), key=lambda i: abs(places[i] - middle))


def _are_straight(
    rows: Sequence[Sequence[Place]], places: Sequence[Place], share: float = _STRAIGHT
) -> bool:
    """Tell whether that share of several rows' figures, or of heads, stand at `places`."""
    pitch = min((b - a for a, b in pairwise(places)), default=float("inf"))
    apart = [min(abs(place - middle) for place in places) for row in rows for middle in row]
    near = sum(distance <= _NEAR * pitch for distance in apart)
    return sum(map(bool, rows)) > 1 and near >= share * len(apart)


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
            if gap > _SPACE * em(word) or not numbers.is_divided(joined):
                return None
            texts[at] = joined
        elif place > at + 1 and gap < _ROOM * em(word) and not _is_divided(line):
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
