"""Options of the commands for logs, and the filters."""

from __future__ import annotations

from typing import Annotated, Any, TypedDict

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options.records import RecordDetails
from timelog_cli.cli.options.shared import filled, one_of
from timelog_cli.domain.logs import TYPES
from timelog_cli.usecases.logs.checks import POLICIES

Period = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PERIOD",
        help="Which time: today, week, 2026-06, 2026-06-01..2026-06-09, all; this week if not"
        " given.",
        autocompletion=complete.periods,
    ),
]
OnlyBillable = Annotated[
    bool | None,
    typer.Option("--billable/--no-billable", help="Only billable logs, or only the others."),
]


def _with(flag: str, metavar: str, what: str, **more: Any) -> Any:
    help = f"Logs {what}; repeated: any of them."
    return typer.Option(flag, metavar=metavar, help=help, **more)


def _without(flag: str, metavar: str, what: str, **more: Any) -> Any:
    return typer.Option(flag, metavar=metavar, help=f"No logs {what}.", **more)


_Names = list[str] | None
_RECORD: Any = {"metavar": "REF", "what": "on this record", "autocompletion": complete.refs}
_TYPE: Any = {"metavar": "TYPE", "what": "on records of this type", "callback": one_of(TYPES)}
_CUSTOMER: Any = {
    "metavar": "NAME",
    "what": "of this customer",
    "autocompletion": complete.customers,
}
_SERVICE: Any = {"metavar": "NAME", "what": "of this service", "autocompletion": complete.services}
_OWNER: Any = {
    "metavar": "OWNER",
    "what": "of this user or group",
    "autocompletion": complete.owners,
}
_TAG: Any = {"metavar": "TAG", "what": "with this tag", "autocompletion": complete.tags}
_NOTE: Any = {"metavar": "TEXT", "what": "whose note holds this, in any letter case"}


class FilterOptions(TypedDict):
    """Which logs are looked for, but for ``--billable``, which some commands set."""

    record: Annotated[_Names, _with("--record", **_RECORD)]
    type: Annotated[_Names, _with("--type", **_TYPE)]
    customer: Annotated[_Names, _with("--customer", **_CUSTOMER)]
    service: Annotated[_Names, _with("--service", **_SERVICE)]
    owner: Annotated[_Names, _with("--owner", **_OWNER)]
    tag: Annotated[_Names, _with("--tag", **_TAG)]
    note: Annotated[_Names, _with("--note", **_NOTE)]
    invoiced: Annotated[
        bool | None,
        typer.Option(
            "--invoiced/--uninvoiced", help="Only logs on an invoice, or only the others."
        ),
    ]
    not_record: Annotated[_Names, _without("--not-record", **_RECORD)]
    not_type: Annotated[_Names, _without("--not-type", **_TYPE)]
    not_customer: Annotated[_Names, _without("--not-customer", **_CUSTOMER)]
    not_service: Annotated[_Names, _without("--not-service", **_SERVICE)]
    not_owner: Annotated[_Names, _without("--not-owner", **_OWNER)]
    not_tag: Annotated[_Names, _without("--not-tag", **_TAG)]
    not_note: Annotated[_Names, _without("--not-note", **_NOTE)]


