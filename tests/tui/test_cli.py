"""The command line: its contract of streams, exit codes and sentences."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real import HONGZE, SAMPLES, needs_reports
from tests.tui.county import COUNTY, WRONG_TOTAL, county_with

GOUJI = Path(sys.executable).with_name("gouji")
CLEAN = COUNTY
WARNED = SAMPLES / "huaiting-county-2023.txt"
FAULTY = SAMPLES / "wanghe-education-2023.txt"


def gouji(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command without a terminal, in English unless told otherwise."""
    return subprocess.run(
        [GOUJI, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": "C.UTF-8"} | environment,
        check=False,
    )


def test_a_clean_report_exits_with_0() -> None:
    result = gouji("check", CLEAN)
    assert result.returncode == 0
    assert "42 of 42 identities evaluated: 42 close, 0 do not" in result.stdout
    assert result.stderr == ""


def test_errors_exit_with_1_and_warnings_only_when_asked() -> None:
    assert gouji("check", FAULTY).returncode == 1
    assert gouji("check", FAULTY, "--fail-on", "never").returncode == 0
    assert gouji("check", WARNED).returncode == 0
    assert gouji("check", WARNED, "--fail-on", "warning").returncode == 1


@needs_reports
def test_the_real_report_has_its_two_errors_and_nothing_else_wrong() -> None:
    result = gouji("check", HONGZE)
    lines = [line.split() for line in result.stdout.splitlines()]
    assert [line[1] for line in lines if line and line[0] == "✗"] == ["A104", "A104"]
    assert [line[1] for line in lines if line and line[0] == "!"] == ["F109"]
    assert "行政复议 总计: 0, should be 11" in result.stdout
    assert "5 + 0 + 0 + 0 = 5 ≠ 0\n" in result.stdout
    assert "→ 复议后起诉 总计: 0 → 5 (total left at 0)\n" in result.stdout
    assert "40 of 40 identities evaluated: 38 close, 2 do not" in result.stdout
    assert result.stderr == ""


def test_a_report_given_in_text_and_in_pdf_has_the_same_finding_ids() -> None:
    result = gouji(
        "check", SAMPLES / "zhoukou-2022.txt", SAMPLES / "zhoukou-2022.pdf", "--format", "json"
    )
    text, pdf = ({f["id"] for f in json.loads(li)["findings"]} for li in result.stdout.splitlines())
    assert text
    assert text < pdf


def test_json_is_one_document_a_line_and_the_same_from_run_to_run() -> None:
    first, second = (gouji("check", SAMPLES, "--format", "json").stdout for _ in range(2))
    assert first == second
    agencies = [json.loads(line)["agency"] for line in first.splitlines()]
    assert agencies.count("周口市人民政府") == 2


def test_jobs_change_nothing_but_the_time() -> None:
    one, two = (gouji("check", SAMPLES, "--jobs", jobs).stdout for jobs in ("1", "2"))
    assert one == two


def test_select_and_ignore_take_beginnings_of_codes() -> None:
    only = gouji("check", FAULTY, "--select", "F1,D", "--ignore", "F103").stdout
    assert "F101" in only
    assert "F103" not in only
    assert "A102" not in only


def test_an_unknown_rule_names_the_nearest() -> None:
    result = gouji("check", FAULTY, "--select", "A109")
    assert result.returncode == 2
    assert "there is no rule A109; the nearest is A10" in result.stderr
    assert gouji("rules", "A1O3").returncode == 2


def test_rules_lists_the_catalogue_and_explains_one() -> None:
    from parsers.checks.register import RULES

    listed = [line.split()[0] for line in gouji("rules").stdout.splitlines()]
    assert listed == list(RULES)
    explained = gouji("rules", "a103").stdout
    for part in ("Why: ", "Example: ", "Source: 国办公开办函〔2021〕30号"):
        assert part in explained


def test_what_cannot_be_read_gets_a_sentence_and_the_rest_is_done(tmp_path: Path) -> None:
    empty, picture = tmp_path / "empty.pdf", tmp_path / "picture.pdf"
    empty.touch()
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    folder = tmp_path / "nothing here"
    folder.mkdir()
    missing = tmp_path / "missing.pdf"
    result = gouji("check", empty, picture, folder, missing, CLEAN)
    assert result.returncode == 3
    assert "42 of 42" in result.stdout
    assert sorted(result.stderr.splitlines()) == sorted(
        [
            f"gouji: {empty}: the file is empty",
            f"gouji: {picture}: this is a PNG picture, not a report that gouji can read",
            f"gouji: {folder}: no reports in this folder",
            f"gouji: {missing}: there is no such file",
        ]
    )


def test_a_file_name_cannot_command_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[31mred.txt"
    shutil.copy(CLEAN, path)
    result = gouji("check", path, tmp_path / "\x1b]0;title.txt")
    assert "␛[31mred.txt" in result.stdout
    assert "\x1b" not in result.stdout + result.stderr


def test_without_a_terminal_the_browser_prints_what_check_prints() -> None:
    result = gouji(SAMPLES)
    assert result.returncode == 0
    assert result.stdout == gouji("check", SAMPLES).stdout
    assert result.stderr == "gouji: no terminal, so here is what `gouji check` says\n"
    assert gouji(CLEAN, "/nonexistent").returncode == 3


def test_chinese_is_spoken_where_the_locale_or_the_option_says_so() -> None:
    by_option = gouji("check", FAULTY, "--lang", "zh_CN").stdout
    by_locale = gouji("check", FAULTY, LC_ALL="zh_CN.UTF-8").stdout
    assert by_option == by_locale
    assert "缺少“五、存在的主要问题及改进情况”" in by_option
    assert "检查" in gouji("--lang", "zh_CN", "--help").stdout
    assert "\n规则要求：每一申请人列中" in gouji("rules", "A101", "--lang", "zh_CN").stdout


def test_export_writes_a_file_once_and_over_it_only_when_forced(tmp_path: Path) -> None:
    target = tmp_path / "summary.md"
    arguments = ("export", FAULTY, "--format", "md", "-o", target)
    assert gouji(*arguments).returncode == 0
    written = target.read_bytes()
    assert "望禾市教育局".encode() in written
    target.write_text("mine")
    refused = gouji(*arguments)
    assert refused.returncode == 2
    assert "exists; --force overwrites it" in refused.stderr
    assert target.read_text() == "mine"
    assert gouji(*arguments, "--force").returncode == 0
    assert target.read_bytes() == written


def test_export_to_a_folder_writes_one_file_a_report(tmp_path: Path) -> None:
    out = f"{tmp_path}/out/"
    result = gouji("export", SAMPLES, "--format", "json", "-o", out)
    assert result.returncode == 0
    names = sorted(path.name for path in Path(out).iterdir())
    assert len(names) == 8
    assert "overview.json" in names
    assert {"zhoukou-2022.pdf.json", "zhoukou-2022.txt.json"} <= set(names)


def written_to(stdout: int, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command with its output going there."""
    return subprocess.run(
        [GOUJI, *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=False,
    )


@pytest.fixture
def closed_pipe() -> Iterator[int]:
    """A pipe that nobody reads."""
    read, write = os.pipe()
    os.close(read)
    yield write
    os.close(write)


@pytest.mark.parametrize(
    "command",
    [
        *(("check", SAMPLES), ("check", SAMPLES, "--jobs", "2")),
        *(("export", SAMPLES, "--format", "md"), ("annotations", SAMPLES), ("rules",)),
    ],
)
def test_a_pipe_that_is_closed_ends_it_without_a_word(
    command: tuple[str | Path, ...], closed_pipe: int
) -> None:
    result = written_to(closed_pipe, *command)
    assert (result.returncode, result.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such file here")
@pytest.mark.parametrize("command", [("check",), ("export", "--format", "md"), ("annotations",)])
def test_a_standard_output_that_is_full_is_named(command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        result = written_to(full.fileno(), *command, CLEAN)
    assert result.returncode == 2
    assert result.stderr == (
        "gouji: cannot go on: standard output could not be written: No space left on device\n"
    )


def test_colour_is_for_terminals_only() -> None:
    assert "\x1b" not in gouji("check", FAULTY).stdout


def test_dismissed_findings_do_not_fail_a_check(tmp_path: Path) -> None:
    from tui.reading import open_reading

    path = tmp_path / FAULTY.name
    shutil.copy(FAULTY, path)
    reading = open_reading(path)
    for finding in reading.verdict.findings:
        if finding.severity == "error":
            reading.store.judge(finding, reading.report, "dismissed", "counted twice on purpose")
    result = gouji("check", path)
    assert result.returncode == 0
    assert result.stdout.count("[dismissed]") == 1


def test_a_dismissal_that_no_longer_holds_is_told(tmp_path: Path) -> None:
    from tui.reading import open_reading

    path = county_with(tmp_path / "county.txt", WRONG_TOTAL)
    reading = open_reading(path)
    reading.store.judge(reading.verdict.findings[0], reading.report, "dismissed")
    assert "[dismissed]" in gouji("check", path).stdout
    county_with(path, (WRONG_TOTAL[0], "131 5 1 0 2 0 183"))
    result = gouji("check", path)
    assert "[open again: figures changed]" in result.stdout
    assert result.returncode == 1
