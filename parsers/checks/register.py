"""The register of the rules: each by its code, declared in `rules`, one family a module."""

from __future__ import annotations

from parsers.checks.rules import arithmetic, form, period, reading, wording
from parsers.checks.rules.rule import Rule

RULES: dict[str, Rule] = {
    rule.code: rule
    for family in (arithmetic, form, period, wording, reading)
    for rule in family.RULES
}
"""Every rule by its code, in the order of the catalogue."""
