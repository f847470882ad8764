"""A report on no official form: its sections by its headings, its tables as they are printed.

The layout of such a report is its own: rows, columns and the totals among them, each named by its
place, `table-1/r2/c3`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from parsers import headings, labels, numbers
from parsers.document import Block, Grid, GridCell
from parsers.forms import (
    GENERIC,
    Form,
    FormColumn,
    FormRow,
    FormSection,
    FormTable,
    Identity,
    address,
)
from parsers.joining import Joined, chains, joined
from parsers.model import Cell, Section, Table

_TOTAL = re.compile(r"(?:合计|总计|共计|总和|grandtotal|totals?|sum)", re.IGNORECASE)
_SUBTOTAL = re.compile(r"(?:小计|subtotals?)", re.IGNORECASE)
_OF_WHICH = re.compile(r"其中|#|of which", re.IGNORECASE)
# What is in such a row or column does not add up, whatever it is.
_NO_COUNT = re.compile(
    r"率|比例|占比|百分|同比|环比|增长|均|单价|年份|年度|序号|编号|%|％|\bno\b|number",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"序号|编号|no\.?", re.IGNORECASE)
_HEADS_MOST = 4


class Content(Struct, frozen=True):
    """What a report on no form holds: its layout, sections and tables."""

    layout: Form
    preamble: str
    sections: tuple[Section, ...]
    tables: dict[str, Table]


class Printed(Struct, frozen=True):
    """A printed table: the labels of its rows, the heads of its columns, its cells between them."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[int, int], GridCell]
    pages: tuple[int, ...]


def content(blocks: Sequence[Block]) -> Content:
    """Return what the blocks of a document hold."""
    preamble, sections, homes = headings.tree(blocks)
    tables: dict[str, Table] = {}
    specs: list[FormTable] = []
    identities: list[Identity] = []
    for grids in chains(blocks):
        printed = _printed(grids)
        if printed:
            name = f"table-{len(tables) + 1}"
            home = next(
                home for block, home in zip(blocks, homes, strict=True) if block is grids[0]
            )
            spec = _spec(name, home, printed)
            table = _table(spec, printed)
            tables[name] = table
            specs.append(spec)
            identities += _identities(spec, table)
    layout = Form(
        id=GENERIC,
        source="",
        from_year=0,
        sections=tuple(_named(sections)),
        identities=tuple(identities),
        tables=tuple(specs),
    )
    return Content(layout, preamble, sections, tables)


def _named(sections: Sequence[Section]) -> Iterator[FormSection]:
    for section in sections:
        yield FormSection(section.id, section.number, section.title)
        yield from _named(section.children)


# -- tables as they are printed -------------------------------------------------------------------


def _printed(grids: Sequence[Grid]) -> Printed | None:
    """Return a table with heads above and labels beside its cells; None for a single line."""
    grid = joined(grids)
    if grid.rows < 2 or grid.columns < 2:
        return None
    heads = _head_rows(grid)
    first = _label_columns(grid, heads)
    cells = {
        (row - heads, column - first): cell
        for row in range(heads, grid.rows)
        for column, cell in grid.row(row).items()
        if column >= first and cell.row == row
    }
    return Printed(
        tuple(
            _joined_text(grid.squares.get((row, column)) for column in range(first))
            for row in range(heads, grid.rows)
        ),
        tuple(
            _joined_text(grid.squares.get((row, column)) for row in range(heads))
            for column in range(first, grid.columns)
        ),
        cells,
        tuple(grid.page for grid in grids if grid.page is not None),
    )


def _head_rows(grid: Joined) -> int:
    """Return how many rows of heads stand above: the first, what it spans, and rows of words."""
    heads = max((cell.row_span for cell in grid.row(0).values()), default=1)
    if any(_is_number(cell) for row in range(heads, grid.rows) for cell in grid.row(row).values()):
        while heads < _HEADS_MOST and not any(map(_is_number, grid.row(heads).values())):
            heads += 1
    return min(heads, grid.rows - 1)


def _label_columns(grid: Joined, heads: int) -> int:
    """Return how many columns of labels stand on the left: one, or up to the first of figures."""
    for column in range(1, grid.columns):
        cells = [grid.squares.get((row, column)) for row in range(heads, grid.rows)]
        printed = [cell for cell in cells if cell and cell.text.strip()]
        head = _joined_text(grid.squares.get((row, column)) for row in range(heads))
        figures = sum(map(_is_number, printed))
        if figures * 2 > len(printed) and not _ORDINAL.fullmatch(head):
            return column
    return 1


def _is_number(cell: GridCell) -> bool:
    return numbers.read(cell.text).state == "number"


