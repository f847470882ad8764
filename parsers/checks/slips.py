"""How like a slip of the hand a change of figures is, and what kind of slip.

A slip has a weight, the lighter the likelier: minus the logarithm of how often that kind of slip
happens and of how often it would come out just so. How often is set by hand, after what was seen in
published reports: totals left at 0, then digits swapped, dropped, doubled and mistyped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import log
from typing import NamedTuple

from msgspec import Struct

from parsers import numbers
from parsers.checks.repair import Repair
from parsers.checks.whole_lines import CELLS_LEAST
from parsers.forms import Form, address, line_of, told_apart
from parsers.messages import Message, marked
from parsers.model import Cell, Report

MISREAD = marked("it is printed as “{text}”: gouji may have misread it, look at the page first")
SPLIT = marked("{figures} may be one figure that was split in reading, look at the page first")
JOINED = marked("{figures} may be two figures that were joined in reading, look at the page first")
READ_TWICE = marked("so it stands where the table is printed a second time")
LEFT_AT_ZERO = marked("total left at 0")
LEFT_BLANK = marked("left blank")
NO_FIGURE = marked("no figure entered")
NEGATIVE = marked("a minus sign too many")
POINTED = marked("a decimal point too many")
NOT_ENTERED = marked("left at 0")
STRAY = marked("a figure where 0 belongs")
SWAPPED = marked("two digits swapped")
SHIFTED = marked("shifted by ten")
DROPPED = marked("a digit dropped")
DOUBLED = marked("a digit doubled")
MISTYPED = marked("a digit mistyped")
ONE_OFF = marked("off by one")
EXTRA = marked("a digit too many")
REPEATED = marked("the figure of {cell} repeated")
OTHER = marked("a different figure")
EXCHANGED = marked("{first} and {second} exchanged")
MISFILED = marked("{count} filed under {wrong} instead of {right}")
ONE_TOO_MANY = marked("{count} counted under {line} and once more elsewhere")
LINE_AT_ZERO = marked("{line} left at 0")
LINE_WRONG = marked("all of {line}")
LINE_SHIFTED = marked("{line} shifted by one place")
ONE_TOO_FEW = marked("{count} left out under {line}")


TELLING = 3.0
"""Slips lighter than this show themselves: by their digits, or as a figure that is missing."""


class Slip(NamedTuple):
    """How heavy a change is, and what each cell's part in it is called."""

    weight: float
    reasons: tuple[Message, ...]


class Figures(Struct, frozen=True):
    """What of a report slips are weighed by: its form, its cells, and which of them are totals.

    `doubts` are what else was read in some cells, `places` which cell comes after which.
    """

    form: Form
    cells: Mapping[str, Cell]
    totals: frozenset[str]
    doubts: Mapping[str, str] = {}
    places: Mapping[str, int] = {}

    @classmethod
    def of(cls, report: Report, totals: frozenset[str]) -> Figures:
        """Return the figures of `report`."""
        cells = {a: cell for table in report.tables.values() for a, cell in table.cells.items()}
        doubts = {a: text for table in report.tables.values() for a, text in table.doubts.items()}
        places = {address: place for place, address in enumerate(cells)}
        return cls(report.layout, cells, totals, doubts, places)

    def value(self, cell: str) -> Decimal:
        """Return the figure in a cell, zero where there is none."""
        return self.cells[cell].value or Decimal(0)

    def tells(self, cell: str, meant: int | Decimal) -> bool:
        """Tell whether the digits alone show that `cell` ought to hold `meant`."""
        weight, _reason = min(_kinds(cell, Decimal(meant), self), key=lambda kind: kind[0])
        return weight < TELLING

    def beside(self, cell: str) -> Iterator[str]:
        """Yield the cells to the left and right of a cell, and those above and below it."""
        id, row, column = cell.split("/")
        table = self.form.table(id)
        columns = [c.id for c in table.columns_of(table.row(row))]
        rows = [r.id for r in table.rows if any(c.id == column for c in table.columns_of(r))]
        yield from (address(id, row, near) for near in _next_to(column, columns))
        yield from (address(id, near, column) for near in _next_to(row, rows))


