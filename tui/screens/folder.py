"""Several reports: what was found in each, filled in as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from parsers.messages import marked
from tui.actions import Action, bindings, hints
from tui.glyphs import glyphs
from tui.language import _, say
from tui.layout.text import plain
from tui.panels.bars import HintBar
from tui.panels.columns import Head
from tui.panels.filter import Filter
from tui.panels.reports import FolderBar, ReportHead, ReportList, ReportsPanel
from tui.panels.rows import Rows
from tui.paths import SUFFIXES
from tui.reading.reports import ORDERS, Reports, matching, next_open, ordered
from tui.screens.filling import (
    Annotated,
    Begun,
    Ended,
    Filled,
    Filling,
    Listed,
    Listing,
    Looking,
)
from tui.screens.loading import Failed, in_trouble
from tui.screens.telling import from_the_other_end, no_other, tell_key
from tui.state import recall, remember

if TYPE_CHECKING:
    from tui.reading import Reading, Unread
    from tui.screens.exporting import Found

STOPPED = marked("Reading was stopped: {key} goes on with the rest.")

BREATH = 0.1
"""After how many seconds what was read meanwhile is painted, all at once."""


class FolderScreen(Screen[None]):
    """Lists reports. Its state: what became of each, how they are shown, what is being done."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("folder")]
    AUTO_FOCUS = "#ReportList"

    class Open(Message):
        """A person asked for a report; its reading, if it was read already."""

        def __init__(self, path: Path, reading: Reading | None) -> None:
            super().__init__()
            self.path = path
            self.reading = reading

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self.reports = Reports()
        self._named = tuple(paths)
        self._head = recall("list", Head) or Head()
        self._wanted = ""
        self._writing = ""
        self._doing = ""
        self._reason = ""
        self._is_listed = False
        self._is_stale = False
        self.filling: Filling | None = None
        self._opened: Path | None = None

    def compose(self) -> ComposeResult:
        """Lay out the bar, the list with the filter, why a file was not read, and the hints."""
        yield FolderBar("FolderBar")
        yield ReportsPanel()
        yield Filter(
            "filter", marked("words, a year; errors, warnings, unread, open, judged, clean")
        )
        reason = Static(id="reason", markup=False)
        reason.display = False
        yield reason
        yield HintBar(self._hints())

    @property
    def is_filling(self) -> bool:
        """Whether reports are being read."""
        return self.filling is not None

    @property
    def rows(self) -> ReportList:
        """The list of reports."""
        return self.query_one(ReportList)

    @property
    def filter(self) -> Filter:
        """The filter."""
        return self.query_one(Filter)

    def _hints(self) -> list[Action]:
        """Return what can be done now; what waits to be gone on with comes first."""
        if isinstance(self.focused, Filter):
            return hints("filter")
        label = ""
        if self._wanted.strip():
            label = "show all"
        elif self.filling:
            label = "stop"
        shown = [a for a in hints("folder", "app") if a.id != "stop" or label]
        shown = [replace(a, label=label) if a.id == "stop" else a for a in shown]
        if self.reports.count("left"):
            shown.sort(key=lambda a: a.id != "refresh")
        return shown

    @on(DescendantFocus)
    def _say_keys(self) -> None:
        self.query_one(HintBar).show(self._hints())

    # -- reading ------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Begin to find and read the files."""
        self.filter.display = False
        self._say_how_far()
        Listing(self, self._named).start()

    def on_unmount(self) -> None:
        """Read no further."""
        if self.filling:
            self.filling.cancel()

    def on_screen_resume(self) -> None:
        """Count again what may have been judged here, and look for what was elsewhere."""
        opened = [self._opened] if self._opened else []
        if self.reports.recount([*opened, *self.reports.readings.unwritten]) or self._is_stale:
            self._show()
        self._look()

    def _look(self) -> None:
        Looking(self, self.reports.entries.values()).start()

    @on(Annotated)
    def _annotated(self, message: Annotated) -> None:
        if self.reports.recount([message.path]):
            self._show_soon()

    @on(Listed)
    def _listed(self, message: Listed) -> None:
        self._is_listed = True
        if files := self.reports.list(message.files, message.stamps):
            self.filling = Filling(self, files)
            self.filling.start()
        self._show()
        self._look()

    @on(Begun)
    def _begun(self, message: Begun) -> None:
        if self.filling:
            self._doing = self.reports.begin(message.path)
            self._show_soon()

    @on(Filled)
    def _filled(self, message: Filled) -> None:
        self.reports.take(message.path, message.packed)
        self._show_soon()

    @on(Failed)
    def _was_unreadable(self, message: Failed) -> None:
        message.stop()
        self.reports.fail(message.path, message.unread)
        self._show_soon()

    @on(Ended)
    def _ended(self, message: Ended) -> None:
        if message.filling is self.filling:
            self.filling = None
            self._show_soon()

    def adopt(self, path: Path, became: Reading | Unread) -> None:
        """Take over what became of a file that a person opened before its turn."""
        self.reports.adopt(path, became)
        if self.filling:
            self.filling.skip(path)
        self._show_soon()

    def say_again(self) -> None:
        """Say all in the language in use."""
        self._show()

    # -- what is shown ------------------------------------------------------------------------

    def _show_soon(self) -> None:
        """Show what has become of the reports; several messages are shown at once."""
        if not self._is_stale:
            self._is_stale = True
            self.set_timer(BREATH, self._show_again)

    def _show_again(self) -> None:
        # Who works on a report goes on from it in the order that was left.
        if self._is_stale and self.is_current:
            self._show()

    def _show(self) -> None:
        """Sort and filter the reports, and pass them down."""
        self._is_stale = False
        entries = matching(self.reports.entries.values(), self._wanted)
        shown = ordered(entries, self._head.order, self._head.backward)
        self.rows.show(shown, self._said(), self._head)
        self._say_how_far()
        self._say_reason()
        self._say_keys()

    def _said(self) -> str:
        """Return what to say where no report is shown."""
        if not self._is_listed:
            return ""
        if self.reports.entries:
            return _("No report has “{words}” in it.").format(words=plain(self._wanted))
        said = _("There are no reports here. gouji reads files that end in {endings}.")
        return said.format(endings=" ".join(SUFFIXES))

    def _say_how_far(self) -> None:
        """Say how many were read and shown, how many could not be, and what is being done."""
        reports, bar = self.reports, self.query_one(FolderBar)
        if not self._is_listed:
            bar.show(_("Looking for reports…"))
            return
        if not reports.entries:
            bar.show(_("There are no reports here."))
            return
        total, read = len(reports.entries), reports.count("read")
        unread, left = reports.count("unread"), reports.count("left")
        said = [self._writing] if self._writing else []
        if self._wanted.strip():
            words = _("{shown} of {all} reports with “{words}”")
            shown = len(self.rows.shown)
            said.append(words.format(shown=shown, all=total, words=plain(self._wanted)))
        said.append(_("{read} of {total} reports read").format(read=read, total=total))
        if unread:
            said.append(_("{count} cannot be read").format(count=unread))
        if left:
            said.append(_("stopped, {count} not read").format(count=left))
        doing = _("reading {file}…").format(file=self._doing) if self.filling else ""
        bar.show(
            f" {glyphs().dot} ".join(said), doing, (read + unread) / total if self.filling else 1.0
        )

    @on(Rows.Moved, "#ReportList")
    def _say_reason(self) -> None:
        """Tell in full why the file under the cursor cannot be read."""
        entry = self.rows.current
        told = ""
        if entry and entry.unread:
            told = f"{in_trouble(entry.path, entry.unread)}\n{plain(say(entry.unread.why))}"
        if told != self._reason:
            self._reason = told
            reason = self.query_one("#reason", Static)
            reason.update(Content(told))
            reason.display = bool(told)

    # -- opening, and going on from one to the next -------------------------------------------

    @on(Rows.Jumped, "#ReportList")
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the report under the cursor."""
        if entry := self.rows.current:
            self.post_message(self._open(entry.path))

    def _open(self, path: Path) -> Open:
        self._opened = path
        return self.Open(path, self.reports.readings.open(path))

    def onward(self, path: Path, step: int) -> tuple[Open | None, str]:
        """Return the next report with open findings, before or behind the one at `path`.

        And what a person should know: that it is at the other end, or that there is none.
        """
        self._is_stale |= self.reports.recount([path])
        shown, here = self.rows.shown, self.rows.cursor
        at = next((i for i, entry in enumerate(shown) if entry.path == path), here)
        entry, over_the_end, passed = next_open(shown, at, step, self.reports.entries)
        said = []
        if entry is None:
            said.append(no_other(is_filtered=len(shown) < len(self.reports.entries)))
        elif over_the_end:
            said.append(from_the_other_end(step))
        if passed and self.filling:
            said.append(_("Others are still being read."))
        if entry is None:
            return None, " ".join(said)
        self.rows.go_to(entry.path)
        return self._open(entry.path), " ".join(said)

    # -- actions ------------------------------------------------------------------------------

    def action_sort(self) -> None:
        """Sort by the next of what can be sorted by."""
        order = ORDERS[(ORDERS.index(self._head.order) + 1) % len(ORDERS)]
        self._sort(Head(order))

    def action_sort_backward(self) -> None:
        """Sort in the opposite direction."""
        self._sort(Head(self._head.order, not self._head.backward))

    @on(ReportHead.Chosen)
    def _head_chosen(self, message: ReportHead.Chosen) -> None:
        again = message.order == self._head.order
        self._sort(Head(message.order, again and not self._head.backward))

    def _sort(self, head: Head) -> None:
        self._head = head
        remember("list", head)
        self._show()
        self.rows.place_cursor(self.rows.cursor)

    def action_filter(self) -> None:
        """Show only some of the reports."""
        self.filter.display = True
        self.filter.focus()

    @on(Input.Changed, "#filter")
    def _filter_changed(self, message: Input.Changed) -> None:
        self._wanted = message.value
        self._show()

    @on(Filter.Left)
    def _filter_left(self) -> None:
        self.filter.display = False
        self.rows.focus()

    def action_stop(self) -> None:
        """Show all reports again; where all are shown, stop reading."""
        if self._wanted.strip():
            self.filter.value = ""
        elif self.filling:
            self.filling.cancel()
            self.filling = None
            self.reports.leave()
            self._show()
            tell_key(self, STOPPED, "folder.refresh")

    def action_refresh(self) -> None:
        """Look for new and changed files, and read what was not read."""
        if self.filling or not self._is_listed:
            self.notify(_("The reports are still being read."), markup=False)
        elif self._writing:
            # What is gone or has changed would be missing where it is still to be written.
            self.notify(_("The summaries are still being written."), markup=False)
        else:
            self._is_listed = False
            self._say_how_far()
            Listing(self, self._named).start()

    @work
    async def action_export(self) -> None:
        """Write the summaries of the reports shown, and an overview."""
        from tui.screens.exporting import export_all

        if self._writing:
            self.notify(_("The summaries are still being written."), markup=False)
        elif not any(entry.digest for entry in self.rows.shown):
            self.notify(_("No report was read yet."), markup=False)
        else:
            await export_all(self, self._found, self._tell_writing)

    def _tell_writing(self, sentence: str) -> None:
        """Say how far writing has come; nothing, where nothing is being written."""
        self._writing = sentence
        if self.is_running:  # not while it is being left
            self._say_how_far()

    def _found(self) -> Found:
        """Return what became of each of the files shown so far, in the order of the folders."""
        from tui.screens.exporting import found

        entries = matching(self.reports.entries.values(), self._wanted)
        return found(self.reports, entries)

    @work
    async def action_jump_mode(self) -> None:
        """Put letters over the rows in sight, and go where the letter typed is."""
        from tui.screens.jumping import jump, places_of

        await jump(self, list(places_of(self.rows, self.rows)))
