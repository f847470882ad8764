"""What of a web page's markup is shown, as far as the page itself tells."""

from __future__ import annotations

import re
from typing import Any

_HIDDEN = re.compile(
    r"(?<![\w-])(?:(?:display|visibility)\s*:\s*(?:none|hidden|collapse)|mso-hide\s*:\s*all)", re.I
)
_STRUCK = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.I)
# fmt: off
_UNSEEN = frozenset((
    "area", "audio", "base", "col", "colgroup", "datalist", "del", "dialog", "frame", "frameset",
    "head", "link", "map", "menu", "meta", "nav", "noembed", "noframes", "noscript", "param", "rp",
    "rt", "s", "script", "source", "strike", "style", "template", "title", "track", "xml",
))
_PICTURES = frozenset((
    "button", "canvas", "embed", "iframe", "img", "input", "math", "object", "select", "svg",
    "textarea", "video",
))
# fmt: on
_LONGEST_LINK = 200


def is_left_out(element: Any) -> bool:
    """Tell whether an element shows no text: it is a picture or a field, hidden, or struck out."""
    tag, style = element.tag, element.get("style", "")
    if tag in _UNSEEN or tag in _PICTURES or element.get("hidden") is not None:
        return True
    return bool(style and (_HIDDEN.search(style) or _STRUCK.search(style)))


def is_link(element: Any) -> bool:
    """Tell whether an element is a link; one that was never closed holds half the page."""
    if element.tag != "a" or element.get("href") is None:
        return False
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > _LONGEST_LINK:
            return False
    return True


def is_picture(element: Any) -> bool:
    """Tell whether an element is a picture or a field that may show a figure."""
    return element.tag in _PICTURES and not _is_tiny(element)


def _is_tiny(picture: Any) -> bool:
    """Tell whether a picture only keeps a place, or is hidden."""
    sizes = (picture.get("width"), picture.get("height"))
    hidden = picture.get("type") == "hidden" or _HIDDEN.search(picture.get("style", ""))
    return bool(hidden) or any(size in ("0", "1", "2") for size in sizes)
