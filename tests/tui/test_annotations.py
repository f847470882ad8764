"""The annotation store: what people write must never be lost, by us or by anyone else."""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
import tomllib
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

import parsers
from parsers.messages import Message
from parsers.model import Finding, Report
from tests.parsers.faultless import saying
from tests.real import ZHOUKOU, ZHOUKOU_PDF, load
from tests.tui.county import COUNTY
from tests.tui.small_report import broken_total, finding, prose_mismatch, reading, report
from tests.verdicts.clean import holding
from tui import saving
from tui.annotations import AnnotationStore, Standing, Status
from tui.annotations import file as annotation_file
from tui.annotations.file import beside
from tui.annotations.noted import noted
from tui.annotations.steps import Step
from tui.annotations.targets import targets_of

REPORT = report()
CROCKFORD = str.maketrans("0123456789ABCDEFGHJKMNPQRSTVWXYZ", "0123456789ABCDEFGHIJKLMNOPQRSTUV")
HEAD = 'schema = "gouji/annotations/1"\n'


@pytest.fixture
def pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of a report in a folder of its own, and a user data folder elsewhere."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda name: tmp_path / "data" / name)
    monkeypatch.setenv("GOUJI_AUTHOR", "王芳")
    (tmp_path / "in").mkdir()
    return tmp_path / "in" / "hongze-2023.pdf"


@pytest.fixture
def toml(pdf: Path) -> Path:
    return beside(pdf)


def opened(pdf: Path) -> AnnotationStore:
    return AnnotationStore.open(pdf, REPORT)


def texts(store: AnnotationStore) -> list[str]:
    return [a.text for a in store.annotations]


def target(step: Step | None) -> str | None:
    """What a step that was made is about."""
    return step.target if step else None


