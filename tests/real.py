"""Where the real reports are, for tests that read them, and each of them read only once."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import parsers
from parsers.model import Report, Verdict

ROOT = Path(__file__).parents[1]
REPORTS = ROOT.parent / "shared" / "reports"
SAMPLES = ROOT / "sample_reports"

HONGZE = REPORTS / "hongze-2023.pdf"
ZHOUKOU = SAMPLES / "zhoukou-2022.txt"
ZHOUKOU_PDF = SAMPLES / "zhoukou-2022.pdf"

needs_reports = pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not here")


@cache
def load(path: Path) -> Report:
    """Return the report in a file, read once for all tests."""
    return parsers.load(path)


@cache
def check(path: Path) -> Verdict:
    """Return the verdict on the report in a file, checked once for all tests."""
    return parsers.check(load(path))


@cache
def truth(name: str) -> dict[str, Decimal | None]:
    """Return what is printed in every cell of a real report, read off by a person."""
    told: dict[str, Any] = json.loads(
        (REPORTS / f"{name}.truth.json").read_text("utf-8"), parse_float=Decimal, parse_int=Decimal
    )
    cells: dict[str, Decimal | None] = told["cells"]
    return cells
