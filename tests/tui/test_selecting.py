"""Words of the prose selected by key and mouse, annotated, and shown where they stand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copy

import pytest
from msgspec.structs import replace
from rich.style import Style
from textual.events import MouseMove

from parsers.model import Quote
from tests.real import SAMPLES, load
from tests.tui import small_report
from tests.tui.county import COUNTY
from tests.tui.notes import notes_in
from tests.tui.story import Story, at_the_screen
from tui.annotations.quotations import Place, places_of_quotes
from tui.layout import lay_out
from tui.layout.passages import character_at, stretch_on
from tui.layout.sentences import clause_end_after, sentence_after, sentence_on
from tui.layout.text import plain
from tui.panels.document import DocumentPanel
from tui.panels.painting import GUTTER, paint_line
from tui.panels.view import Marks
from tui.screens.browser import BrowserScreen
from tui.screens.folder import FolderScreen

FIRST = (
    "本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条的规定"
    "，由望禾市槐汀县人民政府办公室汇总各乡镇人民政府和县政府各部门有关情况编制。"
)
SECOND = "本报告为虚构样例，仅供演示 gouji 使用。"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return Path(copy(COUNTY, tmp_path))


@pytest.fixture
async def narrow(county: Path) -> AsyncIterator[Story]:
    """A person at 80 columns, on the first line of the preamble, which is line 2."""
    async with at_the_screen(county, size=(80, 24)) as story:
        await opened(story)
        await story.press("j")
        assert panel(story).cursor == 2
        yield story


async def opened(story: Story) -> None:
    await story.until(lambda: isinstance(story.app.screen, BrowserScreen))
    await story.until(lambda: story.front.reading)
    await story.pilot.pause()


def panel(story: Story) -> DocumentPanel:
    return story.front.document


def selected(story: Story) -> str | None:
    quote = panel(story).selected
    if quote is not None:
        prose = panel(story).prose(quote.section)
        assert prose[quote.start : quote.end] == quote.text
    return quote.text if quote else None


def styled(story: Story, y: int, wanted: str) -> str:
    """The characters of line `y` of the window that carry the style `wanted`."""
    look = panel(story).style_of(wanted)
    strip = panel(story).render_line(y)
    return "".join(s.text for s in strip if s.style and _has(s.style, look))


def _has(style: Style, look: Style) -> bool:
    return bool(look.reverse and style.reverse) or bool(look.italic and style.italic)


async def drag(story: Story, start: tuple[int, int], *to: tuple[int, int]) -> None:
    """Press the mouse at a cell of the text, go to others, and let go."""
    places = [(GUTTER + x, y + 1) for x, y in (start, *to)]  # the border is above
    await story.pilot.mouse_down("#DocumentPanel", offset=places[0])
    for place in places[1:]:
        await story.pilot._post_mouse_events([MouseMove], "#DocumentPanel", offset=place, button=1)
    await story.pilot.mouse_up("#DocumentPanel", offset=places[-1])
    await story.pilot.pause()


# -- by key -------------------------------------------------------------------------------------


async def test_v_selects_the_sentence_then_the_paragraph_then_nothing(narrow: Story) -> None:
    await narrow.press("v")
    assert selected(narrow) == FIRST
    narrow.place.shows(f"selected: {len(FIRST)} characters · a annotates")
    await narrow.press("v")
    text = selected(narrow) or ""
    assert text.startswith(FIRST + SECOND)
    assert text.endswith("12月31日止。")
    await narrow.press("v")
    assert selected(narrow) is None
    narrow.place.hides("selected")


async def test_on_a_line_in_the_midst_of_a_sentence_that_one_is_selected(narrow: Story) -> None:
    await narrow.press("j", "v")
    assert selected(narrow) == FIRST
    await narrow.press("j", "j")
    assert selected(narrow) is None
    await narrow.press("v")
    assert selected(narrow) == SECOND


async def test_h_and_l_go_from_sentence_to_sentence_and_the_cursor_follows(narrow: Story) -> None:
    await narrow.press("v", "l")
    assert selected(narrow) == SECOND
    line = panel(narrow).line
    assert line is not None
    assert line.offset <= len(FIRST) < line.end
    await narrow.press("h", "h")
    assert selected(narrow) == FIRST
    assert panel(narrow).cursor == 2


async def test_shifted_keys_move_the_end_by_clauses(narrow: Story) -> None:
    await narrow.press("v", "L")
    assert selected(narrow) == FIRST + "本报告为虚构样例，"
    await narrow.press("H", "shift+left")
    assert selected(narrow) == FIRST[: FIRST.index("，") + 1]
    await narrow.press("H")
    assert selected(narrow) == FIRST[: FIRST.index("，") + 1]


async def test_the_selection_is_painted_on_every_line_that_it_wraps_to(narrow: Story) -> None:
    await narrow.press("v")
    painted = "".join(styled(narrow, y, "selected") for y in range(8))
    assert painted == FIRST


async def test_a_heading_has_nothing_to_select(narrow: Story) -> None:
    await narrow.press("g", "v")
    assert selected(narrow) is None
    assert "Only words of the prose" in narrow.notices


async def test_escape_clears_the_selection_before_it_leaves(county: Path) -> None:
    async with at_the_screen(county.parent) as story:
        await story.until(lambda: "2024" in story.panel("#ReportList").text)
        await story.press("enter")
        await opened(story)
        await story.press("j", "v")
        assert selected(story)
        await story.press("escape")
        assert selected(story) is None
        story.place.hides("selected")
        await story.press("escape")
        story.screen(FolderScreen)


async def test_a_selection_survives_another_width(narrow: Story) -> None:
    await narrow.press("v")
    await narrow.pilot.resize_terminal(120, 40)
    await narrow.pilot.pause()
    assert selected(narrow) == FIRST
    assert "".join(styled(narrow, y, "selected") for y in range(8)) == FIRST


# -- by mouse -----------------------------------------------------------------------------------


async def test_dragging_selects_from_character_to_character(narrow: Story) -> None:
    # The line is set in by four cells; the second cell of a wide character is that character.
    await drag(narrow, (7, 2), (9, 2), (13, 2))
    assert selected(narrow) == "报告根据"
    await drag(narrow, (13, 2), (7, 2))
    assert selected(narrow) == "报告根据"


async def test_dragging_goes_over_lines_and_stays_in_the_section(narrow: Story) -> None:
    await drag(narrow, (4, 2), (1, 3))
    assert selected(narrow) == FIRST[:25]
    await drag(narrow, (4, 2), (6, 10))
    assert panel(narrow).selected == Quote("", 0, 138, selected(narrow) or "")


async def test_a_click_clears_and_a_double_click_selects_the_sentence(narrow: Story) -> None:
    await narrow.pilot.double_click("#DocumentPanel", offset=(GUTTER + 40, 6))
    await narrow.pilot.pause()
    assert selected(narrow) == SECOND
    await narrow.click("#DocumentPanel", GUTTER + 20, 4)
    assert selected(narrow) is None


# -- notes --------------------------------------------------------------------------------------


async def test_a_note_on_words_is_kept_with_what_stands_around_them(
    narrow: Story, county: Path
) -> None:
    await narrow.press("v", "l", "a")
    await narrow.write("check")
    await narrow.press("ctrl+s")
    (note,) = notes_in(county)
    assert note["target"] == f"quote:{SECOND}"
    assert note["prefix"] == FIRST[-32:]
    assert str(note["suffix"]).startswith("报告中所列数据")
    assert selected(narrow) is None
    assert panel(narrow).passage == Quote("", 78, 101, SECOND)


async def test_annotated_words_are_marked_and_their_note_is_offered(
    narrow: Story, county: Path
) -> None:
    await narrow.press("v", "l", "a")
    await narrow.write("check")
    await narrow.press("ctrl+s")
    assert "".join(styled(narrow, y, "quoted") for y in range(8)) == SECOND
    assert "✎" in narrow.document.row(panel(narrow).cursor)
    narrow.place.shows("✎ check")
    await narrow.press("a")
    await narrow.write(" it")
    await narrow.press("ctrl+s")
    assert [note["text"] for note in notes_in(county)] == ["check it"]


async def test_only_problems_keeps_the_section_with_annotated_words(narrow: Story) -> None:
    await narrow.press("v", "a")
    await narrow.write("check")
    await narrow.press("ctrl+s", "f", "g")
    assert "本报告根据" in narrow.document.text


async def test_a_passage_is_gone_to_though_no_check_speaks_of_it(narrow: Story) -> None:
    section = next(s for s in load(COUNTY).every_section if s.text and s.id != "overview")
    quote = Quote(section.id, len(section.text) - 3, len(section.text), section.text[-3:])
    panel(narrow).go_to_passage(quote)
    line = panel(narrow).line
    assert line is not None
    assert (line.section, line.end) == (section.id, len(section.text))


async def test_a_note_on_other_words_of_the_line_begins_anew(narrow: Story, county: Path) -> None:
    await narrow.press("v", "l", "a")
    await narrow.write("check")
    await narrow.press("ctrl+s")
    await narrow.press("v", "L", "a")
    await narrow.write("more")
    await narrow.press("ctrl+s")
    first, second = notes_in(county)
    assert (first["text"], second["text"]) == ("check", "more")
    assert (
        second["target"]
        == f"quote:{SECOND}报告中所列数据的统计期限自2024年1月1日起至2024年12月31日止。"
    )


async def test_escape_in_the_dialog_keeps_the_selection(narrow: Story) -> None:
    await narrow.press("v", "a", "escape")
    assert selected(narrow) == FIRST


async def test_a_note_that_is_removed_leaves_no_mark(narrow: Story, county: Path) -> None:
    await narrow.press("v", "a")
    await narrow.write("check")
    await narrow.press("ctrl+s", "a", "ctrl+r")
    assert "".join(styled(narrow, y, "quoted") for y in range(8)) == ""
    assert panel(narrow).passage is None


def test_a_contradicted_claim_and_a_quotation_on_one_line_are_both_told() -> None:
    report = replace(small_report.report(), preamble="共收到三件。")
    quote = Quote("", 1, 4, "收到三")
    line = next(n for n in lay_out(report, 80, None, {"": [quote]}) if n.end)
    marks = Marks(contradicted={quote: "error"}, quoted={"": (quote,)})
    painted = paint_line(line, marks, None, 80, lambda *names: Style.null())
    assert "".join(s.text for s in painted).startswith(" ✗✎    共收到三件。")


# -- offsets ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["zhoukou-2022.pdf", "huaiting-county-2024.txt"])
def test_lines_of_a_real_report_know_where_their_words_stand(name: str) -> None:
    report = load(SAMPLES / name)
    prose = {"": report.preamble} | {s.id: s.text for s in report.every_section}
    shown: dict[str, str] = dict.fromkeys(prose, "")
    for line in lay_out(report, 60):
        if line.end:
            shown[line.section] += (words := prose[line.section][line.offset : line.end])
            assert plain(words) == line.text.strip()
    assert {s: "".join(t.split()) for s, t in shown.items()} == {
        s: "".join(t.split()) for s, t in prose.items()
    }


AWKWARD = "　 ⼈⺠政府\u200b公开  信息\x07共计\t１２件。\n 第二段e\u0301，话。”（完）"


@pytest.mark.parametrize("width", [46, 60])
def test_places_are_exact_whatever_is_in_the_prose(width: int) -> None:
    prose = "\n".join([AWKWARD * 4] * 3)
    lines = lay_out(replace(small_report.report(), preamble=prose), width)
    lines = tuple(line for line in lines if line.origin == "preamble")
    shown = "".join(
        prose[at]
        for line in lines
        for at in range(len(prose))
        if stretch_on(line, Quote("", at, at + 1, prose[at]), prose) and not prose[at].isspace()
    )
    assert shown == "".join(prose.split())
    for line in lines:
        start, _end = character_at(line, len(line.text) - len(line.text.lstrip()), prose)
        assert start == line.offset
        assert character_at(line, 500, prose) == (line.end, line.end)


def test_a_mark_without_a_cell_belongs_to_its_character() -> None:
    prose = "第e\u0301二"
    report = replace(small_report.report(), preamble=prose)
    line = next(n for n in lay_out(report, 80) if n.origin == "preamble")
    assert [character_at(line, x, prose) for x in (4, 5, 6, 7)] == [(0, 1), (0, 1), (1, 3), (3, 4)]


def test_sentences_end_with_their_closing_marks_and_at_paragraphs() -> None:
    text = "他说：“好。”于是（见附件。）有三项；如下\n  第二段！？ 完"
    found = [sentence_on(text, 0, len(text))]
    while (after := sentence_after(text, found[-1][1])) is not None:
        found.append(after)
    told = [text[start:end] for start, end in found]
    assert told == ["他说：“好。”", "于是（见附件。）", "有三项；", "如下", "第二段！？", "完"]


def test_figures_and_times_are_not_broken_into_clauses() -> None:
    text = "共1,234件10:30收到，完。"
    assert clause_end_after(text, 0) == text.index("，") + 1


# -- found again --------------------------------------------------------------------------------


def test_the_same_words_elsewhere_are_told_apart_by_what_stands_around_them(
    tmp_path: Path,
) -> None:
    from tui.annotations import AnnotationStore

    report = replace(small_report.report(), preamble="甲收到三件。乙收到三\n 件。")
    store = AnnotationStore.open(tmp_path / "report.txt", report)
    second = store.add("quote:收到三 件", "note", context=("甲收到三件。乙", "。"))
    first = store.add("quote:收到三件", "note", context=("甲", "。乙收到三 件。"))
    gone = store.add("quote:收到四件", "note")
    places = places_of_quotes(report, store.annotations)
    assert places[first.id] == Place(Quote("", 1, 5, "收到三件"))
    assert places[second.id] == Place(Quote("", 7, 13, "收到三\n 件"))
    assert gone.id not in places
