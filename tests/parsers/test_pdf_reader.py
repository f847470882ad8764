"""Pages of characters and lines become paragraphs and grids: drawn here, not taken from a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from parsers.document import Block, Grid, Paragraph, Unreadable
from parsers.geometry import Box
from parsers.readers.page import Char, Page
from parsers.readers.pdf import NO_TEXT, assemble
from parsers.readers.plumber import _rulings
from parsers.readers.typeset import lines

WIDTH, HEIGHT, SIZE = 595.0, 842.0, 12.0
LEFT, RIGHT, TOP = 70.0, 526.0, 120.0
LINE = 20.0
MOST = int((RIGHT - LEFT) / SIZE)


def chars(text: str, x: float, y: float, size: float = SIZE, gap: float = 0.0) -> list[Char]:
    """Return a line of text: ideographs are square, Latin letters and digits half as wide."""
    found = []
    for char in text:
        width = size / 2 if char.isascii() else size
        found.append(Char(char, x, y, x + width, y + size))
        x += width + gap
    return found


def page(*parts: Iterable[Char], rulings: Sequence[Box] = (), number: int = 1) -> Page:
    return Page(number, WIDTH, HEIGHT, [c for part in parts for c in part], list(rulings))


def blocks(*pages: Page) -> list[Block]:
    return list(assemble(pages).blocks)


def texts(*pages: Page) -> list[str]:
    return [block.text for block in blocks(*pages) if isinstance(block, Paragraph)]


def body(*lines: str, top: float = TOP, left: float = LEFT) -> list[Char]:
    """Return lines below each other; a line that begins with two wide spaces is indented."""
    found = []
    for n, line in enumerate(lines):
        indent = 2 * SIZE if line.startswith("　　") else 0.0
        found += chars(line.strip("　"), left + indent, top + n * LINE)
    return found


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Box]:
    across = [Box(xs[0], y, xs[-1], y) for y in ys]
    return across + [Box(x, ys[0], x, ys[-1]) for x in xs]


def only_grid(*pages: Page) -> Grid:
    (grid,) = (block for block in blocks(*pages) if isinstance(block, Grid))
    return grid


FULL = "字" * MOST
HALF = "半" * (MOST // 2)
XS, YS = (100.0, 200.0, 260.0, 320.0), (100.0, 130.0, 160.0)


# -- lines and paragraphs -------------------------------------------------------------------------


def test_full_lines_make_one_paragraph() -> None:
    first = FULL[:-2]
    assert texts(page(body("　　" + first, FULL, HALF))) == [first + FULL + HALF]


def test_indented_line_begins_a_paragraph() -> None:
    first = FULL[:-2]
    two = body("　　" + first, FULL, "　　" + first, HALF)
    assert texts(page(two)) == [first + FULL, first + HALF]


def test_short_line_ends_its_paragraph() -> None:
    assert texts(page(body(FULL, HALF, FULL, HALF))) == [FULL + HALF, FULL + HALF]


def test_heading_of_another_size_stands_alone() -> None:
    heading = chars("一、总体情况", LEFT, TOP, size=18)
    assert texts(page(heading, body(FULL, HALF, top=TOP + 30))) == ["一、总体情况", FULL + HALF]


@pytest.mark.parametrize(
    "heading", ["二、主动公开政府信息情况", "⼆、主动公开政府信息情况", "十一、附件"]
)
def test_heading_below_a_full_line_is_no_part_of_its_paragraph(heading: str) -> None:
    """Where headings are not indented, a paragraph may happen to end with a full line."""
    assert texts(page(body(FULL, FULL, heading, FULL, HALF))) == [FULL * 2, heading, FULL + HALF]


def test_subheading_below_a_full_line_that_ends_a_sentence_begins_a_paragraph() -> None:
    ended = FULL[:-1] + "。"
    assert texts(page(body(ended, "（二）主动公开" + HALF))) == [ended, "（二）主动公开" + HALF]


def test_clause_that_is_wrapped_begins_no_paragraph() -> None:
    assert texts(page(body(FULL, "（一）项规定" + HALF))) == [FULL + "（一）项规定" + HALF]


def test_paragraph_goes_on_over_the_page() -> None:
    first, second = page(body(FULL, FULL)), page(body(FULL, HALF), number=2)
    assert texts(first, second) == [FULL * 3 + HALF]


def test_paragraph_has_the_page_where_it_begins() -> None:
    found = blocks(page(body(FULL, FULL)), page(body(HALF), number=2))
    assert [(b.page, b.box) for b in found] == [(1, Box(LEFT, TOP, RIGHT, TOP + LINE + SIZE))]


def test_characters_in_any_order_read_from_left_to_right() -> None:
    assert texts(page(reversed(chars("政府信息公开", LEFT, TOP)))) == ["政府信息公开"]


def test_superscript_of_half_the_size_stays_in_its_line() -> None:
    line = [*chars("面积3", LEFT, TOP), *chars("2", LEFT + 30, TOP - 2, size=6)]
    assert len(texts(page(line))) == 1


def test_wide_gap_is_a_space_and_a_narrow_one_is_none() -> None:
    apart = [*chars("自然人", LEFT, TOP), *chars("总计", LEFT + 5 * SIZE, TOP)]
    assert texts(page(apart)) == ["自然人 总计"]
    assert texts(page(chars("自然人总计", LEFT, TOP, gap=2))) == ["自然人总计"]


def test_heads_set_apart_by_less_than_a_space_are_words_of_their_own() -> None:
    """Heads of narrow columns stand nearer than words do; a line spread out is one word."""
    heads = [c for n in range(3) for c in chars("结果维", LEFT + n * (3 * SIZE + 4), TOP)]
    (line,) = lines(heads, 1)
    assert line.text == "结果维" * 3
    assert [word.text for word in line.words] == ["结果维"] * 3
    (spread,) = lines(chars("结果维结果维", LEFT, TOP, gap=4), 1)
    assert [word.text for word in spread.words] == ["结果维结果维"]


def test_figures_in_a_line_without_rulings_stay_apart() -> None:
    line = chars("本年新收", LEFT, TOP)
    for n, figure in enumerate(("684", "3", "0", "12")):
        line += chars(figure, LEFT + 100 + 40 * n, TOP)
    assert texts(page(line)) == ["本年新收 684 3 0 12"]


def test_number_in_a_sentence_is_one_number() -> None:
    assert texts(page(chars("收到申请1136条", LEFT, TOP, gap=0.5))) == ["收到申请1136条"]


def test_lines_that_come_close_are_still_two() -> None:
    tight = [*chars("甲乙丙", LEFT, TOP), *chars("丁戊己", LEFT, TOP + SIZE)]
    assert [line.text for line in lines(tight, 1)] == ["甲乙丙", "丁戊己"]


# -- bold -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("dx", [0.0, 0.2, 0.4, 0.6, 0.9])
@pytest.mark.parametrize("dy", [0.0, 0.3])
@pytest.mark.parametrize("x", [LEFT, LEFT + 0.3, LEFT + 0.49, LEFT + 0.7])
def test_bold_printed_twice_is_read_once(x: float, dx: float, dy: float) -> None:
    """Else 5 would be 55, wherever the copies fall on the paper."""
    twice = [*chars("总计11 5", x, TOP), *chars("总计11 5", x + dx, TOP + dy)]
    assert texts(page(twice)) == ["总计11 5"]
    cell = page([*chars("5", 220.2, 110), *chars("5", 220.2 + dx, 110 + dy)], rulings=ruled(XS, YS))
    assert [c.text for c in only_grid(cell).cells if c.text] == ["5"]


def test_digits_that_are_truly_doubled_stay() -> None:
    assert texts(page(chars("11 22 1100", LEFT, TOP))) == ["11 22 1100"]


def test_narrow_digits_that_are_truly_doubled_stay() -> None:
    """A narrow face: the digits stand closer than their boxes are wide."""
    narrow = [Char("1", LEFT + 3.5 * n, TOP, LEFT + 3.5 * n + 6, TOP + SIZE) for n in range(3)]
    assert texts(page(narrow)) == ["111"]


def test_other_digits_over_each_other_are_both_kept() -> None:
    over = [*chars("5", 220, 110), *chars("8", 220.4, 110)]
    found = [c.text for c in only_grid(page(over, rulings=ruled(XS, YS))).cells if c.text]
    assert found not in (["5"], ["8"])


# -- page numbers and running heads ---------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    ["- {} -", "— {} —", "-{}-", "{}", "第{}页", "第{}⻚", "第 {} 页 共 3 页", "{} / 3", "·{}·"],
)
def test_page_numbers_are_dropped(number: str) -> None:
    pages = [page(body(FULL, FULL), chars(number.format(n), 280, 790), number=n) for n in (1, 2, 3)]
    assert texts(*pages) == [FULL * 6]


def test_page_number_on_top_is_dropped() -> None:
    assert texts(page(chars("- 1 -", 280, 40), body(FULL, HALF))) == [FULL + HALF]


def test_page_number_does_not_part_a_table_from_its_rest() -> None:
    first = page(ruled_text(), chars("- 1 -", 280, 800), rulings=ruled(XS, YS))
    second = page(ruled_text(), rulings=ruled(XS, YS), number=2)
    assert [type(block) for block in blocks(first, second)] == [Grid, Grid]


def ruled_text() -> list[Char]:
    return [*chars("规章", 110, 110), *chars("1", 220, 110), *chars("2", 280, 110)]


def test_running_head_on_every_page_is_dropped() -> None:
    pages = [
        page(chars(f"某市政府信息公开年度报告 第{n}号", LEFT, 30), body(FULL, FULL), number=n)
        for n in (1, 2, 3)
    ]
    assert texts(*pages) == [FULL * 6]


def test_title_on_the_first_page_is_no_running_head() -> None:
    title = chars("某市2022年政府信息公开工作年度报告", LEFT, 40)
    found = texts(page(title, body(FULL)), page(body(FULL), number=2), page(body(FULL), number=3))
    assert found[0] == "某市2022年政府信息公开工作年度报告"


def test_figure_alone_in_the_margin_between_lines_is_no_page_number() -> None:
    """Beside a label in two lines its figure stands between them, at the very foot of a page."""
    label = [*chars("5.要求行政机关确认", LEFT, 750), *chars("已获取信息", LEFT, 790)]
    found = texts(page(body(FULL, FULL), label, chars("7", 400, 770), chars("- 1 -", 280, 812)))
    assert "7" in found
    assert "- 1 -" not in found


def test_number_in_the_body_is_kept() -> None:
    assert "1136" in "".join(texts(page(body(FULL, "1136", FULL))))


def test_figures_of_a_table_in_the_margin_are_kept() -> None:
    ys = (780.0, 800.0, 820.0)
    text = [*chars("规章", 110, 784), *chars("1", 220, 784), *chars("2", 280, 784)]
    grid = only_grid(page(text, rulings=ruled(XS, ys)))
    assert [cell.text for cell in grid.cells if cell.text] == ["规章", "1", "2"]


def test_same_short_line_in_the_body_of_every_page_is_kept() -> None:
    pages = [page(body(FULL, HALF, FULL, HALF), number=n) for n in (1, 2, 3)]
    assert "".join(texts(*pages)).count(HALF) == 6


# -- cells ----------------------------------------------------------------------------------------


def cell_text(*parts: list[Char], xs: Sequence[float] = XS, ys: Sequence[float] = YS) -> str:
    grid = only_grid(page(*parts, rulings=ruled(xs, ys)))
    return next(cell.text for cell in grid.cells if (cell.row, cell.column) == (0, 1))


def test_cells_have_their_text_and_their_box() -> None:
    grid = only_grid(page(ruled_text(), rulings=ruled(XS, YS), number=7))
    assert [(c.row, c.column, c.text, c.page) for c in grid.cells if c.text] == [
        (0, 0, "规章", 7),
        (0, 1, "1", 7),
        (0, 2, "2", 7),
    ]
    assert grid.cells[1].box == Box(200, 100, 260, 130)


def test_text_around_a_table_keeps_its_place() -> None:
    above, below = chars("二、主动公开", LEFT, 60), chars("三、收到", LEFT, 200)
    found = blocks(page(above, ruled_text(), below, rulings=ruled(XS, YS)))
    assert [type(block) for block in found] == [Paragraph, Grid, Paragraph]


def test_label_on_several_lines_keeps_its_breaks() -> None:
    assert cell_text(chars("社会公益", 205, 102), chars("组织", 205, 115)) == "社会公益\n组织"


def test_text_that_hangs_over_the_last_border_belongs_to_the_last_row() -> None:
    """A page ended before the label did; the table goes on on the next."""
    hanging = [*chars("三、本年度", 110, 135), *chars("办理结果", 110, 159)]
    first = page(ruled_text(), hanging, rulings=ruled(XS, YS))
    found = blocks(first, page(ruled_text(), rulings=ruled(XS, YS), number=2))
    assert [type(block) for block in found] == [Grid, Grid]
    assert isinstance(found[0], Grid)
    assert found[0].cells[3].text == "三、本年度\n办理结果"


def test_text_below_a_table_is_not_in_it() -> None:
    below = chars("四、政府信息公开", 110, 162)
    assert texts(page(ruled_text(), below, rulings=ruled(XS, YS))) == ["四、政府信息公开"]


def test_upright_label_is_one_character_a_line() -> None:
    upright = [c for n, char in enumerate("三、本年") for c in chars(char, 224, 102 + 14 * n)]
    assert cell_text(upright, ys=(100.0, 160.0, 190.0)) == "三\n、\n本\n年"


def test_number_that_was_too_long_for_its_cell_is_put_together() -> None:
    xs = (100.0, 200.0, 230.0, 320.0)
    assert cell_text(chars("1283", 203, 102), chars("56", 203, 115), xs=xs) == "128356"
    assert cell_text(chars("1283", 203, 102), chars(".65", 203, 115), xs=xs) == "1283.65"


def test_number_in_full_width_digits_is_put_together_too() -> None:
    xs = (100.0, 200.0, 240.0, 320.0)
    assert cell_text(chars("１７８", 202, 102), chars("５", 215, 115), xs=xs) == "１７８５"


def test_number_that_was_broken_at_its_space_keeps_the_space() -> None:
    xs = (100.0, 200.0, 246.0, 320.0)
    assert cell_text(chars("1 808", 204, 102), chars("000", 210, 115), xs=xs) == "1 808 000"
    assert cell_text(chars("1 808", 204, 102), chars("00", 210, 115), xs=xs) == "1 808\n00"


def test_number_and_its_note_that_went_to_the_next_line_together_are_put_together() -> None:
    xs = (100.0, 200.0, 240.0, 320.0)
    assert cell_text(chars("129", 205, 102), chars("6（其", 205, 115), xs=xs) == "1296（其"


def test_sign_that_was_parted_from_its_number_is_put_back() -> None:
    xs = (100.0, 200.0, 236.0, 320.0)
    assert cell_text(chars("-", 205, 102), chars("1633", 205, 115), xs=xs) == "-1633"
    assert cell_text(chars("-", 205, 102), chars("16", 205, 115)) == "-\n16"


def test_number_left_aligned_in_a_padded_cell_is_put_together() -> None:
    """The label's distance from its border tells how much of a cell its text cannot fill."""
    xs = (100.0, 200.0, 240.0, 320.0)
    label, upper = chars("规章", 108, 102), chars("6551", 208, 102)
    cells = only_grid(page(label, upper, chars("58", 208, 115), rulings=ruled(xs, YS))).cells
    assert "655158" in [cell.text for cell in cells]


