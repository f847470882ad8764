"""What a folder asks of gouji: found, obeyed by command and browser, and never half read."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers.toml import Broken
from tests import own_form
from tests.real import ROOT
from tests.tui.county import county_with
from tests.tui.story import at_the_screen
from tests.tui.test_cli import FAULTY, WARNED, gouji
from tui import language, settings
from tui.config import Config, Configs
from tui.language import say
from tui.reading import open_reading
from tui.screens.folder import FolderScreen


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    """A report with one finding, F109, a warning."""
    return Path(shutil.copy(WARNED, tmp_path))


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use("en")


def config(folder: Path, text: str, name: str = "gouji.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


# -- where it is found ----------------------------------------------------------------------------


def test_config_of_a_folder_above_counts(tmp_path: Path) -> None:
    folder = tmp_path / "2023" / "county"
    folder.mkdir(parents=True)
    file = config(tmp_path, 'select = ["a", "F10"]\nfail-on = "warning"')
    assert Configs().of(folder / "report.pdf") == Config(
        select=("A", "F10"), fail_on="warning", file=file
    )


def test_way_to_a_report_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    config(aside, 'select = ["A"]')
    assert Configs().of(aside / ".." / "a.pdf") == Config()
    config(tmp_path, 'select = ["F"]')
    assert Configs().of(aside / ".." / "a.pdf").select == ("F",)
    monkeypatch.chdir(aside)
    assert Configs().of(Path("a.pdf")).select == ("A",)
    assert Configs().of(Path("..", "a.pdf")).select == ("F",)


def test_nearest_config_counts_alone(tmp_path: Path) -> None:
    config(tmp_path, 'select = ["A"]')
    (tmp_path / "county").mkdir()
    near = config(tmp_path / "county", 'ignore = ["T101"]')
    configs = Configs()
    assert configs.of(tmp_path / "county" / "a.pdf") == Config(ignore=("T101",), file=near)
    assert configs.of(tmp_path / "a.pdf").select == ("A",)


def test_project_counts_where_it_speaks_to_gouji(tmp_path: Path) -> None:
    config(tmp_path, 'select = ["A"]')
    folder = tmp_path / "county"
    folder.mkdir()
    for text in ("[tool.ruff]", 'dependencies = ["gouji"]', "not TOML at all", "[tools.gouji]"):
        config(folder, text, "pyproject.toml")
        assert Configs().of(folder / "a.pdf").select == ("A",)
    config(folder, '[tool.gouji]\nselect = ["F"]', "pyproject.toml")
    assert Configs().of(folder / "a.pdf").select == ("F",)
    config(folder, "", "gouji.toml")
    assert Configs().of(folder / "a.pdf").select == ()


def test_each_report_has_the_config_of_its_folder(tmp_path: Path) -> None:
    for name, text in (("one", ""), ("other", 'ignore = ["F109"]')):
        (tmp_path / name).mkdir()
        shutil.copy(WARNED, tmp_path / name)
        config(tmp_path / name, text)
    result = gouji("check", tmp_path, "--format", "json")
    found = [len(json.loads(line)["findings"]) for line in result.stdout.splitlines()]
    assert found == [1, 0]


# -- what it changes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("", [], 0),
        ('fail-on = "warning"', [], 1),
        ('fail-on = "warning"', ["--fail-on", "error"], 0),
        ('severities.F109 = "error"', [], 1),
        ('severities.F109 = "error"', ["--fail-on", "never"], 0),
        ('severities = { F109 = "info", F = "error" }', ["--fail-on", "warning"], 0),
        ('severities = { f1 = "error", F = "info" }', [], 1),
        ('ignore = ["F10"]\nfail-on = "warning"', [], 0),
        ('ignore = ["F10"]\nfail-on = "warning"', ["--select", "F"], 1),
        ('select = ["A"]\nfail-on = "warning"', [], 0),
        ('select = ["A"]\nfail-on = "warning"', ["--select", "F109"], 1),
        ('ignore = ["A"]\nfail-on = "warning"', ["--ignore", "F"], 0),
        ('ignore = ["F"]\nfail-on = "warning"', ["--ignore", "A"], 0),
    ],
)
def test_config_and_options_decide_the_exit(
    text: str, options: list[str], code: int, warned: Path
) -> None:
    config(warned.parent, text)
    assert gouji("check", warned, *options).returncode == code


def test_severities_change_findings_and_their_order(tmp_path: Path) -> None:
    path = Path(shutil.copy(FAULTY, tmp_path))
    before = gouji("check", path).stdout
    config(tmp_path, '[severities]\nF101 = "info"\nA = "warning"')
    after = gouji("check", path).stdout
    signs = [line.split()[:2] for line in after.splitlines() if line.startswith("  ")]
    weighed = [sign for sign in signs if sign[0] in {"✗", "!", "i"}]
    assert [sign for sign, _rule in weighed] == sorted((s for s, _ in weighed), key="✗!i".index)
    assert ["i", "F101"] in weighed
    assert ["!", "F101"] in [line.split()[:2] for line in before.splitlines()]
    ledger = next(line for line in before.splitlines() if "identities evaluated" in line)
    assert ledger in after


def test_export_obeys_the_config(warned: Path) -> None:
    config(warned.parent, 'severities.F109 = "info"')
    told = json.loads(gouji("export", warned, "--format", "json").stdout)
    assert [f["severity"] for f in told["findings"]] == ["info"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_own_form_reads_reports_in_every_process(jobs: str, tmp_path: Path) -> None:
    report, form = own_form.write(tmp_path)
    shutil.copy(report, tmp_path / "again.txt")
    assert "F103" in gouji("check", tmp_path, "--jobs", jobs).stdout
    config(tmp_path, f'forms = ["{form.name}"]')
    result = gouji("check", tmp_path, "--jobs", jobs, "--format", "json")
    assert result.returncode == 0
    assert [json.loads(line)["form"] for line in result.stdout.splitlines()] == ["huaiting"] * 2


def test_rules_say_what_the_config_of_this_folder_makes_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = config(tmp_path, 'ignore = ["T101"]\nseverities.A = "info"')
    lines = {line.split()[0]: line for line in gouji("rules").stdout.splitlines()}
    assert lines["A104"].endswith(f"(error) – info, as {file} says")
    assert lines["T101"].endswith(f" – not shown, as {file} says")
    assert str(file) not in lines["F101"]
    assert f"info, as {file} says" in gouji("rules", "A104").stdout
    config(tmp_path, "ignore = 1")
    assert gouji("rules").returncode == 2


# -- what cannot be used --------------------------------------------------------------------------

BROKEN = [
    ('selekt = ["A"]', ":1: selekt: there is no such key; the nearest is select"),
    ('\nselect = "A"', ":2: select: this must be a list, not a text in quotation marks"),
    ('select = [\n  "A",\n  3,\n]', ":3: select[2]: this must be a text in quotation marks, not a"),
    ('select = ["A109"]', ":1: select[1]: there is no rule A109; the nearest is A10"),
    ('ignore = ["A", ""]', ":1: ignore[2]: an empty rule code; `gouji rules` lists the rules"),
    ('ignore = ["X"]', ":1: ignore[1]: there is no rule X; `gouji rules` lists them"),
    ('ignore = ["T110"]', ":1: ignore[1]: there is no rule T110; the nearest is T10"),
    ('[severities]\nF19 = "info"', ":2: severities.F19: there is no rule F19; the nearest is F1"),
    ('[severities]\nF1 = "fatal"', ":2: severities.F1: this must be one of error, info, warning"),
    ("severities = 1", ":1: severities: this must be a table, not a whole number"),
    ('fail-on = "info"', ":1: fail-on: this must be one of error, never, warning, not info"),
    ('fail_on = "error"', ":1: fail_on: there is no such key; the nearest is fail-on"),
    ('forms = ["no.toml"]', ":1: forms[1]: {folder}/no.toml: there is no such file"),
    ('forms = ["."]', ":1: forms[1]: {folder}: this is a folder"),
    ("select = [", ":1:11: this is not valid TOML"),
    ('"\x1b[31m" = 1', ":1:2: this is not valid TOML"),
    ('"\\u001b[31m" = 1', ':1: "\x1b[31m": there is no such key'),
]


@pytest.mark.parametrize(("text", "said"), BROKEN, ids=[text for text, _ in BROKEN])
def test_broken_config_is_a_sentence_with_line_and_key(
    text: str, said: str, tmp_path: Path
) -> None:
    path = config(tmp_path, text)
    with pytest.raises(Broken) as error:
        Configs().of(tmp_path / "a.pdf")
    assert str(error.value).startswith(f"{path}{said.format(folder=tmp_path)}"), error.value


def test_key_of_a_project_is_named_in_full(tmp_path: Path) -> None:
    path = config(tmp_path, "[project]\n[tool.gouji]\nfail-on = 1", "pyproject.toml")
    with pytest.raises(Broken) as error:
        Configs().of(tmp_path / "a.pdf")
    assert str(error.value).startswith(f"{path}:3: tool.gouji.fail-on: this must be one of")


def test_two_forms_of_one_id_are_an_error(tmp_path: Path) -> None:
    _report, form = own_form.write(tmp_path)
    path = config(tmp_path, f'forms = [\n"{form.name}",\n"./{form.name}",\n]')
    with pytest.raises(Broken) as error:
        Configs().of(tmp_path / "a.pdf")
    assert (
        str(error.value) == f"{path}:3: forms[2]: another form of this list has the id huaiting too"
    )


def test_broken_config_is_said_in_chinese_too(tmp_path: Path) -> None:
    path = config(tmp_path, 'ignore = [\n"T110"]')
    with pytest.raises(Broken) as error:
        Configs().of(tmp_path / "a.pdf")
    language.use("zh_CN")
    assert say(error.value.message).startswith(
        f"{path}:2: ignore[1]：没有规则 T110，最接近的是 T10"
    )


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_unknown_rule_in_an_option_names_the_nearest(option: str, warned: Path) -> None:
    result = gouji("check", warned, option, "F10,F119")
    assert result.returncode == 2
    assert "there is no rule F119; the nearest is F1" in result.stderr


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("value", ["", ",", " , "])
def test_empty_list_of_rules_in_an_option_is_refused(option: str, value: str, warned: Path) -> None:
    result = gouji("check", warned, option, value)
    assert (result.returncode, result.stdout) == (2, "")
    assert "an empty rule code" in result.stderr


@pytest.mark.parametrize("command", ["check", "export", ""])
def test_nothing_is_read_under_a_broken_config(command: str, warned: Path) -> None:
    path = config(warned.parent, 'select = ["A"]\n"\\u001b[31m" = 1')
    options = ["--format", "json"] if command else []
    result = gouji(*filter(None, [command]), WARNED, warned, *options)
    assert (result.returncode, result.stdout) == (2, "")
    said = [line for line in result.stderr.splitlines() if "no terminal" not in line]
    assert len(said) == 1
    assert said[0].startswith(f'gouji: {path}:2: "␛[31m": there is no such key')


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"#" * 100_000_000, None], ids=["bytes", "large", "folder"]
)
def test_hostile_config_is_one_sentence(content: bytes | None, warned: Path) -> None:
    path = warned.with_name("gouji.toml")
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    result = gouji("check", warned)
    assert (result.returncode, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith(f"gouji: {path}")


# -- in the README --------------------------------------------------------------------------------


def test_examples_of_the_readme_work(tmp_path: Path) -> None:
    """The form in the README reads a sample report with the row and the names that it adds."""
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    own, told, form = (b for b in blocks if "gouji/annotations" not in b)
    (tmp_path / "config.toml").write_text(own, "utf-8")
    assert settings.read(tmp_path / "config.toml").borders == "ascii"
    config(tmp_path, told)
    config(tmp_path, form, "our-form.toml")
    read = Configs().of(tmp_path / "a.pdf")
    assert (read.select, read.ignore, read.fail_on) == (("A", "F10"), ("F105",), "warning")
    assert read.severities == {"F": "info", "F101": "error"}
    (ours,) = read.forms
    assert ours.table("disputes").rows[-1].label == "合计"
    path = county_with(
        tmp_path / "report.txt",
        ("一、本年新收政府信息公开申请数量", "本年收到申请数量"),
        ("商业企业 科研机构", "市场主体 科研机构"),
        ("五、存在的主要问题及改进情况", "五、短板与下一步打算"),
        ("全年新收政府信息公开申请138件", "全年登记政府信息公开申请139件"),
    )
    reading = open_reading(path)
    assert reading.report.form == "our-province"
    assert reading.report.tables["applications"].labels["received"] == "本年收到申请数量"
    assert "problems" in [section.id for section in reading.report.sections]
    claims = {str(q.text) for c in reading.verdict.checks if c.rule == "N101" for q in c.quotes}
    assert any("139" in claim for claim in claims)


# -- in the browser -------------------------------------------------------------------------------


async def test_browser_obeys_the_config(tmp_path: Path) -> None:
    report, form = own_form.write(tmp_path, total=41)
    config(tmp_path, f'forms = ["{form.name}"]\nignore = ["A1"]\nseverities.A301 = "info"')
    async with at_the_screen(report) as story:
        await story.until(lambda: "checked" in story.ledger.text)
        story.ledger.shows("✗ 0", "i 1", "50/50 checked")
        story.findings.row(0).shows("i A301", "不予公开和无法提供合计")
        await story.press("n", "r")
        story.panel("Page Static").shows("A301", "(error) – info, as")


async def test_list_of_reports_obeys_the_config(warned: Path) -> None:
    shutil.copy(FAULTY, warned.parent)
    config(warned.parent, 'ignore = ["F109"]\nselect = ["F"]')
    async with at_the_screen(warned.parent) as story:
        screen = story.screen(FolderScreen)
        await story.until(lambda: len(screen.reports.readings) == 2)
        rules = {
            r
            for reading in screen.reports.readings.values()
            for f in reading.verdict.findings
            for r in f.rules
        }
        assert rules == {"F101", "F103"}


async def test_browser_says_what_is_wrong_with_a_config(warned: Path) -> None:
    config(warned.parent, "\nselekt = []")
    async with at_the_screen(warned) as story:
        await story.until(lambda: story.app.screen.query("#trouble-box"))
        said = "\n".join(
            str(static.render()) for static in story.app.screen.query("#trouble-box Static")
        )
        assert said.startswith(
            "gouji.toml cannot be used, so huaiting-county-2023.txt was not read."
        )
        assert "gouji.toml:2: selekt: there is no such key; the nearest is select" in said


async def test_list_says_what_is_wrong_with_a_config(warned: Path) -> None:
    config(warned.parent, "\nselekt = []")
    async with at_the_screen(warned.parent) as story:
        await story.until(lambda: "cannot be read" in story.panel("#FolderBar").text)
        said = " ".join(story.panel("#reason").text.split())
        assert said.startswith("gouji.toml cannot be used, so")
        assert "gouji.toml:2: selekt: there is no such key" in said
