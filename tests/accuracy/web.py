"""Reports as HTML: what the web shapes are made of, and what Chromium prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from html import escape

from tests.accuracy.report import Heading, Part, Prose, Table, Title
from tests.parsers.official import Square

Wrap = Callable[[str], str]
"""How the text of a cell is put into its cell."""


def plainly(text: str) -> str:
    """Return a cell's text, its line breaks as such."""
    return escape(text).replace("\n", "<br>")


def in_paragraphs(text: str) -> str:
    """Return a cell's text as editors on the web leave it: wrapped, indented, with a hard space."""
    lines = "".join(
        f'<p style="margin:0"><span style="font-size:12px">{escape(line) or "&nbsp;"}</span></p>'
        for line in text.split("\n")
    )
    return f"\n      {lines}\n    "


def with_hard_spaces(text: str) -> str:
    """Return a cell's text with hard spaces around it, and in its place where it is blank."""
    return f"&nbsp;{plainly(text)}&nbsp;"


def table(part: Table, wrap: Wrap = plainly, thead: bool = False) -> str:
    """Return a sheet as a table; its heads in a `thead`, which a printer repeats on each page."""
    rows: dict[int, list[Square]] = defaultdict(list)
    for square in part.sheet:
        rows[square.row].append(square)
    lines = [
        "<tr>" + "".join(_cell(s, wrap) for s in sorted(rows[r], key=lambda s: s.column)) + "</tr>"
        for r in range(part.rows)
    ]
    columns = "".join(f'<col style="width:{width:.2f}%">' for width in part.widths)
    head, body = "\n".join(lines[: part.heads]), "\n".join(lines[part.heads :])
    if thead and head:
        head = f"<thead>{head}</thead>"
    columns = f"<colgroup>{columns}</colgroup>"
    return f'<table class="{part.id}">{columns}{head}<tbody>{body}</tbody></table>'


def _cell(square: Square, wrap: Wrap) -> str:
    spans = f' rowspan="{square.height}"' * (square.height > 1)
    spans += f' colspan="{square.width}"' * (square.width > 1)
    return f"<td{spans}>{wrap(square.text)}</td>"


def body(parts: list[Part], wrap: Wrap = plainly, thead: bool = False) -> str:
    """Return the whole report, without what a site puts around it."""
    found = []
    for part in parts:
        match part:
            case Title(text):
                found.append(f"<h1>{escape(text)}</h1>")
            case Heading(text):
                found.append(f"<h2>{escape(text)}</h2>")
            case Prose(text):
                found.append(f"<p>{escape(text)}</p>")
            case Table():
                found.append(table(part, wrap, thead))
    return "\n".join(found)


# -- pages of a site ------------------------------------------------------------------------------


def page(report: str, title: str, charset: str = "utf-8") -> str:
    """Return a page with nothing but the report."""
    declared = f'<meta charset="{charset}">' if charset else ""
    return (
        f"<!DOCTYPE html>\n<html><head>{declared}<title>{escape(title)}</title></head>\n"
        f"<body>\n{report}\n</body></html>\n"
    )


_MENU = "".join(
    f'<li><a href="/{n}">{name}</a></li>'
    for n, name in enumerate(("首页", "政府信息公开", "政府信息公开年报", "法定主动公开内容"))
)


def furnished(report: str, title: str, charset: str = "utf-8") -> str:
    """Return a page of a site: menus, a date, share buttons and a foot around the report."""
    return page(
        f'<div class="header"><ul>{_MENU}</ul><form><input name="q"></form></div>\n'
        f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; 政府信息公开年报</div>\n'
        "<script>var zoom = 16; // 一、总体情况</script><style>p { margin: 0 }</style>\n"
        f'<div class="article"><h3>{escape(title)}</h3><p>发布时间：2024-01-20 09:30 浏览次数：128 '
        '字号：[大 中 小] <a href="javascript:print()">打印</a></p>\n'
        f'<div id="zoom" class="TRS_Editor">{report}</div>\n<div>分享到：微信 微博</div></div>\n'
        '<div class="footer">主办：望禾市人民政府办公室 网站标识码 4100000001</div>',
        title,
        charset,
    )


def in_layout_tables(report: str, title: str, charset: str = "utf-8") -> str:
    """Return a page whose site lays itself out with tables, the report in a cell of one."""
    return page(
        f'<table width="980"><tr><td colspan="2"><ul>{_MENU}</ul></td></tr>\n'
        "<tr><td>政府信息公开指南<br>政府信息公开制度<br>政府信息公开年报</td>\n"
        "<td><table><tr><td>来源：办公室 发布时间：01-20 09:30 浏览次数：128</td></tr>\n"
        f"<tr><td>{report}</td></tr></table></td></tr>\n"
        "<tr><td colspan=2>扫一扫在手机打开当前页</td></tr></table>",
        title,
        charset,
    )
