"""A slice of the harness: the real report and an invented one, with every bar."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

import parsers
from tests.real import ZHOUKOU, check, load
from tests.verdicts import trying
from tests.verdicts.__main__ import bars
from tests.verdicts.clean import figures, holding, invented
from tests.verdicts.damage import is_recognisable
from tests.verdicts.trying import Trial


@pytest.fixture(scope="module")
def trials() -> list[Trial]:
    rng, report = random.Random(0), invented(random.Random(7))
    return [
        *trying.singles(load(ZHOUKOU), rng),
        *trying.pairs(load(ZHOUKOU), rng, 60),
        *trying.moved(report),
        *trying.misfiled(report),
    ]


def test_every_bar_is_met(trials: list[Trial]) -> None:
    assert len(trials) > 1000
    assert [bar for bar, is_met in bars(trials) if not is_met] == []


def test_nothing_is_put_forward_wrongly_in_the_applications(trials: list[Trial]) -> None:
    assert not any(t.wrongly_sure for t in trials if t.table == "applications")


def test_invented_report_closes() -> None:
    for seed in range(20):
        verdict = parsers.check(invented(random.Random(seed)))
        assert (verdict.ledger.passed, verdict.ledger.failed) == (42, 0)


def test_trial_that_finds_nothing_is_not_counted_as_found() -> None:
    report = load(ZHOUKOU)
    address = next(iter(figures(report)))
    same = figures(report)[address].value or Decimal(0)
    trial = trying.tried(report, "none", {address: same})
    assert (trial.findings, trial.place) == (0, None)
    assert holding(report, {address: same}) == report
    assert check(ZHOUKOU).ledger.failed == 0


@pytest.mark.parametrize(
    ("held", "meant", "is_total", "told"),
    [
        (91, 19, True, True),
        (190, 19, False, True),
        (1, 19, False, True),
        (119, 19, False, True),
        (0, 19, True, True),
        (0, 19, False, False),
        (18, 19, True, False),
        (5, 0, False, False),
        (19, 19, True, False),
    ],
)
def test_slips_that_the_digits_tell(held: int, meant: int, is_total: bool, told: bool) -> None:
    assert is_recognisable(Decimal(held), Decimal(meant), is_total) is told
