"""Reports as comma-separated values: what an office filters, and no spreadsheet takes for more."""

from __future__ import annotations

import csv
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pytest

from parsers.readers import office
from tests.real import HONGZE, SAMPLES, check, load, needs_reports
from tests.tui.county import COUNTY
from tests.tui.small_report import broken_total, exported, prose_mismatch, reading, report
from tui import language
from tui.annotations import AnnotationStore
from tui.exports import separated
from tui.exports.csv import COLUMNS
from tui.reading import Reading

REPORT = report()
WANGHE = SAMPLES / "wanghe-education-2023.txt"
OFFICE = next(filter(None, map(shutil.which, office._PROGRAMS)), None)

ATTACKS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(1,1)", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "−1"),
    *(" =1+1", "\u3000=1+1", "\xa0=1+1", "\t=1+1", "\r=1+1", "\n=1+1", "\x00=1", "\ufeff=1"),
    *("\u200b=1", "\u202e=1", '"=1+1', "'=1+1", "\tx", "\rx", "=cmd|' /C calc'!A0"),
    *('=HYPERLINK("http://a.cn";"x")', '";=1+1', "x;=1+1", "x\n=1+1", "x\r=1+1", 'x";"=1+1'),
    *("=\n1", "x;\t@SUM(1)", "-", "－", "+8613800000000"),
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def real(path: Path, tmp_path: Path) -> Reading:
    """Return a reading of a real report, with annotations kept elsewhere."""
    of = load(path)
    return Reading(path, of, check(path), AnnotationStore.open(tmp_path / path.name, of))


def small(tmp_path: Path, text: str = "") -> Reading:
    one = reading(
        AnnotationStore.open(tmp_path / "hongze-2023.pdf", REPORT),
        *(REPORT, prose_mismatch(), broken_total(REPORT)),
    )
    if text:
        one.store.judge(broken_total(REPORT), REPORT, "confirmed", text)
        one.store.add("section:overview", text)
    return one


@needs_reports
def test_the_real_report_has_a_row_of_its_own_and_one_a_finding(tmp_path: Path) -> None:
    first, *others = rows(exported("csv", [real(HONGZE, tmp_path)], "all"))
    assert (first["kind"], first["passed"], first["failed"]) == ("report", "38", "2")
    assert [row["rules"] for row in others] == ["A104", "A104", "F109", "D103", "D103"]
    broken = others[0]
    assert (broken["expected"], broken["found"], broken["page"]) == ("11", "0", "4")
    assert broken["suspects"] == "disputes/review/total → 11 (total left at 0)"
    assert broken["evidence"] == "A104: 10 + 1 + 0 + 0 = 11 ≠ 0"
    assert broken["place"] == "行政复议 / 总计"
    assert broken["heading"] == "四、政府信息公开行政复议、行政诉讼情况"


def test_what_could_not_be_assessed_stands_in_the_row_of_the_report(tmp_path: Path) -> None:
    one = rows(exported("csv", [real(WANGHE, tmp_path)], "all"))[0]
    assert (one["not_assessable"], one["claims_not_assessable"]) == ("3", "1")
    assert "A104 not assessable (3): the table was not read" in one["message"].split("\n")


def test_a_report_without_findings_and_an_unread_file_have_rows(tmp_path: Path) -> None:
    clean = real(COUNTY, tmp_path)
    told = rows(exported("csv", [clean], "confirmed", [("a.pdf", "the file is empty")]))
    assert [(row["kind"], row["file"], row["passed"]) for row in told] == [
        ("report", clean.path.name, "42"),
        ("unread", "a.pdf", ""),
    ]
    assert told[1]["message"] == "the file is empty"


def test_annotations_stand_with_their_finding_or_have_a_row(tmp_path: Path) -> None:
    one = small(tmp_path, "应为 11\n请更正")
    told = rows(exported("csv", [one], "all"))
    assert [row["kind"] for row in told] == ["report", "finding", "finding", "annotation"]
    when = one.store.annotations[0].updated.isoformat(" ", "minutes")
    assert told[2]["annotations"] == f"王芳 {when}: 应为 11\n请更正"
    language.use("zh_CN")
    [_report, _open, judged, _note] = rows(exported("csv", [one], "all"))
    assert judged["annotations"] == f"王芳 {when}：应为 11\n请更正"
    assert told[2]["status"] == "confirmed"
    note = told[3]
    assert (note["place"], note["state"], note["author"]) == ("一、总体情况", "there", "王芳")
    assert (note["section"], note["annotations"]) == ("overview", "应为 11\n请更正")


