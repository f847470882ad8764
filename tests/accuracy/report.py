"""A report as it is laid out, before any printer: title, headings, prose and sheets in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from tests.accuracy.figures import OLDER, Case
from tests.parsers import official
from tests.parsers.official import Sheet


class Title(Struct, frozen=True):
    text: str


class Heading(Struct, frozen=True):
    text: str


class Prose(Struct, frozen=True):
    text: str


class Table(Struct, frozen=True):
    """A sheet: how many of its rows are heads, and how wide its columns are, in parts."""

    id: Literal["proactive", "applications", "disputes"]
    sheet: Sheet
    heads: int
    widths: tuple[float, ...]

    @property
    def rows(self) -> int:
        return official.height(self.sheet)


Part = Title | Heading | Prose | Table

_WIDTHS = {
    "proactive": (34.0, 22.0, 22.0, 22.0),
    "applications": (5.0, 12.0, 27.0, *[8.0] * 7),
    "disputes": (100 / 15,) * 15,
}


def parts(case: Case) -> Iterator[Part]:
    """Yield what a report is made of; its prose speaks of figures too, none in a table's place."""
    year = case.year
    older = case.form == OLDER
    clauses = official.PROACTIVE_2019 if older else official.PROACTIVE
    texts = case.texts
    received = texts["applications/received/total"].strip() or "若干"
    yield Title(f"{case.agency}{year}年政府信息公开工作年度报告")
    yield Prose(
        "本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条的规定编制。报告中所列"
        f"数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    )
    yield Heading("一、总体情况")
    yield Prose("（一）主动公开情况")
    yield Prose(
        f"{year}年，围绕中心工作及时公开政策文件和办事信息，全年发布信息1274条，编发政策图解15期，"
        "召开新闻发布会6场，回应社会关切38个，通过网站公告、现场公示等方式告知群众。"
    )
    yield Prose("（二）依申请公开情况")
    yield Prose(f"全年收到政府信息公开申请{received}件，均在法定期限内予以答复。")
    yield Heading("二、主动公开政府信息情况")
    yield table("proactive", official.proactive(texts, clauses), 0)
    yield Heading("三、收到和处理政府信息公开申请情况")
    sheet = official.applications(texts, case.single_other)
    yield table("applications", sheet, official.HEAD_ROWS)
    yield Heading("四、政府信息公开行政复议、行政诉讼情况")
    yield table("disputes", official.disputes(texts), official.HEAD_ROWS)
    yield Heading("五、存在的主要问题及改进情况")
    yield Prose(
        "一是政策解读形式还不够丰富；二是基层公开标准化水平有待提升。下一步将加强业务培训。"
    )
    yield Heading("六、其他需要报告的事项")
    yield Prose(f"{year}年度本机关未收取政府信息公开信息处理费。")


def table(id: Literal["proactive", "applications", "disputes"], sheet: Sheet, heads: int) -> Table:
    """Return a sheet as a table of the usual widths."""
    return Table(id, sheet, heads, _WIDTHS[id])
