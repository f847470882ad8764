"""The picture of a finding's place: it shows the right part of the page, with its cells boxed."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from parsers.geometry import Box
from parsers.model import Role
from parsers.pictures import Mark, Picture, Wanted, marks_of
from parsers.pictures.boxes import LINES
from parsers.pictures.easel import Missing, pictures
from tests.parsers.small_pdf import small_pdf
from tests.parsers.test_pdfium import SHOWN, TURNS, doubling, only_page
from tests.real import HONGZE, SAMPLES, ZHOUKOU, check, load, needs_reports

TARGET = b"1 0.5 0 rg 200 300 90 60 re f 0 g "
LABEL = b"BT /F1 12 Tf 210 380 Td (601) Tj ET "


def opened(picture: Picture | Missing) -> Image.Image:
    assert isinstance(picture, Picture)
    image = Image.open(BytesIO(picture.png)).convert("RGB")
    assert image.size == (picture.width, picture.height)
    return image


def count(image: Image.Image, role: Role) -> int:
    return list(image.get_flattened_data()).count(LINES[role].colour)


def made(
    path: Path, data: bytes, marks: Sequence[Mark], page: int = 1, seconds: float = 60
) -> Picture | Missing:
    path.write_bytes(data)
    wanted = [Wanted(page, tuple(marks))]
    return pictures(path, sha256(data).hexdigest(), wanted, seconds)[0]


@needs_reports
def test_error_in_hongze_shows_its_operands_and_its_total() -> None:
    report = load(HONGZE)
    faults = [f for f in check(HONGZE).findings if "A104" in f.rules]
    wanted = [one for fault in faults for one in marks_of(fault, report)]
    assert [(one.page, [m.role for m in one.marks]) for one in wanted] == [
        (4, ["culprit", "left", "left", "left", "left"])
    ] * 2
    for picture in pictures(HONGZE, report.source.sha256, wanted):
        image = opened(picture)
        assert count(image, "left") > 500
        assert count(image, "culprit") > 500
        assert isinstance(picture, Picture)
        assert len(picture.png) < 60_000


def test_finding_about_many_cells_shows_them_all() -> None:
    transport = SAMPLES / "wanghe-transport-2022.pdf"
    report = load(transport)
    [blank] = [f for f in check(transport).findings if f.rules == ("F105",)]
    wanted = marks_of(blank, report)
    assert sum(len(one.marks) for one in wanted) == len(blank.cells) == 123
    assert {mark.role for one in wanted for mark in one.marks} == {"culprit"}
    for picture in pictures(transport, report.source.sha256, wanted):
        assert count(opened(picture), "culprit") > 500


@needs_reports
def test_same_input_gives_the_same_bytes() -> None:
    report = load(HONGZE)
    wanted = [one for f in check(HONGZE).findings for one in marks_of(f, report)]
    first, second = (pictures(HONGZE, report.source.sha256, wanted) for _ in range(2))
    assert all(isinstance(picture, Picture) for picture in first)
    assert first == second


def test_text_has_no_place_on_a_page() -> None:
    report = load(ZHOUKOU)
    assert all(not marks_of(f, report) for f in check(ZHOUKOU).findings)


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("shown", [*SHOWN, "not told"])
def test_box_is_where_the_cell_is_on_a_turned_or_cropped_page(
    turn: int, shown: str, tmp_path: Path
) -> None:
    about = SHOWN[shown] + b" /Rotate %d" % turn if shown in SHOWN else b""
    data = small_pdf(b"q " + TURNS[turn] + b"\n" + TARGET + LABEL + b"Q", page=about)
    # The cell stands below the figure, by as much as it was drawn there.
    six = only_page(data).chars[0]
    base = six.bottom - 0.12 * 12
    box = Box(six.x0 - 10, base + 20, six.x0 + 80, base + 80)
    image = opened(made(tmp_path / "a.pdf", data, [Mark(box, "left")]))
    blue = LINES["left"].colour
    pixels = list(image.get_flattened_data())
    wide = image.width
    places = [(n % wide, n // wide) for n, colour in enumerate(pixels) if colour == blue]
    x0, x1 = min(x for x, _ in places), max(x for x, _ in places)
    y0, y1 = min(y for _, y in places), max(y for _, y in places)
    inside = {image.getpixel((x, y)) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)}
    inside.remove(blue)
    assert inside in ({(255, 127, 0)}, {(255, 128, 0)})


def test_file_that_changed_since_has_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(small_pdf(TARGET))
    wanted = [Wanted(1, (Mark(Box(200, 480, 290, 540), "left"),))]
    assert pictures(path, sha256(b"before").hexdigest(), wanted) == ["changed"]
    assert pictures(tmp_path / "none.pdf", "", wanted) == ["changed"]


def test_what_cannot_be_shown_is_missing(tmp_path: Path) -> None:
    mark, beyond = Mark(Box(200, 480, 290, 540), "left"), Mark(Box(9000, 1, 9010, 9), "left")
    path, data = tmp_path / "a.pdf", small_pdf(TARGET)
    assert isinstance(made(path, data, [mark]), Picture)
    assert made(path, data, [mark], page=2) == "failed"
    assert made(path, data, [beyond]) == "failed"
    assert made(path, data, []) == "failed"
    assert made(path, data[:200], [mark]) == "failed"
    assert made(path, b"no PDF", [mark]) == "failed"


def test_page_that_is_painted_without_end_is_given_up(tmp_path: Path) -> None:
    mark = Mark(Box(200, 480, 290, 540), "left")
    assert made(tmp_path / "a.pdf", doubling(40), [mark], seconds=1.5) == "late"


def test_pictures_that_were_made_in_time_are_kept(tmp_path: Path) -> None:
    """The second page is painted without end, and takes all the memory that it may have."""
    path, data = tmp_path / "a.pdf", doubling(40, before=1)
    path.write_bytes(data)
    wanted = [Wanted(page, (Mark(Box(200, 480, 290, 540), "left"),)) for page in (2, 1)]
    never, first = pictures(path, sha256(data).hexdigest(), wanted, seconds=5)
    assert never in ("late", "failed")
    assert count(opened(first), "left") > 100
