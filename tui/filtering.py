"""How lists are filtered: by words that must all stand in what is told of an entry."""

from __future__ import annotations

import unicodedata


def admits(wanted: str, told: str) -> bool:
    """Tell whether every word of `wanted` is in `told`, however upper or wide it is written."""
    held = _alike(told)
    return all(word in held for word in _alike(wanted).split())


def _alike(text: str) -> str:
    """Return `text` so that upper and lower case, full and half width compare as equal."""
    return unicodedata.normalize("NFKC", text).casefold()
