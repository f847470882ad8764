"""The document: the whole report as one run of lines, with a cursor on lines and cells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from parsers.model import Quote
from tui.actions import bindings
from tui.jumps import Jump
from tui.language import _
from tui.layout import MIN_WIDTH, NOTES, Line, Span, lay_out, place_of, quoted, with_notes
from tui.layout.passages import is_on
from tui.layout.text import plain, wrap
from tui.layout.words import find_section, heading
from tui.panels.painting import GUTTER, Cursor, is_marked, paint_line
from tui.panels.selecting import Selecting
from tui.panels.view import Marks, View

if TYPE_CHECKING:
    from tui.left import Spot

NO_MARKS = Marks()
NOTES_IN_SIGHT = 4
"""How many lines beneath a culprit are brought into sight with it at least."""


class DocumentPanel(Selecting):
    """Shows the report. The cursor rests on a line, and on one of its cells where it has any."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("document")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "title", "heading", "subheading", "prose", "label", "group", "head", "rule", "note",
        "code", "equation", "figure", "zero", "blank", "missing", "not-a-number", "left", "right",
        "verified", "contradicted", "culprit", "suspect", "amend", "error", "warning", "info",
        "pen", "cursor", "cursor-line", "quoted", "selected",
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
        self._returning: tuple[Spot, Spot, str] | None = None
        self._on_label = False
        self._column = 0
        self._said = ""
        self._window = 0
        self._laid_out: tuple[object, tuple[Line, ...]] = (None, ())

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

    def go_to_finding(self) -> None:
        """Put the cursor on the culprit of the finding in hand, its notes in sight."""
        if self.view is None or self.view.finding is None:
            return
        y, address = place_of(self.view.finding, self.lines)
        self._go_to(y, address)
        notes = sum(line.origin == NOTES for line in self.lines)
        self.bring_into_sight(y, above=2, below=max(notes, NOTES_IN_SIGHT))

    def go_to_cell(self, address: str) -> None:
        """Put the cursor on the cell at `address`, if it is shown."""
        for y, line in enumerate(self.lines):
            if address in line.addresses:
                self._go_to(y, address)
                return

    def go_to_quote(self, quote: Quote) -> None:
        """Put the cursor on the line that `quote` begins on, if it is shown."""
        for y, line in enumerate(self.lines):
            if quote in line.quotes:
                self._go_to(y, "")
                return

    def go_to_section(self, id: str) -> None:
        """Put the cursor on the heading of the section named `id`, at the window's top."""
        origin = f"heading:{id}" if id else "title"
        y = next((i for i, line in enumerate(self.lines) if line.origin == origin), 0)
        self._go_to(y, "")
        self.scroll_to(y=y, animate=False)

    def return_to(self, cursor: Spot, top: Spot, address: str) -> None:
        """Put the cursor where it was, and `top` at the window's top as soon as there is one."""
        self._returning = cursor, top, address
        self._return()

    def _return(self) -> None:
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
        self._name_section()
        self.refresh()

    def on_resize(self) -> None:
        """Lay the lines out in the new width."""
        self._lay_out()
        self._return()

    # -- what the cursor is on ----------------------------------------------------------------

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if 0 <= self.cursor < len(self.lines) else None

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
        return paint_line(line, marks, cursor, width, self.style_of, self.over(line))

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
        self.border_title = Content(title)
        if self._in_sight != (id := self.lines[y].section):
            self._in_sight = id
            self.post_message(self.Passed(id))

    def place_cursor(self, y: int) -> None:
        """Put the cursor on line `y` and name its section."""
        super().place_cursor(y)
        self._name_section()

    def _lay_out(self) -> None:
        """Make the lines anew, with cursor and window at the same places of the report."""
        cursor, top = self.line, self.top_line
        y = self.cursor - round(self.scroll_y)
        in_sight = 0 <= y < self._window
        self._window = self.size.height
        width = max(self.scrollable_content_region.width - GUTTER, MIN_WIDTH)
        self.lines = tuple(self._lines(width))
        self.lines_changed(width + GUTTER)
        if self.selected and not any(is_on(self.selected, line) for line in self.lines):
            self.selected = None
        if cursor is not None:
            self.cursor = self._found_again(cursor)
            if self.line and self.address not in self.line.addresses:
                self.address = self._address_on(self.line)
        if in_sight:
            y = max(min(y, self._window - 1 - NOTES_IN_SIGHT), 0)
            self.scroll_to(y=max(self.cursor - y, 0), animate=False)
        elif top is not None:
            self.scroll_to(y=self._found_again(top), animate=False)
        self._name_section()

    @property
    def top_line(self) -> Line | None:
        """The first line in sight that is a place in the report."""
        in_sight = self.lines[round(self.scroll_y) :]
        return next((line for line in in_sight if line.origin not in ("", NOTES)), None)

    def _lines(self, width: int) -> Iterator[Line]:
        """Return the lines to show: the report with the notes of the finding in hand."""
        if self.view is None:
            return (_sentence(text) for _offset, text in wrap(plain(self._said), width))
        report, finding = self.view.report, self.view.finding
        lines = self._report_lines(self.view, width)
        if not lines:
            return iter([_sentence(_("No section has findings or annotations."))])
        return iter(with_notes(lines, finding, report, width) if finding else lines)

    def _report_lines(self, view: View, width: int) -> tuple[Line, ...]:
        """Lay out the report, unless that was done already in this width."""
        key = (id(view.report), width, view.shown)
        if self._laid_out[0] != key:
            self._laid_out = (key, lay_out(view.report, width, view.shown, quoted(view.checks)))
        return self._laid_out[1]

    def _found_again(self, before: Line | Spot) -> int:
        """Return where the text of the line `before` stands now."""
        found = near = -1
        for i, line in enumerate(self.lines):
            if line.origin == before.origin and line.offset <= before.offset:
                found = i
            if near < 0 and line.section == before.section:
                near = i
        return found if found >= 0 else self.rest(near)

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
