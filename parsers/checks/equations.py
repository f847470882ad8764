"""The evaluated identities of a report as equations over its cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from parsers.forms import lines_of
from parsers.model import Check

Number = int | Decimal
Syndrome = dict[int, Number]
"""By how much each identity is off, those that close left out."""

Changes = frozenset[tuple[str, Number]]
"""Cells, each with by how much it changes."""

Tells = Callable[[str, Number], bool]
"""Says of a cell and the value that it ought to hold whether the digits alone show the slip."""


class Identities:
    """The evaluated identities of a report, as equations over cells.

    `values` are what the cells hold, `parts` the cells of each identity with their signs, `of` the
    identities of each cell with its sign in them; a cell has `widest` of these at most.
    """

    def __init__(self, checks: Sequence[Check], tells: Tells) -> None:
        self._tells = tells
        self.values: dict[str, Number] = {}
        self.parts: dict[int, dict[str, int]] = {}
        self.of: dict[str, dict[int, int]] = defaultdict(dict)
        for k, check in enumerate(checks):
            signs: dict[str, int] = defaultdict(int)
            for sign, side in ((-1, check.left), (1, check.right)):
                for operand in side:
                    signs[operand.cell] += sign
                    self.values[operand.cell] = exact(operand.value)
            self.parts[k] = {cell: sign for cell, sign in signs.items() if sign}
            for cell, sign in self.parts[k].items():
                self.of[cell][k] = sign
        # One broken figure does not make a table one of fractions.
        fractions = sum(not isinstance(value, int) for value in self.values.values())
        self._whole = fractions <= 1
        self.widest = max(map(len, self.of.values()), default=0)
        self.alike: dict[frozenset[int], list[str]] = defaultdict(list)
        for cell, identities in self.of.items():
            self.alike[frozenset(identities)].append(cell)

    @cached_property
    def lines(self) -> dict[str, set[str]]:
        """The cells of each row, `table/row`, and of each column, `table/*/column`."""
        lines: dict[str, set[str]] = defaultdict(set)
        for cell in self.of:
            for line in lines_of(cell):
                lines[line].add(cell)
        return lines

    def tells(self, cell: str, change: Number) -> bool:
        """Tell whether the digits alone show that `cell` must change so."""
        return self._tells(cell, self.values[cell] + change)

    def syndrome(self) -> Syndrome:
        """Return by how much each identity is off."""
        off = {
            k: sum((sign * self.values[cell] for cell, sign in parts.items()), 0)
            for k, parts in self.parts.items()
        }
        return {k: value for k, value in off.items() if value}

    def change(self, cell: str, k: int, syndrome: Syndrome) -> Number | None:
        """Return by how much `cell` must change for identity `k` to close, None if it cannot."""
        change = -syndrome[k] * self.of[cell][k]
        return change if self.may_hold(self.values[cell] + change) else None

    def may_hold(self, value: Number) -> bool:
        """Tell whether a cell may hold a value: a count is whole, and none is below zero."""
        return value >= 0 and (value == int(value) or not self._whole)

    def changed(self, syndrome: Syndrome, cell: str, change: Number) -> Syndrome:
        """Return the syndrome when `cell` has changed by `change`."""
        after = dict(syndrome)
        for k, sign in self.of[cell].items():
            off = after.get(k, 0) + sign * change
            if off:
                after[k] = off
            else:
                after.pop(k, None)
        return after

    def single(self, syndrome: Syndrome) -> Iterator[tuple[str, Number]]:
        """Yield each cell that alone explains the whole of `syndrome`, with its change."""
        first = next(iter(syndrome))
        for cell in self.alike.get(frozenset(syndrome), ()):
            change = self.change(cell, first, syndrome)
            if change is not None and not self.changed(syndrome, cell, change):
                yield cell, change


def exact(value: Number) -> Number:
    """Return a whole number as an int, which is reckoned with faster."""
    return int(value) if value == int(value) else value
