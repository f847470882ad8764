"""A: the identities between the figures of the tables."""

from __future__ import annotations

from parsers.checks.rules.rule import FORM_2021, OWN, Rule
from parsers.messages import marked

RULES = (
    Rule(
        "A101",
        marked("applications received and dealt with must balance"),
        "error",
        marked(
            "In each applicant column, the applications received this year and those carried in "
            "from last year must equal this year's results and those carried over to next year."
        ),
        marked(
            "The form prints this identity above the table: the first item plus the second equals "
            "the third plus the fourth. Every application has exactly one fate."
        ),
        marked(
            "712 received + 2 carried in = 714: 710 results + 4 carried over fit, 701 + 4 do not."
        ),
        FORM_2021,
        counted="identity",
    ),
    Rule(
        "A102",
        marked("a row's applicants must add up to its total"),
        "error",
        marked(
            "In each row of the applications table, natural persons and the five kinds of "
            "organisations must add up to the row's total."
        ),
        marked("Every application has exactly one kind of applicant."),
        marked("405 + 3 + 0 + 2 + 11 + 5 = 426; a total of 462 has two digits swapped."),
        FORM_2021,
        counted="identity",
    ),
    Rule(
        "A103",
        marked("the results of a column must add up to its results total"),
        "error",
        marked(
            "In each applicant column, granted, partly granted, refused, unavailable, declined and "
            "other results must add up to the results total （七）总计."
        ),
        marked(
            "The total counts each application dealt with once; partly granted ones only there."
        ),
        marked(
            "The single results add up to 681 and the total says 618: one of the figures is wrong."
        ),
        FORM_2021,
        counted="identity",
    ),
    Rule(
        "A104",
        marked("the outcomes of disputes must add up to their total"),
        "error",
        marked(
            "For administrative review and for both kinds of litigation, upheld, corrected, other "
            "and pending must add up to the total."
        ),
        marked("Every case has exactly one outcome at the end of the year."),
        marked("10 upheld + 1 corrected with a total left at 0: the total should be 11."),
        FORM_2021,
        counted="identity",
    ),
    Rule(
        "A201",
        marked("the rows or columns of a table must add up to its total"),
        "info",
        marked(
            "In a report on no official form, the rows above one called 合计, 总计, 小计 or Total "
            "should add up to it, and the columns likewise."
        ),
        marked(
            "Nobody declared what these totals count, so only those are looked at that add up "
            "along some lines of the table, and a line that is off only where most others are not."
        ),
        marked("12 + 30 = 42 in every column but one, where the row 合计 says 24."),
        OWN,
        counted="identity",
    ),
    Rule(
        "A301",
        marked("a sum that a form of your own declares must come out"),
        "error",
        marked("The cells on both sides of the sum must add up to the same."),
        marked(
            "The sum stands in a form of your own, under `identities`; gouji knows no more of it."
        ),
        marked("A row 合计 below the disputes must be the sum of the three rows above it."),
        marked("the form of your own that gouji.toml names"),
        counted="identity",
    ),
)
