"""What is copied from a report: words, figures, rows and tables, findings, notes, as plain text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from textwrap import dedent
from typing import TYPE_CHECKING

from msgspec import Struct

from parsers.messages import marked
from tui.exports.figures import Figure, Sheet, sheets
from tui.exports.separated import text as guarded
from tui.language import _
from tui.layout.sentences import paragraph
from tui.layout.text import cut, plain, visible_lines
from tui.layout.words import find_section, heading

if TYPE_CHECKING:
    from parsers.model import Finding, Quote, Report
    from tui.annotations import Annotation
    from tui.layout import Line
    from tui.reading import Reading

_NUMBER = re.compile(r"-|[+\-−＋－]?\d[\d ,，.．]*")
"""What is no formula though it may begin like one: a figure, or a stroke that stands for none."""

TOLD_MOST = 24
"""As many cells of a short text are told when it is copied."""


class Copy(Struct, frozen=True):
    """Something to copy: its text, what it is called, and the text itself where it is short."""

    text: str
    kind: str
    is_told: bool = False

    @property
    def told(self) -> str:
        """What a person is told that was copied."""
        return cut(plain(self.text), TOLD_MOST) if self.is_told else _(self.kind)


Ladder = tuple[Copy, ...]
"""What can be copied at a place, the narrowest first."""

WORDS = marked("the words selected")
PARAGRAPH = marked("the paragraph")
FIGURE = marked("the figure")
ROW = marked("the row")
TABLE = marked("the table")
HEADING = marked("the heading")
LINE = marked("the line")
FINDING = marked("the finding")
FINDINGS = marked("all findings")
NOTE = marked("the note")


def at_cell(report: Report, address: str) -> Ladder:
    """Return the figure as it is printed, its row, and its table."""
    cell = report.cell(address)
    printed = _told(Figure(plain(cell.text) if cell else None))
    return (Copy(printed, FIGURE, bool(printed)), *at_row(report, address.rpartition("/")[0]))


def at_row(report: Report, place: str) -> Ladder:
    """Return the row at `place`, which is a table and a row's id, and the table."""
    from tui.places import rows_of

    table_id, _slash, row_id = place.partition("/")
    sheet = _sheet(report, table_id)
    row = sheet.rows[list(rows_of(report, table_id)).index(row_id)]
    return (Copy(_separated([_values(*row)]), ROW), *at_table(report, table_id))


def at_table(report: Report, table_id: str) -> Ladder:
    """Return the table with its heads and labels."""
    sheet = _sheet(report, table_id)
    heads = ["", *map(guarded, sheet.columns)]
    return (Copy(_separated([heads, *(_values(*row) for row in sheet.rows)]), TABLE),)


def at_words(report: Report, quote: Quote) -> Ladder:
    """Return words of the prose, and their paragraph."""
    words = Copy(visible_lines(quote.text), WORDS, True)
    whole = _paragraph(report, quote.section, quote.start, quote.end)
    return (words,) if whole.text == words.text else (words, whole)


def at_section(report: Report, id: str) -> Ladder:
    """Return the heading of a section; the report's title where none is named."""
    section = find_section(report, id)
    return (Copy(heading(section) if section else plain(report.title), HEADING, True),)


def at_line(report: Report, line: Line, address: str) -> Ladder:
    """Return what is at a line of the document, on the cell at `address` or on none."""
    kind, _colon, name = line.origin.partition(":")
    if address:
        return at_cell(report, address)
    if kind == "row":
        return at_row(report, name)
    if line.end:
        return (_paragraph(report, line.section, line.offset, line.end),)
    if kind in {"title", "heading"}:
        return at_section(report, name)
    if line.table:
        return at_table(report, line.table)
    return (Copy(line.text.strip(), LINE),)


def at_finding(reading: Reading, finding: Finding) -> Ladder:
    """Return a finding as `gouji check` prints it, and all that it prints of the report."""
    from tui.exports import text

    told = dedent("\n".join(text.finding_lines(finding, reading))).strip()
    return Copy(told, FINDING), Copy("".join(text.render([reading])).strip(), FINDINGS)


def at_note(annotation: Annotation) -> Ladder:
    """Return what is written in an annotation, or the verdict where that is all."""
    from tui.terms import STATUS_NAMES, tags_told

    verdict = _(STATUS_NAMES[annotation.status]) if annotation.status else ""
    return (Copy(visible_lines(annotation.text) or verdict or tags_told(annotation.tags), NOTE),)


def _paragraph(report: Report, section: str, start: int, end: int) -> Copy:
    prose = report.prose(section)
    first, last = paragraph(prose, start, end)
    return Copy(visible_lines(prose[first:last]), PARAGRAPH)


def _sheet(report: Report, table_id: str) -> Sheet:
    return next(sheet for sheet in sheets(report, {}) if sheet.id == table_id)


def _values(label: str, figures: Iterable[Figure]) -> Iterator[str]:
    yield guarded(label)
    yield from map(_told, figures)


def _told(figure: Figure) -> str:
    """Return a figure as it is printed, or that it was not read; never as a formula."""
    text = figure.shown
    return text if _NUMBER.fullmatch(text) else guarded(text)


def _separated(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as spreadsheets take them from the clipboard, values apart by tabs."""
    held = StringIO()
    writer = csv.writer(held, delimiter="\t", lineterminator="\n")
    writer.writerows(map(_on_one_line, rows))
    return held.getvalue().removesuffix("\n")


def _on_one_line(values: Iterable[str]) -> Sequence[str]:
    return [" ".join(value.split()) for value in values]
