"""The line in which a person writes what the entries of a list must have in them."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tui.actions import bindings
from tui.panels.field import Field


class Filter(Field):
    """A filter as it is being written; `Changed` tells of every letter."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("filter")]

    class Left(Message):
        """A person goes back to the list."""

        def __init__(self, filter: Filter) -> None:
            super().__init__()
            self.filter = filter

    def action_keep(self) -> None:
        """Go back to the list and leave it filtered."""
        self.post_message(self.Left(self))

    def action_clear(self) -> None:
        """Go back to the list and show all again."""
        self.value = ""
        self.post_message(self.Left(self))
