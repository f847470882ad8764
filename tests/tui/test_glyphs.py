"""The screen in ASCII: nothing but the texts themselves needs other characters."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import msgspec
import pytest
from textual import _border
from textual._border import BORDER_CHARS

from tests.real import SAMPLES
from tests.tui.painted import NOTE, everywhere, painted, terminal_of, width
from tests.tui.story import Story, at_the_screen
from tui.glyphs import ASCII, LINES, NARROW, Glyphs, glyphs

ONE_CELL = ("cursor", "before", "behind", "unfolded", "folded", "rule", "divider", "pen", "agrees",
            "changed", "trouble", "prose", "blank")  # fmt: skip
IN_SENTENCES = set("“”…→·–—≠")
"""What our own sentences have in them, each of it in every font for Chinese."""


@pytest.mark.parametrize(("signs", "of_two"), [(LINES, 1), (ASCII, 1), (ASCII, 2), (NARROW, 2)])
def test_a_sign_takes_one_cell_where_it_is_used(signs: Glyphs, of_two: int) -> None:
    told = msgspec.structs.asdict(signs)
    for sign in (*(told[name] for name in ONE_CELL), *signs.severities.values()):
        assert width(sign, of_two) == 1, sign


def test_the_signs_in_ascii_are() -> None:
    signs = [v for v in msgspec.structs.asdict(ASCII).values() if isinstance(v, str)]
    assert all(s.isascii() for s in [*signs, *ASCII.severities.values(), *ASCII.keys.values()])
    assert LINES.keys.keys() == ASCII.keys.keys() == NARROW.keys.keys()


def test_where_lines_are_two_cells_wide_none_are_drawn() -> None:
    with terminal_of(ambiguous=2, borders="lines"):
        assert glyphs() is NARROW
        assert all("".join(map("".join, rows)).isascii() for rows in BORDER_CHARS.values())
    assert glyphs() is LINES
    assert BORDER_CHARS["round"][0] == ("╭", "─", "╮")


def test_a_border_in_ascii_tells_apart_what_has_the_focus() -> None:
    with terminal_of(borders="ascii"):
        assert BORDER_CHARS["solid"][0] == ("+", "-", "+")
        assert BORDER_CHARS["heavy"][0] == ("+", "=", "+")
        assert BORDER_CHARS["none"][0] == BORDER_CHARS["blank"][0] == (" ", " ", " ")
        assert _border.BORDER_LOCATIONS["tall"] == _border.BORDER_LOCATIONS["ascii"]


def is_foreign(character: str) -> bool:
    """Say whether a character is neither in ASCII nor Chinese."""
    is_chinese = unicodedata.east_asian_width(character) in "WF" and ord(character) < 0x10000
    return not (character.isascii() or is_chinese or character in IN_SENTENCES)


async def test_nothing_but_text_on_the_screen_is_outside_ascii(tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLES / "huaiting-county-2023.txt", tmp_path))
    own = set(path.read_text("utf-8") + NOTE)

    def look(story: Story, place: str) -> None:
        wrong = [x for x in painted(story) if any(is_foreign(c) for c in set(x) - own)]
        assert not wrong, "\n".join([place, *wrong])

    with terminal_of(borders="ascii"):
        await everywhere(path, look)


async def test_the_list_of_reports_can_be_drawn_in_ascii(tmp_path: Path) -> None:
    for i in range(24):
        shutil.copy(SAMPLES / "huaiting-county-2023.txt", tmp_path / f"{i:02}.txt")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    with terminal_of(borders="ascii"):
        async with at_the_screen(tmp_path, size=(80, 24)) as story:
            await story.until(lambda: "1 cannot be read" in painted(story)[0])
            await story.press("G")
            assert any("truncated" in line for line in painted(story))
            assert not any(is_foreign(c) for line in painted(story) for c in line)
