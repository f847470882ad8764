"""A report read in the background, so that the screen stays alive meanwhile."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from tui.language import _, say
from tui.layout.text import plain

if TYPE_CHECKING:
    from tui.reading import Reading, Unread
    from tui.screens.leaving import Remembered


class Opened(Message):
    """A file was read, with what is remembered of it."""

    def __init__(self, path: Path, reading: Reading, remembered: Remembered) -> None:
        super().__init__()
        self.path = path
        self.reading = reading
        self.remembered = remembered


class Failed(Message):
    """A file could not be read; `unread` says why."""

    def __init__(self, path: Path, unread: Unread) -> None:
        super().__init__()
        self.path = path
        self.unread = unread

    @property
    def reason(self) -> str:
        """Why, in the language in use."""
        return say(self.unread.why)

    @property
    def what(self) -> str:
        """Which file is in trouble, without the reason."""
        return in_trouble(self.path, self.unread)


def in_trouble(path: Path, unread: Unread) -> str:
    """Return which file is in trouble, that at `path` or its settings, without the reason."""
    if unread.settings is None:
        return _("{file} cannot be read.").format(file=plain(path.name))
    names = {"file": plain(path.name), "settings": plain(unread.settings.name)}
    return _("{settings} cannot be used, so {file} was not read.").format(**names)


def post(owner: MessagePump, message: Message) -> None:
    """Post `message` from a thread."""
    with suppress(RuntimeError):  # the program has ended meanwhile
        owner.post_message(message)


class Loading(Thread):
    """Reads the report at `path` and posts what became of it.

    The thread does not keep the program alive: who leaves in the middle of a long file is not
    held up until its end.
    """

    def __init__(self, owner: MessagePump, path: Path) -> None:
        super().__init__(daemon=True)
        self._owner = owner
        self._path = path
        self._cancelled = Event()

    def cancel(self) -> None:
        """Post nothing more."""
        self._cancelled.set()

    def run(self) -> None:
        """Read the file."""
        from tui.config import Configs
        from tui.reading import Unread, attempt
        from tui.screens.leaving import Remembered

        became = attempt(self._path, Configs())
        if self._cancelled.is_set():
            return
        if isinstance(became, Unread):
            post(self._owner, Failed(self._path, became))
        else:
            post(self._owner, Opened(self._path, became, Remembered(became)))
