"""Going to a place that was chosen by its name: where it is on the lines that are shown."""

from __future__ import annotations

from tui.find.destinations import Destination
from tui.layout import Index


def line_of(place: Destination, index: Index) -> int | None:
    """Return the line on which a place begins; None where it is not shown, or is a finding."""
    match place.kind:
        case "section":
            return index.origin(f"heading:{place.name}")
        case "table":
            return index.table(place.name)
        case "row":
            return index.origin(f"row:{place.name}")
        case "cell":
            return index.cell(place.name)
        case "page":
            return index.page(int(place.name))
    return None
