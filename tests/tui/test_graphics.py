"""How pictures are shown is told by the environment, without asking the terminal."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.real import ROOT
from tui.panels.graphics import Way, room, way


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ({"TERM": "xterm-ghostty"}, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, "kitty"),
        ({"TERM": "foot"}, "sixel"),
        ({"TERM": "mlterm"}, "sixel"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "sixel"),
        ({"TERM": "xterm-256color", "WEZTERM_PANE": "0"}, "sixel"),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230804"}, "sixel"),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "210400"}, "blocks"),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "dev"}, "blocks"),
        ({"TERM": "xterm-256color"}, "blocks"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, "blocks"),
        # What is between passes on neither, and the terminal behind it may be another by now.
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, "blocks"),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux"}, "blocks"),
        ({"TERM": "screen", "STY": "1", "TERM_PROGRAM": "WezTerm"}, "blocks"),
        ({"TERM": "linux"}, "blocks"),
        ({}, "blocks"),
    ],
)
def test_the_environment_tells_what_the_terminal_shows(
    environment: dict[str, str], shown: Way
) -> None:
    assert way("auto", environment) == shown


def test_a_person_chooses_and_kitty_needs_colours() -> None:
    assert way("none", {"TERM": "xterm-kitty"}) == "none"
    assert way("sixel", {}) == "sixel"
    assert way("kitty", {}) == "kitty"
    assert way("auto", {"TERM": "xterm-kitty"}, has_colour=False) == "blocks"


def test_a_cell_of_unknown_size_is_the_usual_one() -> None:
    held = room("sixel", 40, 10)
    assert (held.cell_width, held.cell_height, held.coarse) == (10, 20, False)
    assert room("blocks", 40, 10).coarse


def test_the_widgets_are_loaded_without_a_word_to_the_terminal() -> None:
    code = (
        "import sys, os\n"
        "class Terminal:\n"
        "    def isatty(self): return True\n"
        "    def write(self, text): raise AssertionError(text)\n"
        "    def fileno(self): return 1\n"
        "sys.__stdout__ = mine = Terminal()\n"
        "from tui.panels.graphics import widget\n"
        "print(*(type(widget(w)).__module__ for w in ('kitty', 'sixel', 'blocks')))\n"
        "assert sys.__stdout__ is mine and 'TEXTUAL_CELL_WIDTH' not in os.environ\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith("TEXTUAL_CELL")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == 3
