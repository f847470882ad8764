"""Document to section tree: title, agency and year, official sections, sub-sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from parsers import labels
from parsers.document import Block, Paragraph, one_below_the_other
from parsers.forms import Form
from parsers.labels import NUMERALS, Names, numeral_value
from parsers.model import Period, Section

_TOP = re.compile(rf"([{NUMERALS}]{{1,3}})\s*[、.．，,]\s*(.+)", re.DOTALL)
_TOP_ELSE = re.compile(
    rf"(?:第([{NUMERALS}]{{1,3}})部分|[（(]([{NUMERALS}]{{1,3}})[）)])\s*[、.．，,：:]?\s*(.+)",
    re.DOTALL,
)
_OTHER_TITLE = re.compile(rf"\s*([{NUMERALS}]{{1,3}})\s*[、.．]\s*([^，。；：:、]{{2,20}}?)\s*")
_SUB = re.compile(rf"[（(]([{NUMERALS}]{{1,3}})[）)]\s*(.*)", re.DOTALL)
_YEAR = r"[（(]?({})年度?[）)]?".format(
    r"(?:19|20)[0-9]{2}|二[〇零○O0][〇零○O0一二三四五六七八九]{2}"
)
_WORK = "政府信息公开(?:工作)?"
_REPORT = f"(?:{_WORK}(?:(?:年度)?报告|年报)|(?:政务|信息)公开工作年度报告)"
_TRAILER = r"[》”]?(?:[（(]([^（()）]*)[）)])?。?(?:\.(?:docx?|pdf|wps|html?|txt))?"
_NAME = "([^，。；：:]*?)"
_TITLE = re.compile(rf"{_NAME}{_YEAR}{_NAME}{_REPORT}{_TRAILER}", re.I)
_TITLE_BEFORE_YEAR = re.compile(
    rf"{_NAME}{_REPORT}[》”]?(?:{_YEAR}|((?:19|20)[0-9]{{2}})){_TRAILER}", re.I
)
_TITLE_AROUND_YEAR = re.compile(rf"{_NAME}{_WORK}{_YEAR}(?:(?:年度)?报告|年报){_TRAILER}", re.I)
# What may stand in brackets behind a title: the office, but also 含镇街 or 报市政府.
_OFFICE = re.compile(
    r"(?![报送含附包不各])[\u4e00-\u9fff]{3,}"
    r"(?:[省市县区镇乡局厅部委办府院署室会处]|街道|中心|大学|学校|银行|公司)"
)
_DATE = "(?<![0-9])([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"
_END = "(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})日"
_PERIOD = re.compile(f"{_DATE}起?，?[至到—–~～-]+{_END}")
_NOT_AGENCY = re.compile(
    r"^【[^】]*】|^关于|^附件[0-9一二三四五]*|^的$|关于(?:公布|发布|印发)?[《“\s]*$|[《》“”\"'【】\s]"
)

_ASCII_DIGITS = {0xFF10 + n: str(n) for n in range(10)}

# Longer than this, a line is no title, a name no agency; a sub-section's first sentence is no
# heading. In characters.
TITLE_MOST = 60
_AGENCY_MOST = 30
_HEADING_MOST = 40
# A title is printed in no more lines than this; a table of contents lists no fewer headings.
_TITLE_LINES = 3
_CONTENTS = 3


class Heading(Struct, frozen=True):
    """What a report is called: whose it is and of which year, and the blocks that say so."""

    title: str = ""
    agency: str = ""
    year: int | None = None
    blocks: frozenset[int] = frozenset()


class Part(Struct, frozen=True):
    """A stretch of blocks under an official section's heading, or before the first (id empty)."""

    id: str
    number: str
    title: str
    page: int | None
    blocks: tuple[Block, ...]


def heading(blocks: Sequence[Block]) -> Heading:
    """Find the title, wherever it stands, and the agency and year that it names."""
    for start in range(len(blocks)):
        found = _heading_at(blocks, start)
        below = _heading_at(blocks, start + 1)
        # What stands above a title that names an agency is no part of it.
        if found and not (below and below.agency and below.blocks < found.blocks):
            return found
    return Heading()


def _heading_at(blocks: Sequence[Block], start: int) -> Heading | None:
    """Return the title that begins at block `start`, in as few lines as make one."""
    text = ""
    for end in range(start, min(start + _TITLE_LINES, len(blocks))):
        block = blocks[end]
        line = "".join(block.text.split()) if isinstance(block, Paragraph) else ""
        if not line or (end > start and _TOP.match(text)) or len(text + line) > TITLE_MOST:
            return None
        text += line
        named = _named(re.sub("^附件[：:]", "", text))
        if named:
            return Heading(text, *named, frozenset(range(start, end + 1)))
    return None


