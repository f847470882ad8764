"""The annotated summary of a report, whatever the format: what an office sends back.

All texts in it are plain: on one line, control characters made visible, no markup of any format.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from parsers.formula import number
from parsers.messages import marked
from parsers.model import SEVERITIES, Check, Finding, Operand, Report, Severity
from parsers.pictures import marks_of as marks_on_pages
from parsers.pictures.easel import Missing, pictures
from parsers.pictures.words import sentences_of
from tui.annotations import Annotation
from tui.annotations.noted import Noted
from tui.exports.figures import Sheet, marks_of, sheets
from tui.exports.scope import ONLY_NAMES, Options, findings_of, noted_of, notes_on
from tui.language import _, labelled, say
from tui.layout.text import plain, visible_lines
from tui.layout.words import evidence, page_told, repairs_told
from tui.places import place_name, section_name
from tui.reading import Reading, counts, standing
from tui.terms import STATUS_NAMES, claims_sentence, ledger_sentence, missed, time_told, whose

OPERANDS_SHOWN = 8
"""A side of an identity with more operands is shown without those that are zero."""
ROWS_NAMED = 6
"""As many rows are named in which the cells of a finding stand."""

NO_PICTURE: dict[Missing, str] = {
    "changed": marked("No picture of page {page}: the file is not as it was when it was read."),
    "unfound": marked("No picture of page {page}: the words were not found there."),
    "late": marked("No picture of page {page}: it took too long to draw."),
    "failed": marked("No picture of page {page}: it could not be drawn."),
}
"""What stands in the place of a picture."""

Facts = tuple[tuple[str, str], ...]
"""Names, each with what is to be said."""


class Note(Struct, frozen=True):
    """An annotation: what it is on, who wrote it and when, its lines, and its tags.

    `state` is what became of what it is on, empty where that is as it was.
    """

    on: str
    by: str
    lines: tuple[str, ...]
    tags: tuple[str, ...] = ()
    state: str = ""

    @property
    def head(self) -> str:
        """What it is on, and what became of that."""
        return f"{self.on} – {self.state}" if self.state else self.on


class Operands(Struct, frozen=True):
    """The two sides of an identity as rows of side, cell and figure; `left_out` are the zeros.

    Without the cells where all figures are of the prose.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int

    @property
    def figures_from(self) -> int:
        """The column from which on there are figures."""
        return len(self.head) - 1

    @property
    def left_out_told(self) -> str:
        """How many there are that are not listed; empty where all are."""
        said = _("Cells with zero that are not listed: {count}")
        return said.format(count=self.left_out) if self.left_out else ""


class Picture(Struct, frozen=True):
    """A place on a page as a PNG of so many pixels."""

    page: int
    png: bytes
    width: int
    height: int


class Item(Struct, frozen=True):
    """A finding: its number and head, what is wrong, the facts about it, and what was written.

    `unpictured` says of which pages there is no picture, and why.
    """

    number: int
    finding: Finding
    rules: str
    message: str
    facts: Facts
    operands: Operands | None
    notes: tuple[Note, ...]
    pictures: tuple[Picture, ...] = ()
    unpictured: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        return self.finding.severity


class Summary(Struct, frozen=True):
    """All that a summary says of one report.

    `counts` are of the findings that are problems, `dated` is when something was written about it
    last, None where nothing was.
    """

    agency: str
    year: str
    title: str
    facts: Facts
    ledger: tuple[str, ...]
    unassessed: tuple[str, ...]
    findings_head: str
    findings: tuple[Item, ...]
    counts: dict[Severity, int]
    notes: tuple[tuple[str, tuple[Note, ...]], ...]
    orphans: tuple[Note, ...]
    sheets: tuple[Sheet, ...]
    dated: datetime | None

    @property
    def heading(self) -> str:
        """Whose report it is, and of which year."""
        return f"{self.agency} · {self.year}"

    @property
    def is_marked(self) -> bool:
        """Say whether a figure in the tables is marked."""
        figures = (f for s in self.sheets for _label, row in s.rows for f in row)
        return any(figure.mark.role for figure in figures)


