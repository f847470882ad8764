"""All keys, made from the table of actions."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from tui.actions import PLACES, actions_of, key_name
from tui.dialogs.dialog import TextDialog
from tui.language import _


class HelpDialog(TextDialog):
    """Shows all keys, by the place where they work."""

    def __init__(self) -> None:
        super().__init__(_("Keys"), _keys())


def _keys() -> Table:
    """Return the table of actions: a heading a place, a row an action."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for i, (where, place) in enumerate(PLACES.items()):
        if i:
            table.add_row("", "")
        table.add_row("", Text(_(place), "bold italic"))
        for action in actions_of(where):
            keys = " ".join(key_name(k) for k in action.keys_now)
            table.add_row(Text(keys, "bold"), Text(_(action.help)))
    return table
