"""Grids to addressed tables: joined over page breaks, rows and columns matched by their labels.

No figure gets its place from its position alone: a row needs its label, a column its head. What
has none is kept as unmatched, and what the form wants beyond that was not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from parsers import labels, numbers
from parsers.document import Block, GridCell
from parsers.forms import Form, FormTable, address
from parsers.joining import Joined, chains, joined
from parsers.labels import Names
from parsers.model import Unmatched
from parsers.rows import Printed, match_rows
from parsers.tables import Figure, Reading


def read_grids(blocks: Sequence[Block], form: Form) -> dict[str, Reading]:
    """Read the form's tables from the grids among `blocks`.

    Where two grids give the same row the first has it, save an excerpt half as large as the table.
    """
    found: list[tuple[str, Reading]] = []
    for grids in chains(blocks):
        grid = joined(grids)
        read = [(table.id, _read(grid, table)) for table in form.tables]
        id, reading = max(read, key=lambda item: len(item[1].figures))
        if reading.figures:
            reading.pages = [g.page for g in grids if g.page is not None]
            reading.joins = reading.pages[1:]
            found.append((id, reading))
    largest: dict[str, int] = {}
    for id, reading in found:
        largest[id] = max(len(reading.figures), largest.get(id, 0))
    readings: dict[str, Reading] = {}
    for id, reading in sorted(found, key=lambda item: 2 * len(item[1].figures) < largest[item[0]]):
        readings.setdefault(id, Reading()).add(reading)
    return readings


def _read(grid: Joined, form: FormTable) -> Reading:
    """Read a grid as a table of the form; rows that belong side by side may stand below too."""
    reading = _read_across(grid, form) if form.layout == "across" else Reading()
    return reading if reading.figures else _read_rows(grid, form)


def _read_rows(grid: Joined, form: FormTable) -> Reading:
    """Read a grid whose rows stand below each other, each behind its label."""
    names = form.column_names
    heads = _Heads()
    printed: list[Printed] = []
    after_break = False
    for row in range(grid.rows):
        cells = grid.row(row)
        cut = _above(grid, row) if row in grid.starts else {}
        after_break |= row in grid.starts
        found = _found(cells, names, cut, heads.first if printed else 0)
        if found:
            heads.add(cells, found)
        elif heads.names:
            line = _printed(grid, row, heads, after_break)
            if line:
                heads.complete = True
                printed.append(line)
                after_break = False
    reading = match_rows(printed, form)
    if reading.figures:
        reading.unmatched += [Unmatched("column", head) for head in heads.strangers()]
    return reading


class _Heads(Struct):
    """The heads above the rows to come: the form's columns by the grid's.

    `unknown` are heads that the form does not have, or has but two columns lay claim to. Heads are
    `complete` when rows have begun; the next ones, on a new page or of a new part, replace them.
    """

    names: dict[int, str] = {}
    unknown: dict[int, str] = {}
    gone: list[str] = []
    complete: bool = False

    @property
    def first(self) -> int:
        """The first column that has a head, where labels end."""
        return min(self.names)

    def add(self, cells: dict[int, GridCell], found: dict[int, str]) -> None:
        """Take the heads of one more row of cells, `found` by their columns."""
        if self.complete:
            self.names = {c: id for c, id in self.names.items() if id not in found.values()}
            self.gone += self.unknown.values()
            self.unknown = {}
            self.complete = False
        covered = {c + i for c in found for i in range(cells[c].column_span)}
        kept = {c: id for c, id in self.names.items() if c not in covered}
        self.names = kept | found
        self.unknown = {c: text for c, text in self.unknown.items() if c not in covered}
        self.unknown |= {
            c: cell.text
            for c, cell in cells.items()
            if c > min(found) and c not in found and cell.column_span == 1
            if labels.bare(cell.text) and c not in self.names
        }
        times = Counter(self.names.values())
        twice = {c: id for c, id in self.names.items() if times[id] > 1}
        self.names = {c: id for c, id in self.names.items() if c not in twice}
        self.unknown |= {c: cells[c].text if c in cells else id for c, id in twice.items()}

    def end(self, column: int, columns: int) -> int:
        """Return where the columns of the head at `column` end."""
        return min((c for c in (*self.names, *self.unknown) if c > column), default=columns)

    def strangers(self) -> list[str]:
        """Return all heads that were unknown."""
        return [*self.gone, *self.unknown.values()]


def _found(
    cells: dict[int, GridCell],
    names: Names,
    cut: dict[int, str],
    first: int,
) -> dict[int, str]:
    """Return the form's columns by the grid's, if a row is a head: some label and no number.

    `cut` are the texts above, where a page break may have cut a head in two. What stands before
    column `first` is a row's label, though it be 3.其他 and every figure of its row blank.
    """
    found: dict[int, str] = {}
    for c, cell in cells.items():
        state = numbers.read(cell.text).state
        if state == "number":
            return {}
        if c == 0 or c < first or state != "text":
            continue
        match = labels.match(cell.text, names) or labels.match(cut.get(c, "") + cell.text, names)
        if match:
            found[c] = match.id
    return found


def _above(grid: Joined, row: int) -> dict[int, str]:
    """Return the texts of the row above by column."""
    cells = ((c, grid.squares.get((row - 1, c))) for c in range(grid.columns))
    return {c: cell.text for c, cell in cells if cell}


def _printed(grid: Joined, row: int, heads: _Heads, continues: bool) -> Printed | None:
    """Return a row's label and figures; None where it has no figures' cells of its own."""
    cells = grid.row(row)
    figures = {
        id: figure
        for c, id in heads.names.items()
        if (figure := _figure(cells, c, heads.end(c, grid.columns)))
    }
    if not figures:
        return None
    path: list[GridCell] = []
    for c in range(heads.first):
        cell = grid.squares.get((row, c))
        if cell and cell not in path:
            path.append(cell)
    # Below a head that is not known a figure stands among the labels, and is none.
    labelled = [cell for cell in path if _is_label(cell.text)]
    # A cell that spans other rows too is the label of a group, not of this row.
    own = labelled.pop() if labelled and labelled[-1].row_span == 1 else None
    # Where a page cut a group its label may be on the other page: then its own group's is not here.
    beside = path[path.index(own) - 1] if own and path.index(own) else None
    near = labelled[-1] if labelled and (own is None or labelled[-1] == beside) else None
    group = near.text if near and near.row_span > 1 else ""
    known = frozenset(heads.names.values())
    label = own.text if own else ""
    return Printed(label, figures, known, next(iter(cells.values())).page, continues, group)


def _is_label(text: str) -> bool:
    _, state, rest = numbers.read(text)
    return state == "text" or bool(rest)


def _figure(cells: dict[int, GridCell], first: int, end: int) -> Figure | None:
    """Return what a row has below a head over the columns up to `end`: one cell, all its own."""
    cell = cells.get(first)
    if not cell or cell.row_span > 1 or first + cell.column_span > end:
        return None
    if any(first < c < end and other.text.strip() for c, other in cells.items()):
        return None
    return Figure(cell.text, cell.page, cell.box)


def _read_across(grid: Joined, form: FormTable) -> Reading:
    """Read a grid whose rows stand side by side: each column's heads name row and column."""
    row_names, column_names = form.row_names, form.column_names
    last_head = max(
        (r for r in range(grid.rows) if _found(grid.row(r), column_names, {}, 0)), default=None
    )
    reading = Reading()
    if last_head is None:
        return reading
    for row in range(last_head + 1, grid.rows):
        more: list[GridCell] = []
        for c, cell in grid.row(row).items():
            # A text across columns is a note below the figures, as of who filled the form in.
            if cell.row <= last_head or (cell.column_span > 1 and _is_label(cell.text)):
                continue
            path = _path(grid, last_head, c)
            columns = [m.id for text in path if (m := labels.match(text, column_names))]
            rows = [m.id for text in path if (m := labels.match(text, row_names))]
            at = address(form.id, rows[0], columns[0]) if len(columns) == len(rows) == 1 else ""
            if at and cell.column_span == 1 and not reading.text(at):
                reading.figures[at] = Figure(cell.text, cell.page, cell.box)
                reading.labels.setdefault(rows[0], form.row(rows[0]).label)
            elif at and cell.text.strip():
                more.append(cell)
            elif cell.text.strip():
                reading.unmatched.append(
                    Unmatched("column", " ".join(path), (cell.text,), cell.page)
                )
        if more:
            label = " ".join(cell.text for cell in more if _is_label(cell.text))
            figures = tuple(cell.text for cell in more if not _is_label(cell.text))
            reading.unmatched.append(Unmatched("row", label, figures, more[0].page))
    return reading


def _path(grid: Joined, last: int, column: int) -> list[str]:
    """Return the heads above a column from the top, each cell once."""
    cells = [grid.squares.get((r, column)) for r in range(last + 1)]
    return [cell.text for cell, _ in groupby(cells) if cell and cell.text.strip()]
