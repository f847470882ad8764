"""PDF pages to paragraphs and grids: characters to lines, lines to paragraphs, rulings to cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from operator import attrgetter
from statistics import median

from msgspec import Struct, structs

from parsers.document import Block, Document, Grid, GridCell, Paragraph, Unreadable, Word
from parsers.gaps import Gap, GapKind
from parsers.geometry import Box, bounds
from parsers.messages import marked
from parsers.readers.page import DAMAGED, TRUNCATED, Bookmark, Char, Doubtful, Page
from parsers.readers.ranks import ranked
from parsers.readers.ruled import Lattice, lattices

NO_TEXT = marked("the PDF holds pictures only: it has no text layer, so nothing can be checked")

NO_LETTERS = marked(
    "the PDF does not say which letters its text is made of (its fonts lack a map), so nothing can "
    "be checked"
)
_NOTHING: dict[GapKind, str] = {"unread": DAMAGED, "letterless": NO_LETTERS, "scan": NO_TEXT}

_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*[0-9]{1,4}[-—–－·\s]*|第\s*[0-9]{1,4}\s*[页⻚].*|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
# What begins a paragraph, though the last one may have ended with a full line.
_HEADING = re.compile("[一二三四五六七八九十⼀⼆⼋⼗]{1,3}、")
_SUBHEADING = re.compile("[（(][一二三四五六七八九十⼀⼆⼋⼗]{1,3}[）)]")
# Where page numbers and running heads stand: this share of the page's height, above and below.
_MARGIN = 0.12
# Characters whose left edges are nearer than this share of their height are on the same spot.
_SAME_SPOT = 0.15
# Ideographs touch if there is less than this share of their height between them; they are set apart
# by more than that one, though it may be less than a space.
_TOUCHING, _SET_APART = 0.05, 0.3
_DIGITS = frozenset("0123456789.,")
_DIGITS_ONLY = re.compile(r"[+-]?[0-9０-９,，. ]+|[+-]")
_MORE_DIGITS = re.compile(r"[0-9０-９,，. ]+(?:[（(].*|元|万元)?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
# A line's text does not touch the borders of its cell: that takes at least so many digits, and no
# more than so many points on either side. A digit is as wide as the line's others, or nearly.
_CRAMPED, _PADDING_MOST = 1.5, 8.0
_DIGIT, _IDEOGRAPH = 1.0, 1.6


class Line(Struct, frozen=True):
    """A printed line with its box; `size` is the height of its characters in points."""

    text: str
    box: Box
    size: float
    page: int
    words: tuple[Word, ...] = ()

    @property
    def is_columns(self) -> bool:
        """Tell whether the words stand apart as in the columns of a table."""
        gaps = (right.x0 - left.x1 for left, right in pairwise(self.words))
        return any(gap > 2 * self.size for gap in gaps)


def read(data: bytes) -> Document:
    """Read a PDF; raise `Unreadable` where it is encrypted, damaged or has no text."""
    from parsers.readers import apart, pdfium, streams

    if b"%%EOF" not in data[-2048:]:
        raise Unreadable(TRUNCATED)
    survey = streams.survey(data)
    if survey.is_sound:
        # What makes the fast library doubtful may stand on any page: then all is read again.
        with suppress(Doubtful):
            return assemble(pdfium.pages(data, survey.has_other_text), pdfium.bookmarks(data))
    return assemble(apart.pages(data))


def assemble(pages: Iterable[Page], outline: Sequence[Bookmark] = ()) -> Document:
    """Return the document that `pages` make up, its headings told by `outline` where it has one."""
    parts: list[list[Line | Grid]] = []
    heights: list[float] = []
    gaps: list[Gap] = []
    for page in pages:
        if page.gap:
            gaps.append(Gap(page.number, page.gap))
        parts.append([] if page.gap else _parts(page))
        heights.append(page.height)
    if not any(parts):
        kinds = {gap.kind for gap in gaps}
        raise Unreadable(next((_NOTHING[kind] for kind in _NOTHING if kind in kinds), NO_TEXT))
    _drop_margins(parts, heights)
    _take_in_what_hangs(parts)
    blocks, sizes = _blocks([part for page in parts for part in page])
    return Document("pdf", len(parts), ranked(blocks, sizes, outline), tuple(gaps))


# -- a page ---------------------------------------------------------------------------------------


def _parts(page: Page) -> list[Line | Grid]:
    """Return the lines and grids of a page from top to bottom."""
    inside: dict[int, dict[tuple[int, int], list[Char]]] = {}
    tables = lattices(page.rulings)
    outside: list[Char] = []
    for run in _runs(page.chars):
        x = (run[0].x0 + run[-1].x1) / 2
        for index, table in enumerate(tables):
            # A page may end before a cell's text does, which then hangs over the last border.
            square = table.square(x, run[0].middle) or table.square(x, run[0].top)
            if square:
                inside.setdefault(index, {}).setdefault(square, []).extend(run)
                break
        else:
            outside.extend(run)
    grids = [_grid(tables[i], squares, page.number) for i, squares in sorted(inside.items())]
    parts: list[Line | Grid] = [*grids, *lines(outside, page.number)]
    return sorted(parts, key=lambda part: part.box.top if part.box else 0.0)


def _runs(chars: Iterable[Char]) -> Iterator[list[Char]]:
    """Yield the characters, the digits of a number together.

    A number that runs over the border of its cell is not divided: 530967 is not 53096 and 7.
    """
    run: list[Char] = []
    for char in chars:
        if run and not _touches(run[-1], char):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _touches(left: Char, right: Char) -> bool:
    """Tell whether two digits stand as close as in one number."""
    digits = left.text in _DIGITS and right.text in _DIGITS
    near = abs(right.x0 - left.x1) < 0.05 * left.size
    return digits and near and abs(right.middle - left.middle) < 0.1 * left.size


def lines(chars: Iterable[Char], page: int) -> list[Line]:
    """Gather characters into lines, from top to bottom, white space at the ends left out."""
    rows: list[list[Char]] = []
    middle = 0.0
    for char in sorted(chars, key=attrgetter("middle")):
        if not rows or char.middle - middle > char.size / 2:
            rows.append([])
        rows[-1].append(char)
        middle = char.middle if len(rows[-1]) == 1 else (middle * 3 + char.middle) / 4
    return [line for row in rows if (line := _line(row, page))]


def _line(row: list[Char], page: int) -> Line | None:
    row = _once(sorted(row, key=attrgetter("x0")))
    printed = [char for char in row if char.text.strip()]
    if not printed:
        return None
    size = median(char.size for char in printed)
    words: list[list[Char]] = []
    previous: Char | None = None
    for char in row:
        if char.text.strip():
            if previous is None or _is_apart(previous, char, size):
                words.append([])
            words[-1].append(char)
            previous = char
        else:
            previous = None
    box = bounds(Box(c.x0, c.top, c.x1, c.bottom) for c in printed)
    text = " ".join("".join(char.text for char in word) for word in words)
    placed = (piece for word in words for piece in _set_apart(word, size))
    return Line(text, box, size, page, tuple(placed))


def _set_apart(word: list[Char], size: float) -> Iterator[Word]:
    """Yield a word, in pieces where some of its characters are set apart while most touch.

    So stand the heads of narrow columns that nothing rules; a line spread out is not divided.
    """
    gaps = [right.x0 - left.x1 for left, right in pairwise(word)]
    touch = bool(gaps) and median(gaps) < _TOUCHING * size
    start = 0
    for end, gap in enumerate([*gaps, float("inf")], start=1):
        if end == len(word) or (touch and gap > _SET_APART * size):
            piece = word[start:end]
            yield Word("".join(c.text for c in piece), piece[0].x0, piece[-1].x1)
            start = end


def _once(row: Sequence[Char]) -> list[Char]:
    """Return a row without the copies by which a bold face is often faked, a hair apart."""
    kept: list[Char] = []
    for char in row:
        near = (other for other in kept[-3:] if char.x0 - other.x0 < _SAME_SPOT * char.size)
        if not any(other.text == char.text for other in near):
            kept.append(char)
    return kept


def _is_apart(left: Char, right: Char, size: float) -> bool:
    """Tell whether a space that nobody typed stands between two characters.

    It does where there is a gap, and where one is printed over the other: 5 over 8 is not 58.
    """
    space = 0.25 if left.text.isascii() and right.text.isascii() else 1.0
    if space == 1.0 and all(c.text.isascii() or c.text.isdigit() for c in (left, right)):
        space = 0.6  # a full-width digit may be told by its ink alone, which is half as wide
    gap = right.x0 - left.x1 > size * space
    return gap or right.x0 - left.x0 < _SAME_SPOT * size


# -- tables ---------------------------------------------------------------------------------------


def _grid(table: Lattice, squares: dict[tuple[int, int], list[Char]], page: int) -> Grid:
    held = []
    for cell in table.cells:
        row, column, height, width = cell
        chars = [
            char
            for r in range(row, row + height)
            for c in range(column, column + width)
            for char in squares.get((r, c), ())
        ]
        held.append((cell, table.box_of(cell), lines(chars, 0)))
    gaps = (line.box.x0 - box.x0 for _, box, own in held for line in own)
    padding = max(0.0, min((*gaps, _PADDING_MOST)))
    cells = [GridCell(_cell_text(own, box, padding), *cell, page, box) for cell, box, own in held]
    return Grid(tuple(_without_slivers(cells)), page, table.box)


def _without_slivers(cells: Sequence[GridCell]) -> Sequence[GridCell]:
    """Leave out rows that are no more than the gap below a cell which is drawn too short.

    That is how a browser ends a cell over several rows that a page cuts. Of such a row all cells
    that have text begin above it.
    """
    for row in range(max((c.row + c.row_span for c in cells), default=0) - 1, 0, -1):
        own = [c for c in cells if c.row == row]
        through = [c for c in cells if c.row < row < c.row + c.row_span]
        if through and not any(c.text for c in own):
            cells = [_without_row(c, row) for c in cells if (c.row, c.row_span) != (row, 1)]
    return cells


def _without_row(cell: GridCell, row: int) -> GridCell:
    """Return a cell as it is without the row `row`, which is not all of it."""
    if cell.row > row:
        return structs.replace(cell, row=cell.row - 1)
    covers = cell.row + cell.row_span > row
    return structs.replace(cell, row_span=cell.row_span - 1) if covers else cell


def _cell_text(lines: Sequence[Line], box: Box, padding: float) -> str:
    """Return a cell's lines; a number that was too long for its cell is put together again."""
    text = ""
    previous: Line | None = None
    for line in lines:
        text += ("" if previous is None else _between(previous, line, box, padding)) + line.text
        previous = line
    return text


