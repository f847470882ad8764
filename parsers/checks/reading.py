"""D101 to D103: what the reading itself did, or could not do, that a person should know of."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.messages import Message, marked
from parsers.model import Check, Report

JOINED = marked("the table of {section} continues on page {pages}; its parts were joined")
NO_TEXT = {
    "scan": marked("page {page} is a picture without text: nothing on it was read or checked"),
    "letterless": marked(
        "the text of page {page} has no letters (its fonts lack a map): nothing on it was read or "
        "checked"
    ),
    "unread": marked("page {page} is damaged: nothing on it was read or checked"),
}


def checks(report: Report) -> Iterator[Check]:
    """Yield what the reading has to say of itself."""
    for gap in report.gaps:
        rule = "D102" if gap.kind == "unread" else "D101"
        message = Message(NO_TEXT[gap.kind], {"page": str(gap.page)})
        yield Check(rule, f"page-{gap.page}", "failed", page=gap.page, message=message)
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