def test_two_numbers_that_would_have_had_room_beside_each_other_stay_two() -> None:
    assert cell_text(chars("12", 203, 102), chars("345", 203, 115)) == "12\n345"


def test_cell_that_is_drawn_shorter_than_its_rows_makes_no_row_of_its_own() -> None:
    """A browser ends a cell over several rows too early where the page began inside it."""
    ys = (100.0, 130.0, 152.0, 160.0)
    lines = [Box(100, y, 320, y) for y in (100.0, 130.0, 160.0)] + [Box(100, 152, 200, 152)]
    sides = [Box(x, 100, x, 160) for x in XS]
    figures = [*chars("1", 230, 110), *chars("2", 230, 140)]
    grid = only_grid(page(figures, rulings=[*lines, *sides]))
    assert (grid.rows, len(ys)) == (2, 4)
    assert {(c.text, c.row, c.row_span) for c in grid.cells if c.column == 1} == {
        ("1", 0, 1),
        ("2", 1, 1),
    }


def test_unit_below_a_number_that_fills_its_cell_is_another_line() -> None:
    xs = (100.0, 200.0, 230.0, 320.0)
    assert cell_text(chars("1283", 203, 102), chars("件", 203, 115), xs=xs) == "1283\n件"


def test_two_numbers_in_a_cell_with_room_stay_two() -> None:
    assert cell_text(chars("12", 205, 102), chars("3", 205, 115)) == "12\n3"


