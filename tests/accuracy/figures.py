"""What is printed in the reports and what it means: known figures, the samples' and random ones.

The meaning is told where the figure is made, never by gouji's own reader of numbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import msgspec
from msgspec import Struct

from parsers.model import State
from sample_reports import make
from tests.parsers import official
from tests.real import REPORTS

PRESENT, OLDER = "disclosure-2021", "disclosure-2019"

NOTHING = ("/", "—", "-", "无")
_FULL_WIDTH = {ord("0") + n: 0xFF10 + n for n in range(10)}


class Printed(Struct, frozen=True):
    """A figure as it is printed, and the number, state and rest that a reader has to find."""

    text: str
    value: Decimal | None
    state: State
    rest: str = ""


class Case(Struct, frozen=True):
    """A report to be printed: whose, of which year, on which form, and its figures by address.

    `kind` says what is hard about the figures.
    """

    name: str
    kind: str
    form: str
    year: int
    cells: Mapping[str, Printed]

    @property
    def agency(self) -> str:
        """The office that publishes it."""
        return "望禾市人民政府办公室"

    @property
    def single_other(self) -> bool:
        """Tell whether （六）其他处理 is printed as one row."""
        return "applications/other/total" in self.cells

    @property
    def texts(self) -> dict[str, str]:
        """What is printed, by address."""
        return {address: printed.text for address, printed in self.cells.items()}


def plain(text: str) -> Printed:
    """Return what a cell without anything odd in it says: a number, a sign for nothing, a blank."""
    if not text:
        return Printed(text, None, "blank")
    if text in NOTHING:
        return Printed(text, None, "not_applicable")
    return Printed(text, Decimal(text), "number")


def real(folder: Path = REPORTS) -> Iterator[Case]:
    """Yield the figures of the real reports in a folder; none where they are not here."""
    for path in sorted(folder.glob("*.truth.json")):
        told = msgspec.json.decode(path.read_bytes(), type=_Truth)
        cells = {a: plain("" if n is None else str(n)) for a, n in told.cells.items()}
        yield Case(path.name.split(".")[0], "real", told.form, told.year, cells)


class _Truth(Struct, frozen=True):
    form: str
    year: int
    cells: dict[str, Decimal | None]


def samples() -> Iterator[Case]:
    """Yield the figures of the samples, with their faults."""
    for source in sorted(make.SOURCES.glob("*.toml")):
        sample = make.read_sample(source)
        cells = {a: plain(text) for a, text in make.printed_cells(sample).items()}
        yield Case(f"sample-{source.stem}", "sample", PRESENT, sample.year, cells)


KINDS = ("dense", "sparse", "blank", "noted", "long", "spaced")


def drawn_by_lot(seed: int, kind: str) -> Case:
    """Return random figures of a kind; the same for the same seed.

    dense: hardly two alike; sparse: mostly zeros; blank: most zeros left blank; noted: notes and
    units in cells, thousands' commas, signs for nothing; long: up to eight digits; spaced:
    thousands divided by spaces, and full-width digits.
    """
    lot = random.Random(f"{seed} {kind}")
    form = PRESENT if seed % 3 else OLDER
    parts = official.PROACTIVE if form == PRESENT else official.PROACTIVE_2019
    single = form == OLDER or seed % 4 == 0
    cells = {a: _cell(lot, a, kind) for a in official.addresses(single, parts)}
    year = lot.randint(2021, 2025) if form == PRESENT else lot.randint(2019, 2020)
    return Case(f"{kind}-{seed}", kind, form, year, cells)


def _cell(lot: random.Random, address: str, kind: str) -> Printed:
    _, row, column = address.split("/")
    if row == "fees" and column == "amount":
        return plain(f"{lot.randint(0, 200000)}.{lot.randint(0, 9999):04}")
    if kind == "dense":
        return plain(str(lot.randint(1, 9999)))
    if kind == "long":
        return plain(str(lot.randint(1, 10 ** lot.randint(1, 8) - 1)))
    zero = lot.random() < 0.8
    count = 0 if zero else lot.randint(1, 10 ** lot.randint(1, 4) - 1)
    if kind == "blank":
        is_total = column == "total" or row == "results_total"
        return plain("" if not count and not is_total and lot.random() < 0.9 else str(count))
    if kind == "noted" and lot.random() < 0.25:
        return _noted(lot)
    if kind == "spaced" and lot.random() < 0.25:
        return _spaced(lot)
    return plain(str(count))


def _noted(lot: random.Random) -> Printed:
    count = lot.randint(1, 2000)
    ways = (
        Printed(
            f"{count}（其中修订{count // 2}件）",
            Decimal(count),
            "number",
            f"（其中修订{count // 2}件）",
        ),
        Printed(f"{count}元", Decimal(count), "number", "元"),
        Printed(f"+{count}", Decimal(count), "number"),
        Printed(f"-{count}", Decimal(-count), "number"),
        Printed(f"{count * 1000:,}", Decimal(count * 1000), "number"),
        plain(lot.choice(NOTHING)),
    )
    return lot.choice(ways)


def _spaced(lot: random.Random) -> Printed:
    count = lot.randint(1, 2000)
    ways = (
        Printed(f"{count * 1000:,}".replace(",", " "), Decimal(count * 1000), "number"),
        Printed(str(count).translate(_FULL_WIDTH), Decimal(count), "number"),
    )
    return lot.choice(ways)


def cases(seed: int, of_each: int, reports: Path = REPORTS) -> list[Case]:
    """Return the real reports, the samples and `of_each` random reports of each kind."""
    lots = [drawn_by_lot(seed + n, kind) for kind in KINDS for n in range(of_each)]
    return [*real(reports), *samples(), *lots]
