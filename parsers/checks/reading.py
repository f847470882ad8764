"""D101 to D104: what the reading itself did, or could not do, that a person should know of."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.forms import Form
from parsers.messages import Message, marked
from parsers.model import Check, Report, Table

JOINED = marked("the table of {section} continues on page {pages}; its parts were joined")
TWICE = marked(
    "the table stands twice in the document, with other figures in the second, cells: {count} "
    "({cells}); the first was read"
)
NO_TEXT = {
    "scan": marked("page {page} is a picture without text: nothing on it was read or checked"),
    "letterless": marked(
        "the text of page {page} has no letters (its fonts lack a map): nothing on it was read or "
        "checked"
    ),
    "unread": marked("page {page} is damaged: nothing on it was read or checked"),
}

_SHOWN = 3


def checks(report: Report) -> Iterator[Check]:
    """Yield what the reading has to say of itself."""
    for gap in report.gaps:
        rule = "D102" if gap.kind == "unread" else "D101"
        message = Message(NO_TEXT[gap.kind], {"page": str(gap.page)})
        yield Check(rule, f"page-{gap.page}", "failed", page=gap.page, message=message)
    form = report.layout
    for table in report.tables.values():
        if table.doubts:
            yield _in_doubt(table, form)
        if not table.joins:
            continue
        section = next((s.name for s in form.sections if s.id == table.section), table.id)
        values = {"section": section, "pages": ", ".join(map(str, table.joins))}
        yield Check(
            "D103",
            table.id,
            "failed",
            table.section,
            table.joins[0],
            message=Message(JOINED, values),
        )


def _in_doubt(table: Table, form: Form) -> Check:
    """Return D104 for the cells that the table's second print has otherwise."""
    cells = [table.cells[at] for at in table.doubts]
    told = [f"{form.name(c.address)} {c.text.strip()} / {table.doubts[c.address]}" for c in cells]
    more = " …" if len(told) > _SHOWN else ""
    values = {"count": str(len(cells)), "cells": "、".join(told[:_SHOWN]) + more}
    return Check(
        "D104",
        table.id,
        "failed",
        table.section,
        cells[0].page,
        cells=tuple(table.doubts),
        focus=cells[0].address,
        message=Message(TWICE, values),
    )
