"""What PDFium gives for a page: what is seen on it, and as pdfplumber gives it where both can."""

from __future__ import annotations

import base64
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from parsers import numbers, readers
from parsers.document import PICTURE, Grid, Paragraph, Unreadable
from parsers.gaps import Gap
from parsers.geometry import Box
from parsers.readers import apart, pdf, pdfium, plumber, streams, typeset
from parsers.readers.page import TOO_LONG, TOO_MUCH, TRIPPED, Char, Doubtful, Page
from tests.parsers.small_pdf import form, small_pdf, stream, text
from tests.real import HONGZE, SAMPLES, load, needs_reports

FILES = Path(__file__).parent / "files"
WIDTH, HEIGHT = 595, 842


def only_page(data: bytes) -> Page:
    (page,) = pdfium.pages(data)
    return page


def printed(data: bytes) -> list[str]:
    """Return the lines of the first page."""
    return [line.text for line in typeset.lines(next(pdfium.pages(data)).chars, 1)]


def read(data: bytes) -> list[str]:
    """Return the lines that the reader gives, whichever library it asks."""
    return [b.text for b in readers.read(data).blocks if isinstance(b, Paragraph)]


def grid(data: bytes) -> dict[tuple[int, int], str]:
    (found,) = (b for b in readers.read(data).blocks if isinstance(b, Grid))
    return {(c.row, c.column): c.text for c in found.cells}


# -- the same as pdfplumber -----------------------------------------------------------------------


def check_the_same(path: Path) -> None:
    """Every visible character at the same place, every ruling line, in both."""
    data = path.read_bytes()
    for ours, theirs in zip(pdfium.pages(data), plumber.pages(data), strict=True):
        assert (ours.width, ours.height) == pytest.approx((theirs.width, theirs.height), abs=0.01)
        left = [char for char in theirs.chars if char.text.strip()]
        for char in ours.chars:
            if char.text.strip():
                left.remove(next(other for other in left if are_alike(char, other)))
        assert not left
        lines = list(theirs.rulings)
        for line in ours.rulings:
            lines.remove(next(other for other in lines if tuple(line) == approx(other)))
        assert not lines


def are_alike(one: Char, other: Char) -> bool:
    """Tell whether both are one character; of a font for writing downwards the ink is all."""
    return (
        one.text == other.text
        and one.x0 > other.x0 - 0.1 * one.size
        and one.x1 < other.x1 + 0.1 * one.size
        and abs(one.size - other.size) < 0.1
        and abs(one.middle - other.middle) < 0.25 * one.size
    )


def approx(box: Box) -> object:
    return pytest.approx(tuple(box), abs=0.1)


@needs_reports
def test_hongze_has_the_characters_and_lines_that_pdfplumber_finds() -> None:
    check_the_same(HONGZE)


@pytest.mark.parametrize("name", ["zhoukou-2022", "wanghe-city-2023"])
def test_sample_has_the_characters_and_lines_that_pdfplumber_finds(name: str) -> None:
    check_the_same(SAMPLES / f"{name}.pdf")


SHOWN = {
    "whole": b"/MediaBox [0 0 595 842]",
    "moved": b"/MediaBox [-20 -50 595 842]",
    "cropped": b"/CropBox [30 40 500 700]",
    "moved and cropped": b"/MediaBox [-20 -50 595 842] /CropBox [30 40 500 700]",
    "cropped beyond the page": b"/CropBox [30 -70 900 700]",
}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("shown", SHOWN)
def test_both_count_from_the_corner_of_what_is_shown(turn: int, shown: str) -> None:
    content = b"q " + TURNS[turn] + b"\n" + text(200, 300, b"601") + b"Q 200 300 90 60 re S"
    data = small_pdf(content, page=SHOWN[shown] + b" /Rotate %d" % turn)
    ours, theirs = only_page(data), next(plumber.pages(data))
    assert (ours.width, ours.height) == pytest.approx((theirs.width, theirs.height), abs=0.01)
    for char, other in zip(ours.chars, theirs.chars, strict=True):
        assert (char.x0, char.top, char.bottom) == pytest.approx(
            (other.x0, other.top, other.bottom), abs=1.5
        )
    lines, others = (
        sorted(tuple(round(x) for x in line) for line in page.rulings) for page in (ours, theirs)
    )
    assert lines == others


