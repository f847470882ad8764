"""Where in its TOML a part of a form was said: the key at which its author can mend it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from parsers.forms import Form
from parsers.toml.places import Key

BASE: Key = ("base",)
"""The key of what the form has from its base."""


class Origin(Struct, frozen=True):
    """Finds the keys in what was `told` of the parts of a form."""

    told: dict[str, Any]
    form: Form

    def item(self, name: str, place: int) -> Key:
        """Return the key of an item of the form's list `name`."""
        more = self._more(name)
        first = len(getattr(self.form, name)) - len(more)
        if place >= first:
            return ("more", name, place - first)
        return (name, place) if name in self.told else BASE

    def table(self, id: str) -> Key:
        """Return the key of the table that was told last with this id."""
        return next(self._entries((), "tables", "id", id), BASE)

    def line(self, table: str, name: str, id: str) -> Key:
        """Return the key of a row or column, in the list `name` of its table, that is told last."""
        for key in self._entries(("more",), "tables", "id", table):
            if found := next(self._entries(key, name, "id", id), None):
                return found
        key = self.table(table)
        return next(self._entries(key, name, "id", id), key) if key != BASE else BASE

    def wording(self, target: str, wording: str, else_: Key) -> Key:
        """Return the key of another wording of `target`, or else that of the label."""
        variants = self.told.get("more", {}).get("variants", {}).get(target, [])
        return ("more", "variants", target) if wording in variants else else_

    def _more(self, name: str) -> list[Any]:
        more: list[Any] = self.told.get("more", {}).get(name, [])
        return more

    def _entries(self, key: Key, name: str, field: str, value: str) -> Iterator[Key]:
        """Yield the keys of the items of a list that have a value, the last first."""
        held: Any = self.told
        for part in key:
            held = held[part] if isinstance(part, int) else held.get(part, {})
        items = held.get(name, [])
        for place in reversed(range(len(items))):
            if items[place][field] == value:
                yield (*key, name, place)
