"""Sentences for a person: with the key that an action has, whoever gave it, and on the way on."""

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


def no_other(is_filtered: bool) -> str:
    """Say that there is no other report to go on to."""
    if is_filtered:
        return _("No other of the reports that the filter shows has open findings.")
    return _("No other report of the list has open findings.")


def from_the_other_end(step: int) -> str:
    """Say that the report gone on to is at the other end of the list."""
    if step > 0:
        return _("From the last report on to the first: this is the first with open findings.")
    return _("From the first report back to the last: this is the last with open findings.")
