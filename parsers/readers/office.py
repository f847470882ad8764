"""Old Word files (.doc, .wps) and RTF: LibreOffice, where it is installed, makes them .docx.

It is a stranger's file in a large program: each gets a folder and a profile of its own, in which
macros and links are off, a time limit that ends the program with all that it started, and a bound
on what it may write.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from msgspec import structs

from parsers.document import Document, Unreadable
from parsers.messages import Message, marked
from parsers.readers import FOREIGN, docx
from parsers.readers.package import ENCRYPTED, EXCEL, POWERPOINT

NO_PROGRAM = marked(
    "this is an old Word file (.{kind}); install LibreOffice, or save it as .docx or PDF"
)
CANNOT = marked("LibreOffice cannot read this old Word file (.{kind})")
TOO_SLOW = marked(
    "LibreOffice took longer than {seconds} seconds over this old Word file (.{kind})"
)
OFFICE = marked("a file of an office program")

SECONDS = 60.0
_BYTES_MOST = 256 * 1024 * 1024
_PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_NOTHING_ACTIVE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""

# The streams by which an old file tells what it is. A document may hold a workbook, and does more
# often than the other way round.
_STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", ""),
    ("Workbook", EXCEL),
    ("Book", EXCEL),
    ("PowerPoint Document", POWERPOINT),
)


def read(data: bytes) -> Document:
    """Read an old Word file or RTF; raise `Unreadable` where that cannot be done, or not here."""
    kind = "rtf" if data.startswith(b"{\\rtf") else "doc"
    if kind == "doc":
        _check_is_word(data)
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise Unreadable(NO_PROGRAM, kind=kind)
    converted = _converted(data, kind, program)
    try:
        return structs.replace(docx.read(converted), format=kind)
    except Unreadable as error:
        raise (
            error if error.message.template == docx.NO_TEXT else Unreadable(CANNOT, kind=kind)
        ) from error


# -- what it is -----------------------------------------------------------------------------------


def _check_is_word(data: bytes) -> None:
    """Raise `Unreadable` where an OLE file is another program's, or asks for a password."""
    for name, kind in _STREAMS:
        entry = next(_entries(data, name), None)
        if entry is None:
            continue
        if kind == ENCRYPTED or (not kind and _is_encrypted(data, entry)):
            raise Unreadable(ENCRYPTED)
        if kind:
            raise Unreadable(FOREIGN, kind=Message(kind))
        return
    raise Unreadable(FOREIGN, kind=Message(OFFICE))


def _entries(data: bytes, name: str) -> Iterator[int]:
    """Yield where the directory of an OLE file has an entry of that name."""
    wanted = name.encode("utf-16-le")
    place = data.find(wanted)
    while place >= 0:
        length = int.from_bytes(data[place + 64 : place + 66], "little")
        if place % 128 == 0 and length == len(wanted) + 2:
            yield place
        place = data.find(wanted, place + 1)


def _is_encrypted(data: bytes, entry: int) -> bool:
    """Tell whether a Word stream begins with the header of an encrypted one."""
    shift = int.from_bytes(data[30:32], "little")
    sector = int.from_bytes(data[entry + 116 : entry + 120], "little")
    start = (sector + 1) << min(shift, 12)
    header = data[start : start + 12]
    return header[:2] == b"\xec\xa5" and len(header) == 12 and bool(header[11] & 0x01)


# -- LibreOffice ----------------------------------------------------------------------------------


def _converted(data: bytes, kind: str, program: str) -> bytes:
    """Return a file as LibreOffice makes it a .docx."""
    with TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as folder:
        source, profile, out = (Path(folder, name) for name in (f"a.{kind}", "profile", "out"))
        (profile / "user").mkdir(parents=True)
        out.mkdir()
        source.write_bytes(data)
        (profile / "user" / "registrymodifications.xcu").write_text(_NOTHING_ACTIVE, "utf-8")
        options = ("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault")
        command = [program, f"-env:UserInstallation={profile.as_uri()}", *options]
        _run([*command, "--convert-to", "docx", "--outdir", str(out), str(source)], out, kind)
        made = out / "a.docx"
        if not made.is_file() or made.is_symlink() or made.stat().st_size > _BYTES_MOST:
            raise Unreadable(CANNOT, kind=kind)
        return made.read_bytes()


def _run(command: list[str], out: Path, kind: str) -> None:
    """Run a command to its end; raise `Unreadable` where it takes too long or writes too much."""
    try:
        process = subprocess.Popen(
            command,
            cwd=out,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise Unreadable(CANNOT, kind=kind) from error
    # Whoever leaves while a thread waits here is not to leave the program behind.
    ending = partial(_end, process)
    atexit.register(ending)
    deadline = monotonic() + SECONDS
    try:
        while process.poll() is None:
            if monotonic() > deadline:
                raise Unreadable(TOO_SLOW, seconds=f"{SECONDS:g}", kind=kind)
            if _size(out) > _BYTES_MOST:
                raise Unreadable(CANNOT, kind=kind)
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
    finally:
        ending()
        atexit.unregister(ending)


def _size(folder: Path) -> int:
    with suppress(OSError):
        return sum(entry.stat(follow_symlinks=False).st_size for entry in os.scandir(folder))
    return 0


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        if process.poll() is None:
            subprocess.run(command, capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
