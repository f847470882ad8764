"""Report to Verdict: every check of every rule, and the findings among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import structs

from parsers.checks import (
    amounts,
    arithmetic,
    characters,
    dates,
    form,
    narrative,
    order,
    period,
    reading,
    wording,
)
from parsers.checks.findings import findings
from parsers.checks.register import is_claim, is_identity
from parsers.model import Check, Ledger, Report, Severity, Verdict


def run(
    report: Report,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    severities: Mapping[str, Severity] = {},
) -> Verdict:
    """Check a report; `select` and `ignore` are beginnings of rule codes, as `A` or `F10`.

    They choose among the findings, and `severities` by beginnings of codes weigh them. Everything
    is checked all the same, and stands in the ledger.
    """
    checks = (
        *arithmetic.checks(report),
        *form.checks(report),
        *narrative.checks(report),
        *order.checks(report),
        *amounts.checks(report),
        *period.checks(report),
        *characters.checks(report),
        *dates.checks(report),
        *wording.checks(report),
        *reading.checks(report),
    )
    checks = tuple(_on_its_page(check, report) for check in checks)
    return Verdict(
        checks,
        findings(checks, report, select, ignore, severities),
        _ledger(filter(is_identity, checks)),
        _ledger(filter(is_claim, checks)),
    )


def _on_its_page(check: Check, report: Report) -> Check:
    """Return a check that quotes the prose with the page on which that stands."""
    page = report.page_of(check.quotes[0]) if check.quotes else check.page
    return check if page in (None, check.page) else structs.replace(check, page=page)


def _ledger(checks: Iterable[Check]) -> Ledger:
    outcomes = [check.outcome for check in checks]
    return Ledger(*(outcomes.count(o) for o in ("passed", "failed", "not_assessable")))
