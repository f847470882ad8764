"""Exporting readings: from what a person chose to the files that were written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui import language
from tui.dialogs.export import Choice, ExportDialog
from tui.exports.files import Refused, write, write_each
from tui.language import _, say
from tui.layout.text import plain

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.reading import Reading

SUMMARIES = "summaries"
"""The folder beside the reports that their summaries go into."""


async def export(screen: Screen[None], reading: Reading) -> None:
    """Ask what to export and where to, write it, and say where it is."""
    choice = await screen.app.push_screen_wait(ExportDialog(reading.path, reading.path.parent))
    if choice is None:
        return

    def written() -> None:
        with language.speaking(choice.language):
            # The dialog has asked before it chose a file that is there.
            write(choice.path, choice.format, [reading], choice.options, force=True)

    try:
        # Pictures take a while: the screen stays alive meanwhile.
        await asyncio.to_thread(written)
    except Refused as refusal:
        _say_failed(screen, say(refusal.message))
    except OSError as error:
        _say_failed(screen, _why_not(choice.path, error))
    else:
        name = plain(str(choice.path))
        screen.notify(_("Written to {file}").format(file=name), markup=False)


async def export_all(
    screen: Screen[None],
    readings: Sequence[Reading],
    unread: Sequence[tuple[str, str]],
    reports: Sequence[Path],
    said: str,
    tell: Callable[[str], None],
) -> None:
    """Ask where to export `readings` to, write a file for each and an overview, and say where.

    None of `reports`, the files in the list, is written over. `tell` is told how far it has come,
    in a sentence. `said` is what a person should know before.
    """
    folder = readings[0].path.parent / SUMMARIES
    choice = await screen.app.push_screen_wait(ExportDialog(None, folder, said))
    if choice is None:
        return
    steps = _written(choice, readings, unread, reports)
    done: list[Path | Refused] = []
    try:
        # None is what there is after the last.
        while (step := await asyncio.to_thread(next, steps, None)) is not None:
            done.append(step)
            told = _("writing {done}/{total}…")
            tell(told.format(done=min(len(done), len(readings)), total=len(readings)))
    except OSError as error:
        _say_failed(screen, _why_not(choice.path, error))
        return
    finally:
        tell("")
    refusals = [one for one in done if isinstance(one, Refused)]
    for refusal in refusals:
        _say_failed(screen, say(refusal.message))
    screen.notify(
        _("{count} files written to {folder}").format(
            count=len(done) - len(refusals), folder=plain(str(choice.path))
        ),
        markup=False,
    )


def _written(
    choice: Choice,
    readings: Sequence[Reading],
    unread: Sequence[tuple[str, str]],
    reports: Sequence[Path],
) -> Iterator[Path | Refused]:
    """Write the files one by one, each in the language that was chosen."""
    steps = write_each(choice.path, choice.format, readings, choice.options, True, unread, reports)
    while True:
        # Each step may be taken in a thread of its own.
        with language.speaking(choice.language):
            step = next(steps, None)
        if step is None:
            return
        yield step


def _why_not(path: Path, error: OSError) -> str:
    said = _("{file} could not be written: {reason}")
    return said.format(file=plain(str(path)), reason=error.strerror or str(error))


def _say_failed(screen: Screen[None], sentence: str) -> None:
    screen.notify(sentence, severity="error", markup=False, timeout=10)
