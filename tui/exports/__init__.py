"""Exports of readings, one module a format; a module is imported when its format is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Literal

from parsers.model import Finding
from tui.annotations import Annotation
from tui.reading import Reading, standing
from tui.targets import targets_of

Only = Literal["confirmed", "open", "all"]
"""Which findings to export; `all` are all, the dismissed ones too."""

FORMATS: dict[str, str] = {
    "csv": "tui.exports.csv",
    "json": "tui.exports.json",
    "md": "tui.exports.markdown",
    "sarif": "tui.exports.sarif",
}
"""The module of each format; it has `render(readings, only)`, which returns the whole text."""


def render(format: str, readings: Sequence[Reading], only: Only = "all") -> str:
    """Return `readings` in a format of `FORMATS`; the same for the same readings."""
    text: str = import_module(FORMATS[format]).render(readings, only)
    return text


def chosen(reading: Reading, only: Only) -> tuple[Finding, ...]:
    """Return the findings to export, in reading order."""
    findings = reading.verdict.findings
    if only == "all":
        return findings
    return tuple(f for f in findings if standing(reading, f).status == only)


def told(reading: Reading, findings: Sequence[Finding]) -> tuple[Annotation, ...]:
    """Return the annotations that go with `findings`: all but those on findings left out."""
    left_out = {target for f in reading.verdict.findings for target in targets_of(f)}
    left_out -= {target for f in findings for target in targets_of(f)}
    return tuple(a for a in reading.store.annotations if a.target not in left_out)
