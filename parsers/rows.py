"""Printed rows to a form's rows by their labels; a row that a page break cut is joined again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from parsers import labels, numbers
from parsers.forms import FormTable, address
from parsers.labels import Match, Names
from parsers.tables import Figure, Reading, unmatched_row


class Printed(Struct, frozen=True):
    """A printed row: its label, its figures by the form's column, the columns that have heads.

    `continues` marks the first row after a page break, which may be the rest of the last before.
    `group` is the label over several rows that stands beside it, empty where none is known.
    """

    label: str
    figures: dict[str, Figure]
    heads: frozenset[str]
    page: int | None = None
    continues: bool = False
    group: str = ""


def match_rows(printed: Sequence[Printed], form: FormTable) -> Reading:
    """Give printed rows their addresses by label; halves of a row over a page break are joined.

    Of two rows with the same label the one with the form's numbering counts; where both are as like
    it and their figures differ nobody can tell which is misprinted, and neither is read. A row
    of which not even half the columns have heads is another table's with a like label, and one in
    another group than the form's is another row.
    """
    reading = Reading()
    names = form.row_names
    rows = [(row, _matched(row, form, names)) for row in _mended(printed, names)]
    likest = _likest(rows)
    for row, match in rows:
        columns = {c.id for c in form.columns_of(form.row(match.id))} if match else set()
        known = 2 * len(columns & row.heads) > len(columns)
        blank = not any(f.text.strip() for f in row.figures.values())
        sure = match and likest[match.id] == _texts(row)
        if match and sure and match.id not in reading.labels and known:
            reading.labels[match.id] = row.label
            reading.figures |= {
                address(form.id, match.id, c): f for c, f in row.figures.items() if c in columns
            }
        elif labels.bare(row.label) or not blank:
            reading.unmatched.append(unmatched_row(row.label, row.figures.values()))
    return reading


def _likest(rows: Iterable[tuple[Printed, Match | None]]) -> dict[str, list[str] | None]:
    """Return the figures of the row that is most like each of the form's, None where two differ."""
    likest: dict[str, tuple[float, list[str] | None]] = {}
    for row, match in rows:
        if match:
            best, texts = likest.get(match.id, (-1.0, None))
            if match.as_printed > best:
                likest[match.id] = match.as_printed, _texts(row)
            elif match.as_printed == best and texts != _texts(row):
                likest[match.id] = best, None
    return {id: texts for id, (_, texts) in likest.items()}


def _texts(row: Printed) -> list[str]:
    return [figure.text.strip() for figure in row.figures.values()]


def _matched(row: Printed, form: FormTable, names: Names) -> Match | None:
    """Return the form's row that a printed one is: by its label, in its own group or in none.

    A generic label needs the group that is printed to be its own, or a piece of it.
    """
    match = labels.match(row.label, names)
    group = labels.bare(row.group)
    if match is None or not group:
        return match
    own = labels.bare(form.row(match.id).group)
    printed = labels.match(row.group, [(name, (name,)) for name in form.groups])
    if printed:
        return match if printed.id == own else None
    return None if labels.is_generic(row.label) and group not in own else match


def _mended(printed: Sequence[Printed], names: Names) -> list[Printed]:
    """Join the two halves of a row that a page break cut through."""
    rows: list[Printed] = []
    for row in printed:
        whole = _whole(rows[-1], row, names) if rows and row.continues else None
        if whole:
            rows[-1] = whole
        else:
            rows.append(row)
    return rows


def _whole(first: Printed, second: Printed, names: Names) -> Printed | None:
    """Return the row that two halves make up, None where they are two rows.

    Together the halves of a label are at least as like the form's as either is alone: 2.其他 and
    法律行政法规禁止公开, each of which is like another row's label too. A figure that was cut with
    its row is left out, not read, where its halves could be more than one.
    """
    one, other = labels.match(first.label, names), labels.match(second.label, names)
    label = first.label + second.label
    both = labels.match(label, names)
    is_same = bool(one and other and one.id == other.id)
    alone = max((half.likeness for half in (one, other) if half), default=0.0)
    if not is_same and (both is None or alone > both.likeness):
        return None
    figures = dict(first.figures)
    in_both = False
    uncertain: list[str] = []
    for column, figure in second.figures.items():
        upper = figures.get(column, figure).text if column in figures else ""
        if not upper.strip():
            figures[column] = figure
        elif figure.text.strip():
            in_both = True
            text = numbers.joined(upper, figure.text)
            figures[column] = structs.replace(figures[column], text=text)
            uncertain += [column] if not text else []
    # Below a whole label there may be another row, which lost its own, if its figures are whole.
    is_cut = both is not None and both.likeness > alone
    is_rest = not labels.bare(second.label) and any(not f.text for f in second.figures.values())
    if in_both and not (is_cut or is_rest):
        return None
    for column in uncertain:
        del figures[column]
    return structs.replace(first, label=first.label if is_same else label, figures=figures)
