"""Compatibility radicals back to the ideographs they stand for.

Browsers and office programs write `⼈⺠` into a PDF's text layer where 人民 was typed. NFKC maps
the Kangxi block but hardly any of the CJK Radicals Supplement, and it would turn `（，：` into
ASCII; Unicode's own EquivalentUnifiedIdeograph.txt maps both blocks and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from parsers.model import Radical

_RADICAL = re.compile("[\u2e80-\u2fdf\u31c0-\u31ef㬵]")

# Where Unicode's map, or the lack of one, is wrong for the mainland. Found by printing all of
# GB 2312 from Chromium in Noto Sans CJK SC and reading it back: ⼾ stands for 户 (Unicode says 戶),
# ⺕ for 彐, and 胶 comes out as 㬵, which is no radical.
_MAINLAND = {"⼾": "户", "⺕": "彐", "㬵": "胶"}


@cache
def _equivalents() -> dict[int, str]:
    """Return the ideograph for each radical's code point, as Unicode gives it."""
    table: dict[int, str] = {}
    for line in (
        files("parsers").joinpath("EquivalentUnifiedIdeograph.txt").read_text().splitlines()
    ):
        data = line.partition("#")[0].strip()
        if not data:
            continue
        points, _, ideograph = data.partition(";")
        first, _, last = points.strip().partition("..")
        for point in range(int(first, 16), int(last or first, 16) + 1):
            table[point] = chr(int(ideograph, 16))
    return table | {ord(radical): ideograph for radical, ideograph in _MAINLAND.items()}


def mapped(text: str) -> str:
    """Return `text` with every radical replaced by its ideograph, everything else untouched."""
    return text.translate(_equivalents()) if _RADICAL.search(text) else text


def radicals(texts: Iterable[str]) -> tuple[Radical, ...]:
    """Count the radicals in `texts` that stand for an ideograph, the most frequent first."""
    seen = Counter(char for text in texts for char in _RADICAL.findall(text))
    return tuple(
        Radical(char, mapped(char), count)
        for char, count in sorted(seen.items(), key=lambda item: (-item[1], item[0]))
        if mapped(char) != char
    )
