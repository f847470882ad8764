"""A report on no official form: its sections by its headings, its tables as they are printed.

The layout of such a report is its own: rows, columns and the totals among them, each named by its
place, `table-1/r2/c3`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from parsers import headings, numbers, totals
from parsers.document import Block, Grid, GridCell, Paragraph
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
from parsers.model import Cell, Content, Section, Table
from parsers.outline import Heading

_ORDINAL = re.compile(r"序\s*号|编\s*号|行\s*次|no\.?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年?")
_LARGE_UNIT = re.compile("[万亿千百]")
_HEADS_MOST = 4
# A line above a table that names it or its unit is no longer than this, in characters.
_CAPTION_MOST = 60


class Printed(Struct, frozen=True):
    """A printed table: the labels of its rows and of its columns, its cells between them.

    A row or column has the labels of the groups that it stands in before its own.
    """

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, ...], ...]
    cells: dict[tuple[int, int], GridCell]
    pages: tuple[int, ...]


def understood(blocks: Sequence[Block], heading: Heading) -> tuple[Heading, Content]:
    """Return what a document is called and what it holds.

    `heading` is the title that was found as that of an official report, if one was.
    """
    named = heading if heading.title else headings.title(blocks)
    return named, content([block for i, block in enumerate(blocks) if i not in named.blocks])


def content(blocks: Sequence[Block]) -> Content:
    """Return what the blocks of a document hold."""
    chained = {id(grids[0]): grids for grids in chains(blocks)}
    printed = {first: table for first, grids in chained.items() if (table := _printed(grids))}
    prose = {id(g) for first, grids in chained.items() if first not in printed for g in grids}
    blocks = [
        part for block in blocks for part in (_told(block) if id(block) in prose else [block])
    ]
    preamble, sections, homes = headings.tree(blocks)
    tables: dict[str, Table] = {}
    specs: list[FormTable] = []
    identities: list[Identity] = []
    for place, (block, home) in enumerate(zip(blocks, homes, strict=True)):
        if id(block) in printed:
            drawn = printed[id(block)]
            spec = _spec(f"table-{len(tables) + 1}", home, drawn)
            tables[spec.id] = _table(spec, drawn)
            specs.append(spec)
            identities += _identities(spec, drawn, _caption(blocks, place))
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


def _told(block: Block) -> list[Block]:
    """Return a grid that is no table as paragraphs, a row each."""
    assert isinstance(block, Grid)
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell.text)
    return [Paragraph(" ".join(texts), block.page, block.box) for texts in rows.values()]


def _caption(blocks: Sequence[Block], place: int) -> str:
    """Return the lines above a table that say what it counts, such as 单位：万元."""
    above = [b.text for b in blocks[max(place - 2, 0) : place] if isinstance(b, Paragraph)]
    return " ".join(text for text in above if len(text) <= _CAPTION_MOST)


# -- tables as they are printed -------------------------------------------------------------------


def _printed(grids: Sequence[Grid]) -> Printed | None:
    """Return a table with heads above and labels beside its cells; None where there are none."""
    grid = joined(grids)
    if grid.rows < 2 or grid.columns < 2:
        return None
    heads = _head_rows(grid)
    first = _label_columns(grid, heads)
    repeated = _repeated(grid, heads)
    rows = [row for row in range(heads, grid.rows) if row not in repeated]
    cells = {
        (place, column - first): cell
        for place, row in enumerate(rows)
        for column, cell in grid.row(row).items()
        if column >= first and cell.row == row
    }
    return Printed(
        tuple(_labels(grid.squares.get((row, column)) for column in range(first)) for row in rows),
        tuple(
            _labels(
                cell
                for row in range(heads)
                if (cell := grid.squares.get((row, column))) and cell.column_span < grid.columns
            )
            for column in range(first, grid.columns)
        ),
        cells,
        tuple(grid.page for grid in grids if grid.page is not None),
    )


def _head_rows(grid: Joined) -> int:
    """Return how many rows of heads stand above: the first, and what stands below its groups."""
    heads = 1
    while heads < min(_HEADS_MOST, grid.rows - 1) and _is_head(grid, heads):
        heads += 1
    return heads


def _is_head(grid: Joined, row: int) -> bool:
    """Tell whether a row of words below a head is one too: a cell above spans it or its columns."""
    above = grid.row(row - 1).values()
    if not any(cell.column_span > 1 or cell.row + cell.row_span > row for cell in above):
        return False
    own = [cell for cell in grid.row(row).values() if cell.row == row and cell.text.strip()]
    words = all(not _is_number(cell) or _YEAR.fullmatch(cell.text.strip()) for cell in own)
    return words and any(cell.column > 0 for cell in own)


def _repeated(grid: Joined, heads: int) -> frozenset[int]:
    """Return the rows that print the heads again on another page."""
    texts = [_texts(grid, row) for row in range(heads)]
    return frozenset(
        start + row
        for start in grid.starts
        if [_texts(grid, start + row) for row in range(heads)] == texts
        for row in range(heads)
    )


def _texts(grid: Joined, row: int) -> list[str]:
    return ["".join(cell.text.split()) for cell in grid.row(row).values()]


def _label_columns(grid: Joined, heads: int) -> int:
    """Return how many columns of labels stand on the left: one, and those of words that follow."""
    for column in range(1, grid.columns):
        cells = (grid.squares.get((row, column)) for row in range(heads, grid.rows))
        printed = [cell for cell in cells if cell and cell.text.strip()]
        head = _labels(grid.squares.get((row, column)) for row in range(heads))
        words = sum(not _is_number(cell) for cell in printed)
        if 2 * words <= len(printed) and not (head and _ORDINAL.fullmatch(head[-1])):
            return column
    return 1


def _is_number(cell: GridCell) -> bool:
    return numbers.read(cell.text).state == "number"


def _labels(cells: Iterable[GridCell | None]) -> tuple[str, ...]:
    """Return the texts of cells, that of a cell over several squares once."""
    distinct = dict.fromkeys(cell for cell in cells if cell)
    return tuple(text for cell in distinct if (text := " ".join(cell.text.split())))


def _spec(name: str, section: str, printed: Printed) -> FormTable:
    return FormTable(
        id=name,
        section=section,
        layout="rows",
        rows=tuple(FormRow(f"r{n}", " ".join(p)) for n, p in enumerate(printed.rows, start=1)),
        columns=tuple(
            FormColumn(f"c{n}", *_head(p)) for n, p in enumerate(printed.columns, start=1)
        ),
    )


def _head(path: Sequence[str]) -> tuple[str, str, str]:
    """Return a column's own label, its name in a sentence where that says more, its group's."""
    *groups, label = path or ("",)
    return label, " ".join(path) if groups else "", " ".join(groups)


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


def _identities(spec: FormTable, printed: Printed, caption: str) -> Iterator[Identity]:
    """Yield the sums that the table's totals seem to be, along its columns and along its rows."""
    figures = [
        [
            numbers.read(printed.cells[r, c].text if (r, c) in printed.cells else "")
            for c in range(len(printed.columns))
        ]
        for r in range(len(printed.rows))
    ]
    rows = [
        totals.Line(row.id, path, tuple(line))
        for row, path, line in zip(spec.rows, printed.rows, figures, strict=True)
    ]
    columns = [
        totals.Line(column.id, path, line)
        for column, path, line in zip(
            spec.columns, printed.columns, zip(*figures, strict=True), strict=True
        )
    ]
    said = [caption, *(label for line in (*rows, *columns) for label in line.labels)]
    rounded = any(_LARGE_UNIT.search(text) for text in said)
    ways: tuple[tuple[Literal["row", "column"], list[totals.Line], list[totals.Line]], ...] = (
        ("column", rows, columns),
        ("row", columns, rows),
    )
    for each, summed, across in ways:
        for found in totals.sums(summed, across, rounded):
            yield Identity("A201", spec.id, each, found.parts, (found.total,), found.along)
