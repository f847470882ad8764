"""A sentence of the prose with what its figures count."""

from __future__ import annotations

import re

from msgspec import Struct

from parsers.checks.prose.figures import Figure
from parsers.checks.prose.unbroken import Unbroken
from parsers.forms.claims import Claims
from parsers.model import Quote

_WORDS_MOST = 12


class Bound(Struct, frozen=True):
    """A figure and what it may count, in addresses or patterns of them, the likeliest first.

    `narrower` holds the words for which it may count less than the cells do, empty where nothing
    is in the way of holding it against them. One that `is_other` is told of a whole that is known
    not to be the table's: it agrees with the cells by chance at most.
    """

    figure: Figure
    claims: Claims
    sums: tuple[tuple[str, ...], ...]
    narrower: str = ""
    is_sure: bool = True
    is_other: bool = False

    @property
    def subject(self) -> str:
        """What it counts, most likely."""
        return "+".join(self.sums[0])


class Sentence(Struct, frozen=True):
    """A sentence: its figures, and of some, by their place, what they count.

    `claims` is its topic at the end, `before` that of what stands before it; `narrower` are words
    for which it may tell of a part only.
    """

    passage: Unbroken
    start: int
    end: int
    figures: list[Figure]
    bound: dict[int, Bound]
    claims: Claims | None
    narrower: str
    is_plan: bool
    before: Claims | None = None

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text[self.start : self.end]

    def quote(self, figure: Figure) -> Quote:
        """Return the place of a figure."""
        return self.passage.quote(figure.start, figure.end)

    def subject(self, figure: Figure) -> str:
        """Return what a figure is about: what it counts, or else the section and its words."""
        if figure.start in self.bound:
            return self.bound[figure.start].subject
        words = re.sub(r"[^\u4e00-\u9fff]", "", figure.label or figure.tail)
        return f"{self.passage.section}?{words[-_WORDS_MOST:]}"
