"""A report as it is worked on: read, checked, and with what people wrote about it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from parsers.messages import Message, Trouble, marked
from parsers.model import SEVERITIES, Finding, Report, Severity, Verdict
from tui.annotations import AnnotationStore, Standing
from tui.config import Config, Configs


class Reading(Struct, frozen=True):
    """A report from `path`, the verdict on it, the store of its annotations, and its config."""

    path: Path
    report: Report
    verdict: Verdict
    store: AnnotationStore
    config: Config = Config()


class Unread(Struct, frozen=True):
    """Why a file was not read.

    Where it was not even tried, since a file of settings is broken, this is the `settings`.
    """

    why: Message
    settings: Path | None = None


def open_reading(path: Path, config: Config | None = None, report: Report | None = None) -> Reading:
    """Read and check the file at `path`, if `report` is not what was read from it already.

    Without a `config` that of its folder counts. Raises `parsers.document.Unreadable`, and
    `parsers.toml.Broken` where the config cannot be used.
    """
    import parsers

    config = config or Configs().of(path)
    report = report or parsers.load(path, config.forms)
    verdict = parsers.check(report, config.select, config.ignore, config.severities)
    store = AnnotationStore.open(path, report, config.author)
    return Reading(path, report, verdict, store, config)


def attempt(path: Path, configs: Configs) -> Reading | Unread:
    """Read the file at `path`, whatever is wrong with it or with its config."""
    try:
        return open_reading(path, configs.of(path))
    except Trouble as error:
        return Unread(error.message, _settings(error))
    except Exception as error:  # a broken file must not end the program
        name = type(error).__name__
        template = marked("it breaks the reader ({error})")
        return Unread(Message(template, {"error": f"{name}: {error}"}))


def _settings(error: Trouble) -> Path | None:
    """Return the file of settings that is broken, if that is the trouble."""
    from parsers.toml import Broken

    return Path(str(error.message.values["file"])) if isinstance(error, Broken) else None


def standing(reading: Reading, finding: Finding) -> Standing:
    """Return where `finding` stands."""
    return reading.store.standing(finding, reading.report)


def counts(reading: Reading, findings: Iterable[Finding] | None = None) -> dict[Severity, int]:
    """Return how many of `findings`, or of all, there are of each severity.

    The dismissed ones are left out: they are no problems. The confirmed ones are.
    """
    found = reading.verdict.findings if findings is None else findings
    return tally((f.severity, standing(reading, f)) for f in found)


def tally(findings: Iterable[tuple[Severity, Standing]]) -> dict[Severity, int]:
    """Return how many of `findings` are problems, by their severity, wherever that is counted."""
    found = dict.fromkeys(SEVERITIES, 0)
    for severity, stands in findings:
        found[severity] += stands.is_problem
    return found


def fails(reading: Reading) -> bool:
    """Tell whether there is a finding as heavy as those that its config does not let pass."""
    fail_on = reading.config.fail_on
    fatal = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on != "never" else ()
    found = counts(reading)
    return any(found[severity] for severity in fatal)
