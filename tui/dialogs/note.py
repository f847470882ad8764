"""Writes a note on something, or changes and removes those that are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, TextArea

from tui.actions import Action, Where, bindings
from tui.dialogs.dialog import Dialog
from tui.language import _
from tui.layout.text import plain
from tui.terms import STATUS_NAMES

if TYPE_CHECKING:
    from tui.annotations import Annotation


class Written(Struct, frozen=True):
    """What was written: a new note, or the new text of the annotation `id`."""

    text: str
    id: str | None = None


class Removed(Struct, frozen=True):
    """The annotation `id` is to go; where it is a verdict too, with a `status`, only its text."""

    id: str
    status: str | None = None


class NoteDialog(Dialog[Written | Removed]):
    """Shows the annotations on something above an editor; the one chosen there is edited."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("note")]
    PLACES: ClassVar[tuple[Where, ...]] = ("note", "dialog")

    def __init__(self, about: str, annotations: Sequence[Annotation]) -> None:
        super().__init__(_("Note on {target}").format(target=about))
        self._annotations = annotations
        self._drafts = ["", *(a.text for a in annotations)]
        self._saved = tuple(self._drafts)
        # What a person comes back to is what was written last, not an empty page beside it.
        self._chosen = len(annotations)
        self._warned = False

    def body(self) -> Iterable[Widget]:
        """Return the list of annotations, where there are any, and the editor."""
        if self._annotations:
            told = [Content(_("New note")), *map(_told, self._annotations)]
            yield OptionList(*told, compact=True)
        yield TextArea(self._drafts[self._chosen], soft_wrap=True, tab_behavior="focus")

    def possible(self) -> list[Action]:
        """Return what can be done here: removing only where there is something."""
        return [a for a in super().possible() if a.id != "remove" or self._annotations]

    def on_mount(self) -> None:
        """Begin in the editor, behind what is there."""
        for choice in self.query(OptionList):
            choice.highlighted = self._chosen
        editor = self.query_one(TextArea)
        editor.move_cursor(editor.document.end)
        editor.focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Edit the annotation under the cursor; what was written so far is kept meanwhile."""
        editor = self.query_one(TextArea)
        self._drafts[self._chosen] = editor.text
        self._chosen = event.option_index
        editor.text = self._drafts[self._chosen]
        editor.move_cursor(editor.document.end)

    def on_option_list_option_selected(self) -> None:
        """Go on in the editor."""
        self.query_one(TextArea).focus()

    def may_close(self) -> bool:
        """Say whether nothing would be lost by closing, or a person was warned of it."""
        self._drafts[self._chosen] = self.query_one(TextArea).text
        lost = tuple(self._drafts) != self._saved
        if lost and not self._warned:
            self._warned = True
            self.notify(_("What was written is not saved. Once more to discard it."), markup=False)
            return False
        return True

    def action_save(self) -> None:
        """Return what was written; nothing, where nothing was."""
        text = self.query_one(TextArea).text.strip()
        if self._chosen:
            self.dismiss(Written(text, self._annotations[self._chosen - 1].id))
        else:
            self.dismiss(Written(text) if text else None)

    def action_remove(self) -> None:
        """Return the annotation that is edited, to be removed."""
        if self._chosen:
            note = self._annotations[self._chosen - 1]
            self.dismiss(Removed(note.id, note.status))
        else:
            self.notify(_("Choose in the list which note to remove."), markup=False)


def _told(annotation: Annotation) -> Content:
    """Return an annotation on one line: when, who, its verdict, and how it begins."""
    when = annotation.updated.astimezone().strftime("%Y-%m-%d %H:%M")
    status = _(STATUS_NAMES[annotation.status]) if annotation.status else ""
    parts = (when, plain(annotation.author), status, plain(annotation.text))
    return Content("  ".join(p for p in parts if p))
