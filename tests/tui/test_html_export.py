"""The summary as a web page: what a browser shows, and that it can do nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from PIL import Image

from tests.real import HONGZE, SAMPLES, needs_reports
from tests.tui.hostile import ATTACKS, hostile_reading
from tests.tui.small_report import exported
from tui import language
from tui.exports import render
from tui.exports.overview import Line, Overview, line_of
from tui.exports.scope import Options
from tui.layout.text import plain
from tui.reading import Reading, open_reading

FAULTY = SAMPLES / "wanghe-education-2023.txt"
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "article", "section", "div", "h1", "h2"),
    *("h3", "p", "ul", "li", "dl", "dt", "dd", "b", "br", "span", "blockquote", "table", "thead"),
    *("tbody", "tr", "th", "td", "a", "figure", "figcaption", "img"),
}
CHROMIUM = shutil.which("chromium")


def opened(report: Path, folder: Path) -> Reading:
    """Read a copy of a report, so that annotations lie beside the copy."""
    return open_reading(Path(shutil.copy(report, folder)))


def page(*readings: Reading, options: Options | None = None) -> Any:
    content = render("html", readings, options or Options())
    return lxml.html.fromstring(content.decode())


def texts(tree: Any, path: str) -> list[str]:
    return [" ".join(part.text_content().split()) for part in tree.xpath(path)]


def test_a_page_says_what_was_found_where_and_what_was_written(tmp_path: Path) -> None:
    one = opened(FAULTY, tmp_path)
    worst = one.verdict.findings[0]
    one.store.judge(worst, one.report, "confirmed", "请改正\n并重新公开")
    one.store.add("section:overview", "第一部分可再具体些", tags=("复核",))
    tree = page(one)
    assert texts(tree, "//h1") == ["望禾市教育局 · 2023"]
    [first, *_others] = tree.xpath("//section")
    assert "finding error" in first.get("class")
    assert texts(first, ".//p[@class='message']") == [plain(worst_message(one))]
    assert "confirmed" in first.text_content()
    assert first.xpath(".//blockquote/br")
    assert "第一部分可再具体些" in texts(tree, "//blockquote")[-1]
    assert texts(tree, "//span[@class='tag']") == ["#复核"]


def worst_message(reading: Reading) -> str:
    return language.say(reading.verdict.findings[0].message)


def test_the_tables_hold_what_is_printed_and_mark_what_is_wrong(tmp_path: Path) -> None:
    one = opened(FAULTY, tmp_path)
    tree = page(one)
    figures = texts(tree, "//tbody/tr/td[contains(@class,'figure')]")
    shown = {text.split(" ✗")[0].split(" ?")[0] for text in figures}
    for table in one.report.tables.values():
        for cell in table.cells.values():
            assert plain(cell.text) in shown
    suspects = {s.cell for f in one.verdict.findings for s in f.suspects}
    assert len(tree.xpath("//td[contains(@class,'suspect')]")) == len(suspects) > 0


def test_a_picture_that_there_is_not_is_told_in_its_place(tmp_path: Path) -> None:
    one = opened(SAMPLES / "wanghe-transport-2022.pdf", tmp_path)
    tree = page(one)
    pictures = len(tree.xpath("//img"))
    assert pictures > 1
    assert not tree.xpath("//p[@class='unpictured']")
    with one.path.open("ab") as file:
        file.write(b"%")
    why = "the file is not as it was when it was read."
    tree = page(one)
    told = texts(tree, "//p[@class='unpictured']")
    assert len(told) == pictures
    assert all(re.fullmatch(rf"No picture of page \d: {why}", text) for text in told)
    assert not tree.xpath("//img")
    for format in ("docx", "xlsx"):
        assert why in exported(format, [one])
    assert why not in exported("md", [one])


@needs_reports
def test_a_sure_culprit_stands_with_what_would_agree(tmp_path: Path) -> None:
    tree = page(opened(HONGZE, tmp_path))
    assert texts(tree, "//td[contains(@class,'culprit')]") == ["0 ✗ → 11", "0 ✗ → 5"]


@needs_reports
def test_findings_in_a_pdf_carry_the_picture_of_their_place(tmp_path: Path) -> None:
    tree = page(opened(HONGZE, tmp_path))
    sections = tree.xpath("//section")
    assert [len(s.xpath(".//img")) for s in sections] == [1, 1, 1, 0, 0]
    source = sections[0].xpath(".//img/@src")[0]
    picture = Image.open(BytesIO(b64decode(source.removeprefix("data:image/png;base64,"))))
    assert picture.width > 500


def test_without_annotations_nothing_that_was_written_is_told(tmp_path: Path) -> None:
    one = opened(FAULTY, tmp_path)
    one.store.judge(one.verdict.findings[0], one.report, "confirmed", "只给自己看")
    one.store.add("report", "也只给自己看")
    content = render("html", [one], Options("confirmed", annotations=False)).decode()
    assert "只给自己看" not in content
    assert content.count('class="finding') == 1


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_becomes_markup_or_a_link(tmp_path: Path, attack: str) -> None:
    one = hostile_reading(tmp_path, attack)
    overview = Overview((line_of(one, f"{attack}.html"),), ((attack, attack),))
    tree = lxml.html.fromstring(render("html", [one], Options(), overview).decode())
    alone = lxml.html.fromstring(render("html", [], Options(), overview).decode())
    assert [href[:2] for href in alone.xpath("//@href")] == ["./"]
    assert {e.tag for e in tree.iter()} <= TAGS
    assert len(tree.xpath("//style")) == 1
    names = {name for e in tree.iter() for name in e.attrib}
    assert not {n for n in names if n.startswith("on")}
    assert tree.xpath("//@href") == ["#report-1"]
    assert all(src.startswith("data:image/png;base64,") for src in tree.xpath("//@src"))
    if attack.strip() and not re.search(r"[\x00-\x1f\ud800-\udfff]", attack):
        assert plain(attack) in tree.text_content()


def test_a_link_in_an_overview_has_no_scheme() -> None:
    zero = dict.fromkeys(("error", "warning", "info"), 0)
    stands = dict.fromkeys(("open", "confirmed", "dismissed"), 0)
    ledger = open_ledger()
    line = Line("a", "b", 2023, zero, stands, ledger, ledger, 0, "javascript:alert(1).html")  # type: ignore[arg-type]
    assert line.link == "./javascript%3Aalert%281%29.html"


def open_ledger() -> Any:
    from parsers.model import Ledger

    return Ledger(0, 0, 0)


def test_the_same_reading_gives_the_same_page(tmp_path: Path) -> None:
    one = opened(FAULTY, tmp_path)
    assert render("html", [one]) == render("html", [one])


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_a_browser_shows_the_page_and_asks_for_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "summary.html"
    path.write_bytes(render("html", [hostile_reading(tmp_path, "<img src=http://127.0.0.1:9/x>")]))
    log = tmp_path / "net.json"
    done = subprocess.run(
        [
            *(str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *("--no-first-run", f"--user-data-dir={tmp_path / 'profile'}", f"--log-net-log={log}"),
            path.as_uri(),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert b"&lt;img src" in done.stdout
    assert b"<img" not in done.stdout
    asked = set(re.findall(r'"url":"(https?://[^"]*)"', log.read_text("utf-8", "replace")))
    assert not {url for url in asked if "127.0.0.1" in url}
