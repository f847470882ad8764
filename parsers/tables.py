"""Grids to addressed tables: joined over page breaks, rows and columns matched by their labels.

No figure gets its place from its position alone: a row needs its label, a column its head. What
has none is kept as unmatched, and what the form wants beyond that was not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct, structs

from parsers import labels, numbers
from parsers.document import Block, Grid, GridCell
from parsers.forms import Form, FormTable, address
from parsers.geometry import Box
from parsers.model import Cell, Table, Unmatched

# Column lines of two pages nearer than this are the same line. In points.
_SAME_LINE = 4.0


class Figure(Struct, frozen=True):
    """What is printed where a row and a column meet."""

    text: str
    page: int | None = None
    box: Box | None = None


class Printed(Struct, frozen=True):
    """A printed row: its label and its figures by the form's column.

    `continues` marks the first row after a page break, which may be the rest of the last before.
    """

    label: str
    figures: dict[str, Figure]
    page: int | None = None
    continues: bool = False


class Reading(Struct):
    """What a grid, or the lines of a text, gave for one table of the form."""

    figures: dict[str, Figure] = {}
    labels: dict[str, str] = {}
    unmatched: list[Unmatched] = []
    pages: list[int] = []
    joins: list[int] = []

    def add(self, other: Reading) -> None:
        """Take over what another part of the same table gave; the first figure of a cell stays."""
        self.figures = other.figures | self.figures
        self.labels = other.labels | self.labels
        self.unmatched += other.unmatched
        self.pages += other.pages
        self.joins += other.joins

    def table(self, form: FormTable) -> Table:
        """Return the table, its cells in the form's order."""
        addresses = [
            address(form.id, row.id, column.id)
            for row in form.rows_given(self.figures)
            for column in form.columns_of(row)
        ]
        return Table(
            id=form.id,
            section=form.section,
            cells={a: _cell(a, self.figures[a]) for a in addresses if a in self.figures},
            labels=self.labels,
            pages=tuple(sorted(set(self.pages))),
            joins=tuple(self.joins),
            unmatched=tuple(self.unmatched),
        )


def _cell(address: str, figure: Figure) -> Cell:
    value, state, rest = numbers.read(figure.text)
    return Cell(address, figure.text, value, state, rest, figure.page, figure.box)


def read_grids(blocks: Sequence[Block], form: Form) -> dict[str, Reading]:
    """Read the form's tables from the grids among `blocks`."""
    readings: dict[str, Reading] = {}
    for grids in _chains(blocks):
        grid = _joined(grids)
        found = [(table.id, _read(grid, table)) for table in form.tables]
        id, reading = max(found, key=lambda item: len(item[1].figures))
        if reading.figures:
            reading.pages = [g.page for g in grids if g.page is not None]
            reading.joins = reading.pages[1:]
            readings.setdefault(id, Reading()).add(reading)
    return readings


# -- page breaks ----------------------------------------------------------------------------------


def _chains(blocks: Sequence[Block]) -> list[list[Grid]]:
    """Group the grids that a page break cut: one ends a page, the next begins the next page."""
    chains: list[list[Grid]] = []
    previous: Block | None = None
    for block in blocks:
        if isinstance(block, Grid):
            if isinstance(previous, Grid) and _goes_on(previous, block):
                chains[-1].append(block)
            else:
                chains.append([block])
        previous = block
    return chains


def _goes_on(first: Grid, second: Grid) -> bool:
    if first.page is None or second.page != first.page + 1 or not first.box or not second.box:
        return False
    widths = [grid.box.x1 - grid.box.x0 for grid in (first, second) if grid.box]
    return abs(widths[0] - widths[1]) < 3 * _SAME_LINE


class _Joined(Struct, frozen=True):
    """A table over its pages: the cells by the squares they cover, and where pages begin."""

    squares: dict[tuple[int, int], GridCell]
    rows: int
    columns: int
    starts: frozenset[int]

    def row(self, row: int) -> dict[int, GridCell]:
        """Return the cells that a row has by their columns, each at its first only."""
        cells = ((c, self.squares.get((row, c))) for c in range(self.columns))
        return {c: cell for c, cell in cells if cell and cell.column == c}


