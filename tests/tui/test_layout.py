"""The layout: straight columns and well broken lines in Chinese, at every width."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from parsers import check, load
from parsers.model import Cell, Report, Section, Table, Unmatched
from tests.real import REPORTS, SAMPLES, needs_reports
from tests.tui import small_report
from tests.verdicts.clean import holding
from tui.find.destinations import destinations
from tui.layout import MIN_WIDTH, Index, Line, lay_out, place_of, with_notes
from tui.layout.report import WIDEST_PROSE
from tui.layout.text import NEVER_FIRST, NEVER_LAST, cut, pad, plain, visible, wrap
from tui.layout.words import cell_words, heading, repairs_told, row_label
from tui.places import target_name

WIDTHS = (46, 54, 60, 78, 88, 120, 200)
PROSE = "2023年，我区坚持“公开为常态”（不公开为例外）原则，办结率达到99.19%。详见《年度报告》！"
FIRST = NEVER_FIRST.replace("—", "").replace("…", "").replace("·", "")


def sample(name: str) -> Report:
    return load(SAMPLES / name)


@pytest.fixture(scope="module")
def city() -> Report:
    return sample("wanghe-city-2023.pdf")


def rows_of(lines: tuple[Line, ...], table: str) -> list[Line]:
    return [line for line in lines if line.table == table and line.addresses]


def line_of(lines: tuple[Line, ...], address: str) -> Line:
    return next(line for line in lines if address in line.addresses)


# -- text -----------------------------------------------------------------------------------------


@given(st.text(alphabet="中文字，。、（）《》“”：abc 2023%", max_size=200), st.integers(8, 60))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for _offset, line in lines)
    assert "".join(line for _offset, line in lines).replace(" ", "") == text.replace(" ", "")
    offsets = [offset for offset, _line in lines]
    assert offsets == sorted(offsets)


@pytest.mark.parametrize("width", range(12, 60))
def test_no_line_begins_or_ends_with_the_wrong_punctuation(width: int) -> None:
    for i, (_offset, line) in enumerate(wrap(PROSE * 3, width)):
        assert i == 0 or line[0] not in FIRST, line
        assert line[-1] not in NEVER_LAST, line


def test_figures_and_words_are_not_broken() -> None:
    assert all("99.19%" in text or "99" not in text for _offset, text in wrap(PROSE, 20))


def test_what_is_too_wide_is_broken_all_the_same() -> None:
    assert [text for _offset, text in wrap("，" * 30, 20)] == ["，" * 10] * 3
    assert all(cell_len(text) <= 20 for _offset, text in wrap("https://" + "x" * 90, 20))


@given(st.text(max_size=40), st.integers(1, 30))
def test_cut_and_padded_text_has_its_width(text: str, width: int) -> None:
    text = plain(text)
    assert cell_len(cut(text, width)) <= width
    assert cell_len(pad(text, width)) <= width


def test_padding_counts_cells() -> None:
    assert pad("总计", 6, "right") == "  总计"
    assert pad("总计", 7, "center") == " 总计  "
    assert pad("社会公益组织", 7) == "社会公…"


def test_what_would_command_a_terminal_becomes_visible() -> None:
    assert visible("a\x1b[31mb\x07\x7f\x9bc\u202e") == "a␛[31mb␇␡‹9b›c‹202e›"


# -- a whole report -------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "name", ["wanghe-city-2023.pdf", "wanghe-transport-2022.pdf", "zhoukou-2022.txt"]
)
def test_no_line_is_wider_than_asked_for(name: str, width: int) -> None:
    report = sample(name)
    lines = lay_out(report, width)
    for finding in check(report).findings:
        lines = with_notes(Index(lines), finding, report, width).lines
    assert max(cell_len(line.text) for line in lines) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_columns_are_straight(city: Report, width: int) -> None:
    rows = rows_of(lay_out(city, width), "applications")
    assert len(rows) == 25
    ends = {tuple((row.extent(a) or (0, 0))[1] for a in row.addresses) for row in rows}
    assert len(ends) == 1
    assert len(next(iter(ends))) == 7


def test_heads_stand_above_their_figures(city: Report) -> None:
    lines = lay_out(city, 88)
    heads = [line for line in lines if line.origin == "heads:applications:"]
    total = line_of(lines, "applications/received/total").extent("applications/received/total")
    assert total is not None
    assert heads[-1].text.rstrip().endswith("总计")
    assert cell_len(heads[-1].text.rstrip()) == total[1] - 1
    assert "法人或其他组织" in heads[0].text


def labels_of(lines: tuple[Line, ...], table: str) -> dict[str, list[str]]:
    """What is printed before the figures of each row of a table, line by line."""
    labels: dict[str, list[str]] = {}
    for line in lines:
        if line.table == table and line.origin.startswith("row:"):
            label = "".join(s.text for s in line.spans if s.style == "label").strip()
            labels.setdefault(line.origin.rpartition("/")[2], []).append(label)
    return labels


def heads_of(lines: tuple[Line, ...], table: str) -> dict[str, list[str]]:
    """What stands above the figures of each column, line by line, where all have the same rows."""
    heads: dict[str, list[str]] = {}
    for span in (s for line in lines for s in line.spans):
        if span.column.startswith(f"{table}/") and span.text.strip():
            heads.setdefault(span.column.rpartition("/")[2], []).append(span.text.strip())
    return heads


@pytest.mark.parametrize("width", range(MIN_WIDTH, 120, 7))
@pytest.mark.parametrize("name", ["wanghe-city-2023.pdf", "zhoukou-2022.txt"])
def test_labels_are_never_cut_and_figures_stay_on_the_first_line(name: str, width: int) -> None:
    report = sample(name)
    lines = lay_out(report, width)
    for id, table in report.tables.items():
        form = report.layout.table(id)
        rows = {row.id: row for row in form.rows_given(table.cells)}
        printed = {row: "".join(pieces) for row, pieces in labels_of(lines, id).items()}
        assert printed == {row: row_label(rows[row], table) for row in rows}
        assert all(line.offset == 0 for line in rows_of(lines, id))


def test_a_narrow_table_gives_labels_the_room_that_columns_do_not_need(city: Report) -> None:
    lines = lay_out(city, 54)
    row = line_of(lines, "applications/received/total")
    assert row.text.startswith("一、本年新收政府信息公开申请")
    assert len(row.addresses) == 7
    assert {len(label) for label in labels_of(lines, "applications").values()} == {1, 2, 3}
    assert heads_of(lines, "applications")["business"] == list("商业企业")
    words = cell_words(city, "applications/received/total")
    assert words.row == "一、本年新收政府信息公开申请数量"


@pytest.mark.parametrize(
    ("width", "social"),
    [(54, 6), (68, 3), (116, 2), (140, 1)],
)
def test_the_more_room_there_is_the_fewer_lines_heads_take(
    city: Report, width: int, social: int
) -> None:
    assert len(heads_of(lay_out(city, width), "applications")["public_interest"]) == social


def test_room_that_is_left_goes_to_heads_though_the_table_gets_no_less_high(city: Report) -> None:
    heads = heads_of(lay_out(city, 98), "applications")
    assert heads["natural_person"] == ["自然人"]
    assert heads["public_interest"] == ["社会", "公益", "组织"]


@pytest.mark.parametrize("width", WIDTHS)
def test_columns_of_a_group_are_equally_wide(city: Report, width: int) -> None:
    row = line_of(lay_out(city, width), "applications/received/total")
    group = [f"applications/received/{c.id}" for c in city.layout.table("applications").columns]
    extents = [row.extent(address) or (0, 0) for address in group[1:6]]
    assert len({end - start for start, end in extents}) == 1


@needs_reports
def test_heads_are_whole_where_the_columns_beside_leave_room() -> None:
    lines = lay_out(load(REPORTS / "shanghai-office-2019.html"), 68)
    heads = [line.text for line in lines if line.origin.startswith("heads:proactive:")]
    labels = " " * cell_len("其他对外管理服务事项")
    assert f"{labels} 本年新制作数量  本年新公开数量  对外公开总数量 " in heads
    assert heads.count(f"{labels} 上一年项目数量  本年增/减  处理决定数量 ") == 2


def test_every_printed_figure_is_shown_where_its_address_is(city: Report) -> None:
    lines = lay_out(city, 88)
    for table in city.tables.values():
        for address, cell in table.cells.items():
            spans = [s for s in line_of(lines, address).spans if s.address == address]
            assert plain(cell.text) in "".join(s.text for s in spans)


def test_groups_are_named_once_and_set_in(city: Report) -> None:
    texts = [line.text for line in lay_out(city, 88)]
    assert texts.count("三、本年度办理结果") == 1
    assert texts.count("  （三）不予公开") == 1
    assert any(t.startswith("    1.属于国家秘密") for t in texts)
    assert any(t.startswith("  （七）总计") for t in texts)


def test_rows_with_columns_of_their_own_have_heads_of_their_own(city: Report) -> None:
    lines = [line.text for line in lay_out(city, 88) if line.table == "proactive"]
    assert [t.strip() for t in lines if "第二十条" in t] == [
        "第二十条第（一）项", "第二十条第（五）项", "第二十条第（六）项", "第二十条第（八）项",
    ]  # fmt: skip
    assert any("本年收费金额（单位：万元）" in t for t in lines)


def disputes(**cells: Cell) -> Table:
    return Table("disputes", "disputes", {c.address: c for c in cells.values()})


def made(table: Table) -> Report:
    return replace(small_report.report(), tables={"disputes": table})


def test_unread_blank_and_textual_cells_differ() -> None:
    def cell(column: str, text: str, state: str) -> Cell:
        value = Decimal(text) if state == "number" else None
        return Cell(f"disputes/review/{column}", text, value, state)  # type: ignore[arg-type]

    table = disputes(
        a=cell("upheld", "7", "number"),
        b=cell("corrected", "", "blank"),
        c=cell("other", "不适用", "not_applicable"),
    )
    line = line_of(lay_out(made(table), 80), "disputes/review/upheld")
    shown = {s.style: s.text.strip() for s in line.spans if s.text.strip() and s.address}
    assert shown == {"figure": "7", "blank": "·", "not-a-number": "不适用", "missing": "?"}
    assert line.addresses[-1] == "disputes/review/total"


def test_what_the_form_does_not_know_is_told() -> None:
    table = replace(
        small_report.disputes(), unmatched=(Unmatched("row", "行政检查", ("4377", "1")),)
    )
    lines = [line.text for line in lay_out(made(table), 80)]
    assert "not in the form: 行政检查 4377 1" in lines


def test_a_printed_label_is_shown_only_where_it_says_something_else() -> None:
    table = replace(
        small_report.disputes(), labels={"review": "行政复议", "litigation_direct": "直接诉讼"}
    )
    texts = [line.text for line in lay_out(made(table), 80)]
    assert any(t.startswith("行政复议") for t in texts)
    assert any(t.startswith("  直接诉讼") for t in texts)


def test_a_table_that_was_not_read_is_told() -> None:
    report = replace(small_report.report(), tables={})
    told = "The table of this section was not found."
    assert sum(line.text == told for line in lay_out(report, 80)) == 2


def test_markup_and_escapes_in_a_report_are_text() -> None:
    hostile = replace(
        small_report.report(), preamble="[bold]红[/bold]\x1b[31m", title="[red]年报\x07"
    )
    texts = [line.text for line in lay_out(hostile, 80)]
    assert "    [bold]红[/bold]␛[31m" in texts
    assert texts[0] == "[red]年报␇"
    assert not any(ord(c) < 32 for t in texts for c in t)


def test_only_shown_sections_are_laid_out() -> None:
    lines = lay_out(small_report.report(), 80, frozenset({"disputes"}))
    assert {line.section for line in lines} == {"disputes"}


def test_headings_are_numbered_as_printed() -> None:
    assert heading(Section("a", "一", "总体情况", 1, 1, "")) == "一、总体情况"
    assert heading(Section("s1.2", "二", "支出", 2, 1, "")) == "二、支出"
    assert heading(Section("s1", "第一章", "总则", 1, 1, "")) == "第一章 总则"
    assert heading(Section("s1.1", "1.1", "依据", 2, 1, "")) == "1.1 依据"
    assert heading(Section("s1.2", "2", "范围", 2, 1, "")) == "2.范围"
    assert heading(Section("a.1", "（二）", "依申请公开", 2, 1, "")) == "（二）依申请公开"
    assert heading(Section("a", "", "附件", 1, 1, "")) == "附件"


def test_targets_are_called_by_their_words() -> None:
    report = small_report.report()
    for target, name in {
        "report": "the whole report",
        "section:overview.1": "（一）主动公开",
        "table:disputes": "table 四、政府信息公开行政复议、行政诉讼情况",
        "row:disputes/litigation_direct": "行政诉讼 未经复议直接起诉",
        "cell:disputes/litigation_direct/total": "行政诉讼 未经复议直接起诉 / 总计",
        "finding:A104:disputes/review": "A104 行政复议",
        "quote:总的情况。": "“总的情况。”",
        "cell:no/such/cell": "no/such/cell",
    }.items():
        assert target_name(report, target) == name


@pytest.mark.parametrize("name", ["wanghe-city-2023.pdf", "zhoukou-2022.txt"])
def test_a_row_is_called_the_same_under_the_document_and_wherever_one_can_go(name: str) -> None:
    report = sample(name)
    labels = {p.name: p.label for p in destinations(report, check(report)) if p.kind == "row"}
    assert labels
    for row, label in labels.items():
        assert target_name(report, f"row:{row}") == label
        cells = (a for a in report.tables[row.partition("/")[0]].cells if a.startswith(f"{row}/"))
        assert {cell_words(report, address).row for address in cells} <= {label}


# -- notes ----------------------------------------------------------------------------------------


def test_the_equation_stands_beneath_the_culprit() -> None:
    report = small_report.report()
    finding = small_report.broken_total(report)
    lines = with_notes(Index(lay_out(report, 80)), finding, report, 80).lines
    at, address = place_of(finding, Index(lines))
    assert address == "disputes/review/total"
    assert lines[at + 1].text == "    A104  10 + 1 + 0 + 0 = 11 ≠ 0"
    assert lines[at + 2].text == "    → 行政复议 总计: 0 → 11 (total left at 0)"
    assert not lines[at + 1].stop


def told(values: dict[str, int]) -> list[str]:
    """What would have to change in a real report with other figures in some cells."""
    held = holding(sample("zhoukou-2022.txt"), {a: Decimal(value) for a, value in values.items()})
    (finding,) = (f for f in check(held).findings if f.severity == "error")
    return repairs_told(finding, held)


def test_changes_of_one_row_are_told_by_their_columns() -> None:
    granted = "applications/granted/"
    assert told({f"{granted}natural_person": 404, f"{granted}legal_service": 12})[0] == (
        "予以公开: 自然人: 404 → 405, 法律服务机构: 12 → 11"
    )


def test_changes_of_one_column_are_told_by_their_rows_and_each_with_its_reason() -> None:
    assert told(
        {
            "applications/granted/natural_person": 450,
            "applications/unavailable.not_held/natural_person": 1788,
        }
    ) == [
        "自然人: 予以公开: 450 → 405 (two digits swapped); "
        "本机关不掌握相关政府信息: 1788 → 178 (a digit doubled)"
    ]


def test_a_finding_without_cells_is_told_under_its_heading() -> None:
    report = small_report.report()
    finding = small_report.prose_mismatch()
    lines = with_notes(Index(lay_out(report, 80)), finding, report, 80).lines
    at, address = place_of(finding, Index(lines))
    assert (lines[at].text, address) == ("（一）主动公开", "")
    assert lines[at + 1].text == "    N102  59 is not the sum of its parts"


def test_the_layout_knows_what_stands_where(city: Report) -> None:
    lines = lay_out(city, 88)
    row = line_of(lines, "applications/received/total")
    assert (row.section, row.table, row.page) == ("applications", "applications", 3)
    for address in row.addresses:
        start, end = row.extent(address) or (0, 0)
        assert {row.address_at(x) for x in range(start, end)} == {address}
    assert row.address_at(0) == row.addresses[0]
    assert row.address_at(500) == row.addresses[-1]


def test_parts_are_looked_up_on_the_line_on_which_they_begin(city: Report) -> None:
    lines = lay_out(city, 88)
    index = Index(lines)
    for y, line in enumerate(lines):
        there = [index.origin(line.origin), *map(index.cell, line.addresses)]
        there += [index.table(line.table)] if line.table else []
        there += [index.page(line.page)] if line.page else []
        assert all(at is not None and at <= y for at in there)
    first = [index.page(page) or 0 for page in range(1, city.source.pages + 1)]
    assert [lines[y].page for y in first] == [*range(1, city.source.pages + 1)]
    assert all(lines[y - 1].page != lines[y].page for y in first[1:])
    assert (index.table("none"), index.page(99), index.cell("none")) == (None, None, None)


def test_before_a_page_on_which_nothing_begins_stands_the_end_of_an_earlier_one() -> None:
    index = Index([Line(page=1), Line(), Line(page=1), Line(), Line(page=4)])
    assert [index.before_page(page) for page in (1, 2, 3, 5)] == [0, 2, 2, 4]


def test_a_long_report_is_laid_out_at_once() -> None:
    from time import process_time

    long = replace(small_report.report(), preamble="\n".join([PROSE * 5] * 2000))
    started = process_time()
    lines = lay_out(long, 80)
    assert len(lines) > 10_000
    assert process_time() - started < 5


def test_prose_stays_readable_in_a_wide_window_and_tables_take_what_they_need(city: Report) -> None:
    long = replace(small_report.report(), preamble=PROSE * 5)
    prose = [line for line in lay_out(long, 236) if line.origin == "preamble"]
    assert WIDEST_PROSE - 10 < max(cell_len(line.text) for line in prose) <= WIDEST_PROSE
    rows = rows_of(lay_out(city, 236), "applications")
    assert rows[-1].text.strip().startswith("四、结转下年度继续办理")


def test_too_narrow_a_width_is_not_gone_below() -> None:
    widths = {
        max(cell_len(line.text) for line in lay_out(small_report.report(), w)) for w in (1, 9)
    }
    assert max(widths) <= MIN_WIDTH


@needs_reports
def test_a_real_report_has_every_row_of_its_form() -> None:
    report = load(REPORTS / "hongze-2023.pdf")
    lines = lay_out(report, 88)
    form = report.layout.table("applications")
    expected = form.rows_given(report.tables["applications"].cells)
    assert len(rows_of(lines, "applications")) == len(expected) == 23
