"""The annotated summary as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from parsers.model import SEVERITIES, Severity
from tui.annotations import STATUSES
from tui.exports import excel_tables
from tui.exports.overview import Overview
from tui.exports.scope import Options
from tui.exports.summary import Item, Note, Summary, latest, summary_of
from tui.exports.workbook import FRAMED, HEAD, TITLE, WRAPPED, Book, Page, Style
from tui.language import _
from tui.layout.text import plain
from tui.reading import Reading
from tui.terms import SIGNS, severity_told

_NUMBER: Style = (*FRAMED, ("align", "center"))
_NAME: Style = (("bold", True), ("valign", "top"))
_FILLS: dict[Severity, tuple[str, str]] = {
    "error": ("#FFC7CE", "#9C0006"),
    "warning": ("#FFEB9C", "#7F4F00"),
    "info": ("#DDEBF7", "#1F4E79"),
}
"""The fill and the letters of each severity."""
_ORPHANED: Style = (("italic", True), ("bg_color", "#EDEDED"))

_FACTS = (24, 66)
_FINDINGS = (5, 10, 8, 30, 24, 28, 26, 10, 24)
_NOTES = (28, 28, 30, 12, 52, 16)
_PICTURES = (6, 72)
_UNREAD = (40, 50)


def render(readings: Sequence[Reading], options: Options, overview: Overview | None) -> bytes:
    """Return a workbook: the overview, and for each of `readings` a sheet a part."""
    summaries = [summary_of(reading, options) for reading in readings]
    alone = summaries[0].heading if len(summaries) == 1 else ""
    book = Book(alone or _("Overview"), latest(summaries))
    front = book.page(overview.title, _overview_widths(overview), "") if overview else None
    if overview and overview.unread:
        _unread(book, overview)
    numbered = len(summaries) > 1
    firsts = [
        _summary(book, summary, f"{i} " if numbered else "", front)
        for i, summary in enumerate(summaries, 1)
    ]
    if overview and front:
        _overview(front, overview, firsts)
    return book.finished()


# -- the overview -------------------------------------------------------------------------------


def _columns(overview: Overview) -> tuple[str, ...]:
    """Return the names of an overview's columns, each of which holds one number."""
    *names, _checked, _claims, annotations = overview.head
    ledgers = (_("identities"), _("identities evaluated"), _("claims"), _("claims evaluated"))
    return (*names, *ledgers, annotations)


def _overview_widths(overview: Overview) -> tuple[int, ...]:
    return (34, 30, *(10 for _name in _columns(overview)[2:]))


def _overview(page: Page, overview: Overview, firsts: Sequence[Page]) -> None:
    """Fill the page with a row for each report, the first cell leading to its pages if any."""
    page.line(overview.title, TITLE, 2)
    page.line(overview.sentence)
    head, names = page.row, _columns(overview)
    page.head(names, HEAD, 1)
    for i, line in enumerate(overview.lines):
        texts = (plain(line.file), plain(line.agency))
        if firsts:
            page.link(0, texts[0], firsts[i], style=FRAMED)
        else:
            page.text(0, texts[0], FRAMED)
        page.text(1, texts[1], FRAMED)
        numbers = (
            *(line.counts[severity] for severity in SIGNS),
            *(line.statuses[status] for status in STATUSES),
            *(
                n
                for ledger in (line.checked, line.claims)
                for n in (ledger.total, ledger.evaluated)
            ),
            line.annotations,
        )
        for column, number in enumerate((line.year, *numbers), 2):
            if number is None:
                page.blank(column, FRAMED)
            else:
                page.number(column, number, FRAMED)
        page.end(texts)
    page.filter(head, len(names))


def _unread(book: Book, overview: Overview) -> None:
    page = book.page(_("What could not be read"), _UNREAD, "")
    page.head((_("file"), _("Reason")), HEAD)
    for row in overview.unread_rows:
        page.texts(row, FRAMED)


# -- one report ---------------------------------------------------------------------------------


class _Pages(Struct, frozen=True):
    """The pages of a report that lead to each other; those of nothing are not there."""

    summary: Page
    findings: Page
    pictures: Page | None


def _summary(book: Book, summary: Summary, number: str, front: Page | None) -> Page:
    """Add the pages of a report, and return the first of them."""
    footer = summary.heading

    def page(name: str, widths: Sequence[int]) -> Page:
        return book.page(f"{number}{name}", widths, footer)

    pictured = any(item.pictures or item.unpictured for item in summary.findings)
    pages = _Pages(
        page(_("Summary"), _FACTS),
        page(_("Findings"), _FINDINGS),
        page(_("Pictures"), _PICTURES) if pictured else None,
    )
    others = [pages.pictures] if pages.pictures else []
    for pictures in others:
        pictures.print_unbroken()
    if summary.notes or summary.orphans:
        others.append(page(_("Notes"), _NOTES))
        _notes(others[-1], summary)
    for sheet in summary.sheets:
        others.append(page(sheet.name, excel_tables.widths_of(sheet)))
        excel_tables.fill(others[-1], sheet)
    _findings(pages, summary)
    _front(pages.summary, summary, (pages.findings, *others), front)
    return pages.summary


