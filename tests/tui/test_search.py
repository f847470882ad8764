"""What is printed in a report is found where it stands, in whatever characters it is asked for."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from parsers.glyphs import mapped
from parsers.model import Report, Verdict
from tests.real import HONGZE, SAMPLES, check, load, needs_reports
from tests.tui.county import COUNTY
from tests.tui.hostile import ATTACKS
from tests.tui.small_report import broken_total, prose_mismatch, report, verdict
from tui.find.folding import folded, folded_words
from tui.find.pinyin import initials
from tui.find.search import Found, Index, Match, Place
from tui.find.searchable import searchable
from tui.layout.text import plain

CITY = SAMPLES / "wanghe-city-2023.pdf"
PROSE = Place("prose", "overview.1", "overview.1")
REPORTS = [
    CITY,
    SAMPLES / "zhoukou-2022.txt",
    COUNTY,
    pytest.param(HONGZE, marks=needs_reports),
]
RADICALS = str.maketrans("人民行政力口", "⼈⺠⾏政⼒⼝")
FULL_WIDTH = str.maketrans("0123456789,()", "０１２３４５６７８９，（）")


@cache
def index(path: Path) -> Index:
    return searchable(load(path), check(path))


def small(prose: str) -> Index:
    return searchable(report(prose=prose), verdict())


def matches(found: Found) -> list[Match]:
    return [found.match(number) for number in range(len(found.shown))]


def places(found: Found) -> list[tuple[str, str]]:
    return [(match.place.kind, match.place.name) for match in matches(found)]


def words_found(prose: str, query: str) -> list[str]:
    """What of a section's prose is found."""
    found = matches(small(prose).find(query))
    return [prose[m.start : m.end] for m in found if m.place == PROSE]


# -- every piece of the prose, every figure -------------------------------------------------------


@pytest.mark.parametrize("path", REPORTS)
def test_any_piece_of_the_prose_is_found_where_it_stands(path: Path) -> None:
    of, chosen = load(path), random.Random(7)
    sections = [s for s in of.every_section if s.text.strip()]
    for _turn in range(300):
        section = chosen.choice(sections)
        start = chosen.randrange(len(section.text))
        piece = section.text[start : start + chosen.randrange(2, 40)]
        if not folded_words(piece).text:
            continue
        first, last = _edges(piece)
        for query in (piece, mapped(piece), piece.translate(RADICALS), piece.translate(FULL_WIDTH)):
            found = matches(index(path).find(query))
            there = [m for m in found if m.place == Place("prose", section.id, section.id)]
            held = [m for m in there if m.start <= start + first < m.end]
            assert held, (query, section.text[start : start + 40])
            assert any(m.start < start + last <= m.end for m in there)


def _edges(piece: str) -> tuple[int, int]:
    """Where what is no separator begins and ends in a piece of prose."""
    of = folded(piece)
    kept = [at for at, character in zip(of.places, of.text, strict=True) if character != ","]
    return (kept[0], kept[-1] + 1) if kept else (of.places[0], of.places[-1] + 1)


@pytest.mark.parametrize("path", REPORTS)
def test_every_figure_is_found_with_and_without_separators(path: Path) -> None:
    for table in load(path).tables.values():
        for cell in table.cells.values():
            if cell.value is None:
                continue
            written = (f"{cell.value}", f"{cell.value:,}", f"{cell.value:,}".replace(",", " "))
            for query in (*written, written[0].translate(FULL_WIDTH)):
                assert ("cell", cell.address) in places(index(path).find(query)), query


@given(st.text(min_size=1, max_size=40), st.integers(0, 39), st.integers(1, 12))
def test_a_piece_of_any_text_at_all_is_found_in_it(text: str, start: int, length: int) -> None:
    piece = text[start : start + length]
    wanted = folded_words(piece)
    if wanted.text and not piece[0].isspace():
        assert words_found(text, piece)


# -- what makes no difference, and what does ------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["1288", "1,288", "1 288", "１２８８", "１，２８８", "128", "1,2"]
)
@pytest.mark.parametrize(
    "printed", ["1288", "1,288", "1 288", "１２８８", "１，２８８", "1\u200b288"]
)
def test_a_figure_is_found_however_it_is_printed_and_typed(printed: str, query: str) -> None:
    [found] = words_found(f"共受理{printed}件。", query)
    assert printed.startswith(found)


