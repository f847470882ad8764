"""`e`: what is offered, what is remembered, and where it is written."""

from __future__ import annotations

import errno
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.widgets import Input

from tests.real import HONGZE, SAMPLES, needs_reports
from tests.tui.story import Story, at_the_screen
from tui import language
from tui.annotations import AnnotationStore
from tui.dialogs.choices import Choices
from tui.dialogs.export import ExportDialog, Remembered
from tui.exports import files
from tui.exports.files import export_path
from tui.language import LANGUAGES
from tui.screens.folder import FolderScreen
from tui.state import recall, remember

FAULTY = "wanghe-education-2023.txt"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    language.use("en")
    return Path(shutil.copy(SAMPLES / FAULTY, tmp_path))


@pytest.fixture
async def browser(report: Path) -> AsyncIterator[Story]:
    async with at_the_screen(report) as story:
        await story.until(lambda: "checked" in story.ledger.text)
        yield story


def question(story: Story, id: str) -> Choices:
    assert isinstance(story.app.screen, ExportDialog)
    return story.app.screen.query_one(f"#{id}", Choices)


def chosen(story: Story, id: str) -> int:
    return question(story, id).chosen


def file(story: Story) -> Input:
    assert isinstance(story.app.screen, ExportDialog)
    return story.app.screen.query_one("#path", Input)


def place(story: Story) -> Path:
    return Path(file(story).value)


async def test_what_was_chosen_is_offered_again(browser: Story, report: Path) -> None:
    await browser.press("e", "right", "tab", "right", "tab", "right", "tab", "right", "ctrl+s")
    await browser.until(lambda: "Written to" in browser.notices)
    written = report.with_suffix(".html").read_text("utf-8")
    assert "待处理的问题" in written
    assert recall("export", Remembered) == Remembered("html", "open", False, "zh_CN")
    await browser.press("e")
    assert [chosen(browser, id) for id in ("format", "scope", "notes", "language")] == [1] * 4
    assert place(browser) == report.with_suffix(".html")


async def test_the_language_is_that_of_the_screen_until_another_is_chosen(
    browser: Story, report: Path
) -> None:
    await browser.press("e", "ctrl+s")
    await browser.until(lambda: "Written to" in browser.notices)
    language.use("zh_CN")
    await browser.press("e")
    assert LANGUAGES[chosen(browser, "language")] == "zh_CN"
    question(browser, "language").focus()
    await browser.press("left", "ctrl+s", "ctrl+s", "e")
    assert LANGUAGES[chosen(browser, "language")] == "en"
    await browser.press("escape")
    language.use("en")
    await browser.press("e", "ctrl+s", "ctrl+s")  # nothing was chosen: that stays as it was
    language.use("zh_CN")
    await browser.press("e")
    assert LANGUAGES[chosen(browser, "language")] == "en"
    question(browser, "language").focus()
    await browser.press("right", "ctrl+s", "ctrl+s")
    assert recall("export", Remembered) == Remembered()
    language.use("en")
    await browser.press("e")
    assert LANGUAGES[chosen(browser, "language")] == "en"


