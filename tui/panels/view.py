"""What the panels show: a reading seen with one finding in hand, as frozen data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from parsers.model import SEVERITIES, Check, Finding, Ledger, Quote, Report, Role, Section, Severity
from tui.annotations.targets import targets_of
from tui.panels.listing import Arrangement, Listing, listing_of

if TYPE_CHECKING:
    from tui.annotations import Annotation, Standing
    from tui.annotations.quotations import Place
    from tui.reading import Reading

_Place = TypeVar("_Place", str, Quote)


class Marks(Struct, frozen=True):
    """What is marked in the document and in the tree.

    `roles` are the parts that cells play in the finding in hand, `amends` the figures that ought
    to stand there; `wrong` are the cells, `rows` the rows that are wrong as such (by the origin of
    their lines) and `sections` the sections of findings not dismissed.
    `verified` is what of the prose agrees with the tables, `contradicted` what does not,
    `spoken_of` what the finding in hand is about, `quoted` the annotated words by section, in
    reading order.
    """

    roles: dict[str, Role] = {}
    amends: dict[str, Decimal] = {}
    wrong: dict[str, Severity] = {}
    rows: dict[str, Severity] = {}
    sections: dict[str, Severity] = {}
    annotated: frozenset[str] = frozenset()
    verified: frozenset[Quote] = frozenset()
    contradicted: dict[Quote, Severity] = {}
    spoken_of: frozenset[Quote] = frozenset()
    quoted: dict[str, tuple[Quote, ...]] = {}


class View(Struct, frozen=True):
    """A report with its findings and annotations, as the screen shows it just now.

    `listing` are the findings as they are listed; `current` is the number of the finding in hand,
    always one of those. `shown` are the sections to show, None for all.
    `quotations` are the places of annotated words, by the annotation's id; `speaking` are the
    numbers of the checks that speak of a place in the prose.
    `changed` are the targets of verdicts whose figures have changed since.
    """

    report: Report
    findings: tuple[Finding, ...]
    standings: tuple[Standing, ...]
    ledger: Ledger
    claims: Ledger
    marks: Marks
    listing: Listing = Listing()
    checks: tuple[Check, ...] = ()
    current: int | None = None
    shown: frozenset[str] | None = None
    counts: dict[Severity, int] = {}
    annotations: int = 0
    trouble: bool = False
    quotations: dict[str, Quote] = {}
    speaking: dict[Quote, list[int]] = {}
    changed: frozenset[str] = frozenset()

    @property
    def finding(self) -> Finding | None:
        """The finding in hand."""
        return None if self.current is None else self.findings[self.current]


def view_of(reading: Reading, arrangement: Arrangement) -> View:
    """Return `reading` with no finding in hand.

    All that takes long is done here: it is called when annotations change, not at every step.
    """
    from tui.annotations.quotations import places_of_quotes
    from tui.reading import standing, tally

    findings = reading.verdict.findings
    standings = tuple(standing(reading, f) for f in findings)
    places = places_of_quotes(reading.report, notes_on(reading.store.annotations))
    quotations = {id: place.quote for id, place in places.items()}
    marks = _marks(reading, standings, _by_section(quotations.values()))
    return View(
        report=reading.report,
        findings=findings,
        standings=standings,
        ledger=reading.verdict.ledger,
        claims=reading.verdict.claims,
        checks=reading.verdict.checks,
        marks=marks,
        listing=listing_of(reading, standings, arrangement),
        shown=_problems(reading.report, marks) if arrangement.only_problems else None,
        counts=tally((f.severity, s) for f, s in zip(findings, standings, strict=True)),
        annotations=len(reading.store.annotations),
        trouble=reading.store.trouble is not None,
        quotations=quotations,
        speaking=_speaking(reading.verdict.checks),
        changed=frozenset(_changed(reading, places)),
    )


def arranged(view: View, reading: Reading, arrangement: Arrangement) -> View:
    """Return `view` with its findings listed as `arrangement` says, none in hand."""
    listing = listing_of(reading, view.standings, arrangement)
    return taken(replace(view, listing=listing), None)


def taken(view: View, number: int | None) -> View:
    """Return `view` with the finding of this number in hand; with none, where it is not listed."""
    current = number if number in view.listing.listed else None
    finding = None if current is None else view.findings[current]
    marks = replace(
        view.marks,
        roles=finding.roles if finding and not finding.is_of_a_row else {},
        amends=finding.amends if finding else {},
        spoken_of=frozenset(finding.quotes) if finding else frozenset(),
    )
    return replace(view, current=current, marks=marks)


def notes_on(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return the annotations in which something is written."""
    return [a for a in annotations if a.text or a.tags]


