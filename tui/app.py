"""The application: theme, keys and screens, nothing else."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType

from tui.actions import bindings
from tui.paths import select
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
        self._has_list = False

    def on_mount(self) -> None:
        """Show what was asked for."""
        self._end_when_told()
        self.theme = DARK
        if len(self._paths) == 1 and not self._paths[0].is_dir():
            self.push_screen(BrowserScreen(self._paths[0]))
            return
        from tui.screens.folder import FolderScreen

        self._has_list = True
        self.push_screen(FolderScreen(select(self._paths).files))

    def _end_when_told(self) -> None:
        """Leave in good order, the terminal restored, when the system asks for the end."""
        with suppress(
            NotImplementedError, AttributeError, RuntimeError, ValueError
        ):  # Windows has no such signals
            for name in ("SIGTERM", "SIGHUP"):
                number = getattr(signal, name)
                asyncio.get_running_loop().add_signal_handler(
                    number, partial(self.exit, return_code=128 + number)
                )

    def on_folder_screen_open(self, message: FolderScreen.Open) -> None:
        """Open a report from the list."""
        self.push_screen(BrowserScreen(message.path, message.reading, may_go_back=True))

    def on_failed(self, message: Failed) -> None:
        """Say why a file cannot be shown, in place of showing it."""
        from tui.screens.trouble import TroubleScreen

        self.switch_screen(TroubleScreen(message.path, message.reason, self._has_list))

    def action_help(self) -> None:
        """Show all keys."""
        from tui.dialogs.help import HelpDialog

        self.push_screen(HelpDialog())

    def action_toggle_theme(self) -> None:
        """Change between the dark and the light theme."""
        self.theme = LIGHT if self.theme == DARK else DARK


def run(paths: list[Path]) -> None:
    """Open the browser on a report, or the list of reports on several or on a folder."""
    GoujiApp(paths).run()
