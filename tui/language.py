"""The language that gouji speaks: messages through gettext, English where nothing else is known."""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

from parsers.messages import Message

LANGUAGES = ("en", "zh_CN")
"""English is the messages' own language; every other one has a catalogue in `tui/locale`."""

_CATALOGUES = Path(__file__).parent / "locale"
_translations: gettext.NullTranslations = gettext.NullTranslations()


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
    global _translations  # noqa: PLW0603  the process speaks one language at a time
    _translations = gettext.translation(
        "gouji", _CATALOGUES, languages=[language], fallback=language == "en"
    )


def spoken() -> str:
    """Return which of `LANGUAGES` is in use."""
    return _translations.info().get("language", "en")


def _(text: str) -> str:
    """Return `text` in the language in use."""
    return _translations.gettext(text) if text else ""


def say(message: Message) -> str:
    """Return `message` as a sentence in the language in use."""
    values = {k: say(v) if isinstance(v, Message) else v for k, v in message.values.items()}
    return _(message.template).format_map(values)
