"""A workbook for Excel in which texts are texts, whatever they look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from unicodedata import normalize

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.image import Image
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from parsers.pictures import PIXELS_PER_INCH
from tui.exports.archives import dated, settled
from tui.language import _
from tui.layout.text import cells, plain, visible, wrap

Style = tuple[tuple[str, str | int | bool], ...]
"""The properties of a format, as XlsxWriter names them."""

AUTHOR = "gouji"
TEXT_MOST = 32_767
"""So many UTF-16 units a cell holds, and a comment."""

WRAPPED: Style = (("text_wrap", True), ("valign", "top"))
FRAMED: Style = (*WRAPPED, ("border", 1), ("border_color", "#A6A6A6"))
TITLE: Style = (("bold", True), ("font_size", 14), ("valign", "vcenter"))
HEAD: Style = (
    *(("bold", True), ("text_wrap", True), ("valign", "vcenter")),
    *(("border", 1), ("border_color", "#7F7F7F"), ("bg_color", "#D9D9D9")),
)
# What begins with = stays a text when a person has edited it.
_AS_TEXT: Style = (("quote_prefix", True),)

_NAME_MOST, _LINK_MOST, _FOOTER_MOST = 31, 255, 80
_DIGITS, _DECIMALS = 15, 30
"""A number of more digits Excel rounds, one of more decimals it cannot show."""

_FONT = {"font_name": "宋体", "font_size": 11}
# The widths of a column and a row in pixels that go with this font; others XlsxWriter only guesses.
_METRICS = {"default_column_width": 72, "default_row_height": 18}
_LINE, _HEIGHT_MOST = 15, 409
"""The height of a line and the greatest of a row, in points."""
_ROW = 13.5
_SCALE, _PAGE_WIDTH, _PAGE_HEIGHT = 70, 595, 1040
"""At so many per cent so many points fit on upright A4: a page at its own width."""
_PORTRAIT = 120
"""So many characters can be read side by side on upright A4."""

_INVALID = re.compile(r"[\[\]:*?/\\']+|_(?=x[0-9a-fA-F]{4}_)")
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
# Excel takes _x0041_ for an A. XlsxWriter escapes it, but not one that shares a _ with another.
_SHARED = re.compile(r"(?<=_x[0-9a-fA-F]{4}_)(?=x[0-9a-fA-F]{4}_)")


def safe(text: str, most: int = TEXT_MOST) -> str:
    """Return `text` as XML and Excel can hold it, as it is to be read; too long, it is cut."""
    text = "\n".join(map(visible, text.split("\n")))
    text = _NO_CHARACTERS.sub(lambda match: f"‹{ord(match[0]):x}›", text)
    text = _SHARED.sub("\u2060", text)
    if text.startswith("<r>") and text.endswith("</r>"):  # XlsxWriter takes it for its own XML
        text += " "
    return _cut(text, most, _("… (cut off)"))


def _cut(text: str, most: int, mark: str = "…") -> str:
    """Return `text` in at most so many UTF-16 units, ending in `mark` where it was cut."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * most:
        return text
    return units[: 2 * (most - len(mark))].decode("utf-16-le", "ignore") + mark


def is_exact(value: Decimal) -> bool:
    """Say whether Excel holds a number as it is, and can show all its decimals."""
    digits = len(value.normalize().as_tuple().digits)
    return digits <= _DIGITS and value.adjusted() < _DIGITS and decimals(value) <= _DECIMALS


