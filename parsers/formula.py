"""An identity written out with its numbers, derived from the check that evaluated it."""

from __future__ import annotations

from decimal import Decimal

from parsers.model import Check, Operand


def number(value: Decimal) -> str:
    """Return `value` as it would be printed in a report: no exponent, no separators."""
    return format(value, "f")


def equation(check: Check) -> str:
    """Return the identity with its numbers: `10 + 1 + 0 + 0 = 11 ≠ 0`; empty without one."""
    if check.expected is None or check.found is None:
        return ""
    sign = "=" if check.expected == check.found else "≠"
    left = _sum(check.left, check.expected)
    return f"{left} {sign} {_sum(check.right, check.found, total_first=True)}"


def _sum(side: tuple[Operand, ...], total: Decimal, total_first: bool = False) -> str:
    if len(side) == 1:
        return number(total)
    parts = " + ".join(number(o.value) for o in side)
    return f"{number(total)} = {parts}" if total_first else f"{parts} = {number(total)}"
