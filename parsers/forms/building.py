"""What a form's TOML says to the form: by itself, or over what another form says.

A form with a `base` has all that the base has. What it says itself takes the place of what the
base says, a table that of the table with its id, claims those about their table; and what stands
under `more` is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar, get_args, get_origin

import msgspec
from msgspec import structs

from parsers.forms import Form, FormColumn, FormRow, FormSection, FormTable, load

KEYS = {"tables": "id", "claims": "table"}
"""By what the items of a list are told apart: an own one takes the place of one of the base's."""

_FIELDS = {field.name: field.type for field in structs.fields(Form)}
_LISTS = {name: kind for name, kind in _FIELDS.items() if get_origin(kind) is tuple}

N = TypeVar("N", FormRow, FormColumn, FormSection)


def _longer(name: str) -> Any:
    """Return the type of more for the items of a list: of each its key, and more for its lists."""
    item = get_args(_LISTS[name])[0]
    lists = [(f.name, f.type, ()) for f in structs.fields(item) if get_origin(f.type) is tuple]
    longer: Any = msgspec.defstruct(
        f"More{item.__name__}",
        [(KEYS[name], str), *lists, ("behind", str, "")],
        frozen=True,
        forbid_unknown_fields=True,
        module=__name__,
    )
    return tuple[longer, ...]


More = msgspec.defstruct(
    "More",
    [
        *((name, _longer(name) if name in KEYS else kind, ()) for name, kind in _LISTS.items()),
        ("variants", dict[str, tuple[str, ...]], {}),
    ],
    frozen=True,
    forbid_unknown_fields=True,
    module=__name__,
)
"""What is added to a base.

To its lists more items; to a table more rows and columns, at the end or `behind` one of them; to
the claims about a table more words; to a row, `table/row`, a column, `table/*/column`, or a
section, by its id, other wordings.
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
"""What a form on a base says. `older_rows`, each `table/row`, replace what they stand for."""


def decode(text: bytes) -> Form:
    """Read one of the forms that gouji brings along; raise `msgspec.ValidationError`."""
    told: dict[str, Any] = msgspec.toml.decode(text, type=dict)
    said = msgspec.convert(told, said_as(told))
    return said if isinstance(said, Form) else on_base(said, load(told["base"]))


def said_as(told: dict[str, Any]) -> Any:
    """Return the type of what a form's TOML says: a form, or one on a base."""
    return OnBase if "base" in told else Form


def on_base(said: Any, base: Form) -> Form:
    """Return the form that is `said` on a base; of `more`, what fits nowhere is left out."""
    older = [f"{row}/*" for row in said.older_rows]
    base = structs.replace(base, tables=tuple(_with_older(table, older) for table in base.tables))
    own = {name: value for name in _FIELDS if (value := getattr(said, name)) is not None}
    form = structs.replace(base, **own | {n: _keyed(base, own, n) for n in KEYS if n in own})
    form = structs.replace(form, **{n: _with_more(form, said.more, n) for n in _LISTS})
    variants = said.more.variants
    return structs.replace(
        form,
        sections=tuple(_worded(section, variants, section.id) for section in form.sections),
        tables=tuple(_table_worded(table, variants) for table in form.tables),
    )


def _with_older(table: FormTable, older: Sequence[str]) -> FormTable:
    """Return a table with rows of the older form in the place of those that they stand for."""
    own = [a for a in older if a.split("/")[0] == table.id]
    return structs.replace(table, rows=table.rows_given(own), older=()) if own else table


def _keyed(base: Form, own: dict[str, Any], name: str) -> tuple[Any, ...]:
    """Return the items of a list of the base, the form's own in the place of those replaced."""
    items = {getattr(item, KEYS[name]): item for item in (*getattr(base, name), *own[name])}
    return tuple(items.values())


def _with_more(form: Form, more: Any, name: str) -> tuple[Any, ...]:
    """Return a list of the form with more in it, or in its items."""
    items, added = getattr(form, name), getattr(more, name)
    if name not in KEYS:
        return (*items, *added)
    key = KEYS[name]
    for longer in added:
        items = tuple(
            _lengthened(item, longer) if getattr(item, key) == getattr(longer, key) else item
            for item in items
        )
    return tuple(items)


def _lengthened(item: Any, longer: Any) -> Any:
    lists = [f for f in longer.__struct_fields__ if isinstance(getattr(longer, f), tuple)]
    grown = {f: _inserted(getattr(item, f), getattr(longer, f), longer.behind) for f in lists}
    return structs.replace(item, **grown)


def _inserted(items: tuple[Any, ...], more: tuple[Any, ...], behind: str) -> tuple[Any, ...]:
    """Return a list with more in it behind the item with this id, or else at its end."""
    ids = [getattr(item, "id", None) for item in items]
    place = ids.index(behind) + 1 if behind in ids else len(items)
    return (*items[:place], *more, *items[place:])


def _table_worded(table: FormTable, variants: dict[str, tuple[str, ...]]) -> FormTable:
    return structs.replace(
        table,
        rows=tuple(_worded(row, variants, f"{table.id}/{row.id}") for row in table.rows),
        older=tuple(_worded(row, variants, f"{table.id}/{row.id}") for row in table.older),
        columns=tuple(_worded(c, variants, f"{table.id}/*/{c.id}") for c in table.columns),
    )


def _worded(named: N, variants: dict[str, tuple[str, ...]], key: str) -> N:
    """Return a section, row or column with the other wordings that are told for `key`."""
    if key not in variants:
        return named
    return structs.replace(named, variants=(*named.variants, *variants[key]))
