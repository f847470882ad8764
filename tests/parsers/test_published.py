"""Sentences as published reports have them: what they claim, and what a slip or a hedge changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from parsers.checks import narrative
from parsers.model import Check, Report
from tests.parsers import published
from tests.parsers.test_claims import quotes, sentences, shown

REPORTS = {form: published.report(f"disclosure-{form}") for form in ("2021", "2019")}

Published = tuple[Report, str, str, list[str]]
PUBLISHED: list[Published] = [
    (report, *told)
    for form, report in REPORTS.items()
    for told in sentences(f"prose_published_{form}.txt")
]
TRUE = [told for told in PUBLISHED if not any(" failed " in check for check in told[3])]

BY_CHANCE = 6
"""How many wrong figures are right for other cells that their words admit, as 企业13件 is."""


def claims(report: Report, text: str, title: str) -> list[Check]:
    return list(narrative.checks(published.saying(report, text, title)))


def failed(checks: list[Check]) -> list[Check]:
    return [check for check in checks if check.outcome == "failed"]


@pytest.mark.parametrize(
    ("report", "text", "title", "wanted"), PUBLISHED, ids=[p[1] for p in PUBLISHED]
)
def test_published_sentence_claims_what_it_says_and_no_more(
    report: Report, text: str, title: str, wanted: list[str]
) -> None:
    assert [shown(check) for check in claims(report, text, title)] == wanted


def test_published_sentences_are_many() -> None:
    assert len(PUBLISHED) > 350
    assert sum(not wanted for *_, wanted in PUBLISHED) > 80


def slips(printed: str) -> Iterator[str]:
    """Yield figures as a hand may miswrite one: transposed, doubled, one or ten too many."""
    if printed.isdigit():
        wrong = {printed[1:2] + printed[0] + printed[2:], printed + printed[-1]}
        wrong |= {str(int(printed) + more) for more in (1, 10)}
        yield from (figure for figure in sorted(wrong) if figure != printed and figure[0] != "0")


def test_slip_is_found_or_doubted_and_accuses_no_other_figure() -> None:
    found = by_chance = 0
    for report, text, title, wanted in TRUE:
        if not any(check.startswith("N101 passed") for check in wanted):
            continue
        for check in claims(report, text, title):
            if (check.rule, check.outcome) != ("N101", "passed"):
                continue
            (quote,) = check.quotes
            for wrong in slips(quote.text):
                after = claims(report, text[: quote.start] + wrong + text[quote.end :], title)
                about = [c for c in after if quote.start in {q.start for q in quotes(c)}]
                own = [c for c in about if c.rule == "N101"]
                assert all(c in about for c in failed(after)), (text, wrong)
                found += bool(failed(own))
                by_chance += any(c.outcome == "passed" for c in own)
    assert found > 1000
    assert by_chance <= BY_CHANCE


AROUND: dict[str, Callable[[str], str]] = {
    "growth": lambda text: f"较上年增长20%，{text}",
    "office": lambda text: f"县政府办公室{text}",
    "about": lambda text: re.sub("([0-9]+)件", r"约\1件", text),
    "more than": lambda text: re.sub("([0-9]+)件", r"\1余件", text),
    "last year": lambda text: text.replace("2024年", "2023年"),
    "compared": lambda text: f"与2023年相比，{text}",
}


@pytest.mark.parametrize("around", AROUND.values(), ids=list(AROUND))
def test_words_around_what_is_true_accuse_nothing(around: Callable[[str], str]) -> None:
    for report, text, title, _ in TRUE:
        assert [shown(c) for c in failed(claims(report, around(text), title))] == []
