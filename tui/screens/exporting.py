"""Exporting readings: from what a person chose to the files that were written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from parsers.messages import Message, marked
from tui import language
from tui.dialogs.export import Choice, ExportDialog, not_written, offer_again
from tui.exports.files import Refused, write, write_each
from tui.language import _, say
from tui.layout.text import plain

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from tui.reading import Reading
    from tui.reading.reports import Entry, Reports

SUMMARIES = "summaries"
"""The folder beside the reports that their summaries go into."""
PATIENCE = 0.4
"""After how many seconds a person is told that it is still being written."""
NAMED = 3
"""How many of the files that were not written are named."""


class Found(Struct, frozen=True):
    """What became so far of the reports to export, and the `files` that must not be written over.

    Those in `read` are opened by `reading`, of the others there are the name and why not; `waiting`
    of them may still be read.
    """

    files: tuple[Path, ...]
    read: tuple[Path, ...]
    reading: Callable[[Path], Reading]
    unread: tuple[tuple[str, Message], ...]
    waiting: int


def found(reports: Reports, entries: Sequence[Entry]) -> Found:
    """Return what became so far of `entries`, some or all of the reports of a list."""
    waiting = Message(marked("not read yet"))
    unread = [entry for entry in entries if entry.digest is None]
    return Found(
        tuple(reports.entries),
        tuple(entry.path for entry in entries if entry.digest is not None),
        reports.readings.__getitem__,
        tuple((entry.name, entry.unread.why if entry.unread else waiting) for entry in unread),
        sum(entry.unread is None for entry in unread),
    )


async def export(screen: Screen[None], reading: Reading) -> None:
    """Ask what to export and where to, write it, and say where it is."""
    choice = await screen.app.push_screen_wait(ExportDialog(reading.path, reading.path.parent))
    if choice is not None:
        # Who goes back to the list meanwhile is told all the same.
        screen.app.run_worker(_export(screen.app, choice, reading))


async def _export(app: App[None], choice: Choice, reading: Reading) -> None:
    name = plain(str(choice.path))
    reading.store.reload()

    def written() -> None:
        with language.speaking(choice.language):
            # The dialog has asked before it chose a file that is there.
            write(choice.path, choice.format, [reading], choice.options, force=True)

    # Pictures take a while: the screen stays alive meanwhile.
    writing = asyncio.create_task(asyncio.to_thread(written))
    if not (await asyncio.wait({writing}, timeout=PATIENCE))[0]:
        app.notify(_("Writing {file}…").format(file=name), markup=False, timeout=3)
    try:
        await writing
    except Exception as error:  # a report that breaks an export must not end the program
        offer_again(choice, reading.path, reading.path.parent)
        _say_failed(app, _why_not(choice.path, error))
    else:
        app.notify(_("Written to {file}").format(file=name), markup=False)


async def export_all(
    screen: Screen[None], found: Callable[[], Found], tell: Callable[[str], None]
) -> None:
    """Ask where to export reports to, write a file for each and an overview, and say where.

    What is written is what `found` returns after the answer. `tell` is told how far it has come,
    in a sentence; an empty one at the end.
    """
    before = found()
    folder = before.read[0].parent / SUMMARIES
    choice = await screen.app.push_screen_wait(ExportDialog(None, folder, _ahead(before)))
    if choice is None:
        return
    now = found()
    done: list[Path | Refused] = []
    try:
        steps = _written(choice, now)
        told = _("writing {done}/{total}…")
        total = len(now.read)
        tell(told.format(done=1, total=total))
        # None is what there is after the last.
        while (step := await asyncio.to_thread(next, steps, None)) is not None:
            done.append(step)
            tell(told.format(done=min(len(done) + 1, total), total=total))
    except Exception as error:  # a report that breaks an export must not end the program
        _say_failed(screen.app, _why_not(choice.path, error))
    finally:
        tell("")
    if not any(isinstance(one, Path) for one in done):
        offer_again(choice, None, folder)
    refused = [say(one.message) for one in done if isinstance(one, Refused)]
    if refused:
        more = ["…"] if len(refused) > NAMED else []
        _say_failed(screen.app, "\n".join([*map(plain, refused[:NAMED]), *more]))
    screen.notify(_outcome(choice, len(done) - len(refused), len(now.unread)), markup=False)


def _ahead(found: Found) -> str:
    """Return what a person should know before: that not all are exported, or not all are read."""
    said = []
    if (some := len(found.read) + len(found.unread)) < len(found.files):
        words = _("Only the {shown} reports shown are exported, of {all} in the list.")
        said.append(words.format(shown=some, all=len(found.files)))
    if found.waiting:
        words = _("Not read yet: {count}. Those still unread when writing begins get no summary.")
        said.append(words.format(count=found.waiting))
    return "\n".join(said)


def _written(choice: Choice, found: Found) -> Iterator[Path | Refused]:
    """Write the files one by one, each in the language that was chosen."""
    with language.speaking(choice.language):
        unread = [(name, say(why)) for name, why in found.unread]
    # One after the other is opened, with its annotations as they are written by then.
    readings = map(found.reading, found.read)
    steps = write_each(
        choice.path, choice.format, readings, choice.options, True, unread, found.files
    )
    while True:
        # Each step may be taken in a thread of its own.
        with language.speaking(choice.language):
            step = next(steps, None)
        if step is None:
            return
        yield step


def _outcome(choice: Choice, written: int, unread: int) -> str:
    """Return how many files were written, where they are, and how many reports have none."""
    folder = plain(str(choice.path))
    said = [_("{count} files written to {folder}").format(count=written, folder=folder)]
    if unread:
        said.append(_("Not read, and without a summary: {count}.").format(count=unread))
    return "\n".join(said)


def _why_not(path: Path, error: Exception) -> str:
    return (
        say(error.message) if isinstance(error, Refused) else not_written(plain(str(path)), error)
    )


def _say_failed(app: App[None], sentence: str) -> None:
    app.notify(sentence, severity="error", markup=False, timeout=10)
