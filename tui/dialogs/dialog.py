"""The base of every dialog: a titled box in the middle of the screen, closed with Escape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.visual import VisualType
from textual.widget import Widget
from textual.widgets import Static

from tui.actions import Action, Where, bindings, hints
from tui.panels.bars import HintBar

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None], Generic[Result]):
    """A box with a title, a body and the hints of what can be done; Escape returns None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("dialog")]
    PLACES: ClassVar[tuple[Where, ...]] = ("dialog",)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical(classes="box") as box:
            box.border_title = Content(self._title)
            yield from self.body()
            yield HintBar(self.possible())

    def body(self) -> Iterable[Widget]:
        """Return what stands in the box."""
        raise NotImplementedError

    def possible(self) -> list[Action]:
        """Return what can be done here."""
        return hints(*self.PLACES)

    def may_close(self) -> bool:
        """Say whether nothing would be lost by closing."""
        return True

    def keep_unsaved(self) -> None:
        """Keep what would be lost if gouji ended just now."""

    def action_close(self) -> None:
        """Close and change nothing."""
        if self.may_close():
            self.dismiss(None)


class Page(VerticalScroll, can_focus=True):
    """A text that scrolls with the keys of the panels."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("g", "scroll_home", show=False),
        Binding("G", "scroll_end", show=False),
        Binding("ctrl+d,space", "page_down", show=False),
        Binding("ctrl+u", "page_up", show=False),
    ]

    class Seen(Message):
        """Another part of the text is in sight: from and to which share of it."""

        def __init__(self, first: float, last: float) -> None:
            super().__init__()
            self.first = first
            self.last = last

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say what is in sight."""
        super().watch_scroll_y(old_value, new_value)
        self._say_what_is_seen()

    def on_resize(self) -> None:
        """Say what is in sight."""
        self._say_what_is_seen()

    def _say_what_is_seen(self) -> None:
        if whole := self.virtual_size.height:
            last = (self.scroll_y + self.size.height) / whole
            self.post_message(self.Seen(self.scroll_y / whole, last))


class TextDialog(Dialog[None]):
    """Shows a text to read and to scroll."""

    def __init__(self, title: str, text: VisualType) -> None:
        super().__init__(title)
        self._text = text

    def body(self) -> Iterable[Widget]:
        """Return the text."""
        yield Page(Static(self._text))

    @on(Page.Seen)
    def _seen(self, message: Page.Seen) -> None:
        """Say how far down the text one is, where not all of it is in sight."""
        is_whole = message.first <= 0 and message.last >= 1
        told = "" if is_whole else f"{min(round(message.last * 100), 100)} %"
        self.query_one(".box").border_subtitle = told
