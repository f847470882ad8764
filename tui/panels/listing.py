"""Which findings are listed, in what order and under which headings, as frozen data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from parsers.model import Finding, Severity
from tui.actions import shown_key
from tui.annotations.targets import targets_of
from tui.find.filtering import admits
from tui.language import LANGUAGES, _, say, speaking
from tui.layout.text import plain
from tui.terms import SEVERITY_NAMES, status_name, tags_told

if TYPE_CHECKING:
    from tui.annotations import Standing
    from tui.reading import Reading

Grouping = Literal["none", "section", "rule"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)


class Arrangement(Struct, frozen=True):
    """How a person wants the findings listed.

    `wanted` are the words of the filter, `folded` the keys of groups, `marked` the numbers of
    findings; `only_problems` leaves out the dismissed ones.
    """

    by: Grouping = "none"
    wanted: str = ""
    only_problems: bool = False
    folded: frozenset[str] = frozenset()
    marked: frozenset[int] = frozenset()

    @property
    def regrouped(self) -> Arrangement:
        """The same, grouped by what comes next."""
        after = GROUPINGS[(GROUPINGS.index(self.by) + 1) % len(GROUPINGS)]
        return replace(self, by=after, folded=frozenset())

    def toggled(self, numbers: Iterable[int]) -> Arrangement:
        """Return the same with these findings marked; where all were marked, with none of them."""
        these = frozenset(numbers)
        marked = self.marked - these if these <= self.marked else self.marked | these
        return replace(self, marked=marked)

    def refolded(self, key: str, fold: bool) -> Arrangement:
        """Return the same with the group `key` folded, or unfolded."""
        folded = self.folded | {key} if fold else self.folded - {key}
        return replace(self, folded=folded)


class Group(Struct, frozen=True):
    """A heading and the numbers of the findings under it.

    `counts` tell how many are problems, `dismissed` how many were found to be none.
    """

    key: str
    title: str
    findings: tuple[int, ...]
    counts: dict[Severity, int]
    dismissed: int
    is_folded: bool


class Listing(Struct, frozen=True):
    """The findings as they are listed.

    `every` are the numbers of all findings in the order in which they are walked, `listed` those
    that are not left out, `hidden` how many of them the filter admits and only-problems hides.
    `marked` are those listed that are marked.
    """

    arrangement: Arrangement = Arrangement()
    every: tuple[int, ...] = ()
    listed: tuple[int, ...] = ()
    lines: tuple[Group | int, ...] = ()
    hidden: int = 0
    marked: frozenset[int] = frozenset()

    def line_of(self, number: int) -> int:
        """Return the line of a finding that is listed: its own, or its group's where folded."""
        for y, entry in enumerate(self.lines):
            if entry == number:
                return y
            if isinstance(entry, Group) and entry.is_folded and number in entry.findings:
                return y
        return -1

    def group_of(self, number: int) -> Group | None:
        """Return the group that a finding is listed in."""
        groups = (entry for entry in self.lines if isinstance(entry, Group))
        return next((group for group in groups if number in group.findings), None)

    def beside(self, number: int | None, step: int) -> int:
        """Return the listed finding next to `number`, which need not be listed itself.

        After the last comes the first. Next to none are the first and the last. One at least is
        listed.
        """
        if number is None:
            return self.listed[0 if step > 0 else -1]
        listed, at = frozenset(self.listed), self.every.index(number)
        onward = (
            self.every[(at + step * i) % len(self.every)] for i in range(1, 1 + len(self.every))
        )
        return next(n for n in onward if n in listed)


def listing_of(
    reading: Reading, standings: Sequence[Standing], arrangement: Arrangement
) -> Listing:
    """Return the findings of `reading`, which stand as `standings` say, as they are wanted."""
    findings = reading.verdict.findings
    grouped = _grouped(reading, arrangement.by)
    every = tuple(number for _key, numbers in grouped for number in numbers)
    admitted = _admitted(reading, standings, arrangement.wanted)
    left_out = {i for i in admitted if arrangement.only_problems and not standings[i].is_problem}
    listed = tuple(number for number in every if number in admitted - left_out)
    if arrangement.by == "none":
        lines: tuple[Group | int, ...] = listed
    else:
        lines = tuple(_lines(reading, standings, arrangement, grouped, frozenset(listed)))
    assert len(every) == len(findings)
    return Listing(
        arrangement=arrangement,
        every=every,
        listed=listed,
        lines=lines,
        hidden=len(left_out),
        marked=arrangement.marked & frozenset(listed),
    )


