"""``shell-init``: the timer in the prompt of a shell, without a process at each prompt."""

from __future__ import annotations

import os
import sys

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.completion.completers import SHELLS
from timelog_cli.render.result import Outcome
from timelog_cli.runtime.world import database_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import one_of

_POSIX_DATABASE = r"""db=${XDG_DATA_HOME-}
        if [[ $db != /* ]]; then db=${home%/}/.local/share; fi
        db=${db%/}/timelog/timelog.db"""
_FISH_DATABASE = r"""set db "$XDG_DATA_HOME"
        string match -q -- '/*' "$db"; or set db (string replace -r '/$' '' -- "$HOME")/.local/share
        set db (string replace -r '/$' '' -- "$db")/timelog/timelog.db"""


def script(shell: str, *, database: str | None, place: bool) -> str:
    """The text for a shell.

    :param database: where the database is without ``TIMELOG_DB``, if not below ``XDG_DATA_HOME``
    :param place: whether the prompt is changed, and not only the functions made
    """
    text = read(f"prompt.{shell}")
    if shell == "fish":
        default = _FISH_DATABASE if database is None else f"set db {_fish_quoted(database)}"
        return text.replace("@DATABASE@", default) + (read("prompt-place.fish") if place else "")
    from timelog_cli.domain.text import typed

    default = _POSIX_DATABASE if database is None else f"db={typed(database)}"
    return text.replace("@DATABASE@", default).replace("@PLACE@", "1" if place else "''")


def read(name: str) -> str:
    """The text of a script of a shell."""
    path = os.path.join(os.path.dirname(__file__), "scripts", name)
    with open(path, encoding="utf-8") as file:
        return file.read()


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


app = Commands()


@app.command("shell-init", reads=True)
def shell_init(
    context: Context,
    shell: Annotated[
        str,
        typer.Argument(
            metavar="SHELL", help="The shell: bash, zsh or fish.", callback=one_of(SHELLS)
        ),
    ],
    *,
    bare: Annotated[
        bool, typer.Option("--bare", help="Do not change the prompt; place the timer yourself.")
    ] = False,
) -> Outcome:
    """Print shell functions that show the timer in your prompt.

    They start no process: they read a small file that timelog updates with every change. To
    install them, add one line to your shell's startup file:

    eval "$(timelog shell-init bash)" in ~/.bashrc

    eval "$(timelog shell-init zsh)" in ~/.zshrc

    timelog shell-init fish | source in ~/.config/fish/config.fish

    bash shows the timer before the prompt, zsh and fish on the right. If your prompt already
    includes it, or with --bare, you place it yourself: $timelog_segment in bash and zsh, the
    function timelog_segment in fish.

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
