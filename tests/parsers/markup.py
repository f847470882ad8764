"""Web pages made of given tables and figures, as offices publish them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tests.parsers import official
from tests.parsers.official import Figures, Sheet, Square

TITLE = "周口市人民政府2022年政府信息公开工作年度报告"
SECTIONS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PROSE = "<p>　　全年围绕中心工作，持续推进重点领域信息公开，办理各项申请。</p>"


def table(sheet: Sheet, cell: str = "<td{spans}>{text}</td>") -> str:
    """Return a sheet as a table; `cell` is how each cell is marked up."""
    rows = []
    for row in range(official.height(sheet)):
        squares = sorted((s for s in sheet if s.row == row), key=lambda s: s.column)
        rows.append("".join(cell.format(spans=_spans(s), text=_text(s)) for s in squares))
    return "<table>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>"


def _spans(square: Square) -> str:
    rows = f' rowspan="{square.height}"' if square.height > 1 else ""
    return rows + (f' colspan="{square.width}"' if square.width > 1 else "")


def _text(square: Square) -> str:
    return escape(square.text).replace("\n", "<br>") or "&nbsp;"


def sheets(figures: Figures) -> list[Sheet]:
    """Return the three tables of the 2021 form."""
    return [
        official.proactive(figures),
        official.applications(figures),
        official.disputes(figures),
    ]


def report(tables: Iterable[str], title: str = f"<h1>{TITLE}</h1>") -> str:
    """Return a report with these tables below its headings, as its own box would hold it."""
    overview, *titles, problems, other = SECTIONS
    parts = [title, f"<h2>{overview}</h2>", PROSE]
    for heading, marked in zip(titles, tables, strict=True):
        parts += [f"<h2>{heading}</h2>", marked]
    return "\n".join([*parts, f"<h2>{problems}</h2>", PROSE, f"<h2>{other}</h2>", PROSE])


def page(content: str, head: str = "<meta charset=utf-8>") -> str:
    """Return a page that holds nothing but `content`."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{content}</body></html>"
