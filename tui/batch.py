"""Many reports read one after the other, or several at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from parsers.document import Unreadable
from parsers.forms import Form
from parsers.model import Report
from tui.config import Config, Configs, FailOn
from tui.language import _, say
from tui.paths import select
from tui.reading import Reading, open_reading
from tui.streams import tell


class Options(Struct, frozen=True):
    """What the command was told about rules; it goes before what folders ask for."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn | None = None


class Batch:
    """Reports that are read as they are asked for, one after the other; none is kept.

    `files` are those to read. `unread` has, of what was met so far and cannot be read, the path
    and why; each is told to the person too.
    """

    def __init__(self, paths: Sequence[Path], options: Options, jobs: int = 1) -> None:
        """Find what `paths` mean; raise `parsers.toml.Broken` if a config cannot be used."""
        selection, configs = select(paths), Configs()
        self.files = selection.files
        self.unread: list[tuple[str, str]] = []
        self._jobs = jobs
        self._configured = [
            (path, configs.of(path).with_options(options.select, options.ignore, options.fail_on))
            for path in selection.files
        ]
        for folder in selection.empty:
            self._cannot_read(folder, _("no reports in this folder"))

    def __iter__(self) -> Iterator[Reading]:
        """Read the reports that can be read, in order."""
        loaded = _loaded(self._configured, self._jobs)
        for (path, config), report in zip(self._configured, loaded, strict=True):
            if isinstance(report, Unreadable):
                self._cannot_read(path, say(report.message))
                continue
            reading = open_reading(path, config, report)
            if reading.store.trouble:
                tell(f"{path}: {say(reading.store.trouble)}")
            yield reading

    def _cannot_read(self, path: Path, why: str) -> None:
        tell(f"{path}: {why}")
        self.unread.append((str(path), why))


def _loaded(configured: Sequence[tuple[Path, Config]], jobs: int) -> Iterator[Report | Unreadable]:
    """Yield the report in each file, or the `Unreadable` that says why there is none."""
    files = [path for path, _config in configured]
    forms = [config.forms for _path, config in configured]
    if jobs == 1 or len(files) < 2:
        yield from map(_load, files, forms)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(min(jobs, len(files)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_load, files, forms)


def _load(path: Path, forms: tuple[Form, ...]) -> Report | Unreadable:
    import parsers

    try:
        return parsers.load(path, forms)
    except Unreadable as error:
        return error
