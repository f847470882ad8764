"""The screen of a file that cannot be read, or used: which, why, and what to do."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from tui.actions import bindings, hints
from tui.language import _
from tui.layout.text import plain
from tui.panels.bars import HintBar


class TroubleScreen(Screen[None]):
    """Says why a file cannot be shown."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("trouble")]

    def __init__(self, what: str, reason: str, may_go_back: bool) -> None:
        super().__init__()
        self._what = what
        self._reason = reason
        self._may_go_back = may_go_back

    def compose(self) -> ComposeResult:
        """Lay out the sentence and what to do."""
        onward = _("Esc goes back to the list, q quits.") if self._may_go_back else _("q quits.")
        with Vertical(id="trouble-box"):
            yield Static(self._what, classes="title", markup=False)
            yield Static(plain(self._reason), markup=False)
            yield Static(onward, markup=False)
        yield HintBar([a for a in hints("trouble", "app") if a.id != "back" or self._may_go_back])

    def action_back(self) -> None:
        """Go back to the list of reports, if there is one."""
        if self._may_go_back:
            self.dismiss()
