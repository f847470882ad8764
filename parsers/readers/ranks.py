"""Which paragraphs of a PDF are headings: by its outline, else by the size of their characters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import structs

from parsers.document import Block, Paragraph
from parsers.readers.page import Bookmark

# How much larger than the body's characters a heading's are, at least; sizes this near are one.
_LARGER, _SAME = 1.1, 0.5
# More sizes than these, longer lines or a larger share of the text are no headings' but a poster's.
_SIZES_MOST, _LENGTH_MOST, _SHARE_MOST = 4, 60, 1 / 3
# An outline is believed where this share of it is found among the paragraphs.
_FOUND_LEAST = 0.6


def ranked(
    blocks: Sequence[Block], sizes: Sequence[float], outline: Sequence[Bookmark]
) -> tuple[Block, ...]:
    """Return the blocks, those that are headings with their level.

    `sizes` are the heights of each block's characters in points, 0 for a grid. Where neither
    outline nor sizes tell headings beyond doubt no block has a level.
    """
    levels = _by_outline(blocks, outline) or _by_size(blocks, sizes)
    return tuple(
        structs.replace(block, level=levels[n])
        if n in levels and isinstance(block, Paragraph)
        else block
        for n, block in enumerate(blocks)
    )


def _by_outline(blocks: Sequence[Block], outline: Sequence[Bookmark]) -> dict[int, int]:
    """Return the levels of the paragraphs that an outline names, by their places in order."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for n, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            places[_name(block.text)].append(n)
    levels: dict[int, int] = {}
    last = -1
    for mark in outline:
        there = places.get(_name(mark.title), []) if mark.title.strip() else []
        free = [n for n in there if n > last and mark.page in (None, blocks[n].page)]
        if free:
            last = free[0]
            levels[last] = max(mark.level, 1)
    return levels if levels and len(levels) >= _FOUND_LEAST * len(outline) else {}


def _name(text: str) -> str:
    # Only to compare: an outline says 支出 where the page's text layer says ⽀出.
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _by_size(blocks: Sequence[Block], sizes: Sequence[float]) -> dict[int, int]:
    """Return the levels of the paragraphs in larger characters than the body's."""
    written: Counter[float] = Counter()
    for block, size in zip(blocks, sizes, strict=True):
        if isinstance(block, Paragraph):
            written[_rounded(size)] += len(block.text)
    if not written:
        return {}
    body, _ = written.most_common(1)[0]
    large = {
        n: _rounded(size)
        for n, size in enumerate(sizes)
        if isinstance(blocks[n], Paragraph) and _rounded(size) >= _LARGER * body
    }
    ranks = {size: n for n, size in enumerate(sorted(set(large.values()), reverse=True), start=1)}
    larger = sum(len(_text(blocks[n])) for n in large)
    clear = (
        2 * written[body] > written.total()
        and len(ranks) <= _SIZES_MOST
        and larger <= _SHARE_MOST * written.total()
        and all(len(_text(blocks[n])) <= _LENGTH_MOST for n in large)
    )
    return {n: ranks[size] for n, size in large.items()} if clear else {}


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _rounded(size: float) -> float:
    return round(size / _SAME) * _SAME
