"""Copying: from what is under the cursor to the clipboard, and what a person is told of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Hashable
from typing import TYPE_CHECKING

from tui.actions import shown_key
from tui.clipboard import put
from tui.language import _

if TYPE_CHECKING:
    from textual.app import App

    from tui.copying import Copy, Ladder
    from tui.screens.browser import BrowserScreen

SECONDS_TOLD = 3
"""How long the notice stands: the next one comes with the next key."""


class Copier:
    """Copies what a person asks for; asked again at the same place, the next wider thing."""

    def __init__(self, app: App[object]) -> None:
        self._app = app
        self._place: Hashable = None
        self._step = -1
        self._latest: Copy | None = None
        self._turn = asyncio.Lock()

    def moved(self) -> None:
        """Begin with the narrowest again."""
        self._place = None

    def copy(self, place: Hashable, ladder: Ladder) -> None:
        """Copy from `ladder` what comes next at this place; after the widest the narrowest."""
        self._step = (self._step + 1) % len(ladder) if place == self._place else 0
        self._place = place
        self._latest = copy = ladder[self._step]
        wider = ladder[self._step + 1] if self._step + 1 < len(ladder) else None
        if not copy.text:
            self._say(_("There is nothing printed here."), wider)
            return
        self._app.copy_to_clipboard(copy.text)
        # Who leaves the report meanwhile has it copied all the same.
        self._app.run_worker(self._put(copy, wider))

    async def _put(self, copy: Copy, wider: Copy | None) -> None:
        """Put a text on the clipboard of the system, unless another was asked for meanwhile."""
        async with self._turn:
            if copy is not self._latest:
                return
            there = await asyncio.to_thread(put, copy.text, os.environ)
        if copy is self._latest:
            # A terminal that was handed a text does not say what it did with it.
            said = _("copied: {what}") if there else _("handed to the terminal to copy: {what}")
            self._say(said.format(what=copy.told), wider)

    def _say(self, said: str, wider: Copy | None) -> None:
        if wider is not None:
            key = shown_key("browser.copy")
            again = _("{said} · {key} again: {wider}")
            said = again.format(said=said, key=key, wider=_(wider.kind))
        self._app.notify(said, markup=False, timeout=SECONDS_TOLD)


def under_cursor(screen: BrowserScreen) -> tuple[Hashable, Ladder] | None:
    """Return the place of what is under the cursor where the focus is, and what can be copied.

    None where there is nothing.
    """
    from tui import copying

    reading, view, document = screen.reading, screen.view, screen.document
    if reading is None or view is None:
        return None
    report = reading.report
    if screen.annotations is not None and screen.annotations.has_focus_within:
        noted = screen.annotations.list.current
        return (noted.annotation.id, copying.at_note(noted.annotation)) if noted else None
    if screen.findings.has_focus:
        finding = view.finding
        return (finding.id, copying.at_finding(reading, finding)) if finding else None
    if screen.sections.has_focus:
        section = screen.sections.section
        return f"section:{section}", copying.at_section(report, section)
    if document.selected is not None:
        return document.selected, copying.at_words(report, document.selected)
    if (line := document.line) is None:
        return None
    place = document.cursor, document.address
    return place, copying.at_line(report, line, document.address)
