"""Grids become addressed tables: whatever page breaks do, each figure has its own address or none.

The figures are all different, so that a figure in another's place cannot go unnoticed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from parsers.document import Block, Grid, GridCell, Paragraph
from tests.parsers import official
from tests.parsers.official import Sheet, Square, cut, cut_through, grid, printed, tables

SHEETS: dict[str, Callable[[Mapping[str, str]], Sheet]] = {
    "proactive": official.proactive,
    "applications": official.applications,
    "disputes": official.disputes,
}
COLUMNS = {"proactive": 4, "applications": 10, "disputes": 15}
APPLICATIONS = official.applications(official.distinct())
ROWS = official.height(APPLICATIONS)


def of(table: str) -> dict[str, str]:
    return official.of_table(table)


def row_of(address: str) -> str:
    return address.split("/")[1]


def column_of(address: str) -> str:
    return address.split("/")[2]


def in_two(first: Sheet, second: Sheet, columns: int = 10) -> list[Block]:
    """Return the grids of a table that begins on page 3 and goes on on page 4."""
    return [grid(first, 3, 500.0, columns), grid(second, 4, 80.0, columns)]


def wrong(read: Mapping[str, str], figures: Mapping[str, str]) -> dict[str, str]:
    """Return what was read and is not what is printed there."""
    return {address: text for address, text in read.items() if figures.get(address) != text}


# -- whole ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", SHEETS)
def test_official_table_gives_every_figure_its_address(table: str) -> None:
    read = tables(grid(SHEETS[table](of(table))))
    assert printed(read) == of(table)
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
    drawn = grid(official.disputes(of("disputes")), page=4)
    last = drawn.cells[-1]
    cell = tables(drawn)["disputes"].cells["disputes/litigation_after_review/total"]
    assert (cell.page, cell.box) == (4, last.box)


def test_single_row_of_the_older_form_is_kept_under_its_own_address() -> None:
    figures = official.of_table("applications", True)
    read = tables(grid(official.applications(figures, single_other=True)))
    assert printed(read) == figures
    assert "applications/other/total" in figures


def test_cells_stand_in_the_order_of_the_form() -> None:
    read = tables(grid(official.applications(of("applications"))))
    assert list(read["applications"].cells) == list(of("applications"))


def test_grid_without_boxes_is_read_by_its_spans() -> None:
    """Web pages and Word files have no boxes."""
    drawn = grid(APPLICATIONS)
    bare = Grid(tuple(structs.replace(c, box=None, page=None) for c in drawn.cells))
    assert printed(tables(bare)) == of("applications")


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [("22（其中修订16件）", 22, "（其中修订16件）"), ("251000元", 251000, "元")],
)
def test_number_with_a_note_keeps_both(text: str, value: int, rest: str) -> None:
    issued = "proactive/regulations/issued"
    read = tables(grid(official.proactive(of("proactive") | {issued: text})))
    cell = read["proactive"].cells[issued]
    assert (cell.text, cell.value, cell.rest) == (text, Decimal(value), rest)


# -- cut by a page break --------------------------------------------------------------------------


@pytest.mark.parametrize("keep", [1.0, 0.6, 0.0])
@pytest.mark.parametrize("row", range(1, ROWS))
def test_applications_cut_above_any_row_are_read_whole(row: int, keep: float) -> None:
    read = tables(*in_two(*cut(APPLICATIONS, row, keep)))
    assert printed(read) == of("applications")
    assert read["applications"].unmatched == ()
    assert read["applications"].pages == (3, 4)
    assert read["applications"].joins == (4,)


@pytest.mark.parametrize("row", range(1, ROWS))
def test_single_row_form_cut_above_any_row_is_read_whole(row: int) -> None:
    figures = official.of_table("applications", True)
    sheet = official.applications(figures, single_other=True)
    if row < official.height(sheet):
        assert printed(tables(*in_two(*cut(sheet, row)))) == figures


@pytest.mark.parametrize("row", range(1, 14))
def test_proactive_cut_above_any_row_is_read_whole(row: int) -> None:
    first, second = cut(official.proactive(of("proactive")), row)
    read = tables(*in_two(first, second, columns=4))
    assert printed(read) == of("proactive")
    assert read["proactive"].unmatched == ()


@pytest.mark.parametrize("row", range(1, 4))
def test_disputes_cut_above_any_row_are_read_whole(row: int) -> None:
    first, second = cut(official.disputes(of("disputes")), row)
    read = tables(*in_two(first, second, columns=15))
    assert printed(read) == of("disputes")
    assert read["disputes"].unmatched == ()


@pytest.mark.parametrize(
    ("keep", "figures_stay"),
    [(1.0, True), (1.0, False), (0.7, True), (0.7, False), (0.3, True), (0.3, False), (0.0, False)],
)
@pytest.mark.parametrize("row", range(3, ROWS))
def test_row_cut_through_its_middle_is_read_or_reported(
    row: int, keep: float, figures_stay: bool
) -> None:
    first, second = cut_through(APPLICATIONS, row, keep, figures_stay)
    read = tables(*in_two(first, second))
    assert wrong(printed(read), of("applications")) == {}
    lost = {row_of(a) for a in of("applications").keys() - printed(read).keys()}
    assert len(lost) <= 1
    assert bool(lost) <= bool(read["applications"].unmatched)


@pytest.mark.parametrize("figures_stay", [True, False])
@pytest.mark.parametrize("row", range(3, ROWS))
def test_row_cut_through_its_label_is_put_together(row: int, figures_stay: bool) -> None:
    read = tables(*in_two(*cut_through(APPLICATIONS, row, 0.5, figures_stay)))
    assert printed(read) == of("applications")
    assert read["applications"].unmatched == ()


@pytest.mark.parametrize("row", range(1, 4))
def test_heads_cut_through_their_middle_are_put_together(row: int) -> None:
    first, second = cut_through(APPLICATIONS, row - 1, 0.5, figures_stay=True)
    assert printed(tables(*in_two(first, second))) == of("applications")


@pytest.mark.parametrize("row", range(4, ROWS))
def test_heads_printed_again_on_the_next_page_are_no_rows(row: int) -> None:
    first, second = cut(APPLICATIONS, row)
    heads = cut(APPLICATIONS, official.HEAD_ROWS)[0]
    again = [*heads, *official.moved(second, official.HEAD_ROWS)]
    read = tables(*in_two(first, again))
    assert printed(read) == of("applications")
    assert read["applications"].unmatched == ()


@pytest.mark.parametrize("row", range(4, ROWS - 1))
def test_table_cut_twice_is_read_whole(row: int) -> None:
    first, rest = cut(APPLICATIONS, row)
    second, third = cut(rest, 1)
    read = tables(*in_two(first, second), grid(third, 5, 80.0, 10))
    assert printed(read) == of("applications")
    assert read["applications"].joins == (4, 5)


@pytest.mark.parametrize("row", range(4, ROWS))
def test_continuation_without_the_empty_group_columns_is_read(row: int) -> None:
    """Some writers leave out what the group's cells would be on the next page."""
    first, second = cut(APPLICATIONS, row)
    second = [s for s in second if s.text or s.row]
    read = tables(*in_two(first, second))
    assert wrong(printed(read), of("applications")) == {}