LogId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The log: 12, or @1 for the newest.", autocompletion=complete.logs
    ),
]
LogIds = Annotated[
    list[str],
    typer.Argument(
        metavar="ID", help="The logs: 12, or @1 for the newest.", autocompletion=complete.logs
    ),
]
When = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WHEN",
        help="When: 9:00-11:30, 1h30m (until now), yesterday 9:00-10:00, 9:00 for 2h.",
    ),
]
Start = Annotated[
    str | None, typer.Option("--start", metavar="TIME", help="The start, with --end or --duration.")
]
End = Annotated[
    str | None, typer.Option("--end", metavar="TIME", help="The end, with --start or --duration.")
]
Duration = Annotated[
    str | None,
    typer.Option("--duration", metavar="DURATION", help="How long; ending now if it stands alone."),
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What was done.")]
Tags = Annotated[
    list[str] | None,
    typer.Option(
        "--tag", metavar="TAG", help="A tag; may be repeated.", autocompletion=complete.tags
    ),
]
LogRate = Annotated[
    str | None,
    typer.Option(
        "--rate",
        metavar="AMOUNT",
        help="A rate of its own, instead of that of the record.",
        callback=filled,
    ),
]
OnOverlap = Annotated[
    str | None,
    typer.Option(
        "--on-overlap",
        metavar="HOW",
        help="If it overlaps another log: refuse it, trim it to the free time, split the other log"
        " by a pause, or allow both. Default: refuse.",
        callback=one_of(POLICIES),
    ),
]
AllowFuture = Annotated[bool, typer.Option("--allow-future", help="Let the log end in the future.")]
MarkBillable = Annotated[
    bool | None, typer.Option("--billable/--no-billable", help="Mark them billable, or not.")
]


class LogDetails(TypedDict):
    """What is said of a log that is made, but for its record, its time and its rate."""

    note: Note
    tag: Tags
    billable: Annotated[
        bool | None,
        typer.Option(
            "--billable/--no-billable",
            help="Mark the log billable, or not. Default: as its record, or the settings, say.",
        ),
    ]
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            metavar="OWNER",
            help="Whose time it is, if not yours: a user, or group:NAME.",
            autocompletion=complete.owners,
        ),
    ]
    on_overlap: OnOverlap
    allow_future: AllowFuture


class LogAndRecordDetails(LogDetails, RecordDetails):
    """What is said of a log and of the record that is made for it."""


class LogEdits(TypedDict):
    """What ``log edit`` changes, and the editor in which it does so."""

    start: Annotated[
        str | None,
        typer.Option(
            "--start", metavar="TIME", help="The new start; a time of day is on the log's day."
        ),
    ]
    end: Annotated[
        str | None,
        typer.Option(
            "--end", metavar="TIME", help="The new end; a time of day is on the log's day."
        ),
    ]
    duration: Annotated[
        str | None,
        typer.Option(
            "--duration",
            metavar="DURATION",
            help="The new worked time; the end moves, or else the start.",
        ),
    ]
    pause: Annotated[
        list[str] | None,
        typer.Option(
            "--pause",
            metavar="RANGE",
            help="What was not worked, as 12:00-12:30; on the log's day; may be repeated.",
        ),
    ]
    no_pause: Annotated[
        list[str] | None,
        typer.Option(
            "--no-pause",
            metavar="N",
            help="The pause that was worked, by its number in log show; may be repeated.",
            autocompletion=complete.pauses,
        ),
    ]
    segment: Annotated[
        str | None,
        typer.Option(
            "--segment",
            metavar="N",
            help="The segment that --start and --end are for, by its number in log show.",
            autocompletion=complete.segments,
        ),
    ]
    drop_segment: Annotated[
        list[str] | None,
        typer.Option(
            "--drop-segment",
            metavar="N",
            help="The segment to take away; may be repeated.",
            autocompletion=complete.segments,
        ),
    ]
    record: Annotated[
        str | None,
        typer.Option(
            "--record", metavar="REF", help="Move it to this record.", autocompletion=complete.refs
        ),
    ]
    note: Annotated[
        str | None,
        typer.Option("--note", metavar="TEXT", help="The new note; an empty one takes it away."),
    ]
    tag: Tags
    no_tag: Annotated[
        list[str] | None,
        typer.Option(
            "--no-tag",
            metavar="TAG",
            help="A tag to take away; may be repeated.",
            autocompletion=complete.tags,
        ),
    ]
    billable: Annotated[
        bool | None, typer.Option("--billable/--no-billable", help="Mark it billable, or not.")
    ]
    rate: LogRate
    no_rate: Annotated[bool, typer.Option("--no-rate", help="Take its own rate away.")]
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            metavar="OWNER",
            help="Whose time it is: a user, or group:NAME.",
            autocompletion=complete.owners,
        ),
    ]
    on_overlap: OnOverlap
    allow_future: AllowFuture
    editor: Annotated[
        bool,
        typer.Option(
            "--editor", help="Open the log, or the logs of a day, as text in $VISUAL or $EDITOR."
        ),
    ]
    day: Annotated[
        str | None,
        typer.Option(
            "--day",
            metavar="DAY",
            help="With --editor: the day; today if not given.",
            autocompletion=complete.periods,
        ),
    ]
    yes: Annotated[
        bool,
        typer.Option("--yes", help="With --editor: do not ask before several logs are deleted."),
    ]
