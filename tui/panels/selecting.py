"""Selecting words of the prose, by key and mouse: the part of the document panel that does it."""

from __future__ import annotations

from textual import events

from parsers.model import Quote, Report
from tui.actions import shown_key
from tui.language import _
from tui.layout.lines import Line
from tui.layout.passages import character_at, is_on, line_of, stretch_on
from tui.layout.sentences import (
    Stretch,
    clause_end_after,
    clause_end_before,
    paragraph,
    sentence_after,
    sentence_before,
    sentence_on,
    trimmed,
)
from tui.layout.text import clean
from tui.panels.painting import GUTTER, Over
from tui.panels.rows import Rows
from tui.panels.view import View


class Selecting(Rows):
    """Lines of a report, in the prose of which words can be selected. Its state: what is."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.view: View | None = None
        self.lines: tuple[Line, ...] = ()
        self.selected: Quote | None = None
        self._report: Report | None = None
        self._prose: dict[str, str] = {}
        self._pressed: tuple[int, Stretch] | None = None
        self._dragged = False

    def prose(self, section: str) -> str:
        """Return the text of a section."""
        report = self.view.report if self.view else None
        if report is not self._report:
            self._report, self._prose = report, {}
        if report and section not in self._prose:
            self._prose[section] = report.prose(section)
        return self._prose.get(section, "")

    def clear_selection(self) -> bool:
        """Select nothing; say whether something was selected."""
        was, self.selected = self.selected, None
        if was is not None:
            self.repaint()
        return was is not None

    @property
    def passage(self) -> Quote | None:
        """The words that are selected, or else the annotated ones on the cursor's line."""
        if self.selected is not None or self.view is None or not 0 <= self.cursor < len(self.lines):
            return self.selected
        line = self.lines[self.cursor]
        there = [q for q in self.view.marks.quoted.get(line.section, ()) if is_on(q, line)]
        begins = (q for q in there if q.start >= line.offset)
        return next(begins, there[0] if there else None)

    def over(self, line: Line) -> tuple[Over, ...]:
        """Return what of a line is annotated or selected, by its characters."""
        if not line.end or self.view is None:
            return ()
        quotes = [(q, "quoted") for q in self.view.marks.quoted.get(line.section, ())]
        if self.selected is not None:
            quotes.append((self.selected, "selected"))
        quotes = [(quote, style) for quote, style in quotes if is_on(quote, line)]
        if not quotes:
            return ()
        prose = self.prose(line.section)
        found = ((stretch_on(line, quote, prose), style) for quote, style in quotes)
        return tuple(Over(*stretch, style) for stretch, style in found if stretch)

    def go_to_passage(self, quote: Quote) -> None:
        """Put the cursor on the line on which `quote` begins, if it is shown."""
        y = line_of(self.lines, quote.section, quote.start)
        if y is not None:
            self._go(y, 1)

    def _select(self, section: str, stretch: Stretch, prose: str) -> None:
        """Select a stretch of a section's text, without the blanks around it."""
        start, end = trimmed(prose, *stretch)
        words = clean(prose[start:end])
        self.selected = Quote(section, start, end, words) if words else None
        self.repaint()
        self.post_message(self.Moved(self))

    # -- by key -------------------------------------------------------------------------------

    def action_select(self) -> None:
        """Select the sentence on the cursor's line, then its paragraph, then nothing."""
        selected = self.selected
        if selected is not None:
            prose = self.prose(selected.section)
            whole = paragraph(prose, selected.start, selected.end)
            if whole != (selected.start, selected.end):
                self._select(selected.section, whole, prose)
            else:
                self.clear_selection()
                self.post_message(self.Moved(self))
            return
        line = self.lines[self.cursor] if 0 <= self.cursor < len(self.lines) else None
        if line is None or not line.end:
            self.notify(_("Only words of the prose can be selected."), markup=False)
            return
        prose = self.prose(line.section)
        self._select(line.section, sentence_on(prose, line.offset, line.end), prose)

    def select_aside(self, step: int) -> None:
        """Select the next sentence of the section, or the one before; stay where there is none."""
        if (selected := self.selected) is None:
            return
        prose = self.prose(selected.section)
        ahead = step > 0
        found = (
            sentence_after(prose, selected.end) if ahead else sentence_before(prose, selected.start)
        )
        if found is None:
            return
        self._select(selected.section, found, prose)
        y = line_of(self.lines, selected.section, found[0])
        if y is not None:
            self.place_cursor(y)

    def action_select_more(self) -> None:
        """Select on to the end of the next clause."""
        if (selected := self.selected) is not None:
            prose = self.prose(selected.section)
            self._end_at(selected, clause_end_after(prose, selected.end), prose)

    def action_select_less(self) -> None:
        """Select only as far as the clause before the last ends."""
        if (selected := self.selected) is not None:
            prose = self.prose(selected.section)
            self._end_at(selected, clause_end_before(prose, selected.end, selected.start), prose)

    def _end_at(self, selected: Quote, end: int | None, prose: str) -> None:
        if end is None:
            return
        self._select(selected.section, (selected.start, end), prose)
        y = line_of(self.lines, selected.section, end - 1)
        if y is not None:
            self.bring_into_sight(y)

    # -- by mouse -----------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember the character at which a selection may begin."""
        self._dragged, self._pressed = False, None
        offset = event.get_content_offset(self)
        if event.button != 1 or offset is None:
            return
        y = offset.y + self.scroll_offset.y
        if 0 <= y < len(self.lines) and self.lines[y].end:
            self._pressed = y, self._character(offset.x, y)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the mouse was pressed to where it is, within the section."""
        if self._pressed is None or self.view is None:
            return
        offset = event.get_content_offset_capture(self)
        begun, pressed = self._pressed
        y, here = self._nearest(begun, offset.x, offset.y + self.scroll_offset.y)
        if here == pressed and not self._dragged:
            return
        self._dragged = True
        self.place_cursor(y)
        section = self.lines[begun].section
        stretch = min(pressed[0], here[0]), max(pressed[1], here[1])
        self._select(section, stretch, self.prose(section))

    def on_mouse_up(self) -> None:
        """End the selection."""
        if self._pressed is not None:
            self._pressed = None
            self.release_mouse()

    def clicked_twice(self, x: int, y: int) -> None:
        """Select the sentence that was clicked on."""
        self.clicked(x, y)
        line = self.lines[y]
        if self.view is None or not line.end or self._dragged:
            return
        prose = self.prose(line.section)
        at, after = character_at(line, x - GUTTER, prose)
        at = min(at, line.end - 1)
        self._select(line.section, sentence_on(prose, at, max(after, at + 1)), prose)

    def _character(self, x: int, y: int) -> Stretch:
        """Return where the character in column `x` of the window stands in the prose."""
        line = self.lines[y]
        x += self.scroll_offset.x - GUTTER
        return character_at(line, x, self.prose(line.section))

    def _nearest(self, begun: int, x: int, y: int) -> tuple[int, Stretch]:
        """Return the line of the section begun in that is nearest to `y`, and the place on it."""
        last = len(self.lines) - 1
        wanted, y = y, min(max(y, 0), last)
        section, step = self.lines[begun].section, 1 if y < begun else -1
        while y != begun and not (self.lines[y].end and self.lines[y].section == section):
            y += step
        line = self.lines[y]
        if y < wanted:
            return y, (line.end, line.end)
        return y, (line.offset, line.offset) if y > wanted else self._character(x, y)


def selection_told(selected: Quote) -> str:
    """Return how much is selected, blanks apart, and what can be done with it."""
    count = len("".join(selected.text.split()))
    said = (
        _("selected: 1 character · {key} annotates")
        if count == 1
        else _("selected: {count} characters · {key} annotates")
    )
    return said.format(count=count, key=shown_key("browser.annotate"))
