"""Every place that can be found has a line in the document, in any width."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from parsers.checks.verdict import run
from parsers.document import Document
from parsers.model import Report, Unmatched, Verdict
from parsers.understand import understand
from tests.parsers import statistical
from tests.real import HONGZE, REPORTS, SAMPLES, check, load, needs_reports
from tests.tui import small_report
from tui.find.search import Match
from tui.find.searchable import searchable
from tui.layout import lay_out
from tui.panels.document import DocumentPanel


def places_without_a_line(of: Report, verdict: Verdict, width: int) -> list[object]:
    """The places in which something is printed and to which the cursor cannot go."""
    index = searchable(of, verdict)
    document = DocumentPanel("DocumentPanel")
    document.lines = lay_out(of, width)
    return [
        place
        for place, text in zip(index.places, index.texts, strict=True)
        if text.text and place.kind != "finding"
        if document.spot_of(Match(place, 0, 1, 0)) is None
    ]


@pytest.mark.parametrize("width", [46, 80, 120])
@pytest.mark.parametrize(
    "path",
    [
        SAMPLES / "wanghe-city-2023.pdf",
        SAMPLES / "wanghe-transport-2022.pdf",
        pytest.param(HONGZE, marks=needs_reports),
        pytest.param(REPORTS / "shanghai-office-2019.html", marks=needs_reports),
        pytest.param(REPORTS / "form-2021-blank.docx", marks=needs_reports),
    ],
)
def test_every_place_of_a_real_report_has_a_line(path: Path, width: int) -> None:
    assert not places_without_a_line(load(path), check(path), width)


@pytest.mark.parametrize("width", [46, 120])
@pytest.mark.parametrize("kind", [statistical.two_heads, statistical.years, statistical.budget])
def test_every_place_of_a_report_on_no_form_has_a_line(
    kind: Callable[[random.Random], statistical.Drawn], width: int
) -> None:
    of = statistical.report_of(kind(random.Random(5)))
    assert of.tables
    assert not places_without_a_line(of, run(of), width)


def test_a_table_outside_all_sections_is_found_and_hidden_with_them() -> None:
    rows = [["项目", "人数", "车辆"], ["甲处", "3", "4"], ["乙处", "5", "6"], ["合计", "8", "10"]]
    of = understand(Document("pdf", 1, (statistical.grid(rows),)), "a.pdf", "0" * 64)
    assert not places_without_a_line(of, run(of), 80)
    found = searchable(of, run(of)).find("乙处")
    assert found.shown
    assert not found.among(frozenset({""})).shown


def test_what_no_form_knows_is_found_where_it_is_told() -> None:
    of = small_report.report()
    table = replace(of.tables["disputes"], unmatched=(Unmatched("row", "调解 结案", ("3", "4")),))
    of = replace(of, tables=of.tables | {"disputes": table})
    verdict = small_report.verdict()
    assert not places_without_a_line(of, verdict, 80)
    found = searchable(of, verdict).find("调解结案")
    document = DocumentPanel("DocumentPanel")
    document.lines = lay_out(of, 80)
    spot = document.spot_of(found.match(0))
    assert spot is not None
    assert "调解 结案" in document.lines[spot.y].text
    assert not searchable(of, verdict).find("34").all
