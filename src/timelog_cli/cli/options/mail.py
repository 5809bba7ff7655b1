"""What the commands take that send documents by mail."""

from __future__ import annotations

from typing import Annotated, TypedDict

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options import filled, one_of

ReminderLevel = Annotated[
    str | None,
    typer.Option(
        metavar="LEVEL",
        help="1 is friendly, 2 is firmer, 3 is final. Default: one more than the highest so far.",
        callback=one_of(("1", "2", "3")),
    ),
]


class MailOptions(TypedDict):
    """Who gets a message, and what it says."""

    to: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS",
            help="Recipient; can be repeated. Default: the customer's first email address.",
            callback=filled,
        ),
    ]
    cc: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS", help="Recipient of a copy; can be repeated.", callback=filled
        ),
    ]
    subject: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Subject of the message. Default: in the language of the document.",
            callback=filled,
        ),
    ]
    text: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="File with the text of the message; - reads standard input.",
            autocompletion=complete.files,
            callback=filled,
        ),
    ]
    with_timesheet: Annotated[
        bool, typer.Option("--with-timesheet", help="Attach the timesheet of the invoice too.")
    ]
    again: Annotated[bool, typer.Option("--again", help="Send it even if one was sent already.")]
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show the message, without sending it.")
    ]
