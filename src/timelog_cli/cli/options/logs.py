"""Options of the commands for logs, and the filters."""

from __future__ import annotations

from typing import Annotated, Any, TypedDict

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options import ListOptions, filled, one_of
from timelog_cli.cli.options.records import RecordDetails, RecordKey
from timelog_cli.domain.logrows import FORMATS
from timelog_cli.domain.logs import TYPES
from timelog_cli.usecases.logs import POLICIES

Period = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PERIOD",
        help="The period, such as today, week, 2026-06, 2026-06-01..2026-06-09 or all. Default:"
        " this week.",
        autocompletion=complete.periods,
    ),
]
Day = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="DAY",
        help="The day, such as yesterday, monday or 2026-06-09. Default: today.",
        autocompletion=complete.periods,
    ),
]
Week = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WEEK",
        help="The week, such as last-week or 2026-W24, or a day in it. Default: this week.",
        autocompletion=complete.periods,
    ),
]
Months = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PERIOD",
        help="The period, such as last-month, 2026 or 2026-06-01..2026-09-30. Default: this month.",
        autocompletion=complete.periods,
    ),
]
Days = Annotated[
    list[str],
    typer.Argument(
        metavar="DAY|RANGE",
        help="The day or days, such as 2026-12-24, tomorrow or 2026-12-24..2027-01-01.",
        autocompletion=complete.days,
        callback=filled,
    ),
]
AddedDays = Annotated[
    str | None,
    typer.Argument(
        metavar="DAY|RANGE",
        help="The day or days, such as 2026-12-24, tomorrow or 2026-12-24..2027-01-01.",
        autocompletion=complete.days,
        callback=filled,
    ),
]
CalendarFile = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help="Add the whole days of this iCalendar file (.ics), or of - for standard input.",
        autocompletion=complete.files,
        callback=filled,
    ),
]
WhoseOff = Annotated[
    str | None,
    typer.Option(
        "--owner",
        metavar="OWNER",
        help="Days off of this user or group:NAME. Default: yours.",
        autocompletion=complete.owners,
        callback=filled,
    ),
]
Everybody = Annotated[
    bool, typer.Option("--everybody", help="Days off of everybody, such as public holidays.")
]
OnlyBillable = Annotated[
    bool | None,
    typer.Option("--billable/--no-billable", help="Only billable or only non-billable logs."),
]


def _with(flag: str, metavar: str, what: str, **more: Any) -> Any:
    help = f"Only logs {what}; repeat for more than one."
    return typer.Option(flag, metavar=metavar, help=help, **more)


def _without(flag: str, metavar: str, what: str, **more: Any) -> Any:
    return typer.Option(flag, metavar=metavar, help=f"Exclude logs {what}.", **more)


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
_TEXT: Any = {
    "metavar": "TEXT",
    "what": "with this text in their note, or in the title or key of their record",
    "callback": filled,
}
_NOTE: Any = {"metavar": "TEXT", "what": "whose note contains this text, in any letter case"}


class FilterOptions(TypedDict):
    """Which logs are looked for, but for ``--billable``, which some commands set."""

    record: Annotated[_Names, _with("--record", **_RECORD)]
    type: Annotated[_Names, _with("--type", **_TYPE)]
    customer: Annotated[_Names, _with("--customer", **_CUSTOMER)]
    service: Annotated[_Names, _with("--service", **_SERVICE)]
    owner: Annotated[_Names, _with("--owner", **_OWNER)]
    tag: Annotated[_Names, _with("--tag", **_TAG)]
    note: Annotated[_Names, _with("--note", **_NOTE)]
    text: Annotated[_Names, _with("--text", **_TEXT)]
    invoiced: Annotated[
        bool | None,
        typer.Option("--invoiced/--uninvoiced", help="Only invoiced or only uninvoiced logs."),
    ]
    not_record: Annotated[_Names, _without("--not-record", **_RECORD)]
    not_type: Annotated[_Names, _without("--not-type", **_TYPE)]
    not_customer: Annotated[_Names, _without("--not-customer", **_CUSTOMER)]
    not_service: Annotated[_Names, _without("--not-service", **_SERVICE)]
    not_owner: Annotated[_Names, _without("--not-owner", **_OWNER)]
    not_tag: Annotated[_Names, _without("--not-tag", **_TAG)]
    not_note: Annotated[_Names, _without("--not-note", **_NOTE)]
    not_text: Annotated[_Names, _without("--not-text", **_TEXT)]


