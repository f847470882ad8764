"""Word files: what they print is read, in order, numbered, and every figure in its own cell."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import parsers
from parsers import readers
from parsers.document import PICTURE, Grid, Paragraph, Unreadable
from parsers.model import Report
from parsers.readers import numbering
from parsers.understand import understand
from tests.parsers import official, word
from tests.parsers.word import cell, drawn, paragraph, row, run, table
from tests.real import REPORTS, needs_reports

BLANK = REPORTS / "form-2021-blank.docx"
FLD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (FLD.format(kind) for kind in ("begin", "separate", "end"))
CODE = "<w:r><w:instrText>PAGE 7</w:instrText></w:r>"
BOX = "<w:txbxContent>{}</w:txbxContent>"


def report_of(data: bytes) -> Report:
    return understand(readers.read(data), "a", "")


def figures(report: Report) -> dict[str, str]:
    return official.printed(report.tables)


def blocks(body: str, styles: str = "", numbering: str = "") -> list[object]:
    """Return the texts of a file's paragraphs, and its tables as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else rows(block)
        for block in readers.read(word.word(body, styles, numbering)).blocks
    ]


def rows(grid: Grid) -> list[list[str]]:
    return [[c.text for c in grid.cells if c.row == r] for r in range(grid.rows)]


def places(body: str) -> dict[str, tuple[int, int, int, int]]:
    """Return of the first table's cells row, column, row span and column span by text."""
    grid = next(b for b in readers.read(word.word(body)).blocks if isinstance(b, Grid))
    return {c.text: (c.row, c.column, c.row_span, c.column_span) for c in grid.cells}


# -- whole reports --------------------------------------------------------------------------------


@needs_reports
def test_blank_form_is_read_as_blank_in_every_cell() -> None:
    report = parsers.load(BLANK)
    assert report.form == "disclosure-2021"
    assert figures(report) == dict.fromkeys(official.addresses(), "")
    assert {c.state for t in report.tables.values() for c in t.cells.values()} == {"blank"}
    assert [s.number for s in report.sections] == list("一二三四五六")
    assert not any(t.unmatched for t in report.tables.values())


@needs_reports
def test_identities_of_the_blank_form_cannot_be_assessed() -> None:
    checks = parsers.check(parsers.load(BLANK)).checks
    outcomes = Counter(c.outcome for c in checks if c.rule.startswith("A"))
    assert outcomes == {"not_assessable": 42}


def test_report_by_python_docx_is_read_cell_by_cell() -> None:
    report = report_of(word.by_python_docx())
    assert figures(report) == official.distinct()
    assert (report.source.format, report.source.pages) == ("docx", 1)
    assert (report.agency, report.year) == ("洪泽区人民政府", 2023)
    assert [s.text for s in report.sections] == ["本机关按时公开。"] * 6


@pytest.mark.parametrize("single_other", [False, True])
def test_report_by_word_is_read_cell_by_cell(single_other: bool) -> None:
    body = word.report_body(official.distinct(single_other), single_other)
    assert figures(report_of(word.word(body))) == official.distinct(single_other)


