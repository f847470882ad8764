"""How the command is used: its help in the language in use, paths as a command, lists of rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec.structs import replace

from parsers.messages import marked
from tui import language as languages
from tui import settings
from tui.language import _, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])


class _Translated:
    """A command that says its help in the language in use."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self._translate()
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        self._translate()
        return super().shell_complete(ctx, incomplete)  # type: ignore[misc, no-any-return]

    def _translate(self) -> None:
        commands = [self, *getattr(self, "commands", {}).values()]
        for command in commands:
            command.help = _(command.help or "")
            for parameter in command.params:
                parameter.help = _(getattr(parameter, "help", "") or "")


class Command(_Translated, click.Command):
    """A subcommand."""


class PipeClosed(Exception):
    """Whoever has read what the command writes has stopped."""


class Commands(_Translated, click.Group):
    """A subcommand with some of its own."""

    command_class = Command


class PathsOrCommand(Commands):
    """The command itself: what is no subcommand is a path to open."""

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

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Return the subcommands and options that may come next, and that a path may."""
        found = super().shell_complete(ctx, incomplete)
        return (
            found
            if incomplete.startswith("-")
            else [*offer_files(ctx, self.params[0], incomplete), *found]
        )

    def invoke(self, ctx: click.Context) -> Any:
        """Run what is asked for; raise `PipeClosed` where nobody reads on: click would exit 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise PipeClosed from None


def _speak(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        languages.use(value)
        settings.use(replace(settings.in_use(), language=value))


def language(command: F) -> F:
    """Give a command the option that says in which language to speak."""
    return click.option(
        "--lang",
        type=click.Choice(languages.LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_speak,
        help=marked("the language to speak, instead of the one set or the environment's"),
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


def offer_rules(
    _ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Return the rules that a list of them may go on with."""
    from click.shell_completion import CompletionItem

    from parsers.checks.register import RULES

    before, comma, begun = incomplete.rpartition(",")
    return [
        CompletionItem(f"{before}{comma}{code}", help=_(rule.name))
        for code, rule in RULES.items()
        if code.startswith(begun.upper())
    ]


def offer_files(
    _ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Return that a file is wanted."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]