@pytest.mark.parametrize("row", range(4, ROWS))
def test_part_that_stands_apart_from_its_heads_gives_nothing(row: int) -> None:
    first, second = cut(APPLICATIONS, row)
    here, there = in_two(first, second)
    read = printed(tables(here, Paragraph("接上页"), there))
    assert wrong(read, of("applications")) == {}
    assert read.keys() == printed(tables(here)).keys()


def test_parts_of_different_width_are_two_tables() -> None:
    first, second = cut(APPLICATIONS, 10)
    here, there = in_two(first, second)
    narrow = grid([structs.replace(s, column=s.column) for s in second], 4, 80.0, 15)
    assert printed(tables(here, there)) == of("applications")
    assert printed(tables(here, narrow)).keys() < of("applications").keys()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_figures_cut_anywhere_are_read_right(data: st.DataObject) -> None:
    texts = st.integers(0, 99999).map(str)
    figures = {a: data.draw(texts) for a in of("applications")}
    sheet = official.applications(figures)
    row = data.draw(st.integers(1, ROWS - 1))
    keep = data.draw(st.floats(0, 1))
    assert printed(tables(*in_two(*cut(sheet, row, keep)))) == figures


# -- blanks and words -----------------------------------------------------------------------------


@pytest.mark.parametrize("row", official.application_rows())
def test_row_that_is_blank_from_end_to_end_is_a_row(row: str) -> None:
    figures = {a: "" if row_of(a) == row else t for a, t in of("applications").items()}
    read = tables(grid(official.applications(figures)))
    assert printed(read) == figures
    assert {c.state for c in read["applications"].cells.values() if row_of(c.address) == row} == {
        "blank"
    }
    assert read["applications"].unmatched == ()


