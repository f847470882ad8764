"""Styles of the style sheet, as the line painters need them."""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget


def look(widget: Widget, *names: str) -> Style:
    """Return the component styles of `widget` with these names, laid over each other.

    What a style says nothing about stays open; translucent colours are mixed with their ground.
    """
    style = Style.null()
    for name in filter(None, names):
        said = widget.get_component_rich_style(name, partial=True)
        mixed = widget.get_component_rich_style(name)
        style += said + Style(
            color=mixed.color if said.color else None,
            bgcolor=mixed.bgcolor if said.bgcolor else None,
        )
    return style
