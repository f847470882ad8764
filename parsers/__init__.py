"""Reads reports and checks that their figures agree: a library without a screen.

`load(path)` gives a `Report`, `check(report)` a `Verdict`.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from parsers.document import Unreadable
from parsers.messages import marked
from parsers.model import Report, Verdict

TRIPPED = marked("gouji failed on this file, which is a fault in gouji: {why}")

__all__ = ["Unreadable", "check", "load"]


def load(path: Path) -> Report:
    """Read the report in the file `path`; raise `Unreadable` with the reason where it is none."""
    from hashlib import sha256

    from parsers.readers import read
    from parsers.understand import understand

    data = _bytes(path)
    try:
        return understand(read(data), path.name, sha256(data).hexdigest())
    except Unreadable:
        raise
    except Exception as error:
        # A file that trips gouji must not take the other files of a run with it.
        raise Unreadable(TRIPPED, why=f"{type(error).__name__}: {error}") from error


def check(report: Report, select: Collection[str] = (), ignore: Collection[str] = ()) -> Verdict:
    """Check a report under its form; `select` and `ignore` are beginnings of rule codes."""
    from parsers.checks import run

    return run(report, select, ignore)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Unreadable(marked("this is a folder"))
        if path.exists() and not path.is_file():
            raise Unreadable(marked("this is a device or a pipe, not a file"))
        if path.stat().st_size > 256 * 1024 * 1024:
            raise Unreadable(marked("the file is larger than 256 MB"))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(marked("there is no such file")) from error
    except PermissionError as error:
        raise Unreadable(marked("the file may not be read")) from error
    except (OSError, ValueError) as error:
        raise Unreadable(marked("the file cannot be read: {why}"), why=str(error)) from error
