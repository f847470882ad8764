"""The whole reading as JSON, `gouji/report/1`, for tests and other programs: a document a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import structs

from parsers.checks.register import is_claim
from parsers.forms import GENERIC
from parsers.model import (
    Cell,
    Check,
    Finding,
    Period,
    Report,
    Section,
    Suspect,
    Table,
)
from tui.annotations import Annotation
from tui.exports.overview import Overview
from tui.exports.scope import Options, annotations_of, findings_of, notes_on
from tui.language import say
from tui.layout.text import clean
from tui.places import columns_of, rows_of
from tui.reading import Reading, standing

SCHEMA = "gouji/report/1"
OVERVIEW_SCHEMA = "gouji/overview/1"

# Figures are JSON numbers with the digits that are printed: 128356.6505, not its nearest double.
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def render(readings: Iterable[Reading], options: Options, overview: Overview | None) -> bytes:
    """Return a document for each of `readings`, each on a line of its own.

    An overview is a document only where there is nothing else.
    """
    documents = [_ENCODER.encode(_document(r, options)) for r in readings]
    if not documents and overview:
        documents = [_ENCODER.encode(_overview(overview))]
    return b"".join(document + b"\n" for document in documents)


def _overview(overview: Overview) -> dict[str, Any]:
    return {
        "schema": OVERVIEW_SCHEMA,
        "reports": [
            {
                "file": clean(line.file),
                "agency": line.agency,
                "year": line.year,
                "findings": line.counts,
                "statuses": line.statuses,
                "checks": structs.asdict(line.checked),
                "claims": structs.asdict(line.claims),
                "annotations": line.annotations,
                "export": clean(line.export),
            }
            for line in overview.lines
        ],
        "unread": [{"file": clean(file), "reason": reason} for file, reason in overview.unread],
    }


def _document(reading: Reading, options: Options) -> dict[str, Any]:
    report, findings = reading.report, findings_of(reading, options)
    return {
        "schema": SCHEMA,
        "source": _source(report),
        "form": report.form,
        "agency": report.agency,
        "year": report.year,
        "title": report.title,
        "period": _period(report.period),
        "sections": [_section(s) for s in report.sections],
        "tables": {id: _table(t) | _labels(t, report) for id, t in report.tables.items()},
        "checks": structs.asdict(reading.verdict.ledger),
        "claims": structs.asdict(reading.verdict.claims)
        | {"stated": [_stated(c) for c in reading.verdict.checks if is_claim(c)]},
        "findings": [_finding(f, reading, options) for f in findings],
        "annotations": _annotations(annotations_of(reading, options)),
    }


def _source(report: Report) -> dict[str, Any]:
    source = report.source
    return {
        "file": clean(source.file),
        "format": source.format,
        "sha256": source.sha256,
        "pages": source.pages,
    }


def _period(period: Period | None) -> dict[str, str] | None:
    return {"from": period.start, "to": period.end} if period else None


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "number": section.number,
        "title": section.title,
        "level": section.level,
        "page": section.page,
        "text": section.text,
        "children": [_section(c) for c in section.children],
    }


def _table(table: Table) -> dict[str, Any]:
    cells = {address: _cell(cell) for address, cell in table.cells.items()}
    return {"section": table.section, "pages": list(table.pages), "cells": cells}


def _labels(table: Table, report: Report) -> dict[str, Any]:
    """Return the labels of a table on no form, which no other file can tell."""
    if report.form != GENERIC:
        return {}
    return {"rows": rows_of(report, table.id), "columns": columns_of(report, table.id)}


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "value": cell.value,
        "text": cell.text,
        "state": cell.state,
        "rest": cell.rest,
        "page": cell.page,
        "box": [round(edge, 2) for edge in cell.box] if cell.box else None,
    }


def _stated(check: Check) -> dict[str, Any]:
    """Return a claim of the prose: what is said where, and the cells that it speaks of."""
    return {
        "rule": check.rule,
        "outcome": check.outcome,
        "cells": list(check.cells),
        "expected": check.expected,
        "found": check.found,
        "why": say(check.message) if check.message else "",
        "quotes": [structs.asdict(quote) for quote in check.quotes],
    }


def _finding(finding: Finding, reading: Reading, options: Options) -> dict[str, Any]:
    notes = notes_on(finding, reading, options)
    return {
        "id": finding.id,
        "rules": list(finding.rules),
        "severity": finding.severity,
        "section": finding.section,
        "page": finding.page,
        "message": say(finding.message),
        "cells": list(finding.cells),
        "expected": finding.expected,
        "found": finding.found,
        "suspects": [_suspect(s) for s in finding.suspects],
        "status": standing(reading, finding).status,
        "annotations": [a.id for a in notes],
    }


def _suspect(suspect: Suspect) -> dict[str, Any]:
    told = {"cell": suspect.cell, "value": suspect.value, "reason": say(suspect.reason)}
    # Those of the first repair say no more than the contract asks for.
    return told | {"repair": suspect.repair} if suspect.repair else told


def _annotations(annotations: Iterable[Annotation]) -> list[dict[str, Any]]:
    return [
        {
            "id": a.id,
            "target": a.target,
            "status": a.status,
            "text": a.text,
            "seen": a.seen,
            "author": a.author,
            "created": a.created.isoformat(),
            "updated": a.updated.isoformat(),
        }
        | ({"tags": list(a.tags)} if a.tags else {})
        | ({"prefix": a.prefix, "suffix": a.suffix} if a.prefix or a.suffix else {})
        for a in annotations
    ]
