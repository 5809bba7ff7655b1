"""What several commands of ``sync`` take."""

from __future__ import annotations

from typing import Annotated

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options import filled, one_of
from timelog_cli.domain.sync.results import KEEPS, ROLES

Hub = Annotated[
    str,
    typer.Option(
        metavar="URL",
        help="The PostgreSQL database, such as postgresql://ada@db.example.com/timelog, or"
        " service=NAME.",
        callback=filled,
    ),
]
Insecure = Annotated[
    bool,
    typer.Option(
        "--insecure", help="Connect even if the certificate of the hub cannot be verified."
    ),
]
MemberName = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="The login role of the person in PostgreSQL.",
        autocompletion=complete.owners,
    ),
]
Role = Annotated[
    str,
    typer.Option(
        metavar="ROLE",
        help="An owner or lead sees and bills everything; a member sees their own logs.",
        callback=one_of(ROLES),
    ),
]
Keep = Annotated[
    str,
    typer.Option(metavar="WHICH", help="What is kept.", callback=one_of(KEEPS)),
]
