"""Sums of cells: from addresses, and patterns of them, to operands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase

from msgspec import Struct

from parsers.checks.arithmetic import NO_NUMBER, NO_TABLE, NO_TOTAL, NOT_READ, names
from parsers.checks.prose.figures import MONEY, Figure
from parsers.forms import Form, address
from parsers.forms.claims import Sums
from parsers.messages import Message
from parsers.model import Cell, Operand, Report, Table
from parsers.numbers import within

_BLANK = ("blank", "not_applicable")


class Sum(Struct, frozen=True):
    """Cells that are added up: the addresses that were asked for, and the operands they gave.

    A total that is `blank` is what its `parts` make: those that hold numbers are operands in its
    place. `obstacle` says why there are no operands.
    """

    cells: tuple[str, ...]
    operands: tuple[Operand, ...] = ()
    blank: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    obstacle: Message | None = None

    @property
    def value(self) -> Decimal:
        """What the cells come to."""
        return sum((operand.value for operand in self.operands), Decimal(0))


class Adder:
    """Adds up the cells of one report."""

    def __init__(self, report: Report) -> None:
        self._report, self._form = report, report.layout
        self._parts = _parts(self._form)
        self._known: dict[tuple[str, ...], Sum | None] = {}

    def sum(self, patterns: tuple[str, ...]) -> Sum | None:
        """Return the sum of some cells; None where the form has none of them."""
        if patterns not in self._known:
            self._known[patterns] = self._sum(patterns)
        return self._known[patterns]

    def sums(self, admitted: Sums) -> list[Sum]:
        """Return the sums of cells that the form has of those that words admit."""
        return [known for patterns in admitted if (known := self.sum(patterns))]

    def fitting(self, figure: Figure, admitted: Sums) -> Sum | None:
        """Return the first sum that a figure states, None if it states none or is vague."""
        if figure.vague:
            return None
        return next((s for s in self.sums(admitted) if _agrees(figure, s)), None)

    def _sum(self, patterns: tuple[str, ...]) -> Sum | None:
        id = patterns[0].split("/")[0]
        table = self._report.tables.get(id)
        there = self._form.table(id).addresses(table.cells if table else ())
        cells = tuple(a for p in patterns for a in _matching(p, there))
        if not cells:
            return None
        if table is None:
            return Sum(cells, obstacle=Message(NO_TABLE))
        operands: list[Operand] = []
        blank: list[str] = []
        parts: list[str] = []
        for cell in cells:
            given = self._operands(cell, table)
            if isinstance(given, Message):
                return Sum(cells, obstacle=given)
            operands += given[0]
            if given[1]:
                blank.append(cell)
                parts += given[1]
        return Sum(cells, tuple(operands), tuple(blank), tuple(parts))

    def _operands(
        self, cell: str, table: Table
    ) -> tuple[Sequence[Operand], Sequence[str]] | Message:
        """Return what gives a cell's number: it, or its parts where it is a total left blank.

        The parts are returned too, with those that are blank.

        A total that is blank with all its parts is nought: it agrees with a claim of none, and
        with nothing else.
        """
        read = table.cells.get(cell)
        if read is None:
            return Message(NOT_READ, {"cells": names([cell], self._form)})
        if read.state == "text":
            return Message(NO_NUMBER, {"cells": names([cell], self._form)})
        parts = self._parts.get(cell)
        if read.value is not None or not parts:
            return [_operand(read)], ()
        given = [table.cells.get(part) for part in parts]
        states = {part.state if part else "unread" for part in given}
        if not states <= {"number", *_BLANK}:
            return Message(NO_TOTAL, {"cells": names([cell], self._form)})
        if "number" not in states:
            return [_operand(read)], ()
        return [_operand(part) for part in given if part and part.value is not None], parts

    def is_empty(self, sum: Sum) -> bool:
        """Tell whether a sum is of blank totals only, of which nobody knows what they would be."""
        return all(operand.blank and operand.cell in self._parts for operand in sum.operands)

    def no_total(self, sum: Sum) -> Message:
        """Return why a sum of blank totals says nothing."""
        return Message(NO_TOTAL, {"cells": names(sum.cells, self._form)})


def amount(figure: Figure) -> Decimal:
    """Return what a figure comes to in the table's unit: money in 万元."""
    return figure.value * MONEY.get(figure.unit, Decimal(1))


def _agrees(figure: Figure, sum: Sum) -> bool:
    """Tell whether a figure is what cells come to, money within the decimals that are printed."""
    if sum.obstacle or figure.unit not in MONEY:
        return not sum.obstacle and amount(figure) == sum.value
    stated = within(sum.value / MONEY[figure.unit], figure.value, figure.decimals)
    return stated or within(amount(figure), sum.value, _decimals(sum.value))


def _decimals(value: Decimal) -> int:
    return max(-int(value.as_tuple().exponent), 0)


def _operand(cell: Cell) -> Operand:
    return Operand(
        cell.address, Decimal(0) if cell.value is None else cell.value, cell.value is None
    )


def _matching(pattern: str, there: Sequence[str]) -> Iterator[str]:
    if "*" not in pattern:
        yield from (a for a in there if a == pattern)
    else:
        yield from (a for a in there if fnmatchcase(a, pattern))


def _parts(form: Form) -> dict[str, tuple[str, ...]]:
    """Return the cells that are the sum of others in their row, with those."""
    parts: dict[str, tuple[str, ...]] = {}
    for identity in form.identities:
        if identity.each == "row" and len(identity.right) == 1:
            table = form.table(identity.table)
            for row in (*table.rows, *table.older):
                total = address(table.id, row.id, identity.right[0])
                parts[total] = tuple(address(table.id, row.id, c) for c in identity.left)
    return parts
