"""What a report is once it is understood, and what checking it gives: frozen data, no behaviour."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from parsers.forms import Form
from parsers.gaps import Gap
from parsers.geometry import Box
from parsers.messages import Message

State = Literal["number", "blank", "not_applicable", "text"]
Severity = Literal["error", "warning", "info"]
Outcome = Literal["passed", "failed", "not_assessable"]

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
    that was matched; `joins` the pages on which the table goes on from the page before.
    """

    id: str
    section: str
    cells: dict[str, Cell]
    labels: dict[str, str] = {}
    pages: tuple[int, ...] = ()
    joins: tuple[int, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()


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
    def form(self) -> str:
        """The form's name."""
        return self.layout.id


# -- the verdict --------------------------------------------------------------------------------


class Operand(Struct, frozen=True):
    """A cell's part in an identity. `value` is what was added up: zero for a blank."""

    cell: str
    value: Decimal
    blank: bool = False


class Check(Struct, frozen=True):
    """One application of a rule.

    `subject` says to what, as an address or a part of one (`disputes/review`,
    `applications/*/total`, `overview`, or empty for the whole report). `left` and `right` are the
    two sides of an identity, empty for rules without one. `message` is the sentence of a failed
    check, or the reason why one is not assessable.
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

    @property
    def expected(self) -> Decimal | None:
        """What the left side of the identity comes to."""
        return sum((o.value for o in self.left), Decimal(0)) if self.left else None

    @property
    def found(self) -> Decimal | None:
        """What the right side of the identity comes to."""
        return sum((o.value for o in self.right), Decimal(0)) if self.right else None


class Suspect(Struct, frozen=True):
    """A cell and the value that would make every identity close again."""

    cell: str
    value: Decimal
    reason: Message


class Finding(Struct, frozen=True):
    """What a person is shown: one or more failed checks with one cause.

    `id` depends on agency, year, rule and subject only. `target` is what annotations call it,
    `A104:disputes/review`. `cells` are the cells it speaks of, an identity's operands from left to
    right; `focus` is the one to look at first.
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


class Ledger(Struct, frozen=True):
    """How many identities were evaluated, and how many could not be."""

    passed: int
    failed: int
    not_assessable: int

    @property
    def evaluated(self) -> int:
        """Those that passed or failed."""
        return self.passed + self.failed

    @property
    def total(self) -> int:
        """All that the form asks for."""
        return self.evaluated + self.not_assessable


class Verdict(Struct, frozen=True):
    """All checks, the findings with the weightiest first, and the ledger of the identities."""

    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    ledger: Ledger
