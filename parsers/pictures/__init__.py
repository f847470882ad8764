"""Pictures of the places on a PDF's pages that findings are about, with their cells boxed.

`marks_of(finding, report)` says what to ask for, `pictures(path, sha256, wanted)` makes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256 as digest
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from parsers import contained
from parsers.document import Unreadable
from parsers.files import REPORT_MEGABYTES, content
from parsers.geometry import Box
from parsers.model import Finding, Report, Role

_SECONDS = 60


class Mark(Struct, frozen=True):
    """A box to draw on a page, in points as a `Cell` has it, and what part its cell plays."""

    box: Box
    role: Role


class Wanted(Struct, frozen=True):
    """A picture to make: of which page, counted from 1, and what is to be marked on it."""

    page: int
    marks: tuple[Mark, ...]


class Picture(Struct, frozen=True):
    """A picture as a PNG file, its width and height in pixels: 144 to the inch of paper.

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
        cell = report.cell(address)
        if cell and cell.page is not None and cell.box is not None:
            pages[cell.page].append(Mark(cell.box, role))
    return tuple(Wanted(page, tuple(marks)) for page, marks in sorted(pages.items()))


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
        data = content(path, REPORT_MEGABYTES)
    except Unreadable:
        return ["changed"] * len(wanted)
    if digest(data).hexdigest() != sha256:
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
