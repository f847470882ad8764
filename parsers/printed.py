"""What a file without pages to look at prints, line by line, and where what was read stands in it.

A place is told only where there is no doubt about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from parsers.document import Grid
from parsers.files import unchanged
from parsers.glyphs import mapped
from parsers.labels import bare
from parsers.model import Report, Source, Table

_LINE_END = re.compile(r"\r\n|\r|\n")
_TOKEN = re.compile(r"[^\s|\f]+")
# A label may stand in so many lines above and below its figures.
_LABEL_LINES = 4


class Line(Struct, frozen=True):
    """A line of a text file, a paragraph of another, or a row of a table in it.

    `number` counts from 1: the lines of a text file, or the rows of the `table` of that number,
    which is 0 outside of tables. `texts` are the cells of a row, else there is one.
    """

    texts: tuple[str, ...]
    number: int = 0
    table: int = 0


class Spot(NamedTuple):
    """A stretch of a line: from `start` to `end` in the text numbered `cell` of the line `line`."""

    line: int
    cell: int
    start: int
    end: int


class _Token(NamedTuple):
    text: str
    spot: Spot


class Printed(Struct, frozen=True, dict=True):
    """What a file prints. `is_text` says that its lines are those of the file itself."""

    lines: tuple[Line, ...]
    is_text: bool

    @cached_property
    def tokens(self) -> list[_Token]:
        """What blanks and borders divide, in order."""
        return list(_tokens(self.lines))

    @cached_property
    def letters(self) -> tuple[str, list[tuple[int, int, int]]]:
        """All letters run together, and for each its line, the text in that, the place in that."""
        places = [
            (i, j, at)
            for i, line in enumerate(self.lines)
            for j, text in enumerate(line.texts)
            for at, letter in enumerate(text)
            if not letter.isspace()
        ]
        run = (text for line in self.lines for text in line.texts)
        return mapped("".join("".join(text.split()) for text in run)), places


def printed(path: Path, source: Source) -> Printed:
    """Return what the file prints from which a report was read.

    Raises `parsers.document.Unreadable`, also where the file has changed since.
    """
    data = unchanged(path, source.sha256)
    if source.format == "text":
        from parsers.readers.encoding import decoded

        raw = _LINE_END.split(decoded(data) or "")
        return Printed(tuple(Line((text,), i) for i, text in enumerate(raw, 1)), True)
    from parsers.readers import read

    return Printed(tuple(_lines(read(data).blocks)), False)


def _lines(blocks: Sequence[object]) -> Iterator[Line]:
    """Yield the paragraphs and the rows of tables of a document."""
    tables = 0
    for block in blocks:
        if isinstance(block, Grid):
            tables += 1
            for row, cells in groupby(block.cells, key=lambda cell: cell.row):
                yield Line(tuple(cell.text for cell in cells), row + 1, tables)
        else:
            yield Line((getattr(block, "text", ""),))


def find_cell(held: Printed, report: Report, address: str) -> Spot | None:
    """Return where the cell at `address` is printed, None where that is not certain.

    It stands among the figures of its row, which the row's label tells, or of its whole table.
    Of a blank cell a place in its row is returned that has no extent.
    """
    table_id, row, _column = address.split("/")
    table = report.tables[table_id]
    tokens = held.tokens
    runs = list(_runs(tokens, _figures(table, "")))
    begin, figures = (runs[0], _figures(table, "")) if len(runs) == 1 else (None, [])
    if begin is None:
        figures = _figures(table, row)
        if not figures:
            return _blank_row(held, table, row)
        begin = _row(held, table, row)
    if begin is None:
        return None
    own = [tokens[begin + i].spot for i, (_text, at) in enumerate(figures) if at == address]
    if not own:
        first = tokens[begin].spot
        return first._replace(start=0, end=0)
    # A figure with blanks in it is several tokens.
    return own[0]._replace(end=own[-1].end) if own[0][:2] == own[-1][:2] else own[0]


def _tokens(lines: Sequence[Line]) -> Iterator[_Token]:
    for i, line in enumerate(lines):
        for j, text in enumerate(line.texts):
            for match in _TOKEN.finditer(text):
                yield _Token(mapped(match[0]), Spot(i, j, match.start(), match.end()))


def _figures(table: Table, row: str) -> list[tuple[str, str]]:
    """Return what is printed in the cells of a row, or of all, with their addresses."""
    return [
        (match[0], address)
        for address, cell in table.cells.items()
        if not row or address.split("/")[1] == row
        for match in _TOKEN.finditer(cell.text)
    ]


def _runs(tokens: Sequence[_Token], figures: Sequence[tuple[str, str]]) -> Iterator[int]:
    """Yield where all of `figures` stand one behind the other."""
    wanted = [text for text, _ in figures]
    if not wanted:
        return
    texts = [token.text for token in tokens]
    for i, text in enumerate(texts):
        if text == wanted[0] and texts[i : i + len(wanted)] == wanted:
            yield i


def _row(held: Printed, table: Table, row: str) -> int | None:
    """Return where the figures of a row begin; of several such rows, that in the table's order."""
    rows = list(dict.fromkeys(address.split("/")[1] for address in table.cells))
    found = {id: _candidates(held, table, id) for id in rows}
    here = rows.index(row)
    above = [found[id][0] for id in rows[:here] if len(found[id]) == 1]
    below = [found[id][0] for id in rows[here + 1 :] if len(found[id]) == 1]
    left = found[row]
    if len(left) > 1 and above and below:
        left = [begin for begin in left if max(above) < begin < min(below)]
    return left[0] if len(left) == 1 else None


