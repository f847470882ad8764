"""`gouji config` tells what a person may set, and `gouji completions` what a shell may know."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from parsers.checks.register import RULES
from tests.real import ROOT
from tui import language, settings
from tui.actions import ACTIONS
from tui.cli import cli
from tui.settings import Settings
from tui.settings.completing import script
from tui.settings.shown import file_schema, shown

DRAFT = jsonschema.Draft202012Validator


def put(text: str) -> None:
    file = settings.place()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


SET = """
language = "zh_CN"
theme = "ansi"
ambiguous-width = 2
author = "王\\"芳\\\\"
[keys.browser]
undo = "Z"
redo = ["ctrl+?", "X", "\\\\"]
"""


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize("text", ["", SET, None, "theme = 3"])
def test_what_is_shown_can_be_kept_as_the_file_and_says_the_same(
    text: str | None, spoken: str
) -> None:
    if text is not None:
        put(text)
    told, _trouble = settings.load()
    language.use(spoken)
    written = shown()
    put(written)
    assert settings.load() == (told, None)
    DRAFT(file_schema("person")).validate(tomllib.loads(written))


def test_everything_is_shown_with_where_it_comes_from() -> None:
    put(SET)
    lines = shown().splitlines()
    assert {line.partition(" = ")[0].removeprefix("# ") for line in lines} >= {
        *("language", "theme", "borders", "ambiguous-width", "pictures", "author"),
        *(action.name for action in ACTIONS),
    }
    at = lines.index('theme = "ansi"')
    assert lines[at - 1] == '# set in the file; the default is "auto"'
    assert lines[lines.index('borders = "lines"') - 1] == "# the default"
    assert 'browser.undo = "Z"' in "\n".join(lines)
    assert '\n# browser.explain = "r"  # Explain the rule' in "\n".join(lines)


def test_what_a_setting_that_is_left_open_comes_to_is_shown() -> None:
    assert "# the default; just now that is en\nlanguage" in shown()
    assert "# the default; just now that is 王芳\nauthor" in shown()


def test_a_file_that_cannot_be_used_is_shown_to_be_so() -> None:
    put("theme = 3")
    assert shown().startswith(f"# {settings.place()} cannot be used")


def test_the_schema_offers_every_setting_and_the_keys_of_every_action() -> None:
    schema = file_schema("person")
    DRAFT.check_schema(schema)
    kinds = schema["$defs"]
    assert kinds["settings"]["properties"].keys() == {
        field.replace("_", "-") for field in Settings.__struct_fields__
    }
    for action in ACTIONS:
        assert kinds[action.where]["properties"][action.id]["description"] == action.help
    for kind in kinds.values():
        assert all(told.get("description") for told in kind["properties"].values())
        assert kind["additionalProperties"] is False


@pytest.mark.parametrize(
    "text",
    ['langage = "en"', 'theme = "drak"', "ambiguous-width = 3", 'keys.browser.und = "z"',
     "keys.browser.undo = []", "keys.browser.undo = 3", "author = 3"],
)  # fmt: skip
def test_the_schema_refuses_what_gouji_refuses(text: str) -> None:
    put(text)
    assert settings.load()[1] is not None
    assert not DRAFT(file_schema("person")).is_valid(tomllib.loads(text))


def test_the_schema_is_told_in_the_language_in_use() -> None:
    language.use("zh_CN")
    schema = file_schema("person")
    assert schema["$defs"]["browser"]["properties"]["undo"]["description"].startswith("撤销")


def test_there_is_a_schema_for_the_file_of_a_folder_too() -> None:
    schema = DRAFT(file_schema("folder"))
    said = 'select = ["A"]\nfail-on = "warning"\nauthor = "x"\nforms = ["f.toml"]\n'
    schema.validate(tomllib.loads(said + '[severities]\nF105 = "error"'))
    assert not schema.is_valid({"fail_on": "warning"})
    assert not schema.is_valid({"severities": {"F105": "fatal"}})


def run(
    arguments: list[str], home: Path, shell: str = sys.executable, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run something where gouji is a command and home is empty."""
    bin_ = home / "bin"
    bin_.mkdir(exist_ok=True)
    command = bin_ / "gouji"
    code = "from tui.cli import main; main()"
    command.write_text(
        f"#!/bin/sh\nPYTHONPATH='{ROOT}' exec '{sys.executable}' -c '{code}' \"$@\"\n"
    )
    command.chmod(0o755)
    environment = {
        "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run(
        [shell, *arguments],
        cwd=home,
        env=environment | more,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def gouji(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(["-c", "from tui.cli import main; main()", *arguments], home, PYTHONPATH=str(ROOT))


def test_the_path_is_printed_alone(tmp_path: Path) -> None:
    done = gouji(tmp_path, "config", "path")
    assert done.stdout == f"{tmp_path}/.config/gouji/config.toml\n"
    assert (done.returncode, done.stderr) == (0, "")


def test_config_prints_what_other_programs_read_and_loads_no_screen(tmp_path: Path) -> None:
    assert tomllib.loads(gouji(tmp_path, "config", "show").stdout)["theme"] == "auto"
    for whose in ("person", "folder"):
        DRAFT.check_schema(json.loads(gouji(tmp_path, "config", "schema", "--for", whose).stdout))
    code = (
        "import sys, tui.settings.shown as s; s.shown(); s.schema_of('person'); print(*sys.modules)"
    )
    assert "textual" not in run(["-c", code], tmp_path, PYTHONPATH=str(ROOT)).stdout.split()


def test_settings_that_cannot_be_used_do_not_keep_config_from_telling(tmp_path: Path) -> None:
    file = tmp_path / ".config/gouji/config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("theme = 3\n", "utf-8")
    done = gouji(tmp_path, "config", "show")
    assert done.returncode == 0
    assert tomllib.loads(done.stdout)["theme"] == "auto"
    assert done.stderr.count("config.toml:1: theme:") == 1


# -- completions ------------------------------------------------------------------------------

CASES: list[tuple[str, set[str], set[str]]] = [
    ("gouji ", {"check", "config", "completions", "rules", "year.pdf", "checked"}, {"--lang"}),
    ("gouji ch", {"check", "checked"}, {"rules", "year.pdf"}),
    ("gouji y", {"year.pdf"}, {"check"}),
    ("gouji --l", {"--lang"}, {"check"}),
    ("gouji --lang ", {"en", "zh_CN"}, {"check"}),
    ("gouji check ", {"year.pdf", "checked"}, {"check", "A101"}),
    ("gouji check --f", {"--format", "--fail-on"}, {"--jobs", "year.pdf"}),
    ("gouji check --format ", {"text", "json", "csv", "sarif"}, {"year.pdf"}),
    ("gouji check --select F10", {"F101", "F109"}, {"F110", "A101"}),
    ("gouji check --ignore A101,t10", {"A101,T101"}, {"T101", "A101,A102"}),
    ("gouji check year.pdf --fail-on ", {"error", "warning", "never"}, {"year.pdf"}),
    ("gouji export year.pdf --format x", {"xlsx"}, {"json"}),
    ("gouji export --format md -o y", {"year.pdf"}, {"checked"}),
    ("gouji rules N", {code for code in RULES if code[0] == "N"}, {"A101"}),
    ("gouji config ", {"path", "show", "schema"}, {"year.pdf"}),
    ("gouji config schema --for ", {"person", "folder"}, {"year.pdf"}),
    ("gouji completions ", {"bash", "zsh", "fish"}, {"year.pdf"}),
    ("gouji year.pdf ", {"year.pdf", "checked"}, {"rules"}),
]  # fmt: skip


def offered_by_bash(line: str, home: Path) -> set[str]:
    words = line.split(" ")
    # compopt may only be called by bash itself, when a person presses the key.
    asked = f"""
        eval "$(gouji completions bash)"
        compopt() {{ :; }}
        COMP_WORDS=({" ".join(f"'{word}'" for word in words)})
        COMP_CWORD={len(words) - 1}
        _gouji_completion gouji '{words[-1]}' '{words[-2]}'
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = run(["--norc", "-c", asked], home, "bash")
    assert done.stderr == ""
    return set(done.stdout.splitlines())


def offered_by_fish(line: str, home: Path) -> set[str]:
    asked = f"gouji completions fish | source; complete -C '{line}'"
    done = run(["--no-config", "-c", asked], home, "fish")
    return {offer.partition("\t")[0].rstrip("/") for offer in done.stdout.splitlines()}


def offered_to_zsh(line: str, home: Path) -> set[str]:
    """What zsh is told: its own offers cannot be asked for without a terminal."""
    words = line.split(" ")
    done = run(
        [],
        home,
        str(home / "bin" / "gouji"),
        COMP_WORDS=line,
        COMP_CWORD=str(len(words) - 1),
        _GOUJI_COMPLETE="zsh_complete",
    )
    told = done.stdout.splitlines()
    kinds, values = told[::3], told[1::3]
    files = {"year.pdf", "checked"} if "file" in kinds else set[str]()
    return {v for k, v in zip(kinds, values, strict=True) if k == "plain"} | {
        file for file in files if file.startswith(words[-1])
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with something to complete."""
    (tmp_path / "year.pdf").write_text("")
    (tmp_path / "checked").mkdir()
    run(["-c", ""], tmp_path)
    return tmp_path


@pytest.mark.parametrize(("line", "these", "not_those"), CASES, ids=[case[0] for case in CASES])
def test_bash_offers_what_may_come_next(
    line: str, these: set[str], not_those: set[str], home: Path
) -> None:
    offered = offered_by_bash(line, home)
    assert these <= offered
    assert not_those.isdisjoint(offered)


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
@pytest.mark.parametrize(("line", "these", "not_those"), CASES, ids=[case[0] for case in CASES])
def test_fish_offers_what_may_come_next(
    line: str, these: set[str], not_those: set[str], home: Path
) -> None:
    offered = offered_by_fish(line, home)
    assert these <= offered
    assert not_those.isdisjoint(offered)


@pytest.mark.parametrize("line", ["gouji ", "gouji check --format ", "gouji export -o y"])
def test_zsh_is_told_what_may_come_next(line: str, home: Path) -> None:
    _line, these, not_those = next(case for case in CASES if case[0] == line or "-o y" in case[0])
    offered = offered_to_zsh(line, home)
    assert these <= offered
    assert not_those.isdisjoint(offered)


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh_understands_the_script(home: Path) -> None:
    asked = (
        'autoload -U compinit; compinit -u; eval "$(gouji completions zsh)"; echo $_comps[gouji]'
    )
    assert run(["-f", "-c", asked], home, "zsh").stdout.strip() == "_gouji_completion"


def test_settings_that_cannot_be_used_say_nothing_in_the_middle_of_a_line(home: Path) -> None:
    (home / ".config/gouji").mkdir(parents=True)
    (home / ".config/gouji/config.toml").write_text("theme = 3", "utf-8")
    asked = {"COMP_WORDS": "gouji ch", "COMP_CWORD": "1", "_GOUJI_COMPLETE": "bash_complete"}
    done = run([], home, str(home / "bin" / "gouji"), **asked)
    assert "plain,check" in done.stdout
    assert done.stderr == ""


def test_what_a_shell_shows_beside_an_offer_is_in_the_language_in_use() -> None:
    import click

    language.use("zh_CN")
    offers = cli.shell_complete(click.Context(cli, info_name="gouji"), "ru")
    assert [offer.help for offer in offers if offer.value == "rules"] == [
        "列出规则，或说明其中一条。"
    ]
    language.use("en")


def test_the_help_says_how_to_install_them(tmp_path: Path) -> None:
    said = gouji(tmp_path, "completions", "--help").stdout
    assert "gouji completions bash >> ~/.bashrc" in said
    assert "_gouji_completion" in script("bash")
