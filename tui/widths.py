"""How many cells a text takes in the terminal at hand.

Characters whose East Asian width is ambiguous (`“ ” — … ① ─ → α`) take one cell in most terminals,
and two in those that are set up for Chinese. Rich measures for Textual and for us, and knows of the
first kind only: what it looks widths up in is replaced here, and nowhere else.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Literal

from rich import cells, segment

PRIVATE_PLANES = ((0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
"""The ambiguous characters of the upper planes, which would be long to look through."""
_UPPER = 0x20000

_NARROW_TABLE = cells.load_cell_table  # type: ignore[attr-defined]
_NARROW_ONLY = cells._is_single_cell_widths
_CACHES = (
    cells.get_character_cell_size,
    cells.cached_cell_len,
    segment.Segment.__dict__["_split_cells"].__func__,
)

_ambiguous: Literal[1, 2] = 1


def use_ambiguous(width: Literal[1, 2]) -> None:
    """Count an ambiguous character as so many cells from now on; call it before a screen exists."""
    global _ambiguous  # noqa: PLW0603  there is one terminal
    _ambiguous = width
    table, narrow_only = _NARROW_TABLE, _NARROW_ONLY
    if width == 2:
        table = _wide_table
        narrow_only = cells._SINGLE_CELLS.difference(_ambiguous_characters()).issuperset
    # Both names are Rich's own, and each module that has one looks it up anew for each text.
    cells.load_cell_table = table  # type: ignore[attr-defined]
    cells._is_single_cell_widths = narrow_only
    segment._is_single_cell_widths = narrow_only  # type: ignore[attr-defined]
    for kept in (*_CACHES, size):
        kept.cache_clear()


def ambiguous() -> Literal[1, 2]:
    """Return how many cells an ambiguous character takes."""
    return _ambiguous


@lru_cache(maxsize=16384)
def size(text: str) -> int:
    """Return the width of a character or a word in cells, remembered for the next time."""
    return cells.cell_len(text)


@cache
def _wide_table(unicode_version: str = "auto") -> cells.CellTable:
    """Return Rich's table with the ambiguous characters in it; what joins others stays as it is."""
    table = _NARROW_TABLE(unicode_version)
    known = {code for first, last, _width in table.widths for code in range(first, last + 1)}
    wide = [(c, c, 2) for c in map(ord, _ambiguous_characters()) if c not in known]
    return table._replace(
        widths=sorted([*table.widths, *wide, *((*plane, 2) for plane in PRIVATE_PLANES)]),
        narrow_to_wide=table.narrow_to_wide.difference(_ambiguous_characters()),
    )


@cache
def _ambiguous_characters() -> frozenset[str]:
    return frozenset(c for c in map(chr, range(_UPPER)) if _is_ambiguous(c))


def _is_ambiguous(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "A"