def summary_of(reading: Reading, options: Options, with_pictures: bool = True) -> Summary:
    """Return the summary of a reading; of a PDF's findings with pictures of their places."""
    report = reading.report
    chosen = sorted(findings_of(reading, options), key=lambda f: SEVERITIES.index(f.severity))
    pictured = _pictured(chosen, reading) if with_pictures else defaultdict(_Places)
    written = noted_of(reading, options)
    there = [one for one in written if not one.is_orphan]
    others = [one for one in there if not one.annotation.target.startswith("finding:")]
    agency, year = whose(report.agency, report.year)
    standing_ones = [f for f in chosen if standing(reading, f).is_problem]
    return Summary(
        agency=agency,
        year=year,
        title=plain(report.title),
        facts=tuple((_(name), plain(value)) for name, value in _source(report)),
        ledger=tuple(_ledger(reading)),
        unassessed=tuple(_unassessed(reading)),
        findings_head=_(ONLY_NAMES[options.only]),
        findings=tuple(
            _item(i, f, pictured[f.id], reading, options) for i, f in enumerate(chosen, 1)
        ),
        counts=counts(reading, chosen),
        notes=tuple(_by_section(others, report)),
        orphans=tuple(_named(one) for one in written if one.is_orphan),
        sheets=sheets(report, marks_of(standing_ones, _on_cells(others))),
        dated=max((one.annotation.updated for one in written), default=None),
    )


def latest(summaries: Iterable[Summary]) -> datetime | None:
    """Return when something was written last about any of them."""
    return max((s.dated for s in summaries if s.dated), default=None)


def _source(report: Report) -> Iterator[tuple[str, str]]:
    source, form = report.source, report.layout
    yield marked("File"), f"{source.file} ({source.format})"
    yield marked("SHA-256"), source.sha256
    yield marked("Form"), f"{report.form} ({form.source})" if form.source else report.form
    if report.period:
        yield marked("Period"), f"{report.period.start} – {report.period.end}"


# -- the ledger ---------------------------------------------------------------------------------


def _ledger(reading: Reading) -> Iterator[str]:
    yield ledger_sentence(reading.verdict.ledger)
    if reading.verdict.claims.total:
        yield claims_sentence(reading.verdict.claims)


def _unassessed(reading: Reading) -> Iterator[str]:
    """Yield what could not be checked, in a sentence a rule and reason."""
    report = reading.report

    def place(check: Check) -> str:
        return place_name(report, check.subject) or section_name(report, check.section)

    yield from map(plain, missed(reading.verdict, place))


# -- findings -----------------------------------------------------------------------------------


class _Places(Struct):
    """The pictures of where a finding stands, and sentences on those that there are not."""

    pictures: list[Picture] = []
    missing: list[str] = []


def _pictured(findings: Sequence[Finding], reading: Reading) -> defaultdict[str, _Places]:
    """Return pictures of where findings stand, by their ids: all are made at once."""
    report = reading.report
    wanted = [
        (f.id, place)
        for f in findings
        for place in (*marks_on_pages(f, report), *sentences_of(f, report))
    ]
    places = [place for _id, place in wanted]
    made: defaultdict[str, _Places] = defaultdict(_Places)
    drawn = pictures(reading.path, report.source.sha256, places)
    for (id, place), one in zip(wanted, drawn, strict=True):
        if isinstance(one, str):
            made[id].missing.append(_(NO_PICTURE[one]).format(page=place.page))
        else:
            made[id].pictures.append(Picture(place.page, one.png, one.width, one.height))
    return made


def _item(
    number: int,
    finding: Finding,
    places: _Places,
    reading: Reading,
    options: Options,
) -> Item:
    report = reading.report
    notes = notes_on(finding, reading, options)
    alone = finding.checks[0] if len(finding.checks) == 1 else None
    return Item(
        number=number,
        finding=finding,
        rules=" ".join(finding.rules),
        message=plain(say(finding.message)),
        facts=tuple((_(name), plain(told)) for name, told in _facts(finding, reading)),
        operands=_operands(alone, report) if alone and alone.left and alone.right else None,
        notes=tuple(_note(_written(a), a) for a in notes),
        pictures=tuple(places.pictures),
        unpictured=tuple(places.missing),
    )


