"""Finding in the report on the screen: typed, seen, walked through, kept and forgotten."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from tests.tui.hostile import ATTACKS
from tests.tui.story import Story, at_the_screen, opened
from tui import language, settings
from tui.actions import Where, actions_of
from tui.layout.lines import Line

WHERES: tuple[Where, ...] = ("find", "matches")
HERE, OTHERS = "match-here", "match"


def line(story: Story) -> Line:
    found = story.front.document.line
    assert found is not None
    return found


def count(story: Story) -> str:
    return story.panel("#found").text.strip()


def matched(story: Story, *styles: str) -> list[tuple[int, str]]:
    """The stretches in sight that are painted in one of these styles, each with its line."""
    document = story.front.document
    top = round(document.scroll_y)
    shown = range(top, min(top + document.size.height, len(document.lines)))
    return [
        (y - top, document.lines[y].text[over.start : over.end])
        for y in shown
        for over in document.matched(y)
        if over.style in styles
    ]


async def find(story: Story, words: str) -> None:
    await story.press("slash")
    await story.write(words)


# -- while typing ---------------------------------------------------------------------------------


async def test_what_is_typed_is_found_as_it_is_typed(browser: Story) -> None:
    await find(browser, "政务")
    assert count(browser) == "1/3"
    first = line(browser)
    await browser.write("新媒体")
    assert count(browser) == "1/1"
    assert line(browser).offset > first.offset
    assert matched(browser, HERE)[0][1] == "政务新媒体"
    await browser.press(*["backspace"] * 3)
    assert count(browser) == "1/3"
    assert line(browser) == first


async def test_the_first_match_is_at_or_behind_the_cursor(browser: Story) -> None:
    await browser.press(":", *"四", "enter")
    await find(browser, "总计")
    assert count(browser) == "4/6"
    assert line(browser).origin.startswith("heads:disputes")
    await browser.press("escape", "g")
    await find(browser, "总计")
    assert count(browser) == "1/6"


async def test_behind_the_last_match_it_begins_again_at_the_first(browser: Story) -> None:
    await browser.press("G")
    await find(browser, "法人")
    assert count(browser) == "1/1"
    assert line(browser).origin.startswith("heads:applications")


async def test_escape_goes_back_to_where_the_cursor_was(browser: Story) -> None:
    await browser.press(*"jjj")
    document = browser.front.document
    before = document.standpoint
    await find(browser, "a104")
    assert browser.front.current is not None
    assert document.standpoint != before
    await browser.press("escape")
    assert document.standpoint == before
    assert browser.front.current is None
    assert browser.document.has_focus
    assert not browser.panel("FindBar").widget.display
    assert not matched(browser, HERE, OTHERS)
    browser.hints.shows("n next")


async def test_what_is_nowhere_says_so_and_moves_nothing(browser: Story) -> None:
    await browser.press(*"jj")
    before = browser.front.document.standpoint
    await find(browser, "没有的词")
    assert count(browser) == "no match"
    assert browser.front.document.standpoint == before
    await browser.press("enter")
    assert browser.panel("#find").has_focus
    assert count(browser) == "no match"
    await browser.press("down", "up", "escape")
    assert browser.front.document.standpoint == before


async def test_arrows_step_while_one_types(browser: Story) -> None:
    await find(browser, "总计")
    await browser.press("down")
    assert count(browser) == "2/6"
    await browser.press("up", "up")
    assert count(browser) == "6/6"
    assert browser.panel("#find").has_focus


async def test_nothing_typed_is_forgotten_with_enter(browser: Story) -> None:
    await browser.press("slash", "enter")
    assert browser.document.has_focus
    assert not browser.panel("FindBar").widget.display


async def test_pinyin_initials_find_and_say_that_they_did(browser: Story) -> None:
    await find(browser, "zrr")
    assert count(browser) == "1/2 by pinyin initials"
    assert "".join(text for _y, text in matched(browser, HERE)) == "自然人"


# -- in sight -------------------------------------------------------------------------------------


async def test_all_matches_in_sight_are_marked_and_the_one_here_otherwise(browser: Story) -> None:
    await find(browser, "政府信息公开")
    assert [text for _y, text in matched(browser, HERE)] == ["政府信息公开"]
    others = [text for _y, text in matched(browser, OTHERS)]
    assert len(others) > 2
    look = browser.front.document.style_of
    assert look(OTHERS).reverse
    assert not look(OTHERS).underline
    assert look(HERE).reverse
    assert look(HERE).underline


async def test_the_footer_tells_both_keys_where_one_was_given_away(city: Path) -> None:
    settings.use(settings.Settings(keys={"browser.next_finding": ("f4",)}))
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("slash", "6", "3", "enter")
        story.hints.shows("n next match", "F4 next")


async def test_a_match_over_a_line_break_is_marked_on_both_lines(browser: Story) -> None:
    document = browser.front.document
    pairs = pairwise(document.lines)
    first, second = next(pair for pair in pairs if 0 < pair[0].end == pair[1].offset)
    across = first.text.strip()[-4:] + second.text.strip()[:4]
    await find(browser, across)
    (one, left), (other, right) = matched(browser, HERE)
    assert left + right == across
    assert other == one + 1
    assert line(browser) == first


async def test_a_head_broken_into_lines_is_marked_on_each(city: Path) -> None:
    async with at_the_screen(city, size=(80, 24)) as story:
        await opened(story)
        await find(story, "科研机构")
        assert [text for _y, text in matched(story, HERE)] == list("科研机构")
        assert line(story).origin.startswith("heads:applications")


async def test_labels_and_figures_are_gone_to_as_cells_are(browser: Story) -> None:
    await find(browser, "1,217")
    assert browser.front.document.address == "applications/received/natural_person"
    assert matched(browser, HERE)[0][1] == "1217"
    await browser.press("escape")
    await find(browser, "上年结转政府")
    assert browser.front.document.target == "row:applications/carried_in"


async def test_marks_stay_right_when_the_window_changes(browser: Story) -> None:
    await find(browser, "政府信息公开")
    await browser.press("enter", *"nnn")
    assert count(browser) == "4/19"
    await browser.pilot.resize_terminal(70, 20)
    await browser.pilot.pause()
    assert "".join(text for _y, text in matched(browser, HERE)) == "政府信息公开"


# -- rules and findings ---------------------------------------------------------------------------


async def test_a_rule_finds_its_findings_and_takes_them_in_hand(browser: Story) -> None:
    await find(browser, "a104")
    assert count(browser) == "1/2"
    view = browser.front.view
    assert view is not None
    assert view.finding is not None
    assert view.finding.rules[0] == "A104"
    assert browser.front.document.address == "disputes/review/total"
    assert matched(browser, HERE)[0][1] == "A104"
    await browser.press("enter", "n")
    assert browser.front.document.address == "disputes/litigation_direct/total"
    assert count(browser) == "2/2"


# -- kept -----------------------------------------------------------------------------------------


async def test_n_walks_the_matches_while_they_are_kept_and_then_the_findings(
    browser: Story,
) -> None:
    await find(browser, "总计")
    await browser.press("enter")
    assert browser.document.has_focus
    browser.hints.shows("n next match", "N prev match", "Esc end find")
    browser.hints.hides("n next  ")
    await browser.press("n")
    assert count(browser) == "2/6"
    assert browser.front.current is None
    await browser.press("N", "N")
    assert count(browser) == "6/6"
    await browser.press("escape")
    assert not matched(browser, HERE, OTHERS)
    browser.hints.shows("n next  ", "N prev  ")
    browser.hints.hides("match")
    in_hand = browser.front.current
    assert in_hand is not None
    await browser.press("n")
    assert browser.front.current == in_hand + 1


async def test_the_palette_offers_what_n_does_just_now(browser: Story) -> None:
    def offered() -> set[str]:
        bound = browser.front.active_bindings["n"].binding.id
        return {bound or ""}

    assert offered() == {"browser.next_finding"}
    await find(browser, "总计")
    await browser.press("enter")
    assert offered() == {"matches.next_match"}
    assert browser.front.active_bindings["escape"].binding.id == "matches.end_find"
    await browser.press("escape")
    assert offered() == {"browser.next_finding"}
    assert browser.front.active_bindings["escape"].binding.id == "browser.back"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
async def test_no_hint_of_finding_is_cut(city: Path, size: tuple[int, int], spoken: str) -> None:
    language.use(spoken)
    async with at_the_screen(city, size=size) as story:
        await opened(story)
        await find(story, "总计")
        for where in WHERES:
            hints = [action for action in actions_of(where) if action.hint]
            story.hints.shows(*(f"{a.shown_key} {language._(a.label)}" for a in hints))
            await story.press("enter")


async def test_n_goes_on_from_where_a_person_has_gone_meanwhile(browser: Story) -> None:
    await find(browser, "总计")
    await browser.press("enter", "G", "n")
    assert count(browser) == "1/6"
    await browser.press("G", "N")
    assert count(browser) == "6/6"


async def test_slash_again_changes_what_is_found(browser: Story) -> None:
    await find(browser, "总计")
    await browser.press("enter", "slash")
    assert browser.panel("#find").has_focus
    await browser.write("法人")
    assert count(browser) == "1/1"


async def test_from_the_tree_the_focus_comes_back_to_it_or_goes_to_the_document(
    browser: Story,
) -> None:
    await browser.press("1")
    await find(browser, "总计")
    await browser.press("escape")
    assert browser.sections.has_focus
    await find(browser, "总计")
    await browser.press("enter")
    assert browser.document.has_focus


async def test_words_are_selected_and_annotated_among_matches(browser: Story) -> None:
    await find(browser, "政务新媒体")
    await browser.press("enter", "v")
    browser.place.shows("selected")
    await browser.press("a", *"hm", "ctrl+s")
    browser.ledger.shows("1 annotation")
    assert count(browser) == "1/1"
    await browser.press("v", "escape")
    assert browser.front.document.selected is None
    assert browser.front.found is not None
    await browser.press("escape")
    assert browser.front.found is None


async def test_a_click_in_the_document_keeps_what_was_found(browser: Story) -> None:
    await find(browser, "总计")
    await browser.click("#DocumentPanel", 10, 5)
    assert browser.document.has_focus
    browser.hints.shows("n next match")


async def test_slash_in_the_annotations_filters_them(browser: Story) -> None:
    await browser.press("a", *"hm", "ctrl+s", "4", "slash")
    assert browser.panel("#filter").has_focus
    assert browser.front.found is None


# -- hidden ---------------------------------------------------------------------------------------


async def test_matches_in_hidden_sections_are_told_and_not_gone_to(browser: Story) -> None:
    await browser.press("f")
    await find(browser, "政府信息公开")
    shown, _, told = count(browser).partition(", ")
    assert told.endswith("more in hidden sections")
    total, hidden = int(shown.partition("/")[2]), int(told.split()[0])
    assert total + hidden == 19
    await browser.press("enter")
    for _step in range(total + 1):
        await browser.press("n")
        assert line(browser).section in {"applications", "disputes"}
    await browser.press("f")
    assert count(browser).endswith("/19")


async def test_what_is_in_hidden_sections_only_is_not_called_missing(browser: Story) -> None:
    await browser.press("f")
    await find(browser, "政务新媒体")
    assert count(browser) == "no match here, 1 in hidden sections"
    await browser.press("enter", "n")
    assert "1 in hidden sections" in browser.notices
    await browser.press("f", "n")
    assert count(browser) == "1/1"
    assert matched(browser, HERE)[0][1] == "政务新媒体"


async def test_the_cursor_in_the_field_does_not_blink(browser: Story) -> None:
    await browser.press("slash")
    field = browser.panel("#find").widget
    assert isinstance(field, Input)
    assert not field.cursor_blink


# -- hostile --------------------------------------------------------------------------------------


@pytest.mark.parametrize("attack", [a for a in ATTACKS if not a.isprintable()])
async def test_what_is_pasted_commands_no_terminal(browser: Story, attack: str) -> None:
    await browser.press("slash")
    field = browser.panel("#find").widget
    field.post_message(Paste(attack))
    await browser.pilot.pause()
    text = "".join(browser.panel("FindBar #find").rows) + browser.panel("#found").text
    assert not set(text) & set(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
    await browser.press("enter", "escape", "escape")
    assert browser.document.has_focus
