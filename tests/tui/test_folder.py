"""The list of several reports."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copy

import pytest

from tests.real import SAMPLES
from tests.tui.county import COUNTY
from tests.tui.story import Story, at_the_screen
from tui.annotations.file import beside
from tui.panels.columns import texts
from tui.screens.folder import FolderScreen
from tui.screens.trouble import TroubleScreen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good reports, a broken one, one in a folder below, and what is no report."""
    for name in ("wanghe-education-2023.txt", "zhoukou-2022.txt"):
        copy(SAMPLES / name, tmp_path)
    below = tmp_path / "2024"
    below.mkdir()
    copy(COUNTY, below)
    (tmp_path / "a-broken.pdf").write_bytes(b"%PDF-1.7\n[bold]\x1b[31m")
    (tmp_path / ".hidden.txt").write_text("hidden", "utf-8")
    beside(tmp_path / "zhoukou-2022.txt").write_text("", "utf-8")
    return tmp_path


def rows(story: Story) -> dict[str, list[str]]:
    """The rows shown by file name."""
    lines = map(texts, story.screen(FolderScreen).rows.shown)
    return {name: rest for name, *rest in lines}


async def read(story: Story) -> None:
    await story.until(
        lambda: (
            rows(story)
            and all(row[-1] not in ("waiting", "reading…") for row in rows(story).values())
            and not story.screen(FolderScreen).is_filling
        )
    )


async def test_a_folder_is_listed_and_filled_in(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await story.until(lambda: rows(story))
        assert set(rows(story)) == {
            "a-broken.pdf", "2024/huaiting-county-2024.txt", "wanghe-education-2023.txt",
            "zhoukou-2022.txt",
        }  # fmt: skip
        await read(story)
        assert rows(story)["wanghe-education-2023.txt"] == [
            "望禾市教育局", "2023", "1", "2", "0", "39/42", "", "3 open",
        ]  # fmt: skip
        assert rows(story)["zhoukou-2022.txt"][:4] == ["周口市人民政府", "2022", "0", "0"]


async def test_a_broken_file_says_why(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        await story.press(*["j"] * list(rows(story)).index("a-broken.pdf"))
        assert rows(story)["a-broken.pdf"][-1] == "unread"
        [line] = [r for r in story.panel("#ReportList").rows if "a-broken.pdf" in r]
        reason = re.split(" {2,}", line)[1]
        assert len(reason) > 10
        assert "Traceback" not in reason
        assert reason.removesuffix("…") in str(story.app.screen.query_one("#reason").render())
        assert "1 cannot be read" in str(story.app.screen.query_one("#FolderBar").render())
        await story.press("enter")
        await story.until(lambda: isinstance(story.app.screen, TroubleScreen))
        await story.press("escape")
        story.screen(FolderScreen)


async def test_enter_opens_and_escape_comes_back_with_new_counts(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await read(story)
        names = list(rows(story))
        await story.press(*["j"] * names.index("wanghe-education-2023.txt"), "enter")
        reading = story.front.reading
        assert reading
        story.ledger.shows("望禾市教育局", "✗ 1")
        wrong = [f.severity for f in reading.verdict.findings].index("error")
        await story.press(*"n" * (wrong + 1), "x", "escape")
        story.screen(FolderScreen)
        assert rows(story)["wanghe-education-2023.txt"][2] == "0"


async def test_several_files_are_a_list_too(folder: Path) -> None:
    async with at_the_screen(folder / "zhoukou-2022.txt", folder / "a-broken.pdf") as story:
        await read(story)
        assert list(rows(story)) == ["zhoukou-2022.txt", "a-broken.pdf"]


async def test_a_folder_without_reports_says_so(tmp_path: Path) -> None:
    async with at_the_screen(tmp_path) as story:
        await story.press("enter", "j", "G")
        assert "no reports" in str(story.app.screen.query_one("#FolderBar").render())


async def test_leaving_stops_the_reading(folder: Path) -> None:
    async with at_the_screen(folder) as story:
        await story.until(lambda: story.screen(FolderScreen).is_filling)
        filling = story.screen(FolderScreen).filling
        await story.press("q")
    assert filling
    assert filling.join(10)
