"""The browser on one report, by key and mouse."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copy
from threading import Event

import pytest
from textual.events import MouseScrollDown

from tests.real import REPORTS, needs_reports
from tests.tui.county import WRONG_TOTAL, county_with
from tests.tui.notes import notes_in
from tests.tui.story import Story, at_the_screen, opened
from tui.annotations.file import beside
from tui.config import Config
from tui.panels.painting import GUTTER
from tui.reading import Reading, open_reading
from tui.screens.trouble import TroubleScreen

CITY = "wanghe-city-2023.pdf"
PETITION = "A102:applications/declined.petition"
APPLICANTS = "A101:applications/*/natural_person"
REVIEW = "A104:disputes/review"
DIRECT = "A104:disputes/litigation_direct"
SIZES = [(80, 24), (120, 40)]
DISPUTES = "四、政府信息公开行政复议、行政诉讼情况"


def number_of(story: Story, target: str) -> int:
    """The number of the finding that annotations call `target`."""
    reading = story.front.reading
    assert reading is not None
    return [f.target for f in reading.verdict.findings].index(target)


def last(story: Story) -> str:
    """What annotations call the last finding."""
    reading = story.front.reading
    assert reading is not None
    return reading.verdict.findings[-1].target


async def take(story: Story, target: str) -> int:
    """Press n until the finding `target` is in hand; return its number."""
    number = number_of(story, target)
    current = story.front.current
    await story.press(*"n" * (number - (-1 if current is None else current)))
    assert story.front.current == number
    return number


# -- opening --------------------------------------------------------------------------------------


async def test_the_screen_stands_before_the_report_is_read(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read = Event()

    def read_when_told(path: Path, config: Config) -> Reading:
        assert may_read.wait(30)
        return open_reading(path, config)

    monkeypatch.setattr("tui.reading.open_reading", read_when_told)
    async with at_the_screen(city) as story:
        await story.pilot.pause()
        story.document.shows(f"Reading {CITY}…")
        await story.press("n", "c", "a", "e", "f", "j", "g", "enter", "1", "j", "enter", "3")
        may_read.set()
        await opened(story)
        story.document.hides("Reading")


async def test_leaving_does_not_wait_for_a_long_file(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read = Event()
    monkeypatch.setattr("tui.reading.open_reading", lambda *_: may_read.wait(30))
    async with at_the_screen(city) as story:
        await story.press("q")
    assert story.app.return_code == 0
    may_read.set()


@pytest.mark.parametrize("size", SIZES)
async def test_a_report_opens_with_tree_document_findings_and_ledger(
    city: Path, size: tuple[int, int]
) -> None:
    async with at_the_screen(city, size=size) as story:
        await opened(story)
        story.ledger.shows("望禾市人民政府 · 2023", "✗ 4", "! 0", "42/42 checked")
        story.sections.shows("▾ 一、总体情况", "三、收到和处理")
        story.document.shows("望禾市人民政府2023年政府信息公开工作年度报告")
        row = story.findings.row(number_of(story, PETITION))
        row.shows("✗ A102", "信访举报投诉类申请 商业企业: 11, should be 1", "open")
        story.hints.shows("n next", "N prev", "⏎ jump", "a annotate", "e export", "? help")


async def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    async with at_the_screen(broken) as story:
        await story.until(lambda: isinstance(story.app.screen, TroubleScreen))
        await story.until(lambda: story.app.screen.query("Static"))
        texts = [str(s.render()) for s in story.app.screen.query("Static")]
        assert texts[0] == "broken.pdf cannot be read."
        assert len(texts[1]) > 10
        await story.press("escape")
        story.screen(TroubleScreen)
        await story.press("q")
    assert story.app.return_code == 0


# -- walking the findings -------------------------------------------------------------------------


async def test_n_goes_from_finding_to_finding_and_everything_follows(browser: Story) -> None:
    number = await take(browser, PETITION)
    assert browser.front.document.address == "applications/declined.petition/business"
    browser.findings.row(number).shows("▌")
    browser.document.shows("▐  11▌", "A102  38 + 11 + 0 + 0 + 0 + 0 = 49 ≠ 39", "→ 1")
    assert browser.front.sections.section == "applications"
    browser.place.shows("（五）不予处理 1.信访举报投诉类申请 · 商业企业: 11", "page 3")
    await take(browser, DIRECT)
    assert browser.front.document.address == "disputes/litigation_direct/total"
    assert browser.front.sections.section == "disputes"
    await browser.press("N")
    assert browser.front.document.address == "disputes/review/total"


async def test_after_the_last_finding_comes_the_first(browser: Story) -> None:
    await browser.press("N")
    assert browser.front.current == number_of(browser, last(browser))
    await browser.press("n")
    assert browser.front.current == 0


async def test_operands_are_marked_by_side(browser: Story) -> None:
    await take(browser, APPLICANTS)
    browser.document.shows("A101  1217 + 41 = 1258 ≠ 1312 = 1260 + 52", "▐1260▌", "→ 1206")
    view = browser.front.view
    assert view is not None
    roles = view.marks.roles
    assert {a: role for a, role in roles.items() if role != "left"} == {
        "applications/results_total/natural_person": "culprit",
        "applications/results_total/total": "right",
        "applications/carried_out/natural_person": "right",
    }
    assert roles["applications/received/natural_person"] == "left"
    assert roles["applications/results_total/business"] == "left"
    assert roles["applications/granted/natural_person"] == "left"
    await browser.press(*["ctrl+u"] * 3)
    browser.document.shows("+1217", "+  41")


async def test_moving_in_the_list_shows_the_finding_and_enter_goes_there(browser: Story) -> None:
    await browser.press("3", *"j" * number_of(browser, PETITION))
    assert browser.findings.has_focus
    assert browser.front.document.address == "applications/declined.petition/business"
    await browser.press("enter")
    assert browser.document.has_focus
    await browser.press("h")
    assert browser.front.document.address == "applications/declined.petition/natural_person"


async def test_enter_on_a_figure_shows_the_finding_that_it_is_part_of(browser: Story) -> None:
    await take(browser, DIRECT)
    await browser.press("h", "h", "enter")
    assert browser.front.document.address == "disputes/litigation_direct/total"


async def test_coming_to_a_culprit_takes_its_finding_in_hand(browser: Story) -> None:
    await take(browser, DIRECT)
    await browser.press("k")
    assert browser.front.document.address == "disputes/review/total"
    browser.document.shows("34 + 6 + 9 + 4 = 53 ≠ 0")
    browser.findings.shows("▌✗ A104 行政复议 总计: 0, should be 53")


# -- moving ---------------------------------------------------------------------------------------


async def test_cells_are_walked_with_hjkl_and_keep_their_column(browser: Story) -> None:
    await take(browser, DIRECT)
    await browser.press("h")
    assert browser.front.document.address == "disputes/litigation_direct/pending"
    await browser.press("j")
    assert browser.front.document.address == "disputes/litigation_after_review/pending"
    await browser.press("k", "l")
    assert browser.front.document.address == "disputes/litigation_direct/total"
    await browser.press("l")
    assert browser.front.document.address == "disputes/litigation_direct/total"


async def test_top_bottom_and_half_pages(browser: Story) -> None:
    document = browser.front.document
    await browser.press("G")
    assert document.cursor == document.rest(document.count() - 1)
    assert document.scroll_y == document.max_scroll_y
    await browser.press("g")
    assert (document.cursor, document.scroll_y) == (0, 0)
    await browser.press("ctrl+d")
    assert abs(document.cursor - document.size.height // 2) <= 2
    await browser.press("ctrl+u")
    assert document.cursor <= 2


async def test_panels_are_reached_by_number_and_tab(browser: Story) -> None:
    for key, panel in (("1", browser.sections), ("3", browser.findings), ("2", browser.document)):
        await browser.press(key)
        assert panel.has_focus
    await browser.press("tab")
    assert browser.findings.has_focus
    await browser.press("shift+tab")
    assert browser.document.has_focus


async def test_enter_in_the_tree_goes_to_the_section(browser: Story) -> None:
    await browser.press("1", "G", "enter")
    document = browser.front.document
    assert browser.document.has_focus
    assert document.line is not None
    assert document.line.text == "六、其他需要报告的事项"


async def test_sections_fold(browser: Story) -> None:
    await browser.press("1", "g", "h")
    browser.sections.row(0).shows("▸ 一、总体情况")
    browser.sections.hides("（一）")
    await browser.press("l", "j")
    browser.sections.shows("（一）")
    await browser.press("h")
    assert browser.front.sections.section == "overview"


async def test_the_tree_says_where_something_is_wrong(browser: Story) -> None:
    def sign(number: str) -> str:
        (row,) = (row for row in browser.sections.rows if row.strip().startswith(number))
        return row[-1]

    assert sign("三、") == "✗"
    assert sign("四、") == "✗"
    assert sign("五、") not in "✗!i"


async def test_the_mouse_does_what_the_keys_do(browser: Story) -> None:
    await take(browser, DIRECT)
    document = browser.front.document
    line = document.lines[document.cursor]
    start, _end = line.extent("disputes/litigation_direct/upheld") or (0, 0)
    y = document.cursor - round(document.scroll_y)
    await browser.click("#DocumentPanel", start + 3 + 2, y + 1)
    assert document.address == "disputes/litigation_direct/upheld"
    await browser.click("#FindingsPanel", 10, 1 + number_of(browser, PETITION))
    assert document.address == "applications/declined.petition/business"
    await browser.click("#SectionTree", 10, 1)
    assert document.line is not None
    assert document.line.text == "一、总体情况"
    await browser.click("HintBar", 1, 0)
    assert browser.front.current == number_of(browser, PETITION) + 1


# -- notes and verdicts ---------------------------------------------------------------------------


async def test_a_note_on_a_cell_is_kept_and_shown(browser: Story, city: Path) -> None:
    await take(browser, DIRECT)
    await browser.press("h", "a")
    await browser.write("please check")
    await browser.press("ctrl+s")
    assert [(n["target"], n["text"]) for n in notes_in(city)] == [
        ("cell:disputes/litigation_direct/pending", "please check")
    ]
    browser.ledger.shows("1 annotation")
    browser.document.shows("✎")
    browser.sections.hides("✎")


async def test_a_note_on_a_section_from_the_tree(browser: Story, city: Path) -> None:
    await browser.press("1", "G", "a")
    await browser.write("brief")
    await browser.press("ctrl+s")
    assert notes_in(city)[0]["target"] == "section:other"
    browser.sections.shows("✎")
    await browser.press("enter")
    browser.document.shows("✎")


async def test_a_note_on_a_finding_from_the_list(browser: Story, city: Path) -> None:
    number = await take(browser, DIRECT)
    await browser.press("3", "a")
    await browser.write("ask")
    await browser.press("ctrl+s")
    assert notes_in(city)[0]["target"] == "finding:A104:disputes/litigation_direct"
    browser.findings.row(number).shows("✎ open")


async def test_escape_writes_nothing(browser: Story, city: Path) -> None:
    await browser.press("a", "escape")
    await browser.press("a", "ctrl+s")
    await browser.press("a", "h", "i", "escape")
    assert "not saved" in browser.notices
    await browser.press("escape")
    assert browser.front
    assert not list(city.parent.glob("*.toml"))
    browser.ledger.shows("0 annotations")


async def test_notes_are_listed_changed_and_removed(browser: Story, city: Path) -> None:
    await take(browser, DIRECT)
    await browser.press("a", "o", "n", "e", "ctrl+s")
    await browser.press("a", "shift+tab", "up", "enter", "t", "w", "o", "ctrl+s")
    assert [n["text"] for n in notes_in(city)] == ["one", "two"]
    await browser.press("a", "shift+tab", "up")
    assert browser.app.screen.query_one("TextArea").text == "one"  # type: ignore[attr-defined]
    await browser.press("enter", "s", "ctrl+s")
    assert [n["text"] for n in notes_in(city)] == ["ones", "two"]
    await browser.press("a", "shift+tab", "up", "ctrl+r")
    assert [n["text"] for n in notes_in(city)] == ["two"]
    browser.ledger.shows("1 annotation")


async def test_removing_a_note_keeps_the_verdict_it_stands_with(browser: Story, city: Path) -> None:
    await take(browser, DIRECT)
    await browser.press("c", "3", "a", "o", "k", "ctrl+s")
    assert [(n["status"], n["text"]) for n in notes_in(city)] == [("confirmed", "ok")]
    await browser.press("a", "ctrl+r")
    assert [n["status"] for n in notes_in(city)] == ["confirmed"]
    assert not notes_in(city)[0].get("text")


async def test_c_confirms_and_c_again_opens(browser: Story, city: Path) -> None:
    number = await take(browser, DIRECT)
    await browser.press("c")
    browser.findings.row(number).shows("confirmed")
    assert notes_in(city)[0]["status"] == "confirmed"
    browser.ledger.shows("✗ 4")
    await browser.press("c")
    browser.findings.row(number).shows("open")
    assert notes_in(city)[0]["status"] == "open"


async def test_x_dismisses_and_takes_it_out_of_the_count(browser: Story, city: Path) -> None:
    number = await take(browser, DIRECT)
    await browser.press("x")
    browser.findings.row(number).shows("dismissed")
    browser.ledger.shows("✗ 3")
    assert notes_in(city)[0]["seen"] == "11|2|3|1|14"


async def test_without_a_finding_in_hand_nothing_is_judged(browser: Story, city: Path) -> None:
    await browser.press("c", "x", "r")
    assert "No finding is chosen" in browser.notices
    assert not list(city.parent.glob("*.toml"))


async def test_a_broken_annotation_file_is_told_and_left_alone(city: Path) -> None:
    file = beside(city)
    file.write_text("this is no toml", "utf-8")
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("N", "c")
        story.ledger.shows("⚠")
        assert "annotations.toml" in story.notices
    assert file.read_text("utf-8") == "this is no toml"


# -- only problems, export, rule, help ------------------------------------------------------------


async def test_f_shows_only_sections_with_findings_or_annotations(browser: Story) -> None:
    await browser.press("f")
    browser.sections.shows("四、")
    browser.sections.hides("五、")
    browser.sections.hides("（一）")
    texts = [line.text for line in browser.front.document.lines]
    assert not any(t.startswith("五、") for t in texts)
    assert any(t.startswith("四、政府") for t in texts)
    await browser.press("f")
    browser.sections.shows("五、", "（一）")


async def test_export_writes_beside_the_report_and_says_so(browser: Story, city: Path) -> None:
    await browser.press("e", "ctrl+s")
    await browser.until(lambda: "Written to" in browser.notices)
    written = city.with_suffix(".md")
    assert "望禾市人民政府" in written.read_text("utf-8")
    assert str(written) in browser.notices


async def test_export_of_another_format_and_scope(browser: Story, city: Path) -> None:
    await take(browser, DIRECT)
    await browser.press("c", "e", *["right"] * 4, "tab", "right", "right", "ctrl+s")
    await browser.until(lambda: "Written to" in browser.notices)
    text = city.with_suffix(".json").read_text("utf-8")
    assert text.startswith("{")
    assert '"id-' not in text
    assert text.count('"severity"') == 1


async def test_export_replaces_a_file_only_when_asked_twice(browser: Story, city: Path) -> None:
    old = city.with_suffix(".md")
    old.write_text("old", "utf-8")
    await browser.press("e", "ctrl+s")
    assert "exists. Write again to replace it." in str(
        browser.app.screen.query_one("#trouble").render()
    )
    assert old.read_text("utf-8") == "old"
    await browser.press("ctrl+s")
    await browser.until(lambda: "Written to" in browser.notices)
    assert old.read_text("utf-8") != "old"


async def test_export_never_replaces_the_report(browser: Story, city: Path) -> None:
    before = city.read_bytes()
    await browser.press("e", *["tab"] * 4)
    await browser.write(str(city))
    await browser.press("enter", "enter")
    assert "is the report itself" in str(browser.app.screen.query_one("#trouble").render())
    await browser.press("escape")
    assert city.read_bytes() == before


async def test_r_explains_the_rule(browser: Story) -> None:
    await take(browser, DIRECT)
    await browser.press("r")
    text = str(browser.app.screen.query_one("Page Static").render())
    assert "A104" in text
    assert "国办公开办函〔2021〕30号" in text
    await browser.press("escape")
    assert browser.front


async def test_the_equals_sign_shows_what_was_checked(browser: Story) -> None:
    await browser.press("=")
    text = str(browser.app.screen.query_one("Page Static").render())
    assert "42 of 42 identities evaluated: 35 close, 7 do not" in text
    assert "1 close, 2 do not: A104" in text
    await browser.press("escape")
    assert browser.front


# -- looks ----------------------------------------------------------------------------------------


async def test_t_changes_the_theme(browser: Story) -> None:
    dark = browser.app.theme
    await browser.press("t")
    assert browser.app.theme != dark
    await browser.press("t")
    assert browser.app.theme == dark


async def test_resizing_keeps_the_place(browser: Story) -> None:
    await take(browser, PETITION)
    address = browser.front.document.address
    for size in ((80, 24), (200, 60), (60, 16), (120, 40)):
        await browser.pilot.resize_terminal(*size)
        await browser.pilot.pause()
        document = browser.front.document
        assert document.address == address
        assert document.line is not None
        assert address in document.line.addresses
        top = round(document.scroll_y)
        assert top <= document.cursor < top + document.size.height


def is_in_sight(story: Story) -> bool:
    """Say whether the whole cell under the cursor is in the window, from left to right."""
    document = story.front.document
    assert document.line is not None
    start, end = (GUTTER + x for x in document.line.extent(document.address) or (0, 0))
    left = round(document.scroll_x)
    return left <= start < end <= left + document.scrollable_content_region.width


async def test_a_cell_at_the_right_stays_in_sight_when_the_window_gets_narrow(
    browser: Story,
) -> None:
    await take(browser, PETITION)
    await browser.press(*["l"] * 7)
    assert browser.front.document.address.endswith("/total")
    for size in ((40, 10), (120, 40), (44, 16)):
        await browser.pilot.resize_terminal(*size)
        await browser.pilot.pause()
        assert is_in_sight(browser)


async def test_a_narrow_window_follows_the_cursor_aside(browser: Story) -> None:
    await browser.pilot.resize_terminal(40, 16)
    await take(browser, PETITION)
    document = browser.front.document
    await browser.press(*["l"] * 7)
    assert document.scroll_x > 0
    assert is_in_sight(browser)
    await browser.press(*["h"] * 8)
    assert document.address == ""
    assert document.scroll_x == 0


async def test_the_footer_keeps_its_most_needed_keys_at_80_columns(city: Path) -> None:
    async with at_the_screen(city, size=(80, 24)) as story:
        await opened(story)
        (row,) = story.hints.rows
        assert row == (
            " n next  N prev  ⏎ jump  a annotate  c confirm  x dismiss  e export  ? help"
        )


@needs_reports
async def test_marks_of_blank_cells_stand_close_to_them(tmp_path: Path) -> None:
    report = Path(copy(REPORTS / "shanghai-office-2019.html", tmp_path))
    async with at_the_screen(report) as story:
        await opened(story)
        await story.press("2")
        story.front.document.go_to_cell("applications/carried_in/total")
        await story.pilot.pause()
        (row,) = [row for row in story.document.rows if "二、上年结转" in row]
        assert row.split("数量")[1].split() == ["18", *["!·"] * 5, "18"]


async def test_escape_leaves_a_single_report_where_it_is(browser: Story) -> None:
    await browser.press("escape")
    assert browser.front


async def test_a_note_is_seen_on_its_cell_at_80_columns_too(city: Path) -> None:
    async with at_the_screen(city, size=(80, 24)) as story:
        await opened(story)
        await take(story, APPLICANTS)
        await story.press("k", "l", "l", "a", "o", "k", "ctrl+s")
        story.document.shows("✎")
        await take(story, DIRECT)
        await story.press("a", "o", "k", "ctrl+s")
        story.document.shows("?  14✎")


async def test_the_wheel_scrolls_and_leaves_the_cursor(browser: Story) -> None:
    document = browser.front.document
    await browser.pilot._post_mouse_events(
        [MouseScrollDown], "#DocumentPanel", offset=(20, 10), button=0
    )
    await browser.until(lambda: document.scroll_y > 0)
    assert document.cursor == 0


async def test_a_narrow_window_gives_all_to_the_document(city: Path) -> None:
    async with at_the_screen(city, size=(70, 20)) as story:
        await opened(story)
        assert not story.front.sections.display
        await story.press("n")
        (row,) = [row for row in story.document.rows if "▐  11" in row]
        assert row.endswith("=  39")


@pytest.mark.parametrize("back", [("k",), ("tab",), ("2",)])
async def test_a_heading_that_the_tree_cuts_is_told_whole_beneath_the_document(
    city: Path, back: tuple[str, ...]
) -> None:
    async with at_the_screen(city, size=(80, 24)) as story:
        await opened(story)
        story.front.document.go_to_section("applications")
        await story.press("1")
        story.sections.hides(DISPUTES)
        await story.press("j")
        assert story.place.rows == [f" {DISPUTES}"]
        await story.press(*back)
        story.place.hides(DISPUTES)
        await story.press("1", "j", "n")
        story.place.shows("商业企业: 11")


async def test_a_low_window_leaves_room_for_the_document(city: Path) -> None:
    async with at_the_screen(city, size=(80, 12)) as story:
        await opened(story)
        await story.press("n")
        story.findings.shows("A102")
        story.document.shows("▐11")
        assert len(story.document.rows) >= 4


def test_the_first_paint_needs_no_pdf_library() -> None:
    code = "import sys, tui.app; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    heavy = {"pdfplumber", "pdfminer", "pypdfium2", "PIL", "tui.exports", "tui.screens.folder"}
    assert not heavy & set(loaded.stdout.split())


# -- what the prose claims ------------------------------------------------------------------------


@pytest.fixture
async def county(tmp_path: Path) -> AsyncIterator[Story]:
    """A county's report whose total of applications has two digits swapped; its prose is right."""
    async with at_the_screen(county_with(tmp_path / "county.txt", WRONG_TOTAL)) as story:
        await opened(story)
        yield story


