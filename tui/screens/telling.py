"""Sentences for a person that name a key: the one that the action has, whoever gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions import shown_key
from tui.language import _

if TYPE_CHECKING:
    from textual.screen import Screen


def tell_key(screen: Screen[None], sentence: str, action: str, **values: str) -> None:
    """Notify of a marked sentence, its `{key}` that of the action of this name."""
    said = _(sentence).format(key=shown_key(action), **values)
    screen.notify(said, markup=False)
