"""A report is found as it was left: its place, folds, what was shown and which finding in hand."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import copy

import platformdirs
import pytest
from msgspec.structs import replace

from tests.real import SAMPLES
from tests.tui.county import COUNTY, WRONG_TOTAL, county_with
from tests.tui.hostile import ATTACKS
from tests.tui.story import Story, at_the_screen, opened
from tui.annotations.file import beside
from tui.layout import Anchor
from tui.left import MOST, Left, leave, left_at
from tui.panels.annotations import AnnotationsPanel
from tui.panels.listing import Arrangement
from tui.screens.arranged import Proportions
from tui.screens.folder import FolderScreen
from tui.state import recall

CELL = "disputes/litigation_direct/pending"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A report with a wrong figure."""
    return county_with(tmp_path / COUNTY.name, WRONG_TOTAL)


def in_sight(story: Story) -> bool:
    document = story.front.document
    top = round(document.scroll_y)
    return top <= document.cursor < top + document.size.height


# -- what is remembered -------------------------------------------------------------------------


def test_a_report_is_known_by_its_path_and_the_last_ones_are_kept(tmp_path: Path) -> None:
    for i in range(MOST + 5):
        leave(tmp_path / f"{i}.pdf", Left("", "sha", address=str(i)))
    leave(tmp_path / "7.pdf", Left("", "sha", address="again"))
    assert left_at(tmp_path / "4.pdf", "sha") is None
    assert (left_at(tmp_path / "7.pdf", "sha") or Left("", "")).address == "again"
    assert (left_at(tmp_path / "204.pdf", "sha") or Left("", "")).address == "204"
    assert len(recall("reports", list[Left]) or []) == MOST


def test_a_relative_path_is_the_same_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(tmp_path / "a.pdf", Left("", "sha"))
    monkeypatch.chdir(tmp_path)
    assert left_at(Path("a.pdf"), "sha")


def test_in_a_changed_file_no_place_in_the_prose_is_trusted(tmp_path: Path) -> None:
    spot = Anchor("overview", "text:overview", 300)
    leave(tmp_path / "a.pdf", Left("", "old", spot, spot, "applications/received/total"))
    assert left_at(tmp_path / "a.pdf", "old") == Left(
        str(tmp_path / "a.pdf"), "old", spot, spot, "applications/received/total"
    )
    changed = left_at(tmp_path / "a.pdf", "new")
    assert changed
    assert changed.cursor == changed.top == replace(spot, offset=0)
    assert changed.address == "applications/received/total"


@pytest.mark.parametrize("held", [b"", b"[1]", b'[{"path": 1}]', b"\xff", b'{"a": []}'])
def test_what_is_not_understood_is_forgotten(tmp_path: Path, held: bytes) -> None:
    leave(tmp_path / "a.pdf", Left("", "sha"))
    (platformdirs.user_state_path("gouji") / "reports.json").write_bytes(held)
    assert left_at(tmp_path / "a.pdf", "sha") is None
    leave(tmp_path / "a.pdf", Left("", "sha"))
    assert left_at(tmp_path / "a.pdf", "sha")


@pytest.mark.skipif(os.name != "posix", reason="only there are names no text")
def test_a_name_that_is_no_text_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.pdf")
    leave(path, Left("", "sha"))
    assert left_at(path, "sha")


# -- at the screen ------------------------------------------------------------------------------


async def leave_it(story: Story) -> None:
    """Leave a report in a state of its own."""
    await story.press("1", "g", "h", "2", "f", "n")
    story.front.document.go_to_cell(CELL)
    await story.pilot.pause()
    assert story.front.document.address == CELL
    await story.press("4", "2")


def assert_as_left(story: Story) -> None:
    browser = story.front
    assert browser.arrangement.only_problems
    assert browser.current == 0
    assert browser.document.address == CELL
    assert in_sight(story)
    assert browser.sections.folded == {"overview"}
    assert isinstance(browser.below, AnnotationsPanel)
    assert browser.document.has_focus


