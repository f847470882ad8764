"""What Textual draws by itself: borders, scrollbars, and the sign that a text was cut.

The kinds of borders that its style sheets and ours name are many; in ASCII they are drawn as one.
What Textual looks all this up in is replaced here, and nowhere else.
"""

from __future__ import annotations

from typing import ClassVar

from textual import _border
from textual.content import Content
from textual.scrollbar import ScrollBar, ScrollBarRender

from tui.glyphs import glyphs

_CHARACTERS = dict(_border.BORDER_CHARS)
_GROUNDS = dict(_border.BORDER_LOCATIONS)
_INVISIBLE = {"", "none", "hidden", "blank"}
_HEAVY = {"heavy", "double", "thick"}
_PLAIN = _CHARACTERS["ascii"]
_PLAIN_HEAVY = (("+", "=", "+"), ("|", " ", "|"), ("+", "=", "+"))
_truncate = Content.truncate


class PlainScrollBar(ScrollBarRender):
    """A scrollbar of blanks on two grounds, which needs no parts of blocks."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


def draw_frames() -> None:
    """Have Textual draw from now on as the glyphs in use ask; call it before a screen exists."""
    in_ascii = glyphs().ascii_frames
    ScrollBar.renderer = PlainScrollBar if in_ascii else ScrollBarRender
    Content.truncate = _truncate_in_ascii if in_ascii else _truncate  # type: ignore[method-assign]
    for kind, characters in _CHARACTERS.items():
        plain = in_ascii and kind not in _INVISIBLE
        in_plain = _PLAIN_HEAVY if kind in _HEAVY else _PLAIN
        _border.BORDER_CHARS[kind] = in_plain if plain else characters
        _border.BORDER_LOCATIONS[kind] = _GROUNDS["ascii" if plain else kind]
    _border.get_box.cache_clear()


def _truncate_in_ascii(
    self: Content, max_width: int, *, ellipsis: bool = False, pad: bool = False
) -> Content:
    """Return what Textual does, but with the ellipsis in use where something was cut off."""
    end = Content(glyphs().ellipsis)
    if not ellipsis or self.cell_length <= max_width or max_width < end.cell_length:
        return _truncate(self, max_width, pad=pad)
    return _truncate(self, max_width - end.cell_length) + end
