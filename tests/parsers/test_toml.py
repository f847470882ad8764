"""TOML that people write: where its keys stand, and what is said where it cannot be used."""

from __future__ import annotations

import os
import pickle
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from parsers import toml
from parsers.toml.places import Key, places

TEXT = '''\
a = 1  # ] }
"b c".d = [1, {x = "}", y = [
  2, # ]
  '3' ] } ]
[[tables]]
id = """x
"]"""
rows = [
  { id = "q", columns = ["a", "b"] },
]
[tables.sub]
z = 2024-01-01 10:00:00
[[tables]]
[[tables.older]]
k.k = -1.5
'''


def test_every_key_and_item_has_its_line() -> None:
    assert places(TEXT) == {
        ("a",): 1,
        ("b c",): 2,
        ("b c", "d"): 2,
        ("b c", "d", 0): 2,
        ("b c", "d", 1): 2,
        ("b c", "d", 1, "x"): 2,
        ("b c", "d", 1, "y"): 2,
        ("b c", "d", 1, "y", 0): 3,
        ("b c", "d", 1, "y", 1): 4,
        ("tables",): 5,
        ("tables", 0): 5,
        ("tables", 0, "id"): 6,
        ("tables", 0, "rows"): 8,
        ("tables", 0, "rows", 0): 9,
        ("tables", 0, "rows", 0, "id"): 9,
        ("tables", 0, "rows", 0, "columns"): 9,
        ("tables", 0, "rows", 0, "columns", 0): 9,
        ("tables", 0, "rows", 0, "columns", 1): 9,
        ("tables", 0, "sub"): 11,
        ("tables", 0, "sub", "z"): 12,
        ("tables", 1): 13,
        ("tables", 1, "older"): 14,
        ("tables", 1, "older", 0): 14,
        ("tables", 1, "older", 0, "k"): 15,
        ("tables", 1, "older", 0, "k", "k"): 15,
    }


def keys(value: Any, key: Key = ()) -> set[Key]:
    """Return all keys in what a reader of TOML read."""
    if isinstance(value, dict):
        return {k for name, held in value.items() for k in keys(held, (*key, name))} | {key}
    if isinstance(value, list):
        return {k for place, held in enumerate(value) for k in keys(held, (*key, place))} | {key}
    return {key}


names = st.text("ab-_1 .=[]{}#'\"\\\n甲", min_size=1, max_size=4)
values = st.recursive(
    st.text("x\"'\n]}#\\,=甲") | st.integers() | st.booleans() | st.floats(allow_nan=False),
    lambda held: st.lists(held, max_size=3) | st.dictionaries(names, held, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(names, values, max_size=4), st.booleans())
def test_what_is_written_is_found(told: dict[str, Any], multiline: bool) -> None:
    text = tomli_w.dumps(told, multiline_strings=multiline)
    assert set(places(text)) == keys(tomllib.loads(text)) - {()}


@given(st.text("a[]{}=.,\"'#\n\\1 "))
def test_what_is_no_toml_ends_too(text: str) -> None:
    places(text)


# -- what cannot be used --------------------------------------------------------------------------


def sentence(path: Path) -> str:
    with pytest.raises(toml.Broken) as error:
        toml.read(path)
    again = pickle.loads(pickle.dumps(error.value))
    assert again.message == error.value.message
    return str(error.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a = 1\nb = \n", "{path}:2:5: this is not valid TOML (Invalid value)"),
        (b"a = 1\na = 2\n", "{path}:2:6: this is not valid TOML (Cannot overwrite a value)"),
        (b"a = [1", "{path}:1:7: this is not valid TOML (Unclosed array)"),
        (b"a = 1\nb = '\xb1\xa8'", "{path}:2:6: this is not UTF-8"),
        (b"a = '\x1b[31m'", "{path}:1:6: this is not valid TOML (Found invalid character '\\x1b')"),
        (b"\n\na = " + b"[" * 100_000, "{path}:3: this is nested more than 32 deep"),
        (b"a" + b".a" * 300_000 + b" = 1", "{path}:1: this is nested more than 32 deep"),
        (b"a = 1\n" * 200_000, "{path}: the file is larger than 1 MB"),
    ],
    ids=["value", "twice", "end", "encoding", "control", "lists", "dots", "size"],
)
def test_a_broken_file_is_a_sentence_with_its_place(
    content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    assert sentence(path) == said.format(path=path)


def test_what_is_no_file_is_a_sentence(tmp_path: Path) -> None:
    assert sentence(tmp_path) == f"{tmp_path}: this is a folder"
    assert sentence(tmp_path / "b") == f"{tmp_path / 'b'}: there is no such file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.toml"
    os.mkfifo(path)
    assert sentence(path) == f"{path}: this is a device or a pipe, not a file"


@pytest.mark.parametrize(
    "text",
    [
        "[[a]]\n" * 170_000,
        "a = [" + "1," * 400_000 + "]",
        'a = "' + "\\" * 900_000,
        "a" * 1_000_000,
        "#\n" * 500_000,
        "a = {" + ",".join(f"x{i}.y=1" for i in range(60_000)) + "}",
    ],
    ids=["tables", "items", "quotes", "name", "comments", "keys"],
)
def test_no_file_takes_long(text: str, tmp_path: Path) -> None:
    """Each of these takes a second; were a pattern to begin anew at each place, it were hours."""
    path = tmp_path / "a.toml"
    path.write_text(text, "utf-8")
    try:
        toml.read(path)
    except toml.Broken as error:
        assert len(str(error)) < 400


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1")
    assert toml.read(path).told == {"a": 1}
