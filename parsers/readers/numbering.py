"""Automatic numbers of a Word file: what stands before a paragraph though nobody typed it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from parsers.readers.package import Element
from parsers.readers.styles import NumPr, Styles, W, attribute, child, switch, value, whole

LEVELS = 9
# No list prints more around its numbers, in characters.
_TEXT_MOST = 60
_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LEGAL = str.maketrans("一二三四五六七八九十百千〇", "壹贰叁肆伍陆柒捌玖拾佰仟零")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


class Level(Struct):
    """How the numbers of one level of a list are printed.

    `restarts` is the level, counted from 1, above which it begins anew; 0 for never.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    is_legal: bool = False
    is_joined: bool = False
    restarts: int | None = None


class List(Struct, frozen=True):
    """A list: the counters that it shares with others, its levels, the numbers to begin anew at."""

    counters: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """Counts the numbered paragraphs of a document in the order in which they are asked for."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {} if root is None else _by_id(root, "abstractNum", "abstractNumId")
        self._nums = {} if root is None else _by_id(root, "num", "numId")
        self._lists: dict[str, List | None] = {}
        self._linked: dict[str, dict[str, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def number(self, numbered: NumPr, style: str) -> str:
        """Count a paragraph and return its number as printed, empty where none is."""
        list_ = self._list(numbered.list)
        if list_ is None:
            return ""
        level = self._level(list_, numbered, style)
        if level not in list_.levels:
            return ""
        counts = self._counts.setdefault(list_.counters, [None] * LEVELS)
        self._count(list_, numbered.list, level, counts)
        return _printed(list_.levels, level, counts)

    def _count(self, list_: List, id: str, level: int, counts: list[int | None]) -> None:
        before = counts[level]
        if level in list_.starts and (id, level) not in self._begun:
            counts[level] = list_.starts[level]
        else:
            counts[level] = list_.levels[level].start if before is None else before + 1
        self._begun.add((id, level))
        # A level that was skipped counts as begun.
        for higher in range(level):
            if counts[higher] is None and higher in list_.levels:
                counts[higher] = list_.levels[higher].start
        for deeper in range(level + 1, LEVELS):
            restarts = list_.levels[deeper].restarts if deeper in list_.levels else None
            if restarts is None or level < restarts:
                counts[deeper] = None

    def _level(self, list_: List, numbered: NumPr, style: str) -> int:
        """Return a paragraph's level: its own, else the one that its list keeps for its style."""
        own = 0 if numbered.level is None else numbered.level
        if not numbered.by_style:
            return own
        linked = self._linked.get(list_.counters, {})
        return next((linked[s] for s in self._styles.line(style) if s in linked), own)

    def _list(self, id: str) -> List | None:
        if id not in self._lists:
            self._lists[id] = self._read(id)
        return self._lists[id]

    def _read(self, id: str) -> List | None:
        num = self._nums.get(id)
        abstract = None if num is None else self._abstract_of(num)
        if num is None or abstract is None:
            return None
        counters = attribute(abstract, "abstractNumId")
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        linked = self._linked.setdefault(counters, {})
        for element in abstract.iterchildren(f"{W}lvl"):
            place = whole(attribute(element, "ilvl"))
            if place is not None and place in range(LEVELS):
                levels[place] = _level_of(element)
                if style := value(element, "pStyle"):
                    linked.setdefault(style, place)
        for override in num.iterchildren(f"{W}lvlOverride"):
            place = whole(attribute(override, "ilvl"))
            if place is None or place not in range(LEVELS):
                continue
            own = child(override, "lvl")
            if own is not None:
                levels[place] = _level_of(own)
            start = whole(value(override, "startOverride"))
            if start is not None:
                starts[place] = start
        return List(counters, levels, starts)

    def _abstract_of(self, num: Element) -> Element | None:
        """Return the abstract list of a list, through the style that it may lend it from."""
        seen: set[str] = set()
        while num is not None:
            id = value(num, "abstractNumId")
            abstract = self._abstract.get(id)
            link = "" if abstract is None else value(abstract, "numStyleLink")
            if not link or id in seen:
                return abstract
            seen.add(id)
            lent = self._styles.numbered(link)
            num = self._nums.get(lent.list) if lent else None
        return None


def _by_id(root: Element, tag: str, id: str) -> dict[str, Element]:
    return {attribute(element, id): element for element in root.iterchildren(f"{W}{tag}")}


def _level_of(element: Element) -> Level:
    # A format of Word's newer kind stands beside the plain one that older programs read.
    formats = [attribute(e) for e in element.iter(f"{W}numFmt")]
    start = whole(value(element, "start"))
    return Level(
        start=0 if start is None else start,
        format=formats[-1] if formats else "decimal",
        text=value(element, "lvlText"),
        is_legal=bool(switch(element, "isLgl")),
        is_joined=value(element, "suff") == "nothing",
        restarts=whole(value(element, "lvlRestart")),
    )


def _printed(levels: Mapping[int, Level], level: int, counts: list[int | None]) -> str:
    """Return the number of a paragraph, with the space behind it where letters would touch."""
    own = levels[level]
    if own.format in ("bullet", "none") or len(own.text) > _TEXT_MOST:
        return ""
    missing = False

    def part(match: re.Match[str]) -> str:
        nonlocal missing
        place = int(match[1]) - 1
        asked = levels.get(place)
        if asked is None:
            return ""
        count = counts[place]
        format = "decimal" if own.is_legal else asked.format
        text = formatted(asked.start if count is None else count, format)
        missing = missing or text is None
        return text or ""

    text = re.sub("%([1-9])", part, own.text)
    if missing or not text:
        return ""
    return text if own.is_joined or not text[-1].isalnum() else f"{text} "


# -- formats --------------------------------------------------------------------------------------


def formatted(number: int, format: str) -> str | None:
    """Return a number in one of Word's number formats; None for a format that is not known."""
    known = _FORMATS.get(format)
    return known(number) if known and 0 <= number <= 9999 else None


def _thousand(number: int) -> str:
    """Return 12 as 十二, 120 as 一百二十, 105 as 一百〇五."""
    if not number:
        return "〇"
    digits = str(number)
    text, gap = "", False
    for place, digit in enumerate(map(int, digits)):
        if digit:
            text += ("〇" if gap else "") + _DIGITS[digit] + _UNITS[len(digits) - 1 - place]
        gap = not digit
    return text.removeprefix("一") if 10 <= number < 20 else text


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """Return a number below 100 as one counts, above it digit by digit."""
    return _thousand(number) if number < 100 else _digital(number)


def _letters(number: int) -> str:
    """Return A to Z, then AA to ZZ, as far as Word goes."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) % 780 // 26 + 1) if number else ""


def _roman(number: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        text += letters * count
    return text


def _run(first: str, count: int) -> Callable[[int], str | None]:
    """Return the format of signs that follow one another in Unicode: ①, ②, ③."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else str(number)


def _cycle(signs: str) -> Callable[[int], str | None]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


_FORMATS: dict[str, Callable[[int], str | None]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(
        {48 + n: 0xFF10 + n for n in range(10)}
    ),
    "decimalEnclosedCircle": _run("①", 20),
    "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
    "numberInDash": lambda number: f"- {number} -",
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "japaneseCounting": _thousand,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": lambda number: _thousand(number).translate(_LEGAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
}
