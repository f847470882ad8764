"""F102: sections out of order, numbered wrongly, or under a title that is not the form's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers import labels
from parsers.checks.passages import passages
from parsers.forms import GENERIC, Form, FormSection
from parsers.labels import NUMERALS, numeral_value
from parsers.messages import Message, marked
from parsers.model import Check, Report, Section

MOVED = marked("section {number}、{title} is out of order")
WRONG_NUMBER = marked("section {title} is numbered {number}; it should be {wanted}")
RENAMED = marked("section {number} is called {title}; in the form it is {wanted}")

_OTHER_HEADING = re.compile(rf"^([{NUMERALS}]{{1,3}})[、.．]", re.MULTILINE)
# What a title may have or lack and still be the same one.
_SMALL_WORDS = re.compile("[的和与及]")


def checks(report: Report) -> Iterator[Check]:
    """Yield F102 once for each section, for the heaviest of what is wrong with its heading."""
    form = report.layout
    if form.id == GENERIC:
        return
    in_place = _in_order(report.sections, form)
    strays = {numeral_value(s.number) for s in report.sections if s not in in_place}
    wrong = _wrongly_numbered(in_place, form, strays | _other_headings(report))
    for section in report.sections:
        spec = form.section(section.id)
        values = {"number": section.number or spec.number, "title": section.title}
        if section not in in_place:
            message = Message(MOVED, values)
        elif section.id in wrong:
            message = Message(WRONG_NUMBER, values | {"wanted": wrong[section.id]})
        elif not _is_called(section.title, spec):
            message = Message(RENAMED, values | {"wanted": spec.title})
        else:
            continue
        yield Check("F102", section.id, "failed", section.id, section.page, message=message)


def _in_order(sections: Sequence[Section], form: Form) -> list[Section]:
    """Return as many sections as stand in the form's order; the others are out of place."""
    order = [section.id for section in form.sections]
    longest: list[list[Section]] = []
    for section in sections:
        place = order.index(section.id)
        before = (run for run in longest if order.index(run[-1].id) < place)
        longest.append([*max(before, key=len, default=[]), section])
    return max(longest, key=len, default=[])


def _other_headings(report: Report) -> set[int]:
    """Return the numbers of headings that are the office's own, and stand in the prose."""
    texts = (passage.text for passage in passages(report))
    return {numeral_value(number) for text in texts for number in _OTHER_HEADING.findall(text)}


def _wrongly_numbered(sections: Sequence[Section], form: Form, others: set[int]) -> dict[str, str]:
    """Return the number that each section should have whose own is wrong.

    A section has the form's number, or the next one where a section before it is missing or one
    of the office's own stands between. An annex is numbered anew from 一.
    """
    wrong: dict[str, str] = {}
    numbered = [section for section in sections if section.number]
    values = [numeral_value(section.number) for section in numbered]
    last = printed = 0
    for n, (section, value) in enumerate(zip(numbered, values, strict=True)):
        official = form.section(section.id).number
        is_official = value == numeral_value(official)
        goes_on = all(between in others for between in range(last + 1, value))
        begins_anew = values[n : n + 2] == [1, 2]
        if value == printed + 1 or begins_anew or (value > last and (is_official or goes_on)):
            last = value
        else:
            wrong[section.id] = official
            last = max(last + 1, numeral_value(official))
        printed = value
    return wrong


def _is_called(title: str, spec: FormSection) -> bool:
    """Tell whether a title is one of the known wordings, but for small words and marks."""
    return _plain(title) in {_plain(wording) for wording in (spec.title, *spec.variants)}


def _plain(title: str) -> str:
    return _SMALL_WORDS.sub("", labels.bare(title)).replace("其它", "其他")
