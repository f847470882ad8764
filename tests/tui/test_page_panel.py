"""The page beside the table: the picture of a PDF's page, or the text of another file."""

from __future__ import annotations

import asyncio
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pytest
from msgspec.structs import replace
from rich.style import Style

from parsers.model import Role
from parsers.pictures import Wanted
from parsers.pictures.boxes import LINES
from tests.parsers import official, word
from tests.parsers.test_easel import PIXELS
from tests.parsers.test_pdfium import doubling
from tests.real import REPORTS, SAMPLES, needs_reports
from tests.tui.county import COUNTY
from tests.tui.painted import terminal_of
from tests.tui.story import Story, at_the_screen, opened
from tui import settings
from tui.glyphs import Borders
from tui.pages import Pages
from tui.panels.page import PagePanel
from tui.reading import open_reading

SHANGHAI = REPORTS / "shanghai-office-2019.html"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return Path(shutil.copy(COUNTY, tmp_path))


@pytest.fixture(autouse=True)
def _no_terminal_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half blocks, wherever the tests run."""
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("KITTY_WINDOW_ID", "WEZTERM_PANE", "TERM_PROGRAM", "KONSOLE_VERSION"):
        monkeypatch.delenv(name, raising=False)


def page(story: Story) -> PagePanel:
    return story.app.screen.query_one(PagePanel)


def title(story: Story) -> str:
    return str(page(story).border_title)


async def shown(story: Story, name: str) -> None:
    """Wait until this page's picture is there, and none is being made."""
    await story.until(lambda: name in title(story) and "…" not in title(story))
    await story.until(lambda: page(story).picture)
    await story.pilot.pause()


def pixels(story: Story) -> dict[tuple[int, int], tuple[int, ...]]:
    """The colours on the screen where the picture is, two above each other in a cell."""
    image = next(w for w in page(story).children if w.display)
    found = {}
    for y in range(image.size.height):
        x = 0
        for segment in image.render_line(y):
            for _ in segment.text:
                assert isinstance(segment.style, Style)
                for half, colour in enumerate((segment.style.color, segment.style.bgcolor)):
                    if colour is not None:
                        found[x, 2 * y + half] = tuple(colour.get_truecolor())
                x += 1
    return found


