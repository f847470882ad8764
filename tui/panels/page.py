"""What stands in the report's file: a picture of the page, or the text of the place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tui.glyphs import glyphs
from tui.layout.text import pad
from tui.panels import graphics
from tui.panels.looks import look

if TYPE_CHECKING:
    from parsers.pictures import Picture, Room
    from tui.layout.source import Shown

Layout = Callable[[int, int], "tuple[Shown, ...]"]
"""Lays lines of a file out in so many columns and rows."""

GUTTER = 2
"""What stands between a line's number and its text."""


class SourceText(Widget):
    """Lines of a file around a place, that place marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"number", "here", "marked"}
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._layout: Layout | None = None

    def show(self, layout: Layout) -> None:
        """Show what `layout` gives for the size there is."""
        self._layout = layout
        self.refresh()

    def render(self) -> Text:
        """Return the lines, each behind its number; a sign tells which of them it is about."""
        text = Text(no_wrap=True)
        width, height = self.size
        if self._layout is None:
            return text
        room = 7
        for line in self._layout(max(width - room - GUTTER, 2), height):
            here = "here" if line.is_here else ""
            sign = glyphs().folded if line.is_here and line.number else " "
            text.append(f"{sign}{pad(line.number, room - 1, 'right')}", look(self, "number", here))
            text.append(" " * GUTTER)
            for piece, is_marked in line.pieces:
                text.append(piece, look(self, "marked" if is_marked else here))
            text.append("\n")
        return text


class PagePanel(Vertical):
    """Shows what it is given, and the last picture until it is given the next."""

    class Resized(Message):
        """There is another room for a picture."""

    class Asked(Message):
        """A person asked for the whole page, or for the place again."""

    def __init__(self, id: str, way: graphics.Way) -> None:
        super().__init__(id=id)
        self.way = way
        self.picture: Picture | None = None
        self._image: Widget | None = None

    def compose(self) -> ComposeResult:
        """Lay out a sentence and a text, of which one is shown if no picture is."""
        yield Static(id="page-said", markup=False)
        yield SourceText()

    def on_mount(self) -> None:
        """Begin empty."""
        self._only(None)

    def on_resize(self) -> None:
        """Tell that there is another room."""
        self.post_message(self.Resized())

    def on_click(self) -> None:
        """Ask for the whole page, or for the place again."""
        self.post_message(self.Asked())

    @property
    def room(self) -> Room | None:
        """The room for a picture, None where there is hardly any."""
        width, height = self.content_size
        return graphics.room(self.way, width, height) if width > 3 and height > 1 else None

    def title(self, title: str) -> None:
        """Name in the border what is shown."""
        self.border_title = Content(title)

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self.picture = None
        said = self.query_one("#page-said", Static)
        said.update(Content(sentence))
        self._only(said)

    def show_text(self, layout: Layout) -> None:
        """Show the lines of a file that `layout` gives."""
        self.picture = None
        text = self.query_one(SourceText)
        text.show(layout)
        self._only(text)

    async def show_picture(self, picture: Picture, room: Room) -> None:
        """Show a picture that was made for `room`."""
        if self._image is None:
            self._image = graphics.widget(self.way)
            await self.mount(self._image)
        if picture is self.picture:
            return
        self.picture = picture
        size = Size(picture.width // room.cell_width, picture.height // room.cell_height)
        self._image.styles.width, self._image.styles.height = size
        self._only(self._image)
        graphics.put(self._image, picture)

    def _only(self, shown: Widget | None) -> None:
        for child in self.children:
            child.display = child is shown
