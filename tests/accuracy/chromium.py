"""Reports printed to PDF by Chromium, many in one run, in styles that offices use."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
from msgspec import Struct

from tests.accuracy import web
from tests.accuracy.figures import Case
from tests.accuracy.report import parts

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)


class Style(Struct, frozen=True):
    """How a report is printed: rules of CSS for its page and, below `R`, for what is on it."""

    css: str
    page: str = "size: A4; margin: 24mm 22mm 22mm;"
    number: str = '"- " counter(page) " -"'
    thead: bool = False
    behind: bool = False


_SANS, _SERIF = '"Noto Sans CJK SC"', '"Noto Serif CJK SC"'
_BASE = """
R { font: 12pt/1.9 FONT; }
R h1 { font-size: 17pt; text-align: center; } R h2 { font-size: 13pt; break-after: avoid; }
R p { margin: 0; text-indent: 2em; text-align: justify; }
R table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 9pt;
  line-height: 1.5; text-align: center; }
R td { padding: 1.2mm 0.6mm; overflow-wrap: anywhere; }
"""
_LINES = "R td { border: 1px solid #000; }"

STYLES = {
    "lines, sans": Style(_BASE.replace("FONT", _SANS) + _LINES),
    "lines, serif, heads on each page": Style(
        _BASE.replace("FONT", _SERIF) + _LINES,
        "size: A4; margin: 37mm 26mm 35mm 28mm;",
        '"— " counter(page) " —"',
        thead=True,
    ),
    "condensed, wide rows": Style(
        _BASE.replace("FONT", _SANS)
        + _LINES
        + "R { letter-spacing: -0.6px; } R td { padding: 3mm 0; }",
        number='"第" counter(page) "页"',
    ),
    "cells apart, boxes": Style(
        _BASE.replace("FONT", _SANS)
        + "R table { border-collapse: separate; border-spacing: 1px; }"
        + "R td { border: 1px solid #555; }",
    ),
    "dotted": Style(_BASE.replace("FONT", _SERIF) + "R td { border: 1px dotted #000; }"),
    "dashed, landscape": Style(
        _BASE.replace("FONT", _SANS) + "R td { border: 1px dashed #333; }",
        "size: A4 landscape; margin: 20mm;",
    ),
    "thin filled boxes": Style(
        _BASE.replace("FONT", _SANS)
        + "R table { border-collapse: separate; border-spacing: 1px; background: #000; }"
        + "R td { background: #fff; }",
    ),
    "paragraphs on backgrounds": Style(
        _BASE.replace("FONT", _SANS)
        + _LINES
        + "R p, R h2 { background: #fefefe; outline: 1px solid #fff; } R td { background: #fff; }",
        behind=True,
    ),
    "horizontal rules": Style(
        _BASE.replace("FONT", _SANS)
        + "R td { border-top: 1px solid #000; border-bottom: 1px solid; }"
    ),
    "no lines": Style(_BASE.replace("FONT", _SANS), number="none"),
}


def is_here() -> bool:
    """Tell whether Chromium is installed."""
    return shutil.which("chromium") is not None


def printed(jobs: Sequence[tuple[Case, Style, float]]) -> list[bytes]:
    """Return the PDF of each report, printed in its style, so many millimetres further down.

    All are printed by one Chromium, each from a new page on, and divided by their outline.
    """
    css, reports = [], []
    for n, (case, style, down) in enumerate(jobs):
        number = f"@bottom-center {{ content: {style.number}; font: 9pt {_SANS}; }}"
        css.append(f"@page r{n} {{ {style.page} {number} }}")
        css.append(f".r{n} {{ page: r{n}; break-before: page; }}")
        css.append(f".r{n} .down {{ height: {down}mm; }}")
        css.append(style.css.replace("R ", f".r{n} ").replace("R{", f".r{n}{{"))
        report = web.body(list(parts(case)), thead=style.thead)
        report = report.replace("</h1>", '</h1><div class="down"></div>', 1)
        reports.append(f'<div class="r{n}">{report}</div>')
    html = f"<!doctype html><meta charset=utf-8><style>{''.join(css)}</style>{''.join(reports)}"
    return _divided(_print(html), len(jobs))


def _print(html: str) -> bytes:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, pdf = Path(folder, "reports.html"), Path(folder, "reports.pdf")
        page.write_text(html, encoding="utf-8")
        command = [
            str(shutil.which("chromium")),
            *_FLAGS,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ]
        subprocess.run(command, capture_output=True, timeout=300, check=True)
        return pdf.read_bytes()


def _divided(pdf: bytes, count: int) -> list[bytes]:
    """Return the reports of a PDF, each of which begins where its outline has a title."""
    whole = pypdfium2.PdfDocument(pdf)
    starts = []
    for mark in whole.get_toc():
        target = mark.get_dest()
        if mark.level == 0 and target is not None:
            starts.append(target.get_index())
    assert len(starts) == count, f"{count} reports were printed, {len(starts)} have a title"
    files = []
    for first, end in pairwise([*starts, len(whole)]):
        part = pypdfium2.PdfDocument.new()
        part.import_pages(whole, list(range(first, end)))
        held = BytesIO()
        part.save(held)
        files.append(held.getvalue())
    return files
