"""Ruling lines to cells: the regions of a page that lines wall off from each other.

Lines are snapped to a lattice and the lattice's unit squares joined wherever no line stands
between them. Unlike a search for four corners this reads a cell whose border was left out where a
page breaks, and costs one pass over the lattice.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from parsers.geometry import Box, bounds

# Lines nearer than this are one line; ends nearer than this meet. In points.
_SNAP = 3.0
# Several lines side by side, as those of cells that stand apart, are one line up to this width.
_WIDEST = 4.5
# A piece this short is a dot, and this many dots that nearly meet are a line.
_DOT, _DOTS = 2.0, 4
# A page with more lines, or a lattice with more squares, is a drawing and no table.
_LINES_MOST, _SQUARES_MOST = 3000, 200_000
# A column that no line divides is at most this wide.
_BESIDE = 150.0


class Lattice(Struct, frozen=True):
    """A ruled table: the x of its column lines, the y of its row lines, its cells.

    A cell is (row, column, row span, column span), counted from 0.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]

    @property
    def box(self) -> Box:
        """The rectangle that the table fills."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, cell: tuple[int, int, int, int]) -> Box:
        """Return the rectangle of a cell."""
        row, column, height, width = cell
        return Box(self.xs[column], self.ys[row], self.xs[column + width], self.ys[row + height])

    def square(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the row and column of the unit square that holds a point, None outside."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        inside = 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1
        return (row, column) if inside else None


def lattices(rulings: Iterable[Box]) -> list[Lattice]:
    """Return the ruled tables of a page, from top to bottom; boxes of one column are none."""
    horizontal: list[Box] = []
    vertical: list[Box] = []
    dots: list[Box] = []
    for ruling in rulings:
        wide, high = ruling.x1 - ruling.x0, ruling.bottom - ruling.top
        if max(wide, high) <= _DOT:
            dots.append(ruling)
        else:
            (horizontal if wide >= high else vertical).append(ruling)
    horizontal += _dotted(dots, flat=True)
    vertical += _dotted(dots, flat=False)
    horizontal, vertical = _merged(horizontal, flat=True), _merged(vertical, flat=False)
    if len(horizontal) + len(vertical) > _LINES_MOST:
        return []
    found = []
    for group in _touching(horizontal, vertical):
        lattice = _lattice(*group)
        if lattice is not None:
            found.append(lattice)
    return sorted(found, key=lambda lattice: lattice.box.top)


def _dotted(dots: Sequence[Box], flat: bool) -> list[Box]:
    """Return the lines that dots make up; a dot in a corner belongs to two."""
    rows: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for dot in dots:
        x, y = (dot.x0 + dot.x1) / 2, (dot.top + dot.bottom) / 2
        at, along = (y, x) if flat else (x, y)
        rows[round(at, 1)].append((along, along))
    lines = []
    for at, places in rows.items():
        places.sort()
        for start, end in _joined(places):
            count = bisect_right(places, (end, end)) - bisect_left(places, (start, start))
            if count >= _DOTS:
                lines.append(Box(start, at, end, at) if flat else Box(at, start, at, end))
    return lines


def _merged(lines: Sequence[Box], flat: bool) -> list[Box]:
    """Snap lines to common positions and join those that overlap or nearly meet."""
    spans: dict[float, list[tuple[float, float]]] = defaultdict(list)
    snapped = _snap(line.top if flat else line.x0 for line in lines)
    for line in lines:
        at = snapped[line.top if flat else line.x0]
        spans[at].append((line.x0, line.x1) if flat else (line.top, line.bottom))
    merged = []
    for at, pieces in spans.items():
        for start, end in _joined(sorted(pieces)):
            merged.append(Box(start, at, end, at) if flat else Box(at, start, at, end))
    return merged


def _snap(positions: Iterable[float]) -> dict[float, float]:
    """Map each position to the mean of the cluster that it belongs to."""
    snapped: dict[float, float] = {}
    cluster: list[float] = []
    for position in [*sorted(set(positions)), float("inf")]:
        if cluster and (position - cluster[-1] > _SNAP or position - cluster[0] > _WIDEST):
            mean = sum(cluster) / len(cluster)
            snapped |= dict.fromkeys(cluster, mean)
            cluster = []
        cluster.append(position)
    return snapped


def _joined(pieces: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in pieces:
        if joined and start - joined[-1][1] <= _SNAP:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _touching(horizontal: list[Box], vertical: list[Box]) -> list[tuple[list[Box], list[Box]]]:
    """Group lines into tables: those that cross or meet each other, directly or through others."""
    groups: list[tuple[list[Box], list[Box]]] = []
    free_h, free_v = set(horizontal), set(vertical)
    while free_h:
        group_h: list[Box] = [free_h.pop()]
        group_v: list[Box] = []
        frontier: list[tuple[Box, bool]] = [(group_h[0], True)]
        while frontier:
            line, flat = frontier.pop()
            others = free_v if flat else free_h
            met = [o for o in others if (_meet(line, o) if flat else _meet(o, line))]
            others.difference_update(met)
            (group_v if flat else group_h).extend(met)
            frontier.extend((o, not flat) for o in met)
        groups.append((group_h, group_v))
    for group_h, group_v in groups:
        group_v += [line for line in free_v if _runs_along(line, bounds([*group_h, *group_v]))]
    return groups


def _runs_along(line: Box, table: Box) -> bool:
    """Tell whether a line that meets none of a table's is the edge of a column on its own.

    Such is one merged cell from end to end, where a page begins and ends inside it.
    """
    near = table.x0 - _BESIDE < line.x0 < table.x1 + _BESIDE
    return near and abs(line.top - table.top) < _SNAP and abs(line.bottom - table.bottom) < _SNAP


def _meet(h: Box, v: Box) -> bool:
    return h.x0 - _SNAP <= v.x0 <= h.x1 + _SNAP and v.top - _SNAP <= h.top <= v.bottom + _SNAP


def _lattice(horizontal: list[Box], vertical: list[Box]) -> Lattice | None:
    """Return the cells that a group of lines walls off; None where there are no two columns."""
    if len(horizontal) < 2 or not vertical:
        return None
    edge = bounds([*horizontal, *vertical])
    xs = _positions([v.x0 for v in vertical], edge.x0, edge.x1)
    ys = _positions([h.top for h in horizontal], edge.top, edge.bottom)
    rows, columns = len(ys) - 1, len(xs) - 1
    if columns < 2 or rows < 1 or rows * columns > _SQUARES_MOST:
        return None
    floors = _walls(((h.top, h.x0, h.x1) for h in horizontal), ys, xs)
    sides = _walls(((v.x0, v.top, v.bottom) for v in vertical), xs, ys)
    region = _regions(rows, columns, floors, sides)
    cells = _rectangles(region, rows, columns)
    return Lattice(xs, ys, tuple(cells))


def _positions(inner: list[float], first: float, last: float) -> tuple[float, ...]:
    """Return the sorted positions with both ends of the table, open or drawn."""
    positions = sorted(set(inner))
    if positions[0] - first > _SNAP:
        positions.insert(0, first)
    if last - positions[-1] > _SNAP:
        positions.append(last)
    return tuple(positions)


def _walls(
    lines: Iterable[tuple[float, float, float]], across: Sequence[float], along: Sequence[float]
) -> set[tuple[int, int]]:
    """Return (line, unit) for each unit of the lattice that a line runs along."""
    walls = set()
    for at, start, end in lines:
        index = bisect_left(across, at)
        for unit in range(len(along) - 1):
            if start <= along[unit] + _SNAP and end >= along[unit + 1] - _SNAP:
                walls.add((index, unit))
    return walls


def _regions(
    rows: int, columns: int, floors: set[tuple[int, int]], sides: set[tuple[int, int]]
) -> dict[tuple[int, int], int]:
    """Number the unit squares by the walled region that each belongs to."""
    region: dict[tuple[int, int], int] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in region:
                continue
            number = len(region)
            stack = [(row, column)]
            while stack:
                r, c = stack.pop()
                if (r, c) in region:
                    continue
                region[r, c] = number
                neighbours = (
                    ((r + 1, c), r + 1 < rows and (r + 1, c) not in floors),
                    ((r - 1, c), r > 0 and (r, c) not in floors),
                    ((r, c + 1), c + 1 < columns and (c + 1, r) not in sides),
                    ((r, c - 1), c > 0 and (c, r) not in sides),
                )
                stack.extend(square for square, is_open in neighbours if is_open)
    return region


def _rectangles(
    region: dict[tuple[int, int], int], rows: int, columns: int
) -> list[tuple[int, int, int, int]]:
    """Return the regions that are rectangles, in row order; an L-shaped region is no cell."""
    members: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in range(rows):
        for column in range(columns):
            members[region[row, column]].append((row, column))
    cells = []
    for squares in members.values():
        (top, _), (bottom, _) = squares[0], squares[-1]
        left, right = min(c for _, c in squares), max(c for _, c in squares)
        height, width = bottom - top + 1, right - left + 1
        if height * width == len(squares):
            cells.append((top, left, height, width))
    return cells
