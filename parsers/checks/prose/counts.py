"""N101: a figure in the prose against the cells that it speaks of."""

from __future__ import annotations

from msgspec import structs

from parsers.checks.arithmetic import names
from parsers.checks.prose.figures import Figure
from parsers.checks.prose.sentences import Bound, Sentence
from parsers.checks.prose.sums import Adder, Sum, amount
from parsers.formula import number
from parsers.messages import Message, marked
from parsers.model import Check, Operand, Report

UNEQUAL = marked("the prose says {claim}, the table has {expected} ({cells})")
NARROWER = marked("the words may tell of a part of what the table counts: {words}")
VAGUE = marked("the prose does not give it to the last digit: {claim}")
UNSURE = marked("the words may mean other cells: {claim}")


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
        focus=meant.cells[0],
        quotes=(quote,),
    )
    if fits and not bound.is_other:
        return structs.replace(check, outcome="passed")
    if obstacle := _obstacle(bound, sentence, sums, adder):
        return structs.replace(check, message=obstacle)
    values = {
        "claim": said(figure, sentence),
        "expected": number(meant.value),
        "cells": names(meant.cells, report.layout),
    }
    return structs.replace(check, outcome="failed", message=Message(UNEQUAL, values))


def _obstacle(bound: Bound, sentence: Sentence, sums: list[Sum], adder: Adder) -> Message | None:
    """Return why a figure that fits no cells is not held against them."""
    figure = bound.figure
    if not figure.is_exact:
        return Message(VAGUE, {"claim": said(figure, sentence)})
    if bound.narrower:
        return Message(NARROWER, {"words": bound.narrower})
    if not bound.is_sure:
        return Message(UNSURE, {"claim": said(figure, sentence)})
    if obstacle := next((s.obstacle for s in sums if s.obstacle), None):
        return obstacle
    empty = next((s for s in sums if adder.is_empty(s)), None)
    return adder.no_total(empty) if empty else None


def said(figure: Figure, sentence: Sentence) -> str:
    """Return a figure as it is printed, with its words."""
    return sentence.passage.text[figure.opening : figure.stop] + figure.tail
