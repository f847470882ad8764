"""Word files: paragraphs and tables in the order of their text.

Walks the file's own elements: what prints a report (automatic numbers, content controls, text
boxes, tracked changes) is not in python-docx's objects, and its merged cells take long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

from msgspec import structs

from parsers.document import PICTURE, Block, Document, Grid, GridCell, Paragraph, Unreadable
from parsers.messages import marked
from parsers.readers.drawn import Square, squares
from parsers.readers.numbering import Numbering
from parsers.readers.package import DAMAGED, TOO_LARGE, Element, Package, opened
from parsers.readers.runs import printed, within
from parsers.readers.styles import NumPr, Styles, W, child, has_ground, level, switch, value, whole
from parsers.readers.text import joined, words

NO_TEXT = marked("the Word file holds no text, so nothing can be checked")
ATTACHED = marked(
    "the text of the Word file is in another file inside it; save it again in Word to read it"
)

# What the tables of the longest report would hold, in squares of their grids and in characters.
_SQUARES_MOST = 300_000
_LETTERS_MOST = 10_000_000

_BLANK = f" \t\n\u3000\u00a0{PICTURE}"
_PARAGRAPH, _TABLE, _ATTACHED = f"{W}p", f"{W}tbl", f"{W}altChunk"


def read(data: bytes) -> Document:
    """Read a Word file; raise `Unreadable` where it is encrypted, damaged or has no text."""
    package = opened(data)
    main = package.related().get("officeDocument", "word/document.xml")
    root = package.xml(main)
    body = child(root, "body")
    if root.tag != f"{W}document" or body is None:
        raise Unreadable(DAMAGED)
    related = package.related(main)
    styles = Styles(_part(package, related.get("styles"), f"{W}styles"))
    numbering = Numbering(_part(package, related.get("numbering"), f"{W}numbering"), styles)
    on_ground = child(root, "background") is not None
    found = _Body(styles, numbering).blocks(body, on_ground)
    blocks = tuple(kept for block in found if (kept := _without_pictures(block)))
    if not any(_text(block).strip(_BLANK) for block in blocks):
        attached = next(root.iter(_ATTACHED), None) is not None
        raise Unreadable(ATTACHED if attached else NO_TEXT)
    return Document("docx", 1, blocks)


def _part(package: Package, name: str | None, tag: str) -> Element | None:
    """Return the root of a part that the main one relates to; None where it names none.

    One that is named and not there is a fault: what its styles hide would be read as printed.
    """
    root = package.xml(name) if name else None
    if root is not None and root.tag != tag:
        raise Unreadable(DAMAGED)
    return root


class _Line(NamedTuple):
    """What a paragraph's element gives; `goes_on` where its end was deleted."""

    text: str
    boxes: list[Element]
    number: str = ""
    level: int | None = None
    goes_on: bool = False


