"""What a passage has said so far that goes on to hold for what comes."""

from __future__ import annotations

import re

from msgspec import Struct

from parsers.checks.prose.figures import Figure
from parsers.checks.prose.vocabulary import Words
from parsers.forms.claims import Claims, Sums

_NO_CHANCE = 10  # a smaller figure may agree by chance
WIDER = re.compile("全[省市县区局]|[本我][省市县区局]|各级")
_ALL = re.compile(f"{WIDER.pattern}|全年|合计|[共总]计|总数")
_OF_THESE = re.compile("其中|包[括含]|含")


class Reading(Struct):
    """The state of one passage.

    `scope` are words of a narrower scope, which holds until a wider one is named or a figure
    proves that it is the table's; `part` those that tell of a part, and `manner` those that do
    so within one `sentence`, for how it was done. `other` are such words where a figure of the
    sentence has proved that what they tell of is not the table's. `totals` are the rows that the
    sentence has told in full, `basis` those that the figure before counts in its column, as those
    listed with it do; `applicants` the columns of the figure before, of which a list
    `is_within` may follow; `tail` the words behind the last figure, where they told what it
    counts; as far as `dated` it is known whether it is of an `other_year`. After something is
    counted that nobody knows, `is_strange`, only words that can mean nothing else are understood:
    办结12份 are no applications after 下发整改通知12份.
    """

    claims: Claims | None
    scope: str = ""
    part: str = ""
    manner: str = ""
    other: str = ""
    sentence: str = ""
    rows: Sums = ()
    columns: Sums = ()
    basis: Sums = ()
    totals: tuple[str, ...] = ()
    applicants: Sums = ()
    is_within: bool = False
    tail: str = ""
    other_year: bool = False
    dated: int = 0
    is_strange: bool = False

    def begin(self, sentence: str, start: int) -> None:
        """Begin a sentence, which knows no more of the one before than what goes on to hold."""
        self.sentence, self.dated, self.other_year = sentence, start, False
        self.tail, self.totals, self.manner, self.other = "", (), "", ""
        self.applicants, self.is_within, self.basis = (), False, ()

    def listed(self, words: Words, since: str, columns: Sums) -> Sums:
        """Return the columns that a figure may mean in a list: 自然人120件，其中予以公开40件.

        `since` are the words since the figure before, `columns` those it would mean elsewhere.
        """
        if words.columns or "；" in since or not words.rows:
            self.applicants, self.is_within = (columns if words.columns else ()), False
            return columns
        self.is_within = bool(self.applicants) and (self.is_within or bool(_OF_THESE.search(since)))
        if not self.is_within:
            self.applicants = ()
        return tuple(dict.fromkeys((*self.applicants, *columns)))

    def prove(self, figure: Figure, fits: bool, narrower: str) -> bool:
        """Keep what a figure proves of the words that it is told with, which may be narrower.

        Return whether it is known that they do not tell of what the table counts.
        """
        if _ALL.search(figure.label):
            self.other = ""
        is_other = bool(narrower) and self.other == narrower
        if not fits and figure.is_exact:
            self.other = narrower
        elif fits and not is_other and figure.value >= _NO_CHANCE:
            # What they tell of is what the table counts: so it is for the figures that follow.
            self.part = self.scope = self.manner = ""
        return is_other
