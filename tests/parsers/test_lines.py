"""Tables flattened to lines of text: a figure is read where its row and column are sure, or not."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document import Paragraph
from parsers.glyphs import mapped
from parsers.lines import read_lines
from parsers.model import Table
from parsers.readers.text import read, words
from parsers.tables import Reading
from parsers.understand import understand
from tests.parsers import official
from tests.parsers.official import FORM
from tests.real import ZHOUKOU, load

TABLES = ("proactive", "applications", "disputes")


@cache
def zhoukou(table: str) -> tuple[str, ...]:
    """Return the lines of a table in the published text."""
    text = mapped(ZHOUKOU.read_text("utf-8"))
    headings = [f"\n{s.number}、{s.title}\n" for s in FORM.sections]
    home = [s.id for s in FORM.sections].index(table)
    lines = text[text.index(headings[home]) : text.index(headings[home + 1])].splitlines()
    return tuple(line.strip() for line in lines[2:] if line.strip())


def figures(table: str) -> dict[str, str]:
    return {a: c.text for a, c in load(ZHOUKOU).tables[table].cells.items()}


def reading_of(lines: Sequence[str], table: str) -> Reading:
    return read_lines([Paragraph(line, 1, words=words(line)) for line in lines], FORM.table(table))[
        0
    ]


def table_of(lines: Sequence[str], table: str) -> Table:
    return reading_of(lines, table).table(FORM.table(table))


def printed(lines: Sequence[str], table: str) -> dict[str, str]:
    return {a: cell.text for a, cell in table_of(lines, table).cells.items()}


def wrong(lines: Sequence[str], table: str, right: Mapping[str, str]) -> dict[str, str]:
    """Return what is read from `lines` and is not what is printed there."""
    return {a: text for a, text in printed(lines, table).items() if right.get(a) != text}


def has_figures(line: str) -> bool:
    return bool(re.search(r" [0-9.]+$|^[0-9 ]+$", line))


# Each figure different, so that none can hide in another's place.

HEADS = (
    "申请人情况",
    "自然人",
    "法人或其他组织",
    "总计",
    "商业企业 科研机构",
    "社会公益",
    "组织",
    "法律服务",
    "机构",
    "其他",
)


@cache
def distinct() -> tuple[str, ...]:
    """Return the applications as zhoukou's text has them, but with figures that all differ."""
    return tuple(filled(official.of_table("applications")))


def filled(given: Mapping[str, str]) -> list[str]:
    """Return the applications as zhoukou's text has them, but with other figures."""
    rows = iter(official.application_rows())
    lines = []
    for line in zhoukou("applications"):
        if has_figures(line):
            row = next(rows)
            words = re.sub(r"( ?[0-9]+){7}$", "", line)
            texts = [given[f"applications/{row}/{c}"] for c in official.APPLICANTS]
            lines.append(" ".join(([words] if words else []) + texts))
        else:
            lines.append(line)
    return lines


def numbered(lines: Sequence[str]) -> list[int]:
    return [n for n, line in enumerate(lines) if has_figures(line)]


# -- whole ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_published_lines_are_read(table: str) -> None:
    assert printed(zhoukou(table), table) == figures(table)
    assert len(figures(table)) == {"proactive": 10, "applications": 175, "disputes": 15}[table]


def test_lines_with_figures_that_all_differ_are_read() -> None:
    assert printed(distinct(), "applications") == official.of_table("applications")


def wrapped(how: str) -> list[str]:
    """Return the applications with every label on lines of its own, wrapped in one way."""
    given = official.of_table("applications")
    labels = {r.id: r.label for r in FORM.table("applications").rows}
    lines = list(HEADS)
    for row in official.application_rows():
        label = labels[row]
        half = len(label) // 2
        texts = " ".join(given[f"applications/{row}/{c}"] for c in official.APPLICANTS)
        lines += {
            "beside": [f"{label} {texts}"],
            "before": [label, texts],
            "after": [texts, label],
            "in two before": [label[:half], label[half:], texts],
            "around": [label[:half], texts, label[half:]],
            "begun before": [label[:half], f"{label[half:]} {texts}"],
            "ended after": [f"{label[:half]} {texts}", label[half:]],
            "spaced": [f"{' '.join(label)} {texts}"],
            "tabbed": [f"{label}\t" + texts.replace(" ", "\t")],
            "behind its groups": [f"三、本年度办理结果 （六）其他处理 {label} {texts}"],
            "one cell a line": [label, *texts.split()],
            "piped": [f"| {label} | {texts.replace(' ', ' | ')} |"],
            "piped behind a group": [f"| 三、办理结果 | | {label} | {texts.replace(' ', ' | ')} |"],
        }[how]
    return lines


