"""The document: the whole report as one run of lines, with a cursor on lines and cells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual.binding import BindingType
from textual.message import Message

from parsers.model import Finding, Quote
from tui.actions import bindings
from tui.jumps import Jump
from tui.language import _
from tui.layout import (
    MIN_WIDTH,
    NOTES,
    Anchor,
    Index,
    Line,
    Noted,
    Span,
    lay_out,
    place_of,
    quoted,
    with_notes,
)
from tui.layout.passages import is_on
from tui.layout.text import plain, wrap
from tui.layout.words import find_section, heading
from tui.panels.matching import Matching, Spot
from tui.panels.painting import GUTTER, Cursor, is_marked, paint_line
from tui.panels.view import Marks, View

NO_MARKS = Marks()
NOTES_IN_SIGHT = 4
"""How many lines beneath a culprit are brought into sight with it at least."""
AROUND = 2
"""How many lines before and behind what was looked for are brought into sight with it."""


class Standpoint(NamedTuple):
    """Where the cursor is, on which cell or on the row's label, and the first line in sight."""

    line: Line | None
    address: str
    on_label: bool
    top: int


class DocumentPanel(Matching):
    """Shows the report. The cursor rests on a line, and on one of its cells where it has any."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("document")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "title", "heading", "subheading", "prose", "label", "group", "head", "rule", "note",
        "code", "equation", "figure", "zero", "blank", "missing", "not-a-number", "left", "right",
        "verified", "contradicted", "culprit", "suspect", "amend", "error", "warning", "info",
        "pen", "cursor", "cursor-line", "quoted", "selected", "match", "match-here",
    }  # fmt: skip

    class Passed(Message):
        """Another section is in sight."""

        def __init__(self, section: str) -> None:
            super().__init__()
            self.section = section

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.address = ""
        self._in_sight = ""
        self._returning: tuple[Anchor, Anchor, str] | None = None
        self._on_label = False
        self._column = 0
        self._said = ""
        self._window = 0
        self._laid_out: object = None
        self._index = Index()
        self._noted = Noted()

    # -- what it is given ---------------------------------------------------------------------

    def say(self, sentence: str) -> None:
        """Show a sentence in place of a report."""
        self._said = sentence
        self._lay_out()

    def show(self, view: View) -> None:
        """Show `view`; the cursor keeps its place in the report, and the place its height."""
        first = self.view is None
        self.view = view
        self._lay_out()
        if first:
            self.cursor = self.rest(0)
            self._name_section()

    def say_again(self) -> None:
        """Lay the lines out in the language in use."""
        self._laid_out = None
        self._lay_out()

    def is_at(self, finding: Finding) -> bool:
        """Say whether the cursor is where a finding is shown."""
        return self._place_of(finding) == (self.cursor, self.address)

    def _place_of(self, finding: Finding) -> tuple[int, str]:
        """Return the line on which a finding is shown, and its culprit there."""
        y, address = place_of(finding, self._index)
        return self._noted.shifted(y), address

    def go_to_finding(self, finding: Finding) -> None:
        """Put the cursor on the culprit of a finding, its notes in sight if it is in hand."""
        y, address = self._place_of(finding)
        self._go_to(y, address)
        self.bring_into_sight(y, above=2, below=max(self._noted.number, NOTES_IN_SIGHT))

    def go_to_cell(self, address: str) -> None:
        """Put the cursor on the cell at `address`, if it is shown."""
        if (y := self._index.cell(address)) is not None:
            self._go_to(self._noted.shifted(y), address)

    def go_to_quote(self, quote: Quote) -> None:
        """Put the cursor on the line that `quote` begins on, if it is shown."""
        if (y := self._index.quote(quote)) is not None:
            self._go_to(self._noted.shifted(y), "")

    def go_to_section(self, id: str) -> None:
        """Put the cursor on the heading of the section named `id`, at the window's top."""
        origin = f"heading:{id}" if id else "title"
        y = self._noted.shifted(self._index.origin(origin) or 0)
        self._go_to(y, "")
        self.scroll_to(y=y, animate=False)

    def go_to_line(self, y: int, address: str = "", at_top: bool = False) -> None:
        """Put the cursor on a line that `index` knows, as `go_to_spot` does."""
        self.go_to_spot(Spot(self._noted.shifted(y), address), at_top)

    def go_to_spot(self, spot: Spot, at_top: bool = False) -> None:
        """Put the cursor on a line, and there on a cell or else on the line's label.

        The line comes to the window's top if asked for, else in sight with some around it.
        """
        self._go_to(spot.y, spot.address)
        self._on_label = not spot.address and bool(self.lines[self.cursor].addresses)
        last = max(spot.last - self.cursor, 0)
        self.bring_into_sight(self.cursor, above=AROUND, below=last + AROUND)
        if at_top:
            self.scroll_to(y=self.cursor, animate=False)

    def return_to(self, before: Standpoint) -> None:
        """Put cursor and window where they were before, in lines that are the same again."""
        if before.line is not None:
            self._go_to(self._found_again(before.line.anchor), before.address)
            self._on_label = before.on_label
            self.scroll_to(y=before.top, animate=False)

    def come_back(self, cursor: Anchor, top: Anchor, address: str) -> None:
        """Put the cursor where it was, and `top` at the window's top as soon as there is one."""
        self._returning = cursor, top, address
        self._come_back()

    def _come_back(self) -> None:
        height = self.size.height
        if self._returning is None or not height or not self.lines:
            return
        (cursor, top, address), self._returning = self._returning, None
        y = self.rest(self._found_again(cursor) if cursor.origin else 0)
        there = self.lines[y].addresses
        self.address = address if address in there else ""
        self._on_label = bool(there) and not self.address
        self._remember_column(y)
        self.cursor = y
        first = min(max(self._found_again(top), y - height + 1), y)
        self.scroll_to(y=first, animate=False, force=True, immediate=True)
        self._cell_into_sight()
        self._name_section()
        self.repaint()

    def on_resize(self) -> None:
        """Lay the lines out in the new width."""
        self._lay_out()
        self._come_back()

    # -- what the cursor is on ----------------------------------------------------------------

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if 0 <= self.cursor < len(self.lines) else None

    @property
    def index(self) -> Index:
        """Where the places of the report stand among its lines, notes left out."""
        return self._index

    @property
    def standpoint(self) -> Standpoint:
        """The place of cursor and window."""
        return Standpoint(self.line, self.address, self._on_label, round(self.scroll_y))

    @property
    def target(self) -> str:
        """What an annotation made here is about."""
        if self.address:
            return f"cell:{self.address}"
        return self.line.target if self.line else "report"

    def jumps(self) -> Iterator[Jump]:
        """Yield what is in sight and marked as wrong or noted, and the headings."""
        (left, top), marks = self.scroll_offset, self.view.marks if self.view else NO_MARKS
        for y, line in enumerate(self.lines[top : top + self.size.height], top):
            for address in line.addresses:
                extent = line.extent(address)
                if extent and (address in marks.wrong or f"cell:{address}" in marks.annotated):
                    go = partial(self._come_to_cell, y, address)
                    yield Jump(GUTTER + extent[0] - left, y - top, go)
            if line.stop and not line.addresses and is_marked(line, marks):
                yield Jump(0, y - top, partial(self._come_to_cell, y, ""))

    def _come_to_cell(self, y: int, address: str) -> None:
        self.focus()
        self._go_to(y, address)
        self.post_message(self.Moved(self))

    # -- lines --------------------------------------------------------------------------------

    def count(self) -> int:
        """Return the number of lines."""
        return len(self.lines)

    def may_rest(self, y: int) -> bool:
        """Say whether the cursor may rest on line `y`."""
        return self.lines[y].stop

    def paint(self, y: int, width: int) -> list[Segment]:
        """Return line `y` with its marks."""
        assert self.view is not None or not self.lines[y].addresses
        cursor = Cursor(self.address) if y == self.cursor and self.view else None
        marks = self.view.marks if self.view else NO_MARKS
        line = self.lines[y]
        over = (*self.over(line), *self.matched(y))
        return paint_line(line, marks, cursor, width, self.style_of, over)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Name the section that is in sight."""
        super().watch_scroll_y(old_value, new_value)
        self._name_section()

    def _name_section(self) -> None:
        """Put the cursor's section in the border, that of the top line where the cursor is not."""
        top = round(self.scroll_y)
        y = self.cursor if top <= self.cursor < top + self.size.height else top
        if self.view is None or not 0 <= y < len(self.lines):
            return
        section = find_section(self.view.report, self.lines[y].section)
        title = heading(section) if section else plain(self.view.report.title)
        self.entitle(title)
        if self._in_sight != (id := self.lines[y].section):
            self._in_sight = id
            self.post_message(self.Passed(id))

    def place_cursor(self, y: int) -> None:
        """Put the cursor on line `y` and name its section."""
        super().place_cursor(y)
        self._cell_into_sight()
        self._name_section()

    def _cell_into_sight(self) -> None:
        """Scroll aside as little as needed to see the cursor's cell, or else where lines begin."""
        start, end = 0, 1
        if self.line and self.address and (extent := self.line.extent(self.address)):
            start, end = GUTTER + extent[0], GUTTER + extent[1]
        first, room = round(self.scroll_x), self.scrollable_content_region.width
        if start < first or end > first + room:
            x = start if start < first else end - room
            self.scroll_to(x=x, animate=False, force=True)

    def _lay_out(self) -> None:
        """Make the lines anew, with cursor and window at the same places of the report."""
        cursor, top = self.line, self.top_line
        finding = self.view.finding if self.view else None
        is_at_it = finding is not None and self.is_at(finding)
        y = self.cursor - round(self.scroll_y)
        in_sight = 0 <= y < self._window
        self._window = self.size.height
        width = max(self.scrollable_content_region.width - GUTTER, MIN_WIDTH)
        self._noted = self._lines(width)
        self.lines = self._noted.lines
        self.lines_changed(width + GUTTER)
        if self.selected and not any(is_on(self.selected, line) for line in self.lines):
            self.selected = None
        if cursor is not None:
            self.cursor = self._found_again(cursor.anchor)
            if finding and is_at_it:
                # The sentence may stand on another line now than that which it was on began with.
                self.cursor, self.address = self._place_of(finding)
            if self.line and self.address not in self.line.addresses:
                self.address = self._address_on(self.line)
        if in_sight:
            y = max(min(y, self._window - 1 - NOTES_IN_SIGHT), 0)
            self.scroll_to(y=max(self.cursor - y, 0), animate=False)
        elif top is not None:
            self.scroll_to(y=self._found_again(top.anchor), animate=False)
        self._cell_into_sight()
        self._name_section()

    @property
    def top_line(self) -> Line | None:
        """The first line in sight that is a place in the report."""
        in_sight = self.lines[round(self.scroll_y) :]
        return next((line for line in in_sight if line.origin not in ("", NOTES)), None)

    def _lines(self, width: int) -> Noted:
        """Return the lines to show: the report with the notes of the finding in hand."""
        if self.view is None:
            told = wrap(plain(self._said), width)
            return Noted(tuple(_sentence(text) for _offset, text in told))
        report, finding = self.view.report, self.view.finding
        self._lay_out_report(self.view, width)
        if not self._index.lines:
            return Noted((_sentence(_("No section has findings or annotations.")),))
        if finding is None:
            return Noted(self._index.lines)
        return with_notes(self._index, finding, report, width)

    def _lay_out_report(self, view: View, width: int) -> None:
        """Lay out the report, unless that was done already in this width."""
        key = (id(view.report), width, view.shown)
        if self._laid_out != key:
            self._laid_out = key
            self._index = Index(lay_out(view.report, width, view.shown, quoted(view.checks)))

    def _found_again(self, before: Anchor) -> int:
        """Return where the place `before` stands now."""
        y = self._index.again(before)
        return self.rest(0) if y is None else self._noted.shifted(y)

    # -- the cursor ---------------------------------------------------------------------------

    def _go_to(self, y: int, address: str) -> None:
        """Put the cursor on line `y`, on the cell at `address` or on none."""
        y = self.rest(y)
        self.clear_selection()
        self.address = address
        self._on_label = False
        self._remember_column(y)
        self.place_cursor(y)

    def _remember_column(self, y: int) -> None:
        if self.address and (extent := self.lines[y].extent(self.address)):
            self._column = sum(extent) // 2

    def _go(self, y: int, direction: int) -> None:
        """Go to line `y`, and there to the cell nearest to the column that the cursor was in."""
        if self.view is None or not self.lines:
            return
        y = self.rest(y, direction)
        self.clear_selection()
        self.address = self._address_on(self.lines[y])
        super()._go(y, direction)

    def _address_on(self, line: Line) -> str:
        """Return the cell of a line to go to; none from a label to a label."""
        return "" if self._on_label else line.address_at(self._column)

    def action_cell_left(self) -> None:
        """Go to the cell on the left, or select the sentence before the one selected."""
        self._go_aside(-1)

    def action_cell_right(self) -> None:
        """Go to the cell on the right, or select the sentence after the one selected."""
        self._go_aside(1)

    def _go_aside(self, step: int) -> None:
        if self.selected is not None:
            self.select_aside(step)
            return
        line = self.line
        if line is None or not line.addresses:
            return
        # The row's label stands before its cells.
        stops = ("", *line.addresses)
        i = stops.index(self.address) + step
        if 0 <= i < len(stops):
            self._go_to(self.cursor, stops[i])
            self._on_label = not stops[i]
            self.post_message(self.Moved(self))

    def clicked(self, x: int, y: int) -> None:
        """Go to the cell or line that was clicked."""
        if self.view is None or self._dragged:
            return
        self._column = max(x - GUTTER, 0)
        self._on_label = False
        self._go(y, -1)


def _sentence(text: str) -> Line:
    return Line((Span(text, "note"),))
