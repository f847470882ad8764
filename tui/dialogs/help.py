"""All keys, made from the table of actions: those of the place where a person is come first."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text
from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from parsers.messages import marked
from tui.actions import PLACES, Action, Where, actions_of, bindings, key_name
from tui.dialogs.dialog import Page, TextDialog
from tui.find.filtering import admits
from tui.language import _
from tui.panels.filter import Filter

GENERAL: tuple[Where, ...] = ("panel", "browser", "app")
"""Places around others: what is said of them comes behind."""


class HelpDialog(TextDialog):
    """Shows all keys, by the place where they work; those that work `here` first."""

    BINDINGS = [*bindings("help")]  # noqa: RUF012  the base class declares it
    PLACES = ("help", "dialog")

    def __init__(self, here: Iterable[Where]) -> None:
        within = sorted(set(here), key=list(PLACES).index)
        near = [where for where in within if where not in GENERAL]
        near += [where for where in GENERAL if where in within]
        self._order = list(dict.fromkeys((*near, *PLACES)))
        super().__init__(_("Keys"), _keys(self._order, ""))

    def body(self) -> Iterable[Widget]:
        """Return the keys, and the filter that is not in sight yet."""
        yield from super().body()
        wanted = Filter("help-filter", marked("words or a key"))
        wanted.display = False
        yield wanted

    def action_filter(self) -> None:
        """Show only what has certain words."""
        wanted = self.query_one(Filter)
        wanted.display = True
        wanted.focus()

    @on(Input.Changed)
    def _filter_changed(self, message: Input.Changed) -> None:
        self.query_one(Page).query_one(Static).update(_keys(self._order, message.value))

    @on(Filter.Left)
    def _filter_left(self) -> None:
        wanted = self.query_one(Filter)
        wanted.display = bool(wanted.value)
        self.query_one(Page).focus()


def _keys(places: Iterable[Where], wanted: str) -> Table:
    """Return the table of actions that are `wanted`: a heading a place, a row an action."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")  # Chinese has no blanks to break at
    for where in places:
        actions = [a for a in actions_of(where) if _has(a, wanted)]
        if not actions:
            continue
        if table.row_count:
            table.add_row("", "")
        table.add_row("", Text(_(PLACES[where]), "bold italic"))
        for action in actions:
            table.add_row(Text(_shown_keys(action), "bold"), Text(_(action.help)))
    if not table.row_count:
        table.add_row("", Text(_("No key is for that.")))
    return table


def _shown_keys(action: Action) -> str:
    return " ".join(key_name(key) for key in action.keys_now)


def _has(action: Action, wanted: str) -> bool:
    """Tell whether an action has every word wanted, in the language in use or in English."""
    told = "\n".join((_(action.label), _(action.help), action.label, action.help))
    keys = _shown_keys(action).split()
    return all(admits(word, told) or word in keys for word in wanted.split())
