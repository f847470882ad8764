"""The base of every panel that shows lines with a cursor on one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.actions import bindings
from tui.jumps import Jump
from tui.panels.looks import look

KEPT = 500
"""How many painted lines are kept at most."""


class Rows(ScrollView, can_focus=True):
    """Lines that are painted one by one, and a cursor that moves over them by key and mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("panel")]
    ALLOW_SELECT = False

    class Moved(Message):
        """A person moved the cursor."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> Rows:
            """The panel."""
            return self.rows

    class Jumped(Moved):
        """A person asked to go to what is under the cursor."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.cursor = -1
        self._strips: dict[int, Strip] = {}
        self._looks: dict[tuple[str, ...], Style] = {}
        self._width_painted = 0
        self._titled = ""

    # -- for the panels to fill in ------------------------------------------------------------

    def count(self) -> int:
        """Return the number of lines."""
        raise NotImplementedError

    def may_rest(self, y: int) -> bool:  # noqa: ARG002
        """Say whether the cursor may stay on line `y`."""
        return True

    def paint(self, y: int, width: int) -> list[Segment]:
        """Return line `y`, at best in `width` cells."""
        raise NotImplementedError

    # -- the lines ----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Paint a line of the window; one that has not changed since is not painted anew."""
        scroll_x, scroll_y = self.scroll_offset
        width, y = self.scrollable_content_region.width, y + scroll_y
        base = self._base_style()
        if not 0 <= y < self.count():
            return Strip.blank(width, base)
        if width != self._width_painted or len(self._strips) > KEPT:
            self._strips.clear()
            self._width_painted = width
        if (strip := self._strips.get(y)) is None:
            strip = self._strips[y] = Strip(self.paint(y, width)).apply_style(base)
        return strip.crop_extend(scroll_x, scroll_x + width, base)

    def under_cursor(self, segments: Iterable[Segment]) -> list[Segment]:
        """Return segments on the ground of the cursor's line.

        Its own colours win: grey on the colour of the cursor cannot be read.
        """
        ground = self.style_of("cursor-line")
        return [Segment(s.text, s.style + ground if s.style else ground) for s in segments]

    def _base_style(self) -> Style:
        """Return the panel's own style."""
        if (style := self._looks.get(())) is None:
            style = self._looks[()] = self.rich_style
        return style

    def style_of(self, *names: str) -> Style:
        """Return the styles named in the style sheet, laid over each other."""
        if (style := self._looks.get(names)) is None:
            style = self._looks[names] = look(self, *names)
        return style

    def notify_style_update(self) -> None:
        """Paint all in the styles that hold now."""
        super().notify_style_update()
        self._strips.clear()
        self._looks.clear()

    def lines_changed(self, width: int = 0) -> None:
        """Paint all lines again; there may be more or fewer of them."""
        was, now = self.virtual_size, Size(width, self.count())
        if not self.size or self.styles.auto_dimensions or self._bars(was) != self._bars(now):
            self.virtual_size = now
        elif was != now:
            # No bar comes or goes: nothing on the screen need be laid out again.
            self.set_reactive(Rows.virtual_size, now)
            # No further than the last line, and where that ends.
            self.scroll_x, self.scroll_y = self.scroll_x, self.scroll_y
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.window_virtual_size = now.height
            if self.show_horizontal_scrollbar:
                self.horizontal_scrollbar.window_virtual_size = now.width
        self.repaint()

    def _bars(self, lines: Size) -> tuple[int, ...]:
        """Tell by which lengths of the lines scroll bars are needed, which are a cell broad."""
        lengths = zip(lines, self.container_size, strict=True)
        return tuple((length > room) + (length >= room) for length, room in lengths)

    def repaint(self) -> None:
        """Paint all lines in sight again."""
        self._strips.clear()
        self.refresh()

    def paint_again(self, numbers: Iterable[int]) -> None:
        """Paint only some lines again."""
        top = round(self.scroll_y)
        in_sight = range(top, top + self.size.height)
        for y in numbers:
            self._strips.pop(y, None)
            if y in in_sight:
                self.refresh_line(y)

    def entitle(self, title: str) -> None:
        """Put a title into the border, unless it is there already."""
        if title != self._titled:
            self._titled = title
            self.border_title = Content(title)

    # -- the cursor ---------------------------------------------------------------------------

    def rest(self, y: int, direction: int = 1) -> int:
        """Return the line at or behind `y`, or else before it, where the cursor may rest."""
        last = self.count() - 1
        y = min(max(y, 0), last)
        onward = range(y, last + 1) if direction > 0 else range(y, -1, -1)
        backward = range(y, -1, -1) if direction > 0 else range(y, last + 1)
        return next((i for i in chain(onward, backward) if self.may_rest(i)), -1)

    def place_cursor(self, y: int) -> None:
        """Put the cursor on line `y` and bring it into sight, without a message."""
        was, self.cursor = self.cursor, y
        self.bring_into_sight(y)
        self.paint_again((was, y))

    def bring_into_sight(self, y: int, above: int = 0, below: int = 0) -> None:
        """Scroll as little as needed to see line `y` and some lines above and below."""
        top, bottom = max(y - above, 0), min(y + below, self.count() - 1)
        self.scroll_to_region(
            Region(round(self.scroll_x), top, 1, bottom - top + 1),
            animate=False,
            force=True,
        )

    def _go(self, y: int, direction: int) -> None:
        if self.count():
            self.place_cursor(self.rest(y, direction))
            self.post_message(self.Moved(self))

    def action_cursor_down(self) -> None:
        """Go down a line, past those where the cursor may not rest."""
        self._go(self.cursor + 1, 1)

    def action_cursor_up(self) -> None:
        """Go up a line, past those where the cursor may not rest."""
        self._go(self.cursor - 1, -1)

    def action_half_page_down(self) -> None:
        """Go down half a page."""
        self._go(self.cursor + max(self.size.height // 2, 1), 1)

    def action_half_page_up(self) -> None:
        """Go up half a page."""
        self._go(self.cursor - max(self.size.height // 2, 1), -1)

    def action_page_down(self) -> None:
        """Go down a page."""
        self._go(self.cursor + max(self.size.height - 1, 1), 1)

    def action_page_up(self) -> None:
        """Go up a page."""
        self._go(self.cursor - max(self.size.height - 1, 1), -1)

    def action_top(self) -> None:
        """Go to the first line."""
        self._go(0, 1)

    def action_bottom(self) -> None:
        """Go to the last line."""
        self._go(self.count() - 1, -1)
        self.scroll_end(animate=False, immediate=True)

    def jumps(self) -> Iterator[Jump]:
        """Yield the lines in sight where the cursor may rest."""
        top = self.scroll_offset.y
        for y in range(top, min(top + self.size.height, self.count())):
            if self.may_rest(y):
                yield Jump(0, y - top, partial(self._come_to, y))

    def _come_to(self, y: int) -> None:
        self.focus()
        self._go(y, 1)

    def action_jump(self) -> None:
        """Go to what is under the cursor."""
        if self.cursor >= 0:
            self.post_message(self.Jumped(self))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        if (offset := event.get_content_offset(self)) is None:
            return
        y = offset.y + self.scroll_offset.y
        if 0 <= y < self.count():
            answer = self.clicked_twice if event.chain == 2 else self.clicked
            if event.ctrl:
                answer = self.clicked_too
            answer(offset.x + self.scroll_offset.x, y)

    def clicked(self, x: int, y: int) -> None:  # noqa: ARG002
        """Answer to a click on column `x` of line `y`."""
        self._go(y, 1)

    def clicked_twice(self, x: int, y: int) -> None:
        """Answer to a double click: go to what is there."""
        self.clicked(x, y)
        self.action_jump()

    def clicked_too(self, x: int, y: int) -> None:
        """Answer to a click while Ctrl is held."""
        self.clicked(x, y)
