"""The annotated summary as a Word file, on the paper and in the type of official documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from docx.shared import Mm, Pt

from parsers.pictures import PIXELS_PER_INCH
from tui.exports.archives import settled
from tui.exports.figures import LEGEND, Figure, Sheet
from tui.exports.overview import FIGURES_FROM, Overview
from tui.exports.paper import Paper, Shown
from tui.exports.scope import Options
from tui.exports.summary import Facts, Item, Note, Operands, Picture, Summary, latest, summary_of
from tui.language import _, labelled
from tui.reading import Reading
from tui.terms import severity_told

COLUMNS_UPRIGHT = 9
"""A table with so many columns of figures, or more, stands on a page that is turned."""

_FACT, _SIDE, _FIGURE = Mm(26), Mm(24), Mm(28)
_SMALL = (Pt(9), Pt(7))
"""The type of tables: the second where in the first not all columns have room."""
_MARGINS = Mm(4)
_FIGURE_PRINTED = re.compile("[!-~]*")


def render(readings: Sequence[Reading], options: Options, overview: Overview | None) -> bytes:
    """Return one document: the overview, and each of `readings` from a new page on."""
    summaries = [summary_of(reading, options) for reading in readings]
    title = summaries[0].heading if len(summaries) == 1 else _("Overview")
    paper = Paper(title, latest(summaries))
    if overview:
        _overview(paper, overview)
    for i, summary in enumerate(summaries):
        if i or overview:
            paper.new_page()
        _summary(paper, summary)
    file = BytesIO()
    paper.document.save(file)
    return settled(file.getvalue())


def _overview(paper: Paper, overview: Overview) -> None:
    paper.heading(overview.title, 1)
    paper.paragraph(overview.sentence)
    with paper.turned():
        rows = [_aligned(row, FIGURES_FROM) for row in overview.rows]
        counts = len(overview.head) - FIGURES_FROM
        widths = [Mm(60), Mm(50), Mm(13), *[(paper.width - Mm(123)) // counts] * counts]
        paper.table(_aligned(overview.head, FIGURES_FROM), rows, widths, Pt(8))
    if overview.unread:
        paper.heading(_("What could not be read"), 2)
    for file, why in overview.unread_rows:
        paper.paragraph(labelled(file, why))


def _summary(paper: Paper, summary: Summary) -> None:
    paper.heading(summary.heading, 1)
    if summary.title:
        paper.paragraph(summary.title, centred=True)
    _facts(paper, summary.facts)
    for sentence in summary.ledger:
        paper.paragraph(sentence, bold=True)
    for sentence in summary.unassessed:
        paper.paragraph(f"– {sentence}")
    paper.heading(summary.findings_head, 2)
    for item in summary.findings:
        _finding(paper, item)
    if not summary.findings:
        paper.paragraph(_("None."))
    _notes(paper, summary)
    _tables(paper, summary)


def _facts(paper: Paper, facts: Facts) -> None:
    rows = [(Shown(name), Shown(value)) for name, value in facts]
    paper.table((), rows, (_FACT, paper.width - _FACT), Pt(10.5))


def _finding(paper: Paper, item: Item) -> None:
    paper.heading(f"{item.number}. {severity_told(item.severity)} {item.rules}", 3)
    paper.paragraph(item.message, bold=True)
    _facts(paper, item.facts)
    for picture in item.pictures:
        _picture(paper, picture)
    for sentence in item.unpictured:
        paper.paragraph(sentence, centred=True, size=Pt(9))
    if item.operands:
        _operands(paper, item.operands)
    for note in item.notes:
        _note(paper, note)


def _operands(paper: Paper, operands: Operands) -> None:
    cell = paper.width - _SIDE - _FIGURE
    widths = (_SIDE, cell, _FIGURE) if operands.figures_from == 2 else (_SIDE, _FIGURE)
    rows = [_aligned(row, operands.figures_from) for row in operands.rows]
    paper.table(_aligned(operands.head, operands.figures_from), rows, widths, Pt(9))
    if operands.left_out_told:
        paper.paragraph(operands.left_out_told, size=Pt(9))


def _picture(paper: Paper, picture: Picture) -> None:
    paper.picture(picture.png, picture.width / PIXELS_PER_INCH)
    paper.paragraph(_("page {page}").format(page=picture.page), centred=True, size=Pt(9))


def _notes(paper: Paper, summary: Summary) -> None:
    if summary.notes:
        paper.heading(_("Notes"), 2)
    for section, notes in summary.notes:
        if section:
            paper.heading(section, 3)
        for note in notes:
            _note(paper, note)
    if summary.orphans:
        paper.heading(_("Notes on what is no longer there"), 2)
    for note in summary.orphans:
        _note(paper, note)


def _note(paper: Paper, note: Note) -> None:
    tags = "".join(f"  #{tag}" for tag in note.tags)
    paper.paragraph(f"{note.head} ({note.by}){tags}", bold=True, size=Pt(10.5))
    if note.lines:
        paper.quotation(note.lines)


def _tables(paper: Paper, summary: Summary) -> None:
    if summary.sheets:
        paper.heading(_("Tables"), 2)
    if summary.is_marked:
        paper.legend([Shown(_(said), mark=role) for role, said in LEGEND.items()])
    for sheet in summary.sheets:
        if len(sheet.columns) >= COLUMNS_UPRIGHT:
            with paper.turned():
                _sheet(paper, sheet)
        else:
            _sheet(paper, sheet)


def _sheet(paper: Paper, sheet: Sheet) -> None:
    """Add a table; one with more columns than the paper is wide, in several below each other."""
    paper.heading(sheet.name, 3)
    label = min(Mm(56), paper.width * 2 // 5)
    rows = [(name, [_shown(figure) for figure in figures]) for name, figures in sheet.rows]
    # A figure that wraps could be read as two.
    figures = (figure for _name, row in rows for shown in row for figure in shown.text.split())
    longest = max((len(run) for run in map(_unbroken, figures)), default=1)
    fitting = {
        size: max((paper.width - label) // (size // 2 * longest + _MARGINS), 1) for size in _SMALL
    }
    whole = (size for size in _SMALL if fitting[size] >= len(sheet.columns))
    size = next(whole, _SMALL[-1])
    most = fitting[size]
    for start in range(0, len(sheet.columns), most):
        columns = slice(start, start + most)
        head = _aligned(("", *sheet.columns[columns]), 1)
        count = len(head) - 1
        widths = (label, *[(paper.width - label) // count] * count)
        body = [(Shown(name), *row[columns]) for name, row in rows]
        paper.table(head, body, widths, size)


def _unbroken(text: str) -> str:
    """Return the figures and Latin letters that a text begins with."""
    found = _FIGURE_PRINTED.match(text)
    return found[0] if found else ""


def _shown(figure: Figure) -> Shown:
    return Shown(figure.signed, is_figure=True, mark=figure.mark.role)


def _aligned(texts: Iterable[str], figures_from: int) -> tuple[Shown, ...]:
    return tuple(Shown(text, is_figure=i >= figures_from) for i, text in enumerate(texts))
