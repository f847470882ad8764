"""Where cells and words of a report stand in its file: for certain, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

import parsers
from parsers.document import Unreadable
from parsers.glyphs import mapped
from parsers.model import Source
from parsers.printed import Line, Printed, Spot, find_cell, find_words, printed
from tests.parsers import official, word
from tests.real import REPORTS, SAMPLES, load, needs_reports

TEXTS = sorted(SAMPLES.glob("*.txt"))
SHANGHAI = REPORTS / "shanghai-office-2019.html"


def text_at(held: Printed, spot: Spot) -> str:
    return mapped(held.lines[spot.line].texts[spot.cell][spot.start : spot.end])


def every_cell_is_found_in_order(path: Path) -> None:
    """Assert that each cell is found, with what it prints, behind the one before it."""
    report = load(path)
    held = printed(path, report.source)
    for table in report.tables.values():
        spots = {address: find_cell(held, report, address) for address in table.cells}
        assert None not in spots.values(), [a for a, spot in spots.items() if spot is None]
        for address, spot in spots.items():
            assert spot and text_at(held, spot) == table.cells[address].text.strip()
        filled = [spot for spot in spots.values() if spot and spot.end]
        assert filled == sorted(set(filled))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_cell_of_a_text_is_found(path: Path) -> None:
    every_cell_is_found_in_order(path)


@needs_reports
def test_every_cell_of_a_web_page_is_found() -> None:
    every_cell_is_found_in_order(SHANGHAI)


def test_every_cell_of_a_word_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(word.word(word.report_body(official.distinct())))
    every_cell_is_found_in_order(path)


def test_a_line_is_counted_as_an_editor_counts_it(tmp_path: Path) -> None:
    path = tmp_path / "huaiting.txt"
    text = (SAMPLES / "huaiting-county-2024.txt").read_text("utf-8")
    path.write_bytes(("页\f眉\u2028\n\n" + text).replace("\n", "\r\n").encode())
    report = parsers.load(path)
    held = printed(path, report.source)
    spot = find_cell(held, report, "applications/received/natural_person")
    assert spot is not None
    number = held.lines[spot.line].number
    line = path.read_bytes().decode().split("\r\n")[number - 1]
    assert line[spot.start : spot.end] == text_at(held, spot) == "131"


def test_a_row_that_stands_there_twice_is_not_found(tmp_path: Path) -> None:
    path = tmp_path / "twice.txt"
    text = (SAMPLES / "huaiting-county-2024.txt").read_text("utf-8")
    path.write_text(text, "utf-8")
    report = parsers.load(path)
    held = printed(path, report.source)
    address = "applications/received/total"
    spot = find_cell(held, report, address)
    assert spot is not None
    again = Printed((*held.lines, held.lines[spot.line]), True)
    assert find_cell(again, report, address) is None


def test_words_are_found_over_the_ends_of_lines_and_only_if_they_stand_there_once() -> None:
    held = Printed(
        (Line(("全年新收政府",), 1), Line(("  信息公开申请 138 件。新收政府",), 2)), True
    )
    first, second = find_words(held, "政府信息公开申请138件")
    assert (text_at(held, first), text_at(held, second)) == ("政府", "信息公开申请 138 件")
    [figure] = find_words(held, "政府信息公开申请138件", "138")
    assert text_at(held, figure) == "138"
    assert len(find_words(held, "政府信息公开申请138件", "不在")) == 2
    assert find_words(held, "新收政府") == ()
    assert find_words(held, "没有的话") == ()
    assert find_words(held, "") == ()


def test_radicals_of_a_file_are_found_by_their_ideographs() -> None:
    held = Printed((Line(("⼈⺠政府",), 1),), True)
    assert find_words(held, "人民政府") == (Spot(0, 0, 0, 4),)


def test_a_file_that_changed_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、总体情况", "utf-8")
    with pytest.raises(Unreadable, match="changed"):
        printed(path, Source("a.txt", "text", "ab" * 32, 1))
    path.unlink()
    with pytest.raises(Unreadable, match="no such file"):
        printed(path, Source("a.txt", "text", "ab" * 32, 1))
