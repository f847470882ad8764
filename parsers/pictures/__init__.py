"""Pictures of the places on a PDF's pages that findings are about, with their cells boxed.

`marks_of` and `place_of` say what to ask for, `easel.pictures` makes it. For a screen, on which one
picture follows another, `easel.Easel` does.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

from msgspec import Struct

from parsers.geometry import Box
from parsers.model import Finding, Report, Role

PIXELS_PER_INCH = 144
"""How large a picture is on paper; on a screen it takes what room there is."""


class Mark(Struct, frozen=True):
    """A box to draw on a page, in points as a `Cell` has it, and what part its cell plays."""

    box: Box
    role: Role


class Room(Struct, frozen=True):
    """Where a picture will stand on a screen: in so many cells, each of so many pixels.

    `letter` is how many pixels high print must be to be read there. Where pixels are `coarse` the
    lines of boxes are as thin as they can be.
    """

    columns: int
    rows: int
    cell_width: int
    cell_height: int
    letter: float
    coarse: bool = False


class Words(Struct, frozen=True):
    """What is to be marked of a text, from `start` to `end`, where it stands on a page once."""

    text: str
    start: int
    end: int
    role: Role


class Wanted(Struct, frozen=True):
    """A picture to make: of which page, counted from 1, and what is to be marked on it.

    `words` are looked for from that page to the `last`; the first that has any of them is shown.

    In a `room` it takes as much as there is: the place of the marks, the first before all, so large
    that it can be read, or the `whole` page, which is shown too where nothing is marked. Its size
    is one of whole cells.
    """

    page: int
    marks: tuple[Mark, ...]
    room: Room | None = None
    whole: bool = False
    words: tuple[Words, ...] = ()
    last: int = 0


class Picture(Struct, frozen=True):
    """A picture of a page as a PNG file, its width and height in pixels.

    Small type is enlarged, and what would be too large made smaller.
    """

    png: bytes
    width: int
    height: int
    page: int


Unmade = Literal["unfound", "failed"]
"""Why a page has no picture: the words that are wanted stand on none, or no way."""


def marks_of(finding: Finding, report: Report) -> tuple[Wanted, ...]:
    """Return what shows the place of a finding: its cells, page by page.

    Nothing where no cell of it has a place on a page, as in a report that is no PDF.
    """
    pages: defaultdict[int, list[Mark]] = defaultdict(list)
    for address, role in finding.roles.items():
        if found := _mark(report, address, role):
            page, mark = found
            pages[page].append(mark)
    return tuple(Wanted(page, tuple(marks)) for page, marks in sorted(pages.items()))


def place_of(address: str, report: Report, finding: Finding | None = None) -> Wanted | None:
    """Return what shows the cell at `address`: it alone, or with those of its page in a finding.

    A cell alone is drawn as an operand. None where the cell has no place on a page.
    """
    roles = finding.roles if finding else {}
    found = _mark(report, address, roles.get(address, "left"))
    if found is None:
        return None
    page, first = found
    others = (one.marks for one in marks_of(finding, report) if one.page == page) if finding else ()
    return Wanted(page, tuple(dict.fromkeys((first, *(m for marks in others for m in marks)))))


def _mark(report: Report, address: str, role: Role) -> tuple[int, Mark] | None:
    cell = report.cell(address)
    if cell is None or cell.page is None or cell.box is None:
        return None
    return cell.page, Mark(cell.box, role)
