"""What a person finds written beside a report."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from tui.annotations.file import beside


def notes_in(report: Path) -> list[dict[str, Any]]:
    """Return the annotations in the file beside a report."""
    file = beside(report)
    held = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    notes: list[dict[str, Any]] = held.get("annotation", [])
    return notes