async def test_a_folder_elsewhere_is_remembered_as_long_as_it_is_there(
    browser: Story, report: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "out"
    elsewhere.mkdir()
    await browser.press("e")
    file(browser).value = str(elsewhere / "a.md")
    await browser.press("ctrl+s")
    await browser.until((elsewhere / "a.md").exists)
    await browser.press("e")
    assert place(browser) == elsewhere / report.with_suffix(".md").name
    await browser.press("escape")
    shutil.rmtree(elsewhere)
    await browser.press("e")
    assert place(browser) == report.with_suffix(".md")


async def test_the_ending_follows_the_format_unless_a_person_chose_another(
    browser: Story, report: Path
) -> None:
    await browser.press("e", "right", "right")
    assert place(browser) == report.with_suffix(".docx")
    file(browser).value = "summary.text"
    await browser.press("right")
    assert place(browser) == Path("summary.text")


async def test_keys_that_come_fast_write_the_format_that_was_chosen(
    browser: Story, report: Path
) -> None:
    await browser.press("e")
    question(browser, "format").chosen = 2  # chosen, but the news of it has not come yet
    await browser.press("ctrl+s")
    await browser.until(lambda: "Written to" in browser.notices)
    assert report.with_suffix(".docx").read_bytes().startswith(b"PK")
    assert not report.with_suffix(".md").exists()


async def test_a_figure_chooses_what_stands_in_that_place(browser: Story) -> None:
    await browser.press("e", "4")
    assert place(browser).suffix == ".xlsx"
    await browser.press("tab", "3", "9")
    assert (chosen(browser, "format"), chosen(browser, "scope")) == (3, 2)


async def test_another_answer_than_the_format_leaves_the_file_alone(browser: Story) -> None:
    await browser.press("e")
    file(browser).value = "summary.csv"
    await browser.press("tab", "right", "tab", "right", "tab", "right")
    assert place(browser) == Path("summary.csv")


async def test_the_format_follows_the_ending_that_a_person_writes(
    browser: Story, report: Path
) -> None:
    await browser.press("e", "shift+tab", "end", *["backspace"] * 2)
    await browser.write("docx")
    assert chosen(browser, "format") == 2
    await browser.press("ctrl+s")
    await browser.until(lambda: "Written to" in browser.notices)
    assert report.with_suffix(".docx").read_bytes().startswith(b"PK")


async def test_an_ending_in_capitals_is_the_same_and_another_chooses_nothing(
    browser: Story,
) -> None:
    await browser.press("e")
    file(browser).value = "~/SUMMARY.HTML"
    await browser.pilot.pause()
    assert chosen(browser, "format") == 1
    file(browser).value = "~/SUMMARY.TXT"
    await browser.pilot.pause()
    assert chosen(browser, "format") == 1
    file(browser).value = "~/SUMMARY.HTML"
    await browser.press("right")
    assert place(browser) == Path("~/SUMMARY.docx")


async def test_a_name_written_just_before_enter_has_its_format(
    browser: Story, tmp_path: Path
) -> None:
    await browser.press("e")
    file(browser).value = str(tmp_path / "a.csv")
    assert isinstance(browser.app.screen, ExportDialog)
    browser.app.screen.action_write()  # the news of the name has not come yet
    await browser.until(lambda: "Written to" in browser.notices)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


async def test_what_was_wrong_with_a_name_is_not_said_of_another(
    browser: Story, tmp_path: Path
) -> None:
    there = tmp_path / "a.md"
    there.write_text("mine", "utf-8")
    await browser.press("e")
    file(browser).value = "/no/such/folder/a.md"
    await browser.press("ctrl+s")
    trouble = browser.panel("#trouble")
    trouble.shows("There is no folder")
    file(browser).value = str(there)
    await browser.pilot.pause()
    assert not trouble.text.strip()
    await browser.press("ctrl+s")
    trouble.shows("a.md exists")
    await browser.press("right", "left")  # the same again, but it was another meanwhile
    assert not trouble.text.strip()
    await browser.press("ctrl+s")
    trouble.shows("a.md exists")
    assert there.read_text("utf-8") == "mine"
    await browser.press("ctrl+s")
    await browser.until(lambda: "Written to" in browser.notices)
    assert there.read_text("utf-8") != "mine"


async def test_a_file_that_came_with_its_folder_is_not_replaced_unasked(
    browser: Story, tmp_path: Path
) -> None:
    late = tmp_path / "late" / "a.md"
    await browser.press("e")
    file(browser).value = str(late)
    await browser.press("ctrl+s")
    late.parent.mkdir()
    late.write_text("mine", "utf-8")
    await browser.press("ctrl+s")
    browser.panel("#trouble").shows("a.md exists")
    assert late.read_text("utf-8") == "mine"


async def test_the_name_that_a_person_wrote_keeps_its_stem(browser: Story, report: Path) -> None:
    await browser.press("e")
    file(browser).value = f"{report.stem}-summary.md"
    await browser.press("right")
    assert place(browser) == Path(f"{report.stem}-summary.html")


async def test_the_screen_lives_and_keeps_its_language_while_another_is_written(
    browser: Story, report: Path, held_up: tuple[Event, Event]
) -> None:
    begun, may_go_on = held_up
    remember("export", Remembered(language="zh_CN"))
    await browser.press("e", "ctrl+s")
    await browser.until(begun.is_set)
    await browser.until(lambda: "Writing " in browser.notices)
    assert language.spoken() == "en"
    await browser.press("question_mark")
    browser.panel("HintBar").shows("Esc close")
    await browser.press("escape")
    may_go_on.set()
    await browser.until(lambda: "Written to" in browser.notices)
    assert "## 问题" in report.with_suffix(".md").read_text("utf-8")


async def test_who_goes_back_to_the_list_is_told_all_the_same(
    report: Path, held_up: tuple[Event, Event]
) -> None:
    begun, may_go_on = held_up
    async with at_the_screen(report.parent) as story:
        await story.until(
            lambda: "1 of 1" in str(story.app.screen.query_one("#FolderBar").render())
        )
        await story.press("enter", "e", "ctrl+s")
        await story.until(begun.is_set)
        await story.press("escape")
        story.screen(FolderScreen)
        may_go_on.set()
        await story.until(lambda: "Written to" in story.notices)
    assert report.with_suffix(".md").exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (PermissionError(errno.EACCES, "Permission denied"), "Permission denied"),
        (ValueError("no such element"), "no such element"),
    ],
)
async def test_what_cannot_be_written_is_said_and_the_answers_are_kept(
    browser: Story, report: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def write_whole(*_what: Any) -> None:
        raise error

    monkeypatch.setattr(files, "write_whole", write_whole)
    await browser.press("e", "right", "right", "tab", "right", "ctrl+s")
    await browser.until(lambda: said in browser.notices)
    assert "could not be written" in browser.notices
    assert "Written to" not in browser.notices
    await browser.press("e")
    assert [chosen(browser, id) for id in ("format", "scope")] == [2, 1]


async def test_a_place_that_could_not_be_written_is_offered_again_for_that_report_alone(
    browser: Story, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_whole(path: Path, _content: bytes) -> None:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", str(path))

    language.use("zh_CN")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(files, "write_whole", write_whole)
        await browser.press("e")
        file(browser).value = str(elsewhere / "mine.html")
        question(browser, "scope").choose(1)
        await browser.press("ctrl+s")
        await browser.until(lambda: "无法写入：没有这个文件或文件夹" in browser.notices)
    await browser.press("e")
    assert (chosen(browser, "format"), chosen(browser, "scope")) == (1, 1)
    assert place(browser) == elsewhere / "mine.html"
    await browser.press("escape")
    other = report.with_name("other.txt")
    browser.app.push_screen(ExportDialog(other, other.parent))
    await browser.pilot.pause()
    assert place(browser) == other.with_suffix(".html")
    await browser.press("escape", "e", "ctrl+s")
    await browser.until((elsewhere / "mine.html").exists)
    await browser.press("e")
    assert place(browser) == elsewhere / report.with_suffix(".html").name


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("~nobody-of-that-name/a.md", "There is no folder ~nobody-of-that-name."),
        ("/no/such/folder/a.md", "There is no folder /no/such/folder."),
        ("a" * 300 + ".md", "could not be written"),
        ("", "Name a file to write to."),
    ],
)
async def test_a_place_that_cannot_be_is_said_in_the_dialog(
    browser: Story, written: str, said: str
) -> None:
    await browser.press("e")
    file(browser).value = written
    await browser.press("ctrl+s")
    assert said in str(browser.app.screen.query_one("#trouble").render())


