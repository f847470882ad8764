"""Sentences for a person, in English and in the words of a catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct


class Message(Struct, frozen=True):
    """A sentence for a person: an English template, which is also its catalogue key, and values.

    The library speaks English through `str`; a screen looks `template` up in its own language.
    A value that is a message itself is looked up too, one that is a string is data.
    """

    template: str
    values: Mapping[str, str | Message] = {}

    def __str__(self) -> str:
        return self.template.format_map(self.values)


class Trouble(Exception):
    """What stops gouji and a person should hear of; `message` says it. It can be pickled."""

    def __init__(self, template: str, **values: str | Message) -> None:
        self.message = Message(template, values)
        super().__init__(str(self.message))

    def __reduce__(self) -> tuple[Callable[..., Trouble], tuple[object, ...]]:
        # An exception is pickled by its text alone, which would lose the template.
        return _trouble, (type(self), self.message)


T = TypeVar("T", bound=Trouble)


def _trouble(kind: type[T], message: Message) -> T:
    return kind(message.template, **message.values)


def marked(template: str) -> str:
    """Mark a template for the message catalogue (what gettext calls `N_`)."""
    return template
