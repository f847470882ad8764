"""Slips of the hand: what may come out when a figure is typed."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal

Slip = Callable[[int, random.Random], int]


def swapped(value: int, rng: random.Random) -> int:
    """Two neighbouring digits change places."""
    digits = list(str(value))
    at = rng.randrange(max(len(digits) - 1, 1))
    digits[at : at + 2] = reversed(digits[at : at + 2])
    return int("".join(digits))


def dropped(value: int, rng: random.Random) -> int:
    """A digit is left out; of one digit nothing would remain."""
    digits = str(value)
    at = rng.randrange(len(digits))
    return int(digits[:at] + digits[at + 1 :] or digits)


def doubled(value: int, rng: random.Random) -> int:
    """A digit is struck twice."""
    digits = str(value)
    at = rng.randrange(len(digits))
    return int(digits[: at + 1] + digits[at:])


def mistyped(value: int, rng: random.Random) -> int:
    """Another digit is struck."""
    digits = list(str(value))
    digits[rng.randrange(len(digits))] = str(rng.randrange(10))
    return int("".join(digits))


def ten_times(value: int, rng: random.Random) -> int:
    """A zero too many."""
    return value * 10


def a_tenth(value: int, rng: random.Random) -> int:
    """A zero too few, where there is one to lose."""
    return value // 10 if value % 10 == 0 else value


def left_at_zero(value: int, rng: random.Random) -> int:
    """Nothing was entered."""
    return 0


def one_more(value: int, rng: random.Random) -> int:
    """Counted one too many."""
    return value + 1


def one_less(value: int, rng: random.Random) -> int:
    """Counted one too few."""
    return max(value - 1, 0)


def anything(value: int, rng: random.Random) -> int:
    """Another figure of the same size."""
    return rng.randrange(10 ** (len(str(value)) + 1))


SLIPS: Mapping[str, Slip] = {
    slip.__name__: slip
    for slip in (
        swapped,
        dropped,
        doubled,
        mistyped,
        ten_times,
        a_tenth,
        left_at_zero,
        one_more,
        one_less,
        anything,
    )
}


def slip(kind: str, value: Decimal, rng: random.Random) -> Decimal | None:
    """Return what a slip makes of a figure, None where it stays as it is."""
    made = Decimal(SLIPS[kind](int(value), rng))
    return None if made == value else made


def is_recognisable(held: Decimal, meant: Decimal, is_total: bool) -> bool:
    """Tell whether the digits alone show that `held` is a slip for `meant`.

    That is so for digits swapped, dropped or doubled, for a figure shifted by ten, and for a total
    left at 0. A mistyped digit, or one case more, may be any other figure.
    """
    if meant <= 0:
        return False
    if not held:
        return is_total
    digits, positions = str(int(meant)), range(len(str(int(meant))))
    outcomes = {digits[:i] + digits[i + 1 :] for i in positions}
    outcomes |= {digits[: i + 1] + digits[i:] for i in positions}
    outcomes |= {digits[:i] + digits[i : i + 2][::-1] + digits[i + 2 :] for i in positions}
    return held in (10 * meant, meant / 10) or f"{held:f}" in outcomes - {digits}
