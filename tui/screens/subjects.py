"""What a note made now may be about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.annotations.quotations import context_of
from tui.annotations.targets import targets_of
from tui.dialogs.note import Subject
from tui.language import say
from tui.layout.text import plain
from tui.places import target_name
from tui.screens.prose import notes_on

if TYPE_CHECKING:
    from parsers.model import Finding, Quote
    from tui.panels.document import DocumentPanel
    from tui.panels.view import View
    from tui.reading import Reading


def subject_of(reading: Reading, target: str) -> Subject:
    """Return the report, section, table, row or cell called `target` as what a note is about."""
    name = plain(target_name(reading.report, target))
    return Subject(target, name, reading.store.on(target))


def subject_of_finding(reading: Reading, finding: Finding) -> Subject:
    """Return a finding as what a note is about."""
    notes = reading.store.on(*targets_of(finding))
    name = f"{finding.rules[0]} {plain(say(finding.message))}"
    return Subject(reading.store.target(finding), name, notes)


def subjects_under(document: DocumentPanel, reading: Reading, view: View) -> list[Subject]:
    """Return what is under the document's cursor, the likeliest first.

    Where that is the place of the finding in hand a person means the finding, if they have not
    selected any words: they have come to it as such.
    """
    quote = document.passage
    here = (
        _subject_of_words(document, reading, view, quote)
        if quote
        else subject_of(reading, document.target)
    )
    finding = view.finding
    if finding is None or document.selected is not None or not _is_at(finding, document):
        return [here]
    return [subject_of_finding(reading, finding), here]


def _subject_of_words(
    document: DocumentPanel, reading: Reading, view: View, quote: Quote
) -> Subject:
    """Return words of the prose, and the notes that are on them or on their line."""
    line, places = document.line, view.quotations
    if document.selected is None and line is not None:
        there = notes_on(line, reading, view)
    else:
        there = [a for a in reading.store.annotations if places.get(a.id) == quote]
    target = f"quote:{quote.text}"
    return Subject(
        target,
        plain(target_name(reading.report, target)),
        tuple(there),
        context_of(quote, reading.report.prose(quote.section)),
    )


def _is_at(finding: Finding, document: DocumentPanel) -> bool:
    """Tell whether the document's cursor is on a culprit, or where else a finding is shown."""
    return document.address in finding.culprits or document.is_at(finding)
