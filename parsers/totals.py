"""The sums that a table's 合计, 总计, 小计 and Total seem to be, told by which of them come out.

Nobody declared what such a total counts. Each way to understand one is tried, and the one that
comes out along most lines is taken; one that comes out along none is left alone, and so is a line
along which the figures seem to be no counts. A false alarm costs more trust than a missed slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Literal

from msgspec import Struct

from parsers import labels
from parsers.numbers import Printed

_GRAND = re.compile(r".*(?:合计|总计|共计|总和)|grandtotal|totals?|sum", re.IGNORECASE)
_SUBTOTAL = re.compile(r".*小计|subtotals?", re.IGNORECASE)
_OF_WHICH = re.compile(
    r"[\s一二三四五六七八九十0-9（()）、.．]*(?:其\s*中|#|of which)", re.IGNORECASE
)
# Figures under such a label are no counts: they add up to nothing.
_NO_COUNT = re.compile(
    r"率|比例|比重|占比|百分|同比|环比|增长|增幅|增速|涨幅|[平人户日月年件亩]均|均[价值龄]|密度|指数|系数|单价|价格|得分|评分|排名"
    r"|名次|位次|序号|编号|代码|%|％|‰|(?:^|\s)(?:年份|年度|no|number|rank)(?:$|\s|\.)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[（(【\[〔].*?[）)】\]〕]", re.DOTALL)

# Beyond these a table is not looked at: it is data, and looking would take too long.
_CELLS_MOST, _SUMS_MOST = 20_000, 60
# A line that is far off counts only where so many more come out.
_TRUST = 4

_ZERO = Decimal(0)


class Line(Struct, frozen=True):
    """A row or a column: its name, its label behind those of its groups, its figures in order."""

    id: str
    labels: tuple[str, ...]
    figures: tuple[Printed, ...]

    @property
    def label(self) -> str:
        """The labels of its groups and its own."""
        return " ".join(self.labels)

    @property
    def counts(self) -> int:
        """How many of its figures may be counts: none where its label says otherwise."""
        states = [figure.state for figure in self.figures]
        return 0 if _NO_COUNT.search(self.label) else states.count("number")


class Sum(Struct, frozen=True):
    """A total, the lines that it is the sum of, and along which of the table's others it is."""

    total: str
    parts: tuple[str, ...]
    along: tuple[str, ...]


def sums(lines: Sequence[Line], across: Sequence[Line], rounded: bool) -> Iterator[Sum]:
    """Yield the sums among `lines`, each along those of `across` that can be checked.

    `rounded` tells that figures may be off in their last place, as where thousands are printed.
    """
    levels = [_level(line.labels) for line in lines]
    totals = [place for place, line in enumerate(lines) if any(map(_is_sum, line.labels))]
    if len(lines) * len(across) > _CELLS_MOST or len(totals) > _SUMS_MOST:
        return
    counted = _counted(across)
    axis = Axis(tuple(lines), tuple(levels))
    for place in totals:
        best: tuple[int, tuple[int, ...], list[int]] = (0, (), [])
        for parts in dict.fromkeys(axis.readings(place)):
            closing, checked = _outcome(lines, place, parts, counted, rounded)
            if closing > best[0]:
                best = closing, parts, checked
        if best[0]:
            _, parts, checked = best
            yield Sum(
                lines[place].id,
                tuple(lines[part].id for part in parts),
                tuple(across[along].id for along in checked),
            )


def _level(path: Sequence[str]) -> int:
    """Return 2 for a total, 1 for a subtotal, 0 for what is neither."""
    name = labels.bare(path[-1]) if path else ""
    return 1 if _SUBTOTAL.fullmatch(name) else 2 if _GRAND.fullmatch(name) else 0


def _counted(across: Sequence[Line]) -> list[int]:
    """Return the places of the lines along which to sum.

    Beyond a line of words, a second column of labels, figures are other rows' than the first's.
    """
    counted: list[int] = []
    for place, line in enumerate(across):
        words = sum(figure.state == "text" for figure in line.figures)
        if counted and words and not any(figure.state == "number" for figure in line.figures):
            break
        if line.counts > words:
            counted.append(place)
    return counted


