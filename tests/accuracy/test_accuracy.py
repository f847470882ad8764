"""A slice of the accuracy harness: what needs no browser, no office and little time."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest

from parsers.model import Cell, Report, Source, Table
from tests.accuracy import figures, measuring, scoring, shapes
from tests.accuracy.figures import PRESENT, Case, plain
from tests.parsers.official import FORM

BARRED = [
    "PDF, reportlab, lines",
    "PDF, reportlab, rectangles",
    "PDF, reportlab, thin boxes",
    "PDF, reportlab, turned",
    "web, UTF-8, a site's furniture, cells of paragraphs",
    "web, GBK declared as gb2312, furniture",
    "web, GB18030 undeclared, layout tables",
    "Word",
    "Word, rows numbered by Word",
    "text, in reading order",
    "text, labels end behind figures",
    "text, pipes",
    "text, tabs",
    "text, columns",
]
UNBARRED = [
    "PDF, reportlab, nothing",
    "PDF, reportlab, nothing, wrapped figures",
    "text, in reading order, blanks",
    "text, one cell a line",
    "text, column by column",
]


def score(name: str, case: Case, folder: Path) -> scoring.Score | None:
    """Return the score of a report in a shape, None where the shape cannot show it."""
    (shape,) = (shape for shape in shapes.known() if shape.name == name)
    for file in islice(shape.files([case]), 1):
        path = folder / f"report.{shape.format}"
        path.write_bytes(file.data)
        return measuring.read(case, path)
    return None


@pytest.mark.parametrize("name", BARRED)
@pytest.mark.parametrize("kind", figures.KINDS)
def test_every_cell_is_read(name: str, kind: str, tmp_path: Path) -> None:
    found = score(name, figures.drawn_by_lot(len(name) + len(kind), kind), tmp_path)
    if found is None:
        pytest.skip("such figures cannot be told apart in this shape")
    assert found.wrong == []
    # A part of a text table that is blank throughout has nothing that tells where its columns are.
    if kind != "blank" or not name.startswith("text"):
        assert (found.missing, found.misread) == ([], [])


@pytest.mark.parametrize("name", UNBARRED)
@pytest.mark.parametrize("kind", figures.KINDS)
def test_no_cell_is_wrong_where_rows_are_scattered(name: str, kind: str, tmp_path: Path) -> None:
    found = score(name, figures.drawn_by_lot(len(name), kind), tmp_path)
    assert found is None or found.wrong == []


# -- the measure itself ---------------------------------------------------------------------------


def report(cells: dict[str, Cell]) -> Report:
    table = Table("disputes", "disputes", cells)
    return Report(Source("a", "text", "", 1), FORM, "", 2023, "", None, "", (), {"disputes": table})


def test_each_cell_is_right_or_not_read_or_wrong() -> None:
    told = {f"disputes/review/{c}": plain("1") for c in ("upheld", "corrected", "other")}
    case = Case("a", "", PRESENT, 2023, told)
    one, zero = Decimal(1), Decimal(0)
    read = {
        "disputes/review/upheld": Cell("disputes/review/upheld", "1", one, "number"),
        "disputes/review/corrected": Cell("disputes/review/corrected", "", zero, "number"),
        "disputes/review/total": Cell("disputes/review/total", "1", one, "number"),
    }
    found = scoring.of_report(case, "a", report(read))
    assert (found.cells, found.right, len(found.missing), len(found.wrong)) == (3, 1, 1, 2)
    assert found.misread == []


def test_other_form_or_year_is_a_misreading() -> None:
    case = Case("a", "", figures.OLDER, 2023, {})
    assert len(scoring.of_report(case, "a", report({})).misread) == 1
