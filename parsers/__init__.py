"""Reads reports and checks that their figures agree: a library without a screen.

`load(path)` gives a `Report`, `check(report)` a `Verdict`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from parsers.document import Unreadable
from parsers.forms import Form
from parsers.messages import marked
from parsers.model import Report, Severity, Verdict

TRIPPED = marked("gouji failed on this file, which is a fault in gouji: {why}")

__all__ = ["Unreadable", "check", "load"]


def load(path: Path, forms: Sequence[Form] = ()) -> Report:
    """Read the report in the file `path`; raise `Unreadable` with the reason where it is none.

    `forms` are a person's own (`parsers.forms.own.load_file`), beside those that gouji knows.
    """
    from hashlib import sha256

    from parsers.files import REPORT_MEGABYTES, content
    from parsers.readers import read
    from parsers.understand import understand

    data = content(path, REPORT_MEGABYTES)
    try:
        return understand(read(data), path.name, sha256(data).hexdigest(), forms)
    except Unreadable:
        raise
    except Exception as error:
        # A file that trips gouji must not take the other files of a run with it.
        raise Unreadable(TRIPPED, why=f"{type(error).__name__}: {error}") from error


def check(
    report: Report,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    severities: Mapping[str, Severity] | None = None,
) -> Verdict:
    """Check a report under its form.

    `select` and `ignore` are beginnings of rule codes; so are the keys of `severities`, of which
    the longest counts.
    """
    from parsers.checks.verdict import run

    return run(report, select, ignore, severities or {})
