"""A program in a real pseudo-terminal, timed by what it paints."""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.measure import ROOT

QUIET = 0.06
"""A frame has ended when nothing came for so long, in seconds."""
PATIENCE = 120.0
KEPT = 400_000
"""How many bytes of what was painted last are kept."""

_CURSOR = "▌".encode()
_MOVE = re.compile(rb"\x1b\[(\d+);\d+H")


class Terminal:
    """A terminal of 120 by 40 with a program in it; `seen` is what it painted last."""

    def __init__(self, command: Sequence[str]) -> None:
        import pexpect

        size = ("COLUMNS", "LINES")
        outside = {k: v for k, v in os.environ.items() if k not in size}
        self.seen = b""
        self.child = pexpect.spawn(
            command[0],
            list(command[1:]),
            cwd=ROOT,
            dimensions=(40, 120),
            env={**outside, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
        )

    def until(self, words: str) -> float:
        """Wait for `words` to be painted from now on; return how long that took, in seconds."""
        start = time.perf_counter()
        self.seen = b""
        if not self.watch(PATIENCE, lambda: words.encode() in self.seen):
            raise AssertionError(f"{words} never came")
        return time.perf_counter() - start

    def watch(self, seconds: float, condition: Callable[[], object]) -> bool:
        """Take in what is painted until something is so; tell whether it was, in time."""
        end = time.perf_counter() + seconds
        while not condition():
            if time.perf_counter() > end:
                return False
            self._arrives(0.005)
        return True

    def quiet(self) -> None:
        """Wait until nothing is painted for a while."""
        while self._arrives(5 * QUIET):
            pass

    def press(self, key: str) -> float:
        """Press a key; return the seconds until the last piece of what it paints has come."""
        start = end = self._send(key)
        patience = 1.0
        while self._arrives(patience):
            end, patience = time.perf_counter(), QUIET
        return end - start

    def press_to(self, key: str, moves: int) -> float:
        """Press a key that moves the cursor ▌; return the seconds until it is painted there."""
        aim, start = self._line + moves, self._send(key)
        if not self.watch(10, lambda: self._line == aim):
            raise AssertionError(f"{key} was not answered")
        return time.perf_counter() - start

    def memory(self, kind: str = "VmRSS") -> float:
        """Return what the program holds in memory, `VmHWM` the most so far, in MB, on Linux."""
        told = Path(f"/proc/{self.child.pid}/status").read_text("ascii")
        held = next(line for line in told.splitlines() if line.startswith(kind))
        return int(held.split()[1]) / 1024

    @property
    def _line(self) -> int:
        """The line of the screen where the cursor was painted last."""
        before = self.seen[: self.seen.rfind(_CURSOR)]
        return int((_MOVE.findall(before) or [b"0"])[-1])

    def _send(self, key: str) -> float:
        start = time.perf_counter()
        os.write(self.child.child_fd, key.encode())  # pexpect would wait before it sends
        return start

    def _arrives(self, patience: float) -> bool:
        ready, _, _ = select.select([self.child.child_fd], [], [], patience)
        if ready:
            self.seen = (self.seen + os.read(self.child.child_fd, 1 << 16))[-KEPT:]
        return bool(ready)


@contextmanager
def terminal(*command: str) -> Iterator[Terminal]:
    """Open a program in a terminal, and end it."""
    opened = Terminal(command)
    try:
        yield opened
    finally:
        opened.child.close(force=True)


def of_95(seconds: Sequence[float]) -> float:
    """Return what 95 of 100 are within, in milliseconds."""
    return sorted(seconds)[int(len(seconds) * 0.95)] * 1000