def decimals(value: Decimal) -> int:
    """Return how many decimals a finite number has, zeros too."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def shown_with(decimals: int, sign: str = "") -> str:
    """Return the format of figures with so many decimals, and behind each of them a sign."""
    number = f"0.{'0' * decimals}" if decimals else "0"
    if not sign:
        return number
    return ";".join(f'{shown}" {sign}"' for shown in (number, f"-{number}", number, "@"))


def _lines(text: str, width: int) -> int:
    """Return how many lines of a width hold `text`, as far as a row can show them."""
    most, lines = _HEIGHT_MOST // _LINE, 0
    for line in text.split("\n"):
        if cells(line) > width * most:
            return most
        lines += max(1, len(wrap(line, width - 1)))
    return min(lines, most)


def _fitting(size: tuple[int, int]) -> float:
    """Return the scale at which a picture is not wider than a page."""
    return min(1.0, _PAGE_WIDTH / (size[0] * 72 / PIXELS_PER_INCH))


class Page:
    """A sheet that is filled from above, of columns so many characters wide, printed on A4.

    `row` is the one to be filled next.
    """

    def __init__(self, book: Book, sheet: Worksheet, widths: Sequence[int], footer: str) -> None:
        self.name: str = sheet.name
        self.row = 0
        self._used = 0.0
        self._breaks: list[int] = []
        self._book = book
        self._widths = tuple(widths)
        self._sheet = sheet
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.hide_gridlines(2)
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        if sum(widths) > _PORTRAIT:
            self._sheet.set_landscape()
        # An & begins a command in a footer.
        named = plain(safe(footer, _FOOTER_MOST)).replace("&", "＆")
        self._sheet.set_footer(f"&L{named}&R&P / &N")

    # -- cells ----------------------------------------------------------------------------------

    def text(self, column: int, text: str, style: Style = (), sign: str = "") -> None:
        """Put a text in the row, and behind it show a sign."""
        style = (*style, *_AS_TEXT, *((("num_format", shown_with(0, sign)),) if sign else ()))
        self._sheet.write_string(self.row, column, safe(text), self._book.format(style))

    def number(self, column: int, value: Decimal | int, style: Style = (), sign: str = "") -> None:
        """Put a number in the row, shown with all its decimals and behind them a sign."""
        zeros = decimals(value) if isinstance(value, Decimal) else 0
        style = (*style, ("num_format", shown_with(zeros, sign)))
        self._sheet.write_number(self.row, column, value, self._book.format(style))

    def blank(self, column: int, style: Style) -> None:
        """Put nothing in the row, but in a style."""
        self._sheet.write_blank(self.row, column, None, self._book.format(style))

    def link(self, column: int, text: str, page: Page, row: int = 0, style: Style = ()) -> None:
        """Put a text in the row that leads to a row of a page in the book."""
        where = f"internal:'{page.name}'!A{row + 1}"
        style = (*style, ("font_color", "#0563C1"), ("underline", 1), *_AS_TEXT)
        shown = safe(text, _LINK_MOST)
        self._sheet.write_url(self.row, column, where, self._book.format(style), shown)

    def comment(self, column: int, text: str) -> None:
        """Put a comment on a cell of the row, as high as its text needs."""
        text = safe(text)
        options = {"width": 320, "height": 20 + 16 * min(_lines(text, 44), 30)}
        font = {"font_name": _FONT["font_name"], "font_size": 9}
        self._sheet.write_comment(self.row, column, text, {"author": AUTHOR, **options, **font})

    # -- rows -----------------------------------------------------------------------------------

    def texts(self, texts: Sequence[str], style: Style = WRAPPED, height: int = 1) -> None:
        """Put texts in the row, from its beginning, and go on to the next."""
        for column, text in enumerate(texts):
            self.text(column, text, style)
        self.end(texts, height)

    def line(self, text: str, style: Style = (), lines: int = 1) -> None:
        """Put a text over the whole width, and go on to the next row."""
        style = (*style, *WRAPPED)
        if len(self._widths) > 1:
            last = len(self._widths) - 1
            # XlsxWriter guesses what a text is that it is to put in cells that are one.
            form = self._book.format((*style, *_AS_TEXT))
            self._sheet.merge_range(self.row, 0, self.row, last, "", form)
        self.text(0, text, style)
        self._end(max(lines, _lines(safe(text), sum(self._widths))))

    def end(self, texts: Sequence[str], lines: int = 1) -> None:
        """Go on to the next row, this one as high as `texts` need in its columns."""
        needed = (_lines(safe(t), w) for t, w in zip(texts, self._widths, strict=False))
        self._end(max((lines, *needed)))

    def skip(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def _end(self, lines: int) -> None:
        height = min(_LINE * lines + 3, _HEIGHT_MOST)
        self._sheet.set_row(self.row, height)
        self.row += 1
        self._used += height

    # -- pictures -------------------------------------------------------------------------------

    def print_unbroken(self) -> None:
        """Have pages end where `room` says, and not be made smaller, which would forbid that."""
        self._sheet.set_print_scale(_SCALE)

    def room(self, size: tuple[int, int]) -> None:
        """Begin a new page here, if a line and a picture of so many pixels do not fit on this."""
        needed = 2 * _LINE + _fitting(size) * size[1] * 72 / PIXELS_PER_INCH
        if self._used and self._used + needed > _PAGE_HEIGHT:
            self._breaks.append(self.row)
            self._sheet.set_h_pagebreaks(self._breaks)
            self._used = 0.0

    def picture(self, png: bytes, size: tuple[int, int], told: str) -> None:
        """Put a picture of so many pixels here, smaller if it is too wide, and go on below it."""
        image = Image(BytesIO(png))
        image.description = safe(told, _LINK_MOST)
        scale = _fitting(size)
        scales = {
            "x_scale": scale * image.x_dpi / PIXELS_PER_INCH,
            "y_scale": scale * image.y_dpi / PIXELS_PER_INCH,
        }
        self._sheet.insert_image(self.row, 0, image, scales)
        rows = ceil(scale * size[1] * 72 / PIXELS_PER_INCH / _ROW) + 1
        self.row += rows
        self._used += rows * _ROW

    # -- the whole ------------------------------------------------------------------------------

    def head(self, names: Sequence[str], style: Style, frozen_columns: int = 0) -> None:
        """Put the names of the columns here: always on the screen and on each page printed."""
        self._sheet.repeat_rows(self.row)
        self._sheet.freeze_panes(self.row + 1, frozen_columns)
        self.texts(names, style)

    def filter(self, head: int, columns: int) -> None:
        """Let a person filter the rows from the head at row `head` to here."""
        self._sheet.autofilter(head, 0, max(self.row - 1, head), columns - 1)

    def texts_may_be_numbers(self, first: int) -> None:
        """Have Excel not point out texts that look like numbers, from row `first` to here."""
        last = xl_col_to_name(len(self._widths) - 1)
        self._sheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:{last}{self.row + 1}"})


class Book:
    """A workbook with its pages in order; `when` is the only time in it."""

    def __init__(self, title: str, when: datetime | None) -> None:
        self._made = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": dict(_FONT),
            **_METRICS,
        }
        self._workbook = Workbook(self._made, options)
        self._workbook.set_properties(
            {"title": safe(title, _LINK_MOST), "author": AUTHOR, "created": dated(when)}
        )
        self._formats: dict[Style, Format] = {}
        self._taken: set[str] = {"history"}  # which Excel keeps for itself

    def page(self, name: str, widths: Sequence[int], footer: str) -> Page:
        """Add a page, called as much like `name` as Excel allows and as no other page is."""
        return Page(self, self._workbook.add_worksheet(self._name(name)), widths, footer)

    def format(self, style: Style) -> Format:
        """Return the format of a style, the same for the same."""
        key = tuple(sorted(dict(style).items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(dict(style))
        return self._formats[key]

    def finished(self) -> bytes:
        """Return the file; nothing can be added any more."""
        self._workbook.close()
        return settled(self._made.getvalue())

    def _name(self, wanted: str) -> str:
        wanted = plain(_INVALID.sub(" ", safe(wanted))) or "-"
        name, number = _cut(wanted, _NAME_MOST), 1
        while _as_compared(name) in self._taken:
            number += 1
            end = f" ({number})"
            name = _cut(wanted, _NAME_MOST - len(end)) + end
        self._taken.add(_as_compared(name))
        return name


def _as_compared(name: str) -> str:
    """Return what two names of sheets must not share: Excel may overlook case and width."""
    return normalize("NFKC", name).casefold()
