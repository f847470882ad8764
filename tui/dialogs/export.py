"""Asks in which format, where and how much to export; what was answered last is offered again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from parsers.messages import marked
from parsers.reasons import reason
from tui.actions import Where, bindings
from tui.dialogs.choices import Choices
from tui.dialogs.dialog import Dialog, Page
from tui.exports import FORMATS
from tui.exports.files import export_path
from tui.exports.scope import ONLY, Only, Options
from tui.language import LANGUAGES, _, say, spoken
from tui.layout.text import cut, plain, visible
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
WIDEST_NAME = 60
"""A longer one is cut where it is said what is wrong with it: it stands in full above."""


class Choice(Struct, frozen=True):
    """What to export: in which format and language, how much, and into which file or folder."""

    format: str
    path: Path
    options: Options
    language: str


class Unwritten(Struct, frozen=True):
    """Where the summary `of` a report, or those that belong into a folder, could not be written."""

    of: str
    path: str


class Remembered(Struct, frozen=True):
    """What was chosen last, and where it went where that was not the place suggested first.

    `folder` is where the summary of one report went, `summaries` where those of several did.
    `language` is another than that of the screen, `unwritten` is to be offered once more.
    """

    format: str = "md"
    only: Only = "all"
    annotations: bool = True
    language: str | None = None
    folder: str | None = None
    summaries: str | None = None
    unwritten: Unwritten | None = None


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
        other = self._last.language
        self._language = other if other in LANGUAGES else spoken()
        self._formats = tuple(FORMATS)
        known = self._last.format in FORMATS
        self._ending = self._last.format if known else self._formats[0]
        self._offered = _shown(self._suggested(self._ending))
        self._told_of: tuple[str, str] | None = None
        self._may_replace = False

    def body(self) -> Iterable[Widget]:
        """Return the questions."""
        last = self._last
        questions = [
            Static(_("Format"), markup=False),
            _choices("format", self._formats, last.format, map(FORMAT_NAMES.get, self._formats)),
            Static(_("Findings"), markup=False),
            _choices("scope", ONLY, last.only, [_(SCOPES[only]) for only in ONLY]),
            Static(_("Notes"), markup=False),
            _choices("notes", (True, False), last.annotations, [_("with notes"), _("without")]),
            Static(_("Language"), markup=False),
            _choices("language", LANGUAGES, self._language, map(LANGUAGE_NAMES.get, LANGUAGES)),
            Static(_("File") if self._report else _("Folder"), markup=False),
            Input(self._unwritten() or self._offered, id="path", compact=True),
        ]
        page = Page(*questions)
        page.can_focus = False
        yield page
        yield Static(Content(self._said), id="trouble", markup=False)

    def on_mount(self) -> None:
        """Begin with the format."""
        self.query_one("#format").focus()

    def _unwritten(self) -> str:
        """Return the place that this could not be written to just now, empty where there is none.

        Its ending is that of the format offered: both are of the answer before.
        """
        last = self._last.unwritten
        is_of_this = last and last.of == _name_of(self._report, self._place)
        return _shown(Path(last.path)) if last and is_of_this else ""

    def _suggested(self, format: str) -> Path:
        """Return the file or folder to suggest: where the last one went, if that is still there."""
        if self._report is None:
            return _if_there(self._last.summaries) or self._place
        return export_path(self._report, format, _if_there(self._last.folder))

    def on_choices_changed(self) -> None:
        """Let the file's name follow the format."""
        self._agree()

    def on_input_changed(self) -> None:
        """Let the format follow the file's name."""
        self._agree()

    def _agree(self) -> None:
        """Have format and name say the same, and say no more what was wrong with others."""
        self._follow_format()
        self._follow_name()
        if self._told_of and self._told_of != (self._written, self._format):
            self._told_of, self._may_replace = None, False
            self._tell(self._said)

    def _follow_format(self) -> None:
        """Give the file the ending of the format, unless a person gave it another."""
        before, self._ending = self._ending, self._format
        path = self.query_one("#path", Input)
        if self._report is None or before == self._ending:
            return
        if path.value == self._offered:
            path.value = self._offered = _shown(self._suggested(self._ending))
        elif _ending(self._written) == before:
            path.value = str(Path(self._written).with_suffix(f".{self._ending}"))

    def _follow_name(self) -> None:
        """Choose the format that the file's name ends in, if it ends in one."""
        ending = _ending(self._written)
        if self._report is None or ending == self._format or ending not in FORMATS:
            return
        self._ending = ending
        self.query_one("#format", Choices).choose(self._formats.index(ending))

    def on_input_submitted(self) -> None:
        """Write when Enter is pressed in the file's name."""
        self.action_write()

    def action_write(self) -> None:
        """Return the choice, once its file may be written, and remember it."""
        self._agree()  # keys may come faster than the news of what was chosen
        written = self._written
        path = Path(written)
        with suppress(RuntimeError):  # nobody of that name: then there is no such folder either
            path = path.expanduser()
        if trouble := self._trouble(written, path):
            self._told_of = written, self._format
            self._tell(trouble)
            return
        options = Options(ONLY[self._chosen("scope")], not self._chosen("notes"))
        language = LANGUAGES[self._chosen("language")]
        other = self._other_language(language)
        chosen = Remembered(self._format, options.only, options.annotations, other)
        remember("export", self._placed(chosen, path))
        self.dismiss(Choice(self._format, path, options, language))

    def _other_language(self, language: str) -> str | None:
        """Return the language to offer again: one that was chosen, and is not the screen's."""
        if language == self._language:
            return self._last.language
        return language if language != spoken() else None

    def _placed(self, chosen: Remembered, path: Path) -> Remembered:
        """Return `chosen` with the folder that `path` means, and with the one of the other kind."""
        folder = (path if self._report is None else path.parent).absolute()
        place = str(folder) if folder != self._place.absolute() else None
        if self._report is None:
            return replace(chosen, folder=self._last.folder, summaries=place)
        return replace(chosen, folder=place, summaries=self._last.summaries)

    def _trouble(self, written: str, path: Path) -> str:
        """Return why `path` is not written now; empty where nothing stands in the way."""
        try:
            if self._report is None:
                return self._trouble_with_folder(written, path)
            return self._trouble_with_file(written, path, self._report)
        except OSError as error:  # a name too long, or a folder that may not be looked into
            return not_written(_named(path), error)

    def _trouble_with_file(self, written: str, path: Path, report: Path) -> str:
        name = _named(path)
        if not written or path.is_dir():
            return _("Name a file to write to.")
        if not path.parent.is_dir():
            return _("There is no folder {folder}.").format(folder=plain(str(path.parent)))
        if path.exists() and report.exists() and path.samefile(report):
            return _("{file} is the report itself.").format(file=name)
        if path.exists() and not self._may_replace:
            self._may_replace = True
            return _("{file} exists. Write again to replace it.").format(file=name)
        return ""

    def _trouble_with_folder(self, written: str, path: Path) -> str:
        name = _named(path)
        if not written or (path.exists() and not path.is_dir()):
            return _("Name a folder to write to.")
        there = path.is_dir() and any(path.glob(f"*.{self._format}"))
        if there and not self._may_replace:
            self._may_replace = True
            said = _("{folder} holds such files. Write again to replace those of the same name.")
            return said.format(folder=name)
        return ""

    def _tell(self, sentence: str) -> None:
        self.query_one("#trouble", Static).update(Content(sentence))

    @property
    def _written(self) -> str:
        return self.query_one("#path", Input).value.strip()

    @property
    def _format(self) -> str:
        return self._formats[self._chosen("format")]

    def _chosen(self, id: str) -> int:
        return self.query_one(f"#{id}", Choices).chosen


