"""T101: characters that are not what they look like."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.messages import Message, marked
from parsers.model import Check, Report

RADICALS = marked("compatibility radicals in the text: {count}, such as {printed} for {meant}")


def checks(report: Report) -> Iterator[Check]:
    """Yield the failed checks of the wording."""
    if report.radicals:
        first = report.radicals[:3]
        values = {
            "count": str(sum(radical.count for radical in report.radicals)),
            "printed": "".join(f"{r.printed}(U+{ord(r.printed):04X})" for r in first[:1]),
            "meant": first[0].meant,
        }
        yield Check("T101", "", "failed", message=Message(RADICALS, values))
