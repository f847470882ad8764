"""Web pages: the report found in its site's furniture, and every cell where a browser shows it."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest

import parsers
from parsers import Unreadable, readers
from parsers.document import Document, Grid, GridCell, Paragraph
from parsers.model import Period, Report
from parsers.readers import FOREIGN, flow, html, mhtml
from parsers.understand import NOT_A_REPORT, ONLY_ATTACHED, understand
from tests.parsers import markup, official
from tests.parsers.markup import page, table
from tests.real import REPORTS, SAMPLES, ZHOUKOU, check, load, needs_reports, truth

SHANGHAI = REPORTS / "shanghai-office-2019.html"
FIGURES = official.distinct()
SHEETS = markup.sheets(FIGURES)
OFFICIAL = page(markup.report(map(table, SHEETS)))


def document(source: str) -> Document:
    found = readers.read(source.encode())
    assert found.format == "html"
    return found


def report(source: str | bytes) -> Report:
    data = source if isinstance(source, bytes) else source.encode()
    return understand(readers.read(data), "a", "")


def printed(read: Report) -> dict[str, str]:
    return official.printed(read.tables)


def texts(source: str) -> list[str]:
    return [b.text for b in document(source).blocks if isinstance(b, Paragraph)]


def grids(source: str) -> list[Grid]:
    return [b for b in document(source).blocks if isinstance(b, Grid)]


def cells(source: str) -> list[tuple[str, int, int, int, int]]:
    """Return the cells of a page's only table: text, row, column, rows and columns spanned."""
    (grid,) = grids(source)
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


def rows(source: str) -> list[list[str]]:
    """Return the texts of a page's only table, row by row."""
    (grid,) = grids(source)
    return [[c.text for c in grid.cells if c.row == row] for row in range(grid.rows)]


