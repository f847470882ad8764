"""Pictures for a screen: what was asked for, boxed, in the room there is, one after another."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Timer

import pytest
from msgspec.structs import replace
from PIL import Image

from parsers.document import Unreadable
from parsers.geometry import Box
from parsers.model import Role
from parsers.pictures import Mark, Picture, Room, Wanted, place_of
from parsers.pictures.boxes import LINES
from parsers.pictures.easel import Easel, TooSlow, Unshown
from tests.parsers.small_pdf import small_pdf
from tests.parsers.test_page_picture import LABEL, TARGET
from tests.parsers.test_pdfium import TURNS, doubling, only_page
from tests.real import SAMPLES, check, load

CITY = SAMPLES / "wanghe-city-2023.pdf"
BLOCKS = Room(48, 30, 1, 2, 6.0, coarse=True)
PIXELS = Room(48, 30, 10, 20, 12.0)
ROOMS = pytest.mark.parametrize("room", [BLOCKS, PIXELS], ids=["blocks", "pixels"])


def easel(path: Path, data: bytes = b"") -> Easel:
    if data:
        path.write_bytes(data)
    return Easel(path, sha256(path.read_bytes()).hexdigest())


def colours(picture: Picture) -> Counter[object]:
    image = Image.open(BytesIO(picture.png)).convert("RGB")
    assert image.size == (picture.width, picture.height)
    return Counter(image.get_flattened_data())


def roles(picture: Picture) -> set[Role]:
    """The parts whose lines are there; a suspect's has the colour of a culprit's."""
    there = colours(picture)
    return {role for role, line in LINES.items() if there[line.colour] > 3 and role != "suspect"}


@ROOMS
@pytest.mark.parametrize("is_whole", [False, True])
def test_a_finding_fills_the_room_with_its_figures_boxed(room: Room, is_whole: bool) -> None:
    report, finding = load(CITY), check(CITY).findings[0]
    wanted = place_of(finding.culprits[0], report, finding)
    assert wanted is not None and wanted.page == 3
    one = easel(CITY)
    picture = one.picture(replace(wanted, room=room, whole=is_whole))
    one.stop()
    assert roles(picture) >= {"culprit", "left"}
    wide, high = picture.width / room.cell_width, picture.height / room.cell_height
    assert wide == int(wide) <= room.columns
    assert high == int(high) == room.rows
    assert is_whole == (wide < room.columns)


def test_a_cell_alone_is_drawn_alone() -> None:
    report = load(CITY)
    wanted = place_of("applications/received/total", report)
    assert wanted is not None
    assert [mark.role for mark in wanted.marks] == ["left"]


@ROOMS
@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("is_whole", [False, True])
def test_the_box_is_where_the_cell_is_on_a_turned_page(
    turn: int, room: Room, is_whole: bool, tmp_path: Path
) -> None:
    data = small_pdf(b"q " + TURNS[turn] + b"\n" + TARGET + LABEL + b"Q")
    six = only_page(data).chars[0]
    base = six.bottom - 0.12 * 12
    mark = Mark(Box(six.x0 - 10, base + 20, six.x0 + 80, base + 80), "left")
    one = easel(tmp_path / "a.pdf", data)
    picture = one.picture(Wanted(1, (mark,), room, is_whole))
    one.stop()
    image = Image.open(BytesIO(picture.png)).convert("RGB")
    blue = LINES["left"].colour
    places = [
        (x, y)
        for y in range(image.height)
        for x in range(image.width)
        if image.getpixel((x, y)) == blue
    ]
    x0, x1 = min(x for x, _ in places), max(x for x, _ in places)
    y0, y1 = min(y for _, y in places), max(y for _, y in places)
    middle = image.getpixel(((x0 + x1) // 2, (y0 + y1) // 2))
    assert is_orange(middle)


def is_orange(colour: object) -> bool:
    """Say so of the figure's ground, which coarse pixels and few colours make somewhat darker."""
    assert isinstance(colour, tuple)
    red, green, blue = map(int, colour)
    return red > 200 and 30 < green < 150 and blue < 60


def test_what_is_small_can_be_read_and_the_first_mark_is_there_before_all(tmp_path: Path) -> None:
    first, far = Mark(Box(200, 480, 290, 540), "culprit"), Mark(Box(20, 20, 60, 40), "left")
    one = easel(tmp_path / "a.pdf", small_pdf(TARGET + LABEL))
    both = one.picture(Wanted(1, (first, far), replace(PIXELS, letter=60.0)))
    whole = one.picture(Wanted(1, (first, far), PIXELS, whole=True))
    one.stop()
    assert roles(both) == {"culprit"}
    assert roles(whole) == {"culprit", "left"}


def test_a_page_without_marks_is_shown_whole(tmp_path: Path) -> None:
    one = easel(tmp_path / "a.pdf", small_pdf(TARGET))
    plain, asked = (one.picture(Wanted(1, (), PIXELS, whole)) for whole in (False, True))
    one.stop()
    assert plain == asked
    assert any(is_orange(colour) for colour in colours(plain))


def test_one_process_makes_all_and_a_file_that_goes_away_can_be_shown_still(
    tmp_path: Path, processes: list[str]
) -> None:
    path = tmp_path / "a.pdf"
    one = easel(path, small_pdf(TARGET))
    first = one.picture(Wanted(1, (), PIXELS))
    path.unlink()
    assert one.picture(Wanted(1, (), PIXELS)) == first
    assert len(processes) == 1
    one.stop()
    with pytest.raises(Unreadable, match="no such file"):
        one.picture(Wanted(1, (), PIXELS))


def test_what_cannot_be_shown_is_said_and_the_next_is_shown(tmp_path: Path) -> None:
    one = easel(tmp_path / "a.pdf", small_pdf(TARGET))
    with pytest.raises(Unshown, match="page 7 cannot be shown"):
        one.picture(Wanted(7, (), PIXELS))
    beyond = Mark(Box(9000, 1, 9010, 9), "left")
    with pytest.raises(Unshown, match="page 1 cannot be shown"):
        one.picture(Wanted(1, (beyond,), PIXELS))
    assert one.picture(Wanted(1, (), PIXELS)).width
    one.stop()


def test_a_file_that_changed_or_is_none_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    one = easel(path, small_pdf(TARGET))
    path.write_bytes(small_pdf(LABEL))
    with pytest.raises(Unreadable, match="changed"):
        one.picture(Wanted(1, (), PIXELS))
    with pytest.raises(Unshown, match="cannot be shown"):
        easel(path, b"no PDF").picture(Wanted(1, (), PIXELS))


def test_a_page_that_is_painted_without_end_is_given_up_and_another_can_be_shown(
    tmp_path: Path,
) -> None:
    one = easel(tmp_path / "a.pdf", doubling(40, before=1))
    for _ in range(2):
        with pytest.raises(TooSlow, match="too long"):
            one.picture(Wanted(2, (), PIXELS), seconds=1.0)
    assert one.picture(Wanted(1, (), PIXELS)).width
    one.stop()


def test_who_waits_no_longer_stops_what_is_being_painted(tmp_path: Path) -> None:
    one = easel(tmp_path / "a.pdf", doubling(40))
    stopping = Timer(0.5, one.stop)
    stopping.start()
    with pytest.raises(Unshown, match="cannot be shown"):
        one.picture(Wanted(1, (), PIXELS), seconds=600)
    stopping.join()
