"""What every test has: places of its own for what gouji keeps, a name, and English."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from parsers import contained
from tui import language, settings

_HOMES = count()


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run the tests: those of the screen wait half of their time."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(autouse=True)
def _at_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    def place(kind: str) -> Callable[[str], Path]:
        made: list[Path] = []

        def of(name: str) -> Path:
            # Most tests never ask for it.
            if not made:
                made.append(tmp_path_factory.mktemp(kind))
            return made[0] / name

        return of

    monkeypatch.setattr("platformdirs.user_data_path", place("data"))
    monkeypatch.setattr("platformdirs.user_state_path", place("state"))
    monkeypatch.setattr("platformdirs.user_config_path", place("config"))
    # For programs that tests start; they make what they need.
    home = tmp_path_factory.getbasetemp() / f"home-{next(_HOMES)}"
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("GOUJI_AUTHOR", "王芳")
    language.use("en")
    yield
    language.use("en")
    settings.use(settings.Settings())


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that are started in processes of their own meanwhile."""
    started: list[str] = []

    class Counted(contained.Talk):
        def __init__(self, module: str, beginning: bytes = b"") -> None:
            started.append(module)
            super().__init__(module, beginning)

    monkeypatch.setattr(contained, "Talk", Counted)
    return started
