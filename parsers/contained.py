"""A module run in a process of its own, which can be stopped and cannot take all the memory.

What a file that is not to be trusted does is done to the other process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_MEMORY = 2 * 1024 * 1024 * 1024


class Failed(Exception):
    """The other process came to grief: it could not be started, or died."""


def answer(module: str, question: bytes, seconds: float) -> bytes:
    """Return what `module`, run with `question` on its input, has written when it ends.

    Raises `Failed`, and `TimeoutError` where it takes longer than `seconds`.
    """
    try:
        done = subprocess.run(
            _command(module),
            input=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=_environment(),
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failed from error
    return done.stdout


def started(module: str) -> subprocess.Popen[bytes]:
    """Start `module` and return its process, which is asked and answers through its pipes.

    Raises `Failed`.
    """
    try:
        return subprocess.Popen(
            _command(module),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
    except OSError as error:
        raise Failed from error


def _command(module: str) -> list[str]:
    # What lies in the folder where gouji was started is not to be imported (-P).
    return [sys.executable, "-P", "-m", module]


def _environment() -> dict[str, str]:
    home = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path}


def limit_memory() -> None:
    """Let this process fail before the machine does, where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
