"""Print how exactly gouji reads back known figures, in every shape that reports come in.

    python -m tests.accuracy                     every shape, all reports; takes some minutes
    python -m tests.accuracy --quick             every shape, some of the reports
    python -m tests.accuracy --shape Chromium    the shapes with that in their name

A cell is right if its number, its state and what the number leaves over are those that were
printed at its address; wrong if anything else was read; else not read. Ends with 0 if every shape
meets its bar, with 1 if one does not, with 2 if some could not be tried.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.accuracy import figures, shapes
from tests.accuracy.figures import Case
from tests.accuracy.measuring import Result, measure
from tests.accuracy.scoring import Score
from tests.real import REPORTS

# With --quick a shape shows every so many-eth report; the next shape begins with the next.
_QUICK = 4
_SHOWN = 4


def main() -> int:
    """Run what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--quick", action="store_true", help="only some of the reports")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="for the random figures")
    parser.add_argument("--of-each", type=int, default=2, metavar="N", help="random reports a kind")
    parser.add_argument("--shape", default="", metavar="NAME", help="only shapes named like this")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the files there")
    parser.add_argument("--reports", type=Path, default=REPORTS, metavar="FOLDER")
    parser.add_argument("--verbose", action="store_true", help="name every cell that is not right")
    given = parser.parse_args()

    known = [shape for shape in shapes.known() if given.shape in shape.name]
    if not known:
        parser.error(f"no shape is named like {given.shape}")
    here = [shape for shape in known if not shape.needs()]
    cases = figures.cases(given.seed, given.of_each, given.reports)
    step = _QUICK if given.quick else 1

    def shown(number: int) -> Sequence[Case]:
        return cases[number % step :: step]

    print(f"{'':<58} reports  cells  right  not read  WRONG  accuracy  | by position: right WRONG")
    results = []
    for result in measure(here, shown, given.keep):
        results.append(result)
        _say(result, sys.maxsize if given.verbose else _SHOWN)
    return _conclude(results, [shape for shape in known if shape.needs()], given.reports)


def _say(result: Result, most: int) -> None:
    gouji, script = result.gouji, result.script
    mark = " " if result.is_met else "!"
    bar = "" if result.shape.bar else " (no bar)"
    print(
        f"{mark} {result.shape.name + bar:<56} {gouji.reports:>7} {gouji.cells:>6} "
        f"{gouji.right:>6} {len(gouji.missing):>9} {len(gouji.wrong):>6} {gouji.accuracy:>9.2%}"
        f"  | {script.accuracy:>17.2%} {len(script.wrong):>5}",
        flush=True,
    )
    if not result.is_met:
        whole = gouji.misread, gouji.wrong, gouji.missing if result.shape.bar else []
        for why, texts in zip(("report", "WRONG", "not read"), whole, strict=True):
            for text in texts[:most]:
                print(f"      {why}: {text}")
            if len(texts) > most:
                print(f"      {why}: and {len(texts) - most} more")


def _conclude(results: Sequence[Result], skipped: Sequence[shapes.Shape], reports: Path) -> int:
    """Print the sums; return the exit status."""
    gouji, script = Score(), Score()
    for result in results:
        gouji.add(result.gouji)
        script.add(result.script)
    for name, score in (("gouji", gouji), ("by position", script)):
        print(
            f"{name}: {score.right} of {score.cells} cells right ({score.accuracy:.2%}), "
            f"{len(score.missing)} not read, {len(score.wrong)} WRONG"
        )
    missed = [result.shape.name for result in results if not result.is_met]
    for name in missed:
        print(f"misses its bar: {name}")
    for shape in skipped:
        print(f"not tried, for want of {shape.needs()}: {shape.name}")
    if not reports.is_dir():
        print(f"not tried: the real reports, which are not here ({reports.name})")
    if missed:
        return 1
    is_whole = not skipped and reports.is_dir()
    print("every shape meets its bar" if is_whole else "no pass: some of it was not tried")
    return 0 if is_whole else 2


if __name__ == "__main__":
    sys.exit(main())
