"""Title, agency, year, period and the section tree, in the shapes that offices give them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from parsers import outline
from parsers.checks.verdict import run
from parsers.document import Block, Document, Paragraph, Unreadable
from parsers.model import Period, Report, Section
from parsers.readers.text import read
from parsers.understand import NOT_A_REPORT, OLDER_FORM, understand
from tests.parsers import official
from tests.parsers.official import FORM

HEADINGS = [f"{s.number}、{s.title}" for s in FORM.sections]
TITLE = "周口市人民政府2022年政府信息公开工作年度报告"


def report_of(*texts: str) -> Report:
    return understand(Document("text", 1, tuple(Paragraph(text, 1) for text in texts)), "a.txt", "")


def with_title(*lines: str) -> Report:
    return report_of(*lines, "本报告由市政府办公室编制。", *HEADINGS)


def sections(report: Report) -> list[tuple[str, str]]:
    return [(s.id, s.number) for s in report.sections]


def everything(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield section.title
        yield from section.text.splitlines()
        yield from everything(section.children)


# -- title, agency, year --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "agency", "year"),
    [
        (["周口市人民政府2022年政府信息公开工作年度报告"], "周口市人民政府", 2022),
        (["周口市人民政府2022年度政府信息公开工作年度报告"], "周口市人民政府", 2022),
        (["周口市人民政府2022年政府信息公开工作报告"], "周口市人民政府", 2022),
        (["周口市人民政府2022年政府信息公开年度报告"], "周口市人民政府", 2022),
        (["2022年上海市政府信息公开工作年度报告"], "上海市", 2022),
        (["2022年度上海市财政局政府信息公开工作年度报告"], "上海市财政局", 2022),
        (["洪泽区人民政府", "2023 年政府信息公开工作年度报告"], "洪泽区人民政府", 2023),
        (["洪泽区人民政府", "2023年度政府信息公开工作年度报告"], "洪泽区人民政府", 2023),
        (["洪泽区人民政府二〇二三年政府信息公开工作年度报告"], "洪泽区人民政府", 2023),
        (["洪泽区人民政府二○二三年度政府信息公开工作年度报告"], "洪泽区人民政府", 2023),
        (["洪泽区人民政府二零二三年政府信息公开工作年度报告"], "洪泽区人民政府", 2023),
        (["洪泽区人民政府（2023年度）政府信息公开工作年度报告"], "洪泽区人民政府", 2023),
        (["周口市 2022 年 政府信息公开 工作 年度报告"], "周口市", 2022),
        (["周口市人民政府2022年", "政府信息公开工作年度报告"], "周口市人民政府", 2022),
        (["周口市人民政府2022年政府信息公开", "工作年度报告"], "周口市人民政府", 2022),
        (["周口市人民政府", "2022年政府信息公开工作", "年度报告"], "周口市人民政府", 2022),
        (["周口市人民政府", "政府信息公开工作年度报告", "（2022年）"], "周口市人民政府", 2022),
        (["周口市人民政府政府信息公开工作年度报告（2022年度）"], "周口市人民政府", 2022),
        (["周口市人民政府政府信息公开工作年度报告(2022年)"], "周口市人民政府", 2022),
        (["关于2022年周口市政府信息公开工作年度报告"], "周口市", 2022),
        (["周口市人民政府关于2022年度政府信息公开工作年度报告"], "周口市人民政府", 2022),
        (["《周口市人民政府2022年政府信息公开工作年度报告》"], "周口市人民政府", 2022),
        (["附件", "周口市人民政府2022年政府信息公开工作年度报告"], "周口市人民政府", 2022),
        (["附件：", "周口市人民政府2022年政府信息公开工作年度报告"], "周口市人民政府", 2022),
        (
            ["周口市人民政府办公室关于2022年度政府信息公开工作年度报告"],
            "周口市人民政府办公室",
            2022,
        ),
        (["周口市教育局关于《2022年政府信息公开工作年度报告》"], "周口市教育局", 2022),
        (["关于2022年度的政府信息公开工作年度报告"], "", 2022),
        (["周口市教育局政府信息公开工作2022年度报告"], "周口市教育局", 2022),
        (["周口市人民政府信息公开工作2022年度报告"], "周口市人民政府", 2022),
        (["周口市教育局政府信息公开2022年年度报告"], "周口市教育局", 2022),
        (["周口市教育局政府信息公开工作年度报告2022"], "周口市教育局", 2022),
        (["周口市教育局2022年政府信息公开工作年度报告.docx"], "周口市教育局", 2022),
        (["周口市教育局政府信息公开工作年度报告2022.PDF"], "周口市教育局", 2022),
        (["2022年度政府信息公开工作年度报告（周口市教育局）"], "周口市教育局", 2022),
        (["2022年度政府信息公开工作年度报告（含各镇、街道）"], "", 2022),
        (["2022年度政府信息公开工作年度报告（报市政府办公室）"], "", 2022),
        (["2022年度政府信息公开工作年度报告（征求意见稿）"], "", 2022),
        (["周口市2022年政府信息公开工作年度报告（周口市教育局）"], "周口市", 2022),
        (["索引号：005/2023-0001", "2022年周口市政府信息公开工作年度报告"], "周口市", 2022),
    ],
)
def test_title_tells_agency_and_year(lines: list[str], agency: str, year: int) -> None:
    report = with_title(*lines)
    assert (report.agency, report.year) == (agency, year)
    assert "政府信息公开" in report.title
    assert report.preamble.splitlines()[-1] == "本报告由市政府办公室编制。"


@pytest.mark.parametrize(
    "title", ["周口市教育局2022年政务公开工作年度报告", "周口市教育局2022年信息公开工作年度报告"]
)
def test_title_may_call_the_work_otherwise(title: str) -> None:
    report = with_title(title)
    assert (report.title, report.agency, report.year) == (title, "周口市教育局", 2022)


@pytest.mark.parametrize(
    "text",
    [
        "我局认真编制政府信息公开工作2022年度报告，并按时公布。",
        "周口市教育局政府信息公开工作年度报告20221",
        "周口市教育局政府信息公开工作年度报告2022份",
        "2022年召开信息公开工作会议",
        "2022年政务公开工作报告会",
        "周口市教育局2022年政务公开工作要点.docx",
        "周口市教育局关于印发2022年政府信息公开工作年度报告的通知",
        "按照政府信息公开工作2022年度报告的要求",
    ],
)
def test_text_that_only_speaks_of_a_report_is_no_title(text: str) -> None:
    assert outline.heading([Paragraph(text)]) == outline.Heading()


def test_title_is_no_part_of_the_prose() -> None:
    report = with_title("洪泽区人民政府", "2023年政府信息公开工作年度报告")
    assert report.title == "洪泽区人民政府2023年政府信息公开工作年度报告"
    assert report.preamble == "本报告由市政府办公室编制。"


def test_title_may_stand_behind_the_first_heading() -> None:
    report = report_of(HEADINGS[0], TITLE, "本报告由市政府办公室编制。", *HEADINGS[1:])
    assert (report.agency, report.year) == ("周口市人民政府", 2022)
    assert report.sections[0].text == "本报告由市政府办公室编制。"


def test_sentence_that_names_a_report_is_no_title() -> None:
    report = report_of(
        "现将周口市2022年政府信息公开工作年度报告予以公布，请社会各界监督。",
        "根据要求，编制周口市2021年政府信息公开工作年度报告",
        *HEADINGS,
    )
    assert report.title == ""
    assert report.year is None


def test_heading_above_a_title_without_an_agency_is_not_its_agency() -> None:
    report = report_of("一、总体情况", "2022年政府信息公开工作年度报告", *HEADINGS[1:])
    assert (report.agency, report.year) == ("", 2022)
    assert sections(report)[0] == ("overview", "一")


def test_report_without_a_title_is_read_and_has_no_year() -> None:
    report = report_of(*HEADINGS)
    assert (report.title, report.agency, report.year) == ("", "", None)


def test_year_that_no_form_covers_is_refused_by_its_year() -> None:
    with pytest.raises(Unreadable) as refused:
        with_title("周口市人民政府2018年政府信息公开工作年度报告")
    assert refused.value.message.template == OLDER_FORM
    assert refused.value.message.values == {"year": "2018"}


def test_older_year_is_known_by_its_period_too() -> None:
    """Read under the wrong form, the older report would be accused of missing rows."""
    with pytest.raises(Unreadable, match="2018"):
        report_of("统计期限为2018年1月1日至2018年12月31日。", *HEADINGS)


@pytest.mark.parametrize(
    ("year", "form"),
    [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")],
)
def test_report_without_tables_is_on_the_form_of_its_year(year: int, form: str) -> None:
    assert (
        with_title(f"周口市人民政府{year}年政府信息公开工作年度报告").form == f"disclosure-{form}"
    )


def test_report_whose_title_has_no_year_is_of_its_periods_year() -> None:
    text = "统计期限自2022年1月1日起至2022年12月31日止。"
    assert report_of("周口市人民政府", text, *HEADINGS).year == 2022


def test_period_does_not_overrule_the_title() -> None:
    text = "统计期限自2020年1月1日起至2020年12月31日止。"
    assert report_of(TITLE, text, *HEADINGS).year == 2022


# -- period ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "统计期限自2022年1月1日起至2022年12月31日止。",
        "统计期限自2022年1月1日至2022年12月31日。",
        "统计期限自 2022 年 1 月 1 日起至 2022 年 12 月 31 日止。",
        "统计期限为2022年1月1日—2022年12月31日。",
        "统计期限为2022年1月1日-2022年12月31日。",
        "统计期限为2022年1月1日～2022年12月31日。",
        "统计期限为2022年1月1日到2022年12月31日。",
        "统计期限为2022年1月1日至12月31日。",
        "统计期限为2022年1月1日起，至2022年12月31日止。",
        "统计期限自2022年01月01日起至2022年12月31日止。",
    ],
)
def test_period_is_read_from_day_to_day(text: str) -> None:
    assert outline.period([text]) == Period("2022-01-01", "2022-12-31")


@pytest.mark.parametrize(
    "text",
    [
        "2022年1月1日起施行。",
        "统计期限自2022年13月1日起至2022年12月31日止。",
        "统计期限自20221年1月1日起至2022年12月31日止。",
        "会议于2022年1月1日召开，2022年12月31日结束。",
        "",
    ],
)
def test_what_is_no_period_gives_none(text: str) -> None:
    assert outline.period([text]) is None


# -- sections -------------------------------------------------------------------------------------


def shaped(numbering: str) -> list[str]:
    return [numbering.format(s.number) + s.title for s in FORM.sections]


@pytest.mark.parametrize("numbering", ["{}、", "{}.", "{}．", "{}，", "{} 、", "{}、 "])
def test_numbering_may_be_written_in_several_ways(numbering: str) -> None:
    report = report_of(TITLE, *shaped(numbering))
    assert sections(report) == [(s.id, s.number) for s in FORM.sections]
    assert [s.title for s in report.sections] == [s.title for s in FORM.sections]


@pytest.mark.parametrize("numbering", ["（{}）", "({}) ", "第{}部分 ", "第{}部分：", "第{}部分"])
def test_report_may_number_all_its_sections_otherwise(numbering: str) -> None:
    first, *rest = shaped(numbering)
    report = report_of(TITLE, first, "（一）主要做法", "甲。", *rest)
    assert sections(report) == [(s.id, s.number) for s in FORM.sections]
    assert [s.title for s in report.sections] == [s.title for s in FORM.sections]
    assert [c.text for c in report.sections[0].children] == ["甲。"]


def test_sub_sections_with_a_sections_title_are_none_beside_its_own_headings() -> None:
    report = report_of(TITLE, HEADINGS[0], *shaped("（{}）")[1:], *HEADINGS[1:])
    assert sections(report) == [(s.id, s.number) for s in FORM.sections]
    few = ["（一）主动公开情况", "（二）依申请公开政府信息情况", "（三）平台建设情况"]
    assert report_of(TITLE, *few).sections == ()
    report = report_of(TITLE, HEADINGS[0], *shaped("（{}）")[1:5])
    assert [s.id for s in report.sections] == ["overview"]


def test_sections_numbered_otherwise_need_their_whole_titles() -> None:
    texts = [f"（{s.number}）{s.title}良好" for s in FORM.sections]
    assert report_of(TITLE, *texts).sections == ()


def test_headings_without_numbers_are_found() -> None:
    report = report_of(TITLE, *(s.title for s in FORM.sections))
    assert sections(report) == [(s.id, "") for s in FORM.sections]


@pytest.mark.parametrize(
    ("heading", "id"),
    [
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "disputes"),
        ("四、政府信息公开行政复议、行政诉讼情况", "disputes"),
        ("四、政府信息公开行政复议和行政诉讼情况", "disputes"),
        ("五、存在问题及改进情况", "problems"),
        ("五、存在的主要问题及改进措施", "problems"),
        ("三、收到和处理政府信息公开申请的情况", "applications"),
        ("二、主动公开情况", "proactive"),
        ("六、其他需要报告事项", "other"),
        ("一、基本情况", "overview"),
        ("一、总体概况", "overview"),
        ("一、工作开展情况", "overview"),
    ],
)
def test_titles_vary(heading: str, id: str) -> None:
    others = [h for h, s in zip(HEADINGS, FORM.sections, strict=True) if s.id != id]
    report = report_of(TITLE, *others, heading)
    assert {s.id for s in report.sections} == {s.id for s in FORM.sections}
    found = next(s for s in report.sections if s.id == id)
    assert f"{found.number}、{found.title}" == heading


@pytest.mark.parametrize("place", range(5))
def test_title_that_nobody_knows_counts_between_its_neighbours(place: int) -> None:
    own = f"{HEADINGS[place][0]}、年度要事回顾"
    headings = [*HEADINGS[:place], own, *HEADINGS[place + 1 :]]
    lines = [line for heading in headings for line in (heading, "内容。")]
    for listed in ((), headings) if place == 0 else ((),):
        report = report_of(TITLE, *listed, *lines)
        assert sections(report) == [(s.id, s.number) for s in FORM.sections]
        assert report.sections[place].title == "年度要事回顾"
        assert report.sections[place].text == "内容。"
        found = {f.target for f in run(report).findings if f.rules in {("F101",), ("F102",)}}
        assert found == {f"F102:{FORM.sections[place].id}"}


@pytest.mark.parametrize(
    "lines",
    [
        ["一、组织领导", "二、平台建设"],
        ["二、平台建设", "三、制度建设"],
        ["二、平台建设。"],
        ["二、平台建设不断加强，制度更加健全"],
        ["三、平台建设"],
    ],
)
def test_list_between_two_sections_is_no_section(lines: list[str]) -> None:
    report = report_of(TITLE, HEADINGS[0], *lines, *HEADINGS[2:])
    assert "proactive" not in {s.id for s in report.sections}
    assert len(report.sections) == 5


def test_what_follows_the_last_section_is_not_taken_for_another() -> None:
    report = report_of(TITLE, *HEADINGS[:5], "六、2023年工作思路")
    assert len(report.sections) == 5


def test_title_that_is_only_alike_counts_under_its_own_number_alone() -> None:
    report = report_of(TITLE, HEADINGS[0], "三、主动公开政府文件情况", *HEADINGS[2:])
    assert "proactive" not in {s.id for s in report.sections}
    report = report_of(TITLE, HEADINGS[0], "二、主动公开政府文件情况", *HEADINGS[2:])
    assert ("proactive", "二") in sections(report)


def test_sections_may_be_numbered_on_without_the_one_that_is_missing() -> None:
    headings = [*HEADINGS[:3], "四、存在的主要问题及改进情况", "五、其他需要报告的事项"]
    report = report_of(TITLE, *headings)
    assert sections(report)[3:] == [("problems", "四"), ("other", "五")]


def test_section_that_is_missing_is_not_made_up() -> None:
    for gone in FORM.sections:
        rest = [h for h, s in zip(HEADINGS, FORM.sections, strict=True) if s is not gone]
        report = report_of(TITLE, *rest)
        assert gone.id not in {s.id for s in report.sections}
        assert len(report.sections) == 5
        targets = {f.target for f in run(report).findings if f.rules == ("F101",)}
        assert targets == {f"F101:{gone.id}"}


def test_text_stays_under_its_heading() -> None:
    texts = [f"第{n}部分的内容。" for n in range(6)]
    lines = [line for pair in zip(HEADINGS, texts, strict=True) for line in pair]
    report = report_of(TITLE, "前言。", *lines)
    assert [s.text for s in report.sections] == texts
    assert report.preamble == "前言。"


def test_table_of_contents_is_not_the_report() -> None:
    contents = [f"{heading}……{n}" for n, heading in enumerate(HEADINGS, start=1)]
    texts = [f"第{n}部分的内容。" for n in range(6)]
    lines = [line for pair in zip(HEADINGS, texts, strict=True) for line in pair]
    for listed in (contents, HEADINGS, [f"{h} {n}" for n, h in enumerate(HEADINGS, start=1)]):
        report = report_of(TITLE, "目录", *listed, "前言。", *lines)
        assert sections(report) == [(s.id, s.number) for s in FORM.sections]
        assert [s.text for s in report.sections] == texts


def test_table_of_contents_before_empty_sections_is_not_the_report() -> None:
    """Sections that hold nothing but a table have no text below their heading."""
    figures = official.distinct()
    blocks: list[Block] = [
        Paragraph(t, 1) for t in (TITLE, *HEADINGS, "前言。", HEADINGS[0], "甲。")
    ]
    sheets = official.proactive(figures), official.applications(figures), official.disputes(figures)
    for heading, sheet in zip(HEADINGS[1:4], sheets, strict=True):
        blocks += [Paragraph(heading, 2), official.grid(sheet, 2)]
    blocks += [Paragraph(t, 3) for t in (HEADINGS[4], "乙。", HEADINGS[5], "丙。")]
    report = understand(Document("pdf", 3, tuple(blocks)), "a.pdf", "")
    assert [(s.text, s.page) for s in report.sections] == [
        ("甲。", 1),
        ("", 2),
        ("", 2),
        ("", 2),
        ("乙。", 3),
        ("丙。", 3),
    ]


def test_annex_that_is_numbered_anew_keeps_the_official_sections() -> None:
    narrative = [
        *("一、主动公开情况", "通过网站公开信息。", "二、依申请公开情况", "收到申请若干。"),
        *("三、政府信息管理情况", "加强管理。", "四、平台建设情况", "改版网站。"),
    ]
    report = report_of(TITLE, *narrative, *HEADINGS)
    found = {s.id: (s.number, s.title) for s in report.sections}
    assert found == {s.id: (s.number, s.title) for s in FORM.sections}


@pytest.mark.parametrize(
    "rest", ["无。", "本年度未收取信息处理费，没有其他需要报告的事项，特此说明。" * 2]
)
@pytest.mark.parametrize("stop", ["。", "：", ":"])
def test_text_may_go_on_behind_the_heading(stop: str, rest: str) -> None:
    report = report_of(TITLE, *HEADINGS[:5], f"六、其他需要报告的事项{stop}{rest}", "又及。")
    last = report.sections[-1]
    assert (last.id, last.title, last.text) == ("other", "其他需要报告的事项", f"{rest}\n又及。")


@pytest.mark.parametrize(
    "sentence",
    [
        "其他需要报告的事项：无。",
        "三、其他需要报告的事项：无。",
        "主动公开政府信息情况良好，收到和处理政府信息公开申请情况正常。",
        "六、其他需要报告的事项和存在的主要问题以及下一步的工作打算将在下一年度继续落实到位并逐项整改落实。",
    ],
)
def test_sentence_with_a_sections_title_in_it_is_no_heading(sentence: str) -> None:
    report = report_of(TITLE, *HEADINGS[:5], sentence)
    assert "other" not in {s.id for s in report.sections}
    assert sentence in report.sections[-1].text


# -- sub-sections ---------------------------------------------------------------------------------


def overview(*lines: str) -> Section:
    return report_of(TITLE, HEADINGS[0], *lines, *HEADINGS[1:]).sections[0]


def test_sub_sections_have_number_title_and_text() -> None:
    section = overview(
        "总的情况。", "（一）主动公开情况", "甲。", "乙。", "（二）依申请公开情况", "丙。"
    )
    assert section.text == "总的情况。"
    assert [(c.id, c.number, c.title, c.text, c.level) for c in section.children] == [
        ("overview.1", "（一）", "主动公开情况", "甲。\n乙。", 2),
        ("overview.2", "（二）", "依申请公开情况", "丙。", 2),
    ]


@pytest.mark.parametrize(
    ("line", "title", "text"),
    [
        ("（一）主动公开情况。主要通过网站公开。", "主动公开情况", "主要通过网站公开。"),
        (
            "（一）主动公开情况：主要通过网站公开，并发布。",
            "主动公开情况",
            "主要通过网站公开，并发布。",
        ),
        ("(一)主动公开情况", "主动公开情况", ""),
        ("（一） 主动公开情况", "主动公开情况", ""),
        ("（一）主动公开，持续推进。全年发布信息。", "", "主动公开，持续推进。全年发布信息。"),
    ],
)
def test_first_line_of_a_sub_section_is_split(line: str, title: str, text: str) -> None:
    section = overview(line)
    assert [(c.title, c.text) for c in section.children] == [(title, text)]


def test_numbers_in_the_middle_of_a_list_begin_no_sub_section() -> None:
    section = overview(
        "（一）主动公开情况", "按照第二十条规定：", "（五）项内容已公开。", "（二）依申请公开情况"
    )
    assert [c.title for c in section.children] == ["主动公开情况", "依申请公开情况"]
    assert "（五）项内容已公开。" in section.children[0].text


def test_more_than_ten_sub_sections_are_counted_on() -> None:
    numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    section = overview(*(f"（{n}）第{n}项工作" for n in numerals))
    assert [c.number for c in section.children] == [f"（{n}）" for n in numerals]


def test_nothing_of_the_prose_is_lost_or_doubled() -> None:
    lines = ["甲。", "（一）乙", "丙。", "（三）丁。", "戊", "（二）己：庚。", "1.辛", "一是壬。"]
    section = overview(*lines)
    kept = "".join(everything([section]))
    for char in "甲乙丙丁戊己庚辛壬":
        assert kept.count(char) == 1


# -- what is no report ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ["今天天气很好。"],
        ["一、工作回顾", "二、存在问题", "三、下一步打算"],
        ["周口市2022年国民经济和社会发展统计公报", "一、综合"],
        ["目录", "第一章 总则"],
    ],
)
def test_other_documents_are_refused(lines: list[str]) -> None:
    with pytest.raises(Unreadable) as refused:
        report_of(*lines)
    assert refused.value.message.template == NOT_A_REPORT


def test_a_figure_or_two_of_the_forms_make_no_report() -> None:
    figures = official.distinct()
    fees = [s for s in official.proactive(figures) if s.row in (12, 13)]
    grid = official.grid(official.moved(fees, -12), 1)
    blocks = (Paragraph("收费公示", 1), grid)
    assert understand(Document("pdf", 1, blocks), "a.pdf", "").form == "generic"
    with pytest.raises(Unreadable):
        understand(Document("text", 1, blocks), "a.txt", "")


def test_table_alone_is_a_report() -> None:
    grid = official.grid(official.disputes(official.distinct()), 1)
    report = understand(Document("pdf", 1, (grid,)), "a.pdf", "")
    assert len(report.tables["disputes"].cells) == 15


def test_title_alone_is_a_report_in_which_everything_is_missing() -> None:
    report = report_of(TITLE)
    found = [f.target for f in run(report).findings]
    assert len([t for t in found if t.startswith("F101:")]) == 6
    assert len([t for t in found if t.startswith("F103:")]) == 3


def test_wrapped_text_is_joined_to_paragraphs() -> None:
    long = "各部门认真落实政府信息公开条例的各项规定不断提升公开工作的质量和实效" * 4
    wrapped = [long[n : n + 40] for n in range(0, len(long), 40)]
    text = "\n".join([TITLE, "", HEADINGS[0], "    " + wrapped[0], *wrapped[1:], *HEADINGS[1:]])
    report = understand(read(text.encode()), "a.txt", "")
    assert report.sections[0].text == long
