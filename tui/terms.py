"""What severities, standings, rules and the ledger are called, wherever a person meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from parsers.messages import Message, marked
from parsers.model import Check, Ledger, Severity, Verdict
from tui.glyphs import LINES
from tui.language import _, say
from tui.layout.text import plain

if TYPE_CHECKING:
    from datetime import datetime

    from tui.annotations import Standing, State, Status
    from tui.config import Config

SIGNS: dict[Severity, str] = LINES.severities
"""The severities in documents, for those who see no colours."""

SEVERITY_NAMES: dict[Severity, str] = {
    "error": marked("error"),
    "warning": marked("warning"),
    "info": marked("info"),
}
STATUS_NAMES: dict[Status, str] = {
    "open": marked("open"),
    "confirmed": marked("confirmed"),
    "dismissed": marked("dismissed"),
}

REOPENED = marked("open again: figures changed")
STATE_NAMES: dict[State, str] = {
    "there": marked("unchanged"),
    "changed": marked("figures changed"),
    "reopened": REOPENED,
    "corrected": marked("corrected since"),
    "gone": marked("no longer there"),
}
"""What became of what an annotation is about."""

_RULE_PARTS = (
    ("what", marked("What it asks for")),
    ("why", marked("Why")),
    ("example", marked("Example")),
    ("source", marked("Source")),
)


def named(code: str) -> str:
    """Return the code of a rule with its name and severity."""
    from parsers.checks.register import RULES

    return f"{code}  {_(RULES[code].name)} ({_(SEVERITY_NAMES[RULES[code].severity])})"


def severity_told(severity: Severity) -> str:
    """Return a severity in words behind its sign, as documents have it."""
    return f"{SIGNS[severity]} {_(SEVERITY_NAMES[severity])}"


def status_name(standing: Standing) -> str:
    """Return how a finding stands, in words."""
    return _(REOPENED if standing.reopened else STATUS_NAMES[standing.status])


def time_told(moment: datetime) -> str:
    """Return a date and a time with what its zone is ahead of UTC."""
    return moment.isoformat(" ", "minutes")


def tags_told(tags: Iterable[str]) -> str:
    """Return tags as they are shown: `#one #two`."""
    return " ".join(f"#{plain(tag)}" for tag in tags)


def explained(code: str, config: Config) -> tuple[str, list[tuple[str, str]]]:
    """Return the heading of a rule, and its explanation as titles with their texts.

    The heading says what `config` makes of the rule, if anything.
    """
    from parsers.checks.register import RULES

    parts = [(_(title), _(getattr(RULES[code], field))) for field, title in _RULE_PARTS]
    heading = named(code)
    if not config.shows(code):
        heading += " – " + _("not shown, as {file} says").format(file=config.file)
    elif weight := config.severity(code):
        heading += " – " + _("{severity}, as {file} says").format(
            severity=_(SEVERITY_NAMES[weight]), file=config.file
        )
    return plain(heading), parts


def whose(agency: str, year: int | None) -> tuple[str, str]:
    """Return whose report it is and of which year, as far as either is known."""
    return plain(agency) or _("agency unknown"), str(year or _("year unknown"))


def ledger_sentence(ledger: Ledger) -> str:
    """Return how many identities were evaluated, and how many of them close."""
    return _("{evaluated} of {total} identities evaluated: {passed} close, {failed} do not").format(
        evaluated=ledger.evaluated, total=ledger.total, passed=ledger.passed, failed=ledger.failed
    )


def claims_sentence(claims: Ledger) -> str:
    """Return how many claims of the prose were evaluated, and how many of them hold."""
    sentence = _(
        "{evaluated} of {total} claims of the prose evaluated: {passed} hold, {failed} do not"
    )
    return sentence.format(
        evaluated=claims.evaluated, total=claims.total, passed=claims.passed, failed=claims.failed
    )


def missed(verdict: Verdict, place: Callable[[Check], str] | None = None) -> Iterator[str]:
    """Yield what could not be evaluated, in a sentence a rule and kind of reason.

    Of several things that stand in the way some are named, and how many there are. `place` tells
    where a check is, for reasons that name nothing.
    """
    reasons: dict[tuple[str, str], list[tuple[Check, Message]]] = {}
    for check in verdict.checks:
        if check.outcome == "not_assessable" and (why := check.message):
            reasons.setdefault((check.rule, why.template), []).append((check, why))
    for (rule, template), group in reasons.items():
        told: dict[str, dict[str, None]] = {}
        for key, value in (pair for _check, why in group for pair in why.values.items()):
            told.setdefault(key, {})[say(value) if isinstance(value, Message) else value] = None
        values = {key: some(list(words)) for key, words in told.items()}
        sentence = _("{rule} not assessable ({count}): {reason}").format(
            rule=rule, count=len(group), reason=say(Message(template, values))
        )
        names = dict.fromkeys(place(check) for check, _why in group) if place and not told else {}
        places = some([name for name in names if name])
        yield f"{sentence} – {places}" if places else sentence


def some(names: Sequence[str], most: int = 3) -> str:
    """Return the first of some names, and how many there are where others follow."""
    shown = "、".join(names[:most])
    return f"{shown} … ({len(names)})" if len(names) > most else shown
