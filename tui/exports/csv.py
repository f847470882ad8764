"""Reports, findings and annotations as comma-separated values, for an office that filters them.

The column `kind` says what a row is: a `report`, with what was evaluated in it and what could not
be, so that a report without findings is not taken for one that was not checked; a `finding`, with
all that was written on it; an `annotation` on something else; or `unread`, a file with the reason
why it is none of these. Names of columns, and the words of `kind`, `severity`, `status` and
`state`, are the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from parsers.formula import number
from parsers.model import Finding, Suspect, Verdict
from tui.annotations import Annotation
from tui.exports import Only, chosen, separated, told
from tui.exports.places import place_name, section_name, target_section, target_words
from tui.exports.separated import Value
from tui.language import _, say
from tui.layout.words import evidence
from tui.reading import Reading, standing
from tui.targets import targets_of
from tui.terms import STATUS_NAMES, claims_sentence, ledger_sentence, missed

COLUMNS = (
    *("kind", "file", "agency", "year", "form", "id", "rules", "severity", "status", "reopened"),
    *("section", "heading", "page", "target", "cells", "place", "message", "expected", "found"),
    *("suspects", "evidence", "annotations", "state", "author", "updated", "tags"),
    *("passed", "failed", "not_assessable"),
    *("claims_passed", "claims_failed", "claims_not_assessable"),
)
"""What each row has, if it has it; `cells`, `suspects` and `evidence` have one a line."""

Row = Mapping[str, Value]


def render(readings: Iterable[Reading], only: Only, unread: Iterable[tuple[str, str]] = ()) -> str:
    """Return the rows of each of `readings`, and of `unread` files with the reason why.

    `unread` is looked at when all of `readings` were.
    """
    return "".join(separated.lines(COLUMNS, _rows(readings, only, unread)))


def _rows(
    readings: Iterable[Reading], only: Only, unread: Iterable[tuple[str, str]]
) -> Iterator[Row]:
    for reading in readings:
        report, findings = reading.report, chosen(reading, only)
        of = {
            "file": str(reading.path),
            "agency": report.agency,
            "year": report.year,
            "form": report.form,
        }
        yield {"kind": "report", **of, **_ledger(reading.verdict)}
        for finding in findings:
            yield {"kind": "finding", **of, **_finding(finding, reading)}
        on_findings = {target for f in findings for target in targets_of(f)}
        for annotation in told(reading, findings):
            if annotation.target not in on_findings:
                yield {"kind": "annotation", **of, **_written(annotation, reading)}
    for file, why in unread:
        yield {"kind": "unread", "file": file, "message": why}


def _ledger(verdict: Verdict) -> Row:
    ledger, claims = verdict.ledger, verdict.claims
    sentences = [ledger_sentence(ledger)]
    if claims.total:
        sentences.append(claims_sentence(claims))
    return {
        "message": "\n".join([*sentences, *missed(verdict)]),
        "passed": ledger.passed,
        "failed": ledger.failed,
        "not_assessable": ledger.not_assessable,
        "claims_passed": claims.passed,
        "claims_failed": claims.failed,
        "claims_not_assessable": claims.not_assessable,
    }


def _finding(finding: Finding, reading: Reading) -> Row:
    report, stands = reading.report, standing(reading, finding)
    return {
        "id": finding.id,
        "rules": " ".join(finding.rules),
        "severity": finding.severity,
        "status": stands.status,
        "reopened": "yes" if stands.reopened else "",
        "section": finding.section,
        "heading": section_name(report, finding.section),
        "page": finding.page,
        "target": f"finding:{finding.target}",
        "cells": "\n".join(finding.cells),
        "place": place_name(report, finding.focus) if finding.focus else "",
        "message": say(finding.message),
        "expected": finding.expected,
        "found": finding.found,
        "suspects": "\n".join(map(_repair, finding.repairs)),
        "evidence": "\n".join(f"{rule}: {text}" for rule, text in evidence(finding)),
        "annotations": "\n".join(map(_signed, reading.store.on(*targets_of(finding)))),
    }


def _repair(repair: Iterable[Suspect]) -> str:
    """Return what would have to change together, in one line."""
    changes = (
        _("{change} ({reason})").format(
            change=f"{suspect.cell} → {number(suspect.value)}", reason=say(suspect.reason)
        )
        for suspect in repair
    )
    return _("; ").join(changes)


def _signed(annotation: Annotation) -> str:
    """Return who wrote an annotation and when, and what; of a bare verdict, the verdict."""
    text = annotation.text.strip()
    if not text and annotation.status:
        text = _(STATUS_NAMES[annotation.status])
    return f"{annotation.author} {annotation.updated:%Y-%m-%d %H:%M}: {text}".lstrip()


def _written(annotation: Annotation, reading: Reading) -> Row:
    """Return what a row has of an annotation that has one of its own."""
    report, verdict = reading.report, reading.verdict
    section = target_section(report, annotation)
    return {
        "id": annotation.id,
        "status": annotation.status,
        "section": section,
        "heading": section_name(report, section),
        "target": annotation.target,
        "place": target_words(report, verdict, annotation),
        "annotations": annotation.text,
        "state": reading.store.state(annotation, report, verdict),
        "author": annotation.author,
        "updated": annotation.updated.isoformat(),
        "tags": " ".join(annotation.tags),
    }
