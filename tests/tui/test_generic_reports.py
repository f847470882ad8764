"""Reports on no official form in the browser and in exports: their own sections, tables, totals."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len

from parsers.checks.verdict import run
from parsers.document import Document, Paragraph
from parsers.model import Report
from parsers.understand import understand
from tests.parsers.statistical import OVER, UNDER, grid
from tests.tui.test_exports import SCHEMA
from tui import copying
from tui.annotations import AnnotationStore
from tui.exports import render
from tui.layout import Index, lay_out, place_of, with_notes
from tui.reading import Reading

HEADS = [
    ["单位", "编制人数（含参照公务员法管理的事业编制）", OVER, "年末实有人数", OVER],
    [UNDER, "行政", "事业", "行政", "事业"],
]
STAFF = [
    ["区财政局本级", "145", "12", "43", "10"],
    ["国库支付中心", "100", "20", "10", "18"],
    ["合计", "254", "32", "53", "28"],
]


@pytest.fixture
def report() -> Report:
    lines = ["洪泽区财政局2023年度部门决算说明", "前言。", "一、机构", "（一）人员", "见下表。"]
    blocks = [Paragraph(line, 1) for line in lines]
    after = [Paragraph("二、说明", 1), Paragraph("无。", 1)]
    document = Document("pdf", 1, (*blocks, grid([*HEADS, *STAFF]), *after))
    return understand(document, "决算.pdf", "0" * 64)


def drawn(report: Report, width: int) -> list[str]:
    return ["".join(span.text for span in line.spans) for line in lay_out(report, width)]


@pytest.mark.parametrize("width", [50, 57, 80, 120])
def test_report_is_laid_out_with_its_own_headings_and_heads(report: Report, width: int) -> None:
    lines = drawn(report, width)
    text = "\n".join(lines)
    assert all(cell_len(line) <= width for line in lines)
    parts = ("决算说明", "前言。", "一、机构", "（一）人员", "见下表。")
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    assert [line.split()[1:5] for line in lines if line.split()[:1] == ["合计"]] == [STAFF[-1][1:]]
    heads = "".join(lines[: next(n for n, line in enumerate(lines) if "行政" in line)])
    assert all(piece in heads for piece in ("编制人数", "含参照", "公务员法", "年末实有", "人数"))


def test_table_wider_than_the_screen_is_drawn_in_parts() -> None:
    heads = [f"第{n}季度完成投资额" for n in range(1, 15)]
    rows = [[f"项目{r}建设工程", *(f"{r}{n:02}45.67" for n in range(14))] for r in (1, 2, 3)]
    wide = understand(Document("pdf", 1, (grid([["名称", *heads], *rows]),)), "a.pdf", "")
    for width in (46, 57, 80, 200):
        lines = lay_out(wide, width)
        assert all(cell_len("".join(s.text for s in line.spans)) <= width for line in lines)
        shown = [address for line in lines for address in line.addresses]
        assert sorted(set(shown)) == sorted(wide.tables["table-1"].cells)


def test_wrong_total_is_shown_at_its_cell_with_its_sum(report: Report) -> None:
    (finding,) = run(report).findings
    assert str(finding.message) == (
        "合计 编制人数（含参照公务员法管理的事业编制） 行政: 254, but its parts make 245"
    )
    lines = lay_out(report, 57)
    at, cell = place_of(finding, Index(lines))
    assert cell == "table-1/r3/c1" in lines[at].addresses
    noted = with_notes(Index(lines), finding, report, 57).lines
    assert any("145 + 100 = 245 ≠ 254" in "".join(s.text for s in n.spans) for n in noted)


def exported(report: Report, form: str, tmp_path: Path) -> str:
    path = tmp_path / "a.pdf"
    store = AnnotationStore.open(path, report)
    written = render(form, [Reading(path, report, run(report), store)]).decode()
    return written if isinstance(written, str) else written.decode()


def test_json_follows_the_schema_and_tells_the_labels(report: Report, tmp_path: Path) -> None:
    told = json.loads(exported(report, "json", tmp_path))
    jsonschema.validate(told, SCHEMA)
    table = told["tables"]["table-1"]
    assert (told["form"], told["agency"], told["year"]) == ("generic", "洪泽区财政局", 2023)
    assert table["section"] == "s1.1"
    assert table["rows"] == {"r1": "区财政局本级", "r2": "国库支付中心", "r3": "合计"}
    assert table["columns"]["c3"] == "年末实有人数 行政"
    assert table["cells"]["table-1/r3/c1"]["value"] == 254


def test_markdown_tells_the_table_under_its_heading(report: Report, tmp_path: Path) -> None:
    told = exported(report, "md", tmp_path)
    assert "- Form: generic\n" in told
    assert "### （一）人员" in told
    assert "| 合计 | **254** ? | 32 | 53 | 28 |" in told


def test_table_outside_any_section_has_a_name_in_exports(tmp_path: Path) -> None:
    alone = understand(Document("pdf", 1, (grid([*HEADS, *STAFF]),)), "a.pdf", "0" * 64)
    assert "### table-1" in exported(alone, "md", tmp_path)
    jsonschema.validate(json.loads(exported(alone, "json", tmp_path)), SCHEMA)
    assert any("254" in line for line in drawn(alone, 80))


def test_every_line_and_figure_of_it_is_copied(report: Report) -> None:
    lines = lay_out(report, 80)
    assert all(copying.at_line(report, line, "")[0].text for line in lines if line.stop)
    for address in (address for line in lines for address in line.addresses):
        figure, row, table = copying.at_cell(report, address)
        assert figure.text in row.text.split("\t")
        assert row.text in table.text
    assert "区财政局本级\t145\t12\t43\t10" in table.text
