"""Makes the pictures of the screen that the README shows: `python -m tests.pictures [FOLDER]`.

Needs Chromium, DejaVu Sans Mono and Noto Sans Mono CJK (Debian: chromium, fonts-dejavu-core,
fonts-noto-cjk).
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from rich.cells import cell_len

from tests.real import ROOT, SAMPLES
from tui import language
from tui.app import GoujiApp

CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Block and box characters are one cell wide in the first, Chinese characters two in the second.
FONTS = "'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace"
CELL = 12.2
"""The width of a cell in the SVG, in pixels."""


class Picture(Struct, frozen=True):
    """A screen to show: its file's name, what is opened, the keys pressed, its size in cells."""

    name: str
    path: Path
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (120, 40)
    language: str = "en"


CITY = SAMPLES / "wanghe-city-2023.pdf"
PICTURES = (
    Picture("browser", CITY, ("n", "n")),
    Picture("page", CITY, ("n", "n", "n", "p")),
    Picture("browser-zh", CITY, ("n", "n", "3", "b"), (100, 30), "zh_CN"),
    Picture("folder", SAMPLES, ("s",), (100, 16)),
)


async def screen(picture: Picture) -> str:
    """Return the screen as SVG, when what was opened has been read and the keys pressed."""
    language.use(picture.language)
    app = GoujiApp([picture.path])
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause(4.0)
        for key in picture.keys:
            await pilot.press(key)
        await pilot.pause(0.5)
        return app.export_screenshot(simplify=True)


def png(svg: str, target: Path) -> None:
    """Print an SVG of a screen in a font in which a Chinese character is two cells wide."""
    svg = re.sub(r"@font-face\s*{[^}]*}", "", svg)
    svg = re.sub(r"font-family:\s*[^;]*;", f"font-family: {FONTS};", svg)
    svg = re.sub(r' x="([0-9.]+)"([^>]*) textLength="[0-9.]+"([^>]*)>([^<]*)<', _in_cells, svg)
    width, height = (float(n) for n in re.findall(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"', svg)[0])
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("the pictures need Chromium, which is not installed")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "screen.svg"
        source.write_text(svg, "utf-8")
        subprocess.run(
            [
                browser,
                *CHROMIUM,
                f"--user-data-dir={folder}/profile",
                f"--window-size={int(width)},{int(height)}",
                f"--screenshot={target.resolve()}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


def _in_cells(match: re.Match[str]) -> str:
    """Give each character of a text the place of its cell; the SVG counts all as one cell wide."""
    text = html.unescape(match[4])
    start = float(match[1])
    places = (f"{start + CELL * cell_len(text[:i]):.1f}" for i in range(len(text)))
    return f' x="{" ".join(places)}"{match[2]}{match[3]}>{match[4]}<'


def main(arguments: Sequence[str]) -> None:
    """Make the README's pictures, into a folder if one is named."""
    folder = Path(arguments[0]) if arguments else ROOT / ".github"
    folder.mkdir(exist_ok=True)
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as state:
            # Each is of someone who starts gouji for the first time.
            os.environ["XDG_STATE_HOME"] = state
            png(asyncio.run(screen(picture)), folder / f"{picture.name}.png")
        print(folder / f"{picture.name}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
