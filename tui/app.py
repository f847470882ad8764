"""The application: theme, keys and screens, nothing else."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from tui.actions import bindings, places_of
from tui.screens.browser import BrowserScreen
from tui.screens.loading import Failed

if TYPE_CHECKING:
    from textual.command import Provider

    from tui.screens.folder import FolderScreen

DARK, LIGHT = "textual-dark", "textual-light"


def _commands() -> type[Provider]:
    from tui.dialogs.palette import ActionCommands

    return ActionCommands


class GoujiApp(App[None]):
    """Shows one report, or a list of several."""

    TITLE = "gouji"
    CSS_PATH = "styles/gouji.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    COMMANDS = {_commands}  # noqa: RUF012  the base class declares it
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self._paths = tuple(paths)
        self._has_list = len(self._paths) != 1 or self._paths[0].is_dir()

    def get_default_screen(self) -> Screen[None]:
        """Return the screen of what was asked for, so that nothing is painted before it."""
        if not self._has_list:
            return BrowserScreen(self._paths[0])
        from tui.screens.folder import FolderScreen

        return FolderScreen(self._paths)

    def on_mount(self) -> None:
        """Get ready to be told to end."""
        self.theme = DARK
        self._end_when_told()
        self.call_after_refresh(gc.enable)

    def _end_when_told(self) -> None:
        """Leave in good order, the terminal restored, when the system asks for the end."""
        # Windows has no such signals, and only a main thread may wait for them.
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            for name in ("SIGTERM", "SIGHUP"):
                number = getattr(signal, name)
                asyncio.get_running_loop().add_signal_handler(
                    number, partial(self._end, return_code=128 + number)
                )

    def _end(self, return_code: int) -> None:
        """Leave at once, what is being written kept."""
        from tui.dialogs.dialog import Dialog

        try:
            for screen in self.screen_stack:
                if isinstance(screen, Dialog):
                    screen.keep_unsaved()
                elif isinstance(screen, BrowserScreen):
                    screen.keep_place()
        finally:
            if not os.isatty(0):
                # The terminal is gone: what is still written to it would be waited for in vain.
                os._exit(return_code)
            self.exit(return_code=return_code)

    def on_folder_screen_open(self, message: FolderScreen.Open) -> None:
        """Open a report from the list."""
        self.push_screen(BrowserScreen(message.path, message.reading, may_go_back=True))

    def on_failed(self, message: Failed) -> None:
        """Say why a file cannot be shown, in place of showing it."""
        from tui.screens.trouble import TroubleScreen

        trouble = TroubleScreen(message.what, message.reason, self._has_list)
        if self._has_list:
            self.switch_screen(trouble)
        else:
            self.push_screen(trouble)  # the first screen has no other to give way to

    async def action_quit(self) -> None:
        """Leave, unless that would lose what is being written."""
        from tui.dialogs.dialog import Dialog

        if not isinstance(self.screen, Dialog) or self.screen.may_close():
            self.exit()

    def action_help(self) -> None:
        """Show all keys."""
        from tui.dialogs.help import HelpDialog

        active = self.screen.active_bindings.values()
        self.push_screen(HelpDialog(places_of(bound.binding.id for bound in active)))

    def action_toggle_theme(self) -> None:
        """Change between the dark and the light theme."""
        self.theme = LIGHT if self.theme == DARK else DARK


def run(paths: list[Path]) -> None:
    """Open the browser on a report, or the list of reports on several or on a folder."""
    app = GoujiApp(paths)
    app.run()
    sys.exit(app.return_code)
