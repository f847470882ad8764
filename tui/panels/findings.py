"""The findings, one a line: severity, rule, what is wrong, and how it stands."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.content import Content

from tui.glyphs import glyphs
from tui.language import _, say
from tui.layout.text import cells, cut, pad, plain
from tui.panels.rows import Rows
from tui.panels.view import View
from tui.targets import targets_of
from tui.terms import status_name


class FindingsPanel(Rows):
    """Shows the findings; the one in hand is under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "error", "warning", "info", "code", "dismissed", "confirmed", "leader", "pen",
        "cursor-line",
    }  # fmt: skip

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.view: View | None = None
        self.say_again()

    def show(self, view: View) -> None:
        """Show the findings of `view`."""
        self.view = view
        self.cursor = -1 if view.current is None else view.current
        self.lines_changed()
        if self.cursor >= 0:
            self.bring_into_sight(self.cursor)
        self.say_again()

    def say_again(self) -> None:
        """Say in the border which finding is in hand, of how many."""
        place = f"{self.cursor + 1}/" if self.cursor >= 0 else ""
        number = f" {place}{len(self.view.findings)}" if self.view else ""
        self.border_title = Content(f"{_('Findings')}{number}")
        self.refresh()

    def count(self) -> int:
        """Return the number of findings, or of the sentences that stand in for them."""
        return max(len(self.view.findings), 1) if self.view else 0

    def may_rest(self, y: int) -> bool:
        """Say whether line `y` is a finding."""
        return self.view is not None and y < len(self.view.findings)

    def on_focus(self) -> None:
        """Take the first finding in hand when a person comes here and none is."""
        if self.cursor < 0 and self.view and self.view.findings:
            self.action_top()

    def paint(self, y: int, width: int) -> list[Segment]:
        """Return a finding: sign, codes, message, leader, pen and status."""
        assert self.view is not None
        if not self.view.findings:
            return [Segment("   " + _("Nothing was found to be wrong."), self.style_of("leader"))]
        finding, standing = self.view.findings[y], self.view.standings[y]
        status = status_name(standing)
        if not self.view.changed.isdisjoint(targets_of(finding)):
            status = _("{status}; figures changed").format(status=status)
        noted = not self.view.marks.annotated.isdisjoint(targets_of(finding))
        others = len(finding.rules) - 1
        codes = f"{finding.rules[0]}+{others}" if others else finding.rules[0]
        room = width - 5 - cells(codes) - cells(status) - 5
        message = cut(plain(say(finding.message)), max(room, 8))
        leader = "." * max(room - cells(message), 0)
        here = y == self.cursor
        out = "dismissed" if standing.status == "dismissed" else ""
        settled = standing.status if standing.status != "open" else ""
        signs = glyphs()
        sign = signs.severities[finding.severity]
        segments = [
            Segment(signs.cursor if here else " ", self.style_of("pen")),
            Segment(f"{sign} ", self.style_of(out or finding.severity)),
            Segment(f"{codes} ", self.style_of("code")),
            Segment(f"{message} ", self.style_of(out)),
            Segment(f"{leader} ", self.style_of("leader")),
            Segment(pad(signs.pen if noted else "", 2), self.style_of("pen")),
            Segment(f"{status} ", self.style_of(settled)),
        ]
        if not here:
            return segments
        # The cursor's own colours win: a sign in dark red on dark blue cannot be read.
        ground = self.style_of("cursor-line")
        return [Segment(s.text, s.style + ground if s.style else ground) for s in segments]
