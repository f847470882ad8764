"""A program in a real pseudo-terminal, timed by what it paints."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from tests.bench.measure import ROOT

QUIET = 0.06
"""A frame has ended when nothing came for so long, in seconds."""
PATIENCE = 120.0


class Terminal:
    """A terminal of 120 by 40 with a program in it."""

    def __init__(self, command: Sequence[str]) -> None:
        import pexpect

        size = ("COLUMNS", "LINES")
        outside = {k: v for k, v in os.environ.items() if k not in size}
        self.child = pexpect.spawn(
            command[0],
            list(command[1:]),
            cwd=ROOT,
            dimensions=(40, 120),
            env={**outside, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            timeout=PATIENCE,
        )

    def until(self, words: str) -> float:
        """Wait for `words`; return how long that took, in seconds."""
        start = time.perf_counter()
        self.child.expect_exact(words.encode())
        return time.perf_counter() - start

    def quiet(self) -> None:
        """Wait until nothing is painted for a while."""
        while self._arrives(5 * QUIET):
            pass

    def press(self, key: str) -> float:
        """Press a key; return the seconds until the last piece of what it paints has come."""
        start = end = time.perf_counter()
        os.write(self.child.child_fd, key.encode())  # pexpect would wait before it sends
        patience = 1.0
        while self._arrives(patience):
            end, patience = time.perf_counter(), QUIET
        return end - start

    def _arrives(self, patience: float) -> bool:
        ready, _, _ = select.select([self.child.child_fd], [], [], patience)
        return bool(ready) and bool(os.read(self.child.child_fd, 1 << 16))

    def peak_memory(self) -> float:
        """Return the most memory that the program has held so far, in MB; Linux tells it."""
        told = Path(f"/proc/{self.child.pid}/status").read_text("ascii")
        held = next(line for line in told.splitlines() if line.startswith("VmHWM"))
        return int(held.split()[1]) / 1024


@contextmanager
def terminal(*command: str) -> Iterator[Terminal]:
    """Open a program in a terminal, and end it."""
    opened = Terminal(command)
    try:
        yield opened
    finally:
        opened.child.close(force=True)


def slowest(seconds: Sequence[float]) -> float:
    """Return the 95th percentile, in milliseconds."""
    return quantiles(seconds, n=20)[-1] * 1000
