"""Jump mode: from the places that the panels have in sight to the one that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tui.dialogs.jump import JumpOverlay
from tui.jumps import Jump, Jumpable

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget

    from tui.screens.browser import BrowserScreen


async def jump(screen: Screen[None], jumps: Sequence[Jump]) -> None:
    """Let a person choose one of `jumps` and go there."""
    chosen = await screen.app.push_screen_wait(JumpOverlay(jumps))
    if chosen is not None:
        chosen.go()


async def jump_in_report(screen: BrowserScreen) -> None:
    """Let a person choose a panel or one of the places in sight, and go there."""
    tree, document, findings = screen.sections, screen.document, screen.findings
    jumps = [title for panel in (tree, document, findings) for title in _title(panel, panel)]
    jumps += [
        *places_of(tree, tree),
        *places_of(document, document),
        *places_of(findings, findings),
    ]
    if screen.annotations is not None:
        noted = screen.annotations.list
        jumps += [*_title(screen.annotations, noted), *places_of(noted, noted)]
    await jump(screen, jumps)


def _title(panel: Widget, within: Widget) -> Iterator[Jump]:
    """Yield the title of a panel that is in sight; what is `within` it takes the focus."""
    if panel.is_on_screen:
        yield Jump(panel.region.x, panel.region.y, _focusing(within))


def _focusing(widget: Widget) -> Callable[[], None]:
    def focus() -> None:
        widget.focus()

    return focus


def places_of(panel: Widget, jumpable: Jumpable) -> Iterator[Jump]:
    """Yield the places of a panel where they are on the screen."""
    if not panel.is_on_screen:
        return
    corner, room = panel.content_region.offset, panel.content_region.size
    for x, y, go in jumpable.jumps():
        if 0 <= x < room.width and 0 <= y < room.height:
            yield Jump(corner.x + x, corner.y + y, go)
