"""Data to stdout, talk to stderr."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import click

from tui.language import _, say


def put(data: str | bytes) -> None:
    """Write data to stdout, the same bytes everywhere.

    Raises OSError with a sentence where that fails, and BrokenPipeError where nobody reads on.
    """
    if sys.stdout is None:
        raise OSError(_("there is no standard output"))
    try:
        _put(sys.stdout, data)
    except BrokenPipeError:
        raise
    except OSError as error:
        from parsers.reasons import reason  # only where something is wrong

        said = _("{file} could not be written: {reason}")
        why = say(reason(error))
        raise OSError(said.format(file=_("standard output"), reason=why)) from error


def _put(stdout: TextIO, data: str | bytes) -> None:
    if is_terminal(stdout):
        text = data if isinstance(data, str) else data.decode("utf-8", "replace")
        click.echo(text, nl=False, color=True)
    else:
        stdout.buffer.write(data.encode("utf-8", "replace") if isinstance(data, str) else data)
        stdout.flush()


def forget_streams() -> None:
    """Lead stdout and stderr nowhere: what is left in them is not tried again at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a stream is one and leads to a terminal; a closed one is None."""
    return stream is not None and stream.isatty()


def tell(text: str) -> None:
    """Say something to the person, on stderr and without control characters."""
    from tui.layout.text import plain

    click.echo(f"gouji: {plain(text)}", err=True)


class Progress:
    """Tells on stderr how far something has come.

    On a terminal one line is written over and over; elsewhere each step is a line.
    """

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._said = False

    def say(self, text: str, step: int | None = None) -> None:
        """Tell what was done, and in which step if it is one; the first is 1."""
        told = f"[{step}/{self._steps}] {text}" if step and self._steps > 1 else text
        if self._steps > 1 and is_terminal(sys.stderr):
            self._write(told)
        else:
            tell(told)

    def _write(self, text: str) -> None:
        """Write over the line, cut to what the terminal shows of it."""
        from shutil import get_terminal_size

        from tui.layout.text import cut, plain

        line = cut(f"gouji: {plain(text)}", get_terminal_size().columns - 1)
        click.echo(f"\r\x1b[K{line}", err=True, nl=False, color=True)
        self._said = True

    def end(self) -> None:
        """Leave the last line to stand."""
        if self._said:
            click.echo(err=True)
