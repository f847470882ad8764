"""Pages of which nothing was read, and why."""

from __future__ import annotations

from typing import Literal, NamedTuple

GapKind = Literal["scan", "letterless", "unread"]
"""A picture of text; text of which the file does not say which letters it is; damage."""


class Gap(NamedTuple):
    """A page of which nothing was read. It counts from 1."""

    page: int
    kind: GapKind
