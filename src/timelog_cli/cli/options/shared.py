"""The options of the program, which every command takes too, and the format of lists."""

from __future__ import annotations

from typing import Annotated

import typer

from timelog_cli.cli import completers as complete
from timelog_cli.cli.options.checks import filled, one_of
from timelog_cli.render.emit import FORMATS

Db = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="PATH",
        help="The database file.",
        autocompletion=complete.files,
        callback=filled,
    ),
]
User = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="USER",
        help="Act as this user.",
        autocompletion=complete.owners,
        callback=filled,
    ),
]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Only errors on standard error.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Format = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="FORMAT", help="How to print the list.", callback=one_of(FORMATS)
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
