"""An element of a web page as it is shown: blocks of text, and tables of cells that hold such.

What is not shown is left out. Nothing is decided here about what a table is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from parsers.document import PICTURE, Unreadable
from parsers.messages import marked
from parsers.readers.raised import LOWERED, RAISED
from parsers.readers.shown import hidden_classes, is_left_out, is_link, is_picture, raised

TOO_DEEP = marked("the web page nests its elements too deeply to be read")
TOO_LARGE = marked("the web page is too large to be a report")

# fmt: off
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "samp", "small", "span", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
))
# fmt: on
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACES = re.compile(r"(.?)([ \t\n\r\f]+)(?=(.?))", re.DOTALL)
_WITHOUT_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# How wide a text counts that stands in a row but in no cell, in columns.
_ASTRAY = 1000
# Tables in tables, and characters shown: fifty times what the longest report has.
_DEEPEST = 40
_SHOWN_MOST = 1_000_000


class Text(Struct, frozen=True):
    """A block of text: its lines, the level of a heading, whether it is nothing but links."""

    lines: tuple[str, ...]
    level: int | None = None
    is_link: bool = False
    is_typed: bool = False


class Cell(Struct):
    """A cell of a table, what it holds and what it says that it spans.

    `holds_page` is for those who tell cells of figures from parts of the page, to ask only once.
    """

    items: list[Text | Table]
    row_span: int
    column_span: int
    holds_page: bool | None = None


class Table(Struct):
    """A table as marked up: groups of rows of cells. A cell's rows end with its group."""

    groups: list[list[list[Cell]]]


Item = Text | Table


def items(root: Any) -> list[Item]:
    """Return what an element shows, in its order; raise `Unreadable` where that is absurd."""
    builder, hidden = _Builder(), hidden_classes(root)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element is not root and is_left_out(element, hidden):
            builder.leave_out(element)
            walk.skip_subtree()
        elif event == "start":
            builder.open(element)
            builder.add(element.text)
        else:
            builder.close()
            if element is not root:
                builder.add(element.tail)
    builder.flush()
    return builder.flows[0].items


def texts(found: Sequence[Item]) -> Iterator[Text]:
    """Yield the blocks of text that items hold, those in tables too."""
    for item in found:
        if isinstance(item, Text):
            yield item
        else:
            for cell in (cell for group in item.groups for row in group for cell in row):
                yield from texts(cell.items)


class _Flow(Struct):
    """What is being written into: finished items, and the lines of the block begun."""

    items: list[Item] = []
    lines: list[list[str]] = []
    shown: int = 0
    linked: int = 0


