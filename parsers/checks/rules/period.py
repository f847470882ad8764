"""Y: the years that a report speaks of."""

from __future__ import annotations

from parsers.checks.rules.rule import OWN, REGULATION, Rule
from parsers.messages import marked

RULES = (
    Rule(
        "Y101",
        marked("the reporting period is not the year of the title"),
        "warning",
        marked(
            "The report says that its figures are of a period that begins or ends in another year "
            "than the one in its title."
        ),
        marked("Each report is for the year before it is published, from January to December."),
        marked("A report for 2023 whose figures are from 2022年1月1日 to 2022年12月31日."),
        REGULATION,
    ),
    Rule(
        "Y102",
        marked("another year's work is reported as this year's"),
        "info",
        marked(
            "A sentence begins with another year and tells the office's own work of it as done, in "
            "a paragraph that does not name the report's year. Plans, comparisons and what began "
            "in an earlier year are let pass."
        ),
        marked("Who writes over last year's report easily leaves a paragraph as it was."),
        marked("A report for 2023 that says: 2022年，我局未收取政府信息公开信息处理费。"),
        OWN,
    ),
)
