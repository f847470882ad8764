"""How gouji knows its own summaries, which look much like the reports that they are about."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

GENERATOR = "gouji summary"
"""What stands in the head of a web page as its generator, and as the comment of a zip archive."""

_HEAD, _TAIL = 512, 64
_SUFFIXES = (".html", ".docx")


def is_summary(path: Path) -> bool:
    """Tell whether a file is a summary that gouji wrote; not once another program has saved it."""
    if not path.name.lower().endswith(_SUFFIXES):
        return False
    sign = GENERATOR.encode()
    with suppress(OSError), path.open("rb") as file:
        if sign in file.read(_HEAD):
            return True
        file.seek(0, 2)
        file.seek(max(file.tell() - _TAIL, 0))
        return file.read().endswith(sign)
    return False
