"""The bytes of a file, or the reason why there are none."""

from __future__ import annotations

from hashlib import sha256 as digest
from pathlib import Path

from parsers.document import Unreadable
from parsers.messages import marked
from parsers.reasons import reason

CANNOT_BE_READ = marked("the file cannot be read: {why}")

REPORT_MEGABYTES = 256
"""The largest report that is read."""


def content(path: Path, megabytes: int) -> bytes:
    """Return what the file at `path` holds, if it is no larger than that; raise `Unreadable`."""
    try:
        if path.is_dir():
            raise Unreadable(marked("this is a folder"))
        if path.exists() and not path.is_file():
            raise Unreadable(marked("this is a device or a pipe, not a file"))
        if path.stat().st_size > megabytes * 1024 * 1024:
            raise Unreadable(marked("the file is larger than {size} MB"), size=str(megabytes))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(marked("there is no such file")) from error
    except PermissionError as error:
        raise Unreadable(marked("the file may not be read")) from error
    except OSError as error:
        raise Unreadable(CANNOT_BE_READ, why=reason(error)) from error
    except ValueError as error:  # no name that a file may have
        raise Unreadable(CANNOT_BE_READ, why=str(error)) from error


def unchanged(path: Path, sha256: str) -> bytes:
    """Return the report at `path`; raise `Unreadable`, also where its digest is another now."""
    data = content(path, REPORT_MEGABYTES)
    if digest(data).hexdigest() != sha256:
        raise Unreadable(marked("the file has changed since it was read"))
    return data
