"""The editor of a person's own choice, for texts that are too long for a dialog."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from parsers.messages import Message, marked
from parsers.reasons import reason
from tui.layout.text import clean

VARIABLES = ("VISUAL", "EDITOR")
"""Where a person says which editor to use, the first that is set."""

USUAL = ("vi", "nano", "notepad")
"""What is tried where a person does not say."""


class Unedited(Exception):
    """No text came back; `message` says why, and where what was written is kept, if anything."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def command() -> list[str]:
    """Return the editor to start with its arguments; raise `Unedited` where there is none."""
    for variable in VARIABLES:
        value = os.environ.get(variable, "")
        try:
            words = shlex.split(value, posix=os.name != "nt")
        except ValueError:
            raise Unedited(
                Message(
                    marked("{variable} cannot be understood as a command: {value}"),
                    {"variable": variable, "value": value},
                )
            ) from None
        if words:
            return [word.strip('"') for word in words] if os.name == "nt" else words
    for name in USUAL:
        if shutil.which(name):
            return [name]
    raise Unedited(Message(marked("no editor was found; set EDITOR to the one to use"), {}))


def edit(text: str, editor: list[str]) -> str:
    """Let a person change `text` in `editor` and return what they made of it.

    The file in which that happens is deleted once it was read back. Raises `Unedited` where the
    editor does not start, reports a failure, or leaves something that is no text.
    """
    try:
        number, name = tempfile.mkstemp(prefix="gouji-", suffix=".md")
        path = Path(name)
        before = clean(text).encode()
        with os.fdopen(number, "wb") as file:
            file.write(before)
    except OSError as error:
        raise Unedited(
            Message(
                marked("the text cannot be handed to an editor: {reason}"),
                {"reason": reason(error)},
            )
        ) from error
    try:
        with _interrupts_left_to_the_editor():
            status = subprocess.run([*editor, name], check=False).returncode
    except OSError as error:
        path.unlink()
        raise Unedited(
            Message(
                marked("{editor} could not be started: {reason}"),
                {"editor": editor[0], "reason": reason(error)},
            )
        ) from error
    return _read_back(path, before, editor[0], status)


def _read_back(path: Path, before: bytes, editor: str, status: int) -> str:
    """Return what `path` holds and delete it; keep it where what was written cannot be used."""
    try:
        after = path.read_bytes()
        written = after.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Unedited(
            Message(
                marked("what {editor} wrote cannot be read; look in {file}"),
                {"editor": editor, "file": str(path)},
            )
        ) from None
    if status:
        values = {"editor": editor, "status": str(status), "file": str(path)}
        if after == before:
            path.unlink()
            raise Unedited(
                Message(marked("{editor} ended with status {status}; nothing was changed"), values)
            )
        raise Unedited(
            Message(
                marked("{editor} ended with status {status}; what it wrote is kept in {file}"),
                values,
            )
        )
    with suppress(OSError):
        path.unlink()
    # Editors end the last line, which nobody wrote.
    return written.replace("\r\n", "\n").removesuffix("\n")


@contextmanager
def _interrupts_left_to_the_editor() -> Iterator[None]:
    """Do not end with the editor's ^C, which reaches both of us on the same terminal."""
    # Not SIG_IGN: the editor would inherit that.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
