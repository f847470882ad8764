"""Trials: a report is corrupted and checked, and the findings are held against the truth."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from msgspec import Struct, structs

import parsers
from parsers.model import Finding, Report
from tests.verdicts.clean import APPLICANTS, OUTCOMES, figures, holding
from tests.verdicts.damage import SLIPS, is_recognisable, slip

Values = Mapping[str, Decimal]

ALWAYS_THERE = ("T101", "F109")
"""What is found in the clean reports too, and has nothing to do with their figures."""


class Trial(Struct, frozen=True):
    """What was seen of a corruption.

    `place` is the truth's among the repairs shown, 0 for the first, None where it is not shown; of
    several causes, the worst. `told` says that the digits alone show which figure of a single
    identity is wrong.
    """

    kind: str
    table: str
    findings: int
    place: int | None
    sure: bool
    wrongly_sure: bool
    told: bool = False


def tried(report: Report, kind: str, wrong: Values) -> Trial:
    """Corrupt `report` and see what is found."""
    table = next(iter(wrong)).partition("/")[0]
    truth = {a: figures(report)[a].value or Decimal(0) for a in wrong}
    found = parsers.check(holding(report, wrong), ignore=ALWAYS_THERE).findings
    return Trial(
        kind,
        table,
        len(found),
        _place(found, truth),
        all(f.sure for f in found),
        any(f.sure and not _first(f).items() <= truth.items() for f in found),
    )


def repairs(finding: Finding) -> list[dict[str, Decimal]]:
    """Return the repairs that a finding shows, in order."""
    numbered: dict[int, dict[str, Decimal]] = {}
    for suspect in finding.suspects:
        numbered.setdefault(suspect.repair, {})[suspect.cell] = suspect.value
    return list(numbered.values())


def _first(finding: Finding) -> dict[str, Decimal]:
    return repairs(finding)[0]


def _place(found: Sequence[Finding], truth: Values) -> int | None:
    """Return the place of the truth among the repairs: each finding's share of it."""
    left, worst = dict(truth), 0
    for finding in found:
        shown = repairs(finding)
        at = next((i for i, one in enumerate(shown) if one.items() <= left.items()), None)
        if at is None:
            return None
        worst = max(worst, at)
        for cell in shown[at]:
            del left[cell]
    return None if left else worst


# -- what is tried ------------------------------------------------------------------------------


def singles(report: Report, rng: random.Random) -> Iterator[Trial]:
    """Yield a trial for every cell and every kind of slip that changes it."""
    for address, cell in figures(report).items():
        for kind in SLIPS:
            wrong = slip(kind, cell.value or Decimal(0), rng)
            if wrong is not None:
                trial = tried(report, kind, {address: wrong})
                told = address.startswith("disputes/") and _is_told(report, address, wrong)
                yield structs.replace(trial, told=told)


def _is_told(report: Report, address: str, wrong: Decimal) -> bool:
    """Tell whether `wrong` is a recognisable slip, and no other figure of its row would be one."""
    row = address.rpartition("/")[0]
    held = {c: figures(report)[f"{row}/{c}"].value or Decimal(0) for c in (*OUTCOMES, "total")}
    held[address.rpartition("/")[2]] = wrong
    off = held["total"] - sum(held[c] for c in OUTCOMES)
    meant = {c: held[c] + off for c in OUTCOMES} | {"total": held["total"] - off}
    looks = {c for c in held if is_recognisable(held[c], meant[c], c == "total")}
    return looks == {address.rpartition("/")[2]}


def pairs(report: Report, rng: random.Random, count: int) -> Iterator[Trial]:
    """Yield trials of two slips in two cells of the applications table."""
    cells = [a for a in figures(report) if a.startswith("applications/")]
    while count:
        wrong = {}
        for address in rng.sample(cells, 2):
            made = slip(rng.choice(list(SLIPS)), figures(report)[address].value or Decimal(0), rng)
            wrong[address] = made
        known = {address: value for address, value in wrong.items() if value is not None}
        if len(known) == 2:
            yield tried(report, "pair", known)
            count -= 1


def moved(report: Report) -> Iterator[Trial]:
    """Yield trials of one case that stands under another applicant, in every row."""
    held = figures(report)
    rows = dict.fromkeys(a.split("/")[1] for a in held if a.startswith("applications/"))
    for row in rows:
        for right, wrong in permutations(APPLICANTS, 2):
            here, there = (f"applications/{row}/{column}" for column in (right, wrong))
            if value := held[here].value:
                other = held[there].value or Decimal(0)
                yield tried(report, "moved", {here: value - 1, there: other + 1})


def misfiled(report: Report) -> Iterator[Trial]:
    """Yield trials of a figure that stands under the neighbouring applicant, which had none."""
    held = figures(report)
    rows = dict.fromkeys(a.split("/")[1] for a in held if a.startswith("applications/"))
    for row in rows:
        for one, other in pairwise(APPLICANTS):
            for right, wrong in ((one, other), (other, one)):
                here, there = (f"applications/{row}/{column}" for column in (right, wrong))
                value = held[here].value
                if value and not held[there].value:
                    yield tried(report, "misfiled", {here: Decimal(0), there: value})


# -- what came out ------------------------------------------------------------------------------


class Score(Struct, frozen=True):
    """How many trials there were, and in how many of them what came out."""

    trials: int
    detected: int
    one_finding: int
    first: int
    among_three: int
    shown: int
    sure: int
    wrongly_sure: int

    def share(self, name: str) -> float:
        """Return a count as a share of the trials."""
        share: float = getattr(self, name) / self.trials if self.trials else 1.0
        return share


def score(trials: Sequence[Trial]) -> Score:
    """Count what came out of some trials."""
    places = Counter(t.place for t in trials)
    return Score(
        trials=len(trials),
        detected=sum(t.findings > 0 for t in trials),
        one_finding=sum(t.findings == 1 for t in trials),
        first=places[0],
        among_three=sum(places[i] for i in range(3)),
        shown=len(trials) - places[None],
        sure=sum(t.sure for t in trials),
        wrongly_sure=sum(t.wrongly_sure for t in trials),
    )
