"""F102: headings out of order, numbered wrongly or called otherwise; and which of these are not."""

from __future__ import annotations

from itertools import combinations

import pytest

from parsers.model import Report
from tests.parsers.faultless import REPORT, TEXT, findings, targets, written
from tests.parsers.test_outline import HEADINGS, TITLE, report_of

FORM = REPORT.layout
NUMBERS = "一二三四五六"


def of_headings(*headings: str) -> Report:
    return report_of(TITLE, *headings)


def wrong(report: Report) -> dict[str, str]:
    """Return what F102 says, by section."""
    return {f.section or "": str(f.message) for f in findings(report) if f.rules == ("F102",)}


def numbered(numerals: str) -> Report:
    """Return a report whose headings have these numbers."""
    pairs = zip(numerals, FORM.sections, strict=True)
    return of_headings(*(f"{numeral}、{section.title}" for numeral, section in pairs))


# -- in a whole report ----------------------------------------------------------------------------


def renumbered(section: int, numeral: str) -> Report:
    heading = HEADINGS[section]
    assert TEXT.count(f"\n{heading}\n") == 1
    return written(TEXT.replace(f"\n{heading}\n", f"\n{numeral}{heading[1:]}\n"))


def test_number_that_comes_twice_is_found_and_nothing_else() -> None:
    for n in range(1, 6):
        report = renumbered(n, NUMBERS[n - 1])
        assert targets(report) == [f"F102:{FORM.sections[n].id}"]
        (message,) = wrong(report).values()
        assert f"is numbered {NUMBERS[n - 1]}; it should be {NUMBERS[n]}" in message


def test_number_that_is_left_out_is_found_and_nothing_else() -> None:
    for n in range(5):
        assert targets(renumbered(n, "八")) == [f"F102:{FORM.sections[n].id}"]


def test_two_parts_of_prose_that_changed_places_are_found_and_nothing_else() -> None:
    five, six = TEXT.index(f"\n{HEADINGS[4]}\n"), TEXT.index(f"\n{HEADINGS[5]}\n")
    swapped = TEXT[:five] + TEXT[six:] + TEXT[five:six]
    assert targets(written(swapped)) in (["F102:problems"], ["F102:other"])


def test_titles_that_changed_places_are_found() -> None:
    for first, second in combinations(range(6), 2):
        titles = [section.title for section in FORM.sections]
        titles[first], titles[second] = titles[second], titles[first]
        pairs = zip(NUMBERS, titles, strict=True)
        found = wrong(of_headings(*(f"{numeral}、{title}" for numeral, title in pairs)))
        assert 0 < len(found) <= max(1, 2 * (second - first) - 1)
        assert all("out of order" in message for message in found.values())


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("三、收到和处理政府信息公开申清情况", "applications"),
        ("二、主动公开政府文件情况", "proactive"),
        ("五、存在的主要问题及改进情况以及工作打算", "problems"),
    ],
)
def test_title_that_is_not_the_forms_is_found(title: str, called: str) -> None:
    headings = [title if heading[0] == title[0] else heading for heading in HEADINGS]
    found = wrong(of_headings(*headings))
    assert list(found) == [called]
    assert title[2:] in found[called] and FORM.section(called).title in found[called]


# -- what is right --------------------------------------------------------------------------------


def test_every_known_wording_is_right() -> None:
    for section in FORM.sections:
        for wording in section.variants:
            heading = f"{section.number}、{wording}"
            headings = [heading if h[0] == section.number else h for h in HEADINGS]
            assert wrong(of_headings(*headings)) == {}


@pytest.mark.parametrize(
    "heading",
    [
        "四、政府信息公开行政复议和行政诉讼情况",
        "三、收到和处理政府信息公开申请的情况",
        "五、存在主要问题和改进情况",
        "五、存在的主要问题及改进措施",
        "六、其他需要报告事项",
        "六、其它需要报告的事项",
        "二、主动公开政府信息情况（附表）",
    ],
)
def test_small_words_and_marks_make_no_other_title(heading: str) -> None:
    headings = [heading if h[0] == heading[0] else h for h in HEADINGS]
    assert wrong(of_headings(*headings)) == {}


@pytest.mark.parametrize("numbering", ["{}", "（{}）{}", "第{}部分 {}", "{}.{}", "{} 、{}"])
def test_numbering_may_be_of_any_kind(numbering: str) -> None:
    if numbering == "{}":
        headings = [section.title for section in FORM.sections]
    else:
        headings = [numbering.format(section.number, section.title) for section in FORM.sections]
    assert wrong(of_headings(*headings)) == {}


def test_section_that_is_missing_makes_no_wrong_numbers() -> None:
    """Neither where its number is left out nor where the others are numbered on."""
    for gone in range(6):
        titles = [section.title for n, section in enumerate(FORM.sections) if n != gone]
        for numerals in (NUMBERS.replace(NUMBERS[gone], ""), NUMBERS[:5]):
            pairs = zip(numerals, titles, strict=True)
            assert wrong(of_headings(*(f"{numeral}、{title}" for numeral, title in pairs))) == {}


def test_section_of_the_offices_own_is_counted() -> None:
    report = of_headings(
        *HEADINGS[:5], "六、2023年工作思路", "加强培训。", "七、其他需要报告的事项"
    )
    assert [s.number for s in report.sections][-1] == "七"
    assert wrong(report) == {}


def test_annex_may_be_numbered_anew() -> None:
    own = ["二、工作机制", "甲。", "三、平台建设", "乙。"]
    annex = [
        f"{numeral}、{s.title}" for numeral, s in zip(NUMBERS, FORM.sections[1:], strict=False)
    ]
    assert wrong(of_headings(HEADINGS[0], "总。", *own, *annex)) == {}


def test_one_wrong_number_is_one_finding() -> None:
    assert list(wrong(numbered("一三三四五六"))) == ["proactive"]
    assert list(wrong(numbered("一二三五六七"))) == ["disputes"]
    assert list(wrong(numbered("一二二三四五"))) == ["applications"]
    assert list(wrong(numbered("二二三四五六"))) == ["overview"]


def test_report_without_headings_has_no_order() -> None:
    assert wrong(report_of(TITLE)) == {}
