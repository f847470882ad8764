"""Several reports at a glance: what was found in each, and which could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from msgspec import Struct

from parsers.messages import marked
from parsers.model import Ledger, Severity
from tui.annotations import STATUSES, Status
from tui.exports.scope import ALL, ONLY_NAMES, Only, Options, annotations_of, findings_of
from tui.language import _
from tui.layout.text import plain
from tui.reading import Reading, standing, tally
from tui.terms import SIGNS, STATUS_NAMES, severity_told

HEAD = (marked("file"), marked("agency"), marked("year"))
FIGURES_FROM = 3
"""The first of the columns that hold figures."""


class Line(Struct, frozen=True):
    """A report in an overview: how many of the findings that are exported there are.

    `annotations` are None where they do not go along. `export` is the name of the file that its
    summary is in, if any.
    """

    file: str
    agency: str
    year: int | None
    counts: dict[Severity, int]
    statuses: dict[Status, int]
    checked: Ledger
    claims: Ledger
    annotations: int | None
    export: str = ""

    @property
    def link(self) -> str:
        """The address of the summary beside the overview; it has no scheme, whatever its name."""
        return f"./{quote(self.export, errors='replace')}" if self.export else ""


class Overview(Struct, frozen=True):
    """What was found in several reports, of the findings that are asked for.

    `unread` are files with the reason why.
    """

    lines: tuple[Line, ...]
    unread: Sequence[tuple[str, str]] = ()
    only: Only = "all"

    @property
    def unread_rows(self) -> tuple[tuple[str, str], ...]:
        """The files that could not be read and the reasons, all texts plain."""
        return tuple((plain(file), plain(why)) for file, why in self.unread)

    @property
    def title(self) -> str:
        """What stands above it."""
        return _("Overview")

    @property
    def sentence(self) -> str:
        """How many reports there are, and how much of what is asked for was found in them."""
        told = found((line.counts for line in self.lines), len(self.lines))
        return told if self.only == "all" else f"{_(ONLY_NAMES[self.only])} – {told}"

    @property
    def head(self) -> tuple[str, ...]:
        """The names of the columns: file, agency, year, and what is counted."""
        severities = map(severity_told, SIGNS)
        statuses = (_(STATUS_NAMES[s]) for s in STATUSES)
        rest = (_("checked"), _("claims"), _("annotations"))
        return (*map(_, HEAD), *severities, *statuses, *rest)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """A row for each report, all texts plain; counts are in figures only."""
        return tuple(
            (
                plain(line.file),
                plain(line.agency),
                str(line.year or ""),
                *(str(line.counts[severity]) for severity in SIGNS),
                *(str(line.statuses[status]) for status in STATUSES),
                f"{line.checked.evaluated}/{line.checked.total}",
                f"{line.claims.evaluated}/{line.claims.total}",
                "" if line.annotations is None else str(line.annotations),
            )
            for line in self.lines
        )


def line_of(reading: Reading, export: str = "", options: Options = ALL) -> Line:
    """Return the line of a reading in an overview."""
    report, verdict = reading.report, reading.verdict
    stand = [(f.severity, standing(reading, f)) for f in findings_of(reading, options)]
    statuses = Counter(standing.status for _severity, standing in stand)
    return Line(
        file=report.source.file,
        agency=report.agency,
        year=report.year,
        counts=tally(stand),
        statuses={status: statuses[status] for status in STATUSES},
        checked=verdict.ledger,
        claims=verdict.claims,
        annotations=len(annotations_of(reading, options)) if options.annotations else None,
        export=export,
    )


def found(counted: Iterable[dict[Severity, int]], reports: int) -> str:
    """Return how much was found in so many reports, in words."""
    total: Counter[Severity] = Counter()
    for one in counted:
        total.update(one)
    return _("{reports} reports: {errors} errors, {warnings} warnings, {infos} notes").format(
        reports=reports, errors=total["error"], warnings=total["warning"], infos=total["info"]
    )


def overview_of(
    readings: Sequence[Reading],
    unread: Sequence[tuple[str, str]] = (),
    options: Options = ALL,
) -> Overview | None:
    """Return the overview of what goes into one file; None of a single reading and nothing else."""
    if len(readings) + len(unread) == 1:
        return None
    lines = tuple(line_of(reading, options=options) for reading in readings)
    return Overview(lines, unread, options.only)