def test_annotations_stand_in_the_order_of_the_report_and_those_on_what_is_gone_last(
    tmp_path: Path,
) -> None:
    one = small(tmp_path)
    for target in (
        *("section:annex", "cell:disputes/review/total", "quote:总的情况", "section:overview"),
        *("cell:disputes/review/upheld", "report"),
    ):
        one.store.add(target, "注")
    told = rows(exported("csv", [one], "all"))
    assert [
        (row["target"], row["section"], row["state"]) for row in told if row["kind"] == "annotation"
    ] == [
        ("report", "", "there"),
        ("section:overview", "overview", "there"),
        ("quote:总的情况", "overview", "there"),
        ("cell:disputes/review/upheld", "disputes", "there"),
        ("cell:disputes/review/total", "disputes", "there"),
        ("section:annex", "annex", "gone"),
    ]


def test_tags_of_annotations_on_findings_are_told(tmp_path: Path) -> None:
    one = small(tmp_path)
    for tags in (("复核", "第4页"), ("复核",)):
        one.store.add("finding:A104:disputes/review", "请核实", tags=tags)
    told = rows(exported("csv", [one], "all"))
    assert told[2]["tags"] == "复核 第4页"


def test_a_dismissal_that_reopened_is_told(tmp_path: Path) -> None:
    small(tmp_path).store.judge(broken_total(REPORT), REPORT, "dismissed")
    changed = report(("10", "1", "0", "0", "5"))
    store = AnnotationStore.open(tmp_path / "hongze-2023.pdf", changed)
    told = rows(exported("csv", [reading(store, changed, broken_total(changed))], "open"))[1]
    assert (told["status"], told["reopened"]) == ("open", "yes")


def test_columns_and_kinds_are_the_same_in_chinese(tmp_path: Path) -> None:
    one = real(WANGHE, tmp_path)
    english_rows = rows(exported("csv", [one], "all"))
    language.use("zh_CN")
    chinese = rows(exported("csv", [one], "all"))
    machine = ("kind", "id", "rules", "severity", "status", "cells", "expected", "passed")
    assert [[r[c] for c in machine] for r in chinese] == [
        [r[c] for c in machine] for r in english_rows
    ]
    assert tuple(chinese[0]) == COLUMNS
    assert "无法校验" in chinese[0]["message"]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    first = exported("csv", [small(tmp_path, "=1")], "all")
    assert first == exported("csv", [small(tmp_path)], "all")
    # Rows end in CR LF, lines in a value in LF.
    assert first.endswith("\r\n")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_begins_a_formula(attack: str) -> None:
    told = separated.text(attack)
    for part in told.replace(";", "\n").split("\n"):
        assert part.strip(' \u3000\xa0"')[:1] not in set("=+-@＝＋－＠−")
    assert not set(told) & set("\t\r\x00\ufeff\u200b\u202e")


@pytest.mark.parametrize("text", ["应为 11", "a-b", "10 + 1 = 11", "甲\n乙", "", "“=”", "见 a=b"])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert separated.text(text) == text


def test_a_long_run_of_blanks_is_looked_at_once() -> None:
    blanks = "\t " * 20_000
    assert separated.text(f"{blanks}x").endswith("␉ x")


def test_figures_stay_numbers_and_printed_text_is_text() -> None:
    from decimal import Decimal

    _head, line = separated.lines(["a", "b"], [{"a": Decimal("-5"), "b": "+1036"}])
    assert line == '"-5","\'+1036"\r\n'


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("separators", ["44", "59", "44/59/9"])
def test_libreoffice_finds_no_formula(tmp_path: Path, separators: str) -> None:
    one = small(tmp_path)
    for attack in ATTACKS:
        one.store.add("report", attack)
    assert formulas(tmp_path, exported("csv", [one], "all"), separators) == 0


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_would_find_a_formula_that_is_not_guarded(tmp_path: Path) -> None:
    assert formulas(tmp_path, '"a"\r\n"=1+1"\r\n', "44") == 1


def formulas(folder: Path, text: str, separators: str) -> int:
    """Return how many formulas LibreOffice makes of a file when it is asked to evaluate them."""
    path = folder / "attacks.csv"
    path.write_bytes(text.encode())
    subprocess.run(
        [
            *(str(OFFICE), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
            f"--infilter=CSV:{separators},34,76,1,,0,false,true,false,false,false,-1,true",
            *("--convert-to", "fods", "--outdir", str(folder), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "attacks.fods").read_text("utf-8").count("table:formula=")