async def test_a_wrong_figure_is_shown_with_the_sentence_that_contradicts_it(
    county: Story,
) -> None:
    await county.press("n")
    county.ledger.shows("✗ 1", "42/42 checked", "14/14 claims")
    county.findings.row(0).shows("A101+2", "本年新收 总计: 183, should be 138")
    county.document.shows("→ 138", "N101", "全年新收政府信息公开申请138件", "(two digits swapped)")


async def test_enter_goes_from_the_figure_to_the_sentence_and_back(county: Story) -> None:
    document = county.front.document
    await county.press("n", "enter")
    assert document.address == ""
    assert document.line is not None
    assert "新收政府信息公开申请138件" in document.line.text
    assert county.front.sections.section == "overview.2"
    county.place.shows("✗ the prose says 全年新收政府信息公开申请138件, the table has 183")
    await county.press("enter")
    assert document.address == "applications/received/total"


async def test_enter_on_selected_words_goes_where_those_lead_and_not_their_line(
    county: Story,
) -> None:
    document, view = county.front.document, county.front.view
    assert view is not None
    wrong = next(q for q in view.speaking if q.text == "138")
    document.go_to_quote(wrong)
    await county.press("v")
    assert document.selected is not None
    assert document.selected.text.startswith("上年结转8件")
    assert document.line is not None
    assert wrong in document.line.quotes
    await county.press("enter")
    assert document.address == "applications/carried_in/total"
    # A sentence without figures leads nowhere.
    document.go_to_quote(wrong)
    await county.press("v", "h", "h", "enter")
    assert document.address == ""
    assert "No finding is about this place" in county.notices


