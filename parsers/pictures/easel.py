"""Pictures of one PDF, one after another, from a process that stays until the last."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from parsers import contained
from parsers.document import Unreadable
from parsers.files import unchanged
from parsers.messages import Trouble, marked
from parsers.pictures import Picture, Unmade, Wanted

CANNOT = marked("page {page} cannot be shown")
TOO_SLOW = marked("page {page} takes too long to be shown")

SECONDS = 10.0
"""How long a picture for a screen may take."""

_SECONDS_FOR_ALL = 60.0

Missing = Literal["changed", "late"] | Unmade
"""Why there is no picture: the file is not the one that was read, it took too long, or as told."""


class Unshown(Trouble):
    """A picture that cannot be made."""


class TooSlow(Unshown):
    """A picture that takes too long."""


class Unfound(Unshown):
    """A picture of words that stand on none of the pages."""


class Easel:
    """Makes pictures of the PDF at `path`, if that is still the one of this digest.

    What was read of it once is kept: a file that goes away meanwhile can be shown still. They are
    made in a process of its own: what a page may ask to be painted knows no bounds.
    """

    def __init__(self, path: Path, sha256: str) -> None:
        self._path = path
        self._sha256 = sha256
        self._talk: contained.Talk | None = None

    def picture(self, wanted: Wanted, seconds: float = SECONDS) -> Picture:
        """Return the picture that is wanted. One thread asks at a time.

        Raises `Unshown`, and of that kind `TooSlow` where it is not made in so many `seconds`, and
        `parsers.document.Unreadable` where the file cannot be read.
        """
        page = str(wanted.page)
        try:
            talk = self._talk = self._talk or self._begun()
            told = talk.ask(msgspec.msgpack.encode(wanted), seconds)
            made = msgspec.msgpack.decode(told, type=Picture | Unmade)
        except contained.TooLate as error:
            self.stop()
            raise TooSlow(TOO_SLOW, page=page) from error
        except (contained.Failed, msgspec.DecodeError) as error:
            self.stop()
            raise Unshown(CANNOT, page=page) from error
        if isinstance(made, str):
            raise (Unfound if made == "unfound" else Unshown)(CANNOT, page=page)
        return made

    def _begun(self) -> contained.Talk:
        return contained.Talk("parsers.pictures.drawing", unchanged(self._path, self._sha256))

    def stop(self) -> None:
        """Make no picture any more, not even the one that is being made; that is `Unshown` then."""
        talk, self._talk = self._talk, None
        if talk:
            talk.stop()


def pictures(
    path: Path, sha256: str, wanted: Sequence[Wanted], seconds: float = _SECONDS_FOR_ALL
) -> list[Picture | Missing]:
    """Return the pictures that are wanted of the PDF at `path`, for each that is missing why.

    All are missing where the file is not the one of that digest, which was read, or cannot be
    opened; after `seconds`, those that are not made by then.
    """
    deadline = time.monotonic() + seconds
    easel = Easel(path, sha256)
    made: dict[int, Picture | Missing] = {}
    rest: Missing = "failed"
    # Page by page, so that each is opened once.
    for place, one in sorted(enumerate(wanted), key=lambda pair: pair[1].page):
        made[place] = "failed"
        if not (one.marks or one.words):
            continue
        try:
            made[place] = easel.picture(one, max(deadline - time.monotonic(), 0.0))
        except (TooSlow, Unreadable) as error:
            made[place] = rest = "late" if isinstance(error, TooSlow) else "changed"
            break
        except Unfound:
            made[place] = "unfound"
        except Unshown:
            pass
    easel.stop()
    return [made.get(place, rest) for place in range(len(wanted))]
