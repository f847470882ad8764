"""N101: a figure in the prose against the cells that it speaks of."""

from __future__ import annotations

import re

from msgspec import structs

from parsers.checks.arithmetic import names
from parsers.checks.prose.figures import Figure
from parsers.checks.prose.sentences import Bound, Sentence
from parsers.checks.prose.sums import Adder, Sum, amount
from parsers.formula import number
from parsers.messages import Message, marked
from parsers.model import Check, Operand, Report

UNEQUAL = marked("the prose says {claim}, the table has {expected} ({cells})")
UNEQUAL_TO_PARTS = marked(
    "the prose says {claim}, the table makes {expected}; totals left blank: {cells}"
)
NARROWER = marked("the words may tell of a part of what the table counts: {words}")
VAGUE = marked("the prose does not give it to the last digit: {claim}")
LEFT_OUT = marked("the words leave some out of it, or count others with it: {words}")
UNSURE = marked("the words may mean other cells: {claim}")

_BRACKET = re.compile(
    "[^，。；：、（）]{0,12}"
    "（(?P<words>(?:(?P<without>不(?:包[含括]|[含计])|未[含计]|除)|(?:其中)?(?:包[含括]|含))[^（）]{0,40})）"
)
_EXCEPT = re.compile("除(?!了?[此这])[^。；]{1,30}?(?:[之以]?外)")
_BESIDES = re.compile("另外?(?:还?有)?|此外|还有")
_ENDS = "。；"


def checks(sentence: Sentence, report: Report, adder: Adder) -> list[Check]:
    """Return a check for each figure of a sentence that speaks of cells."""
    found = (_check(bound, sentence, report, adder) for bound in sentence.bound.values())
    return [check for check in found if check]


def _check(bound: Bound, sentence: Sentence, report: Report, adder: Adder) -> Check | None:
    sums = adder.sums(bound.sums)
    if not sums:
        return None
    figure = bound.figure
    quote = sentence.passage.quote(figure.start, figure.end)
    fits = adder.fitting(figure, bound.sums)
    meant = fits or sums[0]
    check = Check(
        "N101",
        bound.subject,
        "not_assessable",
        sentence.passage.section or None,
        sentence.passage.page,
        left=meant.operands,
        right=(Operand("", amount(figure), quote=quote),),
        cells=(*meant.cells, *meant.parts),
        focus=meant.operands[0].cell if meant.operands else meant.cells[0],
        quotes=(quote,),
    )
    if fits and not bound.is_other:
        return structs.replace(check, outcome="passed")
    if obstacle := _obstacle(bound, sentence, sums, adder):
        return structs.replace(check, message=obstacle)
    values = {
        "claim": said(figure, sentence),
        "expected": number(meant.value),
        "cells": names(meant.blank or meant.cells, report.layout),
    }
    template = UNEQUAL_TO_PARTS if meant.blank else UNEQUAL
    return structs.replace(check, outcome="failed", message=Message(template, values))


def _obstacle(bound: Bound, sentence: Sentence, sums: list[Sum], adder: Adder) -> Message | None:
    """Return why a figure that fits no cells is not held against them."""
    figure = bound.figure
    if not figure.is_exact:
        return Message(VAGUE, {"claim": said(figure, sentence)})
    if words := _left_out(bound, sentence):
        return Message(LEFT_OUT, {"words": words})
    if bound.narrower:
        return Message(NARROWER, {"words": bound.narrower})
    if not bound.is_sure:
        return Message(UNSURE, {"claim": said(figure, sentence)})
    if obstacle := next((s.obstacle for s in sums if s.obstacle), None):
        return obstacle
    empty = next((s for s in sums if adder.is_empty(s)), None)
    return adder.no_total(empty) if empty else None


def _left_out(bound: Bound, sentence: Sentence) -> str:
    """Return words beside a figure that leave something out of it, or count something with it.

    What they tell of is not known: a figure that counts cells itself, 含上年度结转申请8件, is.
    """
    figure, text = bound.figure, sentence.passage.text
    if match := _BRACKET.match(text, figure.stop, sentence.end):
        inside = (f for f in sentence.figures if match.start() < f.start < match.end())
        if match["without"] or not any(f.start in sentence.bound for f in inside):
            return match["words"]
    first = max(text.rfind(stop, sentence.start, figure.start) for stop in _ENDS)
    if match := _EXCEPT.search(text, max(first, sentence.start), figure.start):
        return match[0]
    behind = (f for f in sentence.figures if f.start > figure.start and not f.is_share)
    after = next((f for f in behind if f.bracket == figure.bracket), None)
    if after and after.unit == figure.unit and _BESIDES.match(after.label):
        other = sentence.bound.get(after.start)
        if not other or other.subject == bound.subject:
            return said(after, sentence)
    return ""


def said(figure: Figure, sentence: Sentence) -> str:
    """Return a figure as it is printed, with its words."""
    return sentence.passage.text[figure.opening : figure.stop] + figure.tail
