"""The `gouji` command. Textual is imported only to open the browser, parsers only to read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from parsers.messages import Message, marked
from tui import language, settings, usage
from tui.language import _
from tui.settings.commands import completions, config
from tui.streams import forget_streams, is_terminal, put, tell
from tui.usage import Command, PathsOrCommand

if TYPE_CHECKING:
    from tui.batch import Batch, Options
    from tui.config import FailOn
    from tui.reading import Reading

Format = Literal["text", "json", "csv", "sarif"]
EXPORTS = ("md", "html", "docx", "xlsx", "json", "csv", "sarif")
"""Those of `tui.exports`, which is not loaded to say them."""
FAIL_ON = ("error", "warning", "never")
FINDINGS, USAGE, UNREADABLE, PIPE_CLOSED = 1, 2, 3, 128 + 13
"""What the command exits with beside 0."""

_paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
_required_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.group(
    cls=PathsOrCommand,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[--lang LANGUAGE]",
    subcommand_metavar="[PATH ...]  |  COMMAND ...",
    help=marked(
        "Open reports in the browser: a file, several, or a folder. Without a path, this folder."
    ),
)
@click.version_option(None, "-V", "--version", package_name="gouji", prog_name="gouji")
@usage.language
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Open the current folder where nothing else is asked for."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(browse, paths=())


@click.command(cls=Command, name="gouji")
@usage.language
@_paths
@click.pass_obj
def browse(trouble: Message | None, paths: Sequence[Path]) -> None:
    """Open the browser; without a terminal, print what `check` prints.

    The screen says the `trouble` with the settings too: stderr is out of sight there.
    """
    paths = paths or (Path(),)
    if is_terminal(sys.stdin) and is_terminal(sys.stdout):
        import gc

        # Until the first screen nothing is thrown away; it turns the collector on again.
        gc.disable()
        # What a key changes would wait for its frame longer than the painting of it takes.
        os.environ.setdefault("TEXTUAL_FPS", "240")
        from tui.app import run

        run(list(paths), trouble)
        return
    tell(_("no terminal, so here is what `gouji check` says"))
    batch = _batch(paths)
    _print("text", batch, batch)
    sys.exit(UNREADABLE if batch.unread else 0)


cli.otherwise = browse
cli.add_command(config)
cli.add_command(completions)


@cli.command(help=marked("Check reports and print what does not add up."))
@_required_paths
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv", "sarif"]),
    default="text",
    help=marked("how to print the findings"),
)
@click.option(
    "--select",
    callback=usage.rules,
    shell_complete=usage.offer_rules,
    help=marked("only these rules, such as A,F10, whatever gouji.toml selects or ignores"),
)
@click.option(
    "--ignore",
    callback=usage.rules,
    shell_complete=usage.offer_rules,
    help=marked("all rules but these, and those that gouji.toml ignores"),
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help=marked("from which severity on to exit with 1, instead of error or what gouji.toml says"),
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    help=marked("how many reports to read at the same time"),
)
@usage.language
def check(
    paths: Sequence[Path],
    format_: Format,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: FailOn | None,
    jobs: int,
) -> None:
    """Check reports."""
    from tui.batch import Options
    from tui.reading import fails

    batch = _batch(paths, Options(select, ignore, fail_on), jobs)
    failed: list[bool] = []
    _print(format_, _watched(batch, lambda reading: failed.append(fails(reading))), batch)
    if batch.unread:
        sys.exit(UNREADABLE)
    if any(failed):
        sys.exit(FINDINGS)


def _watched(batch: Batch, meet: Callable[[Reading], None]) -> Iterator[Reading]:
    """Yield the readings as they are read, each after it was met."""
    for reading in batch:
        meet(reading)
        yield reading


@cli.command(help=marked("Write the annotated summary of reports, or the whole reading as JSON."))
@_required_paths
@click.option(
    "--format",
    "format_",
    type=click.Choice(EXPORTS),
    required=True,
    help=marked("the format to write"),
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER",
    shell_complete=usage.offer_files,
    help=marked("a file, or a folder for one file a report; without it, the terminal"),
)
@click.option(
    "--only",
    type=click.Choice(["confirmed", "open", "all"]),
    default="all",
    help=marked("which findings to write"),
)
@click.option(
    "--no-annotations", is_flag=True, help=marked("leave out what people wrote, but for verdicts")
)
@click.option("--force", is_flag=True, help=marked("overwrite files that exist"))
@usage.language
def export(
    paths: Sequence[Path],
    format_: str,
    output: str | None,
    only: Literal["confirmed", "open", "all"],
    no_annotations: bool,
    force: bool,
) -> None:
    """Export reports."""
    from tui.exporting import export as written
    from tui.exports.scope import Options

    batch = _batch(paths)
    if not written(batch, format_, output, Options(only, not no_annotations), force):
        sys.exit(USAGE)
    sys.exit(UNREADABLE if batch.unread else 0)


@cli.command(name="annotations", help=marked("List what people wrote on reports."))
@_required_paths
@click.option(
    "--stale",
    is_flag=True,
    help=marked("only what is about something that has changed, is corrected, or is gone"),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help=marked("how to print the annotations"),
)
@usage.language
def listed_annotations(
    paths: Sequence[Path], stale: bool, format_: Literal["text", "json", "csv"]
) -> None:
    """List annotations."""
    from tui.annotations import file as annotation_file
    from tui.exports import listing

    paths = list(map(annotation_file.report_of, paths))
    batch = _batch(paths)
    listed = listing.gather(batch, chain(batch.unread, listing.abandoned(paths)), stale)
    put(listing.render(format_, listed, _is_coloured()))
    if listed.unread:
        sys.exit(UNREADABLE)


@cli.command(help=marked("List the rules, or explain one."))
@click.argument("code", required=False, shell_complete=usage.offer_rules)
@usage.language
def rules(code: str | None) -> None:
    """Print the catalogue, or one rule with its explanation, example and source."""
    from parsers.checks.register import RULES, unknown
    from tui.config import Configs
    from tui.terms import explained

    with _usable_config():
        config = Configs().of(Path("report"))
    if code is None:
        put("".join(f"{explained(known, config)[0]}\n" for known in RULES))
    elif code.upper() in RULES:
        heading, parts = explained(code.upper(), config)
        put("\n\n".join([heading, *(language.labelled(*part) for part in parts)]) + "\n")
    else:
        raise click.BadParameter(language.say(unknown(code)), param_hint="CODE")


# -- reading and saying -------------------------------------------------------------------------


def _batch(paths: Sequence[Path], options: Options | None = None, jobs: int = 1) -> Batch:
    """Find all that `paths` mean, or end with the sentence on what is wrong with a config."""
    from tui import batch

    with _usable_config():
        return batch.Batch(paths, options or batch.Options(), jobs)


@contextmanager
def _usable_config() -> Iterator[None]:
    """End with the sentence on what is wrong with a config, if something is."""
    from parsers.toml import Broken

    try:
        yield
    except Broken as error:
        tell(language.say(error.message))
        sys.exit(USAGE)


def _print(format_: Format, readings: Iterable[Reading], batch: Batch) -> None:
    """Print what was found in readings of `batch`, each as it comes where that is possible."""
    from tui.exports import render
    from tui.exports.overview import Overview
    from tui.exports.scope import ALL

    if format_ == "text":
        from tui.exports.text import render as text

        for part in text(readings, _is_coloured()):
            put(part)
    elif format_ == "json":
        for reading in readings:
            put(render(format_, [reading]))
    else:
        put(render(format_, readings, ALL, Overview((), batch.unread)))


def _is_coloured() -> bool:
    return is_terminal(sys.stdout) and "NO_COLOR" not in os.environ


def _settled() -> Message | None:
    """Let the settings count; say what is wrong where they cannot, and return it."""
    told, trouble = settings.load()
    settings.use(told)
    if told != settings.Settings():
        from tui.glyphs import use_borders
        from tui.widths import use_ambiguous

        use_borders(told.borders)
        use_ambiguous(told.ambiguous_width)
    language.use(language.preferred() if told.language == "auto" else told.language)
    # A shell that asks what may come next shows what is told here, in the middle of a line.
    if trouble and "_GOUJI_COMPLETE" not in os.environ:
        tell(language.say(trouble))
    return trouble


def main() -> None:
    """Run the command as the person has set it.

    Where a pipe is closed before all is written, as by `gouji check … | head -1`, it ends without a
    word and exits with 141: what shells report of other programs that such a pipe has stopped.
    """
    try:
        cli(prog_name="gouji", obj=_settled())
    except usage.PipeClosed:
        pass  # Processes that still read reports are told to stop when the error is let go of.
    except Exception as error:
        # What is not the input's fault is told apart from findings, and in a sentence too.
        tell(_("cannot go on: {why}").format(why=_why(error)))
        # What is left in a stream that cannot take it would be tried again at the end.
        os._exit(USAGE)
    forget_streams()
    sys.exit(PIPE_CLOSED)


def _why(error: Exception) -> str:
    """Return what went wrong, and with which file where the system says so."""
    if not isinstance(error, OSError):
        return f"{type(error).__name__}: {error}"
    if error.errno is None:  # a sentence of ours
        return str(error)
    from parsers.reasons import reason

    told = language.say(reason(error))
    return f"{error.filename}: {told}" if error.filename else told
