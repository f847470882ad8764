"""Labels told alike: years by 本年, 上年 and 下年, and without what the agency calls itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.checks.prose.unbroken import Unbroken
from parsers.model import Report

_SUMMED = re.compile("汇总|综合各")
_OFFICE = re.compile("我办|本办|我室|本室")
_SELF = re.compile("本机关|我办|本办|我室|本室")
_YEAR = re.compile("((?:19|20)[0-9]{2})年度?")
_YEARS = re.compile(
    "20[0-9]{2}年?[-~—–至到]20[0-9]{2}年(?![0-9])|(?:20[0-9]{2}年|近[几两三四五]年)以?来"
    "|[自从](?![今本去上当]年|年初)[^，；。（）]{1,24}?(?:以来|至今)|“?十[三四五]五”?(?:时期|期间)?以来"
)
_WHOLE_YEAR = re.compile("1月(?:1日)?起?[-~—–至到](?:本年)?12月(?:31日|底|末)?(?:期间|止|间)?")
_YEAR_END = re.compile("截[至止到]+(?:本年)?(?:12月(?:31日|底|末)|年?底)")
_DATED = re.compile("(?:截[至止到]+|自|从)?(?:[本上下某]年)")
_CLAUSE_END = re.compile("[，；：（）]")
_DATE = re.compile("[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:[-~—–至到][0-9]{1,2}月(?:[0-9]{1,2}日)?)?")
_TOLD = (
    (re.compile("上一?年度?|去年度?|前一年度?|上个年度"), "上年"),
    (re.compile("下一?个?年度?|次年度?|明年度?|来年|翌年"), "下年"),
    (re.compile("本年度?|今年|当年度?"), "本年"),
    (re.compile("转结"), "结转"),
)
_SPAN = re.compile("全年|本年(?!某月)|某月|目前")
_REPORTED = re.compile("报告(?:发布|编制|公布)|发布之日")
OTHER_YEAR = re.compile("上年|下年|某年")


class Teller:
    """Tells the labels of one report."""

    def __init__(self, report: Report, passages: Sequence[Unbroken]) -> None:
        self._year = report.year
        self._is_summed = any(_SUMMED.search(passage.text) for passage in passages[:2])
        self._is_government = report.agency.endswith("政府")
        self._names = _names(report.agency, self._is_summed)

    def told(self, label: str) -> str:
        """Return a label with its years told by 本年, 上年 and 下年, without the agency's name."""
        for name in self._names:
            label = label.replace(name, "")
        label = _YEARS.sub("某年", label)
        label = _YEAR.sub(self._year_told, label)
        label = _YEAR_END.sub("", _WHOLE_YEAR.sub("", label))
        for pattern, word in _TOLD:
            label = pattern.sub(word, label)
        return _DATE.sub("某月", label)

    def _year_told(self, match: re.Match[str]) -> str:
        if self._year is None:
            return "本年"
        return {-1: "上年", 0: "本年", 1: "下年"}.get(int(match[1]) - self._year, "某年")

    def year(self, text: str) -> str:
        """Return the year that the last clause of a text begins with that begins with one."""
        clauses = (self.told(clause) for clause in _CLAUSE_END.split(text))
        dated = [match[0] for clause in clauses if (match := _DATED.match(clause))]
        return dated[-1][-2:] if dated else ""

    def months(self, text: str) -> str:
        """Return the words of some months that a text names last, empty if it is the whole year."""
        if match := _REPORTED.search(text):
            return match[0]
        last = (_SPAN.findall(self.told(text)) or [""])[-1]
        return "" if last in {"全年", "本年"} else last

    def is_own(self, label: str) -> bool:
        """Tell whether an agency that sums up what others report speaks of itself alone.

        So does the office of a government in the report of this.
        """
        if self._is_summed and _SELF.search(label):
            return True
        return self._is_government and bool(_OFFICE.search(label))


def _names(agency: str, is_summed: bool) -> tuple[str, ...]:
    """Return how an agency may call itself: in full, by its place's name, an office by its own.

    Where a government sums up what others report, its own name tells of it alone.
    """
    place = re.match(".{2,8}?[省市县区]", agency)
    if not place:
        return (agency,) if agency else ()
    names = {agency, place[0]}
    if re.search("办公[室厅]$", agency):
        own = agency[len(place[0]) - 1 :]
        names |= {own, own.replace("人民政府", "政府")}
    elif agency.endswith("人民政府"):
        names = {place[0]} if is_summed else names | {place[0] + "政府"}
    return tuple(sorted(names, key=len, reverse=True))
