"""The list of reports at the screen: sorted, filtered, stopped, gone through one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from threading import Event, current_thread, main_thread

import pytest

from tests.real import SAMPLES
from tests.tui.hostile import ATTACKS
from tests.tui.story import Story, at_the_screen, opened
from tests.tui.test_folder import read
from tui.annotations import AnnotationStore
from tui.annotations.file import beside
from tui.dialogs.export import ExportDialog
from tui.layout.text import cells
from tui.panels.columns import Head
from tui.reading import Unread, open_reading
from tui.reading.apart import Reader
from tui.reading.digests import Packed, Stamp, noted
from tui.screens.folder import FolderScreen
from tui.screens.trouble import TroubleScreen
from tui.state import recall, remember

CITY, FAULTY, CLEAN = (
    "wanghe-city-2023.pdf",
    "wanghe-education-2023.txt",
    "huaiting-county-2024.txt",
)
OTHER = "zhoukou-2022.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report with an error, a clean one, one with an info, and a file that is none."""
    reports = tmp_path / "reports"
    reports.mkdir()
    copy(SAMPLES / CLEAN, reports / "10.txt")
    copy(SAMPLES / FAULTY, reports / "2.txt")
    copy(SAMPLES / OTHER, reports / "3.txt")
    (reports / "4.pdf").write_bytes(b"%PDF-1.7\n")
    return reports


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Event]]:
    """Files that are read only when their event is set, by name."""
    gates: dict[str, Event] = {}
    original = Reader.read

    def read(reader: Reader, path: Path) -> Packed | Unread:
        if path.name in gates:
            gates[path.name].wait(60)
        return original(reader, path)

    monkeypatch.setattr(Reader, "read", read)
    yield gates
    for event in gates.values():
        event.set()


def reports(story: Story) -> FolderScreen:
    return story.screen(FolderScreen)


def names(story: Story) -> list[str]:
    """The files in the lines in sight."""
    lines = story.panel("#ReportList").rows
    return [line.lstrip("▌ ").split(" ")[0] for line in lines if line]


def bar(story: Story) -> str:
    return story.panel("#FolderBar").text


def under_cursor(story: Story) -> str:
    entry = reports(story).rows.current
    assert entry
    return entry.name


# -- sorting --------------------------------------------------------------------------------------


