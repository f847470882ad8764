"""Grids become addressed tables: whatever page breaks do, each figure has its own address or none.

The figures are all different, so that a figure in another's place cannot go unnoticed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from msgspec import structs

from parsers.document import Grid, GridCell, Paragraph
from parsers.grids import read_grids
from parsers.rows import Printed, match_rows
from parsers.tables import Figure
from tests.parsers import official
from tests.parsers.official import (
    Sheet,
    Square,
    column_of,
    cut,
    grid,
    of_table,
    printed,
    row_of,
    tables,
    wrong,
)

SHEETS: dict[str, Callable[[Mapping[str, str]], Sheet]] = {
    "proactive": official.proactive,
    "applications": official.applications,
    "disputes": official.disputes,
}
FIGURES = of_table("applications")
APPLICATIONS = official.applications(FIGURES)
ROWS = official.height(APPLICATIONS)


# -- whole ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", SHEETS)
def test_official_table_gives_every_figure_its_address(table: str) -> None:
    read = tables(grid(SHEETS[table](of_table(table))))
    assert printed(read) == of_table(table)
    assert list(read) == [table]
    assert read[table].unmatched == ()


def test_three_tables_in_one_document_are_told_apart() -> None:
    figures = official.distinct()
    grids = [grid(sheet(figures), n) for n, sheet in enumerate(SHEETS.values(), start=1)]
    assert (
        printed(tables(grids[0], Paragraph("三、"), grids[1], Paragraph("四、"), grids[2]))
        == figures
    )


def test_cells_keep_their_page_and_their_box() -> None:
    drawn = grid(official.disputes(of_table("disputes")), page=4)
    last = drawn.cells[-1]
    cell = tables(drawn)["disputes"].cells["disputes/litigation_after_review/total"]
    assert (cell.page, cell.box) == (4, last.box)


def test_single_row_of_the_older_form_is_kept_under_its_own_address() -> None:
    figures = official.of_table("applications", True)
    read = tables(grid(official.applications(figures, single_other=True)))
    assert printed(read) == figures
    assert "applications/other/total" in figures


def test_cells_stand_in_the_order_of_the_form() -> None:
    read = tables(grid(official.applications(FIGURES)))
    assert list(read["applications"].cells) == list(FIGURES)


def test_grid_without_boxes_is_read_by_its_spans() -> None:
    """Web pages and Word files have no boxes."""
    drawn = grid(APPLICATIONS)
    bare = Grid(tuple(structs.replace(c, box=None, page=None) for c in drawn.cells))
    assert printed(tables(bare)) == FIGURES


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [("22（其中修订16件）", 22, "（其中修订16件）"), ("251000元", 251000, "元")],
)
def test_number_with_a_note_keeps_both(text: str, value: int, rest: str) -> None:
    issued = "proactive/regulations/issued"
    read = tables(grid(official.proactive(of_table("proactive") | {issued: text})))
    cell = read["proactive"].cells[issued]
    assert (cell.text, cell.value, cell.rest) == (text, Decimal(value), rest)


# -- blanks and words -----------------------------------------------------------------------------


@pytest.mark.parametrize("row", official.application_rows())
def test_row_that_is_blank_from_end_to_end_is_a_row(row: str) -> None:
    figures = {a: "" if row_of(a) == row else t for a, t in FIGURES.items()}
    read = tables(grid(official.applications(figures)))
    assert printed(read) == figures
    assert {c.state for c in read["applications"].cells.values() if row_of(c.address) == row} == {
        "blank"
    }
    assert read["applications"].unmatched == ()


@pytest.mark.parametrize("word", ["", "/", "—", "无", "不适用"])
@pytest.mark.parametrize("table", SHEETS)
def test_table_without_a_single_number_is_still_read(table: str, word: str) -> None:
    figures = dict.fromkeys(of_table(table), word)
    read = tables(grid(SHEETS[table](figures)))
    assert printed(read) == figures
    states = {cell.state for cell in read[table].cells.values()}
    assert states == {"not_applicable" if word else "blank"}


def test_head_that_reaches_into_the_row_of_figures_is_no_figure() -> None:
    heads = [square for square in SHEETS["disputes"](of_table("disputes")) if square.row < 3]
    reaching = [structs.replace(s, height=3) if s.row == 1 and s.height == 2 else s for s in heads]
    rest = [Square(str(n), 3, n) for n in range(5, 15)]
    read = printed(tables(grid([*reaching, *rest])))
    assert {row_of(a) for a in read} == {"litigation_direct", "litigation_after_review"}


# -- what the form does not have, or the report does not ------------------------------------------


@pytest.mark.parametrize("row", range(official.HEAD_ROWS, ROWS))
def test_missing_row_leaves_the_others_in_place(row: int) -> None:
    read = printed(tables(grid(official.without_row(APPLICATIONS, row))))
    gone = official.application_rows()[row - official.HEAD_ROWS]
    assert read == {a: t for a, t in FIGURES.items() if row_of(a) != gone}


@pytest.mark.parametrize("label", ["5.涉及工作秘密", "9.其他", "小计", "合计", "2022年", ""])
def test_row_that_the_form_does_not_have_is_reported(label: str) -> None:
    sheet = official.relabelled(APPLICATIONS, {"5.属于三类内部事务信息": label})
    read = tables(grid(sheet))
    wanted = {a: t for a, t in FIGURES.items() if "internal_affairs" not in a}
    assert printed(read) == wanted
    (stranger,) = read["applications"].unmatched
    assert (stranger.kind, stranger.label) == ("row", label)
    assert list(stranger.texts) == [t for a, t in FIGURES.items() if a not in wanted]


def test_row_that_lost_its_label_is_reported_with_what_figures_it_has() -> None:
    figures = {a: "" if "/business" in a else t for a, t in FIGURES.items()}
    sheet = official.relabelled(official.applications(figures), {"2.重复申请": ""})
    (stranger,) = tables(grid(sheet))["applications"].unmatched
    assert (stranger.label, stranger.texts[1]) == ("", "")
    assert stranger.texts[0] == FIGURES["applications/declined.repeat/natural_person"]


def test_label_printed_twice_is_read_in_neither_place() -> None:
    """One of the two is misprinted, and nobody can tell which."""
    twice = official.relabelled(APPLICATIONS, {"2.重复申请": "3.要求提供公开出版物"})
    read = tables(grid(twice))
    assert [u.label for u in read["applications"].unmatched] == ["3.要求提供公开出版物"] * 2
    assert not any("publication" in a or "repeat" in a for a in printed(read))
    assert wrong(printed(read), FIGURES) == {}


def test_row_printed_twice_with_the_same_figures_is_read() -> None:
    figures = {a: "0" if "/declined." in a else t for a, t in FIGURES.items()}
    sheet = official.applications(figures)
    twice = official.relabelled(sheet, {"2.重复申请": "3.要求提供公开出版物"})
    read = printed(tables(grid(twice)))
    assert read["applications/declined.publication/total"] == "0"
    assert "applications/declined.repeat/total" not in read


@pytest.mark.parametrize(
    "other", ["（八）其他", "（四）其他", "9.其他", "其他", "（六）总计", "总计"]
)
def test_generic_label_in_another_group_is_another_row(other: str) -> None:
    """A row of the office's own, where the form's 3.其他 and （七）总计 have no figures' cells."""
    relabelled = official.relabelled(
        APPLICATIONS,
        {"8.属于行政查询事项": other, "3.其他": "", "（七）总计": ""},
    )
    read = tables(grid(relabelled))
    assert wrong(printed(read), FIGURES) == {}
    assert other in [u.label for u in read["applications"].unmatched]


