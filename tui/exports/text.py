"""Findings as lines for a terminal: grouped by report, columns straight with Chinese in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import click

from parsers.formula import equation
from parsers.model import Finding, Severity
from tui.exports import Only, chosen
from tui.language import _, say
from tui.layout.text import cells, plain
from tui.reading import Reading, counts, standing

MARKS: dict[Severity, str] = {"error": "✗", "warning": "!", "info": "i"}
_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "blue"}
_INDENT = " " * 11


def render(readings: Sequence[Reading], only: Only, colour: bool = False) -> str:
    """Return the findings of each of `readings`; with `colour`, escape codes for a terminal."""
    text = "\n".join(line for reading in readings for line in _report(reading, only))
    if len(readings) > 1:
        text += "\n" + _sum(readings)
    return (text if colour else click.unstyle(text)) + "\n"


def _report(reading: Reading, only: Only) -> Iterator[str]:
    report = reading.report
    name = " ".join(plain(str(part)) for part in (report.agency, report.year) if part)
    yield click.style(f"{plain(str(reading.path))}  {name}", bold=True)
    yield f"  {_ledger(reading)}"
    for finding in chosen(reading, only):
        yield from _finding(finding, reading)
    yield from _not_assessable(reading)
    yield ""


def _ledger(reading: Reading) -> str:
    ledger = reading.verdict.ledger
    return _("{evaluated} of {total} identities evaluated: {passed} close, {failed} do not").format(
        evaluated=ledger.evaluated, total=ledger.total, passed=ledger.passed, failed=ledger.failed
    )


def _finding(finding: Finding, reading: Reading) -> Iterator[str]:
    """Yield a finding's line, and below it the equation and what else is known."""
    mark = click.style(MARKS[finding.severity], fg=_COLOURS[finding.severity])
    paged = finding.page and reading.report.source.pages > 1
    page = _("p. {page}").format(page=finding.page) if paged else ""
    status = standing(reading, finding).status
    said = {"confirmed": _("confirmed"), "dismissed": _("dismissed"), "open": ""}[status]
    line = f"  {mark} {finding.rules[0]} {_padded(page, 5)} {plain(say(finding.message))}"
    yield f"{line}  [{said}]" if said else line
    worked = [equation(check) for check in finding.checks]
    reasons = [say(suspect.reason) for suspect in finding.suspects]
    if detail := "   ".join(part for part in (*worked, *reasons) if part):
        yield f"{_INDENT}   {detail}"


def _not_assessable(reading: Reading) -> Iterator[str]:
    """Yield what could not be evaluated, by rule and reason."""
    reasons = Counter(
        (check.rule, plain(say(check.message)))
        for check in reading.verdict.checks
        if check.outcome == "not_assessable" and check.message
    )
    for (rule, reason), count in reasons.items():
        yield "  – " + _("{rule} not assessable ({count}): {reason}").format(
            rule=rule, count=count, reason=reason
        )


def _sum(readings: Sequence[Reading]) -> str:
    total: Counter[Severity] = Counter()
    for reading in readings:
        total.update(counts(reading))
    return _("{reports} reports: {errors} errors, {warnings} warnings, {infos} notes").format(
        reports=len(readings),
        errors=total["error"],
        warnings=total["warning"],
        infos=total["info"],
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
