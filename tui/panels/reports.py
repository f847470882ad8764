"""The list of reports: a line each, columns as wide as what is in them, and a head to sort by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from parsers.model import SEVERITIES
from tui.actions import bindings
from tui.glyphs import glyphs
from tui.language import say
from tui.layout.text import cells, cut, pad, plain, wrap
from tui.panels.bars import Bar
from tui.panels.columns import COLUMNS, LEAST_NAME, SORTED_BY, SORTS, Column, Head, columns, texts
from tui.panels.rows import Rows
from tui.reading.reports import Entry, Order

LEAST_BAR, MOST_BAR = 6, 24
"""How wide the bar is that tells how much was read, in cells."""


class ReportHead(Bar):
    """The heads of the columns; a click on one sorts by it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"label", "sorted"}

    class Chosen(Message):
        """A person wants to sort by a column."""

        def __init__(self, order: Order) -> None:
            super().__init__()
            self.order = order

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[Column, ...] = ()
        self._head = Head()

    def show(self, columns: tuple[Column, ...], head: Head) -> None:
        """Show the heads of `columns`."""
        if (columns, head) != (self._columns, self._head):
            self._columns, self._head = columns, head
            self.refresh()

    def render(self) -> Text:
        """Return the heads in one line."""
        line = Text(no_wrap=True)
        for column in self._columns:
            line.append(" " * (column.x - line.cell_len))
            is_sorted = SORTED_BY.get(self._head.order) == column.id
            label = pad(self._head.label(column.id), column.width, column.side)
            line.append(label, self.style_of("sorted" if is_sorted else "label"))
        return line

    def on_click(self, event: events.Click) -> None:
        """Sort by the column that was clicked."""
        column = next((c for c in reversed(self._columns) if event.x >= c.x - 1), None)
        if column and (order := SORTS.get(column.id)):
            self.post_message(self.Chosen(order))


class ReportList(Rows):
    """Shows the reports that it is given, or what is to be said where there are none."""

    BINDINGS: ClassVar[list[BindingType]] = [b for b in bindings("folder") if b.action == "open"]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *SEVERITIES, "none", "unsure", "reason", "said", "cursor-line",
    }  # fmt: skip

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.shown: Sequence[Entry] = ()
        self._said = ""
        self._lines: list[str] = []
        self._head = Head()
        self._columns: tuple[Column, ...] = ()
        self._cells: dict[Path, tuple[Entry, tuple[int, ...]]] = {}

    class Laid(Message):
        """The columns, or what they are sorted by, may have become others."""

        def __init__(self, columns: tuple[Column, ...], head: Head) -> None:
            super().__init__()
            self.columns = columns
            self.head = head

    def show(self, shown: Sequence[Entry], said: str, head: Head) -> None:
        """Show these, the cursor on the report where it was; without any, the sentence `said`."""
        before, top = self.current, self.cursor - round(self.scroll_y)
        old, self.shown, self._said, self._head = self.shown, shown, said, head
        numbers = {entry.path: number for number, entry in enumerate(shown)}
        cursor = min(max(self.cursor, 0), len(shown) - 1)
        was, self.cursor = self.cursor, numbers.get(before.path, cursor) if before else cursor
        if self._place_columns() or len(old) != len(shown) or not shown:
            self.lines_changed()
        else:
            changed = {y for y, entry in enumerate(shown) if old[y] is not entry}
            self.paint_again(changed | ({was, self.cursor} if was != self.cursor else set()))
        if self.cursor >= 0 and 0 <= top < self.size.height:
            # Where lines come in above it, the report stays where it was on the screen.
            self.scroll_to(y=self.cursor - top, animate=False, immediate=True)
            self.bring_into_sight(self.cursor)

    def _place_columns(self) -> bool:
        """Place the columns for what is shown and the room there is; tell whether they moved."""
        width = self.scrollable_content_region.width
        heads = tuple(cells(self._head.label(column)) for column in COLUMNS)
        widest = [max(column) for column in zip(heads, *map(self._widths, self.shown), strict=True)]
        before, self._columns = self._columns, columns(widest, width)
        self._lines = [line for _offset, line in wrap(self._said, max(width - 4, 8))]
        self.post_message(self.Laid(self._columns, self._head))
        return self._columns != before

    def _widths(self, entry: Entry) -> tuple[int, ...]:
        """Return how wide the texts of `entry` are; measured once."""
        known = self._cells.get(entry.path)
        if known is None or known[0] is not entry:
            known = (entry, tuple(map(cells, texts(entry))))
            self._cells[entry.path] = known
        return known[1]

    def say_again(self) -> None:
        """Measure and paint what is told of each in the language in use."""
        self._cells.clear()
        self._place_columns()
        self.lines_changed()

    def on_resize(self) -> None:
        """Make use of the room that there is now."""
        self._place_columns()
        self.lines_changed()
        if self.cursor >= 0:
            self.bring_into_sight(self.cursor)

    @property
    def current(self) -> Entry | None:
        """The report under the cursor."""
        return self.shown[self.cursor] if 0 <= self.cursor < len(self.shown) else None

    def go_to(self, path: Path) -> None:
        """Put the cursor on the report at `path`, if it is shown."""
        number = next((i for i, entry in enumerate(self.shown) if entry.path == path), None)
        if number is not None:
            self.place_cursor(number)

    def count(self) -> int:
        """Return the number of reports, or of the lines of what is said in their place."""
        return len(self.shown) or len(self._lines)

    def may_rest(self, y: int) -> bool:
        """Say whether line `y` is a report."""
        return y < len(self.shown)

    def paint(self, y: int, width: int) -> list[Segment]:
        """Return a report: what stands in the columns, or why it cannot be read."""
        if not self.shown:
            return [Segment(f"  {self._lines[y]}", self.style_of("said"))]
        entry, here = self.shown[y], y == self.cursor
        segments = [Segment(glyphs().cursor if here else " ")]
        x = 1
        for column, text, style in self._pieces(entry):
            segments.append(Segment(" " * (column.x - x)))
            segments.append(Segment(pad(text, column.width, column.side), self.style_of(style)))
            x = column.x + column.width
        segments.append(Segment(" " * max(width - x, 0)))
        return self.under_cursor(segments) if here else segments

    def _pieces(self, entry: Entry) -> list[tuple[Column, str, str]]:
        """Return what to paint for `entry`: each text, where it stands, and its style."""
        shown = dict(zip(COLUMNS, texts(entry), strict=True))
        if entry.unread is None:
            return [(c, shown[c.id], _style(c.id, shown[c.id], entry)) for c in self._columns]
        # There are no figures: the reason takes their room.
        file, *between, state = self._columns
        pieces = [(file, shown["file"], "")]
        if between:
            start = between[0].x
            wide = Column("agency", start, between[-1].x + between[-1].width - start)
            pieces.append((wide, plain(say(entry.unread.why)), "reason"))
        return [*pieces, (state, entry.state, "error")]

    def action_open(self) -> None:
        """Open the report under the cursor."""
        self.action_jump()

    def clicked(self, x: int, y: int) -> None:
        """Put the cursor on a report; open the one that it is on."""
        if self.shown and y == self.cursor:
            self.action_jump()
        else:
            super().clicked(x, y)

    def clicked_twice(self, x: int, y: int) -> None:
        """Open a report."""
        super().clicked(x, y)
        self.action_jump()


