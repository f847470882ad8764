"""The annotated summary as a web page that asks for nothing else: no script, no outside address."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html.builder import E

from parsers.pictures import PIXELS_PER_INCH
from tui.exports.figures import LEGEND, Figure, Sheet
from tui.exports.overview import FIGURES_FROM, Overview
from tui.exports.scope import Options
from tui.exports.summary import Facts, Item, Note, Operands, Summary, summary_of
from tui.language import _, spoken
from tui.reading import Reading
from tui.signature import GENERATOR
from tui.terms import severity_told

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
"""What a browser may do with the page: show its own styles and pictures."""

STYLE = Path(__file__).with_name("summary.css")

_PAGE_PIXELS_PER_INCH = 96

Element = Any
"""What lxml builds."""


def render(readings: Sequence[Reading], options: Options, overview: Overview | None) -> bytes:
    """Return one page: the overview, and the summary of each of `readings`."""
    summaries = [summary_of(reading, options) for reading in readings]
    title = summaries[0].heading if len(summaries) == 1 else _("Overview")
    articles = [_overview(overview, bool(summaries))] if overview else []
    articles += [_summary(summary, i) for i, summary in enumerate(summaries, 1)]
    page = E.html(
        # The generator stands first: by it gouji knows its own pages.
        E.head(
            E.meta(name="generator", content=GENERATOR),
            E.meta(charset="utf-8"),
            E.meta({"http-equiv": "Content-Security-Policy", "content": POLICY}),
            E.meta(name="viewport", content="width=device-width, initial-scale=1"),
            E.title(title),
            E.style(STYLE.read_text("utf-8")),
        ),
        E.body(*articles),
        lang=spoken().replace("_", "-"),
    )
    written: bytes = etree.tostring(
        page, method="html", encoding="utf-8", doctype="<!DOCTYPE html>", pretty_print=True
    )
    return written


def _overview(overview: Overview, are_below: bool) -> Element:
    """Return the overview; its lines lead to the summaries, which may stand below it."""
    links = (f"#report-{i}" if are_below else n.link for i, n in enumerate(overview.lines, 1))
    body = [
        E.tr(*_cells([_linked(row[0], link), *row[1:]], FIGURES_FROM))
        for row, link in zip(overview.rows, links, strict=True)
    ]
    unread = [E.li(E.b(file), f": {why}") for file, why in overview.unread_rows]
    return E.article(
        E.h1(overview.title),
        E.p(overview.sentence),
        _scrolling(_head(overview.head, FIGURES_FROM), body),
        *([E.h2(_("What could not be read")), E.ul(*unread)] if unread else []),
    )


def _linked(text: str, target: str) -> Element | str:
    return E.a(text, href=target) if target else text


def _summary(summary: Summary, number: int) -> Element:
    unassessed = [E.li(sentence) for sentence in summary.unassessed]
    return E.article(
        {"id": f"report-{number}"},
        E.h1(summary.heading),
        *([E.p({"class": "title"}, summary.title)] if summary.title else []),
        _facts(summary.facts),
        *(E.p({"class": "ledger"}, sentence) for sentence in summary.ledger),
        *([E.ul(*unassessed)] if unassessed else []),
        E.h2(summary.findings_head),
        *map(_finding, summary.findings),
        *([] if summary.findings else [E.p(_("None."))]),
        *_notes(summary),
        *_tables(summary),
    )


def _facts(facts: Facts) -> Element:
    return E.dl(*(part for name, value in facts for part in (E.dt(name), E.dd(value))))


def _finding(item: Item) -> Element:
    return E.section(
        {"class": f"finding {item.severity}"},
        E.h3(
            f"{item.number}. ",
            E.span({"class": "sign"}, severity_told(item.severity)),
            f" {item.rules}",
        ),
        E.p({"class": "message"}, item.message),
        _facts(item.facts),
        *([_operands(item.operands)] if item.operands else []),
        *(
            E.figure(
                E.img(
                    src=f"data:image/png;base64,{b64encode(picture.png).decode()}",
                    width=str(round(picture.width * _PAGE_PIXELS_PER_INCH / PIXELS_PER_INCH)),
                    alt=item.message,
                ),
                E.figcaption(_("page {page}").format(page=picture.page)),
            )
            for picture in item.pictures
        ),
        *(E.p({"class": "unpictured"}, sentence) for sentence in item.unpictured),
        *map(_note, item.notes),
    )


def _operands(operands: Operands) -> Element:
    body = [E.tr(*_cells(row, operands.figures_from)) for row in operands.rows]
    table = _scrolling(_head(operands.head, operands.figures_from), body)
    if operands.left_out_told:
        table.append(E.p(operands.left_out_told))
    return table


def _notes(summary: Summary) -> Iterator[Element]:
    if summary.notes:
        yield E.h2(_("Notes"))
    for section, notes in summary.notes:
        if section:
            yield E.h3(section)
        yield from map(_note, notes)
    if summary.orphans:
        yield E.h2(_("Notes on what is no longer there"))
    yield from map(_note, summary.orphans)


def _note(note: Note) -> Element:
    lines = [part for line in note.lines for part in (line, E.br())][:-1]
    return E.div(
        {"class": "note"},
        E.p(
            E.b(note.head),
            f" ({note.by})" if note.by else "",
            *(E.span({"class": "tag"}, f"#{tag}") for tag in note.tags),
        ),
        *([E.blockquote(*lines)] if lines else []),
    )


def _tables(summary: Summary) -> Iterator[Element]:
    if summary.sheets:
        yield E.h2(_("Tables"))
    if summary.is_marked:
        yield E.p({"class": "legend"}, *_legend())
    for sheet in summary.sheets:
        yield E.h3(sheet.name)
        yield _sheet(sheet)


def _legend() -> Iterator[Element]:
    for role, said in LEGEND.items():
        yield E.span({"class": f"mark {role}"}, _(said))


def _sheet(sheet: Sheet) -> Element:
    body = [E.tr(E.th({"scope": "row"}, label), *map(_figure, row)) for label, row in sheet.rows]
    return _scrolling(_head(("", *sheet.columns), 1), body)


def _figure(figure: Figure) -> Element:
    mark = figure.mark
    kinds = ["figure", *([mark.role] if mark.role else []), *(["noted"] if mark.comments else [])]
    attributes = {"class": " ".join(kinds)}
    if mark.comments:
        attributes["title"] = "\n".join(mark.comments)
    return E.td(attributes, figure.signed)


def _head(names: Iterable[str], figures_from: int) -> Element:
    names = list(names)
    return E.tr(
        *(
            E.th(
                {"scope": "col", "class": "figure"} if i >= figures_from else {"scope": "col"}, name
            )
            for i, name in enumerate(names)
        )
    )


def _cells(texts: Iterable[Element | str], figures_from: int) -> Iterator[Element]:
    for i, text in enumerate(texts):
        yield E.td({"class": "figure"}, text) if i >= figures_from else E.td(text)


def _scrolling(head: Element, body: Sequence[Element]) -> Element:
    """Return a table that scrolls in its own box where the window is narrower."""
    return E.div({"class": "table"}, E.table(E.thead(head), E.tbody(*body)))
