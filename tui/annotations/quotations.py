"""Quotations: words of the prose that people annotate, and where they stand in a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from parsers.glyphs import mapped
from parsers.model import Quote, Report
from tui.layout.text import clean

if TYPE_CHECKING:
    from tui.annotations.entries import Annotation

CONTEXT = 32
"""As many characters before and behind a quotation tell it from the same words elsewhere."""

_NEAR = 12
"""As many of them must be there still where the words themselves have changed."""
_LONG = 12
"""So many characters are not taken for others that are the same by chance."""
_LIKE_AROUND = 50.0
"""How like the old surroundings those of fewer characters must be, in per cent."""
_LIKE_BETWEEN, _LIKE_BESIDE = 60.0, 90.0
"""How like the old words the new ones must be, in per cent: between both contexts, beside one."""
_PLACES_MOST = 1000


class Place(Struct, frozen=True):
    """Where a quotation stands; not `exact` where other words stand there by now."""

    quote: Quote
    exact: bool = True


def context_of(quote: Quote, prose: str) -> tuple[str, str]:
    """Return what stands before and behind a quotation."""
    before = prose[max(quote.start - CONTEXT, 0) : quote.start]
    return before, prose[quote.end : quote.end + CONTEXT]


def places_of_quotes(report: Report, annotations: Iterable[Annotation]) -> dict[str, Place]:
    """Return where each annotated quotation stands, by the annotation's id; without the gone.

    Lines and blanks may break its words in any way. Of several places it is the one whose
    surroundings are most like the old ones. Words that stand nowhere any more are looked for
    between their old surroundings, if they are like what stands there now.
    """
    noted = [a for a in annotations if a.target.startswith("quote:")]
    prose = _Prose(report) if noted else None
    places: dict[str, Place] = {}
    for note in noted:
        words = note.target.removeprefix("quote:")
        if prose and (place := prose.find(words, note.prefix, note.suffix)):
            places[note.id] = place
    return places


class _Hit(Struct, frozen=True):
    """A stretch of a section's text without its blanks."""

    section: str
    start: int
    end: int


class _Prose:
    """The prose of a report, without blanks, to be searched."""

    def __init__(self, report: Report) -> None:
        self._printed = {"": report.preamble} | {s.id: s.text for s in report.every_section}
        self._texts = {section: _run_on(text) for section, text in self._printed.items()}
        self._places: dict[str, list[int]] = {}

    def find(self, words: str, prefix: str, suffix: str) -> Place | None:
        """Return the place of a quotation."""
        words, prefix, suffix = (_run_on(mapped(text)) for text in (words, prefix, suffix))
        if not words:
            return None
        hits = list(self._occurrences(words))
        hit = max(hits, key=lambda hit: self._likeness(hit, prefix, suffix), default=None)
        # Few words are told by their surroundings: 12件 may stand in many a sentence.
        if hit and (len(words) >= _LONG or self._likeness(hit, prefix, suffix) >= _LIKE_AROUND):
            return Place(self._quote(hit))
        changed = self._between(words, prefix[-_NEAR:], suffix[:_NEAR])
        return Place(self._quote(changed), exact=False) if changed else None

    def _occurrences(self, words: str) -> Iterator[_Hit]:
        """Yield where `words` stand."""
        for section, text in self._texts.items():
            at, count = text.find(words), 0
            while at >= 0 and count < _PLACES_MOST:
                yield _Hit(section, at, at + len(words))
                at, count = text.find(words, at + 1), count + 1

    def _likeness(self, hit: _Hit, prefix: str, suffix: str) -> float:
        """Return how like the old surroundings those of a place are; very, if none are known."""
        text = self._texts[hit.section]
        before = text[max(hit.start - len(prefix), 0) : hit.start]
        behind = text[hit.end : hit.end + len(suffix)]
        likes = [_like(*pair) for pair in ((before, prefix), (behind, suffix)) if pair[1]]
        return sum(likes) / len(likes) if likes else 100.0

    def _between(self, words: str, before: str, behind: str) -> _Hit | None:
        """Return what stands where `words` stood, if it is like them."""
        best: tuple[float, _Hit] | None = None
        for hit, least in self._where_they_stood(len(words), before, behind):
            like = _like(self._texts[hit.section][hit.start : hit.end], words)
            if like >= least and (best is None or like > best[0]):
                best = like, hit
        return best[1] if best else None

    def _where_they_stood(
        self, length: int, before: str, behind: str
    ) -> Iterator[tuple[_Hit, float]]:
        """Yield what stands between the surroundings, or beside one, and how like it must be."""
        starts = list(self._occurrences(before)) if len(before) == _NEAR else []
        ends = list(self._occurrences(behind)) if len(behind) == _NEAR else []
        for start in starts:
            yield _Hit(start.section, start.end, start.end + length), _LIKE_BESIDE
            for end in ends:
                if end.section == start.section and 0 < end.start - start.end <= 2 * length:
                    yield _Hit(start.section, start.end, end.start), _LIKE_BETWEEN
        for end in ends:
            yield _Hit(end.section, max(end.start - length, 0), end.start), _LIKE_BESIDE

    def _quote(self, hit: _Hit) -> Quote:
        """Return the place in the text as it is printed."""
        printed = self._printed[hit.section]
        places = self._places_in(hit.section)
        start, end = places[hit.start], places[min(hit.end, len(places)) - 1] + 1
        return Quote(hit.section, start, end, printed[start:end])

    def _places_in(self, section: str) -> list[int]:
        """Return where the characters of a section's text without blanks are printed."""
        if section not in self._places:
            printed = enumerate(self._printed[section])
            self._places[section] = [at for at, letter in printed if not letter.isspace()]
        return self._places[section]


def _run_on(text: str) -> str:
    return "".join(clean(text).split())


def _like(one: str, other: str) -> float:
    """Return how like each other two texts are, in per cent."""
    from rapidfuzz.fuzz import ratio

    return float(ratio(one, other))
