"""The figures of a sentence: counts, sums of money and shares, with the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from msgspec import Struct, structs

from parsers.checks.prose.unbroken import Unbroken

COUNTED = (
    "件次|人次|件|份|宗|例|起|条|篇|个|项|部|次|场|期|批|则|本|幅|张|集|册|家|名|人|套|支|封|户|笔"
)
MONEY = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}
"""Units of money in 万元, which the official form counts in."""

# Words behind a figure that say more of the same and narrow nothing: 17件均已公开.
_SAID_MORE = re.compile(
    "[均都已全并且皆]|同比|较|比|占|全部|和|与|及|以及|左右|以上|以下|以内|其中"
)
_BRACKET = re.compile("[（）]")
_LABEL_MOST, _TAIL_MOST, _DIGITS_MOST = 60, 30, 15
_BREAKS = "，；：。（）！？\n”"
_LARGE = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_NUMERALS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000}


class Figure(Struct, frozen=True):
    """A figure in the prose and the words around it.

    It stands at `start` to `end`, a share with its %; its unit ends at `stop`. `label` are the
    words before it in its clause, from `opening` on, `tail` those behind it. `bracket` is where the
    bracket opens that it stands in, -1 outside of any. `decimals` are those that are printed. One
    that is `rounded` is printed in 万; a `vague` one is 余, 近, 3至5 or the like. One that is
    `compared` speaks of a change: 较上年增加10件.
    """

    value: Decimal
    start: int
    end: int
    stop: int
    unit: str
    opening: int
    label: str
    tail: str = ""
    bracket: int = -1
    decimals: int = 0
    rounded: bool = False
    vague: bool = False
    compared: bool = False

    @property
    def is_share(self) -> bool:
        """Tell whether it is in per cent."""
        return self.unit == "%"

    @property
    def is_count(self) -> bool:
        """Tell whether it says how many."""
        return not self.is_share and self.unit not in MONEY

    @property
    def is_exact(self) -> bool:
        """Tell whether it is printed to the last digit and stands for itself."""
        return not (self.vague or self.rounded or self.compared)


def figures(passage: Unbroken, start: int, end: int) -> list[Figure]:
    """Return the figures of the sentence at `start` to `end`."""
    found: list[Figure] = []
    text = passage.text
    titles = [m.span() for m in re.finditer("《[^《》]{0,80}》", text[start:end])]
    brackets = Brackets(text, start)
    for match in _pattern().finditer(text, start, end):
        if any(first < match.start() - start < last for first, last in titles):
            continue
        value = _value(match)
        if value is None or (
            match["numeral"] == "一" and _denied().search(text, start, match.start())
        ):
            continue
        opening = max(found[-1].stop if found else start, match.start() - _LABEL_MOST)
        broken = max(text.rfind(stop, opening, match.start()) for stop in _BREAKS)
        opening = max(opening, broken + 1)
        label = text[opening : match.start()].lstrip("、")
        unit = next((u for u in match.group("unit", "counted", "things") if u), "")
        figure = Figure(
            value=value,
            start=match.start(),
            end=_end(match),
            stop=match.end(),
            unit=unit,
            opening=match.start() - len(label),
            label=label,
            bracket=brackets.opened_at(match.start()),
            decimals=len((match["number"] or "").partition(".")[2]),
            rounded=bool(match["large"]),
            vague=_is_vague(match, label),
            compared=bool(_compared().search(label)) or (_is_joint(label) and _follows(found)),
        )
        found.append(figure)
    tails = _tails(text, found, end)
    return [structs.replace(f, tail=tail) for f, tail in zip(found, tails, strict=True)]


def _end(match: re.Match[str]) -> int:
    """Return where a figure ends: behind its digits, its 万 or its %."""
    if match["unit"] == "%":
        return match.end()
    return max(map(match.end, ("number", "large", "numeral")))


def _follows(found: list[Figure]) -> bool:
    """Tell whether what is joined to the last figure is a comparison as that one is."""
    return bool(found) and found[-1].compared


def _is_joint(label: str) -> bool:
    return label in {"", "和", "及", "与"}


class Brackets:
    """Which bracket a place stands in, asked from left to right."""

    def __init__(self, text: str, start: int) -> None:
        self._text, self._at = text, start
        self._open: list[int] = []

    def opened_at(self, place: int) -> int:
        """Return where the bracket opens that a place stands in, -1 outside of any."""
        for match in _BRACKET.finditer(self._text, self._at, place):
            if match[0] == "（":
                self._open.append(match.start())
            elif self._open:
                self._open.pop()
        self._at = place
        return self._open[-1] if self._open else -1


def _tails(text: str, found: list[Figure], end: int) -> Iterator[str]:
    for i, figure in enumerate(found):
        last = min(found[i + 1].start if i + 1 < len(found) else end, figure.stop + _TAIL_MOST)
        words = re.match(r"[^，；：。（）！？、\n]*", text[figure.stop : last])
        assert words is not None
        yield "" if _SAID_MORE.match(words[0]) else words[0]


# -- grammar --------------------------------------------------------------------------------------


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"""(?<![0-9A-Za-z.,×*/第〔\[—-])(?<![0-9]\ )
        (?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]{{1,3}}(?:\ [0-9]{{3}})+(?![0-9])
          |[0-9]+(?:\.[0-9]+)?)(?![0-9A-Za-z.,×*/〕\]]|\ [0-9]|个百分点)
          (?P<large>[百千万亿](?!元))?(?P<vague>[余多来几]|\+)?
          (?P<range>[-~—–至到][0-9.]+[百千万亿]?[余多]?)?
          (?:(?P<unit>%|万余?元|亿余?元|元)|(?P<counted>{COUNTED})|(?=[，；。、（）\n]))
        |(?<![第每逐同任某这那各几数零一二两三四五六七八九十百千万])
          (?P<numeral>[零〇一二两三四五六七八九十百千]{{1,9}})
          (?P<things>件|份|篇|条|场|起|例|宗)(?![事套])
        """,
        re.VERBOSE,
    )


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(
        "较|(?<!占)(?<!百分)比(?!例|重|率)|同期|(?<!新)[增减](?!刊|补|设)|下降|降低|降至|降幅|上升|升至|升幅"
        "|回落|提高|提升|攀升|翻|多于|少于|多收|少收"
    )


@cache
def _blurred() -> re.Pattern[str]:
    return re.compile(r"(?:近|约|超|超过|逾|突破|不足|将近|接近|至少|不少于|大约|最多)$")


@cache
def _denied() -> re.Pattern[str]:
    """Words before 一件 that make it none: 未发生一起."""
    return re.compile("[未没无][^，；。]{0,8}$")


def _is_vague(match: re.Match[str], label: str) -> bool:
    behind = match.string[match.end() : match.end() + 2]
    return bool(
        match["vague"]
        or match["range"]
        or "余" in (match["unit"] or "")
        or _blurred().search(label)
        or re.match("[余多]|左右|以[上下内]|上下", behind)
        or re.search("[0-9件][-~—–至到]$", label)
    )


def _value(match: re.Match[str]) -> Decimal | None:
    if numeral := match["numeral"]:
        value = _numeral(numeral)
        return None if value is None else Decimal(value)
    digits = match["number"].replace(",", "").replace(" ", "")
    if len(digits) > _DIGITS_MOST or (len(digits) > 1 and digits[0] == "0" and "." not in digits):
        return None
    return Decimal(digits) * _LARGE[match["large"] or ""]


def _numeral(text: str) -> int | None:
    """Return a Chinese numeral below ten thousand as a number, None where it is none."""
    value, digit, last = 0, None, 10_000
    for character in text.replace("〇", "零").replace("两", "二"):
        if character in _PLACES:
            place = _PLACES[character]
            if place >= last or (digit is None and (place != 10 or value)):
                return None
            value, digit, last = value + (digit or 1) * place, None, place
        elif character == "零":
            if digit is not None or not value:
                return None
        elif digit is not None:
            return None
        else:
            digit = _NUMERALS.index(character)
    return value + (digit or 0)
