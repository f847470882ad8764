"""Ruling lines become cells, also where a border is missing, doubled, or does not quite meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.geometry import Box
from parsers.readers.ruled import Lattice, lattices

Cell = tuple[int, int, int, int]


def across(y: float, x0: float = 100, x1: float = 400) -> Box:
    return Box(x0, y, x1, y)


def down(x: float, top: float = 100, bottom: float = 190) -> Box:
    return Box(x, top, x, bottom)


def grid(xs: list[float], ys: list[float]) -> list[Box]:
    """Return the lines of a table without merged cells."""
    return [
        *(across(y, xs[0], xs[-1]) for y in ys),
        *(down(x, ys[0], ys[-1]) for x in xs),
    ]


XS = [100.0, 200.0, 300.0, 400.0]
YS = [100.0, 130.0, 160.0, 190.0]
NINE: list[Cell] = [(row, column, 1, 1) for row in range(3) for column in range(3)]


def only(rulings: list[Box]) -> Lattice:
    (lattice,) = lattices(rulings)
    return lattice


def cells(rulings: list[Box]) -> list[Cell]:
    return list(only(rulings).cells)


def without(rulings: list[Box], *gone: Box) -> list[Box]:
    assert set(gone) <= set(rulings)
    return [ruling for ruling in rulings if ruling not in gone]


# -- cells ----------------------------------------------------------------------------------------


def test_lines_wall_off_cells() -> None:
    table = only(grid(XS, YS))
    assert list(table.cells) == NINE
    assert table.box == Box(100, 100, 400, 190)
    assert table.box_of((1, 2, 1, 1)) == Box(300, 130, 400, 160)


def test_cell_over_two_columns_has_no_line_inside() -> None:
    lines = without(grid(XS, YS), down(200))
    found = cells([*lines, down(200, 130, 190)])
    assert (0, 0, 1, 2) in found
    assert len(found) == 8


def test_cell_over_two_rows_has_no_line_inside() -> None:
    lines = without(grid(XS, YS), across(130))
    found = cells([*lines, across(130, 200, 400)])
    assert (0, 0, 2, 1) in found
    assert len(found) == 8


def test_cell_over_two_rows_and_columns() -> None:
    lines = without(grid(XS, YS), across(130), down(200))
    found = cells([*lines, across(130, 300, 400), down(200, 160, 190)])
    assert (0, 0, 2, 2) in found
    assert len(found) == 6


def test_region_that_is_no_rectangle_is_no_cell() -> None:
    """Half a line is missing between three squares: nobody can say whose the text is."""
    lines = without(grid(XS, YS), across(130), down(200))
    found = cells([*lines, across(130, 200, 400), down(200, 130, 190)])
    assert not any(row == column == 0 for row, column, _, _ in found)
    assert (2, 2, 1, 1) in found


def test_table_open_at_the_page_break_keeps_its_last_and_first_rows() -> None:
    lines = grid(XS, YS)
    assert cells(without(lines, across(190))) == NINE
    assert cells(without(lines, across(100))) == NINE
    assert cells(without(lines, across(100), across(190))) == NINE


def test_table_open_at_the_sides_keeps_its_first_and_last_columns() -> None:
    lines = grid(XS, YS)
    assert cells(without(lines, down(100))) == NINE
    assert cells(without(lines, down(100), down(400))) == NINE


def test_lines_in_pieces_are_one_line() -> None:
    pieces = [
        *(across(y, x, x + 100) for y in YS for x in XS[:-1]),
        *(down(x, y, y + 30) for x in XS for y in YS[:-1]),
    ]
    assert cells(pieces) == NINE


def test_double_lines_are_one_line() -> None:
    lines = grid(XS, YS)
    doubled = [*lines, *grid([x + 1.5 for x in XS], [y + 1.5 for y in YS])]
    assert cells(doubled) == NINE


def test_cells_that_stand_apart_share_their_lines() -> None:
    """Old web pages draw a frame around each cell and leave two points between."""
    lines = grid([97.7, 402.3], [97.7, 192.3])
    for row, column, _, _ in NINE:
        x, y = XS[column], YS[row]
        lines += grid([x, x + 97.7], [y, y + 27.7])
    assert cells(lines) == NINE


def test_lines_of_another_table_do_not_tear_double_lines_apart() -> None:
    doubled = [*grid(XS, YS), *grid([x + 2.25 for x in XS], YS)]
    other = grid([x - 0.9 for x in XS], [300.0, 330.0])
    upper, _ = lattices([*doubled, *other])
    assert list(upper.cells) == NINE


def test_column_without_any_line_across_is_a_column() -> None:
    """The page begins and ends inside 三、本年度办理结果, whose only border is the outer one."""
    table = only([*grid(XS, YS), down(50)])
    assert table.box == Box(50, 100, 400, 190)
    assert (0, 0, 3, 1) in table.cells
    assert len(table.cells) == 10


@pytest.mark.parametrize("line", [down(50, 20, 800), down(50, 100, 800), down(50, 20, 190)])
def test_line_beside_a_table_that_is_longer_is_no_column_of_it(line: Box) -> None:
    assert only([*grid(XS, YS), line]).box == Box(100, 100, 400, 190)


def test_lines_that_nearly_meet_meet() -> None:
    lines = [
        *(across(y, 101.5, 398.5) for y in YS),
        *(down(x, 101.5, 188.5) for x in XS),
    ]
    assert cells(lines) == NINE


def test_lines_of_the_cells_own_boxes_are_shared() -> None:
    """Word draws the border of each cell by itself."""
    lines = []
    for row, column, _, _ in NINE:
        x, y = XS[column], YS[row]
        lines += grid([x + 0.2, x + 99.8], [y + 0.2, y + 29.8])
    assert cells(lines) == NINE


def test_drawing_order_does_not_matter() -> None:
    assert cells(list(reversed(grid(XS, YS)))) == NINE


# -- what is no table -----------------------------------------------------------------------------


def test_frame_around_paragraphs_is_no_table() -> None:
    assert lattices(grid([100, 400], [float(y) for y in range(100, 500, 20)])) == []


def test_lines_without_columns_are_no_table() -> None:
    assert lattices([across(y) for y in YS]) == []
    assert lattices([down(x) for x in XS]) == []
    assert lattices([]) == []


def test_single_underline_is_no_table() -> None:
    assert lattices([across(100), down(100, 300, 400)]) == []


def test_tables_that_do_not_touch_are_two_from_top_to_bottom() -> None:
    lower = grid(XS, [300.0, 330.0])
    upper = grid(XS, [100.0, 130.0])
    found = lattices([*lower, *upper])
    assert [table.box.top for table in found] == [100, 300]


def test_tables_side_by_side_are_two() -> None:
    found = lattices([*grid([50.0, 100.0, 150.0], YS), *grid([200.0, 250.0, 300.0], YS)])
    assert len(found) == 2


def test_frame_of_the_page_is_no_part_of_the_table() -> None:
    assert cells([*grid([20.0, 575.0], [20.0, 820.0]), *grid(XS, YS)]) == NINE


# -- points ---------------------------------------------------------------------------------------


def test_points_are_found_in_their_squares() -> None:
    table = only(grid(XS, YS))
    assert table.square(150, 115) == (0, 0)
    assert table.square(399, 189) == (2, 2)
    assert table.square(99, 115) is None
    assert table.square(401, 115) is None
    assert table.square(150, 99) is None
    assert table.square(150, 191) is None


@given(
    columns=st.lists(st.integers(8, 80), min_size=2, max_size=12),
    rows=st.lists(st.integers(8, 40), min_size=1, max_size=25),
    data=st.data(),
)
def test_any_table_gives_every_cell_once(
    columns: list[int], rows: list[int], data: st.DataObject
) -> None:
    xs = [50.0 + sum(columns[:n]) for n in range(len(columns) + 1)]
    ys = [80.0 + sum(rows[:n]) for n in range(len(rows) + 1)]
    table = only(data.draw(st.permutations(grid(xs, ys))))
    assert list(table.cells) == [
        (r, c, 1, 1) for r in range(len(rows)) for c in range(len(columns))
    ]
    assert (list(table.xs), list(table.ys)) == (xs, ys)
