"""Which files are meant: a file as it is, a folder as the reports in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

SUFFIXES = (".pdf", ".txt")
"""What is taken for a report in a folder; a file that is named itself is always tried."""


class Selection(Struct, frozen=True):
    """The files to read, each once and in order, and the folders that hold none."""

    files: tuple[Path, ...]
    empty: tuple[Path, ...] = ()


def select(paths: Iterable[Path]) -> Selection:
    """Return the reports that `paths` mean: a folder those in it and below, sorted by name."""
    files: dict[Path, None] = {}
    empty: list[Path] = []
    for path in paths:
        found = list(_in_folder(path)) if path.is_dir() else [path]
        files.update(dict.fromkeys(found))
        if not found:
            empty.append(path)
    return Selection(tuple(files), tuple(empty))


def _in_folder(folder: Path) -> Iterable[Path]:
    """Yield the files that look like reports, hidden ones and hidden folders left out."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
            yield path
