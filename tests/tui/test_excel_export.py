"""The summary as an Excel workbook: numbers are numbers, texts are texts, all can be printed."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import UTC
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from parsers.messages import Message
from parsers.model import Report
from tests.real import HONGZE, ROOT, SAMPLES, ZHOUKOU, check, load, needs_reports, truth
from tests.tui.small_report import broken_total, finding, proactive, report, verdict
from tests.tui.small_report import reading as small_reading
from tests.tui.workbooks import Sheet, parts, read
from tui.annotations import AnnotationStore
from tui.exports import excel, render
from tui.exports.overview import Overview, line_of, overview_of
from tui.exports.scope import Options
from tui.exports.summary import Picture, Summary, summary_of
from tui.exports.workbook import TEXT_MOST, Book, is_exact, safe
from tui.places import columns_of, rows_of
from tui.reading import Reading

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CULPRIT, SUSPECT, OPERAND = '0" ✗"', '0" ?"', "0"


@pytest.fixture
def real(tmp_path: Path) -> Callable[[Path], Reading]:
    """Return a function that has a real report with annotations of its own."""

    def reading_of(path: Path) -> Reading:
        store = AnnotationStore.open(tmp_path / path.name, load(path))
        return Reading(tmp_path / path.name, load(path), check(path), store)

    return reading_of


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Reading]:
    """Return a function that has a report made by hand: there is no file with pages to show."""
    monkeypatch.setattr("tui.exports.summary.marks_on_pages", lambda _finding, _report: ())

    def reading_of(of: Report | None = None) -> Reading:
        of = of or report()
        store = AnnotationStore.open(tmp_path / "hongze-2023.pdf", of)
        return small_reading(store, of, broken_total(of))

    return reading_of


def book(*readings: Reading, overview: Overview | None = None) -> dict[str, Sheet]:
    return read(render("xlsx", readings, Options(), overview))


def table(sheets: dict[str, Sheet], section: str) -> Sheet:
    return next(sheet for name, sheet in sheets.items() if section in name)


def texts(sheet: Sheet) -> set[str]:
    return {value for value in sheet.cells.values() if isinstance(value, str)}


def laid_out(of: Report, sheets: dict[str, Sheet]) -> dict[str, tuple[Sheet, str]]:
    """Return the sheet and reference of each cell of a report, by the labels beside and above."""
    found = {}
    for id, held in of.tables.items():
        title = next(s for s in of.every_section if s.id == held.section).title
        sheet = table(sheets, title)
        rows = {v: re.sub(r"\D", "", r) for r, v in sheet.cells.items() if r.startswith("A")}
        columns = {
            v: re.sub(r"\d", "", r) for r, v in sheet.cells.items() if re.match("[A-Z]2$", r)
        }
        for row, label in rows_of(of, id).items():
            for column, head in columns_of(of, id).items():
                found[f"{id}/{row}/{column}"] = (sheet, columns[head] + rows[label])
    return found


# -- numbers ------------------------------------------------------------------------------------


@needs_reports
@pytest.mark.parametrize(("path", "name"), [(HONGZE, "hongze-2023"), (ZHOUKOU, "zhoukou-2022")])
def test_every_figure_of_a_real_report_is_a_number(
    real: Callable[[Path], Reading], path: Path, name: str
) -> None:
    places = laid_out(load(path), book(real(path)))
    for address, value in truth(name).items():
        sheet, reference = places[address]
        assert sheet.cells.get(reference) == value, address


@needs_reports
def test_fee_shows_its_decimals_as_printed(real: Callable[[Path], Reading]) -> None:
    sheet = table(book(real(HONGZE)), "主动公开政府信息情况")
    assert sheet.looks[sheet.where(Decimal("7730.28"))].shown == "0.00"


def test_figures_are_numbers_texts_and_blanks_as_they_were_read(
    small: Callable[..., Reading],
) -> None:
    of = report(("10", "1", "", "0", "0"))
    cells = dict(of.tables["disputes"].cells)
    del cells["disputes/litigation_direct/upheld"]
    held = msgspec.structs.replace(of.tables["disputes"], cells=cells)
    printed = proactive()
    issued = printed.cells["proactive/regulations/issued"]
    printed.cells[issued.address] = msgspec.structs.replace(issued, rest="（其中修订16件）")
    of = msgspec.structs.replace(of, tables={"proactive": printed, "disputes": held})
    sheets = book(small(of))
    places = laid_out(of, sheets)

    def at(address: str) -> object:
        sheet, reference = places[address]
        return sheet.cells[reference]

    assert at("proactive/regulations/issued") == "22（其中修订16件）"
    assert at("proactive/licences/decisions") == "/"
    assert at("proactive/fees/amount") == Decimal("128356.6505")
    assert at("disputes/review/other") is None
    absent, held_blank = places["proactive/regulations/decisions"], places["disputes/review/other"]
    assert at("proactive/regulations/decisions") is None  # the form has no such cell
    assert absent[0].looks[absent[1]].fill != held_blank[0].looks[held_blank[1]].fill
    assert at("disputes/litigation_direct/upheld") == "(not read)"


@pytest.mark.parametrize(
    ("printed", "exact"),
    [
        ("0", True),
        ("-3", True),
        ("0.10", True),
        ("9.995", True),
        ("128356.6505", True),
        ("999999999999999", True),
        ("0.123456789012345", True),
        ("1000000000000000", False),
        ("1234567890123456", False),
        ("1.234567890123456", False),
        ("0." + "0" * 30 + "1", False),
        ("1E+400", False),
        ("1E-400", False),
    ],
)
def test_a_number_that_excel_would_round_is_a_text(
    small: Callable[..., Reading], printed: str, exact: bool
) -> None:
    of = report(("10", "1", "0", "0", printed))
    sheet = table(book(small(of)), "行政复议")
    place = "F3"
    assert sheet.cells[place] == (Decimal(printed) if exact else printed)
    assert ("written as text" in sheet.comments[place]) is not exact
    assert is_exact(Decimal(printed)) is exact
    if exact:
        shown = sheet.looks[place].shown.partition('"')[0].strip()
        assert len(shown.partition(".")[2]) == len(printed.partition(".")[2])


# -- what does not agree ------------------------------------------------------------------------


@needs_reports
def test_culprits_of_a_real_report_are_painted_and_have_comments(
    real: Callable[[Path], Reading],
) -> None:
    places = laid_out(load(HONGZE), book(real(HONGZE)))
    sheet, review = places["disputes/review/total"]
    other, after = places["disputes/litigation_after_review/total"]
    assert sheet.comments[review].startswith("→ 11\nA104: ")
    assert other.comments[after].startswith("→ 5\nA104: ")
    assert set(sheet.comments) == {review, after}
    looks = [sheet.looks[place] for place in (review, after)]
    assert {look.shown.partition(";")[0] for look in looks} == {CULPRIT}
    assert all(look.bold and look.fill == "FFFFC7CE" and look.border == "thick" for look in looks)
    assert sheet.cells[review] == sheet.cells[after] == 0


def test_what_is_said_of_many_figures_stands_below_the_table_once(
    real: Callable[[Path], Reading],
) -> None:
    one = real(SAMPLES / "wanghe-transport-2022.pdf")
    [blank] = [f for f in one.verdict.findings if f.rules == ("F105",)]
    sheet = table(book(one), "收到和处理")
    assert any("\n123 in all: " in text for text in texts(book(one)["Findings"]))
    told = [text for text in texts(sheet) if "F105: " in text]
    assert len(sheet.comments) >= len(blank.cells)
    assert len(told) == 1
    assert "… (123); F105: " in told[0]


def test_a_dismissed_finding_is_listed_and_not_counted(small: Callable[..., Reading]) -> None:
    one = small()
    one.store.judge(broken_total(report()), report(), "dismissed", "内部意见")
    sheets = book(one)
    front = sheets["Summary"]
    assert front.cells[f"B{front.where('✗ error')[1:]}"] == 0
    assert Decimal(1) in sheets["Findings"].cells.values()


def test_the_roles_of_figures_differ_in_more_than_colour(small: Callable[..., Reading]) -> None:
    of = report()
    one = small(of)
    unsure = msgspec.structs.replace(one.verdict.findings[0], sure=False)
    sure, open_ = (
        laid_out(of, book(msgspec.structs.replace(one, verdict=verdict(found))))
        for found in (one.verdict.findings[0], unsure)
    )
    looks = [
        sheet.looks[place]
        for sheet, place in (
            sure["disputes/review/total"],
            open_["disputes/review/total"],
            sure["disputes/review/upheld"],
            sure["disputes/litigation_direct/upheld"],
        )
    ]
    assert [look.shown.partition(";")[0] for look in looks] == [CULPRIT, SUSPECT, OPERAND, OPERAND]
    assert len({look.border for look in looks}) == len({look.fill for look in looks}) == 4
    assert [look.bold for look in looks] == [True, True, True, False]


def test_what_comments_say_and_paints_mean_is_below_the_table(
    small: Callable[..., Reading],
) -> None:
    one = small()
    one.store.add("cell:disputes/review/upheld", "请核实")
    sheet = table(book(one), "行政复议")
    assert {
        "✗ not as it should be, → what would agree",
        "in a sum that does not agree",
        "行政复议 / 总计: 0 → 11; A104: 总计: 0, should be 11",
        "行政复议 / 结果维持: 10; 王芳: 请核实",
    } < texts(sheet)
    assert "? may be the one that does not agree" not in texts(sheet)


# -- the sheets ---------------------------------------------------------------------------------


def test_summary_says_whose_report_and_what_was_checked(small: Callable[..., Reading]) -> None:
    sheet = book(small())["Summary"]
    assert sheet.rows()[0][0] == "洪泽区人民政府 · 2023"
    assert {
        "hongze-2023.pdf (pdf)",
        "ab" * 32,
        "39 of 40 identities evaluated: 38 close, 1 do not",
        "A104 not assessable (1): the total is blank – 行政诉讼 未经复议直接起诉",
    } < texts(sheet)
    assert ["✗ error", Decimal(1)] in sheet.rows()
    assert set(sheet.links.values()) == {
        "'Findings'!A1",
        "'二、主动公开政府信息情况'!A1",
        "'四、政府信息公开行政复议、行政诉讼情况'!A1",
    }


def test_findings_are_one_a_row(small: Callable[..., Reading]) -> None:
    one = small()
    one.store.judge(broken_total(report()), report(), "confirmed", "应为 11\n请更正")
    made = one.store.annotations[0]
    sheet = book(one)["Findings"]
    assert sheet.rows() == [
        ["No.", "Severity", "Rules", "What is wrong", "Place", "Evidence", "Suspect", "Status",
         "Notes"],
        [Decimal(1), "✗ error", "A104", "总计: 0, should be 11",
         "四、政府信息公开行政复议、行政诉讼情况, page 4, 行政复议 / 总计",
         "A104: 10 + 1 + 0 + 0 = 11 ≠ 0", "行政复议 / 总计: 0 → 11 (total left at 0)", "confirmed",
         f"(王芳, {made.updated.isoformat(' ', 'minutes')})\n应为 11\n请更正"],
    ]  # fmt: skip


def test_notes_are_by_section_and_orphans_are_told_apart(small: Callable[..., Reading]) -> None:
    one = small()
    one.store.add("section:overview", "缺数据")
    one.store.add("cell:disputes/gone/total", "旧批注")
    sheet = book(one)["Notes"]
    assert [[row[i] for i in (0, 1, 4, 5)] for row in sheet.rows()] == [
        ["Section", "On", "Note", "State"],
        ["一、总体情况", "一、总体情况", "缺数据", ""],
        ["", "gone / 总计", "旧批注", "no longer there"],
    ]
    assert sheet.looks["A2"].fill == ""
    assert sheet.looks["A3"].fill != ""


def test_sheets_are_set_up_for_reading_and_for_print(small: Callable[..., Reading]) -> None:
    one = small()
    one.store.add("report", "好")
    content = render("xlsx", [one], Options(), None)
    for name, sheet in read(content).items():
        xml = etree.tostring(sheet.xml).decode()
        assert 'paperSize="9"' in xml
        assert '<pageSetUpPr fitToPage="1"/>' in xml
        assert 'fitToHeight="0"' in xml
        assert "&amp;P / &amp;N</oddFooter>" in xml
        assert ('state="frozen"' in xml) is (name != "Summary")
        assert ("<autoFilter" in xml) is (name in {"Findings", "Notes"})
    titles = parts(content)["xl/workbook.xml"].decode()
    assert titles.count("_xlnm.Print_Titles") == 4


def test_wide_sheets_are_printed_across(real: Callable[[Path], Reading]) -> None:
    sheets = book(real(ZHOUKOU))
    orientations = {
        name: sheet.xml.find(".//{*}pageSetup").get("orientation") for name, sheet in sheets.items()
    }
    assert [name for name, set_up in orientations.items() if set_up == "landscape"] == ["Findings"]
    assert set(orientations.values()) == {"landscape", "portrait"}


def test_a_row_is_as_high_as_its_text(small: Callable[..., Reading]) -> None:
    one = small()
    one.store.add("report", "请核实。" * 60)
    one.store.add("section:overview", "短")
    rows = book(one)["Notes"].xml.findall(".//{*}sheetData/{*}row")
    long, short = (float(row.get("ht")) for row in rows[1:3])
    assert short == 18
    assert 9 * 15 <= long <= 11 * 15


# -- names --------------------------------------------------------------------------------------


def test_sheets_are_called_what_excel_allows() -> None:
    made = Book("", None)
    wanted = (
        "", "'", "[a]:*?/\\'b'", "History", "history", "HISTORY", "ｈｉｓｔｏｒｙ", "A" * 40,
        "a" * 40, "a" * 40, "政" * 31, "政" * 32, "😀" * 16, "😀" * 17, "\x01\ud800\uffff",
        "_x0041_", " ", "=1+1", "\u2028", *["同名"] * 12,
    )  # fmt: skip
    names = [made.page(name, (10,), "").name for name in wanted]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert not any(re.search(r"[\[\]:*?/\\'\x00-\x1f]|_x[0-9a-fA-F]{4}_", name) for name in names)
    assert "history" not in {name.casefold() for name in names}
    assert "同名 (12)" in names
    assert list(read(made.finished())) == names


def test_several_reports_are_numbered_behind_an_overview_that_leads_to_them(
    real: Callable[[Path], Reading], small: Callable[..., Reading]
) -> None:
    readings = [small(), real(ZHOUKOU)]
    sheets = book(*readings, overview=overview_of(readings))
    names = list(sheets)
    assert names[:3] == ["Overview", "1 Summary", "1 Findings"]
    assert all(name[:2] in {"1 ", "2 "} for name in names[1:])
    front = sheets["Overview"]
    assert front.links == {"A4": "'1 Summary'!A1", "A5": "'2 Summary'!A1"}
    assert "'Overview'!A1" in sheets["2 Summary"].links.values()


def test_overview_alone_has_a_row_a_report_in_numbers(real: Callable[[Path], Reading]) -> None:
    lines = (line_of(real(ZHOUKOU), "zhoukou-2022.xlsx"),) * 2
    sheets = book(overview=Overview(lines, (("坏.pdf", "this is no report"),)))
    assert list(sheets) == ["Overview", "What could not be read"]
    front = sheets["Overview"]
    head, row, _same = front.rows()[2:]
    assert head[:3] == ["file", "agency", "year"]
    assert row[:3] == ["zhoukou-2022.txt", "周口市人民政府", Decimal(2022)]
    assert all(isinstance(value, Decimal) for value in row[2:])
    ledger = check(ZHOUKOU).ledger
    assert row[head.index("identities") :][:2] == [ledger.total, ledger.evaluated]
    xml = etree.tostring(front.xml).decode()
    assert '<autoFilter ref="A3:N5"/>' in xml
    assert 'state="frozen"' in xml
    assert front.links == {}
    assert sheets["What could not be read"].rows()[1] == ["坏.pdf", "this is no report"]


def test_a_year_that_is_not_known_is_left_blank(small: Callable[..., Reading]) -> None:
    line = line_of(small(msgspec.structs.replace(report(), year=None)))
    assert book(overview=Overview((line, line)))["Overview"].cells["C4"] is None


# -- pictures -----------------------------------------------------------------------------------


def png(width: int, height: int) -> bytes:
    """Return a white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def with_pictures(*shown: Picture) -> Callable[[Reading, Options], Summary]:
    """Return what makes summaries with two findings that have these pictures."""

    def pictured(reading: Reading, options: Options) -> Summary:
        made = summary_of(reading, options)
        (item,) = made.findings
        items = [msgspec.structs.replace(item, number=i, pictures=shown) for i in (1, 2)]
        return msgspec.structs.replace(made, findings=tuple(items))

    return pictured


