"""The list of annotations in the browser: read, filtered, followed, changed, undone."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest

from tests.real import SAMPLES
from tests.tui.notes import notes_in
from tests.tui.story import Story, at_the_screen, opened
from tui.annotations import Annotation, AnnotationStore, State
from tui.annotations.file import beside
from tui.annotations.noted import noted
from tui.reading import Reading, open_reading

CITY = "wanghe-city-2023.pdf"
DIRECT = "A104:disputes/litigation_direct"
GONE = """
[[annotation]]
id = "01GONE"
target = "cell:applications/no_such_row/total"
text = "此行已删"
author = "王"
created = 2026-01-02T20:00:00+08:00
updated = 2026-01-02T20:00:00+08:00
"""


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report with annotations of every kind, written in another order than they stand in it."""
    monkeypatch.setenv("GOUJI_AUTHOR", "李审核")
    path = Path(copy(SAMPLES / CITY, tmp_path))
    reading = open_reading(path)
    write(reading)
    file = beside(path)
    file.write_text(file.read_text("utf-8") + GONE, "utf-8")
    return path


def write(reading: Reading) -> None:
    store = reading.store
    store.add("section:other", "第六部分过简", tags=("退回",))
    store.add("cell:proactive/regulations/issued", "ＡＢＣ１２３ 与正文不同", tags=("figures",))
    store.add("report", "整体尚可")
    found = next(f for f in reading.verdict.findings if f.target == DIRECT)
    store.judge(found, reading.report, "confirmed", "未经复议的总计应重算")
    store.add("table:disputes", "表三\x1b]0;owned\x07")


def store(story: Story) -> AnnotationStore:
    reading = story.front.reading
    assert reading is not None
    return reading.store


def title(story: Story) -> str:
    return str(story.panel("#AnnotationsPanel").widget.border_title)


def lines(story: Story) -> list[str]:
    return [row for row in story.annotations.rows if row.strip()]


def texts_in(report: Path) -> list[str]:
    return [note["text"] for note in notes_in(report)]


# -- the list -------------------------------------------------------------------------------------


async def test_4_lists_all_annotations_in_reading_order_and_orphans_last(browser: Story) -> None:
    await browser.press("4")
    told = lines(browser)
    assert [next(w for w in WORDS if w in line) for line in told] == list(WORDS)
    assert title(browser) == "Annotations 1/6"
    browser.annotations.row(3).shows("A104 行政诉讼 未经复议直接起诉", "confirmed", "李审核", "✎")
    browser.annotations.row(4).shows("六、其他需要报告的事项", "#退回")
    browser.annotations.row(5).shows("?", "no_such_row", "王", "2026-01-02", "no longer there")


async def test_c_and_x_judge_the_finding_that_the_note_under_the_cursor_is_on(
    browser: Story,
) -> None:
    await browser.press("n", "4", *"jjj")
    browser.annotations.row(3).shows("A104 行政诉讼 未经复议直接起诉", "confirmed")
    await browser.press("x")
    browser.annotations.row(3).shows("A104 行政诉讼 未经复议直接起诉", "dismissed")
    await browser.press("u", "k", "c")
    assert "This is written on no finding." in browser.notices
    browser.annotations.row(3).shows("A104 行政诉讼 未经复议直接起诉", "confirmed")
    await browser.press("3")
    browser.findings.hides("dismissed")


WORDS = ("整体尚可", "ＡＢＣ１２３", "表三", "未经复议的总计应重算", "第六部分过简", "此行已删")


async def test_the_list_takes_the_place_of_the_findings_and_gives_it_back(browser: Story) -> None:
    await browser.press("4")
    assert browser.annotations.has_focus
    assert not browser.findings.widget.display
    await browser.press("escape")
    assert browser.document.has_focus
    assert browser.annotations.widget.is_on_screen
    await browser.press("4", "4")
    assert browser.document.has_focus
    assert browser.findings.widget.display
    await browser.press("4", "3")
    assert browser.findings.has_focus
    assert not browser.panel("#AnnotationsPanel").widget.display


