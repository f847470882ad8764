"""Tables that page breaks cut, anywhere: every figure keeps its own address, or has none.

The figures are all different, so that a figure in another's place cannot go unnoticed.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from parsers.document import Paragraph
from tests.parsers import official
from tests.parsers.official import (
    column_of,
    cut,
    cut_through,
    grid,
    in_two,
    of_table,
    printed,
    row_of,
    tables,
    wrong,
)

FIGURES = of_table("applications")
APPLICATIONS = official.applications(FIGURES)
ROWS = official.height(APPLICATIONS)


@pytest.mark.parametrize("keep", [1.0, 0.6, 0.0])
@pytest.mark.parametrize("row", range(1, ROWS))
def test_applications_cut_above_any_row_are_read_whole(row: int, keep: float) -> None:
    read = tables(*in_two(*cut(APPLICATIONS, row, keep)))
    assert printed(read) == FIGURES
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
    first, second = cut(official.proactive(of_table("proactive")), row)
    read = tables(*in_two(first, second, columns=4))
    assert printed(read) == of_table("proactive")
    assert read["proactive"].unmatched == ()


@pytest.mark.parametrize("row", range(1, 4))
def test_disputes_cut_above_any_row_are_read_whole(row: int) -> None:
    first, second = cut(official.disputes(of_table("disputes")), row)
    read = tables(*in_two(first, second, columns=15))
    assert printed(read) == of_table("disputes")
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
    assert wrong(printed(read), FIGURES) == {}
    lost = {row_of(a) for a in FIGURES.keys() - printed(read).keys()}
    assert len(lost) <= 1
    assert bool(lost) <= bool(read["applications"].unmatched)


@pytest.mark.parametrize("figures_stay", [True, False])
@pytest.mark.parametrize("row", range(3, ROWS))
def test_row_cut_through_its_label_is_put_together(row: int, figures_stay: bool) -> None:
    read = tables(*in_two(*cut_through(APPLICATIONS, row, 0.5, figures_stay)))
    assert printed(read) == FIGURES
    assert read["applications"].unmatched == ()


@pytest.mark.parametrize("row", range(1, 4))
def test_heads_cut_through_their_middle_are_put_together(row: int) -> None:
    first, second = cut_through(APPLICATIONS, row - 1, 0.5, figures_stay=True)
    assert printed(tables(*in_two(first, second))) == FIGURES


@pytest.mark.parametrize("row", range(4, ROWS))
def test_heads_printed_again_on_the_next_page_are_no_rows(row: int) -> None:
    first, second = cut(APPLICATIONS, row)
    heads = cut(APPLICATIONS, official.HEAD_ROWS)[0]
    again = [*heads, *official.moved(second, official.HEAD_ROWS)]
    read = tables(*in_two(first, again))
    assert printed(read) == FIGURES
    assert read["applications"].unmatched == ()


@pytest.mark.parametrize("row", range(4, ROWS - 1))
def test_table_cut_twice_is_read_whole(row: int) -> None:
    first, rest = cut(APPLICATIONS, row)
    second, third = cut(rest, 1)
    read = tables(*in_two(first, second), grid(third, 5, 80.0, 10))
    assert printed(read) == FIGURES
    assert read["applications"].joins == (4, 5)


@pytest.mark.parametrize("row", range(4, ROWS))
def test_continuation_without_the_empty_group_columns_is_read(row: int) -> None:
    """Some writers leave out what the group's cells would be on the next page."""
    first, second = cut(APPLICATIONS, row)
    second = [s for s in second if s.text or s.row]
    read = tables(*in_two(first, second))
    assert wrong(printed(read), FIGURES) == {}


@pytest.mark.parametrize("row", range(4, ROWS))
def test_part_that_stands_apart_from_its_heads_gives_nothing(row: int) -> None:
    first, second = cut(APPLICATIONS, row)
    here, there = in_two(first, second)
    read = printed(tables(here, Paragraph("接上页"), there))
    assert wrong(read, FIGURES) == {}
    assert read.keys() == printed(tables(here)).keys()


def test_parts_of_different_width_are_two_tables() -> None:
    first, second = cut(APPLICATIONS, 10)
    here, there = in_two(first, second)
    narrow = grid([structs.replace(s, column=s.column) for s in second], 4, 80.0, 15)
    assert printed(tables(here, there)) == FIGURES
    assert printed(tables(here, narrow)).keys() < FIGURES.keys()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_figures_cut_anywhere_are_read_right(data: st.DataObject) -> None:
    texts = st.integers(0, 99999).map(str)
    figures = {a: data.draw(texts) for a in FIGURES}
    sheet = official.applications(figures)
    row = data.draw(st.integers(1, ROWS - 1))
    keep = data.draw(st.floats(0, 1))
    assert printed(tables(*in_two(*cut(sheet, row, keep)))) == figures


@pytest.mark.parametrize("row", range(3, ROWS))
def test_cut_rows_with_blanks_take_nothing_from_their_neighbours(row: int) -> None:
    """A blank at the foot of a page is not filled from the next page's first row."""
    rows = official.application_rows()
    figures = {
        a: "" if row_of(a) == rows[row - 4] and column_of(a) != "total" else t
        for a, t in FIGURES.items()
    }
    sheet = official.applications(figures)
    assert printed(tables(*in_two(*cut(sheet, row)))) == figures


@pytest.mark.parametrize("row", range(4, ROWS - 1))
def test_stranger_at_the_foot_of_a_page_lends_no_figures_to_a_blank_row(row: int) -> None:
    """A row that the form does not have, and on the next page one of the form's left blank."""
    rows = official.application_rows()
    labels = [s for s in APPLICATIONS if s.row == row - 1 and s.height == 1 and s.column < 3]
    blank = {a: "" if row_of(a) == rows[row - 3] else t for a, t in FIGURES.items()}
    sheet = official.applications(blank)
    strange = official.relabelled(sheet, {labels[-1].text: "其他情形"})
    read = printed(tables(*in_two(*cut(strange, row))))
    assert wrong(read, blank) == {}


@pytest.mark.parametrize("row", range(4, ROWS))
def test_groups_label_on_the_other_page_is_not_mistaken_for_the_outer_groups(row: int) -> None:
    """Where a page begins inside a group, a part of the outer group's label may stand beside it."""
    first, second = cut(APPLICATIONS, row)
    outer = {s: "度\n办\n理\n结\n果" for s in second if s.column == 0 and s.width == 1}
    outer |= {s: "" for s in second if s.column == 1 and s.width == 1 and s.row == 0}
    there = [structs.replace(s, text=outer.get(s, s.text)) for s in second]
    assert printed(tables(*in_two(first, there))) == FIGURES


@pytest.mark.parametrize("row", range(4, ROWS))
def test_figure_that_a_page_cuts_in_two_is_read_whole_or_not_at_all(row: int) -> None:
    """Word divides a row over pages, and with it a number that fills two lines of its cell."""
    first, second = cut_through(APPLICATIONS, row, 1.0, figures_stay=True)
    *_, last = [s for s in first if s.row == row]
    (below,) = [s for s in second if (s.row, s.column) == (0, last.column)]
    at = next(a for a, text in FIGURES.items() if text == last.text)
    for upper, lower, whole in (("1,566,0", "00", "1,566,000"), ("65", "58", None)):
        cut_figure = [structs.replace(s, text=upper) if s is last else s for s in first]
        rest = [structs.replace(s, text=lower) if s is below else s for s in second]
        read = printed(tables(*in_two(cut_figure, rest)))
        assert read.get(at) == whole
        assert wrong({a: t for a, t in read.items() if a != at}, FIGURES) == {}
