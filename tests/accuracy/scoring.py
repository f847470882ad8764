"""How well a report was read: every printed cell against what was found at its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from msgspec import Struct

from parsers.model import Report
from tests.accuracy.figures import Case, Printed

_Same = Callable[[Printed, Printed], bool]


class Score(Struct):
    """How many cells of how many reports were right, not read, or wrong.

    `misread` are reports whose form or year is wrong, or which were not read at all, with why.
    `wrong` says which cell holds what instead of what; `missing` which cells were not read.
    """

    reports: int = 0
    cells: int = 0
    right: int = 0
    wrong: list[str] = []
    missing: list[str] = []
    misread: list[str] = []

    @property
    def accuracy(self) -> float:
        """The share of the cells that are right, 0 to 1."""
        return self.right / self.cells if self.cells else 0.0

    def add(self, other: Score) -> None:
        """Count another's reports too."""
        self.reports += other.reports
        self.cells += other.cells
        self.right += other.right
        self.wrong += other.wrong
        self.missing += other.missing
        self.misread += other.misread


def of_report(case: Case, name: str, report: Report) -> Score:
    """Score a report as gouji read it: a cell's value, state and rest, the form and the year."""
    found = {
        a: Printed(cell.text, cell.value, cell.state, cell.rest)
        for table in report.tables.values()
        for a, cell in table.cells.items()
    }
    score = _compared(case, name, found, _same)
    if (report.form, report.year) != (case.form, case.year):
        score.misread.append(f"{name}: {report.form} {report.year}, not {case.form} {case.year}")
    # A cell that the report does not print is as wrong as a number that it does not.
    score.wrong += [
        f"{name}: {a} {found[a].text!r}, not printed" for a in found if a not in case.cells
    ]
    return score


def of_values(case: Case, name: str, values: Mapping[str, Decimal | None]) -> Score:
    """Score what another way to read gave: the numbers alone, None for a blank or a sign."""
    found = {a: Printed("", value, "number") for a, value in values.items()}
    return _compared(case, name, found, lambda one, other: one.value == other.value)


def of_nothing(case: Case, name: str, why: str) -> Score:
    """Score a report that could not be read at all."""
    return Score(
        1, len(case.cells), missing=[f"{name}: all"] * len(case.cells), misread=[f"{name}: {why}"]
    )


def _same(found: Printed, printed: Printed) -> bool:
    rest = "".join(found.rest.split()) == printed.rest
    return (found.value, found.state) == (printed.value, printed.state) and rest


def _compared(case: Case, name: str, found: Mapping[str, Printed], same: _Same) -> Score:
    score = Score(1, len(case.cells))
    for address, printed in case.cells.items():
        if address not in found:
            score.missing.append(f"{name}: {address} {printed.text!r}")
        elif same(found[address], printed):
            score.right += 1
        else:
            wrong = f"{name}: {address} {found[address].text!r} for {printed.text!r}"
            score.wrong.append(wrong)
    return score