@pytest.mark.parametrize("word", ["", "/", "—", "无", "不适用"])
@pytest.mark.parametrize("table", SHEETS)
def test_table_without_a_single_number_is_still_read(table: str, word: str) -> None:
    figures = dict.fromkeys(of(table), word)
    read = tables(grid(SHEETS[table](figures)))
    assert printed(read) == figures
    states = {cell.state for cell in read[table].cells.values()}
    assert states == {"not_applicable" if word else "blank"}


@pytest.mark.parametrize("row", range(3, ROWS))
def test_cut_rows_with_blanks_take_nothing_from_their_neighbours(row: int) -> None:
    """A blank at the foot of a page is not filled from the next page's first row."""
    rows = official.application_rows()
    figures = {
        a: "" if row_of(a) == rows[row - 4] and column_of(a) != "total" else t
        for a, t in of("applications").items()
    }
    sheet = official.applications(figures)
    assert printed(tables(*in_two(*cut(sheet, row)))) == figures


# -- what the form does not have, or the report does not ------------------------------------------


@pytest.mark.parametrize("row", range(official.HEAD_ROWS, ROWS))
def test_missing_row_leaves_the_others_in_place(row: int) -> None:
    read = printed(tables(grid(official.without_row(APPLICATIONS, row))))
    gone = official.application_rows()[row - official.HEAD_ROWS]
    assert read == {a: t for a, t in of("applications").items() if row_of(a) != gone}


@pytest.mark.parametrize("label", ["5.涉及工作秘密", "9.其他", "小计", "合计", "2022年", ""])
def test_row_that_the_form_does_not_have_is_reported(label: str) -> None:
    sheet = official.relabelled(APPLICATIONS, {"5.属于三类内部事务信息": label})
    read = tables(grid(sheet))
    wanted = {a: t for a, t in of("applications").items() if "internal_affairs" not in a}
    if label == "9.其他":  # reads like 3.其他, so one of the two is reported, and neither is mixed
        assert len(read["applications"].unmatched) == 1
        return
    assert printed(read) == wanted
    (stranger,) = read["applications"].unmatched
    assert (stranger.kind, stranger.label) == ("row", label)
    assert list(stranger.texts) == [t for a, t in of("applications").items() if a not in wanted]


def test_row_printed_twice_is_read_once_and_reported_once() -> None:
    twice = official.relabelled(APPLICATIONS, {"2.重复申请": "3.要求提供公开出版物"})
    read = tables(grid(twice))
    assert [u.label for u in read["applications"].unmatched] == ["3.要求提供公开出版物"]


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
    wanted = {a: t for a, t in of("applications").items() if column_of(a) != column}
    assert printed(read) == wanted