@pytest.mark.parametrize("how", ["beside", "before", "in two before", "around", "begun before"])
def test_label_may_be_wrapped_before_its_figures(how: str) -> None:
    assert printed(wrapped(how), "applications") == official.of_table("applications")


@pytest.mark.parametrize(
    "how", ["behind its groups", "one cell a line", "piped", "piped behind a group"]
)
def test_cells_may_stand_in_lines_of_their_own_or_between_pipes(how: str) -> None:
    assert printed(wrapped(how), "applications") == official.of_table("applications")


def test_piped_table_keeps_its_blank_cells_in_place() -> None:
    lines = [
        "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |",
        "| --- | --- | --- | --- |",
        "| 规章 | 1 |  | 3 |",
        "| 行政规范性文件 | | 5 | |",
        "| 信息内容 | 本年处理决定数量 | | |",
        "| 行政许可 | 550 | | |",
    ]
    read = table_of(lines, "proactive")
    assert {a.partition("/")[2]: c.text for a, c in read.cells.items()} == {
        "regulations/issued": "1",
        "regulations/repealed": "",
        "regulations/in_force": "3",
        "normative_documents/issued": "",
        "normative_documents/repealed": "5",
        "normative_documents/in_force": "",
        "licences/decisions": "550",
    }
    assert [u.label for u in read.unmatched] == []


def test_cells_in_lines_of_their_own_with_one_missing_are_not_read() -> None:
    lines = wrapped("one cell a line")
    for place in range(len(HEADS) + 1, len(HEADS) + 8):
        cut = [*lines[:place], *lines[place + 1 :]]
        assert wrong(cut, "applications", official.of_table("applications")) == {}
        assert not any("/received/" in a for a in printed(cut, "applications"))


@pytest.mark.parametrize("number", ["3", "12"])
def test_page_number_between_rows_is_neither_a_row_nor_a_stranger(number: str) -> None:
    for place in range(len(HEADS), len(HEADS) + 25):
        lines = wrapped("beside")
        lines.insert(place, number)
        read = table_of(lines, "applications")
        assert len(read.cells) == 175
        assert read.unmatched == ()


@pytest.mark.parametrize("how", ["ended after", "spaced", "tabbed"])
def test_label_may_end_behind_its_figures_or_be_spaced(how: str) -> None:
    assert printed(wrapped(how), "applications") == official.of_table("applications")


def test_labels_that_all_stand_behind_their_figures_are_never_shifted() -> None:
    read = printed(wrapped("after"), "applications")
    assert read in ({}, official.of_table("applications"))


def test_group_labels_between_the_rows_are_no_part_of_a_label() -> None:
    lines = list(distinct())
    labels = table_of(lines, "applications").labels
    assert labels["refused.state_secret"] == "1.属于国家秘密"
    assert labels["unavailable.not_held"] == "1.本机关不掌握相关政府信息"


@pytest.mark.parametrize("table", TABLES)
def test_all_lines_of_a_table_are_taken_out_of_the_prose(table: str) -> None:
    lines = ["2023年，全市情况如下：", *zhoukou(table), "以上为全部情况。"]
    _, taken = read_lines(
        [Paragraph(line, 1, words=words(line)) for line in lines], FORM.table(table)
    )
    assert taken == set(range(1, len(lines) - 1))


def test_what_stands_below_the_last_row_stays_prose() -> None:
    for last in ("行政检查 3", "行政事业性收费 3"):
        lines = [*zhoukou("proactive")[:-1], last, "备注", "以上数据由各部门提供"]
        _, taken = read_lines(
            [Paragraph(line, 1, words=words(line)) for line in lines], FORM.table("proactive")
        )
        assert taken == set(range(len(lines) - 2))


def test_prose_that_ends_in_a_number_is_no_table() -> None:
    lines = ["本年新收政府信息公开申请数量 3 0 0 0 0 0 3。", "没有其他情况；共 5"]
    reading, taken = read_lines(
        [Paragraph(line, 1, words=words(line)) for line in lines], FORM.table("applications")
    )
    assert (reading.figures, taken) == ({}, frozenset())


# -- what is missing or too much ------------------------------------------------------------------


@pytest.mark.parametrize("line", numbered(distinct()))
def test_row_that_lost_a_figure_is_not_read_and_not_shifted(line: int) -> None:
    lines = list(distinct())
    tokens = lines[line].split()
    for place in range(1, 8):
        cut = [*lines[:line], " ".join(tokens[:-place] + tokens[len(tokens) - place + 1 :])]
        cut += lines[line + 1 :]
        read = table_of(cut, "applications")
        assert wrong(cut, "applications", official.of_table("applications")) == {}
        assert len(read.cells) == 168
        assert len(read.unmatched) == 1


