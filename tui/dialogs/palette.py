"""The command palette's view of the table of actions."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

from tui.actions import ACTIONS, Action
from tui.language import _


class ActionCommands(Provider):
    """Finds actions by their words, among those that can be done just now."""

    async def discover(self) -> Hits:
        """Yield all that can be done."""
        for action, node in self._possible():
            yield DiscoveryHit(_words(action), self._do(action, node), help=_(action.help))

    async def search(self, query: str) -> Hits:
        """Yield what has the words of `query` in its label or help."""
        matcher = self.matcher(query)
        for action, node in self._possible():
            words = _words(action)
            score = max(matcher.match(words), matcher.match(_(action.help)) / 2)
            if score > 0:
                shown = matcher.highlight(words)
                yield Hit(score, shown, self._do(action, node), words, _(action.help))

    def _possible(self) -> Iterator[tuple[Action, DOMNode]]:
        """Yield each action with the one who answers to it where the focus is."""
        active = self.screen.active_bindings.values()
        nodes = {bound.binding.id: bound.node for bound in active}
        for action in ACTIONS:
            if node := nodes.get(f"{action.where}.{action.id}"):
                yield action, node

    def _do(self, action: Action, node: DOMNode) -> partial[Coroutine[object, object, bool]]:
        return partial(self.app.run_action, action.id, node)


def _words(action: Action) -> str:
    return f"{_(action.label)}  {action.shown_key}"
