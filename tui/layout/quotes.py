"""Where in the prose the checks speak of something, and a line of prose cut up there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from parsers.model import Check, Quote
from tui.layout.lines import Span

Quotes = Mapping[str, Sequence[Quote]]
"""The places by section, in reading order, none over another."""


def quoted(checks: Iterable[Check]) -> Quotes:
    """Return what the checks speak of; of places over each other, what failed or stands first."""
    spoken_of = [check for check in checks if check.outcome != "not_assessable"]
    failed_first = sorted(spoken_of, key=lambda check: check.outcome == "passed")
    kept: dict[str, list[Quote]] = defaultdict(list)
    for quote in (quote for check in failed_first for quote in check.quotes):
        there = kept[quote.section]
        if all(quote.end <= other.start or other.end <= quote.start for other in there):
            there.append(quote)
    return {id: sorted(quotes, key=lambda quote: quote.start) for id, quotes in kept.items()}


def cut_up(piece: str, places: Sequence[int], quotes: Sequence[Quote]) -> Iterator[Span]:
    """Yield a piece of a line, each quote in it a span of its own.

    `places` tells for each character of the piece where it stands in the text that is quoted.
    """
    holding = [next((q for q in quotes if q.start <= at < q.end), None) for at in places]
    changes = [i for i, (one, other) in enumerate(pairwise(holding), 1) if one is not other]
    for start, end in pairwise([0, *changes, len(piece)]):
        yield Span(piece[start:end], "prose", quote=holding[start])
