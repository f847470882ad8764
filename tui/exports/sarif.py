"""Findings as SARIF 2.1.0 (OASIS), for programs that gather the results of many tools.

A check that cannot be assessed is a result of the kind `open`: "evaluated, but there was not enough
to decide", which viewers list beside the failures; what was evaluated in all stands with each
report in `artifacts`. A printed report has no lines and columns that would hold in every program,
so a place is told by its address, a logical location, and by its page.

A report below the working folder is told relative to it, however its path was typed: programs that
gather results look for such files in the project's own folder, `%SRCROOT%`, wherever that is with
them. One that lies elsewhere has an absolute address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs

from parsers.checks.register import RULES
from parsers.checks.rules.rule import Rule
from parsers.messages import marked
from parsers.model import Check, Finding, Severity
from tui import language
from tui.annotations import Annotation
from tui.exports.overview import Overview
from tui.exports.scope import Options, findings_of, notes_on, targets_in
from tui.exports.uris import from_here, uri_of
from tui.language import _, labelled, say
from tui.layout.text import visible, visible_lines
from tui.layout.words import evidence, repairs_in_brief
from tui.places import place_name, section_name
from tui.reading import Reading, standing

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "gouji/finding/1"
BASE = "%SRCROOT%"
"""What relative addresses are relative to, by the name that programs have for it."""

LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}

MIME_TYPES = {
    "pdf": "application/pdf",
    "text": "text/plain",
    "html": "text/html",
    "mhtml": "multipart/related",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "rtf": "application/rtf",
}
"""Of the formats of sources; what is not listed is told without."""

_NUMBERS = {code: number for number, code in enumerate(RULES)}
_LANGUAGES = {"en": "en-US", "zh_CN": "zh-CN"}
# Brackets would be a link, braces a place for an argument (3.11.5 and 3.11.6 of the standard).
_ESCAPES = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]", "{": "{{", "}": "}}"})
_ENCODER = msgspec.json.Encoder(decimal_format="number")

Object = dict[str, Any]


def render(readings: Iterable[Reading], options: Options, overview: Overview | None) -> bytes:
    """Return the log of one run over all of `readings`, and over what could not be read.

    The files that `overview` has as unread may grow in number until the last reading.
    """
    numbers: dict[str, int] = {}
    artifacts: dict[str, Object] = {}
    results: list[Object] = []
    checked: Counter[str] = Counter()
    for reading in readings:
        place = _artifact_location(reading.path)
        file = place | {"index": numbers.setdefault(place["uri"], len(numbers))}
        findings = findings_of(reading, options)
        artifacts[place["uri"]] = _artifact(reading, options, file)
        results += (_result(f, reading, options, file) for f in findings)
        missed = (c for c in reading.verdict.checks if c.outcome == "not_assessable")
        results += (_open(check, reading, file) for check in missed)
        checked.update(structs.asdict(reading.verdict.ledger))
    notifications = (
        [_notification(Path(path), why) for path, why in overview.unread] if overview else []
    )
    run = {
        "tool": {"driver": _driver()},
        "invocations": [
            {
                "executionSuccessful": not notifications,
                "toolExecutionNotifications": notifications,
            }
        ],
        "language": _LANGUAGES[language.spoken()],
        "artifacts": list(artifacts.values()),
        "results": results,
        "properties": {"reports": len(artifacts), "checks": dict(checked)},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(_ENCODER.encode(log), indent=2) + b"\n"


# -- the run ------------------------------------------------------------------------------------


def _driver() -> Object:
    return {
        "name": "gouji",
        "version": version("gouji"),
        "language": _LANGUAGES[language.spoken()],
        "rules": [_rule(rule) for rule in RULES.values()],
    }


def _rule(rule: Rule) -> Object:
    """Return what a viewer tells of a rule: what it asks for, why, an example, and its source."""
    parts = (
        (marked("Why"), rule.why),
        (marked("Example"), rule.example),
        (marked("Source"), rule.source),
    )
    return {
        "id": rule.code,
        "shortDescription": _message(_(rule.name)),
        "fullDescription": _message(_(rule.what)),
        "help": _message("\n\n".join(labelled(_(name), _(text)) for name, text in parts)),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _artifact_location(path: Path) -> Object:
    path = from_here(path)
    base = {} if path.is_absolute() else {"uriBaseId": BASE}
    return {"uri": uri_of(path), **base}


def _artifact(reading: Reading, options: Options, file: Object) -> Object:
    report, verdict = reading.report, reading.verdict
    on_findings = targets_in(verdict.findings)
    written = reading.store.annotations if options.annotations else ()
    artifact = {
        "location": file,
        "roles": ["analysisTarget"],
        "hashes": {"sha-256": report.source.sha256},
        "properties": {
            "agency": visible(report.agency),
            "year": report.year,
            "form": report.form,
            "pages": report.source.pages,
            "checks": structs.asdict(verdict.ledger),
            "claims": structs.asdict(verdict.claims),
            "annotations": [
                {"target": visible(a.target)} | _note(a)
                for a in written
                if a.target not in on_findings
            ],
        },
    }
    if mime_type := MIME_TYPES.get(report.source.format):
        artifact["mimeType"] = mime_type
    return artifact


def _notification(path: Path, why: str) -> Object:
    return {
        "level": "error",
        "message": _message(why),
        "locations": [{"physicalLocation": {"artifactLocation": _artifact_location(path)}}],
    }


# -- results ------------------------------------------------------------------------------------


def _result(finding: Finding, reading: Reading, options: Options, file: Object) -> Object:
    report, stands = reading.report, standing(reading, finding)
    notes = notes_on(finding, reading, options)
    places = dict.fromkeys((*finding.culprits, *finding.cells))
    first, *others = places or (finding.section or "",)
    return {
        **_of_rule(finding.rules[0]),
        "level": LEVELS[finding.severity],
        "message": _message(_sentences(finding, reading)),
        "locations": [_location(first, finding.page, reading, file)],
        "relatedLocations": [
            {"id": i, **_location(cell, None, reading, file)} for i, cell in enumerate(others, 1)
        ],
        "partialFingerprints": {FINGERPRINT: finding.id},
        # Where one result of a run has it, all must: without any, they are not suppressed.
        "suppressions": _suppressions(notes) if stands.status == "dismissed" else [],
        "properties": {
            "rules": list(finding.rules),
            "status": stands.status,
            "reopened": stands.reopened,
            "section": finding.section,
            "heading": visible(section_name(report, finding.section)),
            "page": finding.page,
            "expected": finding.expected,
            "found": finding.found,
            "suspects": [
                {
                    "cell": suspect.cell,
                    "value": suspect.value,
                    "reason": visible(say(suspect.reason)),
                    "repair": suspect.repair,
                }
                for suspect in finding.suspects
            ],
            "annotations": [_note(note) for note in notes],
        },
    }


def _open(check: Check, reading: Reading, file: Object) -> Object:
    """Return the result of a check for which there was not enough to decide."""
    where = check.focus or check.subject.partition("#")[0] or check.section or ""
    return {
        **_of_rule(check.rule),
        "kind": "open",
        "level": "none",
        "message": _message(
            _("not assessable: {reason}").format(reason=say(check.message) if check.message else "")
        ),
        "locations": [_location(where, check.page, reading, file)],
        "suppressions": [],
    }


def _of_rule(code: str) -> Object:
    return {"ruleId": code, "ruleIndex": _NUMBERS[code]}


def _sentences(finding: Finding, reading: Reading) -> str:
    """Return the sentence, the equations, and the first repairs, each on a line."""
    worked = evidence(finding)
    return "\n".join(
        [
            say(finding.message),
            *(f"{rule}: {text}" if len(worked) > 1 else text for rule, text in worked),
            *(
                f"{sign} {repair}".strip()
                for sign, repair in repairs_in_brief(finding, reading.report)
            ),
        ]
    )


def _note(note: Annotation) -> Object:
    return {
        "id": note.id,
        "author": visible(note.author),
        "updated": note.updated.isoformat(),
        "text": visible_lines(note.text),
        "tags": list(map(visible, note.tags)),
    }


def _suppressions(notes: Sequence[Annotation]) -> list[Object]:
    """Return that a person dismissed it, and why."""
    verdicts = [note for note in reversed(notes) if note.status]
    verdict = max(verdicts, key=lambda note: note.updated, default=None)
    suppression: Object = {"kind": "external", "status": "accepted"}
    if verdict and verdict.text.strip():
        suppression["justification"] = visible_lines(verdict.text.strip())
    return [suppression]


def _location(where: str, page: int | None, reading: Reading, file: Object) -> Object:
    """Return the place at an address, a part of one, or a section; the file alone for neither."""
    report = reading.report
    location: Object = {"physicalLocation": {"artifactLocation": file}}
    if where:
        name = visible(place_name(report, where))
        logical = {"name": name, "fullyQualifiedName": where, "kind": _kind(where)}
        location |= {"logicalLocations": [logical], "message": _message(name)}
    cell = report.cell(where)
    page = cell.page if cell else page
    return location | {"properties": {"page": page}} if page is not None else location


def _kind(where: str) -> str:
    """Return what stands at an address: the standard has no words for these."""
    _table, *rest = where.split("/")
    if not rest:
        return "section"
    return "cell" if len(rest) == 2 and "*" not in where else "cells"


def _message(text: str) -> Object:
    return {"text": visible_lines(text).translate(_ESCAPES)}
