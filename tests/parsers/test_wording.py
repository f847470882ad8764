"""T102 to T105: characters, dates, what a template left, what stands twice."""

from __future__ import annotations

import time

import pytest
from msgspec import structs

import parsers
from parsers.model import Unmatched
from tests.parsers.faultless import REPORT, findings, printing, quoted, saying, targets

SENTENCE = "全年通过县政府网站发布政府信息，{}各项工作取得进展。"


def found_in(text: str, rule: str, section: str = "overview.3") -> list[str]:
    """Return what is quoted from a text by the one finding that it must be."""
    report = saying(text, section)
    assert targets(report) == [f"{rule}:{section}"]
    (finding,) = findings(report)
    assert finding.section == section
    assert finding.page == 1
    return quoted(report)


# -- T102: characters without a meaning -----------------------------------------------------------


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\uf0b7", "U+F0B7"),
        ("\ue5e5", "U+E5E5"),
        ("\uf8ff", "U+F8FF"),
        ("\ufffd", "U+FFFD"),
        ("\U000f0001", "U+F0001"),
        ("\U0010fffd", "U+10FFFD"),
    ],
)
def test_character_without_a_meaning_is_found(character: str, code: str) -> None:
    report = saying(f"公开{character}情况良好。", "overview.3")
    (finding,) = findings(report)
    assert (finding.target, finding.severity, finding.section) == ("T102", "info", "overview.3")
    assert f": 1 ({code}), the first in “公开{character}情况良好。”" in str(finding.message)
    assert quoted(report) == [character]


@pytest.mark.parametrize("character", ["\ufffc", "\u3000", "\u200b", "…", "〇", "𠮷", "①", "㎡"])
def test_pictures_and_rare_characters_are_let_pass(character: str) -> None:
    assert targets(saying(f"公开{character}情况良好。", "overview.3")) == []


def test_characters_of_all_places_are_counted_in_one_finding() -> None:
    prose = saying("公开\ufffd\ufffd。", "problems", saying("甲\uf0b7乙。", "overview.1"))
    address = "applications/received/total"
    table = printing({address: "138\uf0b7"}, prose).tables["applications"]
    labels = table.labels | {"granted": "（一）予以\ufffd公开"}
    stranger = Unmatched("row", "行政\ufffd检查", ("\uf0b7",))
    table = structs.replace(table, labels=labels, unmatched=(stranger,))
    report = structs.replace(prose, tables=prose.tables | {"applications": table})
    (finding,) = (f for f in findings(report) if f.rules == ("T102",))
    assert ": 7 (U+F0B7, U+FFFD), the first in “甲\uf0b7乙。”" in str(finding.message)
    assert finding.section == "overview.1"
    assert [(q.section, q.text) for q in finding.quotes] == [
        ("overview.1", "\uf0b7"),
        ("problems", "\ufffd"),
        ("problems", "\ufffd"),
    ]
    assert finding.cells == (address,)


def test_characters_in_titles_are_found() -> None:
    assert targets(structs.replace(REPORT, title="槐汀\ufffd县")) == ["T102"]
    first, *rest = REPORT.sections
    report = structs.replace(REPORT, sections=(structs.replace(first, title="总体\ue000"), *rest))
    assert "T102" in targets(report)


