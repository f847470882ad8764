"""A report without any fault, and the same one with something of it changed."""

from __future__ import annotations

from msgspec import structs

import parsers
from parsers import numbers
from parsers.checks.passages import passages
from parsers.model import Finding, Report, Section
from parsers.readers import read
from parsers.understand import understand
from tests.real import SAMPLES, load

PATH = SAMPLES / "huaiting-county-2024.txt"
TEXT = PATH.read_text("utf-8")
REPORT = load(PATH)
YEAR, AGENCY = 2024, "槐汀县人民政府"


def written(text: str) -> Report:
    """Return the report that a text is."""
    return understand(read(text.encode()), PATH.name, "")


def saying(text: str, section: str = "overview", report: Report = REPORT) -> Report:
    """Return the report with another prose in a section, or before the first (`preamble`)."""
    if section == "preamble":
        return structs.replace(report, preamble=text)

    def said(of: Section) -> Section:
        children = tuple(map(said, of.children))
        return structs.replace(of, text=text if of.id == section else of.text, children=children)

    assert section in {s.id for s in report.every_section}
    return structs.replace(report, sections=tuple(map(said, report.sections)))


def printing(cells: dict[str, str], report: Report = REPORT) -> Report:
    """Return the report with other texts in some cells."""
    tables = dict(report.tables)
    for address, text in cells.items():
        table = tables[address.split("/")[0]]
        value, state, rest = numbers.read(text)
        cell = structs.replace(table.cells[address], text=text, value=value, state=state, rest=rest)
        tables[table.id] = structs.replace(table, cells=table.cells | {address: cell})
    return structs.replace(report, tables=tables)


def findings(report: Report, but: tuple[str, ...] = ("A", "N")) -> list[Finding]:
    """Return what is found, each quote where it says it is; not about identities and claims.

    What is changed in the tables no longer agrees with the prose.
    """
    found = [f for f in parsers.check(report).findings if not f.rules[0].startswith(but)]
    prose = {passage.section: passage.text for passage in passages(report)}
    for finding in found:
        for q in finding.quotes:
            assert prose[q.section][q.start : q.end] == q.text != "", finding
    return found


def targets(report: Report) -> list[str]:
    """Return what the findings that are not about identities or claims are about."""
    return [finding.target for finding in findings(report)]


def quoted(report: Report) -> list[str]:
    """Return all that the findings quote from the prose, in order."""
    return [quote.text for finding in findings(report) for quote in finding.quotes]
