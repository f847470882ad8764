"""N103: a share in per cent against the two counts that it is a share of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from msgspec import structs

from parsers.checks.prose.binding import Binder
from parsers.checks.prose.counts import said
from parsers.checks.prose.figures import Figure
from parsers.checks.prose.sentences import Sentence
from parsers.checks.prose.sums import Adder
from parsers.forms import address
from parsers.forms.claims import Sums
from parsers.formula import number
from parsers.messages import Message, marked
from parsers.model import Check, Operand
from parsers.numbers import within

WRONG_SHARE = marked("the prose says {claim}, but {part} of {whole} is {expected}%")
UNCLEAR = marked("no two counts near it make clear what it is a share of: {claim}")

_SHARE = re.compile(
    "(?P<rate>率)(?:为|达|达到)?$|占(?P<of>[^占]*?)(?:的|之|总比|比[重例]?|为|达到?)*$"
)
_OF_IT = re.compile("占比?[为达]?")
_PART_OF = re.compile("，?其中")
_NEXT = re.compile("[，（]?")
_LISTED = re.compile("[、和及]")
_WHOLES_MOST, _CONFIRMED, _NAMED_BY = 12, 2, 2
_ALL = Decimal(100)


class _Share(NamedTuple):
    """A share, the count before it, what that may be a share of, and which of these fits.

    `meant` is what the words say that it is a share of. The part is `clear` where it stands right
    before the share and is not one of a list.
    """

    figure: Figure
    part: Figure
    is_clear: bool
    is_rate: bool
    of: str
    wholes: list[Operand]
    meant: Operand | None
    fitting: Operand | None


def checks(
    sentence: Sentence, before: Sequence[Sentence], adder: Adder, binder: Binder
) -> Iterator[Check]:
    """Yield a check for each share in a sentence; `before` are sentences of the same section.

    A share is wrong only where the words say of what it is one, or two others in the sentence do.
    """
    shares = [
        share
        for index, figure in enumerate(sentence.figures)
        if figure.is_share and (share := _share(index, sentence, before, adder, binder))
    ]
    for share in shares:
        whole = share.fitting or share.meant or _confirmed(share, shares)
        if whole and not share.fitting and _fits(share.figure, share.part, whole):
            share = share._replace(fitting=whole)  # noqa: PLW2901 - it is the same share
        if share.fitting or (whole and share.is_clear):
            yield _check(share, whole, sentence)
        elif share.is_clear and share.wholes and not share.is_rate and share.figure.value != _ALL:
            yield _check(share, None, sentence)


def _share(
    index: int, sentence: Sentence, before: Sequence[Sentence], adder: Adder, binder: Binder
) -> _Share | None:
    figure = sentence.figures[index]
    match = _SHARE.search(figure.label)
    if not match or figure.vague or figure.compared:
        return None
    place = next((i for i in range(index - 1, -1, -1) if not sentence.figures[i].is_share), -1)
    part = sentence.figures[place] if place >= 0 else None
    if not part or not part.is_count or not part.is_exact:
        return None
    if match["rate"] and not _is_rate_of(part, figure.label[: match.start()], sentence, binder):
        return None
    text = sentence.passage.text
    is_next = place == index - 1 and _NEXT.fullmatch(text, part.stop, figure.opening)
    last = sentence.figures[place - 1] if place else None
    is_listed = last and not last.is_share and _LISTED.match(text, last.stop)
    wholes = [
        *_stated(place, sentence, before),
        *_in_table(part, sentence, adder),
        *_told(match["of"] or "", sentence, adder, binder),
    ]
    wholes = [whole for whole in wholes if whole.value >= part.value and whole.value]
    share = _Share(
        figure,
        part,
        bool(is_next) and not is_listed,
        bool(match["rate"]),
        match["of"] or "",
        wholes,
        None,
        next((whole for whole in wholes if _fits(figure, part, whole)), None),
    )
    if share.fitting or share.is_rate:
        return share
    meant = _meant(share, sentence, before, adder, binder) or _sole(place, figure, sentence)
    return share._replace(meant=meant)


def _is_rate_of(part: Figure, rate: str, sentence: Sentence, binder: Binder) -> bool:
    """Tell whether a rate is that of a part: 纠错率 is of those corrected, not of those pending."""
    if len(rate) >= _NAMED_BY and rate[-_NAMED_BY:] in part.label + part.tail:
        return True
    bound = sentence.bound.get(part.start)
    if not bound:
        return False
    words = binder.read(rate, bound.claims)
    rows, columns = ({cell.split("/")[n] for cell in bound.sums[0]} for n in (1, 2))
    named, counted = (words.columns, columns) if words.columns else (words.rows, rows)
    return any(set(wording.sums[0]) == counted for wording in named)


def _stated(place: int, sentence: Sentence, before: Sequence[Sentence]) -> list[Operand]:
    """Return the counts that stand before a part, the nearest first."""
    figures = [(sentence, f) for f in reversed(_not_parts(sentence.figures[:place]))]
    for earlier in reversed(before):
        figures += [(earlier, f) for f in reversed(_not_parts(earlier.figures))]
    usable = ((home, f) for home, f in figures[:_WHOLES_MOST] if f.is_count and f.is_exact)
    return [Operand("", f.value, quote=home.quote(f)) for home, f in usable]


def _not_parts(figures: Sequence[Figure]) -> list[Figure]:
    """Return figures without those that are themselves told as a share of something."""
    return [
        figure
        for figure, after in pairwise((*figures, None))
        if figure and not (after and after.is_share and after.label.startswith("占"))
    ]


def _in_table(part: Figure, sentence: Sentence, adder: Adder) -> Iterator[Operand]:
    """Yield the cells that a part may be a share of."""
    bound = sentence.bound.get(part.start)
    if bound:
        claims = bound.claims
        for row in claims.wholes:
            cells = (address(claims.table, row, claims.columns_else[0][0]),)
            if cells != bound.sums[0]:
                yield from _cell(cells, adder)


def _told(of: str, sentence: Sentence, adder: Adder, binder: Binder) -> Iterator[Operand]:
    """Yield the cells that the words name of what it is a share."""
    for cells in _admitted(of, sentence, binder):
        yield from _cell(cells, adder)


def _admitted(of: str, sentence: Sentence, binder: Binder) -> Sums:
    """Return the sums of cells that words name of what it is a share, if they name one row."""
    claims = sentence.claims
    if not of or not claims or not claims.columns_else:
        return ()
    words = binder.read(of, claims)
    if words.rest or words.narrower or words.manner or words.columns or len(words.rows) != 1:
        return ()
    column = claims.columns_else[0][0]
    return tuple(tuple(address(claims.table, r, column) for r in s) for s in words.rows[0].sums)


def _cell(cells: tuple[str, ...], adder: Adder) -> Iterator[Operand]:
    """Yield a sum of cells that is the figure of one."""
    sum = adder.sum(cells)
    if sum and len(sum.cells) == 1 and sum.operands and not sum.operands[0].blank:
        yield Operand(sum.cells[0], sum.value)


def _fits(figure: Figure, part: Figure, whole: Operand) -> bool:
    if figure.value == _ALL:
        return part.value == whole.value
    return within(100 * part.value / whole.value, figure.value, figure.decimals)


def _meant(
    share: _Share,
    sentence: Sentence,
    before: Sequence[Sentence],
    adder: Adder,
    binder: Binder,
) -> Operand | None:
    """Return what a share is of by its words, 占办结总数的; None where they may mean another."""
    admitted = _admitted(share.of, sentence, binder)
    if not admitted or sentence.narrower or not sentence.claims:
        return None
    if admitted[0][0].split("/")[1] not in sentence.claims.wholes:
        return None
    sums = [s.value for s in adder.sums(admitted)]
    if any(value and _fits(share.figure, share.part, Operand("", value)) for value in sums):
        return None
    subject = "+".join(admitted[0])
    for home in (sentence, *reversed(before)):
        for bound in home.bound.values():
            figure = bound.figure
            if bound.subject == subject and figure.start < share.part.start and figure.is_exact:
                return Operand("", figure.value, quote=home.quote(figure))
    return next(_cell(admitted[0], adder), None)


def _sole(place: int, figure: Figure, sentence: Sentence) -> Operand | None:
    """Return the only count before 其中 where its only part stands before a share that is of it.

    A 138件，其中B 30件，占20% can be a share of nothing else.
    """
    if place < 1 or not _OF_IT.fullmatch(figure.label):
        return None
    part = sentence.figures[place]
    counts = [f for f in sentence.figures[:place] if not f.is_share and not f.compared]
    whole = sentence.figures[place - 1]
    between = sentence.passage.text[whole.stop : part.start]
    if counts != [whole] or not whole.is_exact or not _PART_OF.match(between):
        return None
    is_alike = whole.unit == part.unit and whole.bracket == part.bracket == figure.bracket
    if not is_alike or not 0 < part.value <= whole.value:
        return None
    return Operand("", whole.value, quote=sentence.quote(whole))


def _confirmed(share: _Share, shares: Sequence[_Share]) -> Operand | None:
    """Return what the other shares of a list are of, where it is the same."""
    others = [s.fitting for s in shares if s.of == share.of and s.fitting and s.is_clear]
    same = [whole for whole in others if whole == others[0]]
    return same[0] if len(same) == len(others) >= _CONFIRMED and not share.is_rate else None


def _check(share: _Share, whole: Operand | None, sentence: Sentence) -> Check:
    figure, part = share.figure, Operand("", share.part.value, quote=sentence.quote(share.part))
    stated = Operand("", figure.value, quote=sentence.quote(figure))
    operands = (part, whole, stated) if whole else (part, stated)
    claim = said(figure, sentence)
    check = Check(
        "N103",
        sentence.subject(share.part),
        "passed" if share.fitting else "not_assessable",
        sentence.passage.section or None,
        sentence.passage.page,
        left=(part, whole) if whole else (),
        right=(stated,),
        cells=tuple(o.cell for o in operands if o.cell),
        focus=whole.cell if whole and whole.cell else None,
        quotes=tuple(o.quote for o in operands if o.quote),
        relation="share",
    )
    if share.fitting:
        return check
    if not whole:
        return structs.replace(check, message=Message(UNCLEAR, {"claim": claim}))
    assert check.expected is not None
    values = {
        "claim": claim,
        "part": number(part.value),
        "whole": number(whole.value),
        "expected": number(check.expected),
    }
    return structs.replace(check, outcome="failed", message=Message(WRONG_SHARE, values))