# -- T103: broken dates ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "20201月1日",
        "202012月31日",
        "2023年13月1日",
        "2023年2月30日",
        "2023年2月29日",
        "2023年1月0日",
        "2023年0月1日",
        "2023年12月32日",
        "2023 年 13 月 1 日",
        "２０２３年１３月１日",
        "2023月1月1日",
        "2023年1日1日",
        "203年1月1日",
        "20233年1月1日",
        "2203年1月1日",
        "2023年123月1日",
        "2023年年1月1日",
        "1月月1日",
        "12月31止",
        "6月31日",
        "15月1日",
    ],
)
def test_broken_date_is_found(text: str) -> None:
    assert found_in(f"统计期限自{text}起算。", "T103") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "2023年1月1日",
        "2024年2月29日",
        "2024 年 12 月 31 日",
        "２０２３年１月１日",
        "二〇二三年十三月",
        "12月31日",
        "2月29日",
        "2023年12月",
        "23年5月4日",
        # A file that divides its figures by spaces; what they are cannot be told.
        "20 23年1月1日",
        "2 023年1月1日",
        "2023年1 2月31日",
        "2023年12月3 1日",
        "2023年1 2月30日",
        # What only looks like a date.
        "3个月30日",
        "1—13月31日",
        "2022年年度报告",
        "2022年年末",
        "31日日均",
        "12月31日止",
        "2023年1月1至12月31日",
        "5月1止于",
    ],
)
def test_what_is_a_date_or_none_is_let_pass(text: str) -> None:
    assert targets(saying(f"自{text}起算。", "overview.3")) == []


def test_broken_dates_of_a_section_are_one_finding_and_of_two_sections_two() -> None:
    report = saying("自2023年2月30日起。\n至20231月1日止。", "overview.1")
    assert quoted(report) == ["2023年2月30日", "20231月1日"]
    both = saying("13月1日", "preamble", report)
    assert sorted(targets(both)) == ["T103:overview.1", "T103:preamble"]


def test_finding_stays_the_same_when_another_place_is_mended() -> None:
    (before,) = findings(saying("自2023年2月30日起，至20231月1日止。", "overview.1"))
    (after,) = findings(saying("自2023年2月28日起，至20231月1日止。", "overview.1"))
    assert before.id == after.id


# -- T104: placeholders ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("（文字描述）", "（文字描述）"),
        ("（文字描述，收取信息处理费情况在此处报告。）",) * 2,
        ("(文字描述)", "(文字描述)"),
        ("（此处填写主要做法）", "（此处填写主要做法）"),
        ("【填写】", "【填写】"),
        ("【请填写本单位情况】", "【请填写本单位情况】"),
        ("（单位名称）", "（单位名称）"),
        ("单击或点击此处输入文字。", "单击或点击此处输入"),
        ("请在此处填写。", "在此处填写"),
        ("XX局", "XX局"),
        ("xx县人民政府", "xx县"),
        ("××市", "××市"),
        ("ＸＸ镇", "ＸＸ镇"),
        ("XXXX年", "XXXX年"),
        ("20XX年", "20XX年"),
        ("202X年1月1日", "202X年"),
        ("x年x月x日", "x年x月x日"),
        ("X月X日", "X月X日"),
        ("发布信息XX条", "XX条"),
        ("**局", "**局"),
        ("发布信息___条", "___"),
        ("单位：____", "____"),
    ],
)
def test_what_a_template_left_is_found(text: str, left: str) -> None:
    assert found_in(f"总的情况：{text}", "T104") == [left]


@pytest.mark.parametrize(
    "text",
    [
        "网站完成IPv6适配，全部使用A4纸。",
        "“7×24”小时、5×8小时受理。",
        "通过LED屏、5G、H5、X光机、XR展厅、MAX平台公开。",
        "网址：www.xxx.gov.cn/xxgk/xxnb/，邮箱：xx_gk__1@126.com。",
        "（以下简称《条例》）（单位：万元）（盖章）（略）【打印】【关闭】",
        "〔2021〕30号、［2021］30号、（一）至（六）项。",
        "本年无〔〕号文件，第二十届三中全会。",
        "________________\n经办人",
        "位于XX大街的便民中心。",
        "收到《关于××项目的申请》1件。",
        "收到《**局公开**项目的申请》1件。",
        "收到关于××项目的申请1件。",
        "张**个人申请1件，李××个人申请1件。",
        "对王××等人的申请依法答复。",
    ],
)
def test_letters_and_marks_of_its_own_are_no_placeholder(text: str) -> None:
    assert targets(saying(text, "overview.3")) == []


def test_placeholder_in_the_title_is_found() -> None:
    report = structs.replace(REPORT, title="XX局2024年政府信息公开工作年度报告")
    (finding,) = findings(report)
    assert (finding.target, finding.severity) == ("T104:title", "warning")
    assert "“XX局”" in str(finding.message)