def weigh(repair: Repair, figures: Figures) -> Slip:
    """Return the lightest slip that a repair would undo, its reasons in the order of the cells."""
    singles = [_lightest(cell, Decimal(value), figures) for cell, value in repair.items()]
    apart = Slip(
        sum(weight for weight, _reason in singles), tuple(reason for _weight, reason in singles)
    )
    kinds = (
        *_of_two(repair, figures),
        *_of_line(repair, figures),
        *_of_whole_line(repair, figures),
    )
    together = (Slip(weight, (reason,) * len(repair)) for weight, reason in kinds)
    return min((apart, *together), key=lambda slip: slip.weight)


# -- one cell -----------------------------------------------------------------------------------

Kind = tuple[float, Message]

_LN_10 = 2.3
_TOTALS = 0.5
"""Totals are reckoned by hand more often than other figures, and go wrong more often."""


def _lightest(cell: str, meant: Decimal, figures: Figures) -> Kind:
    weight, reason = min(_kinds(cell, meant, figures), key=lambda kind: kind[0])
    return weight - _TOTALS * (cell in figures.totals), reason


def _kinds(cell: str, meant: Decimal, figures: Figures) -> Iterator[Kind]:
    """Yield what may have happened to the figure `meant` for `cell` to hold what it holds."""
    printed = figures.cells[cell]
    held, text = figures.value(cell), printed.text.strip()
    digits, digits_meant = f"{held:f}", f"{meant:f}"
    if meant:
        yield _LN_10 * (1 + max(len(digits), len(digits_meant))), Message(OTHER)
    else:
        yield 3.0 + _LN_10 * len(digits), Message(STRAY)
    if cell in figures.doubts and numbers.read(figures.doubts[cell]).value == meant:
        yield 0.5, Message(READ_TWICE)
    if " " in text or "\n" in text:
        yield 1.5, Message(MISREAD, {"text": " ".join(text.split())})
    if printed.value is None:
        yield 1.0, Message(LEFT_BLANK if printed.state == "blank" else NO_FIGURE)
    elif held < 0 or held != int(held):
        if digits.strip("-").replace(".", "") == digits_meant:
            yield 2.0, Message(NEGATIVE if held < 0 else POINTED)
    elif not held:
        is_total = cell in figures.totals
        yield (1.5, Message(LEFT_AT_ZERO)) if is_total else (3.0, Message(NOT_ENTERED))
    elif meant:
        yield from _of_digits(digits, digits_meant)
    if abs(held - meant) == 1:
        yield 3.0, Message(ONE_OFF)
    if held > 1:
        for near in figures.beside(cell):
            if near in figures.cells and figures.cells[near].value == held:
                values = {"cell": figures.form.name(near)}
                yield (3.7 if held > 9 else 4.7), Message(REPEATED, values)


def _of_digits(held: str, meant: str) -> Iterator[Kind]:
    """Yield the slips that make one row of digits of another."""
    if held.rstrip("0") == meant.rstrip("0"):
        yield 2.9, Message(SHIFTED)
    if held in _without_one(meant):
        yield 2.9, Message(DROPPED)
    if held in _with_one_twice(meant):
        yield 2.9, Message(DOUBLED)
    elif meant in _without_one(held):
        yield 3.0 + _LN_10, Message(EXTRA)
    if len(held) == len(meant):
        wrong = [i for i, (one, other) in enumerate(zip(held, meant, strict=True)) if one != other]
        if len(wrong) == 1:
            yield 3.6, Message(MISTYPED)
        elif len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(held) == sorted(meant):
            yield 2.0, Message(SWAPPED)


