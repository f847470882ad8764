"""The clipboard of the system, reached through the small programs that each has for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress

SECONDS = 1.5
"""How long a program may take."""

Command = tuple[str, ...]


def put(text: str, environment: Mapping[str, str]) -> bool:
    """Put `text` on the clipboard; say whether a program has confirmed that it is there.

    May take seconds: call it where nobody waits.
    """
    for command in commands(environment, sys.platform):
        if program := shutil.which(command[0]):
            encoding = "utf-16" if command[0] == "clip.exe" else "utf-8"
            done = _run((program, *command[1:]), text.encode(encoding))
            # tmux passes it on to the terminal, which does not answer.
            if done and command[0] != "tmux":
                return True
    return False


def commands(environment: Mapping[str, str], platform: str) -> Iterator[Command]:
    """Yield what may take a text to the clipboard of the person at the screen.

    Over ssh the clipboards of the system are those of another machine.
    """
    if environment.get("TMUX"):
        yield "tmux", "load-buffer", "-w", "-"
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return
    if platform == "darwin":
        yield ("pbcopy",)
    if platform == "win32" or environment.get("WSL_DISTRO_NAME"):
        yield ("clip.exe",)
    if environment.get("WAYLAND_DISPLAY"):
        yield ("wl-copy",)
    if environment.get("DISPLAY"):
        yield "xclip", "-selection", "clipboard"
        yield "xsel", "--clipboard", "--input"


def _run(command: Command, data: bytes) -> bool:
    # Some stay behind to serve the clipboard: with pipes of ours they would be waited for.
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            start_new_session=True,
        )
        return done.returncode == 0
    return False
