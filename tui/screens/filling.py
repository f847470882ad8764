"""The reports of a list: found and looked after in the background, read by other processes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from parsers import contained
from parsers.messages import Message as Sentence
from parsers.messages import marked
from tui.config import Configs
from tui.paths import select
from tui.reading import Unread
from tui.reading.apart import Reader, read_packed
from tui.reading.digests import Packed, noted, stamp
from tui.screens.loading import Failed, post

if TYPE_CHECKING:
    from tui.reading.digests import Stamp
    from tui.reading.reports import Entry

MOST_READERS = 4
"""More processes than these are not started, however many processors there are."""

TOOK_THE_READER = marked("it ends the process that reads it, which is a fault in gouji")


class Listed(Message):
    """The files that there are, and their stamps."""

    def __init__(self, files: Sequence[Path], stamps: Sequence[Stamp]) -> None:
        super().__init__()
        self.files = tuple(files)
        self.stamps = tuple(stamps)


class Begun(Message):
    """A file is being read."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class Filled(Message):
    """A file was read."""

    def __init__(self, path: Path, packed: Packed) -> None:
        super().__init__()
        self.path = path
        self.packed = packed


class Annotated(Message):
    """The annotations of a report were changed since they were counted."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class Ended(Message):
    """All files were read, as far as they can be."""

    def __init__(self, filling: Filling) -> None:
        super().__init__()
        self.filling = filling


class Listing(Thread):
    """Finds the reports that `paths` mean."""

    def __init__(self, owner: MessagePump, paths: Sequence[Path]) -> None:
        super().__init__(daemon=True)
        self._owner = owner
        self._paths = paths

    def run(self) -> None:
        """Find the files."""
        files = select(self._paths).files
        post(self._owner, Listed(files, [stamp(path) for path in files]))


class Looking(Thread):
    """Looks for reports whose annotations were changed since `entries` were counted.

    There may be thousands, and only other programs change those that nobody works on here.
    """

    def __init__(self, owner: MessagePump, entries: Iterable[Entry]) -> None:
        super().__init__(daemon=True)
        self._owner = owner
        self._counted = [(e.path, e.digest.noted) for e in entries if e.digest]

    def run(self) -> None:
        """Look at the annotation files."""
        for path, before in self._counted:
            if noted(path) != before:
                post(self._owner, Annotated(path))


class Filling:
    """Reads `files`, several at the same time, and posts what became of each."""

    def __init__(self, owner: MessagePump, files: Sequence[Path]) -> None:
        self._owner = owner
        self._files = deque(files)
        self._cancelled = Event()
        self._lock = Lock()
        self._readers: list[Reader] = []
        most = min(len(files), MOST_READERS, max((os.cpu_count() or 1) - 1, 1))
        self._threads = [Thread(target=self._work, daemon=True) for _number in range(most)]
        self._at_work = most

    def start(self) -> None:
        """Begin to read."""
        for thread in self._threads:
            thread.start()

    def skip(self, path: Path) -> None:
        """Do not read the file at `path`, if it is not being read already."""
        with self._lock, suppress(ValueError):
            self._files.remove(path)

    def cancel(self) -> None:
        """Stop at once, in the middle of a file too, and post nothing more."""
        with self._lock:
            self._cancelled.set()
            for reader in self._readers:
                reader.stop()

    def join(self, seconds: float) -> bool:
        """Wait until nothing is read any more; tell whether that is so."""
        for thread in self._threads:
            thread.join(seconds)
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        reader: Reader | None = None
        configs = Configs()
        while not self._cancelled.is_set():
            with self._lock:
                path = self._files.popleft() if self._files else None
            if path is None:
                break
            self._post(Begun(path))
            reader = reader or self._started()
            if self._cancelled.is_set():
                break
            try:
                became = reader.read(path) if reader else read_packed(path, configs)
            except contained.Failed:
                became = Unread(Sentence(TOOK_THE_READER))
                self._end(reader)
                reader = None
            if isinstance(became, Unread):
                self._post(Failed(path, became))
            else:
                self._post(Filled(path, became))
        self._end(reader)
        with self._lock:
            self._at_work -= 1
            is_last = not self._at_work
        if is_last:
            self._post(Ended(self))

    def _started(self) -> Reader | None:
        """Return a process that reads; None where the system starts none, or reading has ended."""
        with self._lock, suppress(contained.Failed):
            if not self._cancelled.is_set():
                self._readers.append(Reader())
                return self._readers[-1]
        return None

    def _end(self, reader: Reader | None) -> None:
        if reader is not None:
            with self._lock:
                self._readers.remove(reader)
            reader.stop()

    def _post(self, message: Message) -> None:
        if not self._cancelled.is_set():
            post(self._owner, message)
