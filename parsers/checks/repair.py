"""The smallest changes of cells that make every identity close again.

The identities are a code: a wrong cell leaves a pattern of sums that are off (its syndrome), and
the few cells that explain a pattern are found by enumeration. Pure arithmetic over checks that were
evaluated; how likely a change is, and what to call it, is told in `slips`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple, TypeVar

from parsers.checks.equations import Changes, Identities, Number, Syndrome, Tells, exact
from parsers.checks.whole_lines import whole_lines
from parsers.forms import line_of
from parsers.model import Check

CELLS_MOST = 3
"""As many wrong cells are looked for together; of more, whole lines, and those that stand apart."""

STEPS_MOST = 100_000
"""A table that takes more trials than this is past repair by a few cells."""

_T = TypeVar("_T")

Repair = Mapping[str, Number]
"""The cells to change, with the values that they ought to hold."""


class Cause(NamedTuple):
    """Identities that fail together, and every smallest repair that makes them close.

    `checks` are indexes into the checks that were given. Without `repairs` no small one exists.
    """

    checks: tuple[int, ...]
    repairs: tuple[Repair, ...]


def causes(checks: Sequence[Check], tells: Tells = lambda _cell, _value: False) -> list[Cause]:
    """Return the causes for which the identities among `checks` fail, each failed one in one.

    All `checks` must have been evaluated. `tells` says of a cell and the value that it ought to
    hold whether the digits alone show the slip. Repairs are not in any order of likelihood; they
    are the same from run to run.
    """
    identities = Identities(checks, tells)
    found: list[Cause] = []
    for syndrome in _apart(identities.syndrome(), identities):
        found += _explained(syndrome, identities)
    return sorted(found)


def _apart(syndrome: Syndrome, identities: Identities) -> list[Syndrome]:
    """Split a syndrome where no chain of identities and cells leads from one part to another."""
    groups = _together(identities.parts, identities.of.values())
    parts = [{k: syndrome[k] for k in group if k in syndrome} for group in groups]
    return [part for part in parts if part]


def _explained(syndrome: Syndrome, identities: Identities) -> Iterator[Cause]:
    """Yield the causes of a syndrome."""
    steps = _Steps()
    for size in range(1, CELLS_MOST + 1):
        solutions = _solutions(syndrome, identities, size, steps)
        if size == CELLS_MOST:
            solutions |= whole_lines(syndrome, identities)
        if solutions:
            yield from _causes(syndrome, solutions, identities)
            return
    certain, rest = _standing_out(syndrome, identities)
    if certain:
        for cell, change in certain.items():
            yield Cause(
                tuple(identities.of[cell]), ({cell: exact(identities.values[cell] + change)},)
            )
        if rest:
            yield from _explained(rest, identities)
    else:
        yield Cause(tuple(sorted(syndrome)), ())


class _Steps:
    """Counts the trials of a search, which ends when there were too many."""

    def __init__(self) -> None:
        self.taken = 0

    def are_left(self) -> bool:
        """Count a trial; tell whether it may be made."""
        self.taken += 1
        return self.taken <= STEPS_MOST


def _solutions(
    syndrome: Syndrome, identities: Identities, size: int, steps: _Steps
) -> set[Changes]:
    """Return all sets of `size` changes that explain a syndrome; none where trials run out.

    Of every smallest set some cell stands alone in one of its identities, so that this identity
    tells its change. Taking that cell away leaves a set that is smaller by one.
    """
    widest, found = identities.widest, set[Changes]()

    def search(left: Syndrome, size: int, changed: Changes) -> None:
        if size == 1:
            found.update(changed | {one} for one in identities.single(left))
            return
        taken = {cell for cell, _change in changed}
        for k in left:
            for cell in identities.parts[k]:
                if cell in taken or not steps.are_left():
                    continue
                change = identities.change(cell, k, left)
                if change is None:
                    continue
                after = identities.changed(left, cell, change)
                if after and len(after) <= widest * (size - 1):
                    search(after, size - 1, changed | {(cell, change)})

    if len(syndrome) <= widest * size:
        search(syndrome, size, frozenset())
    if steps.taken > STEPS_MOST:
        return set()
    return {s for s in found if len({cell for cell, _ in s}) == size and _is_plain(s, identities)}


def _is_plain(changes: Changes, identities: Identities) -> bool:
    """Tell whether at most two changes hang together, or more that prove each other.

    They are the same change all along a row or column, or the digits alone show each slip. Three
    changes without such a pattern explain too much to prove anything.
    """
    return all(
        len(group) <= 2
        or _is_one_case(group)
        or all(identities.tells(cell, change) for cell, change in group)
        for group in _groups(changes, identities)
    )


def _is_one_case(changes: Changes) -> bool:
    """Tell whether the same change was made along a line: a case counted once too often."""
    return len({by for _cell, by in changes}) == 1 and bool(line_of(cell for cell, _by in changes))


def _groups(changes: Changes, identities: Identities) -> list[Changes]:
    """Return the changes in groups that share identities."""
    by_cell = dict(changes)
    near = (
        pair
        for pair in combinations(by_cell, 2)
        if identities.of[pair[0]].keys() & identities.of[pair[1]].keys()
    )
    return [frozenset((c, by_cell[c]) for c in group) for group in _together(by_cell, near)]


def _causes(
    syndrome: Syndrome, solutions: Iterable[Changes], identities: Identities
) -> Iterator[Cause]:
    """Yield a cause for each part of a syndrome that every solution explains by itself."""
    links = [
        [k for cell, _change in group for k in identities.of[cell]]
        for solution in solutions
        for group in _groups(solution, identities)
    ]
    for block in map(set, _together(syndrome, links)):
        repairs = {
            frozenset((cell, by) for cell, by in solution if block & identities.of[cell].keys())
            for solution in solutions
        }
        yield Cause(
            tuple(sorted(block)),
            tuple(
                {cell: exact(identities.values[cell] + by) for cell, by in sorted(repair)}
                for repair in sorted(repairs, key=sorted)
            ),
        )


def _standing_out(syndrome: Syndrome, identities: Identities) -> tuple[dict[str, Number], Syndrome]:
    """Return the cells that each explain all of their identities as no other does, and the rest.

    In a table with many wrong figures these are still certain: two sums or three that are off by
    the same amount, along a row and a column that cross in one cell.
    """
    explaining: dict[str, Number] = {}
    for cell in dict.fromkeys(cell for k in syndrome for cell in identities.parts[k]):
        of = identities.of[cell]
        if len(of) < 2 or not all(k in syndrome for k in of):
            continue
        change = identities.change(cell, next(iter(of)), syndrome)
        if change and not any(k in of for k in identities.changed(syndrome, cell, change)):
            explaining[cell] = change
    claimed = Counter(k for cell in explaining for k in identities.of[cell])
    certain = {
        cell: change
        for cell, change in explaining.items()
        if all(claimed[k] == 1 for k in identities.of[cell])
    }
    rest = syndrome
    for cell, change in certain.items():
        rest = identities.changed(rest, cell, change)
    return certain, rest


def _together(items: Iterable[_T], links: Iterable[Iterable[_T]]) -> list[list[_T]]:
    """Return `items` in groups: those that some chain of `links` holds together."""
    head = {item: item for item in items}

    def top(item: _T) -> _T:
        while head[item] != item:
            head[item] = item = head[head[item]]
        return item

    for link in links:
        known = [item for item in link if item in head]
        for one, other in pairwise(known):
            head[top(other)] = top(one)
    groups: dict[_T, list[_T]] = {}
    for item in head:
        groups.setdefault(top(item), []).append(item)
    return list(groups.values())
