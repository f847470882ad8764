"""The shapes that reports come in, each with its bar, and the files that show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec import Struct, structs

from tests.accuracy import chromium, drawn, texts, web, word
from tests.accuracy.figures import Case
from tests.accuracy.report import Title, parts

Render = Callable[[Sequence[Case]], list[bytes]]
"""Makes the files of all reports at once."""


class File(Struct, frozen=True):
    """A report in a shape: what is in the file, and which figures are printed in it."""

    shape: str
    case: Case
    data: bytes


class Shape(Struct, frozen=True):
    """A shape; `bar` tells whether every cell has to be read, or only none be wrong.

    `render` makes the files of all reports at once. `needs` names a program that is not here.
    """

    name: str
    format: str
    render: Render
    bar: bool = True
    admits: Callable[[Case], bool] = lambda case: True
    needs: Callable[[], str] = lambda: ""

    def files(self, cases: Sequence[Case]) -> Iterator[File]:
        """Yield the files of those reports that can be shown in this shape."""
        own = [case for case in cases if self.admits(case)]
        for case, data in zip(own, self.render(own) if own else [], strict=True):
            yield File(self.name, case, data)


def _is_flowing(case: Case) -> bool:
    """Tell whether a row's figures are told apart by spaces alone: none is blank or holds one."""
    return all(text and " " not in text for text in case.texts.values())


def _is_not_flowing(case: Case) -> bool:
    return not _is_flowing(case)


def _each(render: Callable[[Case, int], bytes]) -> Callable[[Sequence[Case]], list[bytes]]:
    return lambda cases: [render(case, n) for n, case in enumerate(cases)]


# -- PDF ------------------------------------------------------------------------------------------


def _needs_chromium() -> str:
    return "" if chromium.is_here() else "Chromium"


def _needs_office() -> str:
    return "" if word.is_office_here() else "LibreOffice"


def _needs_both() -> str:
    missing = [] if texts.is_poppler_here() else ["pdftotext"]
    return ", ".join(filter(None, (_needs_chromium(), *missing)))


@cache
def _printed(cases: tuple[_Key, ...], style: str) -> list[bytes]:
    """Return reports as Chromium prints them, each a little further down than the one before."""
    at = list(chromium.STYLES).index(style)
    own = chromium.STYLES[style]
    jobs = [(key.case, own, (7.0 * n + 3 * at) % 230) for n, key in enumerate(cases)]
    return chromium.printed(jobs)


