"""Chinese by its pinyin: the letters that it begins with, and names in the order people expect."""

from __future__ import annotations

import re
from bisect import bisect
from functools import lru_cache

from tui.find.folding import alike

Key = tuple[object, ...]

# GB 2312 has its 3,755 commonest characters in the order of their pinyin: its code tells with which
# letter a character begins. No syllable begins with i, u or v.
_LETTERS = "abcdefghjklmnopqrstwxyz"
_FIRST = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
"""The code of the first character of each letter."""
_LAST = 0xD7F9

_LIKE = dict(
    zip(
        "亳衢濮泗盱睢郯沭漯鄱婺歙黟邗邳儋泸涪綦郫邛犍珙阆岷泾隰蠡藁蓟鄄莒郓茌莘莆嵊缙瓯鄞郧浠蕲沅溆耒醴澧芷邕浔"
        "圳莞颍荥嵩栾汶潼璧湟禺枞眙",
        "博曲蒲四须随谈述洛坡务射衣寒皮单卢服齐皮穷前拱浪民京席里搞计卷举运迟深葡胜进欧银云西齐元续垒里里只拥寻"
        "镇管影形松峦问同必黄于宗移",
        strict=True,
    )
)
"""Characters of place names that are not among the common ones, by a common one read alike."""

_READ = {
    "重庆": "虫庆",
    "西藏": "西葬",
    "六安": "路安",
    "蚌埠": "泵埠",
    "蔚县": "玉县",
    "单县": "善县",
}
"""Places whose names are read otherwise than their characters mostly are."""

_DIGITS = re.compile(r"(\d+)")


class _Initials(dict[int, str]):
    """The letter with which each character's pinyin begins; other characters stand for themselves.

    Of a character that is read in several ways it is the commonest.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        common = _common(character)
        self[code] = _LETTERS[bisect(_FIRST, common) - 1] if common else character
        return self[code]


_INITIALS = _Initials()


def initials(text: str) -> tuple[str, ...]:
    """Return `text` with each Chinese character that is known as the first letter of its pinyin.

    Where a place in it is read otherwise than its characters mostly are, first as the place is read
    and then as they mostly are: 清单县级 does not speak of 单县.
    """
    ways = dict.fromkeys((_with_places_as_read(text), text))
    return tuple(dict.fromkeys(way.translate(_INITIALS) for way in ways))


def may_be_initials(words: str) -> bool:
    """Say whether folded words may be meant as the first letters of pinyin."""
    return len(words) > 1 and words.isascii() and words.isalpha()


@lru_cache(maxsize=32768)
def by_pinyin(text: str) -> Key:
    """Return what to sort `text` by: Latin letters, known characters by pinyin, all others."""
    return tuple(map(_place, alike(_with_places_as_read(text))))


@lru_cache(maxsize=32768)
def natural(name: str) -> Key:
    """Return what to sort the name of a file by: `2.pdf` goes before `10.pdf`."""
    parts = _DIGITS.split(name)
    return tuple(int(p) if i % 2 else by_pinyin(p) for i, p in enumerate(parts))


def _place(character: str) -> tuple[int, int]:
    if common := _common(character):
        return 1, common
    code = character.encode("gb18030", "replace")
    return 0 if len(code) == 1 else 2, int.from_bytes(code)


def _common(character: str) -> int:
    """Return the code of a common character that is read like this one; 0 where none is known."""
    # Not that of GB 18030, which has others between them, in the order of their strokes.
    code = int.from_bytes(_LIKE.get(character, character).encode("gb2312", "ignore"))
    return code if _FIRST[0] <= code <= _LAST else 0


def _with_places_as_read(text: str) -> str:
    """Return `text` with the names of places spelt as they are read."""
    for place, read in _READ.items():
        text = text.replace(place, read)
    return text
