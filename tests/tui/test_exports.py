"""Exports: what programs read, and what an office sends back."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from parsers.messages import Message
from parsers.model import Check, Operand, Report, Source
from tests.real import REPORTS, SAMPLES, check, load, needs_reports
from tests.tui.county import COUNTY
from tests.tui.small_report import (
    broken_total,
    disputes,
    exported,
    finding,
    prose_mismatch,
    reading,
    report,
    verdict,
)
from tui import language
from tui.annotations import AnnotationStore
from tui.exports import FORMATS
from tui.exports.figures import Figure, Mark, marks_of
from tui.exports.markup import escape, quote
from tui.exports.scope import Only, Options
from tui.exports.summary import summary_of
from tui.layout.text import plain
from tui.places import place_name
from tui.reading import Reading, counts, open_reading

SCHEMA = json.loads((Path(__file__).parent / "schema" / "report-1.schema.json").read_text("utf-8"))
REPORT = report()
GITHUB = MarkdownIt("gfm-like")
TRANSPORT = SAMPLES / "wanghe-transport-2022.pdf"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    """Return a function that reads a report with a broken total and a broken sentence."""

    def reading_of(of: Report = REPORT) -> Reading:
        store = AnnotationStore.open(tmp_path / "hongze-2023.pdf", of)
        return reading(store, of, prose_mismatch(), broken_total(of))

    return reading_of


def document(read: Reading, only: Only = "all") -> dict[str, Any]:
    told: dict[str, Any] = json.loads(exported("json", [read], only), parse_float=Decimal)
    return told


def parts(markdown: str) -> set[str]:
    """Return the kinds of markup that Markdown finds in a text."""
    tokens = GITHUB.parse(markdown)
    kinds = {t.type for t in tokens} | {c.type for t in tokens for c in t.children or ()}
    return kinds - {"paragraph_open", "paragraph_close", "inline", "text"}


def shown(markdown: str) -> str:
    """Return a paragraph of Markdown as a reader sees it."""
    return "".join(c.content for t in GITHUB.parse(markdown) for c in t.children or ())


# -- json ---------------------------------------------------------------------------------------


def test_json_keeps_its_contract(read: Callable[..., Reading]) -> None:
    one = read()
    one.store.judge(broken_total(REPORT), REPORT, "confirmed", "复议总计未填，应为 11")
    one.store.add("cell:disputes/review/total", "见第4页", tags=("复核",))
    one.store.add("quote:总的情况。", "好", context=("", "主动公开"))
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(
        SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    validator.validate(json.loads(exported("json", [one])))


def test_json_says_what_was_read(read: Callable[..., Reading]) -> None:
    told = document(read())
    assert list(told) == list(SCHEMA["$defs"]["report"]["properties"])
    assert told["period"] == {"from": "2023-01-01", "to": "2023-12-31"}
    assert told["checks"] == {"passed": 38, "failed": 1, "not_assessable": 1}
    assert told["sections"][0]["children"][0]["id"] == "overview.1"
    assert told["tables"]["disputes"]["cells"]["disputes/review/upheld"] == {
        "value": 10,
        "text": "10",
        "state": "number",
        "rest": "",
        "page": 4,
        "box": [Decimal(t) for t in ("72.12", "100.0", "90.5", "112.01")],
    }


def test_json_says_what_was_found(read: Callable[..., Reading]) -> None:
    one = read()
    made = one.store.judge(broken_total(REPORT), REPORT, "confirmed")
    assert document(one)["findings"][1] == {
        "id": "id-of-A104:disputes/review",
        "rules": ["A104"],
        "severity": "error",
        "section": "disputes",
        "page": 4,
        "message": "总计: 0, should be 11",
        "cells": list(broken_total(REPORT).cells),
        "expected": 11,
        "found": 0,
        "suspects": [
            {"cell": "disputes/review/total", "value": 11, "reason": "total left at 0"}
        ],
        "status": "confirmed",
        "annotations": [made.id],
    }  # fmt: skip


def test_json_tells_annotations_whole(read: Callable[..., Reading]) -> None:
    one = read()
    made = one.store.add("section:overview", "缺数据")
    assert document(one)["annotations"] == [
        {
            "id": made.id,
            "target": "section:overview",
            "status": None,
            "text": "缺数据",
            "seen": None,
            "author": "王芳",
            "created": made.created.isoformat(),
            "updated": made.updated.isoformat(),
        }
    ]


def test_json_keeps_the_digits_of_figures(read: Callable[..., Reading]) -> None:
    text = exported("json", [read()])
    assert '"value":128356.6505,' in text
    assert '"value":null,"text":"/","state":"not_applicable"' in text


def test_json_of_several_is_a_document_a_line(read: Callable[..., Reading]) -> None:
    lines = exported("json", [read(), read()]).splitlines()
    assert [json.loads(line)["schema"] for line in lines] == ["gouji/report/1"] * 2


def test_json_of_a_bare_report_is_null_where_nothing_is_known(
    read: Callable[..., Reading],
) -> None:
    bare = msgspec.structs.replace(
        REPORT, agency="", year=None, period=None, sections=(), tables={}
    )
    odd = msgspec.structs.replace(bare, source=Source("a\udcff.txt", "text", "0" * 64, 1))
    store = read().store
    told = document(Reading(store.path, odd, verdict(), store))
    assert (told["year"], told["period"], told["source"]["file"]) == (None, None, "a\ufffd.txt")
    jsonschema.validate(told, SCHEMA)


# -- which findings -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("only", "rules"), [("all", ["N102", "A104"]), ("open", ["N102"]), ("confirmed", ["A104"])]
)
def test_findings_are_chosen_by_their_standing(
    read: Callable[..., Reading], only: Only, rules: list[str]
) -> None:
    one = read()
    one.store.judge(broken_total(REPORT), REPORT, "confirmed")
    assert [f["rules"][0] for f in document(one, only)["findings"]] == rules


def test_a_dismissed_finding_is_only_in_all_until_it_reopens(read: Callable[..., Reading]) -> None:
    one = read()
    one.store.judge(broken_total(REPORT), REPORT, "dismissed", "内部意见")
    assert [len(document(one, only)["findings"]) for only in ("all", "open", "confirmed")] == [
        *(2, 1, 0)
    ]
    changed = read(report(("10", "1", "0", "0", "5")))
    assert [f["status"] for f in document(changed, "open")["findings"]] == ["open", "open"]
    assert "was dismissed, but its figures have changed" in exported("md", [changed], "open")


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_written_on_a_finding_left_out_is_left_out(
    read: Callable[..., Reading], format: str
) -> None:
    one = read()
    one.store.judge(broken_total(REPORT), REPORT, "dismissed", "内部意见")
    one.store.add("report", "给贵单位")
    text = exported(format, [one], "open")
    assert "内部意见" not in text
    assert "给贵单位" in text


def test_dismissed_findings_are_not_counted(read: Callable[..., Reading]) -> None:
    one = read()
    assert counts(one) == {"error": 1, "warning": 1, "info": 0}
    one.store.judge(broken_total(REPORT), REPORT, "dismissed")
    assert counts(one) == {"error": 0, "warning": 1, "info": 0}


@pytest.mark.parametrize("format", FORMATS)
def test_exports_are_the_same_each_time(read: Callable[..., Reading], format: str) -> None:
    one = read()
    one.store.judge(broken_total(REPORT), REPORT, "confirmed", "x")
    assert exported(format, [one]) == exported(format, [read()])


def test_a_format_is_imported_when_it_is_asked_for() -> None:
    code = (
        "import sys, tui.exports; print([m for m in sys.modules if m.startswith('tui.exports.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "['tui.exports.scope']\n"


# -- markdown -----------------------------------------------------------------------------------


def test_markdown_opens_with_whose_report_it_is(read: Callable[..., Reading]) -> None:
    head = exported("md", [read()]).split("## ")[0]
    assert head.startswith("# 洪泽区人民政府 · 2023\n")
    assert "- File: hongze-2023.pdf (pdf)\n" in head
    assert f"- SHA-256: {'ab' * 32}\n" in head
    assert "- Form: disclosure-2021 (国办公开办函〔2021〕30号)\n" in head
    assert "39 of 40 identities evaluated: 38 close, 1 do not" in head
    assert "- A104 not assessable (1): the total is blank – 行政诉讼 未经复议直接起诉\n" in head


@needs_reports
def test_what_cannot_be_checked_is_told_in_a_line_a_rule_and_reason() -> None:
    one = open_reading(REPORTS / "shanghai-office-2019.html")
    missed = summary_of(one, Options(), with_pictures=False).unassessed
    told = [re.match(r"(\w+) not assessable \((\d+)\): .+", line) for line in missed]
    assert [match[1] for match in told if match] == ["A101", "A102", "A103", "A104"]
    ledger = one.verdict.ledger
    assert sum(int(match[2]) for match in told if match) == ledger.not_assessable == 26
    assert "予以公开 总计、部分公开 总计、属于国家秘密 总计 … (20)" in missed[1]


def test_markdown_tells_errors_before_warnings(read: Callable[..., Reading]) -> None:
    headings = [s for s in exported("md", [read()]).splitlines() if s.startswith("### ")]
    assert headings[:2] == ["### 1. ✗ error A104", "### 2. ! warning N102"]


def test_markdown_tells_a_finding_whole(read: Callable[..., Reading]) -> None:
    one = read()
    one.store.judge(broken_total(REPORT), REPORT, "confirmed", "应为 11\n\n- 请更正")
    made = one.store.annotations[0]
    text = exported("md", [one]).split("### 1. ")[1].split("\n### 2. ")[0]
    assert text == (
        "✗ error A104\n\n总计: 0, should be 11\n\n"
        "- Place: 四、政府信息公开行政复议、行政诉讼情况, page 4, 行政复议 / 总计\n"
        "- Evidence: A104: 10 + 1 + 0 + 0 = 11 ≠ 0\n"
        "- Suspect: 行政复议 / 总计: 0 → 11 (total left at 0)\n"
        "- Status: confirmed\n\n"
        "| Side of A104 | Cell | Figure |\n| --- | --- | ---: |\n"
        "| left | 行政复议 / 结果维持 | 10 |\n| left | 行政复议 / 结果纠正 | 1 |\n"
        "| left | 行政复议 / 其他结果 | 0 |\n| left | 行政复议 / 尚未审结 | 0 |\n"
        "| right | 行政复议 / 总计 | 0 |\n\n"
        f"Note (王芳, {made.updated.isoformat(' ', 'minutes')}):\n\n> 应为 11\n>\n> \\- 请更正\n"
    )


def test_markdown_says_what_is_blank_and_what_was_not_read(read: Callable[..., Reading]) -> None:
    of = report(("10", "1", "", "0", "0"))
    cells = dict(disputes(("10", "1", "", "0", "0")).cells)
    del cells["disputes/litigation_direct/upheld"]
    held = msgspec.structs.replace(of.tables["disputes"], cells=cells)
    partly = msgspec.structs.replace(of, tables={**of.tables, "disputes": held})
    text = exported("md", [read(partly)])
    assert "| left | 行政复议 / 其他结果 | no number, counted as 0 |" in text
    assert "| 行政诉讼 未经复议直接起诉 | (not read) | 0 | 0 | 0 | 0 |" in text


def test_markdown_marks_the_suspect(read: Callable[..., Reading]) -> None:
    text = exported("md", [read()])
    assert "| 行政复议 | 10 | 1 | 0 | 0 | **0** ✗ → 11 |\n" in text


def test_markdown_without_a_suspect_marks_all_figures(read: Callable[..., Reading]) -> None:
    one = read(report(("10", "1", "", "0", "0")))
    unsure = msgspec.structs.replace(one.verdict.findings[1], suspects=())
    text = exported("md", [msgspec.structs.replace(one, verdict=verdict(unsure))])
    assert "| 行政复议 | **10** ? | **1** ? | **(blank)** ? | **0** ? | **0** ? |\n" in text


def test_markdown_signs_figures_as_the_other_formats_do(read: Callable[..., Reading]) -> None:
    one = read()
    unsure = msgspec.structs.replace(one.verdict.findings[1], sure=False)
    text = exported("md", [msgspec.structs.replace(one, verdict=verdict(unsure))])
    assert "| 行政复议 | 10 | 1 | 0 | 0 | **0** ? |\n" in text
    assert "\n\n✗ not as it should be, → what would agree; ? may be wrong\n" in text


def test_a_figure_that_should_be_zero_is_amended_and_one_without_a_sure_repair_is_not() -> None:
    assert Figure("3", Decimal(3), mark=Mark("culprit", Decimal(0))).signed == "3 ✗ → 0"
    assert Figure("3", Decimal(3), mark=Mark("suspect")).signed == "3 ?"


def test_findings_about_several_cells_mark_and_tell_them_all(tmp_path: Path) -> None:
    store = AnnotationStore.open(tmp_path / TRANSPORT.name, load(TRANSPORT))
    one = Reading(TRANSPORT, load(TRANSPORT), check(TRANSPORT), store)
    blank, slashes = (
        next(f for f in one.verdict.findings if f.rules == (rule,)) for rule in ("F105", "F106")
    )
    text = exported("md", [one])
    assert text.count("**(blank)** ✗") == len(blank.cells) == 123
    head = text.split(f" {blank.rules[0]}\n")[1].split("\n### ")[0]
    [cells] = [line for line in head.splitlines() if line.startswith("- Cells: ")]
    assert cells.startswith("- Cells: 123 in all: 一、本年新收政府信息公开申请数量 (3); ")
    assert cells.endswith("; …")
    assert cells.count("; ") == 6
    [place] = [line for line in head.splitlines() if line.startswith("- Place: ")]
    assert " / " not in place
    assert all("- Cells: " in part for part in text.split(" warning F106\n")[1:])
    assert slashes.roles == dict.fromkeys(slashes.cells, "culprit")


def test_a_row_of_an_older_form_has_no_wrong_figures() -> None:
    older = load(SAMPLES / "huaiting-county-2023.txt"), check(SAMPLES / "huaiting-county-2023.txt")
    [fault] = older[1].findings
    assert (fault.rules, len(fault.cells)) == (("F109",), 7)
    assert marks_of([fault], {}) == {}


def test_markdown_leaves_zeros_out_of_a_long_sum(read: Callable[..., Reading]) -> None:
    one = read()
    total = Operand("applications/results_total/total", Decimal(8))
    parts = tuple(
        Operand(f"applications/refused.{row}/total", Decimal(value), blank=value == "0" and not i)
        for i, (row, value) in enumerate(zip("abcdefghi", "010000006", strict=True))
    )
    check = Check("A103", "applications/*/total", "failed", left=parts, right=(total,))
    sums = finding("A103:applications/*/total", Message("no"), checks=(check,))
    text = exported("md", [msgspec.structs.replace(one, verdict=verdict(sums))])
    rows = [line for line in text.splitlines() if line.startswith(("| left", "| right"))]
    assert [row.split(" | ")[2] for row in rows] == [
        "no number, counted as 0 |",
        "1 |",
        "6 |",
        "8 |",
    ]
    assert "Cells with zero that are not listed: 6" in text


@needs_reports
def test_a_share_of_the_prose_is_in_per_cent_and_its_figures_are_in_no_cell() -> None:
    told = exported("md", [open_reading(REPORTS / "shanghai-office-2019.html")])
    assert (
        "| Side of N103 | Figure |\n| --- | ---: |\n"
        "| left | 258 |\n| left | 805 |\n| right | 33.9% |\n" in told
    )
    assert "| Side of N101 | Cell | Figure |\n" in told


def test_markdown_tells_notes_in_reading_order_and_orphans_last(
    read: Callable[..., Reading],
) -> None:
    one = read()
    for target in (
        *("finding:A101:gone", "cell:disputes/review/total", "table:disputes", "quote:总的情况"),
        *("section:overview", "section:annex", "report", "cell:disputes/review/upheld"),
    ):
        one.store.add(target, "注")
    notes = exported("md", [one]).split("## Notes\n")[1].split("## Tables")[0]
    names = [line.partition(" (王芳")[0] for line in notes.splitlines() if "王芳" in line]
    assert names == [
        *("the whole report", "一、总体情况", "“总的情况”"),
        "table 四、政府信息公开行政复议、行政诉讼情况",
        *("行政复议 / 结果维持", "行政复议 / 总计"),
        *("A101 gone – no longer there", "annex – no longer there"),
    ]


def test_lines_of_a_note_are_kept_whatever_breaks_them(read: Callable[..., Reading]) -> None:
    one = read()
    note = one.store.add("cell:disputes/review/total", "注")
    one.store.path.write_text(
        one.store.path.read_text("utf-8").replace('"注"', '"一\\r\\n二\\n三\\u001b"'), "utf-8"
    )
    one.store.reload()
    assert one.store.on(note.target)[0].text == "一\r\n二\n三\x1b"
    assert "\n> 一\\\n> 二\\\n> 三␛\n" in exported("md", [one])


def test_markdown_tables_are_tables(read: Callable[..., Reading]) -> None:
    rows = GITHUB.parse(exported("md", [read()]))
    assert sum(t.type == "table_open" for t in rows) == 3


HOSTILE = (
    *("a|b", "`x`", "<script>", "[a](b)", "![a](b)", "*a*", "_a_", "__a__", "# a", "> a", "~~a~~"),
    *("- a", "+ a", "1. a", "2) a", "3.", "===", "---", "***", "&lt;", "a\\", "a\n\n# b", "a  \nb"),
    *("    code", "\tcode", "http://a.cn/b", "www.a.cn", "a@b.cn", "<http://a.cn>", "[x]: /y"),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    assert parts(escape(text)) == set()
    assert shown(escape(text)) == plain(text)


def test_figures_are_not_escaped() -> None:
    assert escape("7730.28") == "7730.28"


@given(st.text(st.sampled_from("ab1.)-+=*_`~|<>[]()!#&;:/\\@$ \n\t\"'{}^wW。一")))
def test_escaped_text_shows_as_it_is(text: str) -> None:
    assert parts(escape(text)) == set()
    assert shown(escape(text)) == plain(text)
    assert "\n" not in escape(text)


@given(st.text(st.sampled_from("a1.-*`|<> \n\\")))
def test_quoted_text_stays_in_its_quotation(text: str) -> None:
    quoted = "\n".join(quote(text))
    assert parts(quoted) <= {"blockquote_open", "blockquote_close", "hardbreak"}


def test_hostile_cells_and_notes_add_no_markup(read: Callable[..., Reading]) -> None:
    hostile = "x | <b>[y](z)\n# `w`"
    cells = {
        a: msgspec.structs.replace(c, text=hostile)
        for a, c in REPORT.tables["disputes"].cells.items()
    }
    held = msgspec.structs.replace(REPORT.tables["disputes"], cells=cells)
    of = msgspec.structs.replace(REPORT, agency=hostile, tables={"disputes": held})
    one = read(of)
    one.store.add("report", hostile)
    one.store.add(f"quote:{hostile}", hostile)
    tokens = GITHUB.parse(exported("md", [one]))
    assert sum(t.type == "heading_open" and t.tag == "h1" for t in tokens) == 1
    inline = [c.type for t in tokens for c in t.children or ()]
    assert {"link_open", "html_inline", "image"}.isdisjoint(inline)
    assert inline.count("code_inline") == 0


def test_exports_speak_the_language_in_use(read: Callable[..., Reading]) -> None:
    language.use("zh_CN")
    text = exported("md", [read()])
    assert "## 问题\n" in text
    assert "- 状态：待处理\n" in text


def test_findings_without_cells_need_no_table(read: Callable[..., Reading]) -> None:
    one = read()
    alone = finding("F101:annex", prose_mismatch().message, section=None, page=None)
    text = exported("md", [msgspec.structs.replace(one, verdict=verdict(alone))])
    assert "### 1. ✗ error F101\n\n59 is not the sum of its parts\n\n- Status: open\n" in text


def test_what_a_claim_speaks_of_is_called_by_its_names() -> None:
    report = load(COUNTY)
    names = {
        "applications/granted/total": "三、本年度办理结果 （一）予以公开 / 总计",
        "applications/refused.*/total#2": "（三）不予公开 / 总计",
        "disputes/review/total+disputes/litigation_*/total": "行政复议 / 总计 + 行政诉讼 / 总计",
        "overview.2?两项合计": "（二）依申请公开情况 两项合计",
    }
    assert {address: place_name(report, address) for address in names} == names


@pytest.mark.parametrize("format", ["md", "html", "docx", "xlsx"])
def test_who_gave_a_verdict_without_a_word_is_told(
    read: Callable[..., Reading], format: str
) -> None:
    one = read()
    assert "王芳" not in exported(format, [one])
    made = one.store.judge(broken_total(REPORT), REPORT, "confirmed")
    text = exported(format, [one])
    assert f"王芳, {made.updated.isoformat(' ', 'minutes')}" in text
    if format == "md":
        assert "\n\nconfirmed (王芳, " in text


def test_tags_alone_on_a_finding_are_told(read: Callable[..., Reading]) -> None:
    one = read()
    one.store.add("finding:A104:disputes/review", "", tags=("复核",))
    assert "复核" in exported("md", [one])
