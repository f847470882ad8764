"""Reports read in a process of their own, so that the screen answers however long it takes.

The process is asked for one file after the other and answers through its pipes. It ends with the
pipes, so that it never outlives gouji.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from parsers import contained
from tui.config import Configs
from tui.reading import Unread, attempt
from tui.reading.digests import Packed, pack


class Reader:
    """A process that reads reports. Starting it raises `parsers.contained.Failed`."""

    def __init__(self) -> None:
        self._process = contained.started("tui.reading.apart")

    def read(self, path: Path) -> Packed | Unread:
        """Return what became of the file at `path`.

        Raises `parsers.contained.Failed` where the file takes the process with it, or `stop` was
        called meanwhile.
        """
        asked, answers = _pipes(self._process)
        try:
            pickle.dump(path, asked)
            asked.flush()
            answer = pickle.load(answers)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            raise contained.Failed from error
        assert isinstance(answer, Packed | Unread)
        return answer

    def stop(self) -> None:
        """End the process, whatever it does just now."""
        self._process.kill()

    def close(self) -> None:
        """End the process and its pipes, when nothing is read any more."""
        self._process.kill()
        self._process.wait()
        for pipe in _pipes(self._process):
            with suppress(OSError):
                pipe.close()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout  # type: ignore[return-value]  # they are files


def read_packed(path: Path, configs: Configs) -> Packed | Unread:
    """Return what became of the file at `path`, read in this process."""
    became = attempt(path, configs)
    return became if isinstance(became, Unread) else pack(became)


def _serve(asked: BinaryIO, answers: BinaryIO) -> None:
    configs = Configs()
    while True:
        try:
            path = pickle.load(asked)
        except EOFError:
            return
        pickle.dump(read_packed(path, configs), answers, -1)
        answers.flush()


def _main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not stand among the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    _main()
