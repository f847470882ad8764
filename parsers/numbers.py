"""The one reader of printed numbers."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from parsers.model import State


class Printed(NamedTuple):
    """What a printed text says: its number, if it is one, and what the number left over."""

    value: Decimal | None
    state: State
    rest: str = ""


# Full-width digits and signs to ASCII, characters without width to nothing; brackets and other
# punctuation stay for `rest`.
_HALF_WIDTH = str.maketrans(
    "０１２３４５６７８９，．＋－−／", "0123456789,.+--/", "\u00ad\u200b\u200c\u200d\u2060\ufeff"
)
_NOT_APPLICABLE = re.compile(r"[/\\]|[-–—―─]{1,4}|无|不适用|N/?A", re.IGNORECASE)
_NUMBER = re.compile(
    r"""(?P<sign>[+-]?)
        (?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:\ [0-9]{3})+|[0-9]+)
        (?P<decimals>\.[0-9]+)?
        (?P<rest>(?:\s*(?:万元|(?![万亿千百十余多几])[\u4e00-\u9fff（(【\[〔、；;*＊※]).*)?)""",
    re.VERBOSE | re.DOTALL,
)
# A line break inside a number is no thousands separator, and neither are two blanks.
_SPACE = re.compile(r"[^\S\n]")
_BRACKETED = re.compile(r"[（(【\[〔].*?[）)】\]〕]", re.DOTALL)


def read(text: str) -> Printed:
    """Read a cell's printed text.

    `1,288`, `1 288`, `１２` and `+1036` are numbers; so are `251000元` and `22（其中修订16件）`,
    with the remainder in `rest`. An empty text is `blank`; `/`, `—`, `无` are `not_applicable`.
    What is not certainly one number (`12 3`, `3/4`, `1,28`, `7.1万余条`, `1O`) is `text` without a
    value: never a guess.
    """
    printed = _SPACE.sub(" ", text.translate(_HALF_WIDTH)).strip()
    if not printed:
        return Printed(None, "blank")
    if _NOT_APPLICABLE.fullmatch(printed):
        return Printed(None, "not_applicable")
    match = _NUMBER.fullmatch(printed)
    if not match or any(c.isdigit() for c in _BRACKETED.sub("", match["rest"])):
        return Printed(None, "text")
    digits = match["digits"].replace(",", "").replace(" ", "")
    value = Decimal(match["sign"] + digits + (match["decimals"] or ""))
    return Printed(value, "number", match["rest"].strip())


def is_divided(text: str) -> bool:
    """Tell whether a text is one number whose thousands are divided by spaces: `1 288`."""
    return bool(re.fullmatch(r"[1-9][0-9]{0,2}(?: [0-9]{3})+", text))


def joined(first: str, second: str) -> str:
    """Return what the two halves of a figure make up, empty where that is not certain.

    It is where the second goes on with a bracket, a unit or the thousands of the first: `1338（其`
    and `中修订669件）`, `1,566,0` and `00`. Of `19` and `35` nobody can tell.
    """
    text = first.strip() + second.strip()
    opened = len(re.findall(r"[（(【\[〔]", first)) > len(re.findall(r"[）)】\]〕]", first))
    grouped = read(first).state == "text" and "," in first.translate(_HALF_WIDTH)
    is_unit = read(first).state == "number" and not any(c.isdigit() for c in second)
    return text if (opened or grouped or is_unit) and read(text).state == "number" else ""


def within(exact: Decimal, printed: Decimal, decimals: int) -> bool:
    """Tell whether a number as printed with some decimals is another, rounded or cut off."""
    step = Decimal(1).scaleb(-decimals)
    return printed in {exact.quantize(step, mode) for mode in (ROUND_HALF_UP, ROUND_DOWN)}