def test_number_and_its_note_below_stay_two_lines() -> None:
    assert cell_text(chars("22", 205, 102), chars("（16件）", 205, 115)) == "22\n（16件）"


@pytest.mark.parametrize("left", [202.0, 198.0, 194.0])
def test_number_that_runs_over_its_border_is_not_divided_among_two_cells(left: float) -> None:
    """530967 must not become 53096 in one cell and 7 in the next."""
    xs = (100.0, 200.0, 232.0, 262.0)
    grid = only_grid(page(chars("530967", left, 110), chars("4", 248, 110), rulings=ruled(xs, YS)))
    assert [cell.text for cell in grid.cells if cell.row == 0] == ["", "530967", "4"]


def test_figures_of_neighbours_that_fill_their_cells_stay_apart() -> None:
    xs = (100.0, 200.0, 226.0, 252.0)
    text = [*chars("1234", 201, 110), *chars("5678", 227, 110)]
    grid = only_grid(page(text, rulings=ruled(xs, YS)))
    assert [c.text for c in grid.cells if c.row == 0] == ["", "1234", "5678"]


def test_frame_of_one_column_around_paragraphs_is_prose() -> None:
    ys = [TOP - 4 + LINE * n for n in range(5)]
    found = blocks(page(body(FULL, HALF, FULL, HALF), rulings=ruled((60, 540), ys)))
    assert [type(block) for block in found] == [Paragraph, Paragraph]


