"""A report laid out as lines of text, measured in terminal cells: pure functions, no screen."""

from tui.layout.index import Index
from tui.layout.lines import Anchor, Line, Span
from tui.layout.notes import NOTES, Noted, place_of, with_notes
from tui.layout.quotes import Quotes, quoted
from tui.layout.report import MIN_WIDTH, lay_out

__all__ = [
    "MIN_WIDTH",
    "NOTES",
    "Anchor",
    "Index",
    "Line",
    "Noted",
    "Quotes",
    "Span",
    "lay_out",
    "place_of",
    "quoted",
    "with_notes",
]
