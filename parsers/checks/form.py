"""F101, F103 to F106, F109, F110: what of the form is missing, unknown, blank or no number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from parsers.checks.arithmetic import names
from parsers.checks.passages import passages
from parsers.forms import GENERIC, Form, FormTable, address
from parsers.messages import Message, marked
from parsers.model import Check, Report, State, Table

NO_SECTION = marked("section {number}、{title} is missing")
NO_TABLE = marked("the table of section {number}、{title} was not found or could not be read")
NO_ROW = marked("row {row} is missing or could not be read")
NO_COLUMN = marked("column {column} is missing or could not be read")
NO_CELL = marked("{cell} could not be read")
UNKNOWN_ROW = marked("row “{label}” is not in the form or could not be read: {figures}")
UNKNOWN_COLUMN = marked("column “{label}” is not in the form or could not be read")
BLANKS = marked("blank where the form wants 0, cells: {count} ({cells})")
NOT_NUMBERS = marked("not a number, cells: {count} ({cells})")
OLDER_ROW = marked(
    "row “{row}” is of the older form {source}; the present form has {count} rows for it"
)
OLDER_FORM = marked("the report for {year} is on the form {source}, for reports up to {until}")
NO_FEE = marked("section {number}、{title} says nothing of the 信息处理费")

# The fee may be charged since 2021, under 国办函〔2020〕109号.
_FEE_FROM = 2021
# Section 六 speaks of it in any of these words; elsewhere they must say that it is this fee.
_OF_FEES = re.compile("处理费|收费|收取|费用|缴费|免费|缴纳|成本费|信息费")
_OF_THE_FEE = re.compile("(?:信息|公开|申请)处理费|(?:收取|收缴|征收)[^。；\n]{0,30}费")


def checks(report: Report) -> Iterator[Check]:
    """Yield the failed checks of the form."""
    form = report.layout
    if form.id == GENERIC:
        return
    if report.year and form.until_year and report.year > form.until_year:
        values = {
            "year": str(report.year),
            "source": form.source,
            "until": str(form.until_year),
        }
        yield Check("F109", "", "failed", message=Message(OLDER_FORM, values))
    there = {section.id for section in report.sections}
    for section in form.sections:
        if section.id not in there:
            values = {"number": section.number, "title": section.title}
            yield Check("F101", section.id, "failed", message=Message(NO_SECTION, values))
    for spec in form.tables:
        table = report.tables.get(spec.id)
        if table is None:
            home = form.section(spec.section)
            message = Message(NO_TABLE, {"number": home.number, "title": home.title})
            yield Check("F103", spec.id, "failed", spec.section, message=message)
        else:
            yield from _missing(table, spec, form)
            yield from _unknown(table)
            yield from _without_number(table, form)
            yield from _older(table, spec)
    yield from _fee(report)


def _missing(table: Table, spec: FormTable, form: Form) -> Iterator[Check]:
    """Yield F104 for the rows and columns that were not read, and for single cells."""
    rows = spec.rows_given(table.cells)
    rows_read = {cell.split("/")[1] for cell in table.cells}
    columns_read = {cell.split("/")[2] for cell in table.cells}
    absent_rows = [row for row in rows if row.id not in rows_read]
    rest = [row for row in rows if row not in absent_rows]
    absent_columns = [
        column
        for column in spec.columns
        if any(column in spec.columns_of(row) for row in rest) and column.id not in columns_read
    ]
    for row in absent_rows:
        message = Message(NO_ROW, {"row": row.name})
        yield Check("F104", f"{spec.id}/{row.id}", "failed", spec.section, message=message)
    for column in absent_columns:
        message = Message(NO_COLUMN, {"column": column.label})
        at = address(spec.id, "*", column.id)
        yield Check("F104", at, "failed", spec.section, message=message)
    for row in rest:
        for column in spec.columns_of(row):
            at = address(spec.id, row.id, column.id)
            if column not in absent_columns and at not in table.cells:
                message = Message(NO_CELL, {"cell": form.name(at)})
                yield Check("F104", at, "failed", spec.section, message=message)


def _unknown(table: Table) -> Iterator[Check]:
    """Yield F104 for what the form does not have; of the same label the second is `label#2`."""
    times: Counter[str] = Counter()
    for stranger in table.unmatched:
        label = " ".join(stranger.label.split())
        times[label] += 1
        name = f"{label}#{times[label]}" if times[label] > 1 else label
        values = {"label": label, "figures": " ".join(t for t in stranger.texts if t.strip())}
        template = UNKNOWN_ROW if stranger.kind == "row" else UNKNOWN_COLUMN
        yield Check(
            "F104",
            f"{table.id}?{name}",
            "failed",
            table.section,
            stranger.page,
            message=Message(template, values),
        )


def _without_number(table: Table, form: Form) -> Iterator[Check]:
    """Yield F105 and F106, each once for the table."""
    kinds: tuple[tuple[str, tuple[State, ...], str], ...] = (
        ("F105", ("blank",), BLANKS),
        ("F106", ("not_applicable", "text"), NOT_NUMBERS),
    )
    for rule, states, template in kinds:
        cells = [cell.address for cell in table.cells.values() if cell.state in states]
        if cells:
            values = {"count": str(len(cells)), "cells": names(cells, form)}
            yield Check(
                rule,
                table.id,
                "failed",
                table.section,
                table.cells[cells[0]].page,
                cells=tuple(cells),
                focus=cells[0],
                message=Message(template, values),
            )


def _older(table: Table, spec: FormTable) -> Iterator[Check]:
    """Yield F109 for rows of an older form."""
    for row in spec.older:
        cells = [a for a in table.cells if a.split("/")[1] == row.id]
        if cells:
            values = {
                "row": table.labels.get(row.id, row.label),
                "source": row.source,
                "count": str(len(row.replaces)),
            }
            yield Check(
                "F109",
                f"{spec.id}/{row.id}",
                "failed",
                spec.section,
                table.cells[cells[0]].page,
                cells=tuple(cells),
                focus=cells[0],
                message=Message(OLDER_ROW, values),
            )


def _fee(report: Report) -> Iterator[Check]:
    """Yield F110 where section 六 holds text, and neither it nor any other speaks of the fee."""
    section = next((s for s in report.sections if s.id == "other"), None)
    # What stands on a page that could not be read may be just this.
    if section is None or (report.year or 0) < _FEE_FROM or report.gaps:
        return
    prose = list(passages(report))
    own = [passage.text for passage in prose if passage.section.split(".")[0] == section.id]
    told = any(map(_OF_FEES.search, own)) or any(_OF_THE_FEE.search(p.text) for p in prose)
    if any(own) and not told:
        values = {"number": section.number, "title": section.title}
        message = Message(NO_FEE, values)
        yield Check("F110", section.id, "failed", section.id, section.page, message=message)
