"""Sentences for a person, in English and in the words of a catalogue."""

from __future__ import annotations

from collections.abc import Mapping

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


def marked(template: str) -> str:
    """Mark a template for the message catalogue (what gettext calls `N_`)."""
    return template
