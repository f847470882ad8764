"""What people wrote about a report: notes and verdicts, kept in a TOML file beside it.

A target is `report`, `section:ID`, `quote:TEXT`, `table:ID`, `cell:ADDRESS`, or `finding:` and the
finding's own target. Each change is saved at once, on top of what the file holds by then.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from parsers.messages import Message, marked
from parsers.model import Finding, Report, Verdict
from parsers.reasons import reason
from tui.annotations import file
from tui.annotations.entries import (
    STATUSES,
    Annotation,
    Change,
    Status,
    annotation_of,
    applied,
    clean_tags,
    entry_of,
    judged,
    kept_lines,
    now,
    stamped,
)
from tui.annotations.file import Document, Entry, Unusable
from tui.annotations.quotations import Place
from tui.annotations.steps import Edit, Step
from tui.annotations.targets import is_there, on_one_line, seen_in, targets_of
from tui.layout.text import clean
from tui.saving import Busy, replace_unless_changed, turn
from tui.settings.signing import signature

__all__ = ["STATUSES", "Annotation", "AnnotationStore", "Standing", "State", "Status"]

State = Literal["there", "changed", "reopened", "corrected", "gone"]
"""What became of an annotation's target: `corrected` is a finding whose check passes by now."""


class Standing(Struct, frozen=True):
    """Where a finding stands. `reopened`: it was dismissed, but its figures have changed since."""

    status: Status
    reopened: bool = False

    @property
    def is_problem(self) -> bool:
        """Whether it counts: whatever is not dismissed does, be it confirmed or not yet judged."""
        return self.status != "dismissed"


