"""Leaving a report and coming back to it: what is remembered, and how it is shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.layout.text import clean
from tui.left import Left, Spot, leave, left_at
from tui.screens.arranged import Arrangement
from tui.state import recall, remember

if TYPE_CHECKING:
    from tui.layout import Line
    from tui.panels.document import DocumentPanel
    from tui.panels.tree import SectionTree
    from tui.panels.view import View
    from tui.reading import Reading

PANELS = "panels"


class Remembered:
    """What was remembered of a report and of the panels, read where nobody waits for it."""

    def __init__(self, reading: Reading) -> None:
        self.left = left_at(reading.path, reading.report.source.sha256)
        self.arrangement = recall(PANELS, Arrangement) or Arrangement()

    def finding(self, reading: Reading) -> int | None:
        """Return the number of the finding that was in hand, if it is there still."""
        wanted = self.left.finding if self.left else ""
        findings = enumerate(reading.verdict.findings)
        return next((i for i, finding in findings if clean(finding.id) == wanted), None)


def keep(
    reading: Reading,
    view: View,
    document: DocumentPanel,
    sections: SectionTree,
    has_annotations: bool,
) -> None:
    """Remember how a report is left."""
    left = Left(
        path=str(reading.path),
        sha256=reading.report.source.sha256,
        cursor=_spot(document.line),
        top=_spot(document.top_line),
        address=clean(document.address),
        folded=tuple(sorted(map(clean, sections.folded))),
        only_problems=view.shown is not None,
        finding=clean(view.finding.id) if view.finding else "",
        has_annotations=has_annotations,
    )
    leave(reading.path, left)


def keep_arrangement(arrangement: Arrangement) -> None:
    """Remember how the panels stand, for all reports."""
    if arrangement != (recall(PANELS, Arrangement) or Arrangement()):
        remember(PANELS, arrangement)


def _spot(line: Line | None) -> Spot:
    return Spot(clean(line.section), clean(line.origin), line.offset) if line else Spot()