@pytest.mark.parametrize("line", numbered(distinct()))
def test_row_with_a_figure_too_many_is_not_read_and_not_shifted(line: int) -> None:
    lines = list(distinct())
    lines[line] += " 7"
    read = table_of(lines, "applications")
    assert wrong(lines, "applications", official.of_table("applications")) == {}
    assert len(read.cells) == 168
    assert len(read.unmatched) == 1


@pytest.mark.parametrize("line", numbered(distinct()))
def test_row_that_is_missing_leaves_the_others_in_place(line: int) -> None:
    lines = [*distinct()[:line], *distinct()[line + 1 :]]
    assert wrong(lines, "applications", official.of_table("applications")) == {}
    assert len(printed(lines, "applications")) >= 161


@pytest.mark.parametrize("table", TABLES)
def test_figures_without_heads_are_not_read(table: str) -> None:
    lines = [line for line in zhoukou(table) if has_figures(line)]
    assert printed(lines, table) == {}


@pytest.mark.parametrize("head", ["自然人", "总计", "商业企业 科研机构", "社会公益", "法律服务"])
def test_missing_head_leaves_nothing_to_go_by(head: str) -> None:
    lines = [line for line in distinct() if line != head]
    assert printed(lines, "applications") == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("商业企业 科研机构", "科研机构 商业企业"),
        ("商业企业 科研机构", "商业企业"),
        ("社会公益", "法律服务"),
    ],
)
def test_heads_in_another_order_are_not_filled_in_the_forms(old: str, new: str) -> None:
    lines = [new if line == old else line for line in distinct()]
    assert printed(lines, "applications") == {}


@pytest.mark.parametrize(
    "heads",
    [
        "信息内容 现行有效件数 本年废止件数 本年制发件数",
        "信息内容 本年废止件数 本年制发件数 现行有效件数",
        "信息内容 本年制发件数 本年废止件数",
        "",
    ],
)
def test_proactive_heads_in_another_order_are_not_filled_in_the_forms(heads: str) -> None:
    lines = [re.sub("信息内容 本年制发.*", heads, line) for line in zhoukou("proactive")]
    read = printed(lines, "proactive")
    assert not any("regulations" in a or "normative_documents" in a for a in read)
    assert wrong(lines, "proactive", figures("proactive")) == {}


@pytest.mark.parametrize("seed", range(20))
def test_rows_out_of_order_are_read_right_or_not_at_all(seed: int) -> None:
    lines = wrapped("beside")
    rows = lines[len(HEADS) :]
    random.Random(seed).shuffle(rows)
    lines = [*HEADS, *rows]
    assert wrong(lines, "applications", official.of_table("applications")) == {}


def test_two_rows_that_changed_places_keep_their_figures() -> None:
    lines = wrapped("beside")
    lines[14], lines[15] = lines[15], lines[14]
    read = table_of(lines, "applications")
    assert wrong(lines, "applications", official.of_table("applications")) == {}
    assert len(read.cells) >= 168


def test_row_of_the_older_form_is_read_from_text() -> None:
    given = official.of_table("applications", True)
    lines = [line for line in wrapped("beside") if not re.match("[123].申请人|3.其他", line)]
    texts = " ".join(given[f"applications/other/{c}"] for c in official.APPLICANTS)
    lines.insert(-2, f"（六）其他处理 {texts}")
    read = printed(lines, "applications")
    assert {a: t for a, t in read.items() if "/other/" in a} == {
        a: t for a, t in given.items() if "/other/" in a
    }


def test_row_with_an_unknown_label_is_reported_with_its_figures() -> None:
    lines = [line.replace("6.属于四类过程性信息", "6.属于工作秘密") for line in distinct()]
    read = table_of(lines, "applications")
    assert [u.label for u in read.unmatched] == ["6.属于工作秘密"]
    assert wrong(lines, "applications", official.of_table("applications")) == {}
    assert len(read.cells) == 168


@pytest.mark.parametrize("row", range(len(official.application_rows()) - 1))
def test_blank_row_lends_its_label_to_nobody(row: int) -> None:
    """A row without any figure stands above a row that the form does not have."""
    lines = wrapped("beside")
    blank = len(HEADS) + row
    lines[blank] = " ".join(w for w in lines[blank].split() if not w.isdigit())
    labels = ["其他情形", "行政检查", "9.小计"]
    # Where 3.其他 has no figures itself, nothing tells another 其他 from it.
    labels += ["（八）其他"] if official.application_rows()[row] != "other.other" else []
    for label in labels:
        stranger = [*lines[: blank + 1], f"{label} 9 9 9 9 9 9 63", *lines[blank + 1 :]]
        assert wrong(stranger, "applications", official.of_table("applications")) == {}


