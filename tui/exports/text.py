"""Findings as lines for a terminal: grouped by report, columns straight with Chinese in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from parsers.model import Finding, Severity
from tui.annotations import Standing
from tui.exports.overview import found
from tui.language import _, say
from tui.layout.text import cells, plain
from tui.layout.words import evidence, repairs_in_brief
from tui.reading import Reading, counts, standing
from tui.terms import SIGNS, claims_sentence, ledger_sentence, missed, status_name, whose

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "blue"}
_INDENT = " " * 11


def render(readings: Iterable[Reading], colour: bool = False) -> Iterator[str]:
    """Yield the findings of each of `readings`, and at last how many there are in all.

    With `colour`, there are escape codes for a terminal in it.
    """
    counted = []
    for reading in readings:
        counted.append(counts(reading))
        text = "".join(f"{line}\n" for line in _report(reading))
        yield text if colour else click.unstyle(text)
    if len(counted) > 1:
        yield found(counted, len(counted)) + "\n"


def _report(reading: Reading) -> Iterator[str]:
    report = reading.report
    name = " ".join(whose(report.agency, report.year))
    yield click.style(f"{plain(str(reading.path))}  {name}", bold=True)
    yield f"  {ledger_sentence(reading.verdict.ledger)}"
    if reading.verdict.claims.total:
        yield f"  {claims_sentence(reading.verdict.claims)}"
    for finding in reading.verdict.findings:
        yield from _finding(finding, reading)
    yield from (f"  – {plain(sentence)}" for sentence in missed(reading.verdict))
    yield ""


def finding_lines(finding: Finding, reading: Reading) -> Iterator[str]:
    """Yield a finding's line, and below it the equation and what else is known, uncoloured."""
    yield from map(click.unstyle, _finding(finding, reading))


def _finding(finding: Finding, reading: Reading) -> Iterator[str]:
    """Yield the lines of a finding, its sign coloured."""
    mark = click.style(SIGNS[finding.severity], fg=_COLOURS[finding.severity])
    paged = finding.page and reading.report.source.has_pages
    page = _("p. {page}").format(page=finding.page) if paged else ""
    stands = standing(reading, finding)
    said = status_name(stands) if stands != Standing("open") else ""
    line = f"  {mark} {finding.rules[0]} {_padded(page, 5)} {plain(say(finding.message))}"
    yield f"{line}  [{said}]" if said else line
    worked = evidence(finding)
    for rule, text in worked:
        yield f"{_INDENT}   {rule}  {plain(text)}" if len(worked) > 1 else f"{_INDENT}   {text}"
    for sign, sentence in repairs_in_brief(finding, reading.report):
        yield f"{_INDENT}   {sign} {plain(sentence)}"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
