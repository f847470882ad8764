"""A web page's own matter, told from the furniture of its site by what stands where.

No name of a class is asked for: sites have hundreds. The page is narrowed down to one box after
the other for as long as nothing stands outside of it that a menu, a date or a foot could not be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from parsers.readers.cells import is_figure
from parsers.readers.flow import items, texts
from parsers.readers.shown import hidden_classes, is_left_out, is_link

# A numbered heading, as of a section.
_HEADING = re.compile("[一二三四五六七八九十]{1,3}[、.．]")
_SENTENCE = re.compile("[。；]")
_SENTENCE_LEAST = 15
# So many characters in sentences may stand in the furniture: who owns the page, who copies it.
_SENTENCES_MOST = 60

_SEPARATORS = re.compile(r"[_|｜]|\s+[-—–]+\s+|(?<=[^\W\d])[-—–]+(?=[^\W\d])|\s>\s|>>")
_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|ceb|rtf|xlsx?|et|zip|rar)(?=$|[?#&\"'])", re.IGNORECASE)
_BEFORE_A_FILE = re.compile(r"[/\\?#&=\"'<>(\s]")
_EMBEDDED = ("iframe", "embed", "object", "frame")
_OF_TABLES = ("table", "tbody", "thead", "tfoot", "tr")
_TITLE_MOST = 120
_LINES_MOST = 30
_NAME_MOST = 60
_ATTACHMENTS_MOST = 50


class _Held(Struct):
    """What an element and those in it hold that a report may be made of."""

    sentences: int = 0
    headings: int = 0
    figures: int = 0
    text: int = 0

    def add(self, other: _Held) -> None:
        """Take over what an element inside holds."""
        self.sentences += other.sentences
        self.headings += other.headings
        self.figures += other.figures
        self.text += other.text

    def is_furniture_beside(self, box: _Held) -> bool:
        """Tell whether nothing is held but furniture, save what `box` inside holds."""
        same = self.headings == box.headings and self.figures == box.figures
        return same and self.sentences - box.sentences <= _SENTENCES_MOST


class Place(Struct, frozen=True):
    """Where a page's own matter is: the element, and those that stand above it on the page."""

    box: Any
    above: tuple[Any, ...]


def content(body: Any) -> Place:
    """Return the element of a page that holds its own matter."""
    held = _weighed(body)
    box = body
    above: list[Any] = []
    while True:
        inside = [child for child in box if child in held and held[child].text]
        heaviest = max(inside, key=lambda child: _weight(held[child]), default=None)
        # The most of what is shown, and with something in it: a page may hold next to nothing.
        if heaviest is None or not held[heaviest].sentences + held[heaviest].figures:
            break
        if 2 * held[heaviest].text < held[box].text:
            break
        if not held[box].is_furniture_beside(held[heaviest]):
            break
        box = heaviest
    # A table is no box of its own: its title stands above it.
    while box.tag in _OF_TABLES:
        box = box.getparent()
    inner = box
    while inner is not body:
        shown = [e for e in inner.itersiblings(preceding=True) if e in held and held[e].text]
        above[:0] = reversed(shown)
        inner = inner.getparent()
    return Place(box, tuple(above))


def _weight(held: _Held) -> int:
    return held.sentences + 20 * (held.headings + held.figures)


def _weighed(body: Any) -> dict[Any, _Held]:
    """Return what each element shown below `body` holds."""
    held: dict[Any, _Held] = {}
    hidden = hidden_classes(body)
    # From the end of the page each element comes before the one that it stands in.
    for element in reversed([e for e in body.iter() if isinstance(e.tag, str)]):
        mine = held.setdefault(element, _Held())
        _weigh(element.text, mine)
        if element is body:
            continue
        if is_left_out(element, hidden) or is_link(element):
            held[element] = mine = _Held()
        elif element.tag in ("td", "th") and is_figure(_short_text(element)):
            mine.figures = max(mine.figures, 1)
        parent = held.setdefault(element.getparent(), _Held())
        parent.add(mine)
        _weigh(element.tail, parent)
    return held


