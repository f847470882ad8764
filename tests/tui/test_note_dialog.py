"""Writing a note: text, tags, a person's own editor, and what is kept whatever happens."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from tests.tui.notes import notes_in
from tests.tui.story import Story, at_the_screen, opened
from tui import editor
from tui.dialogs.note import NoteDialog, tags_in


def dialog_of(story: Story) -> NoteDialog:
    """The dialog in front."""
    assert isinstance(story.app.screen, NoteDialog), story.app.screen
    return story.app.screen


def note(story: Story) -> tuple[str, str]:
    """The text and the tags in the dialog."""
    dialog = dialog_of(story)
    return dialog.query_one(TextArea).text, dialog.query_one("#tags", Input).value


# -- tags -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        ("one two", ("one", "two")),
        ("#one, #two", ("one", "two")),
        ("退回，核对、＃重要", ("退回", "核对", "重要")),
        ("one　two;one ； #", ("one", "two")),
    ],
)
def test_tags_stand_between_blanks_or_commas_of_any_width(
    typed: str, tags: tuple[str, ...]
) -> None:
    assert tags_in(typed) == tags


async def test_tags_are_kept_shown_and_changed(browser: Story, city: Path) -> None:
    await browser.press("a", "o", "k", "tab")
    await browser.write("退回, #核对")
    await browser.press("enter")
    assert [(n["text"], n["tags"]) for n in notes_in(city)] == [("ok", ["退回", "核对"])]
    await browser.press("a")
    browser.panel("OptionList").shows("#退回 #核对", "ok")
    assert note(browser) == ("ok", "#退回 #核对")
    await browser.press("tab", "end")
    await browser.write("、third")
    await browser.press("ctrl+s")
    assert notes_in(city)[0]["tags"] == ["退回", "核对", "third"]
    await browser.press("a", "tab", *["backspace"] * 20, "ctrl+s")
    assert not notes_in(city)[0].get("tags")
    assert notes_in(city)[0]["text"] == "ok"


async def test_tags_that_nobody_touches_stay_as_a_hand_wrote_them(city: Path) -> None:
    async with at_the_screen(city) as story:
        await opened(story)
        reading = story.front.reading
        assert reading is not None
        reading.store.add("report", "ok", tags=("two words", "#sign"))
        await story.press("a", "x", "ctrl+s")
    assert [(n["text"], n["tags"]) for n in notes_in(city)] == [("okx", ["two words", "#sign"])]


async def test_tags_belong_to_the_note_that_is_chosen(browser: Story, city: Path) -> None:
    await browser.press("a", "1", "tab", "a", "ctrl+s")
    await browser.press("a", "shift+tab", "up", "enter", "2", "tab", "b", "ctrl+s")
    assert [(n["text"], n["tags"]) for n in notes_in(city)] == [("1", ["a"]), ("2", ["b"])]
    await browser.press("a", "shift+tab")
    assert note(browser) == ("2", "#b")
    await browser.press("up")
    assert note(browser) == ("1", "#a")


async def test_tags_that_are_not_saved_are_warned_of(browser: Story, city: Path) -> None:
    await browser.press("a", "tab", "x", "escape")
    assert "not saved" in browser.notices
    assert note(browser) == ("", "x")
    await browser.press("escape")
    assert not notes_in(city)


# -- the window -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (120, 40)])
async def test_the_dialog_is_whole_in_a_small_window(city: Path, size: tuple[int, int]) -> None:
    async with at_the_screen(city, size=size) as story:
        await opened(story)
        for _note in range(9):
            await story.press("a", *(("shift+tab", "home", "enter") if _note else ()))
            await story.press("x", "ctrl+s")
        await story.press("a")
        box = dialog_of(story).query_one(".box").region
        for selector in ("OptionList", "TextArea", "#tags", "HintBar"):
            part = story.panel(selector).widget
            assert box.contains_region(part.region), selector
            assert part.region.height >= 1, selector
        story.hints.shows("^s save", "Esc close", "^r remove", "^o editor")


# -- what is being written when gouji is told to end ----------------------------------------------


async def test_what_is_not_saved_is_kept_as_a_draft(browser: Story, city: Path) -> None:
    await browser.press("a", *"old", "ctrl+s")
    await browser.press("a", *"er", "shift+tab", "up", "enter", *"new", "tab", "t")
    dialog_of(browser).keep_unsaved()
    assert [(n["text"], n.get("tags")) for n in notes_in(city)] == [
        ("old", None),
        ("new", ["t", "draft"]),
        ("older", ["draft"]),
    ]
    assert {n["target"] for n in notes_in(city)} == {"report"}


async def test_what_is_saved_or_empty_is_no_draft(browser: Story, city: Path) -> None:
    await browser.press("a", *"old", "ctrl+s", "a", "shift+tab", "up", "enter", "space")
    dialog_of(browser).keep_unsaved()
    assert [n["text"] for n in notes_in(city)] == ["old"]


# -- a person's own editor ------------------------------------------------------------------------


async def test_a_terminal_that_no_other_program_can_have_is_told(
    browser: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", sys.executable)
    await browser.press("a", "h", "i", "ctrl+o")
    assert "Another program cannot take over this terminal." in browser.notices
    assert note(browser) == ("hi", "")


async def test_without_any_editor_the_variable_to_set_is_named(
    browser: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", " ")
    monkeypatch.setenv("PATH", "")
    await browser.press("a", "h", "i", "ctrl+o")
    assert "set EDITOR" in browser.notices
    assert note(browser) == ("hi", "")


def program(code: str) -> list[str]:
    """An editor that does `code` to the file `path`."""
    head = "import sys; from pathlib import Path; path = Path(sys.argv[-1]); "
    return [sys.executable, "-c", head + code]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which texts are edited."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_the_editor_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "'/opt/my editor/ed' -n --wait")
    monkeypatch.setenv("VISUAL", "")
    assert editor.command() == ["/opt/my editor/ed", "-n", "--wait"]
    monkeypatch.setenv("VISUAL", "code --wait")
    assert editor.command() == ["code", "--wait"]
    monkeypatch.setenv("VISUAL", "code 'open")
    with pytest.raises(editor.Unedited, match="VISUAL cannot be understood as a command"):
        editor.command()


def test_a_usual_editor_is_found_where_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "nano").touch(0o755)
    assert editor.command() == ["nano"]
    (tmp_path / "vi").touch(0o755)
    assert editor.command() == ["vi"]


def test_the_text_goes_to_the_editor_and_back(scratch: Path) -> None:
    code = "assert path.suffix == '.md'; path.write_bytes(path.read_bytes() + '再核。\\n'.encode())"
    assert editor.edit("第一行\n𠮷\n", program(code)) == "第一行\n𠮷\n再核。"
    assert not list(scratch.iterdir())


def test_line_ends_and_marks_of_other_systems_are_taken(scratch: Path) -> None:
    code = r"path.write_bytes(b'\xef\xbb\xbfone\r\ntwo\r\n')"
    assert editor.edit("", program(code)) == "one\ntwo"


def test_a_text_that_no_file_can_hold_is_edited_too(scratch: Path) -> None:
    assert editor.edit("a\ud800b", program("pass")) == "a\ufffdb"


def test_an_editor_that_is_missing_is_told(scratch: Path) -> None:
    with pytest.raises(editor.Unedited, match="no-such-editor could not be started: No such file"):
        editor.edit("text", ["no-such-editor"])
    assert not list(scratch.iterdir())


def test_an_editor_that_fails_loses_nothing(scratch: Path) -> None:
    with pytest.raises(editor.Unedited, match="status 3; nothing was changed"):
        editor.edit("text", program("sys.exit(3)"))
    assert not list(scratch.iterdir())
    with pytest.raises(editor.Unedited) as caught:
        editor.edit("text", program("path.write_text('half a no'); sys.exit(1)"))
    (kept,) = scratch.iterdir()
    assert str(kept) in str(caught.value)
    assert kept.read_text() == "half a no"


def test_what_is_no_text_is_left_in_its_file(scratch: Path) -> None:
    with pytest.raises(editor.Unedited, match="cannot be read") as caught:
        editor.edit("text", program(r"path.write_bytes(b'\xff\xfe')"))
    (kept,) = scratch.iterdir()
    assert str(kept) in str(caught.value)


async def test_who_writes_on_after_the_warning_is_warned_again(browser: Story) -> None:
    await browser.press("n", "a", "x", "escape")
    assert "not saved" in browser.notices
    await browser.press("y", "escape")
    assert isinstance(browser.app.screen, NoteDialog)
    await browser.press("escape")
    assert not isinstance(browser.app.screen, NoteDialog)
