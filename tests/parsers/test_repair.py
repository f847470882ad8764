"""One cause is one finding: it names the figure to change, or shows the set and claims nothing."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal

import pytest
from msgspec import structs

import parsers
from parsers.checks import repair
from parsers.checks.register import is_identity
from parsers.model import Check, Finding, Operand, Report
from tests.parsers.faultless import saying
from tests.real import HONGZE, SAMPLES, ZHOUKOU, check, load, needs_reports
from tests.verdicts.clean import figures, holding
from tests.verdicts.trying import repairs

CLEAN = load(ZHOUKOU)
COUNTY = load(SAMPLES / "huaiting-county-2024.txt")


def errors(values: Mapping[str, int], report: Report = CLEAN) -> list[Finding]:
    """Return what is found in a report with other figures in some cells."""
    return errors_of(holding(report, {address: Decimal(v) for address, v in values.items()}))


def errors_of(report: Report) -> list[Finding]:
    return [f for f in parsers.check(report).findings if f.severity == "error"]


def printed(report: Report, address: str, **fields: object) -> Report:
    """Return a report with a cell that reads otherwise."""
    table = report.tables[address.partition("/")[0]]
    cell = structs.replace(table.cells[address], **fields)
    tables = {table.id: structs.replace(table, cells=table.cells | {address: cell})}
    return structs.replace(report, tables=report.tables | tables)


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


def suspects(finding: Finding) -> list[tuple[str, int, str]]:
    return [(s.cell, int(s.value), str(s.reason)) for s in finding.suspects]


# -- one cell -------------------------------------------------------------------------------------


def test_one_cell_that_trips_three_identities_is_one_finding() -> None:
    total = "applications/results_total/natural_person"
    finding = only(errors({total: 618}))
    assert finding.rules == ("A101", "A102", "A103")
    assert finding.target == "A101:applications/*/natural_person"
    assert suspects(finding) == [(total, 681, "two digits swapped")]
    assert finding.sure
    assert finding.amends == {total: 681}
    assert (finding.expected, finding.found) == (Decimal(681), Decimal(618))
    assert finding.focus == total
    assert str(finding.message) == (
        "办理结果总计 自然人: 618, should be 681; then 3 identities close"
    )


@pytest.mark.parametrize(
    ("cell", "held", "meant", "reason"),
    [
        ("applications/results_total/total", 701, 710, "two digits swapped"),
        ("applications/results_total/total", 71, 710, "shifted by ten"),
        ("applications/results_total/total", 7100, 710, "shifted by ten"),
        ("applications/granted/natural_person", 45, 405, "a digit dropped"),
        ("applications/granted/natural_person", 4405, 405, "a digit doubled"),
        ("applications/granted/natural_person", 4075, 405, "a digit too many"),
        ("applications/granted/natural_person", 495, 405, "a digit mistyped"),
        ("applications/granted/natural_person", 404, 405, "off by one"),
        ("applications/received/total", 0, 712, "total left at 0"),
        ("applications/granted/natural_person", 0, 405, "left at 0"),
        ("applications/refused.security/research", 7, 0, "a figure where 0 belongs"),
        ("applications/granted/natural_person", 684, 405, "a different figure"),
        ("applications/unavailable.needs_creation/natural_person", 178, 8,
         "the figure of 本机关不掌握相关政府信息 自然人 repeated"),
    ],
)  # fmt: skip
def test_slip_is_called_by_its_name(cell: str, held: int, meant: int, reason: str) -> None:
    assert suspects(only(errors({cell: held}))) == [(cell, meant, reason)]


def test_blank_part_is_left_blank() -> None:
    address = "applications/granted/natural_person"
    finding = only(errors_of(printed(CLEAN, address, text="", value=None, state="blank")))
    assert suspects(finding) == [(address, 405, "left blank")]
    assert str(finding.message) == "予以公开 自然人: blank, should be 405; then 2 identities close"


def test_figure_printed_with_a_gap_is_looked_up_before_the_office_is_blamed() -> None:
    address = "applications/granted/natural_person"
    wrong = printed(CLEAN, address, text="1 405", value=Decimal(1405))
    ((_cell, value, reason),) = suspects(only(errors_of(wrong)))
    assert value == 405
    assert "may have misread" in reason


@pytest.mark.parametrize(
    ("text", "value", "state", "told"),
    [
        ("13.1", Decimal("13.1"), "number", "131 (a decimal point too many)"),
        ("-131", Decimal(-131), "number", "131 (a minus sign too many)"),
        ("/", None, "not_applicable", "131 (no figure entered)"),
        ("", None, "blank", "131 (left blank)"),
    ],
)
def test_figure_that_is_none_is_one_finding_with_the_rule_of_the_form(
    text: str, value: Decimal | None, state: str, told: str
) -> None:
    address = "applications/received/natural_person"
    wrong = printed(COUNTY, address, text=text, value=value, state=state)
    finding = only(list(parsers.check(wrong).findings))
    assert finding.rules[:2] == ("A101", "A102")
    assert finding.rules[2] in ("F105", "F106", "F107")
    assert [f"{s.value} ({s.reason})" for s in finding.suspects] == [told]
    assert str(finding.message).startswith(f"本年新收 自然人: {text or 'blank'}, should be 131;")


def test_sentences_that_say_the_same_wrong_figure_are_one_finding() -> None:
    wrong = holding(COUNTY, {"proactive/licences/decisions": Decimal(21690)})
    text = "作出行政许可决定21960件。全年行政许可决定21960件均已公示。"
    finding = only(list(parsers.check(saying(text, "overview.1", wrong)).findings))
    assert [c.rule for c in finding.checks] == ["N101", "N101"]


# -- two cells ------------------------------------------------------------------------------------


def test_two_slips_apart_are_two_findings() -> None:
    found = errors({"applications/granted/natural_person": 504, "disputes/review/total": 0})
    assert [suspects(f)[0][:2] for f in found] == [
        ("applications/granted/natural_person", 405),
        ("disputes/review/total", 19),
    ]


def test_two_slips_in_one_row_are_one_finding() -> None:
    wrong = {"applications/granted/natural_person": 450, "applications/granted/total": 462}
    finding = only(errors(wrong))
    assert suspects(finding) == [
        ("applications/granted/natural_person", 405, "two digits swapped"),
        ("applications/granted/total", 426, "two digits swapped"),
    ]
    assert {s.repair for s in finding.suspects} == {0}


def test_row_filed_under_the_neighbouring_applicant_is_named() -> None:
    wrong = {
        "applications/unavailable.not_held/legal_service": 0,
        "applications/unavailable.not_held/other_org": 3,
    }
    finding = only(errors(wrong))
    assert repairs(finding)[0] == {
        "applications/unavailable.not_held/legal_service": 3,
        "applications/unavailable.not_held/other_org": 0,
    }
    assert str(finding.suspects[0].reason) == "3 filed under 其他 instead of 法律服务机构"


def test_one_case_under_another_applicant_shows_the_set_and_claims_nothing() -> None:
    right = {"applications/granted/natural_person": 405, "applications/granted/legal_service": 11}
    wrong = {"applications/granted/natural_person": 404, "applications/granted/legal_service": 12}
    finding = only(errors(wrong))
    assert not finding.sure
    assert finding.amends == {}
    assert right in repairs(finding)
    assert len(repairs(finding)) == 4  # in the other rows there is no case to move back
    assert str(finding.message) == (
        "1 filed under 法律服务机构 instead of 自然人, in one of 4 places: "
        "2 identities do not close"
    )


def test_case_counted_twice_is_one_finding_of_three_identities() -> None:
    found = check(SAMPLES / "wanghe-education-2023.txt").findings
    finding = only([f for f in found if f.severity == "error"])
    assert len(finding.checks) == 3
    assert not finding.sure
    reasons = {str(s.reason) for s in finding.suspects}
    assert "1 counted under 法律服务机构 and once more elsewhere" in reasons
    assert "1 counted under 自然人 and once more elsewhere" in reasons


def test_exchanged_figures_of_a_column_are_named() -> None:
    wrong = {
        "applications/granted/natural_person": 25,
        "applications/partly_granted/natural_person": 405,
    }
    finding = only(errors(wrong))
    assert repairs(finding)[0] == {
        "applications/granted/natural_person": 405,
        "applications/partly_granted/natural_person": 25,
    }
    assert str(finding.suspects[0].reason) == "予以公开 and 部分公开 exchanged"


# -- sets -----------------------------------------------------------------------------------------


def test_single_identity_shows_every_figure_that_may_be_wrong() -> None:
    finding = only(errors({"disputes/review/corrected": 3}))
    assert not finding.sure
    assert {s.cell for s in finding.suspects} == {
        f"disputes/review/{c}" for c in ("upheld", "corrected", "other", "total", "pending")
    }
    assert str(finding.message) == "行政复议 总计: 19, but its parts make 20"
    assert (finding.expected, finding.found) == (Decimal(20), Decimal(19))


def test_no_figure_is_put_below_zero() -> None:
    finding = only(errors({"disputes/litigation_direct/total": 9}))
    assert all(s.value >= 0 for s in finding.suspects)
    assert "disputes/litigation_direct/total" in {s.cell for s in finding.suspects}


@needs_reports
def test_totals_left_at_zero_in_a_real_report() -> None:
    review, after = (f for f in check(HONGZE).findings if f.severity == "error")
    assert suspects(review) == [("disputes/review/total", 11, "total left at 0")]
    assert suspects(after)[0] == ("disputes/litigation_after_review/total", 5, "total left at 0")
    assert review.sure
    assert after.sure


# -- limits ---------------------------------------------------------------------------------------


def hopeless() -> Report:
    cells = (a for a in figures(CLEAN) if a.startswith("applications/"))
    return holding(CLEAN, {a: Decimal(i * i % 997) for i, a in enumerate(cells)})


def test_hopeless_table_has_no_small_repair_and_says_so() -> None:
    found = errors_of(hopeless())
    lost = [f for f in found if not f.suspects]
    assert len(lost) >= 30
    assert all(str(f.message).endswith("no small change explains it") for f in lost)
    assert sorted(c.subject for f in found for c in f.checks) == sorted(
        c.subject for c in parsers.check(hopeless()).checks if c.outcome == "failed" and c.left
    )


def test_search_gives_up_after_so_many_trials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair, "STEPS_MOST", 10)
    wrong = {"applications/granted/natural_person": 450, "applications/granted/total": 462}
    assert all(not f.suspects for f in errors(wrong))


def test_identity_over_very_many_cells_is_searched_within_the_limit() -> None:
    rows = [f"t/r{i}" for i in range(3000)]
    across = [line(f"{r}", [f"{r}/a", f"{r}/b"], f"{r}/total") for r in rows]
    down = [line(f"t/*/{c}", [f"{r}/{c}" for r in rows], f"t/sum/{c}", 7) for c in ("a", "b")]
    for cause in repair.causes([*across, *down]):
        assert len(cause.checks) >= 1


def line(subject: str, left: list[str], right: str, off: int = 0) -> Check:
    parts = tuple(Operand(cell, Decimal(1)) for cell in left)
    whole = Operand(right, Decimal(len(left) + off))
    return Check("A201", subject, "failed" if off else "passed", left=parts, right=(whole,))


def test_what_is_found_is_the_same_from_run_to_run_and_in_any_order() -> None:
    cells = [a for a in figures(CLEAN) if a.startswith("applications/")]
    for seed in range(30):
        rng = random.Random(seed)
        values = {a: Decimal(rng.randrange(50)) for a in rng.sample(cells, 4)}
        checks = [c for c in parsers.check(holding(CLEAN, values)).checks if is_identity(c)]
        causes = repair.causes(checks)
        assert causes == repair.causes(checks)
        shuffled = rng.sample(checks, len(checks))
        named = [
            {(frozenset(given[k].subject for k in c.checks), frozenset(map(str, c.repairs)))
             for c in found}
            for given, found in ((checks, causes), (shuffled, repair.causes(shuffled)))
        ]  # fmt: skip
        assert named[0] == named[1]


def test_every_failed_identity_is_in_one_finding() -> None:
    cells = [a for a in figures(CLEAN) if a.startswith("applications/")]
    for seed in range(60):
        rng = random.Random(seed)
        values = {a: Decimal(rng.randrange(60)) for a in rng.sample(cells, rng.randrange(1, 9))}
        verdict = parsers.check(holding(CLEAN, values))
        failed = [(c.rule, c.subject) for c in verdict.checks if c.left and c.outcome == "failed"]
        held = [(c.rule, c.subject) for f in verdict.findings for c in f.checks if c.left]
        assert sorted(failed) == sorted(held)


def test_repair_closes_what_it_says() -> None:
    names = [a for a in figures(CLEAN) if a.startswith("applications/")]
    for seed in range(60):
        rng = random.Random(seed)
        values = {a: Decimal(rng.randrange(60)) for a in rng.sample(names, 2)}
        wrong = holding(CLEAN, values)
        for finding in parsers.check(wrong).findings:
            for changes in repairs(finding):
                after = parsers.check(holding(wrong, changes)).checks
                mended = {(c.rule, c.subject) for c in after if c.outcome == "passed"}
                assert {(c.rule, c.subject) for c in finding.checks} <= mended


# -- ids ------------------------------------------------------------------------------------------


def test_id_stays_when_the_figure_is_wrong_in_another_way() -> None:
    total = "applications/results_total/natural_person"
    first, second = (only(errors({total: value})) for value in (618, 999))
    assert (first.id, first.target) == (second.id, second.target)
    assert first.suspects[0].value == second.suspects[0].value


def test_finding_is_shown_with_the_rules_that_are_wanted() -> None:
    wrong = holding(CLEAN, {"applications/results_total/natural_person": Decimal(618)})
    (finding,) = parsers.check(wrong, select=["A103"]).findings
    (whole,) = errors_of(wrong)
    assert finding.rules == ("A103",)
    assert (finding.id, finding.checks) == (whole.id, whole.checks)
    assert [f.rules[0] for f in parsers.check(wrong, ignore=["A"]).findings] == ["T101"]


# -- what the prose says --------------------------------------------------------------------------


def test_prose_that_contradicts_a_wrong_figure_is_its_witness() -> None:
    finding = only(list(parsers.check(holding(COUNTY, received(183))).findings))
    assert finding.rules == ("A101", "A102", "N101")
    assert [q.text for q in finding.quotes] == ["138"]
    assert str(finding.message) == (
        "本年新收 总计: 183, should be 138; then 2 identities close, as the prose says"
    )


def received(value: int) -> dict[str, Decimal]:
    return {"applications/received/total": Decimal(value)}


def test_prose_decides_between_figures_of_a_single_identity() -> None:
    wrong = holding(COUNTY, {"disputes/review/corrected": Decimal(3)})
    alone = only(errors_of(wrong))
    assert not alone.sure
    told = saying("全年因政府信息公开被申请行政复议7件。", "overview.2", wrong)
    finding = only(errors_of(told))
    assert finding.sure
    assert suspects(finding)[0][:2] == ("disputes/review/total", 7)
    assert finding.rules == ("A104", "N101")


def test_prose_with_a_wrong_figure_is_one_finding_with_its_share() -> None:
    text = "办结141件。办结的申请中，予以公开47件，占办结总数的52.48%。"
    found = parsers.check(saying(text, "overview.2", COUNTY)).findings
    finding = only(list(found))
    assert finding.rules == ("N101", "N103")
    assert finding.severity == "warning"
    assert finding.suspects == ()


# -- what reading may have done -------------------------------------------------------------------


def test_figure_in_two_pieces_may_have_been_split_in_reading() -> None:
    wrong = {
        "applications/granted/business": 1,
        "applications/granted/research": 3,
    }
    clean = holding(CLEAN, {a: Decimal(v) for a, v in balanced().items()})
    finding = only(errors(wrong, clean))
    assert "may be one figure that was split in reading" in suspects(finding)[0][2]
    assert repairs(finding)[0] == {
        "applications/granted/business": 13,
        "applications/granted/research": 0,
    }


def balanced() -> dict[str, int]:
    """The figures of the report with ten more granted to businesses, and all sums with them."""
    rows = ("granted", "results_total", "received")
    added = [f"applications/{row}/{column}" for row in rows for column in ("business", "total")]
    return {a: int(figures(CLEAN)[a].value or 0) + 10 for a in added}


def test_figure_read_otherwise_a_second_time_is_said_first() -> None:
    address = "applications/granted/natural_person"
    wrong = holding(CLEAN, {address: Decimal(495)})
    table = structs.replace(wrong.tables["applications"], doubts={address: "405"})
    finding = only(errors_of(structs.replace(wrong, tables=wrong.tables | {table.id: table})))
    assert suspects(finding) == [
        (address, 405, "so it stands where the table is printed a second time")
    ]


# -- three cells ----------------------------------------------------------------------------------


def test_three_slips_that_the_digits_show_are_found_though_they_hang_together() -> None:
    wrong = {
        "applications/granted/natural_person": 450,
        "applications/granted/total": 462,
        "applications/unavailable.not_held/natural_person": 187,
    }
    finding = only(errors(wrong))
    assert finding.sure
    assert repairs(finding) == [
        {
            "applications/granted/natural_person": 405,
            "applications/granted/total": 426,
            "applications/unavailable.not_held/natural_person": 178,
        }
    ]
    assert len(finding.checks) == 4


def test_three_changes_that_nothing_shows_explain_too_much() -> None:
    wrong = {
        "applications/granted/natural_person": 333,
        "applications/granted/total": 511,
        "applications/unavailable.not_held/natural_person": 92,
    }
    assert all(not f.suspects for f in errors(wrong))


# -- whole lines ----------------------------------------------------------------------------------


def row(name: str, *values: int) -> dict[str, int]:
    columns = [a.rpartition("/")[2] for a in figures(COUNTY) if f"/{name}/" in a]
    return {f"applications/{name}/{c}": v for c, v in zip(columns, values, strict=True)}


def test_row_left_at_zero_is_one_finding() -> None:
    finding = only(errors(row("results_total", 0, 0, 0, 0, 0, 0, 0), COUNTY))
    assert len([c for c in finding.checks if c.left[0].cell]) == 11
    assert finding.rules == ("A101", "A103", "N101")
    assert len(finding.repairs) == 1
    assert {s.cell: int(s.value) for s in finding.suspects}[
        "applications/results_total/total"
    ] == 141
    assert str(finding.message) == (
        "办理结果总计 left at 0: with the figures that belong there 10 identities close, "
        "as the prose says"
    )


def test_column_left_at_zero_is_one_finding() -> None:
    zero = {a: 0 for a in figures(COUNTY) if a.startswith("applications/") and a.endswith("/total")}
    finding = only(errors(zero, COUNTY))
    assert str(finding.message).startswith("总计 left at 0: ")
    assert {s.cell: s.value for s in finding.suspects} == {
        a: figures(COUNTY)[a].value for a in zero if figures(COUNTY)[a].value
    }


def test_row_shifted_by_a_column_is_one_finding() -> None:
    finding = only(errors(row("granted", 0, 69, 3, 1, 0, 1, 74), COUNTY))
    assert str(finding.message).startswith("予以公开 shifted by one place")
    assert repairs(finding)[0]["applications/granted/natural_person"] == 69


def test_first_row_that_counts_the_second_in_is_one_finding_with_all_that_explain_it() -> None:
    finding = only(errors(row("received", 138, 5, 1, 0, 2, 0, 146), COUNTY))
    assert repairs(finding)[0] == {
        "applications/received/natural_person": 131,
        "applications/received/business": 4,
        "applications/received/total": 138,
    }
    assert len(repairs(finding)) > 1
    assert finding.rules == ("A101", "N101")