@pytest.mark.parametrize("row", range(0, 25, 4))
def test_two_tables_in_a_section_are_not_mixed(row: int) -> None:
    """The sum of all, one of its labels misprinted, then the same table for the office alone."""
    lines = wrapped("beside")
    place = len(HEADS) + row
    label, *figures = lines[place].split()
    misprinted = [*lines[:place], " ".join([label[:-1], *figures]), *lines[place + 1 :]]
    own = [re.sub(r"(?<= )1(\d{3})\b", r"7\1", line) for line in lines]
    right = official.of_table("applications")
    read = printed([*misprinted, "其中，本级情况", *own], "applications")
    assert {a: t for a, t in read.items() if right[a] != t} == {}
    assert len(read) >= 168


# -- disputes -------------------------------------------------------------------------------------


def test_disputes_may_stand_in_lines_of_five() -> None:
    *heads, last = zhoukou("disputes")
    tokens = last.split()
    lines = [*heads, *(" ".join(tokens[n : n + 5]) for n in (0, 5, 10))]
    assert printed(lines, "disputes") == figures("disputes")


@pytest.mark.parametrize("number", ["3", "- 3 -", "第 3 页"])
def test_page_number_does_not_stand_in_for_a_blank_figure(number: str) -> None:
    """Fourteen figures and a page number are not fifteen figures."""
    *heads, last = zhoukou("disputes")
    tokens = last.split()
    for place in range(15):
        rest = " ".join(tokens[:place] + tokens[place + 1 :])
        for lines in ([*heads, rest, number], [*heads, number, rest]):
            assert printed(lines, "disputes") == {}


def test_disputes_without_a_kind_are_not_read() -> None:
    for kind in ("行政复议 行政诉讼", "未经复议直接起诉 复议后起诉"):
        assert printed([line for line in zhoukou("disputes") if line != kind], "disputes") == {}


def test_disputes_whose_kinds_changed_places_are_not_read() -> None:
    lines = [
        line.replace("未经复议直接起诉 复议后起诉", "复议后起诉 未经复议直接起诉")
        for line in zhoukou("disputes")
    ]
    assert printed(lines, "disputes") == {}


def test_disputes_whose_outcomes_changed_places_are_not_read() -> None:
    lines = [line.replace("结果维持 结果纠正", "结果纠正 结果维持") for line in zhoukou("disputes")]
    assert printed(lines, "disputes") == {}


# -- laws -----------------------------------------------------------------------------------------

DROPS = [
    (table, line, token)
    for table in TABLES
    for line, text in enumerate(zhoukou(table))
    for token in range(len(text.split()))
]


def test_no_dropped_token_makes_a_wrong_value() -> None:
    """Each cell is right or absent, whichever single word or figure of a table is lost."""
    assert len(DROPS) > 280
    for table, line, token in DROPS:
        lines = list(zhoukou(table))
        tokens = lines[line].split()
        lines[line] = " ".join(tokens[:token] + tokens[token + 1 :])
        assert wrong(list(filter(None, lines)), table, figures(table)) == {}, (table, line, token)


def test_no_doubled_token_makes_a_wrong_value() -> None:
    for table, line, token in DROPS:
        lines = list(zhoukou(table))
        tokens = lines[line].split()
        lines[line] = " ".join([*tokens[:token], tokens[token], *tokens[token:]])
        assert wrong(lines, table, figures(table)) == {}, (table, line, token)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_lost_line_or_broken_line_makes_a_wrong_value(data: st.DataObject) -> None:
    right = official.of_table("applications")
    lines = list(distinct())
    place = data.draw(st.integers(0, len(lines) - 1))
    tokens = lines[place].split()
    at = data.draw(st.integers(0, len(tokens)))
    match data.draw(st.sampled_from(["drop", "break", "join", "blank"])):
        case "drop":
            del lines[place]
        case "break":
            lines[place : place + 1] = [" ".join(tokens[:at]), " ".join(tokens[at:])]
        case "join":
            lines[place : place + 2] = [" ".join(lines[place : place + 2])]
        case "blank":
            lines[place] = " ".join(t for t in tokens if not t.isdigit())
    lines = [line for line in lines if line]
    assert wrong(lines, "applications", right) == {}


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_any_figures_are_read_as_they_are_printed(data: st.DataObject) -> None:
    texts = st.one_of(st.integers(0, 99999).map(str), st.sampled_from(["/", "—", "无"]))
    given_texts = {a: data.draw(texts) for a in official.of_table("applications")}
    assert printed(filled(given_texts), "applications") == given_texts