class Axis(Struct, frozen=True, dict=True):
    """The lines one way through a table, and which are totals (2), subtotals (1) or neither (0)."""

    lines: tuple[Line, ...]
    levels: tuple[int, ...]

    @cached_property
    def plain(self) -> frozenset[int]:
        """The lines that may be parts: counts, and no totals."""
        return frozenset(
            place
            for place, line in enumerate(self.lines)
            if not self.levels[place]
            and line.counts
            and not any(_is_sum(label) for label in line.labels[:-1])
        )

    def readings(self, place: int) -> Iterator[tuple[int, ...]]:
        """Yield what the total at `place` may be the sum of, the likeliest first.

        Where parts of parts stand among them (其中) nobody can tell.
        """
        ways: tuple[Callable[[int], list[int]], ...] = (
            (
                self._its_group,
                self._since_the_last,
                self._all_above,
                self._subtotals_above,
                self._totals_above,
                self._the_last_and_what_follows,
                self._all_below,
                self._subtotals_below,
            )
            if self.levels[place]
            else (self._its_like_in_other_groups,)
        )
        for way in ways:
            parts = way(place)
            if len(parts) > 1 and not self._has_parts_of_parts((*parts, place)):
                yield tuple(parts)
                top = _topmost([(part, self.lines[part].labels[-1]) for part in parts])
                if 1 < len(top) < len(parts):
                    yield tuple(top)

    def _has_parts_of_parts(self, places: Sequence[int]) -> bool:
        between = self.lines[min(places) : max(places) + 1]
        return any(_OF_WHICH.match(label) for line in between for label in line.labels)

    def _plain(self, start: int, end: int) -> list[int]:
        return [place for place in range(start, end) if place in self.plain]

    def _last(self, place: int, level: int) -> int:
        """Return where the last sum of at least `level` above `place` stands, -1 without one."""
        return next((p for p in range(place - 1, -1, -1) if self.levels[p] >= level), -1)

    def _its_group(self, place: int) -> list[int]:
        group = self.lines[place].labels[:-1]
        return [p for p in sorted(self.plain) if group and self.lines[p].labels[:-1] == group]

    def _its_like_in_other_groups(self, place: int) -> list[int]:
        """Of 合计 人数 return 男 人数 and 女 人数."""
        own = self.lines[place].labels
        return [
            p
            for p in sorted(self.plain)
            if (other := self.lines[p].labels)[-1] == own[-1] and len(other) == len(own)
        ]

    def _since_the_last(self, place: int) -> list[int]:
        return self._plain(self._last(place, 1) + 1, place)

    def _all_above(self, place: int) -> list[int]:
        return self._plain(0, place)

    def _subtotals_above(self, place: int) -> list[int]:
        start = self._last(place, 2) + 1
        subtotals = [p for p in range(start, place) if self.levels[p] == 1]
        return [*subtotals, *self._since_the_last(place)] if self.levels[place] == 2 else []

    def _totals_above(self, place: int) -> list[int]:
        totals = [p for p in range(place) if self.levels[p] == 2]
        return [*totals, *self._since_the_last(place)] if self.levels[place] == 2 else []

    def _the_last_and_what_follows(self, place: int) -> list[int]:
        last = self._last(place, 1)
        return [last, *self._since_the_last(place)] if last >= 0 else []

    def _all_below(self, place: int) -> list[int]:
        least = self.levels[place]
        below = range(place + 1, len(self.lines))
        end = next((p for p in below if self.levels[p] >= least), len(self.lines))
        return self._plain(place + 1, end)

    def _subtotals_below(self, place: int) -> list[int]:
        below = range(place + 1, len(self.lines))
        return [p for p in below if self.levels[p] == 1] if self.levels[place] == 2 else []


