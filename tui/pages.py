"""What can be shown of the place of a cell or a line: a picture of its page, or the file's text."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from parsers.messages import Trouble
from parsers.pictures import Wanted, place_of
from parsers.pictures.words import line_of
from parsers.printed import Printed, Spot, find_cell, find_words, printed

if TYPE_CHECKING:
    from parsers.model import Finding, Quote, Report
    from parsers.pictures import Picture
    from parsers.pictures.easel import Easel
    from tui.layout import Line
    from tui.reading import Reading

KEPT = 32
"""So many pictures are kept for when they are wanted again."""

MOMENT = 0.5
"""For so many seconds a picture is still made that nobody waits for any more."""


class Place(Struct, frozen=True):
    """Where a person is: on a cell, or on a line of a section's prose, with what stands on it.

    Of the words the `quote` is what the finding in hand is about.
    """

    address: str = ""
    section: str = ""
    words: str = ""
    quote: Quote | None = None
    page: int | None = None


def place_at(line: Line, address: str, report: Report, finding: Finding | None) -> Place:
    """Return the place of the cell at `address`, or else of a line, with a finding in hand."""
    if not address and line.origin.startswith("row:"):
        # A row is where its first figure is.
        address = next(iter(line.addresses), "")
    if address:
        cell = report.cell(address)
        return Place(address if cell else "", page=cell.page if cell else line.page)
    is_prose = line.origin in ("title", "preamble") or line.origin.startswith(("text:", "heading:"))
    # A report begins on its first page, whatever stands there.
    page = line.page if line.section else 1
    quotes = finding.quotes if finding else ()
    quote = next((quote for quote in line.quotes if quote in quotes), None)
    return Place("", line.section, line.text if is_prose else "", quote, page)


def has_pages(report: Report) -> bool:
    """Say whether a report has pages to look at."""
    return report.source.format == "pdf"


class Pages:
    """The pictures and the text of one report's file, made when they are wanted, then kept."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._easel: Easel | None = None
        self._making: asyncio.Task[Trouble | None] | None = None
        self._kept: OrderedDict[Wanted, Picture] = OrderedDict()
        self._printed: Printed | None = None

    # -- pictures -----------------------------------------------------------------------------

    def wanted(self, place: Place, finding: Finding | None, whole: bool) -> Wanted | None:
        """Return the picture that shows a place, with all of a finding that is there too."""
        if place.address:
            of = finding if finding and place.address in finding.cells else None
            found = place_of(place.address, self.reading.report, of)
            if found:
                return replace(found, whole=whole)
        report = self.reading.report
        if place.words and (found := line_of(place.words, place.section, report, place.quote)):
            return replace(found, whole=whole)
        return Wanted(place.page, (), whole=whole) if place.page else None

    def held(self, wanted: Wanted) -> Picture | None:
        """Return the picture if it was made before."""
        if wanted in self._kept:
            self._kept.move_to_end(wanted)
        return self._kept.get(wanted)

    async def picture(self, wanted: Wanted) -> Picture:
        """Return the picture, made off this thread; raises `parsers.messages.Trouble`.

        One that nobody waits for any more has a moment to be done, and then gives way to the next.
        """
        if self._making and not self._making.done():
            await asyncio.wait([self._making], timeout=MOMENT)
            if not self._making.done():
                self.stop()
                await asyncio.wait([self._making])
        if wanted not in self._kept:
            making = self._making = asyncio.create_task(self._make(wanted))
            await asyncio.wait([making])
            if trouble := making.result():
                raise trouble
        self._kept.move_to_end(wanted)
        return self._kept[wanted]

    async def _make(self, wanted: Wanted) -> Trouble | None:
        """Make the picture and keep it; return the trouble if there is any."""
        from parsers.pictures.easel import Easel

        source = self.reading.report.source
        easel = self._easel = self._easel or Easel(self.reading.path, source.sha256)
        try:
            self._kept[wanted] = await asyncio.to_thread(easel.picture, wanted)
        except Trouble as trouble:
            return trouble
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return None

    def stop(self) -> None:
        """Make no pictures for now."""
        if self._easel:
            self._easel.stop()

    # -- text ---------------------------------------------------------------------------------

    async def text(self, place: Place) -> tuple[Printed, tuple[Spot, ...]]:
        """Return what the file prints, and where in it the place is: nowhere if that is not sure.

        Raises `parsers.messages.Trouble`.
        """
        return await asyncio.to_thread(self._text, place)

    def _text(self, place: Place) -> tuple[Printed, tuple[Spot, ...]]:
        report = self.reading.report
        held = self._printed = self._printed or printed(self.reading.path, report.source)
        if place.address:
            found = find_cell(held, report, place.address)
            return held, (found,) if found else ()
        part = place.quote.text if place.quote else ""
        return held, _over_lines(held, place.words, part) or find_words(held, place.words, part)


def _over_lines(held: Printed, words: str, part: str) -> tuple[Spot, ...]:
    """Return where the words of a finding are that go over more than one line of the document."""
    part, words = ("".join(text.split()) for text in (part, words))
    return find_words(held, part) if part not in words else ()
