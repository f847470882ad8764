"""Title and section tree of reports on no official form: the file's own headings and numbered ones.

A numbered sentence, an item of a list and a line of a table of contents are no headings.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from msgspec import structs

from parsers import glyphs, headings
from parsers.document import Block, Document, Paragraph
from parsers.model import Report, Section
from parsers.readers import read
from parsers.readers.page import Bookmark, Page
from parsers.readers.pdf import assemble
from parsers.understand import understand
from tests.parsers.test_pdf_reader import chars, page
from tests.real import HONGZE, SAMPLES, load, needs_reports

TEXT = "各部门认真落实各项规定，扎实开展工作，取得了一定的成效。"


Printed = str | tuple[int, str]
"""A line; a heading by the file's own word has its level before it."""


def report_of(*lines: Printed) -> Report:
    """Return the report with these lines."""
    blocks = (
        Paragraph(line, 1) if isinstance(line, str) else Paragraph(line[1], 1, level=line[0])
        for line in lines
    )
    return understand(Document("docx", 1, tuple(blocks)), "a.docx", "")


def drawn(sections: Sequence[Section], depth: int = 0) -> list[str]:
    """Return the tree as lines, set in by their depth."""
    return [
        line
        for s in sections
        for line in (
            "  " * depth + " ".join(filter(None, (s.number, s.title))),
            *drawn(s.children, depth + 1),
        )
    ]


def tree(*lines: Printed) -> list[str]:
    return drawn(report_of("洪泽区财政局2023年工作总结", *lines).sections)


# -- by numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第一章 总则", "第二章 收支"),
        ("第一部分 总则", "第二部分 收支"),
        ("第1章 总则", "第2章 收支"),
        ("一、总则", "二、收支"),
        ("一．总则", "二．收支"),
        ("（一）总则", "（二）收支"),
        ("(一) 总则", "(二) 收支"),
        ("1.总则", "2.收支"),
        ("1、总则", "2、收支"),
        ("1.1 总则", "1.2 收支"),
        ("（1）总则", "（2）收支"),
        ("①总则", "②收支"),
    ],
)
def test_every_way_to_number_makes_sections(first: str, second: str) -> None:
    report = report_of("标题", first, TEXT, second, TEXT)
    assert [(s.level, s.title, s.text) for s in report.sections] == [
        (1, "总则", TEXT),
        (1, "收支", TEXT),
    ]


def test_ways_to_number_stand_below_each_other() -> None:
    lines = ["第一章 总则", "第一节 依据", "一、收入", "（一）税收", TEXT, "1.增值税", TEXT]
    lines += ["（1）本年", TEXT, "①上半年", TEXT, "（二）非税", TEXT, "第二章 附则", TEXT]
    assert tree(*lines) == [
        "第一章 总则",
        "  第一节 依据",
        "    一 收入",
        "      （一） 税收",
        "        1 增值税",
        "          （1） 本年",
        "            ① 上半年",
        "      （二） 非税",
        "第二章 附则",
    ]


def test_numbers_with_points_stand_below_each_other() -> None:
    lines = [
        "1. 总则",
        TEXT,
        "1.1 依据",
        TEXT,
        "1.1.1 法律",
        TEXT,
        "1.2 范围",
        TEXT,
        "2. 收支",
        TEXT,
    ]
    assert tree(*lines) == ["1 总则", "  1.1 依据", "    1.1.1 法律", "  1.2 范围", "2 收支"]


@pytest.mark.parametrize(
    "line",
    [
        "一、加强领导，明确责任，各部门要高度重视。",
        "（一）各部门要高度重视；",
        "1.加强组织领导。成立领导小组，明确责任分工",
        "1.在全区范围内进一步健全完善各项工作机制和相关配套制度以及保障措施",
        "一、" + "长" * 41,
        "2023年工作情况",
        "3.5亿元用于教育",
        "（五）项内容已公开",
        "10.5 万人",
        "12 教育局",
    ],
)
def test_numbered_sentence_is_no_heading(line: str) -> None:
    lines = ["一、收入", TEXT, line, TEXT, "二、支出", TEXT]
    assert tree(*lines) == ["一 收入", "二 支出"]


def test_items_of_a_list_are_no_headings() -> None:
    items = ["1.教育局", "2.民政局", "3.财政局"]
    report = report_of("标题", "一、机构", *items, "二、职责", TEXT)
    assert drawn(report.sections) == ["一 机构", "二 职责"]
    assert report.sections[0].text == "\n".join(items)


def test_section_that_is_empty_is_a_section() -> None:
    assert tree("一、收入", "二、支出", TEXT, "三、结余", TEXT) == ["一 收入", "二 支出", "三 结余"]


def test_number_left_out_does_not_end_the_sections() -> None:
    assert tree("一、收入", TEXT, "三、结余", TEXT) == ["一 收入", "三 结余"]


