"""What stands on the whole screen, and how wide a terminal would find it."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Literal

from rich.segment import Segment
from textual._compositor import LayoutUpdate

from tests.tui.story import Story, at_the_screen, opened
from tui import language
from tui.frames import draw_frames
from tui.glyphs import Borders, use_borders
from tui.widths import use_ambiguous

NOTE = "此处“待核”—①…"
"""What is written while a report is gone through."""

SIZES = ((80, 24), (120, 40), (60, 20), (200, 60), (240, 70))


def segments(story: Story) -> list[list[Segment]]:
    """Return the lines of the screen in front, with what stands behind it, and their looks."""
    behind = story.app._background_screens
    update = story.app.screen._compositor.render_update(full=True, screen_stack=behind)
    assert isinstance(update, LayoutUpdate)
    return [[segment for strip in line for segment in strip] for line in update.strips]


def painted(story: Story) -> list[str]:
    """Return the same as text."""
    return ["".join(segment.text for segment in line) for line in segments(story)]


def width(text: str, ambiguous: int) -> int:
    """Return the cells that `text` takes by what Unicode says of each of its characters."""
    return sum(_width(character, ambiguous) for character in text)


def _width(character: str, ambiguous: int) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return {"W": 2, "F": 2, "A": ambiguous}.get(unicodedata.east_asian_width(character), 1)


@contextmanager
def terminal_of(
    ambiguous: Literal[1, 2] = 1, borders: Borders = "lines", spoken: str = "en"
) -> Iterator[None]:
    """Have gouji draw for another terminal, and speak another language, for a while."""
    _draw_for(ambiguous, borders, spoken)
    try:
        yield
    finally:
        _draw_for(1, "lines", "en")


def _draw_for(ambiguous: Literal[1, 2], borders: Borders, spoken: str) -> None:
    use_ambiguous(ambiguous)
    use_borders(borders)
    draw_frames()
    language.use(spoken)


async def everywhere(path: Path, look: Callable[[Story, str], None]) -> None:
    """Go through a report and its dialogs, and `look` at each in two sizes, at all in turn."""
    async with at_the_screen(path) as story:
        await opened(story)
        sizes = cycle(SIZES)
        async for place in _places(story):
            for columns, rows in islice(sizes, 2):
                await story.pilot.resize_terminal(columns, rows)
                await story.pilot.pause()
                look(story, f"{place} at {columns}x{rows} of {path.name}")


async def _places(story: Story) -> AsyncIterator[str]:
    """Go from one place to the next, its name yielded at each."""
    yield "the top"
    await story.press("n")
    yield "a finding"
    await story.press("c", "n", "n", "a")
    await story.write(NOTE)
    yield "a note being written"
    await story.press("ctrl+s", "4")
    yield "the annotations"
    await story.press("a")
    yield "a note being changed"
    await story.press("escape", "slash")
    await story.write("待核“")
    yield "the filter"
    await story.press("escape", "1", "G")
    yield "the tree"
    await story.press("2", "G")
    yield "the end"
    for key, name in (
        ("question_mark", "help"),
        ("e", "the export"),
        ("r", "the rule"),
        ("equals_sign", "the ledger"),
        ("ctrl+p", "the palette"),
    ):
        await story.press(key)
        yield name
        await story.press("escape")