def test_columns_are_known_by_their_heads_not_by_their_place() -> None:
    swapped = official.relabelled(APPLICATIONS, {"商业企业": "科研机构", "科研机构": "商业企业"})
    read = printed(tables(grid(swapped)))
    for address, text in of("applications").items():
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
        == of("applications")["applications/refused.enforcement_file/total"]
    )
    assert (
        read["applications/refused.enforcement_file/total"]
        == of("applications")["applications/refused.state_secret/total"]
    )


def test_column_that_the_form_does_not_have_is_reported_and_not_read() -> None:
    strange = official.relabelled(APPLICATIONS, {"科研机构": "个体工商户"})
    read = tables(grid(strange))
    assert printed(read) == {a: t for a, t in of("applications").items() if "/research" not in a}
    assert [(u.kind, u.label) for u in read["applications"].unmatched] == [("column", "个体工商户")]


def test_value_printed_over_two_columns_belongs_to_neither() -> None:
    first = of("applications")["applications/granted/business"]
    sheet = [
        structs.replace(s, width=2) if s.text == first else s
        for s in APPLICATIONS
        if s.text != of("applications")["applications/granted/research"]
    ]
    read = printed(tables(grid(sheet)))
    gone = {"applications/granted/business", "applications/granted/research"}
    assert read == {a: t for a, t in of("applications").items() if a not in gone}


def test_value_printed_over_two_rows_belongs_to_neither() -> None:
    gone = {"applications/declined.repeat/total", "applications/declined.publication/total"}
    upper, lower = (of("applications")[a] for a in sorted(gone, reverse=True))
    sheet = [
        structs.replace(s, height=2) if s.text == upper else s
        for s in APPLICATIONS
        if s.text != lower
    ]
    read = printed(tables(grid(sheet)))
    assert read == {a: t for a, t in of("applications").items() if a not in gone}


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
    natural = {t for a, t in of("applications").items() if column_of(a) == "natural_person"}
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
    assert wrong(read, of("applications")) == {}
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


def test_tables_own_row_beside_the_forms_is_reported_not_mixed() -> None:
    """The same table again, as for the office itself below the sum of all: the first is read."""
    again = official.applications({a: str(int(t) + 5000) for a, t in of("applications").items()})
    read = tables(grid(APPLICATIONS), Paragraph("其中本级："), grid(again, 2))
    assert printed(read) == of("applications")
    assert len(read["applications"].unmatched) == len(official.application_rows())


def test_second_row_of_figures_below_the_disputes_is_reported() -> None:
    figures = of("disputes")
    sheet = official.disputes(figures)
    more = [Square(str(n), 4, n) for n in range(15)]
    read = tables(grid([*sheet, *more]))
    assert printed(read) == figures
    assert read["disputes"].unmatched


def test_group_row_with_figures_above_its_own_rows_is_reported() -> None:
    """（六）其他处理 with a sum and its three rows below: the sum is no row of the form."""
    sheet = [*cut(APPLICATIONS, 24)[0], *official.moved(cut(APPLICATIONS, 24)[1], 25)]
    total = [Square("（六）其他处理", 24, 1, width=2), *(Square("9", 24, 3 + n) for n in range(7))]
    read = tables(grid([*sheet, *total]))
    assert wrong(printed(read), of("applications")) == {}
    assert "（六）其他处理" in [u.label for u in read["applications"].unmatched]


def test_document_of_paragraphs_has_no_tables() -> None:
    assert tables(Paragraph("一、总体情况"), Paragraph("本年新收 3 件")) == {}


def test_grid_of_other_matters_is_no_table_of_the_form() -> None:
    assert tables(plain(("姓名", "电话"), ("张三", "12345"))) == {}


def test_cell_that_overlaps_nothing_is_needed() -> None:
    assert tables(Grid((GridCell("总计", 0, 0),))) == {}
