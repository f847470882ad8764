"""Document to Report: the one place where form, outline and tables meet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, structs

from parsers import forms, glyphs, outline
from parsers.document import Block, Document, Grid, Paragraph, Unreadable
from parsers.forms import Form
from parsers.grids import read_grids
from parsers.messages import marked
from parsers.model import Content, Report, Section, Source
from parsers.outline import Heading
from parsers.tables import Reading

NOT_A_REPORT = marked(
    "this is not a 政府信息公开工作年度报告: no title, section or table of one was found"
)
ONLY_ATTACHED = marked(
    "the page holds no report of its own, only the attachment {name}: download it and open that"
)
TOO_LONG = marked("this is too long to be a report: it has more than {count} paragraphs")
OLDER_FORM = marked("this is the report for {year}, on a form that gouji does not know")

# What is made to be read as a report whatever it holds. Of a web page or a text nobody can tell.
_ANY_REPORT = ("pdf", "docx", "doc", "rtf")
# More than a thousand pages have.
_BLOCKS_MOST = 60_000
# A stray figure or two under a label like the form's make no report of a file.
_FIGURES_LEAST = 10
# What the document that holds a report is called, where a page only leads to it.
_REPORT = re.compile("报告|年报")


class _Understood(Struct, frozen=True):
    """A document under one form: its parts, the tables read, the blocks that these took."""

    form: Form
    parts: list[outline.Part]
    readings: dict[str, Reading]
    drops: list[frozenset[int]]

    @property
    def figures(self) -> int:
        """How many cells were read."""
        return sum(len(reading.figures) for reading in self.readings.values())

    @property
    def is_whole(self) -> bool:
        """Tell whether every cell of the form was read."""
        return all(
            table.id in self.readings and self.readings[table.id].has_all(table)
            for table in self.form.tables
        )


def understand(document: Document, file: str, sha256: str, own: Sequence[Form] = ()) -> Report:
    """Return the report that a document is; raise `Unreadable` where it is none.

    It may be on one of gouji's forms, or on one of a person's `own`.
    """
    if len(document.blocks) > _BLOCKS_MOST:
        raise Unreadable(TOO_LONG, count=f"{_BLOCKS_MOST:,}")
    blocks = tuple(_mapped(block) for block in document.blocks)
    heading = _heading(blocks, document.titles)
    rest = [block for i, block in enumerate(blocks) if i not in heading.blocks]
    period = outline.period(block.text for block in rest if isinstance(block, Paragraph))
    year = heading.year or (int(period.end[:4]) if period else None)
    known = [*own, *(forms.load(id) for id in forms.known())]
    best = _under_best_form(blocks, rest, year, known)
    elsewhere = _attached(document, heading.title)
    if elsewhere and not best.figures and len(best.parts) <= 2:
        raise Unreadable(ONLY_ATTACHED, name=elsewhere)
    is_official = heading.title or best.figures >= _FIGURES_LEAST or len(best.parts) >= 4
    too_old = year is not None and year < min(form.from_year for form in known)
    if is_official and not too_old:
        held = _official(best)
    elif document.format in _ANY_REPORT:
        # Not loaded before, since few reports are on no form.
        from parsers import generic

        heading, held = generic.understood(blocks, heading)
        year = heading.year
    else:
        raise Unreadable(OLDER_FORM, year=str(year)) if too_old else Unreadable(NOT_A_REPORT)
    return Report(
        source=Source(file, document.format, sha256, document.pages),
        layout=held.layout,
        agency=heading.agency,
        year=year,
        title=heading.title,
        period=period,
        preamble=held.preamble,
        sections=held.sections,
        tables=held.tables,
        radicals=glyphs.radicals(text for block in document.blocks for text in _texts(block)),
        gaps=document.gaps,
    )


def _heading(blocks: Sequence[Block], titles: Sequence[str]) -> Heading:
    """Return the title that the blocks hold, or one from outside that names an agency instead."""
    held = outline.heading(blocks)
    if held.agency:
        return held
    outside = [Paragraph(glyphs.mapped(title)) for title in titles]
    found = [outline.heading(outside[start:]) for start in range(len(outside))]
    named = max(
        found, key=lambda heading: (bool(heading.agency), bool(heading.title)), default=held
    )
    if (named.title and not held.title) or (named.agency and named.year == held.year):
        return structs.replace(named, blocks=held.blocks)
    return held


def _attached(document: Document, title: str) -> str:
    """Return the attachment that is the report which a page is about, empty if there is none."""
    named = [name for name in document.attachments if _REPORT.search(name)]
    return next(iter(named or (document.attachments if title else ())), "")


def _official(read: _Understood) -> Content:
    """Return what a report on an official form holds."""
    preamble, *sections = map(outline.section, read.parts, read.drops)
    tables = {
        table.id: read.readings[table.id].table(table)
        for table in read.form.tables
        if table.id in read.readings
    }
    return Content(read.form, _whole_text(preamble), tuple(sections), tables)


def _under_best_form(
    blocks: Sequence[Block], rest: Sequence[Block], year: int | None, known: Sequence[Form]
) -> _Understood:
    """Read a document under the one of the `known` forms that the most of it can be read under.

    That is told by what it holds. In a tie the first form for its year counts.
    """
    best: _Understood | None = None
    for form in sorted(known, key=lambda form: not form.is_for(year)):
        parts = outline.parts(rest, form)
        readings = read_grids(blocks, form)
        found = _Understood(form, parts, readings, _read_text_tables(parts, form, readings))
        if best is None or found.figures > best.figures:
            best = found
        # A form with less to read than the next is whole sooner, and no better for it.
        if best.is_whole and form.id in forms.known():
            break
    assert best is not None
    return best


def _read_text_tables(
    parts: list[outline.Part], form: Form, readings: dict[str, Reading]
) -> list[frozenset[int]]:
    """Read the tables that stand as lines of text; return for each part the blocks they took."""
    drops = []
    for part in parts:
        table = next((t for t in form.tables if t.section == part.id), None)
        paragraphs = [b for b in part.blocks if isinstance(b, Paragraph)]
        drop: frozenset[int] = frozenset()
        if table and table.id not in readings and len(paragraphs) == len(part.blocks):
            # Not loaded before, since most tables are drawn.
            from parsers.lines import read_lines

            reading, drop = read_lines(paragraphs, table)
            if reading.figures:
                readings[table.id] = reading
        drops.append(drop)
    return drops


def _mapped(block: Block) -> Block:
    if isinstance(block, Grid):
        cells = tuple(structs.replace(c, text=glyphs.mapped(c.text)) for c in block.cells)
        return structs.replace(block, cells=cells)
    words = tuple(word._replace(text=glyphs.mapped(word.text)) for word in block.words)
    return structs.replace(block, text=glyphs.mapped(block.text), words=words)


def _texts(block: Block) -> list[str]:
    return [c.text for c in block.cells] if isinstance(block, Grid) else [block.text]


def _whole_text(section: Section) -> str:
    """Return the prose of a section with that of its sub-sections."""
    lines = [section.text]
    for child in section.children:
        lines += [f"{child.number}{child.title}", child.text]
    return "\n".join(line for line in lines if line)
