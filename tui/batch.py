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


class Batch(Struct, frozen=True):
    """The reports that could be read, and the paths of what could not, each with the reason."""

    readings: tuple[Reading, ...]
    unread: tuple[tuple[str, str], ...]


def read(paths: Sequence[Path], options: Options, jobs: int = 1) -> Batch:
    """Read all that `paths` mean; say of each that cannot be read why.

    Raises `parsers.toml.Broken`, before anything is read, if any of their configs cannot be used.
    """
    selection, configs = select(paths), Configs()
    configured = [
        (path, configs.of(path).with_options(options.select, options.ignore, options.fail_on))
        for path in selection.files
    ]
    unread = [(str(path), _("no reports in this folder")) for path in selection.empty]
    for folder, why in unread:
        tell(f"{folder}: {why}")
    readings = []
    for (path, config), report in zip(configured, _loaded(configured, jobs), strict=True):
        if isinstance(report, Unreadable):
            unread.append((str(path), say(report.message)))
            tell(f"{path}: {say(report.message)}")
        else:
            reading = open_reading(path, config, report)
            if reading.store.trouble:
                tell(f"{path}: {say(reading.store.trouble)}")
            readings.append(reading)
    return Batch(tuple(readings), tuple(unread))


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
