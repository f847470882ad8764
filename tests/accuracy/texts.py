"""Reports as plain text: as it is copied out of PDFs, laid out in columns, or scattered."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from unicodedata import east_asian_width

from tests.accuracy.report import Heading, Part, Prose, Table, Title
from tests.parsers.official import Square

Flatten = Callable[[Table], Iterator[str]]
"""How a sheet is put into lines."""

_WIDTH = 96


def text(
    parts: Sequence[Part],
    flatten: Flatten,
    page: int = 0,
    number: Callable[[int], str] = "- {} -".format,
    between: str = "\n",
) -> bytes:
    """Return a report as text, `between` its lines; with pages of so many lines, numbered."""
    lines: list[str] = []
    for part in parts:
        match part:
            case Title(line) | Heading(line):
                lines.append(line)
            case Prose(line):
                lines += _wrapped("　　" + line, _WIDTH)
            case Table():
                lines += flatten(part)
    pages = [lines[n : n + page] for n in range(0, len(lines), page)] if page else [lines]
    if page:
        pages = [[*own, number(n)] for n, own in enumerate(pages, start=1)]
    return "\f".join(between.join(own) + "\n" for own in pages).encode()


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _wrapped(text: str, most: int) -> list[str]:
    lines = [""]
    for char in text.replace("\n", ""):
        if lines[-1] and width(lines[-1] + char) > most:
            lines.append("")
        lines[-1] += char
    return lines if text else []


def _rows(table: Table) -> Iterator[list[Square]]:
    """Yield the squares that begin in each row, from left to right."""
    squares = sorted(table.sheet, key=lambda s: (s.row, s.column))
    for _, row in groupby(squares, key=lambda s: s.row):
        yield list(row)


def _are_figures(table: Table, square: Square) -> bool:
    if table.id == "disputes":
        return square.row >= table.heads
    return square.column >= (3 if table.id == "applications" else 1) and square.row >= table.heads


# -- a row's numbers together ---------------------------------------------------------------------


def in_reading_order(table: Table) -> Iterator[str]:
    """Yield lines as a PDF's text in reading order has them: `label n n n`, long labels above.

    The labels of groups stand in lines of their own above their first row.
    """
    for row in _rows(table):
        words = [s for s in row if not _are_figures(table, s)]
        figures = " ".join(s.text for s in row if _are_figures(table, s) and s.text)
        if row[0].row < table.heads:
            for s in words:
                yield from _wrapped(s.text, 56)
            continue
        for s in words[:-1]:
            yield from _wrapped(s.text, 10 if s.height > 1 else 96)
        if not figures:
            yield " ".join(s.text for s in words[-1:])
        elif table.id == "proactive":
            yield " ".join(filter(None, (*(s.text for s in words), figures)))
        else:
            *above, last = _wrapped(words[-1].text, 56) if words else [""]
            yield from above
            yield from ([last, figures] if above else [f"{last} {figures}".strip()])


def behind_their_figures(table: Table) -> Iterator[str]:
    """Yield lines like those in reading order, the last line of a long label below its figures."""
    lines = list(in_reading_order(table))
    n = 0
    while n < len(lines):
        is_last_of_label = n + 1 < len(lines) and lines[n + 1][:1].isdigit() and n > 0
        if (
            is_last_of_label
            and "." not in lines[n + 1].split(" ")[0]
            and table.id == "applications"
        ):
            yield lines[n + 1]
            yield lines[n]
            n += 2
        else:
            yield lines[n]
            n += 1


def piped(table: Table) -> Iterator[str]:
    """Yield lines between pipes, a merged cell's text at its first place and its others blank."""
    yield from _celled(table, "| {} |", " | ")


def tabbed(table: Table) -> Iterator[str]:
    """Yield cells divided by tabs, as they are copied from a table."""
    yield from _celled(table, "{}", "\t")


def _celled(table: Table, line: str, between: str) -> Iterator[str]:
    columns = len(table.widths)
    for row in range(table.rows):
        texts = [""] * columns
        for s in table.sheet:
            if s.row == row:
                texts[s.column] = s.text.replace("\n", "")
        yield line.format(between.join(texts))


def in_columns(table: Table) -> Iterator[str]:
    """Yield lines in columns of a fixed width, each text centred in its own and wrapped in it."""
    widths = {"proactive": (34, 22, 22, 30), "applications": (6, 12, 34, *[11] * 7)}
    own = widths.get(table.id, (10,) * 15)
    starts = [sum(own[:n]) for n in range(len(own) + 1)]
    lines = {
        id(s): _wrapped(s.text, starts[s.column + s.width] - starts[s.column] - 2)
        for s in table.sheet
    }
    heights = [1] * table.rows
    for s in sorted(table.sheet, key=lambda s: s.height):
        missing = len(lines[id(s)]) - sum(heights[s.row : s.row + s.height])
        heights[s.row + s.height - 1] += max(0, missing)
    tops = [sum(heights[:n]) for n in range(table.rows + 1)]
    canvas: list[list[tuple[int, str]]] = [[] for _ in range(tops[-1])]
    for s in table.sheet:
        room = tops[s.row + s.height] - tops[s.row]
        first = tops[s.row] + (room - len(lines[id(s)])) // 2
        middle = (starts[s.column] + starts[s.column + s.width]) / 2
        for n, text in enumerate(lines[id(s)]):
            canvas[first + n].append((round(middle - width(text) / 2), text))
    for words in canvas:
        line = ""
        for start, text in sorted(words):
            line += " " * max(start - width(line), 1 if line else 0) + text
        yield line


# -- scattered ------------------------------------------------------------------------------------


def one_cell_a_line(table: Table) -> Iterator[str]:
    """Yield each cell in a line of its own, row by row; a blank cell leaves none."""
    for row in _rows(table):
        for s in row:
            if s.text:
                yield s.text.replace("\n", "")


def column_by_column(table: Table) -> Iterator[str]:
    """Yield the cells from the top down, column by column."""
    for s in sorted(table.sheet, key=lambda s: (s.column, s.row)):
        if s.text:
            yield s.text.replace("\n", "")


# -- of PDFs --------------------------------------------------------------------------------------


def is_poppler_here() -> bool:
    """Tell whether pdftotext is installed."""
    return shutil.which("pdftotext") is not None


def of_pdf(pdf: bytes, *options: str) -> bytes:
    """Return what pdftotext makes of a PDF."""
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, timeout=60, check=True).stdout
