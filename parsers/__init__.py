"""Reads reports and checks that their figures agree: a library without a screen.

`load(path)` gives a `Report`, `check(report)` a `Verdict`.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from parsers.document import Unreadable
from parsers.model import Report, Verdict

__all__ = ["Unreadable", "check", "load"]


def load(path: Path) -> Report:
    """Read the report in the file `path`; raise `Unreadable` with the reason where it is none."""
    from parsers.readers import read
    from parsers.understand import understand

    data = _bytes(path)
    return understand(read(data), path.name, sha256(data).hexdigest())


def check(report: Report) -> Verdict:
    """Check a report under its form."""
    from parsers.checks import run

    return run(report)


def _bytes(path: Path) -> bytes:
    from parsers.model import marked

    try:
        if path.is_dir():
            raise Unreadable(marked("this is a folder"))
        if path.stat().st_size > 256 * 1024 * 1024:
            raise Unreadable(marked("the file is larger than 256 MB"))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(marked("there is no such file")) from error
    except PermissionError as error:
        raise Unreadable(marked("the file may not be read")) from error
    except (OSError, ValueError) as error:
        raise Unreadable(marked("the file cannot be read: {why}"), why=str(error)) from error
