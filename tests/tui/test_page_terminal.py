"""The page's picture in a real pseudo-terminal: nothing is asked of it, and nothing leaks."""

from __future__ import annotations

import re
import shutil
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from parsers.pictures.boxes import LINES
from tests.real import SAMPLES
from tests.tui.terminal import OUTSIDE, Terminal

KNOWN = ("TMUX", "STY", "ZELLIJ", "KITTY_WINDOW_ID", "WEZTERM_PANE", "TERM_PROGRAM")
QUESTIONS = re.compile(rb"\x1b\[0?c|\x1b\[1[468]t|\x1b_G[^;]*a=q|\x1b\[6n|\x1bP\+q|\x1b\[>")
"""What a terminal answers with characters that would be read as keys."""


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in KNOWN:
        monkeypatch.delitem(OUTSIDE, name, raising=False)
    return Path(shutil.copy(SAMPLES / "wanghe-city-2023.pdf", tmp_path))


def asked(terminal: Terminal, since: int) -> list[bytes]:
    return QUESTIONS.findall(terminal.sent[since:])


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_p_leaks_nothing_and_the_program_goes_on(city: Path, size: tuple[int, int]) -> None:
    terminal = Terminal(city, columns=size[0], rows=size[1])
    terminal.shows("checked")
    terminal.press("n")
    terminal.shows("A102")
    before = len(terminal.sent)
    terminal.press("p")
    terminal.shows("Page 3/4", "▀▀▀▀▀▀▀▀")
    assert asked(terminal, before) == []
    # A key pressed at once, and one later: both are what they are.
    terminal.press("n")
    terminal.shows("Page 4/4")
    terminal.press("p")
    terminal.until(lambda text: "▀" not in text, "the end of the picture")
    terminal.press("p", "P")
    terminal.shows("Page 4/4 · P: the place", "▀▀▀▀▀▀▀▀")
    assert asked(terminal, before) == []
    assert "␛" not in terminal.text
    terminal.leave()


def test_no_key_is_lost_that_is_typed_before_the_picture_is_there(city: Path) -> None:
    terminal = Terminal(city)
    terminal.shows("checked")
    terminal.child.send("pnnc")
    terminal.shows("Page 4/4", "confirmed", "Findings 2/6", "1 annotation")
    terminal.leave()


def test_kitty_is_sent_the_picture_with_its_boxes(city: Path) -> None:
    terminal = Terminal(city, environment={"TERM": "xterm-kitty"})
    terminal.shows("checked")
    before = len(terminal.sent)
    terminal.press("n", "p")
    placed = re.compile(rb"\x1b_Ga=p,i=[0-9]+,c=([0-9]+),r=([0-9]+),U=1,q=2\x1b")
    terminal.until(lambda _: bool(placed.search(terminal.sent)), "a picture")
    chunks = re.findall(rb"\x1b_Gi=[0-9]+,m=[01],f=100,q=2;([^\x1b]*)\x1b", terminal.sent)
    found = placed.search(terminal.sent)
    assert found is not None
    columns, rows = map(int, found.groups())
    image = Image.open(BytesIO(b64decode(b"".join(chunks)))).convert("RGB")
    assert image.size == (columns * 10, rows * 20)
    assert list(image.get_flattened_data()).count(LINES["culprit"].colour) > 100
    # A cell of the picture is this character with two marks that tell its row and column.
    cells = "\U0010eeee".encode()
    terminal.until(lambda _: terminal.sent.count(cells) >= columns * rows, "the picture's cells")
    assert asked(terminal, before) == []
    terminal.leave()


def test_a_terminal_with_sixel_is_sent_sixels(city: Path) -> None:
    terminal = Terminal(city, environment={"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"})
    terminal.shows("checked")
    before = len(terminal.sent)
    terminal.press("n", "p")
    terminal.until(lambda _: b"\x1bP" in terminal.sent[before:], "a picture")
    assert asked(terminal, before) == []
    terminal.leave()
