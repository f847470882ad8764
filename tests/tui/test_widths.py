"""Every line of the screen is as wide as the screen, in terminals of both kinds."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.text import Text
from textual.app import App, ComposeResult
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Input, TextArea

from tests.real import SAMPLES
from tests.tui.painted import everywhere, painted, terminal_of, width
from tests.tui.story import Story
from tui.layout.text import cells, cut, pad, wrap
from tui.widths import ambiguous

EVERYTHING = [chr(code) for code in range(sys.maxunicode + 1)]
AMBIGUOUS = [c for c in EVERYTHING if unicodedata.east_asian_width(c) == "A"]
JOINING = [c for c in AMBIGUOUS if unicodedata.category(c) == "Mn"]


@pytest.fixture
def cjk() -> Iterator[None]:
    """A terminal in which ambiguous characters take two cells."""
    with terminal_of(ambiguous=2):
        yield


def test_ambiguous_characters_take_one_cell_unless_asked_otherwise() -> None:
    assert ambiguous() == 1
    assert {cell_len(c) for c in AMBIGUOUS} == {0, 1}


@pytest.mark.usefixtures("cjk")
def test_ambiguous_characters_take_two_cells_where_they_do() -> None:
    assert ambiguous() == 2
    assert {c for c in AMBIGUOUS if cell_len(c) != 2} == set(JOINING)
    assert {cell_len(c) for c in JOINING} == {0}


def test_all_other_characters_keep_their_width() -> None:
    others = set(EVERYTHING) - set(AMBIGUOUS)
    before = {c: cell_len(c) for c in others}
    with terminal_of(ambiguous=2):
        assert {c: cell_len(c) for c in others} == before
    assert {cell_len(c) for c in AMBIGUOUS} == {0, 1}


@pytest.mark.usefixtures("cjk")
def test_an_ambiguous_character_made_a_picture_is_not_made_wider_again() -> None:
    assert cell_len("☎") == cell_len("☎\ufe0f") == 2
    assert cell_len("✈\ufe0f") == 2


@pytest.mark.usefixtures("cjk")
def test_all_that_measures_agrees() -> None:
    text = "“─”§"
    assert cells(text) == Text(text).cell_len == Content(text).cell_length == 8
    assert Segment(text).cell_length == Strip([Segment(text)]).cell_length == 8
    assert [s.text for s in Segment("──").split_cells(2)] == ["─", "─"]
    assert [s.text for s in Segment("§§").split_cells(1)] == [" ", " §"]
    assert Strip([Segment(text)]).crop(2, 6).text == "─”"
    assert chop_cells("────", 4) == ["──", "──"]
    assert set_cell_size("──", 3) == "─ "
    assert [line.plain for line in Content("─────").wrap(4)] == ["──", "──", "─"]


@pytest.mark.usefixtures("cjk")
@pytest.mark.parametrize("room", range(9))
def test_what_is_cut_and_wrapped_keeps_to_its_room(room: int) -> None:
    text = "“公开”—①…ab"
    assert cells(cut(text, room)) <= room
    assert cells(pad(text, room)) == room
    assert cells(Content(text).truncate(room, ellipsis=True).plain) <= room
    assert all(cells(line) <= max(room, 2) for _offset, line in wrap("①─αβ→×", room))


class Fields(App[None]):
    """Two fields in which ambiguous characters are written."""

    def compose(self) -> ComposeResult:
        yield Input(compact=True)
        yield TextArea(compact=True)


@pytest.mark.usefixtures("cjk")
async def test_the_cursor_of_a_field_stands_behind_what_was_written() -> None:
    app = Fields()
    async with app.run_test(size=(40, 10)) as pilot:
        for field in (app.query_one(Input), app.query_one(TextArea)):
            field.focus()
            await pilot.press("LEFT DOUBLE QUOTATION MARK", "x", "EM DASH", "left")
            await pilot.pause()
            assert field.cursor_screen_offset.x - field.content_region.x == 3


@pytest.mark.parametrize(
    ("name", "of_two", "spoken"),
    [
        ("wanghe-city-2023.pdf", 2, "zh_CN"),
        ("huaiting-county-2024.txt", 2, "en"),
        ("zhoukou-2022.txt", 1, "zh_CN"),
    ],
)
async def test_every_line_of_every_screen_is_as_wide_as_the_screen(
    name: str, of_two: Literal[1, 2], spoken: str, tmp_path: Path
) -> None:
    met = set[str]()

    def look(story: Story, place: str) -> None:
        lines = painted(story)
        met.update(*lines)
        assert len(lines) == story.app.size.height, place
        wrong = [line for line in lines if width(line, of_two) != story.app.size.width]
        assert not wrong, "\n".join([place, *wrong])

    with terminal_of(of_two, spoken=spoken):
        await everywhere(Path(shutil.copy(SAMPLES / name, tmp_path)), look)
    assert met & set(AMBIGUOUS)
