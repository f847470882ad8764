"""Finding in a report: every place where something is printed, and what of it matches a query."""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tui.find.folding import Folded, folded, folded_words
from tui.find.pinyin import initials, may_be_initials

PlaceKind = Literal[
    "title", "heading", "prose", "column", "group", "row", "cell", "unmatched", "finding"
]  # fmt: skip


class Place(Struct, frozen=True):
    """Where in a report something is printed.

    `name` is the id of a section, the address of a cell, `table/row`, `table/column`, a table with
    its group's name, or the number of a finding; `section` is the section that it stands in.
    """

    kind: PlaceKind
    name: str
    section: str


class Match(Struct, frozen=True):
    """What matches: from `start` to `end` in the text of a place, there the one numbered `nth`."""

    place: Place
    start: int
    end: int
    nth: int


class _Wanted(Struct, frozen=True):
    """Folded words to look for, between which digits what may have been left out, and how."""

    words: str
    joined: frozenset[int] = frozenset()
    by_initials: bool = False

    def in_text(self, text: str, apart: Sequence[int]) -> list[int]:
        """Return where the words begin in a folded text, none of them over another."""
        return self.in_any(initials(text) if self.by_initials else (text,), apart)

    def in_any(self, texts: Sequence[str], apart: Sequence[int]) -> list[int]:
        """Return the same for a text that may be read as any of `texts`."""
        if not self.words:
            return []
        words = re.compile(re.escape(self.words))
        found = [m.start() for text in texts for m in words.finditer(text)]
        if len(texts) > 1:
            found = list(self._one_by_one(found))
        return [at for at in found if self._is_whole(at, apart)] if apart else found

    def _one_by_one(self, found: Iterable[int]) -> Iterator[int]:
        """Yield what was found in order, without what begins within what was found before."""
        free = 0
        for at in sorted(found):
            if at >= free:
                yield at
                free = at + len(self.words)

    def _is_whole(self, at: int, apart: Sequence[int]) -> bool:
        """Say whether no two figures of the text are taken for one at `at`."""
        inside = apart[bisect(apart, at) : bisect_left(apart, at + len(self.words))]
        return all(one - at in self.joined for one in inside)


_initials_of_all = lru_cache(maxsize=2)(initials)


class Index(Struct, frozen=True, eq=False):
    """What is printed in a report, folded and in reading order, to be searched.

    Its texts stand behind each other in `text`, with a line feed between them; the one of each
    place begins at its `starts`.
    """

    places: tuple[Place, ...]
    starts: tuple[int, ...]
    texts: tuple[Folded, ...]
    text: str
    apart: tuple[int, ...]
    numbers: dict[tuple[str, str], int]

    def find(self, query: str) -> Found:
        """Return what matches `query`: its words, or where there are none, initials of pinyin."""
        words = folded_words(query)
        wanted = _Wanted(words.text, frozenset(words.joined))
        hits = wanted.in_text(self.text, self.apart)
        if not hits and may_be_initials(words.text):
            by_initials = replace(wanted, by_initials=True)
            if initialled := by_initials.in_any(_initials_of_all(self.text), self.apart):
                wanted, hits = by_initials, initialled
        counted = tuple(self._once_a_finding(hits))
        return Found(self, wanted, counted, counted)

    def at(self, candidates: Iterable[tuple[str, str, int]]) -> int:
        """Return where the first known of some places stands in the text, each with an offset."""
        for kind, name, offset in candidates:
            if (number := self.numbers.get((kind, name))) is not None:
                return self.starts[number] + bisect_left(self.texts[number].places, offset)
        return 0

    def match(self, at: int, length: int, hits: Sequence[int]) -> Match:
        """Return the match that begins at `at` in the text, `hits` being all of them."""
        number = bisect(self.starts, at) - 1
        first = self.starts[number]
        places = self.texts[number].places
        nth = bisect_left(hits, at) - bisect_left(hits, first)
        start, end = places[at - first], places[at - first + length - 1] + 1
        return Match(self.places[number], start, end, nth)

    def extent(self, number: int) -> tuple[int, int]:
        """Return from where to where the text of the place with this number stands."""
        return self.starts[number], self.starts[number] + len(self.texts[number].text)

    def _once_a_finding(self, hits: list[int]) -> Iterator[int]:
        """Yield the hits, of those in one finding only the first."""
        begin = 0
        for number, place in enumerate(self.places):
            if place.kind == "finding":
                start, end = self.extent(number)
                first, last = bisect_left(hits, start, begin), bisect_left(hits, end, begin)
                yield from hits[begin : min(first + 1, last)]
                begin = last
        yield from hits[begin:]


