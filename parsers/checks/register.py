"""The register of the rules: each by its code, declared in `rules`, one family a module."""

from __future__ import annotations

from collections.abc import Iterable

from parsers.checks.rules import arithmetic, form, narrative, period, reading, wording
from parsers.checks.rules.rule import Rule
from parsers.messages import Message, marked
from parsers.model import Check
from parsers.spelling import nearest, short

NO_RULE = marked("there is no rule {code}; the nearest is {near}")

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


def unknown(code: str, rules: Iterable[str] = RULES) -> Message:
    """Return the sentence on a code that no rule has, naming the nearest, of its family if any."""
    known = tuple(rules)
    family = [rule for rule in known if rule[0] == code[:1].upper()]
    near = nearest(code.upper(), family or known)
    return Message(NO_RULE, {"code": short(code), "near": near})


def begins_a_code(beginning: str) -> bool:
    """Tell whether some rule's code begins so: `A`, `F10`, `A103`."""
    return bool(beginning) and any(code.startswith(beginning) for code in RULES)
