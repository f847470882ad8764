"""Writing exports: never over a file that is there, unless a person says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tui.exports import Only, render
from tui.reading import Reading


class Exists(Exception):
    """A file stands where an export should go."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def write(path: Path, text: str, force: bool = False) -> None:
    """Write `text` to `path` in UTF-8; raise `Exists` where a file is and `force` is not given."""
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Exists(path) from None


def write_each(
    folder: Path, format: str, readings: Sequence[Reading], only: Only, force: bool = False
) -> Iterator[Path]:
    """Write one file a report into `folder`, made if need be, and yield their paths."""
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
        write(path, render(format, [reading], only), force)
        yield path
