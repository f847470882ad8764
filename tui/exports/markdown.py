"""The annotated summary as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.exports.figures import LEGEND, SIGNS, Figure, Sheet
from tui.exports.markup import escape, quote, table
from tui.exports.overview import FIGURES_FROM, Overview
from tui.exports.scope import Options
from tui.exports.summary import Item, Note, Operands, Summary, summary_of
from tui.language import _, labelled
from tui.reading import Reading
from tui.terms import severity_told

Lines = Iterator[str]

_SIGNED = [role for role, sign in SIGNS.items() if sign]
"""The roles of figures that are to be told apart without colours."""


def render(readings: Sequence[Reading], options: Options, overview: Overview | None) -> bytes:
    """Return the overview, and the summary of each of `readings`."""
    parts = [_overview(overview)] if overview else []
    parts += [_summary(summary_of(reading, options, with_pictures=False)) for reading in readings]
    return "\n".join("\n".join(part) + "\n" for part in parts).encode()


def _overview(overview: Overview) -> Lines:
    yield from (f"# {escape(overview.title)}", "")
    yield from (escape(overview.sentence), "")
    rows = [
        (_link(row[0], line.link), *map(escape, row[1:]))
        for row, line in zip(overview.rows, overview.lines, strict=True)
    ]
    yield from table([escape(name) for name in overview.head], rows, FIGURES_FROM)
    if overview.unread:
        yield from ("", f"## {_('What could not be read')}", "")
    yield from (f"- {labelled(escape(file), escape(why))}" for file, why in overview.unread_rows)


def _link(text: str, target: str) -> str:
    return f"[{escape(text)}](<{target}>)" if target else escape(text)


def _summary(summary: Summary) -> Lines:
    yield from (f"# {escape(summary.heading)}", "")
    if summary.title:
        yield from (escape(summary.title), "")
    yield from map(_field, summary.facts)
    yield ""
    for i, sentence in enumerate(summary.ledger):
        yield from ("", escape(sentence)) if i else (escape(sentence),)
    if summary.unassessed:
        yield ""
    yield from (f"- {escape(sentence)}" for sentence in summary.unassessed)
    yield from ("", f"## {escape(summary.findings_head)}")
    for item in summary.findings:
        yield from _finding(item)
    if not summary.findings:
        yield from ("", _("None."))
    yield from _notes(summary)
    yield from _tables(summary)


def _field(fact: tuple[str, str]) -> str:
    name, value = fact
    return f"- {labelled(escape(name), escape(value))}"


def _finding(item: Item) -> Lines:
    head = f"{item.number}. {severity_told(item.severity)} {item.rules}"
    yield from ("", f"### {head}", "")
    yield from (escape(item.message), "")
    yield from map(_field, item.facts)
    if item.operands:
        yield from _operands(item.operands)
    for note in item.notes:
        yield from _note(note)


def _operands(operands: Operands) -> Lines:
    rows = [tuple(map(escape, row)) for row in operands.rows]
    head = [escape(name) for name in operands.head]
    yield from ("", *table(head, rows, operands.figures_from))
    if operands.left_out_told:
        yield from ("", escape(operands.left_out_told))


def _notes(summary: Summary) -> Lines:
    """Yield what is written on other things than findings, and what was on things now gone."""
    if summary.notes:
        yield from ("", f"## {_('Notes')}")
    for section, notes in summary.notes:
        if section:
            yield from ("", f"### {escape(section)}")
        for note in notes:
            yield from _note(note)
    if summary.orphans:
        yield from ("", f"## {_('Notes on what is no longer there')}")
    for note in summary.orphans:
        yield from _note(note)


def _note(note: Note) -> Lines:
    tags = "".join(f" {escape(f'#{tag}')}" for tag in note.tags)
    yield from ("", f"{escape(note.head)} ({escape(note.by)}){tags}" + (":" if note.lines else ""))
    if note.lines:
        yield from ("", *quote("\n".join(note.lines)))


def _tables(summary: Summary) -> Lines:
    if summary.sheets:
        yield from ("", f"## {_('Tables')}")
    if summary.is_marked:
        yield from ("", escape(_("; ").join(_(LEGEND[role]) for role in _SIGNED)))
    for sheet in summary.sheets:
        yield from ("", f"### {escape(sheet.name)}", "", *_sheet(sheet))


def _sheet(sheet: Sheet) -> list[str]:
    head = ("", *map(escape, sheet.columns))
    return table(head, [(escape(label), *map(_figure, row)) for label, row in sheet.rows])


def _figure(figure: Figure) -> str:
    if not figure.sign:
        return escape(figure.shown)
    amended = f" {escape(figure.amended)}" if figure.amended else ""
    return f"**{escape(figure.shown) or _('(blank)')}** {figure.sign}{amended}"
