"""The command palette's view of the table of actions."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Iterator
from functools import partial

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

from tui.actions import ACTIONS, Action
from tui.language import _
from tui.layout.text import cells, pad


class ActionCommands(Provider):
    """Finds actions by their words, among those that can be done just now."""

    async def discover(self) -> Hits:
        """Yield all that can be done."""
        possible = list(self._possible())
        room = _room(possible)
        for action, node in possible:
            shown = _label(action, room)
            yield DiscoveryHit(Text(shown), self._do(action, node), shown, _(action.help))

    async def search(self, query: str) -> Hits:
        """Yield what has the words of `query` in its label or help, in English too."""
        matcher = self.matcher(query)
        possible = list(self._possible())
        room = _room(possible)
        for action, node in possible:
            shown = _label(action, room)
            labels = (shown, _(action.label), action.label)
            helps = (_(action.help), action.help)
            score = max(*map(matcher.match, labels), *(matcher.match(text) / 2 for text in helps))
            if score > 0:
                found = matcher.highlight(shown)
                yield Hit(score, found, self._do(action, node), shown, _(action.help))

    def _possible(self) -> Iterator[tuple[Action, DOMNode]]:
        """Yield each action with the one who answers to it where the focus is."""
        active = self.screen.active_bindings.values()
        nodes = {bound.binding.id: bound.node for bound in active}
        for action in ACTIONS:
            # Of a key that the screen needs for itself the app's action can still be asked for.
            without_key = self.app if action.where == "app" else None
            if node := nodes.get(action.name, without_key):
                yield action, node

    def _do(self, action: Action, node: DOMNode) -> partial[Coroutine[object, object, bool]]:
        return partial(self.app.run_action, action.id, node)


def _room(possible: Iterable[tuple[Action, DOMNode]]) -> int:
    """Return how wide the labels are, so that the keys stand below each other behind them."""
    return max((cells(_(action.label)) for action, _node in possible), default=0)


def _label(action: Action, room: int) -> str:
    return f"{pad(_(action.label), room)}  {action.shown_key}"
