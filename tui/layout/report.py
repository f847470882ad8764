"""A report from its title to its last line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.forms import Form
from parsers.model import Report, Section
from tui.language import _
from tui.layout.lines import BLANK, Line, Span
from tui.layout.quotes import Quotes, cut_up
from tui.layout.tables import draw
from tui.layout.text import plain, plain_from, wrap
from tui.layout.words import heading

MIN_WIDTH = 46
"""Narrower than this a table no longer fits; the lines are laid out in this width nevertheless."""

WIDEST_PROSE = 112
"""Lines of more than 56 Chinese characters are hard to read; tables take what they need."""

FIRST_LINE = 4
"""A paragraph's first line is set in by two Chinese characters."""


def lay_out(
    report: Report,
    width: int,
    shown: frozenset[str] | None = None,
    quotes: Quotes | None = None,
) -> tuple[Line, ...]:
    """Return the lines of `report` in `width` terminal cells; of `shown` sections only, if given.

    `shown` names the sections above a shown one too, and the preamble by an empty name. What of the
    prose is in `quotes` is told by its spans.
    """
    width = max(width, MIN_WIDTH)
    form, quotes = report.layout, quotes or {}
    lines = list(_opening(report, width, quotes)) if shown is None or "" in shown else []
    placed: set[str] = set()
    for section in report.sections:
        lines += _section(section, report, form, width, shown, placed, quotes)
    if shown is None:
        for id in (id for id in report.tables if id not in placed):
            lines += [*draw(report.tables[id], form.table(id), width), BLANK]
    return tuple(lines)


def _opening(report: Report, width: int, quotes: Quotes) -> Iterator[Line]:
    """Yield title and preamble."""
    for offset, text in wrap(
        plain(report.title) or plain(report.source.file), min(width, WIDEST_PROSE)
    ):
        yield Line((Span(text, "title"),), "title", offset)
    yield BLANK
    if report.preamble:
        yield from _prose(report.preamble, "preamble", width, None, quotes)
        yield BLANK


def _prose(
    text: str, origin: str, width: int, of: Section | None, quotes: Quotes
) -> Iterator[Line]:
    """Yield paragraphs, one a line of `text`, each set in and wrapped."""
    start, section = 0, of.id if of else ""
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        held = [q for q in quotes.get(section, ()) if start <= q.start < end]
        printed = plain(paragraph)
        blanks = len(paragraph) - len(paragraph.lstrip())
        as_it_stands = paragraph.startswith(printed, blanks)
        places: Sequence[int] = range(blanks, len(paragraph))
        if not as_it_stands:
            _printed, places = plain_from(paragraph)
        for i, (offset, piece) in enumerate(wrap(printed, min(width, WIDEST_PROSE), FIRST_LINE)):
            indent = () if i else (Span(" " * FIRST_LINE, "prose"),)
            there = places[offset : offset + len(piece)]
            stands = [start + at for at in there] if held else []
            spans = cut_up(piece, stands, held) if held else (Span(piece, "prose"),)
            first, last = start + there[0], start + there[-1]
            page = of.page_at(first) if of else None
            yield Line((*indent, *spans), origin, first, section, page, end=last + 1)
        start = end + 1


def _section(
    section: Section,
    report: Report,
    form: Form,
    width: int,
    shown: frozenset[str] | None,
    placed: set[str],
    quotes: Quotes,
) -> Iterator[Line]:
    """Yield a section: heading, prose, tables, and the sections below it."""
    if shown is not None and section.id not in shown:
        return
    style = "heading" if section.level == 1 else "subheading"
    for offset, text in wrap(heading(section), width):
        origin = f"heading:{section.id}"
        yield Line((Span(text, style),), origin, offset, section.id, section.page)
    yield from _prose(section.text, f"text:{section.id}", width, section, quotes)
    yield from _tables(section, report, form, width, placed)
    yield Line(section=section.id, stop=False)
    for child in section.children:
        yield from _section(child, report, form, width, shown, placed, quotes)


def _tables(
    section: Section, report: Report, form: Form, width: int, placed: set[str]
) -> Iterator[Line]:
    """Yield the tables that stand in a section, and say which of the form's were not found."""
    for table in report.tables_in(section.id):
        placed.add(table.id)
        yield Line(section=section.id, stop=False)
        yield from draw(table, form.table(table.id), width)
    for wanted in form.tables:
        if wanted.section == section.id and wanted.id not in report.tables:
            spans = (Span(_("The table of this section was not found."), "note"),)
            yield Line(spans, f"absent:{wanted.id}", 0, section.id, section.page)
