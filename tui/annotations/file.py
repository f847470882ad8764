"""The annotation file: where it lies, how it is read, and how it is replaced whole or not at all.

It is TOML that people edit too, and another gouji may write it meanwhile. What is not understood is
kept; what is not TOML, or not of our schema, is `Unusable` and never overwritten.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from parsers.messages import Trouble, marked
from parsers.reasons import reason
from tui import saving
from tui.layout.text import clean

SCHEMA = "gouji/annotations/1"
SUFFIX = ".annotations.toml"

KEYS = (
    *("id", "target", "prefix", "suffix", "status", "text", "tags", "seen"),
    *("author", "created", "updated"),
)
"""An entry's keys in the order in which they are written; foreign keys follow."""

REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG})
"""What a folder answers that will not take the file, however often it is asked."""

Document = dict[str, Any]
Entry = dict[str, Any]

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Unusable(Trouble):
    """A file that exists but cannot be taken for an annotation file."""


class _Moment(datetime):
    """A date and time that TOML is given with a `T` in it."""

    def __str__(self) -> str:
        return self.isoformat()


# -- where --------------------------------------------------------------------------------------


def beside(report: Path) -> Path:
    """Return the annotation file's own place, next to the report."""
    return report.with_name(report.name + SUFFIX)


def report_of(path: Path) -> Path:
    """Return the report that the annotation file at `path` lies beside; other paths as they are."""
    return path.with_name(path.name.removesuffix(SUFFIX)) if path.name != SUFFIX else path


def in_user_data(report: Path) -> Path:
    """Return its place for a report in a folder that cannot be written; one for each path."""
    import platformdirs

    digest = hashlib.sha256(os.fsencode(report.absolute().resolve())).hexdigest()[:12]
    name = f"{clean(report.stem)[:40]}-{digest}{SUFFIX}"
    return platformdirs.user_data_path("gouji") / "annotations" / name


# -- reading ------------------------------------------------------------------------------------


def content(path: Path) -> bytes | None:
    """Return what the file holds, or None where there is no file; raise `Unusable`."""
    try:
        return saving.content(path)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return None
        raise Unusable(
            marked("{file} cannot be read ({reason}); new annotations are kept in memory"),
            file=clean(path.name),
            reason=reason(error),
        ) from error


def parse(raw: bytes | None, path: Path) -> Document:
    """Return the document in `raw`, each entry with the id and dates it needs; raise `Unusable`."""
    document = _checked(_toml(raw or b"", path), path)
    if entries := document.get("annotation"):
        _complete(entries, path)
    return document


def _toml(raw: bytes, path: Path) -> Document:
    from parsers import toml

    try:
        return toml.parse(raw)
    except toml.NotToml as error:
        if error.line is None:
            raise Unusable(
                marked(
                    "{file} is not valid TOML; mend it: "
                    "until then it is left as it is and new annotations are kept in memory"
                ),
                file=clean(path.name),
            ) from error
        raise Unusable(
            marked(
                "{file} is not valid TOML at line {line}, column {column}; mend it: "
                "until then it is left as it is and new annotations are kept in memory"
            ),
            file=clean(path.name),
            line=str(error.line),
            column=str(error.column),
        ) from error


def _checked(document: Document, path: Path) -> Document:
    """Return `document` where it is empty or of our schema."""
    entries = document.get("annotation", [])
    ours = (
        document.get("schema") == SCHEMA
        and isinstance(document.get("report", {}), dict)
        and isinstance(entries, list)
        and all(isinstance(e, dict) for e in entries)
    )
    if ours or not document:
        return document
    raise Unusable(
        marked(
            "{file} is not an annotation file of the kind {schema}; "
            "it is left as it is and new annotations are kept in memory"
        ),
        file=clean(path.name),
        schema=SCHEMA,
    )


def _complete(entries: list[Entry], path: Path) -> None:
    """Give entries that were written by hand an id of their own and dates, where they lack them."""
    written = _written(path)
    taken: set[str] = set()
    for entry in entries:
        if not isinstance(entry.get("id"), str) or entry["id"] in taken | {""}:
            entry["id"] = _id_from_content(entry, taken)
        taken.add(entry["id"])
        entry.setdefault("created", entry.get("updated", written))
        entry.setdefault("updated", entry["created"])


def _written(path: Path) -> datetime:
    try:
        seconds = int(path.stat().st_mtime)
    except OSError:
        seconds = 0
    return datetime.fromtimestamp(seconds).astimezone()


# -- names --------------------------------------------------------------------------------------


def new_id() -> str:
    """Return a ULID: 48 bits of time in milliseconds and 80 of chance, as 26 characters."""
    return _ulid(time.time_ns() // 1_000_000 << 80 | secrets.randbits(80))


def _id_from_content(entry: Entry, taken: set[str]) -> str:
    """Return the same id each time that an entry without one is read."""
    copies = 0
    while True:
        told = repr((entry.get("target"), copies))
        id = _ulid(int.from_bytes(hashlib.sha256(told.encode()).digest()[:16], "big"))
        if id not in taken:
            return id
        copies += 1


def _ulid(number: int) -> str:
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


# -- two documents, one list --------------------------------------------------------------------


def merged(first: Document, second: Document) -> Document:
    """Return `first` with what only `second` has; of one id, the entry that was updated later."""
    entries: dict[str, Entry] = {e["id"]: e for e in first.get("annotation", [])}
    for entry in second.get("annotation", []):
        mine = entries.get(entry["id"])
        if mine is None or moment(entry["updated"]) >= moment(mine["updated"]):
            entries[entry["id"]] = entry
    return {**second, **first, "annotation": list(entries.values())}


def same(one: Entry | None, other: Entry | None) -> bool:
    """Tell whether two entries are written alike."""
    if one is None or other is None:
        return one is other
    if one == other:
        return True
    try:  # a figure that is no number equals nothing, but is written alike
        return rendered({"annotation": [one]}) == rendered({"annotation": [other]})
    except (ValueError, RecursionError):
        return False


def moment(value: object) -> datetime:
    """Return a date as read from TOML with its zone; 1970 for what is not a date."""
    with suppress(ValueError, OverflowError, OSError, AttributeError):
        if isinstance(value, datetime):
            there = value.astimezone()  # some dates are not in reach of every zone
            return value if value.tzinfo else there
        return datetime(value.year, value.month, value.day).astimezone()  # type: ignore[attr-defined]
    return datetime.fromtimestamp(0).astimezone()


# -- writing ------------------------------------------------------------------------------------


def ordered(entry: Mapping[str, Any]) -> Entry:
    """Return `entry` with its keys in their order, the foreign ones last."""
    return {k: entry[k] for k in (*KEYS, *entry) if k in entry}


def rendered(document: Document) -> bytes:
    """Return `document` as TOML that reads back as the same."""
    import tomllib

    import tomli_w

    printable = _with_moments(document)
    text = tomli_w.dumps(printable, multiline_strings=True)
    if tomllib.loads(text, parse_float=Decimal) != document:
        # Strings over several lines lose carriage returns: write them in one line instead.
        text = tomli_w.dumps(printable, multiline_strings=False)
    return text.encode()


def _with_moments(value: Any) -> Any:
    if isinstance(value, datetime):
        return _Moment.fromisoformat(value.isoformat())
    if isinstance(value, dict):
        return {k: _with_moments(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_with_moments(v) for v in value]
    return value
