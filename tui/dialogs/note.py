"""Writes a note on something, or changes and removes those that are there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual.app import SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from tui.actions import Action, Where, bindings
from tui.dialogs.dialog import Dialog
from tui.dialogs.writing import Writing
from tui.language import _, say
from tui.layout.text import plain
from tui.terms import STATUS_NAMES, tags_told

if TYPE_CHECKING:
    from tui.annotations import Annotation

_BETWEEN_TAGS = re.compile(r"[\s,，、;；]+")


class Draft(Struct, frozen=True):
    """A note as it is being written, its tags as they are typed."""

    text: str = ""
    tags: str = ""


class Written(Struct, frozen=True):
    """What was written: a new note, or the new text of the annotation `id`.

    `tags` is None where nobody touched them.
    """

    text: str
    id: str | None = None
    tags: tuple[str, ...] | None = None


class Removed(Struct, frozen=True):
    """The annotation `id` is to go; where it is a verdict too, with a `status`, only its text."""

    id: str
    status: str | None = None


class NoteDialog(Dialog[Written | Removed]):
    """Shows the annotations on something above an editor; the one chosen there is edited.

    `keep` is given what is not saved when gouji is told to end, `chosen` is the id of the
    annotation to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("note")]
    AUTO_FOCUS = "Writing"  # focus() would come too late for who types at once
    PLACES: ClassVar[tuple[Where, ...]] = ("note", "dialog")

    def __init__(
        self,
        about: str,
        annotations: Sequence[Annotation],
        keep: Callable[[Sequence[Draft]], None],
        chosen: str | None = None,
    ) -> None:
        super().__init__(_("Note on {target}").format(target=about))
        self._annotations = annotations
        self._keep = keep
        self._drafts = [Draft(), *(Draft(a.text, tags_told(a.tags)) for a in annotations)]
        self._saved = tuple(self._drafts)
        # What a person comes back to is what was written last, not an empty page beside it.
        ids = [a.id for a in annotations]
        self._chosen = ids.index(chosen) + 1 if chosen in ids else len(annotations)
        self._warned = False

    def body(self) -> Iterable[Widget]:
        """Return the list of annotations, where there are any, the editor and the tags."""
        if self._annotations:
            told = [Content(_("New note")), *map(_told, self._annotations)]
            yield OptionList(*told, compact=True)
        draft = self._drafts[self._chosen]
        yield Writing(draft.text, soft_wrap=True, tab_behavior="focus")
        with Horizontal(id="tags-line"):
            yield Static(_("Tags"), markup=False)
            yield Input(
                draft.tags, id="tags", compact=True, placeholder=_("separated by blanks or commas")
            )

    def possible(self) -> list[Action]:
        """Return what can be done here: removing only where there is something."""
        return [a for a in super().possible() if a.id != "remove" or self._annotations]

    def on_mount(self) -> None:
        """Begin in the editor, behind what is there."""
        for choice in self.query(OptionList):
            choice.highlighted = self._chosen
        self._editor.move_cursor(self._editor.document.end)

    @property
    def _editor(self) -> Writing:
        return self.query_one(Writing)

    @property
    def _tags(self) -> Input:
        return self.query_one("#tags", Input)

    def _write_down(self) -> Draft:
        """Remember what stands in the fields as what is written so far, and return it."""
        self._drafts[self._chosen] = Draft(self._editor.text, self._tags.value)
        return self._drafts[self._chosen]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Edit the annotation under the cursor; what was written so far is kept meanwhile."""
        self._write_down()
        self._chosen = event.option_index
        draft = self._drafts[self._chosen]
        self._tags.value = draft.tags
        self._take_over(draft.text)

    def on_option_list_option_selected(self) -> None:
        """Go on in the editor."""
        self._editor.focus()

    def on_input_submitted(self) -> None:
        """Save when Enter is pressed behind the tags."""
        self.action_save()

    def _take_over(self, text: str) -> None:
        """Put a text in the editor, the cursor behind it."""
        self._editor.text = text
        self._editor.move_cursor(self._editor.document.end)

    def may_close(self) -> bool:
        """Say whether nothing would be lost by closing, or a person was warned of it."""
        self._write_down()
        lost = tuple(self._drafts) != self._saved
        if lost and not self._warned:
            self._warned = True
            self.notify(_("What was written is not saved. Once more to discard it."), markup=False)
            return False
        return True

    def keep_unsaved(self) -> None:
        """Have kept what was written and not saved."""
        self._write_down()
        pairs = zip(self._drafts, self._saved, strict=True)
        self._keep([draft for draft, saved in pairs if draft != saved and draft.text.strip()])

    def action_save(self) -> None:
        """Return what was written; nothing, where nothing was."""
        draft, saved = self._write_down(), self._saved[self._chosen]
        text = draft.text.strip()
        tags = tags_in(draft.tags) if draft.tags != saved.tags else None
        if self._chosen:
            self.dismiss(Written(text, self._annotations[self._chosen - 1].id, tags))
        else:
            self.dismiss(Written(text, tags=tags) if text or tags else None)

    def action_remove(self) -> None:
        """Return the annotation that is edited, to be removed."""
        if self._chosen:
            note = self._annotations[self._chosen - 1]
            self.dismiss(Removed(note.id, note.status))
        else:
            self.notify(_("Choose in the list which note to remove."), markup=False)

    def action_editor(self) -> None:
        """Go on with the text in a person's own editor."""
        from tui.editor import Unedited, command, edit

        # Nothing may be raised while the screen is left to the editor: it would stay so.
        trouble, text = None, self._editor.text
        try:
            editor = command()
            with self.app.suspend():
                try:
                    text = edit(text, editor)
                except Unedited as unedited:
                    trouble = unedited.message
        except Unedited as unedited:
            trouble = unedited.message
        except SuspendNotSupported:
            self.notify(
                _("Another program cannot take over this terminal."),
                severity="warning",
                markup=False,
            )
            return
        if trouble is not None:
            self.notify(plain(say(trouble)), severity="warning", markup=False, timeout=10)
        elif text != self._editor.text:
            self._take_over(text)


def tags_in(typed: str) -> tuple[str, ...]:
    """Return the tags in what was typed: between blanks or commas, with or without `#`."""
    words = (word.lstrip("#＃") for word in _BETWEEN_TAGS.split(typed))
    return tuple(dict.fromkeys(word for word in words if word))


def _told(annotation: Annotation) -> Content:
    """Return an annotation on one line: when, who, its verdict, how it begins, and its tags."""
    when = annotation.updated.astimezone().strftime("%Y-%m-%d %H:%M")
    status = _(STATUS_NAMES[annotation.status]) if annotation.status else ""
    tags = tags_told(annotation.tags)
    parts = (when, plain(annotation.author), status, tags, plain(annotation.text))
    return Content("  ".join(p for p in parts if p))
