"""Official tables drawn with straight columns, in as much width as there is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct, structs

from parsers.forms import FormColumn, FormRow, FormTable, address
from parsers.model import Cell, Table
from tui.glyphs import glyphs
from tui.language import _
from tui.layout.lines import Line, Span
from tui.layout.text import cells, cut, pad, plain, wrap
from tui.layout.words import column_label, depth, row_label

INDENT = 2
WIDEST_FIGURE = 20
WIDEST_LABEL = 46
NARROWEST_LABEL = 6
GROUP_LINES = 4
"""What the name of a group of columns may take."""

MARGIN = 8
"""What is left free at the right of a table, for the figure that ought to stand there."""


class Ways(Struct, frozen=True):
    """One way to draw a table: heads in whole or narrow, blanks at both sides of a figure or one,
    lines a label may take, the margin at the right, and how wide the labels should be at least.
    """

    whole_heads: bool
    both_sides: bool
    label_lines: int
    margin: int
    enough: int


WAYS = (
    Ways(True, True, 2, MARGIN, WIDEST_LABEL),
    Ways(False, True, 2, MARGIN, 34),
    Ways(False, True, 2, 0, 24),
    Ways(False, False, 1, 1, 0),
)
"""From the most generous to the narrowest."""


class Plan(Struct, frozen=True):
    """How a block of rows is drawn: widths in cells, without the blanks at a figure's sides."""

    label: int
    widths: tuple[int, ...]
    heads: tuple[tuple[str, ...], ...]
    way: Ways


class Block(Struct, frozen=True):
    """Rows under common heads: a whole table, or a part of one with columns of its own."""

    title: str
    rows: tuple[FormRow, ...]
    columns: tuple[FormColumn, ...]


def draw(table: Table, form: FormTable, width: int) -> Iterator[Line]:
    """Yield the lines of `table`, none wider than `width` where `width` is reasonable."""
    blocks = _blocks(form, form.rows_given(table.cells))
    labels = max(_label_width(r, table, form) for b in blocks for r in b.rows)
    blocks = [part for block in blocks for part in _parts(block, table, width)]
    for block in blocks:
        plan = _plan(block, table, labels, width)
        yield from _heads(block, plan, table)
        yield from _rows(block, plan, table, form)
    yield from _unmatched(table, width)


def _blocks(form: FormTable, rows: tuple[FormRow, ...]) -> list[Block]:
    """Return the parts of a table: one, or one a group where groups have columns of their own."""
    if not any(r.columns for r in rows):
        return [Block("", rows, form.columns)]
    return [
        Block(group, tuple(members := list(part)), form.columns_of(members[0]))
        for (group, _columns), part in groupby(rows, key=lambda r: (r.group, r.columns))
    ]


def _parts(block: Block, table: Table, width: int) -> Iterator[Block]:
    """Yield a block in as many parts below each other as its columns need, its labels in each."""
    way = WAYS[-1]
    room = width - NARROWEST_LABEL - way.margin
    part: list[FormColumn] = []
    taken = 0
    for column in block.columns:
        figures = _figures(block, table, column)
        needed = 1 + max(figures, *map(cells, _head(column, way, figures)))
        if part and taken + needed > room:
            yield structs.replace(block, columns=tuple(part))
            part, taken = [], 0
        part.append(column)
        taken += needed
    yield structs.replace(block, columns=tuple(part))


def _label_width(row: FormRow, table: Table, form: FormTable) -> int:
    return min(cells(row_label(row, table)) + _indent(row, form), WIDEST_LABEL)


def _indent(row: FormRow, form: FormTable) -> int:
    """Return how far the label of `row` is set in, as its numbering or its group asks."""
    if any(r.columns for r in form.rows):
        return 0
    level = depth(row.label)
    return INDENT * (level if level is not None else bool(row.group))


def _plan(block: Block, table: Table, labels: int, width: int) -> Plan:
    """Choose the most generous way that leaves enough for the labels."""
    for way in WAYS:
        heads = tuple(_head(c, way, _figures(block, table, c)) for c in block.columns)
        widths = tuple(
            max(_figures(block, table, c), *map(cells, head))
            for c, head in zip(block.columns, heads, strict=True)
        )
        taken = sum(widths) + (1 + way.both_sides) * len(widths) + way.margin
        if width - taken >= min(labels, way.enough):
            break
    return Plan(max(min(labels, width - taken), NARROWEST_LABEL), widths, heads, way)


def _figures(block: Block, table: Table, column: FormColumn) -> int:
    """Return the width of the widest figure in a column."""
    printed = (table.cells.get(address(table.id, r.id, column.id)) for r in block.rows)
    return min(max((cells(_figure(c)[0]) for c in printed), default=1), WIDEST_FIGURE)


def _head(column: FormColumn, way: Ways, figures: int) -> tuple[str, ...]:
    """Return the lines of a column's head, two characters a line where heads are narrow."""
    label = column_label(column)
    if way.whole_heads or cells(label) <= max(figures, 4):
        return (label,)
    return tuple(piece for _offset, piece in wrap(label, max(figures, 4)))


