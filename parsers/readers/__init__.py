"""Readers: the bytes of a file to a Document. Chosen by what the file holds, not by its name."""

from __future__ import annotations

import re
from importlib import import_module

from parsers.document import Document, Unreadable
from parsers.messages import Message, marked

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
_OTHER_XML = marked("an XML file")
_TAGS = (
    rb"html|head|meta|title|body|div|section|article|main|table|tbody|tr|td|p|br|span|font|center"
    rb"|h[1-6]|ul|ol|li|a|b|strong|form|script|style|link|img|pre"
)
_BEGINS_A_PAGE = re.compile(rb"<!doctype\s+html|<!--|<html[\s>]", re.IGNORECASE)
_BEGINS_A_PART = re.compile(rb"<(?:%s)[\s/>]" % _TAGS, re.IGNORECASE)
_TAG = re.compile(rb"</?(?:%s)(?:\s[^<>]{0,500})?/?>" % _TAGS, re.IGNORECASE)
_IN_PARTS = re.compile(rb"^content-type:\s*(?:multipart/related|text/html)", re.I | re.MULTILINE)
_HEADER = re.compile(rb"[A-Za-z-]{2,40}:\s")
# A text that has a stray < or two in it is text still.
_TAGS_LEAST = 5


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
    return _marked_up(data) or "text"


def _marked_up(data: bytes) -> str:
    """Return which kind of web page `data` is, as its beginning shows; empty where it is none."""
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<\0" in head[:64] or b"\0<" in head[:64]:
        head = head.replace(b"\0", b"")
    head = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _HEADER.match(head) and _IN_PARTS.search(head[:4096]):
        return "mhtml"
    if head.startswith(b"<?xml") and not _TAG.search(head) and b"<!DOCTYPE html" not in head:
        raise Unreadable(FOREIGN, kind=Message(_OTHER_XML))
    # A picture that is written into a page may fill all of its beginning.
    tags = len(_TAG.findall(head + data[65536:][-65536:]))
    is_part = _BEGINS_A_PART.match(head) and tags > 1
    return "html" if _BEGINS_A_PAGE.match(head) or is_part or tags >= _TAGS_LEAST else ""


def read(data: bytes) -> Document:
    """Read `data` with the reader for it; raise `Unreadable` where that cannot be done."""
    module = import_module(f"{__name__}.{sniff(data)}")
    document: Document = module.read(data)
    return document