@pytest.mark.parametrize("label", ["（八）其他", "八、其他", "8.其他", "⑧其他"])
def test_generic_label_with_another_number_is_another_row(label: str) -> None:
    read = tables(grid(official.relabelled(APPLICATIONS, {"3.其他": label})))
    assert not any("other.other" in a for a in printed(read))
    assert [u.label for u in read["applications"].unmatched] == [label]


@pytest.mark.parametrize(
    "label", ["3.其他", "3、其他", "（3）其他", "③其他", "其他", "3.其它", "三、其他"]
)
def test_generic_label_with_its_own_number_or_none_is_read(label: str) -> None:
    read = tables(grid(official.relabelled(APPLICATIONS, {"3.其他": label})))
    assert printed(read) == FIGURES


def test_label_of_another_group_is_not_read_there() -> None:
    """2.重复申请 stands once, among the refused: it is no row of （五）不予处理."""
    swapped = {
        "2.重复申请": "2.其他法律行政法规禁止公开",
        "2.其他法律行政法规禁止公开": "2.重复申请",
    }
    read = printed(tables(grid(official.relabelled(APPLICATIONS, swapped))))
    assert wrong(read, FIGURES) == {}
    assert not any("repeat" in a or "law_forbids" in a for a in read)


@pytest.mark.parametrize("keep", [0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("row", range(4, ROWS))
def test_group_that_a_page_break_cuts_keeps_its_rows(row: int, keep: float) -> None:
    first, second = cut(APPLICATIONS, row, keep)
    read = printed(tables(grid(first), grid(second, 2)))
    assert wrong(read, FIGURES) == {}
    assert len(read) > len(FIGURES) - 8


@pytest.mark.parametrize("column", official.APPLICANTS)
def test_missing_column_leaves_the_others_in_place(column: str) -> None:
    place = 3 + list(official.APPLICANTS).index(column)
    sheet = []
    for s in APPLICATIONS:
        if s.column <= place < s.column + s.width and s.width == 1:
            continue
        after = s.column > place
        spans = s.column <= place < s.column + s.width
        sheet.append(structs.replace(s, column=s.column - after, width=s.width - spans))
    read = tables(grid(sheet))
    wanted = {a: t for a, t in FIGURES.items() if column_of(a) != column}
    assert printed(read) == wanted


def test_columns_are_known_by_their_heads_not_by_their_place() -> None:
    swapped = official.relabelled(APPLICATIONS, {"商业企业": "科研机构", "科研机构": "商业企业"})
    read = printed(tables(grid(swapped)))
    for address, text in FIGURES.items():
        other = {"business": "research", "research": "business"}.get(column_of(address))
        place = address.replace(column_of(address), other) if other else address
        assert read[place] == text


def test_rows_are_known_by_their_labels_not_by_their_place() -> None:
    swapped = official.relabelled(
        APPLICATIONS,
        {"1.属于国家秘密": "7.属于行政执法案卷", "7.属于行政执法案卷": "1.属于国家秘密"},
    )
    read = printed(tables(grid(swapped)))
    assert (
        read["applications/refused.state_secret/total"]
        == FIGURES["applications/refused.enforcement_file/total"]
    )
    assert (
        read["applications/refused.enforcement_file/total"]
        == FIGURES["applications/refused.state_secret/total"]
    )


def test_column_that_the_form_does_not_have_is_reported_and_not_read() -> None:
    strange = official.relabelled(APPLICATIONS, {"科研机构": "个体工商户"})
    read = tables(grid(strange))
    assert printed(read) == {a: t for a, t in FIGURES.items() if "/research" not in a}
    assert [(u.kind, u.label) for u in read["applications"].unmatched] == [("column", "个体工商户")]


def test_group_head_printed_over_each_of_its_columns_is_no_column() -> None:
    group = next(s for s in APPLICATIONS if s.text == "法人或其他组织")
    sheet = [s for s in APPLICATIONS if s is not group]
    sheet += [Square(group.text, 1, 4 + n) for n in range(5)]
    read = tables(grid(sheet))
    assert printed(read) == FIGURES
    assert read["applications"].unmatched == ()


def test_column_that_two_heads_lay_claim_to_is_not_read() -> None:
    """A subtotal of the organisations called 总计 as well: nobody can say which is which."""
    strange = official.relabelled(APPLICATIONS, {"科研机构": "总计"})
    read = tables(grid(strange))
    gone = ("/research", "/total")
    wanted = {a: t for a, t in FIGURES.items() if not a.endswith(gone)}
    assert printed(read) == wanted
    assert [(u.kind, u.label) for u in read["applications"].unmatched] == [
        ("column", "总计"),
        ("column", "总计"),
    ]


def test_other_wordings_of_heads_and_of_the_total_are_read() -> None:
    other = {"总计": "合计", "（七）总计": "（七）合计", "商业企业": "企业"}
    read = tables(grid(official.relabelled(APPLICATIONS, other)))
    assert printed(read) == FIGURES
    figures = of_table("disputes")
    short = official.relabelled(
        official.disputes(figures), {"结果维持": "维持", "结果纠正": "纠正", "总计": "合计"}
    )
    assert printed(tables(grid(short))) == figures


def test_sum_of_a_group_that_is_called_as_the_total_is_not_it() -> None:
    strange = official.relabelled(APPLICATIONS, {"8.属于行政查询事项": "合计"})
    read = printed(tables(grid(strange)))
    assert read == {a: t for a, t in FIGURES.items() if "refused.admin_query" not in a}


def test_value_printed_over_two_columns_belongs_to_neither() -> None:
    first = FIGURES["applications/granted/business"]
    sheet = [
        structs.replace(s, width=2) if s.text == first else s
        for s in APPLICATIONS
        if s.text != FIGURES["applications/granted/research"]
    ]
    read = printed(tables(grid(sheet)))
    gone = {"applications/granted/business", "applications/granted/research"}
    assert read == {a: t for a, t in FIGURES.items() if a not in gone}


def test_value_printed_over_two_rows_belongs_to_neither() -> None:
    gone = {"applications/declined.repeat/total", "applications/declined.publication/total"}
    upper, lower = (FIGURES[a] for a in sorted(gone, reverse=True))
    sheet = [
        structs.replace(s, height=2) if s.text == upper else s
        for s in APPLICATIONS
        if s.text != lower
    ]
    read = printed(tables(grid(sheet)))
    assert read == {a: t for a, t in FIGURES.items() if a not in gone}


def test_column_divided_below_its_head_is_not_read() -> None:
    """Two figures under one head: neither is the column's."""
    wide = [
        structs.replace(
            s,
            column=s.column + (s.column > 3),
            width=s.width + (s.column <= 3 < s.column + s.width),
        )
        for s in APPLICATIONS
    ]
    natural = {t for a, t in FIGURES.items() if column_of(a) == "natural_person"}
    divided = []
    for s in wide:
        if s.text in natural:
            divided += [
                structs.replace(s, width=1),
                structs.replace(s, text="7", column=4, width=1),
            ]
        else:
            divided.append(s)
    read = printed(tables(grid(divided)))
    assert wrong(read, FIGURES) == {}
    assert not any(column_of(a) == "natural_person" for a in read)


# -- tables that are not the form's ---------------------------------------------------------------


def plain(*rows: tuple[str, ...], page: int = 1, top: float = 80.0) -> Grid:
    return grid(
        [Square(t, r, c) for r, row in enumerate(rows) for c, t in enumerate(row)], page, top
    )


STATISTICS = (
    plain(("类别", "总计"), ("其他", "12"), ("一、本年新收政府信息公开申请数量", "21")),
    plain(("内容", "其他", "总计"), ("予以公开", "3", "7"), ("重复申请", "1", "2")),
    plain(("渠道", "数量"), ("政府网站", "1136"), ("规章", "3"), ("其他", "40")),
    plain(("年度", "新收", "办结"), ("2022", "30", "29"), ("2023", "21", "21")),
    plain(("结果维持", "3"), ("结果纠正", "4"), ("总计", "7")),
    plain(("序号", "行政许可", "行政处罚"), ("1", "2", "3")),
    plain(("项目", "本年制发件数"), ("规章", "5")),
)


@pytest.mark.parametrize("other", STATISTICS)
def test_table_of_the_offices_own_never_fills_the_forms(other: Grid) -> None:
    figures = official.distinct()
    sheets = enumerate(SHEETS.values(), start=2)
    forms = [b for n, s in sheets for b in (Paragraph("二、"), grid(s(figures), n))]
    assert printed(tables(other, *forms)) == figures
    assert printed(tables(*forms, Paragraph("五、存在的主要问题"), other)) == figures


def test_table_that_stands_twice_is_read_once_and_its_other_figures_are_doubts() -> None:
    """The same table again, as for the office itself below the sum of all: the first is read."""
    others = {a: str(int(t) + 5000) for a, t in FIGURES.items()}
    again = official.applications(others)
    read = tables(grid(APPLICATIONS), Paragraph("其中本级："), grid(again, 2))
    assert printed(read) == FIGURES
    assert read["applications"].doubts == others
    assert read["applications"].unmatched == ()


def test_only_the_figures_that_differ_are_doubts() -> None:
    """Neither is one that is printed another way, nor a blank."""
    odd = {"applications/received/total": "7", "applications/carried_out/total": "1,007"}
    first = FIGURES | {"applications/carried_out/total": "1007"}
    for blank in ("", "—", "12 3"):
        again = first | odd | {"applications/granted/total": blank}
        sheets = [grid(official.applications(first)), grid(official.applications(again), 2)]
        read = tables(sheets[0], Paragraph("附件"), sheets[1])
        assert printed(read) == first
        assert read["applications"].doubts == {"applications/received/total": "7"}


def test_some_rows_of_a_table_that_come_again_are_reported_as_rows() -> None:
    heads = ("情况", *official.APPLICANTS.values())
    excerpt = plain(heads, ("（一）予以公开", *map(str, range(7))))
    read = tables(grid(APPLICATIONS), Paragraph("其中本级："), excerpt)
    assert printed(read) == FIGURES
    assert read["applications"].doubts == {}
    assert [row.label for row in read["applications"].unmatched] == ["（一）予以公开"]


def test_row_that_one_table_lacks_is_not_taken_from_another() -> None:
    lacking = official.relabelled(APPLICATIONS, {"2.重复申请": "行政检查"})
    again = official.applications({a: str(int(t) + 5000) for a, t in FIGURES.items()})
    read = printed(tables(grid(lacking), Paragraph("其中本级："), grid(again, 2)))
    assert wrong(read, FIGURES) == {}
    assert not any("declined.repeat" in a for a in read)


def test_same_table_again_with_the_same_figures_is_nothing_to_report() -> None:
    read = tables(grid(APPLICATIONS), Paragraph("附件"), grid(APPLICATIONS, 2))
    assert printed(read) == FIGURES
    assert read["applications"].unmatched == ()
    assert read["applications"].pages == (1,)


def test_second_row_of_figures_below_the_disputes_is_reported() -> None:
    figures = of_table("disputes")
    sheet = official.disputes(figures)
    more = [Square(str(n), 4, n) for n in range(15)]
    read = tables(grid([*sheet, *more]))
    assert printed(read) == figures
    (row,) = read["disputes"].unmatched
    assert (row.kind, row.texts) == ("row", tuple(map(str, range(15))))


@pytest.mark.parametrize(
    "widths",
    [{"注：本表数据截至2023年12月31日。": 15}, {"填表人：张三": 5, "联系电话：0379-1234567": 10}],
)
def test_note_below_the_disputes_is_no_column_of_theirs(widths: dict[str, int]) -> None:
    figures = of_table("disputes")
    ends = [sum([*widths.values()][:n]) for n in range(len(widths))]
    note = [Square(t, 4, c, 1, w) for c, (t, w) in zip(ends, widths.items(), strict=True)]
    read = tables(grid([*official.disputes(figures), *note]))
    assert printed(read) == figures
    assert read["disputes"].unmatched == ()


def test_note_in_one_square_below_the_disputes_is_reported_as_what_it_is() -> None:
    figures = of_table("disputes")
    note = [Square("填表人：张三", 4, 0), *(Square("", 4, n) for n in range(1, 15))]
    read = tables(grid([*official.disputes(figures), *note]))
    assert printed(read) == figures
    assert [(u.kind, u.label) for u in read["disputes"].unmatched] == [("row", "填表人：张三")]


def test_group_row_with_figures_above_its_own_rows_is_reported() -> None:
    """（六）其他处理 with a sum and its three rows below: the sum is no row of the form."""
    sheet = [*cut(APPLICATIONS, 24)[0], *official.moved(cut(APPLICATIONS, 24)[1], 25)]
    total = [Square("（六）其他处理", 24, 1, width=2), *(Square("9", 24, 3 + n) for n in range(7))]
    read = tables(grid([*sheet, *total]))
    assert wrong(printed(read), FIGURES) == {}
    assert "（六）其他处理" in [u.label for u in read["applications"].unmatched]


def test_document_of_paragraphs_has_no_tables() -> None:
    assert tables(Paragraph("一、总体情况"), Paragraph("本年新收 3 件")) == {}


def test_grid_of_other_matters_is_no_table_of_the_form() -> None:
    assert tables(plain(("姓名", "电话"), ("张三", "12345"))) == {}


def test_cell_that_overlaps_nothing_is_needed() -> None:
    assert tables(Grid((GridCell("总计", 0, 0),))) == {}


def test_row_whose_only_figure_a_page_break_left_uncertain_is_not_read() -> None:
    """12 or 34, or 1234: and the row is there a second time."""
    heads = frozenset({"decisions"})
    halves = [
        Printed("行政", {"decisions": Figure("12", 1)}, heads, 1),
        Printed("许可", {"decisions": Figure("34", 2)}, heads, 2, continues=True),
    ]
    again = Printed("行政许可", {"decisions": Figure("56", 2)}, heads, 2)
    for rows in (halves, [*halves, again], [again, *halves]):
        reading = match_rows(rows, official.FORM.table("proactive"))
        assert "proactive/licences/decisions" not in reading.figures


@pytest.mark.parametrize("note", ["注：复议后起诉含上年结转1件。", "填表人：张三"])
def test_note_below_the_disputes_is_no_figure(note: str) -> None:
    figures = official.distinct()
    sheet = list(official.disputes(figures))
    sheet.append(official.Square(note, official.height(sheet), 0, 1, 15))
    reading = read_grids([official.grid(sheet)], official.FORM)["disputes"]
    assert reading.unmatched == []
    assert len(reading.figures) == 15
