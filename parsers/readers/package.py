"""The ZIP package that a Word file is: which kind it is, and its parts as XML, within bounds.

A package is a stranger's: what it says of its sizes may be a lie, and a part may unpack to
gigabytes. Each part is unpacked up to a bound, with its checksum, so that no flipped bit can make a
5 of a 1; its XML may hold no entities and nests no deeper than the parser allows; nothing outside
the file is ever fetched.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from parsers.document import Unreadable
from parsers.messages import Message, marked
from parsers.readers import FOREIGN

Element = Any
"""An element of lxml, which has no types of its own."""

TRUNCATED = marked("the Word, Excel or ZIP file is truncated: its end is missing")
DAMAGED = marked("the Word file is damaged and cannot be opened")
ENCRYPTED = marked("the file is encrypted and asks for a password")
TOO_LARGE = marked("the Word file unpacks to more than gouji reads")

OFD = marked("an OFD file (open it in an OFD reader and export it as PDF)")
EXCEL = marked("an Excel workbook")
POWERPOINT = marked("a PowerPoint presentation")
OPEN_DOCUMENT = marked("an OpenDocument file (save it as .docx or PDF)")
VISIO = marked("a Visio drawing")
EPUB = marked("an EPUB book")
JAVA = marked("a Java archive")
ZIP = marked("a ZIP archive")

# What the main part of a package says of itself, and what to call the others.
_WORD = "wordprocessingml", "ms-word."
_OTHERS = (
    (("spreadsheetml", "ms-excel."), EXCEL),
    (("presentationml", "ms-powerpoint."), POWERPOINT),
    (("ms-visio.",), VISIO),
)

# More parts than any document has, more bytes and tags than the longest report.
_PARTS_MOST = 20_000
_BYTES_MOST = 64 * 1024 * 1024
_TAGS_MOST = 1_000_000

# The length of the record at the end of a package, in bytes.
_END_LEAST = 22

_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMESPACES = (
    (_STRICT + b"wordprocessingml/main", _TRANSITIONAL + b"wordprocessingml/2006/main"),
    (_STRICT + b"officeDocument/", _TRANSITIONAL + b"officeDocument/2006/"),
)


class Package:
    """An opened package; its parts are found by name, whatever the case of its letters."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._parts: dict[str, list[zipfile.ZipInfo]] = {}
        for part in archive.infolist():
            name = part.filename.replace("\\", "/").strip("/").lower()
            self._parts.setdefault(name, []).append(part)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def bytes(self, name: str) -> bytes:
        """Return what a part holds; raise `Unreadable` where it is missing, damaged, too large."""
        parts = self._parts.get(name.lower(), [])
        if len(parts) != 1:  # of two parts of one name nobody can tell which is meant
            raise Unreadable(DAMAGED)
        part = parts[0]
        if part.flag_bits & 1:
            raise Unreadable(ENCRYPTED)
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable(DAMAGED)
        if part.file_size > _BYTES_MOST:
            raise Unreadable(TOO_LARGE)
        try:
            with self._archive.open(part) as file:
                data = file.read(part.file_size + 1)
        except Exception as error:
            raise Unreadable(DAMAGED) from error
        if len(data) != part.file_size:
            raise Unreadable(DAMAGED)
        return data

    def xml(self, name: str) -> Element:
        """Return the root element of a part; raise `Unreadable` where it is no sound XML."""
        data = self.bytes(name)
        if data.count(b"<") > _TAGS_MOST:
            raise Unreadable(TOO_LARGE)
        if _STRICT in data:
            for strict, transitional in _STRICT_NAMESPACES:
                data = data.replace(strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable(DAMAGED) from error
        if root.getroottree().docinfo.doctype:  # a package's XML has none, and entities need one
            raise Unreadable(DAMAGED)
        return root

    def related(self, source: str = "") -> dict[str, str]:
        """Return the parts that a part relates to, by kind (`styles`); those of the package for "".

        What lies outside the package is left out.
        """
        folder = dirname(source)
        name = join(folder, "_rels", f"{source[len(folder) :].strip('/')}.rels")
        if name not in self:
            return {}
        found: dict[str, str] = {}
        for relationship in self.xml(name).iter("{*}Relationship"):
            target = relationship.get("Target", "")
            if relationship.get("TargetMode") != "External" and target:
                kind = relationship.get("Type", "").rpartition("/")[2]
                found.setdefault(kind, normpath(join("/", folder, target)).lstrip("/"))
        return found


def opened(data: bytes) -> Package:
    """Open the package in `data`; raise `Unreadable` where it is truncated, damaged or foreign."""
    if data.count(b"PK\x01\x02") > _PARTS_MOST:
        raise Unreadable(TOO_LARGE)
    try:
        package = Package(zipfile.ZipFile(BytesIO(data)))
    except Exception as error:
        end = data.rfind(b"PK\x05\x06")
        whole = 0 <= end <= len(data) - _END_LEAST
        raise Unreadable(DAMAGED if whole else TRUNCATED) from error
    kind = _other_kind(package)
    if kind:
        raise Unreadable(FOREIGN, kind=Message(kind))
    return package


def _other_kind(package: Package) -> str:
    """Return what a package is called that is no Word file, empty for one that is."""
    if "[Content_Types].xml" in package:
        types = [
            kind
            for override in package.xml("[Content_Types].xml").iter("{*}Override", "{*}Default")
            if (kind := override.get("ContentType", "")).endswith(("main+xml", "main"))
        ]
        if any(word in kind for kind in types for word in _WORD):
            return ""
        for words, name in _OTHERS:
            if any(word in kind for kind in types for word in words):
                return name
    if "word/document.xml" in package:
        return ""
    if "OFD.xml" in package:
        return OFD
    if "mimetype" in package:
        mimetype = package.bytes("mimetype")[:100]
        if b"opendocument" in mimetype:
            return OPEN_DOCUMENT
        if b"epub" in mimetype:
            return EPUB
    return JAVA if "META-INF/MANIFEST.MF" in package else ZIP
