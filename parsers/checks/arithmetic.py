"""A101 to A104: the identities that the form declares, evaluated on what was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import structs

from parsers.forms import Form, Identity, address, chosen
from parsers.formula import number
from parsers.messages import Message, marked
from parsers.model import Cell, Check, Operand, Report, Table

NO_TABLE = marked("the table was not read")
NOT_READ = marked("not read: {cells}")
NO_NUMBER = marked("not a number: {cells}")
NO_TOTAL = marked("a total holds no number: {cells}")
WRONG_TOTAL = marked("{cell}: {found}, but its parts make {expected}")
WRONG_WITH_BLANKS = marked("{cell}: {found}, but its parts make {expected}; counted as 0: {blanks}")
UNEQUAL = marked("{line}: {left} make {expected}, {right} make {found}")
UNEQUAL_WITH_BLANKS = marked(
    "{line}: {left} make {expected}, {right} make {found}; counted as 0: {blanks}"
)

_ZERO = Decimal(0)
_BLANK = ("blank", "not_applicable")


def checks(report: Report) -> Iterator[Check]:
    """Yield a check for every line of every identity, whether it can be evaluated or not."""
    form = report.layout
    summed = totals(report)
    for identity in form.identities:
        table = report.tables.get(identity.table)
        for subject, left, right in _lines(identity, table, form):
            yield _evaluate(identity, table, subject, left, right, summed, form)


def _lines(
    identity: Identity, table: Table | None, form: Form
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield the subject and both sides' addresses for each line that an identity runs along."""
    spec = form.table(identity.table)
    rows = tuple(row.id for row in spec.rows_given(table.cells if table else ()))
    columns = tuple(column.id for column in spec.columns)
    if identity.each == "row":
        left, right = (list(chosen(columns, side)) for side in (identity.left, identity.right))
        for row in chosen(rows, identity.lines):
            yield (
                f"{spec.id}/{row}",
                [address(spec.id, row, column) for column in left],
                [address(spec.id, row, column) for column in right],
            )
    else:
        left, right = (list(chosen(rows, side)) for side in (identity.left, identity.right))
        for column in chosen(columns, identity.lines):
            yield (
                address(spec.id, "*", column),
                [address(spec.id, row, column) for row in left],
                [address(spec.id, row, column) for row in right],
            )


def totals(report: Report) -> frozenset[str]:
    """Return the cells that some identity says are the sum of others: alone on their side."""
    form = report.layout
    return frozenset(
        side[0]
        for identity in form.identities
        for _, *sides in _lines(identity, report.tables.get(identity.table), form)
        for side in sides
        if len(side) == 1
    )


def _evaluate(
    identity: Identity,
    table: Table | None,
    subject: str,
    left: list[str],
    right: list[str],
    totals: frozenset[str],
    form: Form,
) -> Check:
    cells = table.cells if table else {}
    focus = right[0]
    check = Check(
        identity.rule,
        subject,
        "not_assessable",
        form.table(identity.table).section,
        cells[focus].page if focus in cells else None,
        cells=(*left, *right),
        focus=focus,
        message=_obstacle(table, [*left, *right], totals, form),
    )
    if check.message:
        return check
    check = structs.replace(
        check,
        outcome="passed",
        left=tuple(_operand(cells[a]) for a in left),
        right=tuple(_operand(cells[a]) for a in right),
    )
    if check.expected == check.found:
        return check
    return structs.replace(check, outcome="failed", message=_failure(check, form))


def _obstacle(
    table: Table | None, operands: Sequence[str], totals: frozenset[str], form: Form
) -> Message | None:
    """Return why an identity cannot be evaluated, None where it can.

    A blank part counts as zero. A blank total does not: it may be anything, and the identity that
    it is the total of cannot be evaluated either, nor can one that it is only a part of.
    """
    if table is None:
        return Message(NO_TABLE)
    states = {a: table.cells[a].state if a in table.cells else None for a in operands}
    obstacles = {
        NOT_READ: _unread([a for a in operands if states[a] is None], table),
        NO_NUMBER: [a for a in operands if states[a] == "text"],
        NO_TOTAL: [a for a in operands if states[a] in _BLANK and a in totals],
    }
    for template, cells in obstacles.items():
        if cells:
            return Message(template, {"cells": names(cells, form)})
    return None


def _unread(cells: Sequence[str], table: Table) -> list[str]:
    """Return cells that were not read, a row of which nothing was read in one as `table/row`."""
    rows = {row for row, _ in (a.rsplit("/", 1) for a in table.cells)}
    return list(dict.fromkeys(a if (row := a.rsplit("/", 1)[0]) in rows else row for a in cells))


def _operand(cell: Cell) -> Operand:
    return Operand(cell.address, _ZERO if cell.value is None else cell.value, cell.value is None)


def _failure(check: Check, form: Form) -> Message:
    """Return the sentence of an identity that does not close."""
    assert check.expected is not None and check.found is not None
    blanks = [o.cell for o in (*check.left, *check.right) if o.blank]
    values = {"expected": number(check.expected), "found": number(check.found)}
    if blanks:
        values["blanks"] = names(blanks, form)
    if len(check.right) == 1:
        values["cell"] = form.name(check.right[0].cell)
        return Message(WRONG_WITH_BLANKS if blanks else WRONG_TOTAL, values)
    values["line"] = form.name(check.subject)
    values["left"] = _sum_of(check.left, form)
    values["right"] = _sum_of(check.right, form)
    return Message(UNEQUAL_WITH_BLANKS if blanks else UNEQUAL, values)


def _sum_of(side: tuple[Operand, ...], form: Form) -> str:
    table, _, _ = side[0].cell.split("/")
    return " + ".join(form.table(table).row(o.cell.split("/")[1]).name for o in side)


def names(cells: Sequence[str], form: Form, most: int = 3) -> str:
    """Return the labels of some cells or rows, in a list that says when it is cut."""
    shown = "、".join(form.name(cell) for cell in cells[:most])
    return f"{shown} … ({len(cells)})" if len(cells) > most else shown
