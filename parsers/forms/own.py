"""Forms that people write themselves, in a file beside their reports."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from parsers import toml
from parsers.forms import GENERIC, Form, known, load
from parsers.forms.building import on_base, said_as
from parsers.forms.faults import NO_SUCH, faults
from parsers.messages import Message, marked
from parsers.spelling import nearest, short

NO_BASE = marked("this adds to a base, and the form names none")
NEEDS_BASE = marked('the key base is missing: write base = "{base}", or else all of {names}')
NOT_OWN = marked("{id} is a form that gouji brings along; give yours an id of its own")


def load_file(path: Path) -> Form:
    """Return the form in the file at `path`; raise `toml.Broken` with the first thing wrong."""
    written = toml.read(path)
    told = written.told
    if "base" not in told:
        for name in ("more", "older_rows"):
            if name in told:
                raise written.broken((name,), Message(NO_BASE))
        # One that stands by itself and lacks a key or two needs those, and no base.
        needed = [f.name for f in structs.fields(Form) if f.required]
        if sum(name in told for name in needed) <= len(needed) // 2:
            values = {"base": _in_force(), "names": ", ".join(needed)}
            raise written.broken((), Message(NEEDS_BASE, values))
    said = written.converted(said_as(told))
    if not isinstance(said, Form) and said.base not in known():
        values = {"name": short(said.base), "near": nearest(said.base, known())}
        raise written.broken(("base",), Message(NO_SUCH, values))
    form = said if isinstance(said, Form) else on_base(said, load(said.base))
    if form.id in (GENERIC, *known()):
        raise written.broken(("id",), Message(NOT_OWN, {"id": form.id}))
    for key, what in faults(form, told):
        raise written.broken(key, what)
    return form


def _in_force() -> str:
    """Return the id of the official form that is in force."""
    return next(id for id in known() if load(id).is_for(None))
