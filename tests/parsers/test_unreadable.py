"""A file that cannot be read says why in a sentence: no traceback, no talk, no made-up figures."""

from __future__ import annotations

import codecs
import random
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import parsers
from parsers import Unreadable, readers
from parsers.document import Document
from parsers.model import Report
from parsers.readers import EMPTY, FOREIGN, pdf, text
from parsers.readers import page as seam
from parsers.understand import NOT_A_REPORT, TOO_LONG, understand
from tests.parsers.small_pdf import small_pdf
from tests.real import HONGZE, SAMPLES, ZHOUKOU, ZHOUKOU_PDF, load, needs_reports

FILES = Path(__file__).parent / "files"
ZHOUKOU_TEXT = ZHOUKOU.read_text("utf-8")


@pytest.fixture(autouse=True)
def silent(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Nothing that is read here may write to the terminal, whichever library it is."""
    yield
    assert capfd.readouterr() == ("", "")


INVOICE = small_pdf(b"BT /F1 24 Tf 72 720 Td (Quarterly invoice 2023) Tj ET")
PICTURE = small_pdf(b"q 400 0 0 400 90 200 cm 0 0 1 1 re f Q")


def report_of(data: bytes) -> Report:
    return understand(readers.read(data), "a", "")


def cells(report: Report) -> dict[str, str]:
    return {a: cell.text for table in report.tables.values() for a, cell in table.cells.items()}


def reason(data: bytes) -> str:
    """Return the template of the sentence with which `data` is refused."""
    with pytest.raises(Unreadable) as refused:
        report_of(data)
    assert str(refused.value)
    assert "{" not in str(refused.value)
    return refused.value.message.template


def reason_of_file(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        parsers.load(path)
    return str(refused.value)


# -- what is no report ----------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b" ", b"\n\n\t ", b"\r\n" * 100])
def test_empty_file_is_called_empty(data: bytes) -> None:
    assert reason(data) == EMPTY


@pytest.mark.parametrize("data", ["\ufeff".encode(), "\u3000\n\u3000".encode(), b"\f\f\f"])
def test_file_with_nothing_to_see_is_no_report(data: bytes) -> None:
    assert reason(data) in (EMPTY, NOT_A_REPORT)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "JPEG"),
        (b"GIF89a" + b"\0" * 50, "GIF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "office program"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
    ],
)
def test_foreign_file_is_called_by_its_name(data: bytes, kind: str) -> None:
    with pytest.raises(Unreadable, match=kind) as refused:
        report_of(data)
    assert refused.value.message.template == FOREIGN


def test_format_is_known_by_content_not_by_name(tmp_path: Path) -> None:
    picture = tmp_path / "report.pdf"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    assert "PNG" in reason_of_file(picture)
    report = tmp_path / "report.pdf.txt.png"
    report.write_bytes(ZHOUKOU.read_bytes())
    assert cells(parsers.load(report)) == cells(load(ZHOUKOU))


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_report(seed: int) -> None:
    data = random.Random(seed).randbytes(2000)
    assert reason(data) in (text.NOT_TEXT, NOT_A_REPORT)


def test_binary_with_nul_is_not_text() -> None:
    assert reason(b"abc\0\0\0\x01\x02" * 100) == text.NOT_TEXT


def test_other_text_is_no_report() -> None:
    assert reason("今天天气很好。\n明天也是。".encode()) == NOT_A_REPORT
    assert reason(b"The quick brown fox\njumps over 3 lazy dogs\n") == NOT_A_REPORT


def is_generic(data: bytes) -> bool:
    report = report_of(data)
    return report.form == "generic" and "Quarterly invoice 2023" in report.title


def test_other_pdf_is_on_no_form() -> None:
    assert is_generic(INVOICE)


def test_scanned_pdf_has_no_text() -> None:
    assert reason(PICTURE) == pdf.NO_TEXT


def test_encrypted_pdf_asks_for_its_password() -> None:
    assert reason((FILES / "encrypted.pdf").read_bytes()) == seam.ENCRYPTED


def test_pdf_that_only_forbids_printing_is_read() -> None:
    assert is_generic((FILES / "restricted.pdf").read_bytes())


def test_pdf_that_is_damaged_inside_is_refused() -> None:
    assert reason(b"%PDF-1.7\nnonsense\n%%EOF") == seam.DAMAGED


# -- paths ----------------------------------------------------------------------------------------


def test_path_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    assert reason_of_file(tmp_path / "none.pdf") == "there is no such file"
    assert reason_of_file(tmp_path) == "this is a folder"


def test_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "closed.txt"
    path.write_bytes(b"x")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert reason_of_file(path) == "the file may not be read"


def test_name_that_no_file_can_have_is_refused() -> None:
    assert reason_of_file(Path("a\0b.txt"))


def test_fault_of_ours_does_not_take_other_files_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(ZHOUKOU.read_bytes())

    def trip(data: bytes) -> Document:
        raise KeyError("oops")

    monkeypatch.setattr(text, "read", trip)
    assert "fault in gouji" in reason_of_file(path)


# -- encodings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_reads_the_same_in_every_encoding(encoding: str) -> None:
    report = report_of(ZHOUKOU_TEXT.encode(encoding))
    assert cells(report) == cells(load(ZHOUKOU))
    assert report.sections == load(ZHOUKOU).sections
    assert report.radicals == load(ZHOUKOU).radicals


def test_big_endian_text_with_a_mark_is_read() -> None:
    data = codecs.BOM_UTF16_BE + ZHOUKOU_TEXT.encode("utf-16-be")
    assert cells(report_of(data)) == cells(load(ZHOUKOU))


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028"])
def test_text_reads_the_same_with_every_line_end(newline: str) -> None:
    report = report_of(ZHOUKOU_TEXT.replace("\n", newline).encode())
    assert cells(report) == cells(load(ZHOUKOU))


def test_gbk_report_without_radicals_is_read() -> None:
    sample = SAMPLES / "huaiting-county-2024.txt"
    assert cells(report_of(sample.read_text("utf-8").encode("gbk"))) == cells(load(sample))


# -- broken files ---------------------------------------------------------------------------------


def lengths(data: bytes) -> list[int]:
    """Return lengths to cut `data` to: many near its end and its middle, some anywhere."""
    near_end = [len(data) - n for n in (1, 2, 5, 6, 7, 20, 100, 1000, 2000, 2100, 5000)]
    return [*range(1, len(data), len(data) // 40), *near_end]


def check_cut(data: bytes, whole: dict[str, str]) -> None:
    """A file cut short is refused, or was cut behind all that it has to say."""
    refused = 0
    for length in lengths(data):
        try:
            assert cells(report_of(data[:length])) == whole
        except Unreadable:
            refused += 1
    assert refused >= 40


@needs_reports
def test_truncated_hongze_is_refused_at_every_length() -> None:
    check_cut(HONGZE.read_bytes(), cells(load(HONGZE)))


def test_truncated_zhoukou_pdf_is_refused_at_every_length() -> None:
    check_cut(ZHOUKOU_PDF.read_bytes(), cells(load(ZHOUKOU_PDF)))


def test_truncated_pdf_says_so() -> None:
    assert reason(INVOICE[:-20]) == seam.TRUNCATED


def test_truncated_text_never_has_a_wrong_figure_but_the_last() -> None:
    data = ZHOUKOU.read_bytes()
    whole = cells(load(ZHOUKOU))
    for length in range(0, len(data), 97):
        try:
            report = report_of(data[:length])
        except Unreadable:
            continue
        read = cells(report)
        wrong = {a for a, text in read.items() if whole[a] != text}
        # Cut inside a figure, nobody can tell 18 from 182; cut elsewhere everything is right.
        assert len(wrong) <= 1
        assert all(whole[a].startswith(read[a]) for a in wrong)


def streams(data: bytes) -> list[tuple[int, int]]:
    """Return where the compressed streams that print text begin and end."""
    found = []
    for match in re.finditer(rb"/FlateDecode\s*/Length (\d+)>>\s*stream\r?\n", data):
        start, end = match.end(), match.end() + int(match[1])
        if b"Tj" in zlib.decompress(data[start:end]):
            found.append((start, end))
    return found


def damaged_at(data: bytes, place: int, rng: random.Random) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << rng.randrange(8)]) + data[place + 1 :]


def test_damaged_page_is_left_out_and_never_gives_another_figure() -> None:
    """A bit that flips in a compressed page may make a 5 of a 1: its checksum tells."""
    data = ZHOUKOU_PDF.read_bytes()
    whole = cells(load(ZHOUKOU_PDF))
    pages = streams(data)
    assert len(pages) == 5
    rng = random.Random(7)
    unread: list[int] = []
    for start, end in pages:
        report = report_of(damaged_at(data, rng.randrange(start + 10, end - 10), rng))
        (gap,) = report.gaps
        assert gap.kind == "unread"
        unread.append(gap.page)
        assert cells(report).items() < whole.items() or gap.page in (1, 5)
        found = parsers.check(report).findings
        assert [f.page for f in found if f.rules == ("D102",)] == [gap.page]
    assert sorted(unread) == [1, 2, 3, 4, 5]


def test_page_that_lacks_only_its_checksum_is_read() -> None:
    stream = zlib.compress(b"BT /F1 24 Tf 72 720 Td (Quarterly invoice 2023) Tj ET")
    for cut in (stream, stream[:-4], stream[:-2]):
        packed = small_pdf(cut).replace(b"<</Length", b"<</Filter /FlateDecode /Length")
        assert is_generic(packed)


def flipped(data: bytes, rng: random.Random) -> bytes:
    copy = bytearray(data)
    for _ in range(rng.choice([1, 3, 20])):
        copy[rng.randrange(len(copy))] = rng.randrange(256)
    return bytes(copy)


@needs_reports
def test_flipped_bytes_in_a_pdf_raise_nothing_but_unreadable() -> None:
    data, rng = HONGZE.read_bytes(), random.Random(11)
    for _ in range(12):
        try:
            parsers.check(report_of(flipped(data, rng)))
        except Unreadable as refused:
            assert str(refused)


def test_flipped_bytes_in_a_text_raise_nothing_but_unreadable() -> None:
    data, rng = ZHOUKOU.read_bytes(), random.Random(13)
    for _ in range(150):
        try:
            parsers.check(report_of(flipped(data, rng)))
        except Unreadable as refused:
            assert str(refused)


def test_flipped_bytes_in_a_small_pdf_raise_nothing_but_unreadable() -> None:
    rng = random.Random(17)
    for _ in range(200):
        with suppress(Unreadable):
            assert report_of(flipped(INVOICE, rng)).form == "generic"


def test_document_of_a_hundred_thousand_paragraphs_is_too_long() -> None:
    assert reason("规章 1 2 3\n".encode() * 100_000) == TOO_LONG
