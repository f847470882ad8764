"""The line below the document in which a person writes what to find, and how much was found."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from parsers.messages import marked
from tui.actions import bindings
from tui.panels.field import Field


class FindField(Field):
    """What to find."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("find")]

    class Wanted(Message):
        """A person wants something found."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Kept(Message):
        """A person goes back to the document, and may walk what was found."""

    class Forgotten(Message):
        """A person goes back to where they were."""

    class Stepped(Message):
        """A person wants the next match, or the one before."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def watch_value(self, value: str) -> None:
        """Have found what is written."""
        self.post_message(self.Wanted(value))

    def action_keep(self) -> None:
        """Go back to the document and keep what was found."""
        self.post_message(self.Kept())

    def action_forget(self) -> None:
        """Go back to where the cursor was."""
        self.post_message(self.Forgotten())

    def action_next_match(self) -> None:
        """Go to the next match."""
        self.post_message(self.Stepped(1))

    def action_previous_match(self) -> None:
        """Go to the match before."""
        self.post_message(self.Stepped(-1))


class FindBar(Horizontal):
    """The field, and behind it the number of the match and how many there are."""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Static("/")
        yield FindField("find", marked("words, a figure, a rule such as A104"))
        yield Static(id="found", classes="count", markup=False)

    @property
    def field(self) -> FindField:
        """The field."""
        return self.query_one(FindField)

    def say(self, sentence: str) -> None:
        """Say how much was found."""
        self.query_one("#found", Static).update(Content(sentence))
