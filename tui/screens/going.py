"""Going to a place that was chosen by its name: where it is on the lines that are shown."""

from __future__ import annotations

from collections.abc import Sequence

from tui.find.destinations import Destination
from tui.layout import Line
from tui.panels.matching import Spot


def spot_of(place: Destination, lines: Sequence[Line]) -> Spot | None:
    """Return where a place stands; None where it is not shown, or is a finding."""
    match place.kind:
        case "section":
            return _first(lines, f"heading:{place.name}")
        case "table":
            of_table = (y for y, line in enumerate(lines) if line.table == place.name)
            return next((Spot(y) for y in of_table), None)
        case "row":
            return _first(lines, f"row:{place.name}")
        case "cell":
            on_it = (y for y, line in enumerate(lines) if place.name in line.addresses)
            return next((Spot(y, place.name) for y in on_it), None)
        case "page":
            on_it = (y for y, line in enumerate(lines) if line.page == int(place.name))
            return next((Spot(y) for y in on_it), None)
    return None


def nearest_before(page: int, lines: Sequence[Line]) -> Spot:
    """Return the last line that is known to stand before a page, on which no line begins."""
    known = [y for y, line in enumerate(lines) if line.page is not None and line.page < page]
    return Spot(known[-1] if known else 0)


def _first(lines: Sequence[Line], origin: str) -> Spot | None:
    return next((Spot(y) for y, line in enumerate(lines) if line.origin == origin), None)
