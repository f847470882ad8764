"""The installed command in a real pseudo-terminal, driven as a person would drive it."""

from __future__ import annotations

import base64
import re
import shutil
import signal
import sys
import tomllib
from pathlib import Path

import pytest

from tests.real import HONGZE, SAMPLES, needs_reports
from tests.tui.county import COUNTY
from tests.tui.notes import notes_in
from tests.tui.terminal import Terminal
from tui.annotations.file import beside
from tui.reading import open_reading

ENDINGS: dict[str | signal.Signals, int] = {
    "\x03": 130,
    signal.SIGINT: 130,
    signal.SIGTERM: 143,
    signal.SIGHUP: 129,
}
"""The ways to be told to end, but by a terminal that is closed, and what gouji then returns."""
COPIED = b"\x1b]52;c;" + base64.b64encode("核".encode())


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report of its own for each test: the real one where it is, else one of the samples."""
    source = HONGZE if HONGZE.exists() else SAMPLES / "wanghe-city-2023.pdf"
    path = tmp_path / source.name
    shutil.copy(source, path)
    return path


@needs_reports
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
    terminal.shows("✎ dismissed", "2 annotations")
    terminal.leave()

    file = beside(report)
    saved = tomllib.loads(file.read_text("utf-8"))
    assert saved["schema"] == "gouji/annotations/1"
    assert saved["report"]["agency"] == "洪泽区人民政府"
    notes = {a["target"]: a for a in saved["annotation"]}
    confirmed = notes["finding:A104:disputes/review"]
    assert (confirmed["status"], confirmed["seen"]) == ("confirmed", "10|1|0|0|0")
    dismissed = notes["finding:A104:disputes/litigation_after_review"]
    assert (dismissed["status"], dismissed["seen"]) == ("dismissed", "5|0|0|0|0")
    assert dismissed["text"] == "复议后起诉总计未填"

    again = Terminal(report)
    again.shows("confirmed", "dismissed", "2 annotations")
    again.leave()


def test_a_folder_opens_fills_and_comes_back(tmp_path: Path) -> None:
    for sample in (COUNTY, SAMPLES / "wanghe-education-2023.txt"):
        shutil.copy(sample, tmp_path)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    terminal = Terminal(tmp_path)
    terminal.shows("槐汀县人民政府", "望禾市教育局", "the PDF is truncated")
    terminal.press("\x1b[B", "\r")
    terminal.shows("Sections", "槐汀县人民政府", "42/42 checked")
    terminal.press("\x1b")
    terminal.shows("望禾市教育局", "the PDF is truncated")
    terminal.leave()


@pytest.mark.parametrize(("how", "status"), [("q", 0), *ENDINGS.items()])
def test_the_end_leaves_the_terminal_sane(
    report: Path, how: str | signal.Signals, status: int
) -> None:
    terminal = Terminal(report)
    terminal.shows("checked")
    terminal.press("n", "c")
    terminal.shows("1 annotation")
    terminal.tell(how)
    terminal.is_left_sane()
    assert terminal.child.exitstatus == status
    assert [n["status"] for n in notes_in(report)] == ["confirmed"]


@pytest.mark.parametrize("how", ["q", *ENDINGS])
def test_a_report_that_is_still_being_read_holds_nobody_up(
    tmp_path: Path, how: str | signal.Signals
) -> None:
    text = COUNTY.read_text("utf-8")
    (tmp_path / "long.txt").write_text(text * 3000, "utf-8")
    terminal = Terminal(tmp_path / "long.txt")
    terminal.shows("Reading long.txt")
    terminal.tell(how)
    terminal.is_left_sane()
    assert "checked" not in terminal.text


def test_the_key_that_ends_all_asks_first_where_something_is_being_written(report: Path) -> None:
    terminal = Terminal(report)
    terminal.shows("checked")
    terminal.press("a", "此处待核", "\x03")
    terminal.shows("not saved", "此处待核", "^s save")
    terminal.press("\x13")
    terminal.shows("1 annotation")
    terminal.tell("\x03")
    terminal.is_left_sane()
    assert [n["text"] for n in notes_in(report)] == ["此处待核"]


def test_the_key_that_ends_all_copies_where_something_is_selected(report: Path) -> None:
    terminal = Terminal(report)
    terminal.shows("checked")
    terminal.press("a", "此处待核", "\x1b[1;2D", "\x03")
    terminal.until(lambda _text: COPIED in terminal.sent, "what was copied")
    terminal.press("\x13")
    terminal.shows("1 annotation")
    terminal.leave()


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
    assert [n["text"] for n in notes_in(report)] == ["one\x1b]0;owned\x07\ntwo\x1b[2J"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_is_being_written_is_kept_when_gouji_is_told_to_end(
    report: Path, how: signal.Signals
) -> None:
    terminal = Terminal(report)
    terminal.shows("checked")
    terminal.press("a", "此处待核")
    terminal.shows("此处待核")
    terminal.press("\t")
    terminal.settle()
    terminal.press("退回、reply")
    terminal.shows("此处待核", "退回、reply")
    terminal.tell(how)
    terminal.is_left_sane()
    assert [(n["text"], n["tags"]) for n in notes_in(report)] == [
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
        terminal.hang_up()
    again = Terminal(report)
    after = again.shows("checked", "Findings 2/", "四、政府信息公开行政复议")
    assert after.splitlines()[1] != before.splitlines()[1]
    again.leave()


def test_what_is_copied_goes_to_the_terminal_and_nothing_false_is_said(report: Path) -> None:
    elsewhere = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "WSL_DISTRO_NAME"), "")
    terminal = Terminal(report, environment=elsewhere)
    terminal.shows("checked")
    terminal.press("y")
    if sys.platform != "darwin":
        terminal.shows("handed to the terminal to copy")
    sent = re.search(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", terminal.sent)
    assert sent
    assert "政府信息公开工作年度报告" in base64.b64decode(sent[1]).decode()
    terminal.leave()


def test_what_is_being_written_is_kept_when_the_terminal_is_closed(report: Path) -> None:
    terminal = Terminal(report)
    terminal.shows("checked")
    terminal.press("a", "此处待核")
    terminal.shows("此处待核")
    terminal.hang_up()
    assert [(n["text"], n["tags"]) for n in notes_in(report)] == [("此处待核", ["draft"])]


def test_what_is_being_written_is_kept_when_the_terminal_closes_on_the_editor(
    report: Path,
) -> None:
    terminal = Terminal(report, editor=f"{sys.executable} -c 'print(\"in the editor\"); input()'")
    terminal.shows("checked")
    terminal.press("a", "此处待核", "\x0f")
    terminal.shows("in the editor")
    terminal.hang_up()
    assert [(n["text"], n["tags"]) for n in notes_in(report)] == [("此处待核", ["draft"])]


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
    assert [n["text"] for n in notes_in(report)] == ["此处待核，由编辑器续写"]


def test_control_characters_of_a_report_never_reach_the_terminal(tmp_path: Path) -> None:
    text = COUNTY.read_text("utf-8")
    hostile = tmp_path / "hostile.txt"
    hostile.write_text(text.replace("槐汀县", "槐汀县\x1b]0;owned\x07\x1b[2J", 3), "utf-8")
    terminal = Terminal(hostile)
    terminal.shows("checked", "␛]0;owned")
    assert b"\x1b]0;owned" not in terminal.sent
    terminal.leave()
