"""The screen in a real pseudo-terminal of every size: nothing sheared, nothing cut."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from wcwidth import wcwidth

from tests.tui.terminal import Terminal
from tui.actions import hints
from tui.language import _

SIZES = ((80, 24), (100, 30), (120, 40), (160, 50), (240, 70))
SMALL = ((60, 20), (40, 12))
HINTS = "  ".join(
    f"{a.shown_key} {_(a.label)}" for a in hints("browser", "panel", "app") if a.id != "back"
)
LEDGER = re.compile(
    r"望 禾 市 人 民 政 .* ✗ 4  ! 0  i 2 +42/42 checked .*12/12.*(✎ 0|0 annotations)"
)


LINES = ("─", "│", "┐", "━")
ASCII = ("-", "|", "+", "=")
TWO_CELLS = "from tui.widths import use_ambiguous; use_ambiguous(2)"
IN_ASCII = "from tui.glyphs import use_borders; use_borders('ascii')"


def is_sound(rows: list[str], columns: int) -> bool:
    """Say whether the frame is whole, and all stands there that has to, on every row."""
    return (
        is_framed(rows, columns, LINES)
        and LEDGER.fullmatch(rows[0].strip()) is not None
        and has_whole_hints(rows)
        and has_the_last_column(rows)
    )


def is_framed(rows: list[str], columns: int, lines: tuple[str, str, str, str]) -> bool:
    """Say whether the frame is whole, drawn with `lines`: across, down, a corner, and heavy."""
    across, down, corner, heavy = lines
    findings = next((y for y, row in enumerate(rows) if row.startswith(f"{across}Findings")), 0)
    edge = rows[1].find(corner)
    return bool(
        findings
        and rows[1].startswith(f"{across}Sections")
        and all(row[edge] == down and row.count(down) == 1 for row in rows[2:findings])
        and rows[1][columns - 1] == heavy
        and re.fullmatch(rf"{across}Findings \d/6{across}+", rows[findings])
    )


HELP = "  ? help"


def has_whole_hints(rows: list[str]) -> bool:
    """Say whether the footer has the first hints, all of each, and in any case help."""
    shown = rows[-1].strip()
    first, others = (hints.replace(HELP, "") for hints in (shown, HINTS))
    return HELP in shown and len(first) > 8 and f"{others}  ".startswith(f"{first}  ")


def has_the_last_column(rows: list[str]) -> bool:
    """Say whether the wrong total of 行政复议 stands on the screen, marked at both sides."""
    return any(re.search(r"行 政 复 议 .* ▐ +0▌", row) for row in rows)


def at_the_total(terminal: Terminal) -> None:
    """Go to the finding about the last column of a table."""
    terminal.shows("42/42 checked")
    terminal.press("n", "n", "n")


def is_whole(terminal: Terminal, columns: int, rows: int) -> None:
    """Wait for the whole screen in its size."""
    terminal.until(
        lambda _text: is_sound(terminal.rows, columns), f"the whole screen at {columns}x{rows}"
    )


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_nothing_is_sheared_or_cut(city: Path, columns: int, rows: int) -> None:
    terminal = Terminal(city, columns=columns, rows=rows)
    at_the_total(terminal)
    is_whole(terminal, columns, rows)
    terminal.leave()


def test_nothing_is_sheared_or_cut_after_resizing(city: Path) -> None:
    terminal = Terminal(city, columns=120, rows=40)
    at_the_total(terminal)
    is_whole(terminal, 120, 40)
    for columns, rows in (*reversed(SIZES), *SMALL, *SIZES):
        terminal.resize(columns, rows)
        if (columns, rows) in SMALL:
            is_usable(terminal)
        else:
            is_whole(terminal, columns, rows)
    terminal.leave()


def is_usable(terminal: Terminal) -> None:
    """Wait for what must be seen in a small window too."""
    terminal.until(
        lambda text: (
            "42/42 checked" in terminal.rows[0]
            and "─Findings" in text
            and any(row.startswith("▌✗") for row in terminal.rows)
            and has_whole_hints(terminal.rows)
        ),
        "what is needed in a small window",
    )


@pytest.mark.parametrize(("columns", "rows"), SMALL)
def test_a_small_window_shows_what_is_needed(city: Path, columns: int, rows: int) -> None:
    terminal = Terminal(city, columns=columns, rows=rows)
    at_the_total(terminal)
    is_usable(terminal)
    terminal.leave()


@pytest.mark.parametrize("key", ["?", "=", "a", "e", "\x10"])
def test_a_dialog_outlives_a_window_that_is_made_small(city: Path, key: str) -> None:
    terminal = Terminal(city, columns=80, rows=24)
    at_the_total(terminal)
    terminal.press(key)
    for columns, rows in ((20, 5), (40, 12), (120, 40)):
        terminal.resize(columns, rows)
        terminal.listen(0.3)
    terminal.press("\x1b")
    is_whole(terminal, 120, 40)
    terminal.leave()


def wide_width(character: str) -> int:
    """Return the width of a character in a terminal that is set up for Chinese."""
    is_ambiguous = unicodedata.east_asian_width(character) == "A"
    width = wcwidth(character)
    return 2 if is_ambiguous and width == 1 else width


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (121, 40)])
def test_nothing_is_sheared_where_ambiguous_characters_take_two_cells(
    city: Path, columns: int, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pyte.screens.wcwidth", wide_width)
    terminal = Terminal(city, columns=columns, rows=rows, first=TWO_CELLS)
    terminal.shows("42/42 checked")
    for key in ("n", "n", "n", "G", "g", "n", "4", "2"):
        terminal.press(key)
    terminal.press("3", "2")
    terminal.until(lambda _text: is_framed(terminal.rows, columns, ASCII), "the whole frame")
    terminal.leave()
    assert "…".encode() in terminal.sent or "“".encode() in terminal.sent


def test_a_terminal_without_lines_is_sent_none(city: Path) -> None:
    terminal = Terminal(city, columns=80, rows=24, first=IN_ASCII)
    at_the_total(terminal)
    terminal.until(lambda _text: is_framed(terminal.rows, 80, ASCII), "the whole frame")
    terminal.leave()
    assert not re.search("[\u2500-\u259f]", terminal.sent.decode())


def test_one_thing_is_said_at_a_time_in_the_place_of_the_keys(city: Path) -> None:
    terminal = Terminal(city, columns=80, rows=24)
    at_the_total(terminal)
    is_whole(terminal, 80, 24)
    before = terminal.rows
    terminal.press("c", "u")
    terminal.until(lambda _text: "Undone: verdict on" in terminal.rows[-1], "what was undone")
    assert terminal.rows[:-1] == before[:-1]
    terminal.leave()
