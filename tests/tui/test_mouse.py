"""All of the browser by mouse: wheel, scroll bar, clicks and double clicks in every panel."""

from __future__ import annotations

from textual.events import MouseScrollDown, MouseScrollUp
from textual.widget import Widget

from tests.tui.story import Story
from tui.dialogs.help import HelpDialog
from tui.panels.painting import GUTTER


def in_sight(story: Story) -> str:
    """The section of the first line in sight."""
    document = story.front.document
    return document.lines[round(document.scroll_y)].section


async def turned(story: Story, panel: Widget, down: bool = True) -> None:
    """Turn the wheel over a panel and wait until it has scrolled."""
    before = panel.scroll_y
    await wheel(story, f"#{panel.id}", down)
    await story.until(lambda: panel.scroll_y != before)
    if not down:
        await story.until(lambda: panel.scroll_y == 0)


async def wheel(story: Story, selector: str, down: bool = True) -> None:
    """Turn the wheel over a panel."""
    event = MouseScrollDown if down else MouseScrollUp
    await story.pilot._post_mouse_events([event], selector, offset=(10, 2), button=0)
    await story.pilot.pause()


async def test_the_tree_follows_what_the_wheel_brings_into_sight(browser: Story) -> None:
    document, sections = browser.front.document, browser.front.sections
    seen = []
    while document.scroll_y < document.max_scroll_y:
        await turned(browser, document)
        if document.scroll_y >= 1:
            await browser.until(lambda: sections.section == in_sight(browser))
            seen.append(sections.section)
    assert document.cursor == 0
    assert len(set(seen)) > 3
    await browser.press("j")
    assert sections.section == (document.line and document.line.section)


async def test_the_tree_follows_the_scroll_bar(browser: Story) -> None:
    document, sections = browser.front.document, browser.front.sections
    bar = document.vertical_scrollbar.region
    await browser.pilot.click(offset=(bar.x, bar.bottom - 1))
    await browser.until(lambda: document.scroll_y > 0)
    await browser.until(lambda: sections.section == in_sight(browser))
    assert document.cursor == 0


async def test_the_tree_stays_where_a_person_moves_in_it(browser: Story) -> None:
    sections = browser.front.sections
    await browser.press("1", "g", "j", "j")
    there = sections.section
    await browser.press("c")
    await browser.pilot.pause()
    assert sections.section == there


async def test_a_click_in_the_tree_goes_to_the_section_and_on_its_arrow_folds_it(
    browser: Story,
) -> None:
    sections, document = browser.front.sections, browser.front.document
    row = next(i for i, text in enumerate(browser.sections.rows) if "三、" in text)
    await browser.click("#SectionTree", 8, row + 1)
    assert sections.section == "applications"
    assert document.line
    assert document.line.origin == "heading:applications"
    assert document.has_focus
    await browser.pilot.double_click("#SectionTree", offset=(8, 1))
    await browser.pilot.pause()
    assert document.line.origin == "heading:overview"
    await browser.click("#SectionTree", 0, 1)
    assert "overview" in sections.folded
    await browser.click("#SectionTree", 0, 1)
    assert "overview" not in sections.folded


async def test_a_click_on_a_finding_shows_it_and_a_double_click_goes_there(browser: Story) -> None:
    await browser.click("#FindingsPanel", 20, 2)
    assert browser.front.current == 1
    assert browser.findings.has_focus
    await browser.pilot.double_click("#FindingsPanel", offset=(20, 1))
    await browser.pilot.pause()
    assert browser.front.current == 0
    assert browser.document.has_focus


async def test_a_double_click_on_an_annotation_goes_to_its_place(browser: Story) -> None:
    document = browser.front.document
    document.go_to_cell("disputes/review/total")
    await browser.press("a", *"note", "ctrl+s", "g", "4")
    await browser.pilot.double_click("#AnnotationList", offset=(10, 0))
    await browser.pilot.pause()
    assert document.address == "disputes/review/total"
    assert document.has_focus


async def test_a_click_on_a_figure_puts_the_cursor_there(browser: Story) -> None:
    document = browser.front.document
    document.go_to_cell("disputes/review/total")
    await browser.pilot.pause()
    assert document.line
    extent = document.line.extent("disputes/review/upheld")
    assert extent
    y = document.cursor - round(document.scroll_y)
    await browser.click("#DocumentPanel", GUTTER + extent[1] - 2, y + 1)
    assert document.address == "disputes/review/upheld"


async def test_the_wheel_turns_every_panel(browser: Story) -> None:
    for _narrower in range(3):
        await browser.press("-")
    await browser.pilot.resize_terminal(120, 14)
    await browser.pilot.pause()
    for selector in ("#SectionTree", "#FindingsPanel", "#DocumentPanel"):
        panel = browser.app.screen.query_one(selector)
        await turned(browser, panel)
        await turned(browser, panel, down=False)
        assert panel.scroll_y == 0


async def test_the_hints_below_are_clicked(browser: Story) -> None:
    def place(text: str) -> int:
        row = browser.hints.row(0)
        return len(row[: row.index(text)]) + 1

    await browser.click("HintBar", place("n next"), 0)
    assert browser.front.current == 0
    await browser.click("HintBar", place("c confirm"), 0)
    browser.findings.shows("confirmed")
    await browser.click("HintBar", place("? help"), 0)
    assert isinstance(browser.app.screen, HelpDialog)
    await browser.press("escape", "3")
    await browser.click("HintBar", place("⏎ jump"), 0)
    assert browser.document.has_focus
