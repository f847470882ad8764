"""What the prose claims is bound to the right cells, and nothing is accused that may be right."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

import parsers
from parsers import forms, formula
from parsers.checks import narrative
from parsers.checks.prose.unbroken import unbroken
from parsers.checks.register import RULES
from parsers.model import Cell, Check, Operand, Outcome, Quote, Report, Section
from tests.real import HONGZE, REPORTS, SAMPLES, ZHOUKOU, load, needs_reports

BASE = load(SAMPLES / "huaiting-county-2024.txt")
SHANGHAI = REPORTS / "shanghai-office-2019.html"
CLEAN = [
    "huaiting-county-2023.txt",
    "huaiting-county-2024.txt",
    "wanghe-city-2023.pdf",
    "wanghe-education-2023.txt",
    "wanghe-transport-2022.pdf",
    "zhoukou-2022.pdf",
    "zhoukou-2022.txt",
]


def sections_of(text: str, title: str = "依申请公开情况") -> tuple[Section, ...]:
    child = Section("overview.1", "（一）", title, 2, 1, text)
    return (Section("overview", "一", "总体情况", 1, 1, "", (child,)),)


def saying(text: str, title: str = "依申请公开情况", **told: Any) -> Report:
    """Return the report with another text in the place of its own."""
    return structs.replace(BASE, preamble="", sections=sections_of(text, title), **told)


def claims(report: Report) -> list[Check]:
    return list(narrative.checks(report))


def texts(report: Report) -> dict[str, str]:
    """Return the text of every section by its id."""
    found = {"": report.preamble}
    waiting = list(report.sections)
    while waiting:
        section = waiting.pop()
        found[section.id] = section.text
        waiting += section.children
    return found


def quotes(check: Check) -> Iterator[Quote]:
    yield from check.quotes
    yield from (o.quote for o in (*check.left, *check.right) if o.quote)


def shown(check: Check) -> str:
    figures = " ".join("".join(q.text.split()) for q in check.quotes)
    return f"{check.rule} {check.outcome} {check.subject}: {figures}"


def failed(report: Report) -> list[str]:
    return [shown(check) for check in claims(report) if check.outcome == "failed"]


# -- sentences in the manner of real reports ------------------------------------------------------


def sentences(name: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each sentence of a collection with its section's title and the checks it gives."""
    text = Path(__file__).with_name(name).read_text("utf-8")
    for block in text.split("\n> ")[1:]:
        said, *checks = block.strip().split("\n")
        sentence, _, title = said.partition(" | ")
        wanted = []
        for check in checks:
            outcome, rule, subject, figures = re.split(
                r"\s+", check.replace(" : ", " "), maxsplit=3
            )
            wanted.append(f"{rule} {outcome} {subject}: {figures}")
        yield sentence.replace("\\n", "\n"), title or "依申请公开情况", wanted


SENTENCES = list(sentences("prose_claims.txt"))


@pytest.mark.parametrize(("text", "title", "wanted"), SENTENCES, ids=[s[0] for s in SENTENCES])
def test_sentence_claims_what_it_says_and_no_more(text: str, title: str, wanted: list[str]) -> None:
    checks = claims(saying(text, title))
    assert [shown(check) for check in checks] == wanted
    for check in checks:
        assert all(text[q.start : q.end] == q.text for q in quotes(check))
        assert all(q.section == "overview.1" for q in quotes(check))


def test_sentences_are_many_and_of_every_kind() -> None:
    kinds = {tuple(check.split()[:2]) for _, _, wanted in SENTENCES for check in wanted}
    outcomes = ("passed", "failed", "not_assessable")
    assert kinds == {(f"N10{n}", outcome) for n in range(1, 5) for outcome in outcomes}
    assert len(SENTENCES) > 200
    assert sum(not wanted for *_, wanted in SENTENCES) > 50


# -- whole reports --------------------------------------------------------------------------------


