"""A rule explained: what it asks for, why, an example, and the official source."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from parsers.checks.register import RULES
from tui.dialogs.dialog import TextDialog
from tui.language import _
from tui.terms import explained


class RuleDialog(TextDialog):
    """Explains the rules with these codes."""

    def __init__(self, codes: Iterable[str]) -> None:
        known = [c for c in codes if c in RULES]
        super().__init__(_("Rule {codes}").format(codes=" ".join(known)), _explained(known))


def _explained(codes: Iterable[str]) -> Content:
    lines: list[Content] = []
    for code in codes:
        heading, parts = explained(code)
        lines += [Content.styled(heading, "bold"), Content("")]
        for title, text in parts:
            lines += [Content.styled(title, "$text-accent"), Content(text), Content("")]
    return Content("\n").join(lines[:-1])
