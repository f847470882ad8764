"""Which files are meant: a file as it is, a folder as the reports in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from tui.signature import is_summary

SUFFIXES = (
    *(".pdf", ".txt", ".html", ".htm", ".shtml", ".mht", ".mhtml"),
    *(".docx", ".docm", ".doc", ".wps", ".rtf"),
)
"""What is taken for a report in a folder; a file that is named itself is always tried."""
# Where a browser puts what belongs to a page that it saves.
_BESIDE_A_PAGE = ("_files", ".files")


class Selection(Struct, frozen=True):
    """The files to read, each once and in order, and the folders that hold none."""

    files: tuple[Path, ...]
    empty: tuple[Path, ...] = ()


def select(paths: Iterable[Path]) -> Selection:
    """Return the reports that `paths` mean: of a folder those in it, then those below it."""
    files: dict[Path, None] = {}
    empty: list[Path] = []
    for path in paths:
        found = list(_in_folder(path)) if path.is_dir() else [path]
        files.update(dict.fromkeys(found))
        if not found:
            empty.append(path)
    return Selection(tuple(files), tuple(empty))


def names(files: Sequence[Path]) -> list[str]:
    """Return what to call each of `files` in a list: its path below the folder that holds all."""
    try:
        top = os.path.commonpath([file.absolute().parent for file in files])
    except ValueError:  # no files, or files on several drives
        return [str(file) for file in files]
    return [str(file.absolute().relative_to(top)) for file in files]


def _in_folder(folder: Path) -> Iterator[Path]:
    """Yield the files that look like reports, but no hidden ones, parts of pages or summaries."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not (name.startswith(".") or name.endswith(_BESIDE_A_PAGE))
        )
        for name in sorted(names):
            path = Path(place, name)
            looks_like_one = name.lower().endswith(SUFFIXES) and not name.startswith(".")
            if looks_like_one and not is_summary(path):
                yield path
