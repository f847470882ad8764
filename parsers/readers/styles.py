"""Styles of a Word file: what a paragraph has that it does not say itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from parsers.readers.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
# The value of w:outlineLvl for text that is no heading.
_BODY_TEXT = 9
# Text that is moved by less is moved to stand better, in half points.
_MOVED = 4
# A style that is based on itself would go on for ever.
_BASES_MOST = 50


class NumPr(NamedTuple):
    """The list that a paragraph is numbered in, by its id, and its level there, if it says so.

    `by_style` is set where it is its style that says so.
    """

    list: str
    level: int | None = None
    by_style: bool = False


class Look(NamedTuple):
    """How text looks, as far as a style or a run says; None where it says nothing.

    `place` is superscript, subscript or baseline.
    """

    hidden: bool | None = None
    struck: bool | None = None
    white: bool | None = None
    place: str | None = None

    def over(self, other: Look) -> Look:
        """Return this look, with that of `other` where it says nothing."""
        unsaid = {
            name: said for name, said in other._asdict().items() if getattr(self, name) is None
        }
        return self._replace(**unsaid)


class Style(Struct, frozen=True):
    """What a style says itself; None where it says nothing."""

    base: str = ""
    outline: int | None = None
    numbered: str = ""
    level: int | None = None
    look: Look = Look()


class Styles:
    """The styles of a document by id, each asked together with those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default = ""
        for element in () if root is None else root.iterchildren(f"{W}style"):
            id = attribute(element, "styleId")
            self._styles[id] = _style(element)
            paragraph = attribute(element, "type") == "paragraph"
            if paragraph and attribute(element, "default") in ("1", "true", "on"):
                self.default = id

    def line(self, id: str) -> Iterator[str]:
        """Yield a style and those that it is based on, the nearest first."""
        for _ in range(_BASES_MOST):
            if id not in self._styles:
                return
            yield id
            id = self._styles[id].base

    def outline(self, id: str) -> int | None:
        """Return the outline level that a style gives, None for text."""
        return next((s.outline for s in self._of(id) if s.outline is not None), None)

    def numbered(self, id: str) -> NumPr | None:
        """Return the list that a style numbers its paragraphs in."""
        found = next((s for s in self._of(id) if s.numbered), None)
        return NumPr(found.numbered, found.level, True) if found else None

    def look(self, id: str) -> Look:
        """Return how a style makes text look."""
        found = Look()
        for style in self._of(id):
            found = found.over(style.look)
        return found

    def _of(self, id: str) -> Iterator[Style]:
        return (self._styles[own] for own in self.line(id))


def _style(element: Element) -> Style:
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    numbered = None if paragraph is None else child(paragraph, "numPr")
    return Style(
        base=value(element, "basedOn"),
        outline=_outline(paragraph, value(element, "name")),
        numbered="" if numbered is None else value(numbered, "numId"),
        level=None if numbered is None else whole(value(numbered, "ilvl")),
        look=look(run),
    )


def look(properties: Element | None) -> Look:
    """Return how run properties make text look."""
    if properties is None:
        return Look()
    struck = [switch(properties, name) for name in ("strike", "dstrike")]
    colour = value(properties, "color").upper()
    return Look(
        hidden=switch(properties, "vanish"),
        struck=any(struck) if struck != [None, None] else None,
        white=colour == "FFFFFF" if colour else None,
        place=value(properties, "vertAlign") or _moved(properties),
    )


def _moved(properties: Element) -> str | None:
    """Return where smaller text stands that is moved off its line by so many half points."""
    by = whole(value(properties, "position")) or 0
    if abs(by) < _MOVED or child(properties, "sz") is None:
        return None
    return "superscript" if by > 0 else "subscript"


def _outline(properties: Element | None, name: str) -> int | None:
    """Return the outline level that a style says, or has by being one of Word's headings."""
    said = None if properties is None else whole(value(properties, "outlineLvl"))
    if said is not None:
        return said
    heading = _HEADING.fullmatch(name)
    return int(heading[1]) - 1 if heading else None


def level(outline: int | None) -> int | None:
    """Return how high a heading of an outline level is, 1 for the highest; None for text."""
    return outline + 1 if outline is not None and 0 <= outline < _BODY_TEXT else None


# -- elements -------------------------------------------------------------------------------------


def child(element: Element, name: str) -> Element | None:
    """Return the first child of that name."""
    return element.find(f"{W}{name}")


def attribute(element: Element, name: str = "val") -> str:
    """Return an attribute of an element, empty where it has none."""
    text: str = element.get(f"{W}{name}") or ""
    return text


def value(element: Element, name: str) -> str:
    """Return what the first child of that name says, empty where there is none."""
    found = child(element, name)
    return "" if found is None else attribute(found)


def whole(text: str) -> int | None:
    """Return the whole number that an attribute holds, None where it is none of a sane size."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text, re.ASCII) else None


def switch(properties: Element | None, name: str) -> bool | None:
    """Tell whether a property is on; None where nothing is said of it."""
    found = None if properties is None else child(properties, name)
    return None if found is None else attribute(found) not in _OFF
