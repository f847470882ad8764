"""The text of a paragraph of a Word file as it is printed: its runs, without what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from parsers.readers.package import Element
from parsers.readers.styles import Look, Styles, W, attribute, child, look, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXT_BOX = f"{W}txbxContent"
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"
_RUN, _TEXT, _MATH_TEXT = f"{W}r", f"{W}t", f"{_M}t"

# What stands around text, rows, cells and paragraphs without being any.
_TRANSPARENT = frozenset(
    f"{W}{name}"
    for name in (
        *("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"),
        *("ins", "moveTo", "ruby", "rubyBase"),
    )
)
_DRAWN = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
# Equations that are no more than signs in a row; a fraction's parts would run together.
_FLAT = frozenset(
    f"{_M}{name}" for name in ("oMath", "oMathPara", "r", "t", "rPr", "ctrlPr", "sty")
)

_NO_LETTER = "\ufffd"
_STRUCK = "\u0336"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "marlett")


def within(element: Element) -> Iterator[Element]:
    """Yield the children of an element, those of containers around them too, in order.

    What a tracked change deleted or moved away is left out; of alternatives the first with text is
    taken.
    """
    stack = [iter(element)]
    while stack:
        for found in stack[-1]:
            if found.tag in _TRANSPARENT:
                stack.append(iter(found))
                break
            if found.tag == f"{_MC}AlternateContent":
                stack.append(iter(_alternative(found)))
                break
            yield found
        else:
            stack.pop()


def _alternative(element: Element) -> Element:
    return next((b for b in element if next(b.iter(_TEXT, _TEXT_BOX), None) is not None), ())


def text_boxes(drawing: Element) -> Iterator[Element]:
    """Yield the contents of the text boxes in a drawing, each once; not those within them."""
    stack = [iter([drawing])]
    while stack:
        for found in stack[-1]:
            if found.tag == _TEXT_BOX:
                yield found
                continue
            alternatives = found.tag == f"{_MC}AlternateContent"
            stack.append(iter(_alternative(found) if alternatives else found))
            break
        else:
            stack.pop()


class Printed(NamedTuple):
    """What a paragraph prints: its text, the text boxes that hang on it, whether a picture too."""

    text: str
    boxes: list[Element]
    has_picture: bool = False


def printed(paragraph: Element, style: str, styles: Styles) -> Printed:
    """Return what a paragraph of that style prints."""
    runs = _Runs(styles, styles.look(style))
    for element in within(paragraph):
        if element.tag == _RUN:
            runs.add(element)
        elif element.tag.startswith(_M):
            runs.pieces.append(_equation(element))
    return Printed("".join(runs.pieces), runs.boxes, runs.has_picture)


class _Runs:
    """Gathers the text of a paragraph's runs."""

    def __init__(self, styles: Styles, paragraph: Look) -> None:
        self._styles = styles
        self._paragraph = paragraph
        # Where the instruction of each open field begins; what stands there is not printed.
        self._fields: list[int | None] = []
        self.pieces: list[str] = []
        self.boxes: list[Element] = []
        self.has_picture = False

    def add(self, run: Element) -> None:
        """Take the text of a run."""
        own = self._look(child(run, "rPr"))
        for element in within(run):
            if element.tag == f"{W}fldChar":
                self._field(attribute(element, "fldCharType"))
            elif own.hidden:
                continue
            elif element.tag == _RUN:
                self.add(element)
            elif element.tag in _DRAWN:
                boxes = list(text_boxes(element))
                self.boxes += boxes
                # What is anchored to the page, as a seal, is not of the line.
                self.has_picture |= not boxes and next(element.iter(_ANCHOR), None) is None
            else:
                text = _text(element)
                if text:
                    self.pieces.append(_dressed(text, own))

    def _look(self, properties: Element | None) -> Look:
        if properties is None:
            return self._paragraph
        named = self._styles.look(value(properties, "rStyle"))
        return look(properties).over(named).over(self._paragraph)

    def _field(self, kind: str) -> None:
        """Drop a field's instruction where its result begins, or where it ends without one."""
        if kind == "begin":
            self._fields.append(len(self.pieces))
        elif self._fields:
            start = self._fields.pop()
            if start is not None:
                del self.pieces[start:]
            if kind == "separate":
                self._fields.append(None)


def _text(element: Element) -> str:
    tag = element.tag
    if tag == _TEXT:
        return (element.text or "").replace("\n", " ").replace("\t", " ")
    if tag == f"{W}sym":
        return _symbol(element)
    return _SIGNS.get(tag, "")


def _symbol(element: Element) -> str:
    """Return a sign that is given by its place in a font; that of a symbol font stays private."""
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return _NO_LETTER
    font = attribute(element, "font").lower()
    if 0xF020 <= code <= 0xF0FF and not font.startswith(_SYMBOL_FONTS):
        code -= 0xF000
    return chr(code) if 0x20 <= code <= 0xFFFF and not 0xD800 <= code < 0xE000 else _NO_LETTER


def _dressed(text: str, own: Look) -> str:
    """Return a run's text with that which its look says: 12¹ is not 121, nor is 1̶2̶ 12.

    White digits may be seen on a dark ground or not at all; they are no digits to be trusted.
    """
    if own.white:
        text = "".join(_NO_LETTER if char.isdigit() else char for char in text)
    if own.struck:
        text = "".join(char + _STRUCK for char in text)
    if own.place == "superscript":
        return text.translate(_RAISED)
    return text.translate(_LOWERED) if own.place == "subscript" else text


def _equation(element: Element) -> str:
    if any(part.tag.startswith(_M) and part.tag not in _FLAT for part in element.iter()):
        return _NO_LETTER
    return "".join(part.text or "" for part in element.iter(_MATH_TEXT, _TEXT))
