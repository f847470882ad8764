"""The annotations of reports as a list: in lines for a terminal, as JSON, or as CSV.

What is kept for a file that cannot be read, or is gone, is counted: no annotation is left unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import click
import msgspec
from msgspec import Struct

from tui.annotations import file
from tui.annotations.noted import Noted, noted
from tui.exports import separated
from tui.language import _, say
from tui.layout.text import cells, clean, pad, plain, visible_lines
from tui.reading import Reading
from tui.terms import STATE_NAMES, STATUS_NAMES, time_told, whose

SCHEMA = "gouji/annotation-list/1"
COLUMNS = (
    *("kind", "file", "agency", "year", "id", "target", "place", "status", "state"),
    *("author", "updated", "tags", "text", "kept"),
)
"""Of an `annotation`, or of an `unread` file: why in `text`, how many are `kept` for it."""

PLACE_MOST = 40
"""As many cells wide is a place on a terminal."""


class Written(Struct, frozen=True):
    """What is written on one report."""

    file: str
    agency: str
    year: int | None
    listed: tuple[Noted, ...]


class Unread(Struct, frozen=True):
    """A file that cannot be read, why, and how many annotations are kept for it."""

    file: str
    why: str
    kept: int


class Listing(Struct, frozen=True):
    """What is written on each of several reports; on the unread ones, how much."""

    reports: tuple[Written, ...]
    unread: tuple[Unread, ...]


# -- gathering ----------------------------------------------------------------------------------


def gather(
    readings: Iterable[Reading], unread: Iterable[tuple[str, str]], stale: bool = False
) -> Listing:
    """Return what is written on `readings`, in the order of the files; no reading is kept.

    With `stale`, only what is on something that has changed, is corrected, or is gone. `unread`
    are files with the reason why, looked at when all of `readings` were.
    """
    reports, troubled = [], []
    for reading in readings:
        reports.append(_written(reading, stale))
        if why := _unusable(reading.path):
            troubled.append(Unread(str(reading.path), why, 0))
    return Listing(tuple(reports), (*troubled, *(_unread(path, why) for path, why in unread)))


def abandoned(paths: Iterable[Path]) -> list[tuple[str, str]]:
    """Return the reports that are gone from folders but for their annotations, with the reason."""
    found = (
        file.report_of(annotations)
        for path in paths
        if path.is_dir()
        for annotations in sorted(path.rglob(f"*{file.SUFFIX}"))
    )
    gone = dict.fromkeys(str(report) for report in found if not report.exists())
    return [(report, _("there is no such file")) for report in gone]


def _written(reading: Reading, stale: bool) -> Written:
    report = reading.report
    wanted = tuple(one for one in noted(reading) if one.state != "there" or not stale)
    return Written(str(reading.path), report.agency, report.year, wanted)


def _unread(path: str, why: str) -> Unread:
    return Unread(path, _unusable(Path(path)) or why, _kept(Path(path)))


def _kept(report: Path) -> int:
    """Return how many annotations there are for `report`, wherever they lie."""
    try:
        documents = [file.parse(file.content(path), path) for path in _files(report)]
    except file.Unusable:
        return 0
    return len({entry["id"] for held in documents for entry in held.get("annotation", [])})


def _unusable(report: Path) -> str:
    """Return why the annotations for `report` cannot be read, if so."""
    try:
        for path in _files(report):
            file.parse(file.content(path), path)
    except file.Unusable as unusable:
        return say(unusable.message)
    return ""


def _files(report: Path) -> tuple[Path, ...]:
    """Return where annotations for `report` may lie: nowhere for a folder without reports."""
    return () if report.is_dir() else (file.beside(report), file.in_user_data(report))


# -- printing -----------------------------------------------------------------------------------


def render(format: Literal["text", "json", "csv"], listing: Listing, colour: bool = False) -> str:
    """Return the list; the same for the same. With `colour`, escape codes are in its text."""
    match format:
        case "json":
            return "".join(_json(listing))
        case "csv":
            return "".join(separated.lines(COLUMNS, _rows(listing)))
    text = "".join(f"{line}\n" for line in _lines(listing))
    return text if colour else click.unstyle(text)


def _json(listing: Listing) -> Iterator[str]:
    """Yield a document for each report and each unread file, each on a line of its own."""
    encode = msgspec.json.Encoder().encode
    for report in listing.reports:
        document = {
            "schema": SCHEMA,
            "file": clean(report.file),
            "agency": report.agency,
            "year": report.year,
            "annotations": [
                {**msgspec.to_builtins(one.annotation), "place": one.place, "state": one.state}
                for one in report.listed
            ],
        }
        yield encode(document).decode() + "\n"
    for lost in listing.unread:
        name = clean(lost.file)
        document = {"schema": SCHEMA, "file": name, "unread": lost.why, "kept": lost.kept}
        yield encode(document).decode() + "\n"


def _rows(listing: Listing) -> Iterator[dict[str, separated.Value]]:
    for report in listing.reports:
        for one in report.listed:
            note = one.annotation
            yield {
                "kind": "annotation",
                "file": report.file,
                "agency": report.agency,
                "year": report.year,
                "id": note.id,
                "target": note.target,
                "place": one.place,
                "status": note.status,
                "state": one.state,
                "author": note.author,
                "updated": note.updated.isoformat(),
                "tags": " ".join(note.tags),
                "text": note.text,
            }
    for lost in listing.unread:
        yield {"kind": "unread", "file": lost.file, "text": lost.why, "kept": lost.kept}


def _lines(listing: Listing) -> Iterator[str]:
    for report in listing.reports:
        if report.listed:
            heading = f"{plain(report.file)}  {' '.join(whose(report.agency, report.year))}"
            yield from (click.style(heading, bold=True), *_aligned(report.listed), "")
    for lost in listing.unread:
        yield click.style(f"{plain(lost.file)}", bold=True)
        yield f"  {plain(lost.why)}"
        if lost.kept:
            yield "  " + _("annotations that are kept for it: {count}").format(count=lost.kept)
        yield ""
    listed = [one for report in listing.reports for one in report.listed]
    yield _("{reports} reports: {annotations} annotations, {stale} of them out of date").format(
        reports=len(listing.reports),
        annotations=len(listed),
        stale=sum(one.state != "there" for one in listed),
    )


def _aligned(listed: Sequence[Noted]) -> Iterator[str]:
    """Yield a line for each annotation, its columns straight, and its text indented below it."""
    rows = [_row(one) for one in listed]
    widths = [min(max(map(cells, column)), PLACE_MOST) for column in zip(*rows, strict=True)]
    for one, row in zip(listed, rows, strict=True):
        place, status, state, by = map(pad, row, [*widths[:-1], cells(row[-1])])
        state = click.style(state, fg="yellow") if one.state != "there" else state
        yield f"  {place}  {status}  {state}  {by}".rstrip()
        text = visible_lines(one.annotation.text.strip())
        yield from (f"      {line}".rstrip() for line in text.split("\n") if text)


def _row(one: Noted) -> tuple[str, str, str, str]:
    note = one.annotation
    by = (note.author, time_told(note.updated), *(f"#{tag}" for tag in note.tags))
    return (
        plain(one.place),
        _(STATUS_NAMES[note.status]) if note.status else "",
        _(STATE_NAMES[one.state]),
        plain("  ".join(by)),
    )
