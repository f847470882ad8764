"""What a folder asks of gouji: its `gouji.toml`, or `[tool.gouji]` in its `pyproject.toml`.

A report has the config of its folder or else of the nearest folder above it; nothing is merged.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta, Struct, structs

from parsers.document import Unreadable
from parsers.forms import Form
from parsers.messages import Message, marked
from parsers.model import Severity

if TYPE_CHECKING:
    from parsers.toml import Written
    from parsers.toml.places import Key

FailOn = Literal["error", "warning", "never"]

SELECT = marked("only these rules, by the beginnings of their codes")
IGNORE = marked("all rules but these, by the beginnings of their codes")
SEVERITIES = marked("how much the findings of rules weigh, by the beginnings of their codes")
FAIL_ON = marked("from which severity on `gouji check` exits with 1")
FORMS = marked("files with forms of your own, relative to this one")
AUTHOR = marked("who signs annotations on the reports of this folder")

SAME_ID = marked("another form of this list has the id {id} too")


class Config(Struct, frozen=True):
    """Which findings to show, as what, from when on to fail, and whose forms to read.

    `select`, `ignore` and the keys of `severities` are beginnings of rule codes. `author` signs
    annotations. `file` is where this stands, None where nothing was said.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: dict[str, Severity] = {}
    fail_on: FailOn = "error"
    forms: tuple[Form, ...] = ()
    author: str | None = None
    file: Path | None = None

    def shows(self, rule: str) -> bool:
        """Tell whether findings of a rule are shown."""
        from parsers.checks.weights import is_shown

        return is_shown(rule, self.select, self.ignore)

    def severity(self, rule: str) -> Severity | None:
        """Return how much findings of a rule weigh, None where nothing is said of that."""
        from parsers.checks.weights import severity

        return severity(rule, self.severities)

    def with_options(
        self, select: Collection[str], ignore: Collection[str], fail_on: FailOn | None
    ) -> Config:
        """Return what options of the command make of it.

        Rules that are selected there are those to show, whatever the file selects or ignores.
        """
        return structs.replace(
            self,
            select=tuple(select or self.select),
            ignore=(*(() if select else self.ignore), *ignore),
            fail_on=fail_on or self.fail_on,
        )


class Configs:
    """The configs of reports, each file read once."""

    def __init__(self) -> None:
        self._own: dict[Path, Config | None] = {}

    def of(self, report: Path) -> Config:
        """Return the config for a report, that of the nearest folder; raise `toml.Broken`."""
        # Links are not followed: the folder above is the one that a person sees above.
        path = Path(os.path.abspath(report))  # noqa: PTH100
        for folder in path.parents:
            if folder not in self._own:
                self._own[folder] = _in_folder(folder)
            if config := self._own[folder]:
                return config
        return Config()


class FileKind(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What the file may say."""

    select: Annotated[tuple[str, ...], Meta(description=SELECT)] = ()
    ignore: Annotated[tuple[str, ...], Meta(description=IGNORE)] = ()
    severities: Annotated[dict[str, Severity], Meta(description=SEVERITIES)] = {}
    fail_on: Annotated[FailOn, Meta(description=FAIL_ON)] = "error"
    forms: Annotated[tuple[str, ...], Meta(description=FORMS)] = ()
    author: Annotated[str | None, Meta(description=AUTHOR)] = None


def _in_folder(folder: Path) -> Config | None:
    """Return the config in a folder itself, None where there is none."""
    own, project = folder / "gouji.toml", folder / "pyproject.toml"
    if os.path.lexists(own):
        return _config(_read(own), ())
    # Of a folder that may not be entered the path itself would raise.
    if os.path.isfile(project) and _may_be_ours(project):  # noqa: PTH113
        written = _read(project)
        tools = written.part(("tool",))
        if isinstance(tools, dict) and "gouji" in tools:
            return _config(written, ("tool", "gouji"))
    return None


def _read(path: Path) -> Written:
    # Loaded only where there is something to read.
    from parsers import toml

    return toml.read(path)


def _may_be_ours(project: Path) -> bool:
    """Tell whether a project's file may speak of gouji; else nothing wrong in it is our matter."""
    try:
        return b"gouji" in project.read_bytes()
    except OSError:
        return True


def _config(written: Written, key: Key) -> Config:
    """Return the config that stands at `key` in a file; raise `parsers.toml.Broken`."""
    told = written.converted(FileKind, key)
    _require_rules(written, [((*key, "select", i), code) for i, code in enumerate(told.select)])
    _require_rules(written, [((*key, "ignore", i), code) for i, code in enumerate(told.ignore)])
    _require_rules(written, [((*key, "severities", code), code) for code in told.severities])
    return Config(
        tuple(code.upper() for code in told.select),
        tuple(code.upper() for code in told.ignore),
        {code.upper(): severity for code, severity in told.severities.items()},
        told.fail_on,
        _forms(written, (*key, "forms"), told.forms),
        told.author,
        written.path,
    )


def _require_rules(written: Written, codes: Iterable[tuple[Key, str]]) -> None:
    from parsers.checks.register import begins_a_code, unknown

    for key, code in codes:
        if not begins_a_code(code.upper()):
            raise written.broken(key, unknown(code))


def _forms(written: Written, key: Key, names: Sequence[str]) -> tuple[Form, ...]:
    """Return the forms in the files with these names, which are relative to the config's folder."""
    if not names:
        return ()
    from parsers.forms.own import load_file
    from parsers.toml import Broken

    forms: dict[str, Form] = {}
    for place, name in enumerate(names):
        try:
            form = load_file(written.path.parent / name)
        except Broken as error:
            if isinstance(error.__cause__, Unreadable):  # it is the name that is wrong
                raise written.broken((*key, place), error.message) from error
            raise
        if form.id in forms:
            raise written.broken((*key, place), Message(SAME_ID, {"id": form.id}))
        forms[form.id] = form
    return tuple(forms.values())
