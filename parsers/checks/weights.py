"""How much a finding weighs where a person has said that of its rules."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from parsers.model import SEVERITIES, Finding, Severity


def weighed(finding: Finding, severities: Mapping[str, Severity]) -> Finding:
    """Return a finding with the severity told for its rules, by beginnings of their codes.

    A finding of several rules weighs as much as its heaviest.
    """
    weights = [severity(rule, severities) or finding.severity for rule in finding.rules]
    return structs.replace(finding, severity=min(weights, key=SEVERITIES.index))


def severity(rule: str, severities: Mapping[str, Severity]) -> Severity | None:
    """Return what is told for a rule by the longest beginning of its code, None if nothing is."""
    told = [beginning for beginning in severities if rule.startswith(beginning)]
    return severities[max(told, key=len)] if told else None
