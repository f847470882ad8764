"""`e` in the list: the summaries of all reports, and an overview."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from tests.real import SAMPLES
from tests.tui.story import Story, at_the_screen
from tests.tui.test_folder import read
from tui import language
from tui.dialogs.export import ExportDialog, Remembered
from tui.exports import files
from tui.exports.files import write_each
from tui.exports.scope import Options
from tui.reading import Unread, open_reading
from tui.reading.apart import Reader
from tui.reading.digests import Packed
from tui.screens.folder import FolderScreen
from tui.state import recall, remember

FAULTY, CLEAN = "wanghe-education-2023.txt", "huaiting-county-2024.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports, and a file that is none."""
    reports = tmp_path / "in"
    reports.mkdir()
    for name in (FAULTY, CLEAN):
        shutil.copy(SAMPLES / name, reports)
    (reports / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    return reports


def place(story: Story) -> Input:
    assert isinstance(story.app.screen, ExportDialog)
    return story.app.screen.query_one("#path", Input)


def bar(story: Story) -> str:
    return str(story.screen(FolderScreen).query_one("#FolderBar").render())


async def written(story: Story) -> None:
    await story.until(lambda: "files written to" in story.notices)


async def test_all_are_written_with_an_overview_of_what_could_not_be_read_too(
    folder: Path,
) -> None:
    summaries = folder / "summaries"
    async with at_the_screen(folder) as story:
        story.hints.shows("e export")
        await read(story)
        await story.press("e")
        assert Path(place(story).value) == summaries
        await story.press("ctrl+s")
        await written(story)
        assert f"3 files written to {summaries}" in story.notices
        assert "Not read, and without a summary: 1." in story.notices
        assert bar(story).startswith(" 2 of 3 reports read")
    names = sorted(path.name for path in summaries.iterdir())
    assert names == ["huaiting-county-2024.md", "overview.md", "wanghe-education-2023.md"]
    overview = (summaries / "overview.md").read_text("utf-8")
    assert "broken.pdf" in overview
    assert str(folder) not in overview


async def test_the_reasons_are_in_the_language_of_the_summaries(folder: Path) -> None:
    remember("export", Remembered(language="zh_CN"))
    async with at_the_screen(folder) as story:
        await read(story)
        unread = story.screen(FolderScreen).reports.entries[folder / "broken.pdf"].unread
        assert unread
        reason = unread.why
        await story.press("e", "ctrl+s")
        await written(story)
    overview = (folder / "summaries" / "overview.md").read_text("utf-8")
    with language.speaking("zh_CN"):
        assert language.say(reason) in overview
    assert language.say(reason) not in overview


async def test_how_far_it_has_come_is_in_the_bar_and_the_list_stays_alive(
    folder: Path, held_up: tuple[Event, Event]
) -> None:
    begun, may_go_on = held_up
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("e", "ctrl+s")
        await story.until(begun.is_set)
        assert "writing 1/2…" in bar(story)
        await story.press("j", "e")
        assert "still being written" in story.notices
        story.app.clear_notifications()
        await story.press("R")
        assert "still being written" in story.notices
        assert story.screen(FolderScreen).rows.cursor == 1
        may_go_on.set()
        await written(story)
        assert "writing" not in bar(story)


async def test_leaving_stops_the_writing(folder: Path, held_up: tuple[Event, Event]) -> None:
    begun, may_go_on = held_up
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("e", "ctrl+s")
        await story.until(begun.is_set)
        await story.press("q")
        may_go_on.set()
    assert not (folder / "summaries" / "overview.md").exists()


async def test_what_is_not_read_yet_is_said_before_and_named_in_the_overview(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = Event()
    original = Reader.read

    def read(reader: Reader, path: Path) -> Packed | Unread:
        if path.name == FAULTY:
            may_go_on.wait(60)
        return original(reader, path)

    monkeypatch.setattr(Reader, "read", read)
    async with at_the_screen(folder) as story:
        await story.until(lambda: "1 of 3 reports read" in bar(story))
        await story.press("e")
        said = str(story.app.screen.query_one("#trouble").render())
        assert said.startswith("Not read yet: 1.")
        await story.press("ctrl+s")
        await written(story)
        may_go_on.set()
    overview = (folder / "summaries" / "overview.md").read_text("utf-8")
    assert re.search(f"{Path(FAULTY).stem}.*: not read yet", overview.replace("\\", ""))


async def test_what_is_there_is_replaced_when_asked_twice(folder: Path) -> None:
    old = folder / "summaries" / "wanghe-education-2023.md"
    old.parent.mkdir()
    old.write_text("old", "utf-8")
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("e", "ctrl+s")
        said = str(story.app.screen.query_one("#trouble").render())
        assert "Write again to replace" in said
        assert old.read_text("utf-8") == "old"
        await story.press("ctrl+s")
        await written(story)
    assert old.read_text("utf-8") != "old"


async def test_a_folder_that_could_not_be_made_is_offered_again(
    folder: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "file" / "out"
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("e")
        place(story).value = str(blocked)
        blocked.parent.write_text("mine", "utf-8")
        await story.press("ctrl+s")
        await story.until(lambda: "could not be written: Not a directory" in story.notices)
        await story.press("e")
        assert Path(place(story).value) == blocked


async def test_each_format_is_asked_for_what_is_there(folder: Path) -> None:
    old = folder / "summaries" / "wanghe-education-2023.html"
    old.parent.mkdir()
    old.write_text("old", "utf-8")
    old.with_suffix(".md").write_text("old", "utf-8")
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("e", "ctrl+s", "right", "ctrl+s")
        assert "Write again to replace" in str(story.app.screen.query_one("#trouble").render())
        assert old.read_text("utf-8") == "old"


async def test_a_report_is_never_replaced_be_it_read_or_not(folder: Path) -> None:
    unread = folder / Path(CLEAN).with_suffix(".html")
    unread.write_bytes(b"")
    remember("export", Remembered(format="html", summaries=str(folder)))
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("e")
        assert Path(place(story).value) == folder
        await story.press("ctrl+s", "ctrl+s")
        await written(story)
        assert "3 files written to" in story.notices
    assert unread.read_bytes() == b""
    assert (folder / f"{CLEAN}.html").stat().st_size


def test_two_summaries_never_have_one_name(folder: Path) -> None:
    page = folder / Path(CLEAN).with_suffix(".html")
    page.write_bytes(b"")
    alike = folder / f"{page.stem}-summary.txt"
    shutil.copy(folder / FAULTY, alike)
    read = [open_reading(path) for path in (alike, folder / CLEAN)]
    done = list(write_each(folder, "html", read, Options(), True, (), (page,)))
    assert len({path for path in done if isinstance(path, Path)}) == 3


def test_an_overview_never_replaces_a_report(folder: Path) -> None:
    report = folder / "overview.html"
    report.write_bytes(b"")
    read = [open_reading(folder / name) for name in (CLEAN, FAULTY)]
    done = list(write_each(folder, "html", read, Options(), True, (), (report,)))
    assert len(done) == 3
    assert isinstance(done[-1], files.Refused)
    assert report.read_bytes() == b""


async def test_the_folder_is_remembered_beside_that_of_single_reports(
    folder: Path, tmp_path: Path
) -> None:
    single = str(tmp_path)
    remember("export", Remembered(folder=single))
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press("e")
        place(story).value = str(tmp_path / "out")
        await story.press("ctrl+s")
        await written(story)
        assert recall("export", Remembered) == Remembered(
            folder=single, summaries=str(tmp_path / "out")
        )
        await story.press("e")
        assert Path(place(story).value) == tmp_path / "out"


async def test_what_was_judged_in_this_session_is_in_the_files(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        names = [entry.path.name for entry in story.screen(FolderScreen).rows.shown]
        await story.press(*["j"] * names.index(FAULTY), "enter")
        assert story.front
        await story.press("n", "a")
        await story.write("tobechecked")
        await story.press("ctrl+s", "escape", "e", "ctrl+s")
        await written(story)
    summary = (folder / "summaries" / FAULTY).with_suffix(".md")
    assert "tobechecked" in summary.read_text("utf-8")
