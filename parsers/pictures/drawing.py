"""The process that makes one picture after another for an `Easel`: first it is told the PDF."""

from __future__ import annotations

import msgspec

from parsers import contained
from parsers.pictures import Wanted
from parsers.pictures.rendering import made
from parsers.readers.pdfium import Opened


def _serve() -> None:
    told = contained.messages()
    with Opened(next(told)) as document:
        for question in told:
            wanted = msgspec.msgpack.decode(question, type=Wanted)
            picture = next((one.picture for one in made(document, [wanted])), None)
            contained.reply(msgspec.msgpack.encode(picture))


if __name__ == "__main__":
    contained.limit_memory()
    _serve()
