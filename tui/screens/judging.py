"""What a person does with the findings on a screen: list them, walk them, mark and judge them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on

from parsers.messages import marked
from tui.language import _
from tui.panels.findings import FindingsPanel
from tui.panels.listing import Arrangement, Group, nothing_listed
from tui.panels.rows import Rows
from tui.panels.view import View, arranged, taken
from tui.screens.annotated import AnnotatedScreen
from tui.screens.telling import tell_key

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.widgets import Input

    from parsers.model import Finding
    from tui.annotations import Status
    from tui.annotations.noted import Noted
    from tui.panels.filter import Filter

FILTER = "findings-filter"

NONE_CHOSEN = marked("No finding is chosen: {key} goes to the next one.")
GROUP = marked("This is a group: {key} marks its findings.")
LEFT_OUT = marked("It is not listed any more; {key} takes it back.")


class JudgingScreen(AnnotatedScreen):
    """A screen with findings, of which one may be in hand.

    Only a finding that is listed is ever in hand. Whoever asks for another one, that the filter
    or only-problems leaves out, is taken to its place and told so; the cursor of the document
    passes over its culprit, and the place bar says that it is not listed. `current` remembers the
    finding that was in hand last: it is in hand again once it is listed again.
    """

    view: View | None = None
    current: int | None = None
    arrangement = Arrangement()

    # -- for the screen to fill in ------------------------------------------------------------

    def _pass_down(self) -> None:
        """Give the view to every panel."""
        raise NotImplementedError

    # -- the finding in hand ------------------------------------------------------------------

    @property
    def _finding(self) -> Finding | None:
        """The finding in hand."""
        return self.view.finding if self.view else None

    def _take(self, number: int) -> None:
        """Take a finding in hand and go to its culprit; only go there where it is not listed."""
        if self.view is None:
            return
        if number in self.view.listing.listed:
            self._hold(number)
        else:
            self.notify(
                _("This finding is not listed: the filter or only-problems leaves it out."),
                markup=False,
            )
        self.document.go_to_finding(self.view.findings[number])
        self._name_place()

    def _hold(self, number: int | None) -> None:
        """Take a finding in hand, or none; its group is unfolded."""
        if self.view is None:
            return
        self.current = number
        group = None if number is None else self.view.listing.group_of(number)
        if group is not None and group.is_folded:
            self._arrange(self.arrangement.refolded(group.key, fold=False))
        elif self.view.current != number:
            self.view = taken(self.view, number)
            self._pass_down()

    @on(Rows.Moved, "#FindingsPanel")
    def _findings_moved(self) -> None:
        """Take the finding under the cursor in hand; on a heading there is none."""
        if isinstance(entry := self.findings.entry, int):
            self._take(entry)
        else:
            self._hold(None)

    @on(Rows.Jumped, "#FindingsPanel")
    def _findings_jumped(self) -> None:
        """Go to the place of the finding under the cursor."""
        if isinstance(entry := self.findings.entry, int):
            self._take(entry)
            self.action_go_document()

    def action_next_finding(self) -> None:
        """Go to the next finding that is listed; after the last, to the first."""
        self._step(1)

    def action_previous_finding(self) -> None:
        """Go to the listed finding before; before the first, to the last."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self.view is None:
            return
        listing, entry = self.view.listing, self.findings.entry
        if not listing.listed:
            self.notify(nothing_listed(listing), markup=False)
        elif isinstance(entry, Group):
            first = entry.findings[0]
            self._take(first if step > 0 else listing.beside(first, step))
        else:
            self._take(listing.beside(self.current, step))
        if self.sections.has_focus and not self.document.is_on_screen:
            self.action_go_document()

    def _go_on(self) -> None:
        """Where what was in hand is not listed any more, go on to the next, in the list only.

        Who reads the document stays where they are.
        """
        if self.view is not None and self.findings.has_focus and self.view.listing.listed:
            was_in_hand = self.current is not None and self.view.current is None
            if was_in_hand:
                self._step(1)

    # -- how they are listed ------------------------------------------------------------------

    def _arrange(self, arrangement: Arrangement) -> None:
        """List the findings otherwise."""
        self.arrangement = arrangement
        if self.view is None or self.reading is None:
            return
        before = self.view.current
        self.view = taken(arranged(self.view, self.reading, arrangement), self.current)
        if self.view.current == before:
            self.findings.show(self.view)
        else:
            self._pass_down()
        self._show_hints()

    def on_findings_panel_grouping(self) -> None:
        """Group the findings by what comes next; of a group under the cursor the first is taken."""
        if isinstance(entry := self.findings.entry, Group):
            self._hold(entry.findings[0])
        self._arrange(self.arrangement.regrouped)

    def on_findings_panel_folding(self, message: FindingsPanel.Folding) -> None:
        """Fold or unfold a group."""
        self._arrange(self.arrangement.refolded(message.key, message.fold))

    def on_findings_panel_marking(self, message: FindingsPanel.Marking) -> None:
        """Mark findings, or take their marks off."""
        self._arrange(self.arrangement.toggled(message.numbers))

    def on_findings_panel_showing_all(self) -> None:
        """Take the marks off; without any, show all again."""
        if self.view is not None and self.view.listing.marked:
            self._arrange(replace(self.arrangement, marked=frozenset()))
        else:
            self._arrange(replace(self.arrangement, wanted=""))

    async def on_findings_panel_filtering(self) -> None:
        """Let a person write what the findings must have in them."""
        from tui.panels.filter import Filter

        if not self.query(f"#{FILTER}"):
            told = marked("words, a rule, error, open, a section, a note")
            await self.mount(Filter(FILTER, told), after=self.findings)
        filter = self.query_one(f"#{FILTER}", Filter)
        with self.prevent(Filter.Changed):
            filter.value = self.arrangement.wanted
        filter.display = True
        filter.focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        """List the findings that have in them what was written."""
        if message.input.id == FILTER:
            self._arrange(replace(self.arrangement, wanted=message.value))

    def on_filter_left(self, message: Filter.Left) -> None:
        """Go back to the findings."""
        if message.filter.id == FILTER:
            message.filter.display = False
            self.findings.focus()

    def _put_below(self, panel: Widget) -> None:
        """Show `panel` below the document; a filter of the findings that is open there is left."""
        super()._put_below(panel)
        for filter in self.query(f"#{FILTER}"):
            filter.display = False

    # -- verdicts -----------------------------------------------------------------------------

    def action_confirm_finding(self) -> None:
        """Confirm the findings that are marked, or the one in hand."""
        self._judge("confirmed")

    def action_dismiss_finding(self) -> None:
        """Dismiss the findings that are marked, or the one in hand."""
        self._judge("dismissed")

    def _judge_noted(self, noted: Noted | None, status: Status) -> None:
        """Judge the finding that the annotation under the cursor is on."""
        from tui.screens.annotating import judge

        number = self._finding_noted(noted) if noted else None
        if self.reading is None or number is None:
            self.notify(_("This is written on no finding."), markup=False)
            return
        judge(self, self.reading, self.reading.verdict.findings[number], status)
        self._show()

    def _judge(self, status: Status) -> None:
        from tui.screens.annotating import judge, judge_all

        if self.reading is None or self.view is None:
            return
        listing, finding = self.view.listing, self._finding
        if self.annotations is not None and self.annotations.has_focus_within:
            self._judge_noted(self.annotations.list.current, status)
            return
        if marked := [self.view.findings[i] for i in listing.listed if i in listing.marked]:
            judge_all(self, self.reading, marked, status)
            self.arrangement = replace(self.arrangement, marked=frozenset())
        elif finding is not None:
            judge(self, self.reading, finding, status)
        elif isinstance(self.findings.entry, Group):
            tell_key(self, GROUP, "findings.mark")
            return
        else:
            tell_key(self, NONE_CHOSEN, "browser.next_finding")
            return
        self._show()
        self._show_hints()
        if self._finding is not finding and not marked:
            tell_key(self, LEFT_OUT, "browser.undo")
        self._go_on()