def _changed(reading: Reading, quotes: Mapping[str, Place]) -> Iterator[str]:
    """Yield the targets of verdicts that were given on other figures and still count."""
    for annotation in reading.store.annotations:
        if annotation.status:
            state = reading.store.state(annotation, reading.report, reading.verdict, quotes)
            if state == "changed":
                yield annotation.target


def _speaking(checks: Iterable[Check]) -> dict[Quote, list[int]]:
    """Return the numbers of the checks that came to something, by the places they speak of."""
    speaking: dict[Quote, list[int]] = defaultdict(list)
    for i, check in enumerate(checks):
        if check.outcome != "not_assessable":
            for quote in check.quotes:
                speaking[quote].append(i)
    return dict(speaking)


def _by_section(quotes: Iterable[Quote]) -> dict[str, tuple[Quote, ...]]:
    """Return the quotes of each section in reading order, each once."""
    ordered = sorted(set(quotes), key=lambda quote: (quote.section, quote.start, quote.end))
    return {section: tuple(q) for section, q in groupby(ordered, key=lambda quote: quote.section)}


def _marks(
    reading: Reading, standings: tuple[Standing, ...], quoted: dict[str, tuple[Quote, ...]]
) -> Marks:
    wrong: dict[str, Severity] = {}
    rows: dict[str, Severity] = {}
    sections: dict[str, Severity] = {}
    contradicted: dict[Quote, Severity] = {}
    for found, standing in zip(reading.verdict.findings, standings, strict=True):
        if not standing.is_problem:
            continue
        for cell in found.culprits:
            if found.is_of_a_row:
                _mark(rows, f"row:{cell.rpartition('/')[0]}", found.severity)
            else:
                _mark(wrong, cell, found.severity)
        for quote in found.quotes:
            _mark(contradicted, quote, found.severity)
        for id in _path(reading.report.sections, found.section):
            _mark(sections, id, found.severity)
    checks = reading.verdict.checks
    return Marks(
        wrong=wrong,
        rows=rows,
        sections=sections,
        annotated=frozenset(_annotated(reading)),
        verified=frozenset(q for c in checks if c.outcome == "passed" for q in c.quotes),
        contradicted=contradicted,
        quoted=quoted,
    )


def _mark(marks: dict[_Place, Severity], name: _Place, severity: Severity) -> None:
    """Mark `name`, unless something heavier is marked there already."""
    marks[name] = min(marks.get(name, severity), severity, key=SEVERITIES.index)


def _annotated(reading: Reading) -> Iterator[str]:
    """Yield what is annotated: targets, and the culprits and sections of findings with notes."""
    noted = {a.target for a in notes_on(reading.store.annotations)}
    yield from noted
    for finding in reading.verdict.findings:
        if not noted.isdisjoint(targets_of(finding)):
            yield from (f"cell:{c}" for c in finding.culprits)
            yield f"section:{finding.section}"


def _path(sections: tuple[Section, ...], id: str | None) -> tuple[str, ...]:
    """Return the section named `id` and those above it, the highest first."""
    for section in sections:
        if section.id == id:
            return (section.id,)
        if below := _path(section.children, id):
            return (section.id, *below)
    return ()


def _problems(report: Report, marks: Marks) -> frozenset[str]:
    """Return the sections with findings or annotations, and those above them."""
    shown = set(marks.sections) | ({""} & marks.quoted.keys())
    for section in marks.quoted:
        shown.update(_path(report.sections, section))
    for target in marks.annotated:
        kind, _, name = target.partition(":")
        if kind in ("cell", "row", "table"):
            table = report.tables.get(name.partition("/")[0])
            name = table.section if table else ""
        shown.update(_path(report.sections, name))
    return frozenset(shown)
