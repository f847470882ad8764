"""Reports of any length: a sample's figures, some of them wrong, and its prose over and over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import msgspec

from parsers import load
from tests.accuracy import figures
from tests.accuracy.drawn import STYLES, drawn_parts
from tests.accuracy.report import Part, Prose, parts
from tests.real import SAMPLES

SOURCE = "zhoukou-2022"
WRONG = {"disputes/review/total": "99", "disputes/litigation_direct/total": "98"}
A_PAGE = 1480
"""How many characters of prose fill a page."""


def pdf(pages: int) -> bytes:
    """Return a report of some `pages` as PDF."""
    case = next(case for case in figures.samples() if case.name == f"sample-{SOURCE}")
    wrong = {address: figures.plain(text) for address, text in WRONG.items()}
    case = msgspec.structs.replace(case, cells={**case.cells, **wrong})
    return drawn_parts(_lengthened(list(parts(case)), pages), STYLES["lines"])


def _lengthened(told: list[Part], pages: int) -> Iterator[Part]:
    """Yield the parts of a report with prose of the source put behind its first paragraphs."""
    overview = load(SAMPLES / f"{SOURCE}.txt").sections[0]
    texts = [overview.text, *(section.text for section in overview.children)]
    paragraphs = [line for text in texts for line in text.split("\n") if len(line) > 40]
    last = max(i for i, part in enumerate(told[:8]) if isinstance(part, Prose))
    yield from told[: last + 1]
    room = A_PAGE * (pages - 3)
    for paragraph in cycle(paragraphs):
        if room <= 0:
            break
        room -= len(paragraph)
        yield Prose(paragraph)
    yield from told[last + 1 :]