# -- what is a ruling -----------------------------------------------------------------------------


def shape(kind: str, box: Box, **paint: Any) -> dict[str, Any]:
    plain = {"stroke": False, "fill": False, "stroking_color": None, "non_stroking_color": None}
    sides = {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}
    return {"object_type": kind, **sides, **plain, **paint}


FLAT, NARROW, WIDE = Box(0, 10, 100, 10.5), Box(10, 0, 10.5, 100), Box(0, 0, 100, 50)


def rulings(kind: str, box: Box, **paint: Any) -> list[Box]:
    return list(_rulings(shape(kind, box, **paint)))


def test_drawn_line_is_a_ruling_along_its_middle() -> None:
    assert rulings("line", FLAT, stroke=True, stroking_color=(0,)) == [Box(0, 10.25, 100, 10.25)]
    assert rulings("line", NARROW, stroke=True, stroking_color=(0,)) == [Box(10.25, 0, 10.25, 100)]


def test_thin_filled_rectangle_is_a_ruling() -> None:
    assert len(rulings("rect", FLAT, fill=True, non_stroking_color=(0, 0, 0))) == 1


def test_dash_that_is_called_a_curve_is_a_ruling() -> None:
    assert len(rulings("curve", FLAT, fill=True, non_stroking_color=(0,))) == 1
    assert rulings("curve", WIDE, fill=True, non_stroking_color=(0,)) == []


