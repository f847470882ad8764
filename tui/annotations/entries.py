"""Annotations and the entries of the file that say them, and changes to these entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct

from parsers.model import Report
from tui.annotations import file
from tui.annotations.file import Document, Entry
from tui.annotations.targets import on_one_line
from tui.layout.text import clean

Status = Literal["open", "confirmed", "dismissed"]
STATUSES: tuple[Status, ...] = get_args(Status)


class Annotation(Struct, frozen=True):
    """A note, or a verdict on a finding: then it has a `status`.

    `seen` is what the figures of the finding or cell were when it was written. A quotation stands
    between `prefix` and `suffix`, by which it is told from the same words elsewhere. Times have a
    zone.
    """

    id: str
    target: str
    status: Status | None
    text: str
    seen: str | None
    author: str
    created: datetime
    updated: datetime
    tags: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""


class Change(Struct, frozen=True):
    """A change to the entry `id`: `fields` to set, None to remove it.

    `whole` is the entry to write where there is none, be it new or removed by another program. An
    `exact` change leaves nothing of what was there; an entry that it brings back stands in the
    place numbered `at`.
    """

    id: str
    fields: Entry | None
    whole: Entry
    exact: bool = False
    at: int | None = None


def applied(document: Document, changes: list[Change]) -> Document:
    """Return `document` with `changes` made to it."""
    entries: dict[str, Entry] = {e["id"]: e for e in document.get("annotation", [])}
    for change in changes:
        entry = entries.get(change.id)
        if change.fields is None:
            entries.pop(change.id, None)
        elif change.exact:
            entries = _put_back(entries, change)
        else:
            made = {**entry, **change.fields} if entry else change.whole
            entries[change.id] = file.ordered(made)
    others = {k: v for k, v in document.items() if k != "annotation"}
    return {**others, "annotation": list(entries.values())} if entries else others


def _put_back(entries: dict[str, Entry], change: Change) -> dict[str, Entry]:
    """Return `entries` with that of an exact change as it was, and where it was."""
    if change.id in entries or change.at is None:
        return {**entries, change.id: change.whole}
    items = list(entries.items())
    items.insert(change.at, (change.id, change.whole))
    return dict(items)


def stamped(document: Document, report: Report) -> Document:
    """Return `document` with the schema and the report that it speaks of, other keys kept."""
    about = {
        "file": clean(report.source.file),
        "sha256": report.source.sha256,
        "agency": clean(report.agency),
        "year": report.year,
    }
    told = {k: v for k, v in about.items() if v is not None}
    head = {"schema": file.SCHEMA, "report": {**document.get("report", {}), **told}}
    return {**head, **document, **head}


def entry_of(annotation: Annotation) -> Entry:
    """Return `annotation` as it is written: without the keys that have nothing to say."""
    fields = {k: getattr(annotation, k) for k in file.KEYS} | {"tags": list(annotation.tags)}
    silent = {k for k in ("tags", "prefix", "suffix") if not fields[k]}
    return {k: v for k, v in fields.items() if v is not None and k not in silent}


def annotation_of(entry: Entry) -> Annotation:
    """Return what `entry` says, whatever a hand has made of it; unknown verdicts are open."""
    target = entry.get("target")
    target = target if isinstance(target, str) else ""
    status, seen = entry.get("status"), entry.get("seen")
    judged = target.startswith("finding:") and status is not None
    kept = judged or target.startswith("cell:")
    return Annotation(
        id=entry["id"],
        target=target,
        status=(status if status in STATUSES else "open") if judged else None,
        text=str(entry.get("text", "")),
        seen=seen if kept and isinstance(seen, str) else None,
        author=str(entry.get("author", "")),
        created=file.moment(entry["created"]),
        updated=file.moment(entry["updated"]),
        tags=_tags(entry.get("tags")),
        prefix=str(entry.get("prefix", "")),
        suffix=str(entry.get("suffix", "")),
    )


def judged(status: Status, seen: str, text: str = "") -> Entry:
    """Return what a verdict changes in an entry; without a new `text` it keeps its own."""
    fields: Entry = {"status": status, "seen": seen, "updated": now()}
    return {**fields, "text": kept_lines(text)} if text else fields


def kept_lines(text: str) -> str:
    """Return `text` as it is kept: lines end in a line feed."""
    return clean(text).replace("\r\n", "\n").replace("\r", "\n")


def now() -> datetime:
    """Return the time as annotations have it: with its zone, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def clean_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Return each tag once and on one line, the empty ones left out."""
    return tuple(dict.fromkeys(filter(None, map(on_one_line, tags))))


def _tags(written: object) -> tuple[str, ...]:
    """Return the tags in what a hand may have written for them."""
    tags = written if isinstance(written, list) else [written]
    return tuple(tag for tag in tags if isinstance(tag, str) and tag)
