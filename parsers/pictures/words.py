"""Words of the prose on a PDF's page, which has no boxes for them as it has for cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

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
"""So many quotations of a finding are shown."""


def sentences_of(finding: Finding, report: Report) -> tuple[Wanted, ...]:
    """Return what shows where a finding quotes the prose, page by page."""
    pages: defaultdict[int, list[Words]] = defaultdict(list)
    for quote in finding.quotes[:_QUOTES_MOST]:
        pages[_page(report.page_of(quote))].append(_quoted(quote, finding, report))
    return tuple(Wanted(page, (), words=tuple(held)) for page, held in sorted(pages.items()))


def line_of(text: str, page: int | None) -> Wanted:
    """Return what shows a line of the prose that stands on a page."""
    return Wanted(_page(page), (), words=(Words(text, 0, len(text), "left"),))


def quotation_of(quote: Quote, report: Report) -> Wanted:
    """Return what shows a quotation alone, as what is wrong."""
    words = _of_quote(quote, "culprit", report)
    return Wanted(_page(report.page_of(quote)), (), words=(words,))


def _page(known: int | None) -> int:
    """Return the page to look on: what stands before all sections is on the first."""
    return known or 1


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
