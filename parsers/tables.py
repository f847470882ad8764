"""Grids to addressed tables: joined over page breaks, rows and columns matched by their labels.

No figure gets its place from its position alone: a row needs its label, a column its head. What
has none is kept as unmatched, and what the form wants beyond that was not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct, structs

from parsers import labels, numbers
from parsers.document import Block, GridCell
from parsers.forms import Form, FormTable, address
from parsers.geometry import Box
from parsers.joining import Joined, chains, joined
from parsers.labels import Match, Names
from parsers.model import Cell, Table, Unmatched


class Figure(Struct, frozen=True):
    """What is printed where a row and a column meet."""

    text: str
    page: int | None = None
    box: Box | None = None


class Printed(Struct, frozen=True):
    """A printed row: its label, its figures by the form's column, the columns that have heads.

    `continues` marks the first row after a page break, which may be the rest of the last before.
    `group` is the label over several rows that stands beside it, empty where none is known.
    """

    label: str
    figures: dict[str, Figure]
    heads: frozenset[str]
    page: int | None = None
    continues: bool = False
    group: str = ""


class Reading(Struct):
    """What a grid, or the lines of a text, gave for one table of the form."""

    figures: dict[str, Figure] = {}
    labels: dict[str, str] = {}
    unmatched: list[Unmatched] = []
    pages: list[int] = []
    joins: list[int] = []

    def add(self, other: Reading) -> None:
        """Take over what another part of the same table gave.

        A row that is there already stays as it is; the same row with other figures is unmatched. A
        part most of whose rows are there is no part but the table again, for others or for the
        office alone: nothing of it is mixed in.
        """
        again = [row for row in other.labels if row in self.labels]
        for row in again:
            if any(f.text.strip() not in ("", self.text(a)) for a, f in other.row(row).items()):
                self.unmatched.append(_unmatched(other.labels[row], other.row(row).values()))
        if 2 * len(again) > len(other.labels):
            return
        self.labels = other.labels | self.labels
        self.figures |= {a: f for a, f in other.figures.items() if a.split("/")[1] not in again}
        self.unmatched += other.unmatched
        self.pages += other.pages
        self.joins += other.joins

    def row(self, row: str) -> dict[str, Figure]:
        """Return the figures of a row."""
        return {a: figure for a, figure in self.figures.items() if a.split("/")[1] == row}

    def text(self, address: str) -> str:
        """Return what was read for a cell, empty if nothing was."""
        return self.figures[address].text.strip() if address in self.figures else ""

    def has_all(self, form: FormTable) -> bool:
        """Tell whether every cell of the form's table was read."""
        return self.figures.keys() >= set(form.addresses(self.figures))

    def table(self, form: FormTable) -> Table:
        """Return the table, its cells in the form's order."""
        addresses = form.addresses(self.figures)
        given = {row.id for row in form.rows_given(self.figures)}
        # A row of the older form beside those that replaced it is none of the present form's.
        beside = [
            _unmatched(label, self.row(row).values())
            for row, label in self.labels.items()
            if row not in given
        ]
        return Table(
            id=form.id,
            section=form.section,
            cells={a: _cell(a, self.figures[a]) for a in addresses if a in self.figures},
            labels={row: label for row, label in self.labels.items() if row in given},
            pages=tuple(sorted(set(self.pages))),
            joins=tuple(sorted(self.joins)),
            unmatched=(*self.unmatched, *beside),
        )


def _unmatched(label: str, figures: Iterable[Figure]) -> Unmatched:
    texts, pages = zip(*((figure.text, figure.page) for figure in figures), strict=True)
    return Unmatched("row", label, texts, pages[0])


def _cell(address: str, figure: Figure) -> Cell:
    value, state, rest = numbers.read(figure.text)
    return Cell(address, figure.text, value, state, rest, figure.page, figure.box)


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


# -- labels ---------------------------------------------------------------------------------------


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


def match_rows(printed: Sequence[Printed], form: FormTable) -> Reading:
    """Give printed rows their addresses by label; halves of a row over a page break are joined.

    Of two rows with the same label the one with the form's numbering counts; where both are as like
    it and their figures differ nobody can tell which is misprinted, and neither is read. A row
    of which not even half the columns have heads is another table's with a like label, and one in
    another group than the form's is another row.
    """
    reading = Reading()
    names = form.row_names
    rows = [(row, _matched(row, form, names)) for row in _mended(printed, names)]
    likest = _likest(rows)
    for row, match in rows:
        columns = {c.id for c in form.columns_of(form.row(match.id))} if match else set()
        known = 2 * len(columns & row.heads) > len(columns)
        blank = not any(f.text.strip() for f in row.figures.values())
        sure = match and likest[match.id] == _texts(row)
        if match and sure and match.id not in reading.labels and known:
            reading.labels[match.id] = row.label
            reading.figures |= {
                address(form.id, match.id, c): f for c, f in row.figures.items() if c in columns
            }
        elif labels.bare(row.label) or not blank:
            reading.unmatched.append(_unmatched(row.label, row.figures.values()))
    return reading