async def test_without_annotations_the_list_says_how_to_write_one(tmp_path: Path) -> None:
    async with at_the_screen(Path(copy(SAMPLES / CITY, tmp_path))) as story:
        await opened(story)
        await story.press("4")
        story.annotations.shows("No annotations yet")
        assert title(story) == "Annotations 0"
        await story.press("enter", "a", "d", "j", "k", "G")
        assert story.front
        await story.press("escape", "a", "o", "k", "ctrl+s")
        story.annotations.hides("No annotations yet")
        assert title(story) == "Annotations 1/1"


async def test_what_is_written_in_an_annotation_commands_no_terminal(browser: Story) -> None:
    await browser.press("4")
    browser.annotations.shows("表三␛]0;owned␇")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 16)])
async def test_every_line_keeps_to_the_width(city: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(city, size=size) as story:
        await opened(story)
        await story.press("4")
        panel = story.annotations.widget
        width = panel.scrollable_content_region.width
        assert all(panel.render_line(y).cell_length == width for y in range(4))
        assert panel.scrollable_content_region.height >= 4


# -- from the list to the document ----------------------------------------------------------------


async def test_enter_goes_to_the_cell(browser: Story) -> None:
    await browser.press("4", "j", "enter")
    assert browser.document.has_focus
    assert browser.front.document.address == "proactive/regulations/issued"
    assert browser.front.sections.section == "proactive"


async def test_enter_goes_to_the_table_the_section_and_the_report(browser: Story) -> None:
    document = browser.front.document
    await browser.press("4", "j", "j", "enter")
    assert document.line is not None
    assert document.line.table == "disputes"
    await browser.press("4", "G", "k", "enter")
    assert document.line.text.startswith("六、")
    await browser.press("4", "g", "enter")
    assert document.line.origin == "title"


async def test_enter_takes_the_finding_in_hand(browser: Story) -> None:
    await browser.press("4", "j", "j", "j", "enter")
    current = browser.front.view
    assert current is not None
    assert current.finding is not None
    assert current.finding.target == DIRECT
    assert browser.front.document.address == "disputes/litigation_direct/total"
    assert browser.document.has_focus


async def test_enter_on_an_orphan_says_what_it_was_about(browser: Story) -> None:
    before = browser.front.document.cursor
    await browser.press("4", "G", "enter")
    assert "no_such_row" in browser.notices
    assert "no longer there" in browser.notices
    assert browser.front.document.cursor == before
    assert browser.annotations.has_focus


async def test_enter_goes_to_the_section_of_a_quotation(browser: Story) -> None:
    reading = browser.front.reading
    assert reading is not None
    section = next(s for s in reading.report.every_section if s.id == "overview.1")
    reading.store.add(f"quote:{section.text[:12]}", "引文")
    await browser.press("4", "slash", *"引文", "enter", "enter")
    assert browser.front.sections.section == "overview.1"


# -- the filter -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("abc123", ["ＡＢＣ１２３"]),
        ("#退回", ["第六部分过简"]),
        ("＃figures", ["ＡＢＣ１２３"]),
        ("李审核 总计", ["未经复议的总计应重算"]),
        ("CONFIRMED", ["未经复议的总计应重算"]),
        ("a104", ["未经复议的总计应重算"]),
        ("ｎｏ longer", ["此行已删"]),
        ("2026-01-02", ["此行已删"]),
    ],
)
async def test_the_filter_finds_text_tags_author_place_status_and_state(
    browser: Story, typed: str, shown: list[str]
) -> None:
    await browser.press("4", "slash")
    await browser.write(typed)
    told = lines(browser)
    assert len(told) == len(shown), told
    assert all(words in line for words, line in zip(shown, told, strict=True)), told
    assert title(browser).startswith(f"Annotations {len(shown)} of 6 with “")


async def test_enter_keeps_the_filter_and_escape_clears_it(browser: Story) -> None:
    await browser.press("4", "slash")
    await browser.write("未经")
    await browser.press("enter")
    assert browser.annotations.has_focus
    assert not browser.panel("#filter").widget.display
    assert title(browser) == "Annotations 1 of 6 with “未经”"
    await browser.press("slash", "escape")
    assert browser.annotations.has_focus
    assert title(browser) == "Annotations 4/6"
    assert len(lines(browser)) == 6


async def test_a_filter_that_nothing_passes_says_so(browser: Story) -> None:
    await browser.press("4", "slash")
    await browser.write("qnu?1")
    browser.annotations.shows("No annotation has “qnu?1” in it.")
    await browser.press("enter", "enter", "d")
    assert len(store(browser).annotations) == 6


