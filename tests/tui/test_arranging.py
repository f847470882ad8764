"""Panels that are resized, hidden and shown alone, by key and mouse, and remembered."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest
from textual.events import MouseMove

from tests.real import SAMPLES
from tests.tui.story import Story, at_the_screen, opened
from tui.screens.arranged import DOCUMENT_WIDTH

SIZES = [(76, 16), (80, 24), (120, 40), (200, 60), (240, 70)]


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A report with wrong figures."""
    return Path(copy(SAMPLES / "wanghe-education-2023.txt", tmp_path))


def tree_width(story: Story) -> int:
    return story.front.sections.region.width


def below_height(story: Story) -> int:
    return story.front.below.region.height


async def drag(story: Story, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press the mouse at a place of the screen, go to another, and let go."""
    await story.pilot.mouse_down(offset=start)
    await story.pilot._post_mouse_events([MouseMove], offset=end, button=1)
    await story.pilot.mouse_up(offset=end)
    await story.pilot.pause()


async def test_the_tree_gets_narrower_and_wider_from_everywhere(browser: Story) -> None:
    for panel in "123":
        await browser.press(panel)
        usual = tree_width(browser)
        await browser.press("<")
        assert tree_width(browser) == usual - 4
        await browser.press(">", ">")
        assert tree_width(browser) == usual + 4
        await browser.press("<")


async def test_the_panel_below_gets_lower_and_higher(browser: Story) -> None:
    usual = below_height(browser)
    await browser.press("-")
    assert below_height(browser) == usual - 2
    await browser.press("plus", "+")
    assert below_height(browser) == usual + 2
    await browser.press("4")
    assert below_height(browser) == usual + 2


LONGEST = "四、政府信息公开行政复议、行政诉讼情况"


@pytest.mark.parametrize(("columns", "beside_a_page"), [(150, 24), (200, 31), (240, 44)])
async def test_the_longest_heading_has_room_where_tables_do_not_need_it(
    city: Path, columns: int, beside_a_page: int
) -> None:
    async with at_the_screen(city, size=(columns, 50)) as story:
        await opened(story)
        story.sections.shows(LONGEST)
        broad = tree_width(story)
        await story.press("p")
        assert tree_width(story) == beside_a_page
        await story.press("p")
        assert tree_width(story) == broad


async def test_a_width_that_was_wanted_stays_whatever_the_window(city: Path) -> None:
    async with at_the_screen(city, size=(200, 50)) as story:
        await opened(story)
        await story.press("<", "<")
        wanted = tree_width(story)
        for key, columns in (("p", 240), ("p", 160)):
            await story.press(key)
            await story.pilot.resize_terminal(columns, 50)
            await story.pilot.pause()
            assert tree_width(story) == wanted


@pytest.mark.parametrize("size", SIZES)
async def test_the_document_keeps_its_room_however_the_panels_grow(
    city: Path, size: tuple[int, int]
) -> None:
    async with at_the_screen(city, size=size) as story:
        await opened(story)
        await story.press(*[">"] * 60, *["+"] * 40)
        region = story.front.document.region
        assert region.width == DOCUMENT_WIDTH
        assert region.height == 6
        assert sum(p.region.height for p in (story.front.below, story.front.document)) == (
            size[1] - 3
        )
        await story.press(*["<"] * 60, *["-"] * 40)
        assert tree_width(story) == 10
        assert below_height(story) == 3
        await story.press("1", "j", "3", "j", "2")
        story.document.shows("教育")


async def test_one_in_the_tree_hides_it_and_shows_it_again(browser: Story) -> None:
    await browser.press("1")
    assert browser.sections.has_focus
    await browser.press("1")
    assert browser.document.has_focus
    assert not browser.front.sections.display
    assert browser.front.document.region.width == 120
    await browser.press("1")
    assert browser.sections.has_focus
    assert browser.front.sections.display


async def test_three_in_the_findings_hides_them_and_shows_them_again(browser: Story) -> None:
    await browser.press("3", "3")
    assert browser.document.has_focus
    assert not browser.front.findings.display
    await browser.press("n")
    assert browser.front.current == 1  # coming to the findings has taken the first in hand
    await browser.press("3")
    assert browser.findings.has_focus
    assert browser.front.findings.display


@pytest.mark.parametrize(("key", "name"), [("1", "sections"), ("2", "document"), ("3", "below")])
async def test_z_shows_the_panel_alone_that_has_the_focus(
    browser: Story, key: str, name: str
) -> None:
    regions = [w.region for w in (browser.front.sections, browser.front.document)]
    await browser.press(key, "z")
    panel = getattr(browser.front, name)
    assert panel.has_focus
    assert panel.region.width == 120
    assert panel.region.height >= 37
    await browser.press("z")
    assert [w.region for w in (browser.front.sections, browser.front.document)] == regions
    assert panel.has_focus


async def test_going_to_another_panel_shows_all_again(browser: Story) -> None:
    await browser.press("z", "1")
    assert browser.sections.has_focus
    await browser.press("j", "z", "enter")
    assert browser.document.has_focus
    assert browser.front.sections.display
    await browser.press("3", "z", "enter")
    assert browser.document.has_focus
    assert browser.front.document.region.width < 120


async def test_in_a_narrow_window_the_tree_takes_the_place_of_the_document(city: Path) -> None:
    async with at_the_screen(city, size=(50, 20)) as story:
        await opened(story)
        assert not story.front.sections.display
        assert story.front.document.region.width == 50
        await story.press("1")
        assert story.sections.has_focus
        assert story.front.sections.region.width == 50
        story.sections.shows("一、总体情况")
        await story.press("j", "enter")
        assert story.document.has_focus
        assert not story.front.sections.display
        await story.press("1", "1")
        assert story.document.has_focus
        await story.press("1", "n")
        assert story.document.has_focus
        assert not story.front.sections.display
        await story.press("1")
        await story.pilot.resize_terminal(120, 40)
        await story.pilot.pause()
        assert story.front.sections.display
        assert story.front.document.display


async def test_the_borders_are_drawn_with_the_mouse(browser: Story) -> None:
    tree, below = browser.front.sections, browser.front.below
    await drag(browser, (tree.region.right - 1, 8), (49, 9))
    assert tree_width(browser) == 50
    await drag(browser, (20, below.region.y), (22, 20))
    assert below.region.y == 20
    assert below.region.bottom == 39
    await drag(browser, (49, 8), (2, 9))
    assert tree_width(browser) == 10
    await drag(browser, (30, 10), (35, 15))
    assert (tree_width(browser), below.region.y) == (10, 20)


@pytest.mark.parametrize("key", ["z", "escape"])
async def test_a_panel_alone_says_how_all_come_back(browser: Story, key: str) -> None:
    await browser.press("3", "z")
    browser.hints.shows("z all panels")
    assert not browser.front.sections.is_on_screen
    await browser.press(key)
    browser.hints.hides("all panels")
    assert browser.front.sections.is_on_screen
