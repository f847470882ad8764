"""Y: the period that a report is for, and the year that its prose speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.passages import failed, listed, passages
from parsers.forms import GENERIC
from parsers.messages import Message, marked
from parsers.model import Check, Quote, Report

OTHER_PERIOD = marked("the reporting period is not the year {year} of the title: {places}")
OTHER_YEAR = marked("what is told as done is of another year than {year}: {places}")

_S = r"[^\S\n]*"
_PERIOD = re.compile(
    rf"(?<!\d)(\d{{4}}){_S}年{_S}\d{{1,2}}{_S}月{_S}\d{{1,2}}{_S}日{_S}起?{_S}[，,]?{_S}"
    rf"(?:[至到]|[—–~～-]+){_S}(?:(\d{{4}}){_S}年{_S})?\d{{1,2}}{_S}月{_S}\d{{1,2}}{_S}日?"
)
# The sentence that states the reporting period says so in these words, this near to it; of other
# stretches of days there are many: 有效期限, 保管期限, 数据质量提升行动.
_OF_FIGURES = re.compile(
    "(?:统计|数据)(?:的|统计|数据|起止|截止)*(?:期限|时限|时间|期间|周期|范围)|数据[^，。；]{0,6}截止"
    "|报告(?:期|的?时限|的?时间范围)|所列(?:数据|数字)"
    r"|(?:统计|(?:统计|报告|有关|相关|各项)(?:的|中)?(?:数据|数字)的?)(?:均|为|是|自|从|[：:\s])*$"
)
_NEAR = 60
_COMPARES = re.compile("[相对]比|较|同比|同期|上年|上一年|去年")

_SENTENCE = re.compile(r"[^。！？]+")
_YEAR = re.compile(rf"(?<!\d){_S}(?P<said>(?P<year>(?:19|20)\d\d){_S}年(?:度|全年)?[，,]?{_S})")
# Whose work a sentence tells, right behind the year: the office's own, not a law's or a superior's.
_OWN = re.compile(
    "[我本][省市区县旗州镇乡街局委办厅院署处会所站校系机单部级]"
    "|全[省市区县旗州镇乡街局委厅院校系年]"
    "|(?:共|累计|主动|新|未|没有|均未)*(?:收到|受理|公开|发布|收取|办理|办结|答复|制发)(?!的)"
)
# What an office did in a year, as an attribute of what is told of it: 2020年我县公开的权责清单.
_ATTRIBUTE = re.compile(
    "[^，。；]{0,12}?(?:收到|受理|公开|发布|收取|办理|办结|答复|制发|印发|制定|出台|公布|编制)的"
)
_LOCAL = re.compile("[省市县区旗州镇乡].+")
# Not this year's work though it is told as past: the beginning of something, a prize, a comparison.
_LOOKS_BACK = re.compile(
    "以来|[相对]比|较|同比|上年|去年|增长|下降|评估|考核|测评|排名|评为|荣获|获得|获评|授予|列为|列入"
    "|确定为|试点|启动|成立|开始|起，|年度报告|结转|遗留"
)
_PLANS = re.compile("将|计划|拟|打算|下一步|预计|力争|继续")
_DONE = re.compile("共|已|了|累计|收到|受理|未|完成")


def checks(report: Report) -> Iterator[Check]:
    """Yield what is said of another year than the report's."""
    if report.year is None or report.layout.id == GENERIC:
        return
    yield from _periods(report, report.year)
    yield from _stale(report, report.year)


def _periods(report: Report, year: int) -> Iterator[Check]:
    """Yield Y101 once, where a stated reporting period begins or ends in another year.

    One that only begins late is right for an office that was founded in the year.
    """
    quotes: list[Quote] = []
    page = None
    for passage in passages(report):
        for match in _PERIOD.finditer(passage.text):
            start, end = int(match[1]), int(match[2] or match[1])
            if {start, end} != {year} and _states_the_period(match):
                page = passage.page if not quotes else page
                quotes.append(passage.quote(*match.span()))
    if quotes:
        values = {"year": str(year), "places": listed([quote.text for quote in quotes])}
        section = quotes[0].section or None
        message = Message(OTHER_PERIOD, values)
        yield Check("Y101", "", "failed", section, page, message=message, quotes=tuple(quotes))


def _states_the_period(match: re.Match[str]) -> bool:
    """Tell whether the sentence of a stretch of days says that the figures are of these days."""
    text, (start, end) = match.string, match.span()
    before = re.split("[。；\n]", text[max(0, start - _NEAR) : start])[-1]
    behind = re.split("[。；\n]", text[end : end + _NEAR])[0]
    return bool(_OF_FIGURES.search(before)) and not _COMPARES.search(before + behind)


def _stale(report: Report, year: int) -> Iterator[Check]:
    """Yield Y102 for each section that tells another year's work as this year's.

    A paragraph that names the report's year too knows which year is which, and what section 五 says
    of last year's faults, or plans for the next, is in its place.
    """
    for passage in passages(report):
        if passage.section.startswith("problems"):
            continue
        quotes = [
            passage.quote(start + place.start, start + place.stop)
            for start, line in passage.lines()
            if not re.search(rf"{year}{_S}年", line)
            for place in _told_of_another(line, year, report.agency, passage.section)
        ]
        if quotes:
            yield failed("Y102", OTHER_YEAR, passage, quotes, year=str(year))


def _told_of_another(line: str, year: int, agency: str, section: str) -> Iterator[slice]:
    """Yield where a sentence begins with another year and goes on with the office's own work.

    In section 六 it may go on so behind a comma: 按照…规定，2022年我局未收取信息处理费.
    """
    begins = "，；" if section.startswith("other") else ""
    for sentence in _SENTENCE.finditer(line):
        for match in _YEAR.finditer(line, *sentence.span()):
            if match.start() > sentence.start() and line[match.start() - 1] not in begins:
                continue
            told = line[match.end() : sentence.end()]
            whose = "" if _ATTRIBUTE.match(told) else _whose(told, agency)
            if whose and _is_told_as_done(sentence[0], int(match["year"]), year):
                yield slice(match.start("said"), match.end("said") + len(whose))


def _whose(told: str, agency: str) -> str:
    """Return the words at the beginning of a sentence that make it the office's own work.

    An office calls itself 周口市人民政府, 周口市政府 or 周口市, and 市政府 as well.
    """
    local = _LOCAL.search(agency)
    whole = [agency, *([local[0]] if local else [])]
    short = [name.replace("人民政府", "政府") for name in whole]
    for name in (*whole, *short, agency.removesuffix("人民政府")):
        if len(name) > 1 and told.startswith(name):
            return name
    match = _OWN.match(told)
    return match[0] if match else ""


def _is_told_as_done(sentence: str, stated: int, year: int) -> bool:
    """Tell whether a sentence of the year `stated` tells as done what the report is about."""
    if stated == year or _LOOKS_BACK.search(sentence):
        return False
    return stated < year or bool(_DONE.search(sentence) and not _PLANS.search(sentence))
