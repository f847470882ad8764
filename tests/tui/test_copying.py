"""`y`: what is copied at each place, as what a spreadsheet or a letter can take."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from msgspec.structs import replace

from parsers.model import Quote
from parsers.numbers import read
from tests.real import HONGZE, REPORTS, SAMPLES, ZHOUKOU, load, needs_reports, truth
from tests.tui import small_report
from tests.tui.county import COUNTY
from tests.tui.hostile import ATTACKS, hostile_reading
from tests.tui.story import Story, at_the_screen, opened
from tui import clipboard, copying
from tui.exports.separated import text as guarded
from tui.layout import lay_out
from tui.layout.text import plain
from tui.reading import open_reading

FORMULA = tuple("=+-@\t\r＝＋－＠")
SHANGHAI = REPORTS / "shanghai-office-2019.html"


def rows_of(text: str) -> list[list[str]]:
    """Return what a spreadsheet makes of tab-separated text."""
    return list(csv.reader(StringIO(text), delimiter="\t"))


# -- what is copied -----------------------------------------------------------------------------


@needs_reports
@pytest.mark.parametrize(
    ("path", "name"),
    [(HONGZE, "hongze-2023"), (ZHOUKOU, "zhoukou-2022"), (SHANGHAI, "shanghai-office-2019")],
)
def test_every_figure_row_and_table_holds_what_is_printed(path: Path, name: str) -> None:
    report = load(path)
    tables = {id: rows_of(copying.at_table(report, id)[0].text) for id in report.tables}
    for table in tables.values():
        assert len({len(row) for row in table}) == 1
        assert table[0][0] == ""
        assert all(row[0] for row in table[1:])
    for address, value in truth(name).items():
        table_id, row_id, _column = address.split("/")
        figure, row, whole = copying.at_cell(report, address)
        assert read(figure.text).value == value
        (values,) = rows_of(row.text)
        assert figure.text in values[1:]
        assert values in tables[table_id]
        assert rows_of(whole.text) == tables[table_id]
        assert copying.at_row(report, f"{table_id}/{row_id}") == (row, whole)


@needs_reports
def test_a_table_is_copied_with_its_heads_and_labels() -> None:
    heads, review, *_others = rows_of(copying.at_table(load(HONGZE), "disputes")[0].text)
    assert heads == ["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert review == ["行政复议", "10", "1", "0", "0", "0"]


def test_a_figure_that_was_not_read_is_not_copied_as_a_blank(tmp_path: Path) -> None:
    report = small_report.report()
    table = report.tables["disputes"]
    cells = {a: c for a, c in table.cells.items() if a != "disputes/review/total"}
    report = replace(report, tables={"disputes": replace(table, cells=cells)})
    assert copying.at_cell(report, "disputes/review/total")[0].text == "(not read)"
    row, _table = copying.at_row(report, "disputes/review")
    assert rows_of(row.text)[0][1:] == ["10", "1", "0", "0", "(not read)"]


def test_a_line_of_prose_is_copied_as_its_paragraph_and_words_before_it() -> None:
    report = load(COUNTY)
    line = next(n for n in lay_out(report, 60) if n.origin == "preamble")
    (whole,) = copying.at_line(report, line, "")
    assert whole.text == report.preamble.split("\n")[0].strip()
    words = Quote("", 4, 9, report.preamble[4:9])
    assert [c.text for c in copying.at_words(report, words)] == [words.text, whole.text]


def test_headings_titles_and_heads_of_tables_are_copied_from_their_lines() -> None:
    report = load(COUNTY)
    lines = lay_out(report, 80)
    heading = next(n for n in lines if n.origin.startswith("heading:"))
    assert copying.at_line(report, heading, "")[0].text == "一、总体情况"
    assert copying.at_line(report, lines[0], "")[0].text == report.title
    heads = next(n for n in lines if n.origin.startswith("heads:"))
    assert copying.at_line(report, heads, "") == copying.at_table(report, heads.table)


def test_a_finding_is_copied_with_its_equation_and_then_all_findings() -> None:
    reading = open_reading(SAMPLES / "wanghe-city-2023.pdf")
    finding = next(f for f in reading.verdict.findings if "disputes/review" in f.target)
    one, all_of_them = copying.at_finding(reading, finding)
    first, second, *_more = one.text.splitlines()
    assert first.startswith("✗ A104 p. 4  行政复议 总计: 0, should be 53")
    assert second.strip() == "34 + 6 + 9 + 4 = 53 ≠ 0"
    assert all(f.rules[0] in all_of_them.text for f in reading.verdict.findings)
    assert "\x1b" not in one.text + all_of_them.text


# -- hostile text -------------------------------------------------------------------------------


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_report_becomes_a_formula_or_another_cell(tmp_path: Path, attack: str) -> None:
    reading = hostile_reading(tmp_path, attack)
    report = reading.report
    for table_id in report.tables:
        table = rows_of(copying.at_table(report, table_id)[0].text)
        assert len({len(row) for row in table}) == 1
        values = [value for row in table for value in row]
        assert not [v for v in values if v.startswith(FORMULA) and v != attack.strip()]
        if attack.strip() not in {"－1", "＋1"}:  # which are figures
            assert guarded(plain(attack)) in values
    texts = [c.text for f in reading.verdict.findings for c in copying.at_finding(reading, f)]
    texts += [copying.at_note(a)[0].text for a in reading.store.annotations]
    texts += [c.text for n in lay_out(report, 60) for c in copying.at_line(report, n, "")]
    for text in texts:
        text.encode("utf-8")
        assert not [c for c in text if c in "\x1b\x00\u202e\u200b"]


@pytest.mark.parametrize("printed", ["+1036", "-5", "−5", "1,288", "1 288", "１２", "128356.6505"])
def test_figures_stay_figures(tmp_path: Path, printed: str) -> None:
    report = hostile_reading(tmp_path, printed).report
    assert copying.at_cell(report, "disputes/review/total")[0].text == printed
    assert printed in rows_of(copying.at_row(report, "disputes/review")[0].text)[0][1:]


def test_a_value_with_quotation_marks_stays_one_value(tmp_path: Path) -> None:
    report = hostile_reading(tmp_path, '"a\tb" c').report
    (row,) = rows_of(copying.at_row(report, "disputes/review")[0].text)
    assert row[1:] == ['"a b" c'] * 5


# -- the clipboard ------------------------------------------------------------------------------


def programs(environment: Mapping[str, str], platform: str) -> list[str]:
    return [command[0] for command in clipboard.commands(environment, platform)]


def test_each_system_has_its_programs_and_a_far_one_none() -> None:
    assert programs({}, "darwin") == ["pbcopy"]
    assert programs({}, "win32") == ["clip.exe"]
    assert programs({"WSL_DISTRO_NAME": "Debian"}, "linux") == ["clip.exe"]
    assert programs({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "linux") == [
        *("wl-copy", "xclip", "xsel"),
    ]
    assert programs({}, "linux") == []
    far = {"SSH_CONNECTION": "1", "DISPLAY": ":10", "WAYLAND_DISPLAY": "w"}
    assert programs(far, "linux") == programs({"SSH_TTY": "/dev/pts/1"}, "darwin") == []
    assert programs(far | {"TMUX": "/tmp/tmux"}, "linux") == ["tmux"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What was run in place of programs, which all are there and succeed."""
    calls: list[Any] = []

    def runs(command: tuple[str, ...], **how: Any) -> subprocess.CompletedProcess[bytes]:
        calls.append((command, how))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setattr("subprocess.run", runs)
    yield calls


