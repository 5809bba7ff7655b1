"""``shell-init``: the timer in the prompt of a shell, without a process at each prompt."""

from __future__ import annotations

import os
import sys

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.completers import SHELLS
from timelog_cli.cli.prompt_scripts import script
from timelog_cli.places import database_path
from timelog_cli.render.outcome import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from timelog_cli.cli.options.checks import one_of
    from timelog_cli.context import Context

app = Commands()


@app.command("shell-init")
def shell_init(
    context: Context,
    shell: Annotated[
        str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.", callback=one_of(SHELLS))
    ],
    *,
    bare: Annotated[
        bool, typer.Option("--bare", help="Leave the prompt alone, to place the timer yourself.")
    ] = False,
) -> Outcome:
    """Print functions that draw the timer in the prompt of a shell.

    They start no process: they read a small copy of the timer's state, which every change leaves.
    One line in the file that the shell reads at its start installs them:

    eval "$(timelog shell-init bash)" in ~/.bashrc

    eval "$(timelog shell-init zsh)" in ~/.zshrc

    timelog shell-init fish | source in ~/.config/fish/config.fish

    bash shows the timer before the prompt, zsh and fish to its right. Where the prompt names it
    already, or with --bare, it is yours to place: $timelog_segment in bash and zsh, the function
    timelog_segment in fish.

    Examples:
        timelog shell-init bash
        timelog shell-init zsh --bare
        timelog shell-init fish
    """
    text = script(shell, database=_database(context), place=not bare)
    return Outcome(
        raw=os.fsencode(text), data={"shell": shell, "script": text, "changes_prompt": not bare}
    )


def _database(context: Context) -> str | None:
    """Where the database of this system is; ``None`` where the shells can work it out."""
    if sys.platform.startswith("linux"):
        return None
    return database_path({**context.world.env, "TIMELOG_DB": ""})
