"""The field in which notes are written."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import TextArea

from tui.layout.text import one_for_one


class Writing(TextArea):
    """A text area that sends no control characters to the terminal; the text keeps them."""

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is shown: what would command a terminal is a picture."""
        # Places in the shown line are places in the text: a cursor must not be led astray.
        return Text(one_for_one(self.document.get_line(line_index)), end="", no_wrap=True)
