"""The report's file, opened in the program that the desktop has for it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.tui.county import COUNTY
from tests.tui.story import at_the_screen, opened
from tui.outside import NotOpened, open_outside

if sys.platform in ("win32", "darwin"):
    pytest.skip("the opener is that of the system itself", allow_module_level=True)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs, the only one on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(desktop: Path, does: str) -> None:
    """Make an opener of a few lines of Python, with `path` the file that it is given."""
    opener = desktop / "xdg-open"
    opener.write_text(f"#!{sys.executable}\nimport sys\n[path] = sys.argv[1:]\n{does}\n", "utf-8")
    opener.chmod(0o755)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    name = "-- $(touch owned) 报告;a.txt"
    return Path(shutil.copy(COUNTY, tmp_path / name))


def test_the_file_and_nothing_else_is_opened(
    desktop: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(desktop, "import os; open(f'{path}.opened', 'w').write(path); print('noise')")
    monkeypatch.chdir(report.parent)
    open_outside(Path(report.name), moment=30)
    assert Path(f"{report}.opened").read_text("utf-8") == str(report)
    assert not (report.parent / "owned").exists()


def test_what_the_program_prints_is_lost(
    desktop: Path, report: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    program(desktop, "print('noise'); print('noise', file=sys.stderr); assert not sys.stdin.read()")
    open_outside(report, moment=30)
    assert capfd.readouterr() == ("", "")


def test_a_program_that_fails_at_once_is_told(desktop: Path, report: Path) -> None:
    program(desktop, "sys.exit(3)")
    with pytest.raises(NotOpened, match="was not opened: xdg-open ended with status 3"):
        open_outside(report, moment=30)


def test_a_program_that_goes_on_is_not_waited_for(desktop: Path, report: Path) -> None:
    program(desktop, "import time; time.sleep(5); sys.exit(3)")
    open_outside(report, moment=0.05)


def test_where_there_is_no_such_program_that_is_told(desktop: Path, report: Path) -> None:
    with pytest.raises(NotOpened, match="there is no xdg-open"):
        open_outside(report)


def test_a_program_that_cannot_be_started_is_told(desktop: Path, report: Path) -> None:
    program(desktop, "")
    (desktop / "xdg-open").write_text("#!/nonexistent/python\n", "utf-8")
    with pytest.raises(NotOpened, match="cannot be opened"):
        open_outside(report)


def test_a_file_that_is_gone_is_told(desktop: Path, report: Path) -> None:
    report.unlink()
    with pytest.raises(NotOpened, match="is not there any more"):
        open_outside(report)


async def test_o_opens_the_report_and_says_so(desktop: Path, report: Path) -> None:
    program(desktop, "open(f'{path}.opened', 'w')")
    async with at_the_screen(report) as story:
        await opened(story)
        await story.press("o")
        await story.until(lambda: f"Opened {report.name}" in story.notices)
        assert Path(f"{report}.opened").exists()
        (desktop / "xdg-open").unlink()
        await story.press("o")
        await story.until(lambda: "there is no xdg-open" in story.notices)
