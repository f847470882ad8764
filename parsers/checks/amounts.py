"""F107 and F108: figures that the form cannot have meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.forms import GENERIC, Form, FormColumn
from parsers.messages import Message, marked
from parsers.model import Cell, Check, Report, Table

NO_COUNTS = marked("a count must be a whole number from 0, cells: {count} ({cells})")
WRONG_UNIT = marked("{cell}: {text}, but the form asks for it in {unit}")
TOO_FINE = marked(
    "{cell}: {text} has {count} decimals; an amount in {unit} has no more than {most}"
)

# An amount behind which another unit is printed, such as `251000元`.
_UNIT = re.compile("[（(]?(?:单位[：:])?([十百千亿]?元)")
# Of an amount in 万元 the sixth decimal is a 分, the least that money is counted in.
_DECIMALS_MOST = {"万元": 6}
_SHOWN = 3


def checks(report: Report) -> Iterator[Check]:
    """Yield F107 once for each table, and F108 for each amount."""
    form = report.layout
    if form.id == GENERIC:
        return
    for table in report.tables.values():
        cells = [(cell, _column(cell, form)) for cell in table.cells.values()]
        wrong = [cell for cell, column in cells if _is_no_count(cell, column)]
        if wrong:
            yield _no_counts(wrong, table, form)
        for cell, column in cells:
            message = _amount(cell, column, form)
            if message:
                at = cell.address
                yield Check(
                    "F108",
                    at,
                    "failed",
                    table.section,
                    cell.page,
                    cells=(at,),
                    focus=at,
                    message=message,
                )


def _column(cell: Cell, form: Form) -> FormColumn:
    table, _, column = cell.address.split("/")
    return form.table(table).column(column)


def _is_no_count(cell: Cell, column: FormColumn) -> bool:
    """Tell whether a figure is below zero or broken where the form counts."""
    if cell.value is None or column.holds == "money":
        return False
    is_negative = cell.value < 0 and column.holds == "count"
    return is_negative or cell.value != cell.value.to_integral_value()


def _no_counts(cells: list[Cell], table: Table, form: Form) -> Check:
    shown = "、".join(f"{form.name(cell.address)} {cell.text.strip()}" for cell in cells[:_SHOWN])
    values = {
        "count": str(len(cells)),
        "cells": f"{shown} …" if len(cells) > _SHOWN else shown,
    }
    return Check(
        "F107",
        table.id,
        "failed",
        table.section,
        cells[0].page,
        cells=tuple(cell.address for cell in cells),
        focus=cells[0].address,
        message=Message(NO_COUNTS, values),
    )


def _amount(cell: Cell, column: FormColumn, form: Form) -> Message | None:
    """Return what is wrong with an amount of money, None where nothing certainly is."""
    if cell.value is None or not column.unit:
        return None
    values = {"cell": form.name(cell.address), "text": cell.text.strip(), "unit": column.unit}
    printed = _UNIT.match(cell.rest)
    if printed and printed[1] != column.unit and cell.value:  # nought is nought in any unit
        return Message(WRONG_UNIT, values)
    decimals = -int(cell.value.as_tuple().exponent)
    most = _DECIMALS_MOST.get(column.unit, decimals)
    if decimals > most:
        return Message(TOO_FINE, values | {"count": str(decimals), "most": str(most)})
    return None
