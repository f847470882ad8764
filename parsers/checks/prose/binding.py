"""Figures to what they count: for each, the sums of cells that its words admit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Literal

from msgspec import structs

from parsers.checks.prose.figures import Figure, figures
from parsers.checks.prose.reading import WIDER, Reading
from parsers.checks.prose.sentences import Bound, Sentence
from parsers.checks.prose.sums import Adder
from parsers.checks.prose.telling import OTHER_YEAR, Teller
from parsers.checks.prose.unbroken import Unbroken
from parsers.checks.prose.vocabulary import Words, says_one, scope, topics
from parsers.forms import address
from parsers.forms.claims import Claims, Sums, Wording
from parsers.model import Report

_SAID_MOST = 200
_PLANS = re.compile(
    "下一步|今后|力争|拟(?=进一步|继续|于)|(?:年|[我本][省市县区局委办厅部院镇乡]|我们)，?将"
)


class Binder:
    """Reads the passages of one report."""

    def __init__(self, report: Report, adder: Adder, teller: Teller) -> None:
        self._topics, self._adder, self._teller = topics(report.layout), adder, teller

    def sentences(self, passage: Unbroken) -> Iterator[Sentence]:
        """Yield the sentences of a passage with what their figures count."""
        title = self._topics.of_title(passage.title)
        reading = Reading(title, scope(passage.title))
        for start, end in passage.sentences():
            found = figures(passage, start, end)
            is_plan = bool(_PLANS.search(passage.text, start, end))
            bound: dict[int, Bound] = {}
            at = start
            if reading.claims is None and title:
                reading.claims, reading.is_strange = title, True
            before = reading.claims
            reading.begin(passage.text[start:end], start)
            outer: Reading | None = None
            for figure in found:
                if figure.bracket < 0 and outer:
                    # What a bracket tells holds in it alone.
                    reading = structs.replace(outer, dated=reading.dated)
                outer = (outer or structs.replace(reading)) if figure.bracket >= 0 else None
                claim = None if is_plan else self._bind(figure, passage, (start, at), reading)
                if claim:
                    bound[figure.start] = claim
                at = figure.stop
            named, claims = self._topics.last(passage.text, at, end)
            if named:
                reading.claims, reading.is_strange = claims, False
            narrower = reading.part or reading.scope or self._scope(passage, start, end)
            yield Sentence(
                passage, start, end, found, bound, reading.claims, narrower, is_plan, before
            )

    def _bind(
        self, figure: Figure, passage: Unbroken, since: tuple[int, int], reading: Reading
    ) -> Bound | None:
        """Return what a figure counts, None where nobody can tell; keep what holds further on."""
        start, at = since
        named, claims = self._topics.last(passage.text, at, figure.start)
        behind, also = self._topics.last(figure.tail, 0, len(figure.tail))
        if behind and not named:
            named, claims = behind, also
        if named:
            if claims is not reading.claims:
                reading.rows, reading.columns, reading.totals = (), (), ()
            reading.claims, reading.is_strange = claims, False
        if figure.is_share or reading.claims is None:
            return None
        claims = reading.claims
        if says_one(claims.elsewhere, reading.sentence):
            return None
        label = figure.label.removeprefix(reading.tail) if reading.tail else figure.label
        words, tail = self.read(label, claims), self.read(figure.tail, claims)
        reading.tail = ""
        is_open = not words.rows and (not words.columns or not claims.objects)
        if is_open and (tail.rows or (tail.columns and not words.columns)):
            # Of what stands behind a figure the first is nearest.
            nearest = tail._replace(rows=tail.rows[::-1], columns=tail.columns[::-1])
            words, tail, reading.tail = _both(words, nearest), _NOTHING, figure.tail
        elif is_open and words.columns and named:
            self._recall(passage.text[at : figure.opening], claims, reading)
        return self._counted(figure, claims, (words, tail), passage, start, reading)

    def _recall(self, text: str, claims: Claims, reading: Reading) -> None:
        """Keep the row that a clause names without a figure: 清理规章，废止1件, maybe of part."""
        rows = self.read(text, claims).rows
        if len(rows) == 1 and rows[0].sums != reading.rows:
            reading.rows, reading.part = rows[0].sums, text.strip("，：；、")

    def _counted(
        self,
        figure: Figure,
        claims: Claims,
        both: tuple[Words, Words],
        passage: Unbroken,
        start: int,
        reading: Reading,
    ) -> Bound | None:
        words, tail = both
        has_object = words.has_object or tail.has_object or (not claims.objects and words.rows)
        rest = words.rest + tail.rest
        said = words.narrower or tail.narrower or self._scope(passage, start, figure.start)
        if self._teller.is_own(figure.label):
            said = said or "本机关"
        goes_on = passage.text[figure.opening - 1 : figure.opening] == "、"
        if said:
            reading.scope = said
        elif WIDER.search(figure.label):
            reading.scope = reading.part = ""
        elif has_object and not rest and not words.has_stranger and not goes_on:
            reading.part = ""
        if figure.compared or self._is_other_year(figure, rest, (passage, start), reading):
            return None
        if words.has_stranger and not has_object:
            reading.claims = None
            return None
        if words.behind and claims.objects:
            # It is no application that is counted: 设立公开申请受理点3个.
            reading.is_strange = reading.is_strange or figure.unit in claims.units
            return None
        if rest and not (has_object and claims.objects):
            # The same words told of something that nobody knows.
            reading.is_strange = True
            reading.part = reading.part or (rest if has_object else "")
            return None
        if reading.is_strange and not all(wording.adds for wording in words.rows):
            return None
        rows, columns, is_sure = self._sums(words, figure.label, claims, bool(has_object), reading)
        if claims.columns_else:
            since = passage.text[max(start, figure.opening - 1) : figure.start]
            columns = reading.listed(words, since, columns)
        units = next((w.units for w in (*words.columns, *words.rows) if w.units), claims.units)
        if not rows or not columns or figure.unit not in units:
            return None
        if not figure.unit and not (words.rows or words.columns):
            return None
        tie = self.tie(claims, passage, start, figure.start)
        if not tie:
            return None
        reading.rows = rows
        reading.columns = claims.columns_else if reading.is_within else columns
        if columns == claims.columns_else:
            reading.totals = tuple(dict.fromkeys((*reading.totals, *rows[0])))
        reading.part = rest or reading.part
        narrower = reading.part or reading.scope
        reading.manner = words.manner or tail.manner or ("" if has_object else reading.manner)
        months = self._teller.months(passage.text[start : figure.start])
        narrower = narrower or reading.manner or months
        doubts = tuple(word for wording in words.rows for word in wording.unless)
        is_sure = is_sure and tie == "said" and not says_one(doubts, reading.sentence)
        is_sure = is_sure and not reading.is_within
        sums = _cells(claims, rows, columns)
        fits = self._adder.fitting(figure, sums) is not None
        fitting = (
            row for row in rows if self._adder.fitting(figure, _cells(claims, (row,), columns))
        )
        reading.basis = tuple(fitting) if words.columns and not words.rows else ()
        is_other = reading.prove(figure, fits, reading.part or reading.scope or months)
        return Bound(figure, claims, sums, narrower, is_sure, is_other)

    def _sums(
        self, words: Words, label: str, claims: Claims, has_object: bool, reading: Reading
    ) -> tuple[Sums, Sums, bool]:
        """Return the rows and the columns that words admit, and whether it must be one of them."""
        named = (*words.rows, *words.columns)
        rows = _admitted(words.rows, words.rows_joined)
        columns = _admitted(words.columns, words.columns_joined)
        if not rows and (columns or has_object):
            if columns and reading.basis:
                return reading.basis, columns, all(wording.sure for wording in named)
            told = (*reading.rows, reading.totals) if columns and reading.totals else reading.rows
            rows = tuple(dict.fromkeys((*(told if columns else ()), *claims.rows_else)))
        elif not rows and words == _NOTHING:
            return (), (), False
        if not columns:
            columns = claims.columns_else or self.only_column(rows, claims)
            columns = columns or (reading.columns if not words.rest else ())
        is_sure = all(wording.sure for wording in named)
        return rows, columns, is_sure and not (label.endswith(claims.loose) and not named)

    def only_column(self, rows: Sums, claims: Claims) -> Sums:
        """Return the column of rows that have no other."""
        table = self._topics.tables[claims.table]
        ids = {
            c.id
            for sum in rows
            for row in table.rows
            if row.id in sum
            for c in table.columns_of(row)
        }
        return ((ids.pop(),),) if len(ids) == 1 else ()

    def tie(
        self, claims: Claims, passage: Unbroken, start: int, end: int
    ) -> Literal["said", "likely", ""]:
        """Tell whether it is disclosure that is spoken of, where the words may tell of more.

        It is `said` in the sentence or in a title about this, `likely` in another title.
        """
        if not claims.needs or _names_one(claims.needs, passage.text[start:end]):
            return "said"
        if not _names_one(claims.needs, passage.title):
            return ""
        return "said" if _names_one(claims.titles, passage.title) else "likely"

    def _scope(self, passage: Unbroken, start: int, end: int) -> str:
        """Return words of a narrower scope in what a sentence says before `end`."""
        return scope(self._teller.told(passage.text[max(start, end - _SAID_MOST) : end]))

    def _is_other_year(
        self, figure: Figure, rest: str, since: tuple[Unbroken, int], reading: Reading
    ) -> bool:
        """Tell whether a figure is of another year, by its own words or by the clauses before."""
        passage, start = since
        first = max(start, reading.dated, figure.start - _SAID_MOST)
        year = self._teller.year(passage.text[first : figure.opening])
        reading.dated = figure.stop
        reading.other_year = year != "本年" if year else reading.other_year
        if OTHER_YEAR.search(rest):
            reading.other_year = True
        elif "本年" in self._teller.told(figure.label):
            reading.other_year = False
        return reading.other_year

    def read(self, text: str, claims: Claims) -> Words:
        """Return what a text names of a table."""
        return self._topics.read(self._teller.told(text), claims)

    def topic(self, text: str, otherwise: Claims | None) -> Claims | None:
        """Return what a text is about, `otherwise` where it does not say."""
        named, claims = self._topics.last(text, 0, len(text))
        return claims if named else otherwise


_NOTHING = Words((), (), False, False, "", "", "", "", False, False)


def _names_one(words: tuple[str, ...], text: str) -> bool:
    return any(word in text for word in words)


def _both(label: Words, tail: Words) -> Words:
    """Return what a tail names, with what stands before the figure."""
    return tail._replace(
        columns=label.columns or tail.columns,
        columns_joined=label.columns_joined if label.columns else tail.columns_joined,
        has_object=label.has_object or tail.has_object,
        has_stranger=label.has_stranger or tail.has_stranger,
        narrower=label.narrower or tail.narrower,
        manner=label.manner or tail.manner,
        rest=label.rest + tail.rest,
        behind="",
    )


def _cells(claims: Claims, rows: Sums, columns: Sums) -> Sums:
    """Return the sums of cells that sums of rows and of columns make."""
    return tuple(
        dict.fromkeys(
            tuple(address(claims.table, r, c) for r in row_sum for c in column_sum)
            for row_sum, column_sum in product(rows, columns)
        )
    )


def _admitted(wordings: tuple[Wording, ...], joined: bool) -> Sums:
    """Return the sums that words admit: that of those named together, then those of the nearest.

    Words that can mean nothing else go before others, 予以公开答复74件 are those that were granted,
    and weak ones behind.
    """
    nearest = sorted(enumerate(wordings), key=lambda w: (w[1].weak, not w[1].adds, -w[0]))
    single = [sum for _, wording in nearest for sum in wording.sums]
    if joined:
        single.insert(0, tuple(part for wording in wordings for part in wording.sums[0]))
    return tuple(dict.fromkeys(single))