def test_neither_reads_what_is_cut_off_the_page() -> None:
    content = text(200, 300, b"601") + text(200, 750, b"99")
    data = small_pdf(content, page=b"/CropBox [30 40 500 700]")
    for page in (only_page(data), next(plumber.pages(data))):
        assert "".join(char.text for char in page.chars) == "601"


# -- text -----------------------------------------------------------------------------------------


def test_space_that_was_typed_keeps_two_figures_apart() -> None:
    """PDFium leaves out a space that is printed on its own; 12 3 must not become 123."""
    apart_by_a_space = b"BT /F1 12 Tf 72 700 Td (12) Tj 13.4 0 Td ( ) Tj 2.2 0 Td (3) Tj ET"
    assert printed(small_pdf(apart_by_a_space)) == ["12 3"]
    assert printed(small_pdf(text(72, 700, b"12 3"))) == ["12 3"]


def test_figures_that_touch_are_one_number() -> None:
    assert printed(small_pdf(b"BT /F1 12 Tf 72 700 Td [(1) 20 (1) -20 (1)] TJ ET")) == ["111"]


def with_letters(letters: bytes) -> bytes:
    """Return a PDF in whose font the character A stands for `letters`, in UTF-16 as hex."""
    map_of = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"1 beginbfchar <41> <%s> endbfchar\nendcmap end end" % letters
    )
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R>>"
    return small_pdf(
        b"BT /F2 24 Tf 72 700 Td (A) Tj ET",
        fonts=b"/F2 6 0 R",
        more={6: font, 7: stream(map_of)},
    )


def test_letters_of_a_ligature_stay_together() -> None:
    assert printed(with_letters(b"00660069")) == ["fi"]


def test_character_that_means_no_letter_is_the_replacement_character() -> None:
    assert printed(with_letters(b"D800")) == ["\ufffd"]


def test_invisible_text_is_not_read() -> None:
    hidden = b"BT 3 Tr /F1 12 Tf 72 700 Td (777) Tj ET\n"
    assert printed(small_pdf(hidden + b"BT 0 Tr ET\n" + text(72, 650, b"601"))) == ["601"]


def test_text_outside_of_its_clip_is_not_read() -> None:
    clipped = b"q 60 690 40 30 re W n " + text(72, 700, b"12") + text(300, 700, b"99") + b"Q\n"
    assert printed(small_pdf(clipped)) == ["12"]


def test_text_beside_the_page_is_not_read() -> None:
    beside = text(-200, 700, b"99") + text(72, 900, b"99") + text(72, 700, b"12")
    assert printed(small_pdf(beside)) == ["12"]
    cropped = small_pdf(beside + text(500, 700, b"88"), page=b"/CropBox [50 100 450 800]")
    page = only_page(cropped)
    assert (page.width, page.height) == (400, 700)
    assert [(c.text, round(c.x0)) for c in page.chars] == [("1", 22), ("2", 29)]


def test_white_text_is_read_only_on_a_ground() -> None:
    white = b"1 g " + text(72, 700, b"777") + b"0 g " + text(72, 650, b"601")
    assert printed(small_pdf(white)) == ["601"]
    ground = b"0.2 0.3 0.6 rg 60 690 80 30 re f\n"
    assert printed(small_pdf(ground + white)) == ["777", "601"]


def test_note_mark_is_no_digit_of_its_figure() -> None:
    """684 with a small raised 1 behind it is not 6841."""
    raised = text(72, 700, b"684") + text(92.1, 704, b"1", size=7)
    (line,) = printed(small_pdf(raised))
    assert line == "684 1"


@pytest.mark.parametrize("tenths", range(0, 300, 7))
def test_figure_over_another_makes_no_longer_one(tenths: int) -> None:
    """As where a white box covers the old figure and the new one is printed on it."""
    old, new = text(80, 700, b"0"), text(62 + tenths / 10, 700, b"5029")
    (line,) = printed(small_pdf(old + b"1 g 60 695 60 20 re f 0 g " + new))
    value = numbers.read(line).value
    # Where one stands behind the other, as digits of one number do, nothing tells them apart.
    behind = abs(62 + tenths / 10 + 4 * 6.67 - 80) < 1.8 or abs(62 + tenths / 10 - 86.67) < 1.8
    assert value in (None, 5029) or behind


