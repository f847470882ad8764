"""The process that makes one picture after another for an `Easel`: first it is told the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress

import msgspec

from parsers import contained
from parsers.document import Unreadable
from parsers.pictures import Wanted
from parsers.pictures.rendering import Desk
from parsers.readers.page import Doubtful
from parsers.readers.pdfium import Opened


def _answers(asked: Iterator[bytes]) -> Iterator[bytes]:
    with ExitStack() as stack:
        desk: Desk | None = None
        with suppress(Unreadable, Doubtful):
            desk = Desk(stack.enter_context(Opened(next(asked))))
        for question in asked:
            wanted = msgspec.msgpack.decode(question, type=Wanted)
            yield msgspec.msgpack.encode(desk.picture(wanted) if desk else "failed")


if __name__ == "__main__":
    contained.limit_memory()
    contained.serve(_answers)