def test_whole_report_without_one_token_never_has_a_wrong_cell() -> None:
    """The same law on the whole text, through the reader, for every seventh token."""
    right = {a: c.text for t in load(ZHOUKOU).tables.values() for a, c in t.cells.items()}
    text = ZHOUKOU.read_text("utf-8")
    start = text.index("第⼆⼗条")
    tokens = list(re.finditer(r"\S+", text[start : text.index("五、存在")]))
    for token in tokens[::7]:
        cut = text[: start + token.start()] + text[start + token.end() :]
        report = understand(read(cut.encode()), "", "")
        read_cells = {a: c.text for t in report.tables.values() for a, c in t.cells.items()}
        assert {a: t for a, t in read_cells.items() if right[a] != t} == {}, token


def test_number_divided_by_spaces_is_one_cell_among_cells_in_lines_of_their_own() -> None:
    """1 678 000 in a line of its own is one figure of three, not the three of its row."""
    lines = [
        "信息内容",
        "本年制发件数",
        "本年废止件数",
        "现行有效件数",
        "规章",
        "1 678 000",
        "0",
        "2",
    ]
    assert printed(lines, "proactive") == {
        "proactive/regulations/issued": "1 678 000",
        "proactive/regulations/repealed": "0",
        "proactive/regulations/in_force": "2",
    }


# -- heads in pieces ------------------------------------------------------------------------------

# As pdftotext sets them: wrapped side by side, not above each other.
SQUEEZED = (
    "                                            申请人情况",
    "（本列数据的勾稽关系为：第一项加第二项之                       法人或其他组织",
    "    于第三项加第四项之和）        自然人 商业企 科研机 社会公 法律服                   总计",
    "                                  业      构 益组织 务机构     其他",
)


def test_rows_below_heads_in_pieces_go_by_their_order() -> None:
    rows = ("  一、本年新收政府信息公开申请数量      21  0   1    2    3 4     31",)
    found = printed((*SQUEEZED, *rows), "applications")
    assert " ".join(found.values()) == "21 0 1 2 3 4 31"


def test_heads_in_pieces_that_are_in_another_order_are_none() -> None:
    turned = [line.replace("商业企 科研机", "科研机 商业企") for line in SQUEEZED]
    rows = ("  一、本年新收政府信息公开申请数量      21  0   1    2    3 4     31",)
    assert printed((*turned, *rows), "applications") == {}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            ("  一、本年新收政府信息公开申请数量   120215 0 1 2 3 4 5", "           4"), id="below"
        ),
        pytest.param(
            ("      12021", "  一、本年新收政府信息公开申请数量   54 0 1 2 3 4 5"), id="above"
        ),
        pytest.param(
            ("  一、本年新收政府信息公开申请数量   22 0 1 2 3 4 5", "     （其中11件）是"),
            id="note",
        ),
        pytest.param(("  一、本年新收政府信息公开申请数量   １２３ 0 1 2 3 4 5",), id="full-width"),
    ],
)
def test_row_beside_a_piece_of_a_figure_is_not_read(rows: tuple[str, ...]) -> None:
    """In columns so narrow that their heads are wrapped, figures may be too."""
    assert printed((*SQUEEZED, *rows), "applications") == {}


def test_row_side_by_side_below_heads_in_pieces_is_read() -> None:
    heads = (
        "       行政复议                        行政诉讼",
        "                        未经复议直接起诉            复议后起诉",
        "结果维 结果纠 其他结 尚未审 总计",
        " 持 正 果 结           结果维 结果纠 其他结 尚未审 总计 结果维 结果纠 其他结 尚未审 总计",
        "                    持 正 果 结            持 正 果 结",
    )
    figures = "10 2 6 1 19 6 0 1 0 7 5 0 1 0 6"
    assert list(printed((*heads, figures), "disputes").values()) == figures.split()
    assert printed((*heads[:-1], figures), "disputes") == {}


def test_page_number_between_figures_each_in_a_line_is_none_of_them() -> None:
    """A blank is lost, and a 3 stands at the page's end: seven figures, and not the row's."""
    pages = [(line, 1) for line in (*HEADS, "一、本年新收政府信息公开申请数量", "1", "0", "3")]
    pages += [(line, 2) for line in ("0", "0", "1", "2")]
    paragraphs = [Paragraph(line, page, words=words(line)) for line, page in pages]
    reading, _ = read_lines(paragraphs, FORM.table("applications"))
    assert reading.figures == {}
