"""Word files that are damaged, truncated, lying or none: a sentence, never a wrong value."""

from __future__ import annotations

import random
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise

import pytest

import parsers
from parsers import Unreadable, readers
from parsers.document import Grid, Paragraph
from parsers.model import Report
from parsers.readers import FOREIGN, docx, drawn
from parsers.readers.package import DAMAGED, ENCRYPTED, TOO_LARGE, TRUNCATED
from parsers.understand import understand
from tests.parsers import official, word
from tests.parsers.word import cell, paragraph, row, run, table, types

BODY = paragraph("甲")


def report_of(data: bytes) -> Report:
    return understand(readers.read(data), "a", "")


def reason(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        readers.read(data)
    return refused.value.message.template


@cache
def report() -> bytes:
    """Return a whole report with styles and numbers."""
    style = '<w:style w:styleId="a"><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return word.word(word.report_body(official.distinct()), style, number)


# -- what it is -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "called"),
    [
        ({"[Content_Types].xml": types("x.spreadsheetml.sheet.main+xml")}, "an Excel workbook"),
        ({"[Content_Types].xml": types("x.ms-excel.sheet.binary.main")}, "an Excel workbook"),
        ({"[Content_Types].xml": types("x.presentationml.main+xml")}, "a PowerPoint presentation"),
        ({"[Content_Types].xml": types("x.ms-visio.drawing.main+xml")}, "a Visio drawing"),
        ({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": ""}, "OFD reader and export it as PDF"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "save it as .docx or PDF"),
        ({"mimetype": "application/epub+zip"}, "an EPUB book"),
        ({"META-INF/MANIFEST.MF": "", "a.class": ""}, "a Java archive"),
        ({"report.pdf": "%PDF-1.4"}, "a ZIP archive"),
        ({}, "a ZIP archive"),
    ],
)
def test_other_packages_are_called_by_their_names(parts: dict[str, str], called: str) -> None:
    with pytest.raises(Unreadable, match=called) as refused:
        readers.read(word.packed(parts, zipfile.ZIP_STORED))
    assert refused.value.message.template == FOREIGN


@pytest.mark.parametrize(
    "main",
    [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_templates_and_files_with_macros_are_word_files(main: str) -> None:
    parts = word.members(BODY) | {"[Content_Types].xml": types(main)}
    assert len(readers.read(word.packed(parts)).blocks) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"[Content_Types].xml": None},
        {"_rels/.rels": None},
        {"word/_rels/document.xml.rels": None},
        {"word/document.xml": None, "Word/Document.xml": word.document(BODY)},
        {"word/document.xml": None, "word\\document.xml": word.document(BODY)},
        {"word/document.xml": word.document(BODY).encode("utf-16")},
        {"word/media/image1.png": "no picture"},
        {"word/document.xml": None, "main.xml": word.document(BODY),
         "_rels/.rels": word.relations(("officeDocument", "/main.xml"))},
        {"word/_rels/document.xml.rels": word.relations(
            ("styles", "http://localhost:9/styles.xml"), mode='TargetMode="External"')},
    ],
)  # fmt: skip
def test_what_is_missing_and_not_needed_is_not_missed(change: dict[str, str | None]) -> None:
    parts = word.members(BODY) | change
    data = word.packed({name: content for name, content in parts.items() if content is not None})
    assert len(readers.read(data).blocks) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"word/document.xml": None},
        {"word/document.xml": ""},
        {"word/document.xml": "<w:document"},
        {"word/document.xml": "<other/>"},
        {"word/document.xml": f"<w:document {word.NAMES}/>"},
        {"word/document.xml": word.document(BODY).replace("甲", "&unknown;")},
        {"word/document.xml": word.document(BODY).replace("甲", "\x01")},
        {"word/document.xml": f"<!DOCTYPE x>{word.document(BODY)}"},
        {"[Content_Types].xml": "<Types"},
        {"_rels/.rels": "<Relationships"},
        {"_rels/.rels": word.relations(("officeDocument", "../../etc/passwd"))},
        {"word/_rels/document.xml.rels": word.relations(("styles", "gone.xml"))},
        {"word/_rels/document.xml.rels": word.relations(("numbering", "document.xml"))},
    ],
)
def test_damaged_parts_are_said_to_be_damaged(change: dict[str, str | None]) -> None:
    parts = word.members(BODY) | change
    data = word.packed({name: content for name, content in parts.items() if content is not None})
    assert reason(data) == DAMAGED


