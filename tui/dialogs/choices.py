"""One of several, on a line: `(x) Markdown  ( ) JSON`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from tui.layout.text import cells

GAP = 2


class Choices(Widget, can_focus=True):
    """Shows all that can be chosen, the one chosen with a cross; arrows or a click choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h,up,k", "step(-1)", show=False),
        Binding("right,l,down,j,space", "step(1)", show=False),
    ]

    class Changed(Message):
        """Something else was chosen."""

    def __init__(self, names: Sequence[str], id: str) -> None:
        super().__init__(id=id)
        self._labels = names
        self.chosen = 0

    def render(self) -> Text:
        """Return the names on one line."""
        line = Text(no_wrap=True)
        for i, name in enumerate(self._labels):
            chosen = i == self.chosen
            style = ("bold reverse" if self.has_focus else "bold") if chosen else ""
            line.append(f"({'x' if chosen else ' '}) {name}", style)
            line.append(" " * GAP)
        return line

    def choose(self, number: int) -> None:
        """Choose the name with this number."""
        self.chosen = number % len(self._labels)
        self.refresh()
        self.post_message(self.Changed())

    def action_step(self, step: int) -> None:
        """Choose the next, or the one before."""
        self.choose(self.chosen + step)

    def on_click(self, event: events.Click) -> None:
        """Choose the name that was clicked."""
        x = 0
        for i, name in enumerate(self._labels):
            end = x + 4 + cells(name)
            if x <= event.x < end:
                self.choose(i)
            x = end + GAP
