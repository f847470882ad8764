"""What gouji remembers from one start to the next: conveniences, nothing that anybody wrote."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")


def recall(name: str, kind: type[T]) -> T | None:
    """Return what was remembered under `name`; None where nothing was, or nothing of that kind."""
    with suppress(OSError, msgspec.DecodeError, UnicodeError, RecursionError):
        return msgspec.json.decode(_place(name).read_bytes(), type=kind)
    return None


def remember(name: str, value: object) -> None:
    """Remember `value` under `name`, if there is a place for it."""
    from tui.saving import write_whole

    place = _place(name)
    with suppress(OSError, UnicodeError):  # a path in no encoding
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, msgspec.json.encode(value))


def _place(name: str) -> Path:
    import platformdirs

    return platformdirs.user_state_path("gouji") / f"{name}.json"
