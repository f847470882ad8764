"""Print what became of some thousand damaged reports; exit with 1 if a single one was read wrong.

    python -m tests.mutations [--each 1000] [--seed 0] [--format pdf]

A reader that crashes the process or takes longer than a minute and a half ends the run.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import repeat

from tests.mutations.damage import WAYS
from tests.mutations.trying import Trial, trial

_SECONDS = 90


def main() -> int:
    """Run the trials of each format; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations")
    parser.add_argument("--each", type=int, default=1000, help="damaged reports of each format")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--format", choices=sorted(WAYS), action="append")
    given = parser.parse_args()
    faults: list[Trial] = []
    for format in given.format or WAYS:
        seeds = range(given.seed, given.seed + given.each)
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            try:
                results = pool.map(trial, repeat(format), seeds, timeout=_SECONDS * given.each)
                trials = list(results)
            except BrokenProcessPool:
                print(f"{format}: the process died of one of the seeds {seeds}")
                return 1
        faults += _say(format, trials)
    return 1 if faults else 0


def _say(format: str, trials: list[Trial]) -> list[Trial]:
    """Print a line for each way and the faults; return these."""
    for way in dict.fromkeys(way.__name__ for way in WAYS[format]):
        own = [it for it in trials if it.way == way]
        count = Counter(it.outcome for it in own)
        slowest = max((it.seconds for it in own), default=0.0)
        counts = "  ".join(
            f"{count[outcome]:>4} {outcome}"
            for outcome in ("whole", "in part", "refused", "WRONG", "CRASHED")
        )
        print(f"{format:<5} {way:<14} {counts}   slowest {slowest:.2f} s", flush=True)
    faults = [it for it in trials if it.outcome in ("WRONG", "CRASHED") or it.seconds > _SECONDS]
    for it in faults:
        print(f"      {it.format} {it.seed} {it.name} {it.way}: {it.outcome} {it.why}", flush=True)
    return faults


if __name__ == "__main__":
    sys.exit(main())
