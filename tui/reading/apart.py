"""Reports read in a process of their own, so that the screen answers however long it takes."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from pathlib import Path

from parsers import contained
from tui.config import Configs
from tui.reading import Unread, attempt
from tui.reading.digests import Packed, noted, pack


class Reader(contained.Talk):
    """A process that reads reports. Starting it raises `parsers.contained.Failed`."""

    def __init__(self) -> None:
        super().__init__("tui.reading.apart")

    def read(self, path: Path) -> Packed | Unread:
        """Return what became of the file at `path`.

        Raises `parsers.contained.Failed` where the file takes the process with it, or `stop` was
        called meanwhile.
        """
        answer = pickle.loads(self.ask(os.fsencode(path)))
        assert isinstance(answer, Packed | Unread)
        return answer


def read_packed(path: Path, configs: Configs) -> Packed | Unread:
    """Return what became of the file at `path`, read in this process."""
    written = noted(path)
    became = attempt(path, configs)
    return became if isinstance(became, Unread) else pack(became, written)


def _answers(asked: Iterator[bytes]) -> Iterator[bytes]:
    configs = Configs()
    for path in asked:
        yield pickle.dumps(read_packed(Path(os.fsdecode(path)), configs), -1)


if __name__ == "__main__":
    contained.serve(_answers)
