"""A report is corrected and published again: what was written about it finds its place, or says."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.model import Quote
from tests.tui.county import WRONG_TOTAL, county_with
from tui.annotations import Annotation, State
from tui.annotations.noted import noted
from tui.annotations.quotations import context_of
from tui.exports import render
from tui.reading import Reading, open_reading

SENTENCE = "不断提高政府信息公开的质量和效率，为全县经济社会发展营造了良好环境。"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "county.txt"


def published(path: Path, *changes: tuple[str, str]) -> Reading:
    """Publish the report with these words in place of others, and read it."""
    return open_reading(county_with(path, *changes))


def quoted(reading: Reading, words: str) -> Annotation:
    """Write a note on words of the prose, as the screen does."""
    [(section, prose)] = [(s.id, s.text) for s in reading.report.every_section if words in s.text]
    at = prose.index(words)
    context = context_of(Quote(section, at, at + len(words), words), prose)
    return reading.store.add(f"quote:{words}", "查", context=context)


def place_of(reading: Reading, note: Annotation) -> Quote | None:
    """Return where the words stand that `note` is about."""
    return {one.annotation.id: one.quote for one in noted(reading)}[note.id]


def states(reading: Reading) -> dict[str, State]:
    """Return what became of each annotation, by its id."""
    return {one.annotation.id: one.state for one in noted(reading)}


def test_what_has_not_changed_keeps_its_annotations(path: Path) -> None:
    first = published(path, WRONG_TOTAL)
    for target in ("report", "section:overview", "table:applications"):
        first.store.add(target, "好")
    first.store.add("cell:applications/granted/total", "好")
    quoted(first, SENTENCE)
    again = published(path, WRONG_TOTAL, ("全年通过县政府网站发布政府信息", "全年发布政府信息"))
    assert set(states(again).values()) == {"there"}
    assert again.report.source.sha256 != first.report.source.sha256


def test_a_note_on_a_figure_tells_when_the_figure_has_changed(path: Path) -> None:
    first = published(path, WRONG_TOTAL)
    note = first.store.add("cell:applications/received/total", "应为 138")
    again = published(path)
    assert states(again) == {note.id: "changed"}
    assert again.store.annotations[0].seen == "183"


def test_a_corrected_figure_makes_its_finding_corrected(path: Path) -> None:
    first = published(path, WRONG_TOTAL)
    [finding] = [f for f in first.verdict.findings if f.severity == "error"]
    verdict = first.store.judge(finding, first.report, "confirmed", "请更正")
    again = published(path)
    assert states(again) == {verdict.id: "corrected"}
    assert [one.annotation.id for one in noted(again) if one.is_orphan] == [verdict.id]


def test_a_dismissal_reopens_and_a_confirmation_says_so_when_operands_change(path: Path) -> None:
    for status, state in (("dismissed", "reopened"), ("confirmed", "changed")):
        first = published(path, WRONG_TOTAL)
        finding = first.verdict.findings[0]
        verdict = first.store.judge(finding, first.report, status)  # type: ignore[arg-type]
        again = published(path, (WRONG_TOTAL[0], "131 5 1 0 2 0 183"))
        assert states(again)[verdict.id] == state


def test_a_quotation_is_found_where_it_has_moved(path: Path) -> None:
    first = published(path)
    words = "开展季度检查4次，下发整改提示单26份，均已整改到位。"
    note = quoted(first, words)
    before = place_of(first, note)
    again = published(
        path, (words, ""), ("（五）监督保障情况\n\n", f"（五）监督保障情况\n\n       {words}")
    )
    place = place_of(again, note)
    assert before is not None
    assert place is not None
    assert place.section == before.section
    assert place.start != before.start
    assert states(again) == {note.id: "there"}


def test_words_that_were_corrected_are_found_between_the_old_ones(path: Path) -> None:
    first = published(path)
    note = quoted(first, "全年新收政府信息公开申请138件")
    again = published(path, ("全年新收政府信息公开申请138件", "全年新收政府信息公开申请183件"))
    place = place_of(again, note)
    assert place is not None
    assert place.text == "全年新收政府信息公开申请183件"
    assert states(again) == {note.id: "changed"}


def test_a_quotation_is_not_put_on_other_words(path: Path) -> None:
    first = published(path)
    note = quoted(first, "开展季度检查4次，")
    again = published(
        path, ("开展季度检查4次，下发整改提示单26份，均已整改到位。", "全部工作按期完成。")
    )
    assert states(again) == {note.id: "gone"}


def test_of_the_same_words_those_in_the_old_surroundings_are_meant(path: Path) -> None:
    first = published(path)
    prose = [(s.id, s.text) for s in first.report.every_section]
    [(section, text)] = [(id, text) for id, text in prose if "办结的申请中" in text]
    at = text.index("公开", text.index("部分公开"))
    quote = Quote(section, at, at + 2, "公开")
    note = first.store.add("quote:公开", "查", context=context_of(quote, text))
    assert place_of(first, note) == quote


def test_what_is_gone_is_kept_and_listed(path: Path) -> None:
    first = published(path)
    first.store.add("cell:applications/no_such_row/total", "一")
    first.store.add("section:no_such", "二")
    first.store.add("finding:N101:no_such", "三")
    assert set(states(first).values()) == {"gone"}
    written = render("md", [first]).decode()
    assert "## Notes on what is no longer there" in written
    assert all(f"> {text}" in written for text in "一二三")


def test_a_finding_that_is_only_not_shown_is_not_gone(path: Path) -> None:
    first = published(path, WRONG_TOTAL)
    verdict = first.store.judge(first.verdict.findings[0], first.report, "confirmed")
    (path.parent / "gouji.toml").write_text('ignore = ["A"]\n', "utf-8")
    again = published(path, WRONG_TOTAL)
    assert not [f for f in again.verdict.findings if f.rules[0].startswith("A")]
    assert states(again) == {verdict.id: "there"}


def test_few_words_are_not_taken_for_the_same_ones_elsewhere(path: Path) -> None:
    first = published(path)
    assert "上年结转8件" in "".join(s.text for s in first.report.every_section)
    note = quoted(first, "结转8件")
    moved = ("上年结转8件，办结141件", "上年结转9件，办结141件")
    elsewhere = ("培训2期，邀请", "培训结转8件，邀请")
    again = published(path, moved, elsewhere)
    place = place_of(again, note)
    assert place is not None
    assert place.text == "结转9件"
    assert states(again) == {note.id: "changed"}
    gone = ("；上年结转8件，办结141件，结转下年度继续办理5件。", "。")
    last = published(path, gone, elsewhere)
    assert place_of(last, note) is None
