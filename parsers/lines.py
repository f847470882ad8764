"""Tables that were flattened to lines of text: `label n n n n n n n`, labels wrapped anywhere.

A line's figures are taken only if their row's label is sure, every column that the row has was seen
as a head above it, in the form's order, and there are exactly as many figures as columns.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Literal

from msgspec import structs

from parsers import aligned, labels, numbers
from parsers.column_heads import are_named
from parsers.document import Paragraph, Word
from parsers.forms import FormColumn, FormTable, address
from parsers.model import Unmatched
from parsers.tables import Figure, Reading
from parsers.wrapping import Labelled, Line, labelled, reach, without_groups

# What a label begins with; behind it no label has a digit.
_NUMBERING = re.compile(r"(?<![0-9])[0-9]{1,2}[.．、]")
_Named = Literal["whole", "in pieces", ""]
_PROSE = "。；"
_PROSE_ENDS = "。；："
# The line below the heads of a table between pipes.
_RULE = re.compile(r"[|:\s-]+--[|:\s-]+")


def read_lines(paragraphs: Sequence[Paragraph], form: FormTable) -> tuple[Reading, frozenset[int]]:
    """Read a table of the form from lines of text.

    Returns the reading and the indices of the paragraphs that belong to the table.
    """
    lines = [_line(p) for p in paragraphs]
    numbered = [i for i, line in enumerate(lines) if line.figures]
    if not numbered:
        return Reading(), frozenset()
    # The last label may end behind the last figures.
    end = reach(numbered[-1])
    table = [i for i, p in enumerate(paragraphs[:end]) if p.text.rstrip()[-1:] not in _PROSE_ENDS]
    table = table[: _again([lines[i] for i in table], form)]
    reading, used = _read([lines[i] for i in table], [paragraphs[i] for i in table], form)
    if not reading.figures:
        return reading, frozenset()
    reading.pages = [lines[i].page or 1 for i in table if lines[i].figures]
    return reading, frozenset(table[:used])


def _read(
    lines: Sequence[Line], paragraphs: Sequence[Paragraph], form: FormTable
) -> tuple[Reading, int]:
    """Read lines by the order of their words and, where these stand in columns, by their places.

    Where the places tell about as much they are the better witness.
    """
    across = form.layout == "across"
    by_order = (_read_across if across else _read_rows)(
        _gathered(_last_labels(lines, paragraphs)), form
    )
    if not any(word.x1 for line in lines for word in line.figures):
        return by_order
    by_place = (aligned.read_across if across else aligned.read_rows)(lines, form)
    return by_place if 2 * len(by_place[0].figures) > len(by_order[0].figures) else by_order


def _again(lines: Sequence[Line], form: FormTable) -> int:
    """Return the line at which the same table begins again, as for the office alone; else the end.

    A row or two may be there twice; where more are, they must not be mixed with the first's.
    """
    names, groups = form.row_names, form.groups
    seen: set[str] = set()
    twice: list[int] = []
    for index, line in enumerate(lines):
        text = without_groups(line.text, groups)
        match = labels.match(text, names) if text and line.figures else None
        if match and match.id in seen:
            twice.append(index)
        elif match:
            seen.add(match.id)
    return twice[0] if len(twice) > 2 else len(lines)


def _line(paragraph: Paragraph) -> Line:
    """Split a line into words and the figures behind them; prose has no figures."""
    text = paragraph.text
    words = paragraph.words or tuple(Word(word, 0, 0) for word in text.split())
    count = 0
    if not any(mark in text for mark in _PROSE) and not _RULE.fullmatch(text):
        while count < len(words) and numbers.read(words[-1 - count].text).state != "text":
            count += 1
    first = len(words) - count
    figures = words[first:] if any(word.text for word in words[first:]) else ()
    own = tuple(word for word in words[:first] if word.text)
    return Line(own, figures, paragraph.page, paragraph.box is not None)


def _last_labels(lines: Sequence[Line], paragraphs: Sequence[Paragraph]) -> list[Line]:
    """Leave out of rows between pipes all labels but the last; those before it are its groups'."""
    return [
        structs.replace(line, words=line.words[-1:])
        if line.figures and paragraph.text.startswith("|")
        else line
        for line, paragraph in zip(lines, paragraphs, strict=True)
    ]


