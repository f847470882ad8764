"""Forms that people write: what they add to, and what is said where they do not fit together."""

from __future__ import annotations

import pickle
import time
from importlib.resources import files
from pathlib import Path

import pytest
from msgspec import structs

import parsers
from parsers import forms
from parsers.document import Document, Paragraph
from parsers.forms.faults import faults
from parsers.forms.own import load_file
from parsers.model import Report, Severity
from parsers.toml import Broken, parse
from parsers.understand import understand
from tests import own_form
from tests.parsers import official
from tests.parsers.official import FORM, grid

FIGURES = official.distinct()


def form_of(text: str, folder: Path) -> forms.Form:
    path = folder / "form.toml"
    path.write_text(text, "utf-8")
    return load_file(path)


# -- what a form of one's own changes -------------------------------------------------------------


def test_report_on_an_own_form_is_read_with_it_and_not_without(tmp_path: Path) -> None:
    report, form = own_form.write(tmp_path)
    without, within = parsers.load(report), parsers.load(report, [load_file(form)])
    assert (without.form, within.form) == ("disclosure-2021", "huaiting")
    assert "applications" not in without.tables
    assert within.tables["applications"].cells["applications/carried_in/business"].value == 1
    assert [s.id for s in within.sections] == [s.id for s in FORM.sections]
    renamed = [f.section for f in parsers.check(without).findings if f.rules == ("F102",)]
    assert renamed == ["problems"]
    verdict = parsers.check(within)
    assert verdict.findings == ()
    assert verdict.ledger.passed == 42 + 1 + 7


def test_identity_of_an_own_form_is_checked(tmp_path: Path) -> None:
    report, form = own_form.write(tmp_path, total=41)
    read = parsers.load(report, [load_file(form)])
    (found,) = parsers.check(read).findings
    assert found.rules == ("A102", "A301")
    assert str(found.message).startswith("不予公开和无法提供合计 总计: 41, should be 40")
    assert found.severity == "error"
    told: dict[str, Severity] = {"A": "info", "A301": "warning"}
    assert parsers.check(read, severities=told).findings[0].severity == "warning"
    assert parsers.check(read, ignore=["A301"], severities=told).findings[0].severity == "info"


def test_finding_has_the_same_id_on_an_own_form(tmp_path: Path) -> None:
    form = form_of('id = "own"\nbase = "disclosure-2021"', tmp_path)
    wrong = FIGURES | {"disputes/review/total": "1"}
    ids = [
        {f.id for f in parsers.check(report_on(own, wrong)).findings if f.rules == ("A104",)}
        for own in ([], [form])
    ]
    assert ids[0] == ids[1] != set()


def test_own_form_is_built_on_its_base(tmp_path: Path) -> None:
    form = load_file(own_form.write(tmp_path)[1])
    assert form.identities[:-1] == FORM.identities
    assert form.table("disputes") == FORM.table("disputes")
    applications = form.table("applications")
    assert applications.rows[-2].id == "carried_out"
    assert applications.rows[-1].label == "五、不予公开和无法提供合计"
    assert applications.row("carried_in").variants == ("二、往年遗留件",)
    assert applications.column("business").variants == ("企业", "市场主体")
    assert form.section("problems").variants[-1] == "短板与打算"
    assert form.until_year is None


def test_rows_and_columns_are_put_where_the_form_says(tmp_path: Path) -> None:
    form = form_of(
        """
        id = "own"
        base = "disclosure-2021"
        [[more.tables]]
        id = "disputes"
        behind = "review"
        rows = [{ id = "one", label = "行政裁决" }, { id = "two", label = "行政调解" }]
        [[more.tables]]
        id = "disputes"
        behind = "pending"
        columns = [{ id = "dropped", label = "撤回" }]
        """,
        tmp_path,
    )
    table = form.table("disputes")
    assert [row.id for row in table.rows][:4] == ["review", "one", "two", "litigation_direct"]
    assert [column.id for column in table.columns][-3:] == ["pending", "dropped", "total"]


def test_what_a_form_says_itself_takes_the_place_of_the_base(tmp_path: Path) -> None:
    form = form_of(
        """
        id = "own"
        base = "disclosure-2021"
        identities = []
        [[tables]]
        id = "disputes"
        section = "disputes"
        layout = "rows"
        rows = [{ id = "all", label = "合计" }]
        columns = [{ id = "count", label = "件数" }]
        """,
        tmp_path,
    )
    assert form.identities == ()
    assert [row.id for row in form.table("disputes").rows] == ["all"]
    assert [table.id for table in form.tables] == [table.id for table in FORM.tables]


