"""The register of the rules: each by its code, declared in `rules`, one family a module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parsers.checks.rules import arithmetic, form, narrative, period, reading, wording
from parsers.checks.rules.rule import Rule
from parsers.messages import Message, marked
from parsers.model import Check
from parsers.spelling import nearest, short

NO_RULE = marked("there is no rule {code}; the nearest is {near}")
NOTHING_NEAR = marked("there is no rule {code}; `gouji rules` lists them")
EMPTY_CODE = marked("an empty rule code; `gouji rules` lists the rules")

_NUMBERED = re.compile("([A-Z])([0-9]{1,4})")
# Further off than this, a number is no slip for another; less like, a word for another.
_NEAR_NUMBERS = 99
_ALIKE = 0.6

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
    """Return the sentence on a code that no rule has, naming the nearest if any is near."""
    if not code.strip():
        return Message(EMPTY_CODE)
    near = _nearest(code.strip().upper(), tuple(rules))
    if not near:
        return Message(NOTHING_NEAR, {"code": short(code)})
    return Message(NO_RULE, {"code": short(code), "near": near})


def _nearest(code: str, known: Sequence[str]) -> str:
    """Return the rule of a code's family with the nearest number, else the one most like it."""
    family = [rule for rule in known if rule[0] == code[0]]
    numbered = _NUMBERED.fullmatch(code)
    if family and numbered:
        far, near = min((abs(int(rule[1:]) - int(numbered[2])), rule) for rule in family)
        if far <= _NEAR_NUMBERS:
            return near
    return nearest(code, family or known, least=_ALIKE)


def begins_a_code(beginning: str) -> bool:
    """Tell whether some rule's code begins so: `A`, `F10`, `A103`."""
    return bool(beginning) and any(code.startswith(beginning) for code in RULES)
