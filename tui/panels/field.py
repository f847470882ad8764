"""A field to write a few words in, which commands no terminal whatever is pasted into it."""

from __future__ import annotations

from textual.widgets import Input

from tui.language import _
from tui.layout.text import one_for_one


class Field(Input):
    """A line of text. While it is empty it tells its `hint`, a marked sentence."""

    def __init__(self, id: str, hint: str) -> None:
        super().__init__(id=id, compact=True, placeholder=_(hint))
        self._hint = hint

    def say_again(self) -> None:
        """Tell the hint in the language in use."""
        self.placeholder = _(self._hint)

    def on_mount(self) -> None:
        """Keep the cursor still."""
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Return the text with a picture for each character that would command a terminal."""
        return one_for_one(value).replace("\t", " ")