def _figure(cell: Cell | None) -> tuple[str, str]:
    """Return what stands in a cell, and its style name."""
    if cell is None:
        return "?", "missing"
    if cell.state == "blank":
        return glyphs().blank, "blank"
    text = plain(cell.text) or glyphs().blank
    if cell.state != "number":
        return text, "not-a-number"
    return text, "figure" if cell.value else "zero"


def _heads(block: Block, plan: Plan, table: Table) -> Iterator[Line]:
    """Yield the lines above the figures. The cursor may rest on the first, which is the table."""
    lines: list[tuple[Span, ...]] = []
    if block.title:
        lines.append((Span(block.title, "group"),))
    if any(c.group for c in block.columns):
        lines += _column_groups(block, plan)
    height = max(map(len, plan.heads))
    for i in range(height):
        pieces = [h[i - height + len(h)] if i >= height - len(h) else "" for h in plan.heads]
        lines.append(
            (
                Span(" " * plan.label),
                *(
                    Span(
                        " " + pad(p, w, "right") + " " * plan.way.both_sides,
                        "head",
                        column=f"{table.id}/{c.id}",
                    )
                    for p, w, c in zip(pieces, plan.widths, block.columns, strict=True)
                ),
            )
        )
    origin = f"heads:{table.id}:{block.title}"
    page = table.pages[0] if table.pages else None
    for i, spans in enumerate(lines):
        yield Line(spans, origin, i, table.section, page, table.id, stop=i == 0)


def _column_groups(block: Block, plan: Plan) -> list[tuple[Span, ...]]:
    """Return lines with the name of each group of columns over those columns, the last ruled."""
    sides = 1 + plan.way.both_sides
    members = groupby(zip(block.columns, plan.widths, strict=True), key=lambda m: m[0].group)
    rooms = [(group, sum(w + sides for _column, w in held) - 1) for group, held in members]
    names = [_label(group, max(room - 2, 2), GROUP_LINES) for group, room in rooms]
    height = max(map(len, names))
    lines = []
    for i in range(height):
        spans = [Span(" " * plan.label)]
        for (group, room), pieces in zip(rooms, names, strict=True):
            at = i - height + len(pieces)
            name = pieces[at] if at >= 0 else ""
            rule = glyphs().rule if group and i == height - 1 else " "
            left = (room - cells(name)) // 2
            spans.append(Span(f" {rule * left}{name}{rule * (room - left - cells(name))}", "rule"))
        lines.append(tuple(spans))
    return lines


def _rows(block: Block, plan: Plan, table: Table, form: FormTable) -> Iterator[Line]:
    """Yield the rows, each group's name above its first row."""
    named = {block.title, ""}
    for row in block.rows:
        if row.group not in named:
            named.add(row.group)
            spans = (Span(" " * (INDENT * (depth(row.group) or 0)) + row.group, "group"),)
            yield Line(spans, f"group:{row.group}", 0, table.section, None, table.id, stop=False)
        yield from _row(row, block, plan, table, form)


def _row(row: FormRow, block: Block, plan: Plan, table: Table, form: FormTable) -> Iterator[Line]:
    """Yield a row: label and figures, and below it what is left of a long label."""
    indent = _indent(row, form)
    label = _label(row_label(row, table), plan.label - indent, plan.way.label_lines)
    spans = [Span(" " * indent + pad(label[0], plan.label - indent), "label")]
    page = None
    for column, width in zip(block.columns, plan.widths, strict=True):
        where = address(table.id, row.id, column.id)
        cell = table.cells.get(where)
        page = page or (cell.page if cell else None)
        text, style = _figure(cell)
        spans += [Span(" ", "before", where), Span(pad(text, width, "right"), style, where)]
        if plan.way.both_sides:
            spans.append(Span(" ", "after", where))
    origin = f"row:{table.id}/{row.id}"
    yield Line(tuple(spans), origin, 0, table.section, page, table.id)
    for i, rest in enumerate(label[1:], 1):
        more = (Span(" " * indent + rest, "label"),)
        yield Line(more, origin, i, table.section, page, table.id, stop=False)


def _label(text: str, width: int, lines: int) -> list[str]:
    """Return a label in at most `lines` lines; the last one is cut where it does not end there."""
    if lines == 1 or cells(text) <= width:
        return [cut(text, width)]
    starts = wrap(text, width)[:lines]
    return [piece for _offset, piece in starts[:-1]] + [cut(text[starts[-1][0] :], width)]


def _unmatched(table: Table, width: int) -> Iterator[Line]:
    """Yield what was printed in the table and is not in the form."""
    for unknown in table.unmatched:
        printed = " ".join(plain(t) for t in (unknown.label, *unknown.texts))
        sentence = _("not in the form: {printed}").format(printed=printed)
        for offset, text in wrap(sentence, width):
            spans = (Span(text, "note"),)
            origin = f"unmatched:{table.id}:{unknown.label}"
            yield Line(spans, origin, offset, table.section, unknown.page, table.id)
