"""Old Word files: read through LibreOffice where it is, refused with a sentence where it is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from parsers import Unreadable, readers
from parsers.readers import FOREIGN, docx, office, package
from parsers.understand import understand
from tests.parsers import official, word
from tests.real import ROOT

FILES = Path(__file__).parent / "files"
OLD_WORD = (FILES / "report.doc").read_bytes()
RTF = (FILES / "disputes.rtf").read_bytes()

needs_libreoffice = pytest.mark.skipif(
    not any(map(shutil.which, office._PROGRAMS)), reason="LibreOffice is not installed"
)
needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="no shell scripts there")


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        readers.read(data)
    return caught.value


def ole(*streams: str) -> bytes:
    """Return the beginning of an OLE file with a directory of streams."""
    data = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    for name in ("Root Entry", *streams):
        entry = bytearray(name.encode("utf-16-le").ljust(128, b"\0"))
        entry[64:66] = (2 * len(name) + 2).to_bytes(2, "little")
        data += entry
    return bytes(data.ljust(4096, b"\0"))


@needs_libreoffice
def test_old_word_file_is_read_cell_by_cell() -> None:
    document = readers.read(OLD_WORD)
    report = understand(document, "report.doc", "")
    assert document.format == "doc"
    assert official.printed(report.tables) == official.distinct()
    assert (report.agency, report.year) == ("洪泽区人民政府", 2023)


@needs_libreoffice
def test_rtf_is_read_cell_by_cell() -> None:
    document = readers.read(RTF)
    assert document.format == "rtf"
    read = official.printed(understand(document, "disputes.rtf", "").tables)
    assert read == official.of_table("disputes")


@needs_libreoffice
def test_truncated_old_word_file_gives_no_wrong_figure() -> None:
    try:
        report = understand(readers.read(OLD_WORD[:30_000]), "a", "")
    except Unreadable:
        return
    assert not official.wrong(official.printed(report.tables), official.distinct())


@pytest.mark.parametrize("data", [OLD_WORD, RTF, ole("WordDocument"), b"{\\rtf1\\ansi hello}"])
def test_without_libreoffice_the_reader_says_what_to_do(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_PROGRAMS", ("no-such-program",))
    error = refused(data)
    assert error.message.template == office.NO_PROGRAM
    kind = "rtf" if data.startswith(b"{") else "doc"
    assert f"(.{kind}); install LibreOffice, or save it as .docx or PDF" in str(error)


@pytest.mark.parametrize(
    ("streams", "called"),
    [
        (("Workbook",), "an Excel workbook"),
        (("Book",), "an Excel workbook"),
        (("PowerPoint Document", "Current User"), "a PowerPoint presentation"),
        (("__properties_version1.0",), "a file of an office program"),
        ((), "a file of an office program"),
        (("WordDocuments",), "a file of an office program"),
    ],
)
def test_other_old_files_are_called_by_their_names(streams: tuple[str, ...], called: str) -> None:
    error = refused(ole(*streams))
    assert error.message.template == FOREIGN
    assert called in str(error)


def test_encrypted_files_say_that_they_ask_for_a_password() -> None:
    assert refused(ole("EncryptionInfo", "EncryptedPackage")).message.template == package.ENCRYPTED
    entry = OLD_WORD.index("WordDocument".encode("utf-16-le"))
    start = (int.from_bytes(OLD_WORD[entry + 116 : entry + 120], "little") + 1) * 512
    locked = bytearray(OLD_WORD)
    assert locked[start : start + 2] == b"\xec\xa5"
    locked[start + 11] |= 1
    assert refused(bytes(locked)).message.template == package.ENCRYPTED


# -- a program that misbehaves --------------------------------------------------------------------


def program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a script in LibreOffice's place; it finds the output's folder in $out."""
    path = folder / "soffice"
    find = 'while [ "$1" != "--outdir" ]; do shift; done; out="$2"\n'
    path.write_text(f"#!/bin/sh\necho talk; echo talk >&2\n{find}{script}\n")
    path.chmod(0o755)
    monkeypatch.setattr(office, "_PROGRAMS", (str(path),))


