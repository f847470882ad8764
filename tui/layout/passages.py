"""Places in the prose on the lines that show it: which characters, and in which cells."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.model import Quote
from tui.layout.lines import Line
from tui.layout.text import cells, plain_from


def is_on(quote: Quote, line: Line) -> bool:
    """Say whether some of `quote` stands on `line`."""
    return line.section == quote.section and quote.start < line.end and line.offset < quote.end


def stretch_on(line: Line, quote: Quote, prose: str) -> tuple[int, int] | None:
    """Return which characters of the line's text are `quote`'s; None where there are none.

    `prose` is the text of the section.
    """
    if not is_on(quote, line):
        return None
    indent, places = _places(line, prose)
    held = [i for i, at in enumerate(places, indent) if quote.start <= at < quote.end]
    return (held[0], held[-1] + 1) if held else None


def character_at(line: Line, x: int, prose: str) -> tuple[int, int]:
    """Return from where to where the character in cell `x` of a line stands in the prose.

    Marks that take no cell of their own belong to it. Beside the words it is nothing: an empty
    stretch at their beginning or end.
    """
    indent, places = _places(line, prose)
    text = line.text
    if x < indent:
        return line.offset, line.offset
    if x >= cells(text):
        return line.end, line.end
    over = indent
    while over < len(text) and cells(text[: over + 1]) <= x:
        over += 1
    after = over + 1
    while after < len(text) and cells(text[: after + 1]) == cells(text[: over + 1]):
        after += 1
    return places[over - indent], places[after - 1 - indent] + 1


def line_of(lines: Sequence[Line], section: str, at: int) -> int | None:
    """Return the number of the line on which the place `at` of a section's prose is shown."""
    return next((y for y, n in enumerate(lines) if n.section == section and n.end > at), None)


def _places(line: Line, prose: str) -> tuple[int, list[int]]:
    """Return how far a line is set in, and where each character behind that stands in the prose."""
    text = line.text
    words = text.lstrip(" ")
    printed, places = plain_from(prose[line.offset : line.end])
    # A line may begin in the midst of what is shown for one unprintable character.
    first = max(printed.find(words), 0)
    there = [line.offset + at for at in places[first : first + len(words)]]
    return len(text) - len(words), there