def sizes_of_pictures(content: bytes) -> list[tuple[float, float]]:
    """Return the widths and heights of the pictures in a workbook, in inches."""
    drawing = etree.fromstring(parts(content)["xl/drawings/drawing1.xml"])
    extents = drawing.findall(".//{*}xfrm/{*}ext")
    return [(int(e.get("cx")) / 914400, int(e.get("cy")) / 914400) for e in extents]


def test_pictures_are_on_a_sheet_of_their_own_that_leads_back(
    small: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = (Picture(4, png(288, 144), 288, 144), Picture(5, png(144, 72), 144, 72))
    monkeypatch.setattr(excel, "summary_of", with_pictures(*shown))
    content = render("xlsx", [small()], Options(), None)
    pictures, findings = (read(content)[name] for name in ("Pictures", "Findings"))
    first, second = (place for place, value in pictures.cells.items() if value in ("1", "2"))
    assert findings.links == {"A2": f"'Pictures'!{first}", "A3": f"'Pictures'!{second}"}
    assert pictures.links == {first: "'Findings'!A2", second: "'Findings'!A3"}
    assert pictures.cells["B1"] == "总计: 0, should be 11"
    assert sizes_of_pictures(content) == [(2, 1), (1, 0.5)] * 2


def test_pictures_stay_whole_in_print(
    small: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = Picture(4, png(2380, 1200), 2380, 1200)
    monkeypatch.setattr(excel, "summary_of", with_pictures(wide, wide, wide))
    content = render("xlsx", [small()], Options(), None)
    sheet = read(content)["Pictures"]
    second = next(place for place, value in sheet.cells.items() if value == "2")
    breaks = [int(found.get("id")) for found in sheet.xml.findall(".//{*}rowBreaks/{*}brk")]
    assert breaks == [int(second[1:]) - 1]  # three on a page; a heading goes with its picture
    assert [w for w, _h in sizes_of_pictures(content)] == pytest.approx([595 / 72] * 6, abs=0.02)
    assert [h for _w, h in sizes_of_pictures(content)] == pytest.approx([300 / 72] * 6, abs=0.02)


# -- attacks ------------------------------------------------------------------------------------

ATTACKS = (
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "+cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example","点此")', "_x003D_1", "_x0041_x0042_x0043_", "http://x.example",
    "mailto:a@x.example", "internal:'Summary'!A1", "external:x.xlsx", "file:///etc/passwd",
    r"\\x.example\share", "\x00\x01\x1b[31m\x7f\x9b", "\ud800", "\ufffe\uffff", "\u202e", "{=1}",
    "<r><t>x</t></r>", "<r></t></si><si><t>x</r>", "]]>", "<f>1</f>", "&P&G&[Picture]", "1", "007",
    "1e5", "TRUE", "#REF!", "'=1", "<!DOCTYPE x>", "&lt;&#61;", "x" * 40_000, "😀" * 20_000,
)  # fmt: skip


def attacked(small: Callable[..., Reading], text: str) -> Reading:
    """Return a reading with a text wherever a report or a person can put one."""
    of = report(prose=text)
    cells = dict(of.tables["disputes"].cells)
    held = cells["disputes/review/upheld"]
    cells[held.address] = msgspec.structs.replace(held, text=text, value=None, state="text")
    disputes = msgspec.structs.replace(
        of.tables["disputes"], cells=cells, labels=dict.fromkeys(("review",), text)
    )
    sections = tuple(msgspec.structs.replace(s, title=text) for s in of.sections)
    of = msgspec.structs.replace(
        of,
        source=msgspec.structs.replace(of.source, file=text),
        agency=text,
        title=text,
        sections=sections,
        tables={**of.tables, "disputes": disputes},
    )
    store = AnnotationStore.open(small().path, of)
    wrong = finding("N101:overview", Message("{text}", {"text": text}), severity="warning")
    told = [broken_total(report()), wrong]
    writable = text.encode("utf-8", "replace").decode()
    for target in (
        "report",
        "section:overview",
        "cell:disputes/review/total",
        "quote:x",
        "cell:x/y/z",
    ):
        store.add(target, writable)
    store.judge(wrong, of, "confirmed", writable)
    return small_reading(store, of, *told)


@pytest.mark.parametrize("text", ATTACKS, ids=lambda text: ascii(text[:24]))
def test_no_text_becomes_a_formula_a_link_or_markup(
    small: Callable[..., Reading], text: str
) -> None:
    one = attacked(small, text)
    overview = Overview((line_of(one, text),) * 2, ((text, text),))
    for content in (
        render("xlsx", [one], Options(), None),
        render("xlsx", [one, one], Options(), overview),
        render("xlsx", [], Options(), overview),
    ):
        held = parts(content)
        for name, part in held.items():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(part)
        assert not any(b'TargetMode="External"' in held[name] for name in held)
        sheets = read(content)
        for sheet in sheets.values():
            assert not sheet.xml.findall(".//{*}f")
            assert not [kind for kind, _target in sheet.relations if kind.endswith("/hyperlink")]
            assert all(re.match(r"'.*'!A\d+$", link) for link in sheet.links.values())
            assert {link.split("'")[1] for link in sheet.links.values()} <= set(sheets)
            assert all(len(t.encode("utf-16-le")) <= 2 * TEXT_MOST for t in texts(sheet))
        strings = etree.fromstring(held["xl/sharedStrings.xml"])
        assert {child.tag.rpartition("}")[2] for item in strings for child in item} == {"t"}


def test_a_text_stays_one_when_a_person_edits_its_cell(small: Callable[..., Reading]) -> None:
    one = attacked(small, "=1+1")
    content = render("xlsx", [one], Options(), None)
    xfs = etree.fromstring(parts(content)["xl/styles.xml"]).findall(".//{*}cellXfs/{*}xf")
    for sheet in read(content).values():
        for cell in sheet.xml.findall(".//{*}c"):
            if cell.get("t") == "s":
                assert xfs[int(cell.get("s"))].get("quotePrefix") == "1"


def decoded(text: str) -> str:
    """Return what Excel shows for a text in a workbook."""
    return re.sub("_x([0-9a-fA-F]{4})_", lambda match: chr(int(match[1], 16)), text)


@pytest.mark.parametrize(
    "text", ["_x0041_", "_x003D_1", "a_x000A_b", "_x005F_", "__x0041__", "<r>x</r>", "<r></r>"]
)
def test_text_that_excel_would_read_otherwise_is_shown_as_it_is(
    small: Callable[..., Reading], text: str
) -> None:
    one = small()
    one.store.add("report", text)
    one.store.add("cell:disputes/review/pending", text)
    sheets = book(one)
    assert decoded(str(sheets["Notes"].cells["E2"])).rstrip(" ") == text
    (comment,) = (c for c in table(sheets, "行政复议").comments.values() if "王芳" in c)
    assert decoded(comment) == f"王芳: {text}"


def test_escapes_that_share_a_character_do_not_become_letters(
    small: Callable[..., Reading],
) -> None:
    one = small()
    one.store.add("report", "_x0041_x0042_x0043_")
    shown = decoded(str(book(one)["Notes"].cells["E2"]))
    assert shown.replace("\u2060", "") == "_x0041_x0042_x0043_"


@pytest.mark.parametrize("character", ["好", "😀", "a"])
def test_text_that_is_too_long_is_cut_and_says_so(character: str) -> None:
    text = safe(character * 40_000)
    assert text.endswith("… (cut off)")
    assert TEXT_MOST - 1 <= len(text.encode("utf-16-le")) // 2 <= TEXT_MOST
    assert safe(character * 16_000) == character * 16_000


def test_an_ampersand_is_no_command_in_a_footer(small: Callable[..., Reading]) -> None:
    sheet = book(small(msgspec.structs.replace(report(), agency="A&P&G&[Picture]")))["Findings"]
    assert sheet.xml.findtext(".//{*}oddFooter") == "&LA＆P＆G＆[Picture] · 2023&R&P / &N"


# -- the file -----------------------------------------------------------------------------------

AGAIN = """
import sys
from pathlib import Path
from tests.real import ZHOUKOU, check, load
from tui import language
from tui.annotations import AnnotationStore
from tui.exports import render
from tui.exports.overview import overview_of
from tui.exports.scope import Options
from tui.reading import Reading

language.use("zh_CN")
path = Path(sys.argv[1])
one = Reading(path, load(ZHOUKOU), check(ZHOUKOU), AnnotationStore.open(path, load(ZHOUKOU)))
sys.stdout.buffer.write(render("xlsx", [one, one], Options(), overview_of([one, one])))
"""


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "zhoukou-2022.txt"
    store = AnnotationStore.open(path, load(ZHOUKOU))
    store.add("report", "好")
    store.add("cell:applications/received/total", "请核实")
    commands = [sys.executable, "-c", AGAIN, str(path)]
    first, second = (
        subprocess.run(commands, cwd=ROOT, capture_output=True, check=True).stdout for _ in range(2)
    )
    assert first[:2] == b"PK"
    assert first == second
    made = store.annotations[0].updated.astimezone(UTC)
    core = parts(first)["docProps/core.xml"].decode()
    assert "<dc:creator>gouji</dc:creator>" in core
    assert core.count(f"{made:%Y-%m-%dT%H:%M}") == 2


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_what_attacks_are_in_and_prints_it(
    small: Callable[..., Reading], tmp_path: Path
) -> None:
    paths = []
    for i, text in enumerate(("\n".join(ATTACKS[:35]), ATTACKS[22], ATTACKS[36])):
        path = tmp_path / f"{i}.xlsx"
        path.write_bytes(render("xlsx", [attacked(small, text)], Options(), None))
        paths.append(path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=120)
    for path in paths:
        assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
