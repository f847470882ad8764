"""The annotations as the list of them tells them: in reading order, in the report's words."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from tui.annotations import Annotation, State
from tui.annotations.targets import targets_of
from tui.find.filtering import admits
from tui.language import _
from tui.layout.text import plain
from tui.places import target_name, target_place
from tui.reading import Reading
from tui.terms import STATE_NAMES, STATUS_NAMES, tags_told

ON_FINDINGS = 99
"""Behind every other kind of annotation on the same section."""


class Noted(Struct, frozen=True):
    """An annotation, what it is about in words, and what became of that."""

    annotation: Annotation
    place: str
    state: State

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
    annotations = [
        Noted(a, plain(target_name(report, a.target)), store.state(a, report, verdict))
        for a in store.annotations
    ]
    cells = {c: i for t in report.tables.values() for i, c in enumerate(t.cells, 1)}
    findings = {t: f for f in verdict.findings for t in targets_of(f)}

    def order(one: Noted) -> tuple[bool, int, int, int]:
        annotation, finding = one.annotation, findings.get(one.annotation.target)
        if one.is_orphan:
            return (True, 0, 0, 0)
        if finding is None:
            cell = annotation.target.removeprefix("cell:")
            return (False, *target_place(report, annotation), cells.get(cell, 0))
        section = next(
            (i for i, s in enumerate(report.every_section, 1) if s.id == finding.section), 0
        )
        return (False, section, ON_FINDINGS, cells.get(finding.focus or "", 0))

    return tuple(sorted(annotations, key=order))


def matching(annotations: Iterable[Noted], wanted: str) -> tuple[Noted, ...]:
    """Return those that have every word of `wanted` in anything that is told of them."""
    return tuple(a for a in annotations if admits(wanted, _told(a)))


def _told(noted: Noted) -> str:
    text, author = noted.annotation.text, noted.annotation.author
    parts = (noted.place, noted.status, noted.fate, author, noted.day, noted.tags, text)
    return "\n".join(parts)