def nothing_listed(listing: Listing) -> str:
    """Return why no finding is listed, and what to do about it."""
    if not listing.every:
        return _("Nothing was found to be wrong.")
    words = plain(listing.arrangement.wanted)
    if listing.hidden and words:
        said = _("All findings with “{words}” in them are dismissed: {key} shows them.")
    elif listing.hidden:
        said = _("All findings are dismissed: {key} shows them.")
    else:
        said = _("No finding has “{words}” in it: {all} in the findings shows all.")
    keys = {"key": shown_key("browser.only_problems"), "all": shown_key("findings.show_all")}
    return said.format(words=words, **keys)


def _grouped(reading: Reading, by: Grouping) -> list[tuple[str, list[int]]]:
    """Return the numbers of the findings by the keys of their groups, in the order of both."""
    findings = reading.verdict.findings
    if by == "none":
        return [("", list(range(len(findings))))]
    groups: dict[str, list[int]] = defaultdict(list)
    for i, finding in enumerate(findings):
        groups[(finding.section or "") if by == "section" else finding.rules[0]].append(i)
    if by == "rule":
        return list(groups.items())  # as in the report's order: the weightiest first
    places = {section.id: at for at, section in enumerate(reading.report.every_section)}
    return sorted(groups.items(), key=lambda group: places.get(group[0], -1))


def _lines(
    reading: Reading,
    standings: Sequence[Standing],
    arrangement: Arrangement,
    grouped: Iterable[tuple[str, list[int]]],
    listed: frozenset[int],
) -> Iterator[Group | int]:
    """Yield the headings of groups in which something is listed, and what is not folded away."""
    from tui.reading import tally

    findings = reading.verdict.findings
    for key, members in grouped:
        numbers = tuple(number for number in members if number in listed)
        if not numbers:
            continue
        counts = tally((findings[i].severity, standings[i]) for i in numbers)
        is_folded = key in arrangement.folded
        yield Group(
            key=key,
            title=_title(reading, arrangement.by, key),
            findings=numbers,
            counts=counts,
            dismissed=len(numbers) - sum(counts.values()),
            is_folded=is_folded,
        )
        if not is_folded:
            yield from numbers


def _title(reading: Reading, by: Grouping, key: str) -> str:
    """Return what the group `key` is called."""
    from parsers.checks.register import RULES
    from tui.places import section_name

    if by == "rule":
        return f"{key} {_(RULES[key].name)}" if key in RULES else plain(key)
    return plain(section_name(reading.report, key)) if key else _("the whole report")


# -- the filter -----------------------------------------------------------------------------------


def _admitted(reading: Reading, standings: Sequence[Standing], wanted: str) -> set[int]:
    """Return the numbers of the findings that have every word of `wanted` told of them."""
    numbers = range(len(standings))
    if not wanted.strip():
        return set(numbers)
    notes: dict[str, list[str]] = defaultdict(list)
    for note in reading.store.annotations:
        notes[note.target] += (note.text, tags_told(note.tags), note.author)
    findings = reading.verdict.findings
    sections = {id: _title(reading, "section", id or "") for id in {f.section for f in findings}}
    return {
        i
        for i in numbers
        if admits(wanted, _told(findings[i], standings[i], sections[findings[i].section], notes))
    }


def _told(finding: Finding, standing: Standing, section: str, notes: dict[str, list[str]]) -> str:
    """Return all that is told of a finding; severity and standing in every language."""
    parts = [say(finding.message), *finding.rules, section]
    for language in LANGUAGES:
        with speaking(language):
            parts += (_(SEVERITY_NAMES[finding.severity]), status_name(standing))
    for target in targets_of(finding):
        parts += notes.get(target, ())
    return "\n".join(parts)
