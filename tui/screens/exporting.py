"""Exporting a reading: from what a person chose to the file that was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.dialogs.export import ExportDialog
from tui.exports.files import Refused, write
from tui.exports.scope import Options
from tui.language import _, say
from tui.layout.text import plain

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.reading import Reading


async def export(screen: Screen[None], reading: Reading) -> None:
    """Ask what to export and where to, write it, and say where it is."""
    choice = await screen.app.push_screen_wait(ExportDialog(reading.path))
    if choice is None:
        return
    name = plain(str(choice.path))
    try:
        # The dialog has asked before it chose a file that is there.
        write(choice.path, choice.format, [reading], Options(choice.only), force=True)
    except Refused as refusal:
        screen.notify(say(refusal.message), severity="error", markup=False, timeout=10)
    except OSError as error:
        said = _("{file} could not be written: {reason}")
        reason = error.strerror or str(error)
        screen.notify(
            said.format(file=name, reason=reason), severity="error", markup=False, timeout=10
        )
    else:
        screen.notify(_("Written to {file}").format(file=name), markup=False)
