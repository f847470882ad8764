"""Finding in the report on the screen, and going to a place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace
from textual import work
from textual.widget import Widget

from tui.actions import actions_of
from tui.glyphs import glyphs
from tui.language import _, spoken
from tui.layout.text import plain
from tui.layout.threads import printed_at
from tui.panels.document import Standpoint
from tui.panels.tree import SectionTree
from tui.screens.paging import PagingScreen

if TYPE_CHECKING:
    from parsers.model import Report
    from tui.find.destinations import Destination
    from tui.find.search import Found, Index, Match
    from tui.panels.find import FindBar, FindField


WITH_MATCHES = {a.id for a in actions_of("matches")}
"""The actions that make sense only while there is something found."""


AT_TOP = {"section", "table", "page"}
"""What one goes to in order to read on from there."""


class Began(NamedTuple):
    """Where a person was when they began to find: cursor, finding in hand, and focus."""

    standpoint: Standpoint
    finding: int | None
    focused: Widget | None


class SearchedScreen(PagingScreen):
    """A screen whose report can be searched. Its state: what was found, and the match gone to.

    The line to write in is made when a person asks for it first, and so is the index.
    """

    found: Found | None = None
    _find_bar: FindBar | None = None
    _index: tuple[tuple[Report, str], Index] | None = None
    _began: Began | None = None
    _match_at: int | None = None
    _gone_to: tuple[object, ...] = ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether an action can be done: from match to match only while there are any."""
        if action in WITH_MATCHES:
            return self.found is not None
        return super().check_action(action, parameters)

    # -- what was found, passed down ----------------------------------------------------------

    def _show(self) -> None:
        """Count again what is in sections that are shown."""
        super()._show()
        if self.found is not None and self.view is not None:
            self.found = self.found.among(self.view.shown)
            self._show_found()

    def _show_found(self) -> None:
        """Tell the document and the line below it what was found."""
        self.document.show_matches(self.found, self._match)
        if self._find_bar is not None:
            self._find_bar.say(self._count())

    @property
    def _number(self) -> int | None:
        """The number of the match gone to, among those shown."""
        if self.found is None or self._match_at is None:
            return None
        return self.found.number_of(self._match_at)

    @property
    def _match(self) -> Match | None:
        """The match gone to."""
        number = self._number
        return None if self.found is None or number is None else self.found.match(number)

    def _count(self) -> str:
        """Return which match it is, of how many, and how many more are hidden."""
        found = self.found
        if found is None:
            return ""
        if not found.all:
            return _("no match")
        number = self._number
        told = f"{glyphs().dash if number is None else number + 1}/{len(found.shown)}"
        if found.by_initials:
            told = _("{count} by pinyin initials").format(count=told)
        if not found.hidden:
            return told
        hidden = _("{count}, {hidden} more in hidden sections")
        if not found.shown:
            told, hidden = "", _("no match here, {hidden} in hidden sections")
        return hidden.format(count=told, hidden=found.hidden)

    # -- finding ------------------------------------------------------------------------------

    async def action_find(self) -> None:
        """Write what to find in the report."""
        from tui.panels.find import FindBar

        if self.reading is None:
            return
        if self._find_bar is None:
            self._find_bar = FindBar()
            await self.query_one("#reading").mount(self._find_bar)
        self._began = Began(self.document.standpoint, self.current, self.focused)
        self._find_bar.display = True
        self._find_bar.field.focus()

    def _searched(self) -> Index:
        """Return the index of the report, made when it is needed first."""
        from tui.find.searchable import searchable

        assert self.reading is not None
        # The sentences of findings are in the language in use.
        key = (self.reading.report, spoken())
        if self._index is None or self._index[0][0] is not key[0] or self._index[0][1] != key[1]:
            self._index = (key, searchable(self.reading.report, self.reading.verdict))
        return self._index[1]

    def on_find_field_wanted(self, message: FindField.Wanted) -> None:
        """Find what is written, and go to the first match at or behind where the cursor was."""
        if self.view is None or self._began is None:
            return
        if not message.query.strip():
            self._forget()
            return
        self.found = self._searched().find(message.query).among(self.view.shown)
        if self.found.shown:
            self._go_to_match(self.found.first_from(self._place_of(self._began.standpoint)))
        else:
            self._match_at = None
            self._return()
            self._show_found()

    def on_find_field_kept(self) -> None:
        """Go back to the document; n and N walk what was found."""
        if self.found is not None and self.found.all:
            self.action_go_document()
        elif self.found is None:
            self.on_find_field_forgotten()

    def on_find_field_forgotten(self) -> None:
        """Go back to where the cursor was."""
        focused = self._began.focused if self._began else None
        self._forget()
        self._close()
        (focused or self.document).focus()

    def on_find_field_stepped(self, message: FindField.Stepped) -> None:
        """Go to the next match, or to the one before."""
        self._step_match(message.step)

    def _forget(self) -> None:
        """Find nothing, with the cursor where it was."""
        self._end()
        self._return()

    def _end(self) -> None:
        self.found = self._match_at = None
        self._show_found()

    def _close(self) -> None:
        if self._find_bar is not None:
            self._find_bar.display = False
            self._find_bar.field.value = ""
        self._began = None
        self._show_hints()

    def _return(self) -> None:
        """Put back cursor, window and the finding in hand."""
        if self._began is None:
            return
        self._hold(self._began.finding)
        self.document.return_to(self._began.standpoint)
        self._name_place()

    def action_end_find(self) -> None:
        """Clear the selection; without one, end finding and stay at the match."""
        if self.document.clear_selection():
            self._name_place()
            return
        self._end()
        self._close()

    # -- from match to match ------------------------------------------------------------------

    def action_next_match(self) -> None:
        """Go to the next match; after the last, to the first."""
        self._step_match(1)

    def action_previous_match(self) -> None:
        """Go to the match before; before the first, to the last."""
        self._step_match(-1)

    def _step_match(self, step: int) -> None:
        found, number = self.found, self._number
        if found is None or not found.shown:
            self.notify(self._count() or _("no match"), markup=False)
            return
        if number is None or self._gone_to != self._whereabouts:
            # A person has gone elsewhere meanwhile: what is next, is so from there.
            here = self._place_of(self.document.standpoint)
            number = found.first_from(here) if step > 0 else found.last_before(here)
        else:
            number = (number + step) % len(found.shown)
        self._go_to_match(number)

    @property
    def _whereabouts(self) -> tuple[object, ...]:
        """The line of the report and the cell that the cursor is on."""
        line, address, *_rest = self.document.standpoint
        return (line.origin, line.offset, address) if line else ()

    def _place_of(self, standpoint: Standpoint) -> int:
        """Return where a person stands in the index of what was found, or in that to search."""
        line, address, *_rest = standpoint
        index = self.found.index if self.found else self._searched()
        return index.at(printed_at(line, address)) if line else 0

    def _go_to_match(self, number: int) -> None:
        """Go to a match; that in a finding takes it in hand."""
        assert self.found is not None
        self._match_at, match = self.found.shown[number], self.found.match(number)
        self._show_found()
        if match.place.kind == "finding":
            self._take(int(match.place.name))
        elif spot := self.document.spot_of(match):
            self.document.go_to_spot(spot)
            self._name_place()
        self._gone_to = self._whereabouts

    # -- going to a place ---------------------------------------------------------------------

    @work
    async def action_go_to(self) -> None:
        """Ask where to go, and go there."""
        from tui.dialogs.go_to import GoToDialog
        from tui.find.destinations import destinations

        if self.reading is None:
            return
        places = destinations(self.reading.report, self.reading.verdict)
        chosen = await self.app.push_screen_wait(GoToDialog(places))
        if chosen is not None:
            self._go_to(chosen)

    def _go_to(self, place: Destination) -> None:
        """Go to a place; one in a section that is hidden is shown with all others."""
        from tui.screens.going import line_of

        if place.kind == "finding":
            self._take(int(place.name))
            self.action_go_document()
            return
        y = line_of(place, self.document.index)
        if y is None and self.arrangement.only_problems:
            self.arrangement = replace(self.arrangement, only_problems=False)
            self._show()
            said = _("All sections are shown again: {place} is in one without findings.")
            self.notify(said.format(place=plain(place.label)), markup=False)
            y = line_of(place, self.document.index)
        if y is None and place.kind == "page":  # no line begins on it
            y = self.document.index.before_page(int(place.name))
        if y is not None:
            address = place.name if place.kind == "cell" else ""
            self.document.go_to_line(y, address, at_top=place.kind in AT_TOP)
            if line := self.document.line:
                self.query_one(SectionTree).reveal(line.section)
            self._name_place()
        self.action_go_document()
