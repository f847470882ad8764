"""F107, F108, F110: counts that are none, amounts in another unit, the fee that nobody reported."""

from __future__ import annotations

import pytest
from msgspec import structs

from parsers.gaps import Gap
from parsers.model import Report
from tests.parsers import statistical
from tests.parsers.faultless import REPORT, findings, printing, saying, targets
from tests.real import REPORTS, load, needs_reports

FEE = "proactive/fees/amount"
COUNT = "proactive/penalties/decisions"


def of_rules(report: Report, *rules: str) -> list[str]:
    return [target for target in targets(report) if target.startswith(rules)]


# -- counts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["-3", "－3", "0.5", "1.288", "-0.5"])
def test_count_that_is_none_is_found(text: str) -> None:
    (finding,) = findings(printing({COUNT: text}))
    assert (finding.target, finding.severity) == ("F107:proactive", "warning")
    assert finding.cells == (COUNT,)
    assert text in str(finding.message)


@pytest.mark.parametrize("text", ["0", "3", "1,288", "+3", "3.0", "22（其中修订16件）"])
def test_whole_number_is_a_count(text: str) -> None:
    assert targets(printing({COUNT: text})) == []


def test_all_cells_of_a_table_that_are_no_counts_are_one_finding() -> None:
    cells = [a for a in REPORT.tables["applications"].cells if "/refused." in a]
    (finding,) = findings(printing(dict.fromkeys(cells, "-1")))
    assert (finding.target, finding.cells) == ("F107:applications", tuple(cells))
    assert f"cells: {len(cells)}" in str(finding.message)


@needs_reports
def test_difference_to_last_year_may_be_negative_and_an_amount_broken() -> None:
    report = load(REPORTS / "shanghai-office-2019.html")
    change, amount = "proactive/licences/change", "proactive/procurement/amount"
    assert change in report.tables["proactive"].cells
    changed = printing({change: "-8", amount: "25.1"}, report)
    assert of_rules(changed, "F107", "F108") == []
    changed = printing({change: "-8.5", "proactive/procurement/items": "-1"}, report)
    (finding,) = (f for f in findings(changed) if f.rules == ("F107",))
    assert finding.cells == (change, "proactive/procurement/items")


# -- amounts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("251000元", "in 万元"),
        ("251000（元）", "in 万元"),
        ("251000（单位：元）", "in 万元"),
        ("251000元整", "in 万元"),
        ("12.3456789", "7 decimals"),
    ],
)
def test_amount_in_another_unit_is_found(text: str, said: str) -> None:
    (finding,) = findings(printing({FEE: text}))
    assert (finding.target, finding.severity) == (f"F108:{FEE}", "warning")
    assert finding.cells == (FEE,)
    assert text in str(finding.message) and said in str(finding.message)


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "0.00",
        "0元",
        "0.00元",
        "128356.6505",
        "128356.650512",
        "7730.28",
        "12万元",
        "12.5（万元）",
        "12（含代收）",
    ],
)
def test_amount_in_the_forms_unit_is_right(text: str) -> None:
    assert targets(printing({FEE: text})) == []


@needs_reports
def test_older_form_does_not_say_in_what_unit() -> None:
    report = load(REPORTS / "shanghai-office-2019.html")
    assert report.tables["proactive"].cells["proactive/procurement/amount"].rest == "元"
    assert of_rules(report, "F107", "F108") == []


# -- the fee --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["无。", "没有其他需要报告的事项。", "我县将继续加强政务公开队伍建设，保障工作经费。"]
)
def test_section_that_says_nothing_of_the_fee_is_found(text: str) -> None:
    (finding,) = findings(saying(text, "other"))
    assert (finding.target, finding.severity, finding.section) == ("F110:other", "warning", "other")
    assert "六、其他需要报告的事项" in str(finding.message)


@pytest.mark.parametrize(
    "text",
    [
        "本年度未收取政府信息公开信息处理费。",
        "本年度没有产生信息公开处理费。",
        "全年收取信息处理费0元。",
        "2024年，我局未向申请人收取任何费用。",
        "（一）收费情况：0。",
        "本年度政府信息公开申请均为免费提供。",
        "依申请提供政府信息未收费。",
        "未发生政府信息公开费用减免情况。",
    ],
)
def test_any_word_for_the_fee_is_enough(text: str) -> None:
    assert targets(saying(text, "other")) == []


def test_fee_may_be_reported_elsewhere() -> None:
    report = saying("无。", "other")
    for text in ("街道未向公民收取任何与政府信息公开工作相关的费用。", "未收取信息处理费。"):
        assert targets(saying(text, "overview.2", report)) == []
    text = "编制并公布行政事业性收费目录。"
    assert targets(saying(text, "overview.1", report)) == ["F110:other"]


def test_fee_is_not_asked_for_before_it_was_charged_nor_where_the_year_is_unknown() -> None:
    report = saying("无。", "other")
    for year in (2019, 2020, None):
        assert of_rules(structs.replace(report, year=year), "F110") == []
    assert of_rules(structs.replace(report, year=2021), "F110") == ["F110:other"]


def test_nothing_is_said_of_a_section_that_was_not_read() -> None:
    assert targets(saying("", "other")) == []
    report = structs.replace(saying("无。", "other"), gaps=(Gap(2, "scan"),))
    assert of_rules(report, "F110") == []
    without = tuple(s for s in REPORT.sections if s.id != "other")
    assert of_rules(structs.replace(REPORT, sections=without), "F1") == ["F101:other"]


def test_other_documents_are_asked_for_nothing_of_the_form() -> None:
    drawn = statistical.Drawn([["类别", "数量"], ["甲", "-1"], ["乙", "0.5"], ["丙", "251000元"]])
    report = statistical.report_of(drawn)
    assert report.form == "generic"
    assert of_rules(report, "F", "Y") == []
