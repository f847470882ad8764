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
    """The other process came to grief: it could not be started, or died.

    `told` is what it had written until then.
    """

    def __init__(self, told: bytes = b"") -> None:
        super().__init__()
        self.told = told


class TooLate(Failed):
    """The other process took too long, and was stopped."""


def answer(module: str, question: bytes, seconds: float) -> bytes:
    """Return what `module`, run with `question` on its input, has written when it ends.

    Raises `Failed`, and of that kind `TooLate` where it takes longer than `seconds`.
    """
    home = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": path},
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLate(error.output or b"") from error
    except subprocess.CalledProcessError as error:
        raise Failed(error.output) from error
    except OSError as error:
        raise Failed from error
    return done.stdout


def limit_memory() -> None:
    """Let this process fail before the machine does, where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