@pytest.mark.parametrize("tail", ["", "……3", "............ 3", " 3", "\u2026\u2026\u2026\u2026 12"])
def test_table_of_contents_is_not_the_report(tail: str) -> None:
    names = ["一、收入", "（一）税收", "（二）非税", "二、支出"]
    body = [line for name in names for line in (name, TEXT)]
    report = report_of("标题", "目录", *(name + tail for name in names), *body)
    assert drawn(report.sections) == ["一 收入", "  （一） 税收", "  （二） 非税", "二 支出"]
    assert [s.text for s in report.sections] == [TEXT, TEXT]


def test_document_of_any_length_is_cut_in_time() -> None:
    lines = [f"{n % 99}.项目{n}" for n in range(60_000)] + ["一、收入", TEXT] * 20_000
    start = time.process_time()
    headings.tree([Paragraph(line, 1) for line in lines])
    assert time.process_time() - start < 4


# -- by the file's own word -----------------------------------------------------------------------


def test_levels_of_the_file_make_the_tree() -> None:
    lines: list[Printed] = [
        (1, "收入"),
        TEXT,
        (2, "税收"),
        TEXT,
        (2, "非税"),
        TEXT,
        (1, "支出"),
        TEXT,
    ]
    assert tree(*lines) == ["收入", "  税收", "  非税", "支出"]


def test_numbered_headings_stand_below_those_of_the_file() -> None:
    lines: list[Printed] = [
        (1, "一、收入"),
        "（一）税收",
        TEXT,
        "（二）非税",
        TEXT,
        (1, "二、支出"),
        TEXT,
    ]
    assert tree(*lines) == ["一 收入", "  （一） 税收", "  （二） 非税", "二 支出"]


def test_numbers_like_those_of_the_files_headings_are_text_elsewhere() -> None:
    lines: list[Printed] = [
        (1, "一、收入"),
        TEXT,
        "二、三产业",
        TEXT,
        "第一章 无",
        TEXT,
        (1, "二、支出"),
        TEXT,
    ]
    assert tree(*lines) == ["一 收入", "二 支出"]


def test_heading_as_long_as_a_paragraph_is_text() -> None:
    assert tree((1, "收入"), (2, "长" * 61), (1, "支出"), TEXT) == ["收入", "支出"]


def test_levels_without_end_are_no_depth_without_end() -> None:
    report = report_of("标题", *((n, f"甲{n}") for n in range(1, 500)))
    deepest = max(line.count("  ") for line in drawn(report.sections))
    assert deepest < 12


# -- the title ------------------------------------------------------------------------------------


def titled(*lines: Printed) -> tuple[str, str, int | None]:
    report = report_of(*lines)
    return report.title, report.agency, report.year


@pytest.mark.parametrize(
    ("lines", "title", "agency", "year"),
    [
        (
            ["洪泽区财政局2023年度部门决算", TEXT],
            "洪泽区财政局2023年度部门决算",
            "洪泽区财政局",
            2023,
        ),
        (
            ["洪泽区财政局", "2023年度部门决算", TEXT],
            "洪泽区财政局2023年度部门决算",
            "洪泽区财政局",
            2023,
        ),
        (["周口市2022年统计公报", TEXT], "周口市2022年统计公报", "", 2022),
        (["二〇二三年工作总结", TEXT], "二〇二三年工作总结", "", 2023),
        (["2021—2023年工作总结", TEXT], "2021—2023年工作总结", "", None),
        (["2021年、2022年对比说明", TEXT], "2021年、2022年对比说明", "", None),
        (["关于国办函〔2021〕30号的说明", TEXT], "关于国办函〔2021〕30号的说明", "", None),
        (["Annual Report 2023", TEXT], "Annual Report 2023", "", 2023),
        (["工作总结", "一、2023年工作", TEXT], "工作总结", "", None),
        (
            [(1, "区财政局"), (1, "2023年决算"), (2, "收入"), TEXT],
            "区财政局2023年决算",
            "区财政局",
            2023,
        ),
        (["附件", (1, "2023年决算"), (2, "收入"), TEXT], "2023年决算", "", 2023),
        ([(1, "决算说明"), (1, "一、收入"), TEXT, (1, "二、支出"), TEXT], "决算说明", "", None),
        # no title
        ([TEXT, TEXT], "", "", None),
        (["一、收入", TEXT], "", "", None),
        (["目 录", "一、收入", TEXT], "", "", None),
        (["2024年1月5日", TEXT], "", "", None),
        (["单位：万元", TEXT], "", "", None),
        ([(1, "收入"), TEXT, (1, "支出"), TEXT], "收入", "", None),
    ],
)
def test_title_is_the_first_heading_and_tells_the_year(
    lines: list[Printed], title: str, agency: str, year: int | None
) -> None:
    assert titled(*lines) == (title, agency, year)


