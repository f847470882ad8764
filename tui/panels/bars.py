"""The one-line bars: the ledger above, what the cell is called, the keys below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.widget import Widget

from parsers.model import Report
from tui.actions import Action
from tui.glyphs import glyphs
from tui.language import _, labelled
from tui.layout.text import cells, cut, plain
from tui.layout.words import CellWords, cell_words, page_told
from tui.panels.looks import look
from tui.panels.view import View


class Bar(Widget):
    """A line across the screen. Its text is cut to the width; nothing wraps."""

    ALLOW_SELECT = False

    def style_of(self, name: str) -> Style:
        """Return the style named in the style sheet."""
        return look(self, name)


class LedgerBar(Bar):
    """Whose report it is, and the ledger: what was found, how much was checked, what is noted."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title", "form", "error", "warning", "info", "count"}

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._file = ""
        self._view: View | None = None

    def say(self, name: str) -> None:
        """Show a file's name while there is no report to show."""
        self._file = name
        self.refresh()

    def show(self, view: View) -> None:
        """Show the ledger of `view`."""
        self._view = view
        self.refresh()

    def render(self) -> Text:
        """Return name and ledger; where there is no room for both, the name is cut."""
        width = self.size.width - 2
        if self._view is None:
            return Text(f" {cut(plain(self._file), width)}", self.style_of("title"), no_wrap=True)
        name, form = _name(self._view.report), self._view.report.form
        ledger = self._ledger(self._view, brief=False)
        if cells(name) + ledger.cell_len + 2 > width:
            ledger = self._ledger(self._view, brief=True)
        room = width - ledger.cell_len
        bar = Text(" ", no_wrap=True)
        bar.append(cut(name, room - 1), self.style_of("title"))
        if cells(name) + cells(form) + 6 <= room:
            bar.append(f" {glyphs().dashes} {form}", self.style_of("form"))
        bar.append(" " * max(width + 1 - bar.cell_len - ledger.cell_len, 0))
        return bar.append_text(ledger)

    def _ledger(self, view: View, brief: bool) -> Text:
        """Return the counts, the share that was checked, and the number of annotations."""
        ledger, signs = Text(no_wrap=True), glyphs()
        for severity, found in view.counts.items():
            style = self.style_of(severity if found else "form")
            ledger.append(f"{signs.severities[severity]} {found}  ", style)
        checked = _("{evaluated}/{total} checked").format(
            evaluated=view.ledger.evaluated, total=view.ledger.total
        )
        if view.claims.total:
            claims = view.claims
            share = f"{claims.evaluated}/{claims.total}"
            in_brief = f" {signs.prose} {share}"
            checked += in_brief if brief else f"  {_('{share} claims').format(share=share)}"
        ledger.append(f" {checked}   ", self.style_of("count"))
        annotations = _("1 annotation") if view.annotations == 1 else _("{count} annotations")
        if brief:
            annotations = f"{signs.pen} {{count}}"
        noted = annotations.format(count=view.annotations)
        ledger.append(noted + (f" {signs.trouble}" if view.trouble else ""), self.style_of("count"))
        return ledger


def _name(report: Report) -> str:
    """Return agency and year, or the file's name where the report does not say."""
    agency = plain(report.agency) or plain(report.source.file)
    return f"{agency} {glyphs().dot} {report.year}" if report.year else agency


class PlaceBar(Bar):
    """What is under the cursor: a cell's full row and column labels, its text and page."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"label", "figure"}

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._words: CellWords | None = None
        self._page = ""
        self._said = ""
        self._aside = ""

    def say(self, sentence: str) -> None:
        """Say what is known of what is under the cursor."""
        self._said = sentence
        self.refresh()

    def show(self, report: Report, address: str, page: int | None, aside: str = "") -> None:
        """Name the cell at `address`, or only the page where there is no cell, and say `aside`."""
        self._said, self._aside = "", aside
        self._words = cell_words(report, address) if address else None
        self._page = page_told(report, (self._words and self._words.page) or page)
        self.refresh()

    def render(self) -> Text:
        """Return the cell's words; of what does not fit, the row's label is cut."""
        width = self.size.width - 2
        if self._said:
            return Text(f" {cut(self._said, width)}", self.style_of("label"), no_wrap=True)
        bar = Text(" ", no_wrap=True)
        if self._words is None:
            return bar.append(cut(self._page, width), self.style_of("label"))
        printed = _("not read") if self._words.text is None else self._words.text or _("blank")
        tail = f" {glyphs().dot} {labelled(self._words.column, '')}"
        end = "".join(f"  {said}" for said in (self._page, self._aside) if said)
        room = width - cells(tail) - cells(end)
        printed = cut(printed, max(room - 6, 6))
        bar.append(cut(self._words.row, max(room - cells(printed), 4)), self.style_of("label"))
        bar.append(tail, self.style_of("label"))
        bar.append(printed, self.style_of("figure"))
        return bar.append(end, self.style_of("label"))


class HintBar(Bar):
    """The most needed keys, as many as fit; a click on one does what the key does."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key", "label"}

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self._actions = actions

    def show(self, actions: Sequence[Action]) -> None:
        """Show the keys of `actions` instead."""
        if actions != self._actions:
            self._actions = actions
            self.refresh()

    def _fitting(self) -> list[Action]:
        """Return the actions whose hints fit: help always, then the first."""
        help = [a for a in self._actions if a.name == "app.help"]
        room = self.size.width + 1 - sum(map(_room, help))
        fitting = []
        for action in self._actions:
            room -= 0 if action in help else _room(action)
            if room >= 0 or action in help:
                fitting.append(action)
        return fitting

    def render(self) -> Text:
        """Return the hints in one line."""
        bar = Text(" ", no_wrap=True)
        for i, action in enumerate(self._fitting()):
            bar.append("  " if i else "")
            bar.append(action.shown_key, self.style_of("key"))
            bar.append(f" {_(action.label)}", self.style_of("label"))
        return bar

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked hint says, where the focus is, else on the screen or in the app."""
        x = 1
        for action in self._fitting():
            end = x + _room(action) - 2
            if x <= event.x < end:
                names = (self.screen.focused, self.screen)
                able = (n for n in names if n is not None and hasattr(n, f"action_{action.id}"))
                await self.app.run_action(action.id, next(able, self.app))
            x = end + 2


def _room(action: Action) -> int:
    """Return how many cells a hint takes with the blanks behind it."""
    return cells(action.shown_key) + cells(_(action.label)) + 3
