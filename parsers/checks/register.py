"""The register of the rules: each by its code, declared in `rules`, one family a module."""

from __future__ import annotations

from parsers.checks.rules import arithmetic, form, narrative, period, reading, wording
from parsers.checks.rules.rule import Rule
from parsers.model import Check

RULES: dict[str, Rule] = {
    rule.code: rule
    for family in (arithmetic, form, narrative, period, wording, reading)
    for rule in family.RULES
}
"""Every rule by its code, in the order of the catalogue."""


def is_identity(check: Check) -> bool:
    """Tell whether a check stands in the ledger of the identities."""
    return RULES[check.rule].counted == "identity"


def is_claim(check: Check) -> bool:
    """Tell whether a check stands in the ledger of the claims."""
    return RULES[check.rule].counted == "claim"
