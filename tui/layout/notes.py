"""What stands beneath the culprit of a finding: the equation with its numbers, and the rule."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from parsers.model import Finding, Report
from tui.glyphs import glyphs
from tui.language import _, say
from tui.layout.index import Index
from tui.layout.lines import Line, Span, run_at
from tui.layout.text import cells, plain, wrap
from tui.layout.words import evidence, repairs_in_brief

NOTES = "notes"
"""The origin of lines that are no part of the report."""

INSET = 4
CHECKS_SHOWN = 6


class Noted(NamedTuple):
    """Lines of a report, `number` of them notes that begin at line `start`."""

    lines: tuple[Line, ...] = ()
    start: int = 0
    number: int = 0

    def shifted(self, y: int) -> int:
        """Return where line `y` of the report alone stands among the lines."""
        return y + self.number if y >= self.start else y


def place_of(finding: Finding, index: Index) -> tuple[int, str]:
    """Return the line that `finding` is about, and the address of its culprit on that line.

    That is the sentence of a claim, or the row of the cell to look at first, or the heading of its
    section, or the top.
    """
    for quote in finding.checks[0].quotes if finding.checks else ():
        if (y := index.quote(quote)) is not None:
            return y, ""
    for address in (*filter(None, [finding.focus]), *finding.cells):
        if (y := index.cell(address)) is not None:
            return y, address
    return index.origin(f"heading:{finding.section}") or 0, ""


def with_notes(index: Index, finding: Finding, report: Report, width: int) -> Noted:
    """Return the lines with the notes of `finding` beneath the line that it is about."""
    lines = index.lines
    if not lines:
        return Noted(lines)
    at, _address = place_of(finding, index)
    about = lines[at]
    end = run_at(lines, at)[1] if about.table else at + 1
    added = [
        msgspec.structs.replace(note, section=about.section, page=about.page, table=about.table)
        for note in notes(finding, report, width)
    ]
    return Noted((*lines[:end], *added, *lines[end:]), end, len(added))


def notes(finding: Finding, report: Report, width: int) -> list[Line]:
    """Return the lines that explain `finding`: its equations, or what it says without one."""
    told = told_beneath(finding, report)
    return [line for lead, text, style in told for line in _note(lead, text, style, width)]


def told_beneath(finding: Finding, report: Report) -> list[tuple[str, str, str]]:
    """Return what explains `finding`, each sentence behind what leads it and before its style."""
    equations = evidence(finding)
    told = [(f"{rule}  ", text, "equation") for rule, text in equations[:CHECKS_SHOWN]]
    if len(equations) > CHECKS_SHOWN:
        more = _("and {count} more").format(count=len(equations) - CHECKS_SHOWN)
        told.append(("", more, "note"))
    if not equations:
        told.append((f"{finding.rules[0]}  ", say(finding.message), "note"))
    repairs = repairs_in_brief(finding, report, glyphs().arrow)
    return [*told, *((f"{sign} ", sentence, "note") for sign, sentence in repairs)]


def _note(lead: str, text: str, style: str, width: int) -> list[Line]:
    """Return `text` wrapped behind a hanging `lead`."""
    pieces = wrap(plain(text), max(width - INSET - cells(lead), 10))
    blank = " " * cells(lead)
    return [
        Line(
            (Span(" " * INSET + (blank if i else lead), "code"), Span(piece, style)),
            origin=NOTES,
            stop=False,
        )
        for i, (_offset, piece) in enumerate(pieces)
    ]