@needs_shell
@pytest.mark.parametrize(
    "script",
    [
        "exit 0",
        "exit 1",
        "kill -9 $$",
        'echo garbage > "$out/a.docx"',
        'mkdir "$out/a.docx"',
        'ln -s /dev/zero "$out/a.docx"',
        'printf "PK\\003\\004" > "$out/a.docx"',
        'echo x > "$out/b.docx"',
    ],
)
def test_program_that_makes_no_word_file_is_said_not_to_read_it(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    program(tmp_path, script, monkeypatch)
    assert refused(OLD_WORD).message.template == office.CANNOT
    assert capfd.readouterr() == ("", "")


@needs_shell
def test_program_that_cannot_be_started_is_said_not_to_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "soffice"
    path.write_bytes(b"\x7fELF no program")
    path.chmod(0o755)
    monkeypatch.setattr(office, "_PROGRAMS", (str(path),))
    assert refused(RTF).message.template == office.CANNOT


@needs_shell
def test_program_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, f"sleep 300 & echo $! > {tmp_path}/child; wait", monkeypatch)
    monkeypatch.setattr(office, "SECONDS", 0.3)
    begun = time.monotonic()
    error = refused(RTF)
    assert error.message.template == office.TOO_SLOW
    assert "0.3 seconds" in str(error)
    assert time.monotonic() - begun < 5
    assert _has_ended(int((tmp_path / "child").read_text()))


@needs_shell
def test_child_that_outlives_the_program_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, f"sleep 300 & echo $! > {tmp_path}/child", monkeypatch)
    assert refused(RTF).message.template == office.CANNOT
    assert _has_ended(int((tmp_path / "child").read_text()))


LEAVE = """
import sys, threading, time
from pathlib import Path
from parsers import readers
from parsers.readers import office
office._PROGRAMS = (sys.argv[1],)
threading.Thread(target=readers.read, args=(b"{\\\\rtf1 a}",), daemon=True).start()
while not Path(sys.argv[2]).is_file() or not Path(sys.argv[2]).read_text().endswith("end"):
    time.sleep(0.01)
"""


@needs_shell
def test_program_is_ended_when_gouji_is_left_in_the_middle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    program(tmp_path, f'sleep 300 & printf "$! $out end" > {child}; wait', monkeypatch)
    command = [sys.executable, "-c", LEAVE, str(tmp_path / "soffice"), str(child)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=20)
    process, out, _ = child.read_text().split()
    assert _has_ended(int(process))
    assert not Path(out).parent.exists()


def _has_ended(process: int) -> bool:
    for _ in range(1000):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{process}/stat")
        if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


@needs_shell
def test_program_that_writes_without_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, 'head -c 3000000 /dev/zero > "$out/a.docx"; sleep 300', monkeypatch)
    monkeypatch.setattr(office, "_BYTES_MOST", 1_000_000)
    assert refused(RTF).message.template == office.CANNOT


@needs_shell
def test_each_file_has_a_folder_and_a_profile_of_its_own_which_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(word.by_python_docx())
    seen = tmp_path / "seen"
    script = (
        f'exec >> {seen}; echo "$out"; grep -c DisableMacrosExecution "$out"/../profile/user/*\n'
        f'cp {made} "$out/a.docx"'
    )
    program(tmp_path, script, monkeypatch)
    for _ in range(2):
        report = understand(readers.read(OLD_WORD), "a", "")
        assert official.printed(report.tables) == official.distinct()
    first, found, second, _ = seen.read_text().split()
    assert found == "1"
    assert first != second
    assert not Path(first).parent.exists()
    assert not Path(second).parent.exists()


@needs_shell
def test_old_word_file_without_text_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty.docx"
    empty.write_bytes(word.word(word.paragraph("")))
    program(tmp_path, f'cp {empty} "$out/a.docx"', monkeypatch)
    assert refused(RTF).message.template == docx.NO_TEXT
