"""One report: its sections, the document, and what was found in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus

from tui.actions import Action, Where, actions_of, bindings, hints
from tui.language import _, say
from tui.layout.text import plain
from tui.panels.bars import HintBar, LedgerBar, PlaceBar
from tui.panels.document import DocumentPanel
from tui.panels.findings import FindingsPanel
from tui.panels.rows import Rows
from tui.panels.selecting import selection_told
from tui.panels.tree import SectionTree
from tui.panels.view import View, view_of
from tui.screens.annotated import AnnotatedScreen
from tui.screens.loading import Loading, Opened
from tui.screens.prose import notes_on, said_of, spoken_of

if TYPE_CHECKING:
    from parsers.model import Finding, Quote
    from tui.annotations import Status
    from tui.reading import Reading
    from tui.screens.copying import Copier
    from tui.screens.leaving import Remembered

NEED_A_REPORT = {a.id for a in actions_of("browser")} - {"back", "next_panel", "previous_panel"}
"""The actions that make no sense while there is nothing to show yet."""

HINTS: dict[str | None, tuple[Where, ...]] = {
    "AnnotationList": ("annotations", "panel", "app"),
    "filter": ("filter",),
}
"""The parts of the screen with keys of their own in the footer."""


class BrowserScreen(AnnotatedScreen):
    """Shows a report. Its state: the reading, the finding in hand, and whether all is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("browser")]
    AUTO_FOCUS = "#DocumentPanel"

    def __init__(
        self, path: Path, reading: Reading | None = None, may_go_back: bool = False
    ) -> None:
        super().__init__()
        self.path = path
        self.reading = reading
        self.view: View | None = None
        self.current: int | None = None
        self.only_problems = False
        self._may_go_back = may_go_back
        self._loading: Loading | None = None
        self._culprits: dict[str, int] = {}
        self._copier: Copier | None = None
        self._panels: tuple[DocumentPanel, SectionTree] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the panels: tree and document side by side, the findings below."""
        yield LedgerBar("LedgerBar")
        with Horizontal(id="upper"):
            yield SectionTree("SectionTree")
            with Vertical(id="reading"):
                yield DocumentPanel("DocumentPanel")
                yield PlaceBar("PlaceBar")
        yield FindingsPanel("FindingsPanel")
        yield HintBar(self._hints())

    def _hints(self) -> list[Action]:
        """Return what can be done where the focus is."""
        places = HINTS.get(self.focused.id if self.focused else None, ("browser", "panel", "app"))
        return [a for a in hints(*places) if a.id != "back" or self._may_go_back]

    @on(DescendantFocus)
    def _focus_moved(self) -> None:
        self.query_one(HintBar).show(self._hints())

    # -- loading ------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show the report, or say that it is being read and read it."""
        self.arrange_panels()
        self.ledger.say(self.path.name)
        if self.reading is not None:
            from tui.screens.leaving import Remembered

            self._begin(self.reading, Remembered(self.reading))
            return
        self.document.say(_("Reading {file}…").format(file=plain(self.path.name)))
        self._loading = Loading(self, [self.path])
        # Reading takes the interpreter: the screen is painted first.
        self.set_timer(0.03, self._loading.start)

    def on_unmount(self) -> None:
        """Leave a file that is still being read, and remember how one is left."""
        if self._loading:
            self._loading.cancel()
        self.keep_place()

    def keep_place(self) -> None:
        """Remember how the report is left, and how the panels stand."""
        from tui.screens.leaving import keep, keep_arrangement

        if self.reading is not None and self.view is not None and self._panels:
            has_annotations = self._below is not None and self._below is self.annotations
            keep(self.reading, self.view, *self._panels, has_annotations)
            keep_arrangement(self.arrangement)

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        message.stop()
        self._begin(message.reading, message.remembered)

    def _begin(self, reading: Reading, remembered: Remembered) -> None:
        """Show `reading` as it was left, or from its beginning."""
        from tui.screens.annotating import say_trouble

        self.reading = reading
        reading.store.reload()
        for i, finding in reversed(list(enumerate(reading.verdict.findings))):
            self._culprits |= dict.fromkeys(finding.culprits, i)
        self.arrangement = remembered.arrangement
        self.arrange_panels()
        left = remembered.left
        if left is not None:
            self.current, self.only_problems = remembered.finding(reading), left.only_problems
        self._show()
        if left is not None:
            self.sections.fold(left.folded)
            self.document.return_to(left.cursor, left.top, left.address)
            if left.has_annotations and self.arrangement.has_below:
                self.call_later(self._put_annotations_below)
        self._name_place()
        say_trouble(self, reading.store)

    # -- state, passed down -------------------------------------------------------------------

    @property
    def ledger(self) -> LedgerBar:
        """The bar at the top."""
        return self.query_one(LedgerBar)

    @property
    def _finding(self) -> Finding | None:
        """The finding in hand."""
        return self.view.finding if self.view else None

    def _show(self) -> None:
        """Make the view anew and pass it down to every panel."""
        if self.reading is None:
            return
        self.view = view_of(self.reading, self.current, self.only_problems)
        # They are gone already when it is time to remember how they were left.
        self._panels = self.document, self.sections
        for panel in (self.ledger, self.sections, self.document, self.findings):
            panel.show(self.view)
        super()._show()

    def _take(self, number: int) -> None:
        """Take a finding in hand and go to its culprit."""
        self.current = number
        self._show()
        self.document.go_to_finding()
        self._name_place()

    def _name_place(self) -> None:
        """Say what is under the document's cursor, and let the tree follow."""
        line = self.document.line
        if self.reading is None or self.view is None or line is None:
            return
        if self._copier:
            self._copier.moved()
        place = self.query_one(PlaceBar)
        if selected := self.document.selected:
            place.say(selection_told(selected))
        elif said := said_of(line, self.reading, self.view):
            place.say(plain("   ".join(said)))
        elif self.document.target.startswith("row:"):
            from tui.exports.places import target_name

            place.say(plain(target_name(self.reading.report, self.document.target)))
        else:
            place.show(self.reading.report, self.document.address, line.page)
        self.sections.follow(line.section)

    # -- what the panels met ------------------------------------------------------------------

    @on(Rows.Moved, "#DocumentPanel")
    def _document_moved(self) -> None:
        """Take the finding in hand whose culprit the cursor has come to."""
        met = self._culprits.get(self.document.address)
        if met is not None and not self._in_hand(self.document.address):
            self.current = met
            self._show()
        self._name_place()

    @on(DocumentPanel.Passed)
    def _section_passed(self, message: DocumentPanel.Passed) -> None:
        self.sections.follow(message.section)

    def _in_hand(self, address: str) -> bool:
        """Say whether the finding in hand is already one of that cell."""
        finding = self._finding
        return finding is not None and address in finding.culprits

    @on(Rows.Jumped, "#DocumentPanel")
    def _document_jumped(self) -> None:
        """Show the first finding in which the cell under the cursor takes part.

        From a claim of the prose go to its cell; from a cell without findings, or that of the
        finding in hand, to what the prose says of it.
        """
        line = self.document.line
        if self.reading is None or self.view is None or line is None:
            return
        if cell := next((c.focus for c in spoken_of(line.quotes, self.view) if c.focus), None):
            self.document.go_to_cell(cell)
            self._name_place()
            return
        for i, finding in enumerate(self.reading.verdict.findings):
            if self.document.address and self.document.address in finding.cells:
                if i == self.current and finding.quotes:
                    break
                self._take(i)
                return
        spoken = [c for c in self.reading.verdict.checks if c.outcome != "not_assessable"]
        claims = (c for c in spoken if self.document.address in c.cells)
        if quote := next((quote for claim in claims for quote in claim.quotes), None):
            self.document.go_to_quote(quote)
            self._name_place()
            return
        self.notify(_("No finding is about this place: n goes to the next one."), markup=False)

    @on(Rows.Moved, "#FindingsPanel")
    def _findings_moved(self) -> None:
        self._take(self.findings.cursor)

    @on(Rows.Jumped, "#FindingsPanel")
    def _findings_jumped(self) -> None:
        self._take(self.findings.cursor)
        self.action_go_document()

    @on(SectionTree.Chosen)
    def _section_chosen(self, message: SectionTree.Chosen) -> None:
        self.document.go_to_section(message.section)
        self._name_place()
        self.action_go_document()

    # -- actions ------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether an action can be done: most need a report."""
        if action in NEED_A_REPORT:
            return self.reading is not None
        return super().check_action(action, parameters)

    def action_next_finding(self) -> None:
        """Go to the next finding; after the last, to the first."""
        self._step(1)

    def action_previous_finding(self) -> None:
        """Go to the finding before; before the first, to the last."""
        self._step(-1)

    def _step(self, step: int) -> None:
        number = len(self.reading.verdict.findings) if self.reading else 0
        if not number:
            self.notify(_("Nothing was found to be wrong."), markup=False)
            return
        first = 0 if step > 0 else -1
        self._take((first if self.current is None else self.current + step) % number)
        if self.sections.has_focus and not self.document.is_on_screen:
            self.action_go_document()

    @work
    async def action_annotate(self) -> None:
        """Write a note on the words selected, or else on what is under the cursor."""
        from tui.screens.annotating import write_note

        if self.reading is None:
            return
        if not (self.findings.has_focus or self.sections.has_focus) and self.document.passage:
            await self._annotate_words(self.reading, self.document.passage)
            return
        target, about = self._under_cursor(self.reading)
        await write_note(self, self.reading.store, target, about)
        self._show()

    async def _annotate_words(self, reading: Reading, quote: Quote) -> None:
        """Write a note on words of the prose, or change one that is on them or on their line."""
        from tui.screens.annotating import write_note_on_words

        assert self.view is not None
        line, places = self.document.line, self.view.quotations
        if self.document.selected is None and line is not None:
            there = notes_on(line, reading, self.view)
        else:
            there = [a for a in reading.store.annotations if places.get(a.id) == quote]
        await write_note_on_words(self, reading, quote, there)
        self._show()
        if quote in self.view.quotations.values():
            self.document.clear_selection()
        self._name_place()

    def _under_cursor(self, reading: Reading) -> tuple[str, str]:
        """Return the target of a note made now, and what a person knows it as."""
        from tui.exports.places import target_name

        finding = self._finding
        if self.findings.has_focus and finding is not None:
            return reading.store.target(finding), plain(say(finding.message))
        target = self.document.target
        if self.sections.has_focus and self.sections.section:
            target = f"section:{self.sections.section}"
        return target, plain(target_name(reading.report, target))

    def action_confirm_finding(self) -> None:
        """Confirm the finding in hand."""
        self._judge("confirmed")

    def action_dismiss_finding(self) -> None:
        """Dismiss the finding in hand."""
        self._judge("dismissed")

    def _judge(self, status: Status) -> None:
        from tui.screens.annotating import judge

        finding = self._finding
        if self.reading is None or finding is None:
            self.notify(_("No finding is chosen: n goes to the next one."), markup=False)
            return
        judge(self, self.reading, finding, status)
        self._show()

    @work
    async def action_export(self) -> None:
        """Write a summary to a file."""
        from tui.screens.exporting import export

        if self.reading is not None:
            await export(self, self.reading)

    def action_explain(self) -> None:
        """Explain the rules of the finding in hand."""
        from tui.dialogs.rule import RuleDialog

        finding = self._finding
        if finding is None or self.reading is None:
            self.notify(_("No finding is chosen: n goes to the next one."), markup=False)
        else:
            self.app.push_screen(RuleDialog(finding.rules, self.reading.config))

    def action_ledger(self) -> None:
        """Show what was checked, and what could not be and why."""
        from tui.dialogs.ledger import LedgerDialog

        if self.reading is not None:
            self.app.push_screen(LedgerDialog(self.reading.report, self.reading.verdict))

    def action_only_problems(self) -> None:
        """Show only sections with findings or annotations, or all again."""
        self.only_problems = not self.only_problems
        self._show()
        self._name_place()

    @work
    async def action_jump_mode(self) -> None:
        """Put letters over the places in sight, and go where the letter typed is."""
        from tui.screens.jumping import jump_in_report

        await jump_in_report(self)

    def action_copy(self) -> None:
        """Copy what is under the cursor; again, what is around it."""
        from tui.screens.copying import Copier, under_cursor

        self._copier = self._copier or Copier(self.app)
        if there := under_cursor(self):
            self._copier.copy(*there)

    def action_back(self) -> None:
        """Clear the selection; without one, go back to the list of reports, if there is one."""
        if self.document.clear_selection():
            self._name_place()
        elif self._may_go_back:
            self.dismiss()
