"""The tables of the 2021 form as it draws them, whole or cut by a page break, from given figures.

The labels are typed off the form itself, not taken from gouji's copy of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain

from msgspec import Struct, structs

from parsers import forms
from parsers.document import Block, Grid, GridCell
from parsers.geometry import Box, bounds
from parsers.grids import read_grids
from parsers.model import Table

FORM = forms.load("disclosure-2021")

Figures = Mapping[str, str]
"""What is printed in the cells, by address."""


class Square(Struct, frozen=True):
    """A cell as drawn: its text and the rows and columns that it spans."""

    text: str
    row: int
    column: int
    height: int = 1
    width: int = 1


Sheet = Sequence[Square]

Part = tuple[str, Mapping[str, str], Mapping[str, str]]
_ISSUED = {"issued": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"}
_DECISIONS = {"decisions": "本年处理决定数量"}
PROACTIVE: tuple[Part, ...] = (
    ("（一）", _ISSUED, {"regulations": "规章", "normative_documents": "行政规范性文件"}),
    ("（五）", _DECISIONS, {"licences": "行政许可"}),
    ("（六）", _DECISIONS, {"penalties": "行政处罚", "coercive_measures": "行政强制"}),
    ("（八）", {"amount": "本年收费金额（单位：万元）"}, {"fees": "行政事业性收费"}),
)
_MADE = {
    "made": "本年新制作数量",
    "newly_disclosed": "本年新公开数量",
    "total_disclosed": "对外公开总数量",
}
_CHANGE = {"items_last_year": "上一年项目数量", "change": "本年增/减"}
_DECIDED = {**_CHANGE, "decisions": "处理决定数量"}
PROACTIVE_2019: tuple[Part, ...] = (
    ("（一）", _MADE, {"regulations": "规章", "normative_documents": "规范性文件"}),
    ("（五）", _DECIDED, {"licences": "行政许可", "other_services": "其他对外管理服务事项"}),
    ("（六）", _DECIDED, {"penalties": "行政处罚", "coercive_measures": "行政强制"}),
    ("（八）", _CHANGE, {"fees": "行政事业性收费"}),
    ("（九）", {"items": "采购项目数量", "amount": "采购总金额"}, {"procurement": "政府集中采购"}),
)
"""The parts of section 二: clause, heads and rows; below it those of the form of 2019."""
APPLICANTS = {
    "natural_person": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "public_interest": "社会公益组织",
    "legal_service": "法律服务机构",
    "other_org": "其他",
    "total": "总计",
}
RESULTS = (
    ("（一）予以公开", ("granted",)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ("partly_granted",)),
    (
        "（三）不予公开",
        {
            "refused.state_secret": "1.属于国家秘密",
            "refused.law_forbids": "2.其他法律行政法规禁止公开",
            "refused.security": "3.危及“三安全一稳定”",
            "refused.third_party": "4.保护第三方合法权益",
            "refused.internal_affairs": "5.属于三类内部事务信息",
            "refused.process": "6.属于四类过程性信息",
            "refused.enforcement_file": "7.属于行政执法案卷",
            "refused.admin_query": "8.属于行政查询事项",
        },
    ),
    (
        "（四）无法提供",
        {
            "unavailable.not_held": "1.本机关不掌握相关政府信息",
            "unavailable.needs_creation": "2.没有现成信息需要另行制作",
            "unavailable.unclear": "3.补正后申请内容仍不明确",
        },
    ),
    (
        "（五）不予处理",
        {
            "declined.petition": "1.信访举报投诉类申请",
            "declined.repeat": "2.重复申请",
            "declined.publication": "3.要求提供公开出版物",
            "declined.excessive": "4.无正当理由大量反复申请",
            "declined.reconfirm": "5.要求行政机关确认或重新出具已获取信息",
        },
    ),
    (
        "（六）其他处理",
        {
            "other.no_correction": (
                "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
            ),
            "other.unpaid_fee": (
                "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
            ),
            "other.other": "3.其他",
        },
    ),
    ("（七）总计", ("results_total",)),
)
OUTCOMES = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
DISPUTES = ("review", "litigation_direct", "litigation_after_review")

HEAD_ROWS = 3
"""The rows of heads above the figures of the applications and of the disputes."""

# Where the column lines stand, in points from the left edge of the page.
_EDGES = {
    4: [76, 226, 323, 420, 517],
    10: [76, 96, 146, 281, *(281 + 34 * n for n in range(1, 8))],
    15: [76 + 29 * n for n in range(16)],
}
_ROW = 22.0


# -- figures --------------------------------------------------------------------------------------


def addresses(single_other: bool = False, parts: Iterable[Part] = PROACTIVE) -> list[str]:
    """Return the address of every cell that the form prints, in the printed order."""
    proactive = [f"proactive/{row}/{c}" for _, heads, rows in parts for row in rows for c in heads]
    applications = [
        f"applications/{row}/{column}"
        for row in application_rows(single_other)
        for column in APPLICANTS
    ]
    disputes = [f"disputes/{row}/{column}" for row in DISPUTES for column in OUTCOMES]
    return [*proactive, *applications, *disputes]


def distinct(single_other: bool = False) -> dict[str, str]:
    """Return figures of which no two are the same, so that none can hide in another's place."""
    return {address: str(1001 + n) for n, address in enumerate(addresses(single_other))}