def test_a_program_gets_the_text_without_a_shell_and_has_a_time_limit(run: list[Any]) -> None:
    assert clipboard.put("总计 10", {"DISPLAY": ":0"})
    ((command, how),) = run
    assert command == ("/bin/xclip", "-selection", "clipboard")
    assert how["input"] == "总计 10".encode()
    assert how["timeout"] == clipboard.SECONDS
    assert "shell" not in how


def test_tmux_confirms_nothing(run: list[Any]) -> None:
    assert not clipboard.put("10", {"TMUX": "x", "SSH_TTY": "y"})
    assert [command[0] for command, _how in run] == ["/bin/tmux"]


def test_a_program_that_hangs_or_fails_confirms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(command: tuple[str, ...], **how: Any) -> None:
        raise subprocess.TimeoutExpired(command, how["timeout"])

    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setattr("subprocess.run", hangs)
    assert not clipboard.put("10", {"DISPLAY": ":0"})
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert not clipboard.put("10", {"DISPLAY": ":0"})


# -- at the screen ------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put on the clipboard of the system, which has a program for it."""
    texts: list[str] = []

    def put(text: str, environment: Mapping[str, str]) -> bool:
        texts.append(text)
        return True

    monkeypatch.setattr("tui.screens.copying.put", put)
    return texts