def _between(first: Line, second: Line, box: Box, padding: float) -> str:
    """Return what stands between two lines of a cell: nothing or a space within a number.

    A number goes on in the next line if the first had no room for what is not parted: another
    digit, the next three of a number that is divided by spaces, the whole number behind its sign.
    """
    if not _DIGITS_ONLY.fullmatch(first.text) or not _MORE_DIGITS.fullmatch(second.text):
        return "\n"
    is_sign = first.text in "+-"
    width = first.box.x1 - first.box.x0
    digit = _per_character(second if is_sign else first)
    room = (box.x1 - box.x0 - width - max(2 * padding, _CRAMPED * digit)) / digit
    more = re.match("[0-9０-９]+(?=[（(])", second.text)
    # A number is not parted from its note: both went to the next line, with a character of it.
    unparted = len(more[0]) + 2 * _IDEOGRAPH if more else _DIGIT
    if is_sign:
        unparted = len(second.text)
    if room < unparted:
        return ""
    thousands = _THOUSANDS.fullmatch(f"{first.text} {second.text}")
    return " " if thousands and room < len(" 000") * _DIGIT else "\n"


def _per_character(line: Line) -> float:
    return (line.box.x1 - line.box.x0) / len(line.text)


# -- the document ---------------------------------------------------------------------------------


