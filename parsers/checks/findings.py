"""Failed checks to findings: one finding for one cause, with the figures that may have done it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256

from msgspec import Struct

from parsers.checks import repair
from parsers.checks.arithmetic import totals
from parsers.checks.register import RULES, is_claim, is_identity
from parsers.checks.repair import CELLS_MOST, Repair
from parsers.checks.slips import MISFILED, Figures, Slip, weigh
from parsers.checks.weights import is_shown, severity
from parsers.formula import number
from parsers.messages import Message, marked
from parsers.model import (
    SEVERITIES,
    Cell,
    Check,
    Finding,
    Operand,
    Quote,
    Report,
    Severity,
    Suspect,
)
from parsers.numbers import within

SHOULD_BE = marked("{cell}: {found}, should be {expected}")
THEN_CLOSE = marked("{change}; then {count} identities close")
WHOLE_LINE = marked("{what}: with the figures that belong there {count} identities close")
AS_SAID = marked("{what}, as the prose says")
BOTH = marked("{first}; {second}")
IN_ONE_PLACE = marked("{slip}, in one of {count} places: {checks} identities do not close")
ONE_CAUSE = marked("{count} identities fail for one cause; {repairs} different changes explain it")
NO_REPAIR = marked("{what}; no small change explains it")
BLANK = marked("blank")

SURE_BY = 2.5
"""How much lighter than the next one the likeliest repair is where it is put forward alone."""

CLAIM_CONFIRMS, CLAIM_CONTRADICTS = 5.0, 3.0
"""What a claim in the prose weighs that would agree with the repair, or no longer agree."""

Changes = Mapping[str | Quote, Decimal]


class _Cause(Struct, frozen=True):
    """Failed checks with one cause, and the repairs that would close them, the likeliest first."""

    checks: tuple[Check, ...]
    repairs: tuple[tuple[Repair, Slip], ...] = ()

    @property
    def is_sure(self) -> bool:
        """Tell whether the first repair is far likelier than any other."""
        weights = [slip.weight for _repair, slip in self.repairs[:2]]
        return len(weights) == 1 or (len(weights) == 2 and weights[1] - weights[0] >= SURE_BY)


def findings(
    checks: Sequence[Check],
    report: Report,
    select: Collection[str],
    ignore: Collection[str],
    severities: Mapping[str, Severity],
) -> tuple[Finding, ...]:
    """Return the findings among `checks`, the weightiest first and then in reading order.

    A finding is wanted if one of its rules begins as one of `select` and as none of `ignore`; these
    are the rules that it is shown with. It weighs as much as the heaviest of them, of which
    `severities` tell by their beginnings.
    """
    figures = Figures.of(report, totals(report))
    found = [
        _finding(cause, report, figures, wanted, severities)
        for cause in _causes(checks, figures)
        if (wanted := [c.rule for c in cause.checks if is_shown(c.rule, select, ignore)])
    ]
    return tuple(sorted(found, key=_place(report, figures)))


def _weight(rules: Iterable[str], severities: Mapping[str, Severity]) -> Severity:
    """Return the severity of the heaviest of some rules."""
    weights = (severity(rule, severities) or RULES[rule].severity for rule in rules)
    return min(weights, key=SEVERITIES.index)


# -- causes -------------------------------------------------------------------------------------


class _Claims:
    """The claims of the prose, by the cells and the stated figures that they are about.

    Each that fails is a witness of one cause at most.
    """

    def __init__(self, checks: Iterable[Check]) -> None:
        self._checks = [check for check in checks if _is_weighed(check)]
        self._about: dict[str | Quote, list[int]] = defaultdict(list)
        for i, check in enumerate(self._checks):
            for operand in (*check.left, *check.right):
                self._about[_key(operand)].append(i)
        self._taken: set[int] = set()

    def about(self, changes: Changes) -> Iterator[Check]:
        """Yield the claims about what changes."""
        yield from (self._checks[i] for i in self._indexes(changes))

    def witnesses(self, changes: Changes) -> tuple[Check, ...]:
        """Take the claims that fail, and would agree if this changed."""
        return self._take(changes, lambda claim: _agrees(claim, changes))

    def left(self) -> Iterator[tuple[Check, ...]]:
        """Take the other claims that fail, each with those that the same stated figure breaks."""
        for i, check in enumerate(self._checks):
            if i in self._taken or check.outcome != "failed":
                continue
            self._taken.add(i)
            stated = check.right[0].quote if len(check.right) == 1 else None
            if stated and check.expected is not None and check.relation == "sum":
                again = self._saying_the_same(check)
                yield (check, *again, *self.witnesses({stated: check.expected}))
            else:
                yield (check,)

    def _saying_the_same(self, claim: Check) -> tuple[Check, ...]:
        """Take the other claims that say the same wrong figure of the same cells."""
        said = (claim.cells, claim.found)
        return self._take(claim.cells[:1], lambda other: (other.cells, other.found) == said)

    def _take(
        self, about: Iterable[str | Quote], is_meant: Callable[[Check], bool]
    ) -> tuple[Check, ...]:
        """Take those of the claims about some things that fail and are meant."""
        found = [
            i
            for i in self._indexes(about)
            if i not in self._taken
            and self._checks[i].outcome == "failed"
            and is_meant(self._checks[i])
        ]
        self._taken.update(found)
        return tuple(self._checks[i] for i in found)

    def _indexes(self, about: Iterable[str | Quote]) -> list[int]:
        return sorted({i for key in about for i in self._about.get(key, ())})


def _causes(checks: Sequence[Check], figures: Figures) -> Iterator[_Cause]:
    """Yield every failed check in one cause."""
    identities = [c for c in checks if is_identity(c) and c.outcome != "not_assessable"]
    claims = _Claims(checks)
    others = [
        c for c in checks if c.outcome == "failed" and not is_identity(c) and not _is_weighed(c)
    ]
    for cause in repair.causes(identities, figures.tells):
        failed = tuple(identities[k] for k in cause.checks)
        if not cause.repairs:
            yield from (_Cause((check,)) for check in failed)
            continue
        made = _Cause(failed, _ranked(cause.repairs, claims, figures))
        if made.is_sure:
            changes = made.repairs[0][0]
            seen = [c for c in others if c.cells and changes.keys() >= set(c.cells)]
            others = [c for c in others if c not in seen]
            failed += (*seen, *claims.witnesses(_changes(changes)))
        yield _Cause(failed, made.repairs)
    yield from map(_Cause, claims.left())
    yield from (_Cause((check,)) for check in others)


def _is_weighed(check: Check) -> bool:
    """Tell whether a check is a claim with two sides to hold against each other."""
    return is_claim(check) and bool(check.left and check.right)


def _ranked(
    repairs: Iterable[Repair], claims: _Claims, figures: Figures
) -> tuple[tuple[Repair, Slip], ...]:
    """Return the repairs with their slips, the likeliest first: by slip, and by what is claimed."""
    weighed = []
    for found in repairs:
        changes = dict(sorted(found.items(), key=lambda change: figures.places[change[0]]))
        slip, evidence = weigh(changes, figures), 0.0
        after = _changes(changes)
        for claim in claims.about(after):
            agrees = _agrees(claim, after)
            if claim.outcome == "failed" and agrees:
                evidence -= CLAIM_CONFIRMS
            elif claim.outcome == "passed" and not agrees:
                evidence += CLAIM_CONTRADICTS
        weighed.append((changes, slip._replace(weight=slip.weight + evidence)))
    return tuple(sorted(weighed, key=lambda one: one[1].weight))


def _changes(repair: Repair) -> Changes:
    return {cell: Decimal(value) for cell, value in repair.items()}


def _agrees(check: Check, changes: Changes) -> bool:
    """Tell whether both sides of a check agree once some of its figures have changed."""
    left, right = (
        [changes.get(_key(o), o.value) for o in side] for side in (check.left, check.right)
    )
    if check.relation == "sum":
        return sum(left) == sum(right)
    (part, whole), (stated,) = left, right
    decimals = -int(stated.as_tuple().exponent)
    return bool(whole) and within(100 * part / whole, stated, decimals)


def _key(operand: Operand) -> str | Quote:
    return operand.quote or operand.cell


# -- findings -----------------------------------------------------------------------------------


def _finding(
    cause: _Cause,
    report: Report,
    figures: Figures,
    rules: Sequence[str],
    severities: Mapping[str, Severity],
) -> Finding:
    lead = cause.checks[0]
    identity = "|".join((report.agency, str(report.year), lead.target))
    best = next(iter(cause.repairs[0][0])) if cause.is_sure else None
    focus = best or lead.focus
    cells = dict.fromkeys(cell for check in cause.checks for cell in check.cells)
    alone = cause.is_sure and len(cause.repairs[0][0]) == 1
    return Finding(
        id=f"{lead.rule}-{sha256(identity.encode()).hexdigest()[:12]}",
        target=lead.target,
        rules=tuple(dict.fromkeys(rules)),
        severity=_weight(rules, severities),
        section=lead.section,
        page=figures.cells[best].page if best else lead.page,
        message=_message(cause, figures),
        cells=tuple(cells),
        focus=focus,
        expected=Decimal(cause.repairs[0][0][best]) if best and alone else lead.expected,
        found=figures.value(best) if best and alone else lead.found,
        suspects=tuple(_suspects(cause)),
        checks=cause.checks,
        quotes=tuple(dict.fromkeys(quote for check in cause.checks for quote in check.quotes)),
        sure=cause.is_sure,
    )


def _suspects(cause: _Cause) -> Iterator[Suspect]:
    for i, (changes, slip) in enumerate(cause.repairs):
        for (cell, value), reason in zip(changes.items(), slip.reasons, strict=True):
            yield Suspect(cell, Decimal(value), reason, i)


def _message(cause: _Cause, figures: Figures) -> Message:
    """Return the sentence of a finding: the figure to change, or why none is named."""
    lead = cause.checks[0]
    assert lead.message is not None
    count = sum(is_identity(check) for check in cause.checks)
    if cause.is_sure:
        told = _sure(*cause.repairs[0], count, figures)
        return Message(AS_SAID, {"what": told}) if any(map(is_claim, cause.checks)) else told
    if not cause.repairs:
        return Message(NO_REPAIR, {"what": lead.message}) if is_identity(lead) else lead.message
    if count == 1:
        return lead.message
    repairs = str(len(cause.repairs))
    slip, *others = (slip.reasons[0] for _repair, slip in cause.repairs)
    if slip.template == MISFILED and all(other == slip for other in others):
        return Message(IN_ONE_PLACE, {"slip": slip, "count": repairs, "checks": str(count)})
    return Message(ONE_CAUSE, {"count": str(count), "repairs": repairs})


def _sure(changes: Repair, slip: Slip, count: int, figures: Figures) -> Message:
    """Return the sentence of a repair that is put forward, which makes `count` identities close."""
    if len(changes) > CELLS_MOST:
        return Message(WHOLE_LINE, {"what": slip.reasons[0], "count": str(count)})
    told, *others = (_should_be(cell, value, figures) for cell, value in changes.items())
    for other in others:
        told = Message(BOTH, {"first": told, "second": other})
    values: dict[str, str | Message] = {"change": told, "count": str(count)}
    return Message(THEN_CLOSE, values) if count > 1 else told


def _should_be(cell: str, value: int | Decimal, figures: Figures) -> Message:
    printed = figures.cells[cell]
    values: dict[str, str | Message] = {
        "cell": figures.form.name(cell),
        "found": Message(BLANK) if printed.state == "blank" else _held(printed),
        "expected": number(Decimal(value)),
    }
    return Message(SHOULD_BE, values)


def _held(printed: Cell) -> str:
    return printed.text.strip() if printed.value is None else number(printed.value)


def _place(
    report: Report, figures: Figures
) -> Callable[[Finding], tuple[int, int, str, int, str, str]]:
    """Return a key that sorts findings by weight, and then as a reader meets them."""
    sections = [section.id for section in report.layout.sections]

    def key(finding: Finding) -> tuple[int, int, str, int, str, str]:
        weight = SEVERITIES.index(finding.severity)
        official = (finding.section or "").partition(".")[0]
        section = sections.index(official) if official in sections else -1
        at = figures.places.get(finding.focus or "", -1)
        return weight, section, finding.section or "", at, finding.rules[0], finding.target

    return key
