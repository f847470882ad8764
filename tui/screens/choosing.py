"""Choosing theme and language, and everything on the screen following at once."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.app import App

from tui import language
from tui.language import _
from tui.settings import place
from tui.settings.chosen import remember_language, remember_theme
from tui.settings.themes import ANSI, NAMES, SHORT, of_textual


@runtime_checkable
class Speaker(Protocol):
    """Who keeps sentences that it shows, beyond one painting."""

    def say_again(self) -> None:
        """Say in the language in use what was said in another."""


def choose_theme(app: App[None]) -> None:
    """Let a person choose a theme and see each as they go; keep it, or the one before."""
    from tui.dialogs.themes import ThemeDialog

    before = app.theme

    def keep(chosen: str | None) -> None:
        app.theme = before if chosen is None else of_textual(chosen)
        if chosen is not None:
            _remember(app)

    if not _is_colourless(app):
        app.push_screen(ThemeDialog(NAMES[before]), keep)


def toggle_theme(app: App[None]) -> None:
    """Change between dark and light, in the terminal's own colours if these are in use."""
    if _is_colourless(app):
        return
    names = ANSI if app.current_theme.ansi else (SHORT["dark"], SHORT["light"])
    app.theme = names[1] if app.current_theme.dark else names[0]
    _remember(app)


def _remember(app: App[None]) -> None:
    if not remember_theme(NAMES[app.theme]):
        _say_how_long(app)


def _is_colourless(app: App[None]) -> bool:
    if app.no_color:
        app.notify(_("NO_COLOR is set, so there are no colours to choose."), markup=False)
    return app.no_color


def switch_language(app: App[None]) -> None:
    """Speak the next language, on every screen that is open."""
    spoken = language.LANGUAGES
    speak(app, spoken[(spoken.index(language.spoken()) + 1) % len(spoken)])
    if not remember_language(language.spoken()):
        _say_how_long(app)


def speak(app: App[None], spoken: str) -> None:
    """Speak a language from now on, on every screen that is open. Notices are taken away."""
    language.use(spoken)
    app.clear_notifications()
    for screen in app.screen_stack:
        for node in (screen, *screen.walk_children()):
            if isinstance(node, Speaker):
                node.say_again()
            else:
                node.refresh()


def _say_how_long(app: App[None]) -> None:
    said = _("Only until gouji ends: {file} says otherwise.")
    app.notify(said.format(file=place()), markup=False)
