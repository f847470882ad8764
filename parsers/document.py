"""What a reader saw: paragraphs and grids in reading order. Nothing is understood yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct, structs

from parsers.gaps import Gap
from parsers.geometry import Box
from parsers.messages import Trouble
from parsers.turns import Turns, page_at


class Unreadable(Trouble):
    """A file that cannot be read as a report."""


class Word(NamedTuple):
    """A word and where it stands in its line: in points, characters or cells from the left."""

    text: str
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Where its middle stands."""
        return (self.x0 + self.x1) / 2


class Paragraph(Struct, frozen=True):
    """A paragraph as printed, its lines joined. It begins on `page`, which counts from 1.

    `words` are those of a paragraph of one line, as they stand beside each other; all lines of a
    page measure by the same unit. They are empty where nobody knows. `level` is set where the file
    itself, or its fonts, make the paragraph a heading: 1 for the highest.
    """

    text: str
    page: int | None = None
    box: Box | None = None
    words: tuple[Word, ...] = ()
    level: int | None = None
    turns: Turns = ()

    def behind(self, text: str) -> Paragraph:
        """Return what follows the beginning that is left out where only `text` is left."""
        cut = len(self.text) - len(text)
        page = page_at(cut, self.turns, self.page)
        later = tuple((at - cut, page) for at, page in self.turns if at > cut)
        return structs.replace(self, text=text, page=page, turns=later)


def one_below_the_other(paragraphs: Iterable[Paragraph], page: int | None) -> tuple[str, Turns]:
    """Return paragraphs as a text of several lines that begins on `page`, and its turns."""
    texts: list[str] = []
    turns: list[tuple[int, int]] = []
    length = 0
    for paragraph in paragraphs:
        begins = ((0, paragraph.page),) if paragraph.page is not None else ()
        for at, on in (*begins, *paragraph.turns):
            if on != page:
                turns.append((length + at, on))
                page = on
        texts.append(paragraph.text)
        length += len(paragraph.text) + 1
    return "\n".join(texts), tuple(turns)


PICTURE = "\ufffc"
"""Stands in a cell for a picture or a field, which may show a figure that nobody can read here."""


class GridCell(Struct, frozen=True):
    """A cell of a grid: its printed text and the rows and columns it spans, counted from 0.

    A cell that holds nothing but a picture is not blank: its text is `PICTURE`.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None


class Grid(Struct, frozen=True):
    """A table as drawn, on one page. Cells are in row order and do not overlap."""

    cells: tuple[GridCell, ...]
    page: int | None = None
    box: Box | None = None

    @property
    def rows(self) -> int:
        """The number of rows."""
        return max((c.row + c.row_span for c in self.cells), default=0)

    @property
    def columns(self) -> int:
        """The number of columns."""
        return max((c.column + c.column_span for c in self.cells), default=0)


Block = Paragraph | Grid


class Document(Struct, frozen=True):
    """A file as a reader saw it, its blocks in reading order. `pages` is at least 1.

    Of the pages in `gaps` nothing was read. `titles` are what the file is called outside of its
    blocks, as in the tab of a browser, the likeliest first; `attachments` are the names of other
    documents that it leads to.
    """

    format: str
    pages: int
    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...] = ()
    titles: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
