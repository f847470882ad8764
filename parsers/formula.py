"""An identity written out with its numbers, derived from the check that evaluated it."""

from __future__ import annotations

from decimal import Decimal

from parsers.model import Check, Operand


def number(value: Decimal) -> str:
    """Return `value` as it would be printed in a report: no exponent, no separators."""
    return format(value, "f")


def equation(check: Check) -> str:
    """Return the identity with its numbers: `10 + 1 + 0 + 0 = 11 ≠ 0`; empty without one.

    Where it closes, what both sides come to is written once: `74 + 19 = 93`.

    A share is written out as `258 ÷ 805 = 32.05% ≠ 33.9%`, with ≈ where it was rounded; so is money
    that was told in fewer decimals.
    """
    if check.expected is None or check.found is None:
        return ""
    if check.relation == "share":
        return _share(check, check.expected, check.found)
    sign = "=" if check.expected == check.found else "≈" if check.outcome == "passed" else "≠"
    left, right = _sum(check.left), _sum(check.right)
    expected, found = number(check.expected), number(check.found)
    if sign != "=":
        first = f"{left} = {expected}" if left else expected
        return f"{first} {sign} {f'{found} = {right}' if right else found}"
    told = [part for part in (left, expected, right) if part]
    return " = ".join(told if len(told) > 1 else (expected, found))


PARTS_MOST = 8
"""A sum of more parts is written without those that are zero."""


def _sum(side: tuple[Operand, ...]) -> str:
    """Return the parts of a side that is a sum, empty if it is one figure."""
    told = [o for o in side if o.value or len(side) <= PARTS_MOST]
    return " + ".join(number(o.value) for o in told) if len(told) > 1 else ""


def _share(check: Check, expected: Decimal, found: Decimal) -> str:
    part, whole = (number(o.value) for o in check.left)
    sign = "≠" if check.outcome == "failed" else "=" if expected == found else "≈"
    return f"{part} ÷ {whole} = {number(expected)}% {sign} {number(found)}%"
