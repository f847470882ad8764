"""Themes by the names that a person gives them."""

from __future__ import annotations

from typing import get_args

from tui.settings import Theme

SHORT = {"dark": "textual-dark", "light": "textual-light", "ansi": "ansi-dark"}
"""What the themes are called that have a shorter name here than in Textual."""

THEMES: tuple[str, ...] = tuple(name for name in get_args(Theme) if name != "auto")
"""All themes, by the names given here."""

NAMES: dict[str, str] = {SHORT.get(name, name): name for name in THEMES}
"""The names given here, by Textual's."""
