"""What stands together on the lines of a report, however it is broken: labels, heads, headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from tui.find.folding import alike
from tui.glyphs import glyphs
from tui.layout.lines import Line, Span
from tui.layout.notes import NOTES


class Thread(Struct, frozen=True):
    """A text on one or several lines: what it is and is called, and where its characters stand.

    `places` tells for each character of `text` on which line it is, and which of that line's.
    """

    kind: str
    name: str
    text: str
    places: tuple[tuple[int, int], ...]

    def on_line(self, y: int, start: int, end: int) -> list[int]:
        """Return which characters of line `y` are those of a stretch of the text, blanks apart."""
        stretch = zip(self.text[start:end], self.places[start:end], strict=True)
        return [x for character, (at, x) in stretch if at == y and not character.isspace()]


def threads(lines: Sequence[Line], first: int, last: int) -> list[Thread]:
    """Return the texts on lines made from the same thing, which is not prose."""
    held: dict[tuple[str, str, str], list[tuple[int, int, str]]] = {}
    for y in range(first, last):
        at = 0
        for number, span in enumerate(lines[y].spans):
            if (key := _key(lines[y], span, number)) is not None:
                held.setdefault(key, []).append((y, at, span.text))
            at += len(span.text)
    return [_thread(key, pieces) for key, pieces in held.items()]


def _key(line: Line, span: Span, number: int) -> tuple[str, str, str] | None:
    """Return kind and name of what a span is part of, and what tells it from others so called."""
    kind, _colon, name = line.origin.partition(":")
    if line.origin == NOTES:
        return "finding", "", ""
    if span.column:
        return "column", span.column, ""
    if span.address:
        return None if span.style in {"before", "after"} else ("cell", span.address, "")
    match kind:
        case "title" | "heading" | "unmatched":
            return kind, name, ""
        case "row":
            return ("row", name, "") if span.style == "label" else None
        case "heads" | "group":
            is_name = span.style in {"group", "rule"}
            return ("group", line.table, f"{span.style}{number}") if is_name else None
    return None


def _thread(key: tuple[str, str, str], pieces: Sequence[tuple[int, int, str]]) -> Thread:
    kind, name, _other = key
    text = "".join(piece for _y, _at, piece in pieces)
    places = tuple((y, at + i) for y, at, piece in pieces for i in range(len(piece)))
    if kind == "group":
        # A rule stands at both sides of the name.
        name = group_name(name, text.strip(f" {glyphs().rule}"))
    return Thread(kind, name, text, places)


def group_name(table: str, group: str) -> str:
    """Return what the name of a group in a table is called, however it is broken into lines."""
    return f"{table}:{''.join(alike(group).split())}"


def printed_at(line: Line, address: str) -> Iterator[tuple[str, str, int]]:
    """Yield what a line and the cell at `address` on it are a part of: the nearest first.

    Each is told by its kind and name, and how far into it the line begins.
    """
    kind, _colon, name = line.origin.partition(":")
    if address:
        yield "cell", address, 0
    for span in line.spans:
        if span.column:
            yield "column", span.column, 0
    match kind:
        case "text" | "preamble":
            yield "prose", name, line.offset
        case "title" | "heading" | "row" | "unmatched":
            yield kind, name, 0
    yield "heading", line.section, 0
