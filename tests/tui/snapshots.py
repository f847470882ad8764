"""A screen as text: its characters, and beneath them the look of each cell as a letter.

It is what snapshots keep, so that a change of the screen is read in a diff. Of colours it tells
which cells have the same, and by name those of the terminal; not the shades of a theme, which are
Textual's.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_letters, digits

from rich.color import Color, ColorType
from rich.segment import Segment
from rich.style import Style
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.tui.painted import segments
from tests.tui.story import Story

LETTERS = f".{ascii_letters}{digits}{''.join(map(chr, range(0x3B1, 0x3CA)))}+*=~#%&@"
RULE = "-" * 20


class Screens(SingleFileSnapshotExtension):
    """Keeps each screen in a text file of its own."""

    _write_mode = WriteMode.TEXT
    _file_extension = file_extension = "txt"


def pictured(story: Story) -> str:
    """Return the screen: its lines, the letter of each cell's look, and what those mean."""
    lines = segments(story)
    letters: dict[Style, str] = {}
    looks = ["".join(_looks(line, letters)).rstrip(".") for line in lines]
    texts = ["".join(segment.text for segment in line).rstrip() for line in lines]
    meanings = [f"{letter} {_told(style)}".rstrip() for style, letter in letters.items()]
    return "\n".join([*texts, RULE, *looks, RULE, *meanings, ""])


def _looks(line: list[Segment], letters: dict[Style, str]) -> Iterator[str]:
    """Yield the letters of a line's cells."""
    for segment in line:
        style = (segment.style or Style.null()).clear_meta_and_links()
        if style not in letters:
            letters[style] = LETTERS[len(letters)]
        yield letters[style] * segment.cell_length


def _told(style: Style) -> str:
    """Return what of a style a person sees, in words."""
    names = ("bold", "dim", "italic", "underline", "reverse")
    said = [name for name in names if getattr(style, name)]
    said += [f"{what} {color.name}" for what, color in _named(style)]
    return " ".join(said)


def _named(style: Style) -> Iterator[tuple[str, Color]]:
    for what, color in (("text", style.color), ("ground", style.bgcolor)):
        if color is not None and color.type is not ColorType.TRUECOLOR:
            yield what, color
