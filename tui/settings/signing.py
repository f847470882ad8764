"""Who signs what a person writes."""

from __future__ import annotations

import getpass
import os
from contextlib import suppress

from tui.layout.text import clean
from tui.settings import in_use


def signature(folders: str | None) -> str:
    """Return whom the environment names, or else the folder, the settings, or the login name."""
    if name := os.environ.get("GOUJI_AUTHOR") or folders or in_use().author:
        return clean(name)
    with suppress(OSError, KeyError, ImportError):
        return clean(getpass.getuser())
    return ""
