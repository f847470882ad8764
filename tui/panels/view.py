"""What the panels show: a reading seen with one finding in hand, as frozen data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from parsers.formula import number
from parsers.model import SEVERITIES, Check, Finding, Ledger, Quote, Report, Role, Section, Severity
from tui.targets import targets_of

if TYPE_CHECKING:
    from tui.annotations import Annotation, Standing
    from tui.reading import Reading

_Place = TypeVar("_Place", str, Quote)


class Marks(Struct, frozen=True):
    """What is marked in the document and in the tree.

    `roles` are the parts that cells play in the finding in hand, `amends` the figures that ought
    to stand there; `wrong` are the cells and `sections` the sections of findings not dismissed.
    `verified` is what of the prose agrees with the tables, `contradicted` what does not,
    `spoken_of` what the finding in hand is about, `quoted` the annotated words by section, in
    reading order.
    """

    roles: dict[str, Role] = {}
    amends: dict[str, str] = {}
    wrong: dict[str, Severity] = {}
    sections: dict[str, Severity] = {}
    annotated: frozenset[str] = frozenset()
    verified: frozenset[Quote] = frozenset()
    contradicted: dict[Quote, Severity] = {}
    spoken_of: frozenset[Quote] = frozenset()
    quoted: dict[str, tuple[Quote, ...]] = {}


class View(Struct, frozen=True):
    """A report with its findings and annotations, as the screen shows it just now.

    `current` is the number of the finding in hand; `shown` the sections to show, None for all.
    `quotations` are the places of annotated words, by the annotation's id.
    `changed` are the targets of verdicts whose figures have changed since.
    """

    report: Report
    findings: tuple[Finding, ...]
    standings: tuple[Standing, ...]
    ledger: Ledger
    claims: Ledger
    marks: Marks
    checks: tuple[Check, ...] = ()
    current: int | None = None
    shown: frozenset[str] | None = None
    counts: dict[Severity, int] = {}
    annotations: int = 0
    trouble: bool = False
    quotations: dict[str, Quote] = {}
    changed: frozenset[str] = frozenset()

    @property
    def finding(self) -> Finding | None:
        """The finding in hand."""
        return None if self.current is None else self.findings[self.current]


def view_of(reading: Reading, current: int | None, only_problems: bool) -> View:
    """Return `reading` with the finding numbered `current` in hand."""
    from tui.quotations import places_of_quotes
    from tui.reading import counts, standing

    findings = reading.verdict.findings
    standings = tuple(standing(reading, f) for f in findings)
    quotations = places_of_quotes(reading.report, notes_on(reading.store.annotations))
    marks = _marks(reading, standings, None if current is None else findings[current])
    marks = replace(marks, quoted=_by_section(quotations.values()))
    return View(
        report=reading.report,
        findings=findings,
        standings=standings,
        ledger=reading.verdict.ledger,
        claims=reading.verdict.claims,
        checks=reading.verdict.checks,
        marks=marks,
        current=current,
        shown=_problems(reading.report, marks) if only_problems else None,
        counts=counts(reading),
        annotations=len(reading.store.annotations),
        trouble=reading.store.trouble is not None,
        quotations=quotations,
        changed=frozenset(_changed(reading)),
    )


def notes_on(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return the annotations in which something is written."""
    return [a for a in annotations if a.text or a.tags]


def _changed(reading: Reading) -> Iterator[str]:
    """Yield the targets of verdicts that were given on other figures and still count."""
    for annotation in reading.store.annotations:
        if annotation.status:
            state = reading.store.state(annotation, reading.report, reading.verdict)
            if state == "changed":
                yield annotation.target


def _by_section(quotes: Iterable[Quote]) -> dict[str, tuple[Quote, ...]]:
    """Return the quotes of each section in reading order, each once."""
    ordered = sorted(set(quotes), key=lambda quote: (quote.section, quote.start, quote.end))
    return {section: tuple(q) for section, q in groupby(ordered, key=lambda quote: quote.section)}


def _dismissed(standing: Standing) -> bool:
    return standing.status == "dismissed"


def _marks(reading: Reading, standings: tuple[Standing, ...], finding: Finding | None) -> Marks:
    wrong: dict[str, Severity] = {}
    sections: dict[str, Severity] = {}
    contradicted: dict[Quote, Severity] = {}
    for found, standing in zip(reading.verdict.findings, standings, strict=True):
        if _dismissed(standing):
            continue
        for cell in found.culprits:
            _mark(wrong, cell, found.severity)
        for quote in found.quotes:
            _mark(contradicted, quote, found.severity)
        for id in _path(reading.report.sections, found.section):
            _mark(sections, id, found.severity)
    checks = reading.verdict.checks
    return Marks(
        roles=finding.roles if finding else {},
        amends=_amends(finding) if finding else {},
        wrong=wrong,
        sections=sections,
        annotated=frozenset(_annotated(reading)),
        verified=frozenset(q for c in checks if c.outcome == "passed" for q in c.quotes),
        contradicted=contradicted,
        spoken_of=frozenset(finding.quotes) if finding else frozenset(),
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


def _amends(finding: Finding) -> dict[str, str]:
    """Return the figures that ought to stand in the cells of a sure repair."""
    if finding.sure and finding.repairs:
        return {suspect.cell: number(suspect.value) for suspect in finding.repairs[0]}
    return {}


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
