"""What must start fast, or run without a screen, does not import what it does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.parsers import official, word
from tests.real import ROOT, ZHOUKOU, ZHOUKOU_PDF

SCREEN = ("textual", "rich", "click", "tui")
PDF = ("pdfplumber", "pdfminer", "pypdfium2", "PIL")
MARKUP = ("lxml", "docx")


TELL = """
import atexit, sys
atexit.register(lambda: print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr))
"""


def imported(code: str, *arguments: str) -> set[str]:
    """Run `code` in a fresh process; return the top-level modules that it imported."""
    run = subprocess.run(
        [sys.executable, "-c", TELL + code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in run.stderr, run.stderr
    return set(run.stderr.split())


def test_library_imports_no_screen_and_no_command_line() -> None:
    assert imported("import parsers").isdisjoint((*SCREEN, *PDF))


def test_checking_a_report_imports_no_screen() -> None:
    code = "import parsers, pathlib; parsers.check(parsers.load(pathlib.Path(sys.argv[1])))"
    assert imported(code, str(ZHOUKOU_PDF)).isdisjoint(SCREEN)


def test_reading_text_imports_nothing_for_other_formats() -> None:
    code = "import parsers, pathlib; parsers.load(pathlib.Path(sys.argv[1]))"
    modules = imported(code, str(ZHOUKOU))
    assert modules.isdisjoint((*SCREEN, *PDF, *MARKUP))
    assert "parsers" in modules


def test_reading_word_imports_nothing_for_pdf(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(word.word(word.report_body(official.distinct())))
    code = "import parsers, pathlib; parsers.load(pathlib.Path(sys.argv[1]))"
    modules = imported(code, str(path))
    assert modules.isdisjoint((*SCREEN, *PDF, "docx"))
    assert "lxml" in modules


def test_reading_a_web_page_imports_nothing_for_pdf(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(f"<pre>{ZHOUKOU.read_text('utf-8')}</pre>", "utf-8")
    code = "import parsers, pathlib; parsers.load(pathlib.Path(sys.argv[1]))"
    modules = imported(code, str(path))
    assert modules.isdisjoint((*SCREEN, *PDF))
    assert "lxml" in modules


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("rules",),
        ("check", str(ZHOUKOU)),
        ("check", "--format", "json", str(ZHOUKOU)),
        ("check", "--format", "csv", str(ZHOUKOU)),
        ("check", "--format", "sarif", str(ZHOUKOU)),
        ("annotations", str(ZHOUKOU)),
        ("export", "--format", "md", str(ZHOUKOU)),
        ("check", "no-such-file.pdf"),
    ],
)
def test_command_without_a_screen_does_not_import_one(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    modules = imported("from tui.cli import main; main()", *arguments)
    assert "click" in modules
    assert modules.isdisjoint(("textual", *PDF))
