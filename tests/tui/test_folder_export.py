"""A folder of reports exported: one file a report, and an overview of all."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from weakref import ref

import jsonschema
import pytest
from markdown_it import MarkdownIt

from tests.tui.test_cli import CLEAN, FAULTY, gouji
from tui.annotations.file import beside
from tui.cli import EXPORTS
from tui.exports import FORMATS
from tui.exports.files import Refused, write, write_each
from tui.exports.names import Names
from tui.exports.scope import Options
from tui.paths import select
from tui.reading import Reading, open_reading

SCHEMA = json.loads(
    (Path(__file__).parent / "schema" / "overview-1.schema.json").read_text("utf-8")
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports, and a file that is none."""
    reports = tmp_path / "in"
    reports.mkdir()
    shutil.copy(FAULTY, reports)
    shutil.copy(CLEAN, reports)
    (reports / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    return reports


def overview(folder: Path, out: Path) -> dict[str, Any]:
    result = gouji("export", folder, "--format", "json", "-o", f"{out}/")
    assert result.returncode == 3
    told: dict[str, Any] = json.loads((out / "overview.json").read_text("utf-8"))
    return told


def test_the_overview_tells_what_was_found_in_each_and_what_could_not_be_read(
    folder: Path, tmp_path: Path
) -> None:
    told = overview(folder, tmp_path / "out")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(told, SCHEMA)
    clean, faulty = told["reports"]
    assert (clean["export"], clean["findings"]["error"]) == ("huaiting-county-2024.json", 0)
    assert clean["checks"] == {"passed": 42, "failed": 0, "not_assessable": 0}
    assert faulty["findings"]["error"] > 0
    assert faulty["checks"]["not_assessable"] > 0
    [unread] = told["unread"]
    assert unread["file"] == str(folder / "broken.pdf")
    assert unread["reason"]


def test_the_overview_counts_what_was_judged(folder: Path, tmp_path: Path) -> None:
    reading = open_reading(folder / FAULTY.name)
    errors = [f for f in reading.verdict.findings if f.severity == "error"]
    reading.store.judge(errors[0], reading.report, "confirmed")
    before = overview(folder, tmp_path / "one")["reports"][1]
    reading.store.judge(errors[0], reading.report, "dismissed")
    after = overview(folder, tmp_path / "two")["reports"][1]
    assert (before["statuses"]["confirmed"], after["statuses"]["dismissed"]) == (1, 1)
    assert after["findings"]["error"] == before["findings"]["error"] - 1
    assert before["annotations"] == after["annotations"] == 1


def test_the_overview_counts_what_is_exported(folder: Path, tmp_path: Path) -> None:
    reading = open_reading(folder / FAULTY.name)
    errors = [f for f in reading.verdict.findings if f.severity == "error"]
    reading.store.judge(errors[0], reading.report, "confirmed", "确认")
    out = tmp_path / "out"
    list(write_each(out, "json", [reading] * 2, Options("confirmed", annotations=False)))
    list(write_each(out, "md", [reading] * 2, Options("confirmed")))
    told = json.loads((out / "overview.json").read_text("utf-8"))
    jsonschema.validate(told, SCHEMA)
    for line in told["reports"]:
        assert line["findings"] == {"error": 1, "warning": 0, "info": 0}
        assert line["statuses"] == {"open": 0, "confirmed": 1, "dismissed": 0}
        assert line["annotations"] is None
    text = (out / "overview.md").read_text("utf-8")
    assert "Findings that were confirmed – 2 reports: 2 errors, 0 warnings, 0 notes" in text


def test_the_overview_leads_to_the_summaries(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    gouji("export", folder, "--format", "md", "-o", f"{out}/")
    tokens = MarkdownIt("gfm-like").parse((out / "overview.md").read_text("utf-8"))
    links = [c.attrs["href"] for t in tokens for c in t.children or () if c.type == "link_open"]
    assert links == ["./huaiting-county-2024.md", "./wanghe-education-2023.md"]


@pytest.mark.parametrize("format", FORMATS)
def test_no_reading_is_kept_while_a_folder_is_exported(
    folder: Path, tmp_path: Path, format: str
) -> None:
    stores: list[ref[object]] = []

    def read() -> Iterator[Reading]:
        for _number in range(4):
            path = folder / FAULTY.name
            assert sum(store() is not None for store in stores) <= 1
            reading = open_reading(path)
            stores.append(ref(reading.store))
            yield reading
            del reading

    written = list(write_each(tmp_path / "out", format, read(), Options()))
    assert len(written) == 4 + (format != "sarif")


def test_a_report_called_overview_has_a_file_of_its_own(folder: Path, tmp_path: Path) -> None:
    (folder / CLEAN.name).rename(folder / "Overview.txt")
    out = tmp_path / "out"
    gouji("export", folder, "--format", "md", "-o", f"{out}/")
    assert sorted(p.name for p in out.iterdir()) == [
        *("Overview.txt.md", "overview.md", "wanghe-education-2023.md"),
    ]


def test_gouji_does_not_take_its_own_summaries_for_reports(folder: Path) -> None:
    for format in ("html", "docx"):
        if format in FORMATS:
            gouji("export", folder / FAULTY.name, "--format", format, "-o", f"{folder}/")
    names = [path.name for path in select([folder]).files]
    assert names == ["broken.pdf", "huaiting-county-2024.txt", "wanghe-education-2023.txt"]


def test_progress_is_told_file_by_file(folder: Path, tmp_path: Path) -> None:
    result = gouji("export", folder, "--format", "csv", "-o", f"{tmp_path / 'out'}/")
    told = [line for line in result.stderr.splitlines() if "wrote" in line]
    assert [line.split("wrote")[0] for line in told] == [
        *("gouji: [2/3] ", "gouji: [3/3] ", "gouji: "),
    ]


def test_a_table_for_a_spreadsheet_says_that_it_is_in_unicode(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    gouji("export", folder / CLEAN.name, "--format", "csv", "-o", out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    printed = gouji("export", folder / CLEAN.name, "--format", "csv")
    assert not printed.stdout.startswith("\ufeff")


def test_the_command_offers_every_format() -> None:
    assert tuple(FORMATS) == EXPORTS


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_no_report_is_written_over_by_the_summary_of_another(
    folder: Path, force: tuple[str, ...]
) -> None:
    """A report that lies there as a web page and as text, and its summaries beside them."""
    page = folder / CLEAN.with_suffix(".html").name
    text = CLEAN.read_text("utf-8").replace("\n\n", "</p><p>")
    page.write_text(f"<html><body><p>{text}</p></body></html>", "utf-8")
    before = page.read_bytes()
    gouji("export", folder, "--format", "html", "-o", f"{folder}/", *force)
    assert page.read_bytes() == before
    assert (folder / f"{CLEAN.stem}.txt.html").exists()
    assert (folder / f"{CLEAN.stem}.html.html").exists()
    one = gouji("export", folder / CLEAN.name, page, "--format", "html", "-o", page, *force)
    assert one.returncode == 2
    assert page.read_bytes() == before


def test_a_report_in_the_format_of_its_summary_keeps_its_name(folder: Path) -> None:
    page = folder / "page.html"
    text = CLEAN.read_text("utf-8").replace("\n\n", "</p><p>")
    page.write_text(f"<html><body><p>{text}</p></body></html>", "utf-8")
    before = page.read_bytes()
    assert gouji("export", page, "--format", "html", "-o", f"{folder}/").returncode == 0
    assert page.read_bytes() == before
    assert (folder / "page-summary.html").exists()


def test_a_file_that_cannot_be_written_is_named_and_the_rest_is_written(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (out / f"{CLEAN.stem}.md").mkdir(parents=True)
    result = gouji("export", folder, "--format", "md", "-o", f"{out}/")
    assert result.returncode == 2
    refused = [line for line in result.stderr.splitlines() if "could not be written" in line]
    assert len(refused) == 1
    assert f"{CLEAN.stem}.md could not be written: Is a directory" in refused[0]
    assert (out / f"{FAULTY.stem}.md").is_file()
    assert (out / "overview.md").is_file()


def test_a_folder_that_cannot_be_made_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    out = tmp_path / "file" / "out"
    result = gouji("export", folder, "--format", "md", "-o", f"{out}/")
    assert result.returncode == 2
    assert f"{out} could not be written: Not a directory" in result.stderr
    result = gouji("export", "--lang", "zh_CN", folder, "--format", "md", "-o", f"{out}/")
    assert f"{out} 无法写入：那不是文件夹" in result.stderr


def test_who_names_another_format_than_the_file_ends_in_gets_it_and_is_told(
    folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "x.docx"
    result = gouji("export", folder / CLEAN.name, "--format", "md", "-o", other)
    assert result.returncode == 0
    assert f"{other} will be md, as --format says" in result.stderr
    assert other.read_text("utf-8").startswith("# ")
    result = gouji("export", folder / CLEAN.name, "--format", "md", "-o", tmp_path / "x.md")
    assert "--format says" not in result.stderr


def test_a_name_that_is_too_long_is_cut(folder: Path, tmp_path: Path) -> None:
    long = folder / ("ab" + "报" * 82 + "告.txt")
    twin = folder / ("ab" + "报" * 82 + "表.txt")
    (folder / CLEAN.name).rename(long)
    shutil.copy(long, twin)
    out = tmp_path / "out"
    assert gouji("export", long, twin, "--format", "docx", "-o", f"{out}/").returncode == 0
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 3
    assert all(len(name.encode()) <= 255 for name in names)


def test_how_long_a_name_may_be_is_asked_once_for_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def pathconf(folder: Path, name: str) -> int:
        asked.append((folder, name))
        return 20

    monkeypatch.setattr(os, "pathconf", pathconf, raising=False)
    reports = [tmp_path / office / "2024年度报告.txt" for office in ("甲局", "乙局", "丙局")]
    names = Names("md", tmp_path, reports)
    told = [names.of(report) for report in reports]
    assert len(set(told)) == 3
    assert all(len(os.fsencode(name)) <= 20 for name in told)
    assert asked == [(tmp_path, "PC_NAME_MAX")]


def test_names_of_summaries_do_not_depend_on_what_can_be_read(tmp_path: Path) -> None:
    """Two offices in folders of their own, and a report in two formats, one of which is broken."""
    for office in ("甲局", "乙局"):
        (tmp_path / office).mkdir()
        shutil.copy(CLEAN, tmp_path / office / "2024.txt")
    shutil.copy(FAULTY, tmp_path / "丙局.txt")
    (tmp_path / "丙局.pdf").write_bytes(b"%PDF-1.7\n")
    files = select([tmp_path]).files
    names = Names("md", tmp_path, files)
    told = {str(file.relative_to(tmp_path)): names.of(file) for file in reversed(files)}
    assert told == {
        "乙局/2024.txt": "乙局-2024.txt.md",
        "甲局/2024.txt": "甲局-2024.txt.md",
        "丙局.txt": "丙局.txt.md",
        "丙局.pdf": "丙局.pdf.md",
    }


@pytest.mark.parametrize("name", ["/dev/null", "there"])
def test_several_reports_go_into_a_file_that_is_there(
    folder: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / name
    if name == "there":
        out.write_text("mine", "utf-8")
        assert gouji("export", folder, "--format", "md", "-o", out).returncode == 2
        assert out.read_text("utf-8") == "mine"
    result = gouji("export", folder, "--format", "md", "-o", out, "--force")
    assert result.returncode == 3
    assert "could not be written" not in result.stderr
    if name == "there":
        assert out.read_text("utf-8").startswith("# Overview")


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is no such file here")
def test_several_reports_go_into_a_pipe(folder: Path) -> None:
    result = gouji("export", folder, "--format", "md", "-o", "/dev/stdout")
    assert result.stdout.startswith("# Overview")


@pytest.mark.parametrize("several", [True, False])
def test_a_file_that_may_only_be_read_is_not_written_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch, several: bool
) -> None:
    path = folder / f"{CLEAN.stem}.md"
    path.write_text("mine", "utf-8")
    may = os.access
    monkeypatch.setattr(os, "access", lambda at, mode: at != path and may(at, mode))
    one = open_reading(folder / CLEAN.name)
    if several:
        [refused, _overview] = write_each(
            folder, "md", [one], Options(), True, [("a.pdf", "broken")]
        )
        assert isinstance(refused, Refused)
    else:
        with pytest.raises(Refused, match="could not be written"):
            write(path, "md", [one], Options(), force=True)
    assert path.read_text("utf-8") == "mine"


def test_a_folder_that_renames_nothing_is_written_in_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(*_names: Path) -> Path:
        raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setattr(Path, "replace", replace)
    path = folder / "a.md"
    write(path, "md", [open_reading(folder / CLEAN.name)], Options())
    assert path.read_text("utf-8").startswith("# ")
    assert [file.name for file in folder.iterdir() if file.name.startswith(".")] == []


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is no such file here")
def test_a_pipe_is_written_into_without_force() -> None:
    result = gouji("export", FAULTY, "--format", "md", "-o", "/dev/stdout")
    assert result.stdout.startswith("# ")


@pytest.mark.parametrize("name", ["broken.pdf", "no-such-report.txt", CLEAN.name])
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_no_annotations_are_written_over_whosever_they_are(
    folder: Path, name: str, force: tuple[str, ...]
) -> None:
    path = beside(folder / name)
    report = folder / CLEAN.name
    assert gouji("export", report, "--format", "csv", "-o", path, *force).returncode == 2
    assert not path.exists()
    path.write_text("mine", "utf-8")
    assert gouji("export", report, "--format", "csv", "-o", path, *force).returncode == 2
    assert path.read_text("utf-8") == "mine"
