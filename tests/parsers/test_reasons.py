"""What the system says went wrong: in its own words, and in those of a catalogue."""

from __future__ import annotations

import errno
import os

import pytest

from parsers.reasons import REASONS, reason

posix = pytest.mark.skipif(os.name != "posix", reason="the words are those of POSIX")


@posix
@pytest.mark.parametrize("code", REASONS)
def test_a_reason_is_what_the_system_says(code: int) -> None:
    assert str(reason(OSError(code, "", "secret.md"))) == os.strerror(code)


def test_what_no_catalogue_has_is_said_as_the_system_does() -> None:
    assert str(reason(OSError(errno.EPIPE, "Broken {pipe}"))) == "Broken {pipe}"
    assert str(reason(OSError("alone"))) == "OSError"
