"""Reports on no official form: tables as they are printed, and the totals that can be understood.

A false alarm is worse than a missed slip: random tables that are right must give none at all.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from decimal import Decimal

import pytest
from msgspec import structs

from parsers.checks.verdict import run
from parsers.document import Block, Document, Grid, GridCell, Paragraph
from parsers.geometry import Box
from parsers.model import Finding, Report
from parsers.understand import understand
from tests.parsers.statistical import KINDS, OVER, UNDER, Drawn, grid, report_of, slipped


def table(text: str, caption: str = "") -> Drawn:
    """Return a table drawn as lines of words; `·` is a blank."""
    rows = [
        ["" if word == "·" else word for word in line.split()] for line in text.strip().split("\n")
    ]
    return Drawn(rows, caption)


def found(drawn: Drawn) -> list[Finding]:
    return [f for f in run(report_of(drawn)).findings if f.rules == ("A201",)]


def said(drawn: Drawn) -> list[str]:
    return [str(f.message) for f in found(drawn)]


def evaluated(drawn: Drawn) -> tuple[int, int]:
    """Return how many sums came out and how many did not."""
    ledger = run(report_of(drawn)).ledger
    return ledger.passed, ledger.failed


def labels(report: Report, id: str = "table-1") -> tuple[list[str], list[str]]:
    spec = report.layout.table(id)
    return [row.label for row in spec.rows], [column.name for column in spec.columns]


def texts(report: Report, id: str = "table-1") -> dict[str, str]:
    return {a.partition("/")[2]: c.text for a, c in report.tables[id].cells.items() if c.text}


def of(*blocks: Block) -> Report:
    return understand(Document("pdf", 1, blocks), "a.pdf", "")


# -- tables as they are printed -------------------------------------------------------------------


def test_cells_are_named_by_their_places() -> None:
    report = report_of(table("地区 户数 人数\n东区 1 2\n西区 3 ·"))
    assert labels(report) == (["东区", "西区"], ["户数", "人数"])
    assert texts(report) == {"r1/c1": "1", "r1/c2": "2", "r2/c1": "3"}
    assert list(report.tables["table-1"].cells) == [
        f"table-1/r{r}/c{c}" for r in (1, 2) for c in (1, 2)
    ]


def test_heads_in_two_rows_are_read_together() -> None:
    head = [["单位", "男", OVER, "女", OVER], [UNDER, "党员", "群众", "党员", "群众"]]
    report = report_of(Drawn([*head, ["教育局", "1", "2", "3", "4"]]))
    assert labels(report) == (["教育局"], ["男 党员", "男 群众", "女 党员", "女 群众"])


def test_years_below_a_head_are_heads() -> None:
    head = [["地区", "人口", OVER], [UNDER, "2022年", "2023年"]]
    report = report_of(Drawn([*head, ["东区", "10", "11"], ["西区", "20", "21"]]))
    assert labels(report) == (["东区", "西区"], ["人口 2022年", "人口 2023年"])


def test_title_over_the_whole_table_is_no_head_of_its_columns() -> None:
    rows = [["表1 人口", OVER, OVER], ["地区", "户数", "人数"], ["东区", "10", "11"]]
    assert labels(report_of(Drawn(rows))) == (["东区"], ["户数", "人数"])


def test_row_without_figures_below_the_heads_stays_a_row() -> None:
    report = report_of(table("项目 金额\n一、税收收入 ·\n增值税 5\n个人所得税 6"))
    assert labels(report)[0] == ["一、税收收入", "增值税", "个人所得税"]


def test_group_label_stands_before_each_of_its_rows() -> None:
    rows = [["类别", "名称", "件数"], ["市直", "教育局", "3"], [UNDER, "民政局", "4"]]
    assert labels(report_of(Drawn(rows))) == (["市直 教育局", "市直 民政局"], ["件数"])


def test_ordinal_numbers_are_labels() -> None:
    report = report_of(table("名称 序号 件数\n教育局 1 30\n民政局 2 40"))
    assert labels(report) == (["教育局 1", "民政局 2"], ["件数"])


def test_column_that_is_blank_is_a_column() -> None:
    assert labels(report_of(table("名称 件数 人数\n教育局 · 30\n民政局 · 40")))[1] == [
        "件数",
        "人数",
    ]


def test_figure_over_several_rows_stands_in_the_first() -> None:
    rows = [["名称", "件数", "经费"], ["甲", "1", "9"], ["乙", "2", UNDER]]
    assert texts(report_of(Drawn(rows))) == {"r1/c1": "1", "r1/c2": "9", "r2/c1": "2"}


def test_table_of_words_is_shown_and_not_checked() -> None:
    drawn = table("姓名 职务\n张三 主任\n合计 李四")
    assert texts(report_of(drawn)) == {"r1/c1": "主任", "r2/c1": "李四"}
    assert evaluated(drawn) == (0, 0)


def test_frame_around_a_paragraph_is_prose() -> None:
    report = of(Paragraph("一、情况", 1), Grid((GridCell("甲乙丙丁。", 0, 0, 1, 1, 1),), 1))
    assert report.tables == {}
    assert report.sections[0].text == "甲乙丙丁。"


def test_table_stands_in_the_section_of_its_heading() -> None:
    drawn = table("地区 户数\n东区 1\n西区 3")
    report = of(Paragraph("一、收入", 1), Paragraph("二、支出", 1), grid(drawn.rows))
    assert report.tables["table-1"].section == report.sections[1].id == "s2"


def test_heads_that_a_page_prints_again_are_no_row() -> None:
    def part(page: int, *rows: str) -> Grid:
        cells = []
        for r, row in enumerate(rows):
            for c, text in enumerate(row.split()):
                box = Box(70 + 100.0 * c, 80 + 20.0 * r, 170 + 100.0 * c, 100 + 20.0 * r)
                cells.append(GridCell(text, r, c, 1, 1, page, box))
        return Grid(tuple(cells), page, Box(70, 80, 370, 80 + 20.0 * len(rows)))

    report = of(
        part(1, "地区 户数 人数", "东区 10 20", "西区 30 40"),
        part(2, "地区 户数 人数", "南区 5 6", "合计 45 66"),
    )
    assert labels(report)[0] == ["东区", "西区", "南区", "合计"]
    assert report.tables["table-1"].pages == (1, 2)
    assert run(report).ledger.passed == 2


# -- totals ---------------------------------------------------------------------------------------

RIGHT = {
    "total last": ("地区 户数 人数\n东区 10 21\n西区 30 42\n合计 40 63", 2),
    "total first": ("地区 户数 人数\n合计 40 63\n东区 10 21\n西区 30 42", 2),
    "total in English": ("Area Households People\nEast 10 21\nWest 30 42\nTotal 40 63", 2),
    "total by column": ("地区 东区 西区 合计\n户数 10 30 40\n人数 21 42 63", 2),
    "both ways": ("地区 甲 乙 合计\n东区 1 2 3\n西区 4 5 9\n合计 5 7 12", 6),
    "subtotals": (
        "名称 甲 乙\nA 11 2\nB 33 4\n小计 44 6\nC 5 6\nD 7 8\n小计 12 14\n总计 56 20",
        6,
    ),
    "totals of groups": (
        "名称 甲 乙\nA 11 2\nB 33 4\n本级合计 44 6\nC 5 6\nD 7 8\n下级合计 12 14\n总计 56 20",
        6,
    ),
    "a total that goes on": ("项目 甲 乙\nA 11 2\nB 33 4\n本年合计 44 6\n结转 5 6\n总计 49 12", 4),
    "numbered in two levels": (
        "项目 甲 乙\n一、A 11 22\n1.a 5 20\n2.b 6 2\n二、B 7 8\n合计 18 30",
        2,
    ),
    "blanks and dashes": ("地区 户数 人数\n东区 10 ·\n西区 30 42\n南区 — 1\n合计 40 43", 2),
    "below zero": ("地区 户数 人数\n东区 -10 21\n西区 30 -42\n合计 20 -21", 2),
    "thousands": ("地区 户数 人数\n东区 1,200 21\n西区 2,300 42\n合计 3,500 63", 2),
    "with a unit": ("地区 户数 人数\n东区 12户 21人\n西区 23户 42人\n合计 35户 63人", 2),
    "a rate beside": ("地区 户数 占比（%） 均价\n东区 10 25 3\n西区 30 75 5\n合计 40 100 4", 1),
    "ordinals before": ("序号 地区 户数\n1 东区 10\n2 西区 30\n· 合计 40", 1),
    "ordinals behind": ("地区 户数 序号 人数\n东区 10 1 7\n西区 30 2 8\n合计 40 3 15", 2),
    "remarks beside": ("地区 户数 备注\n东区 10 无\n西区 30 新增\n合计 40 见附件", 1),
}


@pytest.mark.parametrize(("text", "sums"), RIGHT.values(), ids=RIGHT)
def test_total_that_comes_out_is_counted(text: str, sums: int) -> None:
    assert evaluated(table(text)) == (sums, 0)


NO_SUM = {
    "parts of parts": "项目 甲 乙\n收入 11 22\n其中：税 5 20\n其他 6 2\n合计 17 24",
    "parts of parts in a column": "地区 合计 其中：网络 信函\n东区 3 1 2\n西区 9 4 5",
    "nothing comes out": "地区 户数 人数\n东区 10 21\n西区 30 42\n合计 77 99",
    "one part": "地区 户数 人数\n东区 10 21\n合计 10 21",
    "all zero": "地区 户数 人数\n东区 0 0\n西区 0 0\n合计 0 0",
    "rates only": "地区 办结率 同比\n东区 10 21\n西区 30 42\n合计 40 63",
    "no total": "地区 户数 人数\n东区 10 21\n西区 30 42\n南区 40 63",
    "a total of one column that is off": "地区 户数\n东区 10\n西区 30\n合计 41",
    "units that differ": "项目 金额\n甲 12万元\n乙 300元\n合计 312元",
    "two numbers in a cell": "地区 户数\n东区 3/4\n西区 5/6\n合计 8/10",
}


@pytest.mark.parametrize("text", NO_SUM.values(), ids=NO_SUM)
def test_what_is_no_sum_for_certain_is_left_alone(text: str) -> None:
    assert evaluated(table(text)) == (0, 0)


def test_group_called_total_is_the_sum_of_the_other_groups() -> None:
    head = [["单位", "合计", OVER, "男", OVER, "女", OVER], [UNDER, *["人数", "工资"] * 3]]
    rows = [
        ["甲局", *["90", "17", "50", "8", "40", "9"]],
        ["乙局", *["270", "14", "140", "6", "130", "8"]],
    ]
    assert evaluated(Drawn([*head, *rows])) == (4, 0)
    rows[1][1] = "2700"
    assert said(Drawn([*head, *rows])) == ["乙局 合计 人数: 2700, should be 270"]


def test_columns_beyond_a_second_column_of_labels_are_other_rows() -> None:
    text = (
        "收入 决算数 支出 决算数\n税收 10 教育 3\n非税 30 其中：小学 2\n上级补助 1 卫生 5\n"
        "合计 41 合计 8"
    )
    assert evaluated(table(text)) == (1, 0)


def test_rounded_figures_are_not_called_wrong() -> None:
    text = "单位 合计 基本 项目\n"
    text += "甲局 10.35 3.11 7.23\n乙局 20.10 13.10 7.00\n丙局 7.11 4.10 3.01"
    assert found(table(text)) == []
    whole = "单位 合计 基本 项目\n甲局 11 3 7\n乙局 20 13 7\n丙局 8 5 3\n丁局 9 5 4\n"
    whole += "戊局 8 5 3\n己局 3 1 2"
    assert found(table(whole, "单位：万元")) == []
    assert said(table(whole, "单位：人")) == ["甲局 合计: 11, but its parts make 10"]


def test_average_in_the_row_of_totals_is_no_sum() -> None:
    text = "地区 户数 人数 海拔 时长\n"
    text += "东区 10 21 300 5\n西区 30 42 400 7\n南区 5 7 500 9\n合计 45 70 400 7"
    assert evaluated(table(text)) == (2, 0)


# -- a total that is wrong ------------------------------------------------------------------------


def test_wrong_total_is_information_and_shows_its_cells() -> None:
    (finding,) = found(table("地区 户数 人数\n东区 100 21\n西区 300 42\n合计 410 63"))
    assert finding.severity == "info"
    assert str(finding.message) == "合计 户数: 410, but its parts make 400"
    assert finding.cells == ("table-1/r1/c1", "table-1/r2/c1", "table-1/r3/c1")
    assert finding.focus == "table-1/r3/c1"
    assert (finding.expected, finding.found) == (Decimal(400), Decimal(410))


def test_total_left_at_zero_names_the_suspect() -> None:
    (finding,) = found(table("地区 户数 人数\n东区 100 21\n西区 300 42\n合计 0 63"))
    assert [(s.cell, s.value) for s in finding.suspects] == [("table-1/r3/c1", Decimal(400))]


def test_wrong_part_is_told_from_a_wrong_subtotal() -> None:
    text = "名称 甲 乙 丙\n"
    text += "A 11 2 3\nB 37 4 5\n小计 44 6 8\nC 5 6 1\nD 7 8 2\n小计 12 14 3\n总计 56 20 11"
    assert said(table(text)) == ["B 甲: 37, should be 33"]


def test_cell_that_cannot_be_read_makes_its_sum_not_assessable() -> None:
    ledger = run(
        report_of(table("地区 户数 人数\n东区 1O 21\n西区 30 42\n南区 7 8\n合计 47 71"))
    ).ledger
    assert (ledger.passed, ledger.failed, ledger.not_assessable) == (1, 0, 1)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_tables_that_are_right_raise_no_alarm(kind: object) -> None:
    assert callable(kind)
    for seed in range(40):
        drawn = kind(random.Random(seed))
        assert said(drawn) == [], drawn.rows


def test_most_slips_in_totals_are_found() -> None:
    tried = seen = 0
    for kind in KINDS:
        for seed in range(30):
            rng = random.Random(seed)
            drawn = kind(rng)
            if not drawn.summed:
                continue
            row, column = rng.choice(drawn.summed)
            rows = [list(texts) for texts in drawn.rows]
            rows[row][column] = slipped(rng, rows[row][column])
            tried += 1
            seen += bool(found(structs.replace(drawn, rows=rows)))
    assert tried > 100
    assert seen > 0.65 * tried


# -- hostile tables -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        [["合计"] * 60] * 60,
        [["项目", "合计"], *([["合计", "1"]] * 4000)],
        [["项目", *["小计"] * 500], *([["甲", *["7"] * 500]] * 30)],
        [["项目", *["数"] * 40], *([["甲", *["7" * 300] * 40]] * 100), ["合计", *["7" * 300] * 40]],
        [["", ""], ["", ""]],
        [["\x00\x1b[31m", "\u202e"], ["合\x00计", "1"]],
    ],
)
def test_table_of_any_kind_is_read_in_time(rows: Sequence[Sequence[str]]) -> None:
    start = time.process_time()
    run(of(grid(rows)))
    assert time.process_time() - start < 2.5
