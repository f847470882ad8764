"""A rule explained: what it asks for, why, an example, and the official source."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from parsers.checks.register import RULES
from tui.config import Config
from tui.dialogs.dialog import TextDialog
from tui.language import _
from tui.terms import explained


class RuleDialog(TextDialog):
    """Explains the rules with these codes, and what the report's config makes of them."""

    def __init__(self, codes: Iterable[str], config: Config) -> None:
        known = [c for c in codes if c in RULES]
        title = _("Rule {codes}").format(codes=" ".join(known))
        super().__init__(title, _explained(known, config))


def _explained(codes: Iterable[str], config: Config) -> Content:
    lines: list[Content] = []
    for code in codes:
        heading, parts = explained(code, config)
        lines += [Content.styled(heading, "bold"), Content("")]
        for title, text in parts:
            lines += [Content.styled(title, "$text-accent"), Content(text), Content("")]
    return Content("\n").join(lines[:-1])
