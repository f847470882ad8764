"""Screens as they were last looked at and found good: `pytest --snapshot-update` keeps new ones.

Each is asserted to show what it should before it is compared.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.real import SAMPLES
from tests.tui.snapshots import Screens, pictured
from tests.tui.story import Story, at_the_screen, opened
from tui import language, settings
from tui.screens.folder import FolderScreen

CITY = "wanghe-city-2023.pdf"
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
Look = Literal["dark", "light", "ansi", "none"]


@pytest.fixture
def screens(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """What is kept."""
    return snapshot.use_extension(Screens)


def look_like(look: Look, spoken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have gouji begin with these colours and this language."""
    if look == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        settings.use(settings.Settings(theme=look))
    language.use(spoken)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize("look", ["dark", "light", "ansi", "none"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_finding_in_hand(
    size: str,
    look: Look,
    spoken: str,
    city: Path,
    screens: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look_like(look, spoken, monkeypatch)
    async with at_the_screen(city, size=SIZES[size]) as story:
        await opened(story)
        await story.press("n", "n")
        story.document.shows("1260", "1206", "≠")
        story.findings.shows("A101+2")
        assert pictured(story) == screens


PLACES: dict[str, tuple[tuple[str, ...], str]] = {
    "groups": (("3", "b"), "T101"),
    "find": (("slash", "6", "3"), "63"),
    "go to": (("colon", "三"), "三"),
    "note": (("n", "a"), "A102"),
    "help": (("question_mark",), "h ←"),
    "rule": (("n", "r"), "A102"),
    "ledger": (("equals_sign",), "42"),
    "letters": (("n", "semicolon"), "信访举报投诉类申请"),
    "annotations": (("n", "c", "4"), "A102"),
}
"""What is pressed for a screen, and what must be on it."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("size", "look", "spoken"), [("80x24", "dark", "zh_CN"), ("120x40", "light", "en")]
)
async def test_the_other_places(
    place: str,
    size: str,
    look: Look,
    spoken: str,
    city: Path,
    screens: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys, shown = PLACES[place]
    look_like(look, spoken, monkeypatch)
    async with at_the_screen(city, size=SIZES[size]) as story:
        await opened(story)
        await story.press(*keys)
        picture = pictured(story)
        assert shown in picture
        assert picture == screens


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_list_of_reports(
    size: str, spoken: str, screens: SnapshotAssertion, tmp_path: Path
) -> None:
    for name in (CITY, "zhoukou-2022.txt", "wanghe-education-2023.txt"):
        shutil.copy(SAMPLES / name, tmp_path)
    (tmp_path / "empty.pdf").write_bytes(b"")
    language.use(spoken)
    async with at_the_screen(tmp_path, size=SIZES[size]) as story:
        await story.until(lambda: _is_read(story))
        await story.press("s", "j")
        story.panel("#ReportList").shows("望禾市人民政府", "42/42")
        assert pictured(story) == screens


def _is_read(story: Story) -> bool:
    reports = story.screen(FolderScreen).reports
    return reports.count("read") == 3 and reports.count("unread") == 1
