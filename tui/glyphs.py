"""The signs and lines that gouji draws, in every set that a terminal may need."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from parsers.model import Severity
from tui.widths import ambiguous

Borders = Literal["lines", "ascii"]


class Glyphs(Struct, frozen=True):
    """A set of signs; those without another word are one cell wide.

    `cursor` stands at the left of the line that the cursor is on, `before` and `behind` at the
    sides of a wrong figure, `rule` under the name of a group of columns, `divider` between the
    cells of a row as the file has it, `prose` for what the prose claims, `arrow` (a cell or two)
    before a figure that ought to stand there. `ascending` and `descending` tell how a list is
    sorted, `filled` and `empty` how much of it was read.
    `ellipsis`, `dot`, `dash` and `dashes` may take more cells, and so may the names of keys.
    """

    ascii_frames: bool
    cursor: str
    before: str
    behind: str
    unfolded: str
    folded: str
    rule: str
    divider: str
    severities: dict[Severity, str]
    pen: str
    agrees: str
    changed: str
    trouble: str
    prose: str
    arrow: str
    ellipsis: str
    blank: str
    dot: str
    dash: str
    dashes: str
    ascending: str
    descending: str
    filled: str
    empty: str
    keys: dict[str, str]


LINES = Glyphs(
    ascii_frames=False,
    cursor="▌",
    before="▐",
    behind="▌",
    unfolded="▾",
    folded="▸",
    rule="─",
    divider="│",
    severities={"error": "✗", "warning": "!", "info": "i"},
    pen="✎",
    agrees="✓",
    changed="≠",
    trouble="⚠",
    prose="¶",
    arrow="→",
    ellipsis="…",
    blank="·",
    dot="·",
    dash="–",
    dashes="──",
    ascending="▲",
    descending="▼",
    filled="━",
    empty="─",
    keys={"enter": "⏎", "shift": "⇧", "up": "↑", "down": "↓", "left": "←", "right": "→"},
)
ASCII = Glyphs(
    ascii_frames=True,
    cursor=">",
    before="[",
    behind="]",
    unfolded="v",
    folded=">",
    rule="-",
    divider="|",
    severities={"error": "x", "warning": "!", "info": "i"},
    pen="*",
    agrees="v",
    changed="~",
    trouble="!",
    prose="#",
    arrow="->",
    ellipsis="..",
    blank=".",
    dot="-",
    dash="-",
    dashes="--",
    ascending="^",
    descending="v",
    filled="=",
    empty="-",
    keys={
        "enter": "Enter",
        "shift": "Shift-",
        "up": "Up",
        "down": "Down",
        "left": "Left",
        "right": "Right",
    },
)
NARROW = replace(
    ASCII,
    severities=LINES.severities,
    pen=LINES.pen,
    agrees=LINES.agrees,
    trouble=LINES.trouble,
    keys=ASCII.keys | {"enter": LINES.keys["enter"]},
)
"""For terminals in which the lines are two cells wide: what is one cell wide everywhere."""

_borders: Borders = "lines"


def use_borders(borders: Borders) -> None:
    """Draw with lines or in ASCII from now on; call it before a screen exists."""
    global _borders  # noqa: PLW0603  there is one terminal
    _borders = borders


def glyphs() -> Glyphs:
    """Return the set to draw with in the terminal at hand."""
    if _borders == "ascii":
        return ASCII
    return LINES if ambiguous() == 1 else NARROW
