"""The scripts with which a shell asks gouji what may come next on the command line."""

from __future__ import annotations

from typing import ClassVar, Literal

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

VARIABLE = "_GOUJI_COMPLETE"
"""The variable with which a shell asks."""

_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' type value
    COMPREPLY=()
    while IFS=',' read -r type value; do
        case $type in
            file)
                compopt -o filenames -o default
                COMPREPLY+=($(compgen -f -- "$2"))
                ;;
            plain)
                COMPREPLY+=("$value")
                ;;
        esac
    done < <(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" \\
        %(complete_var)s=bash_complete "$1")
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class _Bash(BashComplete):
    """Offers files beside commands; click's script offers either."""

    source_template: ClassVar[str] = _BASH


def script(shell: Literal["bash", "zsh", "fish"]) -> str:
    """Return what a shell must be given to complete what is written after `gouji`."""
    kind = {"bash": _Bash, "zsh": ZshComplete, "fish": FishComplete}[shell]
    # It is of no use for the script what the command is.
    return kind(click.Command("gouji"), {}, "gouji", VARIABLE).source()
