"""A screen as text: its characters, and beneath them the style of each cell as a letter.

It is what snapshots keep: a change of the screen is read in a diff, colours and all.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_letters, digits

from rich.segment import Segment
from rich.style import Style
from textual.app import App

LETTERS = f".{ascii_letters}{digits}"


def painted(app: App[None]) -> str:
    """Return the screen in front: its lines, the letter of each cell's style, what they mean."""
    strips = [list(strip) for strip in app.screen._compositor.render_strips()]
    letters: dict[str, str] = {}
    looks = ["".join(_looks(strip, letters)).rstrip(".") for strip in strips]
    texts = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    meanings = [f"{letter} {style}" for style, letter in letters.items()]
    return "\n".join([*texts, "-" * 20, *looks, "-" * 20, *meanings, ""])


def _looks(strip: list[Segment], letters: dict[str, str]) -> Iterator[str]:
    """Yield the letters of a line's cells, the commonest style of a screen being a point."""
    for segment in strip:
        style = _told(segment.style or Style.null())
        if style not in letters:
            letters[style] = LETTERS[len(letters)]
        yield letters[style] * segment.cell_length


def _told(style: Style) -> str:
    """Return a style in words, without what is not seen."""
    return str(Style(
        color=style.color, bgcolor=style.bgcolor, bold=style.bold or None, dim=style.dim or None,
        italic=style.italic or None, underline=style.underline or None,
        reverse=style.reverse or None,
    ))  # fmt: skip
