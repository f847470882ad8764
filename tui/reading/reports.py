"""The reports of a list: what became of each, which of them are shown, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from parsers.messages import marked
from tui.find.filtering import admits
from tui.find.pinyin import by_pinyin, natural
from tui.language import _
from tui.layout.text import plain
from tui.paths import names
from tui.reading import Reading, Unread
from tui.reading.digests import Digest, Packed, Readings, Stamp, digest, recounted

Progress = Literal["waiting", "reading", "read", "unread", "left"]
"""How far a file has come; one is `left` when the reading was stopped before its turn."""

PROGRESS: dict[Progress, str] = {
    "waiting": marked("waiting"),
    "reading": marked("reading…"),
    "unread": marked("unread"),
    "left": marked("not read yet"),
}
OPEN = marked("{count} open")
JUDGED = marked("judged")
CLEAN = marked("clean")

Order = Literal["found", "problems", "agency", "year", "file"]
ORDERS: tuple[Order, ...] = ("found", "problems", "agency", "year", "file")
"""The orders as they are gone through; `found` is that of the folders."""


class Entry(Struct, frozen=True):
    """A file of the list: its number as found, its name, and what became of it.

    `at` is its stamp when it was found.
    """

    path: Path
    number: int
    name: str
    at: Stamp = None
    progress: Progress = "waiting"
    digest: Digest | None = None
    unread: Unread | None = None

    @property
    def is_known(self) -> bool:
        """Whether it was read, or cannot be."""
        return self.progress in {"read", "unread"}

    @property
    def has_open(self) -> bool:
        """Whether it has findings that are neither confirmed nor dismissed."""
        return self.digest is not None and self.digest.open > 0

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.digest is None:
            return _(PROGRESS[self.progress])
        if self.digest.open:
            return _(OPEN).format(count=self.digest.open)
        return _(JUDGED if any(self.digest.counts.values()) else CLEAN)

    @property
    def told(self) -> str:
        """All that it can be found by: what is shown, and words for how it stands."""
        words = [plain(self.name), self.state]
        if self.digest is not None:
            words += [plain(self.digest.agency), str(self.digest.year or "")]
        for word in _standing(self):
            words += [word, _(word)]
        return "\n".join(words)


ERRORS, WARNINGS, OPEN_ONES = marked("errors"), marked("warnings"), marked("open")


def _standing(entry: Entry) -> list[str]:
    """Return the words for how `entry` stands, in English: they are known in every language."""
    if entry.digest is None:
        return [PROGRESS["unread"]] if entry.progress in {"unread", "left"} else []
    counts = entry.digest.counts
    standing = {
        ERRORS: counts["error"],
        WARNINGS: counts["warning"],
        OPEN_ONES: entry.digest.open,
        CLEAN: not any(counts.values()),
        JUDGED: any(counts.values()) and not entry.digest.open,
    }
    return [word for word, so in standing.items() if so]


def matching(entries: Iterable[Entry], wanted: str) -> list[Entry]:
    """Return those that have every word of `wanted` in what is told of them."""
    wanted = wanted.strip()
    return [e for e in entries if not wanted or admits(wanted, e.told)]


# -- the order ------------------------------------------------------------------------------------


def _problems(entry: Entry) -> tuple[int, ...]:
    """What cannot be read is a problem too: it stands behind errors and before warnings."""
    if entry.digest is None:
        return (1,)
    errors, warnings, infos = entry.digest.counts.values()
    return (0 if errors else 2, -errors, -warnings, -infos)


def _agency(entry: Entry) -> Any:
    return by_pinyin(entry.digest.agency) if entry.digest else ()


def _year(entry: Entry) -> Any:
    return (entry.digest.year or 0) if entry.digest else 0


_KEYS: dict[Order, tuple[Callable[[Entry], Any], ...]] = {
    "found": (lambda e: e.number,),
    "problems": (_problems, _agency),
    "agency": (_agency, _year),
    "year": (_year, _agency),
    "file": (lambda e: natural(e.name),),
}


def ordered(entries: Iterable[Entry], order: Order, backward: bool) -> list[Entry]:
    """Return `entries` in an order, or in its opposite.

    What is not known yet stands last and, by agency and year, what cannot be read first, in both
    directions: so nothing that is in trouble hides at the end.
    """
    entries = sorted(entries, key=lambda e: natural(e.name))
    for key in reversed(_KEYS[order]):
        entries.sort(key=key, reverse=backward and key is _KEYS[order][0])
    if order in {"agency", "year"}:
        entries.sort(key=lambda e: e.progress != "unread")
    if order in {"problems", "agency", "year"}:
        entries.sort(key=lambda e: not e.is_known)
    return entries


# -- all of them ----------------------------------------------------------------------------------


class Reports:
    """The files of a list and what became of them; none is read here."""

    def __init__(self) -> None:
        self.entries: dict[Path, Entry] = {}
        self.readings = Readings()

    def list(self, files: Sequence[Path], stamps: Sequence[Stamp]) -> tuple[Path, ...]:
        """Take in which files there are now; return those that are to be read, new or changed."""
        before, self.entries = self.entries, {}
        for number, (path, name, at) in enumerate(zip(files, names(files), stamps, strict=True)):
            new = Entry(path, number, name, at)
            old = before.pop(path, new)
            if old.progress == "read" and old.at == at:
                new = replace(old, number=number, name=new.name)
            self.entries[path] = new
        for path in [*before, *(p for p, e in self.entries.items() if e.progress != "read")]:
            self.readings.drop(path)
        return self.waiting

    @property
    def waiting(self) -> tuple[Path, ...]:
        """The files whose turn comes yet."""
        return tuple(p for p, e in self.entries.items() if e.progress == "waiting")

    def count(self, progress: Progress) -> int:
        """Return how many files have come so far."""
        return sum(e.progress == progress for e in self.entries.values())

    def begin(self, path: Path) -> str:
        """A file is being read; return its name."""
        if path not in self.readings:
            self._set(path, "reading")
        return plain(self.entries[path].name) if path in self.entries else ""

    def take(self, path: Path, packed: Packed) -> None:
        """A file was read."""
        if path in self.entries and path not in self.readings:
            self.readings.put(path, packed)
            self._set(path, "read", packed.digest)

    def adopt(self, path: Path, became: Reading | Unread) -> None:
        """A file was read elsewhere, by a person who works on it."""
        if isinstance(became, Unread):
            self.fail(path, became)
        elif path in self.entries:
            self.readings.keep(became)
            self._set(path, "read", digest(became))

    def fail(self, path: Path, unread: Unread) -> None:
        """A file could not be read."""
        if path not in self.readings:
            self._set(path, "unread", unread=unread)

    def leave(self) -> None:
        """No file is read any further."""
        for path, entry in self.entries.items():
            if entry.progress in {"waiting", "reading"}:
                self._set(path, "left")

    def recount(self, paths: Iterable[Path]) -> bool:
        """Count again those at `paths` whose annotations have changed; tell whether any had."""
        changed = False
        for path in paths:
            entry = self.entries.get(path)
            if entry is None or entry.digest is None:
                continue
            after = recounted(self.readings, path, entry.digest)
            if after != entry.digest:
                self._set(path, "read", after)
                changed = True
        return changed

    def _set(
        self,
        path: Path,
        progress: Progress,
        digest: Digest | None = None,
        unread: Unread | None = None,
    ) -> None:
        if entry := self.entries.get(path):
            self.entries[path] = replace(entry, progress=progress, digest=digest, unread=unread)


def next_open(
    shown: Sequence[Entry], at: int, step: int, entries: dict[Path, Entry]
) -> tuple[Entry | None, bool, bool]:
    """Return the next of `shown` with open findings, before or behind the one `at`.

    The second says whether the search went over the end, the third whether it passed any whose
    reading is still to come. `entries` are what has become of those shown.
    """
    passed = False
    for far in range(1, len(shown)):
        number = at + step * far
        entry = entries.get(shown[number % len(shown)].path)
        if entry is not None and entry.has_open:
            return entry, not 0 <= number < len(shown), passed
        passed = passed or (entry is not None and entry.progress in {"waiting", "reading"})
    return None, False, passed
