"""What a person has said of how much the findings of a rule weigh."""

from __future__ import annotations

from collections.abc import Mapping

from parsers.model import Severity


def severity(rule: str, severities: Mapping[str, Severity]) -> Severity | None:
    """Return what is told for a rule by the longest beginning of its code, None if nothing is."""
    told = [beginning for beginning in severities if rule.startswith(beginning)]
    return severities[max(told, key=len)] if told else None
