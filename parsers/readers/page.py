"""The narrow seam to a PDF library: what stands on a page, as characters and ruling lines."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from parsers.gaps import GapKind
from parsers.geometry import Box
from parsers.messages import marked

ENCRYPTED = marked("the PDF is encrypted and asks for a password")
TRUNCATED = marked("the PDF is truncated: its end is missing")
DAMAGED = marked("the PDF is damaged and cannot be opened")
TOO_LONG = marked("the PDF takes longer than {seconds} seconds to read")
TOO_MUCH = marked("the PDF holds more than gouji can read: {what}")
TRIPPED = marked("the PDF is damaged: reading it failed")


# A page with more than this share of unknown letters has none that could be trusted.
_LETTERLESS = 0.5


UNSURE_SPACE = "\u2005"
"""A space, or a character of which the library found neither letter nor shape."""


class Doubtful(Exception):
    """What the fast library gives for a file may not be what is printed: another must read it."""


class Char(NamedTuple):
    """A printed character with its box, in points from the page's top left.

    The letters that one mark stands for, as a ligature's, are one character.
    """

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

    A ruling line is a box that is flat (horizontal) or has no width (vertical). A character of
    which the file does not say what letter it is is U+FFFD. A page that `is_scan` shows a picture
    where its text should be; one that `is_unread` could not be read. `pictures` are the boxes of
    pictures, form fields and comments, which may show a figure that is no text of the page.
    """

    number: int
    width: float
    height: float
    chars: list[Char]
    rulings: list[Box]
    is_scan: bool = False
    is_unread: bool = False
    pictures: tuple[Box, ...] = ()

    @property
    def gap(self) -> GapKind | None:
        """Why nothing on the page can be read; None where it can."""
        if self.is_unread:
            return "unread"
        unknown = sum(char.text == "\ufffd" for char in self.chars)
        if unknown > _LETTERLESS * len(self.chars):
            return "letterless"
        return "scan" if self.is_scan else None
