"""A county's report without faults, and as it would be with other words in it."""

from __future__ import annotations

from pathlib import Path

from tests.real import SAMPLES

COUNTY = SAMPLES / "huaiting-county-2024.txt"

WRONG_TOTAL = ("131 4 1 0 2 0 138", "131 4 1 0 2 0 183")
"""In the total of new applications two digits are swapped; the prose is right."""


def county_with(path: Path, *changes: tuple[str, str]) -> Path:
    """Write the report to `path`, with words in place of others that stand in it once."""
    text = COUNTY.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return path
