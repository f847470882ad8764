"""How wide the columns of a table are: what there is of room, shared out so that it is least high.

Figures stand on one line. Labels of rows are never cut: they take as many lines as they need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct, structs

from parsers.forms import FormColumn, FormRow, FormTable, address
from parsers.model import Cell, Table
from tui.glyphs import glyphs
from tui.layout.text import cells, plain, wrap
from tui.layout.words import column_label, depth, row_label

INDENT = 2
WIDEST_FIGURE = 20
WIDEST_LABEL = 46
NARROWEST_LABEL = 12
WORD = 4
"""Two characters, as most words have: heads of columns are broken behind one or more of them."""

NARROWEST_HEAD = 2
"""A head's characters one above the other."""

MARGIN = 8
"""What is left free at the right of a table, for the figure that ought to stand there."""

MARGIN_WORTH = 3
"""So many lines a table may be higher to have that margin."""


class Sides(Struct, frozen=True):
    """What is left free: a blank at both sides of a figure or at its left, and a margin."""

    both: bool
    margin: int

    def taken(self, widths: Sequence[int]) -> int:
        """Return what columns with figures of these widths take, and the margin."""
        return sum(widths) + (1 + self.both) * len(widths) + self.margin


SIDES = (Sides(True, MARGIN), Sides(True, 0), Sides(False, 1))
"""From the most generous to the narrowest."""


