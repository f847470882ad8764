"""What a person did to annotations in one go, so that it can be taken back and made again."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from parsers.messages import Message, marked
from tui.annotations.entries import Change
from tui.annotations.file import Entry, same


class Edit(Struct, frozen=True):
    """What became of the entry `id`: what it was and what it is, None for nothing.

    An entry that comes back stands in the place numbered `at`.
    """

    id: str
    before: Entry | None
    after: Entry | None
    at: int

    @property
    def target(self) -> str:
        """What the annotation is about."""
        return str((self.after or self.before or {}).get("target", ""))

    @property
    def opposite(self) -> Edit:
        """The edit that takes it back."""
        return Edit(self.id, self.after, self.before, self.at)

    @property
    def change(self) -> Change:
        """The change that makes it, to the letter."""
        return Change(self.id, self.after, self.after or {}, exact=True, at=self.at)


class Step(Struct, frozen=True):
    """The edits that a person made in one go."""

    edits: tuple[Edit, ...]

    @property
    def target(self) -> str:
        """What the first of its annotations is about."""
        return self.edits[0].target

    @property
    def opposite(self) -> Step:
        """The step that takes it back."""
        return Step(tuple(edit.opposite for edit in reversed(self.edits)))

    def on(self, entries: Mapping[str, Entry]) -> Step:
        """Return what of the step can be made to `entries`: where nobody else has been since."""
        return Step(tuple(e for e in self.edits if same(entries.get(e.id), e.before)))

    def left_of(self, whole: Step) -> Message | None:
        """Return what a person must know of the rest of `whole`, of which only this was made."""
        count = len(whole.edits) - len(self.edits)
        if not count:
            return None
        if count == 1:
            return Message(marked("the annotation was changed meanwhile, so it stays"), {})
        said = marked("{count} annotations were changed meanwhile, so they stay")
        return Message(said, {"count": str(count)})