def _joined(grids: Sequence[Grid]) -> _Joined:
    """Join the parts of a table; their columns are told apart by where their lines stand."""
    lines = _column_lines(grids)
    squares: dict[tuple[int, int], GridCell] = {}
    starts, offset = [], 0
    for grid in grids:
        if offset:
            starts.append(offset)
        for cell in grid.cells:
            first, last = cell.column, cell.column + cell.column_span
            if cell.box and grid.box and lines:
                first = _nearest(lines, cell.box.x0 - grid.box.x0)
                last = max(first + 1, _nearest(lines, cell.box.x1 - grid.box.x0))
            placed = structs.replace(
                cell, row=cell.row + offset, column=first, column_span=last - first
            )
            for r in range(placed.row, placed.row + placed.row_span):
                squares.update(((r, c), placed) for c in range(first, last))
        offset += grid.rows
    columns = max((c for _, c in squares), default=-1) + 1
    return _Joined(squares, offset, columns, frozenset(starts))


def _column_lines(grids: Sequence[Grid]) -> list[float]:
    """Return where the column lines of all parts stand, from the table's left edge."""
    places = sorted(
        x - grid.box.x0
        for grid in grids
        if grid.box
        for cell in grid.cells
        if cell.box
        for x in (cell.box.x0, cell.box.x1)
    )
    lines: list[float] = []
    for place in places:
        if not lines or place - lines[-1] > _SAME_LINE:
            lines.append(place)
    return lines


def _nearest(lines: Sequence[float], place: float) -> int:
    return min(range(len(lines)), key=lambda i: abs(lines[i] - place))


# -- labels ---------------------------------------------------------------------------------------


def _read(grid: _Joined, form: FormTable) -> Reading:
    """Read a grid as a table of the form, in the layout that gives more."""
    layouts = {"rows": _read_rows, "across": _read_across}
    reading = layouts.pop(form.layout)(grid, form)
    return reading if reading.figures else layouts.popitem()[1](grid, form)


def _read_rows(grid: _Joined, form: FormTable) -> Reading:
    """Read a grid whose rows stand below each other, each behind its label."""
    names = [(c.id, c.wordings) for c in form.columns]
    heads: dict[int, str] = {}
    printed: list[Printed] = []
    strangers: dict[int, str] = {}
    after_break = False
    for row in range(grid.rows):
        cells = grid.row(row)
        cut = _above(grid, row) if row in grid.starts else {}
        after_break |= row in grid.starts
        found = _heads(cells, names, cut)
        if found:
            # A head stands for every column below it until the next head.
            heads = {c: h for c, h in heads.items() if c not in _covered(cells, found)} | found
            strangers |= _strangers(cells, found)
        elif heads:
            line = _printed(grid, row, heads, after_break)
            if line:
                printed.append(line)
                after_break = False
    reading = match_rows(printed, form)
    if reading.figures:
        unknown = (head for c, head in strangers.items() if c not in heads)
        reading.unmatched += [Unmatched("column", head) for head in unknown]
    return reading


def _heads(
    cells: dict[int, GridCell], names: Sequence[tuple[str, tuple[str, ...]]], cut: dict[int, str]
) -> dict[int, str]:
    """Return the form's columns by the grid's, if a row is a head: some label and no number.

    `cut` are the texts above, where a page break may have cut a head in two.
    """
    found: dict[int, str] = {}
    for c, cell in cells.items():
        state = numbers.read(cell.text).state
        if state == "number":
            return {}
        if c == 0 or state != "text":
            continue
        match = labels.match(cell.text, names) or labels.match(cut.get(c, "") + cell.text, names)
        if match:
            found[c] = match.id
    return found


def _covered(cells: dict[int, GridCell], found: dict[int, str]) -> set[int]:
    return {c + i for c in found for i in range(cells[c].column_span)}


def _strangers(cells: dict[int, GridCell], found: dict[int, str]) -> dict[int, str]:
    """Return the heads among known ones that the form does not know."""
    return {
        c: cell.text
        for c, cell in cells.items()
        if c > min(found) and c not in found and cell.column_span == 1 and labels.bare(cell.text)
    }


def _above(grid: _Joined, row: int) -> dict[int, str]:
    """Return the texts of the row above by column."""
    cells = ((c, grid.squares.get((row - 1, c))) for c in range(grid.columns))
    return {c: cell.text for c, cell in cells if cell}


