"""The screen of a file that cannot be read, or used: which, why, and what to do."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from tui.actions import bindings, hints, shown_key
from tui.language import _
from tui.layout.text import plain
from tui.panels.bars import HintBar
from tui.screens.loading import Failed


class TroubleScreen(Screen[None]):
    """Says why a file cannot be shown."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("trouble")]

    def __init__(self, failed: Failed, may_go_back: bool) -> None:
        super().__init__()
        self._failed = failed
        self._may_go_back = may_go_back

    def compose(self) -> ComposeResult:
        """Lay out the sentence and what to do."""
        keys = {"back": shown_key("trouble.back"), "quit": shown_key("app.quit")}
        list_or_end = _("{back} goes back to the list, {quit} quits.")
        onward = list_or_end if self._may_go_back else _("{quit} quits.")
        with Vertical(id="trouble-box"):
            yield Static(self._failed.what, classes="title", markup=False)
            yield Static(plain(self._failed.reason), markup=False)
            yield Static(onward.format(**keys), markup=False)
        yield HintBar([a for a in hints("trouble", "app") if a.id != "back" or self._may_go_back])

    def say_again(self) -> None:
        """Say all in the language in use."""
        self.refresh(recompose=True)

    def action_back(self) -> None:
        """Go back to the list of reports, if there is one."""
        if self._may_go_back:
            self.dismiss()
