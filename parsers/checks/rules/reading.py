"""D: what the reading itself did, or could not do."""

from __future__ import annotations

from parsers.checks.rules.rule import OWN, Rule
from parsers.messages import marked

RULES = (
    Rule(
        "D101",
        marked("a page has no text layer"),
        "warning",
        marked(
            "A page is a picture, as a scanner makes them. gouji reads what is printed as text, "
            "not what a picture shows, nor a layer of text that a machine recognised in it."
        ),
        marked(
            "What stands on such a page is not checked. Text recognised by a machine may hold "
            "figures that nobody printed, and gouji would accuse the office of them."
        ),
        marked("The page with the official seal was signed by hand and scanned."),
        OWN,
    ),
    Rule(
        "D102",
        marked("a page could not be read"),
        "warning",
        marked("A page of the file is damaged, so that nothing on it was read."),
        marked("What stands on such a page is not checked; the rest of the report is."),
        marked("A download broke off, or a disk has changed a byte inside the page."),
        OWN,
    ),
    Rule(
        "D103",
        marked("a table was joined over a page break"),
        "info",
        marked("A table continues on the next page; gouji has joined its parts."),
        marked("Where parts are joined a reader may err: compare the place with the page."),
        marked("The applications table begins on page 3 and ends on page 4."),
        OWN,
    ),
    Rule(
        "D104",
        marked("two readings of a cell disagree"),
        "warning",
        marked(
            "The document holds the same official table twice, and the second has other figures "
            "than the first. gouji reads the first; the second may be of the office alone."
        ),
        marked("A report has each figure once. Nobody can tell which of two is meant."),
        marked("A draft's table was left behind the final one: 行政处罚 5 in one, 7 in the other."),
        OWN,
    ),
)
