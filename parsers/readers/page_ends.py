"""What stands at the ends of pages: numbers and running heads, and text that hangs over a foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from parsers.document import Grid, GridCell, Word
from parsers.readers.typeset import Line

_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*[0-9]{1,4}[-—–－·\s]*|第\s*[0-9]{1,4}\s*[页⻚].*|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
# Where page numbers and running heads stand: this share of the page's height, above and below.
_MARGIN = 0.12


def drop_margins(parts: list[list[Line | Grid]], heights: Sequence[float]) -> None:
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


def take_in_what_hangs(parts: list[list[Line | Grid]]) -> None:
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
