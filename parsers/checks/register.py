"""The rules: one declaration each, with its explanation, example and official source.

Texts are English templates and the keys of the message catalogue.
"""

from __future__ import annotations

from msgspec import Struct

from parsers.messages import marked
from parsers.model import Severity

FORM_2021 = marked("国办公开办函〔2021〕30号, the form of the annual report and its notes")
REGULATION = marked("《中华人民共和国政府信息公开条例》第五十条: what an annual report contains")
OWN = marked("gouji's own rule; no official text asks for it")


class Rule(Struct, frozen=True):
    """A numbered kind of check. `counted` rules stand in the ledger of identities."""

    code: str
    name: str
    severity: Severity
    what: str
    why: str
    example: str
    source: str
    counted: bool = False


_ALL = (
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
        counted=True,
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
        counted=True,
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
        counted=True,
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
        counted=True,
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
        counted=True,
    ),
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
        "T101",
        marked("the text layer holds compatibility radicals"),
        "info",
        marked(
            "Characters in the file look like ordinary ones but are radicals from other Unicode "
            "blocks. gouji reads them as the characters they stand for."
        ),
        marked("Searching the file for the ordinary word finds nothing, and copied text is wrong."),
        marked("⼈⺠政府 looks like 人民政府 but is not found when searching for it."),
        OWN,
    ),
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
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
"""Every rule by its code, in the order of the catalogue."""
