"""N104: the prose says that there is none, against the cells that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from msgspec import structs

from parsers.checks.arithmetic import names
from parsers.checks.prose.binding import Binder
from parsers.checks.prose.counts import NARROWER, UNEQUAL
from parsers.checks.prose.sentences import Sentence
from parsers.checks.prose.sums import Adder
from parsers.checks.prose.telling import OTHER_YEAR
from parsers.checks.prose.vocabulary import Words
from parsers.forms import address
from parsers.forms.claims import Claims, Wording
from parsers.formula import number
from parsers.messages import Message
from parsers.model import Check, Operand, Report

_NONE = re.compile(
    "(?:从|均|尚|暂|也|并)?(?:没有|没|不存在|未(?=收|接|受理|发生|产生|出现|引发|因|被|有|新|制[发定]|出台|印发"
    "|废止|作出|结转|涉及)|无(?!法|障|正当|关|偿|需|误|论|线|效|权|缝|纸|理|不(?!予)|锡|为))"
)
_CLAUSE = re.compile("(?:20[0-9]{2}年|[^，；：。（）！？\n0-9])*")
_CLAUSE_MOST, _BEFORE_MOST = 48, 40
_BREAKS = "，；：。（）\n"


def checks(sentence: Sentence, report: Report, adder: Adder, binder: Binder) -> Iterator[Check]:
    """Yield a check for each place where a sentence says that there is none."""
    if sentence.is_plan:
        return
    text = sentence.passage.text
    at = sentence.start
    while match := _NONE.search(text, at, sentence.end):
        clause = _CLAUSE.match(text, match.end(), min(match.end() + _CLAUSE_MOST, sentence.end))
        assert clause is not None
        at = max(clause.end(), match.end())
        if text[at : at + 1].isdigit():
            continue
        opening = max(text.rfind(stop, sentence.start, match.start()) for stop in _BREAKS)
        opening = max(opening + 1, match.start() - _BEFORE_MOST, sentence.start)
        before = text[opening : match.start()]
        yield from _denied(sentence, before, (match.start(), at), report, adder, binder)
    for claims in report.layout.claims:
        yield from _settled(sentence, claims, report, adder)


def _denied(
    sentence: Sentence,
    before: str,
    place: tuple[int, int],
    report: Report,
    adder: Adder,
    binder: Binder,
) -> Iterator[Check]:
    """Yield the check of a clause such as 未收到政府信息公开申请."""
    start, end = place
    text = sentence.passage.text[start:end]
    said = sentence.passage.text[sentence.start : start]
    claims = binder.topic(text, binder.topic(said, sentence.before))
    if claims is None:
        return
    tie = binder.tie(claims, sentence.passage, sentence.start, end)
    if not tie:
        return
    words, subject = binder.read(_NONE.sub("", text, count=1), claims), binder.read(before, claims)
    named = (*words.rows, *words.columns)
    told = _rows_before(sentence, claims, start) if words.columns and not words.rows else []
    is_known = words.rows or words.has_object or told
    if not is_known or words.rest or words.narrower or words.manner or words.has_stranger:
        return
    if OTHER_YEAR.search(subject.rest) or subject.rows or subject.has_stranger:
        return
    cells = _cells(words, claims, tuple(told), binder)
    if cells:
        is_sure = tie == "said" and all(wording.sure for wording in named)
        is_sure = is_sure and (_are_alike(words.rows) or words.rows == words.rows[:1])
        narrower = (
            subject.narrower
            or subject.manner
            or subject.rest
            or sentence.narrower
            or ("" if is_sure else text)
        )
        yield from _check(sentence, place, cells, narrower, report, adder)


def _cells(words: Words, claims: Claims, told: tuple[str, ...], binder: Binder) -> tuple[str, ...]:
    """Return the cells that words name, in patterns: each row that is named in each column.

    Of rows that cannot be named together the first is meant; without a row, those `told` before.
    """
    meant = words.rows if _are_alike(words.rows) else words.rows[:1]
    rows = _named(meant) or told or (claims.rows_else[0] if claims.rows_else else ())
    usual = claims.columns_else or binder.only_column((rows,), claims)
    columns = _named(words.columns) or (usual[0] if usual else ())
    return tuple(address(claims.table, r, c) for r, c in product(rows, columns))


def _are_alike(wordings: tuple[Wording, ...]) -> bool:
    """Tell whether rows may be named together, as those of 行政复议、行政诉讼 may."""
    return all(wording.adds for wording in wordings)


def _named(wordings: tuple[Wording, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for wording in wordings for id in wording.sums[0]))


def _settled(sentence: Sentence, claims: Claims, report: Report, adder: Adder) -> Iterator[Check]:
    """Yield the check of words that say how all those counted before them ended: 均获维持."""
    for wording in claims.denials:
        for word in wording.words:
            at = sentence.text.find(word)
            if at < 0:
                continue
            start = sentence.start + at
            rows = _rows_before(sentence, claims, start)
            if not wording.adds:
                rows = rows[-1:] if _is_told_last(sentence, start) else []
            cells = tuple(address(claims.table, r, c) for r in rows for c in wording.sums[0])
            if cells:
                place = (start, start + len(word))
                yield from _check(sentence, place, cells, sentence.narrower, report, adder)
            break


def _rows_before(sentence: Sentence, claims: Claims, end: int) -> list[str]:
    """Return the rows whose totals were told before; the last only where others were told apart."""
    told = [b for b in sentence.bound.values() if b.claims is claims and b.figure.start < end]
    total = f"/{claims.columns_else[0][0]}" if claims.columns_else else ""
    totals = [b for b in told if b.subject.endswith(total)]
    rows = [cell.split("/")[1] for b in totals for cell in b.sums[0]]
    return rows[-1:] if len(totals) < len(told) else list(dict.fromkeys(rows))


def _is_told_last(sentence: Sentence, end: int) -> bool:
    """Tell whether it is known what the last count before some words counts."""
    counts = [f.start for f in sentence.figures if f.start < end and f.is_count]
    return bool(counts) and counts[-1] in sentence.bound


def _check(
    sentence: Sentence,
    place: tuple[int, int],
    cells: tuple[str, ...],
    narrower: str,
    report: Report,
    adder: Adder,
) -> Iterator[Check]:
    sum = adder.sum(cells)
    if sum is None:
        return
    quote = sentence.passage.quote(*place)
    check = Check(
        "N104",
        "+".join(cells),
        "not_assessable",
        sentence.passage.section or None,
        sentence.passage.page,
        left=sum.operands,
        right=(Operand("", Decimal(0), quote=quote),),
        cells=(*sum.cells, *sum.parts),
        focus=sum.cells[0],
        quotes=(quote,),
    )
    if sum.obstacle:
        yield structs.replace(check, message=sum.obstacle)
    elif not sum.value:
        yield structs.replace(check, outcome="passed")
    elif narrower:
        yield structs.replace(check, message=Message(NARROWER, {"words": narrower}))
    else:
        values = {
            "claim": sentence.passage.text[slice(*place)],
            "expected": number(sum.value),
            "cells": names(sum.cells, report.layout),
        }
        yield structs.replace(check, outcome="failed", message=Message(UNEQUAL, values))
