"""Word files made for tests: the form's tables as Word draws them, small files from their XML."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import Any

import docx

from tests.parsers import official
from tests.parsers.official import Sheet, Square

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
TITLE = "洪泽区人民政府2023年政府信息公开工作年度报告"


# -- small files ----------------------------------------------------------------------------------


def types(main: str = f"{_WORD}.document.main+xml", part: str = "/word/document.xml") -> str:
    """Return the content types of a package."""
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml"'
        f' ContentType="application/xml"/><Override PartName="{part}" ContentType="{main}"/>'
        "</Types>"
    )


def relations(*targets: tuple[str, str], mode: str = "") -> str:
    """Return relationships to targets, each with its kind."""
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}" {mode}/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def document(body: str) -> str:
    """Return the main part with that body."""
    return f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"


def members(body: str, styles: str = "", numbering: str = "") -> dict[str, str | bytes]:
    """Return the parts of a Word file by name."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": document(body),
        "word/_rels/document.xml.rels": relations(
            *([("styles", "styles.xml")] if styles else []),
            *([("numbering", "numbering.xml")] if numbering else []),
        ),
    }
    if styles:
        parts["word/styles.xml"] = f"<w:styles {NAMES}>{styles}</w:styles>"
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {NAMES}>{numbering}</w:numbering>"
    return parts


def packed(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a package of parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def word(body: str, styles: str = "", numbering: str = "") -> bytes:
    """Return a Word file with that body."""
    return packed(members(body, styles, numbering))


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str, properties: str = "") -> str:
    """Return a paragraph of a text, or of runs."""
    inside = inside if inside.startswith("<") or not inside else run(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell(inside: str = "", properties: str = "") -> str:
    """Return a cell of a text, or of paragraphs and tables."""
    inside = inside if inside.startswith("<") else paragraph(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row of cells; texts become cells."""
    inside = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, widths: Sequence[int] = ()) -> str:
    """Return a table of rows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def drawn(sheet: Sheet) -> str:
    """Return a sheet as Word draws it: cells that span rows are told to go on in each row."""
    width = max(s.column + s.width for s in sheet)
    lines: list[dict[int, str]] = [{} for _ in range(official.height(sheet))]
    for s in sheet:
        for r in range(s.row, s.row + s.height):
            merge = "" if s.height == 1 else ' w:val="restart"' if r == s.row else ""
            merged = f"<w:vMerge{merge}/>" if s.height > 1 else ""
            text = s.text if r == s.row else ""
            inside = "".join(paragraph(line) for line in text.split("\n"))
            lines[r][s.column] = cell(inside, f'<w:gridSpan w:val="{s.width}"/>{merged}')
    rows = [row(*(line[c] for c in sorted(line))) for line in lines]
    return table(*rows, widths=[600] * width)


# -- whole reports --------------------------------------------------------------------------------


def sheets(figures: Mapping[str, str], single_other: bool = False) -> dict[int, Sheet]:
    """Return the form's tables by the heading that they stand under."""
    return {
        1: official.proactive(figures),
        2: official.applications(figures, single_other),
        3: official.disputes(figures),
    }


def report_body(figures: Mapping[str, str], single_other: bool = False) -> str:
    """Return a whole report: title, headings, prose and tables."""
    tables = sheets(figures, single_other)
    inside = paragraph(TITLE)
    for number, heading in enumerate(HEADINGS):
        inside += paragraph(heading) + paragraph("本机关按时公开。")
        inside += drawn(tables[number]) if number in tables else ""
    return inside + "<w:sectPr/>"


@cache
def by_python_docx() -> bytes:
    """Return a whole report of distinct figures as python-docx writes it, its merges its own."""
    made = docx.Document()
    made.add_paragraph(TITLE, style="Title")
    tables = sheets(official.distinct())
    for number, heading in enumerate(HEADINGS):
        made.add_heading(heading, 1)
        made.add_paragraph("本机关按时公开。")
        if number in tables:
            _add(made, tables[number])
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _add(made: Any, sheet: Sheet) -> None:
    width = max(s.column + s.width for s in sheet)
    added = made.add_table(official.height(sheet), width)
    cells = [added.row_cells(r) for r in range(official.height(sheet))]

    def place(s: Square) -> Any:
        first = cells[s.row][s.column]
        if s.height == s.width == 1:
            return first
        return first.merge(cells[s.row + s.height - 1][s.column + s.width - 1])

    for s in sheet:
        place(s).text = s.text
