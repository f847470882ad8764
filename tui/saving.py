"""Files that are replaced whole or not at all, on the disk when it is done, by one at a time."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from parsers.messages import Trouble, marked

SECONDS = 5.0
"""How long to wait for another gouji to finish writing."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
_END = b"\n# whole\n"
"""What ends the second copy of a file that is written over in place."""


class Busy(Trouble):
    """A file that another gouji is writing, and does not let go of."""


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Keep every other gouji from writing the file at `path` meanwhile.

    Raises `Busy` where it does not come to one's turn. A folder in which no lock can be made is
    written without: then only `replace_unless_changed` stands between two of them.
    """
    from filelock import FileLock, Timeout

    lock = _aside(path, "lock")
    # Others who may write in the folder must be able to lock it too.
    # A marker in place of a lock would shut everybody out when its owner is killed.
    ours = FileLock(lock, timeout=SECONDS, poll_interval=0.01, mode=0o666, fallback_to_soft=False)
    try:
        ours.acquire()
    except Timeout:
        raise _busy(path) from None
    except (OSError, NotImplementedError):
        if lock.exists() and os.access(path.parent, os.W_OK):
            raise _busy(path) from None
        yield
        return
    try:
        # What another left behind that was killed while it was writing: now nobody is.
        for left in path.parent.glob(f"{_aside(path, '*').name[:-2]}-*.tmp"):
            with suppress(OSError):
                left.unlink()
        yield
    finally:
        # Who waits for it sees that it is gone, and makes a new one.
        with suppress(OSError):
            lock.unlink()
        ours.release()


def _busy(path: Path) -> Busy:
    return Busy(
        marked("{file} is being written by another gouji; annotations are kept in memory"),
        file=path.name.encode("utf-8", "replace").decode(),
    )


def content(path: Path) -> bytes | None:
    """Return what the file holds, or None where there is none; raise OSError.

    A file whose writing over in place was broken off is what it was to become.
    """
    there = _bytes(path)
    copy = _bytes(_aside(_real(path), "new"))
    if copy is not None and copy.endswith(_END):
        whole = copy.removesuffix(_END)
        if whole.startswith(there or b"") and whole != there:
            return whole
    return there


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def replace_unless_changed(path: Path, new: bytes, old: bytes | None) -> bool:
    """Write `new` to the file at `path`, if that still holds `old`.

    The file is whole at any moment, is `new` on the disk before this returns, keeps its mode, and
    stays a link if it is one. Return False where another program has changed it meanwhile; raise
    OSError where it cannot be written.
    """
    with _written_beside(_real(path), new) as temporary:
        if content(path) != old:
            return False
        _move(temporary, _real(path), new)
    return True


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is whole or not there, as `replace_unless_changed` does, whatever it held.

    One that is there stays until the new one is. Raises OSError where it cannot be written.
    """
    with _written_beside(_real(path), data) as temporary:
        _move(temporary, _real(path), data)


def _move(temporary: Path, real: Path, data: bytes) -> None:
    """Put a file with this data in the place of another, as the system lets it."""
    try:
        temporary.replace(real)
    except OSError as error:
        if error.errno in _FULL:
            raise
        _write_over(real, data)
    _sync(real.parent)


@contextmanager
def _written_beside(real: Path, data: bytes) -> Iterator[Path]:
    """Write `data` to the disk under another name in the same folder, gone afterwards.

    Raises PermissionError where the file itself may not be written: a rename would not ask.
    """
    if real.exists() and not os.access(real, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(real))
    stem = _aside(real, "tmp").stem
    temporary = real.with_name(f"{stem}-{secrets.token_hex(8)}.tmp")
    try:
        _write(temporary, data, os.O_EXCL)
        with suppress(OSError):  # not every system has modes
            shutil.copymode(real, temporary)
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write(path: Path, data: bytes, flags: int = 0) -> None:
    """Write a file to the disk; what another has put there as a link is not followed."""
    flags |= os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o666), "wb") as file:  # noqa: PTH123
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _write_over(real: Path, new: bytes) -> None:
    """Write a file in place, where the system cannot rename: all of it lies in a second first."""
    copy = _aside(real, "new")
    _write(copy, new + _END)
    _write(real, new)
    with suppress(OSError):
        copy.unlink()


def _real(path: Path) -> Path:
    return path.resolve() if path.is_symlink() else path


def _aside(path: Path, kind: str) -> Path:
    """Return the name of a hidden file that goes with `path`: the same for every gouji."""
    digest = sha256(os.fsencode(path.name)).hexdigest()[:16]
    return path.with_name(f".gouji-{digest}.{kind}")


def _sync(folder: Path) -> None:
    """Have the renaming itself on the disk, where the system lets a folder be synchronised."""
    if os.name != "posix":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