def test_watermark_askew_is_not_read() -> None:
    mark = b"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (2023) Tj ET\n"
    assert printed(small_pdf(mark + text(72, 700, b"601"))) == ["601"]


def test_text_that_the_file_gives_for_printed_figures_is_not_trusted() -> None:
    """ActualText says 9 where 5 is printed: what is printed counts."""
    lie = b"/Span <</ActualText (9)>> BDC " + text(72, 700, b"5") + b"EMC"
    with pytest.raises(Doubtful):
        only_page(small_pdf(lie))
    assert read(small_pdf(lie)) == ["5"]
    nothing = (
        b"/Span <</ActualText ()>> BDC " + text(72, 700, b"6") + b"EMC\n" + text(79, 700, b"81")
    )
    assert read(small_pdf(nothing)) == ["681"]
    over = b"BT /F1 12 Tf 72 700 Td [(5) 556 (5)] TJ ET"
    assert read(small_pdf(over)) == ["5"]
    word = b"/Span <</ActualText (people)>> BDC " + text(72, 700, b"R") + b"EMC"
    assert printed(small_pdf(word)) == ["people"]
    wide = b"/Span <</ActualText <FEFF4EBA>>> BDC " + text(72, 700, b"R") + b"EMC"
    assert printed(small_pdf(wide)) == ["人"]


# -- turned pages ---------------------------------------------------------------------------------

TURNS = {
    0: b"1 0 0 1 0 0 cm",
    90: b"0 1 -1 0 595 0 cm",
    180: b"-1 0 0 -1 595 842 cm",
    270: b"0 -1 1 0 0 842 cm",
}
TABLE = (
    b"80 500 200 100 re S 80 550 m 280 550 l S 180 500 m 180 600 l S\n"
    + text(90, 570, b"granted")
    + text(200, 570, b"601")
    + text(90, 520, b"refused")
    + text(200, 520, b"111")
)


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("is_said", [True, False])
def test_table_on_a_turned_page_is_read(turn: int, is_said: bool) -> None:
    """The content is turned against the page, whether or not the page says so."""
    page = b"/Rotate %d" % turn if is_said else b""
    found = grid(small_pdf(b"q " + TURNS[turn] + b"\n" + TABLE + b"Q", page=page))
    assert found == {(0, 0): "granted", (0, 1): "601", (1, 0): "refused", (1, 1): "111"}


# -- forms and lines ------------------------------------------------------------------------------


def test_table_inside_nested_forms_is_read_at_its_place() -> None:
    inner = form(TABLE)
    outer = form(b"q 0.5 0 0 0.5 10 20 cm /X2 Do Q", b"/X2 7 0 R")
    data = small_pdf(
        b"q 1 0 0 1 100 100 cm /X1 Do Q",
        resources=b"/XObject <</X1 6 0 R>>",
        more={6: outer, 7: inner},
    )
    assert grid(data)[0, 1] == "601"
    page = only_page(data)
    first = next(c for c in page.chars if c.text == "6")
    assert (first.x0, page.height - first.bottom) == pytest.approx((210, 404.3), abs=0.2)
    assert first.size == pytest.approx(6)
    box = page.rulings[0]
    assert min(b.x0 for b in page.rulings) == pytest.approx(150)
    assert box.bottom <= page.height


def lines_of(content: bytes) -> int:
    return len(only_page(small_pdf(content)).rulings)


