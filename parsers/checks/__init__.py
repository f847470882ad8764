"""Report to Verdict: every check of every rule, and the findings among them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal
from hashlib import sha256
from typing import Literal

from parsers.checks import (
    arithmetic,
    characters,
    dates,
    figures,
    form,
    order,
    period,
    reading,
    wording,
)
from parsers.checks.register import RULES
from parsers.messages import Message, marked
from parsers.model import SEVERITIES, Check, Finding, Ledger, Report, Suspect, Verdict

LEFT_AT_ZERO = marked("total left at 0")
SHOULD_BE = marked("{cell}: {found}, should be {expected}")


def run(report: Report, select: Collection[str] = (), ignore: Collection[str] = ()) -> Verdict:
    """Check a report; `select` and `ignore` are beginnings of rule codes, as `A` or `F10`.

    They choose among the findings. Everything is checked all the same, and stands in the ledger.
    """
    checks = (
        *arithmetic.checks(report),
        *form.checks(report),
        *order.checks(report),
        *figures.checks(report),
        *period.checks(report),
        *characters.checks(report),
        *dates.checks(report),
        *wording.checks(report),
        *reading.checks(report),
    )
    findings = [
        _finding(check, report)
        for check in checks
        if check.outcome == "failed"
        and check.rule.startswith(tuple(select) or "")
        and not check.rule.startswith(tuple(ignore))
    ]
    return Verdict(
        checks,
        tuple(sorted(findings, key=_place(report))),
        _ledger(checks, "identity"),
        _ledger(checks, "claim"),
    )


def _ledger(checks: tuple[Check, ...], counted: Literal["identity", "claim"]) -> Ledger:
    outcomes = [check.outcome for check in checks if RULES[check.rule].counted == counted]
    return Ledger(*(outcomes.count(o) for o in ("passed", "failed", "not_assessable")))


def _finding(check: Check, report: Report) -> Finding:
    """Return the finding that a failed check is; later, one finding may hold several."""
    target = f"{check.rule}:{check.subject}" if check.subject else check.rule
    identity = "|".join((report.agency, str(report.year), target))
    assert check.message is not None
    suspects = _suspects(check)
    return Finding(
        id=f"{check.rule}-{sha256(identity.encode()).hexdigest()[:12]}",
        target=target,
        rules=(check.rule,),
        severity=RULES[check.rule].severity,
        section=check.section,
        page=check.page,
        message=Message(SHOULD_BE, check.message.values) if suspects else check.message,
        cells=check.cells,
        focus=check.focus,
        expected=check.expected,
        found=check.found,
        suspects=suspects,
        checks=(check,),
        quotes=check.quotes,
    )


def _suspects(check: Check) -> tuple[Suspect, ...]:
    """Name a suspect only where the figure itself gives it away: a total that nobody filled in."""
    expected, found = check.expected, check.found
    if expected and found == Decimal(0) and len(check.right) == 1 and not check.right[0].blank:
        return (Suspect(check.right[0].cell, expected, Message(LEFT_AT_ZERO)),)
    return ()


def _place(report: Report) -> Callable[[Finding], tuple[int, int, int, str, str]]:
    """Return a key that sorts findings by weight, and then as a reader meets them."""
    sections = [section.id for section in report.layout.sections]
    cells = [cell for table in report.tables.values() for cell in table.cells]
    place = {cell: index for index, cell in enumerate(cells)}

    def key(finding: Finding) -> tuple[int, int, int, str, str]:
        weight = SEVERITIES.index(finding.severity)
        section = sections.index(finding.section) if finding.section in sections else -1
        at = place.get(finding.focus or "", -1)
        return weight, section, at, finding.rules[0], finding.target

    return key