def test_strict_word_file_is_read_like_any_other() -> None:
    strict = word.report_body(official.distinct())
    parts = word.members(strict)
    parts["word/document.xml"] = word.document(strict).replace(
        word.W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert figures(report_of(word.packed(parts))) == official.distinct()


def test_report_inside_a_layout_table_is_read() -> None:
    body = table(row(cell(word.report_body(official.distinct()).replace("<w:sectPr/>", ""))))
    assert figures(report_of(word.word(body))) == official.distinct()


def test_report_without_numbers_typed_is_read() -> None:
    """Headings, rows and their groups numbered by Word: 一、, （一） and 1. are nowhere typed."""
    body = word.report_body(official.distinct())
    for heading in word.HEADINGS:
        body = body.replace(paragraph(heading), numbered(heading[2:], 1))
    for place, (group, labelled) in enumerate(official.RESULTS):
        body = body.replace(paragraph(group), numbered(group[3:], 2))
        for label in labelled.values() if isinstance(labelled, dict) else ():
            body = body.replace(paragraph(label), numbered(label[2:], 10 + place))
    report = report_of(word.word(body, numbering=LISTS))
    assert figures(report) == official.distinct()
    assert [s.number for s in report.sections] == list("一二三四五六")
    labels = report.tables["applications"].labels
    assert labels["refused.state_secret"] == "1.属于国家秘密"
    assert labels["declined.reconfirm"] == "5.要求行政机关确认或重新出具已获取信息"
    assert labels["results_total"] == "（七）总计"


# -- automatic numbers ----------------------------------------------------------------------------


def level(place: int, format: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def abstract(id: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>'


def num(id: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def begins_at(start: int, place: int = 0) -> str:
    return f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def numbered(text: str, list_: int, place: int = 0) -> str:
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{list_}"/></w:numPr>'
    )


LISTS = (
    abstract(1, level(0, "chineseCountingThousand", "%1、"))
    + abstract(2, level(0, "chineseCounting", "（%1）"))
    + abstract(3, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))
    + num(1, 1)
    + num(2, 2)
    + num(3, 3)
    + "".join(num(n, 3, begins_at(1)) for n in range(10, 20))
)


@pytest.mark.parametrize(
    ("format", "number", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 35, "三十五"),
        ("chineseCountingThousand", 105, "一百〇五"),
        ("chineseCountingThousand", 120, "一百二十"),
        ("chineseCountingThousand", 1000, "一千"),
        ("chineseCountingThousand", 1001, "一千〇一"),
        ("japaneseCounting", 11, "十一"),
        ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("upperLetter", 27, "AA"),
        ("lowerRoman", 4, "iv"),
        ("hindiNumbers", 4, None),
        ("decimal", 10**9, None),
    ],
)
def test_numbers_are_printed_in_words_formats(
    format: str, number: int, printed: str | None
) -> None:
    assert numbering.formatted(number, format) == printed


def test_numbers_go_on_below_text_and_begin_anew_below_a_higher_level() -> None:
    body = (
        numbered("甲", 3)
        + numbered("乙", 3, 1)
        + paragraph("文字")
        + numbered("丙", 3, 1)
        + numbered("丁", 3)
        + numbered("戊", 3, 1)
    )
    assert blocks(body, numbering=LISTS) == ["1.甲", "1.1 乙", "文字", "1.2 丙", "2.丁", "2.1 戊"]


def test_skipped_level_counts_as_begun() -> None:
    body = numbered("甲", 3, 1) + numbered("乙", 3) + numbered("丙", 3, 1)
    assert blocks(body, numbering=LISTS) == ["1.1 甲", "2.乙", "2.1 丙"]


def test_lists_of_one_kind_count_on_and_those_with_a_start_begin_there() -> None:
    more = LISTS + num(30, 3) + num(31, 3, begins_at(7))
    body = "".join(numbered("甲", n) for n in (3, 30, 31, 31, 3))
    assert blocks(body, numbering=more) == ["1.甲", "2.甲", "7.甲", "8.甲", "9.甲"]


@pytest.mark.parametrize(
    ("properties", "printed"),
    [
        ('<w:pStyle w:val="Own"/>', "一、甲"),
        ('<w:pStyle w:val="Based"/>', "一、甲"),
        ('<w:pStyle w:val="Own"/><w:numPr><w:numId w:val="0"/></w:numPr>', "甲"),
        ('<w:pStyle w:val="Second"/>', "1.1 甲"),
        ('<w:pStyle w:val="Loop"/>', "甲"),
        ('<w:pStyle w:val="Nowhere"/>', "甲"),
        ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr>', "甲"),
        ('<w:numPr><w:ilvl w:val="8"/><w:numId w:val="3"/></w:numPr>', "甲"),
        ('<w:pPrChange><w:pPr><w:pStyle w:val="Own"/></w:pPr></w:pPrChange>', "甲"),
    ],
)
def test_style_numbers_its_paragraphs(properties: str, printed: str) -> None:
    def style(id: str, inside: str) -> str:
        return f'<w:style w:type="paragraph" w:styleId="{id}">{inside}</w:style>'

    styles = (
        style("Own", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("Based", '<w:basedOn w:val="Own"/>')
        + style("Second", '<w:pPr><w:numPr><w:numId w:val="40"/></w:numPr></w:pPr>')
        + style("Loop", '<w:basedOn w:val="Loop"/>')
    )
    lists = (
        abstract(
            4,
            level(0, "decimal", "%1."),
            level(1, "decimal", "%1.%2", '<w:pStyle w:val="Second"/>'),
        )
        + LISTS
        + num(40, 4)
    )
    assert blocks(paragraph("甲", properties), styles, lists) == [printed]


def test_list_borrowed_through_a_style_is_numbered_like_it() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Lent">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    lists = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Lent"/></w:abstractNum>'
    assert blocks(numbered("甲", 50), styles, lists + LISTS + num(50, 9)) == ["一、甲"]


@pytest.mark.parametrize("format", ["bullet", "none", "hindiNumbers"])
def test_what_is_no_number_is_not_printed_as_one(format: str) -> None:
    lists = abstract(1, level(0, format, "\uf0b7%1")) + num(1, 1)
    assert blocks(numbered("甲", 1), numbering=lists) == ["甲"]


def test_automatic_number_never_runs_into_a_figure() -> None:
    body = table(row("行政许可", cell(numbered("5", 3))), row("行政处罚", cell(numbered("", 3))))
    assert blocks(body, numbering=LISTS) == [[["行政许可", "1. 5"], ["行政处罚", "2."]]]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<w:pStyle w:val="1"/>', 1),
        ('<w:pStyle w:val="2"/>', 2),
        ('<w:pStyle w:val="My"/>', 3),
        ('<w:outlineLvl w:val="0"/>', 1),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', None),
        ('<w:outlineLvl w:val="x"/>', None),
        ("", None),
    ],
)
def test_heading_has_its_level(properties: str, expected: int | None) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}">{inside}</w:style>'
        for id, inside in {
            "1": '<w:name w:val="heading 1"/>',
            "2": '<w:name w:val="标题 2"/>',
            "Base": '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>',
            "My": '<w:name w:val="My"/><w:basedOn w:val="Base"/>',
        }.items()
    )
    (block,) = readers.read(word.word(paragraph("总则", properties), styles)).blocks
    assert isinstance(block, Paragraph)
    assert block.level == expected


