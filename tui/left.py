"""How reports were left, so that who opens one again finds it so: place, folds, what was shown."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tui.layout.lines import Anchor
from tui.layout.text import clean
from tui.panels.listing import Arrangement
from tui.state import recall, remember

MOST = 200
"""So many reports are remembered, those left last."""

NAME = "reports"


class Left(Struct, frozen=True):
    """How the report in the file at `path` was left, when the file had this `sha256`.

    `cursor` is what the cursor was on, with the cell at `address` if on one, `top` what was in
    sight first; `folded` are sections, `arrangement` is how the findings were listed, `finding`
    the id of the one in hand.
    """

    path: str = ""
    sha256: str = ""
    cursor: Anchor = Anchor()
    top: Anchor = Anchor()
    address: str = ""
    folded: tuple[str, ...] = ()
    arrangement: Arrangement = Arrangement()
    finding: str = ""
    has_annotations: bool = False
    """Whether the annotations were in the place of the findings."""


def left_at(path: Path, sha256: str) -> Left | None:
    """Return how the report at `path` was left; None where that is not known.

    In a file that has changed since, only what has a name is found again, no place in its prose.
    """
    name = _name(path)
    left = next((one for one in _all() if one.path == name), None)
    if left is None or left.sha256 == sha256:
        return left
    return replace(left, cursor=_unchanged(left.cursor), top=_unchanged(left.top))


def leave(path: Path, left: Left) -> None:
    """Remember how the report at `path` is left."""
    name = _name(path)
    others = [one for one in _all() if one.path != name]
    remember(NAME, [*others, replace(left, path=name)][-MOST:])


def _all() -> list[Left]:
    return recall(NAME, list[Left]) or []


def _name(path: Path) -> str:
    return clean(str(path.absolute()))


def _unchanged(anchor: Anchor) -> Anchor:
    return replace(anchor, offset=0)