@needs_reports
def test_what_is_wrong_in_the_prose_of_a_real_report_is_found_and_all_else_agrees() -> None:
    report = load(SHANGHAI)
    told = [(c.rule, c.outcome, c.quotes[-1].text, c.cells) for c in claims(report)]
    total = "applications/{}/total".format
    assert [(rule, outcome, text) for rule, outcome, text, _ in told] == [
        ("N101", "passed", "859"),
        ("N101", "passed", "805"),
        ("N101", "passed", "18"),
        ("N101", "passed", "72"),
        ("N101", "failed", "258"),
        ("N101", "passed", "35"),
        ("N101", "passed", "265"),
        ("N101", "passed", "158"),
        ("N101", "passed", "0"),
        ("N103", "failed", "33.9%"),
        ("N103", "passed", "4.34%"),
        ("N103", "passed", "32.9%"),
        ("N103", "passed", "19.6%"),
        ("N101", "passed", "7"),
        ("N101", "passed", "9"),
        ("N104", "passed", "均获维持"),
    ]
    cells = {text: cells for _, _, text, cells in told}
    assert cells["859"] == (total("received"),)
    assert cells["805"] == (total("results_total"),)
    assert cells["18"] == (total("carried_in"),)
    assert cells["72"] == (total("carried_out"),)
    assert "applications/granted/natural_person" in cells["258"]  # its total is blank
    assert cells["7"] == ("disputes/review/total",)
    assert cells["9"] == (
        "disputes/litigation_direct/total",
        "disputes/litigation_after_review/total",
    )
    wrong = [c for c in claims(report) if c.outcome == "failed"]
    assert [(c.expected, c.found) for c in wrong] == [
        (Decimal(275), Decimal(258)),
        (Decimal("32.050"), Decimal("33.9")),
    ]
    assert formula.equation(wrong[1]) == "258 ÷ 805 = 32.05% ≠ 33.9%"


SIDES: list[tuple[list[int], list[int], str]] = [
    ([74, 19], [93], "74 + 19 = 93"),
    ([93], [74, 19], "93 = 74 + 19"),
    ([74, 19], [90, 3], "74 + 19 = 93 = 90 + 3"),
    ([5], [5], "5 = 5"),
    ([0, 1, *[0] * 8], [0], "1 ≠ 0"),
    ([0] * 9, [1], "0 ≠ 1"),
    ([3, 2], [6], "3 + 2 = 5 ≠ 6"),
    ([6], [3, 2], "6 ≠ 5 = 3 + 2"),
]


@pytest.mark.parametrize(("left", "right", "wanted"), SIDES, ids=[wanted for *_, wanted in SIDES])
def test_equation_says_nothing_twice(left: list[int], right: list[int], wanted: str) -> None:
    sides = (tuple(Operand("", Decimal(n)) for n in side) for side in (left, right))
    outcome: Outcome = "passed" if sum(left) == sum(right) else "failed"
    told, stated = sides
    assert formula.equation(Check("N101", "", outcome, left=told, right=stated)) == wanted


SHARES = [
    (93, 141, "65.96", "65.957"),
    (93, 141, "66.96", "65.96"),
    (93, 141, "65.69", "65.96"),
    (93, 141, "66", "65.96"),
    (93, 141, "60", "65.96"),
    (30, 138, "20", "21.74"),
    (1, 2, "50", "50"),
    (1, 2, "50.00", "50"),
    (127374, 128414, "99.19", "99.1901"),
    (258, 805, "33.9", "32.05"),
    (1, 3, "33.333", "33.3333"),
]


@pytest.mark.parametrize(("part", "whole", "printed", "wanted"), SHARES)
def test_share_has_as_many_decimals_as_tell_it_from_the_printed_one(
    part: int, whole: int, printed: str, wanted: str
) -> None:
    left = (Operand("", Decimal(part)), Operand("", Decimal(whole)))
    right = (Operand("", Decimal(printed)),)
    check = Check("N103", "", "passed", left=left, right=right, relation="share")
    assert str(check.expected) == wanted


def test_sums_and_shares_of_a_city_report_agree() -> None:
    equations = [(c.rule, c.outcome, formula.equation(c)) for c in claims(load(ZHOUKOU))]
    assert equations == [
        ("N102", "passed", "39 + 65 = 104"),
        ("N102", "passed", "464698 + 128414 = 593112"),
        ("N103", "passed", "127374 ÷ 128414 = 99.1901% ≈ 99.19%"),
    ]


@needs_reports
def test_district_report_says_once_how_many_it_received() -> None:
    assert [shown(check) for check in claims(load(HONGZE))] == [
        "N101 passed applications/received/total: 21"
    ]


def figures(name: str) -> dict[str, str]:
    """Return what figures of a sample's prose are bound to, all of which must agree."""
    checks = [c for c in claims(load(SAMPLES / name)) if c.rule == "N101"]
    assert {check.outcome for check in checks} == {"passed"}
    return {check.quotes[0].text: check.subject for check in checks}


