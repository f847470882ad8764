"""Exports of readings, one module a format; a module is imported when its format is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from tui.exports.scope import ALL, Options

if TYPE_CHECKING:
    from tui.exports.overview import Overview
    from tui.reading import Reading

FORMATS: dict[str, str] = {
    "md": "tui.exports.markdown",
    "html": "tui.exports.html",
    "docx": "tui.exports.word",
    "xlsx": "tui.exports.excel",
    "json": "tui.exports.json",
    "csv": "tui.exports.csv",
    "sarif": "tui.exports.sarif",
}
"""The module of each format; it has `render(readings, options, overview)`, the whole file."""

BINARY = frozenset({"docx", "xlsx"})
"""The formats that are no text."""


def render(
    format: str,
    readings: Iterable[Reading],
    options: Options = ALL,
    overview: Overview | None = None,
) -> bytes:
    """Return `readings` in a format of `FORMATS`; the same bytes for the same readings.

    An overview stands before them; without any readings it is all there is.
    """
    content: bytes = import_module(FORMATS[format]).render(readings, options, overview)
    return content
