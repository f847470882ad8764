"""What in a TOML file is not of the type that it should be, as sentences in every language.

msgspec checks the same, but says it in English only and without the names of keys on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import inspect

from parsers.messages import Message, marked
from parsers.spelling import nearest, short
from parsers.toml.places import Key

UNKNOWN = marked("there is no such key; the nearest is {near}")
MISSING = marked("the key {name} is missing")
WRONG_KIND = marked("this must be {wanted}, not {found}")
NOT_AMONG = marked("this must be one of {known}, not {found}")
EMPTY = marked("this must not be empty")

_KINDS: tuple[tuple[type, str], ...] = (
    (bool, marked("true or false")),
    (str, marked("a text in quotation marks")),
    (int, marked("a whole number")),
    (dict, marked("a table")),
    (list, marked("a list")),
)
_OTHER = marked("another kind of value")

Fault = tuple[Key, Message]


def faults(value: Any, wanted: inspect.Type, key: Key = ()) -> Iterator[Fault]:
    """Yield what is wrong with `value`, found at `key`, and with what it holds."""
    match wanted:
        case inspect.UnionType(types=types):
            ways = [t for t in types if not isinstance(t, inspect.NoneType)]
            # Of a text or a list of texts, the one that was meant.
            lists = [t for t in ways if isinstance(t, inspect.VarTupleType)]
            yield from faults(value, ((isinstance(value, list) and lists) or ways)[0], key)
        case inspect.Metadata(type=described):
            yield from faults(value, described, key)
        case inspect.LiteralType(values=known):
            if value not in known or isinstance(value, bool):
                told = {"known": ", ".join(map(str, known)), "found": short(str(value))}
                yield key, Message(NOT_AMONG, told)
        case inspect.StrType(min_length=least):
            wrong = list(_kind(value, str, key))
            yield from wrong
            if not wrong and len(value) < (least or 0):
                yield key, Message(EMPTY)
        case inspect.IntType():
            yield from _kind(value, int, key)
        case inspect.BoolType():
            yield from _kind(value, bool, key)
        case inspect.VarTupleType(item_type=item, min_length=least):
            wrong = list(_kind(value, list, key))
            yield from wrong
            if not wrong and len(value) < (least or 0):
                yield key, Message(EMPTY)
            for place, held in enumerate([] if wrong else value):
                yield from faults(held, item, (*key, place))
        case inspect.DictType(value_type=item):
            wrong = list(_kind(value, dict, key))
            yield from wrong
            for name, held in ({} if wrong else value).items():
                yield from faults(held, item, (*key, name))
        case inspect.StructType():
            wrong = list(_kind(value, dict, key))
            yield from wrong or _fields(value, wanted, key)


def _fields(value: dict[str, Any], wanted: inspect.StructType, key: Key) -> Iterator[Fault]:
    known = {field.encode_name: field for field in wanted.fields}
    for name, held in value.items():
        if name in known:
            yield from faults(held, known[name].type, (*key, name))
        else:
            yield (*key, name), Message(UNKNOWN, {"near": nearest(name, known)})
    for name, field in known.items():
        if field.required and name not in value:
            yield key, Message(MISSING, {"name": name})


def _kind(value: Any, wanted: type, key: Key) -> Iterator[Fault]:
    if _kind_of(value) != _said(wanted):
        yield (
            key,
            Message(
                WRONG_KIND,
                {"wanted": Message(_said(wanted)), "found": Message(_kind_of(value))},
            ),
        )


def _kind_of(value: Any) -> str:
    return next((said for kind, said in _KINDS if isinstance(value, kind)), _OTHER)


def _said(kind: type) -> str:
    return dict(_KINDS)[kind]
