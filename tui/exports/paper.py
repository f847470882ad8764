"""A Word document in the making: A4 as GB/T 9704—2012 has it for official documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from msgspec import Struct

from tui.exports.archives import dated
from tui.exports.figures import Role

_WIDTH, _HEIGHT = Mm(210), Mm(297)
# 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm.
_TOP, _LEFT, _RIGHT, _BOTTOM = Mm(37), Mm(28), Mm(26), Mm(35)

_TEXT, _HEADINGS, _LATIN = "仿宋", "黑体", "Times New Roman"
_SIZES = {1: Pt(22), 2: Pt(16), 3: Pt(14)}
_BODY = Pt(12)

_FILLS: dict[Role, str] = {"culprit": "F8C9C4", "suspect": "FCE9B8", "operand": "DDE8F7"}
_HEAD_FILL = "EDEDED"

_PICTURE_LOW, _STILL_READABLE = Mm(65), 0.75
"""A picture that finds no room leaves as much of the page empty; how small its print may get."""


class Shown(Struct, frozen=True):
    """What stands in a cell: a text or a figure, and how it is marked."""

    text: str
    is_figure: bool = False
    mark: Role | None = None


class Paper:
    """The document, and how things are put on it; `document` is python-docx's own."""

    def __init__(self, title: str, when: datetime | None) -> None:
        self.document: Any = docx.Document()
        properties = self.document.core_properties
        properties.title, properties.author, properties.last_modified_by = title, "gouji", "gouji"
        properties.comments, properties.revision = "", 1
        properties.created = properties.modified = dated(when)
        self._is_turned = self._may_stay_turned = False
        self._set_type()
        section = self.document.sections[0]
        _set_page(section, is_turned=False)
        _number_pages(section.footer.paragraphs[0])

    @property
    def width(self) -> Length:
        """How wide the print is on the page in hand."""
        section = self.document.sections[-1]
        return Length(section.page_width - section.left_margin - section.right_margin)

    def heading(self, text: str, level: int) -> None:
        """Add a heading; the first level stands in the middle."""
        self._turn_back()
        paragraph = self.document.add_heading(text, level)
        if level == 1:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def paragraph(
        self, text: str, bold: bool = False, centred: bool = False, size: Length = _BODY
    ) -> None:
        """Add a paragraph."""
        self._turn_back()
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, size
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def quotation(self, lines: Sequence[str]) -> None:
        """Add what a person wrote, set in, its lines kept."""
        self._turn_back()
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(8)
        for i, line in enumerate(lines):
            run = paragraph.add_run()
            if i:
                run.add_break()
            run.add_text(line)

    def legend(self, marks: Sequence[Shown]) -> None:
        """Add what the marks of cells mean, each marked so itself."""
        paragraph = self.document.add_paragraph()
        for shown in marks:
            run = paragraph.add_run(f" {shown.text} ")
            run.font.size = Pt(10.5)
            _mark(run, shown.mark)
            if shown.mark:
                run._r.get_or_add_rPr().append(_shading(_FILLS[shown.mark]))
            paragraph.add_run("   ")

    def picture(self, png: bytes, inches: float) -> None:
        """Add a picture so many inches wide, or as wide as the print where it is wider.

        A little smaller where it is low enough then to find room on the page more often.
        """
        shape = self.document.add_picture(BytesIO(png))
        ratio = shape.width / shape.height
        width = min(Inches(inches), self.width)
        if width * _STILL_READABLE <= _PICTURE_LOW * ratio < width:
            width = Length(_PICTURE_LOW * ratio)
        shape.width, shape.height = width, int(width / ratio)
        paragraph = self.document.paragraphs[-1]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True

    def table(
        self,
        head: Sequence[Shown],
        rows: Sequence[Sequence[Shown]],
        widths: Sequence[int],
        size: Length,
    ) -> None:
        """Add a table with columns of these widths; its head comes again on each page."""
        self._turn_back()
        table = self.document.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for texts in ([head] if head else []) + list(rows):
            row = table.add_row()
            _add(row._tr.get_or_add_trPr(), "w:cantSplit")
            if texts is head:
                _add(row._tr.get_or_add_trPr(), "w:tblHeader")
            for tc, shown, width in zip(row._tr.tc_lst, texts, widths, strict=True):
                tc.width = width
                _fill(tc, shown, size, is_head=texts is head)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def new_page(self) -> None:
        """Go on with a new page."""
        if self._is_turned and not self._may_stay_turned:
            self._turn_back()
        else:
            self.document.add_page_break()

    @contextmanager
    def turned(self) -> Iterator[None]:
        """Put what comes meanwhile on pages that are turned."""
        if not self._is_turned:
            _set_page(self.document.add_section(WD_SECTION.NEW_PAGE), is_turned=True)
        self._is_turned = self._may_stay_turned = True
        yield
        self._may_stay_turned = False

    def _turn_back(self) -> None:
        """Go on upright where the last page was turned; at the very end no page comes of that."""
        if self._is_turned and not self._may_stay_turned:
            self._is_turned = False
            _set_page(self.document.add_section(WD_SECTION.NEW_PAGE), is_turned=False)

    def _set_type(self) -> None:
        """Set the fonts, Chinese and Latin ones, and say what language the text is in."""
        styles = self.document.styles
        _set_font(styles["Normal"], _TEXT, _BODY)
        styles["Normal"].paragraph_format.space_after = Pt(4)
        for level, size in _SIZES.items():
            style = styles[f"Heading {level}"]
            _set_font(style, _HEADINGS, size)
            style.font.bold = level > 1
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.paragraph_format.space_before = Pt(12)
            style.paragraph_format.space_after = Pt(6)
            style.paragraph_format.keep_with_next = True
        properties = styles["Normal"].element.get_or_add_rPr()
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
        properties.append(language)


def _set_page(section: Any, is_turned: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if is_turned else WD_ORIENT.PORTRAIT
    width, height = (_HEIGHT, _WIDTH) if is_turned else (_WIDTH, _HEIGHT)
    section.page_width, section.page_height = width, height
    margins = (_LEFT, _BOTTOM, _RIGHT, _TOP) if is_turned else (_TOP, _RIGHT, _BOTTOM, _LEFT)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = margins


def _number_pages(paragraph: Any) -> None:
    """Put the page's number between dashes, as official documents have it."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")


def _set_font(style: Any, chinese: str, size: Length) -> None:
    style.font.name, style.font.size = _LATIN, size
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # a theme's fonts would count before those named
        if "heme" in name:
            del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), chinese)
    fonts.set(qn("w:hAnsi"), _LATIN)


def _fill(tc: Any, shown: Shown, size: Length, is_head: bool) -> None:
    """Put a text into a cell."""
    paragraph = Paragraph(tc.p_lst[0], tc)
    paragraph.paragraph_format.space_after = Pt(0)
    if shown.is_figure:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_head else WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(shown.text)
    run.font.size = size
    run.bold = is_head or None
    _mark(run, shown.mark)
    properties = tc.get_or_add_tcPr()
    if is_head or shown.mark:
        fill = _FILLS[shown.mark] if shown.mark else _HEAD_FILL
        properties.append(_shading(fill))
    middle = OxmlElement("w:vAlign")
    middle.set(qn("w:val"), "center")
    properties.append(middle)


def _mark(run: Any, mark: Role | None) -> None:
    """Mark a text for those who see no colours too."""
    if mark == "operand":
        run.underline = True
    elif mark:
        run.bold = True


def _shading(fill: str) -> Any:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), fill)
    return shading


def _add(parent: Any, name: str) -> None:
    parent.append(OxmlElement(name))
