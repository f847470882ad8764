"""Going to a place by its name, its number, its address or its rule."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.real import SAMPLES, check, load
from tests.tui.hostile import ATTACKS, hostile_reading
from tests.tui.story import Story, at_the_screen, opened
from tui.dialogs.go_to import GoToDialog
from tui.find.destinations import Destination, best, destinations
from tui.layout.lines import Line
from tui.layout.text import CONTROL

CITY = "wanghe-city-2023.pdf"


@cache
def places() -> tuple[Destination, ...]:
    return destinations(load(SAMPLES / CITY), check(SAMPLES / CITY))


def line(story: Story) -> Line:
    found = story.front.document.line
    assert found is not None
    return found


async def go(story: Story, words: str) -> None:
    await story.press("colon")
    await story.write(words)
    await story.press("enter")


# -- which places are meant -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "kind", "name"),
    [
        ("三", "section", "applications"),
        ("3", "section", "applications"),
        ("３", "section", "applications"),
        ("收到和处理", "section", "applications"),
        ("依申请公开情况", "section", "overview.2"),
        ("p4", "page", "4"),
        ("P4", "page", "4"),
        ("第4页", "page", "4"),
        ("page 4", "page", "4"),
        ("4页", "page", "4"),
        ("applications/received/total", "cell", "applications/received/total"),
        ("applications/received", "row", "applications/received"),
        ("applications/rec", "row", "applications/received"),
        ("applications", "section", "applications"),
        ("新收 总计", "cell", "applications/received/total"),
        ("总计 新收", "cell", "applications/received/total"),
        ("新收总计", None, None),
        ("xs zj", "cell", "applications/received/total"),
        ("复议 结果维持", "cell", "disputes/review/upheld"),
        ("上年结转", "row", "applications/carried_in"),
        ("A104", "finding", "2"),
        ("a10", "finding", "0"),
        ("没有的词", None, None),
    ],
)
def test_the_best_place_comes_first(asked: str, kind: str | None, name: str | None) -> None:
    found = best(places(), asked)
    first = found[0] if found else None
    assert (first.kind if first else None, first.name if first else None) == (kind, name)


@pytest.mark.parametrize("asked", ["cqs", "zqs"])
def test_a_place_is_gone_to_by_initials_however_it_is_read(asked: str) -> None:
    section = Destination("section", "overview", "重庆市", "", ("重庆市",))
    other = Destination("section", "annex", "亳州市", "", ("亳州市",))
    assert best([other, section], asked) == [section]


def test_at_first_sections_tables_and_findings_are_offered() -> None:
    assert {place.kind for place in best(places(), " ")} == {"section", "table", "finding"}


def test_every_cell_is_gone_to_by_its_address() -> None:
    for table in load(SAMPLES / CITY).tables.values():
        for address in table.cells:
            assert best(places(), address)[0].name == address


def test_every_row_and_section_is_among_what_its_own_name_finds() -> None:
    for place in places():
        if place.kind in {"row", "section", "table"}:
            assert place in best(places(), place.label)


def test_a_cell_is_shown_with_its_figure() -> None:
    cell = best(places(), "applications/received/total")[0]
    assert cell.detail == "1311"
    assert cell.label == "一、本年新收政府信息公开申请数量 · 总计"


# -- going there ----------------------------------------------------------------------------------


async def test_a_person_who_sees_it_first_is_told_what_to_write(city: Path) -> None:
    async with at_the_screen(city, size=(80, 24)) as story:
        await opened(story)
        await story.press("colon")
        story.panel("#wanted").shows("a name or number; p4: a page; 新收 总计: a cell")
        story.panel("#destinations").shows("section", "一、总体情况", "table")
        story.hints.shows("⏎ go there", "Esc close", "↓ down", "↑ up")


async def test_enter_goes_to_the_section_and_scrolls_it_to_the_top(browser: Story) -> None:
    await go(browser, "三")
    assert line(browser).origin == "heading:applications"
    assert browser.document.has_focus
    assert browser.front.sections.section == "applications"
    browser.document.row(0).shows("三、收到和处理")


async def test_two_words_go_to_a_cell(browser: Story) -> None:
    await browser.press("colon")
    await browser.write("新收 总计")
    browser.panel("#destinations").row(0).shows("cell", "本年新收", "总计", "1311")
    await browser.press("enter")
    assert browser.front.document.address == "applications/received/total"
    browser.place.shows("1311")


async def test_arrows_choose_among_the_places(browser: Story) -> None:
    await browser.press("colon", *"总计")
    third = best(places(), "总计")[2]
    await browser.press("down", "down", "down", "up", "enter")
    assert browser.front.document.address == third.name


async def test_a_row_a_table_and_a_page_are_gone_to(browser: Story) -> None:
    await go(browser, "上年结转")
    assert browser.front.document.target == "row:applications/carried_in"
    await browser.press("colon", *"disputes", "down", "enter")
    assert line(browser).origin.startswith("heads:disputes")
    await go(browser, "p2")
    assert line(browser).page == 2


async def test_a_finding_is_taken_in_hand(browser: Story) -> None:
    await go(browser, "a104")
    assert browser.front.current == 2
    assert browser.front.document.address == "disputes/review/total"
    assert browser.document.has_focus


async def test_what_stands_below_the_notes_of_a_finding_is_gone_to_all_the_same(
    browser: Story,
) -> None:
    await go(browser, "a104")
    browser.document.shows("A104  ")
    await go(browser, "五")
    assert line(browser).origin == "heading:problems"
    await go(browser, "disputes/litigation_direct")
    assert line(browser).origin == "row:disputes/litigation_direct"
    await go(browser, "disputes/litigation_direct/total")
    assert browser.front.document.address in line(browser).addresses


async def test_a_folded_section_unfolds(browser: Story) -> None:
    await browser.press("1", "g", "h")
    browser.sections.hides("（二）")
    await go(browser, "依申请公开情况")
    browser.sections.shows("（二）")
    assert browser.front.sections.section == "overview.2"


async def test_a_hidden_section_is_shown_with_all_and_said(browser: Story) -> None:
    await browser.press("f")
    await go(browser, "依申请公开情况")
    assert browser.front.arrangement.only_problems is False
    assert line(browser).origin == "heading:overview.2"
    assert "All sections are shown again: （二）依申请公开情况" in browser.notices


async def test_what_is_shown_leaves_the_others_hidden(browser: Story) -> None:
    await browser.press("f")
    await go(browser, "新收 总计")
    assert browser.front.arrangement.only_problems is True
    assert browser.front.document.address == "applications/received/total"


async def test_a_click_goes_there(browser: Story) -> None:
    await browser.press("colon", *"总计")
    second = best(places(), "总计")[1]
    await browser.click("#destinations", 8, 1)
    assert browser.front.document.address == second.name


async def test_escape_goes_nowhere(browser: Story) -> None:
    await browser.press(*"jj")
    before = browser.front.document.standpoint
    await browser.press("colon", *"三", "escape")
    assert browser.front.document.standpoint == before


async def test_what_no_place_is_called_says_so(browser: Story) -> None:
    await browser.press("colon", *"qqqq", "enter")
    assert isinstance(browser.app.screen, GoToDialog)
    browser.panel("#destinations").shows("No place is called so.")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 16)])
async def test_every_line_keeps_to_the_width(city: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(city, size=size) as story:
        await opened(story)
        await story.press("colon", *"总计")
        panel = story.panel("#destinations").widget
        width = panel.scrollable_content_region.width
        rows = range(panel.scrollable_content_region.height)
        assert {panel.render_line(y).cell_length for y in rows} == {width}
        story.hints.shows("⏎ go there")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_place_commands_a_terminal(tmp_path: Path, attack: str) -> None:
    of = hostile_reading(tmp_path, attack)
    for place in destinations(of.report, of.verdict):
        assert not re.search(CONTROL, f"{place.label}{place.detail}"), place
