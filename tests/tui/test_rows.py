"""The base of the panels: lines that become more or fewer, wider or narrower."""

from __future__ import annotations

from itertools import product

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tui.panels.rows import Rows

HEIGHT, WIDTH = 10, 30


class Numbered(Rows):
    """So many lines."""

    DEFAULT_CSS = "Numbered { scrollbar-size: 1 1; }"
    number = 0

    def count(self) -> int:
        return self.number

    def paint(self, y: int, width: int) -> list[Segment]:
        return [Segment(str(y))]


class Panel(App[None]):
    """A panel alone, which tells how often it was laid out."""

    laid_out = 0

    def compose(self) -> ComposeResult:
        yield Numbered("lines")

    def on_mount(self) -> None:
        self.screen.screen_layout_refresh_signal.subscribe(self, self.count)

    def count(self, _screen: object) -> None:
        self.laid_out += 1


# Textual leaves bars standing beside which the lines just fit, both ways.
JUST_FIT = {(9, 29), (9, 30), (10, 29)}
SIZES = [
    s for s in product((0, 5, 9, 10, 11, 50, 90), (0, 28, 29, 30, 31, 60)) if s not in JUST_FIT
]


def bars(number: int, width: int) -> tuple[bool, bool]:
    """Whether so many lines of such a width need bars, across and down."""
    across = width > WIDTH or (width == WIDTH and number > HEIGHT)
    return across, number > HEIGHT or (number == HEIGHT and across)


async def show(pilot: Pilot[None], panel: Numbered, number: int, width: int) -> None:
    """Show so many lines of such a width, wait for the bars that they need, and go to the end."""
    panel.number = number
    panel.lines_changed(width)
    for _ in range(200):
        await pilot.pause()
        shown = panel.show_horizontal_scrollbar, panel.show_vertical_scrollbar
        if shown == bars(number, width):
            break
    else:
        pytest.fail(f"{number} lines of {width} have the bars {shown}")
    panel.scroll_end(animate=False, immediate=True)


@pytest.mark.parametrize("was", SIZES[::5])
async def test_bars_are_there_where_they_are_needed_and_tell_how_far(was: tuple[int, int]) -> None:
    async with Panel().run_test(size=(WIDTH, HEIGHT)) as pilot:
        panel = pilot.app.query_one(Numbered)
        for number, width in SIZES:
            await show(pilot, panel, *was)
            await show(pilot, panel, number, width)
            across, down = bars(number, width)
            if down:
                assert panel.vertical_scrollbar.window_virtual_size == number
                assert panel.vertical_scrollbar.position == panel.scroll_y
            if across:
                assert panel.horizontal_scrollbar.window_virtual_size == width
            assert panel.scroll_y == panel.max_scroll_y == max(number - (HEIGHT - across), 0)


async def test_more_lines_lay_nothing_out_again_where_no_bar_comes_or_goes() -> None:
    async with Panel().run_test(size=(WIDTH, HEIGHT)) as pilot:
        assert isinstance(pilot.app, Panel)
        panel = pilot.app.query_one(Numbered)
        await show(pilot, panel, 50, 0)
        await pilot.pause(0.1)
        before = pilot.app.laid_out
        assert before
        await show(pilot, panel, 90, 0)
        await pilot.pause(0.1)
        assert pilot.app.laid_out == before
        await show(pilot, panel, 3, 0)
        assert pilot.app.laid_out > before
