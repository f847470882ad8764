"""Compatibility radicals become the ideographs that a reader sees, and nothing else changes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.glyphs import mapped, radicals
from parsers.model import Radical
from tests.real import ZHOUKOU, load

KANGXI = range(0x2F00, 0x2FD6)
SUPPLEMENT = [point for point in range(0x2E80, 0x2EF4) if point != 0x2E9A]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("⼈⺠政府", "人民政府"),
        ("各部⻔", "各部门"),
        ("⻓期", "长期"),
        ("第1⻚", "第1页"),
        ("意⻅", "意见"),
        ("⻋辆", "车辆"),
        ("⼾籍", "户籍"),
        ("⽤⼒", "用力"),
        ("⾏政复议", "行政复议"),
        ("⻛险", "风险"),
        ("㬵州市", "胶州市"),
    ],
)
def test_radicals_become_the_words_they_print(printed: str, meant: str) -> None:
    assert mapped(printed) == meant


@pytest.mark.parametrize(
    "text", ["（，：）“”—…①", "１２．５", "Ａ", "㎡", "〔2021〕30号", "　", "㈠"]
)
def test_nothing_but_radicals_is_changed(text: str) -> None:
    assert mapped(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0x2E7F)))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert mapped(text) == text


def test_whole_kangxi_block_is_mapped_as_unicode_does_but_for_the_mainland() -> None:
    differing = {
        chr(p): mapped(chr(p))
        for p in KANGXI
        if mapped(chr(p)) != unicodedata.normalize("NFKC", chr(p))
    }
    assert differing == {"⼾": "户"}


def test_whole_supplement_becomes_ideographs_of_one_character() -> None:
    for point in SUPPLEMENT:
        ideograph = mapped(chr(point))
        assert len(ideograph) == 1
        # A few stand for no ideograph of their own in Unicode's map; those stay.
        assert ideograph == chr(point) or "CJK UNIFIED" in unicodedata.name(ideograph)


def test_mapping_twice_is_mapping_once() -> None:
    text = "".join(map(chr, [*KANGXI, *SUPPLEMENT]))
    assert mapped(mapped(text)) == mapped(text)


def test_radicals_are_counted_the_most_frequent_first() -> None:
    assert radicals(["⼈⺠、⼈", "人民"]) == (Radical("⼈", "人", 2), Radical("⺠", "民", 1))


def test_zhoukou_reports_its_radicals_and_prints_none() -> None:
    report = load(ZHOUKOU)
    counts = [radical.count for radical in report.radicals]
    assert sum(counts) == 234
    assert counts == sorted(counts, reverse=True)
    assert mapped(report.preamble + report.title) == report.preamble + report.title
