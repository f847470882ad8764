"""The installed command in a real pseudo-terminal, as tests drive it and see it."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal of this kind", allow_module_level=True)

import pexpect
import pyte

GOUJI = str(Path(sys.executable).with_name("gouji"))
MAIN = "from tui.cli import main; main()"
PATIENCE = 30.0
OUTSIDE = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
"""The environment without the size of the terminal that the tests run in."""
STAYS_ON = {b"7", b"25"}
"""Lines wrap at the edge and the cursor is seen before gouji begins, and have to be so again."""
SWITCHED_ON = {b"1049", b"1000", b"1003", b"1006", b"2004"}
"""The other screen, the mouse, and pasting in brackets."""


class Terminal:
    """A terminal with gouji in it: what is typed goes in, what is shown comes out.

    `first` is Python that is run before gouji is.
    """

    def __init__(
        self,
        *arguments: str | Path,
        columns: int = 120,
        rows: int = 40,
        editor: str = "",
        first: str = "",
        environment: Mapping[str, str] = {},
    ) -> None:
        command = [sys.executable, "-c", f"{first}\n{MAIN}"] if first else [GOUJI]
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = b""
        self.child = pexpect.spawn(
            command[0],
            [*command[1:], "--lang", "en", *map(str, arguments)],
            dimensions=(rows, columns),
            env={
                **OUTSIDE,
                "TERM": "xterm-256color",
                "LC_ALL": "C.UTF-8",
                "VISUAL": editor,
                **{name: os.environ[name] for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME")},
                **environment,
            },
        )

    def listen(self, seconds: float = 0.05) -> bool:
        """Take in what the program prints within a moment; tell whether it may print more."""
        try:
            data = self.child.read_nonblocking(1 << 16, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.sent += data
        self.stream.feed(data)
        return True

    def until(self, shown: Callable[[str], bool], what: str) -> str:
        """Wait until the screen is as wanted; fail with the screen where it never is."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.listen()
            text = self.text
            if shown(text):
                return text
        raise AssertionError(f"{what} never came; the screen is\n{self.text}")

    def settle(self) -> None:
        """Take in what the program prints until it rests."""
        before = -1
        while before != len(self.sent):
            before = len(self.sent)
            self.listen(0.5)

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

    @property
    def rows(self) -> list[str]:
        """The rows of the screen, with a blank for the second half of each wide character."""
        return ["".join(c.data or " " for c in self._row(y)) for y in range(self.screen.lines)]

    def _row(self, y: int) -> Iterator[pyte.screens.Char]:
        row = self.screen.buffer[y]
        return (row[x] for x in range(self.screen.columns))

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def tell(self, how: str | signal.Signals) -> None:
        """Tell the program to end, by a key or by a signal, and wait until it has."""
        if isinstance(how, str):
            self.child.send(how)
        else:
            self.child.kill(how)
        self.ends()

    def leave(self) -> None:
        """Quit with the key and wait for the end."""
        self.child.send("q")
        self.ends()

    def ends(self) -> None:
        """Wait for the program to end."""
        end = time.monotonic() + PATIENCE
        while self.listen() and time.monotonic() < end:
            pass
        while self.child.isalive() and time.monotonic() < end:
            time.sleep(0.01)
        assert not self.child.isalive()
        self.child.close()

    def hang_up(self) -> None:
        """Close the window and wait for the program to end."""
        os.close(self.child.child_fd)
        end = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < end:
            time.sleep(0.05)
        assert not self.child.isalive()

    def is_left_sane(self) -> None:
        """Assert that all that was switched on in the terminal was switched off at last."""
        last = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", self.sent))
        assert last.keys() >= SWITCHED_ON
        assert {mode for mode, state in last.items() if state == b"h"} == STAYS_ON & last.keys()
        assert len(re.findall(rb"\x1b\[>\d+u", self.sent)) == self.sent.count(b"\x1b[<u")