class _Builder:
    """Takes the elements of a page one after the other, however deep they stand."""

    def __init__(self) -> None:
        self.flows = [_Flow()]
        self.tables: list[Table] = []
        self.kinds: list[str] = []
        self.level: int | None = None
        self.typed = 0
        self.links = 0
        self.shown = 0
        self.raised: list[dict[int, int]] = []
        # How many flows there were when each table began: there are more inside its cells.
        self.outside: list[int] = []
        self.row_ended = False

    def open(self, element: Any) -> None:
        """Begin an element."""
        tag = element.tag if isinstance(element.tag, str) else ""
        kind = self._kind(tag, element)
        self.kinds.append(kind)
        if kind == "table":
            self._open_table()
        elif kind == "cell":
            self._open_cell(element)
        elif kind == "row":
            self._open_row()
        elif kind == "group":
            self.tables[-1].groups.append([])
        elif kind == "heading":
            self.flush()
            self.level = _HEADINGS[tag]
        elif kind == "typed":
            self.flush()
            self.typed += 1
        elif kind == "link":
            self.links += 1
        elif kind == "raised":
            self.raised.append(RAISED if raised(element) == "sup" else LOWERED)
        elif kind == "break":
            self.flow.lines.append([])
        elif kind == "block":
            self.flush()

    def _kind(self, tag: str, element: Any) -> str:
        between = self._is_between_cells
        if tag == "table":
            return "table"
        if between and tag in ("td", "th"):
            return "cell"
        if between and tag == "tr":
            return "row"
        if between and tag in ("tbody", "thead", "tfoot"):
            return "group"
        if tag in _HEADINGS:
            return "heading"
        if tag in ("pre", "xmp", "plaintext", "listing"):
            return "typed"
        if tag in _INLINE and raised(element):
            return "raised"
        if is_link(element):
            return "link"
        if tag == "br":
            return "break"
        return "inline" if tag in _INLINE or ":" in tag else "block"

    def leave_out(self, element: Any) -> None:
        """Begin an element of which nothing is shown, or nothing that can be read."""
        self.kinds.append("")
        if self.tables and is_picture(element):
            self.add(PICTURE)

    def close(self) -> None:
        """End the element begun last."""
        kind = self.kinds.pop()
        if kind == "table":
            table = self.tables.pop()
            self.flush()
            del self.outside[-1]
            self.flow.items.append(table)
            self.row_ended = False
        elif kind == "cell":
            self.flush()
            self.flows.pop()
        elif kind in ("row", "group"):
            self.row_ended = True
        elif kind == "heading":
            self.flush()
            self.level = None
        elif kind == "typed":
            self.flush()
            self.typed -= 1
        elif kind == "link":
            self.links -= 1
        elif kind == "raised":
            self.raised.pop()
        elif kind == "block":
            self.flush()

    def _open_table(self) -> None:
        self.flush()
        if len(self.tables) >= _DEEPEST:
            raise Unreadable(TOO_DEEP)
        self.tables.append(Table([[]]))
        self.outside.append(len(self.flows))

    def _open_row(self) -> None:
        self.tables[-1].groups[-1].append([])
        self.row_ended = False

    def _open_cell(self, element: Any) -> None:
        group = self.tables[-1].groups[-1]
        if self.row_ended or not group:
            self._open_row()
        cell = Cell([], _span(element.get("rowspan"), 0), _span(element.get("colspan"), 1))
        group[-1].append(cell)
        self.flows.append(_Flow(items=cell.items))

    @property
    def _is_between_cells(self) -> bool:
        return bool(self.tables) and len(self.flows) == self.outside[-1]

    @property
    def _is_in_row(self) -> bool:
        inside = self.kinds[len(self.kinds) - self.kinds[::-1].index("table") :]
        return "row" in inside and bool(self.tables[-1].groups[-1])

    @property
    def flow(self) -> _Flow:
        """What is written into; text between the rows of a table goes before the table."""
        return self.flows[-1]

    def add(self, text: str | None) -> None:
        """Add a text as it stands in the file."""
        if not text:
            return
        if self._is_between_cells and text.strip() and self._is_in_row:
            # The tags of its cell are lost: the row is to be wider than any table.
            self.tables[-1].groups[-1][-1].append(Cell([Text((text,))], 1, _ASTRAY))
            return
        if self.raised:
            text = text.translate(self.raised[-1])
        flow = self.flow
        if not flow.lines:
            flow.lines.append([])
        flow.lines[-1].append(text)
        length = len(text.strip())
        flow.shown += length
        flow.linked += length if self.links else 0
        self.shown += length
        if self.shown > _SHOWN_MOST:
            raise Unreadable(TOO_LARGE)

    def flush(self) -> None:
        """End the block of text that was begun."""
        flow = self.flow
        if not flow.lines:
            return
        text = ["".join(pieces) for pieces in flow.lines]
        lines = text if self.typed else [_shown(line) for line in text]
        if self.typed:
            lines = [line for piece in text for line in piece.splitlines()]
        if any(line.strip() for line in lines):
            is_link = flow.linked == flow.shown
            flow.items.append(Text(tuple(lines), self.level, is_link, self.typed > 0))
        flow.lines, flow.shown, flow.linked = [], 0, 0


def _shown(text: str) -> str:
    """Return a line as a browser shows it: white space of the file is one space, or none.

    A line end of the file between two ideographs is none.
    """
    text = _SPACES.sub(_space, _WITHOUT_WIDTH.sub("", text))
    return text.replace("\u00a0", " ")


def _space(match: re.Match[str]) -> str:
    before, spaces, after = match.groups()
    wide = before > "\u2e80" and after > "\u2e80" and "\n" in spaces
    return before if wide else f"{before} "


def _span(printed: str | None, to_the_end: int) -> int:
    """Return a number of rows or columns; what is none is 1, and 0 what `to_the_end` says."""
    match = re.match(r"\s*\+?([0-9]+)", printed or "")
    if not match:
        return 1
    return min(int(match[1][:6]), 100_000) or to_the_end
