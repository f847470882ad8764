"""A module in a process of its own: what it answers, how it ends, and what ends with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import pytest

from parsers.contained import Failed, Talk, TooLate, answer

ECHO = """
from parsers import contained

def answers(asked):
    for question in asked:
        print("a library talks", flush=True)
        {does}
        yield question[::-1]

contained.serve(answers)
"""
SLOW = "import time; time.sleep(question != b'quick' and 600)"
BUSY = "while question != b'quick': pass"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module that answers with the question backwards, and does nothing else yet."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    path = tmp_path / "echo.py"
    path.write_text(ECHO.format(does="pass"), "utf-8")
    return path


def test_one_answer_after_another_and_nothing_of_what_a_library_prints(module: Path) -> None:
    with Talk(module.stem) as talk:
        assert talk.ask(b"ab") == b"ba"
        assert talk.ask(b"") == b""
        large = bytes(range(256)) * 10_000
        assert talk.ask(large, 60) == large[::-1]


def test_the_beginning_is_told_once_and_first(module: Path) -> None:
    with Talk(module.stem, b"first") as talk:
        assert talk.ask(b"second") == b"tsrif"


@pytest.mark.parametrize("does", [SLOW, BUSY])
def test_who_takes_too_long_is_stopped(module: Path, does: str) -> None:
    module.write_text(ECHO.format(does=does), "utf-8")
    assert answer(module.stem, b"quick", 60) == b"kciuq"
    with Talk(module.stem) as talk:
        with pytest.raises(TooLate):
            talk.ask(b"slow", 0.2)
        with pytest.raises(Failed) as gone:
            talk.ask(b"quick")
        assert not isinstance(gone.value, TooLate)


def test_another_thread_can_stop_it(module: Path) -> None:
    module.write_text(ECHO.format(does=SLOW), "utf-8")
    with Talk(module.stem) as talk:
        stopping = Timer(0.3, talk.stop)
        stopping.start()
        with pytest.raises(Failed) as stopped:
            talk.ask(b"slow")
        assert not isinstance(stopped.value, TooLate)
        stopping.join()


@pytest.mark.parametrize("does", ["raise ValueError", "import os; os._exit(3)", "return"])
def test_a_module_that_comes_to_grief_is_told(module: Path, does: str) -> None:
    module.write_text(ECHO.format(does=does), "utf-8")
    with pytest.raises(Failed):
        answer(module.stem, b"any", 60)


def test_a_module_that_is_not_there_is_told() -> None:
    with pytest.raises(Failed):
        answer("no_such_module", b"any", 60)


STARTER = """
import sys
from parsers.contained import Talk

talk = Talk("echo")
print(talk._process.pid, flush=True)
talk.ask(b"slow")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="looks at processes as POSIX does")
@pytest.mark.parametrize("does", [SLOW, BUSY])
def test_it_ends_with_the_process_that_started_it_however_that_ends(
    module: Path, does: str
) -> None:
    """Whoever ends gouji, or a reader of the list that waits for one of its own."""
    module.write_text(ECHO.format(does=does), "utf-8")
    starter = subprocess.Popen([sys.executable, "-c", STARTER], stdout=subprocess.PIPE)
    assert starter.stdout
    pid = int(starter.stdout.readline())
    assert is_running(pid)
    starter.kill()
    starter.wait()
    starter.stdout.close()
    deadline = time.monotonic() + 30
    while is_running(pid):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
