"""Every rule finds the example that its explanation gives, and nothing else finds it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec import structs

import parsers
from parsers.checks.register import RULES, unknown
from parsers.document import Block, Document, Paragraph
from parsers.gaps import Gap
from parsers.model import Radical, Report
from parsers.understand import understand
from tests.parsers import official
from tests.parsers.faultless import REPORT, TEXT, findings, printing, saying, targets, written
from tests.parsers.markup import SECTIONS, TITLE
from tests.real import REPORTS, SAMPLES, load, needs_reports


def without_section(id: str) -> Report:
    return structs.replace(REPORT, sections=tuple(s for s in REPORT.sections if s.id != id))


def without_table(id: str) -> Report:
    return structs.replace(REPORT, tables={t: held for t, held in REPORT.tables.items() if t != id})


def without_row(row: str) -> Report:
    table = REPORT.tables[row.split("/", maxsplit=1)[0]]
    cells = {a: cell for a, cell in table.cells.items() if not a.startswith(f"{row}/")}
    changed = structs.replace(table, cells=cells)
    return structs.replace(REPORT, tables=REPORT.tables | {table.id: changed})


def twice(table: str, doubts: dict[str, str]) -> Report:
    held = structs.replace(REPORT.tables[table], doubts=doubts)
    return structs.replace(REPORT, tables=REPORT.tables | {table: held})


def joined(table: str, page: int) -> Report:
    held = structs.replace(REPORT.tables[table], joins=(page,))
    return structs.replace(REPORT, tables=REPORT.tables | {table: held})


EXAMPLES: dict[str, tuple[Callable[[], Report], str]] = {
    "F101": (lambda: without_section("other"), "other"),
    "F102": (lambda: written(TEXT.replace("\n三、收到", "\n二、收到")), "applications"),
    "F103": (lambda: without_table("disputes"), "disputes"),
    "F104": (
        lambda: without_row("applications/unavailable.unclear"),
        "applications/unavailable.unclear",
    ),
    "F105": (lambda: printing({"proactive/regulations/issued": ""}), "proactive"),
    "F106": (lambda: printing({"proactive/regulations/issued": "/"}), "proactive"),
    "F107": (lambda: printing({"proactive/penalties/decisions": "1.288"}), "proactive"),
    "F108": (lambda: printing({"proactive/fees/amount": "251000元"}), "proactive/fees/amount"),
    "F109": (lambda: load(SAMPLES / "huaiting-county-2023.txt"), "applications/other"),
    "F110": (lambda: saying("无。", "other"), "other"),
    "N101": (
        lambda: saying("全年新收政府信息公开申请137件。", "overview.2"),
        "applications/received/total",
    ),
    "N102": (
        lambda: saying("全年发布解读材料41篇，其中文字解读20篇、图文解读20篇，合计41篇。"),
        "overview?合计",
    ),
    "N103": (
        lambda: saying("办结141件，其中予以公开74件，占办结总数的52.84%。", "overview.2"),
        "applications/granted/total",
    ),
    "N104": (
        lambda: saying("全年未收到政府信息公开申请。", "overview.2"),
        "applications/received/total",
    ),
    "Y101": (
        lambda: saying("统计期限自2023年1月1日起至2023年12月31日止。", "preamble"),
        "",
    ),
    "Y102": (
        lambda: saying("2023年，我局未收取政府信息公开信息处理费。", "other"),
        "other",
    ),
    "T101": (lambda: structs.replace(REPORT, radicals=(Radical("⼈", "人", 3),)), ""),
    "T102": (lambda: saying("\uf0b7 主动公开", "overview.1"), ""),
    "T103": (lambda: saying("截至2024年2月30日，情况良好。", "overview.1"), "overview.1"),
    "T104": (lambda: saying("（文字描述）", "problems"), "problems"),
    "T105": (lambda: saying("进行进行公开，，情况良好。", "overview.1"), "overview.1"),
    "D101": (lambda: structs.replace(REPORT, gaps=(Gap(1, "scan"),)), "page-1"),
    "D102": (lambda: structs.replace(REPORT, gaps=(Gap(1, "unread"),)), "page-1"),
    "D103": (lambda: joined("applications", 4), "applications"),
    "D104": (lambda: twice("proactive", {"proactive/penalties/decisions": "7"}), "proactive"),
}


@pytest.mark.parametrize(
    ("code", "near"),
    [
        *(("A99", "A101"), ("A109", "A104"), ("a105", "A104"), ("F119", "F110"), ("T19", "T101")),
        *(("A1O1", "A101"), ("N10x", "N104")),
        *(("A999", ""), ("Z9", ""), ("X", ""), ("甲", ""), ("A99999999", "")),
    ],
)
def test_unknown_rule_is_told_with_the_nearest_if_any_is_near(code: str, near: str) -> None:
    said = str(unknown(code))
    assert said.startswith(f"there is no rule {code}; ")
    assert said.endswith(f"the nearest is {near}" if near else "`gouji rules` lists them")


@pytest.mark.parametrize("code", ["", " "])
def test_empty_code_is_called_so(code: str) -> None:
    assert str(unknown(code)).startswith("an empty rule code")


def test_the_faultless_report_has_no_fault() -> None:
    assert parsers.check(REPORT).findings == ()


def test_every_rule_but_the_identities_has_its_example_run() -> None:
    assert EXAMPLES.keys() == {code for code in RULES if not code.startswith("A")}


@pytest.mark.parametrize("code", EXAMPLES)
def test_example_is_found_by_its_rule_and_by_no_other(code: str) -> None:
    report, subject = EXAMPLES[code]
    (finding,) = findings(report(), but=("A",) if code.startswith("N") else ("A", "N"))
    assert finding.target == (f"{code}:{subject}" if subject else code)
    assert finding.severity == RULES[code].severity
    assert "{" not in str(finding.message)


# -- D104, from the document to the finding -------------------------------------------------------


def of_tables(*more: Block) -> Report:
    figures = official.distinct()
    sheets = official.proactive(figures), official.applications(figures), official.disputes(figures)
    blocks: list[Block] = [Paragraph(TITLE, 1), Paragraph(SECTIONS[0], 1), Paragraph("甲。", 1)]
    for n, sheet in enumerate(sheets, start=1):
        blocks += [Paragraph(SECTIONS[n], 1), official.grid(sheet, n)]
    blocks += [Paragraph(SECTIONS[4], 4), Paragraph("乙。", 4), Paragraph(SECTIONS[5], 4)]
    blocks.append(Paragraph("未收取信息处理费。", 4))
    return understand(Document("pdf", 9, (*blocks, *more)), "a.pdf", "")


def test_table_that_stands_twice_with_other_figures_is_found() -> None:
    address = "proactive/penalties/decisions"
    figures = official.distinct()
    again = official.proactive(figures | {address: "7"})
    report = of_tables(Paragraph("附件", 9), official.grid(again, 9))
    assert report.tables["proactive"].cells[address].text == figures[address]
    (finding,) = findings(report)
    assert (finding.target, finding.cells) == ("D104:proactive", (address,))
    assert f"行政处罚 本年处理决定数量 {figures[address]} / 7" in str(finding.message)


def test_table_that_stands_twice_with_the_same_figures_is_no_finding() -> None:
    again = official.proactive(official.distinct())
    assert targets(of_tables(Paragraph("附件", 9), official.grid(again, 9))) == []


# -- real reports ---------------------------------------------------------------------------------


@needs_reports
def test_the_official_blank_is_full_of_placeholders() -> None:
    found = findings(load(REPORTS / "form-2021-blank.docx"))
    assert {f.target: [q.text for q in f.quotes] for f in found} == {
        "F105:proactive": [],
        "F105:applications": [],
        "F105:disputes": [],
        "T104:overview": ["（文字描述）"],
        "T104:problems": ["（文字描述）"],
        "T104:other": ["（文字描述，收取信息处理费情况在此处报告。）"],
    }


@needs_reports
def test_the_older_report_has_blanks_and_nothing_else() -> None:
    found = targets(load(REPORTS / "shanghai-office-2019.html"))
    assert found == ["F105:applications", "F105:disputes"]