def test_word_file_without_text_says_so() -> None:
    assert reason(word.word(paragraph("") + table(row("", "")))) == docx.NO_TEXT
    assert reason(word.word('<w:altChunk r:id="rId1"/>')) == docx.ATTACHED
    assert len(readers.read(word.word(f'<w:altChunk r:id="rId1"/>{BODY}')).blocks) == 1


# -- lies -----------------------------------------------------------------------------------------


def entry(data: bytes, name: bytes) -> int:
    """Return where the central directory has the entry of a part."""
    return data.rindex(name) - 46


def patched(data: bytes, at: int, value: bytes) -> bytes:
    return data[:at] + value + data[at + len(value) :]


@pytest.mark.parametrize("size", [0, 10, 100_000, 0xFFFFFF])
def test_part_that_lies_about_its_size_is_damaged(size: int) -> None:
    data = report()
    lying = patched(data, entry(data, b"word/document.xml") + 24, struct.pack("<I", size))
    assert reason(lying) == DAMAGED


def test_part_that_says_it_is_gigabytes_is_too_large() -> None:
    data = report()
    size = struct.pack("<I", 4_000_000_000)
    assert reason(patched(data, entry(data, b"word/document.xml") + 24, size)) == TOO_LARGE


def test_bomb_is_stopped_whatever_it_says_of_its_size() -> None:
    bomb = word.document("<w:p/>" + " " * 80_000_000)
    data = word.packed(word.members(BODY) | {"word/document.xml": bomb})
    del bomb
    honest = reason(data)
    lying = patched(data, entry(data, b"word/document.xml") + 24, struct.pack("<I", 1000))
    tracemalloc.start()
    assert reason(lying) == DAMAGED
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()
    assert honest == TOO_LARGE


def test_bomb_of_entities_is_damaged() -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise("abcdefgh")
    )
    bomb = f"<!DOCTYPE x [{entities}]>" + word.document(BODY).replace("甲", "&h;")
    parts = word.members(BODY) | {"word/document.xml": bomb}
    assert reason(word.packed(parts)) == DAMAGED


def test_outside_entity_is_never_fetched() -> None:
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    document = outside + word.document(BODY).replace("甲", "&a;")
    assert reason(word.packed(word.members(BODY) | {"word/document.xml": document})) == DAMAGED


def test_too_many_tags_or_parts_or_squares_are_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason(word.word("<w:p/>" * 1_000_001)) == TOO_LARGE
    assert reason(word.packed(word.members(BODY)) + b"PK\x01\x02" * 20_001) == TOO_LARGE
    monkeypatch.setattr(docx, "_SQUARES_MOST", 5)
    assert reason(word.word(table(*[row("a", "b")] * 3))) == TOO_LARGE
    monkeypatch.setattr(docx, "_SQUARES_MOST", 100)
    monkeypatch.setattr(docx, "_LETTERS_MOST", 5)
    assert reason(word.word(table(*[row("a", "b")] * 3))) == TOO_LARGE


@pytest.mark.parametrize("span", ["201", "999999999", "99999999999999999999", "1e9", "x"])
def test_absurd_span_is_refused(span: str) -> None:
    body = table(row(cell("a", f'<w:gridSpan w:val="{span}"/>'), "1"), row("b", "2"))
    assert reason(word.word(body)) == drawn.TOO_WIDE


@pytest.mark.parametrize("span", ["0", "-3", ""])
def test_span_of_nothing_is_one_column(span: str) -> None:
    body = table(row(cell("a", f'<w:gridSpan w:val="{span}"/>'), "1"), row("b", "2"))
    (grid,) = readers.read(word.word(body)).blocks
    assert isinstance(grid, Grid)
    assert [(c.row, c.column, c.text) for c in grid.cells] == [
        (0, 0, "a"), (0, 1, "1"), (1, 0, "b"), (1, 1, "2")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:drawing><w:txbxContent>", "</w:txbxContent></w:drawing></w:r></w:p>"),
    ],
)
@pytest.mark.parametrize("depth", [30, 10_000])
def test_deep_nesting_is_read_or_refused(before: str, after: str, depth: int) -> None:
    data = word.word(before * depth + BODY + after * depth)
    if depth > 1000:
        assert reason(data) == DAMAGED
    else:
        assert readers.read(data).blocks == (Paragraph("甲"),)