def application_rows(single_other: bool = False) -> list[str]:
    """Return the names of the rows of the applications, in the printed order."""
    results = list(chain.from_iterable(rows for _, rows in RESULTS))
    if single_other:
        results = [row for row in results if not row.startswith("other.")]
        results.insert(results.index("results_total"), "other")
    return ["received", "carried_in", *results, "carried_out"]


# -- sheets ---------------------------------------------------------------------------------------


def proactive(figures: Figures, parts: Iterable[Part] = PROACTIVE) -> Sheet:
    """Draw the table of section 二: several parts, each under its own heads."""
    squares: list[Square] = []
    row = 0
    for clause, heads, labels in parts:
        wide = 4 - len(heads)  # the last column takes what is left of the three
        squares.append(Square(f"第二十条第{clause}项", row, 0, width=4))
        lines = {"信息内容": list(heads.values())} | {
            label: [figures[f"proactive/{id}/{column}"] for column in heads]
            for id, label in labels.items()
        }
        for line, (label, texts) in enumerate(lines.items(), start=row + 1):
            squares.append(Square(label, line, 0))
            *others, last = texts
            squares += [Square(text, line, 1 + n) for n, text in enumerate(others)]
            squares.append(Square(last, line, 1 + len(others), width=wide))
        row += 1 + len(lines)
    return squares


def applications(figures: Figures, single_other: bool = False) -> Sheet:
    """Draw the table of section 三; `single_other` prints （六）其他处理 as one row."""
    equation = "（本列数据的勾稽关系为：第一项加第二项之和，等\n于第三项加第四项之和）"
    natural, *organisations, total = APPLICANTS.values()
    squares = [
        Square(equation, 0, 0, 3, 3),
        Square("申请人情况", 0, 3, width=7),
        Square(natural, 1, 3, 2),
        Square("法人或其他组织", 1, 4, width=5),
        Square(total, 1, 9, 2),
        *(Square(label, 2, 4 + n) for n, label in enumerate(organisations)),
    ]

    def line(id: str, row: int) -> list[Square]:
        return [
            Square(figures[f"applications/{id}/{column}"], row, 3 + n)
            for n, column in enumerate(APPLICANTS)
        ]

    squares += [Square("一、本年新收政府信息公开申请数量", 3, 0, width=3), *line("received", 3)]
    squares += [Square("二、上年结转政府信息公开申请数量", 4, 0, width=3), *line("carried_in", 4)]
    results = [
        ("（六）其他处理", ("other",))
        if single_other and group == "（六）其他处理"
        else (group, rows)
        for group, rows in RESULTS
    ]
    height = sum(len(rows) for _, rows in results)
    squares.append(Square("三\n、\n本\n年\n度\n办\n理\n结\n果", 5, 0, height))
    row = 5
    for group, rows in results:
        if isinstance(rows, dict):
            squares.append(Square(group, row, 1, len(rows)))
            for id, label in rows.items():
                squares += [Square(label, row, 2), *line(id, row)]
                row += 1
        else:
            squares += [Square(group, row, 1, width=2), *line(rows[0], row)]
            row += 1
    return [*squares, Square("四、结转下年度继续办理", row, 0, width=3), *line("carried_out", row)]


def disputes(figures: Figures) -> Sheet:
    """Draw the table of section 四: fifteen figures in one row under three rows of heads."""
    heads = [Square("行政复议", 0, 0, width=5), Square("行政诉讼", 0, 5, width=10)]
    heads += [Square(label, 1, n, 2) for n, label in enumerate(OUTCOMES.values())]
    heads += [Square("未经复议直接起诉", 1, 5, width=5), Square("复议后起诉", 1, 10, width=5)]
    heads += [
        Square(label, 2, 5 + 5 * kind + n)
        for kind in range(2)
        for n, label in enumerate(OUTCOMES.values())
    ]
    texts = [figures[f"disputes/{row}/{column}"] for row in DISPUTES for column in OUTCOMES]
    return [*heads, *(Square(text, 3, n) for n, text in enumerate(texts))]


def height(sheet: Sheet) -> int:
    """Return how many rows a sheet has."""
    return max(square.row + square.height for square in sheet)


def moved(sheet: Iterable[Square], rows: int) -> list[Square]:
    """Return a sheet's cells so many rows further down."""
    return [structs.replace(square, row=square.row + rows) for square in sheet]


