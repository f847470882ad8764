"""The annotations, one a line, in the place of the findings; filtered as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from parsers.messages import marked
from tui.actions import bindings, shown_key
from tui.annotations import State
from tui.annotations.noted import Noted, matching
from tui.glyphs import glyphs
from tui.language import _
from tui.layout.text import cells, cut, pad, plain
from tui.panels.filter import Filter
from tui.panels.rows import Rows

PLACE_SHARE = 0.28
"""How much of a line tells what an annotation is about, at most."""

MOST_OF_AN_AUTHOR = 10
"""As many cells of an author's name are shown."""


class AnnotationList(Rows):
    """Shows the annotations that it is given; asks its screen to change and to remove them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("annotations")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pen", "place", "fate", "status", "by", "tags", "said", "cursor-line",
    }  # fmt: skip

    class About(Message):
        """A person wants something done about an annotation."""

        def __init__(self, noted: Noted) -> None:
            super().__init__()
            self.noted = noted

    class Chosen(About):
        """A person wants to go to what the annotation is about."""

    class Edited(About):
        """A person wants to change the annotation."""

    class Removed(About):
        """A person wants the annotation removed."""

    class Left(Message):
        """A person goes back to the document."""

    class Filtering(Message):
        """A person wants to see only some."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.shown: Sequence[Noted] = ()
        self._said = ""

    def show(self, shown: Sequence[Noted], said: str) -> None:
        """Show these, the cursor where it was; without any, the sentence `said`."""
        before = self.current
        self.shown, self._said = shown, said
        ids = [one.annotation.id for one in shown]
        if before and before.annotation.id in ids:
            self.cursor = ids.index(before.annotation.id)
        else:
            self.cursor = min(max(self.cursor, 0), len(shown) - 1)
        self.lines_changed()
        if self.cursor >= 0:
            self.bring_into_sight(self.cursor)

    @property
    def current(self) -> Noted | None:
        """The annotation under the cursor."""
        return self.shown[self.cursor] if 0 <= self.cursor < len(self.shown) else None

    def count(self) -> int:
        """Return the number of annotations, or of the sentences that stand in for them."""
        return max(len(self.shown), 1)

    def may_rest(self, y: int) -> bool:
        """Say whether line `y` is an annotation."""
        return y < len(self.shown)

    def paint(self, y: int, width: int) -> list[Segment]:
        """Return an annotation: sign, place, status, author, day, fate, text and tags."""
        if not self.shown:
            return [Segment(f"   {cut(self._said, width - 4)}", self.style_of("said"))]
        one, here = self.shown[y], y == self.cursor
        segments = [
            Segment(glyphs().cursor if here else " ", self.style_of("pen")),
            Segment(f"{_sign(one.state)} ", self.style_of("fate" if one.fate else "pen")),
            *self._columns(one, width),
        ]
        room = max(width - sum(cells(s.text) for s in segments) - 1, 0)
        tags = cut(one.tags, room // 2)
        text = plain(one.annotation.text)
        fate = cut(f"{one.fate}{': ' if text else ''}" if one.fate else "", room)
        room -= cells(fate) + (cells(tags) + 1 if tags else 0)
        segments += [
            Segment(fate, self.style_of("fate")),
            Segment(pad(text, max(room, 0))),
            Segment(f" {tags} " if tags else " ", self.style_of("tags")),
        ]
        return self.under_cursor(segments) if here else segments

    def _columns(self, one: Noted, width: int) -> list[Segment]:
        """Return what stands below each other in all lines, as wide as the widest needs."""
        places = max(cells(n.place) for n in self.shown)
        statuses = max(cells(n.status) for n in self.shown)
        authors = max(cells(plain(n.annotation.author)) for n in self.shown)
        columns = (
            (one.place, min(places, int(width * PLACE_SHARE)), "place"),
            (one.status, statuses, "status"),
            (plain(one.annotation.author), min(authors, MOST_OF_AN_AUTHOR), "by"),
            (one.day, cells(one.day), "by"),
        )
        return [
            Segment(f"{pad(text, room)} ", self.style_of(style))
            for text, room, style in columns
            if room
        ]

    def action_jump(self) -> None:
        """Go to what the annotation under the cursor is about."""
        self._ask(self.Chosen)

    def action_annotate(self) -> None:
        """Change the annotation under the cursor."""
        self._ask(self.Edited)

    def action_remove(self) -> None:
        """Remove the annotation under the cursor."""
        self._ask(self.Removed)

    def action_leave(self) -> None:
        """Go back to the document."""
        self.post_message(self.Left())

    def action_filter(self) -> None:
        """Show only some, by what is told of them."""
        self.post_message(self.Filtering())

    def _ask(self, wanted: type[About]) -> None:
        if self.current:
            self.post_message(wanted(self.current))


def _sign(state: State) -> str:
    """Return the sign of what became of what an annotation is about."""
    signs = glyphs()
    return {
        "there": signs.pen,
        "changed": signs.changed,
        "reopened": signs.changed,
        "corrected": signs.agrees,
        "gone": "?",
    }[state]


class AnnotationsPanel(Vertical):
    """The list with its title above, and the filter below while a person writes it."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._all: Sequence[Noted] = ()
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """Lay out list and filter."""
        yield AnnotationList("AnnotationList")
        yield Filter("filter", marked("words, an author, #tag, a place, a state"))

    def on_mount(self) -> None:
        """Begin without the filter."""
        self.filter.display = False

    @property
    def list(self) -> AnnotationList:
        """The list."""
        return self.query_one(AnnotationList)

    @property
    def filter(self) -> Filter:
        """The filter."""
        return self.query_one(Filter)

    def show(self, annotations: Sequence[Noted]) -> None:
        """Show `annotations`, or those that the filter admits."""
        self._all = annotations
        self._show()

    def _show(self) -> None:
        shown = matching(self._all, self._wanted)
        said = _("No annotations yet: {key} in another panel writes one.").format(
            key=shown_key("browser.annotate")
        )
        if self._all:
            said = _("No annotation has “{words}” in it.").format(words=plain(self._wanted))
        self.list.show(shown, said)
        self._say_where()

    def _say_where(self) -> None:
        """Put in the border which annotation the cursor is on, of how many, and the filter."""
        shown, all, title = len(self.list.shown), len(self._all), _("Annotations")
        if self._wanted.strip():
            words = _("{shown} of {all} with “{words}”")
            told = words.format(shown=shown, all=all, words=plain(self._wanted))
        else:
            told = f"{self.list.cursor + 1}/{all}" if shown else str(all)
        self.border_title = Content(f"{title} {told}")

    @on(Rows.Moved, "#AnnotationList")
    def _list_moved(self) -> None:
        self._say_where()

    @on(AnnotationList.Filtering)
    def _filtering(self, message: AnnotationList.Filtering) -> None:
        message.stop()
        self.filter.display = True
        self.filter.focus()

    @on(Filter.Changed)
    def _filter_changed(self, message: Filter.Changed) -> None:
        message.stop()
        self._wanted = message.value
        self._show()

    @on(Filter.Left)
    def _filter_left(self, message: Filter.Left) -> None:
        message.stop()
        self.filter.display = False
        self.list.focus()