def test_styles_and_lists_in_a_circle_are_left() -> None:
    styles = (
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    lists = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    data = word.word(paragraph("甲", '<w:pStyle w:val="a"/>'), styles, lists)
    assert len(readers.read(data).blocks) == 1


def test_encrypted_part_says_that_it_asks_for_a_password() -> None:
    data = report()
    locked = patched(data, entry(data, b"word/document.xml") + 8, b"\x01\x00")
    assert reason(locked) == ENCRYPTED


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_not_chosen_between() -> None:
    file = BytesIO(word.word(BODY))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/document.xml", word.document(paragraph("乙")))
    assert reason(file.getvalue()) == DAMAGED


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_that_word_does_not_know_is_damaged(method: int) -> None:
    assert reason(word.packed(word.members(BODY), method)) == DAMAGED


# -- damage ---------------------------------------------------------------------------------------


def check(data: bytes) -> bool:
    """Read and check a copy; what it gives is right, or it is refused. Tell which."""
    try:
        report = report_of(data)
    except Unreadable as refused:
        assert str(refused)
        return False
    parsers.check(report)
    assert not official.wrong(official.printed(report.tables), official.distinct())
    return True


def test_truncated_word_file_is_refused_at_every_length() -> None:
    data = report()
    for length in range(30, len(data), len(data) // 150):
        assert reason(data[:length]) == TRUNCATED
    for cut in (1, 5, 21, 22, 23, 60):
        assert reason(data[:-cut]) == TRUNCATED


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_flipped_bytes_never_give_a_wrong_figure(method: int) -> None:
    rng = random.Random(3)
    with zipfile.ZipFile(BytesIO(report())) as archive:
        data = word.packed({n: archive.read(n) for n in archive.namelist()}, method)
    for _ in range(150):
        copy = bytearray(data)
        for _ in range(rng.choice([1, 1, 3, 20])):
            copy[rng.randrange(len(copy))] ^= 1 << rng.randrange(8)
        check(bytes(copy))


def test_flipped_digit_is_found_by_the_checksum() -> None:
    with zipfile.ZipFile(BytesIO(report())) as archive:
        data = word.packed({n: archive.read(n) for n in archive.namelist()}, zipfile.ZIP_STORED)
    assert check(data)
    place = data.index(b">1042<") + 1
    assert reason(patched(data, place, b"7")) == DAMAGED


def cut_tag(xml: str, rng: random.Random) -> str:
    """Return XML without a tag, or with one twice."""
    start = xml.index("<", rng.randrange(len(xml) // 2, len(xml) - 200))
    end = xml.index(">", start) + 1
    return xml[:start] + xml[start:end] * rng.choice([0, 2]) + xml[end:]


def renamed(xml: str, rng: random.Random) -> str:
    """Return XML in which one name of an element is another everywhere."""
    names = ("tbl", "tr", "tc", "p", "r", "t", "tcPr", "vMerge", "pPr", "rPr", "tblGrid")
    old, new = rng.sample(names, 2)
    return xml.replace(f"<w:{old}>", f"<w:{new}>").replace(f"</w:{old}>", f"</w:{new}>")


@pytest.mark.parametrize(("damage", "times"), [(cut_tag, 100), (renamed, 20)])
def test_damaged_xml_never_gives_a_wrong_figure(
    damage: Callable[[str, random.Random], str], times: int
) -> None:
    rng = random.Random(5)
    xml = word.document(word.report_body(official.distinct()))
    for _ in range(times):
        data = word.packed(word.members(BODY) | {"word/document.xml": damage(xml, rng)})
        check(data)


def test_swapped_parts_are_refused_or_right() -> None:
    with zipfile.ZipFile(BytesIO(report())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for (one, first), (other, second) in combinations(parts.items(), 2):
        whole = check(word.packed(parts | {one: second, other: first}))
        assert not (whole and "word/document.xml" in (one, other))


def test_lost_parts_are_refused_or_right() -> None:
    with zipfile.ZipFile(BytesIO(report())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for lost in parts:
        check(word.packed({n: content for n, content in parts.items() if n != lost}))


def test_runs_of_every_kind_in_disorder_raise_nothing_else() -> None:
    rng = random.Random(9)
    kinds = ["fldChar", "sym", "br", "t", "ruby", "rubyBase", "ins", "del", "sdt", "txbxContent"]
    kinds += ["drawing", "pict", "tbl", "tr", "tc", "p", "r", "hyperlink", "numPr", "pPr", "rPr"]
    for _ in range(150):
        body = ""
        for _ in range(12):
            kind = rng.choice(kinds)
            more = rng.choice(["", ' w:char="F"', ' w:fldCharType="end"', ' w:val="-1"'])
            body = f"<w:{kind}{more}>{body}{rng.choice(['', run('1')])}</w:{kind}>"
        with suppress(Unreadable):
            readers.read(word.word(body + BODY))
