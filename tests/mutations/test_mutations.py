"""A slice of the damaged reports, so that no day passes without some."""

from __future__ import annotations

import pytest

from tests.mutations.damage import WAYS
from tests.mutations.trying import trial

EACH = {"pdf": 16, "docx": 40, "html": 40, "txt": 40}


@pytest.mark.parametrize("format", WAYS)
def test_damaged_report_is_read_or_refused_and_never_wrong(format: str) -> None:
    trials = [trial(format, seed) for seed in range(EACH[format])]
    assert [it for it in trials if it.outcome in ("WRONG", "CRASHED")] == []
    assert {it.outcome for it in trials} >= {"whole", "refused" if format != "txt" else "in part"}