def _weigh(text: str | None, held: _Held) -> None:
    stripped = text.strip() if text else ""
    if not stripped:
        return
    held.text += len(stripped)
    if len(stripped) >= _SENTENCE_LEAST and _SENTENCE.search(stripped):
        held.sentences += len(stripped)
    if _HEADING.match(stripped):
        held.headings += 1


def _short_text(element: Any) -> str:
    """Return the text of a cell that may hold a figure, another where it is too long for one."""
    text = ""
    for piece in element.itertext():
        text += piece.strip()
        if len(text) > 20:
            return "…"
    return text


# -- what the page calls itself -------------------------------------------------------------------


def titles(root: Any, above: Sequence[Any]) -> tuple[str, ...]:
    """Return what a page may be called outside of its own matter, the likeliest first.

    That is what its publisher calls it, the lines that stand above, its headings, its tab.
    """
    named = [_printed(meta.get("content")) for meta in _metas(root, "articletitle")]
    blocks = (block for element in above for block in texts(items(element)))
    lines = [_printed("".join(block.lines)) for block in blocks if not block.is_link]
    shown = [_printed("".join(heading.itertext())) for heading in root.iter("h1")]
    tabs = [_longest(_printed(tab.text)) for tab in root.iter("title")]
    found = dict.fromkeys([*named, *lines[-_LINES_MOST:], *shown[:_LINES_MOST], *tabs[:1]])
    return tuple(text for text in found if 0 < len(text) <= _TITLE_MOST)


def _metas(root: Any, name: str) -> list[Any]:
    return [meta for meta in root.iter("meta") if meta.get("name", "").lower() == name]


def _longest(tab: str) -> str:
    """Return of a browser tab's text the part that is not the site's name, as a rule the longest.

    上海市人民政府_年度报告_上海市人民政府办公厅2019年政府信息公开工作年度报告
    """
    return max((part.strip() for part in _SEPARATORS.split(tab)), key=len)


def _printed(text: str | None) -> str:
    return " ".join((text or "").split())


# -- attachments ----------------------------------------------------------------------------------


def attachments(root: Any) -> tuple[str, ...]:
    """Return the names of the documents that a page links to or shows a viewer for, each once."""
    names: dict[str, None] = {}
    for element in root.iter("a", *_EMBEDDED, "script"):
        if len(names) < _ATTACHMENTS_MOST and (name := _attachment(element)):
            names[name] = None
    return tuple(names)


def _attachment(element: Any) -> str:
    """Return the name of the document that an element leads to: its file's, or the link's own."""
    if element.tag == "script":
        return "" if element.get("src") else _file((element.text or "")[:100_000])
    address = next(filter(None, map(element.get, ("href", "src", "data"))), "")
    file = _file(unquote(address[:2000]))
    linked = _printed("".join(element.itertext()) or element.get("title"))
    # Of P020230131.pdf and 2022年度报告 the one in words says more.
    return max((file, _name(linked)), key=_words_then_length) if file else ""


def _file(text: str) -> str:
    """Return the name of the first document's file in an address, or in a script."""
    match = _FILE.search(text)
    if not match:
        return ""
    before = text[max(match.start() - 200, 0) : match.start()]
    return _name(_BEFORE_A_FILE.split(before)[-1] + match[0])


def _words_then_length(name: str) -> tuple[int, int]:
    return sum(char > "\u2e80" for char in name), len(name)


def _name(printed: str) -> str:
    """Return a name that is safe to show: of a decent length, its control characters visible."""
    safe = "".join("\ufffd" if unicodedata.category(c)[0] == "C" else c for c in printed)
    return safe if len(safe) <= _NAME_MOST else safe[: _NAME_MOST - 1] + "…"