@pytest.mark.parametrize(
    ("content", "count"),
    [
        pytest.param(b"100 100 m 300 100 l S", 1, id="stroke"),
        pytest.param(b"100 100 200 50 re S", 4, id="box"),
        pytest.param(b"100 100 200 1 re f", 1, id="thin filled box"),
        pytest.param(b"100 100 200 50 re f", 0, id="background"),
        pytest.param(b"1 g 100 100 200 1 re f", 0, id="white"),
        pytest.param(b"1 G 100 100 200 50 re S", 0, id="white box"),
        pytest.param(b"0.9 g 100 100 200 50 re f", 0, id="grey background"),
        pytest.param(b"20 w 100 100 m 300 100 l S", 0, id="background drawn as a line"),
        pytest.param(b"100 100 m 300 200 l S", 0, id="slope"),
        pytest.param(b"100 100 m 150 200 200 200 300 100 c S", 0, id="curve"),
        pytest.param(b"100 100 200 50 re 101 101 198 48 re f*", 4, id="ring between two boxes"),
        pytest.param(b"q 0 0 0 0 re W n 100 100 m 300 100 l S Q", 0, id="clipped away"),
        pytest.param(b"q 0 0 200 842 re W n 100 100 m 300 100 l S Q", 1, id="clipped"),
        pytest.param(b"100 100 m 300 100 l n", 0, id="not painted"),
        pytest.param(b"0 g 99 99 202 52 re f 1 g 100 100 200 50 re f", 4, id="white on dark"),
        pytest.param(b"0 g 99 99 202 52 re f 1 g 99 99 202 52 re f", 0, id="dark that is covered"),
        pytest.param(b"0.9 g 99 99 202 52 re f 1 g 100 100 200 50 re f", 0, id="white on grey"),
        pytest.param(b"0 g 99 99 202 52 re f 1 g 400 100 99 50 re f", 0, id="white beside dark"),
        pytest.param(
            b"q 200 0 0 0.5 100 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q", 1, id="picture"
        ),
    ],
)
def test_only_visible_straight_lines_are_ruling_lines(content: bytes, count: int) -> None:
    assert lines_of(content) == count


def test_clipped_line_is_as_long_as_it_is_seen() -> None:
    (line,) = only_page(small_pdf(b"q 0 0 200 842 re W n 100 100 m 300 100 l S Q")).rulings
    assert (line.x0, line.x1) == pytest.approx((100, 201))


# -- pictures -------------------------------------------------------------------------------------

SCAN = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
RECOGNISED = b"BT 3 Tr /F1 12 Tf 72 700 Td (recognised by a machine 601) Tj ET\n"


def test_page_that_is_a_picture_is_a_scan() -> None:
    assert only_page(small_pdf(SCAN)).is_scan
    assert only_page(small_pdf(SCAN + RECOGNISED)).is_scan
    assert not only_page(
        small_pdf(SCAN + text(72, 700, b"a page with a background picture"))
    ).is_scan
    assert not only_page(small_pdf(b"")).is_scan


@pytest.mark.parametrize("layer", [b"", RECOGNISED])
def test_scanned_report_has_no_text(layer: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        readers.read(small_pdf(SCAN + layer))
    assert refused.value.message.template == pdf.NO_TEXT


CELLS = b"80 500 200 50 re S 180 500 m 180 550 l S\n" + text(90, 520, b"granted")
IN_CELL = b"q 30 0 0 12 200 515 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


def test_picture_in_a_cell_is_not_blank() -> None:
    assert grid(small_pdf(CELLS))[0, 1] == ""
    assert grid(small_pdf(CELLS + IN_CELL))[0, 1] == PICTURE
    assert grid(small_pdf(CELLS + IN_CELL + text(200, 520, b"601")))[0, 1] == "601"
    seal = b"q 150 0 0 150 130 450 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
    assert grid(small_pdf(seal + CELLS))[0, 1] == ""


@pytest.mark.parametrize("kind", [b"/Widget /FT /Tx", b"/FreeText"])
def test_field_or_comment_in_a_cell_is_not_blank(kind: bytes) -> None:
    mark = b"<</Type /Annot /Subtype %s /Rect [190 510 270 540] /V (601) /Contents (601)>>" % kind
    assert grid(small_pdf(CELLS, page=b"/Annots [6 0 R]", more={6: mark}))[0, 1] == PICTURE
    hidden = mark.replace(b"/Rect", b"/F 2 /Rect")
    assert grid(small_pdf(CELLS, page=b"/Annots [6 0 R]", more={6: hidden}))[0, 1] == ""


# -- what is not trusted --------------------------------------------------------------------------


def packed(content: bytes, about: bytes = b"/Filter /FlateDecode ") -> bytes:
    return stream(zlib.compress(content), about)


def doubling(depth: int, before: int = 0) -> bytes:
    """Return a PDF whose page paints a form twice, that paints a form twice, and so on.

    So many empty pages stand `before` it.
    """
    more = {6 + n: form(b"/X Do /X Do ", b"/X %d 0 R" % (7 + n)) for n in range(depth)}
    more[6 + depth] = form(text(72, 700, b"boom"))
    more[7 + depth] = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>"
    kids = b"%d 0 R " % (7 + depth) * before + b"3 0 R"
    more[2] = b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, before + 1)
    return small_pdf(b"/X Do", resources=b"/XObject <</X 6 0 R>>", more=more)