class _Body:
    """Reads the paragraphs and tables of a document, counting numbers on the way."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._squares = self._letters = 0

    def blocks(self, container: Element, on_ground: bool) -> Iterator[Block]:
        """Yield the blocks of the body, a cell or a text box; text boxes behind their paragraph.

        `on_ground` tells whether there is, or may be, a ground on which white is seen.
        """
        begun: list[str] = []
        for element in within(container):
            if element.tag == _PARAGRAPH:
                line = self._line(element, on_ground)
                begun.append(line.text)
                if not line.goes_on:
                    text = "".join(begun)
                    yield from _paragraphs(_apart(line.number, text), line.level)
                    begun = []
                for box in line.boxes:
                    yield from self.blocks(box, True)
            elif element.tag == _TABLE:
                yield from _paragraphs("".join(begun), None)
                begun = []
                yield from self._table(element, on_ground)
        yield from _paragraphs("".join(begun), None)

    def _line(self, paragraph: Element, on_ground: bool) -> _Line:
        properties = child(paragraph, "pPr")
        named = "" if properties is None else value(properties, "pStyle")
        style = named or self._styles.default
        mark = None if properties is None else child(properties, "rPr")
        on_ground = on_ground or has_ground(properties)
        text, boxes = printed(paragraph, style, self._styles, on_ground)
        if mark is not None:
            if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
                return _Line(text, boxes, goes_on=True)
            if not text and switch(mark, "vanish"):
                return _Line("", boxes)
        outline = self._styles.outline(style)
        if properties is not None and child(properties, "outlineLvl") is not None:
            outline = whole(value(properties, "outlineLvl"))
        numbered = self._numbered(properties, style)
        number = self._numbering.number(numbered, style) if numbered else ""
        return _Line(text, boxes, number, level(outline))

    def _numbered(self, properties: Element | None, style: str) -> NumPr | None:
        by_style = self._styles.numbered(style)
        own = None if properties is None else child(properties, "numPr")
        if own is None:
            return by_style
        list_, depth = value(own, "numId"), whole(value(own, "ilvl"))
        if list_:
            return NumPr(list_, depth)
        return by_style and by_style._replace(level=depth, by_style=depth is None)

    def _table(self, table: Element, on_ground: bool) -> Iterator[Block]:
        """Yield a table's grid and those in its cells; of a frame or a layout, what it holds."""
        properties = child(table, "tblPr")
        named = "" if properties is None else value(properties, "tblStyle")
        on_ground = on_ground or has_ground(properties) or self._styles.has_ground(named)
        cells = [(square, self._held(square, on_ground)) for square in squares(table)]
        nested = [b for _, blocks in cells for b in blocks if isinstance(b, Grid)]
        alone = len({square.row for square, _ in cells}) == len(cells)
        if alone or sum(len(grid.cells) for grid in nested) > len(cells):
            for _, blocks in cells:
                yield from blocks
            return
        grid = Grid(
            tuple(
                GridCell(
                    _in_cell("\n".join(filter(None, map(_text, blocks)))),
                    square.row,
                    square.column,
                    square.row_span,
                    square.column_span,
                )
                for square, blocks in cells
            )
        )
        self._take(grid)
        yield grid
        yield from nested

    def _held(self, square: Square, on_ground: bool) -> list[Block]:
        """Return the blocks in a cell."""
        held: list[Block] = []
        for element in square.elements:
            held += self.blocks(element, on_ground or has_ground(child(element, "tcPr")))
        return held

    def _take(self, grid: Grid) -> None:
        """Count what the tables hold; raise `Unreadable` where it is more than any report has."""
        self._squares += sum(cell.row_span * cell.column_span for cell in grid.cells)
        self._letters += sum(len(cell.text) for cell in grid.cells)
        if self._squares > _SQUARES_MOST or self._letters > _LETTERS_MOST:
            raise Unreadable(TOO_LARGE)


def _apart(number: str, text: str) -> str:
    """Return a text behind its automatic number; a figure stays apart from it: 1. 5 is not 1.5."""
    space = " " if number and re.match(rf"[\s{PICTURE}]*[0-9０-９]", text) else ""
    return number + space + text


def _paragraphs(text: str, level: int | None) -> Iterator[Paragraph]:
    """Yield a paragraph, or one for each of its lines where they were broken by hand.

    A heading stays whole. What tabs set apart are words in columns.
    """
    lines = [line for part in text.split("\n") if (line := part.strip(" \u3000")).strip()]
    if level and lines:
        lines = [reduce(joined, lines)]
    for line in lines:
        placed = words(line) if "\t" in line.strip() else ()
        yield Paragraph(line.strip().replace("\t", " "), words=placed, level=level)


def _in_cell(text: str) -> str:
    """Return the text of a cell; a picture counts but beside words, as lines through a head do."""
    return text.replace(PICTURE, "") if any(map(str.isalpha, text)) else text


def _without_pictures(block: Block) -> Block | None:
    """Return a block of the page without the pictures in its text, None where it is no more."""
    if isinstance(block, Grid) or PICTURE not in block.text:
        return block
    text = block.text.replace(PICTURE, "").strip()
    placed = (w._replace(text=w.text.replace(PICTURE, "")) for w in block.words)
    kept = tuple(word for word in placed if word.text)
    return structs.replace(block, text=text, words=kept) if text else None


def _text(block: Block) -> str:
    """Return a block's text; of a table in a cell the texts of its cells."""
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join(cell.text for cell in block.cells if cell.text)