def reason(source: str | bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        report(source)
    assert "{" not in str(refused.value)
    return refused.value.message.template


# -- a real page ----------------------------------------------------------------------------------


@needs_reports
def test_shanghai_page_gives_every_printed_figure_and_no_other() -> None:
    read = {a: c for t in load(SHANGHAI).tables.values() for a, c in t.cells.items()}
    printed_there = truth("shanghai-office-2019")
    assert {a: cell.value for a, cell in read.items()} == printed_there
    assert {a for a, c in read.items() if c.state == "blank"} == {
        a for a, value in printed_there.items() if value is None
    }
    assert {c.state for c in read.values()} == {"number", "blank"}
    assert {a: c.rest for a, c in read.items() if c.rest} == {"proactive/procurement/amount": "元"}
    assert {(c.page, c.box) for c in read.values()} == {(None, None)}


@needs_reports
def test_shanghai_page_is_known_by_its_title_and_form() -> None:
    read = load(SHANGHAI)
    assert (read.form, read.agency, read.year) == ("disclosure-2019", "上海市人民政府办公厅", 2019)
    assert read.period == Period("2019-01-01", "2019-12-31")
    assert (read.source.format, read.source.pages) == ("html", 1)
    assert not any(t.unmatched for t in read.tables.values())


@needs_reports
def test_shanghai_page_has_its_sections_and_none_of_the_furniture() -> None:
    read = load(SHANGHAI)
    assert read.preamble == ""
    assert [(s.id, s.number, s.title) for s in read.sections] == [
        ("overview", "一", "总体情况"),
        ("proactive", "二", "主动公开政府信息情况"),
        ("applications", "三", "收到和处理政府信息公开申请情况"),
        ("disputes", "四", "政府信息公开行政复议、行政诉讼情况"),
        ("problems", "五", "存在的主要问题及改进情况"),
        ("other", "六", "其他需要报告的事项"),
    ]
    overview = read.sections[0]
    assert [child.number for child in overview.children] == [f"（{n}）" for n in "一二三四五"]
    assert overview.children[1].text.endswith("诉讼9件，均获维持。")
    assert read.sections[-1].text == "2019年度本机关未收取政府信息公开信息处理费。"


@needs_reports
def test_shanghai_page_has_no_broken_identity() -> None:
    verdict = check(SHANGHAI)
    assert [f.target for f in verdict.findings if f.severity == "error"] == []
    granted = "applications/granted/total+applications/partly_granted/total"
    assert [f.target for f in verdict.findings] == [
        f"N103:{granted}",
        f"N101:{granted}",
        "F105:applications",
        "F105:disputes",
    ]
    # Most of its totals are blank: those identities are not assessable, and none is passed over.
    ledger = verdict.ledger
    assert (ledger.passed, ledger.failed, ledger.not_assessable) == (14, 0, 26)


# -- encodings ------------------------------------------------------------------------------------

DECLARATIONS = {
    "none": "",
    "utf-8": "<meta charset=utf-8>",
    "gbk": '<meta charset="gbk">',
    "gb2312": '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
    "latin-1": '<meta http-equiv=content-type content="text/html;charset=iso-8859-1">',
    "nonsense": "<meta charset=x-no-such>",
}


@pytest.mark.parametrize("declared", DECLARATIONS)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_page_reads_the_same_in_every_encoding_whatever_it_declares(
    encoding: str, declared: str
) -> None:
    source = page("<p>政府信息公开<table><tr><td>总计<td>12<td>0</table>", DECLARATIONS[declared])
    found = readers.read(source.encode(encoding))
    assert found == document(source)
    assert [type(b) for b in found.blocks] == [Paragraph, Grid]


@needs_reports
@pytest.mark.parametrize("declared", ["none", "gb2312", "utf-8"])
@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-8", "utf-16"])
def test_shanghai_page_reads_the_same_in_every_encoding(encoding: str, declared: str) -> None:
    source = SHANGHAI.read_text("utf-8").replace("<meta charset=utf-8>", DECLARATIONS[declared])
    read = report(source.encode(encoding))
    assert {a: t.cells for a, t in read.tables.items()} == {
        a: t.cells for a, t in load(SHANGHAI).tables.items()
    }
    assert read.sections == load(SHANGHAI).sections


def test_characters_beyond_gb2312_are_read_where_gb2312_is_declared() -> None:
    source = page("<p>洺水镇、堃办、䶮村</p>", DECLARATIONS["gb2312"])
    assert texts(source) == ["洺水镇、堃办、䶮村"]
    assert readers.read(source.encode("gb18030")) == document(source)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_broken_character_is_shown_as_broken_and_turns_nothing_to_mojibake(encoding: str) -> None:
    """A site's program cut the description in the middle of a character."""
    description = "政府信息公开".encode(encoding)[:-1]
    head = b'<html><head><meta name=description content="' + description + b'"></head><body>'
    data = head + markup.report(map(table, SHEETS)).encode(encoding) + b"</body></html>"
    assert printed(report(data)) == FIGURES


def test_a_broken_digit_is_no_digit() -> None:
    source = page("<table><tr><td>甲<td>12X4<td>0</table>" + "政" * 60)
    data = source.encode().replace(b"12X4", b"12\xe44")
    (grid,) = (b for b in readers.read(data).blocks if isinstance(b, Grid))
    assert grid.cells[1].text == "12\ufffd4"


def test_page_in_no_encoding_says_so() -> None:
    source = page("<p>" + "政府信息公开" * 20).encode() + "政府信息".encode("gb18030") * 5
    assert reason(source) == html.NO_ENCODING


# -- what is a web page ---------------------------------------------------------------------------

BEGINNINGS = [
    "<!DOCTYPE html><html><body>",
    "<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>\n<HTML>",
    '<?xml version="1.0" encoding="gb2312"?><html xmlns="http://www.w3.org/1999/xhtml"><body>',
    "\n\n \t<html>",
    "<!-- saved from url=(0014)about:internet -->\n<html>",
    "\ufeff<html>",
    "\ufeff\n<!--x--><div>",
    '<div id="zoom">',
    "<table><tr><td>",
    "<p>",
    "<P class=t>",
    '<html xmlns:o="urn:schemas-microsoft-com:office:office">',
    "HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n<html><head></head><body>",
    "转载如下：<br/><br/>",
]


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_web_page_is_known_however_it_begins(beginning: str) -> None:
    source = beginning + markup.report(map(table, SHEETS))
    assert printed(report(source)) == FIGURES


@pytest.mark.parametrize("name", ["report.doc", "report.xls", "report.txt", "report.pdf"])
def test_web_page_is_known_under_any_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(OFFICIAL.encode("gb18030"))
    read = parsers.load(path)
    assert (read.source.format, printed(read)) == ("html", FIGURES)


@pytest.mark.parametrize(
    "stray", ["<", "a < b > c", "<说明>", "<50>", "1<2<3", "<p>", "<1%", "《<br>》"]
)
def test_text_with_a_stray_sign_is_text(stray: str) -> None:
    text = ZHOUKOU.read_text("utf-8").replace("\n", f"\n{stray}\n", 1)
    assert readers.read(text.encode()).format == "text"


def test_other_xml_is_foreign() -> None:
    assert reason('<?xml version="1.0"?><rss><channel/></rss>') == FOREIGN


def test_page_saved_as_one_file_is_read() -> None:
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    saved = MIMEMultipart("related")
    saved.attach(MIMEText(OFFICIAL, "html", "gb18030"))
    saved.attach(MIMEText("body{}", "css"))
    assert printed(report(saved.as_bytes())) == FIGURES


@pytest.mark.parametrize("body", ["", "--x\nContent-Type: text/css\n\np{}\n--x--", "--x\n" * 5])
def test_file_of_parts_without_a_page_says_so(body: str) -> None:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    assert reason(head + body) == mhtml.NO_PAGE


def test_page_that_word_saved_is_read() -> None:
    cell = (
        "<td width=57{spans} valign=top style='width:42.6pt'><p class=MsoNormal align=center>"
        "<span lang=EN-US style='font-size:9.0pt'>{text}<o:p></o:p></span></p></td>"
    )
    tables = [
        table(sheet, cell).replace(
            "</table>", "<![if !supportMisalignedColumns]><tr height=0></tr><![endif]></table>"
        )
        for sheet in SHEETS
    ]
    head = "<!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]--><style>p{}</style>"
    assert printed(report(page(markup.report(tables), head))) == FIGURES


# -- the official tables --------------------------------------------------------------------------

CELLS = {
    "plain": "<td{spans}>{text}</td>",
    "never closed": "<td{spans}>{text}",
    "paragraphs": '<td{spans}><p style="text-align:center">{text}</p></td>',
    "paragraphs never closed": "<td{spans}><p>{text}",
    "spans": "<td{spans}><p><span><font>{text}</font></span></p></td>",
    "spaces": "<td{spans}>\n\t &nbsp;{text}&nbsp;&nbsp;\n</td>",
    "line ends": "<td{spans}><br/>{text}<br><br></td>",
    "heads": "<th{spans}>{text}</th>",
    "upper case": "<TD{spans} NOWRAP>{text}</TD>",
    "a table each": "<td{spans}><table><tr><td>{text}</td></tr></table></td>",
    "boxes": "<td{spans}><div><div>{text}</div></div></td>",
    "hidden beside": '<td style="display: none">7</td><td{spans}>{text}</td>',
    "notes": "<td{spans}><!-- 9 -->{text}<script>8</script></td>",
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_every_cell_of_the_form_is_read_however_cells_are_marked_up(cell: str) -> None:
    read = report(page(markup.report(table(sheet, cell) for sheet in SHEETS)))
    assert printed(read) == FIGURES
    assert read.form == "disclosure-2021"
    assert not any(t.unmatched for t in read.tables.values())


def test_rows_need_no_end_and_heads_a_part_of_their_own() -> None:
    def loose(sheet: official.Sheet) -> str:
        marked = table(sheet).replace("</tr>", "").replace("</td>", "")
        return marked.replace("<table>", "<table border=1><caption>表</caption><tbody>")

    assert printed(report(page(markup.report(map(loose, SHEETS))))) == FIGURES


def test_figures_are_read_as_they_are_printed() -> None:
    marks = [
        "&#49;&#50;",
        "１２",
        "1 288",
        "1,288",
        "<b>1</b>2",
        "—",
        "/",
        "&nbsp;",
        "0",
        "22<br>（其中修订16件）",
    ]
    values = dict(zip(official.addresses(), marks, strict=False))
    figures = FIGURES | values
    marked = [table(s) for s in markup.sheets({a: f"[{a}]" for a in FIGURES})]
    for address, text in figures.items():
        marked = [m.replace(f"[{address}]", text) for m in marked]
    read = report(page(markup.report(marked)))
    got = {a: c for t in read.tables.values() for a, c in t.cells.items()}
    told = [(got[a].text, got[a].state) for a in values]
    assert told == [
        ("12", "number"),
        ("１２", "number"),
        ("1 288", "number"),
        ("1,288", "number"),
        ("12", "number"),
        ("—", "not_applicable"),
        ("/", "not_applicable"),
        ("", "blank"),
        ("0", "number"),
        ("22\n（其中修订16件）", "number"),
    ]


def test_radicals_copied_into_a_page_are_mapped() -> None:
    source = OFFICIAL.replace("自然人", "⾃然⼈").replace("人民", "⼈⺠")
    assert printed(report(source)) == FIGURES
    assert report(source).radicals


@pytest.mark.parametrize("row", [3, 4, 5, 6, 7, 20, 26, 27])
def test_table_that_an_editor_divided_is_one_table(row: int) -> None:
    proactive, applications, disputes = SHEETS
    first, second = official.cut(applications, row)
    divided = table(first) + "<p>&nbsp;</p>\n" + table(second)
    read = report(page(markup.report([table(proactive), divided, table(disputes)])))
    assert printed(read) == FIGURES


def test_a_table_below_another_with_heads_of_its_own_is_another() -> None:
    one = "<table><tr><td>甲<td>乙<td>丙<tr><td>a<td>1<td>2</table>"
    assert [grid.rows for grid in grids(page(one + one))] == [2, 2]
    rest = "<table><tr><td>b<td>3<td>4</table>"
    assert [grid.rows for grid in grids(page(one + rest))] == [3]
    assert [grid.rows for grid in grids(page(one + "<p>续表</p>" + rest))] == [2, 1]


# -- where cells stand ----------------------------------------------------------------------------


def test_spans_take_the_squares_that_a_browser_gives_them() -> None:
    source = "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>"
    assert cells(source) == [
        ("a", 0, 0, 2, 1),
        ("b", 0, 1, 1, 2),
        ("c", 1, 1, 1, 1),
        ("d", 1, 2, 1, 1),
    ]


@pytest.mark.parametrize("span", ["0", "-3", "", "x", "1.9", "+1", " 1 ", "1px"])
def test_a_column_span_that_is_none_is_one(span: str) -> None:
    source = f"<table><tr><td colspan='{span}'>a<td>b<td>c<tr><td>d<td>e<td>f</table>"
    assert [c[2] for c in cells(source)] == [0, 1, 2, 0, 1, 2]
    assert {c[4] for c in cells(source)} == {1}


@pytest.mark.parametrize("span", ["1000000", "99999999999999999999", "65535"])
def test_an_absurd_span_ends_where_the_table_does(span: str) -> None:
    source = (
        f"<table><tr><td colspan={span}>a<tr><td rowspan={span}>b<td>c<tr><td>d<tr><td>e</table>"
    )
    assert cells(source) == [
        ("a", 0, 0, 1, 2),
        ("b", 1, 0, 3, 1),
        ("c", 1, 1, 1, 1),
        ("d", 2, 1, 1, 1),
        ("e", 3, 1, 1, 1),
    ]


def test_a_row_span_of_none_reaches_to_the_end_of_its_group() -> None:
    source = (
        "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c</tbody>"
        "<tbody><tr><td>d<td>e<tr><td rowspan=5>f<td>g</tbody></table>"
    )
    assert [(c[0], c[3]) for c in cells(source)] == [
        ("a", 2),
        ("b", 1),
        ("c", 1),
        ("d", 1),
        ("e", 1),
        ("f", 1),
        ("g", 1),
    ]


def test_cells_never_overlap() -> None:
    rng = random.Random(3)
    for _ in range(60):
        source = "<table>"
        for _ in range(6):
            spans = ((rng.randrange(4), rng.randrange(4)) for _ in range(rng.randrange(1, 5)))
            source += "<tr>" + "".join(f"<td rowspan={r} colspan={c}>x" for r, c in spans)
        for grid in grids(source + "</table>"):
            taken = [square for cell in grid.cells for square in squares(cell)]
            assert len(taken) == len(set(taken))


def squares(cell: GridCell) -> list[tuple[int, int]]:
    return [
        (r, c)
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    ]


def test_row_that_lacks_a_cell_is_one_cell() -> None:
    """Which cell is missing nobody can tell, so no figure of it may stand below a head."""
    source = (
        "<table><tr><td>甲<td>乙<td>丙<td>丁<tr><td>a<td>1<td>2<tr><td>b<td>3<td>4<td>5</table>"
    )
    assert ("a 1 2", 1, 0, 1, 4) in cells(source)


def test_last_cell_of_a_row_may_lack_its_span() -> None:
    source = "<table><tr><td>甲<td>乙<td>丙<tr><td>子<td colspan=2>丑<tr><td>a<td>1</table>"
    assert cells(source)[-2:] == [("a", 2, 0, 1, 1), ("1", 2, 1, 1, 2)]


def test_lone_cell_that_lacks_its_span_fills_its_row() -> None:
    source = OFFICIAL.replace('<td colspan="4">第二十条', "<td>第二十条")
    assert source != OFFICIAL
    assert printed(report(source)) == FIGURES


@pytest.mark.parametrize("span", [1, 2, 4, 6, 7, 9])
def test_head_with_a_wrong_span_moves_no_figure(span: int) -> None:
    source = OFFICIAL.replace('colspan="5">法人', f'colspan="{span}">法人')
    assert source != OFFICIAL
    assert official.wrong(printed(report(source)), FIGURES) == {}


@pytest.mark.parametrize("height", [0, 1, 2, 7, 10, 21, 23, 99])
def test_group_with_a_wrong_span_moves_no_figure(height: int) -> None:
    for right in ('rowspan="22"', 'rowspan="8"', 'rowspan="5"'):
        source = OFFICIAL.replace(right, f'rowspan="{height}"')
        assert source != OFFICIAL
        assert official.wrong(printed(report(source)), FIGURES) == {}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("1<p>2</p>", "1\n2"),
        ("<p>1</p><p>2</p>", "1\n2"),
        ("1<br>2", "1\n2"),
        ("1<span>2</span>", "12"),
        ("1<!-- 0 -->2", "12"),
        ("1<wbr>2", "12"),
        ("1&#8203;2", "12"),
        ("12<sup>1</sup>", "12¹"),
        ("12<sub>1</sub>", "12₁"),
        ('12<span style="vertical-align: super">1</span>', "12¹"),
        ('12<a href="#n" style="VERTICAL-ALIGN:sub">1</a>', "12₁"),
        ('<font color="#FFFFFF">8</font>15', "15"),
        ('<span style="color:#fff">8</span>15', "15"),
        ('<span style="width:9px;color: white !important">8</span>15', "15"),
        ('<span style="color:rgb(255, 255, 255);">8</span>15', "15"),
        ('<span style="color:#fff;background-color:#000">15</span>', "15"),
        ('<p style="background:#036"><b style="color:#fff">15</b></p>', "15"),
        ('<span style="color:#fff"><font color=black>15</font></span>', "15"),
        ('<span style="background-color:#fff">15</span>', "15"),
        ('<span style="font-size:0">8</span>15', "15"),
        ('<span style="font-size:0.0px;">8</span>15', "15"),
        ('<span style="font-size:0"><b style="font-size:12px">15</b></span>', "15"),
        ('<span style="font-size:0.5em">15</span>', "15"),
        ('<span style="backface-visibility:hidden">15</span>', "15"),
        ('<span style="-webkit-backface-visibility:hidden">15</span>', "15"),
        ("<del>12</del>15", "15"),
        ("<s>12</s>15", "15"),
        ('<span style="text-decoration:line-through">12</span>15', "15"),
        ('<span style="DISPLAY : none">12</span>15', "15"),
        ("<span hidden>12</span>15", "15"),
        ('<span style="backface-visibility: hidden">12</span>', "12"),
        ("<template>1</template><noscript>2</noscript>15", "15"),
        ("<input type=hidden value=1>15", "15"),
        ("<input value=15>", "\ufffc"),
        ("<select><option>15<option>16</select>", "\ufffc"),
        ("<img src=15.gif>", "\ufffc"),
        ("<svg><text>15</text></svg>", "\ufffc"),
        ("<math><mn>15</mn></math>", "\ufffc"),
        ("<img src=dot.gif width=1>15", "15"),
        ("1&#0;2", "1\ufffd2"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_a_cell_says_what_is_shown(cell: str, text: str) -> None:
    assert rows(f"<table><tr><td>甲<td>{cell}</td><td>0<tr><td>1<td>2<td>3</table>")[0][1] == text


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        (".x{display:none}", "15"),
        ("td{color:red} .y, .x { visibility : hidden }", "15"),
        ('@charset "utf-8"; /* .x{display:block} */ .x{color:red;display:none}', "15"),
        ("<!-- .x{display:none} -->", "15"),
        (".x{backface-visibility:hidden}", "815"),
        (".y{display:none}", "815"),
        ("@media print{.x{display:none}}", "815"),
        (".y .x{display:none}", "815"),
        (".x{display:none} .x.chosen{display:block}", "815"),
        ("{{{}.x{display", "815"),
    ],
)
def test_what_a_style_sheet_hides_by_its_class_is_not_shown(sheet: str, text: str) -> None:
    source = f"<style>{sheet}</style><table><tr><td>甲<td><b class='b x'>8</b>15<td>0<tr><td>1"
    assert rows(f"{source}<td>2<td>3</table>")[0][1] == text


@pytest.mark.parametrize("piece", ["{", "}", ".x{", "/*", "a,", ".x{display", "display: "])
def test_an_absurd_style_sheet_takes_little_time(piece: str) -> None:
    begun = time.process_time()
    source = (
        f"<style>{piece * 200_000}</style><table><tr><td>甲<td>15<td>0<tr><td>1<td>2<td>3</table>"
    )
    assert rows(source)[0][1] == "15"
    assert time.process_time() - begun < 2


def test_a_whole_report_that_is_turned_over_is_read() -> None:
    source = OFFICIAL.replace("<body>", '<body><div style="backface-visibility:hidden">')
    assert printed(report(source)) == printed(report(OFFICIAL))


# -- tables that only place things ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<table><tr><td>", "</td></tr></table>"),
        ("<table><tr><td>菜单</td><td>", "</td></tr></table>"),
        ("<table><tr><td>上</td></tr><tr><td>", "</td></tr><tr><td>下</td></tr></table>"),
        ("<table><tr><td><table><tr><td>左<td>", "<td>右</table></table>"),
        ("<form id=aspnetForm><table><tbody><tr><td>", "</td></tr></tbody></table></form>"),
    ],
)
def test_table_that_only_places_things_is_taken_apart(before: str, after: str) -> None:
    read = report(page(before + markup.report(map(table, SHEETS)) + after))
    assert printed(read) == FIGURES
    assert len(read.sections) == 6


