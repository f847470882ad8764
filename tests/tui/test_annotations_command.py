"""`gouji annotations`, and the formats of `gouji check` that other programs read."""

from __future__ import annotations

import csv
import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.county import WRONG_TOTAL, county_with
from tests.tui.test_cli import FAULTY, gouji
from tui.annotations import AnnotationStore
from tui.annotations.file import beside
from tui.exports import listing
from tui.reading import open_reading


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two reports, one of them with a total that is wrong."""
    monkeypatch.setenv("GOUJI_AUTHOR", "王芳")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    reports = tmp_path / "reports"
    reports.mkdir()
    shutil.copy(FAULTY, reports)
    county_with(reports / "county.txt", WRONG_TOTAL)
    return reports


def write(folder: Path) -> AnnotationStore:
    """Dismiss the wrong total of the county, and write notes on its report and a section."""
    reading = open_reading(folder / "county.txt")
    reading.store.judge(reading.verdict.findings[0], reading.report, "dismissed", "口径不同")
    reading.store.add("report", "第一行\n第二行\x1b[31m", ["待办"])
    reading.store.add("section:overview", "好")
    return reading.store


def change(folder: Path, total: str) -> None:
    county_with(folder / "county.txt", (WRONG_TOTAL[0], total))


def test_annotations_are_listed_by_report_with_all_their_lines(folder: Path) -> None:
    write(folder)
    result = gouji("annotations", folder)
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{folder / 'county.txt'}  ")
    assert "the whole report" in lines[1]
    assert lines[1].endswith("#待办")
    assert lines[2:4] == ["      第一行", "      第二行␛[31m"]
    assert "一、总体情况" in lines[4]
    assert "dismissed" in lines[6]
    assert "unchanged" in lines[6]
    assert lines[7] == "      口径不同"
    assert lines[-1] == "2 reports: 3 annotations, 0 of them out of date"
    starts = {cell_len(line.partition("王芳")[0]) for line in lines if "王芳" in line}
    assert len(starts) == 1
    assert result.stdout == gouji("annotations", folder).stdout


def test_stale_ones_are_those_that_reopened_or_are_gone(folder: Path) -> None:
    store = write(folder)
    store.add("section:none", "没了")
    assert "没了" in gouji("annotations", folder, "--stale").stdout
    change(folder, "131 5 1 0 2 0 183")
    told = gouji("annotations", folder, "--stale").stdout
    assert "open again: figures changed" in told
    assert "no longer there" in told
    assert "第一行" not in told
    assert told.endswith("2 reports: 2 annotations, 2 of them out of date\n")


def test_what_was_corrected_is_stale(folder: Path) -> None:
    write(folder)
    change(folder, WRONG_TOTAL[0])
    told = gouji("annotations", folder, "--stale").stdout
    assert "口径不同" in told
    assert told.endswith("2 reports: 1 annotations, 1 of them out of date\n")


def test_the_list_speaks_chinese(folder: Path) -> None:
    write(folder)
    told = gouji("annotations", folder, "--lang", "zh_CN").stdout
    assert "未变动" in told
    assert "共 2 份报告：批注 3 条" in told


def test_json_is_a_document_a_report(folder: Path) -> None:
    store = write(folder)
    told = gouji("annotations", folder, "--format", "json").stdout.splitlines()
    county, faulty = map(json.loads, told)
    assert county["schema"] == listing.SCHEMA
    verdict, on_report, on_section = (a.id for a in store.annotations)
    assert [a["id"] for a in county["annotations"]] == [on_report, on_section, verdict]
    note = county["annotations"][0]
    assert (note["text"], note["tags"], note["state"]) == (
        *("第一行\n第二行\x1b[31m", ["待办"], "there"),
    )
    assert faulty["annotations"] == []


def test_csv_has_a_row_an_annotation_and_no_formula(folder: Path) -> None:
    write(folder).add("report", "=1+1")
    told = gouji("annotations", folder, "--format", "csv").stdout
    rows = list(csv.DictReader(StringIO(told, newline="")))
    assert [row["kind"] for row in rows] == ["annotation"] * 4
    assert [row["text"] for row in rows if "=1" in row["text"]] == ["'=1+1"]
    assert rows[-1]["status"] == "dismissed"


def test_what_is_kept_for_reports_that_cannot_be_read_is_told(folder: Path) -> None:
    write(folder)
    (folder / "county.txt").write_bytes(b"")
    beside(folder / FAULTY.name).write_text("not toml")
    shutil.copy(beside(folder / "county.txt"), beside(folder / "gone.pdf"))
    result = gouji("annotations", folder)
    assert result.returncode == 3
    lines = result.stdout.splitlines()
    for name, why in (("county.txt", "the file is empty"), ("gone.pdf", "there is no such file")):
        place = lines.index(str(folder / name))
        assert lines[place + 1 : place + 3] == [
            f"  {why}",
            "  annotations that are kept for it: 3",
        ]
    assert f"{FAULTY.name}.annotations.toml is not valid TOML at line 1" in result.stdout
    documents = gouji("annotations", folder, "--format", "json").stdout.splitlines()
    kept = {Path(d["file"]).name: d["kept"] for d in map(json.loads, documents) if "kept" in d}
    assert kept == {"county.txt": 3, "gone.pdf": 3, FAULTY.name: 0}


def test_a_folder_without_reports_is_told(tmp_path: Path) -> None:
    result = gouji("annotations", tmp_path)
    assert result.returncode == 3
    assert result.stdout.splitlines()[:2] == [str(tmp_path), "  no reports in this folder"]


# -- check --------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["csv", "sarif"])
def test_check_prints_one_whole_for_all_and_says_what_it_could_not_read(
    folder: Path, format: str
) -> None:
    missing = folder / "missing.pdf"
    first, second = (gouji("check", folder, missing, "--format", format) for _run in range(2))
    assert first.stdout == second.stdout
    assert first.returncode == 3
    if format == "sarif":
        [run] = json.loads(first.stdout)["runs"]
        assert len(run["artifacts"]) == 2
        assert len(run["invocations"][0]["toolExecutionNotifications"]) == 1
        return
    rows = list(csv.DictReader(StringIO(first.stdout, newline="")))
    kinds = [row["kind"] for row in rows]
    assert (kinds.count("report"), kinds[-1]) == (2, "unread")
    assert rows[-1]["file"] == str(missing)


def test_csv_is_exported_to_a_file(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"
    assert gouji("export", folder, "--format", "csv", "-o", out).returncode == 0
    assert out.read_bytes().startswith(b'\xef\xbb\xbf"kind"')
    assert b"\r\r\n" not in out.read_bytes()


def test_an_annotation_file_means_its_report(folder: Path) -> None:
    write(folder)
    by_report = gouji("annotations", folder / "county.txt")
    by_file = gouji("annotations", beside(folder / "county.txt"))
    assert by_file.stdout == by_report.stdout != ""
