"""What a user would otherwise write: tables from a library, cells filled in by their position.

Rows are taken in the form's order, from the first that has as many numbers as it should; a cell
that is none is nothing. That is how such scripts go, and where they go wrong.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO

from tests.accuracy.figures import OLDER, Case
from tests.parsers import official

Row = Sequence[str | None]
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def values(case: Case, format: str, data: bytes) -> dict[str, Decimal | None]:
    """Return the cells of a report by position; none where its format gives no tables so."""
    readers = {"pdf": _pdf_rows, "html": _html_rows, "docx": _docx_rows, "txt": _text_rows}
    if format not in readers:
        return {}
    return _filled(case, list(readers[format](data)))


def _pdf_rows(data: bytes) -> Iterable[Row]:
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            for table in page.extract_tables():
                yield from table


def _html_rows(data: bytes) -> Iterable[Row]:
    import lxml.html

    for row in lxml.html.fromstring(data).iter("tr"):
        yield ["".join(cell.itertext()) for cell in row if cell.tag in ("td", "th")]


def _docx_rows(data: bytes) -> Iterable[Row]:
    import docx

    for table in docx.Document(BytesIO(data)).tables:
        for row in table.rows:
            yield [cell.text for cell in row.cells]


def _text_rows(data: bytes) -> Iterable[Row]:
    for line in data.decode("utf-8", "replace").splitlines():
        yield line.replace("|", " ").split()


def _filled(case: Case, rows: Sequence[Row]) -> dict[str, Decimal | None]:
    """Give the numbers at the end of each row to the form's next row of as many columns."""
    parts = official.PROACTIVE_2019 if case.form == OLDER else official.PROACTIVE
    wanted: list[list[str]] = []
    for address in official.addresses(case.single_other, parts):
        table, row, _ = address.split("/")
        key = table if table == "disputes" else f"{table}/{row}/"  # its rows are in one line
        if wanted and wanted[-1][0].startswith(key):
            wanted[-1].append(address)
        else:
            wanted.append([address])
    found: dict[str, Decimal | None] = {}
    place = 0
    for cells in rows:
        size = len(wanted[place]) if place < len(wanted) else 0
        texts = [text for text in cells if text is not None]
        last = texts[-size:] if size else []
        numbers = [_number(text) for text in last]
        if size and len(last) == size and any(n is not None for n in numbers):
            found |= dict(zip(wanted[place], numbers, strict=True))
            place += 1
    return found


def _number(text: str) -> Decimal | None:
    printed = "".join(text.split())
    return Decimal(printed) if _NUMBER.fullmatch(printed) else None
