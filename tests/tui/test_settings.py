"""What a person sets for themselves, read from a file that they write by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.theme import BUILTIN_THEMES

from parsers.toml import Broken
from tests.real import ROOT, SAMPLES
from tui import settings
from tui.actions import ACTIONS, PLACES
from tui.language import say
from tui.settings import Settings, themes
from tui.settings.keys import ABOVE, CHARACTERS, clashes, key_of
from tui.settings.signing import signature


def written(text: str) -> Path:
    file = settings.place()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_without_a_file_the_defaults_count() -> None:
    assert settings.load() == (Settings(), None)


def test_an_empty_file_sets_nothing() -> None:
    written("")
    assert settings.load() == (Settings(), None)


def test_everything_can_be_set() -> None:
    written("""
        language = "zh_CN"
        theme = "nord"
        borders = "ascii"
        ambiguous-width = 2
        pictures = "sixel"
        author = "王芳"
        [keys]
        browser.next_finding = "ctrl+n"
        [keys.panel]
        top = ["(", "home"]
    """)
    keys = {"browser.next_finding": ("ctrl+n",), "panel.top": ("left_parenthesis", "home")}
    told = Settings("zh_CN", "nord", "ascii", 2, "sixel", "王芳", keys)
    assert settings.load() == (told, None)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('\nlangage = "en"', "2: langage: there is no such key; the nearest is language"),
        ('language = "fr"', "1: language: this must be one of auto, en, zh_CN, not fr"),
        ("ambiguous-width = 3", "1: ambiguous-width: this must be one of 1, 2, not 3"),
        ("ambiguous-width = true", "1: ambiguous-width: this must be one of 1, 2, not True"),
        ("author = 3", "1: author: this must be a text in quotation marks, not a whole number"),
        ("keys = 3", "1: keys: this must be a table, not a whole number"),
        ("[keys.browsr]", "1: keys.browsr: there is no such key; the nearest is browser"),
        ('[keys.browser]\nund = "z"', "2: keys.browser.und: there is no such key; the nearest is"),
        ("keys.browser.undo = 3", "keys.browser.undo: this must be a text in quotation marks"),
        ("keys.browser.undo = []", "1: keys.browser.undo: this must not be empty"),
        ('keys.browser.undo = ""', "1: keys.browser.undo: this must not be empty"),
        ('keys.browser.undo = ["z", 3]', "keys.browser.undo[2]: this must be a text in"),
        ('keys.browser.undo = ["z", "ctl+z"]', "keys.browser.undo[2]: there is no key ctl+z"),
        ('keys.browser.undo = "\\u0007"', "keys.browser.undo: there is no key"),
        ('keys.find.next_match = "n"', "n is a character that is written there"),
        ('keys.going.next = "j"', "j is a character that is written there"),
        (
            'keys.browser.undo = "a"',
            "a would mean two things: undo (browser.undo) and annotate (browser.annotate)",
        ),
        (
            'keys.browser.undo = "j"',
            "j would mean two things: undo (browser.undo) and down (panel.cursor_down)",
        ),
        (
            'keys.tree.fold = "?"',
            "? would mean two things: fold (tree.fold) and help (app.help)",
        ),
        (
            'keys.browser.undo = "f5"\nkeys.browser.redo = "F5"',
            "f5 would mean two things: undo (browser.undo) and redo (browser.redo)",
        ),
        (
            'keys.matches.next_match = "v"',
            "v would mean two things: next match (matches.next_match) and select (document.select)",
        ),
        (
            'keys.matches.end_find = "f8"\nkeys.tree.fold = "f8"',
            "f8 would mean two things: end find (matches.end_find) and fold (tree.fold)",
        ),
        (
            'keys.matches.previous_match = "k"',
            "k would mean two things: prev match (matches.previous_match) and up (panel.cursor_up)",
        ),
        (
            'keys.filter.keep = "f8"\nkeys.matches.end_find = "f8"',
            "f8 would mean two things: end find (matches.end_find) and keep (filter.keep)",
        ),
        ('keys.note.save = "s"', "s is a character that is written there"),
        ('keys.note.save = "space"', "space is a character that is written there"),
        ('keys.dialog.close = "q"', "q is a character that is written there"),
        ('keys.browser.undo = "ctrl+q"', "ctrl+q quits wherever you are"),
        ("language = ", "1:12: this is not valid TOML"),
    ],
)
def test_what_is_wrong_is_told_with_line_and_key_and_the_defaults_count(
    text: str, wrong: str
) -> None:
    file = written(text)
    told, trouble = settings.load()
    assert told == Settings()
    assert trouble is not None
    assert str(trouble).startswith(f"{file}:")
    assert wrong in str(trouble)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    settings.place().mkdir(parents=True)
    told, trouble = settings.load()
    assert told == Settings()
    assert str(settings.place()) in str(trouble)


def test_keys_may_change_places() -> None:
    written('keys.browser.confirm_finding = "x"\nkeys.browser.dismiss_finding = "c"')
    told, trouble = settings.load()
    assert trouble is None
    assert told.keys == {"browser.confirm_finding": ("x",), "browser.dismiss_finding": ("c",)}


def test_what_answers_to_one_key_by_default_may_go_on_so() -> None:
    """The list of annotations edits with the key that annotates elsewhere."""
    written('keys.browser.annotate = "m"\nkeys.annotations.annotate = "m"')
    assert settings.load()[1] is None


def test_while_something_is_found_the_keys_of_a_report_may_be_those_of_matches() -> None:
    written('keys.browser.next_finding = "N"\nkeys.browser.previous_finding = "n"')
    assert settings.load()[1] is None


def test_of_two_panels_only_one_is_asked() -> None:
    written('keys.document.select = "f8"\nkeys.tree.fold = "f8"')
    assert settings.load()[1] is None


def test_by_default_no_key_means_two_things() -> None:
    given = {action.name: action.keys for action in ACTIONS}
    assert [str(clash.why) for clash in clashes(given, ACTIONS)] == []


def test_of_every_place_it_is_known_who_answers_beside_it() -> None:
    assert ABOVE.keys() == PLACES.keys()
    assert {where for above in ABOVE.values() for where in above} <= PLACES.keys()


@pytest.mark.parametrize("character", [chr(code) for code in range(0x21, 0x7F) if code != 0x2C])
def test_a_character_is_the_key_that_textual_calls_so(character: str) -> None:
    (binding,) = Binding.make_bindings([(character, "undo")])
    assert key_of(character) == binding.key
    assert key_of(key_of(character)) == key_of(character)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("N", "N"),
        ("shift+n", "N"),
        ("ctrl+n", "ctrl+n"),
        ("Ctrl+N", "ctrl+n"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("ctrl++", "ctrl+plus"),
        ("+", "plus"),
        ("question_mark", "question_mark"),
        ("PageDown", "pagedown"),
        ("Esc", "escape"),
        ("F12", "f12"),
        (" ", "space"),
        ("ctrl+i", "tab"),
        ("中", "中"),
        ("，", "fullwidth_comma"),
        ("", ""),
        ("nn", ""),
        ("ctrl+", ""),
        ("strg+n", ""),
        ("f25", ""),
        ("\x1b", ""),
    ],
)
def test_a_key_is_named_as_people_write_it(said: str, key: str) -> None:
    assert key_of(said) == key


def test_the_keys_of_the_table_are_named_as_textual_names_them() -> None:
    for action in ACTIONS:
        assert tuple(map(key_of, action.keys)) == action.keys


def test_the_folder_goes_before_the_person_and_the_person_before_the_login(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("GOUJI_AUTHOR")
    monkeypatch.setattr("getpass.getuser", lambda: "login")
    assert signature(None) == "login"
    settings.use(Settings(author="李明"))
    assert signature(None) == "李明"
    assert signature("市政务公开办") == "市政务公开办"


def test_every_theme_can_be_set_and_every_one_that_can_be_is_there() -> None:
    assert set(themes.NAMES) == set(BUILTIN_THEMES)


def test_what_is_wrong_is_told_in_the_language_in_use() -> None:
    from tui import language

    written('keys.browser.undo = "a"')
    language.use("zh_CN")
    trouble = settings.load()[1]
    assert trouble is not None
    assert "a 会有两种含义：撤销（browser.undo）和批注（browser.annotate）" in say(trouble)


def test_a_broken_file_is_told_once_and_the_command_goes_on(tmp_path: Path) -> None:
    done = run(tmp_path, 'author = "x"\nlangage = "en"', "check", str(SAMPLES / ENGLISH_CHECKED))
    assert done.returncode == 1
    assert "A1" in done.stdout
    assert done.stderr.count("langage: there is no such key; the nearest is language") == 1


def test_the_option_goes_before_the_setting_and_that_before_the_environment(
    tmp_path: Path,
) -> None:
    assert "列出规则" in run(tmp_path, 'language = "zh_CN"', "rules", "--help").stdout
    said = run(tmp_path, 'language = "zh_CN"', "rules", "--lang", "en", "--help").stdout
    assert "List the rules" in said


def test_with_a_file_nothing_but_toml_is_loaded(tmp_path: Path) -> None:
    code = "import sys; from tui import settings; settings.load(); print(*sys.modules)"
    modules = run(tmp_path, 'keys.browser.undo = "Z"', code=code).stdout.split()
    assert "tomllib" in modules
    assert {"textual", "rich", "parsers.readers", "parsers.checks.verdict"}.isdisjoint(modules)


def test_a_file_without_keys_needs_no_actions(tmp_path: Path) -> None:
    code = "import sys; from tui import settings; print(settings.load()); print(*sys.modules)"
    said, modules = run(tmp_path, 'theme = "nord"', code=code).stdout.split("\n", 1)
    assert "theme='nord'" in said
    assert "tui.actions" not in modules.split()


def test_without_a_file_no_toml_is_loaded(tmp_path: Path) -> None:
    code = "import sys; from tui import settings; settings.load(); print(*sys.modules)"
    assert {"tomllib", "parsers.toml", "textual"}.isdisjoint(
        run(tmp_path, None, code=code).stdout.split()
    )


ENGLISH_CHECKED = "wanghe-education-2023.txt"


def run(
    home: Path, config: str | None, *arguments: str, code: str = "from tui.cli import main; main()"
) -> subprocess.CompletedProcess[str]:
    """Run the command of a person with such a file."""
    if config is not None:
        (home / "gouji").mkdir(exist_ok=True)
        (home / "gouji" / "config.toml").write_text(config, "utf-8")
    environment = {"XDG_CONFIG_HOME": str(home), "LANG": "C.UTF-8", "HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_reading_raises_where_a_caller_asks_for_it() -> None:
    with pytest.raises(Broken):
        settings.read(written("theme = 3"))


def test_a_key_is_shown_as_its_character() -> None:
    from tui.actions import key_name

    for name, character in CHARACTERS.items():
        assert key_name(name) == character
    assert key_name("ctrl+slash") == "^/"
