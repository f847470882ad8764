"""How lists are filtered: by words that must all stand in what is told of an entry."""

from __future__ import annotations

from tui.find.folding import alike


def admits(wanted: str, told: str) -> bool:
    """Tell whether every word of `wanted` is in `told`, however upper or wide it is written."""
    held = alike(told)
    return all(word in held for word in alike(wanted).split())