LogId = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="The log's number, such as 12, or @1 for the newest.",
        autocompletion=complete.logs,
    ),
]
LogIds = Annotated[
    list[str],
    typer.Argument(
        metavar="ID",
        help="The numbers of the logs, such as 12, or @1 for the newest.",
        autocompletion=complete.logs,
    ),
]
When = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WHEN",
        help="When, such as 9:00-11:30, 1h30m (ending now), yesterday 9:00-10:00 or 9:00 for 2h.",
    ),
]
Start = Annotated[
    str | None, typer.Option(metavar="TIME", help="The start, with --end or --duration.")
]
End = Annotated[
    str | None, typer.Option(metavar="TIME", help="The end, with --start or --duration.")
]
Duration = Annotated[
    str | None, typer.Option(metavar="DURATION", help="How long. On its own, it ends now.")
]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="What was done.")]
Tags = Annotated[
    list[str] | None,
    typer.Option(metavar="TAG", help="A tag; can be repeated.", autocompletion=complete.tags),
]
KnownTags = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TAG",
        help="Tags that logs or timers have already.",
        autocompletion=complete.tags,
    ),
]
TagNames = Annotated[
    list[str],
    typer.Argument(
        metavar="TAG", help="The tags, or their beginnings.", autocompletion=complete.tags
    ),
]
OnlyUninvoiced = Annotated[
    bool, typer.Option("--uninvoiced", help="Leave out logs that are on an invoice.")
]
LogRate = Annotated[
    str | None,
    typer.Option(
        metavar="AMOUNT", help="Rate for this log, instead of the record's rate.", callback=filled
    ),
]
OnOverlap = Annotated[
    str | None,
    typer.Option(
        metavar="HOW",
        help="If it overlaps another log: refuse it, trim it to the free time, split the other log"
        " with a pause, or allow both. Default: refuse.",
        callback=one_of(POLICIES),
    ),
]
AllowFuture = Annotated[
    bool, typer.Option("--allow-future", help="Allow the log to end in the future.")
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help="Add the logs of this file, or of - for standard input: JSON Lines, CSV, or text as in"
        " log edit --editor.",
        autocompletion=complete.files,
        callback=filled,
    ),
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--input-format",
        metavar="FORMAT",
        help="With --from: the format of the file. Default: auto, by its name and content.",
        callback=one_of(FORMATS),
    ),
]
MarkBillable = Annotated[
    bool | None,
    typer.Option("--billable/--no-billable", help="Mark them as billable or non-billable."),
]


class LogListOptions(FilterOptions, ListOptions):
    """What a list of logs has, and how it is printed."""


class LogDetails(TypedDict):
    """What is said of a log that is made, but for its record, its time and its rate."""

    note: Note
    tag: Tags
    billable: Annotated[
        bool | None,
        typer.Option(
            "--billable/--no-billable",
            help="Mark the log as billable or non-billable. Default: inherited from its record,"
            " then the settings.",
        ),
    ]
    owner: Annotated[
        str | None,
        typer.Option(
            metavar="OWNER",
            help="Log the time for this user or group:NAME. Default: you.",
            autocompletion=complete.owners,
        ),
    ]
    on_overlap: OnOverlap
    allow_future: AllowFuture


class LogAndRecordDetails(LogDetails, RecordDetails):
    """What is said of a log and of the record that is made for it."""

    key: RecordKey


class LogEdits(TypedDict):
    """What ``log edit`` changes, and the editor in which it does so."""

    start: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="New start. A time of day refers to the day of the log."),
    ]
    end: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="New end. A time of day refers to the day of the log."),
    ]
    duration: Annotated[
        str | None,
        typer.Option(
            metavar="DURATION",
            help="New time worked. Moves the end, or the start if --end is given.",
        ),
    ]
    pause: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RANGE",
            help="Add a pause, such as 12:00-12:30, on the day of the log; can be repeated.",
        ),
    ]
    remove_pause: Annotated[
        list[str] | None,
        typer.Option(
            "--remove-pause",
            "--no-pause",
            metavar="N",
            help="Remove a pause, by its number in log show; can be repeated.",
            autocompletion=complete.pauses,
        ),
    ]
    segment: Annotated[
        str | None,
        typer.Option(
            metavar="N",
            help="Apply --start and --end to this segment, by its number in log show.",
            autocompletion=complete.segments,
        ),
    ]
    remove_segment: Annotated[
        list[str] | None,
        typer.Option(
            "--remove-segment",
            "--drop-segment",
            metavar="N",
            help="Remove a segment, by its number in log show; can be repeated.",
            autocompletion=complete.segments,
        ),
    ]
    record: Annotated[
        str | None,
        typer.Option(
            metavar="REF", help="Move the log to this record.", autocompletion=complete.refs
        ),
    ]
    note: Annotated[
        str | None, typer.Option(metavar="TEXT", help="New note. An empty note removes it.")
    ]
    tag: Tags
    no_tag: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TAG", help="Remove a tag; can be repeated.", autocompletion=complete.tags
        ),
    ]
    billable: Annotated[
        bool | None,
        typer.Option("--billable/--no-billable", help="Mark the log as billable or non-billable."),
    ]
    rate: LogRate
    no_rate: Annotated[bool, typer.Option("--no-rate", help="Remove the log's own rate.")]
    owner: Annotated[
        str | None,
        typer.Option(
            metavar="OWNER",
            help="The owner: a user, or group:NAME.",
            autocompletion=complete.owners,
        ),
    ]
    on_overlap: OnOverlap
    allow_future: AllowFuture
    editor: Annotated[
        bool,
        typer.Option(
            "--editor", help="Edit the log, or all logs of a day, as text in $VISUAL or $EDITOR."
        ),
    ]
    day: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="With --editor: the day to edit. Default: today.",
            autocompletion=complete.periods,
        ),
    ]
    yes: Annotated[
        bool,
        typer.Option("--yes", help="With --editor: do not ask before deleting more than one log."),
    ]
