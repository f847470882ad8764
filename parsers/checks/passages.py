"""The prose of a report, passage by passage, and findings about places in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from parsers.messages import Message
from parsers.model import Check, Quote, Report

_SHOWN = 3


class Passage(Struct, frozen=True):
    """The own prose of a section, or what stands before the first one (`section` empty)."""

    section: str
    page: int | None
    text: str

    def quote(self, start: int, end: int) -> Quote:
        """Return a place in it."""
        return Quote(self.section, start, end, self.text[start:end])

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield its paragraphs, each with where it begins."""
        start = 0
        for line in self.text.split("\n"):
            yield start, line
            start += len(line) + 1


def passages(report: Report) -> Iterator[Passage]:
    """Yield all prose of a report as it is read, sub-sections behind their section."""
    yield Passage("", None, report.preamble)
    for section in report.every_section:
        yield Passage(section.id, section.page, section.text)


def failed(
    rule: str, template: str, passage: Passage, quotes: Sequence[Quote], **values: str
) -> Check:
    """Return one failed check for all places of a passage at which a rule fails.

    Its sentence is told their `count` and the first `places`. The subject is the section, so that
    the finding is the same one when another place is mended.
    """
    values = {"count": str(len(quotes)), "places": listed([q.text for q in quotes]), **values}
    return Check(
        rule,
        passage.section or "preamble",
        "failed",
        passage.section or None,
        passage.page,
        message=Message(template, values),
        quotes=tuple(quotes),
    )


def listed(texts: Sequence[str]) -> str:
    """Return some texts in quotation marks, each once, in a list that says when it is cut."""
    different = dict.fromkeys(" ".join(text.split()) for text in texts)
    shown = "、".join(f"“{text}”" for text in islice(different, _SHOWN))
    return f"{shown} … ({len(different)})" if len(different) > _SHOWN else shown
