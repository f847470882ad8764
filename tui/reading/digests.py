"""What a list of reports keeps of each: the little that it tells, and the whole packed small."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from parsers.model import Severity
from tui.annotations import AnnotationStore
from tui.annotations import file as annotation_file
from tui.reading import Reading, standing, tally

Stamp = tuple[int, int] | None
"""When a file was written and how long it is; None where there is none."""


class Digest(Struct, frozen=True):
    """What the list tells of a reading.

    `counts` are the findings that were not dismissed, `open` those neither confirmed nor dismissed.
    `noted` are the stamps of the annotation files that this was counted with.
    """

    agency: str
    year: int | None
    counts: dict[Severity, int]
    open: int
    evaluated: int
    total: int
    annotations: int
    noted: tuple[Stamp, ...] = ()


class Packed(Struct, frozen=True):
    """A reading in few bytes, and its digest."""

    digest: Digest
    data: bytes


def stamp(path: Path) -> Stamp:
    """Return the stamp of the file at `path`."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size


def noted(report: Path) -> tuple[Stamp, ...]:
    """Return the stamps of the places where annotations of a report may be."""
    return stamp(annotation_file.beside(report)), stamp(annotation_file.in_user_data(report))


def digest(reading: Reading, written: tuple[Stamp, ...] = ()) -> Digest:
    """Return what the list tells of `reading`.

    `written` is what `noted` returned before its annotations were read, so that what is written
    meanwhile is counted the next time; without it all of them are.
    """
    stand = [(f.severity, standing(reading, f)) for f in reading.verdict.findings]
    ledger = reading.verdict.ledger
    return Digest(
        reading.report.agency,
        reading.report.year,
        tally(stand),
        sum(standing.status == "open" for _severity, standing in stand),
        ledger.evaluated,
        ledger.total,
        len(reading.store.annotations),
        written,
    )


def pack(reading: Reading, written: tuple[Stamp, ...]) -> Packed:
    """Return `reading` in few bytes, for a process of gouji's own; its store is opened anew.

    `written` is what `noted` returned before it was read.
    """
    whole = (reading.path, reading.report, reading.verdict, reading.config)
    # The first level packs to a sixth already; the others take longer for little more.
    return Packed(digest(reading, written), zlib.compress(pickle.dumps(whole, -1), 1))


def unpack(packed: Packed) -> Reading:
    """Return the reading that was packed, with its annotations as they are written now."""
    path, report, verdict, config = pickle.loads(zlib.decompress(packed.data))
    store = AnnotationStore.open(path, report, config.author)
    return Reading(path, report, verdict, store, config)


class Readings(Mapping[Path, Reading]):
    """The readings of a list, by path: whole if a person has opened them, else packed.

    Only those that are whole have something to undo, or annotations that wait to be written.
    """

    def __init__(self) -> None:
        self._whole: dict[Path, Reading] = {}
        self._packed: dict[Path, Packed] = {}

    def __getitem__(self, path: Path) -> Reading:
        """Return a reading with its annotations as they are written now."""
        if whole := self._whole.get(path):
            whole.store.reload()
            return whole
        return unpack(self._packed[path])

    def __iter__(self) -> Iterator[Path]:
        return iter(dict.fromkeys((*self._whole, *self._packed)))

    def __len__(self) -> int:
        return sum(1 for _path in self)

    def __contains__(self, path: object) -> bool:
        return path in self._whole or path in self._packed

    def is_open(self, path: Path) -> bool:
        """Whether a person has opened it, so that something may be held in memory only."""
        return path in self._whole

    @property
    def unwritten(self) -> tuple[Path, ...]:
        """The reports with annotations that wait to be written."""
        return tuple(path for path, whole in self._whole.items() if whole.store.is_waiting)

    def put(self, path: Path, packed: Packed) -> None:
        """Keep a reading that nobody has opened yet."""
        self._packed[path] = packed

    def open(self, path: Path) -> Reading | None:
        """Return a reading that a person opens, kept whole from now on; None if there is none."""
        if path in self:
            self.keep(self[path])
        return self._whole.get(path)

    def keep(self, reading: Reading) -> None:
        """Keep a reading whole."""
        self._whole[reading.path] = reading
        self._packed.pop(reading.path, None)

    def drop(self, path: Path) -> None:
        """Keep nothing of the file at `path`."""
        self._whole.pop(path, None)
        self._packed.pop(path, None)


def recounted(readings: Readings, path: Path, before: Digest) -> Digest:
    """Return the digest of a reading; that from `before` where no annotation has changed since."""
    written = noted(path)
    if not readings.is_open(path) and written == before.noted:
        return before
    return digest(readings[path], written)
