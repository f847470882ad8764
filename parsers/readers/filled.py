"""Characters to the cells of ruled tables: which cell each stands in, and what the cell says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from parsers.document import PICTURE, Grid, GridCell
from parsers.geometry import Box
from parsers.readers.page import UNSURE_SPACE, Char, Doubtful
from parsers.readers.ruled import Lattice
from parsers.readers.typeset import Line, lines

# A picture that is more times as large as its cell is a seal, or a background.
_LARGER = 1.5
_DIGITS = frozenset("0123456789.,")
_DIGITS_ONLY = re.compile(r"[+-]?[0-9０-９,，. ]+|[+-]")
_MORE_DIGITS = re.compile(r"[0-9０-９,，. ]+(?:[（(].*|元|万元)?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
# A line's text does not touch the borders of its cell: that takes at least so many digits, and no
# more than so many points on either side. A digit is as wide as the line's others, or nearly.
_CRAMPED, _PADDING_MOST = 1.5, 8.0
_DIGIT, _IDEOGRAPH = 1.0, 1.6


def grids(
    chars: Iterable[Char], tables: Sequence[Lattice], page: int, pictures: Sequence[Box] = ()
) -> tuple[list[Grid], list[Char]]:
    """Return the tables of a page that hold text, and the characters that stand in none.

    A cell without text that holds one of `pictures` says so: it is not blank. Raises `Doubtful`
    where what seems a space beside a figure may be one of its digits.
    """
    inside: dict[int, dict[tuple[int, int], list[Char]]] = {}
    outside: list[Char] = []
    for run in _runs(chars):
        x = (run[0].x0 + run[-1].x1) / 2
        for index, table in enumerate(tables):
            # A page may end before a cell's text does, which then hangs over the last border.
            square = table.square(x, run[0].middle) or table.square(x, run[0].top)
            if square:
                inside.setdefault(index, {}).setdefault(square, []).extend(run)
                break
        else:
            outside.extend(run)
    filled = (_grid(tables[i], squares, page) for i, squares in sorted(inside.items()))
    return [_with_pictures(grid, pictures) for grid in filled], outside


def _with_pictures(grid: Grid, pictures: Sequence[Box]) -> Grid:
    if not pictures:
        return grid
    cells = (
        structs.replace(cell, text=PICTURE)
        if not cell.text and cell.box and any(_is_held(it, cell.box) for it in pictures)
        else cell
        for cell in grid.cells
    )
    return structs.replace(grid, cells=tuple(cells))


def _is_held(picture: Box, cell: Box) -> bool:
    """Tell whether a picture is of a cell: its middle is in it, and it is hardly larger."""
    x, y = (picture.x0 + picture.x1) / 2, (picture.top + picture.bottom) / 2
    inside = cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom
    wide = picture.x1 - picture.x0 <= _LARGER * (cell.x1 - cell.x0)
    return inside and wide and picture.bottom - picture.top <= _LARGER * (cell.bottom - cell.top)


def _runs(chars: Iterable[Char]) -> Iterator[list[Char]]:
    """Yield the characters, the digits of a number together.

    A number that runs over the border of its cell is not divided: 530967 is not 53096 and 7.
    """
    run: list[Char] = []
    for char in chars:
        if run and not _touches(run[-1], char):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _touches(left: Char, right: Char) -> bool:
    """Tell whether two digits stand as close as in one number."""
    digits = left.text in _DIGITS and right.text in _DIGITS
    near = abs(right.x0 - left.x1) < 0.05 * left.size
    return digits and near and abs(right.middle - left.middle) < 0.1 * left.size


def _grid(table: Lattice, squares: dict[tuple[int, int], list[Char]], page: int) -> Grid:
    held = []
    for cell in table.cells:
        row, column, height, width = cell
        chars = [
            char
            for r in range(row, row + height)
            for c in range(column, column + width)
            for char in squares.get((r, c), ())
        ]
        if any(c.text == UNSURE_SPACE for c in chars) and any(c.text.isdigit() for c in chars):
            raise Doubtful  # of 681 without its 6 nobody could tell
        held.append((cell, table.box_of(cell), lines(chars, 0)))
    gaps = (line.box.x0 - box.x0 for _, box, own in held for line in own)
    padding = max(0.0, min((*gaps, _PADDING_MOST)))
    cells = [GridCell(_cell_text(own, box, padding), *cell, page, box) for cell, box, own in held]
    return Grid(tuple(_without_slivers(cells)), page, table.box)


def _without_slivers(cells: Sequence[GridCell]) -> Sequence[GridCell]:
    """Leave out rows that are no more than the gap below a cell which is drawn too short.

    That is how a browser ends a cell over several rows that a page cuts. Of such a row all cells
    that have text begin above it.
    """
    for row in range(max((c.row + c.row_span for c in cells), default=0) - 1, 0, -1):
        own = [c for c in cells if c.row == row]
        through = [c for c in cells if c.row < row < c.row + c.row_span]
        if through and not any(c.text for c in own):
            cells = [_without_row(c, row) for c in cells if (c.row, c.row_span) != (row, 1)]
    return cells


def _without_row(cell: GridCell, row: int) -> GridCell:
    """Return a cell as it is without the row `row`, which is not all of it."""
    if cell.row > row:
        return structs.replace(cell, row=cell.row - 1)
    covers = cell.row + cell.row_span > row
    return structs.replace(cell, row_span=cell.row_span - 1) if covers else cell


def _cell_text(lines: Sequence[Line], box: Box, padding: float) -> str:
    """Return a cell's lines; a number that was too long for its cell is put together again."""
    text = ""
    previous: Line | None = None
    for line in lines:
        text += ("" if previous is None else _between(previous, line, box, padding)) + line.text
        previous = line
    return text


def _between(first: Line, second: Line, box: Box, padding: float) -> str:
    """Return what stands between two lines of a cell: nothing or a space within a number.

    A number goes on in the next line if the first had no room for what is not parted: another
    digit, the next three of a number that is divided by spaces, the whole number behind its sign.
    """
    if not _DIGITS_ONLY.fullmatch(first.text) or not _MORE_DIGITS.fullmatch(second.text):
        return "\n"
    is_sign = first.text in "+-"
    width = first.box.x1 - first.box.x0
    digit = _per_character(second if is_sign else first)
    room = (box.x1 - box.x0 - width - max(2 * padding, _CRAMPED * digit)) / digit
    more = re.match("[0-9０-９]+(?=[（(])", second.text)
    # A number is not parted from its note: both went to the next line, with a character of it.
    unparted = len(more[0]) + 2 * _IDEOGRAPH if more else _DIGIT
    if is_sign:
        unparted = len(second.text)
    if room < unparted:
        return ""
    thousands = _THOUSANDS.fullmatch(f"{first.text} {second.text}")
    return " " if thousands and room < len(" 000") * _DIGIT else "\n"


def _per_character(line: Line) -> float:
    return (line.box.x1 - line.box.x0) / len(line.text)
