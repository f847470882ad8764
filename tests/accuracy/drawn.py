"""Reports drawn to PDF with reportlab: another producer, in a font that is not embedded.

The pages break where the caller says, inside rows' groups and below heads too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import Any, Literal

from msgspec import Struct
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.accuracy.figures import Case
from tests.accuracy.report import Heading, Part, Prose, Table, Title, parts
from tests.parsers.official import Square

_FONT = "STSong-Light"
_MARGIN, _TOP, _BOTTOM = 60.0, 70.0, 70.0
_PAD = 2.5

Ruled = Literal["lines", "rectangles", "thin boxes", "nothing"]


class Style(Struct, frozen=True):
    """How a report is drawn: what rules its cells, whether sideways, in which type.

    `breaks` are rows of the applications above which a page ends, `turned` pages are drawn as
    they are read and stored turned by ninety degrees.
    """

    ruled: Ruled = "lines"
    size: float = 8.5
    leading: float = 1.35
    wide: bool = False
    turned: bool = False
    breaks: tuple[int, ...] = ()
    number: Callable[[int], str] = "- {} -".format


STYLES = {
    "lines": Style(),
    "rectangles": Style("rectangles", leading=1.6, number="— {} —".format),
    "thin boxes": Style("thin boxes", size=8.0, number="第{}页".format),
    "nothing": Style("nothing", size=7.5),
    "turned": Style(turned=True, wide=True),
}


def drawn(case: Case, style: Style) -> bytes:
    """Return a report as PDF."""
    return drawn_parts(parts(case), style)


def drawn_parts(parts: Iterable[Part], style: Style) -> bytes:
    """Return what a report is made of as PDF."""
    _font()
    held = BytesIO()
    width, height = landscape(A4) if style.wide else A4
    # reportlab itself exchanges the sides of a page that is turned.
    pen = _Pen(Canvas(held, pagesize=(width, height), pageCompression=1), style, width, height)
    for part in parts:
        match part:
            case Title(text):
                pen.line(text, 16, centred=True)
            case Heading(text):
                pen.line(text, 13)
            case Prose(text):
                pen.prose(text, 11)
            case Table():
                pen.table(part)
    pen.finish()
    return held.getvalue()


@cache
def _font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))


class _Pen:
    """Draws from the top of a page down, and begins the next where it is full."""

    def __init__(self, canvas: Any, style: Style, width: float, height: float) -> None:
        self._canvas, self._style = canvas, style
        self._width, self._height = width, height
        self._page = 0
        self._begin()

    def _begin(self) -> None:
        self._page += 1
        self._y = _TOP
        if self._style.turned:  # the page is stored upright, and shown turned to the right
            self._canvas.setPageRotation(90)
            self._canvas.translate(self._height, 0)
            self._canvas.rotate(90)
        self._text(self._width / 2, self._height - 40, self._style.number(self._page), 9, True)

    def _new_page(self) -> None:
        self._canvas.showPage()
        self._begin()

    def finish(self) -> None:
        self._canvas.showPage()
        self._canvas.save()

    def _text(self, x: float, baseline: float, text: str, size: float, centred: bool) -> None:
        self._canvas.setFont(_FONT, size)
        draw = self._canvas.drawCentredString if centred else self._canvas.drawString
        draw(x, self._height - baseline, text)

    def _room(self, height: float) -> None:
        if self._y + height > self._height - _BOTTOM:
            self._new_page()

    def line(self, text: str, size: float, centred: bool = False) -> None:
        self._room(3 * size)
        x = self._width / 2 if centred else _MARGIN
        self._text(x, self._y + 1.5 * size, text, size, centred)
        self._y += 2 * size

    def prose(self, text: str, size: float) -> None:
        for line in _wrapped("　　" + text, size, self._width - 2 * _MARGIN):
            self._room(1.7 * size)
            self._text(_MARGIN, self._y + 1.2 * size, line, size, False)
            self._y += 1.7 * size

    def table(self, table: Table) -> None:
        """Draw a sheet; a page ends where the style says, and where it is full."""
        total = sum(table.widths)
        edges = [_MARGIN]
        for width in table.widths:
            edges.append(edges[-1] + width / total * (self._width - 2 * _MARGIN))
        lines = {id(s): self._lines(s, edges) for s in table.sheet}
        heights = self._heights(table, lines)
        written = {id(s): 0 for s in table.sheet}
        for first, end in self._pages(table, heights):
            if first:
                self._new_page()
            tops = [self._y]
            for height in heights[first:end]:
                tops.append(tops[-1] + height)
            for s in table.sheet:
                top, bottom = max(s.row, first), min(s.row + s.height, end)
                if top < bottom:
                    box = (
                        edges[s.column],
                        tops[top - first],
                        edges[s.column + s.width],
                        tops[bottom - first],
                    )
                    self._rule(box)
                    left = lines[id(s)][written[id(s)] :]
                    is_last = bottom == s.row + s.height
                    fits = (
                        len(left) if is_last else int((box[3] - box[1] - 2 * _PAD) / self._leading)
                    )
                    self._cell(box, left[:fits])
                    written[id(s)] += len(left[:fits])
            self._y = tops[-1]
        self._y += 12

    @property
    def _leading(self) -> float:
        return self._style.size * self._style.leading

    def _lines(self, s: Square, edges: Sequence[float]) -> list[str]:
        width = edges[s.column + s.width] - edges[s.column] - 2 * _PAD
        return [
            line for text in s.text.split("\n") for line in _wrapped(text, self._style.size, width)
        ]

    def _heights(self, table: Table, lines: dict[int, list[str]]) -> list[float]:
        """Return the rows' heights: each as its cells need, groups' labels where they have room."""
        least = self._leading + 2 * _PAD
        heights = [least] * table.rows
        for s in sorted(table.sheet, key=lambda s: s.height):
            missing = len(lines[id(s)]) * self._leading + 2 * _PAD
            missing -= sum(heights[s.row : s.row + s.height])
            if missing > 0:
                heights[s.row + s.height - 1] += missing
        return heights

    def _pages(self, table: Table, heights: Sequence[float]) -> Iterator[tuple[int, int]]:
        """Yield the rows of each page, from the first up to the last."""
        room = self._height - _BOTTOM
        breaks = self._style.breaks if table.id == "applications" else ()
        first, y = 0, self._y
        if y + heights[0] > room:
            self._new_page()
            y = self._y
        for row, height in enumerate(heights):
            if row > first and (row in breaks or y + height > room):
                yield first, row
                first, y = row, _TOP
            y += height
        yield first, table.rows

    def _rule(self, box: tuple[float, float, float, float]) -> None:
        x0, top, x1, bottom = box
        canvas, up = self._canvas, self._height
        canvas.setLineWidth(0.5)
        if self._style.ruled == "rectangles":
            canvas.rect(x0, up - bottom, x1 - x0, bottom - top, stroke=1, fill=0)
        for a, b, c, d in (
            (x0, top, x1, top),
            (x0, bottom, x1, bottom),
            (x0, top, x0, bottom),
            (x1, top, x1, bottom),
        ):
            if self._style.ruled == "lines":
                canvas.line(a, up - b, c, up - d)
            elif self._style.ruled == "thin boxes":
                canvas.rect(a - 0.25, up - d - 0.25, c - a + 0.5, d - b + 0.5, stroke=0, fill=1)

    def _cell(self, box: tuple[float, float, float, float], lines: Sequence[str]) -> None:
        x0, top, x1, bottom = box
        size = self._style.size
        y = (top + bottom) / 2 - len(lines) * self._leading / 2 + size
        for line in lines:
            self._text((x0 + x1) / 2, y, line, size, True)
            y += self._leading


def _wrapped(text: str, size: float, width: float) -> list[str]:
    """Return a text in lines no wider than `width`, broken anywhere."""
    lines = [""]
    for char in text:
        if lines[-1] and pdfmetrics.stringWidth(lines[-1] + char, _FONT, size) > width:
            lines.append("")
        lines[-1] += char
    return lines if text else []
