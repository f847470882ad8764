"""What in a form does not fit together, each with the key at which its author can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import structs

from parsers.checks.register import RULES, unknown
from parsers.forms import Form, FormTable, Identity, address, chosen
from parsers.forms.origin import BASE, Origin
from parsers.labels import Names, bare, is_generic, number
from parsers.messages import Message, marked
from parsers.spelling import nearest, short
from parsers.toml.faults import EMPTY, Fault
from parsers.toml.places import Key

NO_SUCH = marked("there is no {name} here; the nearest is {near}")
NO_CELL = marked("this needs the cell {cell}, which the table does not have")
NO_SIDE = marked("nothing of the table stands on this side, at least as older reports print it")
BAD_ID = marked("an id is made of letters, digits, _ and -, not {id}")
TWICE = marked("the id {id} is there already")
SAME_LINE = marked("{rule} is declared for {line} already; choose another rule")
BAD_YEARS = marked("the years must lie between {first} and {last}, the first before the last")
NO_WORD = marked("“{wording}” has no letter or digit outside of brackets to know it by")
TOO_LONG = marked("this is longer than {count} characters")
TAKEN = marked("“{wording}” is what {id} is called already")
TOO_MANY = marked("the form has more than {count} texts")
GAPS = marked("“{wording}” must hold words, and … at most {count} times")

IDENTITY_RULES = tuple(
    code for code, rule in RULES.items() if rule.counted == "identity" and code != "A201"
)
"""The rules that a form's identity may be of; A201 is for totals that nobody declares."""

_FIRST_YEAR, _LAST_YEAR = 2008, 2100
_LONGEST = 200
# Labels and sentences of a report are compared with all of them. The official form has a thousand.
_MOST = 5000
_GAPS_MOST = 3
_ID = re.compile(r"[\w-]+")
_DOTTED_ID = re.compile(r"[\w-]+(?:\.[\w-]+)*")


