"""The reports of a list, without a screen: their order, which are shown, and what is kept."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from shutil import copy

import pytest

from parsers import contained
from parsers.messages import Message
from tests.real import SAMPLES
from tests.tui.hostile import ATTACKS
from tui import language
from tui.config import Configs
from tui.find.pinyin import by_pinyin, natural
from tui.layout.text import CONTROL, cells
from tui.panels.columns import COLUMNS, Head, columns, texts
from tui.reading import Reading, Unread, open_reading
from tui.reading.apart import Reader, read_packed
from tui.reading.digests import Digest, Packed, Readings, digest, noted, pack, stamp, unpack
from tui.reading.reports import Entry, Order, Reports, matching, next_open, ordered

FAULTY, CLEAN = "wanghe-education-2023.txt", "huaiting-county-2024.txt"


def entry(
    name: str, counts: tuple[int, int, int] = (0, 0, 0), open: int | None = None, **fields: object
) -> Entry:
    """A report that was read, with so many errors, warnings and infos."""
    errors, warnings, infos = counts
    told = Digest(
        str(fields.get("agency", "")),
        fields.get("year"),  # type: ignore[arg-type]
        {"error": errors, "warning": warnings, "info": infos},
        sum(counts) if open is None else open,
        42,
        42,
        0,
    )
    return Entry(Path(name), 0, name, progress="read", digest=told)


def unread(name: str) -> Entry:
    return Entry(Path(name), 0, name, progress="unread", unread=Unread(Message("it is broken")))


def waiting(name: str) -> Entry:
    return Entry(Path(name), 0, name)


def names(entries: list[Entry]) -> list[str]:
    return [one.name for one in entries]


# -- the order ------------------------------------------------------------------------------------


def test_what_cannot_be_read_stands_behind_errors_and_before_warnings() -> None:
    entries = [
        *(waiting("waiting"), entry("clean"), entry("info", (0, 0, 3)), unread("unread")),
        *(entry("warning", (0, 9, 0)), entry("one error", (1, 0, 0)), entry("two", (2, 0, 0))),
    ]
    assert names(ordered(entries, "problems", False)) == [
        *("two", "one error", "unread", "warning", "info", "clean", "waiting"),
    ]
    assert names(ordered(entries, "problems", True)) == [
        *("clean", "info", "warning", "unread", "one error", "two", "waiting"),
    ]


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("order", ["agency", "year"])
def test_what_has_no_agency_and_year_does_not_hide_at_the_end(order: Order, backward: bool) -> None:
    entries = [waiting("waiting"), entry("b", agency="北京市", year=2022), unread("unread")]
    entries.append(entry("z", agency="周口市", year=2023))
    known = ["z", "b"] if backward else ["b", "z"]
    assert names(ordered(entries, order, backward)) == ["unread", *known, "waiting"]


def test_agencies_stand_by_pinyin_and_of_one_agency_by_year() -> None:
    agencies = [
        "周口市",
        "重庆市",
        "安庆市",
        "亳州市",
        "长沙市",
        "㐂村",
        "濮阳市",
        "平顶山市",
        "Ａ",
    ]
    entries = [entry(a, agency=a, year=2024) for a in agencies]
    entries.append(entry("earlier", agency="安庆市", year=2019))
    assert names(ordered(entries, "agency", False)) == [
        *("Ａ", "earlier", "安庆市", "亳州市", "长沙市", "重庆市", "平顶山市", "濮阳市", "周口市"),
        "㐂村",
    ]


def test_only_characters_whose_pinyin_is_known_stand_by_it() -> None:
    # Those of GB 18030 that GB 2312 lacks are between the common ones there, but by their strokes.
    agencies = ["東莞市", "广州市", "东莞市", "深圳市", "重慶市", "西藏自治区", "西安市"]
    assert sorted(agencies, key=by_pinyin) == [
        *("东莞市", "广州市", "深圳市", "西安市", "西藏自治区", "重慶市", "東莞市"),
    ]


def test_files_stand_by_the_numbers_in_their_names() -> None:
    files = ["10.pdf", "9.pdf", "2024/a.pdf", "\ud800", "b1.txt", "B02.txt", "报告.docx"]
    assert sorted(files, key=natural) == [
        *("9.pdf", "10.pdf", "2024/a.pdf", "\ud800", "b1.txt", "B02.txt", "报告.docx"),
    ]


def test_any_text_can_be_sorted_by() -> None:
    assert len(sorted(ATTACKS, key=by_pinyin)) == len(sorted(ATTACKS, key=natural)) == len(ATTACKS)


# -- which are shown ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("errors", ["e"]),
        ("warnings", ["e", "w"]),
        ("open", ["e"]),
        ("judged", ["w"]),
        ("clean", ["c"]),
        ("unread", ["u"]),
        ("望禾 2023", ["e"]),
        ("２０２２", ["w"]),
        ("waiting", ["later"]),
        ("", ["e", "w", "c", "u", "later"]),
        ("no such words", []),
    ],
)
def test_reports_are_found_by_words(wanted: str, shown: list[str]) -> None:
    entries = [
        entry("e", (1, 1, 0), agency="望禾市教育局", year=2023),
        entry("w", (0, 2, 0), open=0, agency="周口市", year=2022),
        *(entry("c"), unread("u"), waiting("later")),
    ]
    assert names(matching(entries, wanted)) == shown


def test_the_words_for_states_are_known_in_chinese_too() -> None:
    entries = [entry("e", (1, 0, 0)), entry("c"), unread("u")]
    with language.speaking("zh_CN"):
        found = [names(matching(entries, w)) for w in ("错误", "待处理", "无问题", "无法读取")]
        assert found == [["e"], ["e"], ["c"], ["u"]]
        assert names(matching(entries, "errors")) == ["e"]


# -- columns --------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 60, 79, 119, 239])
@pytest.mark.parametrize("agency", ["周口市人民政府", "望" * 60])
def test_counts_and_state_are_in_sight_however_long_the_names(width: int, agency: str) -> None:
    shown = entry("年度报告" * 30, (12, 130, 7), agency=agency, year=2023)
    widest = [max(cells(Head("problems").label(c)), cells(t)) for c, t in _told(shown)]
    placed = {column.id: column for column in columns(widest, width)}
    wanted = ["file", "error", "warning", "state"]
    if width >= 79:
        wanted = list(COLUMNS)
    assert placed.keys() >= set(wanted)
    ends = [(column.x, column.x + column.width) for column in placed.values()]
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))
    assert ends[-1][1] <= width
    for id in placed.keys() - {"file", "agency"}:
        assert placed[id].width == dict(zip(COLUMNS, widest, strict=True))[id]
    assert placed["file"].width >= 8


def _told(shown: Entry) -> list[tuple[str, str]]:
    return list(zip(COLUMNS, texts(shown), strict=True))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_report_commands_the_terminal(attack: str) -> None:
    line = "".join(texts(entry(attack, agency=attack)))
    assert not re.search(CONTROL, line)


# -- what is kept ---------------------------------------------------------------------------------


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return open_reading(Path(copy(SAMPLES / FAULTY, tmp_path)))


def test_a_reading_is_packed_small_and_comes_back_as_it_was(reading: Reading) -> None:
    packed = pack(reading, noted(reading.path))
    again = unpack(packed)
    assert (again.path, again.report, again.verdict, again.config) == (
        *(reading.path, reading.report, reading.verdict, reading.config),
    )
    assert len(packed.data) < 30_000
    counts = {"error": 1, "warning": 2, "info": 0}
    assert (packed.digest.counts, packed.digest.open) == (counts, 3)
    assert packed.digest.agency == "望禾市教育局"


def test_counts_follow_annotations_that_others_write(reading: Reading) -> None:
    reports = Reports()
    reports.list([reading.path], [stamp(reading.path)])
    reports.take(reading.path, pack(reading, noted(reading.path)))
    assert not reports.recount([reading.path])
    error = next(f for f in reading.verdict.findings if f.severity == "error")
    reading.store.judge(error, reading.report, "dismissed")
    assert reports.recount([reading.path])
    told = reports.entries[reading.path].digest
    assert told
    assert (told.counts["error"], told.open, told.annotations) == (0, 2, 1)


def test_what_was_opened_is_kept_whole_with_what_can_be_undone(reading: Reading) -> None:
    readings = Readings()
    readings.put(reading.path, pack(reading, noted(reading.path)))
    assert readings[reading.path].store is not readings[reading.path].store
    opened = readings.open(reading.path)
    assert opened
    opened.store.add("report", "附注")
    again = readings.open(reading.path)
    assert again is opened
    assert (undone := again.store.undo()) and undone.target == "report"


def test_only_new_and_changed_files_are_read_again(reading: Reading, tmp_path: Path) -> None:
    clean, gone = Path(copy(SAMPLES / CLEAN, tmp_path)), tmp_path / "gone.txt"
    reports = Reports()
    assert reports.list([reading.path, gone], [(1, 1), (1, 1)]) == (reading.path, gone)
    reports.take(reading.path, pack(reading, noted(reading.path)))
    reports.fail(gone, Unread(Message("there is no such file")))
    assert reports.list([reading.path, clean], [(1, 1), (1, 1)]) == (clean,)
    assert list(reports.entries) == [reading.path, clean]
    assert digest(reports.readings[reading.path]).agency == "望禾市教育局"
    assert reports.list([reading.path, clean], [(2, 1), (1, 1)]) == (reading.path, clean)
    assert reading.path not in reports.readings


def test_what_is_left_and_what_failed_is_read_the_next_time() -> None:
    reports, files = Reports(), [Path("a"), Path("b"), Path("c")]
    reports.list(files, [None] * 3)
    reports.begin(Path("a"))
    reports.fail(Path("b"), Unread(Message("it is broken")))
    reports.leave()
    assert [e.progress for e in reports.entries.values()] == ["left", "unread", "left"]
    assert reports.list(files, [None] * 3) == tuple(files)


# -- the next with open findings ------------------------------------------------------------------


def test_the_next_with_open_findings_is_found_in_both_directions() -> None:
    shown = [
        *(entry("a", (1, 0, 0)), entry("clean"), unread("u"), entry("judged", (1, 0, 0), open=0)),
        *(waiting("w"), entry("b", (0, 0, 1)), entry("c", (0, 1, 0))),
    ]
    entries = {e.path: e for e in shown}

    def found(at: int, step: int) -> tuple[str, bool, bool]:
        one, over, passed = next_open(shown, at, step, entries)
        return one.name if one else "", over, passed

    assert found(0, 1) == ("b", False, True)
    assert found(5, 1) == ("c", False, False)
    assert found(6, 1) == ("a", True, False)
    assert found(0, -1) == ("c", True, False)
    assert next_open(shown[:4], 0, 1, entries) == (None, False, False)


# -- in a process of its own ----------------------------------------------------------------------


def test_a_process_of_its_own_reads_what_this_one_would(tmp_path: Path) -> None:
    broken, good = tmp_path / "broken.pdf", Path(copy(SAMPLES / FAULTY, tmp_path))
    broken.write_bytes(b"%PDF-1.7\n")
    with Reader() as reader:
        for path in (broken, good):
            told, here = reader.read(path), read_packed(path, Configs())
            if isinstance(told, Packed):
                assert isinstance(here, Packed)
                assert told.digest == here.digest
                assert unpack(told).report == unpack(here).report
            else:
                assert told == here


def test_a_process_that_is_gone_is_told(tmp_path: Path) -> None:
    reader = Reader()
    reader.stop()
    with pytest.raises(contained.Failed):
        reader.read(tmp_path / "a.txt")


def test_nothing_that_lies_in_the_folder_is_taken_for_a_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sends in reports may send in a `pickle.py` as well."""
    for name in ("pickle", "parsers", "tui", "zlib"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(1)", "utf-8")
    monkeypatch.chdir(tmp_path)
    with Reader() as reader:
        assert isinstance(reader.read(SAMPLES / FAULTY), Packed)


def test_reading_apart_needs_no_screen() -> None:
    code = "import sys, tui.reading.apart; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "textual" not in done.stdout.split()
