"""The command `gouji export`: what goes into which file, and what is said of it meanwhile."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tui.batch import Batch
from tui.exports import BINARY, FORMATS, render
from tui.exports.files import Refused, write, write_each
from tui.exports.overview import overview_of
from tui.exports.scope import Options
from tui.language import _, say
from tui.streams import Progress, is_terminal, put, tell


def export(batch: Batch, format: str, output: str | None, options: Options, force: bool) -> bool:
    """Write the reports of `batch`, and tell what was written; return whether all was.

    They go into the file or folder named `output`, or to stdout.
    """
    if output is None:
        return _print(batch, format, options)
    _tell_of_ending(batch, format, output)
    progress = Progress(len(batch.files))
    all_written = True
    try:
        for step, done in _written(batch, format, output, options, force, progress):
            if isinstance(done, Refused):
                tell(say(done.message))
                all_written = False
            else:
                progress.say(_("wrote {path}").format(path=done), step)
    finally:
        progress.end()
    return all_written


def _tell_of_ending(batch: Batch, format: str, output: str) -> None:
    """Tell where a file's name ends in one format and another was asked for, which it gets."""
    ending = Path(output).suffix[1:].lower()
    if ending in FORMATS and ending != format and not _is_folder(output, len(batch.files)):
        said = _("{file} will be {format}, as --format says, whatever its name ends in")
        tell(said.format(file=output, format=format))


def _print(batch: Batch, format: str, options: Options) -> bool:
    if format in BINARY and is_terminal(sys.stdout):
        tell(_("{format} is not for a terminal; -o names a file").format(format=format))
        return False
    if readings := list(batch):
        put(render(format, readings, options, overview_of(readings, batch.unread, options)))
    return True


def _written(
    batch: Batch, format: str, output: str, options: Options, force: bool, progress: Progress
) -> Iterator[tuple[int | None, Path | Refused]]:
    """Write and yield the paths, and in place of a path why a file was not written.

    Before them stands the number of the report, of those to read, that it is for.
    """
    path = Path(output)
    if _is_folder(output, len(batch.files)):
        written = write_each(path, format, batch, options, force, batch.unread, batch.files)
        for number, done in enumerate(written, 1):
            step = number + len(batch.unread)
            yield step if step <= len(batch.files) else None, done
        return
    readings = []
    for reading in batch:
        readings.append(reading)
        if len(batch.files) > 1:
            number = len(readings) + len(batch.unread)
            progress.say(_("read {path}").format(path=reading.path), number)
    try:
        if readings:
            write(path, format, readings, options, force, batch.unread, batch.files)
            yield None, path
    except Refused as refusal:
        yield None, refusal


def _is_folder(output: str, reports: int) -> bool:
    """Tell whether exports go into a folder: it is one, is written as one, or several need one."""
    path = Path(output)
    if path.is_dir() or output.endswith(("/", os.sep)):
        return True
    return reports > 1 and not path.suffix and not path.exists()
