"""What ``import`` takes."""

from __future__ import annotations

from typing import Annotated

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options import filled, one_of
from timelog_cli.domain.imports import DATE_ORDERS, FORMATS, POLICIES, RUNNING

ImportFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="The file or folder of the other program; - for standard input.",
        autocompletion=complete.files,
    ),
]
ImportFormat = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FORMAT",
        help="Its format. Default: found out from the content.",
        callback=one_of(FORMATS),
    ),
]
MapFile = Annotated[
    str | None,
    typer.Option(
        "--map",
        metavar="FILE",
        help="A mapping of projects, clients, tasks, tags and users in TOML. With --dry-run, it is"
        " written if it does not exist. Default: the mapping of the last import.",
        autocompletion=complete.files,
        callback=filled,
    ),
]
ImportZone = Annotated[
    str | None,
    typer.Option(
        "--timezone",
        metavar="ZONE",
        help="The time zone of times without one, such as Europe/Rome.",
        callback=filled,
    ),
]
DateOrder = Annotated[
    str | None,
    typer.Option(
        "--date-order",
        metavar="ORDER",
        help="How dates such as 3/4/2026 are read.",
        callback=one_of(DATE_ORDERS),
    ),
]
ImportOverlap = Annotated[
    str | None,
    typer.Option(
        metavar="POLICY",
        help="What to do with entries that overlap others: refuse, log only the free time, or"
        " allow. Default: refuse.",
        callback=one_of(POLICIES),
    ),
]
RunningEntries = Annotated[
    str | None,
    typer.Option(
        "--running",
        metavar="POLICY",
        help="What to do with a timer that still runs there. Default: skip.",
        callback=one_of(RUNNING),
    ),
]
Update = Annotated[
    bool,
    typer.Option("--update", help="Change the logs whose entries were changed since."),
]
BadFile = Annotated[
    str | None,
    typer.Option(
        "--skip-bad",
        metavar="FILE",
        help="Write the entries that are refused to this file, which must not exist, and import"
        " the others.",
        autocompletion=complete.files,
        callback=filled,
    ),
]
Expected = Annotated[
    str | None,
    typer.Option(
        "--expect",
        metavar="DURATION",
        help="Import only if the file has exactly this much time, such as 19:25:15.",
        callback=filled,
    ),
]
ImportOwner = Annotated[
    str | None,
    typer.Option(
        metavar="OWNER",
        help="For whom everything is logged. Default: the users in the file, or you if there is"
        " only one.",
        autocompletion=complete.owners,
        callback=filled,
    ),
]
ImportPeriod = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="Only what begins in this period, such as 2026 or 2026-06-01..",
        autocompletion=complete.periods,
        callback=filled,
    ),
]
ImportText = Annotated[
    list[str] | None,
    typer.Option(
        "--text",
        metavar="TEXT",
        help="Only what has this in its text, project, client, task or tags. Repeatable: any of"
        " them.",
        callback=filled,
    ),
]
