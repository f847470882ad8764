"""Plain text: wrapped lines become paragraphs again, and rows of figures stay rows."""

from __future__ import annotations

import pytest

from parsers.document import Paragraph, Unreadable
from parsers.readers.text import TOO_LARGE, joined, read

WIDE = "认真落实政府信息公开条例的各项规定不断提升公开工作的质量"  # 56 columns wide
HALF = "各部门配合"


def texts(text: str) -> list[str]:
    blocks = read(text.encode()).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def lines(*lines: str) -> list[str]:
    return texts("\n".join(lines))


def test_full_lines_are_joined_to_a_paragraph() -> None:
    assert lines("    " + WIDE, WIDE, WIDE, HALF) == [WIDE * 3 + HALF]


def test_indented_line_begins_a_paragraph() -> None:
    assert lines("    " + WIDE, WIDE, "    " + WIDE, HALF) == [WIDE * 2, WIDE + HALF]


def test_sentence_that_ends_with_the_line_ends_a_paragraph_that_is_not_indented() -> None:
    ended = WIDE[:-1] + "。"
    assert lines(WIDE, ended, WIDE, HALF) == [WIDE + ended, WIDE + HALF]


def test_blank_lines_and_page_numbers_do_not_part_a_paragraph() -> None:
    assert lines("    " + WIDE, "", WIDE, "", "- 3 -", "", WIDE, HALF) == [WIDE * 3 + HALF]


@pytest.mark.parametrize("heading", ["二、主动公开政府信息情况", "⼆、主动公开政府信息情况"])
def test_heading_below_a_full_line_stands_alone(heading: str) -> None:
    assert lines(WIDE, WIDE, WIDE, heading, WIDE, HALF) == [WIDE * 3, heading, WIDE + HALF]


def test_row_of_figures_is_never_joined_to_its_neighbours() -> None:
    """Where the rows of a table are the widest lines of a text, they look full."""
    rows = [f"{n}.要求行政机关确认或重新出具已获取信息 {n} 0 0 0 0 0 {n}" for n in range(1, 9)]
    assert lines(*rows) == rows
    assert lines(*rows, HALF) == [*rows, HALF]


def test_sentence_with_figures_in_it_is_joined() -> None:
    sentence = "办理诉求593112个其中直接答复464698个转办128414件办结率99.19"
    assert lines("    " + WIDE, sentence, WIDE, HALF)[0].startswith(WIDE + sentence)


def test_one_wide_line_is_no_measure_for_the_others() -> None:
    wide = [WIDE * 2, "甲"]
    assert lines(*wide, *"乙丙丁戊己庚辛壬") == [*wide, *"乙丙丁戊己庚辛壬"]


def test_text_without_wrapping_keeps_its_lines() -> None:
    assert lines("一、总体情况", "甲", "乙", "丙") == ["一、总体情况", "甲", "乙", "丙"]


def test_form_feeds_count_the_pages() -> None:
    document = read("第一页\f第二页\n\f第三页".encode())
    assert document.pages == 3
    assert [(b.text, b.page) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("第一页", 1),
        ("第二页", 2),
        ("第三页", 3),
    ]


@pytest.mark.parametrize("number", ["- 3 -", "— 3 —", "-3-", "第3页", "第 3 页 共 5 页", "·3·"])
def test_page_numbers_are_dropped(number: str) -> None:
    assert lines("甲", number, "乙") == ["甲", "乙"]


@pytest.mark.parametrize("line", ["3", "-3", "3-", "- 三 -", "—", "第三页"])
def test_what_may_be_a_figure_is_no_page_number(line: str) -> None:
    assert line in lines("甲", line, "乙")


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("政府信", "息公开", "政府信息公开"),
        ("IPv6 and", "more", "IPv6 and more"),
        ("共2022", "年", "共2022年"),
        ("完成IPv6", "适配", "完成IPv6适配"),
    ],
)
def test_only_latin_words_are_joined_by_a_space(first: str, second: str, whole: str) -> None:
    assert joined(first, second) == whole


def test_row_of_full_width_figures_is_not_joined_to_its_neighbour() -> None:
    row = "要求行政机关确认或重新出具已获取信息四五 １７ ０ ２３"
    assert lines("    " + WIDE, WIDE, WIDE, row, "（三）不予")[1:] == [row, "（三）不予"]


def test_page_number_written_with_a_radical_is_one() -> None:
    assert lines("    " + WIDE, WIDE, "第9⻚", WIDE, HALF) == [WIDE * 3 + HALF]


def test_tabs_at_the_end_of_a_line_are_blank_cells() -> None:
    (block,) = read("规章\t1\t\t".encode()).blocks
    assert isinstance(block, Paragraph)
    assert [word.text for word in block.words] == ["规章", "1", "", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("broken", [b"\xff", b"\xff\xff", b"\xf0"])
def test_broken_character_is_shown_as_broken_among_the_others(encoding: str, broken: bytes) -> None:
    data = (WIDE * 5).encode(encoding)
    found = read(data + b"\n12" + broken + b"\n" + data).blocks
    assert [block.text for block in found if isinstance(block, Paragraph)][1].startswith("12\ufffd")
    assert "".join(b.text for b in found if isinstance(b, Paragraph)).count(WIDE) == 10


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_text_with_many_broken_characters_is_none(encoding: str) -> None:
    data = b"\xff".join([WIDE.encode(encoding)] * 10)
    with pytest.raises(Unreadable):
        read(data)


def test_full_heading_takes_nothing_from_the_line_below() -> None:
    heading = "四、政府信息公开行政复议、行政诉讼情况的有关说明和统计"
    assert lines("    " + WIDE, WIDE, WIDE, heading, "行政复议")[1:] == [heading, "行政复议"]


def test_numbered_paragraph_goes_on_in_the_next_line() -> None:
    first = "一、" + WIDE[:10] + "，" + WIDE[10:-3]
    assert lines(WIDE, WIDE, WIDE, first, HALF)[-1] == first + HALF


def test_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read(b"1 2 3\n" * 400_000)
    assert refused.value.message.template == TOO_LARGE


def test_line_that_is_too_long_for_a_row_has_no_words() -> None:
    (short, long) = read(("1 2 3\n" + "1 " * 2000).encode()).blocks
    assert isinstance(short, Paragraph) and len(short.words) == 3
    assert isinstance(long, Paragraph) and not long.words


def test_paragraph_of_many_lines_is_joined() -> None:
    (block,) = read(("\n".join([WIDE] * 3000)).encode()).blocks
    assert isinstance(block, Paragraph) and block.text == WIDE * 3000
