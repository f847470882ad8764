"""Web pages to paragraphs and grids: what the page itself has to say, without its site's furniture.

A table that only places things on the page is taken apart, its text read as that of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from lxml import etree
from msgspec import structs

from parsers.document import PICTURE, Block, Document, Grid, Paragraph, Unreadable
from parsers.messages import marked
from parsers.readers import cells, furniture, text
from parsers.readers.cells import Sheet, Spec
from parsers.readers.encoding import decoded
from parsers.readers.flow import TOO_DEEP, TOO_LARGE, Cell, Item, Table, Text, items, texts

NO_ENCODING = marked("the web page is damaged, or in an encoding that gouji does not know")
NOTHING = marked("the web page holds nothing to read")

# A page without the pictures written into it has at most so many characters and tags.
_CHARACTERS_MOST = 8_000_000
_TAGS_MOST = 120_000
_PICTURE_DATA = re.compile(r"data:[a-z]+/[^\"'<>\s]{200,}", re.I)
# A cell with more text than this holds a part of the page, not of a table.
_CELL_MOST = 300
_MENU_LEAST = 3
_ENDED = re.compile(r"(?:</[^<>]*>|-->)\s*\Z")


def read(data: bytes) -> Document:
    """Read a web page; raise `Unreadable` where it is damaged, too large or empty."""
    root = _parsed(data)
    body = root.find("body")
    if body is None:
        raise Unreadable(NOTHING)
    place = furniture.content(body)
    found = _joined(_blocks(items(place.box)))
    blocks = [cells.grid(block) if isinstance(block, Sheet) else block for block in found]
    cells.check_size(block for block in blocks if isinstance(block, Grid))
    return Document(
        "html",
        1,
        tuple(blocks),
        titles=furniture.titles(root, place.above),
        attachments=furniture.attachments(root),
    )


def _parsed(data: bytes) -> Any:
    """Return the root of the tree that a page is."""
    page = decoded(data)
    if page is None:
        raise Unreadable(NO_ENCODING)
    page = _PICTURE_DATA.sub("data:", page)
    if len(page) > _CHARACTERS_MOST or page.count("<") > _TAGS_MOST:
        raise Unreadable(TOO_LARGE)
    if not _ENDED.search(page[-1000:]):
        # It may have ended inside a figure, 18 of 182, or inside the tag before one.
        page = re.sub(r"<[^<>]*\Z", "", page) + "\ufffd"
    # Whatever the page says of its encoding, here it is in UTF-8.
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    try:
        root = etree.fromstring(page.replace("\0", "\ufffd").encode(errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(NOTHING) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise Unreadable(TOO_DEEP)
    if root is None:
        raise Unreadable(NOTHING)
    return root


# -- blocks ---------------------------------------------------------------------------------------


def _blocks(found: Sequence[Item]) -> Iterator[Block | Sheet]:
    """Yield paragraphs and tables, menus left out."""
    for is_link, group in groupby(found, lambda item: isinstance(item, Text) and item.is_link):
        run = list(group)
        if is_link and len(run) >= _MENU_LEAST:
            continue
        for item in run:
            yield from _paragraphs(item) if isinstance(item, Text) else _table_blocks(item)


def _paragraphs(item: Text) -> Iterator[Paragraph]:
    lines = [line.replace(PICTURE, "") for line in item.lines]
    if item.level:
        whole = ""
        for line in filter(None, map(str.strip, lines)):
            whole = text.joined(whole, line)
        if whole:
            yield Paragraph(whole, level=item.level)
        return
    for paragraph in text.paragraphs("\n".join(lines)):
        # Outside of typed text and tables of pipes nobody knows how far apart words are shown.
        placed = item.is_typed or paragraph.text.startswith("|")
        yield paragraph if placed else structs.replace(paragraph, words=())


def _joined(blocks: Iterator[Block | Sheet]) -> list[Block | Sheet]:
    """Put tables together that an editor divided."""
    whole: list[Block | Sheet] = []
    for block in blocks:
        last = whole[-1] if whole else None
        if isinstance(last, Sheet) and isinstance(block, Sheet) and cells.goes_on(last, block):
            whole[-1] = cells.joined(last, block)
        else:
            whole.append(block)
    return whole


# -- tables ---------------------------------------------------------------------------------------

_Row = list[Cell]


def _table_blocks(table: Table) -> Iterator[Block | Sheet]:
    """Yield the tables of figures that a table holds, and as text what it only places."""
    for is_figures, rows in _parts(table):
        if is_figures:
            yield cells.sheet([list(map(_specs, group)) for group in rows])
        else:
            for cell in (cell for group in rows for row in group for cell in row):
                yield from _blocks(cell.items)


def _parts(table: Table) -> Iterator[tuple[bool, list[list[_Row]]]]:
    """Yield the groups of rows that are a table of figures together, and those that are none."""
    rows = [(number, row) for number, group in enumerate(table.groups) for row in group if row]
    placed = {id(row) for _, row in rows if any(map(_is_part_of_page, row))}
    if placed or all(len(row) == 1 for _, row in rows):
        placed |= {id(row) for _, row in rows if len(row) == 1}
    for is_placed, part in groupby(rows, lambda item: id(item[1]) in placed):
        run = list(part)
        groups = [[row for _, row in group] for _, group in groupby(run, lambda item: item[0])]
        yield not is_placed and _is_grid([row for _, row in run]), groups


def _is_grid(rows: Sequence[_Row]) -> bool:
    """Tell whether rows are a table, be it but the rest of one; two cells side by side are none."""
    widest = max(map(len, rows))
    return widest > 1 if len(rows) > 1 else widest > 2


def _is_part_of_page(cell: Cell) -> bool:
    """Tell whether a cell holds what no cell of figures does: headings, tables, much text."""
    if cell.holds_page is None:
        cell.holds_page = sum(map(len, _lines(cell.items))) > _CELL_MOST or any(
            bool(item.level) if isinstance(item, Text) else _holds_grid(item) for item in cell.items
        )
    return cell.holds_page


def _holds_grid(table: Table) -> bool:
    cells = (cell for group in table.groups for row in group for cell in row)
    return any(map(_is_part_of_page, cells)) or any(is_grid for is_grid, _ in _parts(table))


def _specs(row: _Row) -> list[Spec]:
    return [Spec(cells.text(_lines(cell.items)), cell.row_span, cell.column_span) for cell in row]


def _lines(found: Sequence[Item]) -> Iterator[str]:
    return (line for text in texts(found) for line in text.lines)
