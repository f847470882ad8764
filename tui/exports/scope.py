"""What of a reading goes into an export."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from msgspec import Struct

from parsers.messages import marked
from parsers.model import Finding
from tui.annotations import Annotation
from tui.annotations.noted import Noted, noted
from tui.annotations.targets import targets_of
from tui.reading import Reading, standing

Only = Literal["all", "open", "confirmed"]
"""Which findings to export; `all` are all, the dismissed ones too."""

ONLY: tuple[Only, ...] = get_args(Only)
ONLY_NAMES: dict[Only, str] = {
    "open": marked("Findings that are open"),
    "confirmed": marked("Findings that were confirmed"),
    "all": marked("Findings"),
}


class Options(Struct, frozen=True):
    """Which findings, and whether what people wrote goes along."""

    only: Only = "all"
    annotations: bool = True


ALL = Options()


def findings_of(reading: Reading, options: Options) -> tuple[Finding, ...]:
    """Return the findings to export, in reading order."""
    findings = reading.verdict.findings
    if options.only == "all":
        return findings
    return tuple(f for f in findings if standing(reading, f).status == options.only)


def targets_in(findings: Iterable[Finding]) -> frozenset[str]:
    """Return all that annotations call `findings`."""
    return frozenset(target for f in findings for target in targets_of(f))


def notes_on(finding: Finding, reading: Reading, options: Options) -> tuple[Annotation, ...]:
    """Return the annotations on a finding, if they go along."""
    return reading.store.on(*targets_of(finding)) if options.annotations else ()


def annotations_of(reading: Reading, options: Options) -> tuple[Annotation, ...]:
    """Return the annotations to export: all but those on findings that are left out."""
    if not options.annotations:
        return ()
    exported = targets_in(findings_of(reading, options))
    left_out = targets_in(reading.verdict.findings) - exported
    return tuple(a for a in reading.store.annotations if a.target not in left_out)


def noted_of(reading: Reading, options: Options) -> tuple[Noted, ...]:
    """Return the same annotations in the report's order, and then the orphans."""
    exported = {a.id for a in annotations_of(reading, options)}
    return tuple(one for one in noted(reading) if one.annotation.id in exported) if exported else ()
