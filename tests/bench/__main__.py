"""Print what gouji costs, as ratios to named yardsticks, each with its aim."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

import parsers
from tests.bench.measure import PYTHON, ROOT, compare, peak_memory, process, timed, until_painted
from tests.real import REPORTS

SAMPLE = ROOT / "sample_reports" / "zhoukou-2022.pdf"
GOUJI = str(Path(PYTHON).with_name("gouji"))


def pdfs() -> list[Path]:
    """Return the report PDFs to measure on: the sample, and the real one where it is."""
    real = REPORTS / "hongze-2023.pdf"
    return [SAMPLE, real] if real.exists() else [SAMPLE]


def reading() -> None:
    """Reading and checking, against pdfplumber's own text and tables of the same pages."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    for path in pdfs():

        def ours(path: Path = path) -> None:
            parsers.check(parsers.load(path))

        def theirs(path: Path = path) -> None:
            with pdfplumber.open(path) as pdf:
                for page in pdf.pages:
                    page.extract_text()
                    page.extract_tables()

        result = compare(timed(ours), timed(theirs), runs=7)
        _say("read and check / pdfplumber text and tables", path, str(result), "at most 1.1")


def whole_process() -> None:
    """`gouji check`, against a bare script that opens the file and extracts."""
    for path in pdfs():
        result = compare(
            process(GOUJI, "check", str(path)),
            process(PYTHON, "-m", "tests.bench.plain_extract", str(path)),
            runs=7,
        )
        _say("gouji check / a bare pdfplumber script", path, str(result), "at most 1.2")


def first_paint() -> None:
    """From the command to the first screen, against an empty Textual app."""
    for path in pdfs():
        result = compare(
            until_painted([GOUJI, "--lang", "en", str(path)], "Sections"),
            until_painted([PYTHON, "-m", "tests.bench.empty_app"], "painted"),
            runs=7,
        )
        _say("first paint / an empty Textual app", path, str(result), "at most 1.5")


def memory() -> None:
    """The most memory `gouji check` holds, on a report of ten pages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ten-pages.pdf"
        ten, source = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(SAMPLE)
        while len(ten) < 10:
            ten.import_pages(source)
        ten.save(path)
        _say(
            "peak memory of gouji check",
            path,
            f"{peak_memory(GOUJI, 'check', str(path)):.0f} MB",
            "under 150 MB",
        )


def _say(what: str, path: Path, result: str, aim: str) -> None:
    print(f"{what:<46} {path.name:<18} {result}   aim: {aim}", flush=True)


MEASURES: dict[str, Callable[[], None]] = {
    "reading": reading,
    "process": whole_process,
    "paint": first_paint,
    "memory": memory,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or MEASURES:
        MEASURES[name]()
