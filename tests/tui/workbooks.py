"""Reads Excel workbooks part by part, so that a test sees what is in them and nothing better."""

from __future__ import annotations

import posixpath
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree
from msgspec import Struct

_NAMES = {
    "m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/package/2006/relationships",
}
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Value = str | Decimal | None


class Look(Struct, frozen=True):
    """How a cell looks: its number format, whether it is bold, its fill and its border."""

    shown: str
    bold: bool
    fill: str
    border: str


class Sheet(Struct, frozen=True):
    """A sheet by what its cells hold, by their references such as B2; `links` lead to `'name'!A1`.

    `xml` is the whole part.
    """

    name: str
    cells: dict[str, Value]
    looks: dict[str, Look]
    comments: dict[str, str]
    links: dict[str, str]
    relations: tuple[tuple[str, str], ...]
    xml: Any

    def rows(self) -> list[list[Value]]:
        """Return the rows from above, each with what its cells hold."""
        found = _find(self.xml, "m:sheetData/m:row")
        return [[self.cells[c.get("r")] for c in row] for row in found]

    def where(self, value: Value) -> str:
        """Return the reference of the first cell that holds a value."""
        return next(reference for reference, held in self.cells.items() if held == value)


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook by their names."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(content: bytes) -> dict[str, Sheet]:
    """Return the sheets of a workbook by their names, in order."""
    held = parts(content)
    book = etree.fromstring(held["xl/workbook.xml"])
    targets = {id: target for id, _kind, target in _relations(held, "xl/workbook.xml")}
    strings = (
        etree.fromstring(held["xl/sharedStrings.xml"]) if "xl/sharedStrings.xml" in held else ()
    )
    texts = ["".join(t.text or "" for t in _find(item, ".//m:t")) for item in strings]
    looks = _looks(etree.fromstring(held["xl/styles.xml"]))
    return {
        sheet.get("name"): _sheet(sheet.get("name"), targets[sheet.get(_ID)], held, texts, looks)
        for sheet in _find(book, "m:sheets/m:sheet")
    }


def _sheet(
    name: str, part: str, held: dict[str, bytes], texts: list[str], looks: list[Look]
) -> Sheet:
    xml = etree.fromstring(held[part])
    cells = _find(xml, "m:sheetData/m:row/m:c")
    relations = _relations(held, part)
    comments = {
        comment.get("ref"): "".join(t.text or "" for t in _find(comment, ".//m:t"))
        for _id, kind, target in relations
        if kind.endswith("/comments")
        for comment in _find(etree.fromstring(held[target]), ".//m:comment")
    }
    return Sheet(
        name=name,
        cells={cell.get("r"): _value(cell, texts) for cell in cells},
        looks={cell.get("r"): looks[int(cell.get("s", "0"))] for cell in cells},
        comments=comments,
        links={link.get("ref"): link.get("location") for link in _find(xml, ".//m:hyperlink")},
        relations=tuple((kind, target) for _id, kind, target in relations),
        xml=xml,
    )


def _value(cell: Any, texts: list[str]) -> Value:
    value = cell.find("m:v", _NAMES)
    if value is None:
        return None
    return texts[int(value.text)] if cell.get("t") == "s" else Decimal(value.text)


def _looks(styles: Any) -> list[Look]:
    shown = {f.get("numFmtId"): f.get("formatCode") for f in _find(styles, "m:numFmts/m:numFmt")}
    shown |= {"0": "General", "1": "0", "2": "0.00"}
    fonts, fills, borders = (_find(styles, f"m:{kind}/*") for kind in ("fonts", "fills", "borders"))
    return [
        Look(
            shown[xf.get("numFmtId")],
            fonts[int(xf.get("fontId"))].find("m:b", _NAMES) is not None,
            next(iter(fills[int(xf.get("fillId"))].xpath(".//@rgb")), ""),
            next(iter(borders[int(xf.get("borderId"))].xpath("*/@style")), ""),
        )
        for xf in _find(styles, "m:cellXfs/m:xf")
    ]


def _relations(held: dict[str, bytes], part: str) -> list[tuple[str, str, str]]:
    """Return the id, kind and target of each relation of a part."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in held:
        return []
    return [
        (
            found.get("Id"),
            found.get("Type"),
            posixpath.normpath(posixpath.join(folder, found.get("Target"))),
        )
        for found in _find(etree.fromstring(held[rels]), "r:Relationship")
    ]


def _find(xml: Any, path: str) -> list[Any]:
    return list(xml.findall(path, _NAMES))
