"""Quotations: words of the prose that people annotate, and where they stand in a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.model import Quote, Report
from tui.annotation_file import clean
from tui.annotations import Annotation
from tui.targets import on_one_line

CONTEXT = 32
"""As many characters before and behind a quotation tell it from the same words elsewhere."""


def prose_of(report: Report, section: str) -> str:
    """Return a section's own text; the preamble for the section without a name."""
    if not section:
        return report.preamble
    return next((s.text for s in report.every_section if s.id == section), "")


def context_of(quote: Quote, prose: str) -> tuple[str, str]:
    """Return what stands before and behind a quotation."""
    before = prose[max(quote.start - CONTEXT, 0) : quote.start]
    return before, prose[quote.end : quote.end + CONTEXT]


def places_of_quotes(report: Report, annotations: Iterable[Annotation]) -> dict[str, Quote]:
    """Return where each annotated quotation stands, by the annotation's id; those that are gone
    are left out.

    Words that stand in several places are at the one with the same words around them.
    """
    noted = [a for a in annotations if a.target.removeprefix("quote:").strip() and _is_quote(a)]
    prose = {"": report.preamble} | {s.id: s.text for s in report.every_section} if noted else {}
    prose = {section: clean(text) for section, text in prose.items()}
    places: dict[str, Quote] = {}
    for note in noted:
        found = list(_occurrences(note.target.removeprefix("quote:"), prose))
        if found:
            places[note.id] = max(
                found, key=lambda q: _likeness(note, context_of(q, prose[q.section]))
            )
    return places


def _is_quote(annotation: Annotation) -> bool:
    return annotation.target.startswith("quote:")


def _occurrences(words: str, prose: dict[str, str]) -> Iterator[Quote]:
    """Yield where `words` stand, however lines and blanks break them."""
    loosely = r"\s*".join(map(re.escape, "".join(words.split())))
    for pattern in (re.escape(words), loosely):
        hits = [(s, m) for s, text in prose.items() for m in re.finditer(pattern, text)]
        if hits:
            yield from (Quote(section, m.start(), m.end(), m[0]) for section, m in hits)
            return


def _likeness(note: Annotation, context: tuple[str, str]) -> int:
    """Return how many of the two contexts are those that the annotation was written with."""
    return sum(
        a == b for a, b in zip((note.prefix, note.suffix), map(on_one_line, context), strict=True)
    )
