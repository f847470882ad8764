"""Comma-separated values in which a spreadsheet finds text and numbers, and never a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import StringIO

from parsers.formula import number
from tui.layout.text import CONTROL, visible_lines

Value = str | int | Decimal | None

# Full-width and small forms count too: Excel takes them for the others in Chinese. A line, and what
# follows a semicolon, begin a cell of their own for a program that separates values by semicolons.
_FORMULA = re.compile(
    f"(?:^|(?<=[\n;]))(?=[\\s'\"\xad{CONTROL[1:]}*[=+\\-@＝＋－＠﹦﹢﹣﹫−])|^(?=[\t\n])"
)


def lines(columns: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> Iterator[str]:
    """Yield the line of the `columns`, and one for each of `rows`, empty where it has no value.

    As RFC 4180 has it, lines end in CR LF: so a reader tells them from the line feeds in a value.
    All values are quoted, as some programs take a semicolon or a tab for a separator too.
    """
    yield _line(columns)
    for row in rows:
        yield _line([_told(row.get(column)) for column in columns])


def text(value: str) -> str:
    """Return `value` with control characters made visible and nothing that begins a formula.

    An apostrophe stands in front of what a spreadsheet could take for one.
    """
    return visible_lines(_FORMULA.sub("'", value.replace("\r\n", "\n").replace("\r", "\n")))


def _told(value: Value) -> str:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Decimal):
        return number(value)
    return "" if value is None else str(value)


def _line(values: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow(values)
    return line.getvalue()
