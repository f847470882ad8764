"""Chinese names in the order that people expect: by pinyin, figures by their value."""

from __future__ import annotations

import re
from functools import lru_cache

from tui.find.folding import alike

Key = tuple[object, ...]

_FIRST, _LAST = b"\xb0\xa1", b"\xd7\xf9"
"""The common characters of GB 2312, which stand in it by their pinyin; all others do not."""

_ALIKE = str.maketrans(
    dict(
        zip(
            "亳衢濮泗盱睢郯沭漯鄱婺歙黟邗邳儋泸涪綦郫邛犍珙阆岷泾隰蠡藁蓟鄄莒郓茌莘莆嵊缙瓯鄞郧浠蕲沅溆耒醴澧芷邕浔",
            "博曲蒲四须随谈述洛坡务射衣寒皮单卢服齐皮穷前拱浪民京席里搞计卷举运迟深葡胜进欧银云西齐元续垒里里只拥寻",
            strict=True,
        )
    )
)
"""Characters of place names that are not among the common ones, by a common one read alike."""

_READ = {"重庆": "虫庆", "六安": "路安", "蚌埠": "泵埠", "蔚县": "玉县", "单县": "善县"}
"""Places whose names are read otherwise than their characters mostly are."""

_DIGITS = re.compile(r"(\d+)")


@lru_cache(maxsize=32768)
def by_pinyin(text: str) -> Key:
    """Return what to sort `text` by: Latin letters, common characters by pinyin, all others."""
    for place, read in _READ.items():
        text = text.replace(place, read)
    return tuple(_place(character) for character in alike(text).translate(_ALIKE))


@lru_cache(maxsize=32768)
def natural(name: str) -> Key:
    """Return what to sort the name of a file by: `2.pdf` goes before `10.pdf`."""
    parts = _DIGITS.split(name)
    return tuple(int(p) if i % 2 else by_pinyin(p) for i, p in enumerate(parts))


def _place(character: str) -> tuple[int, bytes]:
    code = character.encode("gb18030", "replace")
    if len(code) == 1:
        return 0, code
    return (1 if len(code) == 2 and _FIRST <= code <= _LAST else 2), code
