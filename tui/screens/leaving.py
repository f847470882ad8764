"""Leaving a report and coming back to it: what is remembered, and how it is shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.layout.lines import Anchor
from tui.layout.text import clean
from tui.left import Left, leave, left_at
from tui.screens.arranged import Proportions
from tui.state import recall, remember

if TYPE_CHECKING:
    from tui.layout import Line
    from tui.panels.document import DocumentPanel
    from tui.panels.listing import Arrangement
    from tui.panels.tree import SectionTree
    from tui.panels.view import View
    from tui.reading import Reading

PANELS = "panels"


class Remembered:
    """What was remembered of a report and of the panels, read where nobody waits for it."""

    def __init__(self, reading: Reading) -> None:
        self.left = left_at(reading.path, reading.report.source.sha256)
        self.proportions = recall(PANELS, Proportions) or Proportions()

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
        sha256=reading.report.source.sha256,
        cursor=_anchor(document.line),
        top=_anchor(document.top_line),
        address=clean(document.address),
        folded=tuple(sorted(map(clean, sections.folded))),
        arrangement=_lasting(view.listing.arrangement),
        finding=clean(view.finding.id) if view.finding else "",
        has_annotations=has_annotations,
    )
    leave(reading.path, left)


def keep_proportions(proportions: Proportions) -> None:
    """Remember how the panels stand, for all reports."""
    if proportions != (recall(PANELS, Proportions) or Proportions()):
        remember(PANELS, proportions)


def _lasting(arrangement: Arrangement) -> Arrangement:
    """Return what of an arrangement is to be found again: marks are for what is done at once."""
    folded = frozenset(map(clean, arrangement.folded))
    wanted = clean(arrangement.wanted)
    return replace(arrangement, wanted=wanted, folded=folded, marked=frozenset())


def _anchor(line: Line | None) -> Anchor:
    return Anchor(clean(line.section), clean(line.origin), line.offset) if line else Anchor()