def test_form_may_stand_by_itself(tmp_path: Path) -> None:
    source = files("parsers.forms").joinpath("disclosure-2021.toml").read_text("utf-8")
    form = form_of(source.replace('id = "disclosure-2021"', 'id = "own"'), tmp_path)
    assert form == structs.replace(FORM, id="own")


@pytest.mark.parametrize("id", forms.known())
def test_forms_that_gouji_brings_along_fit_together(id: str) -> None:
    told = parse(files("parsers.forms").joinpath(f"{id}.toml").read_bytes())
    assert list(faults(forms.load(id), told)) == []


def test_words_of_claims_are_added_to_those_about_the_table(tmp_path: Path) -> None:
    form = form_of(
        ON_BASE
        + """
        [[more.claims]]
        table = "applications"
        units = ["桩"]
        rows = [{ words = ["接件"], sums = [["received"]] }]
        """,
        tmp_path,
    )
    (own,) = (claims for claims in form.claims if claims.table == "applications")
    (base,) = (claims for claims in FORM.claims if claims.table == "applications")
    assert own.units == (*base.units, "桩")
    assert own.rows[:-1] == base.rows
    assert own.rows[-1].words == ("接件",)
    assert len(form.claims) == len(FORM.claims)


# -- which form counts ----------------------------------------------------------------------------


def report_on(own: list[forms.Form], figures: dict[str, str], year: int = 2023) -> Report:
    title = Paragraph(f"周口市人民政府{year}年政府信息公开工作年度报告")
    sheets = [
        official.proactive(figures),
        official.applications(figures),
        official.disputes(figures),
    ]
    grids = [grid(sheet, 2 * place + 1) for place, sheet in enumerate(sheets)]
    return understand(Document("pdf", 6, (title, *grids)), "a", "", own)


def test_own_form_counts_before_the_one_it_is_built_on(tmp_path: Path) -> None:
    form = form_of('id = "own"\nbase = "disclosure-2021"\nfrom_year = 2023', tmp_path)
    assert report_on([form], FIGURES).form == "own"
    assert report_on([form], FIGURES, year=2022).form == "disclosure-2021"


def test_own_form_does_not_count_where_another_reads_more(tmp_path: Path) -> None:
    form = form_of(
        """
        id = "own"
        source = "省"
        from_year = 2023
        identities = []
        sections = [{ id = "disputes", number = "四", title = "行政复议、行政诉讼情况" }]
        [[tables]]
        id = "disputes"
        section = "disputes"
        layout = "across"
        rows = [{ id = "review", label = "行政复议" }]
        columns = [{ id = "total", label = "总计" }]
        """,
        tmp_path,
    )
    assert report_on([form], FIGURES).form == "disclosure-2021"


def test_own_form_may_be_for_years_before_any_official_one(tmp_path: Path) -> None:
    form = form_of('id = "own"\nbase = "disclosure-2021"\nfrom_year = 2015', tmp_path)
    assert report_on([form], FIGURES, year=2016).form == "own"


# -- what does not fit together -------------------------------------------------------------------

