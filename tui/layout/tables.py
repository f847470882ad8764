"""Official tables drawn with straight columns, in as much width as there is."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.forms import FormRow, FormTable, address
from parsers.model import Table
from tui.glyphs import glyphs
from tui.language import _
from tui.layout.columns import INDENT, Block, Label, Plan, blocks, figure
from tui.layout.lines import Line, Span
from tui.layout.text import cells, pad, plain, wrap
from tui.layout.words import depth


def draw(table: Table, form: FormTable, width: int) -> Iterator[Line]:
    """Yield the lines of `table`, none wider than `width` where `width` is reasonable."""
    for block, plan in blocks(table, form, width):
        yield from _heads(block, plan, table)
        yield from _rows(block, plan, table)
    yield from _unmatched(table, width)


def _heads(block: Block, plan: Plan, table: Table) -> Iterator[Line]:
    """Yield the lines above the figures. The cursor may rest on the first, which is the table."""
    lines: list[tuple[Span, ...]] = []
    if block.title:
        lines.append((Span(block.title, "group"),))
    lines += _group_lines(plan)
    height = max(map(len, plan.heads))
    for i in range(height):
        pieces = [h[i - height + len(h)] if i >= height - len(h) else "" for h in plan.heads]
        lines.append(
            (
                Span(" " * plan.label),
                *(
                    Span(
                        " " + pad(p, w, "right") + " " * plan.sides.both,
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


def _group_lines(plan: Plan) -> Iterator[tuple[Span, ...]]:
    """Yield the lines with each group's name over its columns, the last ruled."""
    height = plan.above
    for i in range(height):
        spans = [Span(" " * plan.label)]
        for pieces, room in plan.groups:
            at = i - height + len(pieces)
            name = pieces[at] if at >= 0 else ""
            rule = glyphs().rule if any(pieces) and i == height - 1 else " "
            left = (room - cells(name)) // 2
            spans.append(Span(f" {rule * left}{name}{rule * (room - left - cells(name))}", "rule"))
        yield tuple(spans)


def _rows(block: Block, plan: Plan, table: Table) -> Iterator[Line]:
    """Yield the rows, each group's name above its first row."""
    named = {block.title, ""}
    for row, label in zip(block.rows, block.labels, strict=True):
        if row.group not in named:
            named.add(row.group)
            spans = (Span(" " * (INDENT * (depth(row.group) or 0)) + row.group, "group"),)
            yield Line(spans, f"group:{row.group}", 0, table.section, None, table.id, stop=False)
        yield from _row(row, label, block, plan, table)


def _row(row: FormRow, label: Label, block: Block, plan: Plan, table: Table) -> Iterator[Line]:
    """Yield a row: label and figures, and below it what is left of a long label."""
    indent, room = " " * label.indent, plan.label - label.indent
    first, *more = [piece for _offset, piece in wrap(label.text, room)] or [""]
    spans = [Span(indent + pad(first, room), "label")]
    page = None
    for column, width in zip(block.columns, plan.widths, strict=True):
        where = address(table.id, row.id, column.id)
        cell = table.cells.get(where)
        page = page or (cell.page if cell else None)
        text, style = figure(cell)
        spans += [Span(" ", "before", where), Span(pad(text, width, "right"), style, where)]
        if plan.sides.both:
            spans.append(Span(" ", "after", where))
    origin = f"row:{table.id}/{row.id}"
    yield Line(tuple(spans), origin, 0, table.section, page, table.id)
    for i, rest in enumerate(more, 1):
        below = (Span(indent + rest, "label"),)
        yield Line(below, origin, i, table.section, page, table.id, stop=False)


def _unmatched(table: Table, width: int) -> Iterator[Line]:
    """Yield what was printed in the table and is not in the form."""
    for unknown in table.unmatched:
        printed = " ".join(plain(t) for t in (unknown.label, *unknown.texts))
        sentence = _("not in the form: {printed}").format(printed=printed)
        for offset, text in wrap(sentence, width):
            spans = (Span(text, "note"),)
            origin = f"unmatched:{table.id}:{unknown.label}"
            yield Line(spans, origin, offset, table.section, unknown.page, table.id)