def with_wrong_checksum() -> bytes:
    content = packed(b"x" * 999)
    return content.replace(zlib.compress(b"x" * 999)[-4:], b"0000")


def test_sound_file_is_read_here() -> None:
    assert streams.survey(small_pdf(text(72, 700, b"601"))).is_sound
    assert streams.survey((SAMPLES / "zhoukou-2022.pdf").read_bytes()).is_sound


@pytest.mark.parametrize(
    "data",
    [
        (FILES / "restricted.pdf").read_bytes(),
        small_pdf(b"", more={6: with_wrong_checksum()}),
        small_pdf(b"", more={6: packed(zlib.compress(b"x"), b"/Filter [/FlateDecode /Fl] ")}),
        doubling(3),
    ],
    ids=["encrypted", "checksum", "packed twice", "forms that multiply"],
)
def test_file_that_may_do_harm_is_read_apart(data: bytes) -> None:
    assert not streams.survey(data).is_sound


def test_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_MOST", 10_000_000)
    with pytest.raises(Unreadable) as refused:
        readers.read(small_pdf(b"", more={6: packed(bytes(20_000_000))}))
    assert refused.value.message.template == TOO_MUCH
    assert "{" not in str(refused.value)


def test_page_with_too_many_characters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "_OBJECTS_MOST", 100)
    with pytest.raises(Unreadable, match="more than 100 characters"):
        list(pdfium.pages(small_pdf(text(72, 700, b"x") * 200)))
    with pytest.raises(Unreadable, match="more than 100 characters"):
        list(pdfium.pages(small_pdf(text(72, 700, b"x" * 60), pages=3)))


def test_forms_that_multiply_are_stopped() -> None:
    """Forty forms of two would be painted a million million times."""
    with pytest.raises(Unreadable) as refused:
        apart.pages(doubling(40), seconds=1.5)
    assert refused.value.message.template == TOO_LONG
    assert "{" not in str(refused.value)


def test_process_that_dies_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Unreadable) as refused:
        apart.pages(b"")
    assert refused.value.message.template == TRIPPED


def test_what_is_read_apart_is_the_same() -> None:
    data = (SAMPLES / "wanghe-transport-2022.pdf").read_bytes()
    assert apart.pages(data) == list(plumber.pages(data))


# -- threads and memory ---------------------------------------------------------------------------


def test_two_threads_read_at_once() -> None:
    """PDFium itself would crash."""
    paths = [SAMPLES / "zhoukou-2022.pdf", SAMPLES / "wanghe-transport-2022.pdf"] * 3
    found: dict[int, list[Page]] = {}

    def work(number: int, path: Path) -> None:
        found[number] = list(pdfium.pages(path.read_bytes()))

    threads = [Thread(target=work, args=item) for item in enumerate(paths)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(found[n]) for n in range(6)] == [5, len(found[1])] * 3


def test_document_that_is_left_half_way_is_closed() -> None:
    data = (SAMPLES / "zhoukou-2022.pdf").read_bytes()
    half: Iterator[Page] = pdfium.pages(data)
    next(half)
    half.close()  # type: ignore[attr-defined]
    assert len(list(pdfium.pages(data))) == load(SAMPLES / "zhoukou-2022.pdf").source.pages


def test_page_whose_letters_nobody_can_tell_is_left_out() -> None:
    """Better none than those that happen to have a name: 681 without its 6 is 81."""
    unknown = with_letters(b"D800")
    with pytest.raises(Unreadable) as refused:
        readers.read(unknown)
    assert refused.value.message.template == pdf.NO_LETTERS
    known = next(pdfium.pages(small_pdf(text(72, 700, b"the second page"))))
    first = next(pdfium.pages(unknown))
    assert pdf.assemble([first, known]).gaps == (Gap(1, "letterless"),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"5 0 obj", b"9 0 obj", id="object that is named is not there"),
        pytest.param(b"/F1 5 0 R", b"/F1 8 0 R", id="name of no object"),
        pytest.param(b"0000000009 00000 n", b"0000000008 00000 n", id="wrong place"),
    ],
)
def test_file_that_lacks_something_is_read_apart(old: bytes, new: bytes) -> None:
    """A library that misses a font leaves out what is printed in it."""
    whole = small_pdf(text(72, 700, b"681"))
    assert old in whole
    assert not streams.survey(whole.replace(old, new)).is_sound