def _front(page: Page, summary: Summary, others: Sequence[Page], front: Page | None) -> None:
    """Fill the page that says whose report it is, how it was checked, and where what stands."""
    page.line(summary.heading, TITLE, 2)
    if summary.title:
        page.line(summary.title)
    page.skip()
    for name, value in summary.facts:
        _field(page, name, value)
    for i, sentence in enumerate(summary.ledger):
        _field(page, _("Checked") if i == 0 else "", sentence)
    _field(page, summary.findings_head, "" if summary.findings else _("None."))
    for severity in SEVERITIES:
        page.text(0, severity_told(severity), _painted(severity))
        page.number(1, summary.counts[severity], (("align", "left"),))
        page.end(())
    if summary.unassessed:
        page.skip()
    for sentence in summary.unassessed:
        page.line(sentence)
    page.skip()
    page.line(_("Sheets"), _NAME)
    for other in (*((front,) if front else ()), *others):
        page.link(0, other.name, other)
        page.end(())


def _field(page: Page, name: str, value: str) -> None:
    page.text(0, name, _NAME)
    page.text(1, value, WRAPPED)
    page.end((name, value))


def _painted(severity: Severity) -> Style:
    fill, letters = _FILLS[severity]
    return (*FRAMED, ("bg_color", fill), ("font_color", letters), ("bold", True))


# -- findings -----------------------------------------------------------------------------------


def _findings(pages: _Pages, summary: Summary) -> None:
    """Fill the page of findings and that of their pictures, each leading to the other."""
    page, told = pages.findings, (_("Place"), _("Evidence"), _("Suspect"), _("Status"))
    names = (_("No."), _("Severity"), _("Rules"), _("What is wrong"), *told, _("Notes"))
    page.head(names, HEAD, 1)
    for item in summary.findings:
        facts = _facts(item)
        notes = "\n".join(map(_told, item.notes))
        texts = (item.rules, item.message, *(facts.get(name, "") for name in told), notes)
        if pages.pictures and (item.pictures or item.unpictured):
            row = _picture(pages.pictures, item, page)
            page.link(0, str(item.number), pages.pictures, row, _NUMBER)
        else:
            page.number(0, item.number, _NUMBER)
        page.text(1, severity_told(item.severity), _painted(item.severity))
        for column, text in enumerate(texts, 2):
            page.text(column, text, FRAMED)
        page.end(("", "", *texts))
    page.filter(0, len(names))
    if not summary.findings:
        page.line(_("None."))


def _facts(item: Item) -> dict[str, str]:
    """Return the facts about a finding by their names, one a line; its cells with its place."""
    facts: dict[str, str] = {}
    name = ""
    for given, text in item.facts:
        goes_on = given in {_("or"), _("Cells")}
        name = name if goes_on else given
        line = f"{given} {text}" if given == _("or") else text
        facts[name] = f"{facts[name]}\n{line}" if name in facts else line
    return facts


def _picture(page: Page, item: Item, findings: Page) -> int:
    """Put the pictures of a finding on their page, and return the row they begin in."""
    sizes = [(picture.width, picture.height) for picture in item.pictures]
    if sizes:
        page.room(sizes[0])
    begin = page.row
    page.link(0, str(item.number), findings, findings.row, (*_NAME, ("align", "left")))
    page.text(1, item.message, (*_NAME, *WRAPPED))
    page.end(("", item.message))
    for i, (picture, size) in enumerate(zip(item.pictures, sizes, strict=True)):
        if i:
            page.room(size)
        page.picture(picture.png, size, item.message)
    for sentence in item.unpictured:
        page.text(1, sentence, WRAPPED)
        page.end(("", sentence))
    return begin


# -- notes --------------------------------------------------------------------------------------


def _told(note: Note) -> str:
    """Return what is written, and before it by whom; of a verdict without a word, which one."""
    said = note.lines or note.tags
    by = f"({note.by})" if note.by else ""
    return "\n".join((" ".join(([] if said else [note.on]) + [by, *_tags(note)]), *note.lines))


def _tags(note: Note) -> Iterator[str]:
    return (f"#{tag}" for tag in note.tags)


def _notes(page: Page, summary: Summary) -> None:
    """Fill the page with what is written on other things than findings, the orphans at the end."""
    names = (_("Section"), _("On"), _("By"), _("Tags"), _("Note"), _("State"))
    page.head(names, HEAD)
    for section, notes in summary.notes:
        for note in notes:
            page.texts(_row(section, note), FRAMED)
    for note in summary.orphans:
        page.texts(_row("", note), (*FRAMED, *_ORPHANED))
    page.filter(0, len(names))


def _row(section: str, note: Note) -> tuple[str, ...]:
    tags, text = " ".join(_tags(note)), "\n".join(note.lines)
    return (section, note.on, note.by, tags, text, note.state)
