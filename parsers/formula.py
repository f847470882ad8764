"""An identity written out with its numbers, derived from the check that evaluated it."""

from __future__ import annotations

from decimal import Decimal

from parsers.model import Check, Operand


def number(value: Decimal) -> str:
    """Return `value` as it would be printed in a report: no exponent, no separators."""
    return format(value, "f")


def equation(check: Check) -> str:
    """Return the identity with its numbers: `10 + 1 + 0 + 0 = 11 ≠ 0`; empty without one.

    A share is written out as `258 ÷ 805 = 32.05% ≠ 33.9%`, with ≈ where it was rounded; so is money
    that was told in fewer decimals.
    """
    if check.expected is None or check.found is None:
        return ""
    if check.relation == "share":
        return _share(check, check.expected, check.found)
    sign = "=" if check.expected == check.found else "≈" if check.outcome == "passed" else "≠"
    left = _sum(check.left, check.expected)
    return f"{left} {sign} {_sum(check.right, check.found, total_first=True)}"


PARTS_MOST = 8
"""A sum of more parts is written without those that are zero."""


def _sum(side: tuple[Operand, ...], total: Decimal, total_first: bool = False) -> str:
    if len(side) == 1:
        return number(total)
    told = [o for o in side if o.value or len(side) <= PARTS_MOST] or side[:1]
    parts = " + ".join(number(o.value) for o in told)
    return f"{number(total)} = {parts}" if total_first else f"{parts} = {number(total)}"


def _share(check: Check, expected: Decimal, found: Decimal) -> str:
    part, whole = (number(o.value) for o in check.left)
    sign = "≠" if check.outcome == "failed" else "=" if expected == found else "≈"
    return f"{part} ÷ {whole} = {number(expected)}% {sign} {number(found)}%"
