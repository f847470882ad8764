"""Pictures of the places on a PDF's pages that findings are about, with their cells boxed.

`marks_of(finding, report)` says what to ask for, `pictures(path, sha256, wanted)` makes it. For a
screen, on which one picture follows another, `easel.Easel` does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from parsers import contained
from parsers.document import Unreadable
from parsers.files import unchanged
from parsers.geometry import Box
from parsers.model import Finding, Report, Role

PIXELS_PER_INCH = 144
"""How large a picture is on paper; on a screen it takes what room there is."""
_SECONDS = 60


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


class Wanted(Struct, frozen=True):
    """A picture to make: of which page, counted from 1, and what is to be marked on it.

    In a `room` it takes as much as there is: the place of the marks, the first before all, so large
    that it can be read, or the `whole` page, which is shown too where nothing is marked. Its size
    is one of whole cells.
    """

    page: int
    marks: tuple[Mark, ...]
    room: Room | None = None
    whole: bool = False


class Picture(Struct, frozen=True):
    """A picture as a PNG file, its width and height in pixels.

    Small type is enlarged, and what would be too large made smaller.
    """

    png: bytes
    width: int
    height: int


Missing = Literal["changed", "late", "failed"]
"""Why there is no picture: the file is not the one that was read, it took too long, or no way."""


class Question(Struct, frozen=True):
    """What the process that makes pictures is asked: a PDF, and which pictures."""

    data: bytes
    wanted: tuple[Wanted, ...]


class Made(Struct, frozen=True, array_like=True):
    """What that process tells of the picture wanted at a `place`: None where it cannot be made.

    It tells of each on a line as soon as it is made.
    """

    place: int
    picture: Picture | None


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


def pictures(
    path: Path, sha256: str, wanted: Sequence[Wanted], seconds: float = _SECONDS
) -> list[Picture | Missing]:
    """Return the pictures that are wanted of the PDF at `path`, for each that is missing why.

    All are missing where the file is not the one of that digest, which was read, or cannot be
    opened; after `seconds`, those that are not made by then. They are made in a process of its own:
    what a page may ask to be painted knows no bounds.
    """
    if not any(one.marks for one in wanted):
        return ["failed"] * len(wanted)
    try:
        data = unchanged(path, sha256)
    except Unreadable:
        return ["changed"] * len(wanted)
    missing: Missing = "failed"
    try:
        question = msgspec.msgpack.encode(Question(data, tuple(wanted)))
        told = contained.answer("parsers.pictures.rendering", question, seconds)
    except contained.Failed as failed:
        told, missing = failed.told, "late" if isinstance(failed, contained.TooLate) else "failed"
    # What is not a whole line was broken off.
    lines = told.split(b"\n")[:-1]
    made = {one.place: one for one in (msgspec.json.decode(line, type=Made) for line in lines)}
    return [_told(made.get(place), missing) for place in range(len(wanted))]


def _told(made: Made | None, missing: Missing) -> Picture | Missing:
    return missing if made is None else made.picture or "failed"
