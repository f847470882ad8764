"""A report from a web page, which has no pages and no boxes, in everything that shows a report."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from tests.parsers import markup, official
from tests.tui.story import at_the_screen
from tui.cli import cli
from tui.screens.trouble import TroubleScreen

SCHEMA = json.loads((Path(__file__).parent / "schema" / "report-1.schema.json").read_text("utf-8"))
RECEIVED = "applications/received/total"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A page whose zeros are all blank but one total, which is wrong."""
    figures = dict.fromkeys(official.addresses(), "") | {RECEIVED: "7"}
    source = markup.page(markup.report(map(markup.table, markup.sheets(figures))))
    path = tmp_path / "report.html"
    path.write_text(source, "gb18030")
    return path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    return result.exit_code, result.stdout


def test_check_says_what_is_wrong_and_names_no_page(saved: Path) -> None:
    code, told = run("check", str(saved))
    assert code == 1
    assert "A102" in told
    assert "p. " not in told


def test_json_has_no_page_and_no_box(saved: Path) -> None:
    code, told = run("export", "--format", "json", str(saved))
    report = json.loads(told)
    jsonschema.validate(report, SCHEMA)
    assert code == 0
    assert (report["source"]["format"], report["source"]["pages"]) == ("html", 1)
    cell = report["tables"]["applications"]["cells"][RECEIVED]
    assert (cell["value"], cell["page"], cell["box"]) == (7, None, None)
    assert report["tables"]["applications"]["pages"] == []


def test_markdown_names_no_page(saved: Path) -> None:
    code, told = run("export", "--format", "md", str(saved))
    assert code == 0
    assert "page" not in told


async def test_browser_shows_a_page_and_walks_its_findings(saved: Path) -> None:
    async with at_the_screen(saved) as story:
        await story.until(lambda: story.front.reading)
        await story.press("n", "n", "n")
        story.ledger.shows("周口市人民政府", "2022")
        story.sections.shows("总体情况")
        assert "page" not in story.place.text


async def test_page_that_leads_to_its_report_elsewhere_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "link.html"
    name = "2022年政府信息公开工作年度报告.pdf"
    path.write_text(f"<h1>{markup.TITLE}</h1><a href=a.pdf>{name}</a>", "utf-8")
    code, _ = run("check", str(path))
    assert code == 3
    async with at_the_screen(path) as story:
        await story.until(lambda: isinstance(story.app.screen, TroubleScreen))
        assert any(name in str(text.render()) for text in story.app.screen.query("Static"))


def test_folder_lists_saved_pages_without_what_belongs_to_them(saved: Path) -> None:
    beside = saved.with_name("report_files")
    beside.mkdir()
    (beside / "frame.html").write_text("<html></html>", "utf-8")
    code, told = run("check", str(saved.parent))
    assert code == 1
    assert "frame.html" not in told
