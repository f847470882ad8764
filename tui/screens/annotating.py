"""Writing notes and verdicts: from what a person decided to what the store keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from parsers.messages import marked
from tui.language import _, say
from tui.layout.text import plain

if TYPE_CHECKING:
    from textual.screen import Screen

    from parsers.model import Finding, Quote
    from tui.annotations import Annotation, AnnotationStore, Status
    from tui.dialogs.note import Draft
    from tui.noted import Noted
    from tui.reading import Reading

DRAFT = "draft"
"""The tag of what was being written when gouji was told to end."""


async def write_note(
    screen: Screen[None],
    store: AnnotationStore,
    target: str,
    about: str,
    chosen: str | None = None,
    context: tuple[str, str] = ("", ""),
    there: Sequence[Annotation] | None = None,
) -> None:
    """Ask for a note on `target`, which a person knows as `about`, and keep what was decided.

    `chosen` is the id of the annotation to begin with. A quotation has its `context`, and the
    annotations that are `there` and not on the same words elsewhere. What is not decided yet when
    gouji is told to end is kept as a note of its own, marked as a draft.
    """
    from tui.dialogs.note import NoteDialog, Removed, Written, tags_in

    def keep(unsaved: Iterable[Draft]) -> None:
        for draft in unsaved:
            tags = dict.fromkeys((*tags_in(draft.tags), DRAFT))
            store.add(target, draft.text, tuple(tags), context)

    noted = store.on(target) if there is None else there
    decided = await screen.app.push_screen_wait(NoteDialog(about, noted, keep, chosen))
    if isinstance(decided, Written) and decided.id is None:
        store.add(target, decided.text, decided.tags or (), context)
    elif decided is not None and decided.id not in {a.id for a in store.annotations}:
        # Another program has removed it meanwhile; what was written on it is not lost.
        if isinstance(decided, Written):
            store.add(target, decided.text, decided.tags or (), context)
    elif isinstance(decided, Written) and decided.id is not None:
        store.edit(decided.id, decided.text, decided.tags)
    elif isinstance(decided, Removed) and decided.status:
        store.edit(decided.id, "")  # the verdict stays: it is taken back by its own key
    elif isinstance(decided, Removed):
        store.remove(decided.id)
    say_trouble(screen, store)


async def write_note_on_words(
    screen: Screen[None], reading: Reading, quote: Quote, there: Sequence[Annotation]
) -> None:
    """Ask for a note on words of the prose, on which these annotations are already."""
    from tui.places import target_name
    from tui.quotations import context_of, prose_of

    context = context_of(quote, prose_of(reading.report, quote.section))
    target = f"quote:{quote.text}"
    about = plain(target_name(reading.report, target))
    await write_note(screen, reading.store, target, about, None, context, there)


def judge(screen: Screen[None], reading: Reading, finding: Finding, status: Status) -> None:
    """Give `finding` this status, or open it again where it has it already."""
    standing = reading.store.standing(finding, reading.report)
    again = standing.status == status
    reading.store.judge(finding, reading.report, "open" if again else status)
    say_trouble(screen, reading.store)


def remove(screen: Screen[None], store: AnnotationStore, noted: Noted) -> None:
    """Remove an annotation and say how to have it back; nothing if it is gone already."""
    if noted.annotation.id not in {a.id for a in store.annotations}:
        return
    store.remove(noted.annotation.id)
    say_trouble(screen, store)
    if noted.annotation not in store.annotations:
        said = _("Removed what was written on {place}; u brings it back.")
        screen.notify(said.format(place=noted.place), markup=False)


def undo(screen: Screen[None], reading: Reading) -> None:
    """Take back the last change and say what it was."""
    said = (marked("Undone: note on {place}"), marked("Undone: verdict on {place}"))
    _step(screen, reading, reading.store.undo, said, marked("There is nothing to undo."))


def redo(screen: Screen[None], reading: Reading) -> None:
    """Make again the change that was taken back last, and say what it was."""
    said = (marked("Made again: note on {place}"), marked("Made again: verdict on {place}"))
    _step(screen, reading, reading.store.redo, said, marked("There is nothing to make again."))


def _step(
    screen: Screen[None],
    reading: Reading,
    step: Callable[[], str | None],
    said: tuple[str, str],
    nothing: str,
) -> None:
    from tui.places import target_name

    before = {a.id: a for a in reading.store.annotations}
    target = step()
    if target is None:
        if reading.store.trouble:
            say_trouble(screen, reading.store)
        else:
            screen.notify(_(nothing), markup=False)
        return
    after = {a.id: a for a in reading.store.annotations}
    changes = (
        (before.get(id), after.get(id)) for id in before | after if before.get(id) != after.get(id)
    )
    changed = (c for c in changes if any(a and a.target == target for a in c))
    old, new = next(changed, (None, None))
    place = target_name(reading.report, target)
    told = said[1] if _is_verdict(old, new) else said[0]
    screen.notify(_(told).format(place=plain(place)), markup=False)
    say_trouble(screen, reading.store)


def _is_verdict(old: Annotation | None, new: Annotation | None) -> bool:
    """Tell whether what changed between the two is a verdict, not what was written with it."""
    if old and new:
        return old.status != new.status
    known = old or new
    return known is not None and known.status is not None and not known.text


def say_trouble(screen: Screen[None], store: AnnotationStore) -> None:
    """Say what stands in the way of saving, if anything does."""
    if store.trouble:
        screen.notify(say(store.trouble), severity="warning", markup=False, timeout=10)
