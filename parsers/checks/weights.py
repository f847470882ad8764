"""What a person has said of which findings to show, and of how much they weigh."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from parsers.model import Severity


def is_shown(rule: str, select: Collection[str], ignore: Collection[str]) -> bool:
    """Tell whether a rule begins as one of `select`, if there are any, and as none of `ignore`."""
    return rule.startswith(tuple(select) or "") and not rule.startswith(tuple(ignore))


def severity(rule: str, severities: Mapping[str, Severity]) -> Severity | None:
    """Return what is told for a rule by the longest beginning of its code, None if nothing is."""
    told = [beginning for beginning in severities if rule.startswith(beginning)]
    return severities[max(told, key=len)] if told else None
