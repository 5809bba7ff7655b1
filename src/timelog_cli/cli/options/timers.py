"""What the commands of the timer take."""

from __future__ import annotations

from typing import Annotated, TypedDict

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options.records import Customer, RecordType, Service

RefOrTitle = Annotated[
    str,
    typer.Argument(
        metavar="REF|TITLE",
        help="The record: case-12, or 12; or the title of a new one.",
        autocompletion=complete.startable_refs,
    ),
]
OwnRef = Annotated[
    str | None,
    typer.Argument(
        metavar="REF",
        help="The record, if there are several timers.",
        autocompletion=complete.timers,
    ),
]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="TIME", help="When, if not now: 9:30, -10m, 2026-11-02T09:30."),
]
TimerNote = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What you work on.")]
Billable = Annotated[
    bool | None,
    typer.Option(
        "--billable/--no-billable",
        help="Mark the time billable, or not. Default: as its record, or the settings, say.",
    ),
]
Switch = Annotated[
    bool, typer.Option("--switch", help="Pause the timer that runs, at the same second.")
]
NoResume = Annotated[
    bool, typer.Option("--no-resume", help="Do not go back to the timer that it interrupted.")
]


class NewRecord(TypedDict):
    """How a title becomes a record."""

    create: Annotated[
        bool, typer.Option("--create", help="Make the record, if there is none: REF is its title.")
    ]
    type: RecordType
    customer: Customer
    service: Service
