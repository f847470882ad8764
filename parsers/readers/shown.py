"""What of a web page's markup is shown, as far as the page itself tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

# A property counts by its whole name: backface-visibility hides nothing.
_HIDDEN = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)\b",
    re.I,
)
_STRUCK = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.I)
_NO_SIZE = re.compile(r"(?<![\w-])font-size\s*:\s*0(?:\.0*)?(?:[a-z]+|%)?\s*(?:[;!]|$)", re.I)
_WHITE_VALUE = r"(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))"
_WHITE = re.compile(rf"(?<![\w-])color\s*:\s*{_WHITE_VALUE}\s*(?:[;!]|$)", re.I)
_WHITE_FONT = re.compile(rf"\s*{_WHITE_VALUE}\s*", re.I)
_BACKGROUND = re.compile(r"(?<![\w-])background(?:-color|-image)?\s*:", re.I)
_COLOUR = re.compile(r"(?<![\w-])color\s*:", re.I)
_SIZE = re.compile(r"(?<![\w-])font-size\s*:", re.I)
_RAISED = re.compile(r"(?<![\w-])vertical-align\s*:\s*(super|sub)\b", re.I)
_SHOWING = re.compile(r"(?<![\w-])(?:display\s*:\s*(?!none)|visibility\s*:\s*visible)\w", re.I)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_CLASS = re.compile(r"\.([\w-]+)")
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
_SHEET_MOST = 1_000_000
# So far around an element is looked for what shows it after all.
_AROUND_MOST = 50


def is_left_out(element: Any, hidden: frozenset[str] = frozenset()) -> bool:
    """Tell whether an element shows no text: it is a picture or a field, hidden, or struck out.

    `hidden` are the classes that the page hides.
    """
    tag, style = element.tag, element.get("style", "")
    if tag in _UNSEEN or tag in _PICTURES or element.get("hidden") is not None:
        return True
    if style and (_HIDDEN.search(style) or _STRUCK.search(style)):
        return True
    if hidden and not hidden.isdisjoint(element.get("class", "").split()):
        return not _SHOWING.search(style)
    return _has_no_size(element, style) or _is_white(element, style)


def _has_no_size(element: Any, style: str) -> bool:
    return bool(_NO_SIZE.search(style)) and not any(
        _SIZE.search(inner.get("style", "")) for inner in _inside(element)
    )


def _is_white(element: Any, style: str) -> bool:
    """Tell whether an element's text is white on white; one in colour may stand on a dark row."""
    of_font = _WHITE_FONT.fullmatch(element.get("color", "")) and not _COLOUR.search(style)
    if not of_font and not _WHITE.search(style):
        return False
    around = (element, *islice(element.iterancestors(), _AROUND_MOST))
    return not any(map(_has_background, around)) and not any(
        inner.get("color") or _COLOUR.search(inner.get("style", "")) or _has_background(inner)
        for inner in _inside(element)
    )


def _has_background(element: Any) -> bool:
    given = element.get("bgcolor") or element.get("background")
    return bool(given or _BACKGROUND.search(element.get("style", "")))


def _inside(element: Any) -> Iterator[Any]:
    return islice(element.iterdescendants(), _AROUND_MOST)


def raised(element: Any) -> str:
    """Return whether an element is raised or lowered, as sup or sub; empty where it is neither."""
    if element.tag in ("sup", "sub"):
        return str(element.tag)
    match = _RAISED.search(element.get("style", ""))
    return ("sup" if match[1].lower() == "super" else "sub") if match else ""


def hidden_classes(root: Any) -> frozenset[str]:
    """Return the classes that the page's own style sheets hide wherever they stand.

    One that some other rule shows again, as of a tab that is chosen, is not among them.
    """
    hidden: set[str] = set()
    shown: set[str] = set()
    for sheet in root.getroottree().iter("style"):
        own = sheet.get("media", "all") in ("all", "screen") and sheet.getparent().tag != "noscript"
        for selectors, style, is_inner in _rules(sheet.text or ""):
            for selector in selectors.rpartition(";")[2].split(","):
                alone = re.fullmatch(r"\s*\.([\w-]+)\s*", selector)
                if _SHOWING.search(style):
                    shown.update(_CLASS.findall(selector))
                elif alone and own and not is_inner and _HIDDEN.search(style):
                    hidden.add(alone[1])
    return frozenset(hidden - shown)


def _rules(sheet: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the rules of a style sheet: selectors, style, whether they hold on a condition only."""
    depth, selectors, piece = 0, "", ""
    for match in re.finditer("[{}]|[^{}]+", _CSS_COMMENT.sub("", sheet[:_SHEET_MOST])):
        token = match[0]
        if token == "{":
            depth, selectors, piece = depth + 1, piece, ""
        elif token == "}":
            if selectors:
                yield selectors, piece, depth > 1
            depth, selectors, piece = max(depth - 1, 0), "", ""
        else:
            piece = token


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
