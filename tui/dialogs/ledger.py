"""What was checked and what could not be: the ledger of the identities, rule by rule."""

from __future__ import annotations

from collections import Counter

from textual.content import Content

from parsers.checks.register import RULES
from parsers.model import Verdict
from tui.dialogs.dialog import TextDialog
from tui.language import _
from tui.layout.text import plain
from tui.terms import ledger_sentence, missed, named


class LedgerDialog(TextDialog):
    """Shows how many identities of each rule close, and why the others were not evaluated."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(_("What was checked"), _ledger(verdict))


def _ledger(verdict: Verdict) -> Content:
    lines = [Content.styled(ledger_sentence(verdict.ledger), "bold"), Content("")]
    outcomes = Counter(
        (c.rule, c.outcome) for c in verdict.checks if RULES[c.rule].counted == "identity"
    )
    for rule in dict.fromkeys(rule for rule, _outcome in outcomes):
        line = _("{passed} close, {failed} do not: {rule}").format(
            passed=outcomes[rule, "passed"],
            failed=outcomes[rule, "failed"],
            rule=named(rule),
        )
        lines.append(Content(line))
    unassessed = [Content(f"– {plain(sentence)}") for sentence in missed(verdict)]
    return Content("\n").join([*lines, Content(""), *unassessed] if unassessed else lines)
