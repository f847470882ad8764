"""What a report is once it is understood, and what checking it gives: frozen data, no behaviour."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Literal

from msgspec import Struct

from parsers.forms import Form
from parsers.gaps import Gap
from parsers.geometry import Box
from parsers.messages import Message

State = Literal["number", "blank", "not_applicable", "text"]
Severity = Literal["error", "warning", "info"]
Outcome = Literal["passed", "failed", "not_assessable"]
Role = Literal["culprit", "suspect", "left", "right"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Heaviest first."""


# -- the report ---------------------------------------------------------------------------------


class Source(Struct, frozen=True):
    """The file that a report was read from. `pages` is 1 where the format has no pages."""

    file: str
    format: str
    sha256: str
    pages: int


class Period(Struct, frozen=True):
    """The reporting period as the report states it, both ISO dates inclusive."""

    start: str
    end: str


class Section(Struct, frozen=True):
    """A node of the section tree.

    `id` is the form's name for an official section, `parent.n` for a sub-section. `text` is the
    section's own prose, one paragraph a line, without its children's.
    """

    id: str
    number: str
    title: str
    level: int
    page: int | None
    text: str
    children: tuple[Section, ...] = ()

    @property
    def whole(self) -> tuple[Section, ...]:
        """The section and all below it, in reading order."""
        return (self, *(section for child in self.children for section in child.whole))


class Cell(Struct, frozen=True):
    """One figure of a table: what is printed, what it means, and where it stands.

    `text` is the printed text; `value` the exact number, or None where there is none; `rest` what
    the number left over, such as `（其中修订16件）` or `元`.
    """

    address: str
    text: str
    value: Decimal | None
    state: State
    rest: str = ""
    page: int | None = None
    box: Box | None = None


class Unmatched(Struct, frozen=True):
    """A printed row or column that the form does not know, kept with its text."""

    kind: Literal["row", "column"]
    label: str
    texts: tuple[str, ...] = ()
    page: int | None = None


