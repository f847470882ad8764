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


class Subject(Struct, frozen=True):
    """What a note may be about: its target, what a person knows it as, and what is written there.

    A quotation has a `context`: what stands before and behind it.
    """

    target: str
    name: str
    annotations: tuple[Annotation, ...] = ()
    context: tuple[str, str] = ("", "")


class Draft(Struct, frozen=True):
    """A note as it is being written, its tags as they are typed."""

    subject: Subject
    text: str = ""
    tags: str = ""


class Written(Struct, frozen=True):
    """What was written: a new note, or the new text of the annotation `id`.

    `tags` is None where nobody touched them.
    """

    subject: Subject
    text: str
    id: str | None = None
    tags: tuple[str, ...] | None = None


class Removed(Struct, frozen=True):
    """The annotation `id` is to go; where it is a verdict too, with a `status`, only its text."""

    id: str
    status: str | None = None


class NoteDialog(Dialog[Written | Removed]):
    """Shows the annotations on some things above an editor; the one chosen there is edited.

    Of several `subjects` the first is the likeliest, and a note on another can be chosen in the
    list. `keep` is given what is not saved when gouji is told to end, `chosen` is the id of the
    annotation to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("note")]
    AUTO_FOCUS = "Writing"  # focus() would come too late for who types at once
    PLACES: ClassVar[tuple[Where, ...]] = ("note", "dialog")

    def __init__(
        self,
        subjects: Sequence[Subject],
        keep: Callable[[Sequence[Draft]], None],
        chosen: str | None = None,
    ) -> None:
        self._choices = [(s, note) for s in subjects for note in (None, *s.annotations)]
        self._subjects = subjects
        self._keep = keep
        self._drafts = [
            Draft(s, note.text, tags_told(note.tags)) if note else Draft(s)
            for s, note in self._choices
        ]
        self._saved = tuple(self._drafts)
        # What a person comes back to is what was written last, not an empty page beside it.
        ids = [note.id if note else None for _subject, note in self._choices]
        last = len(subjects[0].annotations)
        self._chosen = ids.index(chosen) if chosen in ids and chosen else last
        self._warned_of: tuple[Draft, ...] = ()
        super().__init__(self._heading())

    def _heading(self) -> str:
        """Return what the note that is edited is about, as the title says it."""
        return _("Note on {target}").format(target=self._drafts[self._chosen].subject.name)

    def body(self) -> Iterable[Widget]:
        """Return the list of annotations, where there is a choice, the editor and the tags."""
        if len(self._choices) > 1:
            yield OptionList(*map(self._told, self._choices), compact=True)
        draft = self._drafts[self._chosen]
        yield Writing(draft.text, soft_wrap=True, tab_behavior="focus")
        with Horizontal(id="tags-line"):
            yield Static(_("Tags"), markup=False)
            yield Input(
                draft.tags, id="tags", compact=True, placeholder=_("separated by blanks or commas")
            )

    def _told(self, choice: tuple[Subject, Annotation | None]) -> Content:
        """Return a choice on one line: an annotation, or a new one and what it would be about."""
        subject, note = choice
        if note:
            return _told(note)
        if len(self._subjects) == 1:
            return Content(_("New note"))
        return Content(_("New note on {target}").format(target=subject.name))

    def possible(self) -> list[Action]:
        """Return what can be done here: removing and choosing only where there is something."""
        left_out = set() if any(s.annotations for s in self._subjects) else {"remove"}
        left_out |= set() if len(self._choices) > 1 else {"other"}
        return [a for a in super().possible() if a.id not in left_out]

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
        subject = self._choices[self._chosen][0]
        self._drafts[self._chosen] = Draft(subject, self._editor.text, self._tags.value)
        return self._drafts[self._chosen]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Edit the annotation under the cursor; what was written so far is kept meanwhile."""
        self._write_down()
        self._chosen = event.option_index
        draft = self._drafts[self._chosen]
        self.query_one(".box").border_title = Content(self._heading())
        self._tags.value = draft.tags
        self._take_over(draft.text)

    def action_other(self) -> None:
        """Edit the next in the list; what was written so far is kept meanwhile."""
        for choice in self.query(OptionList):
            choice.highlighted = (self._chosen + 1) % len(self._choices)

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
        """Say whether nothing would be lost by closing but what a person was just warned of."""
        self._write_down()
        drafts = tuple(self._drafts)
        if drafts not in (self._saved, self._warned_of):
            self._warned_of = drafts
            self.notify(_("What was written is not saved. Once more to discard it."), markup=False)
            return False
        self.app.clear_notifications()
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
        subject, note = self._choices[self._chosen]
        if note:
            self.dismiss(Written(subject, text, note.id, tags))
        else:
            self.dismiss(Written(subject, text, tags=tags) if text or tags else None)

    def action_remove(self) -> None:
        """Return the annotation that is edited, to be removed."""
        if note := self._choices[self._chosen][1]:
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
