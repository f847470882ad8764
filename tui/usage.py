"""How the command is used: its help in the language in use, paths as a command, lists of rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from parsers.messages import marked
from tui import language as languages
from tui.language import _, say

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


class Command(_Translated, click.Command):
    """A subcommand."""


class PipeClosed(Exception):
    """Whoever has read what the command writes has stopped."""


class PathsOrCommand(_Translated, click.Group):
    """The command itself: what is no subcommand is a path to open."""

    command_class = Command
    otherwise: click.Command
    """What paths are given to."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the subcommand that is asked for, or the one for paths."""
        if args and args[0] in self.commands:
            return super().resolve_command(ctx, args)
        ctx.info_name = None
        return "gouji", self.otherwise, args

    def invoke(self, ctx: click.Context) -> Any:
        """Run what is asked for; raise `PipeClosed` where nobody reads on: click would exit 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise PipeClosed from None


def _speak(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        languages.use(value)


def language(command: F) -> F:
    """Give a command the option that says in which language to speak."""
    return click.option(
        "--lang",
        type=click.Choice(languages.LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_speak,
        help=marked("the language to speak, instead of the environment's"),
    )(command)


def rules(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Split a list of beginnings of rule codes; each must be one of some rule, and one be there."""
    if value is None:
        return ()
    from parsers.checks.register import begins_a_code, unknown

    codes = tuple(code.strip().upper() for code in value.split(",") if code.strip())
    if not codes:
        raise click.BadParameter(say(unknown("")))
    for code in codes:
        if not begins_a_code(code):
            raise click.BadParameter(say(unknown(code)))
    return codes
