"""``timelog`` as a Typer app: the one description of the command line.

``app()`` runs every command by itself. The ``timelog`` command reads most lines without Typer,
from an index that is generated from this app: see ``cli.running``.
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from timelog_cli import __version__
from timelog_cli.cli import topics
from timelog_cli.cli.commands import MODULES
from timelog_cli.cli.completion import scripts
from timelog_cli.cli.completion.completers import shells
from timelog_cli.cli.options import Db, Json, NoColor, Quiet, User
from timelog_cli.cli.program import Group, HelpCommand, Program, Shown
from timelog_cli.cli.running import Call, read_alone, run_parsed
from timelog_cli.cli.usage import check_below, unknown_help

app = typer.Typer(
    cls=Program,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback(invoke_without_command=True)
def timelog(
    context: typer.Context,
    *,
    db: Db = None,
    user: User = None,
    no_color: NoColor = False,
    quiet: Quiet = False,
    json: Json = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    install_completion: Annotated[
        str | None,
        typer.Option(
            metavar="[SHELL]",
            help="Install Tab completion for bash, zsh or fish.",
            autocompletion=shells,
        ),
    ] = None,
    show_completion: Annotated[
        str | None,
        typer.Option(
            metavar="[SHELL]",
            help="Print the completion script for bash, zsh or fish.",
            autocompletion=shells,
        ),
    ] = None,
) -> None:
    """Track time, and invoice it. All data is in one SQLite file.

    Examples:
        timelog customer add Globex
        timelog service add Repairs --price 60 --currency USD
        timelog record add "Fix it" --type case --customer Globex --service Repairs --billable
        timelog start case-1 --billable
        timelog stop --note "Found it"
        timelog record resolve case-1
        timelog config set seller.name "Ada Rossi"
        timelog billing issue case-1 --out invoices
    """
    call: Call = context.obj
    call.options.take(db=db, user=user, no_color=no_color, quiet=quiet, json=json)
    if version:
        raise Shown(f"timelog {__version__}\n")
    for option, shell in (
        ("--install-completion", install_completion),
        ("--show-completion", show_completion),
    ):
        if shell is not None:
            scripts.run(option, shell, call.world, quiet=quiet)
            raise typer.Exit
    if context.invoked_subcommand is None:
        alone = read_alone(call)
        if alone is not None:
            raise typer.Exit(run_parsed(call, alone))
        raise Shown(context.get_help() + "\n")


@app.command("help", cls=HelpCommand, hidden=True)
def show_help(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="COMMAND|TOPIC", help="A group, a command or a topic."),
    ] = None,
) -> None:
    """Show the help for timelog, a group or a command, or explain a topic.

    Examples:
        timelog help log add
        timelog help times
    """
    page, rest = context.find_root(), list(words or ())
    if len(rest) == 1 and rest[0].lower() in topics.SUMMARIES:
        raise Shown(_topic(context.obj, rest[0].lower()) + "\n")
    program: Any = page.command
    if rest and program.get_command(page, rest[0]) is None:
        raise unknown_help(page, rest[0], list(MODULES), list(topics.SUMMARIES))
    while rest and isinstance(page.command, Group):
        name, command, rest = page.command.resolve_command(page, rest)
        page = typer.Context(command, parent=page, info_name=name)
    check_below(page, rest, for_help=True)
    raise Shown(page.get_help() + "\n")


def _topic(call: Call, name: str) -> str:
    world = call.world
    color = call.options.color(world, world.stdout)
    return topics.page(name, color=color, columns_wide=world.width() or 80)


if __name__ == "__main__":
    app()