async def test_enter_goes_from_what_is_verified_to_its_cell_and_back(county: Story) -> None:
    document = county.front.document
    view = county.front.view
    assert view is not None
    assert {"141", "93", "65.96%"} <= {q.text for q in view.marks.verified}
    assert {q.text for q in view.marks.contradicted} == {"138"}
    quote = next(q for q in view.marks.verified if q.text == "21960")
    document.go_to_quote(quote)
    county.document.shows("21960")
    await county.press("enter")
    assert document.address == "proactive/licences/decisions"
    await county.press("enter")
    assert document.line is not None
    assert quote in document.line.quotes


async def test_the_ledger_lists_every_claim(county: Story) -> None:
    await county.press("equals_sign")
    texts = " ".join(str(s.render()) for s in county.app.screen.query("Static"))
    assert "14 of 14 claims of the prose evaluated: 13 hold, 1 do not" in texts
    assert "✓ 93 ÷ 141 = 65.957% ≈ 65.96%" in texts
    assert "✓ 5: 结转下年度 总计" in texts


async def test_the_ledger_lists_claims_that_could_not_be_evaluated(tmp_path: Path) -> None:
    before = "上半年收到申请60件。县政府办公室办结申请20件。全县"
    here = "全年新收政府信息公开申请"
    path = county_with(tmp_path / "county.txt", (here, f"{before}{here}"))
    async with at_the_screen(path) as story:
        await opened(story)
        await story.press("equals_sign")
        texts = " ".join(str(s.render()) for s in story.app.screen.query("Static"))
    assert "N101  60 – the words may tell of a part of what the table counts: 上半年" in texts
    assert "N101  20 – the words may tell of a part of what the table counts: 县政府办公室" in texts
    assert "N101 not assessable (2): the words may tell of a part" in texts
    assert texts.rstrip().count("上半年、县政府办公室") == 1
