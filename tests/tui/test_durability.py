"""What a person wrote is on the disk when it is acknowledged, whatever happens to the program."""

from __future__ import annotations

import errno
import os
import random
import select
import signal
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.tui.small_report import report
from tui import saving
from tui.annotations import AnnotationStore, file

REPORT = report()
TARGET = "cell:disputes/review/total"
posix = pytest.mark.skipif(os.name != "posix", reason="needs fork and signals")


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in" / "hongze-2023.pdf"


def opened(pdf: Path) -> AnnotationStore:
    return AnnotationStore.open(pdf, REPORT)


def texts(store: AnnotationStore) -> list[str]:
    return [a.text for a in store.annotations]


def hidden(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name.startswith("."))


# -- killed -------------------------------------------------------------------------------------


def child(task: Callable[[int], None]) -> tuple[int, int]:
    """Begin a process that does `task`; return its id, and where what it writes is read."""
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return pid, read
    status = 1
    try:
        os.close(read)
        task(write)
        status = 0
    finally:
        os._exit(status)


@posix
def test_no_acknowledged_annotation_is_lost_when_gouji_is_killed(pdf: Path) -> None:
    opened(pdf).add("report", "warm")  # what is imported late is imported here
    chance = random.Random(20231125)

    def write_on(told: int) -> None:
        store = opened(pdf)
        while True:
            os.write(told, store.add(TARGET, "写" * 40).id.encode())

    saves = kills = 0
    before = 1
    while saves < 1000 or kills < 100:
        pid, read = child(write_on)
        select.select([read], [], [], 10)  # it is writing by now
        select.select([], [], [], chance.random() * 0.03)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        told = b"".join(iter(lambda: os.read(read, 65536), b"")).decode()  # noqa: B023
        os.close(read)
        acknowledged = {told[i : i + 26] for i in range(0, len(told), 26)}
        held = tomllib.loads(file.beside(pdf).read_text("utf-8"))
        ids = {entry["id"] for entry in held["annotation"]}
        assert acknowledged <= ids
        assert len(ids) <= before + len(acknowledged) + 1
        saves, kills, before = saves + len(acknowledged), kills + 1, len(ids)
        if before > 60:  # a file of thousands would only make the test slow
            file.beside(pdf).unlink()
            before = 0
        assert len(hidden(pdf.parent)) <= 2
    opened(pdf).add("report", "after")
    assert hidden(pdf.parent) == []


# -- two at a time ------------------------------------------------------------------------------


@posix
def test_two_goujis_on_one_report_keep_what_both_write(pdf: Path) -> None:
    def fifty(told: int) -> None:
        store = opened(pdf)
        for i in range(50):
            made = store.add(TARGET, f"{os.getpid()} {i}")
            store.edit(made.id, f"{os.getpid()} {i} again")
            store.remove(store.add("report", "for a moment").id)
        assert store.trouble is None
        os.write(told, b"done")

    children = [child(fifty) for _which in range(2)]
    for pid, read in children:
        assert os.waitpid(pid, 0)[1] == 0
        assert os.read(read, 10) == b"done"
        os.close(read)
    expected = {f"{pid} {i} again" for pid, _read in children for i in range(50)}
    assert set(texts(opened(pdf))) == expected
    assert len(texts(opened(pdf))) == 100
    assert hidden(pdf.parent) == []


def test_who_does_not_come_to_its_turn_keeps_the_change_and_says_so(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "SECONDS", 0.05)
    store = opened(pdf)
    with saving.turn(file.beside(pdf)):
        store.add("report", "waits")
        assert store.trouble is not None
        assert "another gouji" in store.trouble.template
        assert texts(store) == ["waits"]
    store.reload()
    assert store.trouble is None
    assert texts(opened(pdf)) == ["waits"]


# -- full, read-only, without renaming ------------------------------------------------------------


