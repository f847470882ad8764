"""Writing notes and verdicts: from what a person decided to what the store keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.screen import Screen

    from parsers.model import Finding, Quote
    from tui.annotations import Annotation, AnnotationStore, Status
    from tui.reading import Reading


async def write_note(
    screen: Screen[None],
    store: AnnotationStore,
    target: str,
    about: str,
    context: tuple[str, str] = ("", ""),
    there: Sequence[Annotation] | None = None,
) -> None:
    """Ask for a note on `target`, which a person knows as `about`, and keep what was decided.

    A quotation has its `context`, and the annotations that are `there` and not on the same words
    elsewhere.
    """
    from tui.dialogs.note import NoteDialog, Removed, Written

    noted = store.on(target) if there is None else there
    decided = await screen.app.push_screen_wait(NoteDialog(about, noted))
    if isinstance(decided, Written) and decided.id is None:
        store.add(target, decided.text, context=context)
    elif isinstance(decided, Written) and decided.id is not None:
        store.edit(decided.id, decided.text)
    elif isinstance(decided, Removed) and decided.status:
        store.edit(decided.id, "")  # the verdict stays: it is taken back by its own key
    elif isinstance(decided, Removed):
        store.remove(decided.id)
    say_trouble(screen, store)


async def write_note_on_words(
    screen: Screen[None], reading: Reading, quote: Quote, there: Sequence[Annotation]
) -> None:
    """Ask for a note on words of the prose, on which these annotations are already."""
    from tui.layout.words import target_words
    from tui.quotations import context_of, prose_of

    context = context_of(quote, prose_of(reading.report, quote.section))
    target = f"quote:{quote.text}"
    about = target_words(reading.report, target)
    await write_note(screen, reading.store, target, about, context, there)


def judge(screen: Screen[None], reading: Reading, finding: Finding, status: Status) -> None:
    """Give `finding` this status, or open it again where it has it already."""
    standing = reading.store.standing(finding, reading.report)
    again = standing.status == status
    reading.store.judge(finding, reading.report, "open" if again else status)
    say_trouble(screen, reading.store)


def say_trouble(screen: Screen[None], store: AnnotationStore) -> None:
    """Say what stands in the way of saving, if anything does."""
    if store.trouble:
        screen.notify(say(store.trouble), severity="warning", markup=False, timeout=10)
