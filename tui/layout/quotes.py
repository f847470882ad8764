"""Where in the prose the checks speak of something, and a line of prose cut up there."""

from __future__ import annotations

from bisect import bisect
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
        at = bisect(there, quote.start, key=_start)
        is_free = not at or there[at - 1].end <= quote.start
        if is_free and (at == len(there) or quote.end <= there[at].start):
            there.insert(at, quote)
    return kept


def cut_up(piece: str, places: Sequence[int], quotes: Sequence[Quote]) -> Iterator[Span]:
    """Yield a piece of a line, each quote in it a span of its own.

    `places` tells for each character of the piece where it stands in the text that is quoted.
    """
    holding = [_over(at, quotes) for at in places]
    changes = [i for i, (one, other) in enumerate(pairwise(holding), 1) if one is not other]
    for start, end in pairwise([0, *changes, len(piece)]):
        yield Span(piece[start:end], "prose", quote=holding[start])


def _over(at: int, quotes: Sequence[Quote]) -> Quote | None:
    """Return the quote that a place in the text is part of."""
    before = bisect(quotes, at, key=_start) - 1
    return quotes[before] if before >= 0 and at < quotes[before].end else None


def _start(quote: Quote) -> int:
    return quote.start
