"""Web pages saved as one file (MHTML), as browsers and Word do: the page in it, no pictures."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser

from parsers.document import Document, Unreadable
from parsers.messages import marked
from parsers.readers import html
from parsers.readers.flow import TOO_LARGE

# What a saved page may come to, with its pictures; parts in parts cost the time of each line again.
_BYTES_MOST = 64 * 1024 * 1024
_NESTED_MOST = 8

NO_PAGE = marked("the file was saved from a web page, but the page is not in it or is damaged")


def read(data: bytes) -> Document:
    """Read the first web page in a file of parts; raise `Unreadable` where there is none."""
    if len(data) > _BYTES_MOST:
        raise Unreadable(TOO_LARGE)
    if data.lower().count(b"multipart/") > _NESTED_MOST:
        raise Unreadable(NO_PAGE)
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        page = next((p for p in message.walk() if p.get_content_type() == "text/html"), None)
        content = page.get_payload(decode=True) if page else None
    except (RecursionError, ValueError, LookupError) as error:
        raise Unreadable(NO_PAGE) from error
    if not isinstance(content, bytes) or not content.strip():
        raise Unreadable(NO_PAGE)
    return html.read(content)
