"""Reports, findings and annotations as comma-separated values, for an office that filters them.

The column `kind` says what a row is: a `report`, with what was evaluated in it and what could not
be, so that a report without findings is not taken for one that was not checked; a `finding`, with
all that was written on it; an `annotation` on something else; or `unread`, a file with the reason
why it is none of these. Names of columns, and the words of `kind`, `severity`, `status` and
`state`, are the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from parsers.formula import number
from parsers.model import Finding, Report, Suspect
from tui.annotations import Annotation
from tui.annotations.noted import Noted, noted
from tui.exports import separated
from tui.exports.overview import Line, Overview, line_of
from tui.exports.scope import Options, findings_of, notes_on, targets_in
from tui.exports.separated import Value
from tui.language import _, labelled, say
from tui.layout.words import evidence
from tui.places import place_name, section_name
from tui.reading import Reading, standing
from tui.terms import STATUS_NAMES, claims_sentence, ledger_sentence, missed, time_told

COLUMNS = (
    *("kind", "file", "agency", "year", "form", "id", "rules", "severity", "status", "reopened"),
    *("section", "heading", "page", "target", "cells", "place", "message", "expected", "found"),
    *("suspects", "evidence", "annotations", "state", "author", "updated", "tags"),
    *("passed", "failed", "not_assessable"),
    *("claims_passed", "claims_failed", "claims_not_assessable"),
)
"""What each row has, if it has it; `cells`, `suspects` and `evidence` have one a line."""

Row = Mapping[str, Value]


def render(readings: Iterable[Reading], options: Options, overview: Overview | None) -> bytes:
    """Return the rows of each of `readings`, or of an overview's reports where there are none.

    At last those of its files that could not be read, which may grow in number until then.
    """
    return "".join(separated.lines(COLUMNS, _rows(readings, options, overview))).encode()


def _rows(
    readings: Iterable[Reading], options: Options, overview: Overview | None
) -> Iterator[Row]:
    told = False
    for reading in readings:
        told = True
        yield from _reading(reading, options)
    if overview is None:
        return
    if not told:
        yield from ({"kind": "report", **_ledger(line)} for line in overview.lines)
    for file, why in overview.unread:
        yield {"kind": "unread", "file": file, "message": why}


def _reading(reading: Reading, options: Options) -> Iterator[Row]:
    report = reading.report
    line = line_of(reading)
    of = {"file": line.file, "agency": line.agency, "year": line.year, "form": report.form}
    said = "\n".join([*_sentences(line), *missed(reading.verdict)])
    yield {"kind": "report", **of, **_ledger(line), "message": said}
    for finding in findings_of(reading, options):
        yield {"kind": "finding", **of, **_finding(finding, reading, options)}
    on_findings = targets_in(reading.verdict.findings)
    for one in noted(reading) if options.annotations else ():
        if one.annotation.target not in on_findings:
            yield {"kind": "annotation", **of, **_written(one, report)}


def _sentences(line: Line) -> Sequence[str]:
    """Return what was evaluated in a report."""
    sentence = ledger_sentence(line.checked)
    return (sentence, claims_sentence(line.claims)) if line.claims.total else (sentence,)


def _ledger(line: Line) -> Row:
    """Return what a row tells of a report itself."""
    ledger, claims = line.checked, line.claims
    return {
        "file": line.file,
        "agency": line.agency,
        "year": line.year,
        "message": "\n".join(_sentences(line)),
        "passed": ledger.passed,
        "failed": ledger.failed,
        "not_assessable": ledger.not_assessable,
        "claims_passed": claims.passed,
        "claims_failed": claims.failed,
        "claims_not_assessable": claims.not_assessable,
    }


def _finding(finding: Finding, reading: Reading, options: Options) -> Row:
    report, stands = reading.report, standing(reading, finding)
    notes = notes_on(finding, reading, options)
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
        "annotations": "\n".join(map(_signed, notes)),
        "tags": " ".join(dict.fromkeys(tag for note in notes for tag in note.tags)),
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
    return labelled(f"{annotation.author} {time_told(annotation.updated)}".lstrip(), text)


def _written(one: Noted, report: Report) -> Row:
    """Return what a row has of an annotation that has one of its own."""
    annotation = one.annotation
    return {
        "id": annotation.id,
        "status": annotation.status,
        "section": one.section,
        "heading": section_name(report, one.section),
        "target": annotation.target,
        "place": one.place,
        "annotations": annotation.text,
        "state": one.state,
        "author": annotation.author,
        "updated": annotation.updated.isoformat(),
        "tags": " ".join(annotation.tags),
    }
