"""PDF pages to paragraphs and grids: the way from a file's bytes to its Document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from parsers.document import Document, Grid, Unreadable
from parsers.gaps import Gap, GapKind
from parsers.messages import marked
from parsers.readers import columns, filled, paragraphs
from parsers.readers.page import DAMAGED, TRUNCATED, Bookmark, Doubtful, Page
from parsers.readers.page_ends import drop_margins, take_in_what_hangs
from parsers.readers.ranks import ranked
from parsers.readers.ruled import lattices
from parsers.readers.typeset import Line

NO_TEXT = marked("the PDF holds pictures only: it has no text layer, so nothing can be checked")

NO_LETTERS = marked(
    "the PDF does not say which letters its text is made of (its fonts lack a map), so nothing can "
    "be checked"
)
_NOTHING: dict[GapKind, str] = {"unread": DAMAGED, "letterless": NO_LETTERS, "scan": NO_TEXT}


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
    drop_margins(parts, heights)
    take_in_what_hangs(parts)
    blocks, sizes = paragraphs.joined([part for page in parts for part in page])
    return Document("pdf", len(parts), ranked(blocks, sizes, outline), tuple(gaps))


def _parts(page: Page) -> list[Line | Grid]:
    """Return the lines and grids of a page in the order of reading."""
    grids, outside = filled.grids(page.chars, lattices(page.rulings), page.number, page.pictures)
    return columns.in_reading_order([*grids, *columns.set_lines(outside, page.number)])
