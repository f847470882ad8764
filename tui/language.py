"""The language that gouji speaks: messages through gettext, English where nothing else is known."""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from parsers.messages import Message

LANGUAGES = ("en", "zh_CN")
"""English is the messages' own language; every other one has a catalogue in `tui/locale`."""

_CATALOGUES = Path(__file__).parent / "locale"
_default = LANGUAGES[0]
# Threads that do not share the context of who began them speak the default.
_meanwhile: ContextVar[str | None] = ContextVar("language", default=None)


def preferred() -> str:
    """Return the language that the environment asks for, as one of `LANGUAGES`."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            break
    else:
        value = locale.getlocale()[0] or ""
    return "zh_CN" if value.lower().startswith(("zh", "chinese")) else "en"


def use(language: str) -> None:
    """Speak `language` from now on."""
    global _default  # noqa: PLW0603  the process speaks one language but for what is `speaking`
    _translations(language)
    _default = language


def spoken() -> str:
    """Return the language in use, one of `LANGUAGES`."""
    return _meanwhile.get() or _default


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` for a while, in this thread or task only."""
    before = _meanwhile.set(language)
    try:
        yield
    finally:
        _meanwhile.reset(before)


@cache
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation(
        "gouji", _CATALOGUES, languages=[language], fallback=language == "en"
    )


def _(text: str) -> str:
    """Return `text` in the language in use."""
    return _translations(spoken()).gettext(text) if text else ""


def say(message: Message) -> str:
    """Return `message` as a sentence in the language in use."""
    values = {k: say(v) if isinstance(v, Message) else v for k, v in message.values.items()}
    return _(message.template).format_map(values)


def labelled(name: str, text: str) -> str:
    """Return `text` behind its name, with the colon of the language in use."""
    return _("{name}: {text}").format(name=name, text=text)
