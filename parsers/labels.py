"""Printed labels to the form's names: what a misprint may change and what it may not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

_NUMBERING = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．，,]"
    r"|[（(]?[0-9]{1,2}[）)、.．]|[①-⑳]"
)
_BRACKETED = re.compile(r"[（(【\[][^（()）】\]]*(?:[）)】\]]|$)")
_LETTERS = re.compile(r"[^\w]|_")

# A label this like one of the form's is that one misprinted, if no other is nearly as like it.
# Measured on the 2021 form: no two of its labels are more alike than 0.79, and one character in
# six may be lost or wrong before a label falls below 0.75.
_LIKE = 75.0
_AHEAD = 8.0


class Match(NamedTuple):
    """The form's name for a label and how like it the label is, 100 for the same."""

    id: str
    likeness: float


@lru_cache(maxsize=4096)
def bare(label: str) -> str:
    """Return a label without numbering, notes in brackets, punctuation and white space."""
    text = "".join(label.split())
    numbering = _NUMBERING.match(text)
    if numbering:
        text = text[numbering.end() :]
    return _LETTERS.sub("", _BRACKETED.sub("", text))


def match(label: str, names: Iterable[tuple[str, tuple[str, ...]]]) -> Match | None:
    """Return the best of `names`, (id, wordings) each, for a printed label; None if none is sure.

    The same wording always wins; a misprint wins only clearly ahead of every other name.
    """
    text = bare(label)
    if not text:
        return None
    best, second = Match("", 0.0), 0.0
    for id, wordings in names:
        likeness = max(ratio(text, bare(wording)) for wording in wordings)
        if likeness > best.likeness:
            best, second = Match(id, likeness), best.likeness
        else:
            second = max(second, likeness)
    if best.likeness == 100.0 or (best.likeness >= _LIKE and best.likeness - second >= _AHEAD):
        return best
    return None
