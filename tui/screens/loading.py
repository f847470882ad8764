"""Reports read in the background, so that the screen stays alive meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from parsers.messages import Message as Sentence
from parsers.messages import marked
from tui.language import _, say
from tui.layout.text import plain
from tui.paths import select

if TYPE_CHECKING:
    from parsers.messages import Trouble
    from tui.config import Configs
    from tui.reading import Reading
    from tui.screens.leaving import Remembered


class Listed(Message):
    """The files that are going to be read."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self.paths = tuple(paths)


class Begun(Message):
    """A file is being read."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class Opened(Message):
    """A file was read, with what is remembered of it."""

    def __init__(self, path: Path, reading: Reading, remembered: Remembered) -> None:
        super().__init__()
        self.path = path
        self.reading = reading
        self.remembered = remembered


class Failed(Message):
    """A file could not be read; `sentence` says why.

    Where it was not even tried, since a file of settings is broken, this is the `settings`.
    """

    def __init__(self, path: Path, sentence: Sentence, settings: Path | None = None) -> None:
        super().__init__()
        self.path = path
        self.sentence = sentence
        self.settings = settings

    @property
    def reason(self) -> str:
        """Why, in the language in use."""
        return say(self.sentence)

    @property
    def what(self) -> str:
        """Which file is in trouble, without the reason."""
        if self.settings is None:
            return _("{file} cannot be read.").format(file=plain(self.path.name))
        names = {"file": plain(self.path.name), "settings": plain(self.settings.name)}
        return _("{settings} cannot be used, so {file} was not read.").format(**names)


class Loading(Thread):
    """Finds the reports that `paths` mean, reads them and posts what became of each.

    The thread does not keep the program alive: who leaves in the middle of a long file is not
    held up until its end.
    """

    def __init__(self, owner: MessagePump, paths: Sequence[Path]) -> None:
        super().__init__(daemon=True)
        self._owner = owner
        self._paths = paths
        self._cancelled = Event()

    def cancel(self) -> None:
        """Read no further file, and post nothing more."""
        self._cancelled.set()

    def run(self) -> None:
        """Find the files and read them."""
        from tui.config import Configs

        configs = Configs()
        files = select(self._paths).files
        self._post(Listed(files))
        for path in files:
            if self._cancelled.is_set():
                return
            self._post(Begun(path))
            self._post(_outcome(path, configs))

    def _post(self, message: Message) -> None:
        if self._cancelled.is_set():
            return
        with suppress(RuntimeError):  # the program has ended meanwhile
            self._owner.post_message(message)


def _settings(error: Trouble) -> Path | None:
    """Return the file of settings that is broken, if that is the trouble."""
    from parsers.toml import Broken

    return Path(str(error.message.values["file"])) if isinstance(error, Broken) else None


def _outcome(path: Path, configs: Configs) -> Message:
    """Read the file at `path`, whatever is wrong with it or with its config."""
    from parsers.messages import Trouble
    from tui.reading import open_reading
    from tui.screens.leaving import Remembered

    try:
        reading = open_reading(path, configs.of(path))
        return Opened(path, reading, Remembered(reading))
    except Trouble as error:
        return Failed(path, error.message, _settings(error))
    except Exception as error:  # a broken file must not end the program
        name = type(error).__name__
        template = marked("it breaks the reader ({error})")
        return Failed(path, Sentence(template, {"error": f"{name}: {error}"}))
