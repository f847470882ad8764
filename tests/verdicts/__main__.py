"""Print how often the verdict finds the slip, and exit with 1 where a bar is missed."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence

from tests.verdicts import trying
from tests.verdicts.clean import reports
from tests.verdicts.damage import SLIPS
from tests.verdicts.trying import Score, Trial, score

HEADS = (
    "trials",
    "detected",
    "one_finding",
    "first",
    "among_three",
    "shown",
    "sure",
    "wrongly_sure",
)


def main() -> None:
    """Run the trials and print a line for each kind of slip, then the bars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--random", type=int, default=12, help="how many invented reports")
    parser.add_argument("--pairs", type=int, default=100, help="pairs of slips in each report")
    asked = parser.parse_args()
    trials = list(collected(asked.random, asked.pairs))
    print(f"{'':<28}" + "".join(f"{head.replace('_', ' '):>14}" for head in HEADS))
    for name, some in groups(trials):
        if some:
            print(f"{name:<28}" + _row(score(some)))
    missed = [bar for bar, is_met in bars(trials) if not is_met]
    for bar, is_met in bars(trials):
        print(f"{'met   ' if is_met else 'MISSED'}  {bar}")
    sys.exit(bool(missed))


def collected(random_ones: int, pairs: int) -> Iterator[Trial]:
    """Yield all trials: every cell and slip, pairs of slips, cases under another applicant."""
    for name, report in reports(random_ones):
        rng = random.Random(name)
        yield from trying.singles(report, rng)
        yield from trying.pairs(report, rng, pairs)
        yield from trying.moved(report)
        yield from trying.misfiled(report)


def groups(trials: Sequence[Trial]) -> Iterator[tuple[str, list[Trial]]]:
    """Yield the trials by table and kind."""
    for table in ("applications", "disputes"):
        held = [t for t in trials if t.table == table]
        yield f"{table}, all slips", [t for t in held if t.kind in SLIPS]
        for kind in SLIPS:
            yield f"  {kind}", [t for t in held if t.kind == kind]
    yield "disputes, told by digits", [t for t in trials if t.told]
    for kind in ("pair", "moved", "misfiled"):
        yield kind, [t for t in trials if t.kind == kind]


def bars(trials: Sequence[Trial]) -> Iterator[tuple[str, bool]]:
    """Yield what has to be so, and whether it is."""
    slips = [t for t in trials if t.kind in SLIPS]
    applications = score([t for t in slips if t.table == "applications"])
    disputes = score([t for t in slips if t.table == "disputes"])
    told = score([t for t in slips if t.told])
    pairs, moved = (score([t for t in trials if t.kind == kind]) for kind in ("pair", "moved"))
    yield "every slip is detected", score(slips).share("detected") == 1
    yield "a single slip is one finding", score(slips).share("one_finding") == 1
    yield "applications: cell and value first in 99 %", applications.share("first") >= 0.99
    yield "disputes: the truth is always shown", disputes.share("shown") == 1
    yield "disputes: slips that the digits tell first in 99 %", told.share("first") >= 0.99
    yield "pairs: the truth among the first three in 95 %", pairs.share("among_three") >= 0.95
    yield "one case moved: the true pair is always shown", moved.share("shown") == 1


def _row(counted: Score) -> str:
    shares = "".join(f"{counted.share(head):>14.2%}" for head in HEADS[1:])
    return f"{counted.trials:>14}{shares}"


if __name__ == "__main__":
    main()