@pytest.mark.parametrize(
    ("prose", "query", "found"),
    [
        ("市⼈⺠政府", "人民", "⼈⺠"),
        ("市人民政府", "⼈⺠", "人民"),
        ("（一）概述", "(一)", "（一）"),
        ("(一)概述", "（一）", "(一)"),
        ("表中总 计", "总计", "总 计"),
        ("表中总计", "总 计", "总计"),
        ("政府\n信息", "政府信息", "政府\n信息"),
        ("《Open Data》", "open  DATA", "Open Data"),
        ("用ＷＰＳ排版", "wps", "ＷＰＳ"),
        ("为－5", "-5", "－5"),
        ("为−5", "-5", "−5"),
    ],
)
def test_characters_that_say_the_same_are_found_by_each_other(
    prose: str, query: str, found: str
) -> None:
    assert words_found(prose, query) == [found]


@pytest.mark.parametrize("prose", ["12 88", "12、88", "12\n88", "12，88", "1288年"])
def test_two_figures_are_not_taken_for_one(prose: str) -> None:
    assert bool(words_found(prose, "1288")) == (prose == "1288年")
    assert words_found(prose, "12")


def test_two_figures_are_found_as_they_are_printed() -> None:
    assert words_found("2021，2022年", "2021，2022") == ["2021，2022"]
    assert words_found("第12 88号", "12 88") == ["12 88"]


# -- the places, in reading order -----------------------------------------------------------------


def test_title_headings_labels_cells_and_findings_are_found_in_reading_order() -> None:
    of = report(prose="总计申请 59 件。")
    found = searchable(of, verdict(broken_total(of), prose_mismatch())).find("总计")
    assert places(found) == [
        ("prose", "overview.1"),
        ("column", "disputes/total"),
        ("finding", "0"),
    ]
    in_title = searchable(of, verdict()).find("政府")
    assert places(in_title)[:3] == [("title", ""), ("title", ""), ("heading", "proactive")]
    assert [match.nth for match in matches(in_title)[:3]] == [0, 1, 0]


@pytest.mark.parametrize("query", ["A104", "a104", "a10", "Ａ１０４"])
def test_a_rule_finds_its_findings_each_once(query: str) -> None:
    of = report()
    found = searchable(of, verdict(broken_total(of), prose_mismatch())).find(query)
    assert places(found) == [("finding", "0")]


def test_a_finding_stands_behind_what_it_is_about() -> None:
    of = report(prose="新收 59 件")
    found = index_places(searchable(of, verdict(broken_total(of), prose_mismatch())))
    behind = found.index(("finding", "0"))
    assert found[behind - 1] == ("cell", "disputes/review/total")
    assert found[found.index(("finding", "1")) - 1] == ("heading", "overview.1")


def index_places(of: Index) -> list[tuple[str, str]]:
    return [(place.kind, place.name) for place in of.places]


def test_words_do_not_run_from_one_place_into_the_next() -> None:
    assert not small("甲").find("主动公开甲乙").all
    assert not small("甲").find("开甲").all


# -- what is hidden -------------------------------------------------------------------------------


def test_what_is_in_hidden_sections_is_counted_and_not_stepped_to() -> None:
    found = index(CITY).find("政府信息公开")
    some = found.among(frozenset({"applications"}))
    assert {match.place.section for match in matches(some)} == {"applications"}
    assert some.hidden == len(found.all) - len(some.shown) > 0
    assert some.among(None).shown == found.all


def test_matches_are_stepped_through_from_any_place() -> None:
    found = index(CITY).find("总计")
    count = len(found.shown)
    assert found.first_from(0) == 0
    assert found.first_from(found.shown[1]) == 1
    assert found.first_from(found.shown[-1] + 1) == 0
    assert found.last_before(found.shown[1]) == 0
    assert found.last_before(0) == count - 1
    assert found.number_of(found.shown[2]) == 2
    assert found.number_of(found.shown[2] + 1) is None


