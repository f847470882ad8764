"""A laid-out line painted: its spans in their styles, with cursor, marks and amended figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from parsers.formula import number
from parsers.model import SEVERITIES, Quote, Role
from tui.glyphs import glyphs
from tui.layout import Line, Span
from tui.layout.text import cells
from tui.panels.view import Marks

GUTTER = 3
"""The cells at the left of each line: where the cursor is, and how the line is marked."""

SIDES: dict[Role, str] = {"left": "+", "right": "=", "suspect": "?"}
"""What stands before a figure that takes part in the finding in hand and is not its culprit."""

STAND_BACK = ("zero", "blank")
"""Cells that are not looked at, unless they are marked or under the cursor."""


class Cursor(NamedTuple):
    """Where the cursor is on a line: on a cell, on a row's label, or on the line as a whole."""

    address: str = ""

    def is_on(self, span: Span, line: Line) -> bool:
        """Say whether the cursor is on a span of the line."""
        if self.address:
            return span.address == self.address
        return span.style == "label" and bool(line.addresses) and not span.address


class Sign(NamedTuple):
    """A character and the name of its style."""

    text: str
    style: str


class Mark(NamedTuple):
    """How a cell is marked: a sign before it, one behind it, and the figure's style."""

    before: Sign | None = None
    behind: Sign | None = None
    style: str = ""


class Over(NamedTuple):
    """A stretch of a line's characters that is painted in a further style."""

    start: int
    end: int
    style: str


Styles = Callable[..., Style]


def paint_line(
    line: Line,
    marks: Marks,
    cursor: Cursor | None,
    width: int,
    styles: Styles,
    over: Sequence[Over] = (),
) -> list[Segment]:
    """Return `line` in `width` cells; `styles` gives the style for some names.

    What is `over` its characters is painted over all else.
    """
    spans = list(_spans(line, marks, cursor, styles))
    for stretch in over:
        spans = list(_laid_over(spans, stretch, styles(stretch.style)))
    painted = [*_gutter(line, marks, cursor, styles), *spans]
    painted += _behind(line, marks, width - sum(cells(s.text) for s in painted), styles)
    if cursor is None:
        return painted
    ground = styles("cursor-line")
    rest = max(width - sum(cells(s.text) for s in painted), 0)
    painted = [Segment(s.text, ground + (s.style or Style.null())) for s in painted]
    return [*painted, Segment(" " * rest, ground)]


def _gutter(line: Line, marks: Marks, cursor: Cursor | None, styles: Styles) -> Iterator[Segment]:
    yield Segment(glyphs().cursor if cursor is not None else " ", styles("pen"))
    severities = [marks.wrong[a] for a in line.addresses if a in marks.wrong]
    if line.origin in marks.rows:
        severities.append(marks.rows[line.origin])
    claimed = [marks.contradicted[q] for q in line.quotes if q in marks.contradicted]
    if line.origin.startswith("heading:") and line.section in marks.sections:
        severities.append(marks.sections[line.section])
    if claimed or (severities and line.offset == 0):
        severity = min([*severities, *claimed], key=SEVERITIES.index)
        yield Segment(glyphs().severities[severity], styles(severity))
        noted = _quotes(line, marks) or (_has_note(line, marks) and bool(line.addresses))
        yield Segment(glyphs().pen if noted else " ", styles("pen"))
        return
    noted = _has_note(line, marks) or _quotes(line, marks)
    yield Segment(glyphs().pen if noted else " ", styles("pen"))
    yield Segment(" ")


def is_marked(line: Line, marks: Marks) -> bool:
    """Say whether a line without cells is a heading, or marked as wrong or noted."""
    if line.origin.startswith("heading:"):
        return line.offset == 0
    contradicted = not marks.contradicted.keys().isdisjoint(line.quotes)
    return contradicted or _quotes(line, marks) or _has_note(line, marks)


def _quotes(line: Line, marks: Marks) -> bool:
    """Say whether words that are annotated begin on the line."""
    if not line.end or line.section not in marks.quoted:
        return False
    return any(line.offset <= q.start < line.end for q in marks.quoted[line.section])


