"""What people wrote about a report: notes and verdicts, kept in a TOML file beside it.

A target is `report`, `section:ID`, `quote:TEXT`, `table:ID`, `cell:ADDRESS`, or `finding:` and the
finding's own target. Each change is saved at once, on top of what the file holds by then.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from parsers.messages import Message, marked
from parsers.model import Finding, Report, Verdict
from tui import annotation_file as file
from tui.annotation_file import Document, Entry, Unusable
from tui.targets import is_there, on_one_line, seen_in, targets_of

Status = Literal["open", "confirmed", "dismissed"]
STATUSES: tuple[Status, ...] = get_args(Status)
State = Literal["there", "changed", "reopened", "corrected", "gone"]
"""What became of an annotation's target: `corrected` is a finding whose check passes by now."""


class Annotation(Struct, frozen=True):
    """A note, or a verdict on a finding: then it has a `status`.

    `seen` is what the figures of the finding or cell were when it was written. A quotation stands
    between `prefix` and `suffix`, by which it is told from the same words elsewhere. Times have a
    zone.
    """

    id: str
    target: str
    status: Status | None
    text: str
    seen: str | None
    author: str
    created: datetime
    updated: datetime
    tags: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""


class Standing(Struct, frozen=True):
    """Where a finding stands. `reopened`: it was dismissed, but its figures have changed since."""

    status: Status
    reopened: bool = False


class _Change(Struct, frozen=True):
    """A change to the entry `id`: `fields` to set, None to remove it.

    `whole` is the entry to write where there is none, be it new or removed by another program.
    """

    id: str
    fields: Entry | None
    whole: Entry


