"""Writing exports: never over a file that is there, unless a person says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from parsers.messages import Trouble, marked
from parsers.reasons import reason
from tui.annotations.file import SUFFIX
from tui.exports import render
from tui.exports.names import OVERVIEW, SUMMARY, Names, file_name, longest_name
from tui.exports.overview import Line, Overview, line_of, overview_of
from tui.exports.scope import Options
from tui.reading import Reading
from tui.saving import write_whole

NOT_WRITTEN = marked("{file} could not be written: {reason}")
MARKS = {"csv": b"\xef\xbb\xbf"}
"""What files of a format begin with: without it, Excel takes Chinese for another encoding."""
WITHOUT_OVERVIEW = frozenset({"sarif"})
"""The formats that have no word for several reports at a glance."""


def export_path(report: Path, format: str, folder: Path | None = None) -> Path:
    """Return where a summary of `report` is suggested to lie: beside it, if in no other folder.

    A web page or a Word file is not suggested to be written over by its own summary.
    """
    folder = folder or report.parent
    longest = longest_name(folder)
    name = file_name(report.stem, format, longest)
    if name.casefold() == report.name.casefold():
        name = file_name(report.stem, format, longest, SUMMARY)
    return folder / name


class Refused(Trouble):
    """A file that is not written over, or cannot be written."""


def write(
    path: Path,
    format: str,
    readings: Sequence[Reading],
    options: Options,
    force: bool = False,
    unread: Sequence[tuple[str, str]] = (),
    reports: Sequence[Path] = (),
) -> None:
    """Write `readings` to `path`, several behind an overview, which tells of `unread` files too.

    Raises `Refused` where it cannot be written, where a file is and `force` is not given, and
    always where that file is one of the reports, be it of `reports`, or the annotations on it.
    """
    kept = _own(readings) | _identities(reports)
    with _refusing(path):
        _require_free(path, kept, force)
        _write(
            path, format, render(format, readings, options, overview_of(readings, unread, options))
        )


def write_each(
    folder: Path,
    format: str,
    readings: Iterable[Reading],
    options: Options,
    force: bool = False,
    unread: Sequence[tuple[str, str]] = (),
    reports: Sequence[Path] = (),
) -> Iterator[Path | Refused]:
    """Write one file a report into `folder`, made if need be, and an overview of several.

    Yields their paths, and in place of a path why a file was not written; the rest is written.
    `unread` may grow until the last report is written. None of `reports`, which are all that there
    are, is written over. No reading is kept.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        yield _not_written(folder, error)
        return
    kept = _identities(reports)
    names = Names(format, folder, reports)
    lines: list[Line] = []
    for reading in readings:
        path = folder / names.of(reading.path)
        if _identity(path) in kept:  # a report in the format of its summary
            path = folder / names.of(reading.path, SUMMARY)
        lines.append(line_of(reading, path.name, options))
        try:
            with _refusing(path):
                _require_free(path, kept | _own([reading]), force)
                _write(path, format, render(format, [reading], options))
        except Refused as refusal:
            yield refusal
        else:
            yield path
    if len(lines) + len(unread) > 1 and format not in WITHOUT_OVERVIEW:
        path = folder / f"{OVERVIEW}.{format}"
        overview = Overview(tuple(lines), tuple(unread), options.only)
        try:
            with _refusing(path):
                _require_free(path, kept, force)
                _write(path, format, render(format, (), options, overview))
        except Refused as refusal:
            yield refusal
        else:
            yield path


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Raise `Refused` where a file cannot be written; not where a pipe's reader has gone."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> Refused:
    return Refused(NOT_WRITTEN, file=str(path), reason=reason(error))


Identity = tuple[int, int]
"""What is the same for each name of a file, and of no other."""


def _own(readings: Iterable[Reading]) -> frozenset[Identity]:
    """Return the files that readings are made from, and those of what is written about them."""
    return _identities(file for one in readings for file in (one.path, one.store.path))


def _identities(paths: Iterable[Path]) -> frozenset[Identity]:
    """Return those of the files that are there."""
    return frozenset(identity for path in paths if (identity := _identity(path)))


def _identity(path: Path) -> Identity | None:
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


def _require_free(path: Path, kept: frozenset[Identity], force: bool) -> None:
    """Raise `Refused` where a file of `kept` is, or without `force` any other; a pipe is free."""
    # What people wrote is known by its name: it may be about a report that is not exported now.
    names = (path.name, path.resolve().name)
    if _identity(path) in kept or any(name.endswith(SUFFIX) for name in names):
        raise Refused(marked("{path} is a report itself or its annotations"), path=str(path))
    if path.is_file() and not force:
        raise Refused(marked("{path} exists; --force overwrites it"), path=str(path))


def _write(path: Path, format: str, content: bytes) -> None:
    content = MARKS.get(format, b"") + content
    if path.exists() and not path.is_file():  # a pipe or a terminal
        path.write_bytes(content)
        return
    write_whole(path, content)
