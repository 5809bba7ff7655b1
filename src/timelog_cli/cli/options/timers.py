"""What the commands of the timer take."""

from __future__ import annotations

from typing import Annotated, TypedDict

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options.records import Customer, RecordKey, RecordType, Service

RefOrTitle = Annotated[
    str,
    typer.Argument(
        metavar="REF|TITLE",
        help="The record, such as case-12, 12, its key or title, or the title of a new one."
        " Or - for that of your last log.",
        autocompletion=complete.startable_refs,
    ),
]
OwnRef = Annotated[
    str | None,
    typer.Argument(
        metavar="REF",
        help="The record; needed only if there are several timers.",
        autocompletion=complete.timers,
    ),
]
At = Annotated[
    str | None,
    typer.Option(
        metavar="TIME", help="When, such as 9:30, -10m or 2026-11-02T09:30. Default: now."
    ),
]
SinceLast = Annotated[
    bool,
    typer.Option(
        "--since-last",
        "--no-gap",
        help="Start from the end of your last log, if that was today.",
    ),
]
TimerNote = Annotated[str | None, typer.Option(metavar="TEXT", help="What you work on.")]
RefOfAll = Annotated[
    str | None,
    typer.Argument(
        metavar="REF",
        help="Show all users' timers on this record.",
        autocompletion=complete.refs,
    ),
]
LastNote = Annotated[
    str | None, typer.Option(metavar="TEXT", help="What was done; added to the timer's note.")
]
LogBillable = Annotated[
    bool | None,
    typer.Option("--billable/--no-billable", help="Mark the log as billable or non-billable."),
]
Billable = Annotated[
    bool | None,
    typer.Option(
        "--billable/--no-billable",
        help="Mark the time as billable or non-billable. Default: inherited from its record,"
        " then the settings.",
    ),
]
Switch = Annotated[
    bool, typer.Option("--switch", help="Pause the running timer at the same moment.")
]
UnlessRunning = Annotated[
    bool, typer.Option("--unless-running", help="Change nothing if the timer is already running.")
]
IfRunning = Annotated[
    bool, typer.Option("--if-running", help="Change nothing if no timer is running.")
]
IfActive = Annotated[
    bool, typer.Option("--if-running", help="Change nothing if no timer is running or paused.")
]
NoResume = Annotated[
    bool, typer.Option("--no-resume", help="Do not resume the timer that was interrupted.")
]


class NewRecord(TypedDict):
    """How a title becomes a record."""

    create: Annotated[
        bool, typer.Option("--create", help="If no record matches, create one with this title.")
    ]
    type: RecordType
    customer: Customer
    service: Service
    key: RecordKey
