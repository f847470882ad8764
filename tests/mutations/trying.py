"""One damaged report: what became of it, held against the whole one."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Literal

from msgspec import Struct

import parsers
from parsers import readers
from parsers.document import Unreadable
from parsers.model import Report
from parsers.understand import understand
from tests.accuracy import figures, report, web, word
from tests.mutations.damage import WAYS
from tests.real import HONGZE, SAMPLES

Outcome = Literal["whole", "in part", "refused", "WRONG", "CRASHED"]


class Source(Struct, frozen=True):
    """A report to damage, in a format, and what it says."""

    name: str
    format: str
    data: bytes
    whole: Mapping[str, Decimal | None]


class Trial(Struct, frozen=True):
    """What became of the damaged report of a seed, in how many seconds; `why` says more."""

    format: str
    seed: int
    name: str
    way: str
    outcome: Outcome
    seconds: float
    why: str = ""


@cache
def sources() -> list[Source]:
    """Return the reports to damage: the samples and the real one, and two printed anew."""
    files = [SAMPLES / "zhoukou-2022.pdf", SAMPLES / "wanghe-transport-2022.pdf"]
    files += [HONGZE] if HONGZE.exists() else []
    found = [(p.stem, "pdf", p.read_bytes()) for p in files]
    for case in (figures.drawn_by_lot(1, "dense"), figures.drawn_by_lot(3, "noted")):
        parts = list(report.parts(case))
        page = web.furnished(web.body(parts, web.in_paragraphs), case.name)
        found += [(case.name, "html", page.encode()), (case.name, "docx", word.written(parts))]
    for name in ("zhoukou-2022", "huaiting-county-2024"):
        found.append((name, "txt", (SAMPLES / f"{name}.txt").read_bytes()))
    return [Source(name, format, data, cells(read(data))) for name, format, data in found]


def read(data: bytes) -> Report:
    """Return the report in `data`, checked."""
    found = understand(readers.read(data), "a", "")
    parsers.check(found)
    return found


def cells(found: Report) -> dict[str, Decimal | None]:
    """Return the numbers of the official tables, by address."""
    if found.form == "generic":
        return {}
    return {a: cell.value for table in found.tables.values() for a, cell in table.cells.items()}


def trial(format: str, seed: int) -> Trial:
    """Damage a report of a format and read it."""
    lot = random.Random(f"{format} {seed}")
    source = lot.choice([source for source in sources() if source.format == format])
    way = lot.choice(WAYS[format])
    data = way(source.data, lot)
    start = time.perf_counter()
    outcome, why = _outcome(data, source, is_cut=way.__name__ == "truncate")
    seconds = time.perf_counter() - start
    return Trial(format, seed, source.name, way.__name__, outcome, seconds, why)


def _outcome(data: bytes, source: Source, is_cut: bool) -> tuple[Outcome, str]:
    try:
        found = cells(read(data))
    except Unreadable as refused:
        return "refused", str(refused)
    except Exception as error:  # what must never come out of a reader
        return "CRASHED", f"{type(error).__name__}: {error}"
    wrong = {a: v for a, v in found.items() if v is not None and v != source.whole.get(a)}
    # Where a text ends inside a figure nobody can tell 18 from 182.
    if is_cut and source.format == "txt" and len(wrong) == 1:
        ((address, value),) = wrong.items()
        wrong = {} if str(source.whole.get(address)).startswith(str(value)) else wrong
    if wrong:
        told = (f"{a} {v} for {source.whole.get(a)}" for a, v in list(wrong.items())[:3])
        return "WRONG", f"{len(wrong)} cells: {', '.join(told)}"
    known = sum(value is not None for value in found.values())
    all_known = known == sum(value is not None for value in source.whole.values())
    return ("whole" if all_known else "in part"), ""
