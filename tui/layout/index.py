"""Where the places of a report stand among its lines: looked up, however many lines there are."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable

from parsers.model import Quote
from tui.layout.lines import Anchor, Line


class Index:
    """Finds cells, quotes, headings and earlier lines among `lines`, each on its first line."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self.lines = tuple(lines)
        self._cells: dict[str, int] = {}
        self._quotes: dict[Quote, int] = {}
        self._sections: dict[str, int] = {}
        self._origins: dict[str, list[int]] = {}
        for y, line in enumerate(self.lines):
            self._sections.setdefault(line.section, y)
            self._origins.setdefault(line.origin, []).append(y)
            for span in line.spans:
                if span.address:
                    self._cells.setdefault(span.address, y)
                if span.quote:
                    self._quotes.setdefault(span.quote, y)

    def cell(self, address: str) -> int | None:
        """Return the line of the cell at `address`."""
        return self._cells.get(address)

    def quote(self, quote: Quote) -> int | None:
        """Return the line on which `quote` begins."""
        return self._quotes.get(quote)

    def origin(self, origin: str) -> int | None:
        """Return the first line that was made from `origin`."""
        return self._origins[origin][0] if origin in self._origins else None

    def again(self, before: Anchor) -> int | None:
        """Return where a place of another layout stands here, or at least its section.

        None where neither is shown.
        """
        there = self._origins.get(before.origin, [])
        at = bisect(there, before.offset, key=lambda y: self.lines[y].offset)
        return there[at - 1] if at else self._sections.get(before.section)
