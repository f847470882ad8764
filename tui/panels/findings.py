"""The findings, one a line: severity, rule, what is wrong, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.message import Message

from tui.actions import bindings
from tui.annotations.targets import targets_of
from tui.glyphs import glyphs
from tui.language import _, say
from tui.layout.text import cells, cut, pad, plain, wrap
from tui.panels.listing import Group, Listing, nothing_listed
from tui.panels.rows import Rows
from tui.panels.view import View
from tui.terms import status_name

MARK, SOME_MARKED = "*", "-"
"""Stand behind the sign of a finding that is marked, and of a group of which some are."""

MARK_ROOM = 3
"""A click on so many of the first cells of a line marks it."""

LINES_MOST = 6
"""On so many lines the message of the finding under the cursor is shown at most."""

WORDS_MOST = 24
"""So many cells of the filter's words are told in the border."""


class FindingsPanel(Rows):
    """Shows the findings; the one in hand is under the cursor, its message whole.

    The cursor may rest on a group's heading too: then none is in hand.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("findings")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "error", "warning", "info", "code", "dismissed", "confirmed", "leader", "pen",
        "cursor-line", "group", "mark",
    }  # fmt: skip

    class Marking(Message):
        """A person marks findings, or no longer."""

        def __init__(self, numbers: tuple[int, ...]) -> None:
            super().__init__()
            self.numbers = numbers

    class Folding(Message):
        """A person folds or unfolds a group."""

        def __init__(self, key: str, fold: bool) -> None:
            super().__init__()
            self.key, self.fold = key, fold

    class Grouping(Message):
        """A person wants other groups."""

    class Filtering(Message):
        """A person wants to see only some."""

    class ShowingAll(Message):
        """A person wants the marks taken off, or else all shown."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.view: View | None = None
        self._whole = -1
        self._pieces: tuple[str, ...] = ()
        self.say_again()

    # -- what it is given ---------------------------------------------------------------------

    def show(self, view: View) -> None:
        """Show the findings of `view`; the cursor stays on a heading that it rests on."""
        before, self.view = self.entry, view
        listing = view.listing
        self.cursor = -1
        if view.current is not None:
            self.cursor = listing.line_of(view.current)
        elif isinstance(before, Group):
            keys = [e.key if isinstance(e, Group) else None for e in listing.lines]
            self.cursor = keys.index(before.key) if before.key in keys else -1
        self._show_whole()
        self.say_again()

    def say_again(self) -> None:
        """Say in the border which finding is in hand, of how many."""
        self.entitle(_title(self.view) if self.view else _("Findings"))

    def on_resize(self) -> None:
        """Break the message under the cursor anew."""
        if self.view is not None:
            self.cursor = self._entry_number(self.cursor)
            self._show_whole()

    def _show_whole(self) -> None:
        """Show the whole message of the finding under the cursor, and bring it into sight."""
        self._whole, self._pieces = self.cursor, ()
        if isinstance(self.entry, int):
            width = self.scrollable_content_region.width
            self._pieces = tuple(self._message(self.entry, width))
        self.lines_changed()
        if self.cursor >= 0:
            below = min(len(self._more), max(self.size.height - 1, 0))
            self.bring_into_sight(self.cursor, below=below)

    @property
    def _more(self) -> tuple[str, ...]:
        """What does not fit on the first line of the message that is shown whole."""
        return self._pieces[1:]

    # -- lines --------------------------------------------------------------------------------

    @property
    def _listing(self) -> Listing:
        return self.view.listing if self.view else Listing()

    @property
    def entry(self) -> Group | int | None:
        """The heading or the number of the finding under the cursor."""
        return self._entry_at(self.cursor)

    def _entry_at(self, y: int) -> Group | int | None:
        lines, i = self._listing.lines, self._entry_number(y)
        return lines[i] if 0 <= i < len(lines) else None

    def _entry_number(self, y: int) -> int:
        """Return how many entries stand above the one on line `y`, which may take several."""
        return y if y <= self._whole else max(y - len(self._more), self._whole)

    def count(self) -> int:
        """Return the number of lines: of the findings, or of the sentence that stands for them."""
        if self.view is None:
            return 0
        return max(len(self._listing.lines) + len(self._more), 1)

    def may_rest(self, y: int) -> bool:
        """Say whether line `y` is a heading or the first of a finding."""
        goes_on = self._whole < y <= self._whole + len(self._more)
        return self._entry_at(y) is not None and not goes_on

    def on_focus(self) -> None:
        """Take the first finding in hand when a person comes here and none is."""
        if self.cursor < 0 and (listed := self._listing.listed):
            self._go(self._listing.line_of(listed[0]), 1)

    def paint(self, y: int, width: int) -> list[Segment]:
        """Return a line: a heading, a finding, or what more its message says."""
        entry, here = self._entry_at(y), self._entry_number(y) == self._whole >= 0
        if entry is None:
            said = cut(nothing_listed(self._listing), width - 4)
            return [Segment(f"   {said}", self.style_of("leader"))]
        if isinstance(entry, Group):
            segments = self._heading(entry, width, here)
        elif here and y > self._whole:
            segments = self._rest_of(entry, self._more[y - self._whole - 1], width)
        else:
            segments = self._finding(entry, width, here)
        return self.under_cursor(segments) if here else segments

    def _heading(self, group: Group, width: int, here: bool) -> list[Segment]:
        """Return a group's heading: what it is called, and its counts by severity at the right."""
        told = _("{count} dismissed").format(count=group.dismissed)
        counts = [
            *(
                (f"{glyphs().severities[s]} {count}  ", str(s))
                for s, count in group.counts.items()
                if count
            ),
            *([(f"{told}  ", "dismissed")] if group.dismissed else []),
        ]
        marked = len(self._listing.marked.intersection(group.findings))
        mark = MARK if marked == len(group.findings) else SOME_MARKED if marked else " "
        room = max(width - 4 - sum(cells(text) for text, _style in counts), 8)
        return [
            Segment(glyphs().cursor if here else " ", self.style_of("pen")),
            Segment(
                glyphs().folded if group.is_folded else glyphs().unfolded, self.style_of("group")
            ),
            Segment(mark, self.style_of("mark")),
            Segment(pad(group.title, room) + " ", self.style_of("group")),
            *(Segment(text, self.style_of(style)) for text, style in counts),
        ]

    def _finding(self, number: int, width: int, here: bool) -> list[Segment]:
        """Return a finding: sign, mark, codes, message, leader, pen and status."""
        assert self.view is not None
        finding, standing = self.view.findings[number], self.view.standings[number]
        noted = not self.view.marks.annotated.isdisjoint(targets_of(finding))
        room = self._room(number, width)
        message = (
            self._pieces[0] if here and self._pieces else cut(plain(say(finding.message)), room)
        )
        # A line that goes on below needs none to lead to its status.
        leader = (" " if here and self._more else ".") * max(room - cells(message), 0)
        out = self._look(number)
        settled = standing.status if standing.status != "open" else ""
        mark = MARK if number in self._listing.marked else " "
        return [
            Segment(glyphs().cursor if here else " ", self.style_of("pen")),
            Segment(glyphs().severities[finding.severity], self.style_of(out or finding.severity)),
            Segment(mark, self.style_of("mark")),
            Segment(f"{self._codes(number)} ", self.style_of("code")),
            Segment(f"{message} ", self.style_of(out)),
            Segment(f"{leader} ", self.style_of("leader")),
            Segment(pad(glyphs().pen if noted else "", 2), self.style_of("pen")),
            Segment(f"{self._status(number)} ", self.style_of(settled)),
        ]

    def _rest_of(self, number: int, piece: str, width: int) -> list[Segment]:
        """Return a further line of the message of the finding under the cursor."""
        indent = " " * (MARK_ROOM + cells(self._codes(number)))
        return [
            Segment(glyphs().cursor, self.style_of("pen")),
            Segment(pad(f"{indent}{piece}", width - 1), self.style_of(self._look(number))),
        ]

    def _look(self, number: int) -> str:
        assert self.view is not None
        return "" if self.view.standings[number].is_problem else "dismissed"

    def _codes(self, number: int) -> str:
        """Return the first rule that a finding broke, and how many others."""
        assert self.view is not None
        rules = self.view.findings[number].rules
        return f"{rules[0]}+{len(rules) - 1}" if len(rules) > 1 else rules[0]

    def _status(self, number: int) -> str:
        """Return how a finding stands, in words."""
        assert self.view is not None
        status = status_name(self.view.standings[number])
        if not self.view.changed.isdisjoint(targets_of(self.view.findings[number])):
            return _("{status}; figures changed").format(status=status)
        return status

    def _room(self, number: int, width: int) -> int:
        """Return how many cells there are for the message of a finding."""
        return max(width - 10 - cells(self._codes(number)) - cells(self._status(number)), 8)

    def _message(self, number: int, width: int) -> list[str]:
        """Return the message of a finding, broken into lines; what are too many is cut."""
        assert self.view is not None
        room = self._room(number, width)
        message = plain(say(self.view.findings[number].message))
        lines = wrap(message, room)
        pieces = [piece for _offset, piece in lines[:LINES_MOST]]
        if len(lines) > LINES_MOST:
            pieces[-1] = cut(message[lines[LINES_MOST - 1][0] :], room)
        return pieces

    # -- what a person does -------------------------------------------------------------------

    @property
    def may_show_all(self) -> bool:
        """Whether there are marks to take off, or something is left out by the filter."""
        return bool(self._listing.marked or self._listing.arrangement.wanted)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether an action can be done: Escape is for the screen where all is shown."""
        if action == "show_all":
            return self.may_show_all
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Show only some, by what is told of them."""
        self.post_message(self.Filtering())

    def action_group(self) -> None:
        """Group by section, by rule, or not at all."""
        self.post_message(self.Grouping())

    def action_show_all(self) -> None:
        """Take the marks off; without any, show all again."""
        self.post_message(self.ShowingAll())

    def action_mark(self) -> None:
        """Mark the finding or the group under the cursor."""
        self._mark(self.entry)

    def action_mark_all(self) -> None:
        """Mark all that are listed, or none any more."""
        self._post_marking(self._listing.listed)

    def action_fold(self) -> None:
        """Fold the group, or go to its heading."""
        entry = self.entry
        if isinstance(entry, Group):
            self._fold(entry, fold=True)
        elif entry is not None and (group := self._listing.group_of(entry)):
            self._go(self._listing.lines.index(group), -1)

    def action_unfold(self) -> None:
        """Unfold the group."""
        if isinstance(self.entry, Group):
            self._fold(self.entry, fold=False)

    def action_jump(self) -> None:
        """Go to the place of the finding; fold or unfold a group."""
        if isinstance(self.entry, Group):
            self._fold(self.entry, not self.entry.is_folded)
        elif self.entry is not None:
            super().action_jump()

    def _fold(self, group: Group, fold: bool) -> None:
        if group.is_folded != fold:
            self.post_message(self.Folding(group.key, fold))

    def _mark(self, entry: Group | int | None) -> None:
        if isinstance(entry, Group):
            self._post_marking(entry.findings)
        elif entry is not None:
            self._post_marking((entry,))

    def _post_marking(self, numbers: Iterable[int]) -> None:
        self.post_message(self.Marking(tuple(numbers)))

    def clicked(self, x: int, y: int) -> None:
        """Mark what was clicked on at its sign; else go there, and fold or unfold a group."""
        entry = self._entry_at(y)
        if x < MARK_ROOM and not isinstance(entry, Group):
            self._mark(entry)
            return
        self._go(self._whole if self._entry_number(y) == self._whole else y, 1)
        if isinstance(entry, Group):
            self._fold(entry, not entry.is_folded)

    def clicked_twice(self, x: int, y: int) -> None:
        """Go to the place of the finding that was clicked on twice."""
        if x >= MARK_ROOM and isinstance(self._entry_at(y), int):
            self.action_jump()

    def clicked_too(self, x: int, y: int) -> None:  # noqa: ARG002
        """Mark what was clicked on while Ctrl was held."""
        self._mark(self._entry_at(y))


def _title(view: View) -> str:
    """Return the panel's title: which of how many is in hand, and what is not shown and why."""
    listing, all = view.listing, len(view.listing.every)
    wanted = " ".join(listing.arrangement.wanted.split())
    count = str(len(listing.listed))
    if view.current is not None:
        count = f"{listing.listed.index(view.current) + 1}/{count}"
    if wanted:
        count = _("{shown} of {all}").format(shown=count, all=all)
    parts = [f"{_('Findings')} {count}"]
    if wanted:
        parts.append(_("filter: {words}").format(words=cut(plain(wanted), WORDS_MOST)))
    if listing.hidden:
        parts.append(_("{count} hidden").format(count=listing.hidden))
    if listing.marked:
        parts.append(_("{count} marked").format(count=len(listing.marked)))
    if listing.arrangement.by != "none":
        by = listing.arrangement.by == "section"
        parts.append(_("by section") if by else _("by rule"))
    return f" {glyphs().dot} ".join(parts)