def without_row(sheet: Sheet, row: int) -> list[Square]:
    """Return a sheet without one of its rows; cells that span it too become lower."""
    left = []
    for square in sheet:
        if square.row > row:
            left.append(structs.replace(square, row=square.row - 1))
        elif square.row + square.height <= row:
            left.append(square)
        elif square.height > 1:
            left.append(structs.replace(square, height=square.height - 1))
    return left


def relabelled(sheet: Sheet, labels: Mapping[str, str]) -> list[Square]:
    """Return a sheet with other texts for some of its labels."""
    assert labels.keys() <= {square.text for square in sheet}
    return [structs.replace(s, text=labels.get(s.text, s.text)) for s in sheet]


# -- page breaks ----------------------------------------------------------------------------------


def cut(sheet: Sheet, row: int, keep: float = 1.0) -> tuple[list[Square], list[Square]]:
    """Cut a sheet above `row`; of a label that the cut runs through, the share `keep` stays."""
    first, second = [], []
    for square in sheet:
        bottom = square.row + square.height
        stays = round(len(square.text) * keep)
        if square.row < row:
            text = square.text if bottom <= row else square.text[:stays]
            first.append(structs.replace(square, text=text, height=min(bottom, row) - square.row))
        if bottom > row:
            top = max(square.row, row)
            text = square.text if square.row >= row else square.text[stays:]
            rest = structs.replace(square, text=text, row=top - row, height=bottom - top)
            second.append(rest)
    return first, second


def cut_through(
    sheet: Sheet, row: int, keep: float, figures_stay: bool
) -> tuple[list[Square], list[Square]]:
    """Cut a sheet through the middle of a row, which is then printed on both pages.

    Its label is divided; its figures stand on the first page, or on the second.
    """
    first: list[Square] = []
    for square in sheet:
        if square.row <= row:
            first.append(structs.replace(square, height=min(square.height, row + 1 - square.row)))
    second = cut(sheet, row)[1]
    own = {(s.column, s.text) for s in sheet if s.row == row and s.height == 1}
    labels = {s for s in own if not s[1].isdigit()}

    def half(square: Square, is_first: bool, at: int) -> Square:
        key = (square.column, square.text)
        if square.row != at or key not in own:
            return square
        stays = round(len(square.text) * keep) if key in labels else 0
        if key not in labels and figures_stay:
            stays = len(square.text)
        text = square.text[:stays] if is_first else square.text[stays:]
        return structs.replace(square, text=text)

    return [half(s, True, row) for s in first], [half(s, False, 0) for s in second]


# -- grids ----------------------------------------------------------------------------------------


def grid(sheet: Sheet, page: int = 1, top: float = 80.0, columns: int | None = None) -> Grid:
    """Return a sheet as a reader would see it on a page: only the column lines that it has."""
    edges = _edges(columns or max(s.column + s.width for s in sheet))
    lines = sorted({edge for s in sheet for edge in (s.column, s.column + s.width)})
    cells = []
    for s in sorted(sheet, key=lambda s: (s.row, s.column)):
        first, last = lines.index(s.column), lines.index(s.column + s.width)
        box = Box(
            edges[s.column],
            top + s.row * _ROW,
            edges[s.column + s.width],
            top + (s.row + s.height) * _ROW,
        )
        cells.append(GridCell(s.text, s.row, first, s.height, last - first, page, box))
    return Grid(tuple(cells), page, bounds(cell.box for cell in cells if cell.box))


def _edges(columns: int) -> Sequence[float]:
    return _EDGES.get(columns) or [76 + 30.0 * n for n in range(columns + 1)]


# -- reading --------------------------------------------------------------------------------------


def tables(*blocks: Block) -> dict[str, Table]:
    """Return the form's tables as they are read from blocks."""
    readings = read_grids(blocks, FORM)
    return {id: reading.table(FORM.table(id)) for id, reading in readings.items()}


def printed(tables: Mapping[str, Table]) -> dict[str, str]:
    """Return the text of every cell that was read, by address."""
    return {a: cell.text for table in tables.values() for a, cell in table.cells.items()}


def row_of(address: str) -> str:
    """Return the name of the row of a cell."""
    return address.split("/")[1]


def column_of(address: str) -> str:
    """Return the name of the column of a cell."""
    return address.split("/")[2]


@cache
def of_table(table: str, single_other: bool = False) -> dict[str, str]:
    """Return distinct figures for one table only."""
    return {a: t for a, t in distinct(single_other).items() if a.startswith(f"{table}/")}


def in_two(first: Sheet, second: Sheet, columns: int = 10) -> list[Block]:
    """Return the grids of a table that begins on page 3 and goes on on page 4."""
    return [grid(first, 3, 500.0, columns), grid(second, 4, 80.0, columns)]


def wrong(read: Mapping[str, str], figures: Mapping[str, str]) -> dict[str, str]:
    """Return what was read and is not what is printed there."""
    return {address: text for address, text in read.items() if figures.get(address) != text}
