"""TOML that people write by hand: what is wrong with it is said with file, line and key."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from parsers.document import Unreadable
from parsers.files import content
from parsers.messages import Message, Trouble, marked
from parsers.spelling import short
from parsers.toml.places import DEEPEST, Key, TooDeep, places

IN_FILE = marked("{file}: {what}")
AT_LINE = marked("{file}:{line}: {what}")
AT_COLUMN = marked("{file}:{line}:{column}: {what}")
AT_KEY = marked("{file}:{line}: {key}: {what}")
NOT_TOML = marked("this is not valid TOML ({why})")
NOT_UTF8 = marked("this is not UTF-8")
TOO_DEEP = marked("this is nested more than {count} deep")

_MEGABYTES_MOST = 1
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BARE = re.compile(r"[A-Za-z0-9_-]+")

T = TypeVar("T")


class Broken(Trouble):
    """A TOML file that cannot be used."""


class NotToml(Exception):
    """What is not TOML: where, as far as that is known, and why."""

    def __init__(self, what: Message, line: int | None = None, column: int | None = None) -> None:
        super().__init__(str(what))
        self.what, self.line, self.column = what, line, column


class Written(Struct, frozen=True):
    """A file as it was written: what it says, and in which line each key stands."""

    path: Path
    told: dict[str, Any]
    places: dict[Key, int]

    def broken(self, key: Key, what: Message) -> Broken:
        """Return the error that the value at `key` is. What is missing is so where it should be."""
        known = key
        while known and known not in self.places:
            known = known[:-1]
        at = {"file": str(self.path), "line": str(self.places.get(known, 1)), "key": _path(key)}
        if key:
            return Broken(AT_KEY, **at, what=what)
        return Broken(AT_LINE, file=at["file"], line=at["line"], what=what)

    def part(self, key: Key) -> Any:
        """Return what stands at `key`, an empty table where nothing does."""
        held: Any = self.told
        for name in key:
            held = held.get(name, {}) if isinstance(held, dict) else {}
        return held

    def converted(self, kind: type[T], key: Key = ()) -> T:
        """Return what stands at `key` as a value of this kind; raise `Broken`."""
        try:
            return msgspec.convert(self.part(key), kind)
        except msgspec.ValidationError as error:
            # Loaded only to say what is wrong.
            from parsers.toml.faults import faults

            for at, what in faults(self.part(key), msgspec.inspect.type_info(kind), key):
                raise self.broken(at, what) from error
            raise self.broken(key, Message(NOT_TOML, {"why": str(error)})) from error


def read(path: Path) -> Written:
    """Read the file at `path`; raise `Broken`."""
    try:
        raw = content(path, _MEGABYTES_MOST)
        # First, since it also sees to it that the text can be read in no time.
        found = places(raw.decode("utf-8-sig", "replace"))
        return Written(path, parse(raw), found)
    except Unreadable as error:
        raise Broken(IN_FILE, file=str(path), what=error.message) from error
    except TooDeep as error:
        what = Message(TOO_DEEP, {"count": str(DEEPEST)})
        raise Broken(AT_LINE, file=str(path), line=str(error.line), what=what) from error
    except NotToml as error:
        at = {"line": str(error.line), "column": str(error.column)}
        if error.line is None:
            raise Broken(IN_FILE, file=str(path), what=error.what) from error
        raise Broken(AT_COLUMN, file=str(path), **at, what=error.what) from error


def parse(raw: bytes) -> dict[str, Any]:
    """Return what TOML says, fractions as decimals; raise `NotToml`."""
    import tomllib

    try:
        # An editor on Windows may have put a byte order mark before it.
        return tomllib.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise NotToml(Message(NOT_UTF8), line, column) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        at = _POSITION.search(str(error))
        what = Message(NOT_TOML, {"why": short(str(error)[: at.start() if at else None])})
        if at and not at[1]:
            text = raw.decode("utf-8-sig")
            raise NotToml(what, text.count("\n") + 1, len(text) - text.rfind("\n")) from error
        raise NotToml(what, *map(int, at.groups() if at else ())) from error


def _path(key: Key) -> str:
    """Return a key as TOML writes it, and items of lists counted from 1."""
    path = ""
    for name in key:
        if isinstance(name, int):
            path += f"[{name + 1}]"
        else:
            said = short(name)
            path += f".{said}" if _BARE.fullmatch(name) else f'."{said}"'
    return path.removeprefix(".")
