"""Make the sample reports again from `sources/`.

    python sample_reports/make.py           all of them
    python sample_reports/make.py NAME      one, e.g. wanghe-city-2023

A source is a TOML file with the agency, the year, the prose and the figures. Rows that are not
given are zero, and totals are never typed: they are computed here, so that a figure is wrong only
where the source's `[faults]` say so. Needs Chromium and the font Noto Sans CJK SC for the PDFs;
beyond those, nothing but Python 3.11.
"""

from __future__ import annotations

import argparse
import itertools
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SOURCES = HERE / "sources"

# ------------------------------------------------------------ the form, 国办公开办函〔2021〕30号


@dataclass(frozen=True)
class Row:
    """A row of a table; `group` is the label that stands beside several rows."""

    id: str
    label: str
    group: str = ""


SECTIONS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "applications": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}

DOCUMENT_COLUMNS = {
    "issued": "本年制发件数",
    "repealed": "本年废止件数",
    "in_force": "现行有效件数",
}
DECISION_COLUMNS = {"decisions": "本年处理决定数量"}
PROACTIVE = (  # one table in four parts, each with its own columns
    (
        "第二十条第（一）项",
        DOCUMENT_COLUMNS,
        (Row("regulations", "规章"), Row("normative_documents", "行政规范性文件")),
    ),
    ("第二十条第（五）项", DECISION_COLUMNS, (Row("licences", "行政许可"),)),
    (
        "第二十条第（六）项",
        DECISION_COLUMNS,
        (Row("penalties", "行政处罚"), Row("coercive_measures", "行政强制")),
    ),
    ("第二十条第（八）项", {"amount": "本年收费金额"}, (Row("fees", "行政事业性收费"),)),
)

