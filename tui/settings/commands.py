"""The commands about gouji itself: its settings, and what the shell knows of it."""

from __future__ import annotations

from typing import Literal

import click

from parsers.messages import marked
from tui import settings, usage
from tui.language import _
from tui.streams import put
from tui.usage import Command, Commands

SHELLS = {
    "bash": "gouji completions bash >> ~/.bashrc",
    "zsh": "gouji completions zsh >> ~/.zshrc",
    "fish": "gouji completions fish > ~/.config/fish/completions/gouji.fish",
}
"""What is written once in each shell, to have completions in all that are opened later."""


@click.group(
    cls=Commands,
    help=marked("Tell where your settings are, and what."),
)
@usage.language
def config() -> None:
    """Tell about settings."""


@config.command(help=marked("Print where the file is, or would be."))
@usage.language
def path() -> None:
    """Print the file's path."""
    put(f"{settings.place()}\n")


@config.command(help=marked("Print all settings. It can be kept as the file."))
@usage.language
def show() -> None:
    """Print the settings as TOML."""
    from tui.settings.shown import shown

    put(shown())


@config.command(help=marked("Print a JSON schema of the file, for editors."))
@click.option(
    "--for",
    "for_",
    type=click.Choice(["person", "folder"]),
    default="person",
    help=marked("of your own config.toml, or of the gouji.toml of a folder"),
)
@usage.language
def schema(for_: Literal["person", "folder"]) -> None:
    """Print a JSON schema."""
    from tui.settings.shown import schema_of

    put(schema_of(for_))


class _Completions(Command):
    """The command says how to install what it prints."""

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Write this once")):
            formatter.write_dl(list(SHELLS.items()))


@click.command(
    cls=_Completions,
    help=marked("Print completions for a shell. It then knows commands, options, rules and files."),
)
@click.argument("shell", type=click.Choice(list(SHELLS)))
@usage.language
def completions(shell: Literal["bash", "zsh", "fish"]) -> None:
    """Print the script for a shell."""
    from tui.settings.completing import script

    put(script(shell))
