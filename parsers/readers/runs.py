"""The text of a paragraph of a Word file as it is printed: its runs, without what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from parsers.document import PICTURE
from parsers.readers.package import Element
from parsers.readers.raised import LOWERED, RAISED
from parsers.readers.styles import Look, Styles, W, attribute, child, look, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXT_BOX = f"{W}txbxContent"
_RUN, _TEXT, _MATH_TEXT = f"{W}r", f"{W}t", f"{_M}t"

# What stands around text, rows, cells and paragraphs without being any.
_TRANSPARENT = frozenset(
    f"{W}{name}"
    for name in (
        *("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"),
        *("ins", "moveTo", "ruby", "rubyBase"),
    )
)
_DRAWN = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object", "contentPart"))
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
_WHITE = "FFFFFF"
# The size of type where a file says none, in half points.
_SIZE = 20
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "marlett")


def within(element: Element) -> Iterator[Element]:
    """Yield the children of an element, those of containers around them too, in order.

    What a tracked change deleted or moved away is left out; of alternatives the first with text is
    taken, else the first that is drawn.
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
    for wanted in ((_TEXT, _TEXT_BOX), _DRAWN):
        for branch in element:
            if next(branch.iter(*wanted), None) is not None:
                return branch
    return ()


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
    """What a paragraph prints: its text, and the text boxes that hang on it.

    Pictures, and fields that are chosen from, are `PICTURE` in the text.
    """

    text: str
    boxes: list[Element]


def printed(paragraph: Element, style: str, styles: Styles, on_ground: bool) -> Printed:
    """Return what a paragraph of that style prints, `on_ground` where white can be seen."""
    runs = _Runs(paragraph, style, styles, on_ground)
    for element in within(paragraph):
        if element.tag == _RUN:
            runs.add(element)
        elif element.tag.startswith(_M):
            runs.pieces.append(_equation(element))
    return Printed("".join(runs.pieces), runs.boxes)


class _Runs:
    """Gathers the text of a paragraph's runs."""

    def __init__(self, paragraph: Element, style: str, styles: Styles, on_ground: bool) -> None:
        self._paragraph = paragraph
        self._styles = styles
        self._look = styles.paragraph_look(style)
        self._on_ground = on_ground or styles.has_ground(style)
        # Where the instruction of each open field begins; what stands there is not printed.
        self._fields: list[int | None] = []
        self.pieces: list[str] = []
        self.boxes: list[Element] = []

    def add(self, run: Element) -> None:
        """Take the text of a run."""
        its = self._look_of(run)
        is_seen = its.color != _WHITE or its.shaded or self._on_ground
        for element in within(run):
            if element.tag == f"{W}fldChar":
                if not its.hidden and _is_chosen(element):
                    self.pieces.append(PICTURE)
                self._field(attribute(element, "fldCharType"))
            elif its.hidden:
                continue
            elif element.tag == _RUN:
                self.add(element)
            elif element.tag in _DRAWN:
                boxes = list(text_boxes(element))
                self.boxes += boxes
                self.pieces += [] if boxes else [PICTURE]
            elif is_seen and (text := _text(element)):
                self.pieces.append(self._dressed(text, its))

    def _look_of(self, run: Element) -> Look:
        """Return the look of a run: its own, else that of its style, else of its paragraph."""
        properties = child(run, "rPr")
        if properties is None:
            return self._look
        named = self._styles.look(value(properties, "rStyle"))
        return look(properties).over(named).over(self._look)

    def _dressed(self, text: str, its: Look) -> str:
        """Return a run's text with that which its look says: 12¹ is not 121, nor is 1̶2̶ 12."""
        if its.struck or its.struck_twice:
            text = "".join(char + _STRUCK for char in text)
        place, position = its.place, its.position
        if position and (its.size or _SIZE) < self._largest:
            place = "superscript" if position > 0 else "subscript"
        if place == "superscript":
            return text.translate(RAISED)
        return text.translate(LOWERED) if place == "subscript" else text

    @cached_property
    def _largest(self) -> int:
        """The size of the paragraph's largest type, that of its text boxes too."""
        return max(self._look_of(run).size or _SIZE for run in self._paragraph.iter(_RUN))

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


def _is_chosen(field: Element) -> bool:
    """Tell whether a field shows a box or an entry of a list: what it shows is not text."""
    data = child(field, "ffData")
    kinds = ("checkBox", "ddList")
    return data is not None and any(child(data, kind) is not None for kind in kinds)


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


def _equation(element: Element) -> str:
    if any(part.tag.startswith(_M) and part.tag not in _FLAT for part in element.iter()):
        return _NO_LETTER
    return "".join(part.text or "" for part in element.iter(_MATH_TEXT, _TEXT))
