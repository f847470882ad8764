"""Printed labels to the form's names: what a misprint may change and what it may not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

NUMERALS = "一二三四五六七八九十"
_NUMBERING = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．，,]"
    r"|[（(]?[0-9０-９]{1,2}[）)、.．]|[①-⑳]"
)
_BRACKETED = re.compile(r"[（(【\[][^（()）】\]]*(?:[）)】\]]|$)")
_LETTERS = re.compile(r"[^\w]|_")

# A label this like one of the form's is that one misprinted, if no other is nearly as like it.
# Measured on the 2021 form: no two of its labels are more alike than 0.79, and one character in
# six may be lost or wrong before a label falls below 0.75. A short label may lose a character but
# not have another: 予以公开 is not 不予公开.
_LIKE = 75.0
_SHORT_LIKE, _SHORT = 85.0, 6
_AHEAD = 8.0
# A label as short as 其他 or 总计 stands in many places: its number must not say another.
_GENERIC = 3


Names = Sequence[tuple[str, tuple[str, ...]]]
"""What a label may be: (id, wordings) each. An empty id is a label of something else."""


class Match(NamedTuple):
    """The form's name for a label and how like it the label is, 100 for the same.

    `as_printed` is how like it is with its numbering and notes, to choose between equals.
    """

    id: str
    likeness: float
    as_printed: float = 0.0


@lru_cache(maxsize=4096)
def bare(label: str) -> str:
    """Return a label without numbering, notes in brackets, punctuation and white space."""
    text = "".join(label.split())
    numbering = _NUMBERING.match(text)
    if numbering:
        text = text[numbering.end() :]
    return _LETTERS.sub("", _BRACKETED.sub("", text))


def is_generic(label: str) -> bool:
    """Tell whether a label is so short that it may stand in many places, as 其他 and 总计."""
    return len(bare(label)) < _GENERIC


@lru_cache(maxsize=4096)
def number(label: str) -> int | None:
    """Return the number that a label begins with, None where it has none."""
    numbering = _NUMBERING.match("".join(label.split()))
    if not numbering:
        return None
    text = numbering[0].strip("（()）、.．，,")
    if text.isdecimal():
        return int(text)
    return ord(text) - ord("①") + 1 if "①" <= text <= "⑳" else numeral_value(text)


def numeral_value(numeral: str) -> int:
    """Return a Chinese numeral up to 99 as a number."""
    tens, ten, ones = numeral.rpartition("十")
    value = (NUMERALS.find(tens) + 1 if tens else 1) * 10 if ten else 0
    return value + (NUMERALS.find(ones) + 1 if ones else 0)


def match(label: str, names: Names) -> Match | None:
    """Return the best of `names` for a printed label; None if none is sure.

    The same wording always wins; a misprint wins only clearly ahead of every other name. A number
    counts only where the wording is generic: （八）其他 is not 3.其他.
    """
    # Loaded when the first label is matched, so that showing a form does not wait for it.
    from rapidfuzz.fuzz import ratio

    text = bare(label)
    best, least, second = Match("", 0.0), 0.0, 0.0
    for id, wordings in names:
        for printed in wordings:
            wording = bare(printed)
            numbers = number(printed), number(label)
            if is_generic(printed) and None not in numbers and len(set(numbers)) > 1:
                continue
            likeness = ratio(text, wording)
            if likeness > best.likeness:
                second = second if id == best.id else best.likeness
                best = Match(id, likeness, ratio("".join(label.split()), printed))
                least = _SHORT_LIKE if len(wording) < _SHORT else _LIKE
            elif id != best.id:
                second = max(second, likeness)
    sure = best.likeness >= least and best.likeness - second >= _AHEAD
    return best if text and best.id and (sure or best.likeness == 100.0) else None