def _likest(rows: Iterable[tuple[Printed, Match | None]]) -> dict[str, list[str] | None]:
    """Return the figures of the row that is most like each of the form's, None where two differ."""
    likest: dict[str, tuple[float, list[str] | None]] = {}
    for row, match in rows:
        if match:
            best, texts = likest.get(match.id, (-1.0, None))
            if match.as_printed > best:
                likest[match.id] = match.as_printed, _texts(row)
            elif match.as_printed == best and texts != _texts(row):
                likest[match.id] = best, None
    return {id: texts for id, (_, texts) in likest.items()}


def _texts(row: Printed) -> list[str]:
    return [figure.text.strip() for figure in row.figures.values()]


def _matched(row: Printed, form: FormTable, names: Names) -> Match | None:
    """Return the form's row that a printed one is: by its label, in its own group or in none.

    A generic label needs the group that is printed to be its own, or a piece of it.
    """
    match = labels.match(row.label, names)
    group = labels.bare(row.group)
    if match is None or not group:
        return match
    own = labels.bare(form.row(match.id).group)
    printed = labels.match(row.group, [(name, (name,)) for name in form.groups])
    if printed:
        return match if printed.id == own else None
    return None if labels.is_generic(row.label) and group not in own else match


def _mended(printed: Sequence[Printed], names: Names) -> list[Printed]:
    """Join the two halves of a row that a page break cut through."""
    rows: list[Printed] = []
    for row in printed:
        whole = _whole(rows[-1], row, names) if rows and row.continues else None
        if whole:
            rows[-1] = whole
        else:
            rows.append(row)
    return rows


def _whole(first: Printed, second: Printed, names: Names) -> Printed | None:
    """Return the row that two halves make up, None where they are two rows.

    Together the halves of a label are at least as like the form's as either is alone: 2.其他 and
    法律行政法规禁止公开, each of which is like another row's label too. A figure that was cut with
    its row is left out, not read, where its halves could be more than one.
    """
    one, other = labels.match(first.label, names), labels.match(second.label, names)
    label = first.label + second.label
    both = labels.match(label, names)
    is_same = bool(one and other and one.id == other.id)
    alone = max((half.likeness for half in (one, other) if half), default=0.0)
    if not is_same and (both is None or alone > both.likeness):
        return None
    figures = dict(first.figures)
    in_both = False
    uncertain: list[str] = []
    for column, figure in second.figures.items():
        upper = figures.get(column, figure).text if column in figures else ""
        if not upper.strip():
            figures[column] = figure
        elif figure.text.strip():
            in_both = True
            text = numbers.joined(upper, figure.text)
            figures[column] = structs.replace(figures[column], text=text)
            uncertain += [column] if not text else []
    # Below a whole label there may be another row, which lost its own, if its figures are whole.
    is_cut = both is not None and both.likeness > alone
    is_rest = not labels.bare(second.label) and any(not f.text for f in second.figures.values())
    if in_both and not (is_cut or is_rest):
        return None
    for column in uncertain:
        del figures[column]
    return structs.replace(first, label=first.label if is_same else label, figures=figures)


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
        for c, cell in grid.row(row).items():
            if cell.row <= last_head:
                continue
            path = _path(grid, last_head, c)
            columns = [m.id for text in path if (m := labels.match(text, column_names))]
            rows = [m.id for text in path if (m := labels.match(text, row_names))]
            at = address(form.id, rows[0], columns[0]) if len(columns) == len(rows) == 1 else ""
            if at and cell.column_span == 1 and not reading.text(at):
                reading.figures[at] = Figure(cell.text, cell.page, cell.box)
                reading.labels.setdefault(rows[0], form.row(rows[0]).label)
            elif cell.text.strip():
                reading.unmatched.append(
                    Unmatched("column", " ".join(path), (cell.text,), cell.page)
                )
    return reading


def _path(grid: Joined, last: int, column: int) -> list[str]:
    """Return the heads above a column from the top, each cell once."""
    cells = [grid.squares.get((r, column)) for r in range(last + 1)]
    return [cell.text for cell, _ in groupby(cells) if cell and cell.text.strip()]
