"""The findings as a person lists, filters, groups, marks and judges them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from shutil import copy

import pytest
from textual.events import Click

from tests.real import HONGZE, needs_reports
from tests.tui.county import county_with
from tests.tui.hostile import ATTACKS, hostile_reading
from tests.tui.notes import notes_in
from tests.tui.story import Story, at_the_screen, opened
from tui import language, reading
from tui.annotations import AnnotationStore
from tui.layout.text import cells
from tui.panels.listing import Arrangement, Group, listing_of
from tui.reading import open_reading
from tui.screens.browser import BrowserScreen

PETITION, APPLICANTS, REVIEW, DIRECT, RADICALS, JOINED = range(6)
"""The findings of that report in its order, in the sections 三, 三, 四, 四, none, 三."""


def title(story: Story) -> str:
    return str(story.findings.widget.border_title)


def lines(story: Story) -> list[str]:
    return [row for row in story.findings.rows if row.strip()]


def in_hand(story: Story) -> int | None:
    view = story.front.view
    assert view is not None
    return view.current


def statuses(story: Story) -> list[str]:
    view = story.front.view
    assert view is not None
    return [standing.status for standing in view.standings]


def verdicts_in(report: Path) -> Counter[object]:
    return Counter(note["status"] for note in notes_in(report))


async def keep(story: Story, words: str) -> None:
    """Filter the findings by words and go back to them."""
    if not story.findings.has_focus:
        await story.press("3")
    await story.press("slash")
    story.front.query_one("#findings-filter").value = words  # type: ignore[attr-defined]
    await story.press("enter")


# -- groups ---------------------------------------------------------------------------------------


async def test_b_groups_by_section_by_rule_and_not_at_all(browser: Story) -> None:
    await browser.press("3", "b")
    browser.findings.row(0).shows("▾ the whole report", "i 1")
    browser.findings.row(2).shows("▾ 三、收到和处理政府信息公开申请情况", "✗ 2  i 1")
    browser.findings.row(6).shows("▾ 四、政府信息公开行政复议、行政诉讼情况", "✗ 2")
    assert title(browser) == "Findings 2/6 · by section"
    await browser.press("b")
    shown = [row[3:7] for row in lines(browser) if row[1] == "▾"]
    assert shown == ["A102", "A101", "A104", "T101"]
    browser.findings.row(4).shows("▾ A104 the outcomes of disputes must add up to their total")
    assert title(browser) == "Findings 1/6 · by rule"
    await browser.press("b")
    assert title(browser) == "Findings 1/6"
    assert "▾" not in browser.findings.text


async def test_n_walks_the_findings_in_the_order_of_the_groups(browser: Story) -> None:
    await browser.press("3", "b", "2")
    walked = []
    for _step in range(6):
        await browser.press("n")
        walked.append(in_hand(browser))
    assert walked == [APPLICANTS, JOINED, REVIEW, DIRECT, RADICALS, PETITION]


async def test_on_a_heading_no_finding_is_in_hand(browser: Story, city: Path) -> None:
    await browser.press("3", "b", "k")
    assert in_hand(browser) is None
    browser.findings.row(2).shows("▌▾ 三、")
    assert title(browser) == "Findings 6 · by section"
    await browser.press("c", "x")
    assert "This is a group: Space marks its findings." in browser.notices
    assert not verdicts_in(city)
    await browser.press("n")
    assert in_hand(browser) == PETITION
    await browser.press("k", "N")
    assert in_hand(browser) == RADICALS


async def test_from_a_heading_other_groups_are_made_around_its_first_finding(
    browser: Story,
) -> None:
    await browser.press("3", "b", "G", "k", "k", "b")
    assert in_hand(browser) == REVIEW
    assert title(browser) == "Findings 3/6 · by rule"


async def test_groups_fold_as_sections_do(browser: Story) -> None:
    await browser.press("3", "b", "j", "h")
    browser.findings.row(2).shows("▌▾ 三、")
    await browser.press("h")
    browser.findings.row(2).shows("▌▸ 三、", "✗ 2  i 1")
    browser.findings.row(3).shows("▾ 四、")
    await browser.press("j", "j")
    assert in_hand(browser) == REVIEW
    await browser.press("k", "k", "l")
    browser.findings.row(3).shows("A102+1")
    await browser.press("enter")
    browser.findings.row(2).shows("▌▸ 三、")


async def test_a_finding_taken_in_hand_unfolds_its_group(browser: Story) -> None:
    await browser.press("3", "b", "h", "h")
    browser.findings.row(2).shows("▸ 三、")
    await browser.press("2", "n")
    assert in_hand(browser) == PETITION
    browser.findings.shows("▾ 三、", "▌✗ A102+1")


# -- the filter -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("信访举报", [PETITION]),
        ("１２０６", [APPLICANTS]),
        ("a104 复议", [REVIEW, DIRECT]),
        ("a103", [PETITION, APPLICANTS]),
        ("error", [PETITION, APPLICANTS, REVIEW, DIRECT]),
        ("提示", [RADICALS, JOINED]),
        ("行政诉讼情况", [REVIEW, DIRECT]),
        ("dismissed", [DIRECT]),
        ("已确认", [REVIEW]),
        ("open error", [PETITION, APPLICANTS]),
        ("核对", [REVIEW]),
        ("#退回", [REVIEW]),
        ("王芳 已排除", [DIRECT]),
    ],
)
def test_the_filter_finds_message_rule_severity_status_section_and_notes(
    city: Path, typed: str, numbers: list[int]
) -> None:
    one = open_reading(city)
    found = one.verdict.findings
    one.store.judge(found[REVIEW], one.report, "confirmed", "已与司法局核对")
    one.store.edit(one.store.annotations[0].id, "已与司法局核对", ("退回",))
    one.store.judge(found[DIRECT], one.report, "dismissed")
    standings = [reading.standing(one, finding) for finding in found]
    for spoken in ("en", "zh_CN"):
        language.use(spoken)
        assert list(listing_of(one, standings, Arrangement(wanted=typed)).listed) == numbers


async def test_the_title_tells_how_many_of_how_many_and_why(browser: Story) -> None:
    await browser.press("3")
    assert title(browser) == "Findings 1/6"
    await browser.press("slash")
    await browser.write("a104")
    assert title(browser) == "Findings 2 of 6 · filter: a104"
    browser.hints.shows("⏎ keep", "Esc show all")
    await browser.press("enter")
    assert browser.findings.has_focus
    assert not browser.panel("#findings-filter").widget.display
    assert title(browser) == "Findings 1/2 of 6 · filter: a104"
    await browser.press("escape")
    assert browser.findings.has_focus
    assert title(browser) == "Findings 3/6"


async def test_escape_while_filtering_shows_all_and_the_finding_that_was_in_hand(
    browser: Story,
) -> None:
    await browser.press("n", "3", "slash")
    await browser.write("a104")
    assert in_hand(browser) is None
    browser.document.hides("→ 1")
    await browser.press("escape")
    assert browser.findings.has_focus
    assert in_hand(browser) == PETITION
    assert title(browser) == "Findings 1/6"


async def test_a_filter_left_by_the_mouse_gives_way_to_the_annotations(browser: Story) -> None:
    await browser.press("3", "slash")
    await browser.write("a104")
    await browser.click("#DocumentPanel", 10, 2)
    await browser.press("4")
    assert browser.annotations.has_focus
    assert not browser.panel("#findings-filter").widget.display
    await browser.press("3")
    assert title(browser) == "Findings 1/2 of 6 · filter: a104"


async def test_n_walks_only_what_is_listed(browser: Story) -> None:
    await keep(browser, "a104")
    assert in_hand(browser) == REVIEW
    await browser.press("n")
    assert in_hand(browser) == DIRECT
    await browser.press("n")
    assert in_hand(browser) == REVIEW
    await browser.press("N")
    assert in_hand(browser) == DIRECT


async def test_where_the_filter_leaves_none_n_says_so_and_how_to_see_all(browser: Story) -> None:
    await keep(browser, "qnu?1")
    browser.findings.shows("No finding has “qnu?1” in it: Esc in the findings shows all.")
    assert title(browser) == "Findings 0 of 6 · filter: qnu?1"
    await browser.press("n")
    assert "No finding has “qnu?1” in it: Esc in the findings shows all." in browser.notices
    await browser.press("N", "j", "c", "x", "space", "asterisk", "enter", "h", "l")
    assert statuses(browser) == ["open"] * 6
    await browser.press("escape")
    assert title(browser).endswith("6")


async def test_the_cursor_passes_over_a_culprit_that_is_not_listed_and_says_so(
    browser: Story,
) -> None:
    await keep(browser, "未经复议")
    await browser.press("n", "2", "k")
    assert browser.front.document.address == "disputes/review/total"
    assert in_hand(browser) == DIRECT
    browser.place.shows("行政复议 · 总计: 0", "✗ A104 is not listed")
    await browser.press("j")
    browser.place.hides("not listed")


async def test_asking_for_what_is_not_listed_goes_there_and_takes_nothing_in_hand(
    browser: Story,
) -> None:
    await keep(browser, "信访")
    await browser.press("2")
    browser.front.document.go_to_cell("disputes/review/upheld")
    await browser.press("enter")
    assert browser.front.document.address == "disputes/review/total"
    assert in_hand(browser) == PETITION
    assert "This finding is not listed" in browser.notices


async def test_an_annotation_leads_to_its_finding_though_it_is_not_listed(browser: Story) -> None:
    await browser.press("N", "N", "N", "c")
    await keep(browser, "信访")
    await browser.press("4", "enter")
    assert browser.front.document.address == "disputes/litigation_direct/total"
    assert in_hand(browser) == PETITION
    assert "This finding is not listed" in browser.notices


# -- only problems --------------------------------------------------------------------------------


async def test_only_problems_leaves_out_the_dismissed_and_tells_how_many(browser: Story) -> None:
    await browser.press("3", "x", "j", "c", "f")
    assert title(browser) == "Findings 1/5 · 1 hidden"
    browser.findings.hides("信访")
    browser.findings.row(0).shows("A101+2", "confirmed")
    browser.ledger.shows("✗ 3", "i 2")
    await browser.press("f")
    assert title(browser) == "Findings 2/6"


async def test_what_is_dismissed_among_only_problems_gives_way_to_the_next(browser: Story) -> None:
    await browser.press("f", "3", "x")
    assert "It is not listed any more; u takes it back." in browser.notices
    assert in_hand(browser) == APPLICANTS
    assert title(browser) == "Findings 1/5 · 1 hidden"
    await browser.press("u")
    assert statuses(browser) == ["open"] * 6
    await browser.press("2", "x")
    assert in_hand(browser) is None
    assert browser.front.document.address == "applications/results_total/natural_person"
    await browser.press("n")
    assert in_hand(browser) == REVIEW


async def test_where_all_is_dismissed_only_problems_says_so(browser: Story) -> None:
    await browser.press("3", "asterisk", "x", "f")
    browser.findings.shows("All findings are dismissed: f shows them.")
    assert title(browser) == "Findings 0 · 6 hidden"
    await browser.press("n")
    assert "All findings are dismissed: f shows them." in browser.notices
    await keep(browser, "a104")
    browser.findings.shows("All findings with “a104” in them are dismissed: f shows them.")


async def test_ledger_headings_and_check_count_alike(browser: Story) -> None:
    await browser.press("3", "x", "j", "c", "b")
    one, view = browser.front.reading, browser.front.view
    assert one is not None
    assert view is not None
    groups = [entry for entry in view.listing.lines if isinstance(entry, Group)]
    counted = {s: sum(group.counts[s] for group in groups) for s in view.counts}
    assert counted == view.counts == reading.counts(one) == {"error": 3, "warning": 0, "info": 2}
    browser.findings.row(2).shows("三、", "✗ 1  i 1  1 dismissed")


# -- several at once ------------------------------------------------------------------------------


async def test_marked_findings_are_judged_together_and_taken_back_together(
    browser: Story, city: Path
) -> None:
    await browser.press("3", "space", "j", "j", "space")
    browser.findings.row(0).shows("✗*A102+1")
    browser.findings.row(2).shows("▌✗*A104")
    assert title(browser) == "Findings 3/6 · 2 marked"
    await browser.press("x")
    assert "Judged 2 findings: dismissed; u takes it back." in browser.notices
    assert statuses(browser) == ["dismissed", "open", "dismissed", "open", "open", "open"]
    assert title(browser) == "Findings 3/6"
    browser.findings.hides("*")
    await browser.press("u")
    assert "Undone: 2 verdicts" in browser.notices
    assert statuses(browser) == ["open"] * 6
    assert not verdicts_in(city)
    await browser.press("U")
    assert "Made again: 2 verdicts" in browser.notices
    assert verdicts_in(city) == {"dismissed": 2}


async def test_all_marked_are_confirmed_and_opened_again_once_all_are(browser: Story) -> None:
    await browser.press("3", "c", "asterisk", "c")
    assert "Judged 5 findings: confirmed; u takes it back." in browser.notices
    assert statuses(browser) == ["confirmed"] * 6
    browser.ledger.shows("✗ 4", "i 2")
    await browser.press("asterisk", "c")
    assert "Judged 6 findings: open; u takes it back." in browser.notices
    assert statuses(browser) == ["open"] * 6


async def test_the_star_marks_all_that_are_listed_and_again_none(browser: Story) -> None:
    await keep(browser, "a104")
    await browser.press("asterisk")
    assert title(browser) == "Findings 1/2 of 6 · filter: a104 · 2 marked"
    await browser.press("asterisk")
    assert title(browser) == "Findings 1/2 of 6 · filter: a104"
    await browser.press("asterisk", "x")
    assert statuses(browser) == ["open", "open", "dismissed", "dismissed", "open", "open"]


async def test_what_is_marked_but_not_listed_is_not_judged(browser: Story) -> None:
    await browser.press("3", "space")
    await keep(browser, "a104")
    assert "marked" not in title(browser)
    await browser.press("space", "x")
    assert statuses(browser) == ["open", "open", "dismissed", "open", "open", "open"]


async def test_space_on_a_heading_marks_its_group(browser: Story) -> None:
    await browser.press("3", "b", "b", "G", *"k" * 4, "space")
    assert title(browser) == "Findings 4/6 · 1 marked · by rule"
    browser.findings.shows("▾-A104", "✗*A104")
    await browser.press("h", "space")
    browser.findings.shows("▾*A104")
    assert title(browser) == "Findings 6 · 2 marked · by rule"
    await browser.press("h", "c")
    assert statuses(browser) == ["open", "open", "confirmed", "confirmed", "open", "open"]


async def test_escape_takes_the_marks_off_before_the_filter(browser: Story) -> None:
    await keep(browser, "a104")
    await browser.press("space", "escape")
    assert title(browser) == "Findings 1/2 of 6 · filter: a104"
    await browser.press("escape")
    assert title(browser) == "Findings 3/6"
    await browser.press("escape")
    assert browser.front


async def test_the_footer_shows_what_can_be_done_with_findings_at_80_columns(city: Path) -> None:
    async with at_the_screen(city, size=(80, 24)) as story:
        await opened(story)
        await story.press("3")
        (row,) = story.hints.rows
        assert row == (
            " ⏎ jump  a annotate  c confirm  x dismiss  / filter  Space mark  b group  ? help"
        )
        await story.pilot.resize_terminal(140, 40)
        await story.press("j")
        story.hints.hides("show all")
        await story.press("space")
        story.hints.shows("Esc show all")
        await story.press("escape")
        story.hints.hides("show all")


async def test_walking_the_findings_asks_nothing_of_the_annotations(
    browser: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object) -> None:
        raise AssertionError("what stands in the store is known already")

    for question in ("standing", "state", "on"):
        monkeypatch.setattr(AnnotationStore, question, asked)
    await browser.press(*"nnnnnnnnN", "3", *"jjjk")
    assert in_hand(browser) is not None


# -- the mouse ------------------------------------------------------------------------------------


async def test_a_click_goes_marks_and_folds(browser: Story) -> None:
    await browser.press("3", "b")
    panel = "#FindingsPanel"
    await browser.click(panel, 20, 1 + 4)
    assert in_hand(browser) == APPLICANTS
    await browser.click(panel, 1, 1 + 3)
    browser.findings.row(3).shows("✗*A102+1")
    assert in_hand(browser) == APPLICANTS
    await browser.pilot._post_mouse_events([Click], panel, (20, 1 + 5), button=1, control=True)
    await browser.pilot.pause()
    browser.findings.row(5).shows("i*D103")
    assert title(browser) == "Findings 3/6 · 2 marked · by section"
    await browser.click(panel, 20, 1 + 2)
    browser.findings.row(2).shows("▌▸-三、")
    await browser.click(panel, 20, 1 + 3)
    browser.findings.row(3).shows("▌▸ 四、")


# -- the whole message ----------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (120, 40)])
async def test_the_message_under_the_cursor_is_whole(city: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(city, size=size) as story:
        await opened(story)
        await story.press("3")
        one, panel = story.front.reading, story.findings.widget
        assert one is not None
        width = panel.scrollable_content_region.width
        for number, finding in enumerate(one.verdict.findings):
            assert in_hand(story) == number
            message = language.say(finding.message)
            shown = [panel.render_line(y).text for y in range(panel.size.height)]
            at = next(y for y, row in enumerate(shown) if row.startswith("▌"))
            mine = [row for row in shown[at:] if row.startswith("▌")]
            assert all(cells(row) == width for row in shown)
            told = "".join(mine).replace("▌", "").replace(".", "").split()
            assert "".join(message.replace(".", "").split()) in "".join(told).replace("open", "", 1)
            await story.press("j")
        await story.press("k")
        assert in_hand(story) == len(one.verdict.findings) - 2


async def test_resizing_breaks_the_message_anew(browser: Story) -> None:
    await browser.press("3", "j")
    rows = len([row for row in browser.findings.rows if row.startswith("▌")])
    await browser.pilot.resize_terminal(60, 20)
    await browser.pilot.pause()
    assert len([row for row in browser.findings.rows if row.startswith("▌")]) > rows
    assert browser.findings.widget.cursor == 1  # type: ignore[attr-defined]
    await browser.press("j")
    assert in_hand(browser) == REVIEW


# -- a note on the finding in hand ----------------------------------------------------------------


async def test_one_key_leads_from_the_finding_to_the_figure_and_back(browser: Story) -> None:
    await browser.press("n", "n", "n", "a")
    browser.hints.shows("^n another")
    await browser.write("one")
    await browser.press("ctrl+n")
    assert str(browser.app.screen.query_one(".box").border_title) == "Note on 行政复议 / 总计"
    await browser.write("two")
    await browser.press("ctrl+n", "ctrl+n", "ctrl+s")
    one = browser.front.reading
    assert one is not None
    assert [(a.target, a.text) for a in one.store.annotations] == [
        ("cell:disputes/review/total", "two")
    ]


async def test_a_note_after_n_is_on_the_finding_and_may_be_on_the_figure(browser: Story) -> None:
    await browser.press("n", "n", "n", "a")
    assert "A104 行政复议 总计" in str(browser.app.screen.query_one(".box").border_title)
    browser.panel("OptionList").shows(
        "New note on A104 行政复议 总计: 0, should be 53", "New note on 行政复议 / 总计"
    )
    await browser.write("one")
    await browser.press("shift+tab", "down")
    assert str(browser.app.screen.query_one(".box").border_title) == "Note on 行政复议 / 总计"
    await browser.press("enter")
    await browser.write("two")
    await browser.press("shift+tab", "up", "enter", "ctrl+s")
    one = browser.front.reading
    assert one is not None
    assert [(a.target, a.text) for a in one.store.annotations] == [
        ("finding:A104:disputes/review", "one")
    ]
    browser.findings.row(REVIEW).shows("✎ open")
    await browser.press("a", "shift+tab", "down", "enter")
    await browser.write("two")
    await browser.press("ctrl+s")
    assert one.store.annotations[1].target == "cell:disputes/review/total"


async def test_what_is_not_saved_is_kept_on_what_it_was_about(browser: Story) -> None:
    await browser.press("n", "n", "n", "a", *"one", "shift+tab", "down", "enter", *"two")
    browser.app.screen.keep_unsaved()  # type: ignore[attr-defined]
    one = browser.behind.reading
    assert one is not None
    assert [(a.target, a.text) for a in one.store.annotations] == [
        ("finding:A104:disputes/review", "one"),
        ("cell:disputes/review/total", "two"),
    ]


async def test_away_from_the_finding_a_note_is_on_the_figure(browser: Story) -> None:
    await browser.press("n", "n", "n", "h", "a")
    assert not browser.app.screen.query("OptionList")
    await browser.write("ok")
    await browser.press("ctrl+s")
    one = browser.front.reading
    assert one is not None
    assert [a.target for a in one.store.annotations] == ["cell:disputes/review/pending"]


async def test_words_that_are_selected_are_meant_though_a_finding_is_there(tmp_path: Path) -> None:
    path = county_with(tmp_path / "county.txt", ("申请138件", "申请139件"))
    async with at_the_screen(path) as story:
        await opened(story)
        await story.press("n")
        view = story.front.view
        assert view is not None
        assert view.finding is not None
        assert story.front.document.address == ""
        await story.press("a", *"one", "ctrl+s", "v", "a", *"two", "ctrl+s")
        one = story.front.reading
        assert one is not None
        kinds = [(a.target.partition(":")[0], a.text) for a in one.store.annotations]
        assert kinds == [("finding", "one"), ("quote", "two")]


async def test_removing_a_note_that_is_no_verdict_leaves_nothing(
    browser: Story, city: Path
) -> None:
    await browser.press("n", "a", *"one", "ctrl+s")
    assert verdicts_in(city) == {"open": 1}
    await browser.press("a", "ctrl+r")
    assert not verdicts_in(city)
    browser.ledger.shows("0 annotations")


# -- hostile text ---------------------------------------------------------------------------------


async def test_what_a_report_says_commands_nothing_in_any_group(tmp_path: Path) -> None:
    commanding = [attack for attack in ATTACKS if "[" in attack or not attack.isprintable()]
    async with at_the_screen(tmp_path) as story:
        for number, attack in enumerate(commanding):
            folder = tmp_path / str(number)
            folder.mkdir()
            one = hostile_reading(folder, attack)
            await story.app.push_screen(BrowserScreen(one.path, one))
            await story.press("3", "b", "asterisk")
            for _grouping in range(3):
                await story.press("b")
                assert all(row.isprintable() for row in story.findings.rows), attack
            story.front._arrange(Arrangement(wanted=attack))
            assert title(story).isprintable(), attack
            await story.press("2", "n", "a")
            assert str(story.app.screen.query_one(".box").border_title).isprintable(), attack
            await story.press("escape")


@needs_reports
@pytest.mark.parametrize("width", range(76, 84))
async def test_a_message_that_is_broken_is_whole_though_a_scroll_bar_comes_with_it(
    width: int, tmp_path: Path
) -> None:
    language.use("zh_CN")
    async with at_the_screen(Path(copy(HONGZE, tmp_path)), size=(width, 24)) as story:
        await opened(story)
        await story.press("n", "n", "n")
        first, second = story.findings.rows[2:4]
        message = first.split("待处理")[0][len("▌! F109 ") :].rstrip(" .") + second.strip("▌ ")
        assert (
            message == "“（六）其他处理”行属于旧格式（国办公开办函〔2019〕60号）；现行格式分为 3 行"
        )
