"""The section tree of a report on no official form, by its own headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from parsers.document import Block, Paragraph
from parsers.model import Section
from parsers.outline import NUMERALS, TITLE_MOST

# How headings are numbered, from the highest; each kind keeps its place among those that are met.
_KINDS = tuple(
    re.compile(kind)
    for kind in (
        rf"(第[{NUMERALS}百0-9]+[章篇编部])[部分]?\s*(.*)",
        rf"(第[{NUMERALS}百0-9]+节)\s*(.*)",
        rf"([{NUMERALS}]{{1,3}})\s*[、.．]\s*(.+)",
        rf"([（(][{NUMERALS}]{{1,3}}[）)])\s*(.+)",
        r"([0-9]{1,2}(?:\.[0-9]{1,2}){2})\s+(.+)",
        r"([0-9]{1,2}\.[0-9]{1,2})\s+(.+)",
        r"([0-9]{1,2}\s*[.．、])\s*([^0-9].*)",
    )
)
_ENDS_IN_TEXT = re.compile(r"[。；，,;:：]$|\.{4}|…{2}")


def tree(blocks: Sequence[Block]) -> tuple[str, tuple[Section, ...], list[str]]:
    """Cut a document on no form at its headings, by the file's own levels or by their numbering.

    Returns the text before the first heading, the sections, and of each block the section's id.
    """
    by_level = sum(1 for b in blocks if isinstance(b, Paragraph) and b.level) > 1
    roots: list[_Branch] = []
    open_branches: list[_Branch] = []
    preamble: list[str] = []
    homes: list[str] = []
    for block in blocks:
        found = _heading_of(block, by_level) if isinstance(block, Paragraph) else None
        if found and isinstance(block, Paragraph):
            kind, number, title = found
            while open_branches and open_branches[-1].kind >= kind:
                open_branches.pop()
            siblings = open_branches[-1].children if open_branches else roots
            parent = f"{open_branches[-1].id}." if open_branches else "s"
            id = f"{parent}{len(siblings) + 1}"
            branch = _Branch(kind, id, number, title, block.page, [], [])
            siblings.append(branch)
            open_branches.append(branch)
        elif isinstance(block, Paragraph):
            (open_branches[-1].texts if open_branches else preamble).append(block.text)
        homes.append(open_branches[-1].id if open_branches else "")
    return "\n".join(preamble), tuple(_grown(branch, 1) for branch in roots), homes


class _Branch(Struct):
    kind: int
    id: str
    number: str
    title: str
    page: int | None
    texts: list[str]
    children: list[_Branch]


def _heading_of(paragraph: Paragraph, by_level: bool) -> tuple[int, str, str] | None:
    """Return how deep a heading is, its number and title; None for text."""
    text = " ".join(paragraph.text.split())
    if not text or len(text) > TITLE_MOST or (by_level and not paragraph.level):
        return None
    numbered = (
        (place, match) for place, kind in enumerate(_KINDS) if (match := kind.fullmatch(text))
    )
    place, match = next(numbered, (0, None))
    number, title = (match[1].strip("、.． "), match[2]) if match else ("", text)
    if by_level:
        return paragraph.level or 0, number, title
    return (place, number, title) if match and not _ENDS_IN_TEXT.search(text) else None


def _grown(branch: _Branch, level: int) -> Section:
    children = tuple(_grown(child, level + 1) for child in branch.children)
    text = "\n".join(branch.texts)
    return Section(branch.id, branch.number, branch.title, level, branch.page, text, children)
