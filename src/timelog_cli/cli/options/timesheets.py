"""What ``timesheet`` takes besides the filters of logs."""

from __future__ import annotations

from typing import Annotated

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options import filled, one_of
from timelog_cli.domain.cells import DELIMITERS
from timelog_cli.domain.documents.timesheets import FORMATS, GROUPINGS

OfInvoice = Annotated[
    str | None,
    typer.Option(
        metavar="NUMBER",
        help="The logs that this invoice bills, instead of those of a period.",
        autocompletion=complete.invoices,
        callback=filled,
    ),
]
TimesheetFormat = Annotated[
    str | None,
    typer.Option(
        metavar="FORMAT",
        help="The format. Default: that of the name of the file, else a table on a terminal and"
        " Markdown in a pipe.",
        callback=one_of(FORMATS),
    ),
]
TimesheetGroup = Annotated[
    str | None,
    typer.Option(metavar="KEY", help="Group by this. Default: day.", callback=one_of(GROUPINGS)),
]
Rates = Annotated[
    bool, typer.Option("--rates", help="Show rates, and what the billable time comes to.")
]
NoNotes = Annotated[bool, typer.Option("--no-notes", help="Leave out the notes of the logs.")]
Delimiter = Annotated[
    str | None,
    typer.Option(
        metavar="CHAR",
        help="With CSV: what separates the cells: a comma, ';' or tab. Default: a comma.",
        callback=one_of(tuple(DELIMITERS)),
    ),
]
OutFile = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Write it to this file, which must not exist.",
        autocompletion=complete.files,
        callback=filled,
    ),
]