class AnnotationStore:
    """The annotations of one report.

    `path` is where they are written, `trouble` what a person must know about that: why a change
    waits in memory, or why it is kept elsewhere.
    """

    @classmethod
    def open(cls, report_path: Path, report: Report) -> AnnotationStore:
        """Return the store for the report read from `report_path`; what is wrong is `trouble`."""
        return cls(report_path, report)

    def __init__(self, report_path: Path, report: Report) -> None:
        self._report = report
        self._beside = file.beside(report_path)
        self._aside = file.in_user_data(report_path)
        self._read: dict[Path, Document] = {}
        self._pending: list[_Change] = []
        self._done: list[_Change] = []
        self._undone: list[_Change] = []
        self.annotations: tuple[Annotation, ...] = ()
        self.path = self._beside
        self.trouble: Message | None = None
        self.reload()

    def reload(self) -> None:
        """Read the file again, and write what had to wait in memory."""
        self.path, self.trouble = self._beside, None
        if self._pending:
            self._save()
        elif not os.access(self._beside.parent, os.W_OK):
            self._keep_aside()
        self._show()

    # -- changes --------------------------------------------------------------------------------

    def add(
        self,
        target: str,
        text: str,
        tags: Sequence[str] = (),
        context: tuple[str, str] = ("", ""),
    ) -> Annotation:
        """Write a note on `target`. The first one on a finding is also its verdict, `open`.

        `context` is what stands before and behind a quotation.
        """
        self._show()
        is_verdict = target.startswith("finding:") and self._verdict_on(target) is None
        new = self._new(target, text, "open" if is_verdict else None, None)
        prefix, suffix = map(on_one_line, context)
        return self._write(replace(new, tags=_clean_tags(tags), prefix=prefix, suffix=suffix))

    def edit(self, id: str, text: str, tags: Sequence[str] | None = None) -> Annotation:
        """Change the text of the annotation `id`, and its tags where they are given."""
        fields: dict[str, Any] = {"text": _lines(text), "updated": _now()}
        if tags is not None:
            fields["tags"] = list(_clean_tags(tags))
        return self._change(self._get(id), fields)

    def remove(self, id: str) -> None:
        """Remove the annotation `id`."""
        self._commit(_Change(id, None, _entry(self._get(id))))
        if any(a.id == id for a in self.annotations):
            self.trouble = Message(
                marked("the annotation stands in {file}, which cannot be written; it stays"),
                {"file": file.clean(self._beside.name)},
            )

    def judge(self, finding: Finding, report: Report, status: Status, text: str = "") -> Annotation:
        """Give the verdict `status` on `finding`, with `text` where there is something to say.

        A finding has one verdict: an earlier one is changed, and keeps its text unless there is a
        new one.
        """
        self._show()
        target, seen = f"finding:{finding.target}", seen_in(finding, report)
        verdict = self._verdict_on(*targets_of(finding))
        if verdict is None:
            return self._write(self._new(target, text, status, seen))
        fields = {"status": status, "seen": seen, "updated": _now()}
        if text:
            fields["text"] = _lines(text)
        return self._change(verdict, fields)

    def undo(self) -> str | None:
        """Take back the last change made here; return its target, None where there is none."""
        return self._step_in(self._done, self._undone)

    def redo(self) -> str | None:
        """Make again the change that was taken back last; return its target, or None."""
        return self._step_in(self._undone, self._done)

    def _step_in(self, taken: list[_Change], put: list[_Change]) -> str | None:
        if not taken:
            return None
        change = taken.pop()
        put.append(self._opposite(change))
        self._make(change)
        return str(change.whole.get("target", ""))

    # -- questions ------------------------------------------------------------------------------

    def standing(self, finding: Finding, report: Report) -> Standing:
        """Return where `finding` stands: a dismissal holds only while its figures do."""
        verdict = self._verdict_on(*targets_of(finding))
        if verdict is None or verdict.status is None:
            return Standing("open")
        if verdict.status == "dismissed" and verdict.seen is not None:
            changed = verdict.seen != seen_in(finding, report)
            return Standing("open" if changed else "dismissed", reopened=changed)
        return Standing(verdict.status)

    def target(self, finding: Finding) -> str:
        """Return what annotations call `finding`: as it is annotated already, or its own name."""
        noted = self.on(*targets_of(finding))
        return noted[0].target if noted else f"finding:{finding.target}"

    def on(self, *targets: str) -> tuple[Annotation, ...]:
        """Return the annotations on one of `targets`, in the file's order."""
        written = {on_one_line(target) for target in targets}
        return tuple(a for a in self.annotations if a.target in written)

    def state(self, annotation: Annotation, report: Report, verdict: Verdict) -> State:
        """Return what has become of what `annotation` is about."""
        if not is_there(annotation.target, report, verdict):
            return "gone"
        finding = next((f for f in verdict.findings if annotation.target in targets_of(f)), None)
        if finding and annotation == self._verdict_on(*targets_of(finding)):
            return "reopened" if self.standing(finding, report).reopened else "there"
        return "there"

    def orphans(self, report: Report, verdict: Verdict) -> tuple[Annotation, ...]:
        """Return the annotations whose target is neither in `report` nor in `verdict`."""
        return tuple(a for a in self.annotations if not is_there(a.target, report, verdict))

    def _verdict_on(self, *targets: str) -> Annotation | None:
        """Return the verdict that counts: of several, the one that was updated last."""
        verdicts = [a for a in self.on(*targets) if a.status is not None]
        return max(reversed(verdicts), key=lambda a: a.updated, default=None)

    def _get(self, id: str) -> Annotation:
        for annotation in self.annotations:
            if annotation.id == id:
                return annotation
        raise KeyError(id)

    # -- saving ---------------------------------------------------------------------------------

    def _new(self, target: str, text: str, status: Status | None, seen: str | None) -> Annotation:
        now = _now()
        return Annotation(
            id=file.new_id(),
            target=on_one_line(target),
            status=status,
            text=_lines(text),
            seen=seen,
            author=_author(),
            created=now,
            updated=now,
        )

    def _write(self, annotation: Annotation) -> Annotation:
        entry = _entry(annotation)
        self._commit(_Change(annotation.id, entry, entry))
        return annotation

    def _change(self, annotation: Annotation, fields: dict[str, Any]) -> Annotation:
        whole = {**_entry(annotation), **fields}
        self._commit(_Change(annotation.id, fields, whole))
        return self._get(annotation.id)

    def _commit(self, change: _Change) -> None:
        self._done.append(self._opposite(change))
        self._undone.clear()
        self._make(change)

    def _opposite(self, change: _Change) -> _Change:
        """Return the change that makes the entry again what it is now."""
        now = next((e for e in self._held().get("annotation", []) if e["id"] == change.id), None)
        return _Change(change.id, now, now or change.whole)

    def _make(self, change: _Change) -> None:
        self._pending.append(change)
        self.trouble = None
        self._save()
        self._show()

    def _save(self) -> None:
        """Write the pending changes; where that fails, they wait and `trouble` says why."""
        try:
            try:
                self._put(self._beside)
                self.path = self._beside
            except OSError as error:
                if error.errno not in file.REFUSED:
                    raise
                self._keep_aside()
                self._aside.parent.mkdir(parents=True, exist_ok=True)
                self._put(self._aside)
        except Unusable as unusable:
            self.trouble = unusable.message
        except OSError as error:
            self.trouble = Message(
                marked("{file} cannot be written ({reason}); new annotations are kept in memory"),
                {"file": file.clean(self.path.name), "reason": file.reason(error)},
            )

    def _put(self, path: Path) -> None:
        """Write the pending changes into the file at `path`, on top of what it holds by now."""
        settled = False
        while not settled:
            raw = file.content(path)
            document = file.parse(raw, path)
            moving = path == self._beside and self._aside.exists()
            if moving:
                document = file.merged(document, self._from(self._aside))
            document = _stamped(_applied(document, self._pending), self._report)
            settled = file.replace(path, file.rendered(document), raw)
        self._pending.clear()
        if moving and self.trouble is None:
            # They live beside the report again: a second copy would bring removed ones back.
            with suppress(OSError):
                self._aside.unlink()

    def _keep_aside(self) -> None:
        self.path = self._aside
        self.trouble = Message(
            marked("the folder of the report cannot be written; annotations are kept in {file}"),
            {"file": file.clean(str(self._aside))},
        )

    def _show(self) -> None:
        """Bring `annotations` up to date: what both places hold, and what waits in memory."""
        self.annotations = tuple(_annotation(e) for e in self._held().get("annotation", []))

    def _held(self) -> Document:
        """Return what both places hold, and what waits in memory."""
        held = file.merged(self._from(self._beside), self._from(self._aside))
        return _applied(held, self._pending)

    def _from(self, path: Path) -> Document:
        """Return the document at `path`; where it has become unusable, as it was before."""
        try:
            self._read[path] = file.parse(file.content(path), path)
        except Unusable as unusable:
            self.trouble = unusable.message
        return self._read.get(path, {})


