"""Tables as words in columns: each figure under its head, a blank left blank, or nothing read."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.column_heads import heads
from parsers.document import Paragraph, Word
from parsers.geometry import Box
from parsers.lines import read_lines
from parsers.readers.text import read
from parsers.understand import understand
from parsers.wrapping import Line
from tests.parsers import official
from tests.real import SAMPLES, ZHOUKOU, load

FILES = Path(__file__).parent / "files"
# What `pdftotext -layout` makes of two samples: columns of characters that begin elsewhere on every
# page, heads in pieces, labels around their figures, and in the second all zeros left blank.
LAYOUTS = ["zhoukou-2022", "wanghe-transport-2022"]


def cells(text: str) -> dict[str, str]:
    report = understand(read(text.encode()), "a", "")
    return {a: c.text for table in report.tables.values() for a, c in table.cells.items()}


def layout(name: str) -> str:
    return (FILES / f"{name}.layout.txt").read_text("utf-8")


def right(name: str) -> dict[str, str]:
    report = load(SAMPLES / f"{name}.pdf")
    return {a: c.text for table in report.tables.values() for a, c in table.cells.items()}


def wrong(text: str, figures: dict[str, str]) -> dict[str, str]:
    """Return what is read from `text` and is neither what stands there nor blank."""
    return {a: t for a, t in cells(text).items() if t not in ("", figures.get(a))}


def figures_of(text: str) -> Iterator[re.Match[str]]:
    """Yield the figures in the rows of the tables."""
    start = text.index("第⼆⼗条第（⼀）项")
    end = text.index("五、存在")
    return (m for m in re.finditer(r"(?<= )[0-9.]+(?=\s)", text) if start < m.start() < end)


@pytest.mark.parametrize("name", LAYOUTS)
def test_columns_of_a_page_laid_out_in_characters_are_read(name: str) -> None:
    assert cells(layout(name)) == right(name)


@pytest.mark.parametrize("name", LAYOUTS)
def test_figure_left_blank_moves_no_other(name: str) -> None:
    text = layout(name)
    for match in list(figures_of(text))[::5]:
        blank = " " * len(match[0])
        cut = text[: match.start()] + blank + text[match.end() :]
        assert wrong(cut, right(name)) == {}, match


@pytest.mark.parametrize("name", LAYOUTS)
def test_figure_that_is_lost_moves_no_other(name: str) -> None:
    text = layout(name)
    for match in list(figures_of(text))[::5]:
        cut = text[: match.start()] + text[match.end() :]
        assert wrong(cut, right(name)) == {}, match


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), share=st.floats(0.1, 1))
def test_figures_of_a_text_without_columns_are_not_placed(seed: int, share: float) -> None:
    """Words one space apart under heads one space apart: what is left of a row stands anywhere."""
    drawn = random.Random(seed)
    text = ZHOUKOU.read_text("utf-8")
    start = text.index("第⼆⼗条第（⼀）项")
    table = re.sub(r"(?<= )0(?=\s)", lambda m: m[0] if drawn.random() > share else "", text[start:])
    table = re.sub(" +", " ", table)
    figures = right("zhoukou-2022")
    assert {a: t for a, t in cells(text[:start] + table).items() if t != figures[a]} == {}


def test_aligned_by_the_columns_of_a_terminal() -> None:
    """A Chinese character is two columns wide, so that the figures begin at other characters."""

    def line(*texts: str) -> str:
        return "".join(text + " " * (20 - len(text.encode("gbk"))) for text in texts).rstrip()

    text = "\n".join(
        [
            "周口市人民政府2022年政府信息公开工作年度报告",
            "二、主动公开政府信息情况",
            line("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
            line("规章", "", "    3", "   12"),
            line("行政规范性文件", "   17", "", "    5"),
        ]
    )
    assert cells(text) == {
        "proactive/regulations/issued": "",
        "proactive/regulations/repealed": "3",
        "proactive/regulations/in_force": "12",
        "proactive/normative_documents/issued": "17",
        "proactive/normative_documents/repealed": "",
        "proactive/normative_documents/in_force": "5",
    }


# -- heads ----------------------------------------------------------------------------------------

APPLICANTS = [(label,) for label in official.APPLICANTS.values()]


def lines(*texts: str) -> list[Line]:
    return [
        Line(tuple(Word(m[0], m.start(), m.end()) for m in re.finditer(r"\S+", text)), (), 1)
        for text in texts
    ]


def test_heads_are_put_together_from_their_lines() -> None:
    found = heads(
        lines(
            "自然人       社会 法律      总计",
            "    商业 科研",
            "            公益 服务 其他",
            "    企业 机构",
            "            组织 机构",
        ),
        APPLICANTS,
    )
    assert found == sorted(found or [])
    assert len(found or []) == 7


@pytest.mark.parametrize(
    "rows",
    [
        ("自然人 商业企业 科研机构 社会公益组织 法律服务机构 总计",),
        ("自然人 科研机构 商业企业 社会公益组织 法律服务机构 其他 总计",),
        ("商业企业 科研机构 社会公益组织 法律服务机构 其他 自然人 总计",),
        ("自然人 商业 科研 社会公益组织 法律服务机构 其他 总计", "       机构 企业"),
        (),
    ],
)
def test_heads_that_are_not_the_forms_are_none(rows: tuple[str, ...]) -> None:
    assert heads(lines(*rows), APPLICANTS) is None


def test_heads_of_endless_words_end() -> None:
    assert heads(lines(*["其他 " * 40] * 40), APPLICANTS) is None
    assert heads(lines(*["企业 机构 组织 服务 " * 9] * 4), APPLICANTS) is None


# -- what is certain ------------------------------------------------------------------------------


def table(*rows: str) -> dict[str, str]:
    heads = line("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    title = "周口市人民政府2022年政府信息公开工作年度报告"
    return cells("\n".join((title, "二、主动公开政府信息情况", heads, *rows)))


def line(*texts: str) -> str:
    return "".join(text + " " * (20 - len(text.encode("gbk"))) for text in texts).rstrip()


COUNTS = ("issued", "repealed", "in_force")
DOCUMENTS = [f"proactive/normative_documents/{column}" for column in COUNTS]


def test_row_without_figures_between_columns_is_blank() -> None:
    read = table(line("规章", "    1", "    2", "    3"), line("行政规范性文件"))
    assert [read[a] for a in DOCUMENTS] == ["", "", ""]


def test_row_without_figures_in_a_text_without_columns_is_not_read() -> None:
    assert not set(DOCUMENTS) & table("规章 1 2 3", "行政规范性文件").keys()


def test_piece_of_a_wrapped_number_leaves_its_cell_unread() -> None:
    """94428 above and 01 below are one number; what stands between them in the row is no blank."""
    upper, lower = line("", "", "  94428"), line("", "", "     01")
    row = line("行政规范性文件", "    4", "", "    6")
    read = table(line("规章", "    1", "    2", "    3"), upper, row, lower)
    assert [read.get(a) for a in DOCUMENTS] == ["4", None, "6"]


def test_row_with_a_blank_one_space_apart_is_not_placed() -> None:
    read = table(line("规章", "    1", "    2", "    3"), "行政规范性文件        24 5")
    assert not set(DOCUMENTS) & read.keys()


@pytest.mark.parametrize("between", ["\t", "|"])
def test_blank_row_between_pipes_or_tabs_is_read(between: str) -> None:
    rows = (("信息内容", *["本年制发件数", "本年废止件数", "现行有效件数"]), ("规章", "1", "", "3"))
    lines = [between.join(row) for row in (*rows, ("行政规范性文件", "", "", ""))]
    if between == "|":
        lines = [f"|{row}|" for row in lines]
    title = "周口市人民政府2022年政府信息公开工作年度报告"
    read = cells("\n".join((title, "二、主动公开政府信息情况", *lines)))
    assert list(read.values()) == ["1", "", "3", "", "", ""]


def test_note_that_is_wrapped_between_figures_leaves_its_row_unread() -> None:
    rows = (
        line("规章", "    1", "    2", "    3"),
        line("行政规范性文件", "    4", "中修订", "   6"),
    )
    assert not set(DOCUMENTS) & table(*rows).keys()


def test_note_that_goes_on_below_leaves_its_cell_unread() -> None:
    row = line("行政规范性文件", "    4", "5（其", "    6")
    read = table(line("规章", "    1", "    2", "    3"), row, line("", "", "中1件）"))
    assert [read.get(a) for a in DOCUMENTS] == ["4", None, "6"]


def test_disputes_with_a_wrapped_figure_are_not_read() -> None:
    heads = line(*official.OUTCOMES.values())
    kinds = "行政复议" + " " * 100 + "行政诉讼", " " * 100 + "未经复议直接起诉      复议后起诉"
    outcomes = " ".join([*official.OUTCOMES.values()] * 2)
    figures = "0 0 无 0 0 0 0 0 0 0 0 1,557,00 0 0 0", "      0    0"
    title = "周口市人民政府2022年政府信息公开工作年度报告"
    section = "四、政府信息公开行政复议、行政诉讼情况"
    assert cells("\n".join((title, section, *kinds, heads, outcomes, *figures))) == {}


def test_blank_rows_between_neighbours_with_numbered_labels_are_blank() -> None:
    """The number of a neighbour's label, as in 3.危及, is no piece of a figure."""
    heads = line("", *(f"{label}" for label in official.APPLICANTS.values()))
    heads = heads.replace("社会公益组织", "社会公益组织 ")
    rows = (
        line("（一）予以公开", *"1234567"),
        "1.属于国家秘密",
        "2.其他法律行政法规禁止公开",
        "3.危及“三安全一稳定”",
        line("4.保护第三方合法权益", *"7654321"),
        line("5.属于三类内部事务信息", *"1111111"),
    )
    title = "周口市人民政府2022年政府信息公开工作年度报告"
    section = "三、收到和处理政府信息公开申请情况"
    read = cells("\n".join((title, section, heads, *rows)))
    texts = "".join(
        read[f"applications/{row}/total"] or "-"
        for row in (
            "granted",
            "refused.state_secret",
            "refused.law_forbids",
            "refused.security",
            "refused.third_party",
            "refused.internal_affairs",
        )
    )
    assert texts == "7---11"


@pytest.mark.parametrize("is_drawn", [True, False])
def test_heads_that_a_page_break_cut_are_put_together(is_drawn: bool) -> None:
    """Where both pages are measured alike; characters of two pages of a text are not."""

    def on(page: int, *texts: str) -> list[Paragraph]:
        return [
            Paragraph(
                text,
                page,
                Box(0, 0, 1, 1) if is_drawn else None,
                tuple(Word(m[0], m.start(), m.end()) for m in re.finditer(r"\S+", text)),
            )
            for text in texts
        ]

    def line(*texts: str) -> str:
        return "".join(text.ljust(10) for text in texts)

    paragraphs = [
        *on(1, line("信息内容", "本年制发", "本年废止", "现行有效")),
        *on(2, line("", " 件数", " 件数", " 件数")),
        *on(2, line("规章", "", "  3", " 12")),
        *on(2, line("行政规范性文件", " 17", "", "  5")),
    ]
    reading, _ = read_lines(paragraphs, official.FORM.table("proactive"))
    found = [figure.text for figure in reading.figures.values()]
    assert found == (["", "3", "12", "17", "", "5"] if is_drawn else [])