def failing(code: int) -> Callable[..., NoReturn]:
    def fail(*_arguments: object, **_options: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("step", ["tui.saving._write", "os.fsync", "pathlib.Path.replace"])
def test_a_save_that_fails_leaves_the_file_and_keeps_the_change(
    pdf: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    store = opened(pdf)
    store.add("report", "before")
    before = file.beside(pdf).read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(step, failing(code))
        store.add("report", "meanwhile")
        assert store.trouble is not None
        assert os.strerror(code) in str(store.trouble.values["reason"])
        assert texts(store) == ["before", "meanwhile"]
        assert file.beside(pdf).read_bytes() == before
    store.add("report", "after")
    assert store.trouble is None
    assert texts(opened(pdf)) == ["before", "meanwhile", "after"]
    assert hidden(pdf.parent) == []


@posix
def test_a_disk_that_is_really_full_loses_nothing(pdf: Path) -> None:
    import resource

    def fill(told: int) -> None:
        store = opened(pdf)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        saved = 0
        while store.trouble is None:
            store.add("report", "写" * 100)
            saved += store.trouble is None
        assert len(store.annotations) == saved + 1
        os.write(told, str(saved).encode())

    pid, read = child(fill)
    assert os.waitpid(pid, 0)[1] == 0
    saved = int(os.read(read, 10))
    os.close(read)
    assert len(opened(pdf).annotations) == saved > 0


@pytest.mark.parametrize("code", [errno.ENOTSUP, errno.EXDEV, errno.EINVAL, errno.EPERM])
def test_where_nothing_can_be_renamed_the_file_is_written_in_place(
    pdf: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(Path, "replace", failing(code))
    store = opened(pdf)
    store.add("report", "first")
    store.add("report", "second")
    assert store.trouble is None
    assert texts(opened(pdf)) == ["first", "second"]
    assert hidden(pdf.parent) == []


class Stopped(BaseException):
    """The program ends here."""


@pytest.fixture(params=range(8))
def breaking_off(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], None]]:
    """Return a function after which the program ends within so many bytes of the next write."""

    def begin() -> None:
        monkeypatch.setattr(Path, "replace", failing(errno.ENOTSUP))
        calls = 0

        def write(path: Path, data: bytes, _flags: int = 0) -> None:
            nonlocal calls
            calls += 1
            # The temporary copy, the second copy, and then the file itself are written.
            if calls < 2 + request.param // 4:
                path.write_bytes(data)
                return
            path.write_bytes(data[: len(data) * (request.param % 4) // 4])
            raise Stopped

        monkeypatch.setattr(saving, "_write", write)

    yield begin
    monkeypatch.undo()


def test_writing_in_place_that_is_broken_off_loses_nothing(
    pdf: Path, breaking_off: Callable[[], None]
) -> None:
    store = opened(pdf)
    store.add("report", "before")
    breaking_off()
    with pytest.raises(Stopped):
        store.add("report", "meanwhile")
    found = texts(opened(pdf))
    assert found in (["before"], ["before", "meanwhile"])
    raw: Any = file.content(file.beside(pdf))
    assert len(tomllib.loads(raw.decode())["annotation"]) == len(found)


def test_a_file_that_is_edited_after_a_write_in_place_counts_as_it_is(pdf: Path) -> None:
    path = file.beside(pdf)
    saving._write_over(path, b'schema = "gouji/annotations/1"\n')
    left = saving._aside(path, "new")
    left.write_bytes(b'schema = "gouji/annotations/1"\n' + saving._END)
    path.write_bytes(b'schema = "gouji/annotations/1"\n[mine]\n')
    assert file.content(path) == path.read_bytes()


def test_what_locks_is_imported_when_something_is_written() -> None:
    import subprocess

    code = "import sys, tui.annotations; print('filelock' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "False\n"


def test_a_link_in_the_place_of_a_hidden_file_is_not_followed(pdf: Path) -> None:
    victim = pdf.with_name("victim")
    victim.write_text("mine", "utf-8")
    path = file.beside(pdf)
    saving._aside(path, "new").symlink_to(victim)
    with pytest.raises(OSError, match="symbolic link"):
        saving._write_over(path, b"new")
    assert victim.read_text("utf-8") == "mine"


def test_another_that_writes_at_the_same_time_has_a_file_of_its_own(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file.beside(pdf)
    write = saving._write
    names: list[str] = []

    def noted(at: Path, data: bytes, flags: int = 0) -> None:
        names.append(at.name)
        write(at, data, flags)

    monkeypatch.setattr(saving, "_write", noted)
    for text in (b"one", b"two"):
        assert saving.replace_unless_changed(path, text, saving.content(path))
    assert len(set(names)) == 2


def test_what_was_left_half_written_is_cleared_away(pdf: Path) -> None:
    path = file.beside(pdf)
    with pytest.raises(Stopped), saving._written_beside(path, b"x") as left:
        kept = left.with_name(left.name.replace(".tmp", "0.tmp"))
        kept.write_bytes(b"half")
        raise Stopped
    assert hidden(pdf.parent) == [kept.name]
    opened(pdf).add("report", "x")
    assert hidden(pdf.parent) == []
