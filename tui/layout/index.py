"""Where the places of a report stand among its lines: looked up, however many lines there are."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable

from parsers.model import Quote
from tui.layout.lines import Anchor, Line


class Index:
    """Finds the parts of a report and earlier lines among `lines`, each on its first line."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self.lines = tuple(lines)
        self._cells: dict[str, int] = {}
        self._quotes: dict[Quote, int] = {}
        self._sections: dict[str, int] = {}
        self._origins: dict[str, list[int]] = {}
        self._tables: dict[str, int] = {}
        self._pages: dict[int, tuple[int, int]] = {}
        for y, line in enumerate(self.lines):
            self._sections.setdefault(line.section, y)
            self._origins.setdefault(line.origin, []).append(y)
            if line.table:
                self._tables.setdefault(line.table, y)
            if line.page is not None:
                first, _last = self._pages.get(line.page, (y, y))
                self._pages[line.page] = first, y
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

    def table(self, id: str) -> int | None:
        """Return the first line of the table named `id`."""
        return self._tables.get(id)

    def page(self, number: int) -> int | None:
        """Return the first line that is on a page."""
        return self._pages[number][0] if number in self._pages else None

    def before_page(self, number: int) -> int:
        """Return the last line that is known to stand before a page."""
        return max((last for page, (_, last) in self._pages.items() if page < number), default=0)

    def again(self, before: Anchor) -> int | None:
        """Return where a place of another layout stands here, or at least its section.

        None where neither is shown.
        """
        there = self._origins.get(before.origin, [])
        at = bisect(there, before.offset, key=lambda y: self.lines[y].offset)
        return there[at - 1] if at else self._sections.get(before.section)
