"""Where one can go in a report, and which places are meant by a few characters or words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from parsers.forms import address
from parsers.labels import numeral_value
from parsers.model import Report, Section, Verdict
from tui.find.folding import alike, folded_words
from tui.find.pinyin import initials, may_be_initials
from tui.glyphs import glyphs
from tui.language import _, say
from tui.layout.text import plain
from tui.layout.words import heading, page_told, row_in_full
from tui.places import columns_of, place_name

DestinationKind = Literal["section", "table", "row", "page", "cell", "finding"]
KINDS: tuple[DestinationKind, ...] = ("section", "table", "row", "page", "cell", "finding")
"""Of places that fit equally well those of an earlier kind come first."""

AT_FIRST = ("section", "table", "finding")
"""What is offered before anything is asked for."""

_PAGE = re.compile(r"(?:p(?:age|\.)?|第)\s*([0-9]+)\s*页?|([0-9]+)\s*页")
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}|[0-9]{1,2}")


class Destination(Struct, frozen=True):
    """A place to go to: what it is called, and what stands there or tells it from others.

    `name` is the id of a section or table, an address or `table/row`, the number of a page or of a
    finding. `words` are the folded texts that it is known by: of a cell those of row and column, of
    a finding its rules too. `number` is that of a section.
    """

    kind: DestinationKind
    name: str
    label: str
    detail: str
    words: tuple[str, ...]
    number: int | None = None


def destinations(report: Report, verdict: Verdict) -> tuple[Destination, ...]:
    """Return all places of a report, each kind in reading order."""
    return (
        *(_section(section, report) for section in report.every_section),
        *_tables(report),
        *_pages(report),
        *_findings(verdict),
    )


def _section(section: Section, report: Report) -> Destination:
    label = heading(section)
    number = alike(section.number).strip("()、. ")
    page = page_told(report, section.page)
    value = _value(number) if _NUMBER.fullmatch(number) else None
    return Destination("section", section.id, label, page, (_folded(label),), value)


def _tables(report: Report) -> Iterator[Destination]:
    """Yield the tables, and the rows and cells of each."""
    for table in report.tables.values():
        name = plain(place_name(report, table.id))
        yield Destination("table", table.id, name, plain(table.id), (_folded(name),))
        form = report.layout.table(table.id)
        columns = {id: plain(label) for id, label in columns_of(report, table.id).items()}
        by_column = {id: _folded(label) for id, label in columns.items()}
        for row in form.rows_given(table.cells):
            label = row_in_full(row, table)
            words = _folded(label)
            yield Destination("row", f"{table.id}/{row.id}", label, "", (words,))
            for column in form.columns_of(row):
                at = address(table.id, row.id, column.id)
                if (cell := table.cells.get(at)) is None:
                    continue
                both = f"{label} {glyphs().dot} {columns[column.id]}"
                printed = plain(cell.text) or _("blank")
                yield Destination("cell", at, both, printed, (words, by_column[column.id]))


def _pages(report: Report) -> Iterator[Destination]:
    """Yield the pages, where there are several, each with the section that is on it first."""
    if report.source.pages < 2:
        return
    first: dict[int | None, str] = {}
    for section in report.every_section:
        first.setdefault(section.page, heading(section))
        for table in report.tables_in(section.id):
            for page in table.pages:
                first.setdefault(page, heading(section))
    where = plain(report.title)
    for page in range(1, report.source.pages + 1):
        label, where = _("page {page}").format(page=page), first.get(page, where)
        yield Destination("page", str(page), label, where, (_folded(label),))


def _findings(verdict: Verdict) -> Iterator[Destination]:
    for number, finding in enumerate(verdict.findings):
        label, rules = plain(say(finding.message)), " ".join(finding.rules)
        yield Destination("finding", str(number), label, rules, (_folded(label), alike(rules)))


def best(places: Sequence[Destination], query: str) -> list[Destination]:
    """Return the places that `query` may mean, the best first.

    It may be a section's number, a page as `p4` or `第4页`, an address or its beginning, a rule, or
    words: all of them are in the place's name, for a cell one at least in its column's.
    """
    asked = alike(query).strip()
    if not asked:
        return [place for place in places if place.kind in AT_FIRST]
    words = [folded_words(word).text for word in asked.split()]
    ranked = list(_ranked(places, asked, [word for word in words if word]))
    if not ranked and all(map(may_be_initials, words)):
        ranked = list(_by_initials(places, words))
    return [place for _rank, _kind, place in sorted(ranked, key=lambda one: one[:2])]


_Ranked = Iterable[tuple[int, int, Destination]]


def _ranked(places: Sequence[Destination], asked: str, words: Sequence[str]) -> _Ranked:
    """Yield what fits, with how well it does, 0 best, and the turn of its kind."""
    page = _PAGE.fullmatch(asked)
    paged = str(int(page[1] or page[2])) if page else ""
    number = _value(asked) if _NUMBER.fullmatch(asked) else None
    for place in places:
        rank = _rank(place, asked, words, paged, number)
        if rank is not None:
            yield rank, KINDS.index(place.kind), place


def _rank(
    place: Destination, asked: str, words: Sequence[str], paged: str, number: int | None
) -> int | None:
    """Return how well a place fits what was asked for, None where it does not."""
    if place.kind == "page" and paged == place.name:
        return 0
    if number is not None and place.number == number:
        return 0 if "." not in place.name else 1
    if place.kind in {"section", "table"} and place.name.startswith(asked):
        return 0 if place.name == asked else 2
    if place.kind in {"row", "cell"} and "/" in asked and place.name.startswith(asked):
        return 0 if place.name == asked else 2
    if place.kind == "finding" and place.words[-1].startswith(asked):
        return 1
    return _rank_of_words(place.words, words)


def _rank_of_words(texts: Sequence[str], words: Sequence[str]) -> int | None:
    """Return how well a place fits words that are all in its texts, one in the last of them."""
    if not words or not all(any(word in text for text in texts) for word in words):
        return None
    if not any(word in texts[-1] for word in words):
        return None
    if len(texts) > 1:
        return 4 if len(words) > 1 else 6
    if texts[0] == "".join(words):
        return 2
    return 3 if texts[0].startswith(words[0]) else 5


def _by_initials(places: Sequence[Destination], words: Sequence[str]) -> _Ranked:
    """Yield what fits where the words are the first letters of pinyin."""
    for place in places:
        ways = [initials(text) for text in place.words]
        readings = (0, -1) if any(len(way) > 1 for way in ways) else (0,)
        found = (_rank_of_words([way[which] for way in ways], words) for which in readings)
        if ranks := [rank for rank in found if rank is not None]:
            yield min(ranks), KINDS.index(place.kind), place


def _folded(label: str) -> str:
    return folded_words(label).text


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else numeral_value(number)
