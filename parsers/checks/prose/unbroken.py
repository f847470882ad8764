"""The prose as it is read: without white space, in sentences, every place known in the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct

from parsers.model import Quote, Report, Section

# One character for one, so that places stay. ASCII punctuation is what many web pages print.
_ALIKE = str.maketrans("０１２３４５６７８９．％:;()?!〜～﹣－", "0123456789.%：；（）？！~~--")
_SPACE = re.compile(r"\s+")
_COMMA = re.compile(r",(?![0-9]{3}(?![0-9]))|(?<![0-9]),")
_ENDS = "。！？；："
_NUMBERED = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)、.．]")
_COUNT = re.compile(r"[0-9][0-9,]*(?![0-9年.、])")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?")
_HEADING_MOST, _SENTENCE_MOST = 30, 1000


class Unbroken(Struct, frozen=True):
    """The prose of a section, or of the preamble, without white space.

    `title` is the section's, behind that of the section it stands in; `places` say where each
    character of `text` stands in the original. A `\\n` is the end of a paragraph that has no stop.
    """

    section: str
    page: int | None
    title: str
    text: str
    original: str
    places: tuple[int, ...]

    def quote(self, start: int, end: int) -> Quote:
        """Return the place of `text[start:end]` in the original."""
        first, last = self.places[start], self.places[end - 1] + 1
        return Quote(self.section, first, last, self.original[first:last])

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield where each sentence begins and ends; nobody writes one that is cut here."""
        for match in _SENTENCE.finditer(self.text):
            for start in range(match.start(), match.end(), _SENTENCE_MOST):
                yield start, min(start + _SENTENCE_MOST, match.end())


def unbroken(report: Report) -> Iterator[Unbroken]:
    """Yield the prose of a report in reading order."""
    if report.preamble.strip():
        yield _passage("", None, "", report.preamble)
    for section in report.sections:
        yield from _of_section(section, "")


def _of_section(section: Section, above: str) -> Iterator[Unbroken]:
    title = f"{above} {section.title}".strip()
    if section.text.strip():
        yield _passage(section.id, section.page, title, section.text)
    for child in section.children:
        yield from _of_section(child, title)


def _passage(section: str, page: int | None, title: str, original: str) -> Unbroken:
    pieces: list[str] = []
    places: list[Iterable[int]] = []
    start = line = 0
    for space in _SPACE.finditer(original):
        first, end = space.span()
        pieces.append(original[start:first])
        places.append(range(start, first))
        if joint := _joint(original, line, first, end):
            pieces.append(joint)
            places.append((first,))
        start = end
        line = end if "\n" in space[0] else line
    pieces.append(original[start:])
    places.append(range(start, len(original)))
    text = _COMMA.sub("，", "".join(pieces).translate(_ALIKE))
    return Unbroken(section, page, title, text, original, tuple(chain.from_iterable(places)))


def _joint(original: str, line: int, start: int, end: int) -> str:
    """Return what stands for white space: a stop, a space inside a figure, or nothing."""
    before, behind = original[max(start - 1, 0) : start], original[end : end + 1]
    if "\n" in original[start:end] and before not in _ENDS:
        is_heading = start - line <= _HEADING_MOST and not re.search(
            "[，、；：0-9]", original[line:start]
        )
        if _NUMBERED.match(original, end) or (is_heading and not _COUNT.match(original, end)):
            return "\n"
    return " " if before.isdigit() and behind.isdigit() else ""
