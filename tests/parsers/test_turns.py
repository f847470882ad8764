"""On which page each place of the prose stands, where that goes over several."""

from __future__ import annotations

import pytest

from parsers.document import Paragraph, one_below_the_other
from parsers.readers import text
from tests.real import SAMPLES, check, load
from tui.layout import lay_out

ZHOUKOU = SAMPLES / "zhoukou-2022.pdf"


def test_a_section_knows_where_in_its_text_the_next_page_begins() -> None:
    section = next(s for s in load(ZHOUKOU).every_section if s.id == "overview.2")
    ((place, page),) = section.turns
    assert (section.page, page) == (1, 2)
    assert section.page_at(0) == section.page_at(place - 1) == 1
    assert section.page_at(place) == section.page_at(len(section.text)) == 2


def test_what_is_checked_in_the_prose_has_the_page_where_it_stands() -> None:
    report = load(ZHOUKOU)
    pages = {one.quotes[0].text: one.page for one in check(ZHOUKOU).checks if one.quotes}
    section = next(s for s in report.every_section if s.id == "overview.2")
    ((place, _page),) = section.turns
    assert {text: section.text.find(text) >= place for text in pages} == {
        text: page == 2 for text, page in pages.items()
    }
    assert set(pages.values()) == {1, 2}


def test_the_lines_of_the_prose_have_the_page_on_which_they_begin() -> None:
    lines = [line for line in lay_out(load(ZHOUKOU), 88) if line.origin == "text:overview.2"]
    pages = [line.page for line in lines]
    assert pages == sorted(pages, key=str)
    assert set(pages) == {1, 2}


def test_paragraphs_one_below_the_other_keep_the_places_of_their_pages() -> None:
    first = Paragraph("abc", 1, turns=((2, 2),))
    assert one_below_the_other([first, Paragraph("de", 2), Paragraph("f", 4)], 1) == (
        "abc\nde\nf",
        ((2, 2), (7, 4)),
    )
    assert one_below_the_other([Paragraph("ab", 3)], 1) == ("ab", ((0, 3),))
    assert one_below_the_other([Paragraph("ab"), Paragraph("cd")], None) == ("ab\ncd", ())


@pytest.mark.parametrize(
    ("left", "page", "turns"),
    [("bcdef", 1, ((2, 2), (4, 3))), ("def", 2, ((2, 3),)), ("f", 3, ()), ("", 3, ())],
)
def test_the_rest_of_a_paragraph_begins_on_its_own_page(
    left: str, page: int, turns: tuple[tuple[int, int], ...]
) -> None:
    whole = Paragraph("abcdef", 1, turns=((3, 2), (5, 3)))
    assert whole.behind(left) == Paragraph(left, page, turns=turns)


def test_a_paragraph_of_a_text_that_goes_over_a_form_feed() -> None:
    line = "本年度收到政府信息公开申请一百二十件，均已按时答复，"
    document = text.read(f"{line}\n{line}\f{line}\n没有结转。".encode())
    (paragraph,) = (p for p in document.blocks if isinstance(p, Paragraph))
    assert paragraph.turns == ((2 * len(line), 2),)
    assert (paragraph.page, document.pages) == (1, 2)
