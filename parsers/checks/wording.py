"""T104 and T105: what a template left, and what stands twice."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from parsers.checks.passages import Passage, failed, listed, passages
from parsers.messages import Message, marked
from parsers.model import Check, Quote, Report

PLACEHOLDERS = marked("left over from a template: {places}")
IN_TITLE = marked("left over from a template in the title: {places}")
DOUBLED = marked("stands twice: {places}")

# What may stand for a digit or a name that is still to be filled in, and what goes on behind it.
_X = "(?:[Xx×]|Ｘ|ｘ)"
_FILLED_IN = "[省市县区州旗镇乡街局委办厅院处科年月日件条次项人份篇场期个万元部单]"
_PLACEHOLDERS = re.compile(
    "|".join(
        (
            r"[（(【\[]\s*(?:请?在?此处)?(?:文字描述|请?填写|(?:单位|机关|行政机关|部门)(?:名称|全称)"
            r"|待补充|待填|待核实)[^（()）【】\[\]\n]{0,60}[）)】\]]",
            "(?:单击|点击)(?:或轻触|或点击)?此处(?:输入|添加)",
            "[请在]此处(?:填写|输入|插入)",
            rf"(?<![A-Za-z0-9/]){_X}{{2,}}{_FILLED_IN}",
            rf"(?<![A-Za-z0-9/])(?:20|202)?{_X}{{1,4}}年(?:{_X}{{1,2}}月(?:{_X}{{1,2}}日)?)?",
            rf"(?<![A-Za-z0-9/]){_X}{{1,2}}月{_X}{{1,2}}日",
            rf"(?<![A-Za-z0-9*])[*＊]{{2,}}{_FILLED_IN}",
            r"(?<=[\u4e00-\u9fff：:，])[_＿]{2,}|(?<![_＿])[_＿]{2,}(?=[\u4e00-\u9fff])",
        )
    )
)
# What a report conceals on purpose: a name, as in 张**个人 and 关于××项目, or part of a title, as
# in 《关于××项目的申请》.
_TITLES = re.compile(r"《[^《》\n]{0,60}》")
_CONCEALS = "×*＊"
_SURNAMES = (
    "于王李张刘陈杨赵黄周吴徐孙胡朱何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪姜范姚谭廖邹熊陆郝孔崔邱秦侯邵孟雷钱汤尹黎易贺赖龚"
)

# Two marks, no more: a longer row of them is meant, as an ellipsis or as dots up to a page number.
_MARK = "[，。、；：]"
_TWO_MARKS = re.compile(rf"(?<!{_MARK}){_MARK}{{2}}(?!{_MARK})")
# Words that never stand beside themselves. Of most others nobody can tell: 公开工作工作人员.
_WORDS = (
    "进行 通过 根据 按照 依据 为了 由于 因此 并且 以及 同时 其中 我们 没有 可以 已经 切实 认真 严格"
    " 积极 及时 不断 进一步 下一步 全年 本年度 我局 我市 我县 我区 我镇 我乡 我委 我办 我院 我厅"
    " 本局 本机关 本单位"
)
# Particles, with what makes two words of them: 目的的, 了了解, 法治和和谐, 以及及时. Of 在在 nobody
# can tell, for 存在, 现在 and 旨在 stand before 在.
_PARTICLES = (
    "(?<![目标的])的的(?![确士的])",
    "(?<![不明未完终为了])了了(?![解结断却然望如事之了])",
    "(?<![祥缓温谐总柔共饱中调议平亲晴暖谦和])和和(?![谐平解田县美气睦顺硕静龙林政布约议好声善和])",
    "(?<![参赋授给付予与])与与(?![会时此其之与])(?![^，。；]{0,20}(?:[相有]关|关联|联系|对应))",
    "(?<![涉普危触提惠殃波推遍顾论企及])及及(?![时格早第其及])",
    "(?<![还就凡但可只要于总正或像若是])是是(?![否非是])",
)
# Four characters are meant twice in no sentence: 政府信息公开信息公开平台.
_LONG = r"(?P<long>[\u4e00-\u9fff]{4,12})(?P=long)"
_TWO_WORDS = re.compile(
    "|".join((rf"(?<!的)(?P<word>{'|'.join(_WORDS.split())})(?P=word)", _LONG, *_PARTICLES))
)
# A line without any of these is no sentence: in a menu or a list the same word may come again.
_OF_SENTENCES = re.compile("[，。；]")


def checks(report: Report) -> Iterator[Check]:
    """Yield T104 and T105, each once for a section."""
    in_title = [match[0] for match in _PLACEHOLDERS.finditer(report.title)]
    if in_title:
        message = Message(IN_TITLE, {"places": listed(in_title)})
        yield Check("T104", "title", "failed", message=message)
    for passage in passages(report):
        left = [passage.quote(*match.span()) for match in _left(passage.text)]
        if left:
            yield failed("T104", PLACEHOLDERS, passage, left)
        doubled = _doubled(passage)
        if doubled:
            yield failed("T105", DOUBLED, passage, doubled)


def _left(text: str) -> Iterator[re.Match[str]]:
    """Yield what a template left in a text, and none of what is concealed."""
    titles = [match.span() for match in _TITLES.finditer(text)]
    for match in _PLACEHOLDERS.finditer(text):
        at = match.start()
        before = bisect(titles, (at,))
        is_in_title = before > 0 and at < titles[before - 1][1]
        is_name = at > 0 and text[at - 1] in _SURNAMES
        if match[0][0] not in _CONCEALS or not (is_in_title or is_name):
            yield match


def _doubled(passage: Passage) -> list[Quote]:
    """Return where marks and words stand twice, as they are read."""
    spans = [match.span() for match in _TWO_MARKS.finditer(passage.text)]
    for start, line in passage.lines():
        if _OF_SENTENCES.search(line):
            found = (match.span() for match in _TWO_WORDS.finditer(line))
            spans += [(start + first, start + last) for first, last in found]
    return [passage.quote(*span) for span in sorted(spans)]
