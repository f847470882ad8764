"""Asks where in the report to go: a line to write in, and below it the places that are meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from parsers.messages import marked
from tui.actions import Where, bindings
from tui.dialogs.dialog import Dialog
from tui.find.destinations import Destination, DestinationKind, best
from tui.language import _
from tui.layout.text import cells, cut, pad
from tui.panels.field import Field
from tui.panels.rows import Rows

KIND_NAMES: dict[DestinationKind, str] = {
    "section": marked("section"),
    "table": marked("table"),
    "row": marked("row"),
    "page": marked("page"),
    "cell": marked("cell"),
    "finding": marked("finding"),
}
DETAIL_SHARE = 0.35
"""How much of a line tells what stands at a place, at most."""


class DestinationList(Rows, can_focus=False):
    """Shows places, the best first; a click goes to one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"kind", "detail", "said", "cursor-line"}

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.places: Sequence[Destination] = ()

    def show(self, places: Sequence[Destination]) -> None:
        """Show these, the first of them chosen."""
        self.places = places
        self.cursor = 0 if places else -1
        self.lines_changed()
        self.scroll_home(animate=False)

    @property
    def chosen(self) -> Destination | None:
        """The place under the cursor."""
        return self.places[self.cursor] if self.places else None

    def count(self) -> int:
        """Return the number of places, or of the sentences that stand in for them."""
        return max(len(self.places), 1)

    def paint(self, y: int, width: int) -> list[Segment]:
        """Return a place: its kind, what it is called, what stands there."""
        if not self.places:
            said = _("No place is called so.")
            return [Segment(f"  {cut(said, width - 3)}", self.style_of("said"))]
        place, kinds = self.places[y], max(cells(_(name)) for name in KIND_NAMES.values())
        detail = cut(place.detail, int(width * DETAIL_SHARE))
        room = max(width - kinds - cells(detail) - 5, 0)
        segments = [
            Segment(f" {pad(_(KIND_NAMES[place.kind]), kinds)}  ", self.style_of("kind")),
            Segment(pad(place.label, room)),
            Segment(f" {detail} ", self.style_of("detail")),
        ]
        return self.under_cursor(segments) if y == self.cursor else segments

    def clicked(self, x: int, y: int) -> None:
        """Go to the place that was clicked."""
        super().clicked(x, y)
        self.action_jump()


class GoToDialog(Dialog[Destination]):
    """Asks where to go, and returns the place that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("going")]
    PLACES: ClassVar[tuple[Where, ...]] = ("going", "dialog")

    def __init__(self, places: Sequence[Destination]) -> None:
        super().__init__(_("Go to"))
        self._places = places

    def body(self) -> Iterable[Widget]:
        """Return the field and the list."""
        yield Field("wanted", marked("a name or number; p4: a page; 新收 总计: a cell"))
        yield DestinationList("destinations")

    def on_mount(self) -> None:
        """Show what there is to choose at first."""
        self.query_one("#wanted").focus()
        self._list.show(best(self._places, ""))

    @property
    def _list(self) -> DestinationList:
        return self.query_one(DestinationList)

    @on(Input.Changed)
    def _wanted_changed(self, message: Input.Changed) -> None:
        self._list.show(best(self._places, message.value))

    @on(Input.Submitted)
    @on(Rows.Jumped)
    def _decided(self) -> None:
        self.action_go()

    def action_go(self) -> None:
        """Return the place that is chosen, if any is."""
        if chosen := self._list.chosen:
            self.dismiss(chosen)

    def action_next(self) -> None:
        """Choose the place below."""
        self._list.action_cursor_down()

    def action_previous(self) -> None:
        """Choose the place above."""
        self._list.action_cursor_up()
