"""What is drawn on a page, through PDFium: ruling lines, clips, and how much of it is pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import pypdfium2.raw as pdfium

from parsers.geometry import Box, edges

# A filled box this thin is a drawn line; a line this thick is a background. In points.
_THIN = 3.0
_THICK = 6.0
# A line this far from level or upright is a slope, and a shorter one is a dot. In points.
_SLOPE = 1.0
_DOT = 0.4
# More dark grounds than these are a picture, not the ground of tables.
_GROUNDS_MOST = 100
# What of a page's comments and fields may show a figure, and how many are looked at.
_SHOWING = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP)
_COMMENTS_MOST = 5000
# Forms may hold forms. What is nested deeper is not drawn by any office program.
_DEEPEST = 8

Point = tuple[float, float]


class Matrix(NamedTuple):
    """An affine map of the plane, as PDF writes it."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> Point:
        """Return where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, outer: Matrix) -> Matrix:
        """Return this map with `outer` after it."""
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            *outer.point(self.e, self.f),
        )


class Painted(NamedTuple):
    """An object of a page: its handle, kind, and the map of the forms that it stands in, if any."""

    handle: Any
    kind: int
    outer: Matrix | None


def objects(page: Any) -> Iterator[Painted]:
    """Yield all objects of a page, those inside forms too."""
    count = pdfium.FPDFPage_CountObjects(page)
    yield from _walk((pdfium.FPDFPage_GetObject(page, i) for i in range(count)), None, 0)


def _walk(handles: Iterator[Any], outer: Matrix | None, depth: int) -> Iterator[Painted]:
    for handle in handles:
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield Painted(handle, kind, outer)
        elif depth < _DEEPEST:
            own = matrix_of(handle)
            inside = own.then(outer) if outer else own
            count = pdfium.FPDFFormObj_CountObjects(handle)
            held = (pdfium.FPDFFormObj_GetObject(handle, i) for i in range(count))
            yield from _walk(held, inside, depth + 1)


def matrix_of(handle: Any) -> Matrix:
    """Return the map of an object's own space to that of what it stands in."""
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return Matrix()
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def bounds_of(it: Painted) -> Box:
    """Return the smallest rectangle around an object, y upwards as the page counts."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(it.handle, *edges):
        return Box(0.0, 0.0, 0.0, 0.0)
    x0, y0, x1, y1 = (edge.value for edge in edges)
    if it.outer:
        (x0, y0), (x1, y1) = it.outer.point(x0, y0), it.outer.point(x1, y1)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def clip_of(handle: Any) -> Box | None:
    """Return the rectangle outside of which an object is not shown; None where there is none.

    Only for what stands on the page itself: a form's clips are in the form's own space.
    """
    clip = pdfium.FPDFPageObj_GetClipPath(handle)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    box: Box | None = None
    for index in range(max(count, 0)):
        corners = range(pdfium.FPDFClipPath_CountPathSegments(clip, index))
        # Of a rectangle two corners that face each other tell all.
        places = (0, 2) if len(corners) in (4, 5) else corners
        points = [
            _point(pdfium.FPDFClipPath_GetPathSegment(clip, index, place)) for place in places
        ]
        if not points:
            continue
        own = _around(points)
        box = own if box is None else _common(box, own)
    return box


def _common(a: Box, b: Box) -> Box:
    return Box(max(a.x0, b.x0), max(a.top, b.top), min(a.x1, b.x1), min(a.bottom, b.bottom))


def _point(segment: Any) -> Point:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _around(points: Iterable[Point | None]) -> Box:
    xs, ys = zip(*(point for point in points if point), strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


# -- pictures -------------------------------------------------------------------------------------


def pictures(page: Any, objects: Iterable[Painted]) -> Iterator[Box]:
    """Yield the boxes of pictures, form fields and comments, y upwards; a line is no picture."""
    for it in objects:
        if it.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = bounds_of(it)
            if not _thin(box):
                yield box
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _COMMENTS_MOST)):
        mark = pdfium.FPDFPage_GetAnnot(page, index)
        rect = pdfium.FS_RECTF()
        shows = pdfium.FPDFAnnot_GetSubtype(mark) in _SHOWING
        hidden = pdfium.FPDFAnnot_GetFlags(mark) & (
            pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
        )
        if shows and not hidden and pdfium.FPDFAnnot_GetRect(mark, rect):
            yield Box(rect.left, rect.bottom, rect.right, rect.top)
        pdfium.FPDFPage_CloseAnnot(mark)


# -- ruling lines ---------------------------------------------------------------------------------


def rulings(objects: Iterable[Painted]) -> Iterator[Box]:
    """Yield the visible straight lines among the objects of a page, y upwards.

    A line is drawn as a stroke, as a thin filled box, as the ring between two boxes, as a picture
    that is stretched, or as what is left of a dark ground between white boxes. Else a background
    has none.
    """
    grounds: list[Box] = []
    for it in objects:
        if it.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found = [line for line in (_thin(bounds_of(it)),) if line]
        elif it.kind == pdfium.FPDF_PAGEOBJ_PATH:
            found = list(_path_rulings(it, grounds))
        else:
            continue
        clip = clip_of(it.handle) if found and it.outer is None else None
        for line in found:
            shown = _common(line, _widened(clip)) if clip else line
            if shown.x0 <= shown.x1 and shown.top <= shown.bottom:
                yield shown


def grounds(objects: Iterable[Painted]) -> Iterator[Box]:
    """Yield the boxes of what is painted on a page and is not white: fills and pictures."""
    for it in objects:
        if it.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield bounds_of(it)
        elif it.kind == pdfium.FPDF_PAGEOBJ_PATH:
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDFPath_GetDrawMode(it.handle, fill, stroke)
            if fill.value and tone(it.handle, pdfium.FPDFPageObj_GetFillColor) != "white":
                yield bounds_of(it)


def _widened(box: Box) -> Box:
    return Box(box.x0 - _SLOPE, box.top - _SLOPE, box.x1 + _SLOPE, box.bottom + _SLOPE)


def _path_rulings(it: Painted, grounds: list[Box]) -> Iterator[Box]:
    """Yield the lines of a path; the dark grounds painted before it are in `grounds`."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(it.handle, fill, stroke):
        return
    own = matrix_of(it.handle)
    matrix = own.then(it.outer) if it.outer else own
    if stroke.value and tone(it.handle, pdfium.FPDFPageObj_GetStrokeColor) != "white":
        width = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(it.handle, width)
        if width.value * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5 <= _THICK:
            for part in _subpaths(it.handle, matrix):
                yield from _level_or_upright(part)
    elif fill.value:
        light = tone(it.handle, pdfium.FPDFPageObj_GetFillColor)
        if light == "white" and not grounds:
            return
        boxes = [_around(part) for part in _subpaths(it.handle, matrix) if None not in part]
        if light != "white":
            yield from _filled(boxes)
        if light == "dark":
            grounds += [box for box in boxes if not _thin(box)][: _GROUNDS_MOST - len(grounds)]
        elif light == "white":
            for box in boxes:
                if any(_is_within(box, ground) for ground in grounds):
                    yield from edges(box)


