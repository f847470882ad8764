"""N: what the prose claims, against the tables and against itself."""

from __future__ import annotations

from parsers.checks.rules.rule import OWN, Rule
from parsers.messages import marked

RULES = (
    Rule(
        "N101",
        marked("a figure in the prose disagrees with the cell it speaks of"),
        "warning",
        marked(
            "A figure in the text names what it counts, and the table has another for it. All "
            "sums that the words admit are tried; it is wrong only if it is none of them."
        ),
        marked(
            "Text and tables report the same work. Figures of a narrower scope, of another year "
            "or of a comparison, and those that are not exact, are not held against the table."
        ),
        marked("The text says 予以公开及部分公开258件; the table has 272 and 3."),
        OWN,
        counted="claim",
    ),
    Rule(
        "N102",
        marked("parts do not add up to the whole in a sentence"),
        "warning",
        marked(
            "A sentence names a whole and its parts. A list may leave parts out: it is wrong only "
            "where it says how many make the total, or where one part is more than the whole."
        ),
        marked("Whoever reads the sentence can add it up."),
        marked("予以公开74件、部分公开19件，两项合计95件: they come to 93."),
        OWN,
        counted="claim",
    ),
    Rule(
        "N103",
        marked("a stated share disagrees with its two counts"),
        "warning",
        marked(
            "A percentage is not that of the counts beside it, rounded or cut off at its printed "
            "decimals. It is wrong only where the words, or two other shares in the same list, "
            "make clear what it is a share of."
        ),
        marked("A share that was left from a draft or from last year misleads the reader."),
        marked("258 of 805 are given as 33.9%; they are 32.05%."),
        OWN,
        counted="claim",
    ),
    Rule(
        "N104",
        marked("the prose says none, the table has some"),
        "warning",
        marked("The text says that there were none, and the table counts some."),
        marked("Such sentences are often left from last year's report."),
        marked("未发生行政复议、行政诉讼, but the table has 3 administrative reviews."),
        OWN,
        counted="claim",
    ),
)
