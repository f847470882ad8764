"""Paths as addresses that lead to a file and to nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def from_here(path: Path) -> Path:
    """Return the same path however it was typed: below the working folder, or absolute."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 (a link stays the name that was given)
    here = Path.cwd()
    return absolute.relative_to(here) if absolute.is_relative_to(here) else absolute


def uri_of(path: Path) -> str:
    """Return the address of a file: `file:///…`, or relative as `path` is, with slashes.

    No name can make it one of another scheme: `javascript:x.pdf` is `./javascript%3Ax.pdf`.
    """
    if path.is_absolute():
        return path.as_uri()
    uri = quote(os.fsencode(path.as_posix()))
    return f"./{uri}" if ":" in path.parts[0] else uri
