"""What the files of exports are called: each report has a name of its own, and keeps it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from tui import paths

OVERVIEW = "overview"
"""What the file with the overview of a folder is called, but for its ending."""
SUMMARY = "-summary"
"""What stands behind the name of a report whose summary would lie in its place."""

_LONGEST = 255


def file_name(stem: str, format: str, longest: int, behind: str = "") -> str:
    """Return a name of that format, of `longest` bytes at most; a stem that is too long is cut.

    What stands `behind` the stem is not.
    """
    ending = f"{behind}.{format}"
    room = longest - len(os.fsencode(ending))
    while len(os.fsencode(stem)) > room:
        stem = stem[:-1]
    return stem + ending


def longest_name(folder: Path) -> int:
    """Return how many bytes a name may have in `folder`."""
    with suppress(OSError, AttributeError, ValueError):
        return os.pathconf(folder, "PC_NAME_MAX")
    return _LONGEST


class Names:
    """The names of the summaries of `reports` in one folder.

    A report's own name without its ending, where no other of them has the same; then with it, then
    with the folders that it lies in. Which of them can be read, and in which order, is all one: no
    name is given to the summary of another report than before.
    """

    def __init__(self, format: str, folder: Path, reports: Sequence[Path]) -> None:
        self._format = format
        self._longest = longest_name(folder)
        self._stems: dict[Path, str] = {}
        self._taken = {self._name(OVERVIEW)}
        below = dict(zip(reports, paths.names(reports), strict=True))
        ways: tuple[Callable[[Path], str], ...] = (
            lambda report: report.stem,
            lambda report: report.name,
            lambda report: "-".join(Path(below[report]).parts),
        )
        for way in ways:
            names = {report: self._name(way(report)) for report in below}
            often = Counter(names.values())
            for report, name in names.items():
                if report not in self._stems and often[name] == 1 and name not in self._taken:
                    self._stems[report] = way(report)
                    self._taken.add(name)

    def of(self, report: Path, behind: str = "") -> str:
        """Return a name for the summary of `report` that no other has; with `behind`, another."""
        if not behind and report in self._stems:
            return file_name(self._stems.pop(report), self._format, self._longest)
        stem, number = report.stem, 0
        while (name := self._name(stem, behind)) in self._taken:
            number += 1
            stem = f"{number}-{report.name}"
        self._taken.add(name)
        return file_name(stem, self._format, self._longest, behind)

    def _name(self, stem: str, behind: str = "") -> str:
        """Return a name as it is where upper and lower case are the same."""
        return file_name(stem, self._format, self._longest, behind).casefold()