def test_report_in_one_table_from_end_to_end_is_read() -> None:
    """As an editor makes it of a sheet: headings and prose are rows across all columns."""
    whole = "<table>"
    for heading, sheet in zip(markup.SECTIONS[1:4], SHEETS, strict=True):
        whole += f"<tr><td colspan=15>{heading}</td></tr>"
        whole += table(sheet).removeprefix("<table>").removesuffix("</table>")
        whole += f"<tr><td colspan=15><p>{'说明情况如下，' * 50}</p></td></tr>"
    read = report(page(f"<h1>{markup.TITLE}</h1>{whole}</table>"))
    assert printed(read) == FIGURES
    assert [s.id for s in read.sections] == ["proactive", "applications", "disputes"]


def test_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = "<table><tr><td>甲<td>乙<tr><td>1<td>2</table>"
    source = page(f"<table><tr><td>一、前文<td>{inner}<tr><td>二、后文<td>末</table>")
    assert [[c.text for c in grid.cells] for grid in grids(source)] == [["甲", "乙", "1", "2"]]
    assert texts(source) == ["一、前文", "二、后文", "末"]


def test_table_never_closed_loses_no_table_after_it() -> None:
    unclosed = [table(SHEETS[0]), table(SHEETS[1]).replace("</table>", ""), table(SHEETS[2])]
    read = printed(report(page(markup.report(unclosed))))
    assert official.wrong(read, FIGURES) == {}
    assert {a.split("/")[0] for a in read} == {"proactive", "applications", "disputes"}


