"""The narrow seam to a PDF library: what stands on a page, as characters and ruling lines."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from parsers.geometry import Box


class Char(NamedTuple):
    """A printed character with its box, in points from the page's top left."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def size(self) -> float:
        """The height of its box."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height at which its middle stands."""
        return (self.top + self.bottom) / 2


class Bookmark(NamedTuple):
    """An entry of a document's outline: its title, how deep it lies (1 for the highest), where.

    `page` counts from 1, `top` is in points from the page's top; None where they are not told.
    """

    title: str
    level: int
    page: int | None = None
    top: float | None = None


class Page(Struct, frozen=True):
    """A page as printed: characters in any order, and the visible lines as boxes without width.

    A ruling line is a box that is flat (horizontal) or has no width (vertical).
    """

    number: int
    width: float
    height: float
    chars: list[Char]
    rulings: list[Box]