def held(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def refuse_to_write_in(folder: Path, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    """Have the system refuse new files in `folder`, which it does not do for root."""
    original = os.open

    def refusing(path: str | Path, flags: int, *more: Any, **named: Any) -> int:
        if Path(path).parent == folder and flags & os.O_CREAT:
            raise OSError(error, os.strerror(error), str(path))
        return original(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", refusing)


# -- the file -----------------------------------------------------------------------------------


def test_no_file_until_something_is_written(pdf: Path, toml: Path) -> None:
    store = opened(pdf)
    assert (store.path, store.trouble, store.annotations) == (toml, None, ())
    assert not toml.exists()


def test_file_is_written_to_the_letter(pdf: Path, toml: Path) -> None:
    made = opened(pdf).judge(broken_total(REPORT), REPORT, "confirmed", "复议总计未填，应为 11")
    day = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
    expected = (
        re.escape(
            f'schema = "gouji/annotations/1"\n\n[report]\nfile = "hongze-2023.pdf"\n'
            f'sha256 = "{"ab" * 32}"\nagency = "洪泽区人民政府"\nyear = 2023\n\n'
            f'[[annotation]]\nid = "{made.id}"\ntarget = "finding:A104:disputes/review"\n'
            f'status = "confirmed"\ntext = "复议总计未填，应为 11"\nseen = "10|1|0|0|0"\n'
            f'author = "王芳"\n'
        )
        + f"created = {day}\nupdated = {day}\n"
    )
    assert re.fullmatch(expected, toml.read_text("utf-8"))


def test_several_lines_are_written_as_several_lines(pdf: Path, toml: Path) -> None:
    opened(pdf).add("report", "第一行\n第二行")
    assert 'text = """\n第一行\n第二行"""\n' in toml.read_text("utf-8")


def test_notes_have_no_status_and_only_those_on_a_cell_its_figure(pdf: Path, toml: Path) -> None:
    store = opened(pdf)
    store.add("section:overview", "查")
    store.add("cell:disputes/review/total", "查")
    on_section, on_cell = held(toml)["annotation"]
    assert on_section.keys() == {*("id", "target", "text", "author", "created", "updated")}
    assert on_cell.keys() - on_section.keys() == {"seen"}
    assert on_cell["seen"] == "0"


def test_ids_are_ulids_in_order_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = []
    for milliseconds in (1, 2, 1_763_892_000_000, 1_763_892_000_001):
        monkeypatch.setattr("time.time_ns", lambda ms=milliseconds: ms * 1_000_000)
        ids.append(annotation_file.new_id())
    assert ids == sorted(ids)
    assert all(re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", id) for id in ids)
    assert int(ids[2][:10].translate(CROCKFORD), 32) == 1_763_892_000_000


@given(st.lists(st.text(st.characters()), max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_text_reads_back_as_it_was_written(written: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "a.pdf"
        store = opened(pdf)
        made = [
            store.add(f"quote:{text}", text, tags=[text], context=(text, text)) for text in written
        ]
        again = opened(pdf)
    assert again.trouble is None
    assert again.annotations == store.annotations == tuple(made)
    for annotation, text in zip(made, written, strict=True):
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        assert annotation.text == re.sub("[\ud800-\udfff]", "\ufffd", lines)


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
values = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | names
    | st.datetimes() | st.datetimes(timezones=st.just(UTC)) | st.dates() | st.times()
    | st.sampled_from([float("inf"), -float("inf"), Decimal("1.10")]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
known = {"schema", "report", "annotation", "file", "sha256", "agency", "year"}
known |= set(annotation_file.KEYS)
foreign = st.dictionaries(names.filter(lambda n: n not in known), values, max_size=4)


@given(foreign, foreign, foreign)
@settings(max_examples=60, deadline=None)
def test_foreign_keys_and_tables_survive(
    top: dict[str, Any], about: dict[str, Any], entry: dict[str, Any]
) -> None:
    entry = {"id": "x", "target": "report", "text": "旧", **entry}
    schema = annotation_file.SCHEMA
    document = {"schema": schema, "report": about, "annotation": [entry], **top}
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "a.pdf"
        toml = beside(pdf)
        toml.write_text(tomli_w.dumps(document), "utf-8", newline="")
        before = held(toml)
        store = opened(pdf)
        store.edit("x", "新")
        store.add("report", "又")
        after = held(toml)
    assert {k: after[k] for k in top} == {k: before[k] for k in top}
    assert {k: after["report"][k] for k in about} == before["report"]
    kept = {k: after["annotation"][0][k] for k in entry}
    assert kept == {**before["annotation"][0], "text": "新"}


def test_figures_in_foreign_keys_keep_their_digits(pdf: Path, toml: Path) -> None:
    toml.write_text(HEAD + "[theirs]\nweight = 0.10\n", "utf-8")
    opened(pdf).add("report", "x")
    assert "weight = 0.10\n" in toml.read_text("utf-8")


# -- verdicts -----------------------------------------------------------------------------------


def test_a_finding_without_annotations_is_open(pdf: Path) -> None:
    assert opened(pdf).standing(broken_total(REPORT), REPORT) == Standing("open")


def test_a_finding_has_one_verdict(pdf: Path) -> None:
    store, found = opened(pdf), broken_total(REPORT)
    first = store.judge(found, REPORT, "confirmed", "应为 11")
    second = store.judge(found, REPORT, "dismissed")
    assert (second.id, second.text, second.status) == (first.id, "应为 11", "dismissed")
    assert store.annotations == (second,) == opened(pdf).annotations


def test_a_note_on_a_finding_becomes_its_verdict(pdf: Path) -> None:
    store, found = opened(pdf), broken_total(REPORT)
    note = store.add("finding:A104:disputes/review", "应为 11")
    assert note.status == "open"
    judged = store.judge(found, REPORT, "confirmed")
    assert (judged.id, judged.text, judged.seen) == (note.id, "应为 11", "10|1|0|0|0")
    assert store.add("finding:A104:disputes/review", "已去函").status is None
    assert store.standing(found, REPORT) == Standing("confirmed")


@pytest.mark.parametrize("changed", [("10", "1", "0", "0", "1"), ("10", "1", "0", "0", "")])
def test_dismissal_reopens_when_a_figure_changes(pdf: Path, changed: tuple[str, ...]) -> None:
    store = opened(pdf)
    store.judge(broken_total(REPORT), REPORT, "dismissed")
    assert store.standing(broken_total(REPORT), REPORT) == Standing("dismissed")
    later = report(changed)
    again = AnnotationStore.open(pdf, later)
    assert again.standing(broken_total(later), later) == Standing("open", reopened=True)


def judged(path: Path, held: Report, status: Status = "dismissed") -> Report:
    """Judge the error in a report; return the report."""
    store = AnnotationStore.open(path, held)
    store.judge(error(held), held, status, "核对过")
    return held


def error(held: Report) -> Finding:
    (found,) = (f for f in parsers.check(held).findings if f.severity == "error")
    return found


def county(**totals: int) -> Report:
    """A county's report with other totals in some rows of the applications."""
    wrong = {f"applications/{row}/total": Decimal(value) for row, value in totals.items()}
    return holding(load(COUNTY), wrong)


def test_dismissal_of_one_cause_holds_for_all_of_its_identities(pdf: Path) -> None:
    held = judged(pdf, county(received=183))
    assert len(error(held).checks) == 3
    assert AnnotationStore.open(pdf, held).standing(error(held), held) == Standing("dismissed")


@pytest.mark.parametrize(
    "later",
    [
        county(received=184),
        county(received=183, carried_in=9),
        saying("全年新收政府信息公开申请139件。", "overview.2", county(received=183)),
    ],
    ids=["the figure itself", "another operand", "the sentence that contradicts it"],
)
def test_dismissal_of_one_cause_reopens_when_any_operand_changes(pdf: Path, later: Report) -> None:
    judged(pdf, county(received=183))
    again = AnnotationStore.open(pdf, later)
    found = next(f for f in parsers.check(later).findings if f.rules[0] == "A101")
    assert again.standing(found, later) == Standing("open", reopened=True)
    [one] = noted(reading(again, later, found))
    assert not one.is_orphan


def test_dismissal_is_found_again_when_another_identity_comes_first(pdf: Path) -> None:
    first = judged(pdf, county(received=183))
    applicant = {"applications/received/business": Decimal(5)}
    later = holding(first, applicant)
    found = next(f for f in parsers.check(later).findings if "A102" in f.rules)
    assert found.target != error(first).target
    again = AnnotationStore.open(pdf, later)
    assert again.standing(found, later) == Standing("open", reopened=True)
    again.judge(found, later, "dismissed")
    assert again.standing(found, later) == Standing("dismissed")
    again.add(again.target(found), "另记")
    assert again.standing(found, later) == Standing("dismissed")
    assert [a.status for a in again.annotations] == ["dismissed", None]


def test_dismissal_holds_when_an_unrelated_figure_changes(pdf: Path) -> None:
    judged(pdf, county(received=183))
    later = holding(county(received=183), {"proactive/regulations/in_force": Decimal(3)})
    assert AnnotationStore.open(pdf, later).standing(error(later), later) == Standing("dismissed")


def test_note_on_an_identity_stays_with_the_cause_that_it_is_now_part_of(pdf: Path) -> None:
    one_identity = holding(county(), {"disputes/review/total": Decimal(0)})
    judged(pdf, one_identity)
    both = saying("因政府信息公开被申请行政复议5件。", "overview.2", one_identity)
    found = error(both)
    assert found.rules == ("A104", "N101")
    (note,) = AnnotationStore.open(pdf, both).on(*targets_of(found))
    assert note.text == "核对过"


def test_the_same_report_in_another_format_has_the_same_findings(pdf: Path) -> None:
    wrong = {
        "applications/results_total/natural_person": Decimal(618),
        "disputes/review/total": Decimal(0),
    }
    text, printed = (holding(load(COUNTY), wrong) for path in (ZHOUKOU, ZHOUKOU_PDF))
    ids = [
        [(f.id, f.target) for f in parsers.check(held).findings if f.rules[0][0] == "A"]
        for held in (text, printed)
    ]
    assert len(ids[0]) == 2
    assert ids[0] == ids[1]
    claims = [
        [(c.target, c.outcome) for c in parsers.check(held).checks if c.rule[0] == "N"]
        for held in (text, printed)
    ]
    assert claims[0] == claims[1] != []
    store = AnnotationStore.open(pdf, text)
    for found in parsers.check(text).findings:
        store.judge(found, text, "dismissed")
    again = AnnotationStore.open(pdf, printed)
    assert {
        again.standing(f, printed).status
        for f in parsers.check(printed).findings
        if f.severity == "error"
    } == {"dismissed"}


def test_confirmation_holds_when_a_figure_changes(pdf: Path) -> None:
    store, later = opened(pdf), report(("10", "1", "0", "0", "1"))
    store.judge(broken_total(REPORT), REPORT, "confirmed")
    assert store.standing(broken_total(later), later) == Standing("confirmed")


def test_dismissal_in_prose_reopens_when_the_sentence_changes(pdf: Path) -> None:
    store = opened(pdf)
    assert store.judge(prose_mismatch("59"), REPORT, "dismissed").seen == "59"
    assert store.standing(prose_mismatch("59"), REPORT) == Standing("dismissed")
    assert store.standing(prose_mismatch("60"), REPORT) == Standing("open", reopened=True)


def test_prose_about_a_cell_is_seen_with_both_figures(pdf: Path) -> None:
    message = Message("{stated} is not the total", {"stated": "12"})
    about = finding("N101:overview", message, cells=("disputes/review/upheld",))
    assert opened(pdf).judge(about, REPORT, "dismissed").seen == "10|12"


def test_the_later_of_two_verdicts_counts(pdf: Path, toml: Path) -> None:
    verdicts = "".join(
        f'[[annotation]]\nid = "{id}"\ntarget = "finding:A104:disputes/review"\n'
        f'status = "{status}"\nupdated = {day}T09:00:00+08:00\n'
        for id, status, day in (("a", "confirmed", "2024-02-02"), ("b", "dismissed", "2024-02-01"))
    )
    toml.write_text(HEAD + verdicts, "utf-8")
    store = opened(pdf)
    assert store.standing(broken_total(REPORT), REPORT) == Standing("confirmed")
    assert store.judge(broken_total(REPORT), REPORT, "open").id == "a"


def test_annotations_on_what_is_gone_are_orphans(pdf: Path) -> None:
    there = (
        *("report", "section:overview.1", "table:disputes", "cell:disputes/review/total"),
        *("quote:新收申请\n59 件", "quote:根据条例", "finding:A104:disputes/review"),
    )
    gone = ("section:annex", "table:fees", "cell:disputes/review/x", "quote:没有这句", "nonsense")
    store = opened(pdf)
    for target in (*there, *gone, "finding:A101:x"):
        store.add(target, "")
    orphans = [one for one in noted(reading(store, REPORT, broken_total(REPORT))) if one.is_orphan]
    assert [one.annotation.target for one in orphans] == [*gone, "finding:A101:x"]
    assert len(store.on("quote:新收申请\n59 件")) == 1


# -- other hands --------------------------------------------------------------------------------


def test_two_stores_on_one_file_lose_nothing_of_each_other(pdf: Path) -> None:
    one, two = opened(pdf), opened(pdf)
    first = one.add("report", "甲")
    second = two.add("report", "乙")
    one.edit(first.id, "甲改")
    two.remove(second.id)
    one.add("report", "丙")
    assert texts(one) == texts(opened(pdf)) == ["甲改", "丙"]
    assert texts(two) == ["甲改"]
    two.reload()
    assert texts(two) == ["甲改", "丙"]


def test_a_change_during_the_save_is_kept(
    pdf: Path, toml: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = opened(pdf)
    sync = os.fsync
    calls: list[int] = []

    def interrupted(descriptor: int) -> None:
        sync(descriptor)
        if not calls:
            calls.append(descriptor)
            theirs = '[[annotation]]\nid = "1"\ntarget = "report"\ntext = "theirs"\n'
            toml.write_text(f'schema = "gouji/annotations/1"\n\n{theirs}', "utf-8")

    monkeypatch.setattr(os, "fsync", interrupted)
    mine.add("report", "mine")
    assert texts(mine) == texts(opened(pdf)) == ["theirs", "mine"]


def test_editing_what_another_removed_writes_it_again(pdf: Path) -> None:
    one, two = opened(pdf), opened(pdf)
    made = one.add("section:overview", "甲")
    two.reload()
    two.remove(made.id)
    assert one.edit(made.id, "甲改").target == "section:overview"
    assert texts(opened(pdf)) == ["甲改"]


def test_entries_by_hand_are_read_as_far_as_they_go(pdf: Path, toml: Path) -> None:
    toml.write_text(
        HEAD
        + '[[annotation]]\ntarget = "report"\ntext = "只有两个键"\n'
        + '[[annotation]]\nid = 7\ntarget = 3\ntext = 5\ncreated = "昨天"\nstatus = "open"\n'
        + '[[annotation]]\nid = "a"\ntarget = "finding:A104:disputes/review"\nstatus = "maybe"\n'
        + '[[annotation]]\nid = "a"\ntarget = "report"\ncreated = 2024-02-01\n',
        "utf-8",
    )
    store = opened(pdf)
    assert store.trouble is None
    assert [(a.target, a.text, a.status) for a in store.annotations] == [
        ("report", "只有两个键", None),
        ("", "5", None),
        ("finding:A104:disputes/review", "", "open"),
        ("report", "", None),
    ]
    assert len({a.id for a in store.annotations}) == 4
    assert all(a.created.tzinfo and a.updated.tzinfo for a in store.annotations)
    assert store.annotations[3].created.date() == datetime(2024, 2, 1).date()
    assert opened(pdf).annotations == store.annotations


def test_unknown_verdicts_and_names_by_hand_stay_in_the_file(pdf: Path, toml: Path) -> None:
    entry = '[[annotation]]\ntarget = "finding:A104:disputes/review"\nstatus = "maybe"\n'
    toml.write_text(HEAD + entry, "utf-8")
    store = opened(pdf)
    named = store.annotations[0].id
    store.edit(named, "改")
    written = held(toml)["annotation"]
    assert [(e["id"], e["status"], e["text"]) for e in written] == [(named, "maybe", "改")]


def test_a_byte_order_mark_is_no_error(pdf: Path, toml: Path) -> None:
    entry = '[[annotation]]\ntarget = "report"\ntext = "记事本"\n'
    toml.write_bytes(b"\xef\xbb\xbf" + (HEAD + entry).replace("\n", "\r\n").encode())
    assert texts(opened(pdf)) == ["记事本"]


BROKEN = {
    "a key without a value": (HEAD.encode() + b"[[annotation]]\nid =\n", "line 3, column 5"),
    "not UTF-8": (HEAD.encode() + "text = '复".encode("gbk"), "line 2, column 9"),
    "the end is missing": (b'schema = "gouji', "not valid TOML"),
    "another schema": (b'schema = "gouji/annotations/2"\n', "gouji/annotations/1"),
    "no schema": (b"title = 'mine'\n", "gouji/annotations/1"),
    "annotation is no array": (HEAD.encode() + b"annotation = 3\n", "gouji/annotations/1"),
    "annotation holds no tables": (HEAD.encode() + b"annotation = [1]\n", "gouji/annotations/1"),
    "a figure beyond reason": (HEAD.encode() + b"a = 1e9999999999999999999999\n", "not valid"),
}


@pytest.mark.parametrize(("content", "told"), BROKEN.values(), ids=BROKEN)
def test_a_file_that_is_not_ours_is_never_overwritten(
    pdf: Path, toml: Path, content: bytes, told: str
) -> None:
    toml.write_bytes(content)
    store = opened(pdf)
    assert store.trouble and told in str(store.trouble)
    assert "hongze-2023.pdf.annotations.toml" in str(store.trouble)
    made = store.add("report", "等着")
    store.edit(made.id, "还等着")
    assert texts(store) == ["还等着"]
    assert store.trouble and told in str(store.trouble)
    assert toml.read_bytes() == content
    assert list(toml.parent.iterdir()) == [toml]


def test_what_waited_is_written_once_the_file_is_mended(pdf: Path, toml: Path) -> None:
    store = opened(pdf)
    store.add("report", "早")
    good = toml.read_text("utf-8")
    toml.write_text(good + "oops", "utf-8")
    store.add("report", "等")
    assert texts(store) == ["早", "等"]
    toml.write_text(good, "utf-8")
    store.add("report", "晚")
    assert store.trouble is None
    assert texts(store) == texts(opened(pdf)) == ["早", "等", "晚"]


# -- disks --------------------------------------------------------------------------------------


def test_a_temporary_file_left_behind_is_not_read(pdf: Path, toml: Path) -> None:
    opened(pdf).add("report", "x")
    (toml.parent / ".gouji-0123456789abcdef.tmp").write_bytes(toml.read_bytes()[:40])
    assert texts(opened(pdf)) == ["x"]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_failing_write_keeps_the_old_file_and_says_so(
    pdf: Path, toml: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    store = opened(pdf)
    store.add("report", "旧")
    before = toml.read_bytes()

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(step, full)
        store.add("report", "新")
    assert store.trouble and os.strerror(errno.ENOSPC) in str(store.trouble)
    assert texts(store) == ["旧", "新"]
    assert toml.read_bytes() == before
    assert list(toml.parent.iterdir()) == [toml]
    store.reload()
    assert store.trouble is None
    assert texts(opened(pdf)) == ["旧", "新"]


def test_a_folder_that_cannot_be_written_sends_notes_to_user_data(
    pdf: Path, toml: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_to_write_in(pdf.parent, monkeypatch, errno.EROFS)
    store = opened(pdf)
    store.add("report", "别处")
    assert store.trouble and str(store.path) in str(store.trouble)
    assert (store.path.parent.name, store.path.exists()) == ("annotations", True)
    assert not toml.exists()
    assert texts(opened(pdf)) == ["别处"]


def test_a_folder_that_cannot_be_written_is_told_at_once(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: path != pdf.parent)
    store = opened(pdf)
    assert store.trouble and str(store.path) in str(store.trouble)


def test_reports_of_one_name_do_not_share_a_file_in_user_data(pdf: Path) -> None:
    other = pdf.parent / "other" / pdf.name
    assert annotation_file.in_user_data(pdf) != annotation_file.in_user_data(other)


def test_notes_of_both_places_are_shown_as_one(
    pdf: Path, toml: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = opened(pdf).add("report", "同事的")
    with monkeypatch.context() as patched:
        refuse_to_write_in(pdf.parent, patched, errno.EACCES)
        store = opened(pdf)
        store.add("report", "我的")
        store.edit(theirs.id, "改过的")
        assert texts(store) == ["改过的", "我的"]
        store.remove(theirs.id)
        assert store.trouble and "it stays" in str(store.trouble)
    aside = store.path
    store.add("report", "又能写了")
    assert store.path == toml
    assert texts(store) == texts(opened(pdf))
    assert sorted(texts(opened(pdf))) == sorted(["同事的", "我的", "又能写了"])
    assert not aside.exists()


def test_a_name_too_long_for_the_suffix_is_kept_in_user_data(pdf: Path) -> None:
    long = pdf.with_name("政" * 80 + ".pdf")
    store = opened(long)
    store.add("report", "x")
    assert store.path.parent.name == "annotations"
    assert texts(opened(long)) == ["x"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")
def test_a_link_stays_a_link(pdf: Path, toml: Path, tmp_path: Path) -> None:
    real = tmp_path / "kept.toml"
    toml.symlink_to(real)
    opened(pdf).add("report", "x")
    assert toml.is_symlink()
    assert held(real)["annotation"][0]["text"] == "x"


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")
def test_the_mode_of_the_file_is_kept(pdf: Path, toml: Path) -> None:
    store = opened(pdf)
    mask = os.umask(0o027)
    try:
        store.add("report", "x")
        assert toml.stat().st_mode & 0o777 == 0o640
        toml.chmod(0o664)
        store.add("report", "y")
    finally:
        os.umask(mask)
    assert toml.stat().st_mode & 0o777 == 0o664


# -- undo ---------------------------------------------------------------------------------------


def test_what_was_changed_is_taken_back_and_made_again(pdf: Path) -> None:
    store = opened(pdf)
    note = store.add("cell:disputes/review/total", "见第4页")
    store.edit(note.id, "见第5页")
    store.remove(note.id)
    assert target(store.undo()) == note.target
    assert [a.text for a in store.annotations] == ["见第5页"]
    store.undo()
    store.undo()
    assert store.annotations == ()
    assert store.undo() is None
    assert [target(store.redo()) for _step in range(4)] == [note.target] * 3 + [None]
    assert store.annotations == ()


def test_the_config_names_who_signs(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = AnnotationStore.open(pdf, REPORT, "市政府办公室")
    assert signed.add("report", "一").author == "王芳"
    monkeypatch.delenv("GOUJI_AUTHOR")
    assert signed.add("report", "二").author == "市政府办公室"
    monkeypatch.setattr("getpass.getuser", lambda: "li")
    assert opened(pdf).add("report", "三").author == "li"


# -- what was done can be undone -------------------------------------------------------------------


def entries(toml: Path) -> list[dict[str, object]]:
    return held(toml)["annotation"] if toml.exists() and "annotation" in held(toml) else []


steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "remove", "judge", "judge all"]),
        st.integers(0, 5),
        st.text(),
    ),
    max_size=12,
)


@given(steps)
@settings(max_examples=30, deadline=None)
def test_undoing_all_and_redoing_all_leads_back_exactly(
    steps: list[tuple[str, int, str]],
) -> None:
    finding = broken_total(REPORT)
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "a.pdf"
        toml = annotation_file.beside(pdf)
        toml.write_text(
            'schema = "gouji/annotations/1"\n[[annotation]]\nid = "1"\ntarget = "report"\n'
            'text = "by hand"\nmine = [1, 2]\n',
            "utf-8",
        )
        opened(pdf).edit("1", "by hand, and by gouji")
        store = opened(pdf)
        before = entries(toml)
        count = 0
        for kind, number, text in steps:
            ids = [a.id for a in store.annotations]
            if kind == "add":
                store.add("cell:disputes/review/total", text, tags=(text,))
            elif kind == "judge":
                store.judge(finding, REPORT, "dismissed" if number % 2 else "confirmed", text)
            elif kind == "judge all":
                status: Status = "dismissed" if number % 2 else "confirmed"
                store.judge_all([prose_mismatch(), finding], REPORT, status)
            elif ids and kind == "edit":
                store.edit(ids[number % len(ids)], text, tags=(text, "b"))
            elif ids:
                store.remove(ids[number % len(ids)])
            else:
                continue
            count += 1
        after = entries(toml)
        for _step in range(count):
            assert store.undo() is not None
        assert store.undo() is None
        assert entries(toml) == before
        for _step in range(count):
            assert store.redo() is not None
        assert store.redo() is None
        assert entries(toml) == after


def test_undoing_does_not_destroy_what_another_wrote_since(pdf: Path) -> None:
    mine = opened(pdf)
    note = mine.add("report", "mine")
    opened(pdf).edit(note.id, "theirs")
    assert mine.undo() is None
    assert mine.trouble is not None
    assert texts(opened(pdf)) == ["theirs"]


def test_several_verdicts_keep_what_a_hand_added_where_the_folder_cannot_be_written(
    pdf: Path, toml: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = broken_total(REPORT)
    opened(pdf).judge(finding, REPORT, "confirmed", "核过")
    toml.write_text(toml.read_text("utf-8") + "mine = [1, 2]\n", "utf-8")
    refuse_to_write_in(pdf.parent, monkeypatch, errno.EACCES)
    opened(pdf).judge_all([finding], REPORT, "dismissed")
    (elsewhere,) = (pdf.parents[1] / "data").rglob("*.toml")
    (entry,) = entries(elsewhere)
    assert (entry["status"], entry["mine"]) == ("dismissed", [1, 2])


def test_several_verdicts_are_one_step_and_one_write(
    pdf: Path, toml: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(pdf)
    note = store.add("finding:A104:disputes/review", "kept")
    found = [broken_total(REPORT), prose_mismatch()]
    written: list[bytes] = []

    def counted(path: Path, new: bytes, old: bytes | None) -> bool:
        written.append(new)
        return saving.replace_unless_changed(path, new, old)

    monkeypatch.setattr("tui.annotations.replace_unless_changed", counted)
    store.judge_all(found, REPORT, "confirmed")
    assert len(written) == 1
    assert [store.standing(f, REPORT).status for f in found] == ["confirmed", "confirmed"]
    assert [(e["status"], e["text"]) for e in entries(toml)] == [
        ("confirmed", "kept"),
        ("confirmed", ""),
    ]
    assert target(store.undo()) == "finding:N102:overview.1"
    assert [(a.id, a.status) for a in store.annotations] == [(note.id, "open")]
    assert target(store.redo()) == note.target
    assert len(written) == 3
    assert [a.status for a in opened(pdf).annotations] == ["confirmed", "confirmed"]


def test_of_several_verdicts_what_another_changed_since_stays(pdf: Path) -> None:
    mine = opened(pdf)
    found = [broken_total(REPORT), prose_mismatch()]
    mine.judge_all(found, REPORT, "dismissed")
    opened(pdf).edit(mine.annotations[0].id, "theirs")
    assert target(mine.undo()) == "finding:N102:overview.1"
    assert str(mine.trouble) == "the annotation was changed meanwhile, so it stays"
    assert texts(opened(pdf)) == ["theirs"]
    assert target(mine.redo()) == "finding:N102:overview.1"
    assert mine.trouble is None
    assert texts(opened(pdf)) == ["theirs", ""]


def test_of_several_verdicts_that_others_changed_nothing_is_taken_back(pdf: Path) -> None:
    mine, theirs = opened(pdf), opened(pdf)
    found = [broken_total(REPORT), prose_mismatch()]
    mine.judge_all(found, REPORT, "dismissed")
    theirs.judge_all(found, REPORT, "confirmed")
    theirs.judge(found[0], REPORT, "open")
    held_by_both = opened(pdf).annotations
    assert mine.undo() is None
    assert str(mine.trouble) == "2 annotations were changed meanwhile, so they stay"
    assert opened(pdf).annotations == held_by_both


def test_verdicts_on_nothing_are_no_step(pdf: Path, toml: Path) -> None:
    store = opened(pdf)
    store.judge_all([], REPORT, "dismissed")
    assert store.undo() is None
    assert not toml.exists()


def test_what_waits_in_memory_can_be_undone(pdf: Path, toml: Path) -> None:
    toml.write_text("not [ toml", "utf-8")
    store = opened(pdf)
    store.add("report", "waits")
    assert target(store.undo()) == "report"
    assert store.annotations == ()
    toml.unlink()
    store.reload()
    assert store.annotations == ()


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_date_that_no_clock_shows_is_no_trouble(pdf: Path, toml: Path, date: str) -> None:
    entry = f'[[annotation]]\nid = "1"\ntarget = "report"\nupdated = {date}\n'
    toml.write_text(HEAD + entry, "utf-8")
    [annotation] = opened(pdf).annotations
    assert annotation.updated.astimezone().year in (1969, 1970)


def test_an_annotation_without_an_id_that_is_edited_by_hand_is_still_the_same(
    pdf: Path, toml: Path
) -> None:
    entry = '[[annotation]]\ntarget = "report"\ntext = "{}"\n'
    toml.write_text(HEAD + entry.format("by hand"), "utf-8")
    store = opened(pdf)
    toml.write_text(HEAD + entry.format("by hand, longer"), "utf-8")
    store.remove(store.annotations[0].id)
    assert texts(opened(pdf)) == []


def test_changing_what_another_removed_keeps_it_and_says_so(pdf: Path) -> None:
    mine = opened(pdf)
    note = mine.add("report", "one")
    opened(pdf).remove(note.id)
    assert mine.edit(note.id, "two").text == "two"
    assert mine.trouble is not None
    assert texts(opened(pdf)) == ["two"]


def test_editing_a_note_on_a_figure_is_about_the_figure_as_it_is_now(pdf: Path) -> None:
    note = opened(pdf).add("cell:disputes/review/total", "应为 11")
    changed = report(("10", "1", "0", "0", "11"))
    store = AnnotationStore.open(pdf, changed)
    seen = reading(store, changed)
    assert [one.state for one in noted(seen)] == ["changed"]
    store.edit(note.id, "已改")
    assert [one.state for one in noted(seen)] == ["there"]


def test_what_can_be_read_but_not_written_again_is_left_as_it_is(pdf: Path, toml: Path) -> None:
    toml.write_text(f"{HEAD}theirs = 0x{'f' * 5000}\n", "utf-8")
    before = toml.read_bytes()
    store = opened(pdf)
    store.add("report", "waits")
    assert store.trouble is not None
    assert texts(store) == ["waits"]
    assert toml.read_bytes() == before


def test_editing_elsewhere_keeps_what_a_hand_added(
    pdf: Path, toml: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = '[[annotation]]\nid = "1"\ntarget = "report"\ntext = "by hand"\nmine = [1, 2]\n'
    toml.write_text(HEAD + entry, "utf-8")
    with monkeypatch.context() as patched:
        refuse_to_write_in(pdf.parent, patched, errno.EROFS)
        opened(pdf).edit("1", "again")
    opened(pdf).add("report", "now it can be written")
    assert held(toml)["annotation"][0]["mine"] == [1, 2]
    assert held(toml)["annotation"][0]["text"] == "again"