def _facts(finding: Finding, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield place, cells, evidence, suspects and status."""
    report, stands = reading.report, standing(reading, finding)
    if where := _where(finding, report):
        yield marked("Place"), where
    if _is_of_several(finding):
        yield marked("Cells"), _cells(finding, report)
    for rule, text in evidence(finding):
        yield marked("Evidence"), f"{rule}: {text}"
    for i, sentence in enumerate(repairs_told(finding, report, partial(place_name, report))):
        yield marked("or") if i else marked("Suspect"), sentence
    status = _(STATUS_NAMES[stands.status])
    if stands.reopened:
        status = _("{status}; was dismissed, but its figures have changed").format(status=status)
    yield marked("Status"), status


def _is_of_several(finding: Finding) -> bool:
    return finding.is_of_cells and len(finding.cells) > 1


def _cells(finding: Finding, report: Report) -> str:
    """Return how many cells a finding is about, and the first rows that they stand in."""
    rows: dict[str, list[str]] = defaultdict(list)
    for cell in finding.cells:
        rows[cell.rpartition("/")[0]].append(cell)
    names = [
        f"{place_name(report, row)} ({len(cells)})" if cells[1:] else place_name(report, cells[0])
        for row, cells in rows.items()
    ]
    shown = [*names[:ROWS_NAMED], *(["…"] if len(names) > ROWS_NAMED else [])]
    told = _("; ").join(shown)
    return _("{count} in all: {cells}").format(count=len(finding.cells), cells=told)


def _where(finding: Finding, report: Report) -> str:
    """Return section, page, and the cell to look at first, unless it is one of many."""
    parts = [section_name(report, finding.section), page_told(report, finding.page)]
    if finding.focus and not _is_of_several(finding):
        parts.append(place_name(report, finding.focus))
    return ", ".join(p for p in parts if p)


def _operands(check: Check, report: Report) -> Operands:
    share = "%" if check.relation == "share" else ""
    sides = ((_("left"), check.left, ""), (_("right"), check.right, share))
    rows = tuple(
        (side, plain(place_name(report, o.cell)), plain(_counted(o, report)) + unit)
        for side, operands, unit in sides
        for o in operands
        if len(operands) <= OPERANDS_SHOWN or o.value or o.blank
    )
    head = (_("Side of {rule}").format(rule=check.rule), _("Cell"), _("Figure"))
    left_out = len(check.left) + len(check.right) - len(rows)
    if any(cell for _side, cell, _figure in rows):
        return Operands(head, rows, left_out)
    return Operands((head[0], head[2]), tuple((row[0], row[2]) for row in rows), left_out)


def _counted(operand: Operand, report: Report) -> str:
    """Return an operand's figure, as printed where that says more."""
    if operand.blank:
        return _("no number, counted as 0")
    value = number(operand.value)
    cell = report.cell(operand.cell)
    printed = cell.text.strip() if cell else ""
    return value if printed in ("", value) else f"{value} ({printed})"


# -- notes --------------------------------------------------------------------------------------


def _written(annotation: Annotation) -> str:
    """Return what an annotation on a finding is: a note, or a verdict without a word."""
    is_bare = annotation.status and not (annotation.text.strip() or annotation.tags)
    return _(STATUS_NAMES[annotation.status]) if annotation.status and is_bare else _("Note")


def _named(one: Noted) -> Note:
    """Return an annotation under the name of what it is on, and with what became of that."""
    return replace(_note(one.place, one.annotation), state=one.fate)


def _note(on: str, annotation: Annotation) -> Note:
    when = time_told(annotation.updated)
    text = visible_lines(annotation.text.strip())
    return Note(
        on=on,
        by=plain(", ".join(p for p in (annotation.author, when) if p)),
        lines=tuple(text.split("\n")) if text else (),
        tags=tuple(map(plain, annotation.tags)),
    )


def _by_section(written: Sequence[Noted], report: Report) -> Iterator[tuple[str, tuple[Note, ...]]]:
    """Yield notes by the sections that they are about or in, if that is one of the report's."""
    names = {s.id: section_name(report, s.id) for s in report.every_section}
    for id, group in groupby(written, key=lambda one: one.section if one.section in names else ""):
        yield plain(names.get(id or "", "")), tuple(map(_named, group))


def _on_cells(written: Sequence[Noted]) -> dict[str, list[str]]:
    """Return what is written on cells, by their addresses."""
    texts: dict[str, list[str]] = defaultdict(list)
    for annotation in (one.annotation for one in written):
        kind, _colon, name = annotation.target.partition(":")
        if kind == "cell" and annotation.text.strip():
            author = plain(annotation.author)
            told = visible_lines(annotation.text.strip())
            texts[name].append(labelled(author, told) if author else told)
    return texts
