"""What the commands of settings take."""

from __future__ import annotations

from typing import Annotated

import typer

from timelog_cli.cli import completers as complete

Key = Annotated[
    str,
    typer.Argument(
        metavar="KEY", help="The setting, as timer.on_start.", autocompletion=complete.settings
    ),
]
