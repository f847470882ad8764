"""The `gouji` command. Textual is imported only to open the browser, parsers only to read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, TextIO, TypeVar

import click

from parsers.document import Unreadable
from parsers.messages import marked
from parsers.model import SEVERITIES
from tui import language
from tui.language import _
from tui.paths import select

Format = Literal["text", "json"]
FAIL_ON = ("error", "warning", "never")
FINDINGS, USAGE, UNREADABLE = 1, 2, 3
"""What the command exits with beside 0."""

F = TypeVar("F", bound=Callable[..., Any])


class _Translated:
    """A command that says its help in the language in use."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = [self, *getattr(self, "commands", {}).values()]
        for command in commands:
            command.help = _(command.help or "")
            for parameter in command.params:
                parameter.help = _(getattr(parameter, "help", "") or "")
        super().format_help(ctx, formatter)  # type: ignore[misc]


class _Command(_Translated, click.Command):
    """A subcommand."""


class _Gouji(_Translated, click.Group):
    """The command itself: what is no subcommand is a path to open."""

    command_class = _Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] in self.commands:
            return super().resolve_command(ctx, args)
        ctx.info_name = None
        return "gouji", browse, args


def _speak(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        language.use(value)


def _language(command: F) -> F:
    return click.option(
        "--lang",
        type=click.Choice(language.LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_speak,
        help=marked("the language to speak, instead of the environment's"),
    )(command)


def _rules(_ctx: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Split a list of beginnings of rule codes; each must be one of some rule."""
    from parsers.checks.register import RULES

    codes = tuple(code.strip().upper() for code in value.split(",") if code.strip())
    for code in codes:
        if not any(known.startswith(code) for known in RULES):
            raise click.BadParameter(_no_rule(code))
    return codes


def _no_rule(code: str) -> str:
    """Return the sentence on an unknown rule, naming the nearest one, of its family if it can."""
    from difflib import get_close_matches

    from parsers.checks.register import RULES

    family = [known for known in RULES if known[0] == code[:1].upper()]
    (near,) = get_close_matches(code.upper(), family or RULES, n=1, cutoff=0.0)
    return _("there is no rule {code}; the nearest is {near}").format(code=code, near=near)


_paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
_required_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.group(
    cls=_Gouji,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[--lang LANGUAGE]",
    subcommand_metavar="[PATH ...]  |  COMMAND ...",
    help=marked(
        "Open reports in the browser: a file, several, or a folder. Without a path, this folder."
    ),
)
@click.version_option(None, "-V", "--version", package_name="gouji", prog_name="gouji")
@_language
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Open the current folder where nothing else is asked for."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(browse, paths=())


@click.command(cls=_Command, name="gouji")
@_language
@_paths
def browse(paths: Sequence[Path]) -> None:
    """Open the browser; without a terminal, print what `check` prints."""
    paths = paths or (Path(),)
    if _is_terminal(sys.stdin) and _is_terminal(sys.stdout):
        import gc

        # Until the first screen nothing is thrown away; it turns the collector on again.
        gc.disable()
        from tui.app import run

        run(list(paths))
        return
    _tell(_("no terminal, so here is what `gouji check` says"))
    readings, unread = _read(paths)
    _print("text", readings)
    sys.exit(UNREADABLE if unread else 0)


@cli.command(help=marked("Check reports and print what does not add up."))
@_required_paths
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help=marked("how to print the findings"),
)
@click.option(
    "--select", callback=_rules, default="", help=marked("only these rules, such as A,F10")
)
@click.option("--ignore", callback=_rules, default="", help=marked("all rules but these"))
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="error",
    help=marked("from which severity on to exit with 1"),
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    help=marked("how many reports to read at the same time"),
)
@_language
def check(
    paths: Sequence[Path],
    format_: Format,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    jobs: int,
) -> None:
    """Check reports."""
    from tui.reading import counts

    readings, unread = _read(paths, select, ignore, jobs)
    _print(format_, readings)
    if unread:
        sys.exit(UNREADABLE)
    fatal = SEVERITIES[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    if any(counts(reading)[severity] for reading in readings for severity in fatal):
        sys.exit(FINDINGS)


@cli.command(help=marked("Write the annotated summary of reports, or the whole reading as JSON."))
@_required_paths
@click.option(
    "--format",
    "format_",
    type=click.Choice(["md", "json"]),
    required=True,
    help=marked("the format to write"),
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER",
    help=marked("a file, or a folder for one file a report; without it, the terminal"),
)
@click.option(
    "--only",
    type=click.Choice(["confirmed", "open", "all"]),
    default="all",
    help=marked("which findings to write"),
)
@click.option("--force", is_flag=True, help=marked("overwrite files that exist"))
@_language
def export(
    paths: Sequence[Path],
    format_: str,
    output: str | None,
    only: Literal["confirmed", "open", "all"],
    force: bool,
) -> None:
    """Export reports."""
    from tui.exports import render
    from tui.exports.files import Refused, write, write_each

    readings, unread = _read(paths)
    done: list[Path | Refused] = []
    try:
        if output is None:
            _write(render(format_, readings, only))
        elif _is_folder(output, len(readings)):
            done += write_each(Path(output), format_, readings, only, force)
        elif readings:
            write(Path(output), format_, readings, only, force)
            done.append(Path(output))
    except Refused as refusal:
        done.append(refusal)
    except OSError as error:
        _tell(_("cannot write {path}: {why}").format(path=output, why=error.strerror or error))
        sys.exit(USAGE)
    for result in done:
        if isinstance(result, Refused):
            _tell(language.say(result.message))
        else:
            _tell(_("wrote {path}").format(path=result))
    if any(isinstance(result, Refused) for result in done):
        sys.exit(USAGE)
    sys.exit(UNREADABLE if unread else 0)


def _is_folder(output: str, reports: int) -> bool:
    """Tell whether exports go into a folder: it is one, is written as one, or several need one."""
    path = Path(output)
    return path.is_dir() or output.endswith(("/", os.sep)) or (reports > 1 and not path.suffix)


@cli.command(help=marked("List the rules, or explain one."))
@click.argument("code", required=False)
@_language
def rules(code: str | None) -> None:
    """Print the catalogue, or one rule with its explanation, example and source."""
    from parsers.checks.register import RULES
    from tui.terms import explained

    if code is None:
        for known in RULES:
            click.echo(explained(known)[0])
    elif code.upper() in RULES:
        heading, parts = explained(code.upper())
        click.echo("\n\n".join([heading, *(f"{title}: {text}" for title, text in parts)]))
    else:
        raise click.BadParameter(_no_rule(code), param_hint="CODE")


# -- reading and saying -------------------------------------------------------------------------


def _read(
    paths: Sequence[Path],
    selected: tuple[str, ...] = (),
    ignored: tuple[str, ...] = (),
    jobs: int = 1,
) -> tuple[list[Any], bool]:
    """Read all that `paths` mean; say of each that cannot be read why.

    Returns the readings and whether anything was left unread.
    """
    from tui.reading import open_reading

    selection = select(paths)
    for folder in selection.empty:
        _tell(_("{path}: no reports in this folder").format(path=folder))
    readings, unread = [], bool(selection.empty)
    for path, report in _loaded(selection.files, jobs):
        if isinstance(report, Unreadable):
            _tell(f"{path}: {language.say(report.message)}")
            unread = True
        else:
            reading = open_reading(path, report, selected, ignored)
            if reading.store.trouble:
                _tell(f"{path}: {language.say(reading.store.trouble)}")
            readings.append(reading)
    return readings, unread


def _loaded(files: Sequence[Path], jobs: int) -> Iterator[tuple[Path, Any]]:
    """Yield each file with its report, or with the `Unreadable` that says why there is none."""
    if jobs == 1 or len(files) < 2:
        yield from ((path, _load(path)) for path in files)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(min(jobs, len(files)), mp_context=get_context("spawn")) as pool:
        yield from zip(files, pool.map(_load, files), strict=True)


def _load(path: Path) -> Any:
    import parsers

    try:
        return parsers.load(path)
    except Unreadable as error:
        return error


def _print(format_: Format, readings: Sequence[Any]) -> None:
    if not readings:
        return
    if format_ == "text":
        from tui.exports.text import render as text

        _write(
            text(readings, "all", colour=_is_terminal(sys.stdout) and "NO_COLOR" not in os.environ)
        )
    else:
        from tui.exports import render

        _write(render(format_, readings))


def _write(text: str) -> None:
    """Write data to stdout, the same bytes everywhere."""
    if _is_terminal(sys.stdout):
        click.echo(text, nl=False, color=True)
    elif sys.stdout is None:
        raise OSError(_("there is no standard output"))
    else:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()


def _is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a stream is one and leads to a terminal; a closed one is None."""
    return stream is not None and stream.isatty()


def _tell(text: str) -> None:
    """Say something to the person, on stderr and without control characters."""
    from tui.layout.text import plain

    click.echo(f"gouji: {plain(text)}", err=True)


def main() -> None:
    """Run the command in the language that the environment asks for."""
    language.use(language.preferred())
    try:
        cli(prog_name="gouji")
    except Exception as error:
        # What is not the input's fault is told apart from findings, and in a sentence too.
        kind = "" if isinstance(error, OSError) else f"{type(error).__name__}: "
        _tell(_("cannot go on: {why}").format(why=f"{kind}{error}"))
        # What is left in a stream that cannot take it would be tried again at the end.
        os._exit(USAGE)