class Found(Struct, frozen=True):
    """What matches a query, by where it begins in the index: `all` of it, and what is `shown`."""

    index: Index
    wanted: _Wanted
    all: tuple[int, ...]
    shown: tuple[int, ...]

    @property
    def hidden(self) -> int:
        """How many matches are in sections that are not shown."""
        return len(self.all) - len(self.shown)

    @property
    def by_initials(self) -> bool:
        """Whether what was found begins with these letters in pinyin."""
        return self.wanted.by_initials

    def among(self, sections: Collection[str] | None) -> Found:
        """Return the same with those in these sections shown, or in all where none are given.

        Findings are always shown, in their own list at least.
        """
        if sections is None:
            return replace(self, shown=self.all)
        shown: list[int] = []
        for number, place in enumerate(self.index.places):
            if place.section in sections or place.kind == "finding":
                start, end = self.index.extent(number)
                shown += self.all[bisect_left(self.all, start) : bisect_left(self.all, end)]
        return replace(self, shown=tuple(shown))

    def match(self, number: int) -> Match:
        """Return the match with this number among those shown."""
        return self.index.match(self.shown[number], len(self.wanted.words), self.all)

    def number_of(self, at: int) -> int | None:
        """Return the number of the match that begins at a place; None where it is not shown."""
        number = bisect_left(self.shown, at)
        return number if number < len(self.shown) and self.shown[number] == at else None

    def first_from(self, at: int) -> int:
        """Return the number of the first match shown at or behind a place; behind the last, 0."""
        number = bisect_left(self.shown, at)
        return number if number < len(self.shown) else 0

    def last_before(self, at: int) -> int:
        """Return the number of the last match shown before a place; before the first, the last."""
        return (bisect_left(self.shown, at) or len(self.shown)) - 1

    def in_prose(self, section: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return the matches that stand on a stretch of a section's prose, from where to where."""
        number = self.index.numbers.get(("prose", section))
        if number is None:
            return []
        first, last = self.index.extent(number)
        places, length = self.index.texts[number].places, len(self.wanted.words)
        low = first + bisect_left(places, start) - length + 1
        high = min(first + bisect_left(places, end), last)
        hits = self.all[bisect_left(self.all, max(low, first)) : bisect_left(self.all, high)]
        return [(places[h - first], places[h - first + length - 1] + 1) for h in hits]

    def in_text(self, text: str) -> list[tuple[int, int]]:
        """Return the matches in a text that stands on the screen, from where to where."""
        one, length = folded(text), len(self.wanted.words)
        hits = self.wanted.in_text(one.text, one.apart)
        return [(one.places[h], one.places[h + length - 1] + 1) for h in hits]


def index_of(texts: Iterable[tuple[Place, str]]) -> Index:
    """Return the index of what is printed in these places, in reading order."""
    places: list[Place] = []
    starts: list[int] = []
    found: list[Folded] = []
    apart: list[int] = []
    at = 0
    for place, text in texts:
        one = folded(text)
        places.append(place)
        starts.append(at)
        found.append(one)
        apart += [at + within for within in one.apart]
        at += len(one.text) + 1
    numbers: dict[tuple[str, str], int] = {}
    for number, place in enumerate(places):
        numbers.setdefault((place.kind, place.name), number)
    return Index(
        places=tuple(places),
        starts=tuple(starts),
        texts=tuple(found),
        text="\n".join(one.text for one in found),
        apart=tuple(apart),
        numbers=numbers,
    )