def _laid_over(spans: Iterable[Segment], over: Over, style: Style) -> Iterator[Segment]:
    """Yield the spans with a style laid over a stretch of their characters."""
    at = 0
    for span in spans:
        own, start, end = span.style or Style.null(), over.start - at, over.end - at
        at += len(span.text)
        start, end = max(start, 0), max(min(end, len(span.text)), 0)
        if start >= end:
            yield span
            continue
        pieces = (
            (span.text[:start], own),
            (span.text[start:end], own + style),
            (span.text[end:], own),
        )
        yield from (Segment(text, look) for text, look in pieces if text)


def _has_note(line: Line, marks: Marks) -> bool:
    """Say whether a note is on the line as a whole: a heading, a table's head or row, the title."""
    named = line.origin.startswith(("heading:", "heads:", "row:", "title"))
    return named and line.offset == 0 and line.target in marks.annotated


def _spans(line: Line, marks: Marks, cursor: Cursor | None, styles: Styles) -> Iterator[Segment]:
    """Yield the spans; a sign that finds no room behind its cell goes before the next."""
    carried: Sign | None = None
    for i, span in enumerate(line.spans):
        here = "cursor" if cursor is not None and cursor.is_on(span, line) else ""
        if not span.address:
            yield Segment(span.text, styles(span.style, *_claimed(span.quote, marks), here))
            continue
        mark, sign = _mark(span.address, marks), Sign(span.text, "")
        if span.style == "before":
            own = None if _is_close(mark, line.spans[i + 1]) else mark.before
            sign, carried = own or carried or sign, None
        elif span.style == "after":
            sign = mark.behind or sign
        else:
            look = "" if span.style in STAND_BACK and (mark.style or here) else span.style
            text, style = span.text, styles(look, mark.style, here)
            if mark.before and _is_close(mark, span):
                blanks = len(text) - len(text.lstrip()) - 1
                yield Segment(text[:blanks], style)
                yield Segment(mark.before.text, styles(mark.before.style, here))
                text = text[blanks + 1 :]
            yield Segment(text, style)
            carried = mark.behind if _is_last(line.spans, i) else None
            continue
        yield Segment(sign.text, styles(sign.style))
    if carried:
        yield Segment(carried.text, styles(carried.style))


def _claimed(quote: Quote | None, marks: Marks) -> tuple[str, ...]:
    """Return the styles of what a check speaks of in the prose."""
    if quote is None:
        return ()
    if quote in marks.contradicted:
        in_hand = "culprit" if quote in marks.spoken_of else ""
        return "contradicted", marks.contradicted[quote], in_hand
    return ("verified",) if quote in marks.verified else ()


def _is_close(mark: Mark, span: Span) -> bool:
    """Say whether the sign before a cell stands close to what is in it: where many are blank."""
    return span.style == "blank" and mark.style in SEVERITIES and span.text.startswith(" ")


def _is_last(spans: tuple[Span, ...], i: int) -> bool:
    """Say whether no span of the same cell stands behind the one numbered `i`."""
    return i + 1 == len(spans) or spans[i + 1].address != spans[i].address


def _mark(address: str, marks: Marks) -> Mark:
    """Return how the cell at `address` is marked, its part in the finding in hand first."""
    signs = glyphs()
    pen = Sign(signs.pen, "pen") if f"cell:{address}" in marks.annotated else None
    if role := marks.roles.get(address):
        behind = Sign(signs.behind, role) if role == "culprit" else None
        return Mark(Sign(SIDES.get(role, signs.before), role), pen or behind, role)
    if severity := marks.wrong.get(address):
        return Mark(Sign(signs.severities[severity], severity), pen, severity)
    return Mark(None, pen)


def _behind(line: Line, marks: Marks, room: int, styles: Styles) -> Iterator[Segment]:
    """Yield what stands behind a line: the amended figure, or a note's sign on a heading."""
    amended = [number(marks.amends[a]) for a in line.addresses if a in marks.amends]
    text, style = (f"{glyphs().arrow} {' '.join(amended)}", "amend") if amended else ("", "")
    if _has_note(line, marks) and not line.addresses and line.section in marks.sections:
        text, style = f" {glyphs().pen}", "pen"
    if text and cells(text) <= room:
        yield Segment(text, styles(style))
