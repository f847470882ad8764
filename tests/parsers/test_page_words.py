"""Words of the prose found on the pages of a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.geometry import Box
from parsers.glyphs import mapped
from parsers.pictures import Wanted, Words
from parsers.pictures.words import found, line_of, sentence_of
from parsers.readers.page import Char
from parsers.readers.pdfium import pages
from tests.parsers.faultless import findings, saying
from tests.real import HONGZE, SAMPLES, check, load

PDFS = [*sorted(SAMPLES.glob("*.pdf")), *([HONGZE] if HONGZE.exists() else [])]


def marked(wanted: Wanted, path: Path) -> str:
    """What stands in the boxes on the first page that has any of the words."""
    for page in pages(path.read_bytes()):
        if wanted.page <= page.number <= max(wanted.page, wanted.last):
            boxes = [mark.box for mark in found(wanted.words, page.chars)]
            if boxes:
                return "".join(
                    mapped(c.text) for c in page.chars if any(_is_in(c, b) for b in boxes)
                )
    return ""


def _is_in(char: Char, box: Box) -> bool:
    across = box.x0 <= (char.x0 + char.x1) / 2 <= box.x1
    return bool(char.text.strip()) and across and box.top <= char.middle <= box.bottom


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
def test_every_figure_of_the_prose_that_was_checked_is_found_where_it_stands(path: Path) -> None:
    report = load(path)
    quotes = [quote for one in check(path).checks for quote in one.quotes]
    assert quotes
    for quote in quotes:
        wanted = line_of("", quote.section, report, quote)
        assert wanted is not None
        assert marked(wanted, path) == "".join(quote.text.split())


@pytest.mark.parametrize(
    ("text", "meant", "role"),
    [("收到申请183件。", "183", "right"), ("报告期至30月1日止。", "30月1日", "culprit")],
)
def test_a_finding_is_shown_where_it_quotes_the_prose_in_the_colour_of_its_side(
    text: str, meant: str, role: str
) -> None:
    report = saying(text)
    (finding,) = findings(report)
    (wanted,) = sentence_of(finding, report)
    assert [(w.text[w.start : w.end], w.role) for w in wanted.words] == [(meant, role)]


def chars(text: str, each: float = 10.0) -> list[Char]:
    """Characters side by side, eight on a line."""
    places = [(i % 8 * each, i // 8 * 2 * each) for i in range(len(text))]
    return [Char(c, x, y, x + each, y + each) for c, (x, y) in zip(text, places, strict=True)]


def test_words_over_two_lines_have_a_box_on_each() -> None:
    boxes = [
        m.box
        for m in found([Words("收到申请一百二十件", 2, 9, "left")], chars("本年收到申请一百二十件"))
    ]
    assert boxes == [Box(40.0, 0.0, 80.0, 10.0), Box(0.0, 20.0, 30.0, 30.0)]


@pytest.mark.parametrize(
    "printed",
    ["申请12件，又申请12件", "申请13件", "12件", ""],
    ids=["twice", "another", "without what is around", "nothing"],
)
def test_what_stands_there_not_once_is_not_marked(printed: str) -> None:
    assert found([Words("申请12件", 2, 4, "left")], chars(printed)) == ()


def test_radicals_and_blanks_make_no_difference() -> None:
    (mark,) = found([Words("人 民政府", 0, 3, "left")], chars("本⼈⺠政府"))
    assert mark.box == Box(10.0, 0.0, 30.0, 10.0)


def test_what_is_before_it_tells_it_where_the_page_ends_within_what_is_behind() -> None:
    words = Words("市政府网站共发布各类信息104篇，其中自主解读产品", 12, 15, "left")
    (mark,) = found([words], chars("市政府网站共发布各类信息104篇"))
    assert mark.box.x1 - mark.box.x0 == 30.0
    # But a figure alone is no proof.
    assert found([Words("有104篇，其中", 1, 4, "left")], chars("表104")) == ()