ORGANISATIONS = ("business", "research", "public_interest", "legal_service", "other_org")
ORGANISATION_LABELS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
APPLICANTS = ("natural_person", *ORGANISATIONS)
EQUATION = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RECEIVED = Row("received", "一、本年新收政府信息公开申请数量")
CARRIED_IN = Row("carried_in", "二、上年结转政府信息公开申请数量")
RESULTS_LABEL = "三、本年度办理结果"
REFUSED, UNAVAILABLE, DECLINED, OTHER = (
    "（三）不予公开",
    "（四）无法提供",
    "（五）不予处理",
    "（六）其他处理",
)
RESULTS = (
    Row("granted", "（一）予以公开"),
    Row("partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    Row("refused.state_secret", "1.属于国家秘密", REFUSED),
    Row("refused.law_forbids", "2.其他法律行政法规禁止公开", REFUSED),
    Row("refused.security", "3.危及“三安全一稳定”", REFUSED),
    Row("refused.third_party", "4.保护第三方合法权益", REFUSED),
    Row("refused.internal_affairs", "5.属于三类内部事务信息", REFUSED),
    Row("refused.process", "6.属于四类过程性信息", REFUSED),
    Row("refused.enforcement_file", "7.属于行政执法案卷", REFUSED),
    Row("refused.admin_query", "8.属于行政查询事项", REFUSED),
    Row("unavailable.not_held", "1.本机关不掌握相关政府信息", UNAVAILABLE),
    Row("unavailable.needs_creation", "2.没有现成信息需要另行制作", UNAVAILABLE),
    Row("unavailable.unclear", "3.补正后申请内容仍不明确", UNAVAILABLE),
    Row("declined.petition", "1.信访举报投诉类申请", DECLINED),
    Row("declined.repeat", "2.重复申请", DECLINED),
    Row("declined.publication", "3.要求提供公开出版物", DECLINED),
    Row("declined.excessive", "4.无正当理由大量反复申请", DECLINED),
    Row("declined.reconfirm", "5.要求行政机关确认或重新出具已获取信息", DECLINED),
    Row(
        "other.no_correction",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        OTHER,
    ),
    Row(
        "other.unpaid_fee",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        OTHER,
    ),
    Row("other.other", "3.其他", OTHER),
)
SINGLE_OTHER_ROW = Row("other", OTHER)  # the form of 2019
RESULTS_TOTAL = Row("results_total", "（七）总计")
CARRIED_OUT = Row("carried_out", "四、结转下年度继续办理")

OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
OUTCOME_LABELS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
DISPUTES = (
    Row("review", "行政复议"),
    Row("litigation_direct", "未经复议直接起诉"),
    Row("litigation_after_review", "复议后起诉"),
)

# ------------------------------------------------------------ sources


@dataclass(frozen=True)
class Faults:
    """What a sample gets wrong on purpose. Applied after everything has been computed."""

    print: Mapping[str, str] = field(default_factory=dict)  # address -> what is printed there
    relabel: Mapping[str, str] = field(default_factory=dict)  # table/row -> what the row is called
    blank_zeros: bool = False  # applications: zeros blank, save in 总计 and （七）总计
    single_other_row: bool = False  # （六）其他处理 as one row
    omit_sections: Sequence[str] = ()
    instead_of_table: Mapping[str, str] = field(default_factory=dict)  # table -> a sentence


@dataclass(frozen=True)
class Sample:
    """One report: `figures` by `table/row`, without totals; `prose` as paragraphs by section."""

    name: str
    prints: str
    agency: str
    year: int
    fee_label: str
    figures: Mapping[str, Sequence[Decimal]]
    prose: Mapping[str, Sequence[str]]
    faults: Faults

    @property
    def title(self) -> str:
        """The report's title, as over its first page."""
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"

    @property
    def results(self) -> tuple[Row, ...]:
        """The rows of 三、本年度办理结果 without their total."""
        if not self.faults.single_other_row:
            return RESULTS
        return (*(row for row in RESULTS if row.group != OTHER), SINGLE_OTHER_ROW)

    def label(self, table: str, row: Row) -> str:
        """What the sample calls a row."""
        return self.faults.relabel.get(f"{table}/{row.id}", row.label)


def read_sample(source: Path) -> Sample:
    """One source. `prose_from` takes the prose from a published text instead of `[prose]`."""
    with source.open("rb") as file:
        data: dict[str, Any] = tomllib.load(file, parse_float=Decimal)
    if "prose_from" in data:
        prose = read_prose((HERE / data["prose_from"]).read_text(encoding="utf-8"))
    else:
        prose = {section: paragraphs(text) for section, text in data["prose"].items()}
    return Sample(
        name=source.stem,
        prints=data["prints"],
        agency=data["agency"],
        year=data["year"],
        fee_label=data["fee_label"],
        figures={
            f"{table}/{row}": tuple(Decimal(figure) for figure in figures)
            for table in ("proactive", "applications", "disputes")
            for row, figures in data.get(table, {}).items()
        },
        prose=prose,
        faults=Faults(**data.get("faults", {})),
    )


def paragraphs(text: str) -> list[str]:
    """Paragraphs stand apart by an empty line; Chinese lines join without a space."""
    return ["".join(block.splitlines()) for block in text.strip().split("\n\n")]


def read_prose(text: str) -> dict[str, list[str]]:
    """The prose of a published report's text: there an indented line begins a paragraph."""
    prose: dict[str, list[str]] = {section: [] for section in SECTIONS}
    headings = {heading: section for section, heading in SECTIONS.items()}
    section = "overview"
    for line in filter(str.strip, ideographs(text).splitlines()):
        if line in headings:
            section = headings[line]
        elif line[0].isspace():
            prose[section].append(line.strip())
        elif prose[section]:
            prose[section][-1] += line.strip()
    opening, *overview = prose["overview"]
    return {**prose, "opening": [opening], "overview": overview}


# NFKC maps the Kangxi radicals (U+2F00-2FD5), though ⼾ to the traditional 戶; of the Radicals
# Supplement it leaves nearly all as they are, among them these that stand for whole characters.
NOT_BY_NFKC = str.maketrans(
    "⼾⺒⺠⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
    "户巳民见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
)


def ideographs(text: str) -> str:
    """Compatibility radicals to ordinary ideographs; all else, full-width marks too, stays."""
    kangxi = range(0x2F00, 0x2FD6)
    text = text.translate(NOT_BY_NFKC)
    return "".join(unicodedata.normalize("NFKC", c) if ord(c) in kangxi else c for c in text)


def is_subheading(paragraph: str) -> bool:
    """Whether a paragraph is a heading within a section, as `（一）主动公开情况`."""
    return paragraph.startswith("（") and not paragraph.endswith("。")


# ------------------------------------------------------------ figures


def printed_cells(sample: Sample) -> dict[str, str]:
    """What stands in every cell, by address: the figures, their totals, and then the faults."""
    unused = set(sample.figures)

    def figures(table: str, row: Row, count: int) -> list[Decimal]:
        unused.discard(f"{table}/{row.id}")
        found = list(sample.figures.get(f"{table}/{row.id}", [Decimal(0)] * count))
        assert len(found) == count, f"{sample.name}: {table}/{row.id} has {len(found)} figures"
        return found

    cells: dict[str, str] = {}

    def put(table: str, row: Row, columns: Sequence[str], values: Sequence[Decimal]) -> None:
        for column, value in zip(columns, values, strict=True):
            cells[f"{table}/{row.id}/{column}"] = str(value)

    for _, headers, rows in PROACTIVE:
        for row in rows:
            put("proactive", row, tuple(headers), figures("proactive", row, len(headers)))

    for row in DISPUTES:
        parts = figures("disputes", row, len(OUTCOMES) - 1)
        put("disputes", row, OUTCOMES, [*parts, sum(parts, Decimal(0))])

    applications = {
        row.id: figures("applications", row, len(APPLICANTS))
        for row in (RECEIVED, CARRIED_IN, *sample.results, CARRIED_OUT)
    }
    results = [applications[row.id] for row in sample.results]
    applications["results_total"] = [
        sum(column, Decimal(0)) for column in zip(*results, strict=True)
    ]
    incoming, outgoing = (
        [a + b for a, b in zip(applications[first], applications[second], strict=True)]
        for first, second in (("received", "carried_in"), ("results_total", "carried_out"))
    )
    assert incoming == outgoing, f"{sample.name}: {incoming} came in, {outgoing} went out"
    for row in (RECEIVED, CARRIED_IN, *sample.results, RESULTS_TOTAL, CARRIED_OUT):
        parts = applications[row.id]
        put("applications", row, (*APPLICANTS, "total"), [*parts, sum(parts, Decimal(0))])

    assert not unused, f"{sample.name}: no such row: {', '.join(sorted(unused))}"
    return with_faults(cells, sample.faults, sample.name)


def with_faults(cells: Mapping[str, str], faults: Faults, name: str) -> dict[str, str]:
    """The cells as the sample prints them. A fault in `print` has the last word."""
    assert faults.print.keys() <= cells.keys(), f"{name}: a fault names a cell that is not there"
    printed = dict(cells)
    if faults.blank_zeros:
        for address, text in cells.items():
            table, row, column = address.split("/")
            is_part = table == "applications" and row != "results_total" and column != "total"
            if is_part and text == "0":
                printed[address] = ""
    return {**printed, **faults.print}


def row_of(cells: Mapping[str, str], table: str, row: Row) -> list[str]:
    """The printed cells of one row, in the order of its columns."""
    prefix = f"{table}/{row.id}/"
    return [text for address, text in cells.items() if address.startswith(prefix)]


# ------------------------------------------------------------ HTML, and PDF from it

STYLE = """
@page { size: A4; margin: 24mm 22mm 22mm;
        @bottom-center { content: "- " counter(page) " -"; font: 9pt "Noto Sans CJK SC"; } }
body { margin: 0; font: 12pt/1.95 "Noto Sans CJK SC"; text-align: justify; }
h1 { margin: 0 0 8mm; font-size: 17pt; text-align: center; }
h2 { margin: 5mm 0 2mm; font-size: 13pt; break-after: avoid; }
h3 { margin: 1mm 0; font-size: 12pt; text-indent: 2em; break-after: avoid; }
p { margin: 0; text-indent: 2em; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 9pt;
        line-height: 1.5; text-align: center; }
td, th { border: 1px solid #000; padding: 1.5mm 0.8mm; font-weight: normal; }
th:not([rowspan]), td { break-inside: avoid; }  /* a page ends between rows, not inside one */
table.disputes { break-inside: avoid; }
th.label { text-align: left; }
th.narrow { padding-inline: 2.2mm; }
/* The label beside a group stays at its top: where the table breaks, it goes on empty. */
th.group { vertical-align: top; text-align: left; }
th.upright { vertical-align: top; line-break: anywhere; }
th.band { background: #dfe8f4; }
"""


def render_html(sample: Sample) -> str:
    """The whole report as one page of HTML, with the official layout of its tables."""
    cells = printed_cells(sample)
    tables = {
        "proactive": html_proactive,
        "applications": html_applications,
        "disputes": html_disputes,
    }
    body = [f"<h1>{escape(sample.title)}</h1>"]
    body += (f"<p>{escape(text)}</p>" for text in sample.prose["opening"])
    for section, heading in SECTIONS.items():
        if section in sample.faults.omit_sections:
            continue
        body.append(f"<h2>{heading}</h2>")
        if section in sample.faults.instead_of_table:
            body.append(f"<p>{escape(sample.faults.instead_of_table[section])}</p>")
        elif section in tables:
            body.append(f'<table class="{section}">')
            body += (*tables[section](sample, cells), "</table>")
        else:
            for paragraph in sample.prose[section]:
                tag = "h3" if is_subheading(paragraph) else "p"
                body.append(f"<{tag}>{escape(paragraph)}</{tag}>")
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(sample.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def th(text: str, kind: str = "", *, across: int = 1, down: int = 1) -> str:
    """A label: `kind` is its class in STYLE, `across` and `down` the cells it spans."""
    kind = f' class="{kind}"' if kind else ""
    colspan = f' colspan="{across}"' if across > 1 else ""
    rowspan = f' rowspan="{down}"' if down > 1 else ""
    return f"<th{kind}{colspan}{rowspan}>{escape(text)}</th>"


def td(texts: Sequence[str], *, across: int = 1) -> str:
    """Neighbouring cells of figures, each spanning `across` columns."""
    colspan = f' colspan="{across}"' if across > 1 else ""
    return "".join(f"<td{colspan}>{escape(text)}</td>" for text in texts)


def tr(*cells: str) -> str:
    """A row of a table."""
    return f"<tr>{''.join(cells)}</tr>"


def columns(*widths: float) -> str:
    """The widths of a table's columns, in per cent."""
    return "<colgroup>" + "".join(f'<col style="width: {w}%">' for w in widths) + "</colgroup>"


def html_proactive(sample: Sample, cells: Mapping[str, str]) -> Iterator[str]:
    """The rows of the table in section 二."""
    yield columns(34, 22, 22, 22)
    for clause, headers, rows in PROACTIVE:
        across = 3 // len(headers)
        yield tr(th(clause, "band", across=4))
        shown = [sample.fee_label if id == "amount" else label for id, label in headers.items()]
        yield tr(th("信息内容"), *(th(label, across=across) for label in shown))
        for row in rows:
            label = th(sample.label("proactive", row))
            yield tr(label, td(row_of(cells, "proactive", row), across=across))


def html_applications(sample: Sample, cells: Mapping[str, str]) -> Iterator[str]:
    """The rows of the table in section 三, with row labels on three levels."""
    yield columns(4, 11, 29, *[8] * 7)
    yield tr(th(EQUATION, across=3, down=3), th("申请人情况", across=7))
    yield tr(th("自然人", down=2), th("法人或其他组织", across=5), th("总计", down=2))
    yield tr(*(th(label, "narrow") for label in ORGANISATION_LABELS))
    for row in (RECEIVED, CARRIED_IN):
        label = th(sample.label("applications", row), "label", across=3)
        yield tr(label, td(row_of(cells, "applications", row)))

    upright = th(RESULTS_LABEL, "upright", down=len(sample.results) + 1)
    for group, grouped in itertools.groupby((*sample.results, RESULTS_TOTAL), lambda r: r.group):
        rows = list(grouped)
        beside = th(group, "group", down=len(rows)) if group else ""
        for row in rows:
            label = th(sample.label("applications", row), "label", across=1 if group else 2)
            yield tr(upright, beside, label, td(row_of(cells, "applications", row)))
            upright = beside = ""

    label = th(sample.label("applications", CARRIED_OUT), "label", across=3)
    yield tr(label, td(row_of(cells, "applications", CARRIED_OUT)))


def html_disputes(sample: Sample, cells: Mapping[str, str]) -> Iterator[str]:
    """The rows of the table in section 四: three of headers, one of fifteen figures."""
    review, *litigation = DISPUTES
    yield tr(th(sample.label("disputes", review), across=5), th("行政诉讼", across=10))
    yield tr(
        *(th(label, down=2) for label in OUTCOME_LABELS),
        *(th(sample.label("disputes", row), across=5) for row in litigation),
    )
    yield tr(*map(th, OUTCOME_LABELS * len(litigation)))
    yield tr(*(td(row_of(cells, "disputes", row)) for row in DISPUTES))


def print_pdf(sample: Sample, target: Path) -> None:
    """Have Chromium print the report to `target`. Ends the program if it cannot."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit(f"{target.name} was not made: Chromium, which prints it, is not installed.")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, pdf = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_text(render_html(sample), encoding="utf-8")
        command = [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ]
        run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        if run.returncode or not pdf.exists():
            sys.exit(f"{target.name} was not made: Chromium failed.\n{run.stderr.strip()}")
        printed = pdf.read_bytes()
    target.write_bytes(with_fixed_dates(without_actual_text(printed), sample.year))


def without_actual_text(pdf: bytes) -> bytes:
    """Leave only the glyphs' own characters in the text layer, as in PDFs printed by other means.

    In Noto Sans CJK a radical and its ideograph are one glyph, and the PDF names the glyph by the
    radical. Chromium writes the ideograph beside it (`/ActualText`), which some readers of PDF
    follow and others do not; without it every reader meets the radicals. Each stream keeps its
    place and size (spaces make up what it has lost), so the cross-reference table stays true.
    """

    def shortened(match: re.Match[bytes]) -> bytes:
        head, data = match["head"], match["data"]
        content = zlib.decompress(data)
        plain = re.sub(rb"/Span<</ActualText <\w+> >> BDC\n(.*?)EMC\n", rb"\1", content, flags=re.S)
        if plain == content:
            return match[0]
        new = zlib.compress(plain, 9)
        new_head = head.replace(b"/Length %d" % len(data), b"/Length %d" % len(new))
        assert len(new) <= len(data), "a stream grew, which would move what comes after it"
        return (new_head + new + b"\nendstream").ljust(len(match[0]))

    stream = rb"(?P<head><</Filter /FlateDecode\n/Length \d+>> stream\n)(?P<data>.*?)\nendstream"
    return re.sub(stream, shortened, pdf, flags=re.S)


def with_fixed_dates(pdf: bytes, year: int) -> bytes:
    """Put the January after the report's year for the time of printing.

    CreationDate and ModDate are all that differs between two prints by the same Chromium. The new
    date is as long as the old one, so that the offsets in the PDF's cross-reference table hold.
    """
    date = rb"/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)"
    fixed = rf"/\1 (D:{year + 1}0120010000+00'00')".encode()
    pdf, replaced = re.subn(date, fixed, pdf)
    assert replaced == 2, "the dates in Chromium's PDF are not where they used to be"
    return pdf


# ------------------------------------------------------------ plain text

# Widths in half-width columns, and header lines, as in zhoukou-2022.txt.
PAGE, UPRIGHT, GROUP, LABEL = 128, 14, 10, 56
INDENT = " " * 7
APPLICATION_HEADERS = (
    EQUATION,
    "申请人情况",
    "自然人",
    "法人或其他组织",
    "总计",
    "商业企业 科研机构\n社会公益",
    "组织",
    "法律服务",
    "机构\n其他",
)


def render_text(sample: Sample) -> str:
    """The report as text drawn from a PDF: an empty line between lines, labels wrapped."""
    cells = printed_cells(sample)
    assert all(cells.values()), f"{sample.name}: plain text cannot show a blank cell"
    tables = {
        "proactive": text_proactive,
        "applications": text_applications,
        "disputes": text_disputes,
    }
    lines = [sample.title]
    for paragraph in sample.prose["opening"]:
        lines += wrapped(INDENT + paragraph, PAGE)
    for section, heading in SECTIONS.items():
        if section in sample.faults.omit_sections:
            continue
        lines.append(heading)
        if section in sample.faults.instead_of_table:
            lines.append(INDENT + sample.faults.instead_of_table[section])
        elif section in tables:
            lines += tables[section](sample, cells)
        else:
            for paragraph in sample.prose[section]:
                lines += wrapped(INDENT + paragraph, PAGE)
    return "\n\n".join(lines) + "\n"


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns. A mark that may not begin a line hangs over."""
    lines, line, used = [], "", 0
    for word in re.findall(r"(?:[!-~]+|.)[，。、；：！？）》〉”]*", text):
        if used + width_of(word.rstrip("，。、；：！？）》〉”")) > width:
            lines.append(line)
            line, used = "", 0
        line += word
        used += width_of(word)
    return [*lines, line]


def width_of(text: str) -> int:
    """Quotation marks are ambiguous to Unicode, and wide in a Chinese font."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def text_row(label: str, figures: Sequence[str], width: int = PAGE) -> list[str]:
    """A label and its figures on one line; under the label where that had to wrap."""
    *lines, last = wrapped(label, width)
    return [*lines, last + ("\n" if lines else " ") + " ".join(figures)]


def text_proactive(sample: Sample, cells: Mapping[str, str]) -> Iterator[str]:
    """The lines of the table in section 二."""
    for clause, headers, rows in PROACTIVE:
        yield clause
        shown = [sample.fee_label if id == "amount" else label for id, label in headers.items()]
        yield " ".join(["信息内容", *shown])
        for row in rows:
            yield from text_row(sample.label("proactive", row), row_of(cells, "proactive", row))


def text_applications(sample: Sample, cells: Mapping[str, str]) -> Iterator[str]:
    """The lines of the table in section 三."""

    def lines(row: Row, width: int = PAGE) -> list[str]:
        label = sample.label("applications", row)
        return text_row(label, row_of(cells, "applications", row), width)

    yield from APPLICATION_HEADERS
    for row in (RECEIVED, CARRIED_IN):
        yield from lines(row)
    yield from wrapped(RESULTS_LABEL, UPRIGHT)
    for group, rows in itertools.groupby((*sample.results, RESULTS_TOTAL), lambda row: row.group):
        if group:
            yield from wrapped(group, GROUP)
        for row in rows:
            yield from lines(row, LABEL)
    yield from lines(CARRIED_OUT)


def text_disputes(sample: Sample, cells: Mapping[str, str]) -> Iterator[str]:
    """The lines of the table in section 四."""
    review, *litigation = (sample.label("disputes", row) for row in DISPUTES)
    yield f"{review} 行政诉讼"
    yield " ".join(OUTCOME_LABELS)
    yield " ".join(litigation)
    yield " ".join(OUTCOME_LABELS * len(litigation))
    yield " ".join(text for row in DISPUTES for text in row_of(cells, "disputes", row))


# ------------------------------------------------------------ the command


def make(name: str) -> Path:
    """Write one sample beside this script, and say where."""
    sample = read_sample(SOURCES / f"{name}.toml")
    target = HERE / f"{name}.{sample.prints}"
    if sample.prints == "pdf":
        print_pdf(sample, target)
    else:
        target.write_text(render_text(sample), encoding="utf-8")
    return target


def main() -> None:
    """Make the samples named on the command line, or all."""
    names = sorted(source.stem for source in SOURCES.glob("*.toml"))
    parser = argparse.ArgumentParser(description="Make the sample reports again.")
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"any of: {', '.join(names)}")
    chosen: list[str] = parser.parse_args().names
    for name in chosen:
        if name not in names:
            parser.error(f"no such sample: {name} (there are: {', '.join(names)})")
    for name in chosen or names:
        print(make(name).name)


if __name__ == "__main__":
    main()