def _is_sum(label: str) -> bool:
    return bool(_level((label,)))


# -- which sums come out --------------------------------------------------------------------------

_Told = Literal["closes", "zero", "near", "off", "broken", "none"]


def _outcome(
    lines: Sequence[Line], total: int, parts: Sequence[int], along: Sequence[int], rounded: bool
) -> tuple[int, list[int]]:
    """Return along how many lines a sum comes out, and all along which it can be checked.

    A line that is off counts where a slip of the hand explains it, or where many come out.
    """
    columns = {p: [lines[part].figures[p] for part in parts] for p in along}
    wholes = {p: lines[total].figures[p] for p in along}
    told = {p: _told(columns[p], wholes[p]) for p in along}
    closing, near = ([p for p in along if told[p] == t] for t in ("closes", "near"))
    # One count that is off by one is a slip; thousands that are off by one are rounded.
    exact = not rounded and len(near) == 1 and len(closing) >= _TRUST
    off = [p for p in along if told[p] == "off" or (exact and told[p] == "near")]
    if not closing or len(off) > len(closing):
        return 0, []
    digits = {p: _slip(columns[p], wholes[p]) for p in off}
    wrong = [
        p
        for p in off
        if len(closing) >= _TRUST * len(off)
        or digits[p] >= 3
        or (digits[p] and len(closing) >= 2 * len(off))
    ]
    checked = {*closing, *wrong, *(p for p in along if told[p] in ("zero", "broken"))}
    return len(closing), sorted(checked)


def _told(parts: Sequence[Printed], whole: Printed) -> _Told:
    """Tell how a sum comes out; `none` where it seems to be none.

    `zero` comes out but proves nothing. What lies among its parts is an average or the largest of
    them, unless a slip has made it so.
    """
    values = [part.value for part in parts if part.value is not None]
    units = {_BRACKETED.sub("", p.rest).strip() for p in (*parts, whole) if p.value is not None}
    if whole.value is None or len(values) < 2 or len(units) > 1:
        return "none"
    if any(part.state == "text" for part in parts):
        return "broken"
    off = abs(sum(values, _ZERO) - whole.value)
    counted = [value for value in values if value]
    if not off:
        return "closes" if len(counted) > 1 else "zero"
    places = (v.as_tuple().exponent for v in (*counted, whole.value) if v)
    last = max(int(place) for place in places)
    if off <= Decimal(len(values) + 1).scaleb(last) / 2:
        return "near" if last >= 0 else "none"
    among = len(counted) > 1 and 0 <= min(counted) <= whole.value <= max(counted)
    if among and (whole.value in counted or not _slip([], whole, sum(values, _ZERO))):
        return "none"
    return "off"


def _slip(parts: Sequence[Printed], whole: Printed, wanted: Decimal | None = None) -> int:
    """Return of how many digits the longest figure is that one slip of the hand would make right.

    A slip is a digit that is wrong, missing or one too many, two that are swapped, a total of 0.
    """
    from rapidfuzz.distance import OSA

    assert whole.value is not None
    summed = sum((p.value for p in parts if p.value is not None), _ZERO)
    wanted = summed if wanted is None else wanted
    changes = [(whole.value, wanted)]
    changes += [(p.value, p.value + whole.value - summed) for p in parts if p.value is not None]
    return max(
        (
            len(str(right))
            for printed, right in changes
            if right >= min(printed, _ZERO)
            and (not printed or OSA.distance(str(printed), str(right)) == 1)
        ),
        default=0,
    )


_NUMBERINGS = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"[0-9]{1,2}[、.．]"),
    re.compile(r"[（(][0-9]{1,2}[）)]|[①-⑳]"),
)


def _topmost(named: Sequence[tuple[int, str]]) -> list[int]:
    """Return the lines numbered in the highest way that is met, where they are numbered at all."""
    for numbering in _NUMBERINGS:
        found = [place for place, label in named if numbering.match(label)]
        if found:
            return found
    return []
