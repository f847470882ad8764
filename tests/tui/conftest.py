"""What several stories of the screen need."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from shutil import copy
from threading import Event
from typing import Any

import pytest

from tests.real import SAMPLES
from tests.tui.story import Story, at_the_screen, opened
from tui import exports


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, Event]]:
    """Two events: rendering an export has begun, and may go on. A person hears of it at once."""
    begun, may_go_on = Event(), Event()

    def render(*what: Any) -> bytes:
        begun.set()
        assert may_go_on.wait(60)
        return exports.render(*what)

    monkeypatch.setattr("tui.exports.files.render", render)
    monkeypatch.setattr("tui.screens.exporting.PATIENCE", 0.0)
    yield begun, may_go_on
    may_go_on.set()


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """An invented city's report with four wrong figures, one of them in a table's last column."""
    return Path(copy(SAMPLES / "wanghe-city-2023.pdf", tmp_path))


@pytest.fixture
async def browser(city: Path) -> AsyncIterator[Story]:
    """A person before the report that a module calls its `city`."""
    async with at_the_screen(city) as story:
        await opened(story)
        yield story
