"""Themes by the names that a person gives them."""

from __future__ import annotations

from typing import get_args

from parsers.messages import marked
from tui.settings import Theme

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

THEMES: tuple[str, ...] = tuple(name for name in get_args(Theme) if name != "auto")
"""All themes, by the names given here, the most used first."""

NAMES: dict[str, str] = {SHORT.get(name, name): name for name in THEMES}
"""The names given here, by Textual's."""
