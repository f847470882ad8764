"""Writing notes and verdicts: from what a person decided to what the store keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import say

if TYPE_CHECKING:
    from textual.screen import Screen

    from parsers.model import Finding
    from tui.annotations import AnnotationStore, Status
    from tui.reading import Reading


async def write_note(screen: Screen[None], store: AnnotationStore, target: str, about: str) -> None:
    """Ask for a note on `target`, which a person knows as `about`, and keep what was decided."""
    from tui.dialogs.note import NoteDialog, Removed, Written

    decided = await screen.app.push_screen_wait(NoteDialog(about, store.on(target)))
    if isinstance(decided, Written) and decided.id is None:
        store.add(target, decided.text)
    elif isinstance(decided, Written) and decided.id is not None:
        store.edit(decided.id, decided.text)
    elif isinstance(decided, Removed) and decided.status:
        store.edit(decided.id, "")  # the verdict stays: it is taken back by its own key
    elif isinstance(decided, Removed):
        store.remove(decided.id)
    say_trouble(screen, store)


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
