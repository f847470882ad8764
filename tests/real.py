"""Where the real reports are, for tests that read them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
REPORTS = ROOT.parent / "shared" / "reports"
SAMPLES = ROOT / "sample_reports"