async def at_the_review(story: Story) -> None:
    """Go to the total of the row 行政复议, which is wrong."""
    screen = story.front
    screen.document.go_to_cell("disputes/review/total")
    await story.pilot.pause()


async def told(story: Story, text: str) -> None:
    await story.until(lambda: text in story.notices)


async def test_y_copies_the_figure_then_the_row_then_the_table(
    browser: Story, kept: list[str]
) -> None:
    await at_the_review(browser)
    await browser.press("h", "y")
    await told(browser, "copied: 4 · y again: the row")
    assert browser.app.clipboard == "4"
    await browser.press("y")
    await told(browser, "copied: the row · y again: the table")
    assert browser.app.clipboard == "行政复议\t34\t6\t9\t4\t0"
    await browser.press("y")
    await told(browser, "copied: the table")
    assert browser.app.clipboard.count("\n") == 3
    await browser.press("y")
    assert browser.app.clipboard == "4"
    await browser.until(lambda: len(kept) == 4)
    assert kept[:2] == ["4", "行政复议\t34\t6\t9\t4\t0"]


async def test_moving_begins_with_the_figure_again(browser: Story) -> None:
    await at_the_review(browser)
    await browser.press("y", "h", "l", "y")
    assert browser.app.clipboard == "0"
    await browser.press("h", "h", "h", "h", "h", "y")
    assert browser.app.clipboard == "行政复议\t34\t6\t9\t4\t0"


async def test_y_copies_the_words_selected_and_then_the_paragraph(browser: Story) -> None:
    await browser.press("j", "v", "y")
    words = browser.app.clipboard
    selected = browser.front.document.selected
    assert selected
    assert words == selected.text
    await browser.press("y")
    assert browser.app.clipboard.startswith(words)
    assert browser.app.clipboard.endswith(("。", "："))


async def test_y_copies_what_the_other_panels_show(browser: Story) -> None:
    await browser.press("1", "g", "y")
    assert browser.app.clipboard == "一、总体情况"
    await browser.press("3", "y")
    view = browser.front.view
    assert view
    assert view.finding
    assert browser.app.clipboard.startswith(f"✗ {view.finding.rules[0]} ")
    await browser.press("2", "a", *"note", "ctrl+s", "4", "y")
    assert browser.app.clipboard == "note"


async def test_what_no_program_confirms_was_handed_to_the_terminal(
    browser: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.copying.put", lambda *_: False)
    await at_the_review(browser)
    await browser.press("y")
    await told(browser, "handed to the terminal to copy: 0 · y again: the row")
    assert "copied:" not in browser.notices


async def test_a_blank_cell_is_not_copied_but_its_row_is(tmp_path: Path) -> None:
    path = Path(copy(SAMPLES / "wanghe-transport-2022.pdf", tmp_path))
    async with at_the_screen(path) as story:
        await opened(story)
        story.front.document.go_to_cell("applications/received/research")
        story.app.copy_to_clipboard("before")
        await story.press("y")
        assert "nothing printed here. · y again: the row" in story.notices
        assert story.app.clipboard == "before"
        await story.press("y")
        assert story.app.clipboard.startswith("一、本年新收政府信息公开申请数量\t")