def _drop_margins(parts: list[list[Line | Grid]], heights: Sequence[float]) -> None:
    """Remove page numbers and running heads, which stand in the margin of most pages."""
    heads: Counter[str] = Counter()
    for page, height in zip(parts, heights, strict=True):
        heads.update({_without_digits(part) for part in page if _in_margin(part, height, 0.08)})
    for page, height in zip(parts, heights, strict=True):

        def is_apart(part: Line | Grid, height: float = height) -> bool:
            number = isinstance(part, Line) and _PAGE_NUMBER.fullmatch(part.text)
            often = heads[_without_digits(part)] > max(1, len(parts) // 2)
            in_margin = _in_margin(part, height, 0.08)
            return bool(in_margin and often) or bool(number and _in_margin(part, height, _MARGIN))

        # Only what stands outermost: a figure of a table may stand as far down, and alone.
        last = len(page)
        while last and is_apart(page[last - 1]):
            last -= 1
        first = next((i for i, part in enumerate(page[:last]) if not is_apart(part)), last)
        page[:] = page[first:last]


def _take_in_what_hangs(parts: list[list[Line | Grid]]) -> None:
    """Put back in its cell the text that hangs over the end of a table, which goes on overleaf.

    It is that of a cell over several rows, whose text a browser does not divide with it.
    """
    for page, after in pairwise(parts):
        last = max((i for i, part in enumerate(page) if isinstance(part, Grid)), default=None)
        if last is None or not after or not isinstance(after[0], Grid):
            continue
        grid, below = page[last], page[last + 1 :]
        assert isinstance(grid, Grid)
        cells, foot = list(grid.cells), grid.rows
        for part in below:
            for word in part.words if isinstance(part, Line) else ():
                at = next((i for i, c in enumerate(cells) if _may_hold(c, word, foot)), None)
                if at is None:
                    break
                text = f"{cells[at].text}\n{word.text}".strip()
                cells[at] = structs.replace(cells[at], text=text)
            else:
                continue
            break
        else:
            page[last:] = [structs.replace(grid, cells=tuple(cells))]


def _may_hold(cell: GridCell, word: Word, foot: int) -> bool:
    """Tell whether a word below a table may be of a cell over several rows at its foot."""
    is_group = cell.row_span > 1 and cell.row + cell.row_span == foot
    return bool(is_group and cell.box and cell.box.x0 <= word.x0 and word.x1 <= cell.box.x1)


def _in_margin(part: Line | Grid, height: float, share: float) -> bool:
    if not isinstance(part, Line):
        return False
    return part.box.bottom < height * share or part.box.top > height * (1 - share)


def _without_digits(part: Line | Grid) -> str:
    return re.sub("[0-9]", "0", part.text) if isinstance(part, Line) else ""


def _blocks(parts: Sequence[Line | Grid]) -> tuple[list[Block], list[float]]:
    """Join lines to paragraphs, across pages too.

    Returns the blocks, and of each the height of its first line's characters, 0 for a grid.
    """
    left, right = _measure([part for part in parts if isinstance(part, Line)])
    blocks: list[Block] = []
    sizes: list[float] = []
    previous: Line | None = None
    for part in parts:
        if isinstance(part, Grid):
            blocks.append(part)
            sizes.append(0.0)
            previous = None
            continue
        last = blocks[-1] if blocks else None
        if previous and isinstance(last, Paragraph) and _continues(previous, part, left, right):
            blocks[-1] = _extended(last, part)
        else:
            blocks.append(Paragraph(part.text, part.page, part.box, part.words))
            sizes.append(part.size)
        previous = part
    return blocks, sizes


def _measure(lines: Sequence[Line]) -> tuple[float, float]:
    """Return where the body's lines begin and end: the places where most of them do.

    Where paragraphs are short as many lines are indented as are not; the others are what counts.
    """
    body = [line for line in lines if len(line.text) > 10] or list(lines)
    if not body:
        return 0.0, 0.0
    starts = Counter(round(line.box.x0 / 3) for line in body)
    ends = Counter(round(line.box.x1 / 3) for line in body)
    many = starts.most_common(1)[0][1] / 4
    left = min(start for start, count in starts.items() if count >= many)
    return left * 3.0, ends.most_common(1)[0][0] * 3.0


def _continues(previous: Line, line: Line, left: float, right: float) -> bool:
    """Tell whether `line` goes on with the paragraph of `previous`, which must be a full line."""
    full = previous.box.x1 > right - 1.6 * previous.size
    flush = line.box.x0 < left + 0.9 * line.size and previous.box.x0 < left + 4 * previous.size
    alike = abs(previous.size - line.size) < 0.2 * line.size
    near = line.page != previous.page or line.box.top - previous.box.bottom < 2 * line.size
    columns = previous.is_columns or line.is_columns
    ended = previous.text.endswith("。") and _SUBHEADING.match(line.text)
    begins = ended or _HEADING.match(line.text)
    return full and flush and alike and near and not columns and not begins


def _extended(paragraph: Paragraph, line: Line) -> Paragraph:
    first, second = paragraph.text[-1:], line.text[:1]
    space = " " if (first + second).isascii() and (first + second).isalnum() else ""
    box = paragraph.box
    if box is not None and paragraph.page == line.page:
        box = bounds((box, line.box))
    return Paragraph(paragraph.text + space + line.text, paragraph.page, box)