@pytest.fixture
def disputed(county: Path) -> Path:
    """The report with a note on a cell, so that its section is among those with problems."""
    at = "2026-01-01T00:00:00Z"
    beside(county).write_text(
        f'schema = "gouji/annotations/1"\n[[annotation]]\nid = "1"\ntarget = "cell:{CELL}"\n'
        f'text = "x"\nauthor = "a"\ncreated = {at}\nupdated = {at}\n',
        "utf-8",
    )
    return county


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_opening_again_comes_back_to_where_it_was_left(
    disputed: Path, size: tuple[int, int]
) -> None:
    async with at_the_screen(disputed) as story:
        await opened(story)
        await leave_it(story)
        await story.press("q")
    async with at_the_screen(disputed, size=size) as story:
        await opened(story)
        await story.until(lambda: story.app.screen.query(AnnotationsPanel))
        await story.pilot.pause()
        assert_as_left(story)
        assert not story.notices
        await story.press("g")
        assert story.front.document.cursor == 0


async def test_going_back_to_the_list_remembers_it_too(disputed: Path) -> None:
    async with at_the_screen(disputed.parent) as story:
        await story.until(lambda: story.screen(FolderScreen).reports.count("read"))
        await story.press("enter")
        await opened(story)
        await leave_it(story)
        await story.press("escape")
        story.screen(FolderScreen)
        await story.press("enter")
        await opened(story)
        await story.until(lambda: story.app.screen.query(AnnotationsPanel))
        await story.pilot.pause()
        assert_as_left(story)


async def test_a_place_in_the_prose_keeps_its_height_on_the_screen(county: Path) -> None:
    async with at_the_screen(county) as story:
        await opened(story)
        await story.press(*["j"] * 20, "ctrl+d")
        document = story.front.document
        left = document.cursor, round(document.scroll_y), document.lines[document.cursor].text
        await story.press("q")
    async with at_the_screen(county) as story:
        await opened(story)
        document = story.front.document
        assert document.line
        assert (document.cursor, round(document.scroll_y), document.line.text) == left
        assert story.front.sections.section == document.lines[left[0]].section


async def test_a_changed_report_opens_at_the_cell_if_it_is_there(county: Path) -> None:
    async with at_the_screen(county) as story:
        await opened(story)
        story.front.document.go_to_cell(CELL)
        await story.press("q")
    text = county.read_text("utf-8").replace("本报告为虚构样例", "本报告为完全虚构之样例" * 30)
    county.write_text(text, "utf-8")
    async with at_the_screen(county) as story:
        await opened(story)
        assert story.front.document.address == CELL
        assert in_sight(story)
        await story.press("q")
    county.write_text("2024年政府信息公开工作年度报告\n一、总体情况\n没有表。\n", "utf-8")
    async with at_the_screen(county) as story:
        await opened(story)
        assert story.front.document.address == ""
        assert story.front.document.cursor >= 0


async def test_being_told_to_end_remembers_it(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.isatty", lambda _descriptor: True)
    async with at_the_screen(county) as story:
        await opened(story)
        story.front.document.go_to_cell(CELL)
        await story.press("question_mark")
        story.app._end(143)
    assert story.app.return_code == 143
    left = left_at(county, "")
    assert left
    assert left.address == CELL


async def test_nothing_is_remembered_of_what_was_not_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    async with at_the_screen(broken) as story:
        await story.press("q")
    assert left_at(broken, "") is None


@pytest.mark.parametrize("attack", ["\ud800", "\x1b[31m", "=1+1"])
async def test_hostile_names_of_places_are_no_trouble(tmp_path: Path, attack: str) -> None:
    assert attack == "=1+1" or any(attack[:1] in a for a in ATTACKS)
    anchor = Anchor(attack, f"heading:{attack}", 1)
    left = Left("", "sha", anchor, anchor, attack, (attack,), Arrangement(wanted=attack), attack)
    if attack == "\ud800":
        left = Left("", "sha")
    path = Path(copy(COUNTY, tmp_path))
    leave(path, left)
    async with at_the_screen(path) as story:
        await opened(story)
        assert story.front.document.cursor == 0
        assert story.front.current is None


async def test_the_panels_stand_as_they_were_in_every_report(county: Path, tmp_path: Path) -> None:
    other = Path(copy(SAMPLES / "wanghe-education-2023.txt", tmp_path))
    async with at_the_screen(county) as story:
        await opened(story)
        await story.press(">", ">", "+", "3", "3")
        width = story.front.sections.region.width
        await story.press("q")
    async with at_the_screen(other) as story:
        await opened(story)
        assert story.front.sections.region.width == width
        assert not story.front.findings.display
        await story.press("3")
        assert story.front.findings.display
    assert recall("panels", Proportions) == Proportions(width, 11, True, True)
