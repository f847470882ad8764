"""Reports that close: the real one, the invented ones, and random ones of all sizes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import structs

from parsers.model import Cell, Report
from tests.real import SAMPLES, ZHOUKOU, load

APPLICANTS = (
    "natural_person",
    "business",
    "research",
    "public_interest",
    "legal_service",
    "other_org",
)
OUTCOMES = ("upheld", "corrected", "other", "pending")
TABLES = ("applications", "disputes")


def reports(random_ones: int) -> Iterator[tuple[str, Report]]:
    """Yield reports whose identities all close, each with its name."""
    for path in (
        ZHOUKOU,
        SAMPLES / "huaiting-county-2023.txt",
        SAMPLES / "huaiting-county-2024.txt",
    ):
        yield path.stem, load(path)
    for seed in range(random_ones):
        yield f"random-{seed}", invented(random.Random(seed))


def figures(report: Report) -> dict[str, Cell]:
    """Return the cells that identities cover."""
    return {a: cell for id in TABLES for a, cell in report.tables[id].cells.items()}


def holding(report: Report, values: Mapping[str, Decimal]) -> Report:
    """Return a report with other figures in the cells named."""
    tables = dict(report.tables)
    for address, value in values.items():
        id = address.partition("/")[0]
        cell = structs.replace(tables[id].cells[address], value=value, text=f"{value:f}")
        tables[id] = structs.replace(tables[id], cells=tables[id].cells | {address: cell})
    return structs.replace(report, tables=tables)


def invented(rng: random.Random) -> Report:
    """Return a report without prose whose figures are random, as an office of some size has them.

    Most applicants are natural persons, most reasons are rare; sums are added up here.
    """
    real = load(ZHOUKOU)
    rows = [a.split("/")[1] for a in real.tables["applications"].cells if a.endswith("/total")]
    parts = [row for row in rows if row not in ("received", "carried_in", "results_total")]
    size = 10 ** rng.uniform(0.5, 3.5)
    share = {row: rng.random() ** 4 for row in parts}
    values: dict[str, Decimal] = {}
    for column in APPLICANTS:
        scale = size if column == "natural_person" else size * rng.random() ** 3 / 5
        held = {row: int(rng.expovariate(1) * scale * share[row]) for row in parts}
        results = sum(held[row] for row in parts if row != "carried_out")
        carried_in = min(int(rng.expovariate(1) * scale / 20), results + held["carried_out"])
        held |= {
            "carried_in": carried_in,
            "received": results + held["carried_out"] - carried_in,
            "results_total": results,
        }
        values |= {f"applications/{row}/{column}": Decimal(held[row]) for row in rows}
    for row in rows:
        values[f"applications/{row}/total"] = sum(
            (values[f"applications/{row}/{column}"] for column in APPLICANTS), Decimal(0)
        )
    for row in ("review", "litigation_direct", "litigation_after_review"):
        cases = [Decimal(int(rng.expovariate(1) * size / 40)) for _ in OUTCOMES]
        values |= {f"disputes/{row}/{c}": n for c, n in zip(OUTCOMES, cases, strict=True)}
        values[f"disputes/{row}/total"] = sum(cases, Decimal(0))
    silent = tuple(structs.replace(s, text="", children=()) for s in real.sections)
    return structs.replace(holding(real, values), sections=silent, preamble="")