async def test_s_sorts_and_the_head_tells_by_what(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        head = story.panel("ReportHead")
        assert names(story) == ["10.txt", "2.txt", "3.txt", "4.pdf"]
        head.hides("▲")
        await story.press("s")
        head.shows("✗▼")
        assert names(story) == ["2.txt", "4.pdf", "3.txt", "10.txt"]
        await story.press("S")
        head.shows("✗▲")
        assert names(story) == ["10.txt", "3.txt", "4.pdf", "2.txt"]
        await story.press("s")
        head.shows("agency▲")
        assert names(story) == ["4.pdf", "10.txt", "2.txt", "3.txt"]
        await story.press("s", "s")
        head.shows("file▲")
        assert names(story) == ["2.txt", "3.txt", "4.pdf", "10.txt"]
        await story.press("s")
        assert names(story) == ["10.txt", "2.txt", "3.txt", "4.pdf"]


async def test_the_order_is_remembered_and_what_is_no_order_is_not_minded(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("s", "S")
    assert recall("list", Head) == Head("problems", True)
    async with at_the_screen(folder) as story:
        await read(story)
        assert names(story) == ["10.txt", "3.txt", "4.pdf", "2.txt"]
    remember("list", {"order": "colour"})
    async with at_the_screen(folder) as story:
        await read(story)
        assert names(story) == ["10.txt", "2.txt", "3.txt", "4.pdf"]


async def test_a_click_on_a_head_sorts_by_it_and_again_the_other_way(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        await story.click("ReportHead", 2, 0)
        assert names(story) == ["2.txt", "3.txt", "4.pdf", "10.txt"]
        await story.click("ReportHead", 2, 0)
        assert names(story) == ["10.txt", "4.pdf", "3.txt", "2.txt"]
        head = story.panel("ReportHead").row(0)
        await story.click("ReportHead", cells(head[: head.index("state")]) + 1, 0)
        assert names(story)[0] == "2.txt"
        before = names(story)
        await story.click("ReportHead", cells(head[: head.index("checked")]) + 1, 0)
        assert names(story) == before


async def test_the_cursor_stays_on_its_report_while_others_are_read(
    folder: Path, gate: dict[str, Event]
) -> None:
    gate["2.txt"] = Event()
    async with at_the_screen(folder) as story:
        await story.until(lambda: "1 of 4 reports read" in bar(story))
        await story.press("s")
        assert under_cursor(story) == "10.txt"
        assert names(story)[0] == "10.txt"
        gate["2.txt"].set()
        await read(story)
        await story.until(lambda: names(story)[-1] == "10.txt")
        assert under_cursor(story) == "10.txt"


# -- the mouse ------------------------------------------------------------------------------------


async def test_a_click_selects_and_one_on_the_selected_opens(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        await story.click("#ReportList", 5, 1)
        assert under_cursor(story) == "2.txt"
        await story.click("#ReportList", 5, 1)
        assert story.front.path.name == "2.txt"


async def test_a_double_click_opens(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        await story.pilot.click("#ReportList", offset=(5, 2), times=2)
        await story.pilot.pause()
        assert story.front.path.name == "3.txt"
        await story.press("escape")
        assert under_cursor(story) == "3.txt"


# -- filtering ------------------------------------------------------------------------------------


async def test_the_filter_shows_some_and_escape_shows_all(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("slash")
        await story.write("errors")
        assert names(story) == ["2.txt"]
        story.hints.shows("⏎ keep", "Esc show all")
        await story.press("enter")
        assert "1 of 4 reports with “errors”" in bar(story)
        story.hints.shows("Esc show all")
        await story.press("escape")
        assert len(names(story)) == 4
        assert "with" not in bar(story)
        await story.press("slash")
        await story.write("nothing of that")
        story.panel("#ReportList").shows("No report has “nothing of that” in it.")
        await story.press("escape", "enter")
        assert story.front


async def test_only_what_is_shown_is_exported_and_the_dialog_says_so(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("slash")
        await story.write("clean")
        await story.press("enter", "e")
        assert isinstance(story.app.screen, ExportDialog)
        said = str(story.app.screen.query_one("#trouble").render())
        assert said == "Only the 1 reports shown are exported, of 4 in the list."
        await story.press("ctrl+s")
        await story.until(lambda: "files written to" in story.notices)
    assert [path.name for path in (folder / "summaries").iterdir()] == ["10.md"]


# -- reading --------------------------------------------------------------------------------------


async def test_reading_tells_how_far_it_is_and_can_be_stopped_and_gone_on_with(
    folder: Path, gate: dict[str, Event]
) -> None:
    gate["2.txt"] = Event()
    async with at_the_screen(folder) as story:
        await story.until(lambda: "1 of 4 reports read · reading 2.txt…" in bar(story))
        assert "━" in bar(story)
        story.hints.shows("Esc stop")
        await story.press("escape")
        assert "stopped, 3 not read" in bar(story)
        assert "reading" not in bar(story)
        assert "R goes on with the rest" in story.notices
        story.panel("#ReportList").row(1).shows("not read yet")
        assert story.hints.row(0).startswith(" R read again")
        gate["2.txt"].set()
        await story.press("R")
        await read(story)
        assert "3 of 4 reports read · 1 cannot be read" in bar(story)
        assert "stopped" not in bar(story)


async def test_what_was_not_read_can_be_opened_alone_and_the_list_learns_of_it(
    folder: Path, gate: dict[str, Event]
) -> None:
    gate["10.txt"] = Event()
    async with at_the_screen(folder) as story:
        await story.until(lambda: "reading 10.txt" in bar(story))
        await story.press("escape", "j", "enter")
        await opened(story)
        await story.press("n", "x", "escape")
        story.panel("#ReportList").row(1).shows("望禾市教育局", "2 open")
        assert "stopped, 3 not read" in bar(story)
        await story.press("enter", "u", "escape")
        story.panel("#ReportList").row(1).shows("3 open")


async def test_an_unreadable_file_that_is_opened_first_has_its_reason_in_the_list(
    folder: Path, gate: dict[str, Event]
) -> None:
    gate["10.txt"] = Event()
    async with at_the_screen(folder) as story:
        await story.until(lambda: "reading 10.txt" in bar(story))
        await story.press("escape", "G", "enter")
        await story.until(lambda: isinstance(story.app.screen, TroubleScreen))
        await story.press("escape")
        story.panel("#ReportList").row(3).shows("unread", "truncated")
        story.panel("#reason").shows("4.pdf cannot be read.")


async def test_a_file_that_takes_its_reader_with_it_is_told_and_the_rest_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Reader.read

    def read_(reader: Reader, path: Path) -> Packed | Unread:
        if path.name == "2.txt":
            reader.stop()
        return original(reader, path)

    monkeypatch.setattr(Reader, "read", read_)
    async with at_the_screen(folder) as story:
        await read(story)
        story.panel("#ReportList").row(1).shows("it ends the process that reads it")
        assert "2 of 4 reports read · 2 cannot be read" in bar(story)


async def test_where_no_process_can_be_started_the_reports_are_read_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parsers.contained.sys.executable", "/no/such/python")
    async with at_the_screen(folder) as story:
        await read(story)
        assert "3 of 4 reports read" in bar(story)


async def test_new_and_changed_files_are_read_again_and_the_rest_is_kept(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        kept = reports(story).reports.entries[folder / "10.txt"].digest
        (folder / "3.txt").unlink()
        copy(SAMPLES / CLEAN, folder / "2.txt")
        copy(SAMPLES / FAULTY, folder / "5.txt")
        await story.press("f5")
        await story.until(lambda: "5.txt" in names(story))
        await read(story)
        assert names(story) == ["10.txt", "2.txt", "4.pdf", "5.txt"]
        story.panel("#ReportList").row(1).shows("clean")
        story.panel("#ReportList").row(3).shows("3 open")
        assert reports(story).reports.entries[folder / "10.txt"].digest is kept


async def test_a_folder_with_nothing_to_read_says_what_is_read(tmp_path: Path) -> None:
    async with at_the_screen(tmp_path, size=(80, 24)) as story:
        await story.until(lambda: "no reports here" in bar(story))
        story.panel("#ReportList").shows("There are no reports here.", ".pdf", ".docx", ".rtf")
        await story.press("enter", "s", "S", "j", "G", "e", "escape", "R")
        story.screen(FolderScreen)


# -- from one report to the next ------------------------------------------------------------------


async def test_brackets_go_through_the_reports_with_open_findings(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("s", "g", "enter")
        assert story.front.path.name == "2.txt"
        await story.press("right_square_bracket")
        assert story.front.path.name == "3.txt"
        assert not story.notices
        await story.press("right_square_bracket")
        assert story.front.path.name == "2.txt"
        assert "From the last report on to the first" in story.notices
        await story.press("left_square_bracket")
        assert story.front.path.name == "3.txt"
        assert "From the first report back to the last" in story.notices
        assert len(story.app.screen_stack) == 2
        await story.press("escape")
        assert under_cursor(story) == "3.txt"


async def test_judged_reports_are_passed_over(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("j", "j", "enter")
        assert story.front.path.name == "3.txt"
        await story.press("n", "c", "left_square_bracket")
        assert story.front.path.name == "2.txt"
        await story.press("right_square_bracket")
        assert story.front.path.name == "2.txt"
        assert "No other report of the list has open findings." in story.notices
        await story.press("escape")
        story.panel("#ReportList").row(2).shows("judged")


async def test_only_reports_that_the_filter_shows_are_gone_through(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("slash")
        await story.write("errors")
        await story.press("enter", "enter", "right_square_bracket")
        assert story.front.path.name == "2.txt"
        assert "No other of the reports that the filter shows" in story.notices


async def test_who_goes_on_while_others_are_read_is_told(
    folder: Path, gate: dict[str, Event]
) -> None:
    gate["3.txt"] = Event()
    async with at_the_screen(folder) as story:
        await story.until(lambda: "2 of 4 reports read" in bar(story))
        await story.press("j", "enter", "right_square_bracket")
        assert "Others are still being read." in story.notices
        assert story.front.path.name == "2.txt"


async def test_without_a_list_brackets_say_so() -> None:
    async with at_the_screen(SAMPLES / FAULTY) as story:
        await opened(story)
        await story.press("right_square_bracket")
        assert "There is no list of reports" in story.notices


# -- annotations ----------------------------------------------------------------------------------


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """The reports whose annotation files are looked at, and whether the screen waits meanwhile."""
    looks: list[tuple[str, bool]] = []

    def look(report: Path) -> tuple[Stamp, ...]:
        looks.append((report.name, current_thread() is main_thread()))
        return noted(report)

    monkeypatch.setattr("tui.reading.digests.noted", look)
    monkeypatch.setattr("tui.screens.filling.noted", look)
    return looks


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The annotation files whose stores are loaded, by name."""
    loads: list[str] = []
    original = AnnotationStore.reload

    def reload(store: AnnotationStore) -> None:
        original(store)
        loads.append(store.path.name)

    monkeypatch.setattr(AnnotationStore, "reload", reload)
    return loads


async def test_who_comes_back_waits_for_the_report_that_was_open_and_no_other(
    folder: Path, looks: list[tuple[str, bool]]
) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("j", "enter")
        looks.clear()
        await story.press("escape")
        await story.until(lambda: {name for name, _waits in looks} == {"10.txt", "2.txt", "3.txt"})
        assert [name for name, waits in looks if waits] == ["2.txt"]


async def test_annotations_are_loaded_once_on_the_way_in_and_once_on_the_way_back(
    folder: Path, loads: list[str]
) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        for _again in range(2):
            loads.clear()
            await story.press("g", "j", "enter")
            assert loads == ["2.txt.annotations.toml"]
            await story.press("escape")
            assert loads == ["2.txt.annotations.toml"] * 2


async def test_a_report_that_is_read_when_it_is_opened_has_its_annotations_loaded_once(
    folder: Path, gate: dict[str, Event], loads: list[str]
) -> None:
    gate["10.txt"] = Event()
    async with at_the_screen(folder) as story:
        await story.until(lambda: "reading 10.txt" in bar(story))
        await story.press("escape", "j", "enter")
        await opened(story)
        assert loads == ["2.txt.annotations.toml"]


async def test_what_others_judge_meanwhile_is_seen_on_the_way_back(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        rows = story.panel("#ReportList")
        await story.press("j", "enter", "escape", "g", "enter")
        for name in ("2.txt", "3.txt"):  # one that was opened here, and one that was not
            other = open_reading(folder / name)
            other.store.judge_all(other.verdict.findings, other.report, "confirmed")
        await story.press("escape")
        await story.until(lambda: "judged" in rows.row(1) and "judged" in rows.row(2))


async def test_what_waits_to_be_written_is_tried_again_on_each_way_back(folder: Path) -> None:
    file = beside(folder / "2.txt")
    file.mkdir()
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("j", "enter", "n", "x", "escape")
        story.panel("#ReportList").row(1).shows("2 open")
        await story.press("g", "enter")
        file.rmdir()
        await story.press("escape")
        assert "dismissed" in file.read_text("utf-8")


# -- what is seen ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_counts_and_state_are_in_sight_and_hostile_names_are_harmless(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    names = [a for a in ATTACKS if set(a) & set("\x1b\u202e\ufffe\n\r\t[{")]
    names = ["年度报告" * 15, *(name for name in names if not set(name) & set("/\x00\ud800"))]
    for number, name in enumerate(names):
        copy(SAMPLES / FAULTY, tmp_path / f"{number}{name}.txt")
    async with at_the_screen(tmp_path, size=size) as story:
        await read(story)
        await story.press("G")
        lines = [line for line in story.panel("#ReportList").rows if line]
        assert len(lines) == len(names)
        for line in lines:
            assert line.endswith(" 3 open")
            assert " 1 2 0 " in line
            assert cells(line) <= size[0]
        assert "\x1b" not in "".join(lines)


async def test_five_thousand_reports_are_a_handful_of_widgets(
    folder: Path, gate: dict[str, Event]
) -> None:
    gate["0000.txt"] = Event()
    (folder / "0000.txt").write_text("", "utf-8")
    many = [folder / f"{number}.txt" for number in range(10_000, 15_000)]
    async with at_the_screen(folder, *many) as story:
        await story.until(lambda: len(reports(story).rows.shown) == 5005)
        await story.press("G")
        assert under_cursor(story) == "14999.txt"
        assert names(story)[-1] == "14999.txt"
        assert len(list(story.app.screen.walk_children())) <= 10
