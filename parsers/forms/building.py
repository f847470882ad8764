"""What a form's TOML says to the form: by itself, or over what another form says.

A form with a `base` has all that the base has. What it says itself takes the place of what the
base says, a table the place of the table with its id; and what stands under `more` is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, get_origin

import msgspec
from msgspec import structs

from parsers.forms import Form, FormColumn, FormRow, FormSection, FormTable, load

ROWS, COLUMNS = "rows", "columns"

_FIELDS = {field.name: field.type for field in structs.fields(Form)}
_LISTS = {n: t for n, t in _FIELDS.items() if get_origin(t) is tuple and n != "tables"}

L = TypeVar("L", FormRow, FormColumn)
W = TypeVar("W", FormRow, FormColumn, FormSection)


class MoreRow(FormRow, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row to put into a table: behind the row `after`, or where none is named at its end."""

    table: str
    after: str = ""


class MoreColumn(FormColumn, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A column to put into a table: behind the column `after`, or at its end."""

    table: str
    after: str = ""


More = msgspec.defstruct(
    "More",
    [
        *((name, kind, ()) for name, kind in _LISTS.items()),
        (ROWS, tuple[MoreRow, ...], ()),
        (COLUMNS, tuple[MoreColumn, ...], ()),
        ("variants", dict[str, tuple[str, ...]], {}),
    ],
    frozen=True,
    forbid_unknown_fields=True,
    module=__name__,
)
"""What is added to a base: to each of a form's lists, rows, columns, and other wordings.

The wordings are those of a row, `table/row`, a column, `table/*/column`, or a section, by its id.
"""

OnBase = msgspec.defstruct(
    "OnBase",
    [
        ("base", str),
        ("id", str),
        *((name, kind | None, None) for name, kind in _FIELDS.items() if name != "id"),
        ("older_rows", tuple[str, ...], ()),
        ("more", More, More()),
    ],
    frozen=True,
    forbid_unknown_fields=True,
    module=__name__,
)
"""What the TOML of a form with a base may say; `older_rows` (`table/row`) stand in its tables in
the place of those that they replace."""


def decode(text: bytes) -> Form:
    """Read one of the forms that gouji brings along; raise `msgspec.ValidationError`."""
    told: dict[str, Any] = msgspec.toml.decode(text, type=dict)
    said = msgspec.convert(told, said_as(told))
    return said if isinstance(said, Form) else on_base(said, load(told["base"]))


def said_as(told: dict[str, Any]) -> Any:
    """Return the type of what a form's TOML says: a form, or one on a base."""
    return OnBase if "base" in told else Form


def on_base(said: Any, base: Form) -> Form:
    """Return the form that is `said` on a base. Of `more`, what fits nowhere is left out."""
    more = said.more
    older = [f"{row}/*" for row in said.older_rows]
    tables = {table.id: _with_older(table, older) for table in base.tables}
    tables |= {table.id: table for table in said.tables or ()}
    own = {n: value for n in _FIELDS if (value := getattr(said, n)) is not None}
    form = structs.replace(base, **own | {"tables": tuple(tables.values())})
    longer = {name: (*getattr(form, name), *getattr(more, name)) for name in _LISTS}
    form = structs.replace(form, **longer)
    return structs.replace(
        form,
        tables=tuple(_with_more(table, more) for table in form.tables),
        sections=tuple(_worded(section, more.variants, section.id) for section in form.sections),
    )


def _with_older(table: FormTable, older: Sequence[str]) -> FormTable:
    """Return a table with rows of the older form in the place of those that they stand for."""
    own = [a for a in older if a.split("/")[0] == table.id]
    return structs.replace(table, rows=table.rows_given(own), older=()) if own else table


def _with_more(table: FormTable, more: Any) -> FormTable:
    """Return a table with more rows, columns and wordings."""
    rows = _inserted(table.rows, [row for row in more.rows if row.table == table.id], FormRow)
    columns = [column for column in more.columns if column.table == table.id]
    variants: dict[str, tuple[str, ...]] = more.variants
    return structs.replace(
        table,
        rows=tuple(_worded(row, variants, f"{table.id}/{row.id}") for row in rows),
        older=tuple(_worded(row, variants, f"{table.id}/{row.id}") for row in table.older),
        columns=tuple(
            _worded(column, variants, f"{table.id}/*/{column.id}")
            for column in _inserted(table.columns, columns, FormColumn)
        ),
    )


def _inserted(lines: Sequence[L], more: Iterable[Any], kind: type[L]) -> list[L]:
    """Return rows or columns with others among them, each where it says."""
    all_lines = list(lines)
    for line in more:
        places = [place for place, known in enumerate(all_lines, 1) if known.id == line.after]
        own = kind(**{name: getattr(line, name) for name in kind.__struct_fields__})
        all_lines.insert(places[0] if places else len(all_lines), own)
    return all_lines


def _worded(named: W, variants: dict[str, tuple[str, ...]], key: str) -> W:
    """Return a section, row or column with the other wordings that are told for `key`."""
    if key not in variants:
        return named
    return structs.replace(named, variants=(*named.variants, *variants[key]))
