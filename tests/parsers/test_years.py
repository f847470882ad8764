"""Y101, Y102: the reporting period and the work are of the year in the title."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from tests.parsers.faultless import YEAR, findings, quoted, saying, targets
from tests.real import HONGZE, SAMPLES, ZHOUKOU, load

# -- the period -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("统计期限自2023年1月1日起至2023年12月31日止。", "2023年1月1日起至2023年12月31日"),
        ("统计期限自2023年1月1日起至2024年12月31日止。", "2023年1月1日起至2024年12月31日"),
        ("统计期限自2024年1月1日起至2025年12月31日止。", "2024年1月1日起至2025年12月31日"),
        ("数据的时间范围为 2023 年 1 月 1 日—12 月 31 日。", "2023 年 1 月 1 日—12 月 31 日"),
        ("数据统计期限为2022年1月1日——2022年12月31止。", "2022年1月1日——2022年12月31"),
        ("数据截止时间：2023年1月1日至2023年12月31日。", "2023年1月1日至2023年12月31日"),
        ("本报告中所列数据自2023年1月1日至12月31日。", "2023年1月1日至12月31日"),
        ("统计数据为2023年1月1日至12月31日。", "2023年1月1日至12月31日"),
        ("报告期为2023年1月1日至12月31日。", "2023年1月1日至12月31日"),
        ("本报告中有关数据均自2023年1月1日至12月31日。", "2023年1月1日至12月31日"),
    ],
)
@pytest.mark.parametrize("section", ["preamble", "overview"])
def test_period_of_another_year_is_found(text: str, period: str, section: str) -> None:
    found = [f for f in findings(saying(text, section)) if f.rules == ("Y101",)]
    (finding,) = found
    assert (finding.target, finding.severity) == ("Y101", "warning")
    assert [(q.section, q.text) for q in finding.quotes] == [
        (section.replace("preamble", ""), period)
    ]
    assert str(YEAR) in str(finding.message)


@pytest.mark.parametrize(
    "text",
    [
        "统计期限自2024年1月1日起至2024年12月31日止。",
        "统计期限自2024年1月1日起至12月31日止。",
        "我局于2024年4月挂牌，统计期限自2024年4月1日起至2024年12月31日止。",
        "2023年12月1日至2024年1月31日，开展专项清理。",
        "数据与2023年1月1日至2023年12月31日的相比有所增加。",
        "本报告统计期限为一年。2023年11月1日至2023年11月30日举办宣传月。",
        "统计期限为2024年度。",
        "该规范性文件的有效期限为2024年5月1日至2029年4月30日，已在网站公布。",
        "严格审核统计数据，2023年11月1日至2024年4月30日集中自查。",
        "推进相关数据的共享，2023年11月1日至2024年4月30日试运行。",
        "档案的保管期限为2024年5月1日至2034年4月30日。",
        "组织开展数据质量提升行动，自2023年11月1日至2024年4月30日，共检查12家单位。",
        "开展统计造假专项整治，自2023年11月1日至2024年4月30日。",
        "推进数据共享活动，2023年11月1日至2024年4月30日共举办三次。",
    ],
)
def test_period_of_the_year_and_other_stretches_of_days_are_right(text: str) -> None:
    assert targets(saying(text)) == []


# -- the work -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("2023年，我县认真贯彻落实条例，各项工作取得新进展。", "2023年，我县"),
        ("2023年，槐汀县人民政府坚持依法公开。", "2023年，槐汀县人民政府"),
        ("2023年，槐汀县政府坚持依法公开。", "2023年，槐汀县政府"),
        ("2023年槐汀县坚持依法公开。", "2023年槐汀县"),
        ("2023年，县政府严格落实各项制度。", "2023年，县政府"),
        ("2023年，县人民政府严格落实各项制度。", "2023年，县人民政府"),
        ("2023年度，我县未收取政府信息公开信息处理费。", "2023年度，我县"),
        ("2023年度本机关未收取信息处理费。", "2023年度本机"),
        ("2023 年全县共收到政府信息公开申请128件。", "2023 年全县"),
        ("加强管理。2023年，共受理申请128件。", "2023年，共受理"),
        ("2022年全年主动公开政府信息3915条。", "2022年全年主动公开"),
        ("2025年，我县共受理申请128件，均已办结。", "2025年，我县"),
    ],
)
def test_work_of_another_year_is_found(text: str, quote: str) -> None:
    for section in ("overview", "overview.3", "other"):
        report = saying(f"按规定收取信息处理费。\n{text}", section)
        (finding,) = findings(report)
        assert (finding.target, finding.severity) == (f"Y102:{section}", "info")
        assert quoted(report) == [quote]
        assert quote.split("年", maxsplit=1)[0].strip() in str(finding.message)


def test_section_six_tells_of_its_year_behind_the_rule_that_it_follows() -> None:
    text = "按照信息处理费管理办法（国办函〔2020〕109号）的规定，2023年全县未收取信息处理费。"
    assert quoted(saying(text, "other")) == ["2023年全县"]
    assert targets(saying(text, "overview.3")) == []
    text = "按照2023年印发的规定，2024年全县未收取信息处理费；2023年全县收取0元。"
    assert targets(saying(text, "other")) == []


@pytest.mark.parametrize(
    "text",
    [
        "2024年，我县认真贯彻落实条例。",
        "2025年，我县将继续加强培训，计划举办2期。",
        "2025年，我县计划共举办2期培训。",
        "2023年以来，我县持续推进标准化建设。",
        "2023年，我县新收申请128件；2024年，新收138件。",
        "全年新收138件，较2023年增加10件。2023年，我县新收128件，2024年增长7.8%。",
        "2023年，我县被列为全国试点单位。",
        "2023年，我县在第三方评估中排名第三。",
        "2023年，国务院办公厅印发格式，我县遵照执行。",
        "2023年，《某某条例》修订施行。",
        "2023年12月，我县印发工作要点。",
        "截至2023年底，全县共有网站12个。",
        "落实《2023年政务公开工作要点》，我县印发方案。",
        "上年结转8件，均为2023年受理。",
        "办理2023年结转的申请8件。",
        "“2023年，我县”的说法不再沿用。",
        "2023年度全县政府信息公开工作年度报告已按时发布。",
        "2023年，我县收到的结转申请8件已全部办结。",
        "2023年，我县遗留的申请8件已全部办结。",
        "2020年我县公开的权责清单已动态更新。",
        "2023年受理的8件申请均已按期答复。",
    ],
)
def test_what_is_no_work_of_this_year_may_be_told(text: str) -> None:
    assert targets(saying(text, "overview.3")) == []


def test_section_of_problems_may_speak_of_last_year_and_the_next() -> None:
    for text in ("2023年，我县存在的问题已整改到位。", "2025年，我县共做好三项工作。"):
        assert targets(saying(text, "problems")) == []


def test_all_places_of_a_section_are_one_finding() -> None:
    text = "2023年，我县共受理申请128件。\n总的情况良好。\n2022年，我县共受理申请99件。"
    (finding,) = findings(saying(text, "overview.2"))
    assert [(q.start, q.text) for q in finding.quotes] == [
        (0, "2023年，我县"),
        (text.index("2022年"), "2022年，我县"),
    ]


def test_report_of_no_known_year_is_not_asked() -> None:
    report = structs.replace(saying("2023年，我县共受理申请128件。", "overview.2"), year=None)
    assert targets(report) == []


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (ZHOUKOU, {"Y101", "Y102:overview"}),
        (SAMPLES / "huaiting-county-2024.txt", {"Y101", "Y102:overview", "Y102:other"}),
        (SAMPLES / "wanghe-transport-2022.pdf", {"Y101", "Y102:overview", "Y102:other"}),
        (
            HONGZE,
            {"Y101", "Y102:overview", "Y102:overview.1", "Y102:overview.2", "Y102:other"},
        ),
    ],
    ids=lambda p: getattr(p, "name", ""),
)
def test_last_years_report_under_this_years_title_is_found(path: Path, found: set[str]) -> None:
    if not path.exists():
        pytest.skip("the real reports are not here")
    report = load(path)
    assert report.year
    stale = structs.replace(report, year=report.year + 1)
    assert {target for target in targets(stale) if target.startswith("Y")} == found
    assert not any(target.startswith("Y") for target in targets(report))
