"""A report's tables as Excel sheets: numbers as numbers, painted where they do not agree."""

from __future__ import annotations

from collections import defaultdict

from tui.exports.figures import LEGEND, Figure, Role, Sheet
from tui.exports.workbook import FRAMED, HEAD, TITLE, Page, Style, is_exact
from tui.language import _
from tui.layout.text import cells
from tui.terms import some

_PAINTS: dict[Role, Style] = {
    "culprit": (("bg_color", "#FFC7CE"), ("border", 5), ("border_color", "#C00000")),
    "suspect": (("bg_color", "#FFEB9C"), ("border", 8), ("border_color", "#9C5700")),
    "operand": (("bg_color", "#DDEBF7"), ("border", 3), ("border_color", "#1F4E79")),
}
_CELL: Style = (*FRAMED, ("valign", "vcenter"))
_BOLD: Style = (("bold", True),)
_FAINT: Style = (("italic", True), ("font_color", "#595959"))
_UNWANTED: Style = (("bg_color", "#EDEDED"),)
_LABEL_MOST, _FIGURE_LEAST, _FIGURE_MOST = 46, 8, 24
_NAMED = 8
"""As many figures are named of which the same is to be said."""


def widths_of(sheet: Sheet) -> tuple[int, ...]:
    """Return how wide its columns are: the labels wrapped where they are long, no number cut."""
    labels = max((cells(label) for label, _row in sheet.rows), default=0)
    columns = zip(*(row for _label, row in sheet.rows), strict=True)
    figures = [max(cells(figure.shown) + 3 for figure in column) for column in columns]
    heads = [-(-cells(name) // 3) + 2 for name in sheet.columns]  # on three lines
    return (
        min(labels + 2, _LABEL_MOST),
        *(
            min(max(head, figure, _FIGURE_LEAST), _FIGURE_MOST)
            for head, figure in zip(heads, figures or heads, strict=True)
        ),
    )


def fill(page: Page, sheet: Sheet) -> None:
    """Fill a page with a table, and below it what its marks mean."""
    page.line(sheet.name, TITLE, 2)
    first = page.row
    page.head(("", *sheet.columns), (*HEAD, ("align", "center")), 1)
    for label, row in sheet.rows:
        page.text(0, label, _CELL)
        for column, figure in enumerate(row, 1):
            _figure(page, column, figure)
        page.end((label, *(figure.shown for figure in row)))
    page.texts_may_be_numbers(first)
    _legend(page, sheet)
    _remarks(page, sheet)


def _figure(page: Page, column: int, figure: Figure) -> None:
    role, value = figure.mark.role, figure.value
    style = (*_CELL, *(_PAINTS[role] if role else ()), *(_BOLD if role else ()))
    if value is not None and is_exact(value):
        page.number(column, value, style, figure.sign)
    elif figure.shown:
        read = () if figure.text is not None else _FAINT
        page.text(column, figure.shown, (*style, *read, ("align", "right")), figure.sign)
    else:
        page.blank(column, style if figure.is_wanted else (*style, *_UNWANTED))
    if remarks := [text for text in (figure.amended, *_remarks_on(figure)) if text]:
        page.comment(column, "\n".join(remarks))


def _remarks_on(figure: Figure) -> tuple[str, ...]:
    """Return what was found and written about a figure, and why it is no number if it is not."""
    value = figure.value
    inexact = value is not None and not is_exact(value)
    text = (_("More digits than Excel keeps in a number: written as text."),) if inexact else ()
    return (*figure.mark.comments, *text)


def _legend(page: Page, sheet: Sheet) -> None:
    """Put the paints that are in the table, each with what it means."""
    there = {figure.mark.role for _label, row in sheet.rows for figure in row}
    if there - {None}:
        page.skip()
    for role, meaning in LEGEND.items():
        if role in there:
            page.texts((_(meaning),), (*FRAMED, *_PAINTS[role], *_BOLD))


def _remarks(page: Page, sheet: Sheet) -> None:
    """Put what the comments say below the table, as they are not printed."""
    told: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for label, row in sheet.rows:
        for name, figure in zip(sheet.columns, row, strict=True):
            if (remarks := _remarks_on(figure)) or figure.amended:
                shown = " ".join(part for part in (figure.shown, figure.amended) if part)
                told[remarks].append(f"{label} / {name}: {shown}".removesuffix(": "))
    if told:
        page.skip()
    for remarks, names in told.items():
        page.line(_("; ").join((some(names, _NAMED), *remarks)))
