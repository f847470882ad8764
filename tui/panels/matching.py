"""Showing what was found in a report: the part of the document panel that does it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from parsers.model import Quote
from tui.layout.lines import Line, run_at
from tui.layout.passages import line_of, stretch_on
from tui.layout.threads import Thread, threads
from tui.panels.painting import Over
from tui.panels.selecting import Selecting

if TYPE_CHECKING:
    from tui.find.search import Found, Match, Place


class Spot(NamedTuple):
    """A line for the cursor, a cell on it or none, and the last line that should be in sight."""

    y: int
    address: str = ""
    last: int = 0


class Matching(Selecting):
    """Lines of a report on which matches are shown. Its state: what was found, and which is here.

    The search itself is made by others.
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._found: Found | None = None
        self._here: Match | None = None

    def show_matches(self, found: Found | None, here: Match | None) -> None:
        """Show what was found, and which match the cursor is sent to; nothing for None."""
        self._found, self._here = found, here
        self.repaint()

    def matched(self, y: int) -> Iterator[Over]:
        """Yield the stretches of line `y` that match."""
        if self._found is None or not (line := self.lines[y]).origin:
            return
        if line.end:
            prose, here = self.prose(line.section), self._here
            for start, end in self._found.in_prose(line.section, line.offset, line.end):
                stretch = stretch_on(line, Quote(line.section, start, end, ""), prose)
                is_here = here and _is_at(here, line.section, start)
                if stretch:
                    yield Over(*stretch, "match-here" if is_here else "match")
            return
        for thread in threads(self.lines, *run_at(self.lines, y)):
            for nth, (start, end) in enumerate(self._found.in_text(thread.text)):
                there = thread.on_line(y, start, end)
                is_here = self._here and _is_in(self._here, thread) and self._here.nth == nth
                if there:
                    yield Over(there[0], there[-1] + 1, "match-here" if is_here else "match")

    def spot_of(self, match: Match) -> Spot | None:
        """Return where the cursor goes for a match; None where its place is not shown."""
        place = match.place
        if place.kind == "prose":
            y = line_of(self.lines, place.name, match.start)
            return None if y is None else Spot(y)
        about: Spot | None = None
        for y, line in enumerate(self.lines):
            if not _may_show(line, place):
                continue
            if place.kind == "cell":
                return Spot(y, place.name)
            for thread in threads(self.lines, *run_at(self.lines, y)):
                if _is_in(match, thread):
                    return self._spot_within(thread, match)
            about = about or Spot(y)
        # Words that stand in no thread are found at the line they are about.
        return about

    def _spot_within(self, thread: Thread, match: Match) -> Spot:
        """Return where to go: the line of the match, or the first one where that is no stop."""
        found = self._found.in_text(thread.text) if self._found else []
        start, end = found[match.nth] if match.nth < len(found) else (0, 1)
        y, last = thread.places[start][0], thread.places[end - 1][0]
        first, _last = run_at(self.lines, y)
        return Spot(y if self.lines[y].stop else first, last=last)


def _is_at(match: Match, section: str, start: int) -> bool:
    return match.place.kind == "prose" and (match.place.name, match.start) == (section, start)


def _is_in(match: Match, thread: Thread) -> bool:
    """Say whether a match is one in this text."""
    place = match.place
    # Of the findings only the one in hand stands on the lines.
    is_so_called = place.kind == "finding" or place.name == thread.name
    return place.kind == thread.kind and is_so_called


def _may_show(line: Line, place: Place) -> bool:
    """Say whether a line may be one of those that show a place, which is not in the prose."""
    if line.end:
        return False
    match place.kind:
        case "column" | "group":
            of_table = place.name.startswith((f"{line.table}/", f"{line.table}:"))
            return of_table and line.origin.startswith(("heads:", "group:"))
        case "cell":
            return place.name in line.addresses
        case "title":
            return line.origin == "title"
    return line.origin == f"{place.kind}:{place.name}"
