"""A PDF that is not to be trusted, read in a process of its own that can be stopped.

It reads with pdfplumber, which is slow and in Python: whatever the file does to it, it is the
other process that it is done to.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from parsers.document import Unreadable
from parsers.readers.page import TOO_LONG, TRIPPED, Page

_SECONDS = 60
_MEMORY = 2 * 1024 * 1024 * 1024


class _Answer(Struct):
    """The pages of a PDF, or why it is refused."""

    pages: list[Page] = []
    refusal: tuple[str, dict[str, str]] | None = None


def pages(data: bytes, seconds: float = _SECONDS) -> list[Page]:
    """Return the pages of a PDF; raise `Unreadable` where they cannot be read in `seconds`."""
    home = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "parsers.readers.apart"],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": path},
            check=True,
        )
        answer = msgspec.msgpack.decode(done.stdout, type=_Answer)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(TOO_LONG, seconds=f"{seconds:.0f}") from error
    except (OSError, subprocess.CalledProcessError, msgspec.DecodeError) as error:
        raise Unreadable(TRIPPED) from error
    if answer.refusal:
        template, values = answer.refusal
        raise Unreadable(template, **values)
    return answer.pages


def _answer(data: bytes) -> _Answer:
    from parsers.readers.plumber import pages

    try:
        return _Answer(list(pages(data)))
    except Unreadable as refused:
        values = {name: str(value) for name, value in refused.message.values.items()}
        return _Answer(refusal=(refused.message.template, values))


def _limit_memory() -> None:
    """Let the process fail before the machine does, where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _limit_memory()
    sys.stdout.buffer.write(msgspec.msgpack.encode(_answer(sys.stdin.buffer.read())))
