"""PDFs of one page, written by hand: what stands in them is what a test says, to the byte."""

from __future__ import annotations

from collections.abc import Mapping

HELVETICA = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"


def small_pdf(
    content: bytes,
    page: bytes = b"",
    resources: bytes = b"",
    fonts: bytes = b"/F1 5 0 R",
    more: Mapping[int, bytes] = {},
    pages: int = 1,
    catalog: bytes = b"",
) -> bytes:
    """Return a PDF whose page has this content, with Helvetica as F1.

    `page`, `resources` and `catalog` are put into their dictionaries; `more` are objects from
    number 6 on.
    """
    kids = b" ".join([b"3 0 R"] * pages)
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R %s>>" % catalog,
        2: b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, pages),
        3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources <</Font <<%s>> %s>> %s>>" % (fonts, resources, page),
        4: stream(content),
        5: HELVETICA,
        **more,
    }
    data, places = b"%PDF-1.4\n", []
    for number, body in sorted(objects.items()):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<</Size %d /Root 1 0 R>>\n" % (len(objects) + 1)
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def stream(content: bytes, about: bytes = b"") -> bytes:
    """Return a stream object of this content; `about` is put into its dictionary."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (about, len(content), content)


def form(content: bytes, about: bytes = b"") -> bytes:
    """Return a form that a page may paint."""
    return stream(
        content,
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
        b"/Resources <</Font <</F1 5 0 R>> /XObject <<%s>>>>" % about,
    )


def text(x: float, y: float, printed: bytes, size: float = 12) -> bytes:
    """Return the content that prints a line at a place, y upwards."""
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, printed)
