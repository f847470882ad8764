"""A PDF that is not to be trusted, read in a process of its own that can be stopped.

It reads with pdfplumber, which is slow and in Python: whatever the file does to it, it is the
other process that it is done to.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from parsers import contained
from parsers.document import Unreadable
from parsers.readers.page import TOO_LONG, TRIPPED, Page

_SECONDS = 60


class _Answer(Struct):
    """The pages of a PDF, or why it is refused."""

    pages: list[Page] = []
    refusal: tuple[str, dict[str, str]] | None = None


def pages(data: bytes, seconds: float = _SECONDS) -> list[Page]:
    """Return the pages of a PDF; raise `Unreadable` where they cannot be read in `seconds`."""
    try:
        told = contained.answer("parsers.readers.apart", data, seconds)
        answer = msgspec.msgpack.decode(told, type=_Answer)
    except contained.TooLate as error:
        raise Unreadable(TOO_LONG, seconds=f"{seconds:.0f}") from error
    except (contained.Failed, msgspec.DecodeError) as error:
        raise Unreadable(TRIPPED) from error
    if answer.refusal:
        template, values = answer.refusal
        raise Unreadable(template, **values)
    return answer.pages


def _answers(asked: Iterator[bytes]) -> Iterator[bytes]:
    for data in asked:
        yield msgspec.msgpack.encode(_answer(data))


def _answer(data: bytes) -> _Answer:
    from parsers.readers.plumber import pages

    try:
        return _Answer(list(pages(data)))
    except Unreadable as refused:
        values = {name: str(value) for name, value in refused.message.values.items()}
        return _Answer(refusal=(refused.message.template, values))


if __name__ == "__main__":
    contained.limit_memory()
    contained.serve(_answers)
