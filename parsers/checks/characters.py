"""T101 and T102: characters that are not what they look like, or are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from parsers.checks.passages import passages
from parsers.messages import Message, marked
from parsers.model import Check, Quote, Report, Table

RADICALS = marked("compatibility radicals in the text: {count}, such as {printed} for {meant}")
NO_CHARACTERS = marked("characters without a meaning: {count} ({codes}), the first in “{text}”")

_NO_CHARACTER = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# How much of the text around the first is shown. In characters.
_AROUND = 8
_CODES = 3


class _Place(Struct, frozen=True):
    """Where such a character stands: in the prose (`quote`), in a cell, or in a title or label."""

    character: str
    around: str
    section: str | None
    page: int | None
    quote: Quote | None = None
    cell: str = ""


def checks(report: Report) -> Iterator[Check]:
    """Yield T101 and T102, each once for the report."""
    if report.radicals:
        first = report.radicals[0]
        values = {
            "count": str(sum(radical.count for radical in report.radicals)),
            "printed": f"{first.printed}(U+{ord(first.printed):04X})",
            "meant": first.meant,
        }
        yield Check("T101", "", "failed", message=Message(RADICALS, values))
    places = list(_places(report))
    if places:
        yield _without_meaning(places)


def _without_meaning(places: list[_Place]) -> Check:
    codes = list(dict.fromkeys(f"U+{ord(place.character):04X}" for place in places))
    more = " …" if len(codes) > _CODES else ""
    cells = tuple(dict.fromkeys(place.cell for place in places if place.cell))
    values = {
        "count": str(len(places)),
        "codes": ", ".join(codes[:_CODES]) + more,
        "text": places[0].around,
    }
    return Check(
        "T102",
        "",
        "failed",
        places[0].section,
        places[0].page,
        cells=cells,
        focus=cells[0] if cells else None,
        message=Message(NO_CHARACTERS, values),
        quotes=tuple(place.quote for place in places if place.quote),
    )


def _places(report: Report) -> Iterator[_Place]:
    """Yield the places of all characters without a meaning, those of the prose first."""
    for passage in passages(report):
        for match in _NO_CHARACTER.finditer(passage.text):
            around = _around(passage.text, match)
            quote = passage.quote(*match.span())
            yield _Place(match[0], around, passage.section or None, passage.page, quote)
    for section in report.every_section:
        yield from _in(section.title, section.id, section.page)
    yield from _in(report.title, None, None)
    for table in report.tables.values():
        yield from _in_table(table)


def _in_table(table: Table) -> Iterator[_Place]:
    for cell in table.cells.values():
        yield from _in(cell.text, table.section, cell.page, cell.address)
    for label in table.labels.values():
        yield from _in(label, table.section, None)
    for row in table.unmatched:
        for text in (row.label, *row.texts):
            yield from _in(text, table.section, row.page)


def _in(text: str, section: str | None, page: int | None, cell: str = "") -> Iterator[_Place]:
    for match in _NO_CHARACTER.finditer(text):
        yield _Place(match[0], _around(text, match), section, page, None, cell)


def _around(text: str, match: re.Match[str]) -> str:
    start = max(0, match.start() - _AROUND)
    return " ".join(text[start : match.end() + _AROUND].split())
