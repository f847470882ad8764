"""Words that a person looks for in what is shown."""

from __future__ import annotations

import unicodedata


def has_words(told: str, wanted: str) -> bool:
    """Tell whether every word of `wanted` is in `told`, whatever its case and width."""
    told = alike(told)
    return all(word in told for word in alike(wanted).split())


def alike(text: str) -> str:
    """Return `text` so that upper and lower case, full and half width compare as equal."""
    return unicodedata.normalize("NFKC", text).casefold()
