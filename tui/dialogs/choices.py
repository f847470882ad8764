"""One of several, on as many lines as they need: `(x) Markdown  ( ) JSON`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from tui.layout.text import cells

GAP = 2


class _Place(NamedTuple):
    """Where a name stands: its line, and from which cell to which."""

    y: int
    start: int
    end: int


class Choices(Widget, can_focus=True):
    """Shows all that can be chosen, with a cross at what is; arrows, figures or a click choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h,up,k", "step(-1)", show=False),
        Binding("right,l,down,j", "step(1)", show=False),
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)),
    ]

    class Changed(Message):
        """Something else was chosen."""

    def __init__(self, names: Sequence[str], id: str, chosen: int = 0) -> None:
        super().__init__(id=id)
        self._labels = [f"( ) {name}" for name in names]
        self.chosen = chosen

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return how many lines the names need."""
        return self._places(width)[-1].y + 1

    def render(self) -> Text:
        """Return the names, each on the line on which there is room for it."""
        text, at = Text(no_wrap=True), (0, 0)
        for i, (label, place) in enumerate(
            zip(self._labels, self._places(self.size.width), strict=True)
        ):
            text.append("\n" if place.y > at[0] else " " * (place.start - at[1]))
            chosen = i == self.chosen
            style = ("bold reverse" if self.has_focus else "bold") if chosen else ""
            text.append(label.replace("( )", "(x)", 1) if chosen else label, style)
            at = place.y, place.end
        return text

    def _places(self, width: int) -> list[_Place]:
        """Return where each name stands in so many cells."""
        places: list[_Place] = []
        y = x = 0
        for size in map(cells, self._labels):
            if x and x + size > width:
                y, x = y + 1, 0
            places.append(_Place(y, x, x + size))
            x += size + GAP
        return places

    def choose(self, number: int) -> None:
        """Choose the name with this number."""
        self.chosen = number % len(self._labels)
        self.refresh()
        self.post_message(self.Changed())

    def action_step(self, step: int) -> None:
        """Choose the next, or the one before."""
        self.choose(self.chosen + step)

    def action_choose(self, number: int) -> None:
        """Choose the name that stands in this place, the first being 1."""
        if number <= len(self._labels):
            self.choose(number - 1)

    def on_click(self, event: events.Click) -> None:
        """Choose the name that was clicked."""
        for i, place in enumerate(self._places(self.size.width)):
            if place.y == event.y and place.start <= event.x < place.end:
                self.choose(i)
