"""Asks in which format, where and how much to export."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from parsers.messages import marked
from tui.actions import Where, bindings
from tui.dialogs.choices import Choices
from tui.dialogs.dialog import Dialog
from tui.exports import FORMATS
from tui.language import _
from tui.layout.text import plain

if TYPE_CHECKING:
    from tui.exports.scope import Only

SUGGESTED = "md"
FORMAT_NAMES = {"md": "Markdown", "json": "JSON", "xlsx": "Excel"}
SCOPES: dict[Only, str] = {
    "all": marked("all findings"),
    "open": marked("open ones"),
    "confirmed": marked("confirmed ones"),
}


class Choice(Struct, frozen=True):
    """What to export: the format, the file to write, and which findings."""

    format: str
    path: Path
    only: Only


class ExportDialog(Dialog[Choice]):
    """Asks for format, scope and file. A file that exists is replaced when asked for twice."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("export")]
    PLACES: ClassVar[tuple[Where, ...]] = ("export", "dialog")

    def __init__(self, report_path: Path) -> None:
        super().__init__(_("Export"))
        self._formats = sorted(FORMATS, key=lambda f: (f != SUGGESTED, f))
        self._path = report_path
        self._warned: Path | None = None

    def body(self) -> Iterable[Widget]:
        """Return the questions."""
        yield Static(_("Format"), markup=False)
        yield Choices([FORMAT_NAMES.get(f, f) for f in self._formats], "format")
        yield Static(_("Findings"), markup=False)
        yield Choices([_(s) for s in SCOPES.values()], "scope")
        yield Static(_("File"), markup=False)
        yield Input(str(self._suggested()), id="path", compact=True)
        yield Static("", id="trouble", markup=False)

    def on_mount(self) -> None:
        """Begin with the format."""
        self.query_one("#format").focus()

    def on_choices_changed(self) -> None:
        """Give the file the ending of the format, unless a person gave it another."""
        path = self.query_one("#path", Input)
        if Path(path.value).suffix[1:] in self._formats:
            path.value = str(Path(path.value).with_suffix(f".{self._format}"))

    def on_input_submitted(self) -> None:
        """Write when Enter is pressed in the file's name."""
        self.action_write()

    def action_write(self) -> None:
        """Return the choice, once its file may be written."""
        written = self.query_one("#path", Input).value.strip()
        path = Path(written).expanduser()
        if trouble := self._trouble(written, path):
            self._warned = path
            self.query_one("#trouble", Static).update(Content(trouble))
            return
        scope = tuple(SCOPES)[self.query_one("#scope", Choices).chosen]
        self.dismiss(Choice(self._format, path, scope))

    def _trouble(self, written: str, path: Path) -> str:
        """Return why `path` is not written now; empty where nothing stands in the way."""
        name = plain(str(path))
        if not written or path.is_dir():
            return _("Name a file to write to.")
        if not path.parent.is_dir():
            return _("There is no folder {folder}.").format(folder=plain(str(path.parent)))
        if path.exists() and self._path.exists() and path.samefile(self._path):
            return _("{file} is the report itself.").format(file=name)
        if path.exists() and self._warned != path:
            return _("{file} exists. Write again to replace it.").format(file=name)
        return ""

    @property
    def _format(self) -> str:
        return self._formats[self.query_one("#format", Choices).chosen]

    def _suggested(self) -> Path:
        return self._path.with_suffix(f".{self._formats[0]}")
