"""The program that the desktop opens a file with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

from parsers.messages import Trouble, marked
from parsers.reasons import reason

OPENERS = {"darwin": "open"}
"""What opens a file on a desktop, `xdg-open` where nothing else is said."""

MOMENT = 1.0
"""Within so many seconds it is known whether a program could be started."""


class NotOpened(Trouble):
    """A file that the desktop does not open."""


def open_outside(path: Path, moment: float = MOMENT) -> None:
    """Open the file at `path` as a double click on it would; raise `NotOpened`.

    What the program prints is lost, and it lives on when gouji ends.
    """
    # An absolute path is never taken for an option or for an address.
    whole = str(path.absolute())
    if not path.exists():
        raise NotOpened(marked("{file} is not there any more"), file=path.name)
    try:
        if sys.platform == "win32":
            os.startfile(whole)
        else:
            _start(_opener(), whole, moment)
    except OSError as error:
        template = marked("{file} cannot be opened: {reason}")
        raise NotOpened(template, file=path.name, reason=reason(error)) from error


def _opener() -> str:
    name = OPENERS.get(sys.platform, "xdg-open")
    found = shutil.which(name)
    if found is None:
        raise NotOpened(
            marked("there is no {program}, the program that opens files on a desktop"), program=name
        )
    return found


def _start(opener: str, path: str, moment: float) -> None:
    process = subprocess.Popen(
        [opener, path],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        status = process.wait(moment)
    except subprocess.TimeoutExpired:
        # It runs; someone must take note of its end.
        Thread(target=process.wait, daemon=True).start()
        return
    if status:
        template = marked("{file} was not opened: {program} ended with status {status}")
        values = {"program": Path(opener).name, "status": str(status)}
        raise NotOpened(template, file=Path(path).name, **values)