def test_other_text_is_looked_for_in_all_of_a_stream() -> None:
    far = b"% nothing\n" * 400_000 + b"/Span <</ActualText (9)>> BDC "
    assert streams.survey(small_pdf(b"", more={6: packed(far)})).has_other_text
    near = bytes(range(256)) * 4000 + b"/ActualText"
    assert streams.survey(small_pdf(b"", more={6: packed(near)})).has_other_text
    assert not streams.survey(small_pdf(b"", more={6: packed(b"% nothing\n")})).has_other_text


def test_stream_in_letters_of_ascii_is_sound() -> None:
    written = base64.a85encode(zlib.compress(text(72, 700, b"601"))) + b"~>"
    about = b"/Filter [/ASCII85Decode /FlateDecode] "
    assert streams.survey(small_pdf(b"", more={6: stream(written, about)})).is_sound
    damaged = stream(written.replace(written[20:22], b"00"), about)
    assert not streams.survey(small_pdf(b"", more={6: damaged})).is_sound


def test_object_inside_a_stream_of_objects_is_there() -> None:
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
    held = packed(b"8 0 " + font, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode ")
    sound = small_pdf(text(72, 700, b"681"), fonts=b"/F1 5 0 R /F2 8 0 R", more={6: held})
    assert streams.survey(sound).is_sound
    assert not streams.survey(sound.replace(b"/F2 8 0 R", b"/F2 7 0 R")).is_sound


def outlined(*marks: bytes) -> bytes:
    """Return a PDF of one page with an outline of these objects, numbered from 7 on."""
    more = dict(enumerate([b"<</First 7 0 R /Last 7 0 R /Count 9>>", *marks], start=6))
    data = small_pdf(text(72, 700, b"601"), more=more, catalog=b"/Outlines 6 0 R")
    assert streams.survey(data).is_sound
    return data


def test_outline_is_told_from_top_to_bottom() -> None:
    marks = (
        b"<</Title (Overview) /Parent 6 0 R /Dest [3 0 R /Fit] /First 9 0 R /Next 8 0 R>>",
        b"<</Title <FEFF4E8C3001751F> /Parent 6 0 R>>",
        b"<</Title (Disclosure) /Parent 7 0 R /Dest [3 0 R /Fit]>>",
    )
    assert pdfium.bookmarks(outlined(*marks)) == [
        ("Overview", 1, 1, None),
        ("Disclosure", 2, 1, None),
        ("二、生", 1, None, None),
    ]
    assert pdfium.bookmarks(small_pdf(b"")) == []


def test_outline_that_leads_back_to_itself_ends() -> None:
    mark = b"<</Title (Again) /Parent 6 0 R /First 7 0 R /Next 7 0 R>>"
    assert [mark.title for mark in pdfium.bookmarks(outlined(mark))] == ["Again"]


def test_space_in_a_cell_that_may_be_a_lost_digit_is_read_by_another() -> None:
    """A space that is printed on its own leaves as little as a digit without its shape."""
    alone = b"BT /F1 12 Tf 200 520 Td (4) Tj 6.7 0 Td ( ) Tj 6.7 0 Td (213) Tj ET\n"
    page = next(pdfium.pages(small_pdf(CELLS + alone)))
    with pytest.raises(Doubtful):
        pdf.assemble([page])
    assert grid(small_pdf(CELLS + alone))[0, 1] == "4 213"


def test_white_boxes_on_a_dark_ground_are_cells_for_either_library() -> None:
    data = small_pdf(b"0 g 99 99 202 52 re f 1 g 100 100 99 50 re f 200 100 100 50 re f")
    ours, theirs = only_page(data), next(plumber.pages(data))
    assert len(ours.rulings) == len(theirs.rulings) == 8