def offer_again(choice: Choice, report: Path | None, place: Path) -> None:
    """Let what could not be written be offered once more, and its folder for nothing else."""
    last = recall("export", Remembered) or Remembered()
    unwritten = Unwritten(_name_of(report, place), str(choice.path))
    if report is None:
        remember("export", replace(last, summaries=None, unwritten=unwritten))
    else:
        remember("export", replace(last, folder=None, unwritten=unwritten))


def not_written(file: str, error: Exception) -> str:
    """Return the sentence on why a file or folder, named in plain text, could not be written."""
    why = say(reason(error)) if isinstance(error, OSError) else repr(error)
    said = _("{file} could not be written: {reason}")
    return said.format(file=file, reason=plain(why))


def _choices(
    id: str, all: Sequence[object], chosen: object, names: Iterable[str | None]
) -> Choices:
    """Return a question with the answer that was given last, the first one where it is no more."""
    labels = [name or str(one) for one, name in zip(all, names, strict=True)]
    return Choices(labels, id, all.index(chosen) if chosen in all else 0)


def _name_of(report: Path | None, place: Path) -> str:
    return str((report or place).absolute())


def _ending(name: str) -> str:
    """Return the ending of a file's name, as formats are called."""
    return Path(name).suffix[1:].lower()


def _named(path: Path) -> str:
    return cut(plain(path.name), WIDEST_NAME)


def _if_there(folder: str | None) -> Path | None:
    """Return the folder, unless it is gone or cannot be looked into."""
    with suppress(OSError):
        if folder and Path(folder).is_dir():
            return Path(folder)
    return None


def _shown(path: Path) -> str:
    """Return `path` without what would command a terminal; names in no encoding stay theirs."""
    return "".join(c if "\ud800" <= c <= "\udfff" else visible(c) for c in str(path))
