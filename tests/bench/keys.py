"""How long a key takes to its painted frame, seen from the outside, in a pseudo-terminal."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable, Sequence
from types import TracebackType

import pexpect

from tests.bench.measure import ROOT

_CURSOR = "▌".encode()
_MOVE = re.compile(rb"\x1b\[(\d+);\d+H")


class Terminal:
    """A program with a list whose cursor line begins with ▌, at the other end of a terminal."""

    def __init__(self, command: Sequence[str]) -> None:
        self.seen = b""
        self._child = pexpect.spawn(
            command[0], list(command[1:]), cwd=ROOT, dimensions=(40, 120), timeout=30
        )
        self._child.delaybeforesend = None  # it would be counted

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.close(force=True)

    def watch(self, seconds: float, until: Callable[[], object]) -> bool:
        """Take in what is painted until something is so; tell whether it was, in time."""
        end = time.perf_counter() + seconds
        while not until():
            if time.perf_counter() > end:
                return False
            try:
                self.seen = (self.seen + self._child.read_nonblocking(65536, 0.005))[-400_000:]
            except pexpect.TIMEOUT:
                continue
        return True

    @property
    def memory(self) -> float:
        """What the program holds in memory just now, in MB."""
        told = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self._child.pid)], stdout=subprocess.PIPE, check=True
        )
        return int(told.stdout) / 1024

    @property
    def line(self) -> int:
        """The line of the screen where the cursor was painted last."""
        before = self.seen[: self.seen.rfind(_CURSOR)]
        return int((_MOVE.findall(before) or [b"0"])[-1])

    def press(self, key: str, moves: int) -> float:
        """Press a key that moves the cursor; return the seconds until it is painted there."""
        aim, start = self.line + moves, time.perf_counter()
        self._child.send(key)
        if not self.watch(10, lambda: self.line == aim):
            raise AssertionError(f"{key} was not answered")
        return time.perf_counter() - start