# -- entries ------------------------------------------------------------------------------------


def _applied(document: Document, changes: list[_Change]) -> Document:
    """Return `document` with `changes` made to it."""
    entries: dict[str, Entry] = {e["id"]: e for e in document.get("annotation", [])}
    for change in changes:
        if change.fields is None:
            entries.pop(change.id, None)
        else:
            entry = entries.get(change.id)
            made = {**entry, **change.fields} if entry else change.whole
            entries[change.id] = file.ordered(made)
    others = {k: v for k, v in document.items() if k != "annotation"}
    return {**others, "annotation": list(entries.values())} if entries else others


def _stamped(document: Document, report: Report) -> Document:
    """Return `document` with the schema and the report that it speaks of, other keys kept."""
    about = {
        "file": file.clean(report.source.file),
        "sha256": report.source.sha256,
        "agency": file.clean(report.agency),
        "year": report.year,
    }
    told = {k: v for k, v in about.items() if v is not None}
    head = {"schema": file.SCHEMA, "report": {**document.get("report", {}), **told}}
    return {**head, **document, **head}


def _entry(annotation: Annotation) -> Entry:
    """Return `annotation` as it is written: without the keys that have nothing to say."""
    fields = {k: getattr(annotation, k) for k in file.KEYS} | {"tags": list(annotation.tags)}
    silent = {k for k in ("tags", "prefix", "suffix") if not fields[k]}
    return {k: v for k, v in fields.items() if v is not None and k not in silent}


def _annotation(entry: Entry) -> Annotation:
    """Return what `entry` says, whatever a hand has made of it; unknown verdicts are open."""
    target = entry.get("target")
    target = target if isinstance(target, str) else ""
    status, seen = entry.get("status"), entry.get("seen")
    judged = target.startswith("finding:") and status is not None
    return Annotation(
        id=entry["id"],
        target=target,
        status=(status if status in STATUSES else "open") if judged else None,
        text=str(entry.get("text", "")),
        seen=seen if judged and isinstance(seen, str) else None,
        author=str(entry.get("author", "")),
        created=file.moment(entry["created"]),
        updated=file.moment(entry["updated"]),
        tags=_tags(entry.get("tags")),
        prefix=str(entry.get("prefix", "")),
        suffix=str(entry.get("suffix", "")),
    )


def _clean_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Return each tag once and on one line, the empty ones left out."""
    return tuple(dict.fromkeys(filter(None, map(on_one_line, tags))))


def _tags(written: object) -> tuple[str, ...]:
    """Return the tags in what a hand may have written for them."""
    tags = written if isinstance(written, list) else [written]
    return tuple(tag for tag in tags if isinstance(tag, str) and tag)


def _lines(text: str) -> str:
    """Return `text` as it is kept: lines end in a line feed."""
    return file.clean(text).replace("\r\n", "\n").replace("\r", "\n")


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


def _author() -> str:
    if name := os.environ.get("GOUJI_AUTHOR"):
        return file.clean(name)
    with suppress(OSError, KeyError, ImportError):
        return file.clean(getpass.getuser())
    return ""