async def test_the_footer_shows_the_keys_of_the_panel_with_the_focus(browser: Story) -> None:
    browser.hints.shows("n next", "4 annotations")
    await browser.press("4")
    browser.hints.shows("⏎ jump", "a edit", "d remove", "/ filter", "Esc document")
    browser.hints.hides("n next")
    await browser.press("slash")
    browser.hints.shows("⏎ keep", "Esc show all")
    await browser.press("escape", "escape")
    browser.hints.shows("n next")


# -- changes --------------------------------------------------------------------------------------


async def test_a_changes_the_annotation_under_the_cursor(browser: Story, city: Path) -> None:
    store(browser).add("section:other", "又一条")
    await browser.press("4", "G", "k", "k", "a")
    browser.panel("TextArea").shows("第六部分过简")
    await browser.write(" ok")
    await browser.press("ctrl+s")
    browser.annotations.shows("第六部分过简 ok", "又一条")
    assert "第六部分过简 ok" in texts_in(city)
    assert browser.annotations.has_focus


@pytest.mark.parametrize("key", ["d", "delete"])
async def test_what_is_removed_comes_back_with_undo(browser: Story, city: Path, key: str) -> None:
    before = texts_in(city)
    await browser.press("4", "G", "k", key)
    browser.annotations.hides("第六部分过简")
    assert "第六部分过简" not in texts_in(city)
    assert (
        "Removed what was written on 六、其他需要报告的事项; u brings it back." in browser.notices
    )
    await browser.press("u")
    browser.annotations.shows("第六部分过简", "#退回")
    assert sorted(texts_in(city)) == sorted(before)
    assert "Brought back: what was written on 六、其他需要报告的事项" in browser.notices
    await browser.press("U")
    browser.annotations.hides("第六部分过简")
    assert "Removed again: what was written on 六、其他需要报告的事项" in browser.notices


async def test_verdicts_are_undone_and_made_again(browser: Story, city: Path) -> None:
    await browser.press("n")
    number = browser.front.current
    assert number is not None
    await browser.press("x")
    browser.findings.row(number).shows("dismissed")
    await browser.press("c")
    browser.findings.row(number).shows("confirmed")
    await browser.press("u")
    browser.findings.row(number).shows("dismissed")
    assert "Undone: verdict on A102" in browser.notices
    await browser.press("u")
    browser.findings.row(number).shows("open")
    await browser.press("ctrl+y")
    browser.findings.row(number).shows("dismissed")
    assert "Made again: verdict on A102" in browser.notices


async def test_a_note_is_undone_from_any_panel(browser: Story, city: Path) -> None:
    await browser.press("n", "a", "h", "m", "ctrl+s")
    assert "hm" in texts_in(city)
    await browser.press("1", "u")
    assert "hm" not in texts_in(city)
    browser.ledger.shows("6 annotations")
    await browser.press("u")
    assert "There is nothing to undo." in browser.notices
    await browser.press("3", "U", "U")
    assert "hm" in texts_in(city)
    assert "There is nothing to make again." in browser.notices


async def test_a_verdict_on_other_figures_is_told_in_both_lists(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(_store: AnnotationStore, annotation: Annotation, *_: object) -> State:
        return "changed" if annotation.status else "there"

    monkeypatch.setattr(AnnotationStore, "state", changed)
    async with at_the_screen(city) as story:
        await opened(story)
        story.findings.shows("confirmed; figures changed")
        await story.press("4")
        story.annotations.row(4).shows("≠", "confirmed", "figures changed: 未经复议")


async def test_a_row_has_notes_of_its_own(browser: Story) -> None:
    screen = browser.front
    await browser.press("n", *["h"] * 10)
    assert screen.document.target.startswith("row:")
    browser.place.shows("申请")
    await browser.press("a")
    await browser.write("row")
    await browser.press("ctrl+s", "l")
    assert screen.document.target.startswith("cell:")
    reading = screen.reading
    assert reading is not None
    [note] = [one for one in noted(reading) if one.annotation.target.startswith("row:")]
    assert note.state == "there"
    await browser.press("g", "4", "/")
    await browser.write("row")
    await browser.press("enter", "enter")
    assert screen.document.line is not None
    assert screen.document.line.origin == note.annotation.target
