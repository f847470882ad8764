"""A small report made by hand, after a district's of 2023, for tests of what people touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from parsers import forms
from parsers.geometry import Box
from parsers.messages import Message
from parsers.model import (
    Cell,
    Check,
    Finding,
    Ledger,
    Operand,
    Period,
    Report,
    Section,
    Source,
    State,
    Suspect,
    Table,
    Verdict,
)
from tui.annotations import AnnotationStore
from tui.exports import BINARY, render
from tui.exports.overview import Overview
from tui.exports.scope import Only, Options
from tui.reading import Reading

PARTS = ("upheld", "corrected", "other", "pending")
REVIEW = ("10", "1", "0", "0", "0")


def cell(address: str, text: str, value: str | None = None, state: State = "number") -> Cell:
    number = Decimal(value if value is not None else text) if state == "number" else None
    return Cell(address, text, number, state, page=4, box=Box(72.125, 100.0, 90.5, 112.008))


def disputes(review: tuple[str, ...] = REVIEW) -> Table:
    rows = {
        "review": review,
        "litigation_direct": ("0",) * 5,
        "litigation_after_review": ("0",) * 5,
    }
    columns = (*PARTS, "total")
    cells = [
        cell(f"disputes/{row}/{column}", text, state="number" if text else "blank")
        for row, texts in rows.items()
        for column, text in zip(columns, texts, strict=True)
    ]
    return Table("disputes", "disputes", {c.address: c for c in cells}, pages=(4,))


def proactive() -> Table:
    cells = (
        cell("proactive/regulations/issued", "22（其中修订16件）", "22"),
        cell("proactive/licences/decisions", "/", state="not_applicable"),
        cell("proactive/fees/amount", "128356.6505"),
    )
    return Table("proactive", "proactive", {c.address: c for c in cells}, pages=(2,))


def report(review: tuple[str, ...] = REVIEW, prose: str = "本年新收申请 59 件。") -> Report:
    return Report(
        source=Source("hongze-2023.pdf", "pdf", "ab" * 32, 5),
        layout=forms.load("disclosure-2021"),
        agency="洪泽区人民政府",
        year=2023,
        title="洪泽区人民政府2023年政府信息公开工作年度报告",
        period=Period("2023-01-01", "2023-12-31"),
        preamble="根据条例编制。",
        sections=(
            Section(
                "overview",
                "一",
                "总体情况",
                1,
                1,
                "总的情况。",
                (Section("overview.1", "（一）", "主动公开", 2, 1, prose),),
            ),
            Section("proactive", "二", "主动公开政府信息情况", 1, 2, ""),
            Section("disputes", "四", "政府信息公开行政复议、行政诉讼情况", 1, 4, ""),
        ),
        tables={"proactive": proactive(), "disputes": disputes(review)},
    )


def broken_total(of: Report) -> Finding:
    """A104 on the reviews: their total was left at zero."""

    def operand(column: str) -> Operand:
        held = of.tables["disputes"].cells[f"disputes/review/{column}"]
        return Operand(held.address, held.value or Decimal(0), held.state == "blank")

    check = Check(
        rule="A104",
        subject="disputes/review",
        outcome="failed",
        section="disputes",
        page=4,
        left=tuple(map(operand, PARTS)),
        right=(operand("total"),),
    )
    total = "disputes/review/total"
    return finding(
        "A104:disputes/review",
        Message(
            "{cell}: {found}, should be {expected}",
            {"cell": "总计", "found": "0", "expected": "11"},
        ),
        cells=tuple(o.cell for o in (*check.left, *check.right)),
        focus=total,
        checks=(check,),
        expected=check.expected,
        found=check.found,
        suspects=(Suspect(total, Decimal(11), Message("total left at 0")),),
        sure=True,
    )


def prose_mismatch(stated: str = "59") -> Finding:
    """N102 on a sentence: a warning without cells."""
    message = Message("{stated} is not the sum of its parts", {"stated": stated})
    return finding("N102:overview.1", message, severity="warning", section="overview.1", page=1)


def finding(target: str, message: Message, **fields: object) -> Finding:
    whole: Mapping[str, object] = {
        "severity": "error",
        "section": "disputes",
        "page": 4,
        "cells": (),
        "focus": None,
        "expected": None,
        "found": None,
        "suspects": (),
        "checks": (),
        **fields,
    }
    rule = target.partition(":")[0]
    return Finding(id=f"id-of-{target}", target=target, rules=(rule,), message=message, **whole)  # type: ignore[arg-type]


def verdict(*findings: Finding) -> Verdict:
    unassessed = Check(
        rule="A104",
        subject="disputes/litigation_direct",
        outcome="not_assessable",
        section="disputes",
        message=Message("the total is blank"),
    )
    failed = tuple(c for f in findings for c in f.checks)
    return Verdict((*failed, unassessed), findings, Ledger(38, len(failed), 1))


def reading(store: AnnotationStore, of: Report, *findings: Finding) -> Reading:
    return Reading(store.path, of, verdict(*findings), store)


def exported(
    format: str,
    readings: Sequence[Reading],
    only: Only = "all",
    unread: Sequence[tuple[str, str]] = (),
) -> str:
    """Return an export as text; of an archive that of all its parts."""
    overview = Overview((), unread) if unread else None
    content = render(format, readings, Options(only), overview)
    if format not in BINARY:
        return content.decode()
    with ZipFile(BytesIO(content)) as archive:
        parts = map(archive.read, archive.namelist())
        return "\n".join(part.decode("utf-8", "replace") for part in parts)
