"""N101 to N104: what the prose claims, against the tables and against itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import structs

from parsers.checks.prose import counts, denials, parts, shares
from parsers.checks.prose.binding import Binder
from parsers.checks.prose.sentences import Sentence
from parsers.checks.prose.sums import Adder
from parsers.checks.prose.telling import Teller
from parsers.checks.prose.unbroken import unbroken
from parsers.model import Check, Report

_PLANS = "problems"
_BEFORE_MOST = 3


def checks(report: Report) -> Iterator[Check]:
    """Yield a check for every claim of the prose, in reading order.

    The `quotes` of a check are the figures that it compares, as they are printed and without their
    units; those of N104 the words that deny. Of two claims about the same, the second is called
    `subject#2`: those that fail are numbered before all others, so that what else is said, and
    agrees, never changes what they are called.
    """
    found = list(_claims(report))
    times: Counter[tuple[str, str]] = Counter()
    subjects: dict[int, str] = {}
    for i in sorted(range(len(found)), key=lambda i: found[i].outcome != "failed"):
        key = (found[i].rule, found[i].subject)
        times[key] += 1
        subjects[i] = f"{key[1]}#{times[key]}" if times[key] > 1 else key[1]
    yield from (structs.replace(check, subject=subjects[i]) for i, check in enumerate(found))


def _claims(report: Report) -> Iterator[Check]:
    if not report.layout.claims:
        return
    read = list(unbroken(report))
    adder = Adder(report)
    binder = Binder(report, adder, Teller(report, read))
    for passage in read:
        if passage.section.split(".")[0] == _PLANS:
            continue
        before: list[Sentence] = []
        for sentence in binder.sentences(passage):
            yield from counts.checks(sentence, report, adder)
            yield from parts.checks(sentence, before[-1] if before else None, report.layout)
            yield from shares.checks(sentence, before, adder, binder)
            yield from denials.checks(sentence, report, adder, binder)
            before = [*before[1 - _BEFORE_MOST :], sentence]
