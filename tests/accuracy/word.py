"""Reports as Word files, and what LibreOffice makes of them: PDF and the old format."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.accuracy.report import Heading, Part, Prose, Table, Title

_NUMBERED = re.compile(r"([0-9]+)\.(.+)", re.DOTALL)
_STYLE = "List Number"


def written(parts: Sequence[Part], numbered: bool = False) -> bytes:
    """Return a report as a Word file, cells merged as they are drawn.

    `numbered` leaves the numbers of the rows' labels (1. to 8.) to Word's own numbering.
    """
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = Document()
    for part in parts:
        match part:
            case Title(text):
                document.add_heading(text, 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
            case Heading(text):
                document.add_heading(text, 1)
            case Prose(text):
                document.add_paragraph(text)
            case Table():
                _table(document, part, numbered)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def _table(document: Any, part: Table, numbered: bool) -> None:
    from docx.shared import Mm, Pt

    columns = len(part.widths)
    table = document.add_table(part.rows, columns, style="Table Grid")
    table.autofit = False
    cells = [row.cells for row in table.rows]
    series = 0
    for column, width in enumerate(part.widths):
        for row in cells:
            row[column].width = Mm(160 * width / sum(part.widths))
    for square in part.sheet:
        first = cells[square.row][square.column]
        last = cells[square.row + square.height - 1][square.column + square.width - 1]
        cell = first.merge(last) if last is not first else first
        paragraph = cell.paragraphs[0]
        number = _NUMBERED.fullmatch(square.text) if numbered and square.column == 2 else None
        if number:
            paragraph.style = _STYLE
            if number[1] == "1":
                series = _series(document)
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = series
        for line, text in enumerate((number[2] if number else square.text).split("\n")):
            if line:
                paragraph = cell.add_paragraph()
            paragraph.add_run(text).font.size = Pt(8)


def _series(document: Any) -> int:
    """Return a new series of Word's numbers, which begins with 1 again."""
    style = document.styles[_STYLE].element
    numbering = document.part.numbering_part.element
    own = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(own).abstractNumId.val
    series = numbering.add_num(abstract)
    series.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(series.numId)


def is_office_here() -> bool:
    """Tell whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def converted(files: Sequence[bytes], to: str) -> list[bytes]:
    """Return Word files in another format, all in one run of LibreOffice."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        into = Path(folder, "out")
        names = []
        for n, data in enumerate(files):
            path = Path(folder, f"report{n}.docx")
            path.write_bytes(data)
            names.append(str(path))
        command = [
            str(shutil.which("soffice")),
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(into),
            *names,
        ]
        subprocess.run(command, capture_output=True, timeout=300, check=True)
        return [(into / f"report{n}.{to}").read_bytes() for n in range(len(files))]
