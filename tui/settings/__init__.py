"""What a person sets for themselves: `config.toml` in the platform's place for such files.

It is about the screen and the command wherever they are used. Which findings count, and as what,
a folder says with its `gouji.toml` (`tui.config`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from msgspec import Meta, Struct

from parsers.messages import Message, marked

if TYPE_CHECKING:
    from parsers.toml import Written

Theme = Literal[
    "auto", "dark", "light", "ansi", "ansi-light", "atom-one-dark", "atom-one-light",
    "catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato", "catppuccin-mocha", "dracula",
    "flexoki", "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn", "rose-pine-moon",
    "solarized-dark", "solarized-light", "tokyo-night",
]  # fmt: skip

LANGUAGE = marked("the language; auto: the one chosen last, or else the environment's")
THEME = marked("the colours; auto: those chosen last, ansi: the terminal's own")
BORDERS = marked("what borders are drawn with: box-drawing lines, or the signs - | and +")
WIDTH = marked("how many cells “ ” … — ① take in this terminal")
PICTURES = marked("how pages are drawn; auto: as the terminal can, none: not at all")
AUTHOR = marked("who signs annotations where the folder names nobody; empty: the login name")
KEYS = marked("the keys of actions: one, or a list of them")


class Settings(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What may be set; the defaults are what counts where nothing is.

    `keys` has the keys of actions by their names (`browser.next_finding`), as Textual calls them.
    """

    language: Annotated[Literal["auto", "en", "zh_CN"], Meta(description=LANGUAGE)] = "auto"
    theme: Annotated[Theme, Meta(description=THEME)] = "auto"
    borders: Annotated[Literal["lines", "ascii"], Meta(description=BORDERS)] = "lines"
    ambiguous_width: Annotated[Literal[1, 2], Meta(description=WIDTH)] = 1
    pictures: Annotated[
        Literal["auto", "kitty", "sixel", "blocks", "none"], Meta(description=PICTURES)
    ] = "auto"
    author: Annotated[str, Meta(description=AUTHOR)] = ""
    keys: Annotated[dict[str, tuple[str, ...]], Meta(description=KEYS)] = {}


_in_use = Settings()


def in_use() -> Settings:
    """Return the settings that count in this process."""
    return _in_use


def use(settings: Settings) -> None:
    """Let these settings count from now on."""
    global _in_use  # noqa: PLW0603  a person has one set of settings
    _in_use = settings


def place() -> Path:
    """Return where the file is, or would be."""
    import platformdirs

    return platformdirs.user_config_path("gouji") / "config.toml"


def load() -> tuple[Settings, Message | None]:
    """Read the file, if there is one; return the defaults and what is wrong where it is broken."""
    file = place()
    if not os.path.lexists(file):
        return Settings(), None
    # Loaded only where there is something to read.
    from parsers.toml import Broken

    try:
        return read(file), None
    except Broken as error:
        return Settings(), error.message


def read(file: Path) -> Settings:
    """Read the settings in `file`; raise `parsers.toml.Broken`."""
    from parsers import toml

    written = toml.read(file)
    if "keys" not in written.told:  # to tell of every action takes longer than all the rest
        return written.converted(Settings)
    told: Any = written.converted(file_kind())
    names = Settings.__struct_fields__
    return Settings(**{name: getattr(told, name) for name in names} | {"keys": _keys(written)})


def file_kind() -> type[Struct]:
    """Return what the file may say: the settings, with a key for each action."""
    from typing import get_type_hints

    from msgspec import defstruct, field
    from msgspec.structs import fields

    from tui.actions import PLACES, actions_of

    text = Annotated[str, Meta(min_length=1)]
    several = Annotated[tuple[text, ...], Meta(min_length=1)]
    tables = []
    for where in PLACES:
        actions = [
            (a.id, Annotated[text | several, Meta(description=a.help)], field(default=()))
            for a in actions_of(where)
        ]
        table = defstruct(where, actions, frozen=True, forbid_unknown_fields=True)
        described = (Annotated[table, Meta(description=PLACES[where])],)
        tables.append((where, *described, field(default_factory=table)))
    keys = defstruct("keys", tables, frozen=True, forbid_unknown_fields=True)
    kinds = get_type_hints(Settings, include_extras=True)
    kinds["keys"] = Annotated[keys, Meta(description=KEYS)]
    return defstruct(
        "settings",
        [
            (f.name, kinds[f.name], field(default_factory=keys) if f.name == "keys" else f.default)
            for f in fields(Settings)
        ],
        frozen=True,
        forbid_unknown_fields=True,
        rename="kebab",
    )


def _keys(written: Written) -> dict[str, tuple[str, ...]]:
    """Return the keys that the file gives to actions; raise `parsers.toml.Broken`."""
    from parsers.spelling import short
    from tui.actions import ACTIONS
    from tui.settings.keys import UNKNOWN_KEY, clashes, key_of

    keys: dict[str, tuple[str, ...]] = {}
    for where, actions in written.part(("keys",)).items():
        for action, said in actions.items():
            several = [said] if isinstance(said, str) else said
            for i, one in enumerate(several):
                if not key_of(one):
                    at = ("keys", where, action, *(() if isinstance(said, str) else (i,)))
                    raise written.broken(at, Message(UNKNOWN_KEY, {"key": short(one)}))
            keys[f"{where}.{action}"] = tuple(dict.fromkeys(map(key_of, several)))
    for clash in clashes(keys, ACTIONS):
        raise written.broken(("keys", clash.action.where, clash.action.id), clash.why)
    return keys
