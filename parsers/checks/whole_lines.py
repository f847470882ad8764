"""A row or column that is wrong as a whole: left at 0, shifted, or of another line."""

from __future__ import annotations

from collections import Counter

from parsers.checks.equations import Changes, Identities, Number, Syndrome
from parsers.forms import lines_of

CELLS_LEAST = 3
"""Fewer wrong cells are looked for one by one."""


def whole_lines(syndrome: Syndrome, identities: Identities) -> set[Changes]:
    """Return the changes of one row or column each that explain a syndrome.

    Every cell of the line is given what the identities across the line demand of it; the line is
    an explanation if they agree on that, and the identities along it then close as well.
    """
    touched = {cell for k in syndrome for cell in identities.parts[k]}
    concerned = {line for cell in touched for line in lines_of(cell)}
    found = (_demanded(identities.lines[line], syndrome, identities) for line in concerned)
    return {changes for changes in found if changes and len(changes) >= CELLS_LEAST}


def _demanded(line: set[str], syndrome: Syndrome, identities: Identities) -> Changes | None:
    """Return how a line must change for all to close, None where no change does."""
    changes: dict[str, Number] = {}
    left = syndrome
    held = Counter(k for cell in line for k in identities.of[cell])
    for cell in line:
        across = [k for k in identities.of[cell] if held[k] == 1]
        demanded = {-syndrome.get(k, 0) * identities.of[cell][k] for k in across}
        if len(demanded) > 1:
            return None
        change = demanded.pop() if demanded else 0
        if change:
            if not identities.may_hold(identities.values[cell] + change):
                return None
            changes[cell] = change
            left = identities.changed(left, cell, change)
    return None if left else frozenset(changes.items())
