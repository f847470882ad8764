"""What a person chose on the screen: remembered, unless their settings say it once for all."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tui import language
from tui.settings import in_use
from tui.settings.themes import THEMES
from tui.state import recall, remember

_NAME = "chosen"


class Chosen(Struct, frozen=True):
    """The theme and the language that were chosen last; empty where none was."""

    theme: str = ""
    language: str = ""


def chosen() -> Chosen:
    """Return what was chosen last, as far as it is known here."""
    said = recall(_NAME, Chosen) or Chosen()
    return Chosen(
        said.theme if said.theme in THEMES else "",
        said.language if said.language in language.LANGUAGES else "",
    )


def theme_to_begin_with(said: Chosen) -> str:
    """Return the theme that settings name, or else the one chosen last."""
    fixed = in_use().theme
    return fixed if fixed != "auto" else said.theme or "dark"


def language_to_begin_with(said: Chosen) -> str:
    """Return the language that option or settings name, that chosen last, or the one in use."""
    return language.spoken() if in_use().language != "auto" else said.language or language.spoken()


def remember_theme(theme: str) -> bool:
    """Remember a theme; say whether it will be back, which it will not where settings name one."""
    return _remember("theme", theme)


def remember_language(spoken: str) -> bool:
    """Remember a language; say whether it will be back."""
    return _remember("language", spoken)


def _remember(what: Literal["theme", "language"], choice: str) -> bool:
    fixed = getattr(in_use(), what)
    if fixed == "auto":
        remember(_NAME, replace(chosen(), **{what: choice}))
    return fixed in ("auto", choice)
