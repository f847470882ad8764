"""What the first screen may cost, in counts: modules imported, widgets mounted."""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.real import ROOT, SAMPLES
from tests.tui.story import at_the_screen, opened
from tests.tui.test_folder import read

HEAVY = {
    "pdfplumber", "pdfminer", "rapidfuzz", "parsers.readers", "parsers.tables", "tomllib",
    "parsers.checks.verdict", "parsers.checks.register",
}  # fmt: skip
"""What reading needs, and the first screen does not."""


def test_the_first_screen_waits_for_nothing_that_reading_needs() -> None:
    code = "import sys, tui.cli, tui.app; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert HEAVY.isdisjoint(done.stdout.split())


@pytest.mark.parametrize("name", ["huaiting-county-2024.txt", "zhoukou-2022.pdf"])
async def test_a_report_is_a_handful_of_widgets_however_long(name: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLES / name, tmp_path))
    async with at_the_screen(path) as story:
        await story.until(lambda: "checked" in story.ledger.text)
        assert len(list(story.app.screen.walk_children())) <= 12


async def test_an_open_report_is_not_searched_for_garbage_until_it_is_left(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        await story.until(gc.get_freeze_count)
    assert not gc.get_freeze_count()


async def test_so_is_the_next_report_of_a_list(city: Path) -> None:
    shutil.copy(SAMPLES / "wanghe-education-2023.txt", city.parent)
    async with at_the_screen(city.parent) as story:
        await read(story)
        await story.press("enter")
        await opened(story)
        await story.press("]")
        await opened(story)
        await story.until(gc.get_freeze_count)
        await story.pilot.pause(0.2)
        assert gc.get_freeze_count()