# -- text -----------------------------------------------------------------------------------------


def alternatives(first: str, second: str) -> str:
    return (
        f"<mc:AlternateContent><mc:Choice>{first}</mc:Choice>"
        f"<mc:Fallback>{second}</mc:Fallback></mc:AlternateContent>"
    )


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        (run("甲") + run("乙"), ["甲乙"]),
        (f"<w:hyperlink>{run('甲')}</w:hyperlink>", ["甲"]),
        (f"<w:smartTag>{run('甲')}</w:smartTag>", ["甲"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>", ["甲"]),
        (f"<w:ins>{run('甲')}</w:ins><w:del>{run('乙')}</w:del>", ["甲"]),
        (f"<w:moveFrom>{run('甲')}</w:moveFrom><w:moveTo>{run('乙')}</w:moveTo>", ["乙"]),
        (f"<w:ins><w:del>{run('甲')}</w:del>{run('乙')}</w:ins>", ["乙"]),
        (BEGIN + CODE + SEPARATE + run("12") + END + run("件"), ["12件"]),
        (
            BEGIN + CODE + BEGIN + CODE + SEPARATE + run("3") + END + SEPARATE + run("12") + END,
            ["12"],
        ),
        (BEGIN + run("3") + END + run("件"), ["件"]),
        (BEGIN + run("3") + run("件"), ["3件"]),
        (SEPARATE + END + run("3"), ["3"]),
        (f"<w:fldSimple>{run('12')}</w:fldSimple>", ["12"]),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", ["甲 乙"]),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", ["甲", "乙", "丙"]),
        ("<w:r><w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t><w:noBreakHyphen/></w:r>", ["甲乙-"]),
        ("<w:r><w:t>甲\n乙</w:t></w:r>", ["甲 乙"]),
        ('<w:r><w:sym w:font="宋体" w:char="F031"/></w:r>', ["1"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F031"/></w:r>', ["\uf031"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="D800"/></w:r>', ["\ufffd"]),
        ("<w:r><w:t>甲</w:t><w:footnoteReference w:id='1'/></w:r>", ["甲"]),
        (run("甲") + run("乙", "<w:vanish/>"), ["甲"]),
        (run("甲", '<w:vanish w:val="0"/>') + run("乙", '<w:rStyle w:val="Hidden"/>'), ["甲"]),
        (run("12") + run("1", '<w:vertAlign w:val="superscript"/>'), ["12¹"]),
        (run("12") + run("1", '<w:vertAlign w:val="subscript"/>'), ["12₁"]),
        (run("12", "<w:strike/>") + run("13"), ["1̶2̶13"]),
        (
            f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>",
            ["拼"],
        ),
        (f"<m:oMath><m:r><m:t>1+2</m:t></m:r></m:oMath>{run('甲')}", ["1+2甲"]),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            ["\ufffd"],
        ),
        (alternatives("", run("乙")), ["乙"]),
    ],
)
def test_text_is_what_is_printed(inside: str, printed: list[str]) -> None:
    hidden = '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert blocks(paragraph(inside) + paragraph("止"), hidden) == [*printed, "止"]


