"""Tables that were flattened to lines of text: `label n n n n n n n`, labels wrapped anywhere.

A line's figures are taken only if their row's label is sure, every column that the row has was seen
as a head, and there are exactly as many figures as columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from parsers import labels, numbers
from parsers.document import Paragraph
from parsers.forms import FormTable, address
from parsers.model import Unmatched
from parsers.tables import Figure, Reading

_PROSE = "。；"
# A label is wrapped over no more than this many lines before and after its figures.
_WRAPPED = 3


class _Line(Struct, frozen=True):
    """A line of a flattened table: words, then figures."""

    words: str
    figures: tuple[str, ...]
    page: int | None


def read_lines(paragraphs: Sequence[Paragraph], form: FormTable) -> tuple[Reading, frozenset[int]]:
    """Read a table of the form from lines of text.

    Returns the reading and the indices of the paragraphs that belong to the table.
    """
    lines = [_line(p) for p in paragraphs]
    numbered = [i for i, line in enumerate(lines) if line.figures]
    if not numbered:
        return Reading(), frozenset()
    table = [i for i in range(numbered[-1] + 1) if paragraphs[i].text.rstrip()[-1:] not in _PROSE]
    read = _read_rows if form.layout == "rows" else _read_across
    reading = read([lines[i] for i in table], form)
    if not reading.figures:
        return reading, frozenset()
    reading.pages = [lines[i].page or 1 for i in table if lines[i].figures]
    return reading, frozenset(table)


def _line(paragraph: Paragraph) -> _Line:
    """Split a line into words and the figures behind them; prose has no figures."""
    tokens = paragraph.text.split()
    count = 0
    if not any(mark in paragraph.text for mark in _PROSE):
        while count < len(tokens) and numbers.read(tokens[-1 - count]).state != "text":
            count += 1
    words = tokens[: len(tokens) - count]
    return _Line(" ".join(words), tuple(tokens[len(words) :]), paragraph.page)


def _read_rows(lines: Sequence[_Line], form: FormTable) -> Reading:
    """Read rows below each other."""
    reading = Reading()
    heads = "".join(labels.bare(line.words) for line in lines if not line.figures)
    labelled = {row.line: row for row in _labelled(lines, form)}
    for index, line in enumerate(lines):
        if not line.figures:
            continue
        row = labelled.get(index)
        columns = form.columns_of(form.row(row.id)) if row else ()
        seen = all(any(labels.bare(w) in heads for w in c.wordings) for c in columns)
        if row and seen and len(columns) == len(line.figures):
            reading.labels[row.id] = row.label
            for column, text in zip(columns, line.figures, strict=True):
                reading.figures[address(form.id, row.id, column.id)] = Figure(text, line.page)
        else:
            label = row.label if row else line.words
            reading.unmatched.append(Unmatched("row", label, line.figures, line.page))
    return reading


class _Labelled(Struct, frozen=True):
    """A line of figures with the label put together for it, up to but not including line `end`."""

    line: int
    end: int
    id: str
    label: str
    likeness: float


_Way = tuple[float, tuple[_Labelled, ...]]
"""How well a way to label lines fits, and its rows."""


def _labelled(lines: Sequence[_Line], form: FormTable) -> list[_Labelled]:
    """Give the lines of figures their labels: the way that fits the whole table best.

    A label may be wrapped before its figures or after them, so a line of words between two lines
    of figures could belong to either. Each is used once, the rows keep the form's order, and of
    all such ways the one with the likest labels wins, then the one that puts fewer lines together.
    """
    rows = (*form.rows, *form.older)
    order = {row.id: place for place, row in enumerate(rows)}
    # A row of the older form stands where the first of those it replaces would.
    order |= {row.id: order[row.replaces[0]] for row in form.older}
    names = [(r.id, r.wordings) for r in rows]
    best: dict[tuple[int, int], _Way] = {}
    for start in range(len(lines), -1, -1):
        candidates = list(_candidates(lines, start, names))
        for last in range(-1, len(order)):
            ways: list[_Way] = [best[start + 1, last] if start < len(lines) else (0.0, ())]
            for row in candidates:
                if order[row.id] > last:
                    score, rest = best[row.end, order[row.id]]
                    together = (row.end - start) / 100
                    ways.append((score + row.likeness - together, (row, *rest)))
            best[start, last] = max(ways, key=lambda way: way[0])
    return list(best[0, -1][1])


def _candidates(
    lines: Sequence[_Line], start: int, names: Sequence[tuple[str, tuple[str, ...]]]
) -> Iterator[_Labelled]:
    """Yield the rows that the lines from `start` on could be, with all ways to end the label."""
    figures = next(
        (i for i in range(start, min(start + _WRAPPED + 1, len(lines))) if lines[i].figures), None
    )
    if figures is None:
        return
    label = "".join(line.words for line in lines[start : figures + 1])
    for end in range(figures + 1, min(figures + 2 + _WRAPPED, len(lines) + 1)):
        if end > figures + 1:
            if lines[end - 1].figures:
                return
            label += lines[end - 1].words
        match = labels.match(label, names)
        if match:
            yield _Labelled(figures, end, match.id, label, match.likeness)


def _read_across(lines: Sequence[_Line], form: FormTable) -> Reading:
    """Read rows side by side: one run of figures below heads that name every row and column."""
    reading = Reading()
    heads = ""
    figures: tuple[str, ...] = ()
    page: int | None = None
    for line in lines:
        if line.words and line.figures:
            return reading
        heads += labels.bare(line.words) if not figures else ""
        figures += line.figures
        page = page or (line.page if line.figures else None)
    wanted = [(row, column) for row in form.rows for column in form.columns]
    in_order = _in_order(heads, [labels.bare(row.label) for row in form.rows])
    complete = all(heads.count(labels.bare(c.label)) >= len(form.rows) for c in form.columns)
    if in_order and complete and len(figures) == len(wanted):
        reading.labels = {row.id: row.label for row in form.rows}
        for (row, column), text in zip(wanted, figures, strict=True):
            reading.figures[address(form.id, row.id, column.id)] = Figure(text, page)
    elif figures:
        reading.unmatched.append(Unmatched("row", "", figures, page))
    return reading


def _in_order(text: str, words: Sequence[str]) -> bool:
    """Tell whether all `words` stand in `text`, in their order."""
    place = 0
    for word in words:
        place = text.find(word, place)
        if place < 0:
            return False
        place += len(word)
    return True