def _joined_text(cells: Iterable[GridCell | None]) -> str:
    """Return the texts of cells one after the other, that of a cell over several squares once."""
    distinct = dict.fromkeys(cell for cell in cells if cell)
    return " ".join(text for cell in distinct if (text := " ".join(cell.text.split())))


def _spec(name: str, section: str, printed: Printed) -> FormTable:
    return FormTable(
        id=name,
        section=section,
        layout="rows",
        rows=tuple(FormRow(f"r{n}", label) for n, label in enumerate(printed.rows, start=1)),
        columns=tuple(FormColumn(f"c{n}", head) for n, head in enumerate(printed.columns, start=1)),
    )


def _table(spec: FormTable, printed: Printed) -> Table:
    """Return the table; a square that a cell spans beside its first is blank."""
    cells = {}
    for r, row in enumerate(spec.rows):
        for c, column in enumerate(spec.columns):
            at = address(spec.id, row.id, column.id)
            cell = printed.cells.get((r, c), GridCell("", r, c))
            value, state, rest = numbers.read(cell.text)
            cells[at] = Cell(at, cell.text, value, state, rest, cell.page, cell.box)
    return Table(
        id=spec.id,
        section=spec.section,
        cells=cells,
        labels={row.id: row.label for row in spec.rows},
        pages=tuple(sorted(set(printed.pages))),
        joins=printed.pages[1:],
    )


# -- totals ---------------------------------------------------------------------------------------


def _identities(spec: FormTable, table: Table) -> Iterator[Identity]:
    """Yield the sums that the table's totals seem to be, along rows and along columns."""
    values = {
        (row.id, column.id): table.cells[address(spec.id, row.id, column.id)]
        for row in spec.rows
        for column in spec.columns
    }
    down = {(line, place): cell for (place, line), cell in values.items()}
    rows = [(row.id, row.label) for row in spec.rows]
    columns = [(column.id, column.label) for column in spec.columns]
    yield from _sums(spec, "column", rows, columns, down)
    yield from _sums(spec, "row", columns, rows, values)


def _sums(
    spec: FormTable,
    each: Literal["row", "column"],
    summed: Sequence[tuple[str, str]],
    lines: Sequence[tuple[str, str]],
    cells: Mapping[tuple[str, str], Cell],
) -> Iterator[Identity]:
    along = [id for id, label in lines if not _NO_COUNT.search(label)]
    for total, parts in _totals(summed):
        understood = _understood(cells, along, parts, total)
        if understood:
            yield Identity("A201", spec.id, each, tuple(parts), (total,), tuple(understood))


def _totals(named: Sequence[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield each total with what it may be the sum of: a subtotal of what stands since the last,

    a total of the subtotals, or of everything where there are none. Parts of parts (其中) make it
    impossible to tell.
    """
    if any(_OF_WHICH.match(label) for _, label in named):
        return
    kinds = [_kind(label) for _, label in named]
    ids = [id for id, _ in named]
    since = 0
    subtotals: list[str] = []
    for place, kind in enumerate(kinds):
        if kind == "subtotal":
            yield ids[place], ids[since:place]
            subtotals.append(ids[place])
            since = place + 1
        elif kind == "total" and place == 0:
            yield ids[0], [id for id, k in zip(ids[1:], kinds[1:], strict=True) if not k]
        elif kind == "total":
            yield ids[place], subtotals or ids[since:place]
            subtotals, since = [], place + 1


def _kind(label: str) -> str:
    """Tell what a label calls a sum: `total`, `subtotal`, or empty for neither."""
    words = {labels.bare(word) for word in label.split()} | {labels.bare(label)}
    if any(_SUBTOTAL.fullmatch(word) for word in words):
        return "subtotal"
    return "total" if any(_TOTAL.fullmatch(word) for word in words) else ""


def _understood(
    cells: Mapping[tuple[str, str], Cell], lines: Sequence[str], parts: Sequence[str], total: str
) -> list[str]:
    """Return the lines along which a total may be checked; none if it seems to count otherwise.

    Half of the lines with figures must close. Rounded figures that nearly do are left out.
    """
    closing, apart = [], []
    for line in lines:
        held = [cells[line, part] for part in parts]
        sum_of = cells[line, total]
        printed = [cell.value for cell in held if cell.value is not None]
        if sum_of.value is None or len(printed) < 2 or any(c.state == "text" for c in held):
            continue
        off = abs(sum(printed, Decimal(0)) - sum_of.value)
        places = [-int(value.as_tuple().exponent) for value in (*printed, sum_of.value)]
        if not off:
            closing.append(line)
        elif max(places) <= 0 or off > len(places) * Decimal(10) ** -min(places):
            apart.append(line)
    return (
        [line for line in lines if line in (*closing, *apart)] if len(closing) >= len(apart) else []
    )