# -- T105: what stands twice ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "marks", ["，，", "。。", "、、", "；；", "：：", "；。", "，。", "。，", "、，"]
)
def test_two_marks_in_a_row_are_found(marks: str) -> None:
    assert found_in(f"及时公开{marks}便于查找", "T105") == [marks]


@pytest.mark.parametrize(
    "words",
    [
        "进行进行",
        "我局我局",
        "根据根据",
        "以及以及",
        "进一步进一步",
        "信息公开信息公开",
        "政策解读政策解读",
        "政务新媒体政务新媒体",
        "的的",
        "了了",
        "和和",
        "与与",
        "及及",
        "是是",
    ],
)
def test_word_that_stands_twice_is_found(words: str) -> None:
    assert found_in(SENTENCE.format(f"做好{words}安排，"), "T105") == [words]


@pytest.mark.parametrize(
    "text",
    [
        "……",
        "——",
        "...",
        "。。。",
        "。。。。。。",
        "”。“",
        "》、《",
        "）。",
        "12:00：",
        # Two words that end and begin alike.
        "政府信息公开信息处理费",
        "政务公开工作工作人员",
        "依法规范规范性文件",
        "信息管理管理办法",
        "政府信息信息化水平",
        "政务公开公开栏",
        "人民网网民留言",
        "区政府政府网站",
        "各市市长",
        "以宣传为目的的活动",
        "招标标的的公示",
        "的的确确",
        "不了了之",
        "为了了解需求",
        "法治和和谐社会",
        "调和和平衡",
        "公众参与与监督",
        "增加与与群众利益密切相关的信息",
        "以及及时公开",
        "涉及及影响",
        "凡是是否公开存疑的",
        "还是是非问题",
        "存在在线咨询",
        "实实在在",
        "随着工作的进行进行调整",
        # What is meant twice.
        "常常",
        "人人",
        "天天",
        "家家户户",
        "认认真真",
        "实实在在在一线",
        "研究研究",
        "一步一步",
        "一年一年",
        "一件一件",
        "很多很多",
        "10101010",
    ],
)
def test_what_may_stand_twice_is_let_pass(text: str) -> None:
    assert targets(saying(SENTENCE.format(f"落实{text}工作，"), "overview.3")) == []


def test_words_of_a_menu_may_stand_beside_each_other() -> None:
    assert targets(saying("首页 政务公开政务公开 信息公开信息公开", "preamble")) == []


def test_marks_and_words_of_a_section_are_one_finding() -> None:
    text = "及时进行进行公开，，做好的的工作。\n便于查找。。"
    (finding,) = findings(saying(text, "overview.3"))
    assert [q.text for q in finding.quotes] == ["进行进行", "，，", "的的", "。。"]
    assert (finding.severity, str(finding.message)) == (
        "info",
        "stands twice: “进行进行”、“，，”、“的的” … (4)",
    )


# -- all of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "信息" * 50_000,
        "公" * 100_000,
        "1" * 100_000,
        "1 " * 50_000,
        "2023年" * 20_000,
        "1月" * 50_000,
        "（" * 100_000,
        "（文字" * 30_000,
        "，。" * 50_000,
        "X" * 100_000,
        "_" * 100_000,
        "*" * 100_000,
        "的" * 100_000,
        "\ue000" * 100_000,
        "2023年我局" * 15_000,
        "统计2023年1月1日至2022年1月1日" * 3_000,
        "一、" * 50_000,
        "\n" * 100_000,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    report = saying(text, "overview.3")
    start = time.process_time()
    parsers.check(report)
    assert time.process_time() - start < 2


def test_every_section_is_looked_at() -> None:
    for section in ("preamble", *(s.id for s in REPORT.every_section)):
        text = "自2024年2月30日起进行进行公开，XX局收取信息处理费。"
        assert targets(saying(text, section)) == [
            f"{rule}:{section}" for rule in ("T103", "T104", "T105")
        ]
