"""What is known of a line of the report: the notes on its words, the checks that speak of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from tui.glyphs import glyphs
from tui.layout.passages import is_on
from tui.layout.words import claim_sentence
from tui.panels.view import View

if TYPE_CHECKING:
    from parsers.model import Check, Quote
    from tui.annotations import Annotation
    from tui.layout import Line
    from tui.reading import Reading


def said_of(line: Line, reading: Reading, view: View) -> list[str]:
    """Return the notes on words of a line, and what the checks say of it."""
    notes = [f"{glyphs().pen} {note.text}" for note in notes_on(line, reading, view)]
    checks = spoken_of(line.quotes, view)
    return [*notes, *(claim_sentence(check, reading.report) for check in checks)]


def notes_on(line: Line, reading: Reading, view: View) -> list[Annotation]:
    """Return the annotations on words of a line."""
    here = {id for id, quote in view.quotations.items() if is_on(quote, line)}
    return [a for a in reading.store.annotations if a.id in here]


def quotes_meant(line: Line, selected: Quote | None, view: View) -> Collection[Quote]:
    """Return what checks speak of in the words that are selected, or else on a line."""
    if selected is None:
        return line.quotes
    begin, end = selected.start, selected.end
    there = (quote for quote in view.speaking if quote.section == selected.section)
    return [quote for quote in there if quote.start < end and begin < quote.end]


def spoken_of(quotes: Collection[Quote], view: View) -> list[Check]:
    """Return the checks that speak of these places, that in hand first, then what failed."""
    in_hand = view.finding.checks if view.finding else ()
    numbers = sorted({n for quote in quotes for n in view.speaking.get(quote, ())})
    return sorted(
        (view.checks[n] for n in numbers),
        key=lambda check: (check not in in_hand, check.outcome != "failed"),
    )
