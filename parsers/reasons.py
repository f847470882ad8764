"""Why the system does not do what it was asked for, in words that a catalogue has."""

from __future__ import annotations

import errno

from parsers.messages import Message, marked

REASONS: dict[int, str] = {
    errno.EACCES: marked("Permission denied"),
    errno.EBUSY: marked("Device or resource busy"),
    errno.EDQUOT: marked("Disk quota exceeded"),
    errno.EEXIST: marked("File exists"),
    errno.EFBIG: marked("File too large"),
    errno.EIO: marked("Input/output error"),
    errno.EISDIR: marked("Is a directory"),
    errno.ELOOP: marked("Too many levels of symbolic links"),
    errno.EMFILE: marked("Too many open files"),
    errno.ENAMETOOLONG: marked("File name too long"),
    errno.ENOENT: marked("No such file or directory"),
    errno.ENOEXEC: marked("Exec format error"),
    errno.ENOSPC: marked("No space left on device"),
    errno.ENOTDIR: marked("Not a directory"),
    errno.EPERM: marked("Operation not permitted"),
    errno.EROFS: marked("Read-only file system"),
    errno.ESTALE: marked("Stale file handle"),
    errno.ETIMEDOUT: marked("Connection timed out"),
    errno.ETXTBSY: marked("Text file busy"),
}
"""What people meet, in the words that the system itself has for it in English."""


def reason(error: OSError) -> Message:
    """Return what the system says went wrong, without the path."""
    if error.errno in REASONS:
        return Message(REASONS[error.errno])
    return Message("{why}", {"why": error.strerror or type(error).__name__})
