"""What annotations are about: whether it is still in the report, and whether it has changed."""

from __future__ import annotations

from parsers.formula import number
from parsers.model import Finding, Operand, Report
from tui.layout.text import clean


def seen_in(finding: Finding, report: Report) -> str:
    """Return the printed texts of a finding's operands, `10|1|0|0|0`: left side, then right.

    A finding that is not about an identity is also about what its message quotes from the prose.
    """
    operands = [o for check in finding.checks for o in (*check.left, *check.right)]
    others = [c for c in finding.cells if c not in {o.cell for o in operands}]
    texts = [_printed(o, report) for o in dict.fromkeys(operands)]
    texts += [cell.text if (cell := report.cell(c)) else "" for c in others]
    if not any(check.left and check.right for check in finding.checks):
        texts += [str(text) for _, text in sorted(finding.message.values.items())]
    return "|".join(on_one_line(text) for text in texts)


def on_one_line(text: str) -> str:
    """Return `text` with a blank for each run of white space, fit for a file in UTF-8."""
    return clean(" ".join(text.split()))


def _printed(operand: Operand, report: Report) -> str:
    """Return an operand's printed text, its value where it stands in another report."""
    cell = report.cell(operand.cell)
    return cell.text if cell else number(operand.value)


def targets_of(finding: Finding) -> tuple[str, ...]:
    """Return what annotations on a finding may call it."""
    return tuple(f"finding:{target}" for target in finding.targets)


def is_there(target: str, report: Report) -> bool:
    """Tell whether the report, section, table, row or cell that is called `target` is there."""
    kind, _, name = target.partition(":")
    match kind:
        case "report":
            return not name
        case "section":
            return any(s.id == name for s in report.every_section)
        case "table":
            return name in report.tables
        case "row":
            table = report.tables.get(name.partition("/")[0])
            return table is not None and any(a.rpartition("/")[0] == name for a in table.cells)
        case "cell":
            return report.cell(name) is not None
    return False
