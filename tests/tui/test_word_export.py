"""The summary as a Word file: what it says, on which paper, and that it is nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from msgspec.structs import replace
from PIL import Image

from tests.real import HONGZE, REPORTS, SAMPLES, ZHOUKOU, needs_reports, truth
from tests.tui.county import COUNTY
from tests.tui.hostile import ATTACKS, hostile_reading
from tests.tui.small_report import report
from tui import language
from tui.annotations import AnnotationStore
from tui.exports import render
from tui.exports.overview import Overview, line_of, overview_of
from tui.exports.paper import Paper
from tui.exports.scope import Options
from tui.layout.text import plain
from tui.reading import Reading, open_reading

FAULTY = SAMPLES / "wanghe-education-2023.txt"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def opened(report: Path, folder: Path) -> Reading:
    return open_reading(Path(shutil.copy(report, folder)))


def written(*readings: Reading, options: Options | None = None) -> Any:
    content = render("docx", readings, options or Options(), overview_of(readings))
    return docx.Document(BytesIO(content))


def texts(document: Any) -> list[str]:
    return [p.text for p in document.paragraphs if p.text]


def cells(document: Any) -> list[Any]:
    return [tc for table in document.tables for tc in table._tbl.iter(qn("w:tc"))]


def text_of(tc: Any) -> str:
    return "".join(t.text or "" for t in tc.iter(qn("w:t")))


def fill_of(tc: Any) -> str | None:
    shading = tc.find(f".//{qn('w:shd')}")
    return None if shading is None else str(shading.get(qn("w:fill")))


@needs_reports
@pytest.mark.parametrize(("path", "name"), [(HONGZE, "hongze-2023"), (ZHOUKOU, "zhoukou-2022")])
def test_every_figure_of_a_real_report_stands_in_its_tables(
    tmp_path: Path, path: Path, name: str
) -> None:
    one = opened(path, tmp_path)
    document = written(one)
    shown = [re.split(" [✗?]", text_of(tc))[0] for tc in cells(document)]
    printed = [plain(c.text) for t in one.report.tables.values() for c in t.cells.values()]
    assert len(printed) == len(truth(name))
    tables = document.tables[-3:]
    figures = [text_of(tc) for t in tables for tr in t._tbl.tr_lst[1:] for tc in tr.tc_lst[1:]]
    assert [re.split(" [✗?]", f)[0] for f in figures if f] == [p for p in printed if p]
    assert set(printed) <= set(shown)


@needs_reports
def test_figures_of_the_prose_alone_stand_in_two_columns(tmp_path: Path) -> None:
    document = written(opened(REPORTS / "shanghai-office-2019.html", tmp_path))
    [table] = [t for t in document.tables if text_of(t._tbl.tr_lst[0].tc_lst[0]) == "Side of N103"]
    rows = [[text_of(tc) for tc in tr.tc_lst] for tr in table._tbl.tr_lst]
    assert rows == [
        ["Side of N103", "Figure"],
        ["left", "258"],
        ["left", "805"],
        ["right", "33.9%"],
    ]


@needs_reports
def test_a_sure_culprit_is_painted_and_stands_with_what_would_agree(tmp_path: Path) -> None:
    painted = {text_of(tc): fill_of(tc) for tc in cells(written(opened(HONGZE, tmp_path)))}
    assert painted["0 ✗ → 11"] == painted["0 ✗ → 5"] == "F8C9C4"


@needs_reports
def test_findings_in_a_pdf_carry_the_picture_of_their_place(tmp_path: Path) -> None:
    document = written(opened(HONGZE, tmp_path))
    assert len(document.inline_shapes) == 3
    assert all(shape.width < Mm(157) for shape in document.inline_shapes)
    assert all(shape.height <= Mm(65) for shape in document.inline_shapes)


@pytest.mark.parametrize(
    ("pixels", "millimetres"),
    [((288, 144), (50.8, 25.4)), ((1600, 800), (130, 65)), ((800, 800), (141, 141))],
)
def test_a_picture_is_made_lower_where_it_stays_readable(
    pixels: tuple[int, int], millimetres: tuple[float, float]
) -> None:
    file = BytesIO()
    Image.new("L", pixels).save(file, "png")
    paper = Paper("", None)
    paper.picture(file.getvalue(), pixels[0] / 144)
    [shape] = paper.document.inline_shapes
    assert (shape.width.mm, shape.height.mm) == pytest.approx(millimetres, abs=0.5)


@needs_reports
def test_the_picture_of_a_finding_stands_before_the_figures_that_were_added_up(
    tmp_path: Path,
) -> None:
    body = written(opened(HONGZE, tmp_path)).element.body
    kinds = [
        "picture" if part.find(f".//{qn('w:drawing')}") is not None else "sums"
        for part in body
        if part.find(f".//{qn('w:drawing')}") is not None
        or "".join(part.itertext()).startswith("Side of")
    ]
    assert kinds == ["picture", "sums", "picture", "sums", "picture"]


def test_headings_and_notes_stand_in_order(tmp_path: Path) -> None:
    one = opened(FAULTY, tmp_path)
    one.store.judge(one.verdict.findings[0], one.report, "confirmed", "请改正\n并重新公开")
    one.store.add("section:overview", "第一部分可再具体些", tags=("复核",))
    one.store.add("section:no_such", "没了")
    document = written(one)
    headings = [(p.style.name, p.text) for p in document.paragraphs if "Heading" in p.style.name]
    assert headings[:3] == [
        ("Heading 1", "望禾市教育局 · 2023"),
        ("Heading 2", "Findings"),
        ("Heading 3", f"1. ✗ error {' '.join(one.verdict.findings[0].rules)}"),
    ]
    seconds = [text for style, text in headings if style == "Heading 2"]
    assert seconds == ["Findings", "Notes", "Notes on what is no longer there", "Tables"]
    assert "请改正\n并重新公开" in texts(document)
    assert any(text.endswith("#复核") for text in texts(document))


def test_the_paper_is_that_of_official_documents(tmp_path: Path) -> None:
    document = written(opened(FAULTY, tmp_path))
    section = document.sections[0]
    size = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(length / Mm(1)) for length in size] == [210, 297, 37, 28]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋"
    assert "PAGE" in section.footer._element.xml
    heads = [t._tbl.tr_lst[0] for t in document.tables[-2:]]
    assert all(tr.find(f".//{qn('w:tblHeader')}") is not None for tr in heads)


def test_several_reports_begin_with_an_overview_and_each_on_a_new_page(tmp_path: Path) -> None:
    first = opened(FAULTY, tmp_path)
    second = opened(COUNTY, tmp_path)
    document = written(first, second)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Overview", "望禾市教育局 · 2023", "槐汀县人民政府 · 2024"]
    xml = document.element.xml
    assert xml.count('w:type="page"') + xml.count('w:orient="landscape"') == 2


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_becomes_a_field_a_link_or_a_part(tmp_path: Path, attack: str) -> None:
    one = hostile_reading(tmp_path, attack)
    overview = Overview((line_of(one, f"{attack}.docx"),), ((attack, attack),))
    content = render("docx", [one], Options(), overview)
    document = docx.Document(BytesIO(content))
    xml = document.element.xml
    assert not re.search(r"<w:(fldSimple|instrText|hyperlink|object|altChunk)\b", xml)
    with ZipFile(BytesIO(content)) as archive:
        relations = [n for n in archive.namelist() if n.endswith(".rels")]
        assert not any(b'TargetMode="External"' in archive.read(name) for name in relations)
    said = plain(attack)
    assert said in "\n".join([*texts(document), *map(text_of, cells(document))])


def test_a_very_long_note_and_a_table_of_many_columns_are_whole(tmp_path: Path) -> None:
    one = opened(FAULTY, tmp_path)
    long = "长" * 100_000
    one.store.add("report", long)
    assert long in texts(written(one))


def test_figures_of_a_very_wide_table_are_not_broken(tmp_path: Path) -> None:
    wide = docx.Document()
    wide.add_heading("某某统计", 1)
    table = wide.add_table(rows=4, cols=30)
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            cell.text = f"项目{c}" if r == 0 else f"行{r}" if c == 0 else str(1000 * r + c)
    wide.save(str(tmp_path / "wide.docx"))
    document = written(open_reading(tmp_path / "wide.docx"))
    parts = [t for t in document.tables if text_of(t._tbl.tr_lst[-1].tc_lst[0]) == "行3"]
    figures = [text_of(tc) for t in parts for tc in t._tbl.tr_lst[-1].tc_lst[1:]]
    assert figures == [str(3000 + c) for c in range(1, 30)]
    assert len(parts) > 1
    assert min(tc.width for t in parts for tc in t._tbl.tr_lst[0].tc_lst) > Mm(9)
    assert document.sections[-1].page_width > document.sections[-1].page_height


def test_the_same_input_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    one = opened(FAULTY, tmp_path)
    one.store.add("report", "好")
    here = render("docx", [one])
    code = (
        "import sys; from pathlib import Path; from tui import language; language.use('en')\n"
        "from tui.reading import open_reading; from tui.exports import render\n"
        "sys.stdout.buffer.write(render('docx', [open_reading(Path(sys.argv[1]))]))"
    )
    done = subprocess.run([sys.executable, "-c", code, one.path], capture_output=True, check=True)
    assert done.stdout == here
    core = docx.Document(BytesIO(here)).core_properties
    assert core.modified == one.store.annotations[0].updated.replace(microsecond=0)


def test_without_annotations_the_file_is_dated_before_them(tmp_path: Path) -> None:
    of = replace(report(), tables={})
    one = Reading(
        tmp_path / "a.pdf",
        of,
        opened(FAULTY, tmp_path).verdict,
        AnnotationStore.open(tmp_path / "a.pdf", of),
    )
    core = written(replace(one, verdict=replace(one.verdict, findings=(), checks=())))
    assert core.core_properties.created.year == 1980


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("speech", ["en", "zh_CN"])
def test_libreoffice_prints_it(tmp_path: Path, speech: str) -> None:
    language.use(speech)
    one = opened(FAULTY, tmp_path)
    one.store.add("section:overview", "第一部分可再具体些")
    path = tmp_path / "summary.docx"
    path.write_bytes(render("docx", [one]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    pdf = pypdfium2.PdfDocument(path.with_suffix(".pdf"))
    assert {tuple(round(side) for side in page.get_size()) for page in pdf} == {(595, 842)}
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    run_on = "".join(text.split())
    assert "望禾市教育局·2023" in run_on
    assert "第一部分可再具体些" in run_on
    assert language._("Findings") in run_on
    language.use("en")
