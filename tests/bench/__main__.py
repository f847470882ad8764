"""Print what gouji costs, as ratios to named yardsticks, each with its aim."""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from compileall import compile_dir
from decimal import Decimal
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median

import pdfplumber
import pypdfium2

import parsers
from tests.bench import long_report
from tests.bench.measure import (
    PYTHON,
    ROOT,
    compare,
    peak_memory,
    process,
    resident,
    timed,
)
from tests.bench.terminal import of_95, terminal
from tests.real import REPORTS

SAMPLE = ROOT / "sample_reports" / "zhoukou-2022.pdf"
GOUJI = str(Path(PYTHON).with_name("gouji"))
PAGE_DOWN = "\x1b[6~"
EMPTY = (PYTHON, "-m", "tests.bench.empty_app")


def pdfs() -> list[Path]:
    """Return the report PDFs to measure on: the sample, and the real one where it is."""
    real = REPORTS / "hongze-2023.pdf"
    return [SAMPLE, real] if real.exists() else [SAMPLE]


def reading() -> None:
    """Reading and checking, against pdfplumber's own text and tables of the same pages."""
    for path in pdfs():
        result = compare(timed(reader_of(path)), timed(yardstick_of(path)), runs=7)
        _say("read and check / pdfplumber text and tables", path, str(result), "at most 0.35")


def reader_of(path: Path) -> Callable[[], object]:
    """Return a function that reads and checks a report."""
    return lambda: parsers.check(parsers.load(path))


def yardstick_of(path: Path) -> Callable[[], object]:
    """Return a function that has pdfplumber extract what is in a PDF."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

    def extract() -> None:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.extract_tables()

    return extract


def formats() -> None:
    """The same report as web page and as Word file, against its PDF, all read and checked."""
    from tests.accuracy import figures, report, web, word

    case = next(case for case in figures.samples() if case.name == "sample-zhoukou-2022")
    parts = list(report.parts(case))
    page = web.furnished(web.body(parts, web.in_paragraphs), case.name)
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("report.html", page.encode()), ("report.docx", word.written(parts))):
            path = Path(folder) / name
            path.write_bytes(data)
            result = compare(timed(reader_of(path)), timed(reader_of(SAMPLE)), runs=7)
            _say("read and check / the same of its PDF", path, str(result), "under 1")


def repair() -> None:
    """Checking a report with wrong figures, against checking it where everything closes."""
    from tests.verdicts.clean import holding

    clean = parsers.load(SAMPLE)
    at = "applications/{}/{}".format
    one = {at("granted", "natural_person"): Decimal(504)}
    two = one | {at("results_total", "total"): Decimal(701)}
    moved = {at("granted", "business"): Decimal(2), at("granted", "legal_service"): Decimal(12)}
    hopeless = {a: Decimal(i * i % 997) for i, a in enumerate(clean.tables["applications"].cells)}
    cases = (("one slip", one, 20), ("two slips", two, 300), ("a case moved", moved, 300))
    for name, wrong, most in (*cases, ("a hopeless table", hopeless, 300)):
        corrupted = timed(partial(parsers.check, holding(clean, wrong)))
        result = compare(corrupted, timed(partial(parsers.check, clean)), runs=21)
        _say(f"checking with {name} / with none", SAMPLE, str(result), f"{most} ms more at most")


def loop() -> None:
    """What ten thousand pages that are read one after the other leave in memory."""
    from parsers.readers import pdf

    data = SAMPLE.read_bytes()
    pages, held = 0, []
    while pages < 10_000:
        pages += pdf.read(data).pages
        if pages in (1_000, 10_000):
            held.append(resident())
    _say(
        "most memory of 10,000 pages / of 1,000",
        SAMPLE,
        f"{held[1] / held[0]:5.2f}",
        "at most 1.1",
    )


def whole_process() -> None:
    """`gouji check`, against a bare script that opens the file and extracts."""
    for path in pdfs():
        result = compare(
            process(GOUJI, "check", str(path)),
            process(PYTHON, "-m", "tests.bench.plain_extract", str(path)),
            runs=7,
        )
        _say("gouji check / a bare pdfplumber script", path, str(result), "at most 0.7")


def first_paint() -> None:
    """From the command to the first screen, against an empty app; and from there to the report."""
    for path in pdfs():
        later: list[float] = []

        def shown(path: Path = path, later: list[float] = later) -> float:
            with terminal(GOUJI, "--lang", "en", str(path)) as screen:
                seconds = screen.until("Sections")
                later.append(screen.until("checked"))
                return seconds

        result = compare(shown, painted, runs=7)
        _say("first paint / an empty Textual app", path, str(result), "at most 1.5")
        _say("report on the screen after that", path, f"{median(later) * 1000:.0f} ms", "")


def painted() -> float:
    """Return the seconds that an empty Textual app takes to its first screen."""
    with terminal(*EMPTY) as screen:
        return screen.until("painted")


def keys() -> None:
    """From a key to the last of what it paints, in a report of 60 pages and in an empty app."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sixty-pages.pdf"
        path.write_bytes(long_report.pdf(60))
        with terminal(GOUJI, "--lang", "en", str(path)) as ours, terminal(*EMPTY) as empty:
            ours.until("checked")
            empty.until("painted")
            for key, name, times in (
                ("j", "j", 200),
                ("n", "n", 100),
                ("\x1b[6~", "page down", 60),
            ):
                ours.quiet()
                pairs = [(ours.press(key), empty.press(key)) for _ in range(times)]
                subject, yardstick = (of_95(side) for side in zip(*pairs, strict=True))
                told = f"{subject:.1f} ms  (an empty app {yardstick:.1f} ms, {times} keys)"
                _say(f"95 of 100 frames after {name} within", path, told, "at most 16 ms")


