"""F: what the form asks for."""

from __future__ import annotations

from parsers.checks.rules.rule import FEES, FORM_2021, REGULATION, Rule
from parsers.messages import marked

RULES = (
    Rule(
        "F101",
        marked("a section is missing"),
        "warning",
        marked("One of the six sections of the form has no heading in the report."),
        marked("Each section answers a duty to report; one left out leaves the duty unmet."),
        marked("The report ends with section five; 六、其他需要报告的事项 is not there."),
        REGULATION,
    ),
    Rule(
        "F102",
        marked("a section is out of order, renamed or numbered wrongly"),
        "info",
        marked(
            "The headings are not the form's: two sections have changed places, a number comes "
            "twice or is left out, or a title is neither the form's nor a common wording of it."
        ),
        marked(
            "Reports are compared section by section; a reader looks for each under its number."
        ),
        marked("The headings are numbered 一、二、二、四: the second 二 should be 三."),
        FORM_2021,
    ),
    Rule(
        "F103",
        marked("a table is missing"),
        "warning",
        marked("One of the three official tables was not found, or nothing in it could be read."),
        marked("Without the table none of its figures can be checked or compared."),
        marked("Section four says that there were no disputes and leaves the table out."),
        FORM_2021,
    ),
    Rule(
        "F104",
        marked("a row or column is missing or unknown"),
        "warning",
        marked(
            "A row or column that the form has was not found, or one was found that the form does "
            "not have. A misprinted label still counts as found."
        ),
        marked(
            "Figures whose place is not certain are not read, and nothing about them is checked."
        ),
        marked("The row 3.补正后申请内容仍不明确 was deleted because it was all zeros."),
        FORM_2021,
    ),
    Rule(
        "F105",
        marked("cells are blank where the form wants 0"),
        "warning",
        marked(
            "Cells of an official table are blank. Sums are checked with blanks as zero; a blank "
            "total makes its sum impossible to check."
        ),
        marked("A blank may mean none, not counted, or forgotten; the reader cannot tell."),
        marked("The row 2.重复申请 is blank from end to end; it should be 0 in every column."),
        FORM_2021,
    ),
    Rule(
        "F106",
        marked("a cell is not a number"),
        "warning",
        marked("Cells of an official table hold a dash, a slash, a word or broken digits."),
        marked("The form asks for figures; what stands instead cannot be added up or compared."),
        marked("/ or — or 无 in place of 0; 12 3 where nobody can tell whether it is 123."),
        FORM_2021,
    ),
    Rule(
        "F107",
        marked("a count is negative or broken"),
        "warning",
        marked("A cell that counts cases or documents holds a figure below 0 or with decimals."),
        marked("There is no half a case, nor fewer than none: the figure is a slip or misplaced."),
        marked("−3 in 上年结转; 1.288 where 1,288 was meant."),
        FORM_2021,
    ),
    Rule(
        "F108",
        marked("the fee amount has the wrong unit or decimals"),
        "warning",
        marked(
            "The amount of 行政事业性收费 is printed in another unit than 万元, or with more than "
            "six decimals, which no sum of money has."
        ),
        marked("An amount in 元 among those in 万元 is taken for ten thousand times as much."),
        marked("251000元 where the form asks for 万元: it should be 25.1."),
        FORM_2021,
    ),
    Rule(
        "F109",
        marked("a row of an older form in a later year"),
        "warning",
        marked("The table has a row of the form for earlier years in place of the present rows."),
        marked("The reasons that the present form asks for apart are not told apart."),
        marked(
            "（六）其他处理 as a single row, as it was in 2019 and 2020; since 2021 it has three."
        ),
        FORM_2021,
    ),
    Rule(
        "F110",
        marked("section 六 does not report the 信息处理费"),
        "warning",
        marked(
            "In a report for 2021 or later, section 六 says nothing of the fee for processing "
            "applications, nor does any other section."
        ),
        marked(
            "Offices may charge it since 2021 and must report it; silence may mean none, or "
            "forgotten."
        ),
        marked("六、其他需要报告的事项 says 无。; it should say: 本年度未收取信息处理费。"),
        FEES,
    ),
)
