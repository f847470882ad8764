"""Several reports: what was found in each, filled in as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import DataTable, Static

from parsers.messages import Message as Sentence
from parsers.messages import marked
from tui.actions import bindings, hints
from tui.language import _
from tui.layout.text import cut, plain
from tui.panels.bars import HintBar
from tui.paths import names
from tui.screens.loading import Begun, Failed, Listed, Loading, Opened
from tui.terms import SIGNS

if TYPE_CHECKING:
    from tui.reading import Reading
    from tui.screens.exporting import Found

COLUMNS: dict[str, str] = {
    "file": marked("file"),
    "agency": marked("agency"),
    "year": marked("year"),
    **dict[str, str](SIGNS.items()),
    "checked": marked("checked"),
    "state": marked("state"),
}

WIDEST_STATE = 28
"""A longer reason is cut in the table; in full it stands below, for the file under the cursor."""


class FolderScreen(Screen[None]):
    """Lists reports. Its state: what became of each file, and what is being written."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("folder")]

    class Open(Message):
        """A person asked for a report; its reading, if it was read already."""

        def __init__(self, path: Path, reading: Reading | None) -> None:
            super().__init__()
            self.path = path
            self.reading = reading

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self.paths: tuple[Path, ...] = ()
        self.readings: dict[Path, Reading] = {}
        self._failed: dict[Path, Failed] = {}
        self._writing = ""
        self._loading = Loading(self, paths)

    def compose(self) -> ComposeResult:
        """Lay out the title, the table and the hints."""
        yield Static(id="FolderBar", markup=False)
        yield DataTable(id="reports", cursor_type="row", zebra_stripes=False)
        yield Static(id="reason", markup=False)
        yield HintBar(hints("folder", "app"))

    @property
    def table(self) -> DataTable[Text]:
        """The table of reports."""
        return self.query_one(DataTable)

    def on_mount(self) -> None:
        """Begin to find and read the files."""
        for key, label in COLUMNS.items():
            self.table.add_column(Text(_(label)), key=key)
        self._loading.start()

    def on_unmount(self) -> None:
        """Read no further."""
        self._loading.cancel()

    def on_screen_resume(self) -> None:
        """Count again: something may have been judged meanwhile."""
        for path, reading in self.readings.items():
            reading.store.reload()
            self._fill(path, reading)

    @on(Listed)
    def _listed(self, message: Listed) -> None:
        self.paths = message.paths
        for path, name in zip(self.paths, names(self.paths), strict=True):
            row = [_plain(name), *(Text() for _column in range(len(COLUMNS) - 2))]
            self.table.add_row(*row, _plain(_("waiting")), key=str(path))
        self._count()
        if not self.paths:
            self.query_one("#FolderBar", Static).update(Content(_("There are no reports here.")))

    @on(Begun)
    def _begun(self, message: Begun) -> None:
        self._set(message.path, "state", _("reading…"))

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        self.readings[message.path] = message.reading
        self._fill(message.path, message.reading)
        self._count()

    @on(Failed)
    def _was_unreadable(self, message: Failed) -> None:
        message.stop()
        self._failed[message.path] = message
        self._set(message.path, "state", cut(plain(message.reason), WIDEST_STATE), "bold")
        self._tell_reason()
        self._count()

    def on_data_table_row_highlighted(self) -> None:
        """Tell about the report under the cursor."""
        self._tell_reason()

    def _tell_reason(self) -> None:
        """Tell in full why the file under the cursor cannot be read."""
        path = self._under_cursor()
        failed = self._failed.get(path) if path else None
        told = f"{failed.what}\n{plain(failed.reason)}" if failed else ""
        self.query_one("#reason", Static).update(Content(told))

    def _under_cursor(self) -> Path | None:
        return self.paths[self.table.cursor_row] if self.paths else None

    def _fill(self, path: Path, reading: Reading) -> None:
        """Put what is known of a report into its row."""
        from tui.reading import counts

        report, ledger = reading.report, reading.verdict.ledger
        self._set(path, "agency", plain(report.agency))
        self._set(path, "year", str(report.year or ""))
        for severity, found in counts(reading).items():
            self._set(path, severity, str(found), "" if found else "dim")
        self._set(path, "checked", f"{ledger.evaluated}/{ledger.total}")
        self._set(path, "state", _("read"))

    def _set(self, path: Path, column: str, text: str, style: str = "") -> None:
        self.table.update_cell(str(path), column, Text(text, style), update_width=True)

    def _count(self) -> None:
        """Say how many were read, and how many could not be."""
        said = _("{read} of {total} reports read").format(
            read=len(self.readings), total=len(self.paths)
        )
        if self._failed:
            said += "   " + _("{count} cannot be read").format(count=len(self._failed))
        if self._writing:
            said = f"{self._writing}   {said}"
        self.query_one("#FolderBar", Static).update(Content(f" {said}"))

    def _say(self, sentence: str) -> None:
        """Say how far writing has come; nothing, where nothing is being written."""
        self._writing = sentence
        if self.is_running:  # not while it is being left
            self._count()

    # -- actions ------------------------------------------------------------------------------

    def on_data_table_row_selected(self) -> None:
        """Open the report that was chosen by key or mouse."""
        self.action_open()

    def action_open(self) -> None:
        """Open the report under the cursor."""
        if (path := self._under_cursor()) is not None:
            self.post_message(self.Open(path, self.readings.get(path)))

    @work
    async def action_export(self) -> None:
        """Write the summaries of all reports, and an overview."""
        from tui.screens.exporting import export_all

        if self._writing:
            self.notify(_("The summaries are still being written."), markup=False)
        elif not self.readings:
            self.notify(_("No report was read yet."), markup=False)
        else:
            await export_all(self, self._found, self._say)

    def _found(self) -> Found:
        """Return what became of each file so far."""
        from tui.screens.exporting import Found

        waiting = Sentence(marked("not read yet"))
        reasons = {path: failed.sentence for path, failed in self._failed.items()}
        unread = [
            (name, reasons.get(path, waiting))
            for path, name in zip(self.paths, names(self.paths), strict=True)
            if path not in self.readings
        ]
        return Found(
            self.paths,
            tuple(self.readings[path] for path in self.paths if path in self.readings),
            tuple(unread),
            len(unread) - len(reasons),
        )

    @work
    async def action_jump_mode(self) -> None:
        """Put letters over the rows in sight, and go where the letter typed is."""
        from tui.jumps import Jump
        from tui.screens.jumping import jump

        table, top = self.table, self.table.scroll_offset.y
        shown = range(top, min(top + table.size.height - table.header_height, table.row_count))
        y = table.content_region.y + table.header_height - top
        rows = [Jump(0, y + i, partial(table.move_cursor, row=i)) for i in shown]
        await jump(self, rows)

    def action_cursor_down(self) -> None:
        """Go down a row."""
        self.table.action_cursor_down()

    def action_cursor_up(self) -> None:
        """Go up a row."""
        self.table.action_cursor_up()

    def action_top(self) -> None:
        """Go to the first row."""
        self.table.move_cursor(row=0)

    def action_bottom(self) -> None:
        """Go to the last row."""
        self.table.move_cursor(row=self.table.row_count - 1)


def _plain(text: str) -> Text:
    return Text(plain(text))
