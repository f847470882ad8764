"""Printed labels are matched to the form's: misprints pass, other words do not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import forms
from parsers.forms import Form
from parsers.labels import Names, bare, match, number
from tests.parsers.official import FORM


def names_of(form: Form) -> dict[str, Names]:
    return {
        "sections": [(s.id, (s.title, *s.variants)) for s in form.sections],
        **{f"{t.id} rows": t.row_names for t in form.tables},
        **{f"{t.id} columns": t.column_names for t in form.tables},
    }


NAMES = names_of(FORM)
OLDER = names_of(forms.load("disclosure-2019"))
WORDINGS = [
    (kind, id, wording) for kind, names in NAMES.items() for id, ws in names for wording in ws if id
]
GROUPS = [(kind, w) for kind, names in NAMES.items() for id, ws in names for w in ws if not id]
APPLICATIONS = NAMES["applications rows"]
LONG = [(kind, id, w) for kind, id, w in WORDINGS if len(bare(w)) >= 6]


def matched(label: str, names: Names) -> str | None:
    found = match(label, names)
    return found.id if found else None


@pytest.mark.parametrize(("kind", "id", "wording"), WORDINGS)
def test_label_of_the_form_is_itself_and_nothing_else(kind: str, id: str, wording: str) -> None:
    found = match(wording, NAMES[kind])
    assert found == (id, 100.0, 100.0)
    others = match(wording, [name for name in NAMES[kind] if name[0] != id])
    assert others is None or others.likeness < 79


@pytest.mark.parametrize(("kind", "group"), GROUPS)
def test_label_of_a_group_is_no_row_and_no_column(kind: str, group: str) -> None:
    assert match(group, NAMES[kind]) is None


def test_groups_of_the_form_are_known() -> None:
    assert {bare(group) for _, group in GROUPS} == {
        *("本年度办理结果", "不予公开", "无法提供", "不予处理", "法人或其他组织", "行政诉讼"),
        *("第二十条第项",),
    }


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("2.其他法律行政止公开", "refused.law_forbids"),
        ("2.其他法律行政法规禁止", "refused.law_forbids"),
        ("1、属于国家秘密", "refused.state_secret"),
        ("1．属于国家秘密", "refused.state_secret"),
        ("（1）属于国家秘密", "refused.state_secret"),
        ("①属于国家秘密", "refused.state_secret"),
        ("属于国家秘密", "refused.state_secret"),
        ("1 . 属 于 国 家 秘 密", "refused.state_secret"),
        ('3.危及"三安全一稳定"', "refused.security"),
        ("3.危及三安全一稳定", "refused.security"),
        ("3.危及“三安\n全一稳定”", "refused.security"),
        ("总 计", "results_total"),
        ("(七)总计", "results_total"),
        ("（七） 总　计", "results_total"),
        ("（七）合计", "results_total"),
        ("合计", "results_total"),
        ("3.合计", None),
        ("（二）部分公开", "partly_granted"),
        ("（二）部分公开(区分处理的，只计这一情形，不计其他情形)", "partly_granted"),
        ("（二）部分公开（区分处理的，只计这一情形", "partly_granted"),
        ("（六）其他处理", "other"),
        ("3.其他", "other.other"),
        ("3．其它", "other.other"),
        ("一.本年新收政府信息公开申请数量", "received"),
        ("二、上年结转政府信息公开申请数量", "carried_in"),
        ("四、结转下年度继续办理", "carried_out"),
        ("四、结转下年继续办理", "carried_out"),
        ("（一）予以公开", "granted"),
        # other words
        ("（三）不予公开", None),
        ("（一）不予公开", None),
        ("（二）全部公开", None),
        ("反复申请", None),
        ("（四）无法提供", None),
        ("（五）不予处理", None),
        ("三、本年度办理结果", None),
        ("申请人情况", None),
        ("法人或其他组织", None),
        ("不予公开合计", None),
        ("小计", None),
        ("涉及工作秘密", None),
        ("属于商业秘密", None),
        ("行政检查", None),
        ("", None),
        ("（一）", None),
        ("12", None),
        ("其", None),
        ("计", None),
    ],
)
def test_printed_label_of_a_row_of_applications(label: str, id: str | None) -> None:
    assert matched(label, APPLICATIONS) == id


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("自 然 人", "natural_person"),
        ("商业\n企业", "business"),
        ("社会\n公益\n组织", "public_interest"),
        ("其 他", "other_org"),
        ("总 计", "total"),
        ("法人或其他组织", None),
        ("申请人情况", None),
        ("社会组织", "public_interest"),
        ("企业", "business"),
        ("合 计", "total"),
        ("法律服务组织", "legal_service"),
        ("个人", None),
        ("国有企业", None),
        ("服务企业", None),
        ("小计", None),
        ("法人", None),
    ],
)
def test_printed_head_of_the_applications(label: str, id: str | None) -> None:
    assert matched(label, NAMES["applications columns"]) == id


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("本年收费金额（单位：万元）", "amount"),
        ("本年收费金额（单位：万元，保留4位小数）", "amount"),
        ("本年收费\n金额(万元)", "amount"),
        ("本年制发件数", "issued"),
        ("本年废止件数", "repealed"),
        ("现行有效件数", "in_force"),
        ("本年处理决定数量", "decisions"),
        ("上一年项目数量", None),
        ("本年增/减", None),
        ("信息内容", None),
        ("第二十条第（一）项", None),
    ],
)
def test_printed_head_of_the_proactive_table(label: str, id: str | None) -> None:
    assert matched(label, NAMES["proactive columns"]) == id


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("维持", "upheld"),
        ("结果\n纠正", "corrected"),
        ("纠正", "corrected"),
        ("总计", "total"),
        ("结果", None),
        ("其他", None),
        ("审结", None),
    ],
)
def test_printed_head_of_the_disputes(label: str, id: str | None) -> None:
    assert matched(label, NAMES["disputes columns"]) == id


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("总体情况", "overview"),
        ("政府信息公开申请收到和处理情况", "applications"),
        ("主动公开政府信息情况", "proactive"),
        ("政府信息主动公开情况", "proactive"),
        ("收到和处理政府信息公开申请情况", "applications"),
        ("收到和处理政府信息公开申请的情况", "applications"),
        ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", "disputes"),
        ("政府信息公开行政复议、行政诉讼情况", "disputes"),
        ("存在问题及改进情况", "problems"),
        ("存在的主要问题和改进情况", "problems"),
        ("其他需要报告的事项", "other"),
        ("其他需要报告事项", "other"),
        ("政府信息管理情况", None),
        ("政府信息公开平台建设情况", None),
        ("监督保障情况", None),
        ("依申请公开情况", "applications"),
        ("依申请公开政府信息情况", "applications"),
        ("行政复议和行政诉讼情况", "disputes"),
        ("政府信息公开工作存在的问题及改进情况", "problems"),
        ("存在不足及改进措施", "problems"),
    ],
)
def test_printed_title_of_a_section(title: str, id: str | None) -> None:
    assert matched(title, NAMES["sections"]) == id


# -- as they were seen in published reports -------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("概述", "overview"),
        ("政府信息公开工作总体情况", "overview"),
        ("政府信息公开总体工作情况", "overview"),
        ("行政机关主动公开政府信息情况", "proactive"),
        ("主动公开政府信息的情况", "proactive"),
        ("行政机关收到和处理政府信息公开申请情况", "applications"),
        ("收到和处理信息公开申请情况", "applications"),
        ("因政府信息公开工作被申请行政复议和提起行政诉讼情况", "disputes"),
        ("因政府信息公开申请行政复议、提起行政诉讼的情况", "disputes"),
        ("政府信息公开工作行政复议、行政诉讼情况", "disputes"),
        ("被申请行政复议、提起行政诉讼情况", "disputes"),
        ("政府信息公开行政复议和行政诉讼情况", "disputes"),
        ("政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("信息公开工作存在的主要问题及改进情况", "problems"),
        ("存在主要问题及改进措施", "problems"),
        ("存在的主要问题及改进方向", "problems"),
        ("需要报告的其他事项", "other"),
        ("其他需要说明的事项", "other"),
        # other sections of older and of longer reports
        ("政府信息公开收费及减免情况", None),
        ("政府信息公开支出和收费情况", None),
        ("政府信息公开咨询处理情况", None),
        ("机构建设和保障培训工作", None),
        ("相关指标统计附表", None),
    ],
)
def test_title_as_published(title: str, id: str | None) -> None:
    assert matched(title, NAMES["sections"]) == matched(title, OLDER["sections"]) == id


@pytest.mark.parametrize(
    ("label", "kind", "id"),
    [
        ("本年新 制作数量", "proactive columns", "made"),
        ("本年新\n公开数量", "proactive columns", "newly_disclosed"),
        ("对外公开总数", "proactive columns", "total_disclosed"),
        ("上一年项目数量（指2019年事项数）", "proactive columns", "items_last_year"),
        ("上年度项目数量", "proactive columns", "items_last_year"),
        ("本年增/减", "proactive columns", "change"),
        ("本年增/减(指2020年增加或减少的事项数,减用负值表示,如-8)", "proactive columns", "change"),
        ("处理决定数量(指2020年办件量)", "proactive columns", "decisions"),
        ("规章（设区的市、自治州人民政府应提供相关数据）", "proactive rows", "regulations"),
        ("其他主动公开文件", "proactive rows", None),
        ("其他对外管理服务事项", "proactive rows", "other_services"),
        ("（六）其他处理", "applications rows", "other"),
        ("四、结转下一年度继续办理", "applications rows", "carried_out"),
        ("未经复议直接诉讼", "disputes rows", "litigation_direct"),
        ("复议后诉讼", "disputes rows", "litigation_after_review"),
        ("6.无法联系到申请人", "applications rows", None),
        ("4.非本机关负责公开", "applications rows", None),
    ],
)
def test_label_of_the_older_form_as_published(label: str, kind: str, id: str | None) -> None:
    assert matched(label, OLDER[kind]) == id


# -- misprints ------------------------------------------------------------------------------------

# Characters that are taken for each other by eye or by the keyboard.
_ALIKE = (
    "已己 末未 予子 人入 土士 日曰 千干 天夫 大太 公分 知如 结给 维准 正止 收牧 审申 申中 "
    "本木 贯责 法去 复夏 议仪 诉拆 讼松 他地 他它 现观 件伴 数效 金全 定走 案桉 卷券 机杌 "
    "关美 年午 度席 处外 理埋 计许 业亚 科料"
)
LIKE = {
    char: {c for pair in _ALIKE.split() if char in pair for c in pair} - {char}
    for char in set(_ALIKE)
}


def misprints(label: str, others: str) -> Iterator[str]:
    """Yield a label with one character lost, doubled, swapped with the next, or another."""
    for n, char in enumerate(label):
        before, after = label[:n], label[n + 1 :]
        yield before + after
        yield before + char + char + after
        yield before + after[:1] + char + after[1:]
        for other in (*LIKE.get(char, ()), *others):
            yield before + other + after


@pytest.mark.parametrize("names", [NAMES, OLDER], ids=["2021", "2019"])
def test_misprint_of_any_label_is_its_own_or_nothing(names: dict[str, Names]) -> None:
    for kind, known in names.items():
        wordings = [(id, wording) for id, ws in known for wording in ws]
        for id, wording in wordings:
            own = set(bare(wording))
            others = (w for other, w in wordings if other != id)
            nearest = sorted(others, key=lambda w: -len(own & set(w)))[:2]
            for misprint in misprints(wording, "".join(sorted(set("".join(nearest)) - own))):
                assert matched(misprint, known) in (id or None, None), (kind, misprint)


@pytest.mark.parametrize("kind", NAMES)
def test_label_of_the_other_form_is_the_same_there_or_nothing(kind: str) -> None:
    for one, other in ((NAMES, OLDER), (OLDER, NAMES)):
        for id, wordings in one[kind]:
            for wording in wordings:
                assert matched(wording, other[kind]) in (id or None, None), wording


@pytest.mark.parametrize(
    ("label", "value"),
    [
        *[("3.其他", 3), ("３．其他", 3), ("（八）其他", 8), ("十二、其他", 12), ("⑧其他", 8)],
        *[("（ 3 ）其他", 3), ("其他", None), ("2022年", None), ("第（一）项", None)],
    ],
)
def test_number_of_a_label(label: str, value: int | None) -> None:
    assert number(label) == value


@given(data=st.data())
def test_one_wrong_or_lost_character_never_makes_another_label(data: st.DataObject) -> None:
    kind, id, wording = data.draw(st.sampled_from(LONG))
    place = data.draw(st.integers(0, len(wording) - 1))
    other = data.draw(st.sampled_from(["", *"的了情况申请总计其他信息公开处理1、一"]))
    misprint = wording[:place] + other + wording[place + 1 :]
    assert matched(misprint, NAMES[kind]) in (id, None)


@given(data=st.data())
def test_most_misprints_of_long_labels_still_match(data: st.DataObject) -> None:
    kind, id, wording = data.draw(st.sampled_from([w for w in LONG if len(bare(w[2])) >= 8]))
    start = len(wording) - len(bare(wording))
    place = data.draw(st.integers(start, len(wording) - 1))
    assert matched(wording[:place] + wording[place + 1 :], NAMES[kind]) == id