def test_title_is_no_section_and_no_prose() -> None:
    report = report_of((1, "2023年决算"), "前言。", (2, "收入"), TEXT, (2, "支出"), TEXT)
    assert drawn(report.sections) == ["收入", "支出"]
    assert report.preamble == "前言。"


def test_year_of_the_prose_is_not_the_reports() -> None:
    report = report_of("工作总结", "统计期限为2022年1月1日至2022年12月31日。", TEXT)
    assert report.year is None
    assert report.period is not None


# -- sizes and outlines of a PDF ------------------------------------------------------------------


def printed(*lines: tuple[float, str], number: int = 1) -> Page:
    """Return a page with lines of characters of these sizes."""
    parts, y = [], 100.0
    for size, text in lines:
        parts.append(chars(text, 70.0, y, size))
        y += 4 * size
    return page(*parts, number=number)


BODY = (12.0, "各部门认真落实各项规定，扎实开展工作。")


def levels(*pages: Page, outline: Sequence[Bookmark] = ()) -> dict[str, int]:
    found: Sequence[Block] = assemble(pages, outline).blocks
    return {b.text: b.level for b in found if isinstance(b, Paragraph) and b.level}


def test_larger_lines_are_headings() -> None:
    lines = [(22.0, "决算"), (16.0, "收入"), BODY, BODY, BODY, (16.0, "支出"), BODY, BODY]
    assert levels(printed(*lines)) == {"决算": 1, "收入": 2, "支出": 2}


@pytest.mark.parametrize(
    "lines",
    [
        [(12.0, "收入"), BODY, BODY],
        [(12.5, "收入"), BODY, BODY, BODY],
        [(9.0, "注：数据来源。"), BODY, BODY, BODY],
        [(22.0, "甲"), (20.0, "乙"), (18.0, "丙"), (16.0, "丁"), (14.0, "戊"), *[BODY] * 20],
        [(22.0, "教育支出情况"), (22.0, "民政支出情况"), BODY],
        [*[(16.0, "很长" * 9)] * 5, *[BODY] * 7],
    ],
    ids=["one size", "hardly larger", "smaller", "too many sizes", "a poster", "large prose"],
)
def test_sizes_that_tell_nothing_make_no_headings(lines: list[tuple[float, str]]) -> None:
    assert levels(printed(*lines)) == {}


def test_outline_makes_headings_where_it_is_found() -> None:
    lines = [(12.0, "收 入"), BODY, (12.0, "税收"), BODY, (12.0, "⽀出"), BODY]
    outline = [Bookmark("收入", 1, 1), Bookmark("税收", 2, 1, 120.0), Bookmark("支出", 1)]
    assert levels(printed(*lines), outline=outline) == {"收 入": 1, "税收": 2, "⽀出": 1}


def test_outline_chooses_the_heading_and_not_the_line_of_contents() -> None:
    first = printed((12.0, "收入"), (12.0, "支出"))
    second = printed((12.0, "收入"), BODY, (12.0, "支出"), BODY, number=2)
    outline = [Bookmark("收入", 1, 2), Bookmark("支出", 1, 2)]
    blocks = assemble([first, second], outline).blocks
    found = [(b.page, b.level) for b in blocks if isinstance(b, Paragraph) and b.level]
    assert found == [(2, 1), (2, 1)]


@pytest.mark.parametrize(
    "outline",
    [
        [Bookmark("封面", 1, 1), Bookmark("正文", 1, 1), Bookmark("收入", 1, 1)],
        [Bookmark("", 1, 1), Bookmark(" ", 1, 1)],
        [Bookmark("收入", 1, 7)],
        [Bookmark("无", 10**9, -1, -1e300)] * 50_000,
    ],
    ids=["not of this text", "empty", "on another page", "huge"],
)
def test_outline_that_is_not_of_the_text_is_left_alone(outline: list[Bookmark]) -> None:
    assert levels(printed((12.0, "收入"), BODY, BODY), outline=outline) == {}


# -- real ones ------------------------------------------------------------------------------------


@needs_reports
def test_official_report_keeps_its_sections_whatever_its_sizes() -> None:
    report = load(HONGZE)
    assert report.form == "disclosure-2021"
    assert [s.id for s in report.sections] == [s.id for s in report.layout.sections]


def test_sample_report_read_as_on_no_form_has_its_sections() -> None:
    """The tree by numbers alone is the official one, and the title is the official title."""
    official = load(SAMPLES / "wanghe-transport-2022.pdf")
    document = read((SAMPLES / "wanghe-transport-2022.pdf").read_bytes())
    blocks = [
        structs.replace(b, text=glyphs.mapped(b.text)) if isinstance(b, Paragraph) else b
        for b in document.blocks
    ]
    found = headings.title(blocks)
    rest = [b for n, b in enumerate(blocks) if n not in found.blocks]
    _, sections, _ = headings.tree(rest)
    assert [s.number for s in sections] == [s.number for s in official.sections]
    assert found.year == official.year
