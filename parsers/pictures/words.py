"""Words of the prose on a PDF's page, which has no boxes for them as it has for cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from parsers.geometry import Box, bounds
from parsers.glyphs import mapped
from parsers.model import Finding, Quote, Report, Role
from parsers.pictures import Mark, Wanted, Words
from parsers.readers.page import Char

_AROUND = 24
"""So many letters at both sides of a quotation help to find it."""

_AROUND_LEAST = 8
"""So many tell it alone, before it or behind."""

_QUOTES_MOST = 8
_PAGES_MOST = 12
"""How many quotations of a finding are looked for, and on how many pages."""


def sentence_of(finding: Finding, report: Report) -> tuple[Wanted, ...]:
    """Return what shows where a finding quotes the prose, for each section that it quotes."""
    shown = groupby(finding.quotes[:_QUOTES_MOST], key=lambda quote: quote.section)
    told = ((id, [_quoted(quote, finding, report) for quote in held]) for id, held in shown)
    return tuple(one for id, words in told if (one := _in_section(id, words, report)))


def line_of(text: str, section: str, report: Report, quote: Quote | None = None) -> Wanted | None:
    """Return what shows a line of a section's prose, or a quotation that stands there."""
    if quote is not None:
        return _in_section(section, [_of_quote(quote, "culprit", report)], report)
    return _in_section(section, [Words(text, 0, len(text), "left")], report)


def _quoted(quote: Quote, finding: Finding, report: Report) -> Words:
    """Return a quotation in the colour of its side of a check; without one it is the trouble."""
    role: Role = "culprit"
    if any(operand.quote == quote for check in finding.checks for operand in check.left):
        role = "left"
    elif any(operand.quote == quote for check in finding.checks for operand in check.right):
        role = "right"
    return _of_quote(quote, role, report)


def _of_quote(quote: Quote, role: Role, report: Report) -> Words:
    """Return a quotation with what stands around it in its paragraph."""
    text = report.prose(quote.section)
    begin = max(text.rfind("\n", 0, quote.start) + 1, quote.start - _AROUND)
    end = text.find("\n", quote.end, quote.end + _AROUND)
    around = text[begin : end if end >= 0 else quote.end + _AROUND]
    return Words(around, quote.start - begin, quote.end - begin, role)


def _in_section(id: str, words: Sequence[Words], report: Report) -> Wanted | None:
    """Return what shows words on one of the pages that a section goes over."""
    every = report.every_section
    at = next((i for i, section in enumerate(every) if section.id == id), None)
    page = 1 if not id else every[at].page if at is not None else None
    if page is None:
        return None
    behind = every[at + 1 :] if at is not None else every
    last = next((s.page for s in behind if s.page is not None), report.source.pages)
    return Wanted(page, (), words=tuple(words), last=min(max(last, page), page + _PAGES_MOST))


# -- on a page ------------------------------------------------------------------------------------


def found(words: Sequence[Words], chars: Sequence[Char]) -> tuple[Mark, ...]:
    """Return boxes around the words that stand on a page once, a box for each of its lines."""
    letters = [(letter, i) for i, c in enumerate(chars) for letter in mapped(c.text).strip()]
    printed = "".join(letter for letter, _i in letters)
    marks: list[Mark] = []
    for one in words:
        held = letters[_place(one, printed)]
        lines = _lines([chars[i] for i in dict.fromkeys(i for _letter, i in held)])
        marks += [Mark(box, one.role) for box in lines]
    return tuple(marks)


def _place(words: Words, printed: str) -> slice:
    """Return where words stand among the letters of a page; nowhere if that is not sure.

    Where a page ends within what stands around them, what is before or behind them tells it.
    """
    before, meant, behind = (
        "".join(mapped(text).split())
        for text in (
            words.text[: words.start],
            words.text[words.start : words.end],
            words.text[words.end :],
        )
    )
    sides = [(before, ""), ("", behind)]
    alone = [(head, tail) for head, tail in sides if len(head + tail) >= _AROUND_LEAST]
    for head, tail in ((before, behind), *alone):
        around = head + meant + tail
        at = printed.find(around) if meant else -1
        if at >= 0 and printed.find(around, at + 1) < 0:
            return slice(at + len(head), at + len(head) + len(meant))
    return slice(0)


def _lines(chars: Sequence[Char]) -> Iterator[Box]:
    """Yield the extent of each line that characters stand on."""
    held: list[Char] = []
    for char in chars:
        if held and abs(char.middle - held[-1].middle) > held[-1].size / 2:
            yield bounds([Box(*c[1:]) for c in held])
            held = []
        held.append(char)
    if held:
        yield bounds([Box(*c[1:]) for c in held])