def _is_within(box: Box, ground: Box) -> bool:
    """Tell whether a box is painted on a ground and leaves some of it."""
    common = _common(box, _widened(ground))
    return common == box and any(abs(a - b) > _DOT for a, b in zip(box, ground, strict=True))


def tone(handle: Any, colour_of: Any) -> Literal["white", "dark", "between"]:
    """Tell how light a colour is; a transparent one is as good as white, a pattern has none."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour_of(handle, red, green, blue, alpha):
        return "between"
    if alpha.value <= 5 or min(red.value, green.value, blue.value) >= 250:
        return "white"
    light = 0.3 * red.value + 0.6 * green.value + 0.1 * blue.value
    return "dark" if light < 128 and alpha.value > 200 else "between"


def _subpaths(handle: Any, matrix: Matrix) -> Iterator[list[Point | None]]:
    """Yield the corners of each part of a path, None for what lies between them in a curve.

    A part that is closed ends where it began.
    """
    part: list[Point | None] = []
    for index in range(pdfium.FPDFPath_CountSegments(handle)):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(part) > 1:
                yield part
            part = []
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            part.append(None)
        part.append(matrix.point(*_point(segment)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            part.append(part[0])
    if len(part) > 1:
        yield part


def _level_or_upright(part: Sequence[Point | None]) -> Iterator[Box]:
    for start, end in pairwise(part):
        if start is None or end is None:
            continue
        line = _around([start, end])
        wide, high = line.x1 - line.x0, line.bottom - line.top
        if min(wide, high) <= _SLOPE and max(wide, high) > _DOT:
            yield _axis(line)


def _filled(boxes: Sequence[Box]) -> Iterator[Box]:
    """Yield the lines among the filled parts of a path: thin boxes, and rings between two."""
    for box in boxes:
        if line := _thin(box):
            yield line
    for outer, inner in pairwise(boxes):
        gaps = [abs(a - b) for a, b in zip(outer, inner, strict=True)]
        if max(gaps) <= _THIN and max(gaps) > 0 and not _thin(outer):
            yield from edges(outer)


def _thin(box: Box) -> Box | None:
    """Return the line that a thin box is, None where it is none."""
    wide, high = box.x1 - box.x0, box.bottom - box.top
    return _axis(box) if min(wide, high) <= _THIN and max(wide, high) > _DOT else None


def _axis(box: Box) -> Box:
    """Return the middle line of a thin box, along its longer side."""
    if box.x1 - box.x0 >= box.bottom - box.top:
        y = (box.top + box.bottom) / 2
        return Box(box.x0, y, box.x1, y)
    x = (box.x0 + box.x1) / 2
    return Box(x, box.top, x, box.bottom)
