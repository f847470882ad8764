"""How things are timed: in turns, so that a machine that slows down slows both alike."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from msgspec import Struct

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable


class Comparison(Struct, frozen=True):
    """Seconds of each run of a subject and of its yardstick, taken in turns."""

    subject: tuple[float, ...]
    yardstick: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios of neighbouring runs."""
        return median(s / y for s, y in zip(self.subject, self.yardstick, strict=True))

    def __str__(self) -> str:
        ours, theirs = median(self.subject) * 1000, median(self.yardstick) * 1000
        return f"{self.ratio:5.2f}  ({ours:.0f} ms to {theirs:.0f} ms, {len(self.subject)} runs)"


def compare(subject: Callable[[], float], yardstick: Callable[[], float], runs: int) -> Comparison:
    """Time both in turns, after a run of each that does not count; each returns its seconds."""
    subject(), yardstick()
    pairs = [(subject(), yardstick()) for _ in range(runs)]
    ours, theirs = zip(*pairs, strict=True)
    return Comparison(ours, theirs)


def timed(call: Callable[[], object]) -> Callable[[], float]:
    """Return a function that calls `call` and returns the seconds it took."""

    def run() -> float:
        start = time.perf_counter()
        call()
        return time.perf_counter() - start

    return run


def process(*arguments: str) -> Callable[[], float]:
    """Return a function that runs a command to its end and returns the seconds it took."""

    def run() -> None:
        subprocess.run(
            arguments,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )

    return timed(run)


def peak_memory(*arguments: str) -> float:
    """Return the most memory that a command held at once, in MB."""
    pid = os.posix_spawn(
        arguments[0],
        arguments,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, n, os.devnull, os.O_WRONLY, 0) for n in (1, 2)],
    )
    _, _, usage = os.wait4(pid, 0)
    return _megabytes(usage.ru_maxrss)


def resident() -> float:
    """Return the most memory that this process has held so far, in MB."""
    import resource

    return _megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _megabytes(most: int) -> float:
    # It is told in kilobytes on Linux, in bytes on macOS.
    return most / (1024 if sys.platform != "darwin" else 1024 * 1024)
