"""What gouji reads from real reports, and from the samples, is what a person reads in them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest
from msgspec import structs

import parsers
from parsers.document import Grid
from parsers.geometry import Box
from parsers.model import Cell, Period, Report, Section
from parsers.readers import read
from parsers.understand import understand
from tests.real import (
    HONGZE,
    REPORTS,
    SAMPLES,
    ZHOUKOU,
    ZHOUKOU_PDF,
    check,
    load,
    needs_reports,
    truth,
)

ZHOUKOU_READINGS = (ZHOUKOU, ZHOUKOU_PDF)


def cells(report: Report) -> dict[str, Cell]:
    return {a: cell for table in report.tables.values() for a, cell in table.cells.items()}


def outline(report: Report) -> list[tuple[str, str, str, int | None]]:
    return [(s.id, s.number, s.title, s.page) for s in report.every_section]


def prose(report: Report) -> list[str]:
    texts = [report.preamble, *(s.text for s in report.every_section)]
    return [line for text in texts for line in text.splitlines()]


def findings(path: Path) -> list[tuple[str, str]]:
    return [(f.target, f.severity) for f in check(path).findings]


# -- cells ----------------------------------------------------------------------------------------


@needs_reports
def test_hongze_pdf_gives_every_printed_figure_and_no_other() -> None:
    read = {a: cell.value for a, cell in cells(load(HONGZE)).items()}
    assert read == truth("hongze-2023")


@needs_reports
@pytest.mark.parametrize(
    "path", [REPORTS / "zhoukou-2022.txt", *ZHOUKOU_READINGS], ids=lambda p: getattr(p, "name", "")
)
def test_zhoukou_gives_every_printed_figure_and_no_other(path: Path) -> None:
    read = {a: cell.value for a, cell in cells(load(path)).items()}
    assert read == truth("zhoukou-2022")


def test_zhoukou_reads_the_same_from_text_and_from_pdf() -> None:
    text, pdf = (
        {a: (c.text, c.value, c.state, c.rest) for a, c in cells(load(path)).items()}
        for path in ZHOUKOU_READINGS
    )
    assert text == pdf
    assert len(text) == 200


def test_every_cell_of_a_complete_report_is_a_number_without_remainder() -> None:
    for path in (ZHOUKOU, ZHOUKOU_PDF, SAMPLES / "huaiting-county-2024.txt"):
        assert {(c.state, c.rest) for c in cells(load(path)).values()} == {("number", "")}


@needs_reports
def test_every_hongze_cell_is_a_number_without_remainder() -> None:
    assert {(c.state, c.rest) for c in cells(load(HONGZE)).values()} == {("number", "")}


def test_fee_keeps_its_printed_decimals() -> None:
    fee = cells(load(ZHOUKOU))["proactive/fees/amount"]
    assert fee.text == "128356.6505"
    assert fee.value == Decimal("128356.6505")


@needs_reports
def test_every_hongze_cell_stands_on_its_page() -> None:
    before_break = {"regulations", "normative_documents", "licences"}
    applications = load(HONGZE).tables["applications"].cells
    last_on_page_3 = list(applications).index("applications/unavailable.needs_creation/total")
    for place, (address, cell) in enumerate(applications.items()):
        assert (address, cell.page) == (address, 3 if place <= last_on_page_3 else 4)
    for address, cell in load(HONGZE).tables["proactive"].cells.items():
        assert (address, cell.page) == (address, 2 if address.split("/")[1] in before_break else 3)
    assert {cell.page for cell in load(HONGZE).tables["disputes"].cells.values()} == {4}


@needs_reports
def test_tables_know_their_pages_and_the_breaks_they_were_joined_over() -> None:
    tables = load(HONGZE).tables
    assert {t.id: (t.section, t.pages, t.joins) for t in tables.values()} == {
        "proactive": ("proactive", (2, 3), (3,)),
        "applications": ("applications", (3, 4), (4,)),
        "disputes": ("disputes", (4,), ()),
    }


def test_text_without_form_feeds_is_one_page_without_boxes() -> None:
    assert load(ZHOUKOU).source.pages == 1
    assert {(c.page, c.box) for c in cells(load(ZHOUKOU)).values()} == {(1, None)}


def check_boxes(path: Path) -> None:
    """Look for the printed text of every cell inside its box, and inside the page."""
    with pdfplumber.open(path) as pdf:
        for address, cell in cells(load(path)).items():
            assert cell.page is not None and cell.box is not None
            page = pdf.pages[cell.page - 1]
            x0, top, x1, bottom = cell.box
            assert 0 <= x0 < x1 <= page.width, address
            assert 0 <= top < bottom <= page.height, address
            inside = [
                char["text"]
                for char in page.chars
                if x0 < (char["x0"] + char["x1"]) / 2 < x1
                and top < (char["top"] + char["bottom"]) / 2 < bottom
            ]
            assert "".join(inside).strip() == cell.text, address


@needs_reports
def test_every_hongze_figure_is_printed_inside_the_box_of_its_cell() -> None:
    check_boxes(HONGZE)


def test_every_zhoukou_figure_is_printed_inside_the_box_of_its_cell() -> None:
    check_boxes(ZHOUKOU_PDF)


@needs_reports
def test_boxes_of_cells_do_not_overlap() -> None:
    boxes = [(c.page, c.box) for c in cells(load(HONGZE)).values() if c.box]
    for i, (page, one) in enumerate(boxes):
        for other_page, other in boxes[i + 1 :]:
            assert page != other_page or not overlap(one, other)


def overlap(one: Box, other: Box) -> bool:
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) > 0.5
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5
    )


@needs_reports
def test_a_misprinted_label_is_kept_as_printed() -> None:
    labels = load(HONGZE).tables["applications"].labels
    assert labels["refused.law_forbids"] == "2.其他法律行政止公开"


# -- what it is called ----------------------------------------------------------------------------


@needs_reports
def test_hongze_is_known_by_its_title() -> None:
    report = load(HONGZE)
    assert report.title == "洪泽区人民政府2023年政府信息公开工作年度报告"
    assert (report.agency, report.year) == ("洪泽区人民政府", 2023)
    assert report.period == Period("2023-01-01", "2023-12-31")
    assert (report.source.format, report.source.pages) == ("pdf", 5)


@pytest.mark.parametrize("path", ZHOUKOU_READINGS, ids=lambda p: getattr(p, "name", ""))
def test_zhoukou_is_known_by_its_title(path: Path) -> None:
    report = load(path)
    assert report.title == "周口市人民政府2022年政府信息公开工作年度报告"
    assert (report.agency, report.year) == ("周口市人民政府", 2022)
    assert report.period == Period("2022-01-01", "2022-12-31")


@pytest.mark.parametrize(
    ("name", "agency", "year"),
    [
        ("wanghe-city-2023.pdf", "望禾市人民政府", 2023),
        ("wanghe-transport-2022.pdf", "望禾市交通运输局", 2022),
        ("wanghe-education-2023.txt", "望禾市教育局", 2023),
        ("huaiting-county-2023.txt", "槐汀县人民政府", 2023),
        ("huaiting-county-2024.txt", "槐汀县人民政府", 2024),
    ],
)
def test_samples_are_known_by_their_titles(name: str, agency: str, year: int) -> None:
    report = load(SAMPLES / name)
    assert (report.agency, report.year) == (agency, year)
    assert report.period == Period(f"{year}-01-01", f"{year}-12-31")


# -- sections -------------------------------------------------------------------------------------


@needs_reports
def test_hongze_has_its_sections_on_their_pages() -> None:
    assert outline(load(HONGZE)) == [
        ("overview", "一", "总体情况", 1),
        ("overview.1", "（一）", "主动公开情况", 1),
        ("overview.2", "（二）", "依申请公开情况", 1),
        ("overview.3", "（三）", "政府信息管理情况", 1),
        ("overview.4", "（四）", "政府信息公开平台建设情况", 2),
        ("overview.5", "（五）", "政府信息公开监督保障情况", 2),
        ("proactive", "二", "主动公开政府信息情况", 2),
        ("applications", "三", "收到和处理政府信息公开申请情况", 3),
        ("disputes", "四", "政府信息公开行政复议、行政诉讼情况", 4),
        ("problems", "五", "存在的主要问题及改进情况", 4),
        ("other", "六", "其他需要报告的事项", 5),
    ]


ZHOUKOU_OUTLINE = [
    ("overview", "一", "总体情况"),
    ("overview.1", "（一）", "深化政府信息主动公开"),
    ("overview.2", "（二）", "不断提高政策解读和回应关切质效"),
    ("overview.3", "（三）", "依法依规做好依申请公开答复工作"),
    ("overview.4", "（四）", "扎实做好政府信息管理情况"),
    ("overview.5", "（五）", "加强政府信息公开平台建设"),
    ("overview.6", "（六）", "着力强化监督保障"),
    ("proactive", "二", "主动公开政府信息情况"),
    ("applications", "三", "收到和处理政府信息公开申请情况"),
    ("disputes", "四", "政府信息公开行政复议、行政诉讼情况"),
    ("problems", "五", "存在的主要问题及改进情况"),
    ("other", "六", "其他需要报告的事项"),
]


@pytest.mark.parametrize(
    ("path", "pages"),
    [
        (ZHOUKOU, [1] * 12),
        (ZHOUKOU_PDF, [1, 1, 1, 2, 2, 2, 2, 2, 3, 4, 4, 5]),
    ],
    ids=lambda p: getattr(p, "name", ""),
)
def test_zhoukou_has_its_sections_on_their_pages(path: Path, pages: list[int]) -> None:
    wanted = [(*section, page) for section, page in zip(ZHOUKOU_OUTLINE, pages, strict=True)]
    assert outline(load(path)) == wanted


@needs_reports
def test_hongze_prose_stands_under_its_heading() -> None:
    overview, _, _, _, problems, other = load(HONGZE).sections
    assert overview.text.startswith("2023年，洪泽区人民政府坚持以习近平")
    assert overview.children[0].text.startswith("主要通过政府门户网站主动公开")
    assert overview.children[1].text.endswith("均在法定期限答复。")
    assert len(problems.text.splitlines()) == 1
    assert "全年收取政府信息公开信息处理费0元。" in other.text
    assert load(HONGZE).preamble.startswith("本报告由淮安市洪泽区人民政府办公室根据")


def test_zhoukou_prose_reads_the_same_from_text_and_from_pdf() -> None:
    text, pdf = ({s.id: s.text for s in load(path).every_section} for path in ZHOUKOU_READINGS)
    # In the text the title, and the preamble under it, stand behind the first heading.
    assert text.pop("overview") == f"{load(ZHOUKOU_PDF).preamble}\n{pdf.pop('overview')}"
    assert text == pdf


@needs_reports
def test_every_printed_sentence_is_kept_in_its_order() -> None:
    """No paragraph is lost, doubled, moved, or taken for a table."""
    with pdfplumber.open(HONGZE) as pdf:
        pages = ["".join(c["text"] for c in page.chars) for page in pdf.pages]
    printed = "".join(re.sub(r"^-\d-", "", "".join(page.split())) for page in pages)
    report = load(HONGZE)
    overview, *_, problems, other = report.sections
    before_tables = report.title + report.preamble + _as_printed(overview)
    after_tables = _as_printed(problems) + _as_printed(other)
    assert printed.startswith(before_tables + "二、主动公开政府信息情况第二十条")
    assert printed.endswith(after_tables)


def _as_printed(section: Section) -> str:
    before, behind = ("、", "") if section.level == 1 else ("", "。")
    own = section.number + before + section.title + behind + "".join(section.text.split())
    return own + "".join(_as_printed(child) for child in section.children)


@pytest.mark.parametrize(
    "path",
    [HONGZE, *ZHOUKOU_READINGS, *sorted(SAMPLES.glob("wanghe*"))],
    ids=lambda p: getattr(p, "name", ""),
)
def test_prose_holds_no_table_and_no_page_number(path: Path) -> None:
    if not path.exists():
        pytest.skip("the real reports are not here")
    for line in prose(load(path)):
        assert not re.fullmatch(r"[-—\s]*\d+[-—\s]*", line)
        assert not re.search(r"- \d+ -|— \d+ —", line)
        assert not re.search(r"\d+ \d+ \d+", line)
        assert not line.startswith(("自然人", "信息内容", "1.属于国家秘密", "结果维持", "规章"))
        assert "勾稽关系" not in line


@pytest.mark.parametrize("path", [HONGZE, ZHOUKOU_PDF], ids=lambda p: getattr(p, "name", ""))
def test_no_cell_holds_a_page_number(path: Path) -> None:
    if not path.exists():
        pytest.skip("the real reports are not here")
    assert all(re.fullmatch(r"[0-9.]+", cell.text) for cell in cells(load(path)).values())


@pytest.mark.parametrize("path", [HONGZE, *ZHOUKOU_READINGS], ids=lambda p: getattr(p, "name", ""))
def test_sections_without_prose_are_empty(path: Path) -> None:
    if not path.exists():
        pytest.skip("the real reports are not here")
    texts = {s.id: s.text for s in load(path).every_section}
    assert [texts[id] for id in ("proactive", "applications", "disputes")] == ["", "", ""]


# -- findings -------------------------------------------------------------------------------------

JOINED = [("D103:proactive", "info"), ("D103:applications", "info")]


@needs_reports
def test_hongze_has_two_true_errors_and_nothing_else() -> None:
    assert findings(HONGZE) == [
        ("A104:disputes/review", "error"),
        ("A104:disputes/litigation_after_review", "error"),
        ("F109:applications/other", "warning"),
        *JOINED,
    ]
    review, after_review, *_ = check(HONGZE).findings
    assert (review.expected, review.found) == (Decimal(11), Decimal(0))
    assert (after_review.expected, after_review.found) == (Decimal(5), Decimal(0))
    assert [(s.cell, s.value) for s in review.suspects] == [("disputes/review/total", Decimal(11))]
    assert (review.page, review.focus) == (4, "disputes/review/total")


SAMPLE_FINDINGS = {
    "zhoukou-2022.txt": [("T101", "info")],
    "zhoukou-2022.pdf": [("T101", "info"), *JOINED],
    "wanghe-city-2023.pdf": [
        ("T101", "info"),
        ("D103:applications", "info"),
        ("A102:applications/declined.petition", "error"),
        ("A101:applications/*/natural_person", "error"),
        ("A104:disputes/review", "error"),
        ("A104:disputes/litigation_direct", "error"),
    ],
    "wanghe-transport-2022.pdf": [
        ("T101", "info"),
        ("F104:proactive/coercive_measures", "warning"),
        ("F104:proactive?行政检查", "warning"),
        ("F106:proactive", "warning"),
        ("D103:applications", "info"),
        ("F105:applications", "warning"),
        ("F106:disputes", "warning"),
    ],
    "wanghe-education-2023.txt": [
        ("F101:problems", "warning"),
        ("A102:applications/received", "error"),
        ("F103:disputes", "warning"),
    ],
    "huaiting-county-2023.txt": [("F109:applications/other", "warning")],
    "huaiting-county-2024.txt": [],
}


@pytest.mark.parametrize("name", SAMPLE_FINDINGS)
def test_sample_has_the_faults_it_was_given_and_no_other(name: str) -> None:
    assert sorted(findings(SAMPLES / name)) == sorted(SAMPLE_FINDINGS[name])


def test_every_sample_report_is_tested() -> None:
    assert {p.name for p in SAMPLES.iterdir() if p.suffix in {".pdf", ".txt"}} == set(
        SAMPLE_FINDINGS
    )


@pytest.mark.parametrize(
    ("path", "ledger"),
    [
        (HONGZE, (38, 2, 0)),
        (ZHOUKOU, (42, 0, 0)),
        (ZHOUKOU_PDF, (42, 0, 0)),
        (SAMPLES / "wanghe-city-2023.pdf", (35, 7, 0)),
        (SAMPLES / "wanghe-transport-2022.pdf", (41, 0, 1)),
        (SAMPLES / "wanghe-education-2023.txt", (36, 3, 3)),
        (SAMPLES / "huaiting-county-2023.txt", (40, 0, 0)),
        (SAMPLES / "huaiting-county-2024.txt", (42, 0, 0)),
    ],
    ids=lambda p: getattr(p, "name", ""),
)
def test_ledger_counts_every_identity(path: Path, ledger: tuple[int, int, int]) -> None:
    if not path.exists():
        pytest.skip("the real reports are not here")
    found = check(path).ledger
    assert (found.passed, found.failed, found.not_assessable) == ledger


def test_what_stands_in_place_of_a_missing_row_is_named_with_its_figure() -> None:
    found = {f.target: f for f in check(SAMPLES / "wanghe-transport-2022.pdf").findings}
    message = found["F104:proactive?行政检查"].message
    assert message.values == {"label": "行政检查", "figures": "4377"}


def test_findings_keep_their_ids_from_text_to_pdf() -> None:
    text, pdf = ({f.target: f.id for f in check(path).findings} for path in ZHOUKOU_READINGS)
    shared = text.keys() & pdf.keys()
    assert shared == {"T101"}
    assert all(text[target] == pdf[target] for target in shared)


@pytest.mark.parametrize(
    "path", [HONGZE, *sorted(SAMPLES.glob("*-20*.*"))], ids=lambda p: getattr(p, "name", "")
)
def test_findings_have_ids_of_their_own(path: Path) -> None:
    if not path.exists():
        pytest.skip("the real reports are not here")
    ids = [f.id for f in check(path).findings]
    assert len(set(ids)) == len(ids)


def test_selecting_and_ignoring_rules_keeps_the_rest() -> None:
    report = load(SAMPLES / "wanghe-city-2023.pdf")
    chosen = parsers.check(report, select=["A104", "D"], ignore=["D1"])
    assert {f.rules for f in chosen.findings} == {("A104",)}
    assert chosen.ledger == parsers.check(report).ledger


@pytest.mark.parametrize("misprint", ["自燃入", "X", ""])
@pytest.mark.parametrize("head", ["⾃然⼈", "商业\n企业", "总计", "结果\n维持", "⾏政复议"])
def test_a_misprinted_head_loses_its_columns_and_moves_no_figure(head: str, misprint: str) -> None:
    document = read((SAMPLES / "zhoukou-2022.pdf").read_bytes())
    blocks = tuple(
        structs.replace(
            block,
            cells=tuple(
                structs.replace(c, text=misprint) if c.text == head else c for c in block.cells
            ),
        )
        if isinstance(block, Grid)
        else block
        for block in document.blocks
    )
    report = understand(structs.replace(document, blocks=blocks), "misprinted.pdf", "")
    printed = load(SAMPLES / "zhoukou-2022.pdf")
    got = {a: c for table in report.tables.values() for a, c in table.cells.items()}
    assert len(got) < 200
    assert all(c == printed.tables[a.split("/")[0]].cells[a] for a, c in got.items())
