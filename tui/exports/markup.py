"""Markdown that says what it is given: no text of a report or a person becomes markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.layout.text import plain

# What CommonMark or GitHub's dialect takes for markup anywhere in a line.
_MARKUP = re.compile(r"[\\`*_\[\]<>|#~&$@^{}!]|:(?=//)|(?<=www)\.", re.IGNORECASE)
# What either takes for a list, a rule or a heading at the beginning of one.
_BULLET = re.compile(r"^[-+=:]")
_NUMBER = re.compile(r"^(\d+)([.)])(?=\s|$)")


def escape(text: str) -> str:
    """Return `text` on one line, as Markdown that shows it as it is."""
    text = _MARKUP.sub(r"\\\g<0>", plain(text))
    return _NUMBER.sub(r"\1\\\2", _BULLET.sub(r"\\\g<0>", text))


def quote(text: str) -> list[str]:
    """Return the lines of a block quotation that keeps the line breaks of `text`."""
    lines = [escape(line) for line in text.strip().split("\n")]
    # A backslash breaks the line, but shows as one where no line follows in the paragraph.
    breaks = [
        "\\" if line and below else "" for line, below in zip(lines, [*lines[1:], ""], strict=True)
    ]
    return [f"> {line}{end}".rstrip() for line, end in zip(lines, breaks, strict=True)]


def table(head: Sequence[str], rows: Sequence[Sequence[str]], figures_from: int = 1) -> list[str]:
    """Return the lines of a table of Markdown, the columns from `figures_from` set to the right."""
    rule = ["---" if i < figures_from else "---:" for i in range(len(head))]
    return ["| " + " | ".join(row) + " |" for row in (head, rule, *rows)]
