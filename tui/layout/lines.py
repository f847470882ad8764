"""What a laid-out line is: spans with style names, and what of the report they stand for."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from parsers.model import Quote
from tui.layout.text import cells


class Span(Struct, frozen=True):
    """A piece of a line in one style.

    A cell's spans carry its `address`; those named `before` and `after` are the blanks at its
    sides, where marks are put. What a check speaks of in the prose carries its `quote`, the head
    of a column its name, `table/column`.
    """

    text: str
    style: str = ""
    address: str = ""
    quote: Quote | None = None
    column: str = ""

    @property
    def cells(self) -> int:
        """The width in terminal cells."""
        return cells(self.text)


class Anchor(Struct, frozen=True):
    """A place of the report, whatever lines it is laid out in: see `Line`."""

    section: str = ""
    origin: str = ""
    offset: int = 0


class Line(Struct, frozen=True):
    """A line of the laid-out report.

    `origin` names what it was made from (`title`, `heading:overview`, `text:overview`,
    `row:applications/received`) and `offset` how far into it the line begins, so that a place is
    found again when the width has changed. A line of prose has an `end` too: its words stand there
    in the text of the section. The cursor rests only on lines with `stop`.
    """

    spans: tuple[Span, ...] = ()
    origin: str = ""
    offset: int = 0
    section: str = ""
    page: int | None = None
    table: str = ""
    stop: bool = True
    end: int = 0

    @property
    def anchor(self) -> Anchor:
        """Where in the report the line begins."""
        return Anchor(self.section, self.origin, self.offset)

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(s.text for s in self.spans)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of the cells on this line, from left to right."""
        return tuple(dict.fromkeys(s.address for s in self.spans if s.address))

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What checks speak of on this line, from left to right."""
        return tuple(s.quote for s in self.spans if s.quote)

    @property
    def target(self) -> str:
        """What an annotation of this line is about, a cell apart."""
        if self.origin.startswith("row:"):
            return self.origin
        if self.table:
            return f"table:{self.table}"
        return f"section:{self.section}" if self.section else "report"

    def extent(self, address: str) -> tuple[int, int] | None:
        """Return where the cell at `address` begins and ends on this line, in terminal cells."""
        x = 0
        found: list[int] = []
        for span in self.spans:
            if span.address == address:
                found += [x, x + span.cells]
            x += span.cells
        return (found[0], found[-1]) if found else None

    def address_at(self, x: int) -> str:
        """Return the address of the cell nearest to terminal column `x`; empty without cells."""
        return min(self.addresses, key=lambda a: self._distance(a, x), default="")

    def _distance(self, address: str, x: int) -> int:
        extent = self.extent(address)
        assert extent is not None
        start, end = extent
        return max(start - x, x - end + 1, 0)


BLANK = Line(stop=False)


def run_at(lines: Sequence[Line], y: int) -> tuple[int, int]:
    """Return from where to where the lines go that were made from the same as line `y`."""
    first, last = y, y + 1
    while first and lines[first - 1].origin == lines[y].origin:
        first -= 1
    while last < len(lines) and lines[last].origin == lines[y].origin:
        last += 1
    return first, last
