"""The page beside the table: what of the report's file is shown as the cursor goes along."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.widget import Widget

from parsers.messages import Trouble, marked
from tui.actions import shown_key
from tui.glyphs import glyphs
from tui.language import _, labelled, say
from tui.layout.text import plain
from tui.screens.judging import JudgingScreen
from tui.screens.telling import tell_key
from tui.settings import in_use

if TYPE_CHECKING:
    from parsers.pictures import Wanted
    from tui.pages import Pages, Place
    from tui.panels.page import PagePanel

NO_PAGES = marked("This file has no pages to look at: {key} shows its text.")

PAUSE = 0.06
"""For so many seconds the cursor must rest before its page is shown."""

BROAD = 110
"""From so many columns on the page stands beside the document, else in the findings' place."""

VAST = 150
"""From so many on there is room for the section tree too."""

PAGE_SHARE = 40
"""Per cent of the window that the style sheet gives the page there."""

BREAKPOINTS = [(BROAD, "-broad")]
"""What the style sheet calls such a width."""


class PagingScreen(JudgingScreen):
    """A screen with a document, and its page at the side when a person asks for it."""

    path: Path
    page: PagePanel | None = None
    _pages: Pages | None = None
    _whole = False

    # -- the panel ----------------------------------------------------------------------------

    async def action_page(self) -> None:
        """Show the page, or hide it."""
        from tui.panels import graphics
        from tui.panels.page import PagePanel

        if self.page is None:
            way = graphics.way(in_use().pictures, has_colour=not self.app.no_color)
            self.page = PagePanel("PagePanel", way)
            await self.query_one("#upper").mount(self.page)
        elif self.page.display:
            self._hide_page()
            return
        self.page.display = True
        self._alone = None
        self._make_room()
        self._turn_page()

    async def action_whole_page(self) -> None:
        """Show the whole page, or only the place again."""
        from tui.pages import has_pages

        if self.reading is not None and not has_pages(self.reading.report):
            tell_key(self, NO_PAGES, "browser.page")
        elif self._shows_page:
            self._whole = not self._whole
            self._turn_page()
        else:
            self._whole = True
            await self.action_page()

    @property
    def _shows_page(self) -> bool:
        return self.page is not None and self.page.display

    def _hide_page(self) -> None:
        if self.page is not None:
            self.page.display = False
            self._make_room()

    @property
    def shared_width(self) -> int:
        """The width that tree and document have between them."""
        width = self.size.width
        return width - width * PAGE_SHARE // 100 if self._shows_page and width >= BROAD else width

    @property
    def tree_gives_way(self) -> bool:
        """Whether the page stands in the tree's place."""
        return self._shows_page and BROAD <= self.size.width < VAST

    @property
    def below_gives_way(self) -> bool:
        """Whether the page stands in the place of the panel below."""
        return self._shows_page and self.size.width < BROAD

    def _make_room(self) -> None:
        """Let the page take the place of the tree or of the findings where it must."""
        if (self.below_gives_way and self.below.has_focus_within) or (
            self.tree_gives_way and self.sections.has_focus
        ):
            self.document.focus()
        self.arrange_panels()

    def action_go_sections(self) -> None:
        """Go to the section tree, in the place of the page if it has given way to that."""
        if self.tree_gives_way:
            self._hide_page()
        super().action_go_sections()

    def action_alone(self) -> None:
        """Show the panel alone that has the focus, or all again; the page is none of them."""
        self._hide_page()
        super().action_alone()

    def _put_below(self, panel: Widget) -> None:
        """Show `panel` below the document, where the page may be just now."""
        if self.below_gives_way:
            self._hide_page()
        super()._put_below(panel)

    def on_resize(self) -> None:
        """Put the page where there is room for it."""
        if self._shows_page:
            self._make_room()

    def on_page_panel_resized(self) -> None:
        """Show what fits in the room there is now."""
        self._turn_page()

    async def on_page_panel_asked(self) -> None:
        """Show the whole page, or only the place again, at a click on it."""
        await self.action_whole_page()

    def on_unmount(self) -> None:
        """Make no more pictures."""
        if self._pages:
            self._pages.stop()

    # -- what is shown ------------------------------------------------------------------------

    def _turn_page(self) -> None:
        """Show the page of what is under the document's cursor, once that rests."""
        if self._shows_page:
            self._follow()

    @work(exclusive=True, group="page")
    async def _follow(self) -> None:
        from tui.pages import Pages, has_pages, place_at

        await asyncio.sleep(PAUSE)
        line = self.document.line
        if not self._shows_page or self.reading is None or line is None:
            return
        if self._pages is None or self._pages.reading is not self.reading:
            if self._pages:
                self._pages.stop()
            self._pages = Pages(self.reading)
        place = place_at(line, self.document.address, self.reading.report, self._finding)
        assert self.page is not None
        try:
            if has_pages(self.reading.report):
                await self._show_picture(self.page, self._pages, place)
            else:
                await self._show_text(self.page, self._pages, place)
        except Trouble as trouble:
            self.page.say(labelled(plain(self.path.name), plain(say(trouble.message))))

    async def _show_picture(self, page: PagePanel, pages: Pages, place: Place) -> None:
        """Show the picture, made first if it must be; the last one stays until then."""
        from msgspec.structs import replace

        wanted = pages.wanted(place, self._finding, self._whole)
        if wanted is None:
            page.title(_("Page"))
            page.say(_("On which page this stands is not known."))
            return
        name = self._page_name(pages, wanted)
        page.title(name)
        if page.way == "none":
            page.say(_("Pictures are switched off."))
        elif room := page.room:
            wanted = replace(wanted, room=room)
            picture = pages.held(wanted)
            if picture is None:
                page.title(f"{name}  {_('rendering…')}")
                try:
                    picture = await pages.picture(wanted)
                finally:
                    page.title(name)
            page.title(self._page_name(pages, replace(wanted, page=picture.page)))
            await page.show_picture(picture, room)

    def _page_name(self, pages: Pages, wanted: Wanted) -> str:
        """Return which page of how many it is, and how to see all or only a part of it."""
        all = pages.reading.report.source.pages
        name = _("Page {page}/{pages}").format(page=wanted.page, pages=all)
        if not (wanted.marks or wanted.words):
            return name
        said = _("{key}: the place") if wanted.whole else _("{key}: all of it")
        return f"{name} {glyphs().dot} {said.format(key=shown_key('browser.whole_page'))}"

    async def _show_text(self, page: PagePanel, pages: Pages, place: Place) -> None:
        """Show what stands in the file around the place."""
        from tui.layout.source import around

        file = plain(self.path.name)
        page.title(_("In the file {file}").format(file=file))
        held, spots = await pages.text(place)
        if not spots:
            page.say(_("Where this stands in the file cannot be told for certain."))
            return
        line = held.lines[spots[0].line]
        names = {"file": file, "number": line.number, "table": line.table}
        if held.is_text:
            page.title(_("Line {number} of {file}").format(**names))
        elif line.table:
            page.title(_("Row {number} of table {table} in {file}").format(**names))
        page.show_text(partial(around, held, spots))

    # -- outside ------------------------------------------------------------------------------

    @work(exclusive=True, group="outside")
    async def action_open_outside(self) -> None:
        """Open the report's file in the program that the desktop has for it."""
        from tui.outside import NotOpened, open_outside

        try:
            await asyncio.to_thread(open_outside, self.path)
        except NotOpened as trouble:
            self.notify(plain(say(trouble.message)), severity="warning", markup=False)
        else:
            self.notify(_("Opened {file}").format(file=plain(self.path.name)), markup=False)
