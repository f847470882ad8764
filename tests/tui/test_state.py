"""What is remembered from one start to the next is a convenience, and never in anybody's way."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest
from msgspec import Struct

from tests.tui.test_annotations import refuse_to_write_in
from tui.state import recall, remember


class Kept(Struct, frozen=True):
    format: str = "md"
    width: int = 0


KEPT = Kept("html", 40)


def file() -> Path:
    return platformdirs.user_state_path("gouji") / "kept.json"


def test_nothing_is_remembered_at_first() -> None:
    assert recall("kept", Kept) is None
    assert not file().exists()


def test_what_was_remembered_is_recalled_under_its_name_only() -> None:
    remember("kept", KEPT)
    remember("other", [1, 2])
    assert recall("kept", Kept) == KEPT
    assert recall("other", list[int]) == [1, 2]
    assert sorted(path.name for path in file().parent.iterdir()) == ["kept.json", "other.json"]


@pytest.mark.parametrize(
    "held",
    [b"", b"{", b'{"format": 3}', b"\xff", b"[]", b"null", b'{"foreign": ' + b"[" * 100_000],
    ids=["empty", "cut off", "another type", "no text", "a list", "null", "deep"],
)
def test_what_is_not_understood_is_not_remembered(held: bytes) -> None:
    remember("kept", KEPT)
    file().write_bytes(held)
    assert recall("kept", Kept) is None
    remember("kept", KEPT)
    assert recall("kept", Kept) == KEPT


def test_a_name_in_no_encoding_is_not_remembered() -> None:
    remember("kept", KEPT)
    remember("kept", Kept("\udcff"))
    assert recall("kept", Kept) == KEPT


def test_what_a_later_gouji_keeps_too_is_no_trouble() -> None:
    remember("kept", KEPT)
    file().write_bytes(b'{"width": 3, "colour": "red"}')
    assert recall("kept", Kept) == Kept(width=3)


def test_where_nothing_can_be_written_nothing_is_remembered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setattr("platformdirs.user_state_path", lambda name: tmp_path / "file" / name)
    remember("kept", KEPT)
    assert recall("kept", Kept) is None


def test_a_full_disk_leaves_what_was_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    remember("kept", KEPT)
    refuse_to_write_in(file().parent, monkeypatch, 28)
    remember("kept", Kept("csv"))
    assert recall("kept", Kept) == KEPT
