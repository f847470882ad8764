"""Writing exports: never over a file that is there, unless a person says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from parsers.messages import Trouble, marked
from tui.exports import Only, render
from tui.reading import Reading


class Refused(Trouble):
    """A file that is not written over."""


def write(
    path: Path, format: str, readings: Sequence[Reading], only: Only, force: bool = False
) -> None:
    """Write `readings` to `path` in UTF-8.

    Raises `Refused` where a file is and `force` is not given, and always where that file is one
    of the reports or the annotations on it.
    """
    if path.exists() and any(path.samefile(own) for own in _own_files(readings)):
        raise Refused(marked("{path} is the report itself or its annotations"), path=str(path))
    text = render(format, readings, only)
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Refused(marked("{path} exists; --force overwrites it"), path=str(path)) from None


def _own_files(readings: Sequence[Reading]) -> Iterator[Path]:
    """Yield the files that an export of `readings` must not replace."""
    for reading in readings:
        yield from (own for own in (reading.path, reading.store.path) if own.exists())


def write_each(
    folder: Path, format: str, readings: Sequence[Reading], only: Only, force: bool = False
) -> Iterator[Path | Refused]:
    """Write one file a report into `folder`, made if need be.

    Yields their paths, and in place of a path why a file was not written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for reading in readings:
        # Two reports of one name from two folders, or in two formats, get two files.
        stem = reading.path.stem if reading.path.stem not in taken else reading.path.name
        number = 2
        while stem in taken:
            stem, number = f"{reading.path.name}-{number}", number + 1
        taken.add(stem)
        path = folder / f"{stem}.{format}"
        try:
            write(path, format, [reading], only, force)
        except Refused as refusal:
            yield refusal
        else:
            yield path