def extent(story: Story, role: Role) -> tuple[int, int, int, int]:
    """Where on the picture the lines of this role are: left, top, right, bottom."""
    colour = LINES[role].colour
    places = [place for place, there in pixels(story).items() if there == colour]
    assert places, f"nothing is boxed as {role}"
    xs, ys = zip(*places, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def dark(story: Story, box: tuple[int, int, int, int]) -> int:
    """How many dark pixels there are inside of a box's lines."""
    x0, y0, x1, y1 = box
    inside = [
        colour
        for (x, y), colour in pixels(story).items()
        if x0 < x < x1 and y0 < y < y1 and max(colour) < 140 and max(colour) - min(colour) < 40
    ]
    return len(inside)


async def test_p_shows_the_page_with_the_figures_of_the_finding_boxed(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("n", "p")
        await shown(story, "Page 3/4")
        culprit = extent(story, "culprit")
        assert dark(story, culprit) > 3  # the figure stands in its box
        assert extent(story, "left")
        assert story.document.has_focus
        assert not story.front.sections.display or page(story).size.width < 60
        await story.press("p")
        assert not page(story).display
        await story.press("p")
        await shown(story, "Page 3/4")


async def test_the_page_follows_the_findings_and_the_cursor(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("n", "p")
        await shown(story, "Page 3/4")
        first = pixels(story)
        await story.press("n")
        await shown(story, "Page 4/4")
        assert pixels(story) != first
        assert dark(story, extent(story, "culprit")) > 3
        await story.press("N")
        await shown(story, "Page 3/4")
        assert pixels(story) == first
        # A cell that is none of the finding's is boxed alone.
        await on_cell(story, "applications/granted/total")
        await shown(story, "Page 3/4")
        await story.until(lambda: LINES["culprit"].colour not in pixels(story).values())
        assert dark(story, extent(story, "left")) > 3
        # A line of prose is boxed as it stands on the page.
        await story.press("g")
        await story.until(lambda: "Page 1/4" in title(story) and "…" not in title(story))
        await story.until(lambda: LINES["left"].colour in pixels(story).values())
        assert dark(story, extent(story, "left")) > 3


async def on_cell(story: Story, address: str) -> None:
    """Put the cursor on a cell by the key that leads to it from the one on its right."""
    document = story.front.document
    document.go_to_cell(address)
    await story.press("h", "l")
    assert document.address == address


async def test_the_whole_page_and_the_place_again(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("n", "P")
        await shown(story, "P: the place")
        left, _, right, _ = extent(story, "culprit")
        assert right - left < 8
        await story.click("PagePanel", 20, 10)
        await shown(story, "P: all of it")
        near = extent(story, "culprit")
        assert near[2] - near[0] > 2 * (right - left)


async def test_on_a_narrow_screen_the_page_takes_the_place_of_the_findings(city: Path) -> None:
    async with at_the_screen(city, size=(80, 24)) as story:
        await opened(story)
        await story.press("n", "3", "p")
        await shown(story, "Page 3/4")
        screen = story.front
        assert not screen.findings.display
        assert story.document.has_focus
        assert page(story).size.width == 80
        await story.press("n")
        await shown(story, "Page 4/4")
        await story.pilot.resize_terminal(120, 40)
        await shown(story, "Page 4/4")
        assert screen.findings.display
        assert page(story).size.width < 60
        await story.pilot.resize_terminal(80, 24)
        await story.pilot.pause()
        assert not screen.findings.display
        await story.press("4")
        assert story.annotations.has_focus
        assert not page(story).display
        await story.press("p")
        assert screen.annotations is not None
        assert not screen.annotations.display
        await story.press("p")
        assert screen.annotations.display


@pytest.mark.parametrize(("key", "size"), [("3", (80, 24)), ("1", (120, 40))])
async def test_who_comes_from_a_panel_that_gives_way_is_there_again_afterwards(
    city: Path, key: str, size: tuple[int, int]
) -> None:
    async with at_the_screen(city, size=size) as story:
        await opened(story)
        await story.press("n", key)
        panel = story.front.focused
        await story.press("p")
        assert story.document.has_focus
        await story.press("p")
        assert story.front.focused is panel
        assert panel is not None
        assert panel.is_on_screen


async def test_the_section_tree_comes_back_when_it_is_asked_for(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("1", "p")
        assert story.document.has_focus
        assert story.front.document.size.width >= 60
        await story.press("1")
        assert story.sections.has_focus
        assert not page(story).display


async def test_a_file_that_is_gone_or_changed_is_said(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        city.unlink()
        await story.press("n", "p")
        await story.until(lambda: "there is no such file" in _said(story))
        city.write_bytes((SAMPLES / "zhoukou-2022.pdf").read_bytes())
        await story.press("n")
        await story.until(lambda: "the file has changed since it was read" in _said(story))
        assert page(story).picture is None


def _said(story: Story) -> str:
    """The sentence in place of a page, on one line."""
    return " ".join(story.panel("#page-said").text.split())


async def test_a_page_that_cannot_be_shown_is_said(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        # What makes the pictures comes to grief over this page.
        monkeypatch.setenv("PYTHONPATH", str(_broken_pillow(city.parent)))
        await story.press("n", "p")
        await story.until(lambda: "page 3 cannot be shown" in _said(story))
        monkeypatch.delenv("PYTHONPATH")
        await story.press("n")
        await shown(story, "Page 4/4")


def _broken_pillow(folder: Path) -> Path:
    broken = folder / "broken" / "PIL"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise SystemExit(1)", "utf-8")
    return broken.parent


async def test_the_page_is_shown_where_another_panel_was_alone(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("3", "z")
        assert not story.app.screen.query_one("#upper").display
        await story.press("p")
        assert story.app.screen.query_one("#PagePanel").is_on_screen


async def test_pictures_that_are_switched_off_are_not_made(city: Path) -> None:
    settings.use(settings.Settings(pictures="none"))
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("n", "p")
        await story.until(lambda: "Pictures are switched off." in _said(story))
        assert "Page 3/4" in title(story)


async def test_pictures_that_were_made_are_kept_up_to_a_number(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.pages.KEPT", 1)
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("n", "p")
        await shown(story, "Page 3/4")
        first = page(story).picture
        await story.press("n")
        await shown(story, "Page 4/4")
        await story.press("N")
        await shown(story, "Page 3/4")
        assert page(story).picture == first
        assert page(story).picture is not first
        await story.press("p", "p")
        await shown(story, "Page 3/4")


async def test_a_picture_that_nobody_waits_for_any_more_is_no_reason_to_begin_anew(
    city: Path, processes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.pages.MOMENT", 60)
    pages = Pages(open_reading(city))
    passed, wanted = (Wanted(number, (), PIXELS) for number in (1, 2))
    waiting = asyncio.create_task(pages.picture(passed))
    while not processes:
        await asyncio.sleep(0)
    waiting.cancel()
    assert (await pages.picture(wanted)).width
    assert pages.held(passed)
    assert len(processes) == 1
    pages.stop()


async def test_who_asks_again_for_a_picture_that_is_being_made_waits_for_that(
    city: Path, processes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.pages.MOMENT", 0)
    pages = Pages(open_reading(city))
    wanted = Wanted(1, (), PIXELS)
    waiting = asyncio.create_task(pages.picture(wanted))
    while not processes:
        await asyncio.sleep(0)
    waiting.cancel()
    assert (await pages.picture(wanted)).width
    assert len(processes) == 1
    pages.stop()


async def test_a_picture_that_nobody_waits_for_gives_way_after_a_moment(
    tmp_path: Path, city: Path, processes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its page is painted without end."""
    monkeypatch.setattr("tui.pages.MOMENT", 0.05)
    path, data = tmp_path / "a.pdf", doubling(40, before=1)
    path.write_bytes(data)
    one = open_reading(city)
    source = replace(one.report.source, sha256=sha256(data).hexdigest())
    pages = Pages(replace(one, path=path, report=replace(one.report, source=source)))
    endless, wanted = (Wanted(number, (), PIXELS) for number in (2, 1))
    waiting = asyncio.create_task(pages.picture(endless))
    while not processes:
        await asyncio.sleep(0)
    waiting.cancel()
    assert (await pages.picture(wanted)).width
    assert not pages.held(endless)
    assert len(processes) == 2
    pages.stop()


# -- text -----------------------------------------------------------------------------------------


def marked(story: Story) -> str:
    """What is marked in the text of the file."""
    text = story.app.screen.query_one("SourceText")
    lines = [text.render_line(y) for y in range(text.size.height)]
    return "".join(s.text for line in lines for s in line if s.style and s.style.reverse)


async def test_of_a_text_file_the_line_is_shown_with_its_figure_marked(county: Path) -> None:
    async with at_the_screen(county) as story:
        await opened(story)
        await story.press("p")
        await story.until(lambda: "Line 1 of huaiting-county-2024.txt" in title(story))
        assert marked(story).startswith("槐汀县人民政府2024年")
        await on_cell(story, "applications/received/natural_person")
        await story.until(lambda: marked(story) == "131")
        number = title(story).split()[1]
        lines = county.read_text("utf-8").split("\n")
        assert "131" in lines[int(number) - 1]
        story.panel("SourceText").shows(number, lines[int(number) - 1].split()[0])


async def test_of_prose_the_figure_of_the_finding_is_marked(county: Path) -> None:
    text = county.read_text("utf-8")
    county.write_text(text.replace("政府信息公开申请138件", "政府信息公开申请139件"), "utf-8")
    async with at_the_screen(county) as story:
        await opened(story)
        await story.press("n")
        document = story.front.document
        quotes = document.line.quotes if document.line else ()
        await story.press("p")
        await story.until(lambda: "139" in marked(story))
        # In the narrower document the sentence is broken elsewhere, and the cursor still on it.
        assert document.line is not None
        assert {q for q in document.line.quotes if "139" in q.text} & set(quotes)
        assert len(marked(story)) < 20
        number = int(title(story).split()[1])
        assert marked(story) in county.read_text("utf-8").split("\n")[number - 1]


async def test_a_file_without_pages_has_no_whole_page(county: Path) -> None:
    async with at_the_screen(county) as story:
        await opened(story)
        await story.press("P")
        assert "This file has no pages to look at" in story.notices


async def test_hostile_characters_of_a_text_are_seen_and_do_nothing(county: Path) -> None:
    text = county.read_text("utf-8")
    county.write_text(text.replace("一、总体情况", "[red]\x1b[2J\u202e\n一、总体情况", 1), "utf-8")
    async with at_the_screen(county) as story:
        await opened(story)
        await story.press("p")
        await story.until(lambda: "Line 1 " in title(story))
        story.panel("SourceText").shows("[red]␛[2J")
        story.panel("SourceText").hides("\x1b")
        story.panel("SourceText").hides("\u202e")


@needs_reports
async def test_of_a_web_page_the_row_is_shown_with_its_cell_marked(tmp_path: Path) -> None:
    path = Path(shutil.copy(SHANGHAI, tmp_path))
    async with at_the_screen(path) as story:
        await opened(story)
        await story.press("p")
        await on_cell(story, "applications/received/natural_person")
        await story.until(lambda: "Row" in title(story))
        reading = story.front.reading
        assert reading is not None
        cells = reading.report.tables["applications"].cells
        assert marked(story) == cells["applications/received/natural_person"].text != ""
        story.panel("SourceText").shows("│")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(word.word(word.report_body(official.distinct())))
    return path


@pytest.mark.parametrize(
    ("ambiguous", "borders", "divider"), [(1, "lines", "│"), (1, "ascii", "|"), (2, "lines", "|")]
)
async def test_the_cells_of_a_row_are_divided_as_the_terminal_can_draw_it(
    document: Path, ambiguous: Literal[1, 2], borders: Borders, divider: str
) -> None:
    with terminal_of(ambiguous, borders):
        async with at_the_screen(document) as story:
            await opened(story)
            await story.press("p")
            await on_cell(story, "disputes/review/corrected")
            await story.until(lambda: "Row" in title(story))
            story.panel("SourceText").shows(f" {divider} ")
            story.panel("SourceText").hides("│" if divider == "|" else "|")


async def test_of_a_word_file_the_row_is_shown_with_its_cell_marked(document: Path) -> None:
    async with at_the_screen(document) as story:
        await opened(story)
        await story.press("p")
        await on_cell(story, "disputes/review/corrected")
        await story.until(lambda: "Row" in title(story) and "of table" in title(story))
        assert marked(story) == official.distinct()["disputes/review/corrected"]


async def test_what_is_not_found_for_certain_is_said(county: Path) -> None:
    text = county.read_text("utf-8")
    county.write_text(f"{text}\n严格落实公文公开属性认定。\n严格落实公文公开属性认定。\n", "utf-8")
    async with at_the_screen(county) as story:
        await opened(story)
        await story.press("p", "G")
        await story.until(lambda: "cannot be told for certain" in _said(story))
        assert title(story) == "In the file huaiting-county-2024.txt"