def faults(form: Form, told: dict[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with `form`, which is what the TOML `told` says."""
    texts = list(_texts(told))
    if len(texts) > _MOST:
        yield (), Message(TOO_MANY, {"count": str(_MOST)})
        return
    for key, text in texts:
        if len(text) > _LONGEST:
            yield key, Message(TOO_LONG, {"count": str(_LONGEST)})
    origin = Origin(told, form)
    yield from _head(form)
    yield from _unplaced(form, told)
    yield from _sections(form, origin)
    for table in form.tables:
        yield from _table(table, form, origin)
    yield from _identities(form, origin)
    for key in ((), ("more",)):
        held = told.get("more", {}) if key else told
        for place, claims in enumerate(held.get("claims", ())):
            yield from _claims(form, claims, (*key, "claims", place))


def _texts(told: Any, key: Key = ()) -> Iterator[tuple[Key, str]]:
    """Yield all texts of a form with their keys."""
    if isinstance(told, str):
        yield key, told
    elif isinstance(told, dict | list):
        for name, held in told.items() if isinstance(told, dict) else enumerate(told):
            yield from _texts(held, (*key, name))


def _head(form: Form) -> Iterator[Fault]:
    yield from _ids([(form.id, ("id",))], _ID)
    years = (form.from_year, form.until_year or form.from_year)
    if not _FIRST_YEAR <= years[0] <= years[1] <= _LAST_YEAR:
        is_first = not _FIRST_YEAR <= years[0] <= _LAST_YEAR
        values = {"first": str(_FIRST_YEAR), "last": str(_LAST_YEAR)}
        yield ("from_year" if is_first else "until_year",), Message(BAD_YEARS, values)
    for name in ("sections", "tables"):
        if not getattr(form, name):
            yield (name,), Message(EMPTY)


def _unplaced(form: Form, told: dict[str, Any]) -> Iterator[Fault]:
    """Yield what is to be added to, or to stand in the place of, what is not there."""
    more = told.get("more", {})
    tables = {table.id: table for table in form.tables}
    for place, longer in enumerate(more.get("tables", ())):
        key: Key = ("more", "tables", place)
        yield from _known(longer["id"], tables, (*key, "id"))
        if longer["id"] in tables and longer.get("behind"):
            table = tables[longer["id"]]
            ids = [*(row.id for row in table.rows), *(column.id for column in table.columns)]
            yield from _known(longer["behind"], ids, (*key, "behind"))
    rows = [f"{t.id}/{r.id}" for t in form.tables for r in (*t.rows, *t.older)]
    columns = [f"{t.id}/*/{c.id}" for t in form.tables for c in t.columns]
    named = [*rows, *columns, *(section.id for section in form.sections)]
    for target in more.get("variants", {}):
        yield from _known(target, named, ("more", "variants", target))
    for place, row in enumerate(told.get("older_rows", ())):
        yield from _known(row, rows, ("older_rows", place))


def _sections(form: Form, origin: Origin) -> Iterator[Fault]:
    keys = {s.id: origin.item("sections", place) for place, s in enumerate(form.sections)}
    yield from _ids([(s.id, origin.item("sections", i)) for i, s in enumerate(form.sections)], _ID)
    titles = [(s.id, (s.title, *s.variants)) for s in form.sections]
    yield from _wordings(titles, "", keys, origin)


def _table(table: FormTable, form: Form, origin: Origin) -> Iterator[Fault]:
    """Yield what is wrong with a table by itself, and with its place in the form."""
    key = origin.table(table.id)
    yield from _ids([(table.id, key)], _ID)
    yield from _known(table.section, [s.id for s in form.sections], (*key, "section"))
    rows = (*table.rows, *table.older)
    row_keys = {
        row.id: origin.line(table.id, "older" if row in table.older else "rows", row.id)
        for row in rows
    }
    column_keys = {c.id: origin.line(table.id, "columns", c.id) for c in table.columns}
    for name, there in (("rows", table.rows), ("columns", table.columns)):
        if not there:
            yield (*key, name), Message(EMPTY)
    yield from _ids([(row.id, row_keys[row.id]) for row in rows], _DOTTED_ID)
    yield from _ids([(c.id, column_keys[c.id]) for c in table.columns], _DOTTED_ID)
    for row in rows:
        for column in row.columns:
            yield from _known(column, column_keys, (*row_keys[row.id], "columns"))
    for row in table.older:
        for replaced in row.replaces:
            ids = [row.id for row in table.rows]
            yield from _known(replaced, ids, (*row_keys[row.id], "replaces"))
    yield from _wordings([(r.id, r.wordings) for r in rows], f"{table.id}/", row_keys, origin)
    columns = [(c.id, c.wordings) for c in table.columns]
    yield from _wordings(columns, f"{table.id}/*/", column_keys, origin)


def _identities(form: Form, origin: Origin) -> Iterator[Fault]:
    tables = {table.id: table for table in form.tables}
    declared: set[tuple[str, str]] = set()
    for place, identity in enumerate(form.identities):
        key = origin.item("identities", place)
        if identity.rule not in IDENTITY_RULES:
            yield (*key, "rule"), unknown(identity.rule, IDENTITY_RULES)
        if identity.table not in tables:
            yield from _known(identity.table, tables, (*key, "table"))
            continue
        table = tables[identity.table]
        # What the base says may name more rows than this form has left of the table.
        wrong = list(_patterns(identity, table, key)) if key != BASE else []
        yield from wrong or _sides(identity, table, key if key != BASE else origin.table(table.id))
        for line, _ in _lines(identity, table):
            if (identity.rule, line) in declared:
                yield key, Message(SAME_LINE, {"rule": identity.rule, "line": line})
            declared.add((identity.rule, line))


def _sides(identity: Identity, table: FormTable, key: Key) -> Iterator[Fault]:
    """Yield the first side of an identity for which the table lacks a cell."""
    older = table.rows_given(address(table.id, row.id, "") for row in table.older)
    for shown in (table, structs.replace(table, rows=older)):
        there = set(shown.addresses())
        for _, sides in _lines(identity, shown):
            for field, cells in sides.items():
                missing = [cell for cell in cells if cell not in there]
                if missing or not cells:
                    what = Message(NO_CELL, {"cell": missing[0]}) if missing else Message(NO_SIDE)
                    yield (*key, field), what
                    return


def _patterns(identity: Identity, table: FormTable, key: Key) -> Iterator[Fault]:
    """Yield the names on the sides of an identity, and of its lines, that nothing has."""
    rows = tuple(row.id for row in (*table.rows, *table.older))
    columns = tuple(column.id for column in table.columns)
    along, across = (columns, rows) if identity.each == "row" else (rows, columns)
    for field, known in (("left", along), ("right", along), ("lines", across)):
        for place, pattern in enumerate(getattr(identity, field)):
            if not any(chosen(known, (pattern,))):
                yield from _known(pattern, known, (*key, field, place))


def _lines(identity: Identity, table: FormTable) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield the lines of an identity in the table as the form prints it, with both sides' cells."""
    rows = tuple(row.id for row in table.rows)
    columns = tuple(column.id for column in table.columns)
    along, across = (columns, rows) if identity.each == "row" else (rows, columns)
    for line in chosen(across, identity.lines):
        sides = {
            "left": list(chosen(along, identity.left)),
            "right": list(chosen(along, identity.right)),
        }
        if identity.each == "row":
            cells = {s: [address(table.id, line, c) for c in ids] for s, ids in sides.items()}
            yield f"{table.id}/{line}", cells
        else:
            cells = {s: [address(table.id, r, line) for r in ids] for s, ids in sides.items()}
            yield address(table.id, "*", line), cells


def _claims(form: Form, told: dict[str, Any], key: Key) -> Iterator[Fault]:
    """Yield what claims speak of that is not there."""
    tables = {table.id: table for table in form.tables}
    yield from _known(told["table"], tables, (*key, "table"))
    if told["table"] not in tables:
        return
    table = tables[told["table"]]
    rows = tuple(row.id for row in (*table.rows, *table.older))
    columns = tuple(column.id for column in table.columns)
    for name, known in (("rows", rows), ("columns", columns), ("denials", columns)):
        for place, wording in enumerate(told.get(name, ())):
            yield from _sums(wording["sums"], known, (*key, name, place, "sums"))
            for word in wording["words"]:
                if not word.strip("…") or word.count("…") > _GAPS_MOST:
                    told_of = {"wording": short(word), "count": str(_GAPS_MOST)}
                    yield (*key, name, place, "words"), Message(GAPS, told_of)
    yield from _sums(told.get("rows_else", ()), rows, (*key, "rows_else"))
    yield from _sums(told.get("columns_else", ()), columns, (*key, "columns_else"))
    yield from _sums([told.get("wholes", ())], rows, (*key, "wholes"))


def _sums(sums: Iterable[Iterable[str]], known: tuple[str, ...], key: Key) -> Iterator[Fault]:
    for pattern in (pattern for sum in sums for pattern in sum):
        if not any(chosen(known, (pattern,))):
            yield from _known(pattern, known, key)


def _known(name: str, known: Iterable[str], key: Key) -> Iterator[Fault]:
    known = tuple(known)
    if name not in known:
        yield key, Message(NO_SUCH, {"name": short(name), "near": nearest(name, known)})


def _ids(named: Sequence[tuple[str, Key]], pattern: re.Pattern[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for id, key in named:
        if not pattern.fullmatch(id):
            yield key, Message(BAD_ID, {"id": short(id)})
        if id in seen:
            yield key, Message(TWICE, {"id": id})
        seen.add(id)


def _wordings(named: Names, prefix: str, keys: dict[str, Key], origin: Origin) -> Iterator[Fault]:
    """Yield wordings that nothing can be known by, or that say two things."""
    taken: dict[str, set[tuple[int | None, str]]] = {}
    for id, wordings in named:
        for wording in wordings:
            key = origin.wording(prefix + id, wording, keys[id])
            told = {"wording": short(wording)}
            if not bare(wording):
                yield key, Message(NO_WORD, told)
            # 1.其他 and 3.其他 are told apart by their numbers, longer labels are not.
            place = number(wording) if is_generic(wording) else None
            others = taken.setdefault(bare(wording), set())
            for its_place, other in sorted(others, key=str):
                if other != id and (None in (place, its_place) or place == its_place):
                    yield key, Message(TAKEN, told | {"id": other})
            others.add((place, id))