def _style(column: str, text: str, entry: Entry) -> str:
    if entry.digest is None:
        return "none" if column == "state" else ""
    if column in SEVERITIES:
        return column if text != "0" else "none"
    if column == "checked":
        return "" if entry.digest.evaluated == entry.digest.total else "unsure"
    return "none" if column == "state" and not entry.has_open else ""


class ReportsPanel(Vertical):
    """The list under its head, which stays in sight."""

    def compose(self) -> ComposeResult:
        """Lay out head and list."""
        yield ReportHead()
        yield ReportList("ReportList")

    @on(ReportList.Laid)
    def _laid(self, message: ReportList.Laid) -> None:
        message.stop()
        self.query_one(ReportHead).show(message.columns, message.head)


class FolderBar(Bar):
    """How many reports there are, how far reading has come, and what is being written."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"filled", "empty"}

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._shown = ("", "", 1.0)

    def show(self, said: str, doing: str = "", share: float = 1.0) -> None:
        """Show a sentence and what is being done, and a bar until the `share` done is all."""
        if self._shown != (said, doing, share):
            self._shown = (said, doing, share)
            self.refresh()

    def render(self) -> Text:
        """Return them in one line: what is being done and the bar where there is room for it."""
        said, doing, share = self._shown
        width = self.size.width - 2
        line = Text(f" {cut(said, width)}", no_wrap=True)
        room = width - line.cell_len - LEAST_BAR - 5
        if doing and room >= LEAST_NAME:
            line.append(f" {glyphs().dot} {cut(doing, room)}")
        room = min(width - line.cell_len - 1, MOST_BAR)
        if share < 1 and room >= LEAST_BAR:
            filled = round(share * room)
            line.append(" " * (width + 1 - line.cell_len - room))
            line.append(glyphs().filled * filled, self.style_of("filled"))
            line.append(glyphs().empty * (room - filled), self.style_of("empty"))
        return line
