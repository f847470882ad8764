"""Where a text goes on to another page."""

from __future__ import annotations

Turns = tuple[tuple[int, int], ...]
"""The pages that a text goes on to, in order: from which place in it, and which page that is."""


def page_at(place: int, turns: Turns, begins_on: int | None) -> int | None:
    """Return the page on which a place of a text stands."""
    return next((page for at, page in reversed(turns) if at <= place), begins_on)
