"""A report as it is worked on: read, checked, and with what people wrote about it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from parsers.model import SEVERITIES, Finding, Report, Severity, Verdict
from tui.annotations import AnnotationStore, Standing


class Reading(Struct, frozen=True):
    """A report from `path`, the verdict on it, and the store of its annotations."""

    path: Path
    report: Report
    verdict: Verdict
    store: AnnotationStore


def open_reading(
    path: Path,
    report: Report | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> Reading:
    """Read and check the file at `path`, if `report` is not what was read from it already.

    `select` and `ignore` are beginnings of rule codes. Raises `parsers.document.Unreadable`.
    """
    import parsers

    report = report or parsers.load(path)
    verdict = parsers.check(report, select, ignore)
    return Reading(path, report, verdict, AnnotationStore.open(path, report))


def standing(reading: Reading, finding: Finding) -> Standing:
    """Return where `finding` stands."""
    return reading.store.standing(finding, reading.report)


def counts(reading: Reading) -> dict[Severity, int]:
    """Return how many findings there are of each severity, the dismissed ones left out."""
    found = dict.fromkeys(SEVERITIES, 0)
    for finding in reading.verdict.findings:
        if standing(reading, finding).status != "dismissed":
            found[finding.severity] += 1
    return found