def named(kind: str, id: str, look: str, based: str = "") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{id}"><w:basedOn w:val="{based}"/>'
        f"<w:rPr>{look}</w:rPr></w:style>"
    )


LOOKS = (
    named("character", "Up", '<w:vertAlign w:val="superscript"/>')
    + named("character", "Note", "", based="Up")
    + named("character", "Down", '<w:vertAlign w:val="subscript"/>')
    + named("character", "Old", "<w:strike/>")
    + named("character", "Older", "<w:dstrike/>")
    + named("character", "White", '<w:color w:val="ffffff"/>')
    + named("paragraph", "Gone", "<w:strike/>")
    + named("paragraph", "Small", '<w:sz w:val="18"/>')
    + named("table", "Blue", '<w:shd w:val="clear" w:fill="4472C4"/>')
)


def styled(text: str, style: str, more: str = "") -> str:
    return run(text, f'<w:rStyle w:val="{style}"/>{more}')


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        (run("5029") + styled("1", "Up"), "5029¹"),
        (run("5029") + styled("1", "Note"), "5029¹"),
        (run("5029") + styled("１", "Note"), "5029¹"),
        (run("5029") + styled("1", "Note", '<w:vertAlign w:val="baseline"/>'), "50291"),
        (run("5029") + styled("1", "Down"), "5029₁"),
        (styled("12", "Old") + run("13"), "1̶2̶13"),
        (styled("12", "Older") + run("13"), "1̶2̶13"),
        (styled("12", "Old", '<w:strike w:val="0"/>'), "12"),
        (run("5029") + run("1", '<w:position w:val="8"/><w:sz w:val="10"/>'), "5029¹"),
        (run("5029", '<w:sz w:val="28"/>') + run("1", '<w:position w:val="8"/>'), "5029¹"),
        (run("5029") + run("1", '<w:position w:val="-8"/><w:sz w:val="10"/>'), "5029₁"),
        (run("5029", '<w:position w:val="2"/><w:sz w:val="10"/>'), "5029"),
        (run("5029") + run("1", '<w:color w:val="FFFFFF"/>'), "5029"),
        (run("5029") + styled("1", "White"), "5029"),
        (run("5029") + styled("1", "White", '<w:color w:val="auto"/>'), "50291"),
        (run("5029") + styled("1", "White", '<w:shd w:val="clear" w:fill="FFFFFF"/>'), "5029"),
        (run("5029") + styled("1", "White", '<w:highlight w:val="blue"/>'), "50291"),
    ],
)
def test_look_given_by_a_style_counts_as_its_own(inside: str, printed: str) -> None:
    assert blocks(paragraph(inside), LOOKS) == [printed]


def test_look_of_a_paragraphs_style_is_that_of_its_runs() -> None:
    note = run("5029", '<w:sz w:val="18"/>') + run("1", '<w:position w:val="6"/>')
    body = paragraph("12", '<w:pStyle w:val="Gone"/>') + paragraph(
        note, '<w:pStyle w:val="Small"/>'
    )
    assert blocks(body, LOOKS) == ["1̶2̶", "50291"]


