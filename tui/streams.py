"""Data to stdout, talk to stderr."""

from __future__ import annotations

import sys
from typing import TextIO

import click

from tui.language import _


def put(text: str) -> None:
    """Write data to stdout, the same bytes everywhere."""
    if is_terminal(sys.stdout):
        click.echo(text, nl=False, color=True)
    elif sys.stdout is None:
        raise OSError(_("there is no standard output"))
    else:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a stream is one and leads to a terminal; a closed one is None."""
    return stream is not None and stream.isatty()


def tell(text: str) -> None:
    """Say something to the person, on stderr and without control characters."""
    from tui.layout.text import plain

    click.echo(f"gouji: {plain(text)}", err=True)