# -- pinyin ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("总计", "zj"),
        ("政府信息公开", "zfxxgk"),
        ("行政复议", "xzfy"),
        ("行政诉讼", "xzss"),
        ("本年新收", "bnxs"),
        ("上年结转", "snjz"),
        ("不予公开", "bygk"),
        ("部分公开", "bfgk"),
        ("无法提供", "wftg"),
        ("自然人", "zrr"),
        ("商业企业", "syqy"),
        ("科研机构", "kyjg"),
        ("社会公益组织", "shgyzz"),
        ("法律服务机构", "flfwjg"),
        ("规范性文件", "gfxwj"),
        ("啊八擦搭额发噶哈击喀垃妈拿哦啪七然撒他哇昔压匝", "abcdefghjklmnopqrstwxyz"),
        ("座做作坐齄", "zzzz齄"),
        ("A1（，", "A1（，"),
        ("亳州", "bz"),
        ("漯河", "lh"),
        ("六安", "la"),
        ("蚌埠", "bb"),
        ("深圳", "sz"),
    ],
)
def test_initials_are_those_of_the_pinyin(words: str, letters: str) -> None:
    assert initials(words) == (letters,)


def test_initials_of_a_place_are_as_it_is_read_and_as_its_characters_mostly_are() -> None:
    assert initials("重庆市") == ("cqs", "zqs")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("cqs", "重庆市"),
        ("zqs", "重庆市"),
        ("yxh", "蔚县和"),
        ("sx", "单县"),
        ("qdxj", "清单县级"),
        ("xz", "西藏"),
        ("la", "六安"),
        ("bzs", "亳州市"),
    ],
)
def test_initials_find_a_place_however_it_is_read(query: str, words: str) -> None:
    text = "重庆市奉节县、蔚县和六安、亳州市：清单县级公布；西藏"
    assert words_found(text, query) == [words]
    found = small(text).find(query)
    assert found.by_initials
    start = text.index(words)
    assert found.in_text(text) == [(start, start + len(words))]


def test_initials_read_in_two_ways_are_not_found_over_each_other() -> None:
    assert words_found("西藏、西藏", "xz") == ["西藏", "西藏"]
    assert words_found("产权重庆政权", "cqzq") == ["产权重庆"]


def test_initials_find_only_where_the_letters_themselves_are_nowhere() -> None:
    assert words_found("共办结总计3件", "zj") == ["总计"]
    assert small("共办结总计3件").find("zj").by_initials
    assert words_found("总计按 zj 编号", "ZJ") == ["zj"]
    assert not small("总计按 zj 编号").find("ZJ").by_initials


@pytest.mark.parametrize("query", ["z", "z3", "z-", "计j"])
def test_one_letter_or_other_characters_are_no_initials(query: str) -> None:
    assert not words_found("总计3件", query)


# -- hostile and odd ------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [*ATTACKS, "", " ", "\n", "(", "[", "\\", ".*", "ﷺ", "\0"])
def test_nothing_that_is_asked_for_means_more_than_its_characters(query: str) -> None:
    of, clean = report(prose=f"甲{query}乙"), report(prose="甲乙")
    found = searchable(of, verdict()).find(query)
    assert len(found.all) >= len(searchable(clean, verdict()).find(query).all)
    assert all(match.end > match.start for match in matches(found))


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_report_is_indexed_as_it_is_shown(attack: str) -> None:
    of = replace(report(), title=attack)
    found = searchable(of, verdict()).find(plain(attack))
    assert ("title", "") in places(found) or not folded_words(plain(attack)).text


def test_matches_on_a_stretch_of_prose_are_those_that_overlap_it() -> None:
    prose = "总计一总 计二总计"
    found = small(prose).find("总计")
    assert found.in_prose("overview.1", 0, len(prose)) == [(0, 2), (3, 6), (7, 9)]
    assert found.in_prose("overview.1", 1, 4) == [(0, 2), (3, 6)]
    assert found.in_prose("overview.1", 2, 3) == []
    assert found.in_prose("proactive", 0, 9) == []


def test_the_empty_report_is_searched_too() -> None:
    of: Report = replace(report(), title="", preamble="", sections=(), tables={})
    none = Verdict((), (), verdict().ledger)
    assert places(searchable(of, none).find("hongze")) == [("title", "")]
    assert not searchable(of, none).find("总计").all
