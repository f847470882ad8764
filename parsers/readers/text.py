"""Plain text: lines to paragraphs. Tables in it are left as lines, for those who know the form."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from msgspec import Struct

from parsers.document import Document, Paragraph, Unreadable, Word
from parsers.messages import marked
from parsers.readers.encoding import decoded

NOT_TEXT = marked("this is neither a PDF nor plain text in a known encoding")
TOO_LARGE = marked("the text is too long to be a report")

# A hundred times what a long report has, and what no row of a table has in a line.
_LETTERS_MOST, _LINE_MOST = 2_000_000, 2000

_SPACES = " \u3000\xa0\r"
_PAGE_NUMBER = re.compile(r"[-—–－·]+\s*[0-9]{1,4}\s*[-—–－·]+|第\s*[0-9]{1,4}\s*[页⻚].*")

# A line that is at least this share of the widest one was broken by wrapping.
_FULL = 0.9
_SENTENCE_ENDS = "。！？；：.!?;:"
# Lines that stand for themselves, however full the line above: headings, and rows of figures.
_HEADING = re.compile("[一二三四五六七八九十⼀⼆⼋⼗]{1,3}、")
# A heading has none of these; a numbered paragraph that was wrapped has.
_CLAUSE = re.compile("[，。；：,;]")
_FIGURE = r"(?:[+-]?[0-9０-９][^\s，。；：]*|[/—–-]|无)"
_ROW = re.compile(rf"(?:^|.*\s){_FIGURE}\s+{_FIGURE}|\|.*|.*\S(?:\s{{3,}}|\t)\S.*")


class _Line(Struct, frozen=True):
    text: str
    indent: int
    width: int
    page: int | None
    words: tuple[Word, ...]


def read(data: bytes) -> Document:
    """Read plain text; a form feed begins a page. Raise `Unreadable` where it is no text."""
    text = decoded(data)
    if text is None:
        raise Unreadable(NOT_TEXT)
    if len(text) > _LETTERS_MOST:
        raise Unreadable(TOO_LARGE)
    lines = [
        line
        for number, page in enumerate(text.split("\f"), start=1)
        for line in _lines(page, number)
    ]
    return Document("text", text.count("\f") + 1, tuple(_paragraphs(lines)))


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text without pages: what wrapping broke is joined again."""
    return _paragraphs(list(_lines(text, None)))


def _lines(page: str, number: int | None) -> list[_Line]:
    """Return the lines of a page that are neither empty nor a page number."""
    # A tab at the end of a line is the border of a blank cell.
    printed = [raw.rstrip(_SPACES) for raw in page.splitlines()]
    printed = [raw for raw in printed if raw.strip() and not _PAGE_NUMBER.fullmatch(raw.strip())]
    position = _position(printed)
    lines = []
    for raw in printed:
        full = raw.expandtabs()
        text = full.strip()
        indent = _width(full[: len(full) - len(full.lstrip())])
        lines.append(_Line(text, indent, _width(full), number, words(raw, position)))
    return lines


def words(raw: str, position: Callable[[str], int] = len) -> tuple[Word, ...]:
    """Return the words of a line: its cells, where it is divided by pipes or tabs.

    A cell stands at its number; a word where `position` says of the text before it. A line that is
    too long for a table's row has none.
    """
    if len(raw) > _LINE_MOST:
        return ()
    text = raw.strip(" ")
    if "\t" in text:
        cells = text.split("\t")
    elif text.startswith("|") and text.count("|") > 2:
        cells = text.removeprefix("|").removesuffix("|").split("|")
    else:
        return tuple(
            Word(match[0], position(raw[: match.start()]), position(raw[: match.end()]))
            for match in re.finditer(r"\S+", raw)
        )
    return tuple(Word(cell.strip(), place, place + 1) for place, cell in enumerate(cells))


def _position(lines: Iterable[str]) -> Callable[[str], int]:
    """Return how a page's lines were aligned: by characters, or by the columns of a terminal.

    It is the one by which the words behind a gap stand more above each other.
    """
    spans = [
        (raw[: match.start(1)], raw[: match.end()])
        for raw in lines
        if len(raw) <= _LINE_MOST
        for match in re.finditer(r"(?<=\S\s\s)\s*(\S+)", raw)
    ]

    def spread(measure: Callable[[str], int]) -> float:
        places = [x for start, end in spans for x in range(measure(start), measure(end))]
        return len(set(places)) / max(len(places), 1)

    measures: tuple[Callable[[str], int], ...] = (len, _width)
    return min(measures, key=spread)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _paragraphs(lines: list[_Line]) -> list[Paragraph]:
    """Join the lines that wrapping broke: a full line is followed by the rest of its paragraph."""
    measure = _measure(lines)
    groups: list[list[_Line]] = []
    for line in lines:
        previous = groups[-1][-1] if groups else None
        if previous and previous.width >= measure and _continues(previous, line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def _paragraph(lines: Sequence[_Line]) -> Paragraph:
    """Return the paragraph that lines make up; only one of a single line has words."""
    first, *rest = lines
    if not rest:
        return Paragraph(first.text, first.page, words=first.words)
    # Two lines at a time: what is joined already would be copied with each.
    pieces = [first.text]
    turns: list[tuple[int, int]] = []
    length = len(first.text)
    for above, below in pairwise(lines):
        pieces.append(joined(above.text[-1:], below.text)[1:])
        if below.page is not None and below.page != above.page:
            turns.append((length, below.page))
        length += len(pieces[-1])
    return Paragraph("".join(pieces), first.page, turns=tuple(turns))


def _continues(previous: _Line, line: _Line) -> bool:
    """Tell whether `line` may go on with the paragraph of `previous`, which is full."""
    ended = previous.text[-1] in _SENTENCE_ENDS and previous.indent == 0
    titled = _HEADING.match(previous.text) and not _CLAUSE.search(previous.text)
    alone = (
        titled
        or _HEADING.match(line.text)
        or _ROW.fullmatch(line.text)
        or _ROW.fullmatch(previous.text)
    )
    return line.indent == 0 and not ended and not alone


def _measure(lines: list[_Line]) -> float:
    """Return the width from which a line counts as full, infinite where nothing was wrapped.

    That is a little less than the widest width that a good share of the lines comes near; a single
    wider line, such as a long row of a table, is no measure.
    """
    widths = sorted(line.width for line in lines)
    for widest in sorted(set(widths), reverse=True):
        near = bisect_right(widths, widest) - bisect_left(widths, _FULL * widest)
        if widest >= 40 and near >= max(3, len(lines) / 12):
            return _FULL * widest
    return float("inf")


def joined(first: str, second: str) -> str:
    """Join two lines of a paragraph: a space only where two Latin words or numbers meet."""
    space = (
        first[-1:].isascii() and second[:1].isascii() and first[-1:].strip() and second[:1].strip()
    )
    return f"{first} {second}" if space else first + second
