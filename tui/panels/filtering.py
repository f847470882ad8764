"""The line under a list in which a person writes what the lines shown must have in them."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from tui.actions import bindings


class Filter(Input):
    """What those shown must have in them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("filter")]

    class Left(Message):
        """A person goes back to the list."""

    def action_keep(self) -> None:
        """Go back to the list and leave it filtered."""
        self.post_message(self.Left())

    def action_clear(self) -> None:
        """Go back to the list and show all again."""
        self.value = ""
        self.post_message(self.Left())