def test_text_that_hangs_over_the_foot_of_a_page_goes_back_to_its_cell() -> None:
    """A browser lets the label of several rows run on below its table, which goes on overleaf."""
    floors = [Box(100, 700, 320, 700), Box(130, 720, 320, 720), Box(100, 740, 320, 740)]
    sides = [Box(x, 700, x, 740) for x in (100.0, 130.0, 320.0)]
    upright = [c for n, char in enumerate("三本年") for c in chars(char, 109, 702 + 14 * n)]
    figures = [*chars("1", 200, 704), *chars("2", 200, 724)]
    first = page(upright, chars("度", 109, 746), figures, rulings=[*floors, *sides])
    found = blocks(first, page(ruled_text(), rulings=ruled(XS, YS), number=2))
    assert [type(block) for block in found] == [Grid, Grid]
    assert isinstance(found[0], Grid)
    assert found[0].cells[0].text == "三\n本\n年\n度"


def test_framed_rectangle_is_four_rulings() -> None:
    assert len(rulings("rect", WIDE, stroke=True, stroking_color=(0,))) == 4


@pytest.mark.parametrize("white", [(1,), 1, (1, 1, 1), (1.0, 1.0, 0.99), (0, 0, 0, 0)])
def test_white_lines_are_no_rulings(white: object) -> None:
    assert rulings("line", FLAT, stroke=True, stroking_color=white) == []
    assert rulings("rect", FLAT, fill=True, non_stroking_color=white) == []
    assert rulings("rect", WIDE, stroke=True, stroking_color=white) == []


