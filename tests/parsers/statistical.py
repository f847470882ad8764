"""Tables as Chinese offices print them in other reports, made at random and right in every sum.

Budgets, statistics by district, staff by kind, levels with subtotals, and tables without any sum.
Each is a list of rows of texts; a text over several columns is followed by `OVER`, one over several
rows stands above `UNDER`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec import Struct

from parsers.document import Document, Grid, GridCell, Paragraph
from parsers.model import Report
from parsers.understand import understand

OVER, UNDER = "←", "↑"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


DISTRICTS = _words("城关区 河东区 青山县 永安县 临江市 高新区 均安镇 石桥镇 南湖街道")
OFFICES = _words("教育局 民政局 财政局 交通运输局 卫生健康委 农业农村局 生态环境局")
COUNTS = _words("受理件数 办结件数 户数 人数 学校数 在校学生数 床位数 项目数")
MONEY = _words("基本支出 项目支出 上缴上级支出 经营支出 工资福利支出 商品和服务支出")
RATES = _words("办结率（%） 占比 同比增长（%） 人均收入（元） 平均用时（天） 排名 比重")
# What is no count though no word says so: the largest or the middle of what it stands for.
QUIET = ("最高气温", "最长用时", "海拔", "服务半径（公里）", "起付标准")

Rows = list[list[str]]
Place = tuple[int, int]


class Drawn(Struct, frozen=True):
    """A table, the line above it, and the cells that a sum speaks of, by row and column."""

    rows: Rows
    caption: str = ""
    summed: tuple[Place, ...] = ()


def grid(rows: Sequence[Sequence[str]], page: int | None = 1) -> Grid:
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in (OVER, UNDER):
                continue
            width, height = 1, 1
            while c + width < len(row) and row[c + width] == OVER:
                width += 1
            while r + height < len(rows) and rows[r + height][c] == UNDER:
                height += 1
            cells.append(GridCell(text, r, c, height, width, page))
    return Grid(tuple(cells), page)


def report_of(drawn: Drawn) -> Report:
    """Return the report that holds nothing but a table and the line above it."""
    above = (Paragraph(drawn.caption, 1),) if drawn.caption else ()
    return understand(Document("pdf", 1, (*above, grid(drawn.rows))), "a.pdf", "")


# -- how figures are printed ----------------------------------------------------------------------


def shown(value: Decimal, style: int) -> str:
    if not value:
        return ("0", "", "0", "—")[style]
    return f"{value:,}" if style == 2 else str(value)


def figures(rng: random.Random, rows: int, columns: int, decimals: int) -> list[list[Decimal]]:
    scales = [rng.choice((9, 90, 800, 5000, 70000)) for _ in range(columns)]
    return [
        [
            Decimal(0)
            if rng.random() < 0.12
            else Decimal(rng.randint(1, scale * 10**decimals)).scaleb(-decimals)
            for scale in scales
        ]
        for _ in range(rows)
    ]


def added(rows: Sequence[Sequence[Decimal]]) -> list[Decimal]:
    return [sum(column, Decimal(0)) for column in zip(*rows, strict=True)]


def rate(rng: random.Random) -> str:
    figure = rng.uniform(0, 100)
    return rng.choice((f"{figure:.1f}", f"{figure:.0f}%", f"{figure / 10:.0f}"))


def sums_of_several(row: int, first: int, values: Sequence[Sequence[Decimal]]) -> list[Place]:
    """Return where the sums of columns stand that hold more than one figure."""
    columns = enumerate(zip(*values, strict=True), start=first)
    return [(row, column) for column, held in columns if sum(map(bool, held)) > 1]


# -- kinds of tables ------------------------------------------------------------------------------


def by_district(rng: random.Random) -> Drawn:
    """Counts by district, the total above or below, columns of rates among them."""
    names = rng.sample(DISTRICTS, rng.randint(3, 8))
    counted = rng.sample(COUNTS, rng.randint(1, 5))
    values, style = figures(rng, len(names), len(counted), 0), rng.randrange(4)
    rates = rng.sample(RATES, rng.randint(0, 2))
    quiet = rng.sample(QUIET, rng.random() < 0.3)
    body = [
        [
            name,
            *(shown(v, style) for v in row),
            *(rate(rng) for _ in rates),
            *(str(rng.randint(20, 400)) for _ in quiet),
        ]
        for name, row in zip(names, values, strict=True)
    ]
    whole = [shown(v, style) for v in added(values)]
    most = [max((row[-1] for row in body), key=int) for _ in quiet]
    word = rng.choice(("合计", "总计", "全市合计", "合 计", "Total"))
    last = [word, *whole, *(rate(rng) for _ in rates), *most]
    first = rng.random() < 0.4
    rows = [["地区", *counted, *rates, *quiet], *([last, *body] if first else [*body, last])]
    at, left = (1 if first else len(body) + 1), 1
    if rng.random() < 0.4:
        left = 2
        marks = [str(n) for n in range(1, len(names) + 1)]
        marks.insert(0 if first else len(names), "")
        rows = [[m, *row] for m, row in zip(["序号", *marks], rows, strict=True)]
    caption = rng.choice(("", "单位：件", "表1 各地办理情况"))
    return Drawn(rows, caption, tuple(sums_of_several(at, left, values)))


def budget(rng: random.Random) -> Drawn:
    """Expenditure by office, its total a column, in 万元 rounded for print."""
    names, heads = rng.sample(OFFICES, rng.randint(3, 6)), rng.sample(MONEY, rng.randint(2, 4))
    exact = figures(rng, len(names), len(heads), 4)
    places = Decimal(1).scaleb(-rng.choice((0, 1, 2)))
    whole = [[sum(row, Decimal(0)), *row] for row in exact]
    every = [*whole, added(whole)]
    labels = [*names, rng.choice(("合计", "支出合计", "总计"))]
    texts = [[n, *(str(v.quantize(places)) for v in r)] for n, r in zip(labels, every, strict=True)]
    return Drawn([["单位名称", "合计", *heads], *texts], "单位：万元")


def account(rng: random.Random) -> Drawn:
    """Income beside expenditure, each under labels of its own, both with carried-over sums."""

    def side(names: str, word: str, more: str) -> Rows:
        values = [Decimal(rng.randint(1, 900000)).scaleb(-2) for _ in names.split()]
        rest = [Decimal(rng.randint(1, 90000)).scaleb(-2) for _ in more.split()]
        year = sum(values, Decimal(0))
        total = rng.choice(("总计", f"{word}总计"))
        labels = [*names.split(), f"本年{word}合计", *more.split(), total]
        every = [*values, year, *rest, year + sum(rest, Decimal(0))]
        return [[label, str(value)] for label, value in zip(labels, every, strict=True)]

    income = "一、财政拨款收入 二、政府性基金预算收入 三、事业收入 四、其他收入"
    spending = "一、教育支出 二、社会保障和就业支出 三、卫生健康支出 四、住房保障支出"
    left = side(income, "收入", "使用非财政拨款结余 年初结转和结余")
    right = side(spending, "支出", "结余分配 年末结转和结余")
    rows = [a + b for a, b in zip(left, right, strict=True)]
    return Drawn([["项目", "决算数", "项目", "决算数"], *rows], "单位：万元")


def levels(rng: random.Random) -> Drawn:
    """Groups, each with a 小计, and a total below them."""
    heads = rng.sample(COUNTS, rng.randint(2, 5))
    rows: Rows = [["类别", "名称", *heads]]
    sums, summed = [], []
    style = rng.choice((0, 2))
    for group in rng.sample(("市本级", "县区", "开发区", "省属单位"), rng.randint(2, 3)):
        names = rng.sample(OFFICES, rng.randint(2, 4))
        values = figures(rng, len(names), len(heads), 0)
        sums.append(added(values))
        for n, (name, row) in enumerate(zip([*names, "小计"], [*values, sums[-1]], strict=True)):
            rows.append([UNDER if n else group, name, *(shown(v, style) for v in row)])
        summed += [
            (len(rows) - 1, 2 + n) for n in range(len(heads)) if sum(bool(r[n]) for r in values) > 1
        ]
    rows.append([rng.choice(("总计", "合计")), OVER, *(shown(v, style) for v in added(sums))])
    summed += [
        (len(rows) - 1, 2 + n) for n in range(len(heads)) if sum(bool(r[n]) for r in sums) > 1
    ]
    return Drawn(rows, "", tuple(summed))


def two_heads(rng: random.Random) -> Drawn:
    """Staff by grade and sex: heads in two rows, the total a group of its own."""
    grades = rng.sample(("厅级", "处级", "科级", "其他人员"), rng.randint(2, 4))
    names = rng.sample(OFFICES, rng.randint(2, 6))
    values = figures(rng, len(names), 2 * len(grades), 0)
    for row in values:
        row[:0] = [sum(row[0::2], Decimal(0)), sum(row[1::2], Decimal(0))]
    every = [*values, added(values)]
    top = ["单位", *(text for grade in ("合计", *grades) for text in (grade, OVER))]
    heads = [UNDER, *("男", "女") * (len(grades) + 1)]
    body = [[n, *map(str, row)] for n, row in zip([*names, "合计"], every, strict=True)]
    summed = sums_of_several(len(body) + 1, 1, values)
    return Drawn([top, heads, *body], "单位：人", tuple(summed))


def of_which(rng: random.Random) -> Drawn:
    """Totals with parts of parts: nobody can tell what adds up to what."""
    heads = rng.sample(COUNTS, rng.randint(1, 4))
    rows: Rows = [["项目", *heads]]
    whole, lines = [Decimal(0)] * len(heads), []
    for name in ("一、税收收入", "二、非税收入"):
        parts = figures(rng, 2, len(heads), 0)
        more = [Decimal(0) if rng.random() < 0.7 else Decimal(rng.randint(1, 99)) for _ in heads]
        line = [a + b for a, b in zip(added(parts), more, strict=True)]
        whole = [a + b for a, b in zip(whole, line, strict=True)]
        lines += [(name, line), ("其中：增值税", parts[0]), ("　　　个人所得税", parts[1])]
    lines.append(("合计", whole))
    return Drawn([*rows, *([n, *map(str, v)] for n, v in lines)])


def of_which_column(rng: random.Random) -> Drawn:
    """A total and some of its parts beside it, which are all there are in most rows."""
    names = rng.sample(DISTRICTS, rng.randint(3, 8))
    parts = figures(rng, len(names), 2, 0)
    rest = [Decimal(rng.randint(1, 30)) if rng.random() < 0.3 else Decimal(0) for _ in names]
    head = rng.choice(
        (["地区", "合计", "其中：网络申请", "信函申请"], ["地区", "总计", "#网络", "#信函"])
    )
    body = [[n, str(sum(p, r)), *map(str, p)] for n, p, r in zip(names, parts, rest, strict=True)]
    return Drawn([head, *body])


def years(rng: random.Random) -> Drawn:
    """This year and the last beside each other; nothing across adds up."""
    names = rng.sample(MONEY, rng.randint(3, 5))
    values = figures(rng, len(names), 2, 2)
    every = [*values, added(values)]
    lines = [[n, *map(str, row), rate(rng)] for n, row in zip([*names, "合计"], every, strict=True)]
    summed = sums_of_several(len(lines), 1, values)
    return Drawn([["项目", "2022年", "2023年", "增减%"], *lines], "单位：元", tuple(summed))


def changes(rng: random.Random) -> Drawn:
    """Differences to last year, some below zero."""
    names = rng.sample(DISTRICTS, rng.randint(3, 6))
    values = [[Decimal(rng.randint(-900, 900)) for _ in range(3)] for _ in names]
    every = [*values, added(values)]
    lines = [[n, *map(str, row)] for n, row in zip([*names, "合计"], every, strict=True)]
    summed = [(len(lines), 1 + n) for n in range(3)]
    return Drawn([["地区", "增减户数", "增减人数", "净增面积"], *lines], "", tuple(summed))


def deduplicated(rng: random.Random) -> Drawn:
    """People counted once in the total though several offices counted them: it is no sum."""
    names = rng.sample(OFFICES, rng.randint(3, 6))
    values = figures(rng, len(names), rng.randint(1, 4), 0)
    whole = [v - rng.randint(1, max(1, int(v) // 4)) for v in added(values)]
    lines = [[n, *map(str, row)] for n, row in zip([*names, "合计"], [*values, whole], strict=True)]
    return Drawn([["部门", *rng.sample(COUNTS, len(whole))], *lines])


def without_total(rng: random.Random) -> Drawn:
    names = rng.sample(DISTRICTS, rng.randint(2, 6))
    heads = rng.sample(COUNTS, rng.randint(1, 4))
    values = figures(rng, len(names), len(heads), 0)
    return Drawn(
        [["地区", *heads], *([n, *map(str, v)] for n, v in zip(names, values, strict=True))]
    )


KINDS: tuple[Callable[[random.Random], Drawn], ...] = (
    *(by_district, budget, account, levels, two_heads, of_which, of_which_column),
    *(years, changes, deduplicated, without_total),
)


# -- slips of the hand ----------------------------------------------------------------------------


def slipped(rng: random.Random, text: str) -> str:
    """Return a figure as a hand might mistype it; never the same."""
    digits = [n for n, char in enumerate(text) if char.isdigit()]
    at = rng.choice(digits)
    wrong = rng.choice([d for d in "123456789" if d != text[at]])
    ways = [
        text[:at] + wrong + text[at + 1 :],
        text[:at] + text[at] + text[at:],
        text[:at] + text[at + 1 :] if len(digits) > 1 else text + "0",
        text.replace(text, "0"),
        text[:-2] + text[-1] + text[-2] if len(digits) > 1 and text[-2].isdigit() else text + "1",
        str(rng.randint(1, 99999)),
    ]
    found = rng.choice(ways)
    return (
        found
        if found.replace(",", "").lstrip("0") != text.replace(",", "").lstrip("0")
        else wrong + text
    )
