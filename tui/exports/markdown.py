"""The annotated summary as Markdown: what an office that reviews a report sends back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from parsers.formula import number
from parsers.messages import marked
from parsers.model import SEVERITIES, Check, Finding, Operand, Report
from tui.annotations import Annotation
from tui.exports import Only, chosen, told
from tui.exports.figures import tables
from tui.exports.markup import escape, quote, table
from tui.exports.places import place_name, section_name, target_name, target_place
from tui.language import _, say
from tui.layout.words import evidence, repairs_told
from tui.reading import Reading, standing
from tui.targets import targets_of
from tui.terms import SEVERITY_NAMES, SIGNS, STATUS_NAMES, claims_sentence, ledger_sentence

ONLY_NAMES = {
    "open": marked("Findings that are open"),
    "confirmed": marked("Findings that were confirmed"),
    "all": marked("Findings"),
}
OPERANDS_SHOWN = 8
"""A side of an identity with more operands is shown without those that are zero."""

Lines = Iterator[str]


def render(readings: Sequence[Reading], only: Only) -> str:
    """Return a summary for each of `readings`, one after the other."""
    return "\n".join("\n".join(_summary(r, only)) + "\n" for r in readings)


def _summary(reading: Reading, only: Only) -> Lines:
    findings = sorted(chosen(reading, only), key=lambda f: SEVERITIES.index(f.severity))
    yield from _title(reading.report)
    yield from _ledger(reading)
    yield ""
    yield f"## {_(ONLY_NAMES[only])}"
    for place, finding in enumerate(findings, 1):
        yield from _finding(place, finding, reading)
    if not findings:
        yield from ("", _("None."))
    yield from _notes(reading, findings)
    yield from tables(reading.report, findings)


def _title(report: Report) -> Lines:
    source, form = report.source, report.layout
    year = str(report.year) if report.year is not None else _("year unknown")
    yield f"# {escape(report.agency or _('agency unknown'))} · {year}"
    yield ""
    if report.title:
        yield from (escape(report.title), "")
    yield _field(marked("File"), f"{escape(source.file)} ({source.format})")
    yield _field(marked("SHA-256"), source.sha256)
    yield _field(marked("Form"), f"{report.form} ({form.source})" if form.source else report.form)
    if report.period:
        yield _field(marked("Period"), escape(f"{report.period.start} – {report.period.end}"))
    yield ""


def _field(name: str, value: str) -> str:
    return f"- {_(name)}: {value}"


# -- the ledger ---------------------------------------------------------------------------------


def _ledger(reading: Reading) -> Lines:
    ledger, report = reading.verdict.ledger, reading.report
    yield ledger_sentence(ledger)
    if reading.verdict.claims.total:
        yield from ("", claims_sentence(reading.verdict.claims))
    unassessed = [c for c in reading.verdict.checks if c.outcome == "not_assessable"]
    if unassessed:
        yield from ("", _("Not assessable:"), "")
    for check in unassessed:
        names = (section_name(report, check.section), place_name(report, check.subject))
        place = ", ".join(dict.fromkeys(n for n in names if n))
        why = say(check.message) if check.message else ""
        yield f"- {': '.join(escape(p) for p in (check.rule, place, why) if p)}"


# -- findings -----------------------------------------------------------------------------------


def _finding(place: int, finding: Finding, reading: Reading) -> Lines:
    report, stands = reading.report, standing(reading, finding)
    severity, rules = _(SEVERITY_NAMES[finding.severity]), " ".join(finding.rules)
    yield from ("", f"### {place}. {SIGNS[finding.severity]} {severity} {rules}", "")
    yield from (escape(say(finding.message)), "")
    if where := _where(finding, report):
        yield _field(marked("Place"), where)
    for rule, text in evidence(finding):
        yield _field(marked("Evidence"), f"{rule}: {escape(text)}")
    for i, sentence in enumerate(repairs_told(finding, report, partial(place_name, report))):
        name = marked("Suspect") if i == 0 else marked("or")
        yield _field(name, escape(sentence))
    status = _(STATUS_NAMES[stands.status])
    if stands.reopened:
        status = _("{status}; was dismissed, but its figures have changed").format(status=status)
    yield _field(marked("Status"), status)
    if len(finding.checks) == 1:
        yield from _operands(finding.checks[0], report)
    for note in reading.store.on(*targets_of(finding)):
        if note.text.strip():
            yield from _note(_("Note"), note)


def _where(finding: Finding, report: Report) -> str:
    """Return section, page, and the cell to look at first."""
    parts = [section_name(report, finding.section)]
    if finding.page is not None:
        parts.append(_("page {page}").format(page=finding.page))
    if finding.focus:
        parts.append(place_name(report, finding.focus))
    return escape(", ".join(p for p in parts if p))


def _operands(check: Check, report: Report) -> Lines:
    """Yield the two sides of an identity as a table."""
    if not (check.left and check.right):
        return
    sides = ((_("left"), check.left), (_("right"), check.right))
    rows = [
        (side, escape(place_name(report, o.cell)), _counted(o, report))
        for side, operands in sides
        for o in operands
        if len(operands) <= OPERANDS_SHOWN or o.value or o.blank
    ]
    head = (_("Side of {rule}").format(rule=check.rule), _("Cell"), _("Figure"))
    yield from ("", *table(head, rows, figures_from=2))
    left_out = len(check.left) + len(check.right) - len(rows)
    if left_out:
        yield from ("", _("Cells with zero that are not listed: {count}").format(count=left_out))


def _counted(operand: Operand, report: Report) -> str:
    """Return an operand's figure, as printed where that says more."""
    if operand.blank:
        return _("no number, counted as 0")
    value = number(operand.value)
    held = report.tables.get(operand.cell.partition("/")[0])
    cell = held.cells.get(operand.cell) if held else None
    printed = cell.text.strip() if cell else ""
    return escape(value if printed in ("", value) else f"{value} ({printed})")


# -- notes --------------------------------------------------------------------------------------


def _notes(reading: Reading, findings: Sequence[Finding]) -> Lines:
    """Yield the annotations that are not on findings, in reading order, and then the orphans."""
    report = reading.report
    orphans = reading.store.orphans(report, reading.verdict)
    others = [
        a
        for a in told(reading, findings)
        if a not in orphans and not a.target.startswith("finding:")
    ]
    if others:
        yield from ("", f"## {_('Notes')}")
    for note in sorted(others, key=lambda a: target_place(report, a)):
        yield from _note(target_name(report, note), note)
    if orphans:
        yield from ("", f"## {_('Notes on what is no longer there')}")
    for note in orphans:
        yield from _note(note.target, note)


def _note(name: str, note: Annotation) -> Lines:
    by = ", ".join(p for p in (note.author, note.updated.strftime("%Y-%m-%d %H:%M")) if p)
    yield from ("", f"{escape(name)} ({escape(by)})" + (":" if note.text.strip() else ""))
    if note.text.strip():
        yield from ("", *quote(note.text))