@pytest.mark.parametrize(
    ("properties", "of_cell", "of_paragraph", "printed"),
    [
        ("", "", "", ""),
        ('<w:tblStyle w:val="Blue"/>', "", "", "8"),
        ('<w:shd w:val="clear" w:fill="000080"/>', "", "", "8"),
        ("", '<w:shd w:val="clear" w:fill="000080"/>', "", "8"),
        ("", '<w:shd w:val="clear" w:fill="auto"/>', "", ""),
        ("", '<w:shd w:val="pct50" w:fill="auto"/>', "", "8"),
        ("", "", '<w:shd w:val="clear" w:fill="000080"/>', "8"),
    ],
)
def test_white_text_is_read_only_on_a_ground(
    properties: str, of_cell: str, of_paragraph: str, printed: str
) -> None:
    white = cell(paragraph(run("8", '<w:color w:val="FFFFFF"/>'), of_paragraph), of_cell)
    body = table(row("a", white), row("b", "2")).replace(
        "<w:tblGrid>", f"<w:tblPr>{properties}</w:tblPr><w:tblGrid>"
    )
    assert blocks(body, LOOKS) == [[["a", printed], ["b", "2"]]]


PICTURED = "<w:r><w:drawing><wps:wsp/></w:drawing></w:r>"
CHOSEN = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="15"/>'
    f"</w:ddList></w:ffData></w:fldChar></w:r>{CODE}{SEPARATE}{END}"
)
TYPED = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>'
    f"{CODE}{SEPARATE}{run('15')}{END}"
)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (PICTURED, PICTURE),
        ("<w:r><w:pict><v:shape/></w:pict></w:r>", PICTURE),
        ("<w:r><w:object/></w:r>", PICTURE),
        (f"<w:r>{alternatives('<w:drawing/>', '<w:pict/>')}</w:r>", PICTURE),
        (CHOSEN, PICTURE),
        (TYPED, "15"),
        (run("12") + PICTURED, f"12{PICTURE}"),
        (run("项目") + PICTURED, "项目"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:drawing/></w:r>", ""),
        (f"<w:r><w:pict><v:textbox>{BOX.format(paragraph('15'))}</v:textbox></w:pict></w:r>", "15"),
    ],
)
def test_picture_in_a_cell_is_not_blank(inside: str, text: str) -> None:
    body = table(row("a", cell(paragraph(inside))), row("b", "2"))
    assert blocks(body) == [[["a", text], ["b", "2"]]]


def test_pictures_between_paragraphs_are_no_text() -> None:
    framed = table(row(cell(paragraph(PICTURED) + paragraph("丙"))))
    body = paragraph(PICTURED) + paragraph(PICTURED + run("甲") + PICTURED) + framed
    assert blocks(body) == ["甲", "丙"]
    figure = numbered(PICTURED + run("5"), 1)
    assert blocks(figure, numbering=LISTS) == ["一、 5"]
    with pytest.raises(Unreadable):
        blocks(paragraph(PICTURED) + table(row(cell(paragraph(PICTURED)), ""), row("", "")))


BOX_IN_DRAWING = (
    "<w:r>"
    + alternatives(
        f"<w:drawing><wps:wsp><wps:txbx>{BOX.format('{0}')}</wps:txbx></wps:wsp></w:drawing>",
        f"<w:pict><v:shape><v:textbox>{BOX.format('{0}')}</v:textbox></v:shape></w:pict>",
    )
    + "</w:r>"
)


def test_text_box_is_read_once_behind_its_paragraph() -> None:
    box = BOX_IN_DRAWING.format(paragraph("框") + table(row("a", "1"), row("b", "2")))
    read = blocks(paragraph(run("前") + box + run("后")) + paragraph("末"))
    assert read == ["前后", "框", [["a", "1"], ["b", "2"]], "末"]


def test_text_box_in_a_text_box_is_read_once() -> None:
    inner = BOX_IN_DRAWING.format(paragraph("内"))
    assert blocks(paragraph(BOX_IN_DRAWING.format(paragraph(run("外") + inner)))) == ["外", "内"]


@pytest.mark.parametrize("container", ["sdt", "customXml", "ins"])
def test_blocks_rows_and_cells_are_read_inside_containers(container: str) -> None:
    def held(inside: str) -> str:
        if container == "sdt":
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        return f"<w:{container}>{inside}</w:{container}>"

    body = held(paragraph("甲")) + held(table(held(row(held(cell("a")), "1")), row("b", "2")))
    assert blocks(body) == ["甲", [["a", "1"], ["b", "2"]]]


