"""Findings as SARIF 2.1.0: valid, whole, and without links or addresses that a report wrote."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import msgspec
import pytest

from parsers.checks.register import RULES
from parsers.messages import Message
from tests.real import HONGZE, SAMPLES, check, load, needs_reports
from tests.tui.small_report import broken_total, exported, finding, prose_mismatch, reading, report
from tui import language
from tui.annotations import AnnotationStore
from tui.exports.uris import uri_of
from tui.reading import Reading

SCHEMA = json.loads((Path(__file__).parent / "schema" / "sarif-2.1.0.schema.json").read_text())
REPORT = report()
WANGHE = SAMPLES / "wanghe-education-2023.txt"

HOSTILE = (
    *("[见](http://a.cn)", "[x](1)", "[x\\](javascript:alert(1))", "\\", "{0}", "{", "a\x1b[31mb"),
    *("<script>", "\ud800", "a\r\nb\u2028c"),
)


def run_of(text: str) -> dict[str, Any]:
    """Return the one run in a log, which keeps to the schema and its formats."""
    kind = jsonschema.Draft4Validator
    kind(SCHEMA, format_checker=kind.FORMAT_CHECKER).validate(json.loads(text))
    [run] = json.loads(text, parse_float=Decimal)["runs"]
    told: dict[str, Any] = run
    return told


def real(path: Path, tmp_path: Path) -> Reading:
    of = load(path)
    return Reading(path, of, check(path), AnnotationStore.open(tmp_path / path.name, of))


def small(tmp_path: Path) -> Reading:
    store = AnnotationStore.open(tmp_path / "hongze-2023.pdf", REPORT)
    return reading(store, REPORT, prose_mismatch(), broken_total(REPORT))


@needs_reports
@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_the_real_report_tells_its_errors_and_where_they_are(spoken: str, tmp_path: Path) -> None:
    language.use(spoken)
    one = real(HONGZE, tmp_path)
    run = run_of(exported("sarif", [one], "all"))
    assert [(r["ruleId"], r["level"]) for r in run["results"]] == [
        *([("A104", "error")] * 2),
        *(("F109", "warning"), ("D103", "note"), ("D103", "note")),
    ]
    broken = run["results"][0]
    assert broken["properties"]["suspects"][0]["value"] == 11
    assert "10 + 1 + 0 + 0 = 11 ≠ 0" in broken["message"]["text"].split("\n")
    [place] = broken["locations"]
    assert place["logicalLocations"][0] == {
        "name": "行政复议 / 总计",
        "fullyQualifiedName": "disputes/review/total",
        "kind": "cell",
    }
    assert place["properties"] == {"page": 4}
    assert "region" not in place["physicalLocation"]
    assert len(broken["relatedLocations"]) == 4
    assert broken["partialFingerprints"] == {"gouji/finding/1": one.verdict.findings[0].id}
    [file] = run["artifacts"]
    assert file["hashes"] == {"sha-256": one.report.source.sha256}
    assert file["mimeType"] == "application/pdf"
    assert file["location"]["uri"] == HONGZE.as_uri()
    assert file["properties"]["checks"] == {"passed": 38, "failed": 2, "not_assessable": 0}
    assert run["language"] == {"en": "en-US", "zh_CN": "zh-CN"}[spoken]


def test_rules_are_the_catalogue_and_results_point_into_it(tmp_path: Path) -> None:
    run = run_of(exported("sarif", [real(WANGHE, tmp_path)], "all"))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert rules[0]["help"]["text"].startswith("Why: ")


def test_what_could_not_be_assessed_is_open_and_counted(tmp_path: Path) -> None:
    run = run_of(exported("sarif", [real(WANGHE, tmp_path), real(WANGHE, tmp_path)], "confirmed"))
    told = [(r["ruleId"], r["kind"], r["level"]) for r in run["results"]]
    assert told == [*([("A104", "open", "none")] * 3), ("N104", "open", "none")] * 2
    assert "the table was not read" in run["results"][0]["message"]["text"]
    assert len(run["artifacts"]) == 1
    assert run["properties"]["checks"] == {"passed": 72, "failed": 6, "not_assessable": 6}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    [ran] = run_of(exported("sarif", [], "all", [("a b.pdf", "the file is empty")]))["invocations"]
    assert ran["executionSuccessful"] is False
    [told] = ran["toolExecutionNotifications"]
    assert (told["level"], told["message"]["text"]) == ("error", "the file is empty")
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.pdf"
    assert run_of(exported("sarif", [], "all"))["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize("typed", ["a b.txt", "./x/../a b.txt", "{folder}/a b.txt", "x/../a b.txt"])
def test_a_report_is_told_relative_to_the_working_folder_however_it_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.chdir(tmp_path)
    one = small(tmp_path)
    path = Path(typed.format(folder=Path.cwd()))
    run = run_of(exported("sarif", [msgspec.structs.replace(one, path=path)], "all"))
    place = {"uri": "a%20b.txt", "uriBaseId": "%SRCROOT%", "index": 0}
    assert run["artifacts"][0]["location"] == place
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == place


def test_a_report_elsewhere_has_its_whole_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    one = msgspec.structs.replace(small(tmp_path), path=Path("../a.txt"))
    run = run_of(exported("sarif", [one], "all"))
    assert run["artifacts"][0]["location"] == {"uri": (tmp_path / "a.txt").as_uri(), "index": 0}


def test_tags_of_annotations_are_told(tmp_path: Path) -> None:
    one = small(tmp_path)
    one.store.add("finding:A104:disputes/review", "请核实", tags=("复核", "急"))
    one.store.add("report", "", tags=("已读",))
    run = run_of(exported("sarif", [one], "all"))
    [note] = run["results"][1]["properties"]["annotations"]
    assert note["tags"] == ["复核", "急"]
    assert run["artifacts"][0]["properties"]["annotations"][0]["tags"] == ["已读"]


def test_a_dismissed_finding_is_suppressed_with_the_reason(tmp_path: Path) -> None:
    one = small(tmp_path)
    one.store.judge(broken_total(REPORT), REPORT, "dismissed", "内部意见\n见附件")
    one.store.add("report", "给贵单位")
    run = run_of(exported("sarif", [one], "all"))
    by_rule = {r["ruleId"]: r for r in run["results"] if "kind" not in r}
    assert by_rule["A104"]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "内部意见\n见附件"}
    ]
    assert by_rule["N102"]["suppressions"] == []
    assert run["artifacts"][0]["properties"]["annotations"][0]["text"] == "给贵单位"
    assert "内部意见" not in exported("sarif", [one], "open")


def test_figures_are_exact(tmp_path: Path) -> None:
    exact = Decimal("128356.65050000000001")
    of = msgspec.structs.replace(broken_total(REPORT), expected=exact)
    one = small(tmp_path)
    [result, _open] = run_of(exported("sarif", [reading(one.store, REPORT, of)], "all"))["results"]
    assert result["properties"]["expected"] == exact


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    assert exported("sarif", [real(WANGHE, tmp_path)], "all") == exported(
        "sarif", [real(WANGHE, tmp_path)], "all"
    )


def shown(message: str) -> str:
    """Return a message as a viewer shows it that keeps to 3.11.5 and 3.11.6; it has no links."""
    assert not re.search(r"(?<!\\)(?:\\\\)*\[", message)
    assert "{" not in message.replace("{{", "")
    return re.sub(r"\\([\\\[\]])", r"\1", message).replace("{{", "{").replace("}}", "}")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_link_or_an_argument(text: str, tmp_path: Path) -> None:
    hostile = finding("F101:annex", Message("{text}", {"text": text}), section=None, page=None)
    one = reading(small(tmp_path).store, REPORT, hostile)
    one.store.judge(hostile, REPORT, "dismissed", text)
    log = exported("sarif", [one], "all")
    told = shown(run_of(log)["results"][0]["message"]["text"])
    if text.isprintable():
        assert told == text
    assert "\x1b" not in json.loads(log)["runs"][0]["results"][0]["message"]["text"]
    log.encode("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        *("javascript:x.pdf", "http://a.cn/x.pdf", "C:x.pdf", "a/b c.pdf", "a?b#c.pdf", "报告.pdf"),
        *("../x.pdf", "a\\b.pdf", "%2e.pdf", "x\udcff.pdf", "/tmp/a:b.pdf", "data:text/html,x"),
    ],
)
def test_no_name_becomes_another_address(name: str) -> None:
    uri = uri_of(Path(name))
    parts = urlsplit(uri)
    assert parts.scheme == ("file" if Path(name).is_absolute() else "")
    assert not (parts.netloc or parts.query or parts.fragment)
    assert Path(unquote(parts.path, errors="surrogateescape")) == Path(name)
    assert uri.isascii()
    assert parts.scheme or ":" not in uri
