"""D101 to D103: what the reading itself did, or could not do, that a person should know of."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.messages import Message, marked
from parsers.model import Check, Report

JOINED = marked("the table of {section} continues on page {pages}; its parts were joined")
SCAN = marked("page {page} is a picture without text: nothing on it was read or checked")
UNREAD = marked("page {page} is damaged: nothing on it was read or checked")


def checks(report: Report) -> Iterator[Check]:
    """Yield what the reading has to say of itself."""
    for rule, pages, template in (
        ("D101", report.scanned, SCAN),
        ("D102", report.unread, UNREAD),
    ):
        for page in pages:
            message = Message(template, {"page": str(page)})
            yield Check(rule, f"page-{page}", "failed", page=page, message=message)
    form = report.layout
    for table in report.tables.values():
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
