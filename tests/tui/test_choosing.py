"""Theme, language and keys as a person wants them: chosen on the screen, or set in a file."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Literal

import pytest
from rich.style import Style

from parsers.messages import Message
from tests.real import SAMPLES
from tests.tui.painted import painted, segments
from tests.tui.story import Story, at_the_screen, opened
from tui import language, settings
from tui.app import GoujiApp
from tui.dialogs.themes import ThemeList
from tui.screens.folder import FolderScreen
from tui.screens.trouble import TroubleScreen
from tui.settings import Settings
from tui.settings.chosen import Chosen, chosen
from tui.settings.themes import THEMES


def screen_text(story: Story) -> str:
    """All that is to be read on the screen in front."""
    return "\n".join(painted(story))


# -- keys -------------------------------------------------------------------------------------


async def test_a_key_that_a_person_gave_does_what_it_says_and_the_old_one_nothing(
    city: Path,
) -> None:
    settings.use(Settings(keys={"browser.next_finding": ("f6", "greater_than_sign")}))
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("n")
        assert story.front.current is None
        await story.press("f6", "greater_than_sign")
        assert story.front.current == 1
        story.hints.shows("F6 next")


async def test_two_keys_can_change_places(city: Path) -> None:
    next_one, one_before = "browser.next_finding", "browser.previous_finding"
    settings.use(Settings(keys={next_one: ("N",), one_before: ("n",)}))
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("N", "N", "n")
        assert story.front.current == 0


async def test_a_key_of_every_panel_is_changed_in_every_panel(city: Path) -> None:
    settings.use(Settings(keys={"panel.cursor_down": ("ctrl+n",)}))
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("3", "ctrl+n")
        assert story.front.current == 1
        await story.press("1")
        before = story.front.sections.cursor_line
        await story.press("j")
        assert story.front.sections.cursor_line == before
        await story.press("ctrl+n")
        assert story.front.sections.cursor_line == before + 1


async def test_footer_help_and_palette_show_the_keys_that_a_person_gave(city: Path) -> None:
    settings.use(Settings(keys={"browser.export": ("ctrl+e", "slash")}))
    async with at_the_screen(city, size=(120, 140)) as story:
        await opened(story)
        story.hints.shows("^e export")
        await story.press("question_mark")
        assert "^e /" in screen_text(story)
        await story.press("escape", "ctrl+p")
        await story.write("summary with")
        await story.until(lambda: re.search("export +\\^e", screen_text(story)))


async def test_a_sentence_names_the_key_that_a_person_gave(city: Path) -> None:
    settings.use(Settings(keys={"browser.next_finding": ("m",)}))
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("r")
        assert "m goes to the next one" in story.notices


# -- themes -----------------------------------------------------------------------------------


async def test_light_and_dark_change_places_and_are_remembered(city: Path) -> None:
    async with at_the_screen(city) as story:
        assert story.app.theme == "textual-dark"
        await story.press("t")
        assert story.app.theme == "textual-light"
    async with at_the_screen(city) as story:
        assert story.app.theme == "textual-light"
        await story.press("t")
        assert story.app.theme == "textual-dark"
    assert chosen() == Chosen("dark")


async def test_a_theme_is_seen_while_the_cursor_is_on_it_and_left_by_escape(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("ctrl+t", "j", "j")
        assert story.app.theme == "ansi-dark"
        assert story.app.native_ansi_color
        await story.press("escape")
        assert story.app.theme == "textual-dark"
        assert not story.app.native_ansi_color
        assert chosen() == Chosen()


async def test_a_theme_is_chosen_and_there_again_at_the_next_start(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("ctrl+t", "G", "enter")
        assert story.app.theme == THEMES[-1]
        assert story.front
    async with at_the_screen(city) as story:
        assert story.app.theme == THEMES[-1]
        await opened(story)
        await story.press("ctrl+t")
        assert story.app.screen.query_one(ThemeList).highlighted == len(THEMES) - 1


async def test_in_the_terminals_own_colours_t_stays_with_them(city: Path) -> None:
    settings.use(Settings(theme="ansi"))
    async with at_the_screen(city) as story:
        await story.press("t")
        assert story.app.theme == "ansi-light"
        await story.press("t")
        assert story.app.theme == "ansi-dark"


async def test_a_theme_that_settings_name_is_there_at_every_start(city: Path) -> None:
    settings.use(Settings(theme="nord"))
    async with at_the_screen(city) as story:
        assert story.app.theme == "nord"
        await story.press("t")
        assert story.app.theme == "textual-light"
        assert f"Only until gouji ends: {settings.place()} says otherwise." in story.notices
    assert chosen() == Chosen()
    async with at_the_screen(city) as story:
        assert story.app.theme == "nord"


async def test_a_remembered_theme_that_is_none_any_more_is_forgotten(city: Path) -> None:
    from tui.state import remember

    remember("chosen", Chosen("gone", "xx"))
    async with at_the_screen(city) as story:
        assert story.app.theme == "textual-dark"
        assert language.spoken() == "en"


@pytest.mark.parametrize("theme", THEMES)
async def test_every_theme_can_be_begun_with(theme: str, tmp_path: Path) -> None:
    settings.use(Settings(theme=theme))  # type: ignore[arg-type]
    async with at_the_screen(tmp_path) as story:
        assert story.app.current_theme.name == story.app.theme
        story.hints.shows("help")


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_everything_painted_can_be_read_on_its_ground(
    theme: Literal["dark", "light"], size: tuple[int, int], city: Path
) -> None:
    """At 4.5 to 1 at least, as WCAG 2 asks for text; lines and leaders only guide the eye."""
    settings.use(Settings(theme=theme))
    async with at_the_screen(city, size=size) as story:
        await opened(story)
        for keys in ("n", "3", "j x", "j c", "2 g j j v", "1", "4", "ctrl+t"):
            await story.press(*keys.split())
            for text, style in styled(story):
                read = "".join(c for c in text if unicodedata.category(c)[0] in "LN" or c in SIGNS)
                if read and style.color and style.bgcolor:
                    on = contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor())
                    assert on >= 4.5, (keys, text, style)


SIGNS = "✗!✎→+=?"


def contrast(one: Iterable[int], other: Iterable[int]) -> float:
    """How much brighter the one colour is than the other, as WCAG 2 counts."""
    darker, brighter = sorted((luminance(one), luminance(other)))
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: Iterable[int]) -> float:
    parts = (c / 255 for c in colour)
    red, green, blue = (c / 12.92 if c <= 0.04 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["ansi", "ansi-light"])
async def test_in_the_terminals_own_colours_there_are_no_others(
    theme: Literal["ansi", "ansi-light"], city: Path
) -> None:
    settings.use(Settings(theme=theme))
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("n")
        for _text, style in styled(story):
            for colour in (style.color, style.bgcolor):
                assert colour is None or colour.number is not None or colour.is_default


def styled(story: Story) -> Iterator[tuple[str, Style]]:
    """Yield all texts on the screen, each with the style that it has."""
    for segment in chain.from_iterable(segments(story)):
        yield segment.text, segment.style or Style.null()


# -- no colours -------------------------------------------------------------------------------


async def test_without_colours_there_are_none_and_none_to_choose(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    settings.use(Settings(theme="nord"))
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("n", "ctrl+t", "t")
        assert story.front
        assert "NO_COLOR is set" in story.notices
        for _text, style in styled(story):
            assert style.color is None or style.color.is_default
            assert style.bgcolor is None or style.bgcolor.is_default


@pytest.mark.parametrize(
    ("keys", "panel"),
    [("2", "document"), ("1", "sections"), ("3", "findings"), ("4", "annotations")],
)
async def test_without_colours_the_cursor_is_still_to_be_seen(
    keys: str, panel: str, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("n", "a")
        await story.write("x")
        await story.press("ctrl+s", keys)
        widget = getattr(story, panel).widget
        lines = [widget.render_line(y) for y in range(widget.size.height)]
        reversed_ = [any(s.style and s.style.reverse for s in line) for line in lines]
        assert reversed_.count(True) == 1


async def test_without_colours_what_is_marked_differs_by_more(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_screen(city) as story:
        await opened(story)
        document = story.front.document
        looks = {name: document.get_component_rich_style(name) for name in MARKED}
        for name, style in looks.items():
            assert style.bold or style.underline or style.reverse or style.italic, name


MARKED = ("culprit", "left", "right", "suspect", "cursor", "selected", "verified", "contradicted")


# -- languages --------------------------------------------------------------------------------


async def test_everything_on_the_screen_is_in_the_other_language_at_once(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("n", "4")
        await story.press("ctrl+l")
        chinese = screen_text(story)
    language.use("zh_CN")
    twin = Path(shutil.copy(city, city.with_name("twin.pdf")))
    async with at_the_screen(twin) as story:
        await opened(story)
        await story.press("n", "4")
        assert screen_text(story) == chinese
        assert "Annotations" not in chinese
        await story.press("2", "3", "ctrl+l")
        assert language.spoken() == "en"
        english = screen_text(story)
    third = Path(shutil.copy(city, city.with_name("third.pdf")))
    async with at_the_screen(third) as story:
        await opened(story)
        await story.press("n", "2", "3")
        assert screen_text(story) == english


async def test_the_language_is_remembered(city: Path) -> None:
    async with at_the_screen(city) as story:
        await story.press("ctrl+l")
    language.use("en")
    async with at_the_screen(city) as story:
        assert language.spoken() == "zh_CN"
        story.hints.shows("帮助")


async def test_an_option_or_setting_goes_before_the_language_that_was_chosen(city: Path) -> None:
    async with at_the_screen(city) as story:
        await story.press("ctrl+l")
    settings.use(Settings(language="en"))
    language.use("en")
    async with at_the_screen(city) as story:
        story.hints.shows("help")
        await story.press("ctrl+l")
        story.hints.shows("帮助")
        assert "仅在本次运行中有效" in story.notices
    assert chosen() == Chosen(language="zh_CN")


async def test_a_notice_in_the_language_before_does_not_stay(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("r")
        assert "No finding is chosen" in story.notices
        await story.press("ctrl+l")
        assert story.notices == ""


async def test_the_list_of_reports_follows_too(city: Path) -> None:
    Path(shutil.copy(SAMPLES / "wanghe-education-2023.txt", city.parent))
    (city.parent / "empty.pdf").write_bytes(b"")
    async with at_the_screen(city.parent) as story:
        await story.until(lambda: story.screen(FolderScreen).reports.count("read") == 2)
        await story.press("down", "enter")
        await opened(story)
        await story.press("ctrl+l")
        assert story.front
        await story.press("escape")
        await story.until(lambda: "机关" in screen_text(story))
        assert "3 个待处理" in screen_text(story)
        text = screen_text(story)
        for english in ("agency", "checked", "read", "cannot"):
            assert english not in text


async def test_why_a_file_cannot_be_shown_is_told_in_the_other_language(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    async with at_the_screen(tmp_path / "empty.pdf") as story:
        await story.until(lambda: isinstance(story.app.screen, TroubleScreen))
        await story.until(lambda: "q quits." in screen_text(story))
        await story.press("ctrl+l")
        await story.until(lambda: "q 退出" in screen_text(story))
        assert "cannot be read" not in screen_text(story)


async def test_the_palette_finds_theme_and_language_and_speaks_it(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        await story.press("ctrl+p")
        await story.write("speak Chinese")
        await story.until(lambda: re.search("中文 +\\^l", screen_text(story)))
        await story.press("enter")
        await story.until(lambda: language.spoken() == "zh_CN")
        assert story.front
        story.hints.shows("帮助")
        await story.press("ctrl+p")
        await story.until(lambda: "查找命令" in screen_text(story))
        await story.write("配色")
        await story.until(lambda: re.search("配色 +\\^t", screen_text(story)))
        await story.press("enter")
        await story.until(lambda: story.app.screen.query(ThemeList))
        await story.press("escape")


# -- settings that cannot be used -------------------------------------------------------------


async def test_what_is_wrong_with_the_settings_is_said_on_the_screen(city: Path) -> None:
    trouble = Message("{file}: {what}", {"file": "[red]x.toml", "what": "\x1b]0;no\x07"})
    app = GoujiApp([city], trouble)
    async with app.run_test() as pilot:
        await pilot.pause()
        notices = Story(app, pilot).notices
        assert "[red]x.toml: " in notices
        assert "\x1b" not in notices
