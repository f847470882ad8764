"""The form as data: it is the official one, its identities cover it, typing errors are found."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import parsers
from parsers import forms
from parsers.forms import FormTable
from parsers.forms.building import decode
from parsers.forms.own import load_file
from parsers.toml import Broken
from tests.parsers import official
from tests.parsers.official import FORM
from tests.real import REPORTS, ZHOUKOU, check, load, needs_reports

SOURCE = files("parsers.forms").joinpath("disclosure-2021.toml").read_text("utf-8")


FORM_2019 = forms.load("disclosure-2019")


def official_names(form: str = "disclosure-2021") -> dict[str, Any]:
    """Return a form's canonical names."""
    told = tomllib.loads((REPORTS.parent / "ids.toml").read_text("utf-8"))
    names: dict[str, Any] = told[form]
    return names


def printed_label(table: FormTable, row: str) -> str:
    """Return a row's label as the names' list writes it: behind its group, with its note."""
    spec = table.row(row)
    shown = spec.group if re.match("（[三四五六]）|行政诉讼", spec.group) else ""
    return (f"{shown} / " if shown else "") + spec.label + (f"（{spec.note}）" if spec.note else "")


@needs_reports
def test_sections_are_the_forms() -> None:
    wanted = [(s["id"], s["number"], s["title"]) for s in official_names()["sections"]]
    assert [(s.id, s.number, s.title) for s in FORM.sections] == wanted


@needs_reports
@pytest.mark.parametrize("table", ["proactive", "applications", "disputes"])
def test_rows_and_columns_are_the_forms(table: str) -> None:
    names = official_names()[table]
    spec = FORM.table(table)
    assert [(c.id, c.label) for c in spec.columns] == [
        (c["id"], c["label"]) for c in names["columns"]
    ]
    assert [(r.id, printed_label(spec, r.id)) for r in spec.rows] == [
        (r["id"], r["label"]) for r in names["rows"]
    ]
    assert [list(r.columns) for r in spec.rows] == [r.get("columns", []) for r in names["rows"]]


@needs_reports
def test_older_form_has_a_table_of_its_own_in_section_two() -> None:
    names = official_names("disclosure-2019")["proactive"]
    spec = FORM_2019.table("proactive")
    assert [(c.id, c.label) for c in spec.columns] == [
        (c["id"], c["label"]) for c in names["columns"]
    ]
    assert [(r.id, r.label, list(r.columns)) for r in spec.rows] == [
        (r["id"], r["label"], r["columns"]) for r in names["rows"]
    ]


def test_older_form_has_one_row_for_other_results_and_is_else_as_the_present_one() -> None:
    rows = [row.id for row in FORM_2019.table("applications").rows]
    assert rows == official.application_rows(single_other=True)
    assert FORM_2019.table("applications").older == ()
    assert FORM_2019.table("disputes") == FORM.table("disputes")
    assert FORM_2019.sections == FORM.sections
    assert FORM_2019.identities == FORM.identities
    assert [c.table for c in FORM_2019.claims] == [c.table for c in FORM.claims]


@pytest.mark.parametrize(
    ("year", "form"),
    [(2018, None), (2019, FORM_2019), (2020, FORM_2019), (2021, FORM), (None, FORM)],
)
def test_form_says_for_which_years_it_is(year: int | None, form: forms.Form | None) -> None:
    assert [f for f in (FORM, FORM_2019) if f.is_for(year)] == ([form] if form else [])


def test_form_has_the_cells_that_it_prints() -> None:
    addresses = [
        forms.address(table.id, row.id, column.id)
        for table in FORM.tables
        for row in table.rows
        for column in table.columns_of(row)
    ]
    assert addresses == official.addresses()
    assert len(addresses) == 200


def test_ids_are_used_once() -> None:
    for table in FORM.tables:
        for names in ([r.id for r in (*table.rows, *table.older)], [c.id for c in table.columns]):
            assert len(set(names)) == len(names)
    assert len({s.id for s in FORM.sections}) == 6


def test_columns_of_rows_exist() -> None:
    for table in FORM.tables:
        known = {c.id for c in table.columns}
        assert all(set(row.columns) <= known for row in table.rows)
        assert table.section in {s.id for s in FORM.sections}


def test_older_row_takes_the_place_of_the_rows_it_stands_for() -> None:
    table = FORM.table("applications")
    older = [row.id for row in table.rows_given(["applications/other/total"])]
    assert older == official.application_rows(single_other=True)
    both = ["applications/other/total", "applications/other.other/total"]
    assert [row.id for row in table.rows_given(both)] == official.application_rows()


# -- identities -----------------------------------------------------------------------------------