class Label(NamedTuple):
    """What stands before the figures of a row, set in by so many cells."""

    text: str
    indent: int
    size: int

    def lines(self, width: int) -> int:
        """Return about how many lines it takes in a column of `width` cells."""
        room = width - self.indent
        return 1 if self.size <= room else -(-self.size // max(room - room % 2, 2))


class Block(Struct, frozen=True):
    """Rows under common heads: a whole table, or a part of one with columns of its own.

    Its `figures` are how wide the figures in its columns are at most.
    """

    title: str
    rows: tuple[FormRow, ...]
    labels: tuple[Label, ...]
    columns: tuple[FormColumn, ...]
    figures: tuple[int, ...]


class GroupHead(NamedTuple):
    """What stands above the heads of a group of columns, broken, in so many cells."""

    name: tuple[str, ...]
    room: int


class Plan(Struct, frozen=True):
    """How a block of rows is drawn: widths in cells, without the blanks at a figure's sides."""

    label: int
    widths: tuple[int, ...]
    heads: tuple[tuple[str, ...], ...]
    groups: tuple[GroupHead, ...]
    sides: Sides

    @property
    def above(self) -> int:
        """How many lines the names of groups take above the heads."""
        return max((len(group.name) for group in self.groups), default=0)


def blocks(table: Table, form: FormTable, width: int) -> Iterator[tuple[Block, Plan]]:
    """Yield the parts of a table and how each is drawn in `width` cells.

    There is one, or one a group of rows where groups have columns of their own, or several below
    each other where the columns need that.
    """
    whole = list(_blocks(table, form))
    labels = [label for block in whole for label in block.labels]
    for block in whole:
        for part in _parts(block, width):
            yield part, _plan(part, labels, width)


def _blocks(table: Table, form: FormTable) -> Iterator[Block]:
    rows = form.rows_given(table.cells)
    has_own = any(r.columns for r in rows)
    set_in = not any(r.columns for r in form.rows)
    for (group, _columns), part in groupby(
        rows, key=lambda r: (r.group, r.columns) if has_own else ("", ())
    ):
        members = tuple(part)
        columns = form.columns_of(members[0]) if has_own else form.columns
        yield Block(
            title=group,
            rows=members,
            labels=tuple(_label(r, table, set_in) for r in members),
            columns=columns,
            figures=tuple(_widest(members, table, c) for c in columns),
        )


def _label(row: FormRow, table: Table, set_in: bool) -> Label:
    """Return the label of `row`, to be set in as its numbering or its group asks, or not."""
    text, indent = row_label(row, table), 0
    if set_in:
        level = depth(row.label)
        indent = INDENT * (level if level is not None else bool(row.group))
    return Label(text, indent, cells(text))


def _widest(rows: Sequence[FormRow], table: Table, column: FormColumn) -> int:
    """Return the width of the widest figure in a column."""
    printed = (table.cells.get(address(table.id, r.id, column.id)) for r in rows)
    return min(max((cells(figure(c)[0]) for c in printed), default=1), WIDEST_FIGURE)


def figure(cell: Cell | None) -> tuple[str, str]:
    """Return what stands in a cell, and its style name."""
    if cell is None:
        return "?", "missing"
    if cell.state == "blank":
        return glyphs().blank, "blank"
    text = plain(cell.text) or glyphs().blank
    if cell.state != "number":
        return text, "not-a-number"
    return text, "figure" if cell.value else "zero"


def _parts(block: Block, width: int) -> Iterator[Block]:
    """Yield a block in as many parts below each other as its columns need, its labels in each."""
    sides, room = SIDES[-1], width - NARROWEST_LABEL
    if sides.taken([max(size, NARROWEST_HEAD) for size in block.figures]) <= room:
        yield block
        return
    _heads, widths = _broken(block, WORD)
    start = 0
    for end in range(1, len(widths) + 1):
        if end == len(widths) or sides.taken(widths[start : end + 1]) > room:
            columns, figures = block.columns[start:end], block.figures[start:end]
            yield structs.replace(block, columns=columns, figures=figures)
            start = end


def _plan(block: Block, labels: Sequence[Label], width: int) -> Plan:
    """Choose how a table is least high, and of several ways that which breaks labels least.

    They are the `labels` of all its blocks, so that their figures stand beneath each other, and get
    all the room that the columns do not need.
    """
    best: tuple[int, int, int] | None = None
    widest = min(max(label.indent + label.size for label in labels), WIDEST_LABEL)
    least = min(widest, NARROWEST_LABEL)
    for breadth in _breadths(block):
        heads, widths = _broken(block, breadth)
        # Characters one above the other are slow to read: such a line counts as two.
        height = max(map(len, heads)) * (2 if breadth < WORD else 1)
        if best is not None and (0, height) > best:
            # What is narrower still is higher still.
            break
        for sides in SIDES:
            room = width - sides.taken(widths)
            label = max(min(widest, room), least)
            groups = _group_heads(block, widths, sides)
            tried = Plan(label, widths, heads, groups, sides)
            more = sum(one.lines(label) - 1 for one in labels)
            # Rows with heads of their own, under a title, have no totals to put right.
            missed = 0 if block.title or sides.margin == MARGIN else MARGIN_WORTH
            high = height + tried.above + more + missed
            cost = max(least - room, 0), high, more
            if best is None or cost < best:
                best, plan = cost, tried
    return _widened(plan, block, width)


def _widened(plan: Plan, block: Block, width: int) -> Plan:
    """Give what room is left to columns with heads that are broken less for it."""
    spare = width - plan.label - plan.sides.taken(plan.widths)
    if spare < 1 or max(map(len, plan.heads)) == 1:
        return plan
    heads, widths = list(plan.heads), list(plan.widths)
    alike: dict[str | int, list[int]] = {}
    for n, column in enumerate(block.columns):
        # What looks alike, of one group or of as many lines, stays alike.
        alike.setdefault(column.group or len(heads[n]), []).append(n)
    for breadth in _breadths(block):
        broken, wider = _broken(block, breadth)
        for held in alike.values():
            more = sum(wider[n] - widths[n] for n in held)
            if more <= spare and any(len(broken[n]) < len(heads[n]) for n in held):
                spare -= more
                for n in held:
                    heads[n], widths[n] = broken[n], wider[n]
    groups = _group_heads(block, tuple(widths), plan.sides)
    return structs.replace(plan, widths=tuple(widths), heads=tuple(heads), groups=groups)


def _breadths(block: Block) -> Iterator[int]:
    """Yield in how many cells heads may be broken, from whole ones to single characters."""
    whole = max(cells(column_label(c)) for c in block.columns)
    yield whole
    yield from range((whole - 1) // WORD * WORD, 0, -WORD)
    yield NARROWEST_HEAD


def _broken(block: Block, breadth: int) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    """Return heads broken in `breadth` cells, and widths of their columns, alike in a group."""
    heads = tuple(
        _pieces(column_label(c), max(breadth, size))
        for c, size in zip(block.columns, block.figures, strict=True)
    )
    needed = [max(map(cells, head)) for head in heads]
    alike: dict[str, int] = {}
    for column, size in zip(block.columns, needed, strict=True):
        if column.group:
            alike[column.group] = max(alike.get(column.group, 0), min(size, breadth))
    sizes = zip(needed, block.figures, (alike.get(c.group, 0) for c in block.columns), strict=True)
    return heads, tuple(map(max, sizes))


def _pieces(text: str, width: int) -> tuple[str, ...]:
    return tuple(piece for _offset, piece in wrap(text, width)) or ("",)


def _group_heads(block: Block, widths: tuple[int, ...], sides: Sides) -> tuple[GroupHead, ...]:
    """Return what stands above the heads; nothing where no column is in a group."""
    if not any(c.group for c in block.columns):
        return ()
    members = groupby(zip(block.columns, widths, strict=True), key=lambda m: m[0].group)
    rooms = [(name, sum(w + 1 + sides.both for _c, w in held) - 1) for name, held in members]
    return tuple(
        # A rule at both sides, unless the name only just fits.
        GroupHead(_pieces(name, room if cells(name) <= room else max(room - 2, 2)), room)
        for name, room in rooms
    )
