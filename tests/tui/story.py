"""Tests of the screen that read like a story: what a person presses, and what they then see."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from textual import events
from textual.keys import _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.app import GoujiApp
from tui.screens.browser import BrowserScreen

S = TypeVar("S", bound=Screen[None])
HELD_DOWN = 5
"""A key that is pressed more often without another between is held down."""

PATIENCE = 400
"""How often to look again for what is read in the background, a fiftieth of a second apart."""


class Panel:
    """A widget as a person sees it."""

    def __init__(self, widget: Widget) -> None:
        self.widget = widget

    @property
    def rows(self) -> list[str]:
        """The lines in sight."""
        size = self.widget.scrollable_content_region.size
        strips: list[Strip] = [self.widget.render_line(y) for y in range(size.height)]
        return [strip.text.rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """All that is in sight."""
        return "\n".join(self.rows)

    def row(self, number: int) -> Row:
        """The line in sight with this number."""
        return Row(self.rows[number])

    def shows(self, *texts: str) -> None:
        """Assert that all of these are in sight."""
        for text in texts:
            assert text in self.text, f"{text!r} is not in\n{self.text}"

    def hides(self, text: str) -> None:
        """Assert that this is not in sight."""
        assert text not in self.text, f"{text!r} is in\n{self.text}"

    @property
    def has_focus(self) -> bool:
        """Whether keys go here."""
        return self.widget.has_focus


class Row(str):
    """A line on the screen."""

    def shows(self, *texts: str) -> None:
        """Assert that all of these are on the line."""
        for text in texts:
            assert text in self, f"{text!r} is not in {self!r}"


class Story:
    """A person at the screen."""

    def __init__(self, app: GoujiApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other; one that is held down repeats itself."""
        for key, run in groupby(keys):
            times = len(list(run))
            if times > HELD_DOWN:
                await self._at_once([key] * (times - 1))
                times = 1
            for _time in range(times):
                await self.pilot.press(key)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Type a text."""
        await self._at_once(map(_key, text))

    async def _at_once(self, keys: Iterable[str]) -> None:
        """Press keys without a look at the screen between them."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(events.Key(name, key if len(key) == 1 else _character(key)))
        await self.pilot.pause()

    async def click(self, selector: str, x: int, y: int) -> None:
        """Click on a place of a widget."""
        await self.pilot.click(selector, offset=(x, y))
        await self.pilot.pause()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something has happened in the background."""
        for _attempt in range(PATIENCE):
            await self.pilot.pause(0.02)
            if condition():
                return
        raise AssertionError("it did not happen")

    def panel(self, selector: str) -> Panel:
        """The widget that `selector` means on the screen in front."""
        return Panel(self.app.screen.query_one(selector))

    def screen(self, kind: type[S]) -> S:
        """The screen in front, which must be of this kind."""
        assert isinstance(self.app.screen, kind), self.app.screen
        return self.app.screen

    @property
    def front(self) -> BrowserScreen:
        """The screen of a report, which must be in front."""
        return self.screen(BrowserScreen)

    @property
    def behind(self) -> BrowserScreen:
        """The screen of a report behind a dialog, or behind letters."""
        return next(s for s in reversed(self.app.screen_stack) if isinstance(s, BrowserScreen))

    @property
    def notices(self) -> str:
        """All notices that stand on the screen."""
        return "\n".join(n.message for n in self.app._notifications)

    @property
    def sections(self) -> Panel:
        return self.panel("#SectionTree")

    @property
    def document(self) -> Panel:
        return self.panel("#DocumentPanel")

    @property
    def findings(self) -> Panel:
        return self.panel("#FindingsPanel")

    @property
    def annotations(self) -> Panel:
        return self.panel("#AnnotationList")

    @property
    def ledger(self) -> Panel:
        return self.panel("#LedgerBar")

    @property
    def place(self) -> Panel:
        return self.panel("#PlaceBar")

    @property
    def hints(self) -> Panel:
        return self.panel("HintBar")


def _character(key: str) -> str | None:
    """Return what a key writes, if it is a character."""
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(key))
    except KeyError:
        return " " if key == "space" else None


def _key(character: str) -> str:
    """Return the key of a character; Chinese punctuation is pressed by its name."""
    if character == " ":
        return "space"
    is_known = character.isascii() or character.isalnum()
    return character if is_known else unicodedata.name(character)


async def opened(story: Story) -> None:
    """Wait until the report is on the screen."""
    await story.until(lambda: story.front.reading)
    await story.pilot.pause()


@asynccontextmanager
async def at_the_screen(*paths: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Story]:
    """Open gouji on `paths`."""
    app = GoujiApp(paths)
    async with app.run_test(size=size) as pilot:
        yield Story(app, pilot)