async def test_a_folder_that_may_not_be_looked_into_is_not_suggested(
    browser: Story, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember("export", Remembered(folder="/closed"))
    original = Path.is_dir

    def is_dir(path: Path) -> bool:
        if str(path) == "/closed":
            raise PermissionError(errno.EACCES, "Permission denied")
        return original(path)

    monkeypatch.setattr(Path, "is_dir", is_dir)
    await browser.press("e")
    assert place(browser) == report.with_suffix(".md")


async def test_a_format_that_is_no_more_is_not_offered(browser: Story, report: Path) -> None:
    remember("export", Remembered(format="ods"))
    await browser.press("e")
    assert chosen(browser, "format") == 0
    assert place(browser) == report.with_suffix(".md")


async def test_a_file_name_commands_no_terminal(tmp_path: Path) -> None:
    hostile = Path(shutil.copy(SAMPLES / FAULTY, tmp_path / "a\x1b[31mb.txt"))
    async with at_the_screen(hostile) as story:
        await story.until(lambda: "checked" in story.ledger.text)
        await story.press("e", "right")
        assert place(story) == tmp_path / "a␛[31mb.html"
        story.panel("#path").hides("\x1b")


async def test_what_another_program_wrote_meanwhile_is_in_the_file(
    browser: Story, report: Path
) -> None:
    reading = browser.front.reading
    assert reading is not None
    AnnotationStore.open(report, reading.report).add("report", "总体情况待补充")
    await browser.press("e", "ctrl+s")
    await browser.until(lambda: "Written to" in browser.notices)
    assert "总体情况待补充" in report.with_suffix(".md").read_text("utf-8")


@needs_reports
async def test_a_pdf_is_written_with_its_pictures(tmp_path: Path) -> None:
    pdf = Path(shutil.copy(HONGZE, tmp_path))
    async with at_the_screen(pdf) as story:
        await story.until(lambda: "checked" in story.ledger.text)
        await story.press("e", "right", "ctrl+s")
        await story.until(lambda: "Written to" in story.notices)
    assert pdf.with_suffix(".html").read_text("utf-8").count("<img ") == 3


async def test_all_that_can_be_chosen_is_in_sight_on_a_small_screen(report: Path) -> None:
    async with at_the_screen(report, size=(80, 24)) as story:
        await story.until(lambda: "checked" in story.ledger.text)
        await story.press("e")
        formats = question(story, "format")
        assert formats.size.height == 2
        assert formats.region.right <= 80
        assert story.app.screen.region.contains_region(file(story).region)
        await story.press(*["right"] * 6)
        assert place(story).suffix == ".sarif"
        await story.click("#format", 1, 0)
        assert place(story).suffix == ".md"


async def test_what_is_wrong_is_in_sight_on_a_small_screen_too(tmp_path: Path) -> None:
    deep = tmp_path / ("a-long-name" * 10) / ("a-long-name" * 10)
    deep.mkdir(parents=True)
    report = Path(shutil.copy(SAMPLES / FAULTY, deep))
    report.with_suffix(".md").write_text("old", "utf-8")
    async with at_the_screen(report, size=(80, 24)) as story:
        await story.until(lambda: "checked" in story.ledger.text)
        await story.press("e", "ctrl+s")
        screen = story.app.screen
        box = screen.query_one(".box").region
        for id in ("#format", "#path", "#trouble", "HintBar"):
            assert box.contains_region(screen.query_one(id).region), id
        assert "Write again" in str(screen.query_one("#trouble").render())


@pytest.mark.parametrize("name", ["a.html", "a.docx"])
def test_a_summary_is_not_suggested_in_the_place_of_its_report(name: str) -> None:
    report = Path("x") / name
    assert export_path(report, report.suffix[1:]) == Path("x") / f"a-summary{report.suffix}"
    assert export_path(report, "md") == Path("x/a.md")
