"""Styles of a Word file: what a paragraph has that it does not say itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

from msgspec import Struct

from parsers.readers.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEFAULT_LOOK = f"{W}docDefaults/{W}rPrDefault/{W}rPr"
_OFF = ("0", "false", "off")
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
# The value of w:outlineLvl for text that is no heading.
_BODY_TEXT = 9
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
    """How text is printed, as far as one place says it; None where that says nothing.

    `place` is that of `vertAlign`; `position` above the line and `size` are in half points.
    """

    hidden: bool | None = None
    struck: bool | None = None
    struck_twice: bool | None = None
    place: str | None = None
    position: int | None = None
    size: int | None = None
    color: str | None = None
    shaded: bool | None = None

    def over(self, base: Look) -> Look:
        """Return what is printed where `base` says what is not said here."""
        return Look._make(b if own is None else own for own, b in zip(self, base, strict=True))


def look(properties: Element | None) -> Look:
    """Return the look that the properties of a run or of a style say."""
    if properties is None:
        return Look()
    return Look(
        switch(properties, "vanish"),
        switch(properties, "strike"),
        switch(properties, "dstrike"),
        value(properties, "vertAlign") or None,
        whole(value(properties, "position")),
        whole(value(properties, "sz")),
        value(properties, "color").upper() or None,
        _is_shaded(properties),
    )


def _is_shaded(properties: Element) -> bool | None:
    """Tell whether a ground is drawn behind text; None where nothing is said of it."""
    lit = value(properties, "highlight")
    if lit and lit != "none":
        return True
    shade = child(properties, "shd")
    return None if shade is None else _is_ground(shade)


def _is_ground(shade: Element) -> bool:
    # A white that a theme gives is told by its fill, which Word writes beside it.
    plain = attribute(shade) in ("", "clear", "nil")
    fill = attribute(shade, "fill") or attribute(shade, "themeFill")
    return not plain or fill.upper() not in ("", "AUTO", "FFFFFF")


def has_ground(properties: Element | None) -> bool:
    """Tell whether the properties of a paragraph, cell, table or style draw a ground anywhere."""
    return properties is not None and any(map(_is_ground, properties.iter(f"{W}shd")))


class Style(Struct, frozen=True):
    """What a style says itself; None where it says nothing."""

    base: str = ""
    outline: int | None = None
    numbered: str = ""
    level: int | None = None
    look: Look = Look()
    has_ground: bool = False


class Styles:
    """The styles of a document by id, each asked together with those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._looks: dict[str, Look] = {}
        self._default_look = Look() if root is None else look(root.find(_DEFAULT_LOOK))
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
        """Return the look that a style gives, as far as it says."""
        if id not in self._looks:
            said = (s.look for s in self._of(id))
            self._looks[id] = reduce(Look.over, said, Look())
        return self._looks[id]

    def paragraph_look(self, id: str) -> Look:
        """Return the look of text in a paragraph of a style that says nothing itself."""
        return self.look(id).over(self._default_look)

    def has_ground(self, id: str) -> bool:
        """Tell whether a style draws a ground behind any of its text."""
        return any(s.has_ground for s in self._of(id))

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
        has_ground=has_ground(element),
    )


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
