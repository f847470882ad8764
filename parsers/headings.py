"""Title and section tree of a report on no official form, by its own headings.

What the file itself calls a heading counts first, by its outline, its styles or its fonts; then
what is numbered like one. A numbered sentence, an item of a list and a line of a table of contents
are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from parsers.document import Block, Paragraph, one_below_the_other
from parsers.labels import NUMERALS, numeral_value
from parsers.model import Section
from parsers.outline import TITLE_MOST, Heading

# How headings are numbered, from the highest, and how many in a row are a list and no headings.
_KINDS = tuple(
    (re.compile(kind), in_a_row)
    for kind, in_a_row in (
        (rf"第([{NUMERALS}]{{1,3}}|[0-9]{{1,2}})(?:部分|[章篇编])()[\s、:：]*(.+)", 4),
        (rf"第([{NUMERALS}]{{1,3}}|[0-9]{{1,2}})节()[\s、:：]*(.+)", 4),
        (rf"([{NUMERALS}]{{1,3}})()\s*[、.．]\s*(.+)", 3),
        (rf"[（(]([{NUMERALS}]{{1,3}})()[）)]\s*(.+)", 3),
        (r"([0-9]{1,2})()\s*[.．、]\s*([^0-9\s].*)", 2),
        (r"([0-9]{1,2}\.)([0-9]{1,2})[.\s]\s*([^0-9\s].*)", 3),
        (r"([0-9]{1,2}\.[0-9]{1,2}\.)([0-9]{1,2})[.\s]\s*([^0-9\s].*)", 3),
        (r"[（(]([0-9]{1,2})()[）)]\s*(.+)", 2),
        (r"([①-⑳])()\s*(.+)", 2),
    )
)
_LEADER = re.compile(r"\s*(?:\.{3,}|…+|·{3,}|_{3,})\s*[0-9]*$")
_PAGE = re.compile(r"\s+[0-9]{1,4}$")
_ENDS_IN_TEXT = re.compile(r"[。；，,;:：!！?？]$")
_IN_TEXT = re.compile(r"[。；;]")
# A numbered heading is no longer than this, one below 一、 and （一） shorter still. In characters.
_MOST, _MOST_BELOW = 40, 25
_DEEPEST = 9

# What may go on with a title on its next line; what a first line is when it is no title.
_ENDS_TITLE = re.compile(
    r"(?:报告|公报|公告|通报|年报|年鉴|决算|预算|计划|方案|总结|情况|说明|统计|表|书|report)"
    r"(?:[（(].*[）)])?$",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"目\s*[录次]|.*[：:].*|[0-9\s./年月日（）()—-]+|附[件表录].{0,4}|contents", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![0-9〔\[])(?:19|20)[0-9]{2}(?![0-9〕\]])")
_CHINESE_YEAR = re.compile("二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_AGENCY = re.compile(
    r"[\u4e00-\u9fff]{2,}?(?:人民政府|委员会|办公室|办公厅|街道办事处|局|厅|院|署|总队|管委会)"
)
_TITLE_LINES = 3


# -- the title ------------------------------------------------------------------------------------


def title(blocks: Sequence[Block]) -> Heading:
    """Return the title that a report begins with, and the year and agency that it prints.

    It is the heading above all others, or the first line where that is no sentence and is not
    numbered. Years are told only where there is one.
    """
    start, end = _title_lines(blocks)
    text = "".join(_joint(_text(block)) for block in blocks[start:end]).strip()
    bare = re.sub(r"\s+", "", text)
    years = set(_YEAR.findall(bare))
    years |= {str(_chinese_year(year)) for year in _CHINESE_YEAR.findall(bare)}
    agency = _AGENCY.match(bare)
    return Heading(
        text,
        agency[0] if agency else "",
        int(years.pop()) if len(years) == 1 else None,
        frozenset(range(start, end)),
    )


def _title_lines(blocks: Sequence[Block]) -> tuple[int, int]:
    """Return where the lines of the title begin and end, the same place where there is none."""
    levels = Counter(b.level for b in blocks if isinstance(b, Paragraph) and b.level)
    if levels:
        top = min(levels)
        start = next(n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and b.level == top)
        end = start
        while end < min(start + _TITLE_LINES, len(blocks)) and _level(blocks[end]) == top:
            if not _may_be_title(blocks[end]):
                break
            end += 1
        others = [b for n, b in enumerate(blocks) if _level(b) == top and not start <= n < end]
        before = any(len(_text(b)) > TITLE_MOST for b in blocks[:start])
        if not before and all(_numbered(_text(b)) for b in others):
            return start, end
    end = 0
    while end < min(_TITLE_LINES, len(blocks)) and _may_be_title(blocks[end]):
        end += 1
        if _ENDS_TITLE.search(_text(blocks[end - 1])):
            return 0, end
    return 0, min(end, 1)


def _may_be_title(block: Block) -> bool:
    text = _text(block)
    return bool(
        text
        and len(text) <= TITLE_MOST
        and not _numbered(text)
        and not _ENDS_IN_TEXT.search(text)
        and not _IN_TEXT.search(text)
        and not _NO_TITLE.fullmatch(text)
    )


def _joint(line: str) -> str:
    """Return a line of a title with a space behind it where its words need one."""
    return f"{line} " if line[-1:].isascii() else line


def _chinese_year(text: str) -> int:
    digits = "〇一二三四五六七八九"
    return int("".join(str(digits.index(c)) for c in re.sub("[零○]", "〇", text)))


# -- the tree -------------------------------------------------------------------------------------


class _Head(Struct, frozen=True):
    """A heading: its rank, the higher the smaller, its number as printed, its title."""

    rank: tuple[int, int]
    number: str
    title: str


class _Branch(Struct):
    rank: tuple[int, int]
    id: str
    number: str
    title: str
    page: int | None
    paragraphs: list[Paragraph]
    children: list[_Branch]


def tree(blocks: Sequence[Block]) -> tuple[str, tuple[Section, ...], list[str]]:
    """Cut a document on no form at its headings.

    Returns the text before the first heading, the sections, and of each block the section's id.
    """
    heads = _heads(blocks)
    roots: list[_Branch] = []
    open_branches: list[_Branch] = []
    preamble: list[Paragraph] = []
    homes: list[str] = []
    for place, block in enumerate(blocks):
        head = heads.get(place)
        if head:
            while open_branches and open_branches[-1].rank >= head.rank:
                open_branches.pop()
            siblings = open_branches[-1].children if open_branches else roots
            parent = f"{open_branches[-1].id}." if open_branches else "s"
            id = f"{parent}{len(siblings) + 1}"
            branch = _Branch(head.rank, id, head.number, head.title, block.page, [], [])
            siblings.append(branch)
            open_branches.append(branch)
        elif isinstance(block, Paragraph):
            (open_branches[-1].paragraphs if open_branches else preamble).append(block)
        homes.append(open_branches[-1].id if open_branches else "")
    before, _turns = one_below_the_other(preamble, None)
    return before, tuple(_grown(branch, 1) for branch in roots), homes


def _grown(branch: _Branch, level: int) -> Section:
    children = tuple(_grown(child, level + 1) for child in branch.children)
    page = branch.page
    text, turns = one_below_the_other(branch.paragraphs, page)
    return Section(branch.id, branch.number, branch.title, level, page, text, children, turns)


def _heads(blocks: Sequence[Block]) -> dict[int, _Head]:
    """Return the headings by the places of their blocks: the file's own, and numbered ones below.

    A way to number that the file's own headings have is one of text where the file says nothing.
    """
    own = {n for n, block in enumerate(blocks) if _level(block) and len(_text(block)) <= TITLE_MOST}
    numbered = {n: found for n, block in enumerate(blocks) if (found := _numbered(_text(block)))}
    lowest = max((numbered[n].kind for n in own if n in numbered), default=-1)
    candidates = {
        n: found
        for n, found in numbered.items()
        if n not in own and found.kind > lowest and found.is_heading
    }
    contents = _contents(blocks, own | candidates.keys())
    chosen = set(_in_sequence({n: c for n, c in candidates.items() if n not in contents}))
    chosen -= _lists(chosen, numbered)
    heads = {}
    for n in sorted((own - contents) | chosen):
        found = numbered.get(n)
        level = _level(blocks[n])
        rank = (0, min(level, _DEEPEST)) if n in own and level else (1, found.kind if found else 0)
        heads[n] = (
            _Head(rank, found.number, found.title) if found else _Head(rank, "", _text(blocks[n]))
        )
    return heads


class _Numbered(Struct, frozen=True):
    """A paragraph that begins with a number: which kind, the number as printed, what follows.

    `within` is what stands before the last point of 1.2, `value` what comes behind it.
    """

    kind: int
    number: str
    title: str
    within: str
    value: int

    @property
    def is_heading(self) -> bool:
        """Tell whether what follows reads as a heading and not as a sentence."""
        most = _MOST if self.kind < 4 else _MOST_BELOW
        stops = _ENDS_IN_TEXT.search(self.title) or _IN_TEXT.search(self.title)
        return len(self.title) <= most and not stops


def _numbered(text: str) -> _Numbered | None:
    if not text or len(text) > TITLE_MOST:
        return None
    for kind, (pattern, _) in enumerate(_KINDS):
        match = pattern.fullmatch(text)
        if match:
            first, second, rest = match.groups()
            number = text[: match.start(3)].strip(" 、.．:：\u3000")
            value = int(second) if second else _value(first)
            return _Numbered(kind, number, rest.strip(), first if second else "", value)
    return None


def _value(number: str) -> int:
    if number.isascii():
        return int(number)
    return ord(number) - ord("①") + 1 if "①" <= number <= "⑳" else numeral_value(number)


def _in_sequence(candidates: dict[int, _Numbered]) -> Iterator[int]:
    """Yield the candidates that count on from the last of their kind, one left out at the most."""
    last: dict[int, _Numbered] = {}
    for n in sorted(candidates):
        found = candidates[n]
        before = last.get(found.kind)
        goes_on = before and before.within == found.within and 0 < found.value - before.value <= 2
        if found.value == 1 or goes_on:
            last = {kind: other for kind, other in last.items() if kind < found.kind}
            last[found.kind] = found
            yield n


def _lists(places: set[int], numbered: dict[int, _Numbered]) -> set[int]:
    """Return those that are items of a list: several of a kind with nothing between them."""
    runs: list[list[int]] = []
    for n in sorted(places):
        last = runs[-1][-1] if runs else None
        if last is not None and last + 1 == n and numbered[last].kind == numbered[n].kind:
            runs[-1].append(n)
        else:
            runs.append([n])
    return {n for run in runs if len(run) >= _KINDS[numbered[run[0]].kind][1] for n in run}


def _contents(blocks: Sequence[Block], places: set[int]) -> set[int]:
    """Return those that stand in a table of contents: lines with leaders, or that come again."""
    names = {n: _name(_text(blocks[n])) for n in places}
    last = {names[n]: n for n in sorted(places)}
    return {
        n
        for n in places
        if _LEADER.search(_text(blocks[n]))
        or (last[names[n]] > n and (n - 1 in places or n + 1 in places))
    }


def _name(text: str) -> str:
    """Return a heading as it is printed in a table of contents too, without its page."""
    return re.sub(r"\s", "", _PAGE.sub("", _LEADER.sub("", text)))


def _text(block: Block) -> str:
    return " ".join(block.text.split()) if isinstance(block, Paragraph) else ""


def _level(block: Block) -> int | None:
    return block.level if isinstance(block, Paragraph) else None