def test_figures_of_a_county_report_are_bound() -> None:
    assert figures("huaiting-county-2024.txt") == {
        "6": "proactive/normative_documents/issued",
        "9": "proactive/normative_documents/repealed",
        "61": "proactive/normative_documents/in_force",
        "21960": "proactive/licences/decisions",
        "8854": "proactive/penalties/decisions",
        "396": "proactive/coercive_measures/decisions",
        "138": "applications/received/total",
        "8": "applications/carried_in/total",
        "141": "applications/results_total/total",
        "5": "applications/carried_out/total",
        "74": "applications/granted/total",
        "19": "applications/partly_granted/total",
    }


def test_figures_of_the_other_samples_are_bound() -> None:
    bound = {name: " ".join(figures(name)) for name in CLEAN if "zhoukou" not in name}
    assert bound == {
        "huaiting-county-2023.txt": "8 3 64 128 5 125 63 17",
        "huaiting-county-2024.txt": "6 9 61 21960 8854 396 138 8 141 5 74 19",
        "wanghe-city-2023.pdf": "1 46 31 1311 45 1301 55 663 159",
        "wanghe-education-2023.txt": "3 1 17 23 24 13 2 4",  # 1, 2 and 3 for two things each
        "wanghe-transport-2022.pdf": "5 2 48213 6120 45 43 4",
    }


def test_denials_of_a_bureau_are_checked_as_far_as_its_tables_go() -> None:
    denied = [c for c in claims(load(SAMPLES / "wanghe-education-2023.txt")) if c.rule == "N104"]
    assert [(c.subject, c.outcome, str(c.message or "")) for c in denied] == [
        ("applications/carried_out/total", "passed", ""),
        (
            "disputes/review/total+disputes/litigation_*/total",
            "not_assessable",
            "the table was not read",
        ),
    ]


@pytest.mark.parametrize("name", CLEAN)
def test_prose_that_agrees_is_not_accused(name: str) -> None:
    assert failed(load(SAMPLES / name)) == []


def test_claims_stand_in_a_ledger_of_their_own() -> None:
    verdict = parsers.check(BASE)
    assert verdict.claims == structs.replace(verdict.claims, passed=14, failed=0, not_assessable=0)
    assert {RULES[c.rule].counted for c in claims(BASE)} == {"claim"}
    assert {RULES[c.rule].severity for c in claims(BASE)} == {"warning"}


# -- a wrong figure -------------------------------------------------------------------------------


def replaced(report: Report, quote: Quote, text: str) -> Report:
    """Return a report with other words in the place of some."""

    def mended(section: Section) -> Section:
        own = section.text
        if section.id == quote.section:
            own = own[: quote.start] + text + own[quote.end :]
        return structs.replace(section, text=own, children=tuple(map(mended, section.children)))

    return structs.replace(report, sections=tuple(map(mended, report.sections)))


@pytest.mark.parametrize("name", CLEAN[:5])
def test_wrong_figure_for_any_cell_is_found_and_nothing_else_is_accused(name: str) -> None:
    report = load(SAMPLES / name)
    subjects = {(c.rule, c.subject) for c in claims(report)}
    for check in claims(report):
        if check.rule != "N101":
            continue
        (quote,) = check.quotes
        for wrong in (quote.text + quote.text[-1], str(int(quote.text) + 7)):
            checks = claims(replaced(report, quote, wrong))
            accused = [c for c in checks if c.outcome == "failed"]
            assert (check.rule, check.subject) in {(c.rule, c.subject) for c in accused}
            assert all(q.start == quote.start for c in accused[:1] for q in c.quotes[:1])
            for other in accused:
                shared = {q.start for q in quotes(other) if q.section == quote.section}
                assert quote.start in shared, shown(other)
            assert {(c.rule, c.subject) for c in checks if c.rule == "N101"} <= subjects


def test_wrong_part_of_a_total_is_found() -> None:
    quote = next(c for c in claims(BASE) if c.rule == "N102").quotes[-1]
    assert "N102 failed overview.2?两项合计: 74 19 95" in failed(replaced(BASE, quote, "95"))


def test_wrong_share_of_what_the_words_name_is_found() -> None:
    quote = next(c for c in claims(BASE) if c.rule == "N103").quotes[-1]
    assert failed(replaced(BASE, quote, "69.56%")) == [
        "N103 failed overview.2?两项合计: 93 141 69.56%"
    ]


