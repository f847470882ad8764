"""Labels that wrap over lines of text, given to the rows of figures that they stand beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from parsers import labels
from parsers.document import Word
from parsers.forms import FormTable

# A label is wrapped over no more than this many lines before and after its figures, and stands
# behind no more than this many words of its groups'.
_WRAPPED = 3
_GROUPS = 4


class Line(Struct, frozen=True):
    """A line of a flattened table: words, then figures.

    Where it `is_drawn` its words stand where they do on paper, by one measure for all pages.
    """

    words: tuple[Word, ...]
    figures: tuple[Word, ...]
    page: int | None
    is_drawn: bool = False

    @property
    def text(self) -> str:
        """The words as they are printed."""
        return " ".join(word.text for word in self.words)

    @property
    def figure_texts(self) -> tuple[str, ...]:
        """The figures as they are printed."""
        return tuple(word.text for word in self.figures)


class Labelled(Struct, frozen=True):
    """A line of figures with the label put together for it.

    The label's lines are those from `start` up to but not including `end`.
    """

    start: int
    line: int
    end: int
    id: str
    label: str
    likeness: float
    as_printed: float


_Way = tuple[float, tuple[Labelled, ...]]
"""How well a way to label lines fits, and its rows."""


def reach(figures: int) -> int:
    """Return the line up to which a label may go on whose figures stand in line `figures`."""
    return figures + 1 + _WRAPPED


def labelled(lines: Sequence[Line], form: FormTable, aligned: bool = False) -> list[Labelled]:
    """Give the lines of figures their labels: the way that fits the whole table best.

    A label may begin before its figures and end behind them, so a line of words between two lines
    of figures could belong to either. Each is used once, the rows keep the form's order, and of
    all such ways the one with the likest labels wins, then the one that puts fewer lines together,
    then the one that takes the earlier of two rows with the same label. In `aligned` lines a label
    keeps to its column: what stands to its left is a part of its groups' labels.
    """
    rows = (*form.rows, *form.older)
    order = {row.id: place for place, row in enumerate(rows)}
    # A row of the older form stands where the first of those it replaces would.
    order |= {row.id: order[row.replaces[0]] for row in form.older}
    names = form.row_names
    printed = tuple({row.group for row in form.rows})
    texts = _Columns(lines, printed) if aligned else _Whole(lines, form.groups)
    best: dict[tuple[int, int], _Way] = {}
    for start in range(len(lines), -1, -1):
        candidates = list(_candidates(lines, start, texts, names))
        for last in range(-1, len(order)):
            ways: list[_Way] = []
            for row in candidates:
                if order[row.id] > last:
                    score, rest = best[row.end, order[row.id]]
                    together = (row.end - start) / 100 - row.as_printed / 10000
                    ways.append((score + row.likeness - together, (row, *rest)))
            ways.append(best[start + 1, last] if start < len(lines) else (0.0, ()))
            best[start, last] = max(ways, key=lambda way: way[0])
    return list(best[0, -1][1])


class _Whole(Struct, frozen=True):
    """Lines without columns: a row's label begins a line, behind the whole labels of its groups."""

    lines: Sequence[Line]
    groups: Sequence[str]

    def from_line(self, start: int, end: int) -> Iterator[list[str]]:
        """Yield the label that the words of some lines make up, as the texts of its lines."""
        own = (without_groups(line.text, self.groups) for line in self.lines[start:end])
        yield [text for text in own if text]


class _Columns(Struct, frozen=True):
    """Lines in columns: beside a row's label stand pieces of its groups', to be left out."""

    lines: Sequence[Line]
    groups: Sequence[str]

    def from_line(self, start: int, end: int) -> Iterator[list[str]]:
        """Yield the labels that the words of some lines may make up, as the texts of their lines.

        Each begins at another word of the first line.
        """
        first = self.lines[start].words
        for place, word in enumerate(first[: _GROUPS + 1]):
            if all(self._is_of_a_group(other) for other in first[:place]):
                edge = word.x0 - em(word)
                texts = [self._right_of(edge, line) for line in self.lines[start + 1 : end]]
                if all(text is not None for text in texts):
                    own = " ".join(other.text for other in first[place:])
                    yield [own, *(text for text in texts if text)]

    def _right_of(self, edge: float, line: Line) -> str | None:
        """Return a line's words right of an edge; None where other words than groups' are left."""
        left = [word for word in line.words if word.x0 < edge]
        if not all(self._is_of_a_group(word) for word in left):
            return None
        return " ".join(word.text for word in line.words[len(left) :])

    def _is_of_a_group(self, word: Word) -> bool:
        return any(word.text in group for group in self.groups)


def without_figures(
    lines: Sequence[Line], rows: Sequence[Labelled], form: FormTable
) -> list[Labelled]:
    """Return the labels in columns that stand in lines of their own, and beside no figures.

    Each is worded as the form's, stands in the form's order among the rows that have figures, and
    takes no line of theirs.
    """
    order = {row.id: place for place, row in enumerate((*form.rows, *form.older))}
    order |= {row.id: order[row.replaces[0]] for row in form.older}
    taken = {i for row in rows for i in range(row.start, row.end)}
    free = [i not in taken and not line.figures for i, line in enumerate(lines)]
    texts = _Columns(lines, tuple({row.group for row in form.rows}))
    found: list[Labelled] = []
    start = 0
    while start < len(lines):
        before = max((order[r.id] for r in (*rows, *found) if r.line < start), default=-1)
        behind = min((order[r.id] for r in rows if r.line > start), default=len(order))
        alone = None
        for end in range(start + 1, min(start + 1 + _WRAPPED, len(lines)) + 1):
            if not all(free[start:end]) or not lines[start].words:
                break
            for label in texts.from_line(start, end):
                match = _match_wrapped(label, form.row_names)
                if match and match.likeness == 100 and before < order[match.id] < behind:
                    alone = Labelled(start, start, end, match.id, "".join(label), *match[1:])
        if alone:
            found.append(alone)
        start = alone.end if alone else start + 1
    return found


def em(word: Word) -> float:
    """Return how wide a character of a word is."""
    return (word.x1 - word.x0) / max(len(word.text), 1)


def without_groups(text: str, groups: Sequence[str]) -> str:
    """Return a row's words without the labels of its groups, which stand in its line as well."""
    tokens = text.split()
    while len(tokens) > 1 and labels.bare(tokens[0]) in groups:
        del tokens[0]
    return " ".join(tokens)


def _candidates(
    lines: Sequence[Line], start: int, texts: _Whole | _Columns, names: labels.Names
) -> Iterator[Labelled]:
    """Yield the rows that the lines from `start` on could be, with all ways to end the label."""
    figures = next(
        (i for i in range(start, min(start + _WRAPPED + 1, len(lines))) if lines[i].figures), None
    )
    if figures is None or not lines[start].words:
        return
    for end in range(figures + 1, min(reach(figures), len(lines)) + 1):
        if end > figures + 1 and lines[end - 1].figures:
            return
        for label in texts.from_line(start, end):
            match = _match_wrapped(label, names)
            if match:
                yield Labelled(start, figures, end, match.id, "".join(label), *match[1:])


def _match_wrapped(label: Sequence[str], names: labels.Names) -> labels.Match | None:
    """Match a label of several lines, if it needs both the first of them and the last.

    Else two labels would be read as one: that of a row without figures and that of the next row,
    which the form may not have.
    """
    match = labels.match("".join(label), names)
    if match and len(label) > 1:
        parts = (labels.match("".join(part), names) for part in (label[:-1], label[1:]))
        if any(part and part.likeness > match.likeness for part in parts):
            return None
    return match
