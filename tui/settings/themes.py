"""Themes by the names that a person gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from parsers.messages import marked
from tui.settings import Theme

if TYPE_CHECKING:
    from textual.theme import Theme as Colours

SHORT = {"dark": "textual-dark", "light": "textual-light", "ansi": "ansi-dark"}
"""What the themes are called in Textual that have a shorter name here."""

ANSI = ("ansi-dark", "ansi-light")
"""Textual's themes in the terminal's own colours, the dark one first."""

LABELS = {
    "dark": marked("dark"),
    "light": marked("light"),
    "ansi": marked("the terminal's own colours"),
    "ansi-light": marked("the terminal's own, light"),
}
"""What themes are called that are not known by a name all over the world."""


def of_textual(name: str) -> str:
    """Return what Textual calls the theme of this name."""
    return SHORT.get(name, name)


THEMES: tuple[str, ...] = tuple(name for name in get_args(Theme) if name != "auto")
"""All themes, by the names given here, the most used first."""

NAMES: dict[str, str] = {of_textual(name): name for name in THEMES}
"""The names given here, by Textual's."""


def legible() -> Iterator[Colours]:
    """Yield Textual's own two themes with colours that can be read on their grounds."""
    # Not needed by the command, which knows the names too.
    from dataclasses import replace

    from textual.theme import BUILTIN_THEMES

    dark, light = BUILTIN_THEMES[SHORT["dark"]], BUILTIN_THEMES[SHORT["light"]]
    yield replace(dark, variables={**dark.variables, "block-cursor-background": "#0164ad"})
    yield replace(
        light,
        accent="#c26a00",
        warning="#c26a00",
        success="#2e8b50",
        background="#f0f0f0",
        surface="#e6e6e6",
        panel="#dcdcdc",
    )