class _Key:
    """A report as a key: the same object is the same report."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def __hash__(self) -> int:
        return hash(self.case.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.case is other.case


def _in_chromium(style: str) -> Callable[[Sequence[Case]], list[bytes]]:
    return lambda cases: _printed(tuple(map(_Key, cases)), style)


def _laid_out(style: str) -> Callable[[Sequence[Case]], list[bytes]]:
    return lambda cases: [
        texts.of_pdf(pdf, "-layout") for pdf in _printed(tuple(map(_Key, cases)), style)
    ]


def _drawn(style: str) -> Callable[[Case, int], bytes]:
    def render(case: Case, n: int) -> bytes:
        row = 1 + (n + 5 * list(drawn.STYLES).index(style)) % 28
        return drawn.drawn(case, structs.replace(drawn.STYLES[style], breaks=(row,)))

    return render


_OPEN = ("nothing", "horizontal rules", "no lines")
"""Styles in which nothing tells the lines of a cell from those of its neighbours."""


def _is_unwrapped(case: Case) -> bool:
    """Tell whether no figure is too wide for the narrowest columns."""
    counts = (t for a, t in case.texts.items() if not a.startswith("proactive/"))
    return all(len(text) <= 5 and " " not in text for text in counts)


def _is_wrapped(case: Case) -> bool:
    return not _is_unwrapped(case)


def _pdfs() -> Iterator[Shape]:
    for style in drawn.STYLES:
        yield from _of_style(f"PDF, reportlab, {style}", style, _each(_drawn(style)))
    for style in chromium.STYLES:
        shapes = _of_style(f"PDF, Chromium, {style}", style, _in_chromium(style))
        yield from (structs.replace(shape, needs=_needs_chromium) for shape in shapes)


def _of_style(name: str, style: str, render: Render) -> Iterator[Shape]:
    if style not in _OPEN:
        yield Shape(name, "pdf", render)
        return
    yield Shape(name, "pdf", render, admits=_is_unwrapped)
    yield Shape(f"{name}, wrapped figures", "pdf", render, bar=False, admits=_is_wrapped)


# -- web ------------------------------------------------------------------------------------------


Site = Callable[[str, str, str], str]


def _page(site: Site, encoding: str, declared: str, wrap: web.Wrap) -> Callable[[Case, int], bytes]:
    def render(case: Case, n: int) -> bytes:
        own = list(parts(case))
        (title,) = (part.text for part in own if isinstance(part, Title))
        return site(web.body(own, wrap), title, declared).encode(encoding, "xmlcharrefreplace")

    return render


def _pages() -> Iterator[Shape]:
    ways: dict[str, tuple[Site, str, str, web.Wrap]] = {
        "UTF-8": (web.page, "utf-8", "utf-8", web.plainly),
        "UTF-8, a site's furniture, cells of paragraphs": (
            web.furnished,
            "utf-8",
            "utf-8",
            web.in_paragraphs,
        ),
        "GBK declared as gb2312, furniture": (web.furnished, "gbk", "gb2312", web.with_hard_spaces),
        "GB18030 undeclared, layout tables": (
            web.in_layout_tables,
            "gb18030",
            "",
            web.in_paragraphs,
        ),
        "UTF-8 undeclared, layout tables": (web.in_layout_tables, "utf-8", "", web.plainly),
    }
    for name, way in ways.items():
        yield Shape(f"web, {name}", "html", _each(_page(*way)))


# -- Word -----------------------------------------------------------------------------------------


def _written(case: Case, n: int) -> bytes:
    return word.written(list(parts(case)))


def _numbered(case: Case, n: int) -> bytes:
    return word.written(list(parts(case)), numbered=True)


def _through_office(to: str) -> Callable[[Sequence[Case]], list[bytes]]:
    return lambda cases: word.converted(_each(_written)(cases), to)


def _words() -> Iterator[Shape]:
    yield Shape("Word", "docx", _each(_written))
    yield Shape("Word, rows numbered by Word", "docx", _each(_numbered))
    yield Shape("Word, the old format", "doc", _through_office("doc"), needs=_needs_office)
    yield Shape("PDF, LibreOffice", "pdf", _through_office("pdf"), needs=_needs_office)


# -- text -----------------------------------------------------------------------------------------


def _text(
    flatten: texts.Flatten, page: int = 0, between: str = "\n"
) -> Callable[[Case, int], bytes]:
    numbers = ("- {} -".format, "— {} —".format, "第{}页".format)

    def render(case: Case, n: int) -> bytes:
        # Pages of other lengths, so that they end at other rows.
        lines = page + n if page else 0
        return texts.text(list(parts(case)), flatten, lines, numbers[n % 3], between)

    return render


def _lines() -> Iterator[Shape]:
    for name, flatten in {
        "in reading order": texts.in_reading_order,
        "labels end behind figures": texts.behind_their_figures,
    }.items():
        render = _each(_text(flatten, page=23, between="\n\n"))
        yield Shape(f"text, {name}", "txt", render, admits=_is_flowing)
        yield Shape(f"text, {name}, blanks", "txt", render, bar=False, admits=_is_not_flowing)
    yield Shape("text, pipes", "txt", _each(_text(texts.piped)))
    yield Shape("text, tabs", "txt", _each(_text(texts.tabbed)))
    columns = _each(_text(texts.in_columns, page=31))
    yield Shape("text, columns", "txt", columns, admits=_is_unwrapped)
    yield Shape("text, columns, wrapped figures", "txt", columns, bar=False, admits=_is_wrapped)
    # pdftotext squeezes narrow columns: 18 6 710 may be three figures or two, a blank any column's.
    for style in ("lines, sans", "lines, serif, heads on each page", "no lines"):
        render = _laid_out(style)
        yield Shape(f"text, -layout of {style}", "txt", render, bar=False, needs=_needs_both)
    yield Shape("text, one cell a line", "txt", _each(_text(texts.one_cell_a_line)), bar=False)
    yield Shape("text, column by column", "txt", _each(_text(texts.column_by_column)), bar=False)


def known() -> list[Shape]:
    """Return all shapes: PDF, web, Word, text."""
    return [*_pdfs(), *_pages(), *_words(), *_lines()]