# -- text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "paragraphs"),
    [
        ("<p>一<p>二", ["一", "二"]),
        ("一<br>二<br/><br/>三", ["一", "二", "三"]),
        ("<div>一<div>二</div>三</div>四", ["一", "二", "三", "四"]),
        ("<p><span>共</span><span>12</span><b>件</b></p>", ["共12件"]),
        ("<span><p>一</p><p>二</p></span>", ["一", "二"]),
        ("<p>政府信\n   息公开</p>", ["政府信息公开"]),
        ("<p>IPv6\nand  more</p>", ["IPv6 and more"]),
        ("<p>&nbsp;&emsp;　　全年</p>", ["全年"]),
        ("<ul><li>一</li><li>二</li></ul>", ["一", "二"]),
        ("<p>一<hr>二", ["一", "二"]),
        ("<p>一</p><p>&nbsp;</p><p>- 3 -</p><p>二</p>", ["一", "二"]),
        ("<p>一<input value=x><img src=y>二<button>打印</button></p>", ["一二"]),
        ("<h2>四、行政复议、<br>行政诉讼情况</h2>", ["四、行政复议、行政诉讼情况"]),
    ],
)
def test_blocks_divide_text_and_inline_elements_do_not(source: str, paragraphs: list[str]) -> None:
    assert texts(page(source)) == paragraphs


