"""Asks in which format, where and how much to export; what was answered last is offered again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from msgspec import Struct
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from parsers.messages import marked
from tui.actions import Where, bindings
from tui.dialogs.choices import Choices
from tui.dialogs.dialog import Dialog, Page
from tui.exports import FORMATS
from tui.exports.files import export_path
from tui.exports.scope import ONLY, Only, Options
from tui.language import LANGUAGES, _, spoken
from tui.layout.text import plain
from tui.state import recall, remember

FORMAT_NAMES = {
    "md": "Markdown",
    "html": "HTML",
    "docx": "Word",
    "xlsx": "Excel",
    "json": "JSON",
    "csv": "CSV",
    "sarif": "SARIF",
}
SCOPES: dict[Only, str] = {
    "all": marked("all findings"),
    "open": marked("open ones"),
    "confirmed": marked("confirmed ones"),
}
LANGUAGE_NAMES = {"en": "English", "zh_CN": "中文"}
"""Each language by its own name."""


class Choice(Struct, frozen=True):
    """What to export: in which format and language, how much, and into which file or folder."""

    format: str
    path: Path
    options: Options
    language: str


class Remembered(Struct, frozen=True):
    """What was chosen last; `folder` is where it went, None for beside the report."""

    format: str = "md"
    only: Only = "all"
    annotations: bool = True
    language: str | None = None
    folder: str | None = None


class ExportDialog(Dialog[Choice]):
    """Asks for format, scope, language and place. What exists is replaced when asked for twice.

    The place is a file for the summary of `report`, or where there is none the folder `place`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("export")]
    PLACES: ClassVar[tuple[Where, ...]] = ("export", "dialog")

    def __init__(self, report: Path | None, place: Path, said: str = "") -> None:
        super().__init__(_("Export"))
        self._report = report
        self._place = place
        self._said = said
        self._last = recall("export", Remembered) or Remembered()
        self._formats = tuple(FORMATS)
        self._warned: Path | None = None

    def body(self) -> Iterable[Widget]:
        """Return the questions."""
        last = self._last
        language = last.language or spoken()
        questions = [
            Static(_("Format"), markup=False),
            _choices("format", self._formats, last.format, FORMAT_NAMES.values()),
            Static(_("Findings"), markup=False),
            _choices("scope", ONLY, last.only, [_(SCOPES[only]) for only in ONLY]),
            Static(_("Notes"), markup=False),
            _choices("notes", (True, False), last.annotations, [_("with notes"), _("without")]),
            Static(_("Language"), markup=False),
            _choices("language", LANGUAGES, language, LANGUAGE_NAMES.values()),
            Static(_("File") if self._report else _("Folder"), markup=False),
            Input(str(self._suggested(last.format, last.folder)), id="path", compact=True),
        ]
        page = Page(*questions)
        page.can_focus = False
        yield page
        yield Static(Content(self._said), id="trouble", markup=False)

    def on_mount(self) -> None:
        """Begin with the format."""
        self.query_one("#format").focus()

    def _suggested(self, format: str, folder: str | None) -> Path:
        """Return the file or folder to suggest: where the last one went, if that is still there."""
        last = Path(folder) if folder else None
        last = last if last and last.is_dir() else None
        if self._report is None:
            return last or self._place
        return export_path(self._report, format, last)

    def on_choices_changed(self) -> None:
        """Let the file's name follow the format."""
        self._follow_format()

    def _follow_format(self) -> None:
        """Give the file the ending of the format, unless a person gave it one of none."""
        path = self.query_one("#path", Input)
        written = Path(path.value)
        if self._report is not None and written.suffix[1:] in self._formats:
            plain_stem = written.stem.removesuffix("-summary")
            if plain_stem == self._report.stem:
                path.value = str(export_path(self._report, self._format, written.parent))
            else:
                path.value = str(written.with_suffix(f".{self._format}"))

    def on_input_submitted(self) -> None:
        """Write when Enter is pressed in the file's name."""
        self.action_write()

    def action_write(self) -> None:
        """Return the choice, once its file may be written, and remember it."""
        self._follow_format()  # keys may come faster than the news of what was chosen
        written = self.query_one("#path", Input).value.strip()
        path = Path(written).expanduser()
        if trouble := self._trouble(written, path):
            self._warned = path
            self.query_one("#trouble", Static).update(Content(trouble))
            return
        options = Options(ONLY[self._chosen("scope")], not self._chosen("notes"))
        language = LANGUAGES[self._chosen("language")]
        folder = self._folder(path)
        remember(
            "export",
            Remembered(self._format, options.only, options.annotations, language, folder),
        )
        self.dismiss(Choice(self._format, path, options, language))

    def _folder(self, path: Path) -> str | None:
        """Return the folder to remember; None for the report's own."""
        if self._report is None:
            return str(path.absolute()) if path != self._place else None
        folder = path.parent.absolute()
        return str(folder) if folder != self._report.parent.absolute() else None

    def _trouble(self, written: str, path: Path) -> str:
        """Return why `path` is not written now; empty where nothing stands in the way."""
        if self._report is None:
            return self._trouble_with_folder(written, path)
        name = plain(str(path))
        if not written or path.is_dir():
            return _("Name a file to write to.")
        if not path.parent.is_dir():
            return _("There is no folder {folder}.").format(folder=plain(str(path.parent)))
        if path.exists() and self._report.exists() and path.samefile(self._report):
            return _("{file} is the report itself.").format(file=name)
        if path.exists() and self._warned != path:
            return _("{file} exists. Write again to replace it.").format(file=name)
        return ""

    def _trouble_with_folder(self, written: str, path: Path) -> str:
        name = plain(str(path))
        if not written or (path.exists() and not path.is_dir()):
            return _("Name a folder to write to.")
        there = path.is_dir() and any(path.glob(f"*.{self._format}"))
        if there and self._warned != path:
            said = _("{folder} holds such files. Write again to replace those of the same name.")
            return said.format(folder=name)
        return ""

    @property
    def _format(self) -> str:
        return self._formats[self._chosen("format")]

    def _chosen(self, id: str) -> int:
        return self.query_one(f"#{id}", Choices).chosen


def _choices(id: str, all: Sequence[object], chosen: object, names: Iterable[str]) -> Choices:
    """Return a question with the answer that was given last, the first one where it is no more."""
    return Choices(list(names), id, all.index(chosen) if chosen in all else 0)
