"""What a misspelt word most likely means."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 60


def nearest(word: str, known: Iterable[str], least: float = 0.0) -> str:
    """Return the one of the `known` words most like `word`; empty if none is at `least` so like."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:_LONGEST], tuple(known), n=1, cutoff=least)), "")


def short(word: str) -> str:
    """Return what was written, cut to what a sentence can hold."""
    return word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…"