def long_memory() -> None:
    """The most memory that the browser holds, with a report of 300 pages open."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "three-hundred.pdf"
        path.write_bytes(long_report.pdf(300))
        with terminal(GOUJI, "--lang", "en", str(path)) as screen:
            seconds = screen.until("checked")
            for key in ("G", "g", "n", "n"):
                screen.press(key)
            _say("300 pages on the screen after", path, f"{seconds:.1f} s", "")
            _say("peak memory with 300 pages", path, f"{screen.memory('VmHWM'):.0f} MB", "")


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


def exporting() -> None:
    """Two hundred reports exported to Excel, one file each and an overview, against reading them.

    They are the samples in turn, so that some are PDFs whose findings have pictures.
    """
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "reports", Path(name) / "out"
        folder.mkdir()
        _copies(folder, 200)
        for format in ("xlsx", "docx", "html", "md"):
            written = ("export", str(folder), "--format", format, "-o", f"{out}/", "--force")
            result = compare(process(GOUJI, *written), process(GOUJI, "check", str(folder)), runs=1)
            each = (result.subject[0] - result.yardstick[0]) / 200 * 1000
            told = f"{result.ratio:5.2f}  ({each:.0f} ms more a report)"
            _say(f"200 reports to {format} / checked alone", folder, told, "")
            most = f"{peak_memory(GOUJI, *written):.0f} MB"
            _say(f"peak memory of 200 reports to {format}", folder, most, "under 200 MB")


def filling() -> None:
    """Five hundred reports listed: how long a key waits meanwhile, and until all are read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _copies(folder, 500)
        with terminal(GOUJI, "--lang", "en", str(folder)) as screen:
            start = time.perf_counter()
            screen.watch(30, lambda: b"of 500 reports read" in screen.seen)
            before = screen.memory()
            waits, step = [], 1
            while not screen.watch(0.1, lambda: b"500 of 500 reports read" in screen.seen):
                waits.append(screen.press_to("j" if step > 0 else "k", step))
                step = -step
            seconds = time.perf_counter() - start
            held, idle = screen.memory(), []
            for _number in range(100):
                idle.append(screen.press_to("j" if step > 0 else "k", step))
                step = -step
        check = process(GOUJI, "check", str(folder))()
        _say("key to frame while 500 are read", folder, _waits(waits), "under 50 ms")
        _say("key to frame when all are read", folder, _waits(idle), "")
        _say("memory for 500 reports", folder, f"{held - before:.0f} MB more", "under 30 MB")
        told = f"{seconds / check:5.2f}  ({seconds:.1f} s to {check:.1f} s)"
        _say("until 500 are read / gouji check", folder, told, "at most 1.2")


def _copies(folder: Path, number: int) -> None:
    """Fill `folder` with copies of the samples."""
    samples = [p for p in sorted(SAMPLE.parent.iterdir()) if p.suffix in (".pdf", ".txt")]
    for i, sample in zip(range(number), cycle(samples), strict=False):
        shutil.copy(sample, folder / f"{i:03}-{sample.name}")


def _waits(seconds: list[float]) -> str:
    most = max(seconds) * 1000
    return f"{of_95(seconds):.0f} ms of 95 in 100, {most:.0f} ms at most ({len(seconds)} keys)"


def _say(what: str, path: Path, result: str, aim: str) -> None:
    print(f"{what:<46} {path.name:<18} {result}   aim: {aim}", flush=True)


MEASURES: dict[str, Callable[[], None]] = {
    "reading": reading,
    "formats": formats,
    "process": whole_process,
    "paint": first_paint,
    "keys": keys,
    "memory": memory,
    "long": long_memory,
    "repair": repair,
    "loop": loop,
    "exporting": exporting,
    "folder": filling,
}

if __name__ == "__main__":
    # As pip does when it installs: without, each process would compile all that it imports.
    for package in ("parsers", "tui", "tests"):
        compile_dir(ROOT / package, quiet=1)
    for name in sys.argv[1:] or MEASURES:
        MEASURES[name]()
