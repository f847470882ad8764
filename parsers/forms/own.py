"""Forms that people write themselves, in a file beside their reports."""

from __future__ import annotations

from pathlib import Path

from parsers import toml
from parsers.forms import GENERIC, Form, known, load
from parsers.forms.building import on_base, said_as
from parsers.forms.faults import NO_SUCH, faults
from parsers.messages import Message, marked
from parsers.spelling import nearest, short

NO_BASE = marked("this adds to a base, and the form names none")
NOT_OWN = marked("{id} is a form that gouji brings along; give yours an id of its own")


def load_file(path: Path) -> Form:
    """Return the form in the file at `path`; raise `toml.Broken` with the first thing wrong."""
    written = toml.read(path)
    told = written.told
    if "base" not in told:
        for name in ("more", "older_rows"):
            if name in told:
                raise written.broken((name,), Message(NO_BASE))
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
