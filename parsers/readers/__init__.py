"""Readers: the bytes of a file to a Document. Chosen by what the file holds, not by its name."""

from __future__ import annotations

from importlib import import_module

from parsers.document import Document, Unreadable
from parsers.messages import Message, marked

WEB_PAGE = marked("a web page")
EMPTY = marked("the file is empty")
FOREIGN = marked("this is {kind}, not a report that gouji can read")

# What the first bytes of other people's files look like, and what to call them.
_SIGNATURES = (
    (b"\x89PNG", marked("a PNG picture")),
    (b"\xff\xd8\xff", marked("a JPEG picture")),
    (b"GIF8", marked("a GIF picture")),
    (b"II*\x00", marked("a TIFF picture")),
    (b"MM\x00*", marked("a TIFF picture")),
    (b"Rar!", marked("an RAR archive")),
    (b"7z\xbc\xaf", marked("a 7z archive")),
)
# What office programs write; which of them, the reader tells.
_OFFICE = (
    (b"PK\x03\x04", "docx"),
    (b"PK\x05\x06", "docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "office"),
)
_WEB_PAGE = (b"<!doctype html", b"<html", b"<?xml")


def sniff(data: bytes) -> str:
    """Return the reader for `data`, by its content; raise `Unreadable` for what is foreign."""
    if not data.strip():
        raise Unreadable(EMPTY)
    for signature, reader in _OFFICE:
        if data.startswith(signature):
            return reader
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(FOREIGN, kind=Message(kind))
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WEB_PAGE):
        raise Unreadable(FOREIGN, kind=Message(WEB_PAGE))
    return "text"


def read(data: bytes) -> Document:
    """Read `data` with the reader for it; raise `Unreadable` where that cannot be done."""
    module = import_module(f"{__name__}.{sniff(data)}")
    document: Document = module.read(data)
    return document