def test_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    body = (
        paragraph("甲", gone)
        + paragraph("乙")
        + paragraph(f"<w:del>{run('丙')}</w:del>", f'{gone}<w:numPr><w:numId w:val="1"/></w:numPr>')
        + numbered("丁", 1)
        + paragraph("戊", gone)
        + table(row("a", "1"), row("b", "2"))
    )
    read = blocks(body, numbering=LISTS)
    assert read == ["甲乙", "一、丁", "戊", [["a", "1"], ["b", "2"]]]


def test_hidden_paragraph_is_not_counted() -> None:
    hidden = paragraph(
        run("甲", "<w:vanish/>"),
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>',
    )
    assert blocks(hidden + numbered("乙", 1), numbering=LISTS) == ["一、乙"]


# -- tables ---------------------------------------------------------------------------------------


def span(width: int) -> str:
    return f'<w:gridSpan w:val="{width}"/>'


def test_merged_cells_cover_their_squares() -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell("甲", span(2)), cell("乙", restart)),
        row("丙", "丁", cell("", goes_on)),
        row(cell("戊", '<w:hMerge w:val="restart"/>'), cell("x", "<w:hMerge/>"), cell("", goes_on)),
        row("己", properties='<w:gridBefore w:val="2"/>'),
    )
    assert places(body) == {
        "甲": (0, 0, 1, 2),
        "乙": (0, 2, 3, 1),
        "丙": (1, 0, 1, 1),
        "丁": (1, 1, 1, 1),
        "戊": (2, 0, 1, 2),
        "己": (3, 2, 1, 1),
    }


def test_cell_that_goes_on_from_nothing_keeps_its_own_text() -> None:
    goes_on = "<w:vMerge/>"
    body = table(
        row(cell("甲", goes_on), "1"),
        row(cell("", goes_on), "2"),
        row(cell("乙", span(2))),
        row(cell("丙", goes_on), "3"),
    )
    assert places(body)["甲"] == (0, 0, 2, 1)
    assert places(body)["丙"] == (3, 0, 1, 1)


def test_deleted_and_hidden_rows_and_cells_are_left_out() -> None:
    body = table(
        row("a", "1"),
        row("b", "2", properties="<w:del/>"),
        row("c", "3", properties="<w:hidden/>"),
        row("d", "4", properties="<w:ins/>"),
        row("e", cell("5", "<w:cellDel/>"), "6"),
    )
    assert blocks(body) == [[["a", "1"], ["d", "4"], ["e", "6"]]]


def test_column_of_a_hair_is_none() -> None:
    body = table(
        row(cell("甲"), cell("乙", span(2)), cell("丙")),
        row(cell("1", span(2)), cell("2"), cell("3")),
        widths=[1000, 20, 980, 1000],
    )
    assert places(body) == {
        "甲": (0, 0, 1, 1),
        "乙": (0, 1, 1, 1),
        "丙": (0, 2, 1, 1),
        "1": (1, 0, 1, 1),
        "2": (1, 1, 1, 1),
        "3": (1, 2, 1, 1),
    }


def test_paragraphs_of_a_cell_are_its_lines() -> None:
    lines = (
        paragraph("结 果")
        + paragraph("")
        + paragraph("<w:r><w:t>维</w:t><w:br/><w:t>持</w:t></w:r>")
    )
    assert blocks(table(row(cell(lines), "1"), row("a", "2")))[0] == [
        ["结 果\n维\n持", "1"],
        ["a", "2"],
    ]


def test_table_in_a_cell_is_in_its_text_and_a_table_itself() -> None:
    inner = table(row("x", "7"))
    body = table(row("a", cell(inner + paragraph(""))), row("b", "2"), row("c", "3"))
    assert blocks(body) == [[["a", "x\n7"], ["b", "2"], ["c", "3"]], [["x", "7"]]]


def test_layout_table_is_unwrapped_in_order() -> None:
    inner = table(row("a", "1"), row("b", "2"))
    body = table(row(cell(paragraph("前") + inner + paragraph("")), "旁"))
    assert blocks(body) == ["前", [["a", "1"], ["b", "2"]], "旁"]


