"""Pictures of one PDF, one after another, from a process that stays until the last."""

from __future__ import annotations

from pathlib import Path

import msgspec

from parsers import contained
from parsers.files import unchanged
from parsers.messages import Trouble, marked
from parsers.pictures import Picture, Wanted

CANNOT = marked("page {page} cannot be shown")
TOO_SLOW = marked("page {page} takes too long to be shown")

SECONDS = 10.0


class Unshown(Trouble):
    """A picture that cannot be made."""


class Easel:
    """Makes pictures of the PDF at `path`, if that is still the one of this digest.

    What was read of it once is kept: a file that goes away meanwhile can be shown still.
    """

    def __init__(self, path: Path, sha256: str, seconds: float = SECONDS) -> None:
        self._path = path
        self._sha256 = sha256
        self._seconds = seconds
        self._talk: contained.Talk | None = None

    def picture(self, wanted: Wanted) -> Picture:
        """Return the picture that is wanted. One thread asks at a time.

        Raises `Unshown`, and `parsers.document.Unreadable` where the file cannot be read.
        """
        talk = self._talk = self._talk or self._begun(wanted.page)
        page = str(wanted.page)
        try:
            told = talk.ask(msgspec.msgpack.encode(wanted), self._seconds)
            made = msgspec.msgpack.decode(told, type=Picture | None)
        except TimeoutError as error:
            self._talk = None
            raise Unshown(TOO_SLOW, page=page) from error
        except (contained.Failed, msgspec.DecodeError) as error:
            self._talk = None
            raise Unshown(CANNOT, page=page) from error
        if made is None:
            raise Unshown(CANNOT, page=page)
        return made

    def _begun(self, page: int) -> contained.Talk:
        data = unchanged(self._path, self._sha256)
        try:
            return contained.Talk("parsers.pictures.drawing", data)
        except contained.Failed as error:
            raise Unshown(CANNOT, page=str(page)) from error

    def stop(self) -> None:
        """Make no picture any more, not even the one that is being made; that is `Unshown` then."""
        if self._talk:
            self._talk.stop()
            self._talk = None
