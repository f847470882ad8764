"""Keys: how a person writes them, what Textual calls them, and which answer together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from parsers.messages import Message, marked

if TYPE_CHECKING:
    from tui.actions import Action, Where

ABOVE: dict[Where, tuple[Where, ...]] = {
    "matches": ("app",),
    "panel": ("matches", "browser", "app"),
    "document": ("panel", "matches", "browser", "app"),
    "tree": ("panel", "matches", "browser", "app"),
    "findings": ("panel", "matches", "browser", "app"),
    "annotations": ("panel", "matches", "browser", "app"),
    "filter": ("matches", "browser", "app"),
    "find": ("browser", "app"),
    "browser": ("app",),
    "folder": ("app",),
    "trouble": ("app",),
    "going": ("dialog",),
    "help": ("dialog",),
    "jumping": (),
    "note": ("dialog",),
    "export": ("dialog",),
    "themes": ("dialog",),
    "dialog": (),
    "app": (),
}
"""Who else is asked about a key, where the first does not answer to it.

The browser is asked after the matches too, but while something is found its keys may be theirs.
"""

WRITING: frozenset[Where] = frozenset(("filter", "find", "going", "note", "export", "dialog"))
"""Where a character may be written, and so can be nobody's key."""

KEPT = "ctrl+q"
"""What Textual quits on before anybody else is asked."""

UNKNOWN_KEY = marked("there is no key {key}; a character, ctrl+n, f2 and pagedown are keys")
WRITTEN = marked("{key} is a character that is written there: take ctrl and a letter, or f1 to f12")
QUITS = marked("{key} quits wherever you are, and cannot do anything else")
TWO_THINGS = marked("{key} would mean two things: {one} ({first}) and {other} ({second})")

_FRIENDLY = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_NAMED = {
    "escape", "enter", "tab", "space", "backspace", "insert", "delete", "home", "end", "pageup",
    "pagedown", "up", "down", "left", "right",
}  # fmt: skip
_FUNCTION_KEYS = {f"f{number}" for number in range(1, 25)}
_SHORT = {"esc": "escape", "return": "enter", "del": "delete", "pgup": "pageup", "pgdn": "pagedown"}
_MODIFIERS = ("ctrl", "alt", "shift", "super")
# A terminal sends the same for both.
_SAME = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+at",
}


def _character(character: str) -> str:
    """Return the key on which a character stands."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _FRIENDLY.get(name, name)


CHARACTERS = {_character(c): c for c in map(chr, range(0x21, 0x7F)) if not c.isalnum()}
"""The characters of keys with a name of their own."""


def key_of(written: str) -> str:
    """Return the key that a person means by `ctrl+n`, `N`, `?` or `pagedown`; empty if none."""
    if written == "+" or written.endswith("++"):
        written = f"{written[:-1]}plus"
    *modifiers, last = written.split("+")
    modifiers = [modifier.lower() for modifier in modifiers]
    name = _named(last)
    if not name or not set(modifiers) <= set(_MODIFIERS):
        return ""
    if len(name) == 1 and "shift" in modifiers:
        modifiers.remove("shift")
        name = name.upper()
    if modifiers and len(name) == 1:
        name = name.lower()
    key = "+".join([m for m in _MODIFIERS if m in modifiers] + [name])
    return _SAME.get(key, key)


def _named(word: str) -> str:
    """Return the key without modifiers that a word is; empty if it is none."""
    if word == " ":
        return "space"
    if len(word) == 1:
        return _character(word) if word.isprintable() else ""
    word = _SHORT.get(word.lower(), word.lower())
    return word if word in _NAMED | _FUNCTION_KEYS | CHARACTERS.keys() else ""


def is_function_key(key: str) -> bool:
    """Tell whether a key is one of those above the figures."""
    return key in _FUNCTION_KEYS


def is_written(key: str) -> bool:
    """Tell whether a key writes a character, where something is written."""
    return len(key) == 1 or key in CHARACTERS or key == "space"


class Clash(NamedTuple):
    """An action to which a person gave a key that it cannot have, and why."""

    action: Action
    key: str
    why: Message


def clashes(given: Mapping[str, tuple[str, ...]], actions: tuple[Action, ...]) -> Iterator[Clash]:
    """Yield what of the keys that a person gave to actions, by their names, cannot be.

    What answers to the same key by default, since one goes before the other, may do so.
    """
    for action in actions:
        for key in given.get(action.name, ()):
            shown = CHARACTERS.get(key, key)
            if action.where in WRITING and is_written(key):
                yield Clash(action, key, Message(WRITTEN, {"key": shown}))
            if key == KEPT:
                yield Clash(action, key, Message(QUITS, {"key": shown}))
            for other in _beside(action, actions):
                if key in given.get(other.name, other.keys) and not {*action.keys} & {*other.keys}:
                    names = {"first": action.name, "second": other.name}
                    labels = {"one": Message(action.label), "other": Message(other.label)}
                    yield Clash(action, key, Message(TWO_THINGS, {"key": shown, **labels, **names}))


def _beside(action: Action, actions: tuple[Action, ...]) -> Iterator[Action]:
    """Yield the other actions that may be asked for where this one may."""
    for other in actions:
        both = other.where in ABOVE[action.where] or action.where in ABOVE[other.where]
        if other is not action and (both or other.where == action.where):
            yield other