def _named(title: str) -> tuple[str, int] | None:
    """Return the agency and the year that a title names, None where it is no title of a report."""
    title = title.translate(_ASCII_DIGITS)
    if match := _TITLE.fullmatch(title):
        before, year, after, behind = match.groups("")
    elif match := _TITLE_AROUND_YEAR.fullmatch(title):
        before, year, behind = match.groups("")
        after = ""
    elif match := _TITLE_BEFORE_YEAR.fullmatch(title):
        before, year, bare_year, behind = match.groups("")
        year, after = year or bare_year, ""
    else:
        return None
    office = behind if _OFFICE.fullmatch(behind) else ""
    agency = _NOT_AGENCY.sub("", before) or _NOT_AGENCY.sub("", after) or office
    if agency.endswith("人民"):  # 周口市人民政府信息公开: a 政府 that is printed once serves twice
        agency += "政府"
    return (agency, _year(year)) if len(agency) <= _AGENCY_MOST else None


def _year(text: str) -> int:
    digits = "〇一二三四五六七八九"
    return int(
        "".join(str(digits.find(c)) if c in digits else c for c in re.sub("[零○O]", "〇", text))
    )


def period(texts: Iterable[str]) -> Period | None:
    """Return the first period that the text states from day to day."""
    for text in texts:
        for match in _PERIOD.finditer("".join(text.split())):
            year, *rest = (int(n) for n in match.groups(default=match[1]))
            try:
                start, end = date(year, *rest[:2]), date(*rest[2:])
            except ValueError:
                continue
            return Period(start.isoformat(), end.isoformat())
    return None


def parts(blocks: Sequence[Block], form: Form) -> list[Part]:
    """Cut the document at the headings of the form's sections."""
    found = _official(blocks, form)
    starts = sorted(found)
    cut = [Part("", "", "", None, tuple(blocks[: starts[0] if starts else len(blocks)]))]
    for start, end in pairwise([*starts, len(blocks)]):
        head, page = found[start], blocks[start].page
        text = (Paragraph(head.text, page),) if head.text else ()
        cut.append(Part(head.id, head.number, head.title, page, (*text, *blocks[start + 1 : end])))
    return cut


class _Head(NamedTuple):
    """An official heading; `text` is what goes on behind it in the same paragraph."""

    id: str
    number: str
    title: str
    text: str = ""


_Heads = dict[int, _Head]
"""Headings by the index of their block."""


def _official(blocks: Sequence[Block], form: Form) -> _Heads:
    """Return the official headings.

    Where a heading stands twice the one with the form's number counts, else the first; those of a
    table of contents do not.
    """
    names = [(s.id, (s.title, *s.variants)) for s in form.sections]
    numbers = {s.id: s.number for s in form.sections}
    candidates: _Heads = {}
    for index, block in enumerate(blocks):
        head = _head(block.text, names, numbers) if isinstance(block, Paragraph) else None
        if head:
            candidates[index] = head
    candidates = _without_contents(_numbered_else(blocks, names, candidates, numbers))
    chosen: dict[str, int] = {}
    for index, (id, number, *_) in candidates.items():
        rival = chosen.get(id)
        if rival is None or (number == numbers[id] != candidates[rival].number):
            chosen[id] = index
    heads = {index: candidates[index] for index in chosen.values()}
    return heads | _called_otherwise(blocks, heads, numbers)


def _called_otherwise(blocks: Sequence[Block], heads: _Heads, numbers: dict[str, str]) -> _Heads:
    """Return headings that only their numbers and places tell, between those of their neighbours.

    Between two sections it must be the only heading, for lists are numbered so too. What follows
    the last section known may be anything.
    """
    places = {head.id: index for index, head in heads.items() if head.number == numbers[head.id]}
    known = {head.id for head in heads.values()}
    found: _Heads = {}
    for before, id, behind in zip(("", *numbers), numbers, [*numbers][1:], strict=False):
        if id in known or behind not in places or (before and before not in places):
            continue
        between = range(places[before] + 1 if before else 0, places[behind])
        texts = [(i, block.text) for i in between if isinstance(block := blocks[i], Paragraph)]
        tops = [(i, match) for i, text in texts if (match := _OTHER_TITLE.fullmatch(text))]
        if tops and (len(tops) == 1 or not before) and tops[-1][1][1] == numbers[id]:
            index, match = tops[-1]
            found[index] = _Head(id, match[1], match[2])
    return found


