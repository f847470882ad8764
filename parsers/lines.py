"""Tables that were flattened to lines of text: `label n n n n n n n`, labels wrapped anywhere.

A line's figures are taken only if their row's label is sure, every column that the row has was seen
as a head above it, in the form's order, and there are exactly as many figures as columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from parsers import labels, numbers
from parsers.document import Paragraph
from parsers.forms import FormColumn, FormTable, address
from parsers.model import Unmatched
from parsers.tables import Figure, Reading

_PROSE = "。；"
_PROSE_ENDS = "。；："
# The line below the heads of a table between pipes.
_RULE = re.compile(r"[|:\s-]+--[|:\s-]+")
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
    lines = _gathered([_line(p) for p in paragraphs])
    numbered = [i for i, line in enumerate(lines) if line.figures]
    if not numbered:
        return Reading(), frozenset()
    # The last label may end behind the last figures.
    end = numbered[-1] + 1 + _WRAPPED
    table = [i for i, p in enumerate(paragraphs[:end]) if p.text.rstrip()[-1:] not in _PROSE_ENDS]
    table = table[: _again([lines[i] for i in table], form)]
    read = _read_rows if form.layout == "rows" else _read_across
    reading, used = read([lines[i] for i in table], form)
    if not reading.figures:
        return reading, frozenset()
    reading.pages = [lines[i].page or 1 for i in table if lines[i].figures]
    return reading, frozenset(table[:used])


def _again(lines: Sequence[_Line], form: FormTable) -> int:
    """Return the line at which the same table begins again, as for the office alone; else the end.

    A row or two may be there twice; where more are, they must not be mixed with the first's.
    """
    names, groups = form.row_names, form.groups
    seen: set[str] = set()
    twice: list[int] = []
    for index, line in enumerate(lines):
        words = _own(line.words, groups)
        match = labels.match(words, names) if words and line.figures else None
        if match and match.id in seen:
            twice.append(index)
        elif match:
            seen.add(match.id)
    return twice[0] if len(twice) > 2 else len(lines)


def _line(paragraph: Paragraph) -> _Line:
    """Split a line into words and the figures behind them; prose has no figures."""
    text = paragraph.text.strip()
    piped = text.startswith("|") and text.count("|") > 2
    cells = text.removeprefix("|").removesuffix("|").split("|")
    tokens = [cell.strip() for cell in cells] if piped else text.split()
    count = 0
    if not any(mark in text for mark in _PROSE) and not _RULE.fullmatch(text):
        while count < len(tokens) and numbers.read(tokens[-1 - count]).state != "text":
            count += 1
    words, figures = tokens[: len(tokens) - count], tuple(tokens[len(tokens) - count :])
    if piped and any(figures):
        # Only the last label is the row's own; those before it are its groups'.
        words = [word for word in words if word][-1:]
    return _Line(" ".join(words), figures if any(figures) else (), paragraph.page)


def _gathered(lines: Sequence[_Line]) -> list[_Line]:
    """Put figures that stand each in a line of its own in one line, the others left empty."""
    gathered: list[_Line] = []
    first: int | None = None
    for index, line in enumerate(lines):
        single = not line.words and len(line.figures) == 1
        if not single:
            first = None
        elif first is None:
            first = index
        else:
            figures = (*gathered[first].figures, *line.figures)
            gathered[first] = structs.replace(gathered[first], figures=figures)
        gathered.append(line if first in (None, index) else structs.replace(line, figures=()))
    return gathered


def _read_rows(lines: Sequence[_Line], form: FormTable) -> tuple[Reading, int]:
    """Read rows below each other; return the reading and how many lines it took."""
    reading = Reading()
    heads = ""
    used = 0
    labelled = _sure(_labelled(lines, form), lines, form)
    for index, line in enumerate(lines):
        if not line.figures:
            heads += labels.bare(line.words)
            continue
        row = labelled.get(index)
        columns = form.columns_of(form.row(row.id)) if row else ()
        figures = _without_blanks(line.figures, len(columns))
        if row and len(columns) == len(figures) and _are_heads(columns, heads):
            reading.labels[row.id] = row.label
            for column, text in zip(columns, figures, strict=True):
                reading.figures[address(form.id, row.id, column.id)] = Figure(text, line.page)
        elif row or line.words or len(line.figures) > 1:  # a number alone may be a page's
            label = row.label if row else line.words
            reading.unmatched.append(Unmatched("row", label, line.figures, line.page))
        used = row.end if row else index + 1
    return reading, used


def _without_blanks(figures: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return a line's figures without the blank cells behind the `count` that there should be."""
    return figures if any(figures[count:]) else figures[:count]


def _are_heads(columns: Sequence[FormColumn], heads: str) -> bool:
    """Tell whether `heads` name all columns, those of a group one after the other.

    A group's columns are flattened to a line below the one that the other columns are on.
    """
    groups: dict[str, list[str]] = {}
    for column in columns:
        wording = next((w for w in map(labels.bare, column.wordings) if w in heads), None)
        if wording is None:
            return False
        groups.setdefault(column.group, []).append(wording)
    return all(_in_order(heads, words) for words in groups.values())


