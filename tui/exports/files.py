"""Writing exports: never over a file that is there, unless a person says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from parsers.messages import Trouble, marked
from tui.exports import render
from tui.exports.overview import Line, Overview, line_of, overview_of
from tui.exports.scope import Options
from tui.reading import Reading
from tui.saving import put

OVERVIEW = "overview"
"""What the file with the overview of a folder is called, but for its ending."""


MARKS = {"csv": b"\xef\xbb\xbf"}
"""What files of a format begin with: without it, Excel takes Chinese for another encoding."""
WITHOUT_OVERVIEW = frozenset({"sarif"})
"""The formats that have no word for several reports at a glance."""


def export_path(report: Path, format: str, folder: Path | None = None) -> Path:
    """Return where a summary of `report` is suggested to lie: beside it, if in no other folder.

    A web page or a Word file is not suggested to be written over by its own summary.
    """
    path = (folder or report.parent) / f"{report.stem}.{format}"
    return path if path.name != report.name else path.with_stem(f"{report.stem}-summary")


class Refused(Trouble):
    """A file that is not written over."""


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

    Raises `Refused` where a file is and `force` is not given, and always where that file is one
    of the reports, be it of `reports`, or the annotations on it.
    """
    _require_no_report(path, (*_own_files(readings), *reports))
    _put(path, format, render(format, readings, options, overview_of(readings, unread)), force)


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

    Yields their paths, and in place of a path why a file was not written. `unread` may grow until
    the last report is written. None of `reports` is written over. No reading is kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken = {OVERVIEW}
    lines: list[Line] = []
    for reading in readings:
        path = folder / f"{_stem(reading.path, taken)}.{format}"
        if _is_one_of(path, reports):  # a report in the format of its summary
            path = path.with_stem(f"{path.stem}-summary")
        lines.append(line_of(reading, path.name))
        try:
            write(path, format, [reading], options, force, (), reports)
        except Refused as refusal:
            yield refusal
        else:
            yield path
    if len(lines) + len(unread) > 1 and format not in WITHOUT_OVERVIEW:
        path = folder / f"{OVERVIEW}.{format}"
        overview = Overview(tuple(lines), tuple(unread))
        try:
            _require_no_report(path, reports)
            _put(path, format, render(format, (), options, overview), force)
        except Refused as refusal:
            yield refusal
        else:
            yield path


def _require_no_report(path: Path, reports: Sequence[Path]) -> None:
    if _is_one_of(path, reports):
        raise Refused(marked("{path} is a report itself or its annotations"), path=str(path))


def _is_one_of(path: Path, files: Sequence[Path]) -> bool:
    return path.exists() and any(file.exists() and path.samefile(file) for file in files)


def _stem(report: Path, taken: set[str]) -> str:
    """Return a name that no other report has: they may share theirs in two folders or formats."""
    stem, number = report.stem, 1
    while stem.casefold() in taken:
        stem = f"{report.name}-{number}" if number > 1 else report.name
        number += 1
    taken.add(stem.casefold())
    return stem


def _own_files(readings: Sequence[Reading]) -> Iterator[Path]:
    """Yield the files that an export of `readings` must not replace."""
    for reading in readings:
        yield from (own for own in (reading.path, reading.store.path) if own.exists())


def _put(path: Path, format: str, content: bytes, force: bool) -> None:
    """Write a file, over one that is there only with `force`."""
    content = MARKS.get(format, b"") + content
    if path.exists() and not path.is_file():  # a pipe or a terminal
        path.write_bytes(content)
        return
    if path.exists() and not force:
        raise Refused(marked("{path} exists; --force overwrites it"), path=str(path))
    put(path, content)
