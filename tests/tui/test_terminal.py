"""The installed command in a real pseudo-terminal, driven as a person would drive it."""

from __future__ import annotations

import base64
import os
import re
import shutil
import signal
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.real import REPORTS, SAMPLES
from tui.reading import open_reading

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal of this kind", allow_module_level=True)

import pexpect
import pyte

GOUJI = str(Path(sys.executable).with_name("gouji"))
HONGZE = REPORTS / "hongze-2023.pdf"
real = pytest.mark.skipif(not HONGZE.exists(), reason="the real reports are not beside the project")
PATIENCE = 30.0
OUTSIDE = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
"""The environment without the size of the terminal that the tests run in."""


class Terminal:
    """A terminal with gouji in it: what is typed goes in, what is shown comes out."""

    def __init__(
        self, *arguments: str | Path, columns: int = 120, rows: int = 40, editor: str = ""
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = b""
        self.child = pexpect.spawn(
            GOUJI,
            ["--lang", "en", *map(str, arguments)],
            dimensions=(rows, columns),
            env={
                **OUTSIDE,
                "TERM": "xterm-256color",
                "LC_ALL": "C.UTF-8",
                "VISUAL": editor,
                "XDG_STATE_HOME": os.environ["XDG_STATE_HOME"],
            },
        )

    def listen(self, seconds: float = 0.05) -> None:
        """Take in what the program prints within a moment."""
        try:
            data = self.child.read_nonblocking(1 << 16, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.sent += data
        self.stream.feed(data)

    def until(self, shown: Callable[[str], bool], what: str) -> str:
        """Wait until the screen is as wanted; fail with the screen where it never is."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.listen()
            text = self.text
            if shown(text):
                return text
        raise AssertionError(f"{what} never came; the screen is\n{self.text}")

    def shows(self, *words: str) -> str:
        """Wait until all `words` are on the screen."""
        return self.until(lambda text: all(w in text for w in words), f"{words}")

    def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            self.child.send(key)
            self.listen(0.15)

    @property
    def text(self) -> str:
        """What is on the screen; a wide character takes one place in it, as it was sent."""
        return "\n".join("".join(c.data for c in self._row(y)) for y in range(self.screen.lines))

    def _row(self, y: int) -> Iterator[pyte.screens.Char]:
        row = self.screen.buffer[y]
        return (row[x] for x in range(self.screen.columns))

    def leave(self) -> None:
        """Quit with the key and wait for the end."""
        self.child.send("q")
        self.ends()

    def ends(self) -> None:
        """Wait for the program to end."""
        end = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < end:
            self.listen()
        assert not self.child.isalive()
        self.child.close()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report of its own for each test: the real one where it is, else one of the samples."""
    source = HONGZE if HONGZE.exists() else SAMPLES / "wanghe-city-2023.pdf"
    path = tmp_path / source.name
    shutil.copy(source, path)
    return path


@real
def test_a_person_walks_annotates_dismisses_leaves_and_finds_all_as_left(report: Path) -> None:
    terminal = Terminal(report)
    terminal.shows("洪泽区人民政府", "40/40 checked", "行政复议 总计: 0, should be 11")
    terminal.press("n")
    terminal.shows("10 + 1 + 0 + 0 = 11 ≠ 0", "四、政府信息公开行政复议、行政诉讼情况")
    terminal.press("c")
    terminal.shows("confirmed")
    terminal.press("n", "x")
    terminal.shows("dismissed")
    terminal.press("a")
    terminal.press("复议后起诉总计未填")
    terminal.shows("复议后起诉总计未填")
    terminal.press("\x13")
    terminal.shows("3 annotations")
    terminal.leave()

    file = report.with_name(report.name + ".annotations.toml")
    saved = tomllib.loads(file.read_text("utf-8"))
    assert saved["schema"] == "gouji/annotations/1"
    assert saved["report"]["agency"] == "洪泽区人民政府"
    notes = {a["target"]: a for a in saved["annotation"]}
    confirmed = notes["finding:A104:disputes/review"]
    assert (confirmed["status"], confirmed["seen"]) == ("confirmed", "10|1|0|0|0")
    dismissed = notes["finding:A104:disputes/litigation_after_review"]
    assert (dismissed["status"], dismissed["seen"]) == ("dismissed", "5|0|0|0|0")
    note = notes["cell:disputes/litigation_after_review/total"]
    assert note["text"] == "复议后起诉总计未填"

    again = Terminal(report)
    again.shows("confirmed", "dismissed", "3 annotations")
    again.leave()


def test_a_folder_opens_fills_and_comes_back(tmp_path: Path) -> None:
    for name in ("huaiting-county-2024.txt", "wanghe-education-2023.txt"):
        shutil.copy(SAMPLES / name, tmp_path)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    terminal = Terminal(tmp_path)
    terminal.shows("槐汀县人民政府", "望禾市教育局", "the PDF is truncated")
    terminal.press("\x1b[B", "\r")
    terminal.shows("Sections", "槐汀县人民政府", "42/42 checked")
    terminal.press("\x1b")
    terminal.shows("望禾市教育局", "the PDF is truncated")
    terminal.leave()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_nothing_of_the_frame_is_sheared(report: Path, size: tuple[int, int]) -> None:
    columns, rows = size
    terminal = Terminal(report, columns=columns, rows=rows)
    text = terminal.shows("checked", "Findings", "n next")
    # pyte puts an empty place behind a wide character: each row has a place for every column.
    assert all(len(list(terminal._row(y))) == columns for y in range(rows))
    bars = [line.index("│") for line in _placed(terminal) if "│" in line]
    assert len(set(bars)) == 1, text
    terminal.leave()


def _placed(terminal: Terminal) -> list[str]:
    """Return the rows with a blank for the second half of each wide character."""
    return ["".join(c.data or " " for c in terminal._row(y)) for y in range(terminal.screen.lines)]


def test_being_told_to_end_leaves_the_terminal_sane(report: Path) -> None:
    terminal = Terminal(report)
    terminal.shows("checked")
    terminal.child.kill(signal.SIGTERM)
    terminal.ends()
    assert terminal.sent.rindex(b"\x1b[?1049l") > terminal.sent.rindex(b"\x1b[?1049h")


def test_control_characters_of_an_annotation_never_reach_the_terminal(report: Path) -> None:
    reading = open_reading(report)
    reading.store.add("report", "one\x1b]0;owned\x07\ntwo\x1b[2J", tags=("\x1b]0;owned\x07",))
    terminal = Terminal(report)
    terminal.shows("1 annotation")
    terminal.press("4")
    terminal.shows("Annotations 1/1")
    terminal.press("a")
    terminal.shows("Note on", "two")
    terminal.press("\t", ",new", "\x13")
    terminal.shows("#new")
    terminal.leave()
    assert b"\x1b]0;owned" not in terminal.sent
    assert b"two\x1b[2J" not in terminal.sent
    assert [n["text"] for n in notes_on(report)] == ["one\x1b]0;owned\x07\ntwo\x1b[2J"]


def notes_on(report: Path) -> list[dict[str, object]]:
    """The annotations in the file beside `report`."""
    text = report.with_name(report.name + ".annotations.toml").read_text("utf-8")
    entries: list[dict[str, object]] = tomllib.loads(text)["annotation"]
    return entries


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP])
def test_what_is_being_written_is_kept_when_gouji_is_told_to_end(
    report: Path, told: signal.Signals
) -> None:
    terminal = Terminal(report)
    terminal.shows("checked")
    terminal.press("a", "此处待核", "\t", "退回、reply")
    terminal.shows("此处待核", "退回、reply")
    terminal.child.kill(told)
    terminal.ends()
    assert [(n["text"], n["tags"]) for n in notes_on(report)] == [
        ("此处待核", ["退回", "reply", "draft"])
    ]


