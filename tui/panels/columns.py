"""The columns of the list of reports: as wide as what is in them, and what they are sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from parsers.messages import marked
from parsers.model import SEVERITIES
from tui.glyphs import glyphs
from tui.language import _
from tui.layout.text import plain
from tui.reading.reports import Entry, Order

COLUMNS: dict[str, str] = {
    "file": marked("file"),
    "agency": marked("agency"),
    "year": marked("year"),
    **dict.fromkeys(SEVERITIES, ""),
    "checked": marked("checked"),
    "noted": "",
    "state": marked("state"),
}
"""Their labels; those without one have a sign."""
ON_THE_RIGHT = {"year", *SEVERITIES, "checked", "noted"}

SORTED_BY: dict[Order, str] = {
    "problems": "error",
    "agency": "agency",
    "year": "year",
    "file": "file",
}
"""The columns whose heads show that it is sorted by them."""

SORTS: dict[str, Order] = {
    **{column: order for order, column in SORTED_BY.items()},
    **dict.fromkeys((*SEVERITIES, "state"), "problems"),
}
"""What a click on a column's head sorts by."""

DISPENSABLE = ("agency", "noted", "checked", "info", "year")
"""What is left out, in this order, where there is no room for names."""

LEAST_NAME = 14
"""Fewer cells are not enough to know a report by."""


class Column(Struct, frozen=True):
    """A column of the list as it is painted: where it begins and how wide it is, in cells."""

    id: str
    x: int
    width: int

    @property
    def side(self) -> Literal["left", "right"]:
        """Where its texts stand."""
        return "right" if self.id in ON_THE_RIGHT else "left"


class Head(Struct, frozen=True):
    """What a list is sorted by, and whether in the opposite direction."""

    order: Order = "found"
    backward: bool = False

    def label(self, column: str) -> str:
        """Return the label of a column, with the sign of the direction on the one sorted by."""
        signs = glyphs()
        drawn = {"noted": signs.pen, **dict[str, str](signs.severities.items())}
        label = drawn.get(column) or _(COLUMNS[column])
        if SORTED_BY.get(self.order) != column:
            return label
        # The heaviest problems come first; all else begins with the least.
        is_descending = (self.order == "problems") != self.backward
        return label + (signs.descending if is_descending else signs.ascending)


def texts(entry: Entry) -> tuple[str, ...]:
    """Return what stands in the columns for `entry`, made harmless."""
    digest = entry.digest
    if digest is None:
        return (plain(entry.name), *("" for _column in range(len(COLUMNS) - 2)), entry.state)
    return (
        plain(entry.name),
        plain(digest.agency),
        str(digest.year or ""),
        *(str(digest.counts[severity]) for severity in SEVERITIES),
        f"{digest.evaluated}/{digest.total}",
        str(digest.annotations or ""),
        entry.state,
    )


def columns(widest: Sequence[int], width: int) -> tuple[Column, ...]:
    """Return the columns for texts as wide as `widest` in a line of `width` cells.

    File and agency are cut where there is no room; where that is not enough, others are left out.
    """
    wanted = dict(zip(COLUMNS, widest, strict=True))
    room = _room(wanted, width)
    for id in DISPENSABLE:
        if room >= sum(min(wanted.get(name, 0), LEAST_NAME) for name in ("file", "agency")):
            break
        del wanted[id]
        room = _room(wanted, width)
    file, agency = wanted["file"], wanted.get("agency", 0)
    if file + agency > room:
        agency = min(agency, max(room * 2 // 5, room - file))
        wanted |= {"file": max(room - agency, 1), **({"agency": agency} if agency else {})}
    placed, x = [], 1
    for id, size in wanted.items():
        x += _gap(id)
        placed.append(Column(id, x, size))
        x += size
    return tuple(placed)


def _room(wanted: dict[str, int], width: int) -> int:
    """Return how many cells there are for file and agency, of which either may be left out."""
    fixed = sum(_gap(id) + (0 if id in {"file", "agency"} else wanted[id]) for id in wanted)
    return width - 2 - fixed


def _gap(id: str) -> int:
    return 0 if id == "file" else 1 if id in {"warning", "info"} else 2
