"""Every sentence that a person can meet is in every catalogue, whole and compiled."""

from __future__ import annotations

import ast
import asyncio
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from parsers.messages import Message
from tests.real import ROOT
from tui import language

CATALOGUE = ROOT / "tui" / "locale" / "zh_CN" / "LC_MESSAGES" / "gouji.po"
MARKERS = {"_", "marked"}


def messages() -> set[str]:
    """Return the sentences in the code: what is given to `_` or `marked`, in f-strings too."""
    return {text for path in _sources() for text in _marked_in(path)} - {""}


def _sources() -> Iterator[Path]:
    for package in ("parsers", "tui"):
        yield from (ROOT / package).rglob("*.py")


def _marked_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            text = node.args[0] if node.func.id in MARKERS and node.args else None
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use("en")


def translations() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def test_every_sentence_is_translated_and_none_is_left_over() -> None:
    assert translations().keys() == messages()
    assert all(translations().values())


def test_a_translation_has_the_places_of_its_sentence() -> None:
    for sentence, translation in translations().items():
        places = (set(re.findall(r"\{\w+\}", text)) for text in (sentence, translation))
        assert len({frozenset(p) for p in places}) == 1, sentence


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    """If it is not: `pybabel compile -d tui/locale -D gouji`."""
    compiled = BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        assert {m.id: m.string for m in read_mo(file) if m.id} == {
            m.id: m.string for m in read_mo(compiled) if m.id
        }


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                joined = node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
                assert not (node.func.id in MARKERS and joined), f"{path}:{node.lineno}"


def test_a_message_is_said_in_the_language_in_use() -> None:
    message = Message("there is no rule {code}; the nearest is {near}", {"code": "X", "near": "Y"})
    assert language.say(message) == str(message) == "there is no rule X; the nearest is Y"
    language.use("zh_CN")
    assert language.say(message) == "没有规则 X，最接近的是 Y"


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_TW.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN"}, "zh_CN"),
    ],
)
def test_the_environment_chooses_the_language(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], spoken: str
) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert language.preferred() == spoken


def test_another_language_is_spoken_in_its_thread_only() -> None:
    said: dict[str, str] = {}
    speaks, may_end = Event(), Event()

    def say_in(name: str) -> None:
        said[name] = language._("Export")

    def export() -> None:
        with language.speaking("zh_CN"):
            say_in("export")
            thread = Thread(target=say_in, args=("a thread begun there",))
            thread.start()
            thread.join(10)
            speaks.set()
            may_end.wait(10)
        say_in("afterwards")

    exporting = Thread(target=export)
    exporting.start()
    assert speaks.wait(10)
    say_in("screen")
    may_end.set()
    exporting.join(10)
    assert said == {
        "export": "导出",
        "a thread begun there": "Export",
        "screen": "Export",
        "afterwards": "Export",
    }


async def test_a_thread_of_a_task_speaks_as_the_task_does() -> None:
    with language.speaking("zh_CN"):
        assert await asyncio.to_thread(language._, "Export") == "导出"
    assert await asyncio.to_thread(language._, "Export") == "Export"
