"""Texts made alike, so that one is found by another that says the same in other characters."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence

from msgspec import Struct

from parsers.glyphs import mapped

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters without width, which stand in many a figure."""

_SEPARATORS = re.compile(r"(?P<in_figures>(?<=[0-9])[,\s]+(?=[0-9]))|\s+")
_THOUSANDS = re.compile(r"(?<![0-9])[0-9]{1,3}(?:(?:,[0-9]{3})+|(?: +[0-9]{3})+)(?![0-9])")
_SEPARATOR = re.compile("[, ]+")
_LOOSE_ENDS = re.compile(r"^,+(?=[0-9])|(?<=[0-9]),+$")


class _Alike(dict[int, str]):
    """What stands for each character, made when it is met first; `uneven` are those
    for which it is not one character."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        character = chr(code)
        alike = unicodedata.normalize("NFKD", mapped(character)).casefold()
        self[code] = "" if character in _UNSEEN else alike.replace("−", "-")
        if len(self[code]) != 1:
            self.uneven.add(character)
        return self[code]


_ALIKE = _Alike()


class Folded(Struct, frozen=True):
    """A text made alike, without white space and without the commas in its figures.

    `places` tells for each character where it stands in the text that was folded. Before the
    characters numbered in `joined` something between two digits was left out; where that was no
    separator of thousands, they are in `apart` too: `12 34` is not 1234.
    """

    text: str
    places: Sequence[int]
    joined: tuple[int, ...] = ()
    apart: tuple[int, ...] = ()


def alike(text: str) -> str:
    """Return `text` so that case, width and radicals make no difference."""
    return text.translate(_ALIKE)


def folded(text: str) -> Folded:
    """Return `text` so that white space and the separators of figures make no difference either."""
    spread = alike(text)
    if _ALIKE.uneven.isdisjoint(text):
        return _run_on(spread, array("I", range(len(text))))
    places = array("I")
    for at, character in enumerate(text):
        places.extend([at] * len(_ALIKE[ord(character)]))
    return _run_on(spread, places)


def folded_words(query: str) -> Folded:
    """Return what `folded` makes of words to look for; they may begin or end within a figure."""
    return folded(_LOOSE_ENDS.sub("", alike(query).strip()))


def _run_on(spread: str, places: array[int]) -> Folded:
    """Return `spread` without white space and without what divides its figures."""
    of_thousands = {
        number.start() + separator.start()
        for number in _THOUSANDS.finditer(spread)
        for separator in _SEPARATOR.finditer(number[0])
    }
    pieces: list[str] = []
    kept = array("I")
    joined: list[int] = []
    apart: list[int] = []
    begin = 0
    for separator in _SEPARATORS.finditer(spread):
        start, end = separator.span()
        pieces.append(spread[begin:start])
        kept += places[begin:start]
        if separator["in_figures"]:
            joined.append(len(kept))
            if start not in of_thousands:
                apart.append(len(kept))
        begin = end
    pieces.append(spread[begin:])
    kept += places[begin:]
    return Folded("".join(pieces), kept, tuple(joined), tuple(apart))