def _head(text: str, names: Names, numbers: dict[str, str]) -> _Head | None:
    """Return the official heading that a paragraph is, or begins with; None where it is none."""
    if _SUB.match(text):
        return None
    match = _TOP.fullmatch(text)
    number, title = (match[1], match[2].strip()) if match else ("", text.strip())
    first, *rest = re.split("[。：:]", title, maxsplit=1)
    inline = labels.match(first, names) if rest and len(first) <= _HEADING_MOST else None
    if inline and inline.likeness >= 95 and numbers[inline.id] == number:
        return _Head(inline.id, number, first, rest[0].strip())
    known = labels.match(title, names) if len(text) <= _HEADING_MOST else None
    if known and known.likeness >= _least(number, numbers[known.id]) and title[-1:] not in "。；":
        return _Head(known.id, number, title)
    return None


def _numbered_else(
    blocks: Sequence[Block], names: Names, plain: _Heads, numbers: dict[str, str]
) -> _Heads:
    """Return the headings of a report that numbers them all as （一） or 第一部分, else the plain.

    The whole title must stand there, for sub-sections are numbered so too.
    """
    if any(head.number == numbers[head.id] for head in plain.values()):
        return plain
    found: _Heads = {}
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or len(block.text) > _HEADING_MOST:
            continue
        match = _TOP_ELSE.fullmatch(block.text)
        if not match:
            continue
        title = match[3].strip()
        known = labels.match(title, names)
        if known and known.likeness == 100 and title[-1:] not in "。；":
            found[index] = _Head(known.id, match[1] or match[2], title)
    known_else = {head.id for head in found.values()}
    least = max(_CONTENTS, len({head.id for head in plain.values()}) + 1)
    return found if len(known_else) >= least else plain


def _least(number: str, official: str) -> float:
    """Return how like the form's a title must be: the less its number speaks for it, the more."""
    if number == official:
        return 0.0
    return 85.0 if number else 95.0


def _without_contents(headings: _Heads) -> _Heads:
    """Leave out a table of contents: several headings in a row, each of which comes again."""
    last = {head.id: index for index, head in headings.items()}
    end = -1
    for index in headings:
        run = [headings[i].id for i in range(index, index + _CONTENTS) if i in headings]
        if len(run) == _CONTENTS and all(last[id] >= index + _CONTENTS for id in run):
            end = index + _CONTENTS
    return {i: head for i, head in headings.items() if i >= end or last[head.id] < end}


def section(part: Part, drop: frozenset[int]) -> Section:
    """Return a part as a section with its sub-sections; blocks in `drop` are no prose of it."""
    nodes: list[_Node] = [_Node(part.number, part.title, part.page, [])]
    for index, block in enumerate(part.blocks):
        if index in drop or not isinstance(block, Paragraph):
            continue
        match = _SUB.match(block.text)
        if match and _follows(nodes[-1].number if len(nodes) > 1 else "", match[1]):
            title, rest = _titled(match[2].strip())
            behind = [block.behind(rest)] if rest else []
            nodes.append(_Node(match[1], title, block.page, behind))
        else:
            nodes[-1].paragraphs.append(block)
    own, *children = nodes
    below = tuple(
        _as_section(f"{part.id}.{n}", f"（{child.number}）", child, 2)
        for n, child in enumerate(children, start=1)
    )
    return _as_section(part.id, own.number, own, 1, below)


def _as_section(
    id: str, number: str, node: _Node, level: int, children: tuple[Section, ...] = ()
) -> Section:
    text, turns = one_below_the_other(node.paragraphs, node.page)
    return Section(id, number, node.title, level, node.page, text, children, turns)


class _Node(Struct):
    number: str
    title: str
    page: int | None
    paragraphs: list[Paragraph]


def _follows(previous: str, number: str) -> bool:
    """Tell whether `number` comes next after `previous`; the first is 一."""
    return numeral_value(number) == (numeral_value(previous) + 1 if previous else 1)


def _titled(text: str) -> tuple[str, str]:
    """Split a sub-section's first line into its title and the text that goes on behind it."""
    first, stop, rest = text.partition("。")
    if len(first) <= _HEADING_MOST and not re.search("[，；]", first):
        return first, rest.strip()
    colon, stop, rest = text.partition("：")
    if stop and len(colon) <= 20 and not re.search("[，。；]", colon):
        return colon, rest.strip()
    return "", text
