"""Letters over the places in sight, one of which is chosen by typing its letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.actions import bindings
from tui.jumps import Jump, letters


class JumpOverlay(ModalScreen[Jump | None]):
    """Shows letters over `jumps` and returns the one that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("jumping")]

    def __init__(self, jumps: Sequence[Jump]) -> None:
        super().__init__()
        self._jumps = dict(zip(letters(len(jumps)), jumps, strict=False))
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Put the letters over the places."""
        for typed, jump in self._jumps.items():
            letter = Static(typed, markup=False, classes="letter", name=typed)
            letter.styles.offset = jump.x, jump.y
            yield letter

    def on_key(self, event: events.Key) -> None:
        """Choose by letters; another key does nothing."""
        if not event.is_printable:
            return
        event.stop()
        event.prevent_default()
        typed = self._typed + (event.character or "").lower()
        there = [name for name in self._jumps if name.startswith(typed)]
        if typed in self._jumps:
            self.dismiss(self._jumps[typed])
        elif there:
            self._typed = typed
            for letter in self.query(".letter"):
                letter.display = letter.name in there

    def on_mount(self) -> None:
        """Remember for which size of the window the letters stand so."""
        self._room = self.app.size

    def on_resize(self, event: events.Resize) -> None:
        """Leave where the places are not under their letters any more."""
        if event.size != self._room and self.is_current:
            self.dismiss(None)

    def action_close(self) -> None:
        """Leave and go nowhere."""
        self.dismiss(None)
