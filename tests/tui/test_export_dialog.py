"""`e`: what is offered, what is remembered, and where it is written."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from tests.real import HONGZE, SAMPLES, needs_reports
from tests.tui.story import Story, at_the_screen
from tests.tui.test_folder import read
from tui import language
from tui.dialogs.choices import Choices
from tui.dialogs.export import ExportDialog, Remembered
from tui.exports.files import export_path
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
    assert "待处理的问题" in written or "问题" in written
    assert recall("export", Remembered) == Remembered("html", "open", False, "zh_CN")
    await browser.press("e")
    assert [chosen(browser, id) for id in ("format", "scope", "notes", "language")] == [1] * 4
    assert place(browser) == report.with_suffix(".html")


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


async def test_the_screen_keeps_its_language_while_another_is_written(
    browser: Story, report: Path
) -> None:
    remember("export", Remembered(language="zh_CN"))
    await browser.press("e", "ctrl+s")
    await browser.until(lambda: "Written to" in browser.notices)
    assert "## 问题" in report.with_suffix(".md").read_text("utf-8")
    assert language.spoken() == "en"


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


@pytest.mark.parametrize("name", ["a.html", "a.docx"])
def test_a_summary_is_not_suggested_in_the_place_of_its_report(name: str) -> None:
    report = Path("x") / name
    assert export_path(report, report.suffix[1:]) == Path("x") / f"a-summary{report.suffix}"
    assert export_path(report, "md") == Path("x/a.md")


@pytest.mark.parametrize("held", [b"", b"{", b'{"format": 3}', b"\xff", b"[]"])
def test_what_is_not_understood_is_not_remembered(held: bytes) -> None:
    import platformdirs

    path = platformdirs.user_state_path("gouji") / "export.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(held)
    assert recall("export", Remembered) is None


async def test_all_reports_of_a_folder_are_written_with_an_overview(
    report: Path, tmp_path: Path
) -> None:
    shutil.copy(SAMPLES / "huaiting-county-2024.txt", tmp_path)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    async with at_the_screen(tmp_path) as story:
        await read(story)
        await story.press("e")
        assert place(story) == tmp_path / "summaries"
        await story.press("ctrl+s")
        await story.until(lambda: "files written to" in story.notices)
        assert "3 files written to" in story.notices
        bar: Any = story.app.screen.query_one("#FolderBar")
        assert "2 of 3 reports read" in str(bar.render())
    names = sorted(path.name for path in (tmp_path / "summaries").iterdir())
    assert names == ["huaiting-county-2024.md", "overview.md", "wanghe-education-2023.md"]
    assert "broken" in (tmp_path / "summaries" / "overview.md").read_text("utf-8")
