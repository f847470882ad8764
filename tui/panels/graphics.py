"""How this terminal shows pictures: by a protocol of its own, or in halves of cells.

A terminal is not asked what it can do: an answer would be read as keys once the screen is there.
What is known of it stands in the environment.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Literal, Protocol, cast

from parsers.pictures import Picture, Room

if TYPE_CHECKING:
    from PIL.Image import Image
    from textual.widget import Widget

Pictures = Literal["auto", "kitty", "sixel", "blocks", "none"]
"""How a person wants pictures shown."""

Way = Literal["kitty", "sixel", "blocks", "none"]

# Only those whose kitty graphics know placeholders: Konsole and WezTerm do not, but have sixel.
_KITTY = {"TERM": ("xterm-kitty", "xterm-ghostty"), "TERM_PROGRAM": ("ghostty", "kitty")}
_SIXEL = {
    "TERM": ("foot", "foot-extra", "foot-direct", "mlterm", "mlterm-256color", "contour"),
    "TERM_PROGRAM": ("WezTerm", "mintty", "contour", "iTerm.app"),
}
_KITTY_VARIABLES = ("KITTY_WINDOW_ID", "GHOSTTY_RESOURCES_DIR")
_SIXEL_VARIABLES = ("WEZTERM_PANE", "WEZTERM_EXECUTABLE")
_KONSOLE_LEAST = 220400
# A program between us and the terminal, which may pass on neither; what lies behind is not known.
_BETWEEN = ("TMUX", "STY", "ZELLIJ")

_USUAL_CELL = (10, 20)
# So many pixels high print can be read: figures where a pixel is half a cell.
_LETTER, _COARSE_LETTER = 12.0, 6.0


class Shown(Protocol):
    """A widget that shows a picture."""

    image: Image | None


def way(
    wanted: Pictures = "auto", environment: Mapping[str, str] = os.environ, has_colour: bool = True
) -> Way:
    """Return how to show pictures: as a person wants, or as well as the terminal is known to.

    Kitty is told by a colour which picture stands where, and so needs colours.
    """
    found = _known(environment) if wanted == "auto" else wanted
    return "blocks" if found == "kitty" and not has_colour else found


def _known(environment: Mapping[str, str]) -> Way:
    if any(name in environment for name in _BETWEEN):
        return "blocks"
    if environment.get("TERM", "").startswith(("screen", "tmux", "linux", "dumb")):
        return "blocks"
    if _is_one(environment, _KITTY, _KITTY_VARIABLES):
        return "kitty"
    konsole = environment.get("KONSOLE_VERSION", "")
    if _is_one(environment, _SIXEL, _SIXEL_VARIABLES) or (
        konsole.isdecimal() and int(konsole) >= _KONSOLE_LEAST
    ):
        return "sixel"
    return "blocks"


def _is_one(
    environment: Mapping[str, str], values: Mapping[str, tuple[str, ...]], names: tuple[str, ...]
) -> bool:
    return any(name in environment for name in names) or any(
        environment.get(name) in known for name, known in values.items()
    )


def room(way: Way, columns: int, rows: int) -> Room:
    """Return the room that so many cells are for a picture."""
    if way == "blocks":
        return Room(columns, rows, 1, 2, _COARSE_LETTER, coarse=True)
    width, height = _cell_size()
    return Room(columns, rows, width, height, max(_LETTER, height * _LETTER / _USUAL_CELL[1]))


def _cell_size() -> tuple[int, int]:
    """Return how many pixels a cell has, as far as the system knows without asking the terminal."""
    try:
        import fcntl
        import termios
        from array import array

        held = array("H", [0, 0, 0, 0])
        fcntl.ioctl(sys.__stdout__ or 1, termios.TIOCGWINSZ, held)
        rows, columns, wide, high = held
        if rows and columns and wide >= columns and high >= rows:
            return wide // columns, high // rows
    except (ImportError, OSError, ValueError):
        pass  # no such terminal
    return _USUAL_CELL


def widget(way: Way) -> Widget:
    """Return a widget that shows pictures in this way; its `image` is the picture."""
    with _terminal_left_alone():
        from textual_image import widget as widgets

    if way == "kitty":
        return widgets.TGPImage()
    if way == "sixel":
        from textual_image.widget.sixel import Image

        return Image()
    return widgets.HalfcellImage()


def put(widget: Widget, picture: Picture) -> None:
    """Show a picture in a widget of `widget`'s making."""
    from PIL import Image

    shown = cast("Shown", widget)
    shown.image = Image.open(BytesIO(picture.png)).convert("RGB")


@contextmanager
def _terminal_left_alone() -> Iterator[None]:
    """Keep textual-image from asking the terminal, as it does when it is first imported.

    It asks nothing where stdout is no terminal, and takes the size of a cell from these variables.
    """
    stdout, cell = sys.__stdout__, _cell_size()
    sizes = dict(zip(("TEXTUAL_CELL_WIDTH", "TEXTUAL_CELL_HEIGHT"), map(str, cell), strict=True))
    before = {name: os.environ.get(name) for name in sizes}
    os.environ.update(sizes)
    setattr(sys, "__stdout__", StringIO())  # noqa: B010  the type says that nobody may
    try:
        yield
    finally:
        setattr(sys, "__stdout__", stdout)  # noqa: B010
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
