"""What every test has: a place of its own for what gouji remembers."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder: list[Path] = []

    def place(name: str) -> Path:
        # Made when it is asked for: most tests never do.
        if not folder:
            folder.append(tmp_path_factory.mktemp("state"))
        return folder[0] / name

    monkeypatch.setattr("platformdirs.user_state_path", place)
    monkeypatch.setenv("XDG_STATE_HOME", "/nonexistent/state")