class AnnotationStore:
    """The annotations of one report.

    `path` is where they are written, `trouble` what a person must know about that: why a change
    waits in memory, or why it is kept elsewhere.
    """

    @classmethod
    def open(cls, report_path: Path, report: Report, author: str | None = None) -> AnnotationStore:
        """Return the store for the report read from `report_path`; what is wrong is `trouble`.

        `author` signs what is written, where the environment names nobody.
        """
        return cls(report_path, report, author)

    def __init__(self, report_path: Path, report: Report, author: str | None = None) -> None:
        self._report = report
        self._author = author
        self._beside = file.beside(report_path)
        self._aside = file.in_user_data(report_path)
        self._parsed: dict[Path, tuple[bytes | None, Document]] = {}
        self._pending: list[Change] = []
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self.annotations: tuple[Annotation, ...] = ()
        self.path = self._beside
        self.trouble: Message | None = None
        self.reload()

    @property
    def is_waiting(self) -> bool:
        """Whether changes wait in memory to be written."""
        return bool(self._pending)

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
        new = self._new(target, text, "open" if is_verdict else None, self._seen(target))
        prefix, suffix = map(on_one_line, context)
        return self._write(replace(new, tags=clean_tags(tags), prefix=prefix, suffix=suffix))

    def _seen(self, target: str) -> str | None:
        """Return what is printed in a cell; None for other targets."""
        kind, _colon, name = target.partition(":")
        cell = self._report.cell(name) if kind == "cell" else None
        return on_one_line(cell.text) if cell else None

    def edit(self, id: str, text: str, tags: Sequence[str] | None = None) -> Annotation:
        """Change the text of the annotation `id`, and its tags where they are given."""
        annotation = self._get(id)
        fields: dict[str, Any] = {"text": kept_lines(text), "updated": now()}
        if tags is not None:
            fields["tags"] = list(clean_tags(tags))
        if (seen := self._seen(annotation.target)) is not None:
            fields["seen"] = seen
        return self._change(annotation, fields)

    def remove(self, id: str) -> None:
        """Remove the annotation `id`."""
        self._commit(Change(id, None, entry_of(self._get(id))))
        if any(a.id == id for a in self.annotations):
            self.trouble = Message(
                marked("the annotation stands in {file}, which cannot be written; it stays"),
                {"file": clean(self._beside.name)},
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
        return self._change(verdict, judged(status, seen, text))

    def judge_all(self, findings: Iterable[Finding], report: Report, status: Status) -> None:
        """Give the verdict `status` on each of `findings`, in one step and one write."""
        self._show()
        entries, changes = self._entries(), []
        for finding in findings:
            seen = seen_in(finding, report)
            verdict = self._verdict_on(*targets_of(finding))
            if verdict is None:
                new = entry_of(self._new(f"finding:{finding.target}", "", status, seen))
                changes.append(Change(new["id"], new, new))
            else:
                fields = judged(status, seen)
                entry = entries.get(verdict.id) or entry_of(verdict)
                changes.append(Change(verdict.id, fields, {**entry, **fields}))
        if changes:
            self._commit(*changes)

    def undo(self) -> Step | None:
        """Take back the last step made here, and return the step that did.

        What another program has changed since stays, and `trouble` says so. None where there is no
        step, or nothing of it is left to take back.
        """
        return self._reverse(self._done, self._undone)

    def redo(self) -> Step | None:
        """Make again the step that was taken back last; return it, or None likewise."""
        return self._reverse(self._undone, self._done)

    def _reverse(self, steps: list[Step], others: list[Step]) -> Step | None:
        """Do the opposite of the last of `steps`, which goes over to the `others`."""
        if not steps:
            return None
        whole = steps.pop().opposite
        step = whole.on(self._entries())
        self.trouble = None
        if step.edits:
            others.append(step)
            self._make(*(edit.change for edit in step.edits))
        self.trouble = self.trouble or step.left_of(whole)
        return step if step.edits else None

    def _entries(self) -> dict[str, Entry]:
        """Return the entries by their ids, as they are just now."""
        return {entry["id"]: entry for entry in self._whole().get("annotation", [])}

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

    def state(
        self,
        annotation: Annotation,
        report: Report,
        verdict: Verdict,
        quotes: Mapping[str, Place],
    ) -> State:
        """Return what has become of what `annotation` is about.

        `quotes` are the places of quotations, by their annotations' ids.
        """
        kind, _colon, name = annotation.target.partition(":")
        if kind == "finding":
            return _state_of_finding(annotation, name, report, verdict)
        if kind == "quote":
            place = quotes.get(annotation.id)
            return "gone" if place is None else "there" if place.exact else "changed"
        if kind == "cell" and (cell := report.cell(name)):
            return "there" if annotation.seen in (None, on_one_line(cell.text)) else "changed"
        return "there" if is_there(annotation.target, report) else "gone"

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
        return Annotation(
            id=file.new_id(),
            target=on_one_line(target),
            status=status,
            text=kept_lines(text),
            seen=seen,
            author=signature(self._author),
            created=(when := now()),
            updated=when,
        )

    def _write(self, annotation: Annotation) -> Annotation:
        entry = entry_of(annotation)
        self._commit(Change(annotation.id, entry, entry))
        return annotation

    def _change(self, annotation: Annotation, fields: dict[str, Any]) -> Annotation:
        entry = self._entries().get(annotation.id)
        is_lost = entry is None
        # The other place may lack it: then it is written there with what a hand added.
        whole = {**(entry or entry_of(annotation)), **fields}
        self._commit(Change(annotation.id, fields, whole))
        if is_lost and not self.trouble:
            said = marked("the annotation had been removed meanwhile; it is there again")
            self.trouble = Message(said, {})
        changed = (a for a in self.annotations if a.id == annotation.id)
        return next(changed, annotation_of(whole))

    def _commit(self, *changes: Change) -> None:
        """Make changes that can be taken back together."""
        before = self._entries()
        places = {id: at for at, id in enumerate(before)}
        ids = dict.fromkeys(change.id for change in changes)
        places |= {id: at for at, id in enumerate((i for i in ids if i not in before), len(before))}
        self._make(*changes)
        after = self._entries()
        edits = (Edit(id, before.get(id), after.get(id), places[id]) for id in ids)
        self._done.append(Step(tuple(edits)))
        self._undone.clear()

    def _make(self, *changes: Change) -> None:
        self._pending += changes
        self.trouble = None
        self._save()
        self._show()

    def _save(self) -> None:
        """Write the pending changes; where that fails, they wait and `trouble` says why."""
        try:
            try:
                self._save_in(self._beside)
                self.path = self._beside
            except OSError as error:
                if error.errno not in file.REFUSED:
                    raise
                self._keep_aside()
                self._aside.parent.mkdir(parents=True, exist_ok=True)
                self._save_in(self._aside)
        except (Unusable, Busy) as trouble:
            self.trouble = trouble.message
        except OSError as error:
            self.trouble = self._not_written(reason(error))
        except (ValueError, RecursionError) as error:
            # Something that a hand wrote can be read, but not written again.
            self.trouble = self._not_written(type(error).__name__)

    def _not_written(self, why: str | Message) -> Message:
        return Message(
            marked("{file} cannot be written ({reason}); new annotations are kept in memory"),
            {"file": clean(self.path.name), "reason": why},
        )

    def _save_in(self, path: Path) -> None:
        """Write the pending changes into the file at `path`, on top of what it holds by now."""
        moving = path == self._beside and self._aside.exists()
        with turn(path), turn(self._aside) if moving else nullcontext():
            settled = False
            while not settled:
                raw = file.content(path)
                document = file.parse(raw, path)
                if moving:
                    document = file.merged(document, self._from(self._aside))
                document = stamped(applied(document, self._pending), self._report)
                settled = replace_unless_changed(path, file.rendered(document), raw)
            self._pending.clear()
            if moving and self.trouble is None:
                # They live beside the report again: a second copy would bring removed ones back.
                with suppress(OSError):
                    self._aside.unlink()

    def _keep_aside(self) -> None:
        self.path = self._aside
        self.trouble = Message(
            marked("the folder of the report cannot be written; annotations are kept in {file}"),
            {"file": clean(str(self._aside))},
        )

    def _show(self) -> None:
        """Bring `annotations` up to date: what both places hold, and what waits in memory."""
        self.annotations = tuple(annotation_of(e) for e in self._whole().get("annotation", []))

    def _whole(self) -> Document:
        """Return what both places hold, and what waits in memory."""
        both = file.merged(self._from(self._beside), self._from(self._aside))
        return applied(both, self._pending)

    def _from(self, path: Path) -> Document:
        """Return the document at `path`; where it has become unusable, as it was before."""
        before, document = self._parsed.get(path, (None, {}))
        try:
            raw = file.content(path)
            if raw != before:
                document = file.parse(raw, path)
                self._parsed[path] = raw, document
        except Unusable as unusable:
            self.trouble = unusable.message
        return document


def _state_of_finding(annotation: Annotation, name: str, report: Report, verdict: Verdict) -> State:
    """Return what has become of the finding `name`.

    It is corrected where its check passes now. One that fails but is not shown is there still.
    """
    finding = next((f for f in verdict.findings if name in f.targets), None)
    if finding is None:
        outcomes = {check.outcome for check in verdict.checks if check.target == name}
        return "there" if "failed" in outcomes else "corrected" if "passed" in outcomes else "gone"
    if annotation.seen in (None, seen_in(finding, report)):
        return "there"
    return "reopened" if annotation.status == "dismissed" else "changed"