def _has_single(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a figure stands alone in the line above, or below, a line."""
    beside = [lines[at] for at in (index - 1, index + 1) if 0 <= at < len(lines)]
    return any(not line.words and len(line.figures) == 1 for line in beside)


def _undivided(line: Line) -> Line:
    """Return a line of figures with these as one, if they are the thousands of one number."""
    text = " ".join(line.figure_texts)
    if line.words or len(line.figures) < 2 or not numbers.is_divided(text):
        return line
    return structs.replace(line, figures=(Word(text, line.figures[0].x0, line.figures[-1].x1),))


def _gathered(lines: Sequence[Line]) -> list[Line]:
    """Put figures that stand each in a line of its own in one line, the others left empty.

    Among such a number that is divided by spaces is one. Those of two pages are not put together:
    one of them may be the page's number.
    """
    lines = [
        _undivided(line) if _has_single(lines, index) else line for index, line in enumerate(lines)
    ]
    gathered: list[Line] = []
    first: int | None = None
    for index, line in enumerate(lines):
        single = not line.words and len(line.figures) == 1
        if not single:
            first = None
        elif first is None or line.page != lines[first].page:
            first = index
        else:
            figures = (*gathered[first].figures, *line.figures)
            gathered[first] = structs.replace(gathered[first], figures=figures)
        gathered.append(line if first in (None, index) else structs.replace(line, figures=()))
    return gathered


def _read_rows(lines: Sequence[Line], form: FormTable) -> tuple[Reading, int]:
    """Read rows below each other; return the reading and how many lines it took."""
    reading = Reading()
    heads = _Heads()
    used = 0
    rows = _sure(labelled(lines, form), lines, form)
    for index, line in enumerate(lines):
        if not line.figures:
            heads.add(line)
            continue
        row = rows.get(index)
        columns = form.columns_of(form.row(row.id)) if row else ()
        figures = _without_blanks(line.figure_texts, len(columns))
        is_full = row is not None and len(columns) == len(figures)
        named = heads.name(columns) if is_full else ""
        if row and (named == "whole" or (named == "in pieces" and _is_alone(lines, index, rows))):
            reading.labels[row.id] = row.label
            for column, text in zip(columns, figures, strict=True):
                reading.figures[address(form.id, row.id, column.id)] = Figure(text, line.page)
        elif row or line.words or len(line.figures) > 1:  # a number alone may be a page's
            label = row.label if row else line.text
            reading.unmatched.append(Unmatched("row", label, line.figure_texts, line.page))
        used = row.end if row else index + 1
    return reading, used


def _without_blanks(figures: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return a line's figures without the blank cells behind the `count` that there should be.

    A blank in front of one too many may be the rest of a label's cell.
    """
    return figures[:count] if figures[:1] != ("",) and not any(figures[count:]) else figures


class _Heads:
    """The lines above a row that hold no figures, and which columns they name."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._named: dict[tuple[FormColumn, ...], _Named] = {}

    def add(self, line: Line) -> None:
        """Take one more line."""
        self._lines.append(line)

    def name(self, columns: tuple[FormColumn, ...]) -> _Named:
        """Return how the lines name all columns: `whole`, `in pieces`, or empty for not all.

        Whole heads stand one after the other, a group's in a line below the one that the other
        columns are on. Heads that are wrapped side by side are in pieces, which stand in each line
        in the columns' order.
        """
        found = self._named.get(columns, "")
        if not found and _stand_whole(columns, "".join(labels.bare(it.text) for it in self._lines)):
            found = "whole"
        if not found and are_named(self._lines, [column.wordings for column in columns]):
            found = "in pieces"
        self._named[columns] = found
        return found


def _stand_whole(columns: Sequence[FormColumn], heads: str) -> bool:
    groups: dict[str, list[str]] = {}
    for column in columns:
        wording = next((w for w in map(labels.bare, column.wordings) if w in heads), None)
        if wording is None:
            return False
        groups.setdefault(column.group, []).append(wording)
    return all(_in_order(heads, words) for words in groups.values())


def _is_alone(lines: Sequence[Line], index: int, rows: Container[int]) -> bool:
    """Tell whether no piece of a figure stands between a row and the next one above or below.

    Columns so narrow that their heads are in pieces may hold figures in pieces too.
    """
    if not all(word.text.isascii() for word in lines[index].figures):
        return False
    for beside in (range(index - 1, -1, -1), range(index + 1, len(lines))):
        for at in beside:
            if lines[at].figures:
                if at not in rows:
                    return False
                break
            if any(char.isdigit() for char in _NUMBERING.sub("", lines[at].text)):
                return False
    return True


def _sure(rows: Sequence[Labelled], lines: Sequence[Line], form: FormTable) -> dict[int, Labelled]:
    """Return the rows by their lines, without those that may have got their neighbour's label.

    Where a row's figures stand in a line of their own and no label is left for them, the labels may
    all stand behind their figures, and each have gone to the row below.
    """
    sure = {row.line: row for row in rows}
    sizes = {len(form.columns_of(row)) for row in form.rows}
    orphans = [
        index
        for index, line in enumerate(lines)
        if not line.words and len(line.figures) in sizes and index not in sure
    ]
    return {i: row for i, row in sure.items() if lines[i].words or not orphans}


def _read_across(lines: Sequence[Line], form: FormTable) -> tuple[Reading, int]:
    """Read rows side by side: one run of figures below heads that name every row and column.

    Returns the reading and how many lines it took. The figures stand in one line, in a line for
    each row, or each in its own; a number more, as that of a page, is not taken for one of them.
    """
    reading = Reading()
    above: list[Line] = []
    figures: tuple[str, ...] = ()
    counts: list[int] = []
    used = 0
    for index, line in enumerate(lines):
        if line.words and line.figures:
            return Reading(), 0
        if not figures and not line.figures:
            above.append(line)
        if line.figures:
            figures += line.figure_texts
            counts.append(len(line.figures))
            used = index + 1
    page = next((line.page for line in lines if line.figures), None)
    wanted = [(row, column) for row in form.rows for column in form.columns]
    even = set(counts) in ({len(wanted)}, {len(form.columns)}, {1})
    if even and len(figures) == len(wanted) and _are_heads_across(above, form):
        reading.labels = {row.id: row.label for row in form.rows}
        for (row, column), text in zip(wanted, figures, strict=True):
            reading.figures[address(form.id, row.id, column.id)] = Figure(text, page)
    elif figures:
        reading.unmatched.append(Unmatched("row", "", figures, page))
    return reading, used


def _are_heads_across(lines: Sequence[Line], form: FormTable) -> bool:
    """Tell whether `lines` name all rows in their order and below each all columns in theirs."""
    heads = "".join(labels.bare(line.text) for line in lines)
    rows = [labels.bare(row.label) for row in form.rows]
    tops = list(dict.fromkeys(labels.bare(row.group or row.label) for row in form.rows))
    if not _in_order(heads, rows) or not _in_order(heads, tops):
        return False
    columns = "".join(labels.bare(column.label) for column in form.columns)
    each = [column.wordings for _ in form.rows for column in form.columns]
    return heads.count(columns) == len(rows) or are_named(lines, each)


def _in_order(text: str, words: Sequence[str]) -> bool:
    """Tell whether all `words` stand in `text`, in their order."""
    place = 0
    for word in words:
        place = text.find(word, place)
        if place < 0:
            return False
        place += len(word)
    return True
