"""One wrong figure in a real report that closes: it is found, and nothing else is accused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from msgspec import structs

import parsers
from parsers.messages import Message
from parsers.model import Cell, Check, Report, State, Unmatched, Verdict
from tests.real import ZHOUKOU, check, load

CLEAN = load(ZHOUKOU)
CELLS = {a: c for id in ("applications", "disputes") for a, c in CLEAN.tables[id].cells.items()}


def covering(address: str) -> set[tuple[str, str]]:
    """Return the identities that a cell has a part in."""
    return {
        (c.rule, c.subject)
        for c in check(ZHOUKOU).checks
        if c.left and address in {o.cell for o in (*c.left, *c.right)}
    }


def totals() -> set[str]:
    """Return the cells that are the sum of others: （七）总计 and all 总计 columns."""
    return {a for a in CELLS if a.endswith("/total") or "/results_total/" in a}


ZEROS = sorted(a for a, c in CELLS.items() if c.value == 0 and a not in totals())


def with_cells(*cells: Cell) -> Report:
    """Return the report with other cells in the place of some."""
    tables = dict(CLEAN.tables)
    for cell in cells:
        id, _, _ = cell.address.split("/")
        read = tables[id].cells | {cell.address: cell}
        tables[id] = structs.replace(tables[id], cells=read)
    return structs.replace(CLEAN, tables=tables)


def without(address: str) -> Report:
    id, _, _ = address.split("/")
    read = {a: c for a, c in CLEAN.tables[id].cells.items() if a != address}
    table = structs.replace(CLEAN.tables[id], cells=read)
    return structs.replace(CLEAN, tables=CLEAN.tables | {id: table})


def holding(address: str, value: Decimal) -> Cell:
    return structs.replace(CELLS[address], value=value, text=str(value))


def empty(address: str, state: State = "blank", text: str = "") -> Cell:
    return structs.replace(CELLS[address], value=None, text=text, state=state)


def outcomes(verdict: Verdict, outcome: str) -> set[tuple[str, str]]:
    counted = [c for c in verdict.checks if c.rule.startswith("A")]
    return {(c.rule, c.subject) for c in counted if c.outcome == outcome}


def of(verdict: Verdict, rule: str, subject: str) -> Check:
    return next(c for c in verdict.checks if (c.rule, c.subject) == (rule, subject))


def others(verdict: Verdict) -> set[str]:
    """Return the findings that are not about identities."""
    return {f.target for f in verdict.findings if not f.target.startswith("A")}


# -- wrong figures --------------------------------------------------------------------------------


def one_more(value: Decimal) -> Decimal:
    return value + 1


def one_less(value: Decimal) -> Decimal:
    return abs(value - 1)


def nothing(value: Decimal) -> Decimal:
    return Decimal(0)


def digits_swapped(value: Decimal) -> Decimal:
    return Decimal(str(value)[::-1])


def digit_doubled(value: Decimal) -> Decimal:
    return Decimal(str(value) + str(value)[-1])


def shifted(value: Decimal) -> Decimal:
    return value * 10


SLIPS = (one_more, one_less, nothing, digits_swapped, digit_doubled, shifted)


@pytest.mark.parametrize("slip", SLIPS)
def test_slip_in_any_cell_breaks_its_identities_and_no_other(
    slip: Callable[[Decimal], Decimal],
) -> None:
    tried = 0
    for address, cell in CELLS.items():
        assert cell.value is not None
        wrong = slip(cell.value)
        if wrong == cell.value:
            continue
        tried += 1
        verdict = parsers.check(with_cells(holding(address, wrong)))
        assert outcomes(verdict, "failed") == covering(address) != set(), address
        assert outcomes(verdict, "not_assessable") == set()
        assert others(verdict) == {"T101"}
        assert all(address in f.cells for f in verdict.findings if f.rules[0].startswith("A"))
    assert tried >= 14


def test_every_cell_has_a_part_in_some_identity() -> None:
    assert [a for a in CELLS if not covering(a)] == []


def test_cells_have_as_many_identities_as_the_form_gives_them() -> None:
    counts = {a: len(covering(a)) for a in CELLS}
    assert counts["applications/granted/business"] == 2  # its row and its column
    assert counts["applications/received/business"] == 2
    assert counts["applications/results_total/business"] == 3
    assert counts["applications/results_total/total"] == 3
    assert counts["disputes/review/total"] == 1


def test_two_slips_that_cancel_out_in_a_column_show_in_their_rows() -> None:
    up, down = "applications/granted/natural_person", "applications/partly_granted/natural_person"
    verdict = parsers.check(with_cells(holding(up, Decimal(406)), holding(down, Decimal(24))))
    assert outcomes(verdict, "failed") == {
        ("A102", "applications/granted"),
        ("A102", "applications/partly_granted"),
    }


def test_failed_identity_says_what_it_should_be() -> None:
    verdict = parsers.check(with_cells(holding("disputes/review/total", Decimal(91))))
    (finding,) = (f for f in verdict.findings if f.rules == ("A104",))
    assert (finding.expected, finding.found) == (Decimal(19), Decimal(91))
    assert finding.focus == "disputes/review/total"
    assert (finding.suspects[0].cell, finding.suspects[0].value) == (finding.focus, Decimal(19))
    assert str(finding.message) == "行政复议 总计: 91, should be 19"


def test_total_left_at_zero_is_the_only_suspect_where_no_part_can_be_less() -> None:
    verdict = parsers.check(with_cells(holding("disputes/review/total", Decimal(0))))
    (finding,) = (f for f in verdict.findings if f.rules == ("A104",))
    assert [(s.cell, s.value) for s in finding.suspects] == [("disputes/review/total", Decimal(19))]


def test_fees_are_in_no_identity() -> None:
    assert covering("proactive/fees/amount") == set()


# -- blanks ---------------------------------------------------------------------------------------


def test_blank_zero_passes_and_is_mentioned() -> None:
    assert len(ZEROS) > 90
    for address in ZEROS:
        verdict = parsers.check(with_cells(empty(address)))
        assert outcomes(verdict, "passed") == outcomes(check(ZHOUKOU), "passed"), address
        assert others(verdict) == {"T101", f"F105:{address.split('/')[0]}"}


def test_all_zeros_left_blank_are_mentioned_once_for_each_table() -> None:
    verdict = parsers.check(with_cells(*map(empty, ZEROS)))
    assert outcomes(verdict, "failed") == outcomes(verdict, "not_assessable") == set()
    assert others(verdict) == {"T101", "F105:applications", "F105:disputes"}
    blank = {f.target: f for f in verdict.findings}
    assert len(blank["F105:applications"].cells) + len(blank["F105:disputes"].cells) == len(ZEROS)


@pytest.mark.parametrize("text", ["/", "—", "无"])
def test_stroke_for_a_zero_counts_as_zero_and_is_mentioned(text: str) -> None:
    for address in ZEROS[::9]:
        verdict = parsers.check(with_cells(empty(address, "not_applicable", text)))
        assert outcomes(verdict, "passed") == outcomes(check(ZHOUKOU), "passed")
        assert others(verdict) == {"T101", f"F106:{address.split('/')[0]}"}


@pytest.mark.parametrize("state", ["blank", "not_applicable"])
def test_blank_total_is_never_passed_and_never_failed(state: State) -> None:
    for address in sorted(totals()):
        verdict = parsers.check(with_cells(empty(address, state)))
        assert outcomes(verdict, "not_assessable") == covering(address), address
        assert outcomes(verdict, "failed") == set()
        rest = outcomes(check(ZHOUKOU), "passed") - covering(address)
        assert outcomes(verdict, "passed") == rest
        ledger = verdict.ledger
        assert (ledger.total, ledger.not_assessable) == (42, len(covering(address)))


def test_blank_part_that_should_be_a_figure_fails_and_is_named() -> None:
    lost = sorted(a for a, c in CELLS.items() if c.value and a not in totals())
    for address in lost:
        verdict = parsers.check(with_cells(empty(address)))
        assert outcomes(verdict, "failed") == covering(address), address
        for rule, subject in covering(address):
            message = of(verdict, rule, subject).message
            assert isinstance(message, Message)
            assert "blanks" in message.values


def test_not_assessable_identity_gives_its_reason() -> None:
    verdict = parsers.check(with_cells(empty("disputes/review/total")))
    message = of(verdict, "A104", "disputes/review").message
    assert message is not None
    assert "行政复议" in str(message)
    assert "holds no number" in str(message)


# -- what was not read ----------------------------------------------------------------------------


def test_cell_that_is_no_number_makes_its_identities_not_assessable() -> None:
    for address in list(CELLS)[::5]:
        verdict = parsers.check(with_cells(empty(address, "text", "12 3")))
        assert outcomes(verdict, "not_assessable") == covering(address)
        assert outcomes(verdict, "failed") == set()
        assert others(verdict) == {"T101", f"F106:{address.split('/')[0]}"}


def test_cell_that_was_not_read_makes_its_identities_not_assessable_and_is_reported() -> None:
    for address in list(CELLS)[::5]:
        verdict = parsers.check(without(address))
        assert outcomes(verdict, "not_assessable") == covering(address)
        assert outcomes(verdict, "failed") == set()
        assert others(verdict) == {"T101", f"F104:{address}"}


def test_two_strangers_of_the_same_name_are_two_findings() -> None:
    twice = (Unmatched("row", "行政检查", ("1",)), Unmatched("row", "行政检查", ("2",)))
    table = structs.replace(CLEAN.tables["proactive"], unmatched=twice)
    verdict = parsers.check(structs.replace(CLEAN, tables=CLEAN.tables | {"proactive": table}))
    assert others(verdict) == {"T101", "F104:proactive?行政检查", "F104:proactive?行政检查#2"}
    assert len({f.id for f in verdict.findings}) == 3


def test_table_that_was_not_read_is_reported_and_all_its_identities_counted() -> None:
    tables = {id: table for id, table in CLEAN.tables.items() if id != "applications"}
    verdict = parsers.check(structs.replace(CLEAN, tables=tables))
    assert others(verdict) == {"T101", "F103:applications"}
    assert verdict.ledger == structs.replace(verdict.ledger, passed=3, failed=0, not_assessable=39)
