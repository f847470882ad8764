"""What a printed text says: one number and its remainder, or none."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.model import State
from parsers.numbers import joined, read

NUMBERS = {
    "0": ("0", ""),
    "7": ("7", ""),
    "007": ("7", ""),
    "593112": ("593112", ""),
    "128356.6505": ("128356.6505", ""),
    "0.0000": ("0.0000", ""),
    "7730.28": ("7730.28", ""),
    # as typed in other ways
    "１２": ("12", ""),
    "１２８３５６．６５": ("128356.65", ""),
    "1,288": ("1288", ""),
    "1，288": ("1288", ""),
    "12,345,678": ("12345678", ""),
    "1,288.50": ("1288.50", ""),
    "1 288": ("1288", ""),
    "1\u00a0288": ("1288", ""),
    "1\u3000288": ("1288", ""),
    "+1036": ("1036", ""),
    "＋1036": ("1036", ""),
    "-8": ("-8", ""),
    "－8": ("-8", ""),
    "−8": ("-8", ""),
    " 12 ": ("12", ""),
    "\n12\n": ("12", ""),
    "\u00a012\u3000": ("12", ""),
    "12\u200b": ("12", ""),
    "\ufeff12": ("12", ""),
    # with something left over
    "22（其中修订16件）": ("22", "（其中修订16件）"),
    "22(其中修订16件)": ("22", "(其中修订16件)"),
    "22\n（其中修订16件）": ("22", "（其中修订16件）"),
    "22 件": ("22", "件"),
    "251000元": ("251000", "元"),
    "128.5万元": ("128.5", "万元"),
    "3件（含转办）": ("3", "件（含转办）"),
    "5*": ("5", "*"),
    "5、": ("5", "、"),
}
NOT_NUMBERS = [
    "12 3",
    "0  000",
    "1  288",
    "1 2",
    "12\n3",
    "1\n288",
    "1 28",
    "1,28",
    "1,2888",
    "1，2",
    "1.2.3",
    "1.",
    ".5",
    "3/4",
    "3:4",
    "1-2",
    "3—5",
    "3～5",
    "3至5",
    "12%",
    "12％",
    "12‰",
    "99.19%",
    "--5",
    "5-",
    "5 -",
    "+-5",
    "约100",
    "共3件",
    "（3）",
    "3①",
    "①",
    "3²",
    "三",
    "零",
    "〇",
    "〇5",
    "3（5",
    "3件5",
    "22件，其中修订16件",
    "1.2万",
    "7.1万余条",
    "3千",
    "2亿",
    "100余",
    "100多件",
    "3万件",
    "O",
    "l2",
    "2O",
    "1O",
    "1e5",
    "0x1F",
    "1_000",
    "1'288",
    "½",
    "1½",
    "1\ufffd",
    "\ufffd",
    "####",
    "有",
    "见附件",
    "无1",
    "-/-1",
]
NOT_APPLICABLE = [
    "/",
    "／",
    "\\",
    "-",
    "－",
    "—",
    "——",
    "--",
    "–",
    "―",
    "─",
    "无",
    "不适用",
    "N/A",
    "n/a",
    "NA",
]
BLANK = ["", " ", "\n", "\t", "\u00a0", "\u3000", "\u200b", "\ufeff", " \n\u3000 "]


@pytest.mark.parametrize("text", NUMBERS)
def test_number_is_read_with_its_remainder(text: str) -> None:
    value, rest = NUMBERS[text]
    assert read(text) == (Decimal(value), "number", rest)


def test_printed_decimals_are_kept() -> None:
    value = read("0.5000").value
    assert value is not None
    assert format(value, "f") == "0.5000"


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_not_certainly_one_number_has_no_value(text: str) -> None:
    assert read(text) == (None, "text", "")


@pytest.mark.parametrize(("texts", "state"), [(NOT_APPLICABLE, "not_applicable"), (BLANK, "blank")])
def test_no_number_is_told_from_blank(texts: list[str], state: State) -> None:
    assert {text: read(text) for text in texts} == dict.fromkeys(texts, (None, state, ""))


@given(st.integers(0, 10**12))
def test_plain_and_separated_digits_are_the_same_number(number: int) -> None:
    wide = str(number).translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", " "), wide):
        assert read(text) == (Decimal(number), "number", "")


@given(st.text("0123456789０９,，.． +-/—\n万元件余（）%", max_size=12))
def test_a_value_has_all_the_digits_that_stand_before_the_remainder(text: str) -> None:
    value, state, _ = read(text)
    assert (value is None) == (state != "number")
    if value is not None:
        before = re.split("[万元件()]", unicodedata.normalize("NFKC", text))[0]
        assert abs(value) == Decimal(re.sub("[^0-9.]", "", before))


@given(st.from_regex(r"[0-9]{1,4}[ ,.，/\-+~\n]{1,2}[0-9]{1,4}", fullmatch=True))
def test_two_groups_of_digits_are_one_number_only_with_a_known_separator(text: str) -> None:
    value = read(text).value
    plain = "".join(c for c in text if c.isdigit() or c == ".")
    if value is not None:
        assert text.count(".") <= 1
        assert Decimal(plain) == value
        separators = [c for c in text if not c.isdigit()]
        assert len(separators) == 1
        assert separators[0] == "." or len(text.rpartition(separators[0])[2]) == 3


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("1338（其", "中修订669件）", "1338（其中修订669件）"),
        ("1,566,0", "00", "1,566,000"),
        ("1935", "元", "1935元"),
        ("19", "35", ""),
        ("1 001", "000", ""),
        ("22（16件", "5", ""),
        ("1,566", "000", ""),
        ("—", "5", ""),
    ],
)
def test_halves_of_a_figure_are_joined_only_where_they_can_be_nothing_else(
    first: str, second: str, whole: str
) -> None:
    assert joined(first, second) == whole