def _without_one(digits: str) -> set[str]:
    return {digits[:i] + digits[i + 1 :] for i in range(len(digits))}


def _with_one_twice(digits: str) -> set[str]:
    return {digits[: i + 1] + digits[i:] for i in range(len(digits))}


# -- several cells ------------------------------------------------------------------------------


def _of_two(repair: Repair, figures: Figures) -> Iterator[Kind]:
    """Yield the single slips that would explain a change of two cells."""
    if len(repair) != 2:
        return
    (first, one), (second, other) = ((cell, Decimal(value)) for cell, value in repair.items())
    held, held_other = figures.value(first), figures.value(second)
    is_near = second in figures.beside(first)
    line, places = told_apart([first, second])
    names = [figures.form.name(place) for place in places]
    if is_near:
        yield from _of_reading(first, one, second, other, figures)
    if held and held_other and (held, held_other) == (other, one):
        values = {"first": names[0], "second": names[1]}
        yield 3.0 if is_near else 4.5, Message(EXCHANGED, values)
    elif held - one == other - held_other and line:
        wrong, right = names if held > one else reversed(names)
        values = {"count": f"{abs(held - one):f}", "wrong": wrong, "right": right}
        whole = 0 in (one, held) and 0 in (other, held_other)
        # Many do not go astray together, but all of a row may. A case is a little likelier to be
        # one of many than one of few, never enough to be sure.
        weight = 3.0 if whole else 4.0 + 0.5 * log(abs(held - one))
        weight += (0 if is_near else 1) - 0.2 * log(1 + max(one, other))
        yield weight, Message(MISFILED, values)


def _of_line(repair: Repair, figures: Figures) -> Iterator[Kind]:
    """Yield the slip of a case counted too often, or not at all, all along a row or a column."""
    by = {Decimal(value) - figures.value(cell) for cell, value in repair.items()}
    line = line_of(repair)
    if len(by) == 1 and line:
        (change,) = by
        values = {"count": f"{abs(change):f}", "line": figures.form.name(line)}
        yield 4.0, Message(ONE_TOO_MANY if change < 0 else ONE_TOO_FEW, values)


def _of_whole_line(repair: Repair, figures: Figures) -> Iterator[Kind]:
    """Yield what may have happened to a row or a column as a whole."""
    line = line_of(repair)
    if len(repair) < CELLS_LEAST or not line:
        return
    values = {"line": figures.form.name(line)}
    yield 6.0 + len(repair), Message(LINE_WRONG, values)
    if not any(figures.value(cell) for cell in repair):
        yield 1.5, Message(LINE_AT_ZERO, values)
        return
    first = next(iter(repair))
    cells = [c for c in figures.cells if c in repair or line_of([c, first]) == line]
    held = [figures.value(cell) for cell in cells]
    meant = [Decimal(repair.get(cell, figures.value(cell))) for cell in cells]
    parts = slice(None, -1) if cells[-1] in figures.totals else slice(None)
    if held[parts][1:] == meant[parts][:-1] or held[parts][:-1] == meant[parts][1:]:
        yield 2.5, Message(LINE_SHIFTED, values)


def _of_reading(
    first: str, one: Decimal, second: str, other: Decimal, figures: Figures
) -> Iterator[Kind]:
    """Yield what reading may have done to the figures of two cells beside each other."""
    texts = [figures.cells[cell].text.strip() for cell in (first, second)]
    values = {"figures": " ".join(texts)}
    if 0 in (one, other) and f"{max(one, other):f}" == "".join(texts):
        yield 2.5, Message(SPLIT, values)
    if f"{one:f}{other:f}" in texts and any(t in ("", "0") for t in texts):
        yield 2.5, Message(JOINED, values)


def _next_to(name: str, names: list[str]) -> Iterator[str]:
    at = names.index(name) if name in names else -1
    if at > 0:
        yield names[at - 1]
    if 0 <= at < len(names) - 1:
        yield names[at + 1]