def test_lines_that_were_broken_by_hand_are_a_paragraph_again() -> None:
    wide = "认真落实政府信息公开条例的各项规定不断提升公开工作的质量"
    assert texts(page(f"<p>　　{wide}<br>{wide}<br>{wide}<br>各部门</p>")) == [wide * 3 + "各部门"]


def test_headings_have_their_level() -> None:
    blocks = document(page("<h1>甲</h1><p>乙</p><h3>丙</h3>")).blocks
    assert [b.level for b in blocks if isinstance(b, Paragraph)] == [1, None, 3]


def test_tables_typed_as_text_are_read_as_in_a_text() -> None:
    text = ZHOUKOU.read_text("utf-8")
    wanted = printed(load(ZHOUKOU))
    assert printed(report(page(f"<pre>{text}</pre>"))) == wanted
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
    assert printed(report(page(paragraphs))) == wanted
    assert printed(report(page(f"<div>{'<br>'.join(text.splitlines())}</div>"))) == wanted


# -- furniture ------------------------------------------------------------------------------------

MENU = "<ul>" + "".join(f"<li><a href=/{n}>栏目{n}</a></li>" for n in range(20)) + "</ul>"
INFO = (
    "<div>来源：办公室 发布时间：2023-01-31 浏览次数：<span>128</span> 字号：[大 中 小] 打印</div>"
)
FOOT = "<div>主办：办公室 网站标识码4100000000 ICP备00000000号 电话：0394-1234567</div>"
AROUND = {
    "ids": ("<div>{menu}</div><div>{info}<div id=zoom>{it}</div></div><div>{foot}</div>"),
    "class": "{menu}<div class=TRS_Editor>{it}</div>{foot}",
    "deep": "{menu}<div><div><div><div>{info}<div>{it}</div></div></div></div></div>{foot}",
    "table": "<table><tr><td>{menu}</td><td>{info}<div>{it}</div></td></tr></table>{foot}",
    "tables": "<table><tr><td>{menu}</table><table><tr><td>{info}<tr><td>{it}</table>{foot}",
    "form": "<form id=f><select><option>1</select>{menu}<div>{it}</div>{foot}</form>",
    "aside": "<nav>{menu}</nav><main><article>{it}</article></main><footer>{foot}</footer>",
    "script": "<script>t='<p>一、总体情况</p>'</script>{menu}<div>{it}</div><style>x</style>{foot}",
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
def test_report_is_found_among_the_furniture_of_its_site(around: str) -> None:
    it = markup.report(map(table, SHEETS))
    source = page(around.format(menu=MENU, info=INFO, foot=FOOT, it=it))
    read = report(source)
    assert printed(read) == FIGURES
    assert [s.id for s in read.sections] == [s.id for s in report(OFFICIAL).sections]
    assert read.sections[-1].text == report(OFFICIAL).sections[-1].text
    assert "栏目" not in "\n".join(texts(source))


def test_report_in_several_boxes_is_whole() -> None:
    halves = markup.report(map(table, SHEETS)).split("<h2>四、", 1)
    source = page(f"{MENU}<div><div>{halves[0]}</div><div><h2>四、{halves[1]}</div></div>{FOOT}")
    assert printed(report(source)) == FIGURES
    assert len(report(source).sections) == 6


def test_prose_beside_the_box_of_the_tables_is_kept() -> None:
    preamble = "<p>" + "本报告根据条例编制，由总体情况等六部分组成。" * 4 + "</p>"
    it = markup.report(map(table, SHEETS), "")
    read = report(page(f"{MENU}<h1>{markup.TITLE}</h1>{preamble}<div>{it}</div>{FOOT}"))
    assert read.preamble.startswith("本报告根据条例编制")
    assert read.agency == "周口市人民政府"


@pytest.mark.parametrize(
    "head",
    [
        f"<meta name=ArticleTitle content='{markup.TITLE}'><title>周口市人民政府</title>",
        f"<title>{markup.TITLE}</title>",
        f"<title>{markup.TITLE}_政府信息公开_周口市人民政府</title>",
        f"<title>周口市人民政府 - {markup.TITLE}</title>",
        f"<title>周口市人民政府-{markup.TITLE}</title>",
    ],
)
def test_title_is_taken_from_outside_of_the_box_where_it_lacks_there(head: str) -> None:
    it = markup.report(map(table, SHEETS), "")
    read = report(page(f"{MENU}<div>{it}</div>{FOOT}", head))
    assert (read.title, read.agency, read.year) == (markup.TITLE, "周口市人民政府", 2022)
    assert printed(read) == FIGURES


@pytest.mark.parametrize(
    "above",
    [
        "<h1>周口市人民政府</h1>{menu}<h1>{title}</h1>",
        "{menu}<div class=bt>{title}</div>{info}",
        "<p>周口市人民政府</p><p>2022年政府信息公开工作年度报告</p>{info}",
        "<table><tr><td>{title}</td></tr><tr><td>{info}</td></tr></table>",
        "<p style='display:none'>槐汀县人民政府2021年政府信息公开工作年度报告</p><p>{title}</p>",
    ],
)
def test_title_above_the_box_is_found(above: str) -> None:
    it = markup.report(map(table, SHEETS), "")
    top = above.format(menu=MENU, info=INFO, title=markup.TITLE)
    read = report(page(f"{top}<div>{it}</div>{FOOT}", "<title>门户网站</title>"))
    assert (read.title, read.agency) == (markup.TITLE, "周口市人民政府")
    assert read.preamble == ""


def test_title_of_another_year_names_no_agency_for_the_report() -> None:
    it = markup.report(map(table, SHEETS), "<h1>2022年政府信息公开工作年度报告</h1>")
    other = "<title>周口市人民政府2021年政府信息公开工作年度报告</title>"
    assert (report(page(it, other)).agency, report(page(it, other)).year) == ("", 2022)
    same = other.replace("2021", "2022")
    assert report(page(it, same)).agency == "周口市人民政府"


def test_title_in_the_box_is_not_said_twice() -> None:
    source = page(
        f"<div>{markup.report(map(table, SHEETS))}</div>", f"<title>{markup.TITLE}</title>"
    )
    assert texts(source).count(markup.TITLE) == 1


# -- attachments ----------------------------------------------------------------------------------

NAME = "周口市人民政府2022年政府信息公开工作年度报告.pdf"


@pytest.mark.parametrize(
    ("link", "name"),
    [
        (f"<a href='./P020230131.pdf'>{NAME}</a>", NAME),
        (f"<a href='/files/{NAME}'>附件下载</a>", NAME),
        (f"<a href='/files/{NAME}?t=1'><img src=pdf.gif></a>", NAME),
        ("<a href='/a/2022%E5%B9%B4%E6%8A%A5.docx'>附件</a>", "2022年报.docx"),
        ("<a href='P02.wps'>2022年度报告全文下载</a>", "2022年度报告全文下载"),
        (f"<iframe src='/pdfjs/web/viewer.html?file=/files/{NAME}#page=1'></iframe>", NAME),
        (f"<embed src='{NAME}'>", NAME),
        (f"<object data='{NAME}'></object>", NAME),
        (f"<script>PDFObject.embed('/files/{NAME}', '#view')</script>", NAME),
        ("<a href='x.ofd'>附件：\u202e\u0007报告</a>", "附件：\ufffd\ufffd报告"),
        (f"<a href='x.pdf'>{'长' * 150}报告</a>", "长" * 59 + "…"),
    ],
)
def test_page_that_only_leads_to_its_report_names_it(link: str, name: str) -> None:
    source = page(f"{MENU}<h1>{markup.TITLE}</h1>{INFO}<div>{link}</div>{FOOT}")
    with pytest.raises(Unreadable) as refused:
        report(source)
    assert refused.value.message.template == ONLY_ATTACHED
    assert refused.value.message.values == {"name": name}


def test_report_with_an_attachment_is_read() -> None:
    it = markup.report(map(table, SHEETS))
    assert printed(report(page(f"{it}<p>附件：<a href=a.pdf>{NAME}</a></p>"))) == FIGURES


def test_other_page_with_a_document_is_no_report() -> None:
    source = page("<h1>通知</h1><p>会议改期。</p><a href=a.pdf>会议通知.pdf</a>")
    assert reason(source) == NOT_A_REPORT


# -- hostile pages --------------------------------------------------------------------------------

TOP = f"<html><h1>{markup.TITLE}</h1>"
HOSTILE = {
    "deep": (TOP + "<div>" * 100_000 + "x", flow.TOO_DEEP),
    "deep tables": (TOP + "<table><tr><td>" * 400 + "x", flow.TOO_DEEP),
    "tags": (TOP + "<b>" * 1_000_000, flow.TOO_LARGE),
    "text": (TOP + "字" * 9_000_000, flow.TOO_LARGE),
    "attributes": (TOP + "<p " + "a=1 " * 2_500_000 + ">", flow.TOO_LARGE),
    "spans": (TOP + "<table>" + "<tr><td colspan=1000 rowspan=65534>1<td>2" * 5000, flow.TOO_LARGE),
    "columns": (TOP + "<table><tr>" + "<td>1" * 31_000, flow.TOO_LARGE),
    "nothing": ("<html></html>", html.NOTHING),
    "note": ("<!-- x -->", html.NOTHING),
    "frames": ("<html><frameset><frame src=a.html></frameset></html>", html.NOTHING),
    "unended script": ("<html><script>" + OFFICIAL, html.NOTHING),
    "unended note": ("<!--" + OFFICIAL, html.NOTHING),
}


@pytest.mark.parametrize(("source", "why"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_page_is_refused_with_a_sentence_and_soon(source: str, why: str) -> None:
    start = time.process_time()
    assert reason(source) == why
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "added",
    [
        "<!DOCTYPE html [<!ENTITY a 'aaa'><!ENTITY b '&a;&a;&a;'>]>",
        "<!DOCTYPE html SYSTEM 'file:///etc/hostname' [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
        "<img src='data:image/png;base64," + "A" * 12_000_000 + "'>",
        "<?php echo 1 ?><? x ?>" * 100,
        "<a href=/>" * 300,
        "<font><span><b>" * 300,
        "</table></td></tr></div></p>" * 100,
        "<style>" + "p{}" * 1000 + "</style>",
    ],
    ids=range(8),
)
def test_what_is_no_text_changes_no_figure(added: str) -> None:
    assert printed(report(added + OFFICIAL)) == FIGURES


def test_entity_of_the_page_itself_is_not_expanded() -> None:
    declared = f"<!DOCTYPE html [<!ENTITY n '12'>]>{TOP}"
    source = declared + "<table><tr><td>a<td>&n;<td>0<tr><td>1<td>2<td>3</table>"
    assert "12" not in rows(source)[0]


# -- damaged pages --------------------------------------------------------------------------------

TAG = re.compile("<[^>]*>")


def tags_changed(source: str, rng: random.Random) -> str:
    """Return a page with a tag lost, doubled, changed for another, or with another span."""
    one, other = sorted(rng.sample(list(TAG.finditer(source)), 2), key=lambda tag: tag.start())
    before, between, after = (
        source[: one.start()],
        source[one.end() : other.start()],
        source[other.end() :],
    )
    span = re.sub(r'(span=")\d+', rf"\g<1>{rng.choice([0, 2, 3, 6, 19, 99])}", one[0])
    change = rng.choice(["", one[0] * 2, "swap", span])
    if change == "swap":
        return before + other[0] + between + one[0] + after
    return before + change + between + other[0] + after


def test_page_with_damaged_tags_has_no_wrong_figure() -> None:
    rng = random.Random(5)
    whole = 0
    for _ in range(80):
        try:
            read = report(tags_changed(OFFICIAL, rng))
        except Unreadable:
            continue
        got = {a: c for t in read.tables.values() for a, c in t.cells.items()}
        assert all(c.text == FIGURES[a] for a, c in got.items() if c.state in ("number", "blank"))
        whole += len(got) == len(FIGURES)
    assert whole > 25


def test_page_cut_short_has_no_wrong_figure() -> None:
    data, rng = OFFICIAL.encode(), random.Random(7)
    for _ in range(50):
        try:
            read = report(data[: rng.randrange(len(data))])
        except Unreadable:
            continue
        got = {a: c for t in read.tables.values() for a, c in t.cells.items()}
        assert all(c.text == FIGURES[a] for a, c in got.items() if c.state in ("number", "blank"))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_flipped_bytes_raise_nothing_and_move_no_figure(encoding: str) -> None:
    data, rng = OFFICIAL.encode(encoding), random.Random(11)
    for _ in range(40):
        copy = bytearray(data)
        place = rng.randrange(len(copy))
        copy[place] ^= 1 << rng.randrange(8)
        try:
            read = report(bytes(copy))
        except Unreadable:
            continue
        got = {
            a: c for t in read.tables.values() for a, c in t.cells.items() if c.value is not None
        }
        # A figure that was hit is another figure, if it is one: only that one may be.
        assert len(official.wrong({a: c.text for a, c in got.items()}, FIGURES)) <= 1


# -- speed ----------------------------------------------------------------------------------------


def test_page_is_read_in_a_fraction_of_a_pdf() -> None:
    def took(data: bytes) -> float:
        start = time.process_time()
        readers.read(data)
        return time.process_time() - start

    page_time = min(took(OFFICIAL.encode()) for _ in range(5))
    assert page_time < took((SAMPLES / "zhoukou-2022.pdf").read_bytes()) / 3


def test_row_with_text_outside_of_its_cells_is_not_read() -> None:
    """One cell is lost and another doubled: as many cells as heads, and all in wrong places."""
    table = (
        "<table><tr><td>a</td><td>b</td><td>c</td></tr>"
        "<tr><td>1</td><td>2</td><td>3</td></tr>"
        "<tr><td>4</td><td><td>5</td><span>6</span></tr></table>"
    )
    (found,) = [
        block for block in readers.read(page(table).encode()).blocks if isinstance(block, Grid)
    ]
    assert [cell.text for cell in found.cells if cell.row == 2] == ["4 5 6"]