def test_frame_of_one_column_is_no_table() -> None:
    assert blocks(table(row("甲"), row("乙"))) == ["甲", "乙"]


@pytest.mark.parametrize("cut", range(4, 28))
def test_table_cut_in_two_by_an_editor_is_joined_at_every_row(cut: int) -> None:
    sheet = official.applications(official.distinct())
    first, second = official.cut(sheet, cut)
    body = drawn(first) + paragraph("") + drawn(second)
    blocks = readers.read(word.word(body)).blocks
    assert official.printed(official.tables(*blocks)) == official.of_table("applications")


def test_cut_table_that_moved_its_columns_is_not_read_below_other_heads() -> None:
    sheet = official.applications(official.distinct())
    first, second = official.cut(sheet, 20)
    moved = [
        s if s.column < 3 else official.Square(s.text, s.row, s.column + 1, s.height, s.width)
        for s in second
        if s.column < 9
    ]
    blocks = readers.read(word.word(drawn(first) + paragraph("") + drawn(moved))).blocks
    read = official.printed(official.tables(*blocks))
    assert not official.wrong(read, official.distinct())


def test_tables_with_heads_of_their_own_stay_two() -> None:
    first = table(row("", "甲", "乙"), row("a", "1", "2"))
    second = table(row("", "丙", "丁"), row("a", "3", "4"))
    report = report_of(word.word(paragraph("概况") + first + second))
    assert len(report.tables) == 2


def test_report_is_saved_to_a_file_and_read(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(word.by_python_docx())
    assert figures(parsers.load(path)) == official.distinct()


def test_row_that_is_not_as_wide_as_the_others_is_not_read_by_its_places() -> None:
    """Where a span is lost nobody can tell which figure stands below which head."""
    label = '<w:gridSpan w:val="3"/></w:tcPr>' + paragraph("一、本年新收政府信息公开申请数量")
    whole = word.report_body(official.distinct())
    assert label in whole
    report = report_of(word.word(whole.replace(label, label.replace('"3"', '"1"'))))
    received = {a for a in official.distinct() if a.startswith("applications/received/")}
    read = figures(report)
    assert read == {a: t for a, t in official.distinct().items() if a not in received}


def test_table_typed_with_tabs_is_read_blanks_in_their_places() -> None:
    addresses = official.of_table("applications")
    given = {a: "" if n % 7 in (2, 5) else t for n, (a, t) in enumerate(addresses.items())}
    heads = ["", *official.APPLICANTS.values()]
    labels = {
        "received": "一、本年新收政府信息公开申请数量",
        "carried_in": "二、上年结转政府信息公开申请数量",
        "carried_out": "四、结转下年度继续办理",
    }
    for group, below in official.RESULTS:
        labels |= below if isinstance(below, dict) else {below[0]: group}
    lines = [heads] + [
        [labels[r], *(given[f"applications/{r}/{c}"] for c in official.APPLICANTS)]
        for r in official.application_rows()
    ]
    texts = ["<w:tab/>".join(f"<w:t>{text}</w:t>" for text in line) for line in lines]
    body = paragraph(word.TITLE) + paragraph(word.HEADINGS[2])
    body += "".join(paragraph(f"<w:r>{inside}</w:r>") for inside in texts)
    assert figures(report_of(word.word(body))) == given


@pytest.mark.parametrize(
    ("look", "printed"),
    [
        ('<w:vertAlign w:val="superscript"/>', "12¹"),
        ("<w:strike/>", "121̶"),
        ('<w:position w:val="8"/><w:sz w:val="10"/>', "12¹"),
        ('<w:color w:val="FFFFFF"/>', "12"),
    ],
)
def test_look_counts_wherever_it_is_said(look: str, printed: str) -> None:
    """Directly, by the style of characters, by one that it is based on."""
    styles = (
        f'<w:style w:type="character" w:styleId="A"><w:rPr>{look}</w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    for properties in (look, '<w:rStyle w:val="A"/>', '<w:rStyle w:val="B"/>'):
        assert blocks(paragraph(run("12") + run("1", properties)), styles) == [printed]
