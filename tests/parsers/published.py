"""Reports with invented figures that balance, for sentences as published reports have them."""

from __future__ import annotations

from decimal import Decimal

from msgspec import structs

from parsers import forms
from parsers.model import Cell, Report, Section, Table
from tests.parsers.faultless import REPORT

Figures = dict[str, tuple[int | Decimal, ...]]
"""What the columns of a row hold, by row."""

APPLICATIONS = {
    "received": (120, 12, 1, 2, 3, 0),
    "carried_in": (5, 1, 0, 0, 0, 0),
    "granted": (40, 6, 1, 0, 1, 0),
    "partly_granted": (16, 2, 0, 0, 0, 0),
    "refused.state_secret": (1, 0, 0, 0, 0, 0),
    "refused.third_party": (2, 1, 0, 0, 0, 0),
    "refused.internal_affairs": (4, 0, 0, 0, 0, 0),
    "refused.process": (2, 0, 0, 0, 0, 0),
    "refused.enforcement_file": (1, 0, 0, 0, 0, 0),
    "refused.admin_query": (5, 0, 0, 0, 0, 0),
    "unavailable.not_held": (23, 2, 0, 1, 0, 0),
    "unavailable.needs_creation": (7, 0, 0, 0, 0, 0),
    "unavailable.unclear": (3, 0, 0, 0, 0, 0),
    "declined.petition": (4, 0, 0, 0, 0, 0),
    "declined.repeat": (2, 0, 0, 0, 0, 0),
    "declined.publication": (1, 0, 0, 0, 0, 0),
    "other.no_correction": (5, 0, 0, 0, 0, 0),
    "other.other": (2, 0, 0, 0, 1, 0),
    "results_total": (118, 11, 1, 1, 2, 0),
    "carried_out": (7, 2, 0, 1, 1, 0),
}
DISPUTES: Figures = {
    "review": (9, 2, 1, 3, 15),
    "litigation_direct": (4, 1, 0, 2, 7),
    "litigation_after_review": (3, 0, 1, 1, 5),
}
PROACTIVE: Figures = {
    "regulations": (2, 1, 19),
    "normative_documents": (21, 8, 164),
    "licences": (25310,),
    "penalties": (1872,),
    "coercive_measures": (436,),
    "fees": (Decimal("356.7812"),),
}
PROACTIVE_2019: Figures = {
    "regulations": (3, 3, 22),
    "normative_documents": (27, 25, 310),
    "licences": (212, 15, 8745),
    "other_services": (96, -4, 61230),
    "penalties": (1520, 36, 947),
    "coercive_measures": (88, 0, 129),
    "fees": (17, -2),
    "procurement": (43, Decimal("2865.3")),
}


def report(form: str) -> Report:
    """Return the report on a form, without prose."""
    year = int(form[-4:])
    applications: Figures = {row: (*told, sum(told)) for row, told in APPLICATIONS.items()}
    if year == 2019:
        both = zip(applications["other.no_correction"], applications["other.other"], strict=True)
        applications["other"] = tuple(map(sum, both))
    figures: dict[str, Figures] = {
        "applications": applications,
        "disputes": DISPUTES,
        "proactive": PROACTIVE_2019 if year == 2019 else PROACTIVE,
    }
    layout = forms.load(form)
    tables = {}
    for table in layout.tables:
        cells = {}
        for row in table.rows:
            columns = table.columns_of(row)
            told = figures[table.id].get(row.id, (0,) * len(columns))
            for column, value in zip(columns, told, strict=True):
                address = f"{table.id}/{row.id}/{column.id}"
                cells[address] = Cell(address, str(value), Decimal(value), "number")
        tables[table.id] = Table(table.id, table.section, cells)
    year = 2024 if year == 2021 else year
    return structs.replace(
        REPORT, layout=layout, year=year, tables=tables, sections=(), preamble=""
    )


def saying(of: Report, text: str, title: str) -> Report:
    """Return a report with a text in a sub-section of its first section."""
    child = Section("overview.1", "（一）", title, 2, 1, text)
    return structs.replace(
        of, sections=(Section("overview", "一", "总体情况", 1, 1, "", (child,)),)
    )
