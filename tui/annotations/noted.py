"""The annotations as the list of them tells them: in reading order, in the report's words."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from parsers.model import Quote
from tui.annotations import Annotation, State
from tui.annotations.quotations import places_of_quotes
from tui.annotations.targets import targets_of
from tui.find.filtering import admits
from tui.language import _
from tui.layout.text import plain
from tui.places import target_name, target_section
from tui.reading import Reading
from tui.terms import STATE_NAMES, STATUS_NAMES, tags_told

KINDS = ("report", "section", "quote", "table", "row", "cell")
"""Of annotations on the same section those on something larger come first, on findings last."""


class Noted(Struct, frozen=True):
    """An annotation, what it is about in words, and what became of that.

    `section` is the id of the section that it is about or in; None for the whole report, for
    findings, and for what is not there. `quote` is where a quotation stands.
    """

    annotation: Annotation
    place: str
    state: State
    section: str | None = None
    quote: Quote | None = None

    @property
    def is_orphan(self) -> bool:
        """Whether what it is about is not to be found any more."""
        return self.state in {"gone", "corrected"}

    @property
    def status(self) -> str:
        """The verdict that counts, in words; empty for a note."""
        status = self.annotation.status
        if status is None:
            return ""
        return _(STATUS_NAMES["open" if self.state == "reopened" else status])

    @property
    def fate(self) -> str:
        """What became of what it is about, in words; empty where that is as it was."""
        return _(STATE_NAMES[self.state]) if self.state != "there" else ""

    @property
    def day(self) -> str:
        """When it was written or changed."""
        return self.annotation.updated.astimezone().strftime("%Y-%m-%d")

    @property
    def tags(self) -> str:
        """Its tags, each behind its sign."""
        return tags_told(self.annotation.tags)


def noted(reading: Reading) -> tuple[Noted, ...]:
    """Return the annotations of `reading` in the report's order, and then the orphans."""
    report, verdict, store = reading.report, reading.verdict, reading.store
    quotes = places_of_quotes(report, store.annotations)
    annotations = [
        Noted(
            annotation=a,
            place=plain(target_name(report, a.target)),
            state=store.state(a, report, verdict, quotes),
            section=target_section(report, a, quotes),
            quote=quotes[a.id].quote if a.id in quotes else None,
        )
        for a in store.annotations
    ]
    sections = {s.id: i for i, s in enumerate(report.every_section, 1)}
    cells = {c: i for t in report.tables.values() for i, c in enumerate(t.cells, 1)}
    findings = {t: f for f in verdict.findings for t in targets_of(f)}

    def order(one: Noted) -> tuple[bool, int, int, int]:
        if one.is_orphan:
            return (True, 0, 0, 0)
        finding = findings.get(one.annotation.target)
        section = sections.get((finding.section if finding else one.section) or "", 0)
        kind, _colon, name = one.annotation.target.partition(":")
        rank = KINDS.index(kind) if kind in KINDS else len(KINDS)
        return (False, section, rank, cells.get((finding.focus if finding else name) or "", 0))

    return tuple(sorted(annotations, key=order))


def matching(annotations: Iterable[Noted], wanted: str) -> tuple[Noted, ...]:
    """Return those that have every word of `wanted` in anything that is told of them."""
    return tuple(a for a in annotations if admits(wanted, _told(a)))


def _told(noted: Noted) -> str:
    text, author = noted.annotation.text, noted.annotation.author
    parts = (noted.place, noted.status, noted.fate, author, noted.day, noted.tags, text)
    return "\n".join(parts)