def _printed(grid: _Joined, row: int, heads: dict[int, str], continues: bool) -> Printed | None:
    """Return a row's label and figures; None where it has no figures' cells of its own."""
    first = min(heads)
    cells = grid.row(row)
    figures = {
        heads[c]: Figure(cell.text, cell.page, cell.box)
        for c, cell in cells.items()
        if c in heads and cell.column_span <= _reach(heads, c, grid.columns) and cell.row_span == 1
    }
    if not figures:
        return None
    path: list[GridCell] = []
    for c in range(first):
        cell = grid.squares.get((row, c))
        if cell and cell not in path:
            path.append(cell)
    labelled = [cell for cell in path if cell.text.strip()]
    # A cell that spans other rows too is the label of a group, not of this row.
    own = labelled.pop().text if labelled and labelled[-1].row_span == 1 else ""
    return Printed(own, figures, next(iter(cells.values())).page, continues)


def _reach(heads: dict[int, str], column: int, columns: int) -> int:
    """Return how many grid columns belong to the head at `column`."""
    return min((c for c in heads if c > column), default=columns) - column


def match_rows(printed: Sequence[Printed], form: FormTable) -> Reading:
    """Give printed rows their addresses by label; halves of a row over a page break are joined."""
    reading = Reading()
    for row in _mended(printed, form):
        match = match_row(row.label, form)
        blank = not any(f.text.strip() for f in row.figures.values())
        if match and match not in reading.labels:
            columns = {c.id for c in form.columns_of(form.row(match))}
            reading.labels[match] = row.label
            reading.figures |= {
                address(form.id, match, c): f for c, f in row.figures.items() if c in columns
            }
        elif labels.bare(row.label) or not blank:
            texts = tuple(f.text for f in row.figures.values())
            reading.unmatched.append(Unmatched("row", row.label, texts, row.page))
    return reading


def match_row(label: str, form: FormTable) -> str | None:
    """Return the form's row for a printed label, None where none is sure."""
    match = labels.match(label, [(r.id, r.wordings) for r in (*form.rows, *form.older)])
    return match.id if match else None


def _mended(printed: Sequence[Printed], form: FormTable) -> list[Printed]:
    """Join the two halves of a row that a page break cut through."""
    rows: list[Printed] = []
    for row in printed:
        whole = _whole(rows[-1], row, form) if rows and row.continues else None
        if whole:
            rows[-1] = whole
        else:
            rows.append(row)
    return rows


def _whole(first: Printed, second: Printed, form: FormTable) -> Printed | None:
    """Return the row that two halves make up, None where they are two rows."""
    figures = dict(first.figures)
    for column, figure in second.figures.items():
        if figure.text.strip():
            if column in figures and figures[column].text.strip():
                return None
            figures[column] = figure
    label = first.label + second.label
    one, other = (match_row(row.label, form) for row in (first, second))
    both = match_row(label, form)
    if both is None or (one is not None and other is not None and one != other):
        return None
    return Printed(label, figures, first.page, first.continues)


def _read_across(grid: _Joined, form: FormTable) -> Reading:
    """Read a grid whose rows stand side by side: each column's heads name row and column."""
    row_names = [(r.id, r.wordings) for r in form.rows]
    column_names = [(c.id, c.wordings) for c in form.columns]
    last_head = max(
        (r for r in range(grid.rows) if _heads(grid.row(r), column_names, {})), default=None
    )
    reading = Reading()
    if last_head is None:
        return reading
    for row in range(last_head + 1, grid.rows):
        for c, cell in grid.row(row).items():
            path = _path(grid, last_head, c)
            columns = [m.id for text in path if (m := labels.match(text, column_names))]
            rows = [m.id for text in path if (m := labels.match(text, row_names))]
            if len(columns) == len(rows) == 1 and cell.column_span == 1:
                at = address(form.id, rows[0], columns[0])
                if not reading.figures.get(at, Figure("")).text.strip():
                    reading.figures[at] = Figure(cell.text, cell.page, cell.box)
                    reading.labels.setdefault(rows[0], form.row(rows[0]).label)
            elif cell.text.strip():
                reading.unmatched.append(
                    Unmatched("column", " ".join(path), (cell.text,), cell.page)
                )
    return reading


def _path(grid: _Joined, last: int, column: int) -> list[str]:
    """Return the heads above a column from the top, each cell once."""
    cells = [grid.squares.get((r, column)) for r in range(last + 1)]
    return [cell.text for cell, _ in groupby(cells) if cell and cell.text.strip()]
