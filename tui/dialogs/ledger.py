"""What was checked and what could not be: identities rule by rule, claims one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from textual.content import Content

from parsers.checks.register import is_claim, is_identity
from parsers.model import Check, Report, Verdict
from tui.dialogs.dialog import TextDialog
from tui.glyphs import glyphs
from tui.language import _
from tui.layout.text import plain
from tui.layout.words import claim_sentence
from tui.terms import claims_sentence, ledger_sentence, missed, named


class LedgerDialog(TextDialog):
    """Shows how many identities of each rule close, what the prose claims, and what is open."""

    def __init__(self, report: Report, verdict: Verdict) -> None:
        parts = (_identities(verdict), _claims(report, verdict), _missed(verdict))
        lines = [Content("\n").join(part) for part in map(list, parts) if part]
        super().__init__(_("What was checked"), Content("\n\n").join(lines))


def _identities(verdict: Verdict) -> Iterator[Content]:
    yield Content.styled(ledger_sentence(verdict.ledger), "bold")
    outcomes = Counter((c.rule, c.outcome) for c in filter(is_identity, verdict.checks))
    for rule in dict.fromkeys(rule for rule, _outcome in outcomes):
        yield Content(
            _("{passed} close, {failed} do not: {rule}").format(
                passed=outcomes[rule, "passed"],
                failed=outcomes[rule, "failed"],
                rule=named(rule),
            )
        )


def _claims(report: Report, verdict: Verdict) -> Iterator[Content]:
    claims = filter(is_claim, verdict.checks)
    if verdict.claims.total:
        yield Content.styled(claims_sentence(verdict.claims), "bold")
    yield from (Content(f"{c.rule}  {plain(_claim(c, report))}") for c in claims)


def _claim(check: Check, report: Report) -> str:
    """Return what came of a claim, behind its figures where nothing else tells which it is."""
    sentence = claim_sentence(check, report)
    if check.outcome != "not_assessable" or (check.message and "claim" in check.message.values):
        return sentence
    return f"{' '.join(quote.text for quote in check.quotes)} {sentence}"


def _missed(verdict: Verdict) -> Iterator[Content]:
    yield from (Content(f"{glyphs().dash} {plain(sentence)}") for sentence in missed(verdict))
