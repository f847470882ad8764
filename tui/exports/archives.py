"""Word and Excel files are zip archives: made the same from the same parts, whatever the clock."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tui.signature import GENERATOR

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The earliest time in a zip archive, that of a summary of what nobody has written about."""


def settled(archive: bytes) -> bytes:
    """Return a zip archive with the same parts, all of them dated 1980, and signed by gouji."""
    made = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = ZipInfo(name, EPOCH.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            new.writestr(info, old.read(name))
        new.comment = GENERATOR.encode()
    return made.getvalue()


def dated(when: datetime | None) -> datetime:
    """Return the time that a file bears in UTC and without a zone, as Office formats have it."""
    return (when or EPOCH).astimezone(UTC).replace(tzinfo=None)