def test_identities_run_along_every_line_of_the_form() -> None:
    counted = [c for c in check(ZHOUKOU).checks if c.rule.startswith("A")]
    lines = {
        rule: sum(c.rule == rule for c in counted) for rule in ("A101", "A102", "A103", "A104")
    }
    assert lines == {"A101": 7, "A102": 25, "A103": 7, "A104": 3}
    assert len(counted) == 42


def test_identities_have_the_operands_that_the_form_prints() -> None:
    checks = {(c.rule, c.subject): c for c in check(ZHOUKOU).checks if c.left}

    def sides(rule: str, subject: str) -> tuple[list[str], list[str]]:
        found = checks[rule, subject]
        return [o.cell for o in found.left], [o.cell for o in found.right]

    def column(*rows: str) -> list[str]:
        return [f"applications/{row}/business" for row in rows]

    results = [
        row
        for row in official.application_rows()
        if row not in ("received", "carried_in", "results_total", "carried_out")
    ]
    assert sides("A101", "applications/*/business") == (
        column("received", "carried_in"),
        column("results_total", "carried_out"),
    )
    assert sides("A103", "applications/*/business") == (column(*results), column("results_total"))
    assert len(results) == 21
    assert sides("A102", "applications/granted") == (
        [f"applications/granted/{c}" for c in official.APPLICANTS if c != "total"],
        ["applications/granted/total"],
    )
    assert sides("A104", "disputes/litigation_direct") == (
        [f"disputes/litigation_direct/{c}" for c in official.OUTCOMES if c != "total"],
        ["disputes/litigation_direct/total"],
    )


def test_identities_of_the_older_row_leave_nothing_out() -> None:
    name = "huaiting-county-2023.txt"
    path = ZHOUKOU.parent / name
    found = next(
        c for c in check(path).checks if (c.rule, c.subject) == ("A103", "applications/*/total")
    )
    assert "applications/other/total" in [o.cell for o in found.left]
    assert len(found.left) == 19
    assert set(load(path).tables["applications"].labels) == set(official.application_rows(True))


def test_every_identity_names_rows_and_columns_of_its_table() -> None:
    for identity in FORM.identities:
        table = FORM.table(identity.table)
        along = table.columns if identity.each == "row" else (*table.rows, *table.older)
        names = tuple(item.id for item in along)
        for pattern in (*identity.left, *identity.right):
            assert list(forms.chosen(names, (pattern,))), pattern


# -- typing errors --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('layout = "across"', 'layout = "acros"'),
        ('layout = "across"', 'layuot = "across"'),
        ('rule = "A101"', 'rules = "A101"'),
        ('each = "column"', 'each = "colum"'),
        ('right = ["total"]', ""),
        ('right = ["total"]', "right = []"),
        ('label = "规章"', 'lable = "规章"'),
        ("from_year = 2021", 'from_year = "2021"'),
        ('note = "单位：万元"', 'notes = "单位：万元"'),
        ('title = "总体情况"', ""),
        ('sums = [["carried_in"]]', 'sums = [["carried_inn"]]'),
        ('sums = [["carried_in"]]', "sums = []"),
        ('sums = [["carried_in"]]', "sums = [[]]"),
        ('sums = [["refused.*"]]', 'sums = [["refusd.*"]]'),
        ('sums = [["natural_person"]]', 'sums = [["natural_people"]]'),
        ('table = "disputes"\ntitles', 'table = "dispute"\ntitles'),
        ('words = ["部分公开", "区分处理"]', "words = []"),
        ('words = ["部分公开", "区分处理"]', 'words = [""]'),
        ('rows_else = [["received"]', 'rows_else = [["receivd"]'),
        ('wholes = ["results_total"', 'wholes = ["result_total"'),
    ],
)
def test_typing_error_in_a_form_is_an_error(old: str, new: str, tmp_path: Path) -> None:
    assert old in SOURCE
    path = tmp_path / "form.toml"
    path.write_text(SOURCE.replace(f'id = "{FORM.id}"', 'id = "own"', 1), "utf-8")
    load_file(path)
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(Broken):
        load_file(path)


def test_form_as_it_is_can_be_read() -> None:
    assert decode(SOURCE.encode()) == FORM


def test_names_of_cells_are_for_people() -> None:
    assert FORM.name("disputes/review/total") == "行政复议 总计"
    assert FORM.name("applications/refused.state_secret/total") == "属于国家秘密 总计"
    assert FORM.name("applications/*/natural_person") == "自然人"
    assert FORM.name("applications/received") == "本年新收"


def test_every_failed_check_says_where_and_how_much() -> None:
    for name in ("wanghe-city-2023.pdf", "wanghe-education-2023.txt"):
        report = load(ZHOUKOU.parent / name)
        for finding in parsers.check(report).findings:
            assert str(finding.message)
            assert "{" not in str(finding.message)