def test_subject_stays_when_a_figure_changes() -> None:
    fits = claims(saying("收到政府信息公开申请146件，收到申请138件。"))
    wrong = claims(saying("收到政府信息公开申请164件，收到申请138件。"))
    assert [c.subject for c in fits] == [c.subject for c in wrong]
    assert [c.subject for c in fits] == [
        "applications/received/total",
        "applications/received/total#2",
    ]
    assert fits[0].cells == ("applications/received/total", "applications/carried_in/total")
    assert wrong[0].cells == ("applications/received/total",)


def ids(text: str) -> list[str]:
    verdict = parsers.check(saying(text))
    return [f.id for f in verdict.findings if f.rules[0].startswith("N")]


def test_what_else_is_said_does_not_change_what_a_wrong_claim_is_called() -> None:
    wrong = "全县收到申请183件。"
    assert failed(saying(wrong)) == ["N101 failed applications/received/total: 183"]
    for before in (
        "收到申请138件。",
        "县政府办公室收到申请36件。",
        "收到申请138件，收到申请近140件。",
    ):
        checks = claims(saying(before + wrong))
        assert failed(saying(before + wrong)) == failed(saying(wrong))
        assert len({check.target for check in checks}) == len(checks)
        assert ids(before + wrong) == ids(wrong) == ids(wrong.replace("183", "381"))
    both = "收到申请183件。收到申请138件。收到申请381件。收到申请138件。"
    assert [
        c.subject.removeprefix("applications/received/total") for c in claims(saying(both))
    ] == [
        "",
        "#3",
        "#2",
        "#4",
    ]


# -- the tables -----------------------------------------------------------------------------------


def with_cell(report: Report, address: str, **told: Any) -> Report:
    id = address.split("/", maxsplit=1)[0]
    table = report.tables[id]
    cell: Cell = structs.replace(table.cells[address], **told)
    read = structs.replace(table, cells=table.cells | {address: cell})
    return structs.replace(report, tables=report.tables | {id: read})


RECEIVED = "applications/received/{}".format


def test_blank_total_is_made_of_its_parts() -> None:
    report = with_cell(saying("收到申请183件。"), RECEIVED("total"), value=None, state="blank")
    (check,) = claims(report)
    assert (check.outcome, check.expected) == ("failed", Decimal(138))
    assert check.focus == RECEIVED("natural_person")
    assert all(operand.cell != RECEIVED("total") for operand in check.left)
    assert RECEIVED("total") in check.cells
    assert str(check.message) == (
        "the prose says 收到申请183件, the table makes 138; totals left blank: 本年新收 总计"
    )


def test_row_that_is_blank_throughout_agrees_with_none_and_accuses_nothing() -> None:
    report = saying("上年结转8件。")
    for column in report.layout.table("applications").columns:
        cell = f"applications/carried_in/{column.id}"
        report = with_cell(report, cell, value=None, state="blank")
    (check,) = claims(report)
    assert (check.outcome, str(check.message)) == (
        "not_assessable",
        "a total holds no number: 上年结转 总计",
    )
    (none,) = claims(structs.replace(report, sections=sections_of("上年结转0件。")))
    assert none.outcome == "passed"
    assert none.left[0].blank


@pytest.mark.parametrize(("state", "reason"), [("text", "not a number"), (None, "not read")])
def test_cell_without_a_figure_makes_a_claim_not_assessable(state: str | None, reason: str) -> None:
    report = saying("收到申请138件。")
    if state:
        report = with_cell(report, RECEIVED("total"), value=None, state=state, text="12 3")
    else:
        table = report.tables["applications"]
        cells = {a: c for a, c in table.cells.items() if a != RECEIVED("total")}
        tables = report.tables | {"applications": structs.replace(table, cells=cells)}
        report = structs.replace(report, tables=tables)
    (check,) = claims(report)
    assert check.outcome == "not_assessable"
    assert reason in str(check.message)


def test_table_that_is_not_there_makes_its_claims_not_assessable() -> None:
    report = structs.replace(saying("收到申请138件，未发生信息公开行政复议。"), tables={})
    assert {(c.rule, c.outcome) for c in claims(report)} == {
        ("N101", "not_assessable"),
        ("N104", "not_assessable"),
    }


