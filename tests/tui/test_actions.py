"""The table of actions: whole, reachable, and the only source of keys, palette and help."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from textual.dom import DOMNode
from textual.widgets import Static

from tests.real import SAMPLES
from tests.tui.story import Story, at_the_screen, opened
from tui import language
from tui.actions import ACTIONS, PLACES, Action, Where, actions_of, hints, key_name
from tui.app import GoujiApp
from tui.dialogs.dialog import Dialog
from tui.dialogs.export import ExportDialog
from tui.dialogs.go_to import GoToDialog
from tui.dialogs.help import HelpDialog
from tui.dialogs.jump import JumpOverlay
from tui.dialogs.note import NoteDialog
from tui.dialogs.palette import ActionCommands
from tui.dialogs.themes import ThemeList
from tui.panels.annotations import AnnotationList
from tui.panels.document import DocumentPanel
from tui.panels.filter import Filter
from tui.panels.find import FindField
from tui.panels.findings import FindingsPanel
from tui.panels.rows import Rows
from tui.panels.tree import SectionTree
from tui.screens.browser import BrowserScreen
from tui.screens.folder import FolderScreen
from tui.screens.trouble import TroubleScreen

ANSWER: dict[Where, tuple[type[DOMNode], ...]] = {
    "matches": (BrowserScreen,),
    "browser": (BrowserScreen,),
    "folder": (FolderScreen,),
    "panel": (Rows, DocumentPanel, FindingsPanel, SectionTree),
    "document": (DocumentPanel,),
    "tree": (SectionTree,),
    "findings": (FindingsPanel,),
    "annotations": (AnnotationList,),
    "filter": (Filter,),
    "find": (FindField,),
    "trouble": (TroubleScreen,),
    "dialog": (Dialog,),
    "going": (GoToDialog,),
    "note": (NoteDialog,),
    "export": (ExportDialog,),
    "themes": (ThemeList,),
    "help": (HelpDialog,),
    "jumping": (JumpOverlay,),
    "app": (GoujiApp,),
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: f"{a.where}.{a.id}")
def test_every_action_is_whole_and_someone_answers_to_it(action: Action) -> None:
    assert action.keys
    assert action.label
    assert action.help
    for kind in ANSWER[action.where]:
        assert callable(getattr(kind, f"action_{action.id}"))
        ids = {getattr(b, "id", "") for c in kind.__mro__ for b in vars(c).get("BINDINGS", [])}
        assert f"{action.where}.{action.id}" in ids


def test_every_place_is_named() -> None:
    assert {a.where for a in ACTIONS} == set(PLACES) == set(ANSWER)


@pytest.mark.parametrize(
    "places",
    [
        ("browser", "panel", "document", "app"),
        ("panel", "findings", "app"),
        ("annotations", "panel"),
        ("folder", "app"),
    ],
)
def test_no_key_means_two_things_in_one_place(places: tuple[Where, ...]) -> None:
    keys = [k for a in actions_of(*places) for k in a.keys]
    assert len(keys) == len(set(keys))


def test_the_footer_shows_the_most_needed_first() -> None:
    shown = [a.shown_key for a in hints("browser", "panel", "app")][:8]
    assert shown == ["n", "N", "⏎", "a", "c", "x", "e", "?"]


async def test_help_shows_every_key(tmp_path: Path) -> None:
    async with at_the_screen(tmp_path, size=(120, 200)) as story:
        await story.press("question_mark")
        svg = story.app.export_screenshot(simplify=True).replace("&#160;", " ")
        for action in ACTIONS:
            assert action.help.replace("'", "&#x27;").split("; ")[0] in svg
            assert key_name(action.keys[0]) in svg


async def test_the_palette_finds_actions_and_does_them() -> None:
    async with at_the_screen(SAMPLES / "wanghe-education-2023.txt") as story:
        await story.until(lambda: story.front.reading)
        await story.press("ctrl+p")
        await story.write("next finding")
        await story.until(lambda: story.app.screen.query("CommandList > *") or True)
        await story.pilot.pause(0.5)
        await story.press("enter")
        await story.until(lambda: isinstance(story.app.screen, BrowserScreen))
        await story.pilot.pause(0.2)
        assert story.front.current == 0


def keys_told(story: Story) -> str:
    """The help, as far as it is not filtered away."""
    console = Console(width=200, file=StringIO())
    console.print(story.app.screen.query_one("Page Static", Static).content)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


async def test_help_begins_with_the_place_of_the_focus_and_is_filtered_by_words() -> None:
    async with at_the_screen(SAMPLES / "wanghe-education-2023.txt", size=(80, 24)) as story:
        await opened(story)
        for panel, place in (("2", "In the document"), ("1", "In the section tree")):
            await story.press(panel, "question_mark")
            assert keys_told(story).split("\n")[0].strip() == place
            await story.press("escape")
        await story.press("question_mark", "slash", *"fold")
        assert "Unfold the section" in keys_told(story)
        assert "Write a note" not in keys_told(story)
        await story.press("enter")
        assert story.panel("Page").has_focus
        await story.press("slash", *"zzz")
        assert "No key is for that." in keys_told(story)
        await story.press("escape")
        assert "Write a note" in keys_told(story)
        await story.press("escape")
        assert story.front


async def test_no_line_of_the_help_is_cut_in_chinese(tmp_path: Path) -> None:
    language.use("zh_CN")
    async with at_the_screen(tmp_path, size=(80, 24)) as story:
        await story.press("question_mark")
        told = story.app.screen.query_one("Page Static", Static)
        shown = [told.render_line(y).text for y in range(told.size.height)]
        assert not [line for line in shown if "…" in line]
        run_on = "".join("".join(shown).split())
        assert all("".join(language._(action.help).split()) in run_on for action in ACTIONS)


async def test_help_says_how_far_down_one_is() -> None:
    async with at_the_screen(SAMPLES / "wanghe-education-2023.txt", size=(80, 24)) as story:
        await opened(story)
        await story.press("question_mark")
        box = story.app.screen.query_one(".box")
        before = str(box.border_subtitle)
        await story.press("j", "j", "j")
        await story.until(lambda: str(box.border_subtitle) != before)
        await story.press("G")
        await story.until(lambda: str(box.border_subtitle) == "100 %")


@pytest.mark.parametrize(
    ("spoken", "query"), [("zh_CN", "finding"), ("zh_CN", "批注"), ("en", "n")]
)
async def test_the_palette_is_searched_in_both_languages(spoken: str, query: str) -> None:
    language.use(spoken)
    async with at_the_screen(SAMPLES / "wanghe-education-2023.txt") as story:
        await opened(story)
        provider = ActionCommands(story.app.screen)
        hits = [hit async for hit in provider.search(query)]
        texts = [hit.text or "" for hit in hits]
        wanted = {"finding": "下一个", "批注": "批注", "n": "next"}[query]
        assert [text for text in texts if text.startswith(wanted)]
        assert len({cell_len(text[: text.rindex(" ")]) for text in texts}) == 1


async def test_all_that_can_be_done_here_is_in_the_palette() -> None:
    async with at_the_screen(SAMPLES / "wanghe-education-2023.txt") as story:
        await opened(story)
        provider = ActionCommands(story.app.screen)
        found = {hit.help async for hit in provider.discover()}
        assert found == {a.help for a in actions_of("browser", "panel", "document", "app")}