class Table(Struct, frozen=True):
    """An official table as read. What the form wants and `cells` lacks was not read.

    `cells` are keyed by address in the form's order; `labels` hold the printed label of each row
    that was matched; `joins` the pages on which the table goes on from the page before. Where the
    document holds the table a second time with other figures, `cells` are the first's, and `doubts`
    have what the second prints at the addresses where they differ.
    """

    id: str
    section: str
    cells: dict[str, Cell]
    labels: dict[str, str] = {}
    pages: tuple[int, ...] = ()
    joins: tuple[int, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    doubts: dict[str, str] = {}


class Radical(Struct, frozen=True):
    """A compatibility radical in the text layer, the ideograph it stands for, and how often."""

    printed: str
    meant: str
    count: int


class Content(Struct, frozen=True):
    """What a report holds: its layout, the text before its first section, sections, tables."""

    layout: Form
    preamble: str
    sections: tuple[Section, ...]
    tables: dict[str, Table]


class Report(Struct, frozen=True):
    """A document understood under a form, its `layout`.

    Of the pages in `gaps` nothing was read.
    """

    source: Source
    layout: Form
    agency: str
    year: int | None
    title: str
    period: Period | None
    preamble: str
    sections: tuple[Section, ...]
    tables: dict[str, Table]
    radicals: tuple[Radical, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def every_section(self) -> tuple[Section, ...]:
        """All sections at any depth, in reading order."""
        return tuple(section for top in self.sections for section in top.whole)

    @property
    def form(self) -> str:
        """The form's name."""
        return self.layout.id

    def cell(self, address: str) -> Cell | None:
        """Return the cell at `address`, or None where it was not read."""
        table = self.tables.get(address.partition("/")[0])
        return table.cells.get(address) if table else None

    def prose(self, section: str) -> str:
        """Return the prose of the section of this id; of none, what stands before the first."""
        found = (one.text for one in self.every_section if one.id == section)
        return next(found, "") if section else self.preamble

    def tables_in(self, section: str) -> tuple[Table, ...]:
        """Return the tables that stand in the section of this id, not in those below it."""
        return tuple(table for table in self.tables.values() if table.section == section)


# -- the verdict --------------------------------------------------------------------------------


class Quote(Struct, frozen=True):
    """A place in the prose: `text` stands at `start` to `end` in the text of a section.

    `section` is the section's id, empty for the text before the first one.
    """

    section: str
    start: int
    end: int
    text: str


class Operand(Struct, frozen=True):
    """A figure's part in a check: that of the cell at `cell`, or one that the prose states.

    `value` is what was added up: zero for a blank. A stated figure has its place, `quote`, and no
    cell.
    """

    cell: str
    value: Decimal
    blank: bool = False
    quote: Quote | None = None


Relation = Literal["sum", "share"]
"""How the sides of a check must agree: as sums, or the left as a share of two in per cent."""


def _share(part: Decimal, whole: Decimal, printed: Decimal) -> Decimal:
    stated = -int(printed.as_tuple().exponent)
    shares = [round(100 * part / whole, n) for n in range(max(stated, 2), stated + 3)]
    share = next((share for share in shares if share != printed), shares[-1])
    # Zeros at the end say nothing; adding 0 keeps those before the point.
    return share.normalize() + 0


class Check(Struct, frozen=True):
    """One application of a rule.

    `subject` says to what, as an address or a part of one (`disputes/review`,
    `applications/*/total`, `overview`, or empty for the whole report). `left` and `right` are the
    two sides of an identity or of a claim, empty for rules without one: what the tables or the
    parts make, and what is printed as their sum or said in the prose. A `share` has two figures on
    the left, the part and the whole. `quotes` are the places in the prose that the check speaks of.
    `message` is the sentence of a failed check, or the reason why one is not assessable.
    """

    rule: str
    subject: str
    outcome: Outcome
    section: str | None = None
    page: int | None = None
    left: tuple[Operand, ...] = ()
    right: tuple[Operand, ...] = ()
    cells: tuple[str, ...] = ()
    focus: str | None = None
    message: Message | None = None
    quotes: tuple[Quote, ...] = ()
    relation: Relation = "sum"

    @property
    def target(self) -> str:
        """What a finding of this check alone is called: `A104:disputes/review`."""
        return f"{self.rule}:{self.subject}" if self.subject else self.rule

    @property
    def expected(self) -> Decimal | None:
        """What the left side comes to.

        A share is in per cent, in the fewest decimals that tell it from the one that is printed:
        two at least, and at most two more than that has.
        """
        if not self.left:
            return None
        if self.relation == "share":
            part, whole = (operand.value for operand in self.left)
            return _share(part, whole, self.right[0].value) if whole else None
        return sum((o.value for o in self.left), Decimal(0))

    @property
    def found(self) -> Decimal | None:
        """What the right side comes to."""
        return sum((o.value for o in self.right), Decimal(0)) if self.right else None


class Suspect(Struct, frozen=True):
    """A cell and the value that would make every identity close again.

    Suspects of the same `repair` belong together: the identities close when all of them change.
    Repairs are numbered from 0, the likeliest first.
    """

    cell: str
    value: Decimal
    reason: Message
    repair: int = 0


class Finding(Struct, frozen=True):
    """What a person is shown: one or more failed checks with one cause.

    `id` depends on agency, year, rule and subject only. `target` is what annotations call it,
    `A104:disputes/review`. `cells` are the cells it speaks of, an identity's operands from left to
    right; `focus` is the one to look at first, `quotes` the places in the prose. `checks` are those
    that failed for the same cause, the first of which names the finding. Its first repair is
    `sure` where no other is nearly as likely.
    """

    id: str
    target: str
    rules: tuple[str, ...]
    severity: Severity
    section: str | None
    page: int | None
    message: Message
    cells: tuple[str, ...]
    focus: str | None
    expected: Decimal | None
    found: Decimal | None
    suspects: tuple[Suspect, ...]
    checks: tuple[Check, ...]
    quotes: tuple[Quote, ...] = ()
    sure: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        """What annotations call it: its own name, and those of the other checks that failed.

        Which check comes first may change with the figures, and a note must not be lost by that.
        """
        others = (check.target for check in self.checks)
        return tuple(dict.fromkeys((self.target, *others)))

    @property
    def repairs(self) -> tuple[tuple[Suspect, ...], ...]:
        """The suspects that belong together, the likeliest first."""
        groups = groupby(self.suspects, key=lambda suspect: suspect.repair)
        return tuple(tuple(together) for _repair, together in groups)

    @property
    def is_of_cells(self) -> bool:
        """Whether it is about cells as such, each for itself, and not about what they add up to."""
        operands = (o for check in self.checks for o in (*check.left, *check.right))
        return bool(self.cells) and not any(operand.cell for operand in operands)

    @property
    def is_of_a_row(self) -> bool:
        """Whether a row as such is wrong, such as one of an older form, and not its figures."""
        subjects = {check.subject for check in self.checks}
        return self.is_of_cells and {c.rpartition("/")[0] for c in self.cells} == subjects

    @property
    def amends(self) -> dict[str, Decimal]:
        """The figures that ought to stand in the cells of a sure repair."""
        sure = self.repairs[0] if self.sure and self.suspects else ()
        return {suspect.cell: suspect.value for suspect in sure}

    @property
    def culprits(self) -> tuple[str, ...]:
        """The cells to change in a sure repair, or the ones that it is about as such.

        Else the cell to look at first, if any.
        """
        if amends := self.amends:
            return tuple(amends)
        if self.is_of_cells:
            return self.cells
        return (self.focus,) if self.focus else self.cells[:1]

    @property
    def roles(self) -> dict[str, Role]:
        """The part that each cell plays: to be changed, perhaps so, or an operand of a side."""
        roles: dict[str, Role] = {}
        for check in self.checks:
            roles |= {o.cell: "right" for o in check.right if o.cell and o.cell not in roles}
            roles |= {o.cell: "left" for o in check.left if o.cell and o.cell not in roles}
        if self.is_of_cells or self.amends:
            return roles | dict.fromkeys(self.culprits, "culprit")
        return roles | {suspect.cell: "suspect" for suspect in self.suspects}


class Ledger(Struct, frozen=True):
    """How many identities or claims were evaluated, and how many could not be."""

    passed: int
    failed: int
    not_assessable: int

    @property
    def evaluated(self) -> int:
        """Those that passed or failed."""
        return self.passed + self.failed

    @property
    def total(self) -> int:
        """All of them."""
        return self.evaluated + self.not_assessable


class Verdict(Struct, frozen=True):
    """All checks, the findings with the weightiest first, and what was evaluated.

    `ledger` counts the identities of the form, `claims` the figures stated in the prose.
    """

    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    ledger: Ledger
    claims: Ledger = Ledger(0, 0, 0)
