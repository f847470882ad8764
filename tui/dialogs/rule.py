"""A rule explained: what it asks for, why, an example, and the official source."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from parsers.checks.register import RULES
from parsers.model import marked
from tui.dialogs.dialog import TextDialog
from tui.language import _

PARTS = (
    ("what", marked("What it asks for")),
    ("why", marked("Why")),
    ("example", marked("Example")),
    ("source", marked("Source")),
)
"""The fields of a rule that are shown, and their headings."""

SEVERITIES = {
    "error": marked("error"),
    "warning": marked("warning"),
    "info": marked("info"),
}


class RuleDialog(TextDialog):
    """Explains the rules with these codes."""

    def __init__(self, codes: Iterable[str]) -> None:
        known = [c for c in codes if c in RULES]
        super().__init__(_("Rule {codes}").format(codes=" ".join(known)), _explained(known))


def _explained(codes: Iterable[str]) -> Content:
    lines: list[Content] = []
    for code in codes:
        rule = RULES[code]
        name = f"{code}  {_(rule.name)} ({_(SEVERITIES[rule.severity])})"
        lines += [Content.styled(name, "bold"), Content("")]
        for field, title in PARTS:
            if text := getattr(rule, field):
                lines += [Content.styled(_(title), "$text-accent"), Content(_(text)), Content("")]
    return Content("\n").join(lines[:-1])