def _sure(
    rows: Sequence[_Labelled], lines: Sequence[_Line], form: FormTable
) -> dict[int, _Labelled]:
    """Return the rows by their lines, without those that may have got their neighbour's label.

    Where a row's figures stand in a line of their own and no label is left for them, the labels may
    all stand behind their figures, and each have gone to the row below.
    """
    labelled = {row.line: row for row in rows}
    sizes = {len(form.columns_of(row)) for row in form.rows}
    orphans = [
        index
        for index, line in enumerate(lines)
        if not line.words and len(line.figures) in sizes and index not in labelled
    ]
    return {i: row for i, row in labelled.items() if lines[i].words or not orphans}


class _Labelled(Struct, frozen=True):
    """A line of figures with the label put together for it, up to but not including line `end`."""

    line: int
    end: int
    id: str
    label: str
    likeness: float
    as_printed: float


_Way = tuple[float, tuple[_Labelled, ...]]
"""How well a way to label lines fits, and its rows."""


def _labelled(lines: Sequence[_Line], form: FormTable) -> list[_Labelled]:
    """Give the lines of figures their labels: the way that fits the whole table best.

    A label may begin before its figures and end behind them, so a line of words between two lines
    of figures could belong to either. Each is used once, the rows keep the form's order, and of
    all such ways the one with the likest labels wins, then the one that puts fewer lines together,
    then the one that takes the earlier of two rows with the same label.
    """
    rows = (*form.rows, *form.older)
    order = {row.id: place for place, row in enumerate(rows)}
    # A row of the older form stands where the first of those it replaces would.
    order |= {row.id: order[row.replaces[0]] for row in form.older}
    names, groups = form.row_names, form.groups
    own = [structs.replace(line, words=_own(line.words, groups)) for line in lines]
    best: dict[tuple[int, int], _Way] = {}
    for start in range(len(lines), -1, -1):
        candidates = list(_candidates(own, start, names))
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


def _own(words: str, groups: Sequence[str]) -> str:
    """Return a row's words without the labels of its groups, which stand in its line as well."""
    tokens = words.split()
    while len(tokens) > 1 and labels.bare(tokens[0]) in groups:
        del tokens[0]
    return " ".join(tokens)


def _candidates(lines: Sequence[_Line], start: int, names: labels.Names) -> Iterator[_Labelled]:
    """Yield the rows that the lines from `start` on could be, with all ways to end the label."""
    figures = next(
        (i for i in range(start, min(start + _WRAPPED + 1, len(lines))) if lines[i].figures), None
    )
    if figures is None or not lines[start].words:
        return
    for end in range(figures + 1, min(figures + 2 + _WRAPPED, len(lines) + 1)):
        if end > figures + 1 and lines[end - 1].figures:
            return
        label = [line.words for line in lines[start:end] if line.words]
        match = _match_wrapped(label, names)
        if match:
            yield _Labelled(figures, end, match.id, "".join(label), *match[1:])


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


def _read_across(lines: Sequence[_Line], form: FormTable) -> tuple[Reading, int]:
    """Read rows side by side: one run of figures below heads that name every row and column.

    Returns the reading and how many lines it took. The figures stand in one line, in a line for
    each row, or each in its own; a number more, as that of a page, is not taken for one of them.
    """
    reading = Reading()
    heads = ""
    figures: tuple[str, ...] = ()
    counts: list[int] = []
    used = 0
    for index, line in enumerate(lines):
        if line.words and line.figures:
            return Reading(), 0
        heads += labels.bare(line.words) if not figures else ""
        if line.figures:
            figures += line.figures
            counts.append(len(line.figures))
            used = index + 1
    page = next((line.page for line in lines if line.figures), None)
    columns = "".join(labels.bare(column.label) for column in form.columns)
    rows = [labels.bare(row.label) for row in form.rows]
    tops = list(dict.fromkeys(labels.bare(row.group or row.label) for row in form.rows))
    in_order = _in_order(heads, rows) and _in_order(heads, tops)
    named = in_order and heads.count(columns) == len(rows)
    wanted = [(row, column) for row in form.rows for column in form.columns]
    even = set(counts) in ({len(wanted)}, {len(form.columns)}, {1})
    if named and even and len(figures) == len(wanted):
        reading.labels = {row.id: row.label for row in form.rows}
        for (row, column), text in zip(wanted, figures, strict=True):
            reading.figures[address(form.id, row.id, column.id)] = Figure(text, page)
    elif figures:
        reading.unmatched.append(Unmatched("row", "", figures, page))
    return reading, used


def _in_order(text: str, words: Sequence[str]) -> bool:
    """Tell whether all `words` stand in `text`, in their order."""
    place = 0
    for word in words:
        place = text.find(word, place)
        if place < 0:
            return False
        place += len(word)
    return True