IDENTITY = """\
[[more.identities]]
rule = "A301"
table = "disputes"
each = "row"
left = ["upheld"]
right = ["total"]
"""
TABLE = """\
[[tables]]
id = "own"
section = "other"
layout = "rows"
columns = [{ id = "count", label = "件数" }]
"""
ON_BASE = 'id = "own"\nbase = "disclosure-2021"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('base = "disclosure-2021"', ":1: the key id is missing"),
        (
            'id = "own"',
            ':1: the key base is missing: write base = "disclosure-2021", or else all of',
        ),
        ("", ":1: the key base is missing: write base"),
        ('\nid = "own"\nsource = "x"\nfrom_year = 2021', ":1: the key base is missing: write base"),
        ('id = "own"\nsource = "x"\nfrom_year = 2021\nidentities = []', ":1: the key sections"),
        (ON_BASE + "from_yaer = 2023", ":3: from_yaer: no such key; the nearest is from_year"),
        (ON_BASE + 'from_year = "2023"', ":3: from_year: must be a whole number, not a text"),
        (ON_BASE + "from_year = 203", ":3: from_year: the years must lie between 2008 and 2100"),
        (ON_BASE + "until_year = 2020", ":3: until_year: the years must lie between"),
        ('id = "own"\nbase = "disclosure-2012"', ":2: base: no disclosure-2012 here; the nearest"),
        ('id = "own"\nbase = 2021', ":2: base: must be a text in quotation marks, not a whole"),
        ('id = "own"\nolder_rows = ["a/b"]', ":2: older_rows: this adds to a base"),
        ('id = "own"\n[more]\n', ":2: more: this adds to a base, and the form names none"),
        ('id = "generic"\nbase = "disclosure-2021"', ":1: id: generic is a form that gouji"),
        ('id = "disclosure-2021"\nbase = "disclosure-2021"', ":1: id: disclosure-2021 is a form"),
        ('id = "a/b"\nbase = "disclosure-2021"', ":1: id: an id is made of letters"),
        (ON_BASE + "sections = []", ":3: sections: must not be empty"),
        (
            ON_BASE + 'older_rows = ["applications/othre"]',
            ":3: older_rows[1]: no applications/othre",
        ),
        (ON_BASE + "[more]\nclaim = 1", ":4: more.claim: no such key"),
        (ON_BASE + "[more]\nidentities = 1", ":4: more.identities: must be a list, not a whole"),
        # identities
        (ON_BASE + IDENTITY.replace("A301", "A109"), ":4: more.identities[1].rule: no rule A109"),
        (ON_BASE + IDENTITY.replace("A301", "F101"), ":4: more.identities[1].rule: no rule F101"),
        (
            ON_BASE + IDENTITY.replace("disputes", "dispute"),
            ":5: more.identities[1].table: no disp",
        ),
        (
            ON_BASE + IDENTITY.replace('"row"', '"rows"'),
            ":6: more.identities[1].each: must be one of",
        ),
        (
            ON_BASE + IDENTITY.replace('["upheld"]', '["upheld", "corected"]'),
            ":7: more.identities[1].left[2]: no corected here; the nearest is corrected",
        ),
        (
            ON_BASE + IDENTITY.replace('["total"]', "[]"),
            ":8: more.identities[1].right: must not be",
        ),
        (ON_BASE + IDENTITY.replace("left", "lfet"), ":7: more.identities[1].lfet: no such key"),
        (ON_BASE + IDENTITY + 'lines = ["reviews"]', ":9: more.identities[1].lines[1]: no reviews"),
        (
            ON_BASE + IDENTITY.replace("A301", "A104"),
            ":3: more.identities[1]: A104 is declared for",
        ),
        (
            ON_BASE
            + IDENTITY.replace("disputes", "proactive")
            .replace("upheld", "issued")
            .replace("total", "in_force"),
            ":7: more.identities[1].left: needs the cell proactive/licences/issued",
        ),
        # tables
        (ON_BASE + TABLE, ":3: tables[1]: the key rows is missing"),
        (ON_BASE + TABLE + "rows = []", ":8: tables[1].rows: must not be empty"),
        (
            ON_BASE + TABLE + 'rows = [{ id = "a" }]',
            ":8: tables[1].rows[1]: the key label is missing",
        ),
        (
            ON_BASE + TABLE + 'rows = [{ id = "a", lable = "甲" }]',
            ":8: tables[1].rows[1].lable: no such key; the nearest is label",
        ),
        (
            ON_BASE
            + TABLE
            + 'rows = [\n{ id = "a", label = "甲" },\n{ id = "a", label = "乙" },\n]',
            ":10: tables[1].rows[2]: the id a is there already",
        ),
        (
            ON_BASE
            + TABLE
            + 'rows = [\n{ id = "a", label = "甲" },\n{ id = "b", label = "1.甲" },\n]',
            ":10: tables[1].rows[2]: “1.甲” is what a is called already",
        ),
        (
            ON_BASE + TABLE + 'rows = [{ id = "a", label = "（甲）" }]',
            ":8: tables[1].rows[1]: “（甲）” has",
        ),
        (
            ON_BASE + TABLE + 'rows = [{ id = "a b", label = "甲" }]',
            ":8: tables[1].rows[1]: an id is",
        ),
        (
            ON_BASE + TABLE + 'rows = [{ id = "a", label = "甲", columns = ["cuont"] }]',
            ":8: tables[1].rows[1].columns: no cuont here; the nearest is count",
        ),
        (
            ON_BASE
            + TABLE
            + 'rows = [{ id = "a", label = "甲" }]\n'
            + 'older = [{ id = "c", label = "丙", replaces = ["b"] }]',
            ":9: tables[1].older[1].replaces: no b here; the nearest is a",
        ),
        (ON_BASE + TABLE.replace("other", "othre"), ":3: tables[1]: the key rows"),
        (
            ON_BASE + TABLE.replace("other", "othre") + 'rows = [{ id = "a", label = "甲" }]',
            ":5: tables[1].section: no othre here; the nearest is other",
        ),
        (
            ON_BASE + TABLE.replace('"own"', '"disputes"') + 'rows = [{ id = "a", label = "甲" }]',
            ":3: tables[1].left: nothing of the table stands on this side",
        ),
        # more
        (
            ON_BASE + '[more.variants]\n"applications/recieved" = ["收到"]',
            ':4: more.variants."appl',
        ),
        (
            ON_BASE + '[more.variants]\nproblems = "问题"',
            ":4: more.variants.problems: must be a list",
        ),
        (
            ON_BASE + '[more.variants]\nproblems = ["总体情况"]',
            ":4: more.variants.problems: “总体情况” is",
        ),
        (
            ON_BASE + f'[more.variants]\nproblems = ["{"甲" * 300_000}"]',
            ":4: more.variants.problems[1]: this is longer than 200 characters",
        ),
        (ON_BASE + '[[more.tables]]\nid = "dispute"', ":4: more.tables[1].id: no dispute here"),
        (
            ON_BASE + '[[more.tables]]\nid = "disputes"\nbehind = "reviews"',
            ":5: more.tables[1].behind: no reviews here; the nearest is review",
        ),
        (
            ON_BASE + '[[more.tables]]\nid = "disputes"\nrows = [{ id = "review", label = "甲" }]',
            ":5: more.tables[1].rows[1]: the id review is there already",
        ),
        (
            ON_BASE + '[[more.claims]]\ntable = "dispute"',
            ":4: more.claims[1].table: no dispute here; the nearest is disputes",
        ),
        (
            ON_BASE
            + '[[more.claims]]\ntable = "disputes"\n'
            + 'rows = [{ words = ["裁决"], sums = [["one"]] }]',
            ":5: more.claims[1].rows[1].sums: no one here",
        ),
        (
            ON_BASE
            + '[[more.claims]]\ntable = "disputes"\nrows = [{ words = [], sums = [["review"]] }]',
            ":5: more.claims[1].rows[1].words: must not be empty",
        ),
        (
            ON_BASE + '[[more.claims]]\ntable = "disputes"\nstrangers = ["a", ""]',
            ":5: more.claims[1].strangers[2]: must not be empty",
        ),
        (
            ON_BASE
            + '[[more.claims]]\ntable = "disputes"\n'
            + 'rows = [{ words = ["……"], sums = [["review"]] }]',
            ":5: more.claims[1].rows[1].words: “……” must hold words",
        ),
        (
            ON_BASE + '[[more.sections]]\nid = "other"\nnumber = "七"\ntitle = "附"',
            ":3: more.sections[1]: the",
        ),
        (
            ON_BASE + "sections = [" + ('{ id = "a", number = "", title = "甲" }, ' * 2001) + "]",
            ":1: the form has more",
        ),
    ],
    ids=lambda value: value[:48] if value.startswith(":") else "",
)
def test_what_does_not_fit_together_is_a_sentence_with_line_and_key(
    text: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "form.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Broken) as error:
        load_file(path)
    shorter = str(error.value).replace("this must", "must").replace("this needs", "needs")
    shorter = shorter.replace("there is no ", "no ").removeprefix(str(path))
    assert shorter.startswith(said), shorter
    assert pickle.loads(pickle.dumps(error.value)).message == error.value.message


def test_the_largest_form_reads_a_report_in_seconds(tmp_path: Path) -> None:
    rows = "".join(
        f'{{ id = "r{i}", label = "{chr(0x4E00 + i) * 150}{i}" }},\n' for i in range(1800)
    )
    form = form_of(ON_BASE + TABLE + f"rows = [\n{rows}]", tmp_path)
    begun = time.process_time()
    report_on([form], FIGURES)
    assert time.process_time() - begun < 20