@pytest.mark.parametrize("colour", [(0.87, 0.91, 0.96), (1, 1, 1), (0,)])
def test_background_is_no_ruling(colour: object) -> None:
    assert rulings("rect", WIDE, fill=True, non_stroking_color=colour) == []


@pytest.mark.parametrize("colour", [None, "P0", ("P0",), (0.5,), (0, 0, 0, 1)])
def test_line_in_any_other_colour_is_a_ruling(colour: object) -> None:
    assert len(rulings("line", FLAT, stroke=True, stroking_color=colour)) == 1


def test_line_that_is_not_painted_is_no_ruling() -> None:
    assert rulings("line", FLAT) == []
    assert rulings("rect", FLAT) == []


# -- nothing to read ------------------------------------------------------------------------------


def test_pages_without_characters_have_no_text() -> None:
    with pytest.raises(Unreadable) as refused:
        assemble([page(), page(rulings=ruled(XS, YS), number=2)])
    assert refused.value.message.template == NO_TEXT


def test_pages_of_white_space_have_no_text() -> None:
    with pytest.raises(Unreadable):
        assemble([page(chars("   ", LEFT, TOP))])


def test_pages_are_counted_with_the_empty_ones() -> None:
    assert assemble([page(body(FULL)), page(number=2)]).pages == 2


# -- two columns ----------------------------------------------------------------------------------

COLUMN = 17  # characters in a line of a column
MIDDLE = LEFT + (COLUMN + 3) * SIZE


def in_two_columns(left: Sequence[str], right: Sequence[str], top: float) -> list[Char]:
    return body(*left, top=top) + body(*right, top=top, left=MIDDLE)


def test_two_columns_are_read_one_after_the_other() -> None:
    left = ["左" * COLUMN] * 8 + ["左"]
    right = ["右" * COLUMN] * 8
    title, foot = body("政府公报"), body("全" * 36, top=TOP + 12 * LINE)
    found = texts(page(title, in_two_columns(left, right, TOP + 2 * LINE), foot))
    assert found == ["政府公报", "左" * (8 * COLUMN + 1), "右" * 8 * COLUMN, "全" * 36]


def test_paragraph_goes_on_in_the_next_column() -> None:
    found = texts(page(in_two_columns(["左" * COLUMN] * 9, ["右" * COLUMN] * 8 + ["右"], TOP)))
    assert found == ["左" * 9 * COLUMN + "右" * (8 * COLUMN + 1)]


def test_columns_of_a_table_are_not_those_of_a_page() -> None:
    rows: list[Char] = []
    for n in range(12):
        rows += chars("本机关不掌握相关政府信息", LEFT, TOP + n * LINE)
        rows += chars("12", MIDDLE, TOP + n * LINE)
    assert texts(page(rows)) == ["本机关不掌握相关政府信息 12"] * 12
