"""Writing notes and verdicts: from what a person decided to what the store keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from parsers.messages import marked
from tui.annotations.entries import annotation_of
from tui.language import _, say
from tui.layout.text import plain
from tui.screens.telling import tell_key
from tui.terms import STATUS_NAMES

if TYPE_CHECKING:
    from textual.screen import Screen

    from parsers.model import Finding
    from tui.annotations import AnnotationStore, Status
    from tui.annotations.noted import Noted
    from tui.annotations.steps import Edit, Step
    from tui.dialogs.note import Draft, Removed, Subject
    from tui.reading import Reading

DRAFT = "draft"
"""The tag of what was being written when gouji was told to end."""


async def write_note(
    screen: Screen[None],
    store: AnnotationStore,
    subjects: Sequence[Subject],
    chosen: str | None = None,
) -> None:
    """Ask for a note on one of `subjects`, the likeliest first, and keep what was decided.

    `chosen` is the id of the annotation to begin with. What is not decided yet when gouji is told
    to end is kept as a note of its own, marked as a draft.
    """
    from tui.dialogs.note import NoteDialog, Written, tags_in

    def keep(unsaved: Iterable[Draft]) -> None:
        for draft in unsaved:
            tags = dict.fromkeys((*tags_in(draft.tags), DRAFT))
            store.add(draft.subject.target, draft.text, tuple(tags), draft.subject.context)

    decided = await screen.app.push_screen_wait(NoteDialog(subjects, keep, chosen))
    is_there = decided is not None and decided.id in {a.id for a in store.annotations}
    if isinstance(decided, Written) and decided.id is not None and is_there:
        store.edit(decided.id, decided.text, decided.tags)
    elif isinstance(decided, Written):
        # A new one; or another program has removed it meanwhile, and what was written is not lost.
        subject = decided.subject
        store.add(subject.target, decided.text, decided.tags or (), subject.context)
    elif decided is not None and is_there:
        _remove(store, decided)
    say_trouble(screen, store)


def _remove(store: AnnotationStore, removed: Removed) -> None:
    """Remove what was written; a verdict stays, for that is taken back by its own key."""
    if removed.status in (None, "open"):
        store.remove(removed.id)
    else:
        store.edit(removed.id, "")


def judge(screen: Screen[None], reading: Reading, finding: Finding, status: Status) -> None:
    """Give `finding` this status, or open it again where it has it already."""
    standing = reading.store.standing(finding, reading.report)
    again = standing.status == status
    reading.store.judge(finding, reading.report, "open" if again else status)
    say_trouble(screen, reading.store)


def judge_all(
    screen: Screen[None], reading: Reading, findings: Sequence[Finding], status: Status
) -> None:
    """Give all of `findings` this status, or open them again where all have it; say how many."""
    store, report = reading.store, reading.report
    others = [f for f in findings if store.standing(f, report).status != status]
    store.judge_all(others or findings, report, status if others else "open")
    said = marked("Judged {count} findings: {status}; {key} takes it back.")
    told = _(STATUS_NAMES[status if others else "open"])
    tell_key(screen, said, "browser.undo", count=str(len(others or findings)), status=told)
    say_trouble(screen, store)


def remove(screen: Screen[None], store: AnnotationStore, noted: Noted) -> None:
    """Remove an annotation and say how to have it back; nothing if it is gone already."""
    if noted.annotation.id not in {a.id for a in store.annotations}:
        return
    store.remove(noted.annotation.id)
    say_trouble(screen, store)
    if noted.annotation not in store.annotations:
        said = marked("Removed what was written on {place}; {key} brings it back.")
        tell_key(screen, said, "browser.undo", place=noted.place)


def undo(screen: Screen[None], reading: Reading) -> None:
    """Take back the last change and say what it was."""
    said = (
        marked("Undone: note on {place}"),
        marked("Undone: verdict on {place}"),
        marked("Undone: {count} verdicts"),
        marked("Brought back: what was written on {place}"),
    )
    _step(screen, reading, reading.store.undo, said, marked("There is nothing to undo."))


def redo(screen: Screen[None], reading: Reading) -> None:
    """Make again the change that was taken back last, and say what it was."""
    said = (
        marked("Made again: note on {place}"),
        marked("Made again: verdict on {place}"),
        marked("Made again: {count} verdicts"),
        marked("Removed again: what was written on {place}"),
    )
    _step(screen, reading, reading.store.redo, said, marked("There is nothing to make again."))


def _step(
    screen: Screen[None],
    reading: Reading,
    step: Callable[[], Step | None],
    said: tuple[str, str, str, str],
    nothing: str,
) -> None:
    from tui.places import target_name

    made = step()
    if made is None:
        if reading.store.trouble:
            say_trouble(screen, reading.store)
        else:
            screen.notify(_(nothing), markup=False)
        return
    place = target_name(reading.report, made.target)
    count = len(made.edits)
    first = made.edits[0]
    # Taking back a removal makes an entry, and removing it again makes none of one.
    of_removal = first.before is None if step == reading.store.undo else first.after is None
    of_one = said[3] if of_removal else said[1] if _is_verdict(first) else said[0]
    told = said[2] if count > 1 else of_one
    screen.notify(_(told).format(place=plain(place), count=count), markup=False)
    say_trouble(screen, reading.store)


def _is_verdict(edit: Edit) -> bool:
    """Tell whether what changed is a verdict, not what was written with it."""
    old, new = (annotation_of(entry) if entry else None for entry in (edit.before, edit.after))
    if old and new:
        return old.status != new.status
    known = old or new
    return known is not None and known.status is not None and not (known.text or known.tags)


def say_trouble(screen: Screen[None], store: AnnotationStore) -> None:
    """Say what stands in the way of saving, if anything does."""
    if store.trouble:
        screen.notify(say(store.trouble), severity="warning", markup=False, timeout=10)
