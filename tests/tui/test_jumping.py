"""`;`: letters over the places in sight, and where the one typed leads."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.real import SAMPLES
from tests.tui.story import Story, at_the_screen, opened
from tui import settings
from tui.dialogs.jump import JumpOverlay
from tui.jumps import LETTERS, Jump, letters
from tui.screens.browser import BrowserScreen
from tui.screens.folder import FolderScreen
from tui.screens.jumping import jump

REVIEW = "disputes/review/total"


def letter_at(story: Story, x: int, y: int) -> str:
    """What is to be typed for the place at a cell of the screen."""
    there = [w.name for w in overlay(story).query(".letter") if w.region.offset == (x, y)]
    assert len(there) == 1
    return there[0] or ""


async def choose(story: Story, x: int, y: int) -> None:
    await story.press(*letter_at(story, x, y))


async def test_a_key_that_a_person_gave_closes_it(city: Path) -> None:
    settings.use(
        settings.Settings(keys={"dialog.close": ("ctrl+g",), "jumping.close": ("ctrl+g",)})
    )
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("semicolon", "ctrl+g")
        assert story.front


@given(st.integers(0, 700))
def test_no_letters_are_the_beginning_of_others(count: int) -> None:
    made = letters(count)
    assert len(set(made)) == len(made) == min(count, 26 * 26)
    assert len({len(name) for name in made}) <= 1


def test_letters_of_the_home_row_come_first() -> None:
    assert letters(4) == ("a", "s", "d", "f")
    assert letters(21)[:3] == ("aa", "as", "ad")


async def test_a_letter_leads_to_a_section_of_the_tree(browser: Story) -> None:
    tree = browser.front.sections.content_region
    row = next(i for i, text in enumerate(browser.sections.rows) if "三、" in text)
    await browser.press("semicolon")
    await choose(browser, tree.x, tree.y + row)
    assert browser.front.sections.section == "applications"
    line = browser.front.document.line
    assert line
    assert line.origin == "heading:applications"
    assert browser.document.has_focus


async def test_a_letter_leads_to_a_finding(browser: Story) -> None:
    findings = browser.front.findings.content_region
    await browser.press("semicolon")
    await choose(browser, findings.x, findings.y + 2)
    assert browser.findings.has_focus
    assert browser.front.current == 2


async def test_a_letter_leads_to_a_wrong_figure_and_to_a_heading(browser: Story) -> None:
    document = browser.front.document
    document.go_to_section("disputes")
    await browser.pilot.pause()
    await browser.press("1", "semicolon")
    y, line = next((i, n) for i, n in enumerate(document.lines) if REVIEW in n.addresses)
    extent = line.extent(REVIEW)
    assert extent
    corner = document.content_region.offset
    top = round(document.scroll_y)
    await choose(browser, corner.x + 3 + extent[0], corner.y + y - top)
    assert document.address == REVIEW
    assert browser.document.has_focus
    browser.place.shows("行政复议", "总计")
    await browser.press("semicolon")
    y = next(i for i, n in enumerate(document.lines) if n.origin == "heading:disputes")
    await choose(browser, corner.x, corner.y + y - round(document.scroll_y))
    assert document.cursor == y
    assert document.address == ""


async def test_a_letter_leads_to_a_panel(browser: Story) -> None:
    for name in ("findings", "sections", "document"):
        await browser.press("semicolon")
        panel = getattr(browser.behind, name)
        await choose(browser, panel.region.x, panel.region.y)
        assert panel.has_focus
    await browser.press("4", "2", "semicolon")
    panel = browser.behind.annotations
    assert panel
    await choose(browser, panel.region.x, panel.region.y)
    assert panel.has_focus_within


async def test_escape_leaves_and_other_keys_do_nothing(browser: Story) -> None:
    before = browser.front.document.cursor
    await browser.press("semicolon", "1", "down", "question_mark", "ctrl+p")
    assert len(shown(overlay(browser))) == len(overlay(browser).query(".letter"))
    await browser.press("escape")
    assert browser.front.document.cursor == before
    assert browser.front.current is None


async def test_the_first_of_two_letters_leaves_those_that_begin_with_it(browser: Story) -> None:
    gone: list[int] = []
    jumps = [Jump(2 * i, 3, partial(gone.append, i)) for i in range(30)]
    browser.app.run_worker(jump(browser.front, jumps))
    await browser.until(lambda: isinstance(browser.app.screen, JumpOverlay))
    await browser.press("a")
    assert shown(overlay(browser)) == [f"a{letter}" for letter in LETTERS]
    await browser.press("q")
    assert browser.front
    assert gone == [LETTERS.index("q")]


def shown(overlay: JumpOverlay) -> list[str | None]:
    return [w.name for w in overlay.query(".letter") if w.display]


def overlay(story: Story) -> JumpOverlay:
    assert isinstance(story.app.screen, JumpOverlay)
    return story.app.screen


async def test_another_size_of_the_window_ends_it(browser: Story) -> None:
    await browser.press("semicolon")
    overlay(browser)
    await browser.pilot.resize_terminal(80, 24)
    await browser.until(lambda: isinstance(browser.app.screen, BrowserScreen))


@pytest.mark.parametrize("size", [(50, 12), (80, 24), (240, 70)])
async def test_letters_stand_within_the_screen_and_never_on_each_other(
    city: Path, size: tuple[int, int]
) -> None:
    async with at_the_screen(city, size=size) as story:
        await opened(story)
        await story.press("n", "semicolon")
        letters_there = list(overlay(story).query(".letter"))
        regions = [w.region for w in letters_there]
        assert regions
        taken = [(x, r.y) for r in regions for x in range(r.x, r.right)]
        assert len(taken) == len(set(taken))
        assert all(0 <= x < size[0] and 0 <= y < size[1] - 1 for x, y in taken)


async def test_a_letter_leads_to_a_report_of_the_list() -> None:
    async with at_the_screen(SAMPLES) as story:
        await story.until(lambda: len(story.screen(FolderScreen).rows.shown) > 3)
        await story.pilot.pause()
        rows = story.screen(FolderScreen).rows
        await story.press("semicolon")
        await choose(story, 0, rows.content_region.y + 2)
        assert rows.cursor == 2
