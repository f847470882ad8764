"""Where the keys of a TOML file stand, which no reader of TOML tells: to say where one is wrong.

Nothing is checked here. Where the text is not TOML the places before that are returned.
"""

from __future__ import annotations

import re
from bisect import bisect
from contextlib import suppress

Key = tuple[str | int, ...]
"""The way to a value: names of keys, and places in lists counted from 0."""

DEEPEST = 32
"""No file that people write is nested deeper; a reader of TOML takes ages over one that is."""

_BLANK = re.compile(r"[ \t]*+")
_LINES = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_BASIC, _LITERAL = r'"(?:[^"\\\n]++|\\.)*+"', r"'[^'\n]*+'"
_NAME = re.compile(rf"([A-Za-z0-9_-]++)|{_BASIC}|{_LITERAL}")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}' rf"|'''(?:[^']++|'(?!''))*+'{{3,5}}|{_BASIC}|{_LITERAL}",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]++")


class TooDeep(Exception):
    """The text is nested deeper than `DEEPEST` at `line`."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Lost(Exception):
    """The text goes on with something that is not TOML."""


def places(text: str) -> dict[Key, int]:
    """Return the line of every table, key and item of a list, from 1; raise `TooDeep`."""
    scanner = _Scanner(text)
    with suppress(_Lost):
        scanner.file()
    return scanner.found


class _Scanner:
    """Walks over a text from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.found: dict[Key, int] = {}
        self._text = text
        self._at = 0
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._last: dict[Key, int] = {}  # of each list of [[tables]] its last one

    def file(self) -> None:
        """Note all that stands in the file."""
        table: Key = ()
        self._skip(_LINES)
        while self._at < len(self._text):
            if self._take("["):
                table = self._header()
            else:
                self._pair(table)
            self._skip(_LINES)

    def _header(self) -> Key:
        is_list = self._take("[")
        *outer, name = self._names()
        table: Key = ()
        for part in outer:
            table += (part,)
            self._note(table)
            if table in self._last:
                table += (self._last[table],)
        table += (name,)
        if is_list:
            self._note(table)
            self._last[table] = self._last.get(table, -1) + 1
            table += (self._last[table],)
        self._note(table)
        if not self._take("]]" if is_list else "]"):
            raise _Lost
        return table

    def _pair(self, table: Key) -> None:
        key = table
        for name in self._names():
            key += (name,)
            self._note(key)
        if not self._take("="):
            raise _Lost
        self._skip(_BLANK)
        self._value(key)

    def _value(self, key: Key) -> None:
        if self._take("["):
            place = 0
            while not self._ends_with("]"):
                self._note((*key, place))
                self._value((*key, place))
                place += 1
        elif self._take("{"):
            while not self._ends_with("}"):
                self._pair(key)
        else:
            self._match(_STRING if self._text[self._at : self._at + 1] in {'"', "'"} else _SCALAR)

    def _ends_with(self, bracket: str) -> bool:
        """Go on to the next item of a list, or over the bracket at its end."""
        self._skip(_LINES)
        if self._take(","):
            self._skip(_LINES)
        return self._take(bracket)

    def _names(self) -> list[str]:
        names: list[str] = []
        while not names or self._take("."):
            self._skip(_BLANK)
            match = self._match(_NAME)
            names.append(match[0] if match[1] else _unquoted(match[0]))
            self._skip(_BLANK)
            if len(names) > DEEPEST:
                raise TooDeep(self._line())
        return names

    def _note(self, key: Key) -> None:
        if len(key) > DEEPEST:
            raise TooDeep(self._line())
        self.found.setdefault(key, self._line())

    def _line(self) -> int:
        return bisect(self._ends, self._at - 1) + 1

    def _take(self, text: str) -> bool:
        is_there = self._text.startswith(text, self._at)
        self._at += len(text) if is_there else 0
        return is_there

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self._match(pattern)

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise _Lost
        self._at = match.end()
        return match


def _unquoted(name: str) -> str:
    if name[0] == "'" or "\\" not in name:
        return name[1:-1]
    import tomllib

    try:
        return str(tomllib.loads(f"name = {name}")["name"])
    except ValueError as error:
        raise _Lost from error
