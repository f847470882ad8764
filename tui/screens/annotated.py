"""What a person does with the annotations on a screen: list them, go to them, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.widget import Widget

from tui.annotations.targets import targets_of
from tui.language import _, labelled
from tui.panels.document import DocumentPanel
from tui.screens.arranged import ArrangedScreen

if TYPE_CHECKING:
    from parsers.model import Report
    from tui.annotations.noted import Noted
    from tui.panels.annotations import AnnotationList, AnnotationsPanel
    from tui.reading import Reading


class AnnotatedScreen(ArrangedScreen):
    """A screen with a document and findings; the list of annotations takes the findings' place.

    The list is made when a person asks for it first.
    """

    reading: Reading | None = None
    annotations: AnnotationsPanel | None = None

    def panels_below(self) -> tuple[Widget, ...]:
        """Return the panels of which one is below the document."""
        return (self.findings, self.annotations) if self.annotations else (self.findings,)

    # -- for the screen to fill in ------------------------------------------------------------

    def _show(self) -> None:
        """Show what has become of the annotations."""
        if self.annotations is not None and self.annotations.display and self.reading is not None:
            from tui.annotations.noted import noted

            self.annotations.show(noted(self.reading))

    def _take(self, number: int) -> None:
        """Take a finding in hand and go to its culprit."""
        raise NotImplementedError

    def _name_place(self) -> None:
        """Say what is under the document's cursor."""
        raise NotImplementedError

    # -- the list -----------------------------------------------------------------------------

    async def action_go_annotations(self) -> None:
        """Go to the annotations, or from there back to the document and the findings."""
        if self.annotations is not None and self.annotations.has_focus_within:
            self._put_below(self.findings)
            self.action_go_document()
        else:
            panel = await self._put_annotations_below()
            panel.list.focus()

    async def _put_annotations_below(self) -> AnnotationsPanel:
        """Show the list of annotations in the place of the findings."""
        from tui.panels.annotations import AnnotationsPanel

        if self.annotations is None:
            self.annotations = AnnotationsPanel("AnnotationsPanel")
            await self.mount(self.annotations, after=self.findings)
        self._put_below(self.annotations)
        self._show()
        return self.annotations

    def on_annotation_list_left(self) -> None:
        """Go back to the document; the list stays in sight."""
        self.action_go_document()

    def _finding_noted(self, noted: Noted) -> int | None:
        """Return the number of the finding that an annotation is on, if it is on one."""
        findings = enumerate(self.reading.verdict.findings if self.reading else ())
        target = noted.annotation.target
        return next((i for i, finding in findings if target in targets_of(finding)), None)

    def on_annotation_list_chosen(self, message: AnnotationList.Chosen) -> None:
        """Go to what an annotation is about; of what is not there any more, say what it was."""
        if self.reading is None:
            return
        noted, target = message.noted, message.noted.annotation.target
        if noted.is_orphan:
            said = labelled(noted.place, noted.fate)
            self.notify(said, severity="warning", markup=False)
            return
        if (number := self._finding_noted(noted)) is not None:
            self._take(number)
        elif target.startswith("finding:"):
            said = _("The config leaves out the rule of {place}: it is not shown.")
            self.notify(said.format(place=noted.place), markup=False)
        else:
            _go_to(self.document, self.reading.report, noted)
            self._name_place()
        self.action_go_document()

    @work
    async def on_annotation_list_edited(self, message: AnnotationList.Edited) -> None:
        """Let a person change an annotation."""
        from tui.dialogs.note import Subject
        from tui.screens.annotating import write_note

        if self.reading is not None:
            store, noted = self.reading.store, message.noted.annotation
            context = noted.prefix, noted.suffix
            there = (a for a in store.on(noted.target) if (a.prefix, a.suffix) == context)
            subject = Subject(noted.target, message.noted.place, tuple(there), context)
            await write_note(self, store, [subject], noted.id)
            self._show()

    def on_annotation_list_removed(self, message: AnnotationList.Removed) -> None:
        """Remove an annotation."""
        from tui.screens.annotating import remove

        if self.reading is not None:
            remove(self, self.reading.store, message.noted)
            self._show()

    # -- undo and redo ------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back the last change to annotations."""
        from tui.screens.annotating import undo

        if self.reading is not None:
            undo(self, self.reading)
            self._show()

    def action_redo(self) -> None:
        """Make again the change that was taken back last."""
        from tui.screens.annotating import redo

        if self.reading is not None:
            redo(self, self.reading)
            self._show()


def _go_to(document: DocumentPanel, report: Report, noted: Noted) -> None:
    """Put the cursor on what an annotation is about, which is there and no finding."""
    kind, _colon, name = noted.annotation.target.partition(":")
    match kind:
        case "cell":
            document.go_to_cell(name)
        case "row" | "table":
            cells = report.tables[name.partition("/")[0]].cells
            document.go_to_cell(next((a for a in cells if a.startswith(f"{name}/")), ""))
        case "section":
            document.go_to_section(name)
        case "quote":
            if noted.quote:
                document.go_to_passage(noted.quote)
        case _:
            document.go_to_section("")
