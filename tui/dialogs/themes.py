"""Choosing among the themes, each seen while the cursor is on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.actions import Where, bindings
from tui.dialogs.dialog import Dialog
from tui.language import _
from tui.settings.themes import LABELS, THEMES


class ThemeList(OptionList):
    """The names of the themes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("themes"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
    ]

    def action_choose(self) -> None:
        """Take the theme under the cursor."""
        self.action_select()


class ThemeDialog(Dialog[str]):
    """Returns the name of the theme that was chosen."""

    PLACES: ClassVar[tuple[Where, ...]] = ("themes", "dialog")

    class Seen(Message):
        """The cursor has come to a theme."""

        def __init__(self, theme: str) -> None:
            super().__init__()
            self.theme = theme

    def __init__(self, theme: str) -> None:
        super().__init__(_("Theme"))
        self._theme = theme

    def body(self) -> Iterable[Widget]:
        """Return the list, its cursor on the theme in use."""
        themes = ThemeList(
            *(Option(_(LABELS.get(name, "")) or name, id=name) for name in THEMES), markup=False
        )
        themes.highlighted = THEMES.index(self._theme)
        yield themes

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Let the theme under the cursor be seen."""
        self.post_message(self.Seen(event.option_id or ""))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the theme that was chosen."""
        self.dismiss(event.option_id)
