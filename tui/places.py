"""What the parts of a report are called, by the official form's own words."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from parsers.model import Report
from tui.annotations import Annotation
from tui.annotations.quotations import Place
from tui.language import _
from tui.layout.words import column_label, heading, row_in_full


def row_name(report: Report, table_id: str, id: str) -> str:
    """Return what a row is called: its label behind its group's; rows of a pattern, their group."""
    if "*" in id:
        given = report.layout.table(table_id).rows_given(report.tables[table_id].cells)
        groups = (row.group for row in given if fnmatchcase(row.id, id))
        return next(groups, id)
    form = report.layout.table(table_id)
    row = next((row for row in (*form.rows, *form.older) if row.id == id), None)
    # An annotation may speak of a row that no form has.
    return row_in_full(row, report.tables[table_id]) if row else id


def rows_of(report: Report, table_id: str) -> dict[str, str]:
    """Return the ids of a table's rows with their names, in order."""
    given = report.layout.table(table_id).rows_given(report.tables[table_id].cells)
    return {row.id: row_name(report, table_id, row.id) for row in given}


def columns_of(report: Report, table_id: str) -> dict[str, str]:
    """Return the ids of a table's columns with their labels, each behind its group's, in order."""
    columns = report.layout.table(table_id).columns
    return {c.id: f"{c.group} {column_label(c)}".strip() for c in columns}


def section_name(report: Report, id: str | None) -> str:
    """Return a section's heading; the official one where the report lacks the section."""
    for section in report.every_section:
        if section.id == id:
            return heading(section)
    official = {s.id: s.name for s in report.layout.sections}
    return official.get(id or "", id or "")


def place_name(report: Report, address: str) -> str:
    """Return what an address, or a part of one such as `applications/*/total`, is called.

    So for several that a claim of the prose speaks of, and for a section with what it says.
    """
    address = address.partition("#")[0]
    if "+" in address:
        return " + ".join(place_name(report, part) for part in address.split("+"))
    section, asks, words = address.partition("?")
    if asks:
        return f"{place_name(report, section)} {words}".strip()
    table_id, _slash, rest = address.partition("/")
    if table_id not in report.tables:
        return section_name(report, address)
    row, _slash, column = rest.partition("/")
    if not rest:
        return section_name(report, report.tables[table_id].section)
    labels = (
        row_name(report, table_id, row) if row != "*" else "",
        columns_of(report, table_id).get(column, column),
    )
    return " / ".join(label for label in labels if label not in {"", "*"})


def target_name(report: Report, target: str) -> str:
    """Return what an annotation's target is called, be it there or not.

    A finding is called by rule and place.
    """
    kind, _colon, name = target.partition(":")
    match kind:
        case "report":
            return _("the whole report")
        case "section":
            return section_name(report, name)
        case "table":
            return _("table {name}").format(name=place_name(report, name))
        case "row" | "cell":
            return place_name(report, name)
        case "quote":
            return f"“{name}”"
        case "finding":
            rule, _colon, subject = name.partition(":")
            return f"{rule} {place_name(report, subject)}".strip()
    return target


def target_section(
    report: Report, annotation: Annotation, quotes: Mapping[str, Place]
) -> str | None:
    """Return the id of the section that what an annotation is about stands in, or is.

    None for the whole report, for findings, and for what is not there. `quotes` are the places of
    quotations, by their annotations' ids.
    """
    kind, _colon, name = annotation.target.partition(":")
    match kind:
        case "section":
            return name
        case "quote":
            place = quotes.get(annotation.id)
            return place.quote.section if place else None
        case "table" | "row" | "cell":
            table = report.tables.get(name.partition("/")[0])
            return table.section if table else None
    return None
