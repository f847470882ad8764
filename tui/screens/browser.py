"""One report: its sections, the document, and what was found in it."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.message import Message

from parsers.messages import marked
from tui.actions import Action, Where, actions_of, bindings, hints
from tui.glyphs import glyphs
from tui.language import _
from tui.layout.text import plain
from tui.panels.bars import HintBar, LedgerBar, PlaceBar
from tui.panels.document import DocumentPanel
from tui.panels.findings import FindingsPanel
from tui.panels.rows import Rows
from tui.panels.selecting import selection_told
from tui.panels.tree import SectionTree
from tui.panels.view import taken, view_of
from tui.screens.judging import FILTER, NONE_CHOSEN
from tui.screens.loading import Loading, Opened
from tui.screens.paging import BREAKPOINTS
from tui.screens.prose import quotes_meant, said_of, spoken_of
from tui.screens.searching import SearchedScreen
from tui.screens.telling import tell_key

if TYPE_CHECKING:
    from tui.reading import Reading
    from tui.screens.copying import Copier
    from tui.screens.leaving import Remembered

NEED_A_REPORT = {a.id for a in actions_of("browser")} - {
    *("back", "next_panel", "previous_panel", "next_report", "previous_report"),
}
"""The actions that make no sense while there is nothing to show yet."""

NONE_HERE = marked("No finding is about this place: {key} goes to the next one.")

HINTS: dict[str | None, tuple[Where, ...]] = {
    "FindingsPanel": ("findings", "browser", "panel", "app"),
    "AnnotationList": ("annotations", "panel", "app"),
    "filter": ("filter",),
    FILTER: ("filter",),
    "find": ("find",),
}
"""The parts of the screen with keys of their own in the footer."""

SPARED = {"next_finding", "previous_finding", "export"}
"""What the footer can do without among the findings, where j and k walk them."""


class BrowserScreen(SearchedScreen):
    """Shows a report. Its state: the reading, the finding in hand, and how all is arranged."""

    # While something is found, its keys come first.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("matches"), *bindings("browser")]
    AUTO_FOCUS = "#DocumentPanel"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    class Onward(Message):
        """A person goes on to another report of the list, `step` before or behind this one."""

        def __init__(self, path: Path, step: int) -> None:
            super().__init__()
            self.path = path
            self.step = step

    def __init__(
        self, path: Path, reading: Reading | None = None, may_go_back: bool = False
    ) -> None:
        super().__init__()
        self.path = path
        self.reading = reading
        self._may_go_back = may_go_back
        self._loading: Loading | None = None
        self._culprits: dict[str, list[int]] = {}
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
        here: tuple[Where, ...] = ("browser", "panel", "app")
        here = here if self.found is None else ("matches", *here)
        places = HINTS.get(self.focused.id if self.focused else None, here)
        left_out = set() if self._may_go_back else {"back"}
        if "findings" in places:
            # Escape does one or the other.
            left_out |= {*SPARED, "back" if self.findings.may_show_all else "show_all"}
        return [*self.way_back, *(a for a in hints(*places) if a.id not in left_out)]

    @on(DescendantFocus)
    def _show_hints(self) -> None:
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
        self._say_reading()
        self._loading = Loading(self, self.path)
        # Reading takes the interpreter: the screen is painted first.
        self.set_timer(0.03, self._loading.start)

    def _say_reading(self) -> None:
        self.document.say(_("Reading {file}…").format(file=plain(self.path.name)))

    def on_unmount(self) -> None:
        """Leave a file that is still being read, and remember how one is left."""
        gc.unfreeze()
        if any(isinstance(s, BrowserScreen) and s is not self for s in self.app.screen_stack):
            gc.freeze()  # for the report that is open in this one's place
        if self._loading:
            self._loading.cancel()
        self.keep_place()

    def keep_place(self) -> None:
        """Remember how the report is left, and how the panels stand."""
        from tui.screens.leaving import keep, keep_proportions

        if self.reading is not None and self.view is not None and self._panels:
            has_annotations = self._below is not None and self._below is self.annotations
            keep(self.reading, self.view, *self._panels, has_annotations)
            keep_proportions(self.proportions)

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        self._begin(message.reading, message.remembered)

    def _begin(self, reading: Reading, remembered: Remembered) -> None:
        """Show `reading` as it was left, or from its beginning."""
        from tui.screens.annotating import say_trouble

        self.reading = reading
        for i, finding in enumerate(reading.verdict.findings):
            for cell in finding.culprits:
                self._culprits.setdefault(cell, []).append(i)
        self.proportions = remembered.proportions
        self.arrange_panels()
        left = remembered.left
        if left is not None:
            self.current, self.arrangement = remembered.finding(reading), left.arrangement
        self._show()
        if left is not None:
            self.sections.fold(left.folded)
            self.document.come_back(left.cursor, left.top, left.address)
            if left.has_annotations and self.proportions.has_below:
                self.call_later(self._put_annotations_below)
        self._name_place()
        say_trouble(self, reading.store)
        # What a long report is made of takes more than a frame to be searched for garbage.
        self.call_after_refresh(gc.freeze)

    # -- state, passed down -------------------------------------------------------------------

    @property
    def ledger(self) -> LedgerBar:
        """The bar at the top."""
        return self.query_one(LedgerBar)

    def _show(self) -> None:
        """Make the view anew, after a change of annotations, and pass it down."""
        if self.reading is None:
            return
        self.view = taken(view_of(self.reading, self.arrangement), self.current)
        # They are gone already when it is time to remember how they were left.
        self._panels = self.document, self.sections
        self._pass_down()
        super()._show()

    def say_again(self) -> None:
        """Say in the language in use what the screen keeps."""
        if self.reading is None:
            self._say_reading()
            return
        self._show()
        self._name_place()

    def _pass_down(self) -> None:
        """Give the view to every panel."""
        if self.view is not None:
            for panel in (self.ledger, self.sections, self.document, self.findings):
                panel.show(self.view)

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
            from tui.places import target_name

            place.say(plain(target_name(self.reading.report, self.document.target)))
        else:
            aside = self._left_out(self.document.address)
            place.show(self.reading.report, self.document.address, line.page, aside)
        self.sections.follow(line.section)
        self._turn_page()

    # -- what the panels met ------------------------------------------------------------------

    @on(Rows.Moved, "#DocumentPanel")
    def _document_moved(self) -> None:
        """Take the finding in hand whose culprit the cursor has come to, if it is listed."""
        address = self.document.address
        if self.view is not None and not (self._finding and address in self._finding.culprits):
            listed = self.view.listing.listed
            met = next((i for i in self._culprits.get(address, ()) if i in listed), None)
            if met is not None:
                self._hold(met)
        self._name_place()

    def _left_out(self, address: str) -> str:
        """Return what to say of a culprit whose findings are not listed."""
        numbers = self._culprits.get(address)
        if (
            not numbers
            or self.view is None
            or not set(numbers).isdisjoint(self.view.listing.listed)
        ):
            return ""
        finding = self.view.findings[numbers[0]]
        said = _("{rule} is not listed")
        return f"{glyphs().severities[finding.severity]} {said.format(rule=finding.rules[0])}"

    @on(DocumentPanel.Passed)
    def _section_passed(self, message: DocumentPanel.Passed) -> None:
        self.sections.follow(message.section)

    @on(Rows.Jumped, "#DocumentPanel")
    def _document_jumped(self) -> None:
        """Show the first finding in which the cell under the cursor takes part.

        From a claim of the prose go to its cell; from a cell without findings, or that of the
        finding in hand, to what the prose says of it.
        """
        line = self.document.line
        if self.reading is None or self.view is None or line is None:
            return
        quotes = quotes_meant(line, self.document.selected, self.view)
        if cell := next((c.focus for c in spoken_of(quotes, self.view) if c.focus), None):
            self.document.go_to_cell(cell)
            self._name_place()
            return
        listed = self.view.listing.listed
        others = (i for i in self.view.listing.every if i not in listed)
        for i in (*sorted(listed), *others):
            finding = self.view.findings[i]
            if self.document.address and self.document.address in finding.cells:
                if i == self.view.current and finding.quotes:
                    break
                self._take(i)
                return
        spoken = [c for c in self.reading.verdict.checks if c.outcome != "not_assessable"]
        claims = (c for c in spoken if self.document.address in c.cells)
        if quote := next((quote for claim in claims for quote in claim.quotes), None):
            self.document.go_to_quote(quote)
            self._name_place()
            return
        tell_key(self, NONE_HERE, "browser.next_finding")

    @on(SectionTree.Walked)
    def _tree_walked(self, message: SectionTree.Walked) -> None:
        if message.title:
            self.query_one(PlaceBar).say(message.title)
        else:
            self._name_place()

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

    @work
    async def action_annotate(self) -> None:
        """Write a note on the words selected, or else on what is under the cursor."""
        from tui.screens.annotating import write_note
        from tui.screens.subjects import subject_of, subject_of_finding, subjects_under

        if self.reading is None or self.view is None:
            return
        if self.findings.has_focus and self._finding is not None:
            subjects = [subject_of_finding(self.reading, self._finding)]
        elif self.sections.has_focus and self.sections.section:
            subjects = [subject_of(self.reading, f"section:{self.sections.section}")]
        else:
            subjects = subjects_under(self.document, self.reading, self.view)
        await write_note(self, self.reading.store, subjects)
        self._show()
        if self.document.selected in self.view.quotations.values():
            self.document.clear_selection()
        if not self.sections.has_focus:  # the tree stays where it is
            self._name_place()

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
            tell_key(self, NONE_CHOSEN, "browser.next_finding")
        else:
            self.app.push_screen(RuleDialog(finding.rules, self.reading.config))

    def action_ledger(self) -> None:
        """Show what was checked, and what could not be and why."""
        from tui.dialogs.ledger import LedgerDialog

        if self.reading is not None:
            self.app.push_screen(LedgerDialog(self.reading.report, self.reading.verdict))

    def action_only_problems(self) -> None:
        """Show only sections with findings or annotations, or all again."""
        only = not self.arrangement.only_problems
        self.arrangement = replace(self.arrangement, only_problems=only)
        self._show()
        self._go_on()
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

    def action_next_report(self) -> None:
        """Go to the next report of the list with open findings."""
        self.post_message(self.Onward(self.path, 1))

    def action_previous_report(self) -> None:
        """Go to the report before in the list with open findings."""
        self.post_message(self.Onward(self.path, -1))

    def action_back(self) -> None:
        """Clear the selection, or show all panels again, or go back to the list of reports."""
        if self.document.clear_selection():
            self._name_place()
        elif self.is_alone:
            self.action_alone()
        elif self._may_go_back:
            self.dismiss()