def test_money_is_compared_in_the_decimals_that_are_printed() -> None:
    for amount in ("1987.65万元", "1987.6540万元", "1987.654万元", "19876540元", "0.2亿元"):
        (check,) = claims(saying(f"行政事业性收费{amount}。"))
        assert check.outcome == "passed", amount
    (rounded,) = claims(saying("行政事业性收费1987.65万元。"))
    assert formula.equation(rounded) == "1987.6540 ≈ 1987.65"
    (wrong,) = claims(saying("行政事业性收费1978.65万元。"))
    assert wrong.outcome == "failed"


def test_denial_is_no_total_left_at_zero() -> None:
    (finding,) = (f for f in parsers.check(saying("未收到申请。")).findings if f.quotes)
    assert (finding.rules, finding.suspects) == (("N104",), ())
    assert str(finding.message) == "the prose says 未收到申请, the table has 138 (本年新收 总计)"


# -- whose figures they are -----------------------------------------------------------------------


def test_agency_may_call_itself_by_its_name() -> None:
    assert failed(saying("槐汀县收到申请12件。")) != []
    assert failed(saying("槐汀县人民政府收到申请12件。")) != []
    office = structs.replace(saying("县政府办公室收到申请12件。"), agency="槐汀县人民政府办公室")
    assert failed(office) != []


def test_report_that_sums_up_others_may_speak_of_itself_alone() -> None:
    summed = "本报告由县政府办公室汇总各部门情况编制。"
    for itself in ("本机关", "槐汀县人民政府"):
        alone = saying(f"{itself}收到申请12件，办结12件。")
        assert len(failed(alone)) == 2
        assert failed(structs.replace(alone, preamble=summed)) == []


def test_plans_and_problems_claim_nothing() -> None:
    assert claims(saying("2025年，我县将办结申请200件。")) == []
    problems = Section("problems", "五", "存在的主要问题及改进情况", 1, 1, "收到申请12件。")
    assert claims(structs.replace(BASE, preamble="", sections=(problems,))) == []


def test_report_on_no_official_form_claims_nothing() -> None:
    layout = structs.replace(BASE.layout, claims=())
    assert claims(structs.replace(BASE, layout=layout)) == []


def test_claims_of_the_older_form_speak_of_its_own_cells() -> None:
    older, present = forms.load("disclosure-2019").claims, forms.load("disclosure-2021").claims
    assert {c.table: c for c in older}["applications"] in present
    rows = {
        c.table: {row for wording in c.rows for sum in wording.sums for row in sum} for c in older
    }
    assert "procurement" in rows["proactive"]
    assert "fees" not in rows["proactive"]


# -- any text -------------------------------------------------------------------------------------


WORDS = (
    "其中 收到 政府信息公开申请 138件 占 33.9% 两项合计 未收到 上年结转 8 件 2023年"
    " 余件 三件 均获维持 行政复议"
)
PIECES = st.sampled_from([*"，。；、（）：\n \u3000", "1 288件", *WORDS.split()])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_places_are_exact_in_any_text(text: str) -> None:
    for check in claims(saying(text)):
        for quote in quotes(check):
            assert text[quote.start : quote.end] == quote.text
    for passage in unbroken(saying(text)):
        assert len(passage.text) == len(passage.places)
        assert list(passage.places) == sorted(passage.places)


@pytest.mark.parametrize("joint", ["", " ", "\n", "　", "\n  "])
def test_line_breaks_inside_a_sentence_change_nothing(joint: str) -> None:
    words = [
        "全年新收政府信息",
        "公开申请138",
        "件，上年结转8件，办",
        "结141件，其中予以公开74件。",
    ]
    checks = claims(saying(joint.join(words)))
    assert [(c.rule, c.outcome) for c in checks] == [("N101", "passed")] * 4


HOSTILE = {
    "digits": "1" * 100_000,
    "grouped": "1,111" * 20_000,
    "spaced": "1 " * 50_000,
    "brackets": "（" * 100_000,
    "nested": "（含1件" * 25_000 + "）" * 25_000,
    "titles": "《1件" * 30_000,
    "no stop": "收到政府信息公开申请" * 10_000,
    "numerals": "一" * 100_000,
    "negations": "没有" * 50_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_text_is_read_in_time(text: str) -> None:
    start = time.process_time()
    assert failed(saying(text)) == []
    assert time.process_time() - start < 15


def test_claims_are_cheap() -> None:
    report = load(ZHOUKOU)
    claims(report)
    start = time.process_time()
    for _ in range(10):
        claims(report)
    assert (time.process_time() - start) / 10 < 0.1
