"""The settings of a person written out: as they count, and as what they may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec
import tomli_w
from msgspec import structs

from tui import settings
from tui.actions import PLACES, actions_of
from tui.language import _
from tui.layout.text import plain
from tui.settings import Settings, file_kind
from tui.settings.chosen import chosen, language_to_begin_with, theme_to_begin_with
from tui.settings.keys import CHARACTERS
from tui.settings.signing import signature

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_FILES = {"person": "config.toml", "folder": "gouji.toml"}


def shown() -> str:
    """Return the settings as TOML that can be kept as the file, with what is known of each."""
    told, trouble = settings.load()
    return "\n".join(_lines(told, is_broken=trouble is not None)) + "\n"


def _lines(told: Settings, is_broken: bool) -> Iterator[str]:
    file = settings.place()
    if is_broken:
        head = _("{file} cannot be used, so these are the defaults.")
    elif file.exists():
        head = _("As {file} says; what it says nothing about is as gouji has it.")
    else:
        head = _("There is no {file} yet, so these are the defaults.")
    yield _comment(head.format(file=file))
    descriptions = file_schema("person")["$defs"]["settings"]["properties"]
    for field in structs.fields(Settings):
        name, value = field.encode_name, getattr(told, field.name)
        if name == "keys":
            continue
        yield ""
        yield _comment(descriptions[name]["description"])
        if choices := descriptions[name].get("enum"):
            yield _comment(_("one of: {names}").format(names=", ".join(map(str, choices))))
        if value != field.default:
            yield _comment(
                _("set in the file; the default is {value}").format(value=_toml(field.default))
            )
        elif now := _now(name):
            yield _comment(_("the default; just now that is {value}").format(value=now))
        else:
            yield _comment(_("the default"))
        yield f"{name} = {_toml(value)}"
    yield from ("", _comment(descriptions["keys"]["description"]), "[keys]")
    yield from _keys(told)


def _keys(told: Settings) -> Iterator[str]:
    """Yield the keys of all actions, as comments where they are the default ones."""
    for where, place in PLACES.items():
        yield from ("", _comment(_(place)))
        for action in actions_of(where):
            keys = told.keys.get(action.name, action.keys)
            line = f"{action.name} = {_toml_keys(keys)}"
            if action.name not in told.keys:
                line = f"# {line}"
            yield f"{line}  {_comment(_(action.help))}"


def _toml_keys(keys: Iterable[str]) -> str:
    written = [_toml(CHARACTERS.get(key, key)) for key in keys]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"


def _now(name: str) -> str:
    """Return what a setting that leaves it open comes to."""
    said = chosen()
    match name:
        case "language":
            return language_to_begin_with(said)
        case "theme":
            return theme_to_begin_with(said)
        case "author":
            return plain(signature(None))
    return ""


def _comment(text: str) -> str:
    return f"# {plain(text)}"


def _toml(value: str | int) -> str:
    return tomli_w.dumps({"_": value}).removeprefix("_ = ").rstrip("\n")


def schema_of(whose: Literal["person", "folder"]) -> str:
    """Return the JSON schema of the settings of a person or of a folder."""
    return msgspec.json.format(msgspec.json.encode(file_schema(whose)), indent=2).decode() + "\n"


def file_schema(whose: Literal["person", "folder"]) -> dict[str, Any]:
    """Return the schema as data, its descriptions in the language in use."""
    from tui.config import FileKind

    kind = file_kind() if whose == "person" else FileKind
    schema: dict[str, Any] = _spoken(msgspec.json.schema(kind))
    for definition in schema["$defs"].values():
        definition.pop("description", None)  # the docstring of a class is not for the person
    return {"$schema": _DRAFT, "title": f"gouji {_FILES[whose]}"} | schema


def _spoken(schema: Any) -> Any:
    """Return the schema with its descriptions in the language in use."""
    if isinstance(schema, list):
        return [_spoken(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: _(part) if name == "description" and isinstance(part, str) else _spoken(part)
        for name, part in schema.items()
    }