@pytest.mark.skipif(sys.platform == "darwin", reason="what is remembered is elsewhere there")
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP, None])
def test_a_report_is_found_as_it_was_left_however_gouji_ended(
    report: Path, told: signal.Signals | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    terminal = Terminal(report)
    before = terminal.shows("checked")
    terminal.press("n", "n")
    terminal.shows("Findings 2/")
    if told:
        terminal.child.kill(told)
        terminal.ends()
    else:
        hang_up(terminal)
    again = Terminal(report)
    after = again.shows("checked", "Findings 2/", "四、政府信息公开行政复议")
    assert after.splitlines()[1] != before.splitlines()[1]
    again.leave()


def test_what_is_copied_goes_to_the_terminal_and_nothing_false_is_said(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "WSL_DISTRO_NAME"):
        monkeypatch.delitem(OUTSIDE, variable, raising=False)
    terminal = Terminal(report)
    terminal.shows("checked")
    terminal.press("y")
    if sys.platform != "darwin":
        terminal.shows("handed to the terminal to copy")
    sent = re.search(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", terminal.sent)
    assert sent
    assert "政府信息公开工作年度报告" in base64.b64decode(sent[1]).decode()
    terminal.leave()


def hang_up(terminal: Terminal) -> None:
    """Close the terminal's window and wait for the program to end."""
    os.close(terminal.child.child_fd)
    end = time.monotonic() + PATIENCE
    while terminal.child.isalive() and time.monotonic() < end:
        time.sleep(0.05)
    assert not terminal.child.isalive()


def test_what_is_being_written_is_kept_when_the_terminal_is_closed(report: Path) -> None:
    terminal = Terminal(report)
    terminal.shows("checked")
    terminal.press("a", "此处待核")
    terminal.shows("此处待核")
    hang_up(terminal)
    assert [(n["text"], n["tags"]) for n in notes_on(report)] == [("此处待核", ["draft"])]


def test_what_is_being_written_is_kept_when_the_terminal_closes_on_the_editor(
    report: Path,
) -> None:
    terminal = Terminal(report, editor=f"{sys.executable} -c 'print(\"in the editor\"); input()'")
    terminal.shows("checked")
    terminal.press("a", "此处待核", "\x0f")
    terminal.shows("in the editor")
    hang_up(terminal)
    assert [(n["text"], n["tags"]) for n in notes_on(report)] == [("此处待核", ["draft"])]


def test_a_text_goes_through_the_editor_that_a_person_has_set(report: Path, tmp_path: Path) -> None:
    program = tmp_path / "my editor.py"
    program.write_text(
        "import sys, pathlib, signal\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "print('in the editor'); sys.stdin.readline()\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "text = path.read_text('utf-8')\n"
        "path.write_text(text + '，由编辑器续写\\n', 'utf-8')\n"
        "sys.exit('fail' in text)\n",
        "utf-8",
    )
    terminal = Terminal(report, editor=f"{sys.executable} '{program}'")
    terminal.shows("checked")
    terminal.press("a", "此处待核", "\x0f")
    terminal.shows("in the editor")
    terminal.press("\x03", "\r")
    terminal.shows("此处待核，由编辑器续写", "^s save")
    terminal.press("\x13")
    terminal.shows("1 annotation")
    terminal.press("a", " fail", "\x0f")
    terminal.shows("in the editor")
    terminal.press("\r")
    terminal.shows("status 1", "kept", "此处待核，由编辑器续写 fail")
    terminal.press("\x1b")
    terminal.shows("not saved")
    terminal.press("\x1b")
    terminal.until(lambda text: "^s save" not in text, "the end of the dialog")
    terminal.leave()
    assert [n["text"] for n in notes_on(report)] == ["此处待核，由编辑器续写"]


def test_control_characters_of_a_report_never_reach_the_terminal(tmp_path: Path) -> None:
    text = (SAMPLES / "huaiting-county-2024.txt").read_text("utf-8")
    hostile = tmp_path / "hostile.txt"
    hostile.write_text(text.replace("槐汀县", "槐汀县\x1b]0;owned\x07\x1b[2J", 3), "utf-8")
    terminal = Terminal(hostile)
    terminal.shows("checked", "␛]0;owned")
    assert b"\x1b]0;owned" not in terminal.sent
    terminal.leave()
