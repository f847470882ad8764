"""Places in sight that a person can go to by typing the letters that stand over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice, product
from typing import NamedTuple, Protocol

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Those of the home row come first."""

SINGLE_MOST = 20
"""For more places each has two letters, so that no letter is the beginning of another's."""


class Jump(NamedTuple):
    """A place in sight: its column and line, counted from those of its panel, and how to go there.

    On the screen as a whole they are counted from its corner.
    """

    x: int
    y: int
    go: Callable[[], None]


class Jumpable(Protocol):
    """A panel with places to go to."""

    def jumps(self) -> Iterable[Jump]:
        """Return the places that are in sight."""
        ...


def letters(count: int) -> tuple[str, ...]:
    """Return what is typed for each of `count` places, as far as there are letters enough."""
    if count <= SINGLE_MOST:
        return tuple(LETTERS[:count])
    return tuple(map("".join, islice(product(LETTERS, repeat=2), count)))
