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
from textual.notifications import SeverityLevel
from textual.screen import Screen

from tui import language
from tui.actions import bindings, places_of
from tui.frames import draw_frames
from tui.language import _, say
from tui.layout.text import plain
from tui.screens.browser import BrowserScreen
from tui.screens.loading import Failed, Opened
from tui.settings import in_use
from tui.settings.chosen import chosen, language_to_begin_with, theme_to_begin_with
from tui.settings.themes import legible, of_textual

if TYPE_CHECKING:
    from textual.command import Provider

    from parsers.messages import Message
    from tui.dialogs.themes import ThemeDialog
    from tui.screens.folder import FolderScreen


def _commands() -> type[Provider]:
    from tui.dialogs.palette import ActionCommands

    return ActionCommands


class GoujiApp(App[None]):
    """Shows one report, or a list of several."""

    TITLE = "gouji"
    CSS_PATH = ["styles/gouji.tcss", "styles/settings.tcss", "styles/plain.tcss"]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    COMMANDS = {_commands}  # noqa: RUF012  the base class declares it
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, paths: Sequence[Path], trouble: Message | None = None) -> None:
        # Without colours, those of the terminal are the only ones that can all be left out.
        super().__init__(ansi_color="NO_COLOR" in os.environ or None)
        for theme in legible():
            self.register_theme(theme)
        self.stylesheet.set_variables(self.get_css_variables())  # it has those of Textual's themes
        draw_frames()
        self._paths = tuple(paths)
        self._trouble = trouble
        said = chosen()
        language.use(language_to_begin_with(said))
        self._theme_to_begin_with = "ansi" if self.no_color else theme_to_begin_with(said)
        self._has_list = len(self._paths) != 1 or self._paths[0].is_dir()

    def get_default_screen(self) -> Screen[None]:
        """Return the screen of what was asked for, so that nothing is painted before it."""
        if not self._has_list:
            return BrowserScreen(self._paths[0])
        from tui.screens.folder import FolderScreen

        return FolderScreen(self._paths)

    def on_mount(self) -> None:
        """Let the settings count, and get ready to be told to end."""
        self.theme = of_textual(self._theme_to_begin_with)
        self.set_keymap({name: ",".join(keys) for name, keys in in_use().keys.items()})
        if self._trouble:
            self.notify(plain(say(self._trouble)), severity="warning", markup=False, timeout=10)
        self._end_when_told()
        self.call_after_refresh(gc.enable)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something in the place of what was said before; what is said at once stays."""
        self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

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

    def on_browser_screen_onward(self, message: BrowserScreen.Onward) -> None:
        """Open another report of the list in the place of the one that is open."""
        reports = self._list
        if reports is None:
            self.notify(_("There is no list of reports: only this one is open."), markup=False)
            return
        onward, said = reports.onward(message.path, message.step)
        if said:
            self.notify(said, markup=False)
        if onward:
            self.switch_screen(BrowserScreen(onward.path, onward.reading, may_go_back=True))

    def on_opened(self, message: Opened) -> None:
        """Let the list know what a person has opened before its turn."""
        if reports := self._list:
            reports.adopt(message.path, message.reading)

    @property
    def _list(self) -> FolderScreen | None:
        """The list of reports, if there is one."""
        if not self._has_list:
            return None
        from tui.screens.folder import FolderScreen

        return next((s for s in self.screen_stack if isinstance(s, FolderScreen)), None)

    def on_failed(self, message: Failed) -> None:
        """Say why a file cannot be shown, in place of showing it."""
        from tui.screens.trouble import TroubleScreen

        if reports := self._list:
            reports.adopt(message.path, message.unread)
        trouble = TroubleScreen(message, self._has_list)
        if self._has_list:
            self.switch_screen(trouble)
        else:
            self.push_screen(trouble)  # the first screen has no other to give way to

    async def action_quit(self) -> None:
        """Leave, unless that would lose what is being written."""
        from tui.dialogs.dialog import Dialog

        if not isinstance(self.screen, Dialog) or self.screen.may_close():
            self.exit()

    def action_leave_at_once(self) -> None:
        """Leave, whatever is being read. A dialog closes first, and what is selected is copied."""
        self._end(return_code=128 + signal.SIGINT)

    def action_command_palette(self) -> None:
        """Search in everything that can be done."""
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("Search for commands…")))

    def action_help(self) -> None:
        """Show all keys."""
        from tui.dialogs.help import HelpDialog

        active = self.screen.active_bindings.values()
        self.push_screen(HelpDialog(places_of(bound.binding.id for bound in active)))

    def action_toggle_theme(self) -> None:
        """Change between the dark and the light theme."""
        from tui.screens.choosing import toggle_theme

        toggle_theme(self)

    def action_choose_theme(self) -> None:
        """Choose among all themes."""
        from tui.screens.choosing import choose_theme

        choose_theme(self)

    def on_theme_dialog_seen(self, message: ThemeDialog.Seen) -> None:
        """Show the theme that a person looks at."""
        self.theme = of_textual(message.theme)

    def action_switch_language(self) -> None:
        """Speak the other language."""
        from tui.screens.choosing import switch_language

        switch_language(self)


def run(paths: list[Path], trouble: Message | None = None) -> None:
    """Open the browser on a report, or the list of reports on several or on a folder.

    `trouble` is what is wrong with the settings.
    """
    app = GoujiApp(paths, trouble)
    # The key is read by the app; this is for those who send the signal.
    signal.signal(signal.SIGINT, lambda *_: app.call_later(app.action_leave_at_once))
    app.run()
    sys.exit(app.return_code)