def _blank_row(held: Printed, table: Table, row: str) -> Spot | None:
    """Return the row of a table with nothing but a label that stands in it once."""
    label = bare(table.labels.get(row, ""))
    count = sum(address.split("/")[1] == row for address in table.cells)
    found = [
        Spot(i, j + 1, 0, 0)
        for i, line in enumerate(held.lines)
        for j, text in enumerate(line.texts)
        if line.table and label and bare(mapped(text)) == label
        if len(line.texts) - j > count and not any(map(str.strip, line.texts[j + 1 :]))
    ]
    return found[0] if len(found) == 1 else None


def _candidates(held: Printed, table: Table, row: str) -> list[int]:
    """Return where the figures of a row stand beside its label; else where it is not far away."""
    tokens = held.tokens
    label = bare(table.labels.get(row, ""))
    figures = _figures(table, row)
    runs = list(_runs(tokens, figures))
    if not label:
        return []
    beside = [i for i in runs if label in _before(tokens, i)]
    return beside or [i for i in runs if label in _around(held, i, len(figures))]


def _before(tokens: Sequence[_Token], begin: int) -> str:
    """Return what stands before a place in its line, without all that is no letter."""
    line, texts = tokens[begin].spot.line, []
    for token in reversed(tokens[:begin]):
        if token.spot.line != line:
            break
        texts.append(token.text)
    return _letters("".join(reversed(texts)))


def _around(held: Printed, begin: int, count: int) -> str:
    """Return what stands before and behind figures, in their lines and some beside them."""
    tokens = held.tokens
    first, last = tokens[begin].spot, tokens[begin + count - 1].spot
    lines = held.lines
    above = ["".join(line.texts) for line in lines[max(first.line - _LABEL_LINES, 0) : first.line]]
    below = ["".join(line.texts) for line in lines[last.line + 1 : last.line + 1 + _LABEL_LINES]]
    return (
        _letters(mapped("".join(above))) + _before(tokens, begin) + _letters(mapped("".join(below)))
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text)


def find_words(held: Printed, words: str, part: str = "") -> tuple[Spot, ...]:
    """Return where a piece of prose is printed, line by line; nothing where that is not certain.

    Where lines end does not count, nor do blanks. Of words in which `part` stands once it alone is
    meant.
    """
    whole, places = held.letters
    wanted = "".join(words.split())
    begin = whole.find(wanted) if wanted else -1
    if begin < 0 or whole.find(wanted, begin + 1) >= 0:
        return ()
    meant = "".join(part.split())
    if meant and wanted.count(meant) == 1:
        begin, wanted = begin + wanted.index(meant), meant
    spots = groupby(places[begin : begin + len(wanted)], key=lambda place: place[:2])
    return tuple(_spot(line, cell, [at for _, _, at in run]) for (line, cell), run in spots)


def _spot(line: int, cell: int, places: Sequence[int]) -> Spot:
    return Spot(line, cell, places[0], places[-1] + 1)
