"""T103: dates that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from parsers.checks.passages import failed, passages
from parsers.messages import marked
from parsers.model import Check, Report

BROKEN = marked("no such date: {places}")

_S = r"[^\S\n]*"
_DATE = re.compile(
    rf"(?<!\d)(?:(?P<year>\d{{1,8}}){_S}年{_S})?(?<!\d)(?P<month>\d{{1,8}}){_S}月{_S}"
    rf"(?P<day>\d{{1,8}}){_S}日"
)
# Broken whatever the figures are: a unit that is lost, doubled or another's.
_SHAPES = re.compile(
    rf"(?<!\d)(?:19|20)\d\d{_S}年{_S}年{_S}\d{{1,2}}{_S}月(?:{_S}\d{{1,2}}{_S}日)?"
    rf"|(?<!\d)(?:19|20)\d\d{_S}月{_S}\d{{1,2}}{_S}月{_S}\d{{1,2}}{_S}日"
    rf"|(?<!\d)(?:19|20)\d\d{_S}年{_S}\d{{1,2}}{_S}日{_S}\d{{1,2}}{_S}日"
    rf"|(?<!\d)\d{{1,2}}{_S}月{_S}月{_S}\d{{1,2}}{_S}日"
    rf"|(?<!\d)\d{{1,2}}{_S}月{_S}\d{{1,2}}{_S}止(?![于步])"
)
# What may stand before a date that is given without its year; behind anything else, as `1—13月`,
# nobody can tell what the month is part of.
_GOES_ON = re.compile(r"[\d年.．/~～—–-]\s*$")
_LOOK_BACK = 4

_EARLIEST, _LATEST = 1800, 2099
_A_LEAP_YEAR = 2000


def checks(report: Report) -> Iterator[Check]:
    """Yield T103 for each section that holds broken dates."""
    for passage in passages(report):
        places = list(_broken(passage.text))
        if places:
            yield failed("T103", BROKEN, passage, [passage.quote(*place) for place in places])


def _broken(text: str) -> Iterator[tuple[int, int]]:
    """Yield where broken dates stand."""
    spans = [match.span() for match in _SHAPES.finditer(text)]
    spans += [m.span() for m in _DATE.finditer(text) if _is_broken(m, text)]
    end = 0
    for span in sorted(spans):
        if span[0] >= end:
            yield span
            end = span[1]


def _is_broken(match: re.Match[str], text: str) -> bool:
    """Tell whether a date is none; a figure that its file divides by spaces is let pass."""
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    month, day = int(match["month"]), int(match["day"])
    if match["year"] is None:
        if len(match["month"]) in (5, 6) and match["month"].startswith(("19", "20")):
            return True  # 20201月1日
        return not _GOES_ON.search(before) and not _is_day(_A_LEAP_YEAR, month, day)
    digits, year = len(match["year"]), int(match["year"])
    if digits <= 3 and re.search(r"\d\s*$", before):
        return False
    if digits in (1, 2):  # 3年12月31日: of what count of years nobody can tell
        return not _is_day(_A_LEAP_YEAR, month, day)
    return digits != 4 or not _EARLIEST <= year <= _LATEST or not _is_day(year, month, day)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
