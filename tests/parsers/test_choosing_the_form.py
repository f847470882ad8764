"""The form that a report is on is told by its tables, not by its year."""

from __future__ import annotations

import pytest

import parsers
from parsers.document import Document, Paragraph
from parsers.model import Report
from parsers.understand import understand
from tests.parsers import official
from tests.parsers.official import grid

FIGURES = official.distinct()
PRESENT = [official.proactive(FIGURES), official.applications(FIGURES), official.disputes(FIGURES)]

# The two forms' heads for the same columns of section two.
COUNTS = {
    "本年制发件数": "本年新制作数量",
    "本年废止件数": "本年新公开数量",
    "现行有效件数": "对外公开总数量",
}


def report(year: int, *sheets: official.Sheet) -> Report:
    title = Paragraph(f"周口市人民政府{year}年政府信息公开工作年度报告")
    grids = [grid(sheet, 2 * place + 1) for place, sheet in enumerate(sheets)]
    return understand(Document("pdf", 2 * len(grids), (title, *grids)), "a", "")


def older() -> list[official.Sheet]:
    """Return the tables with older heads in section two and one row for other results."""
    figures = official.distinct(single_other=True)
    return [
        official.relabelled(official.proactive(figures), COUNTS),
        official.applications(figures, single_other=True),
        official.disputes(figures),
    ]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2025])
def test_present_form_is_known_in_any_year(year: int) -> None:
    read = report(year, *PRESENT)
    assert read.form == "disclosure-2021"
    assert official.printed(read.tables) == FIGURES


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2025])
def test_older_form_is_known_in_any_year(year: int) -> None:
    read = report(year, *older())
    assert read.form == "disclosure-2019"
    assert read.tables["proactive"].cells["proactive/regulations/made"].text == "1001"
    assert "applications/other/total" in read.tables["applications"].cells


def test_older_form_in_a_later_year_is_said_once() -> None:
    def targets(year: int) -> list[str]:
        found = parsers.check(report(year, *older())).findings
        return [f.target for f in found if f.rules == ("F109",)]

    assert targets(2020) == []
    assert targets(2021) == ["F109"]


def test_single_row_of_the_older_form_does_not_make_it_the_older_form() -> None:
    single = official.distinct(single_other=True)
    sheets = (
        official.proactive(single),
        official.applications(single, single_other=True),
        official.disputes(single),
    )
    assert report(2023, *sheets).form == "disclosure-2021"
    assert report(2020, *sheets).form == "disclosure-2021"


@pytest.mark.parametrize(("year", "form"), [(2020, "disclosure-2019"), (2023, "disclosure-2021")])
def test_year_decides_where_the_tables_do_not(year: int, form: str) -> None:
    assert report(year, PRESENT[2]).form == form
