"""Sentences and clauses of Chinese prose, one paragraph a line, as stretches of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSING = "”’》）」』】〕〉)\\]"
_GOES_ON = "(?![0-9A-Za-z/&=#%])"
"""Behind a half-width mark: what would make it part of a figure, a time or an address."""

_FULL_STOP = f"(?:[。！？；]|[!?;]{_GOES_ON})"
_STOP = f"(?:[，、；：。！？]|[,:;!?]{_GOES_ON})"
_SENTENCE = re.compile(rf"(?=\S)(?:(?!{_FULL_STOP})[^\n])*(?:{_FULL_STOP}+[{_CLOSING}\"']*)?")
_CLAUSE_END = re.compile(f"{_STOP}+[{_CLOSING}]*")

Stretch = tuple[int, int]
"""Where something begins and ends in a text."""


def paragraph(text: str, start: int, end: int) -> Stretch:
    """Return the paragraph that holds a stretch, or the paragraphs, without blanks around them."""
    below = text.find("\n", end)
    return trimmed(text, text.rfind("\n", 0, start) + 1, len(text) if below < 0 else below)


def trimmed(text: str, start: int, end: int) -> Stretch:
    """Return a stretch without the blanks at its ends."""
    held = text[start:end]
    blanks = len(held) - len(held.lstrip())
    return start + blanks, start + max(len(held.rstrip()), blanks)


def sentences(text: str, at: int) -> Iterator[Stretch]:
    """Yield the sentences of the paragraph that holds the place `at`."""
    for match in _SENTENCE.finditer(text, *paragraph(text, at, at)):
        yield trimmed(text, *match.span())


def sentence_on(text: str, start: int, end: int) -> Stretch:
    """Return the sentence that begins in a stretch, or else the one that goes on through it."""
    there = [s for s in sentences(text, start) if s[0] < end and s[1] > start]
    return next((s for s in there if s[0] >= start), there[-1] if there else (start, end))


def sentence_after(text: str, end: int) -> Stretch | None:
    """Return the next sentence that begins at `end` or behind it."""
    at = end
    while True:
        if found := next((s for s in sentences(text, at) if s[0] >= end), None):
            return found
        at = text.find("\n", at) + 1
        if not at:
            return None


def sentence_before(text: str, start: int) -> Stretch | None:
    """Return the last sentence that begins before `start`."""
    at = start
    while at >= 0:
        if found := [s for s in sentences(text, at) if s[0] < start]:
            return found[-1]
        at = text.rfind("\n", 0, at)
    return None


def clause_end_after(text: str, end: int) -> int | None:
    """Return where the clause ends that goes on behind `end`."""
    at = end
    while True:
        if found := [e for e in _clause_ends(text, at) if e > end]:
            return found[0]
        at = text.find("\n", at) + 1
        if not at:
            return None


def clause_end_before(text: str, end: int, start: int) -> int | None:
    """Return where the last clause ends before `end`, unless that is not behind `start`."""
    at = end
    while at > start:
        if found := [e for e in _clause_ends(text, at) if start < e < end]:
            return found[-1]
        at = text.rfind("\n", 0, at)
    return None


def _clause_ends(text: str, at: int) -> Iterator[int]:
    """Yield where clauses end in the paragraph that holds the place `at`."""
    start, end = paragraph(text, at, at)
    yield from (match.end() for match in _CLAUSE_END.finditer(text, start, end))
    yield end
