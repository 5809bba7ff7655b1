"""What the commands of records take, and all that make a record on the way."""

from __future__ import annotations

from typing import Annotated, TypedDict

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options.shared import filled, one_of
from timelog_cli.domain.logs import TYPES
from timelog_cli.domain.money.lines import ROUNDINGS, SCOPES
from timelog_cli.domain.records import STATUSES

Ref = Annotated[
    str,
    typer.Argument(metavar="REF", help="The record: case-12, or 12.", autocompletion=complete.refs),
]
RecordTypes = Annotated[
    list[str] | None,
    typer.Option(
        "--type", metavar="TYPE", help="Only records of this type.", callback=one_of(TYPES)
    ),
]
RecordStatuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="Only records with this status.",
        callback=one_of(STATUSES),
    ),
]
RecordType = Annotated[
    str | None,
    typer.Option(
        "--type",
        metavar="TYPE",
        help="The type of a new record; task if not given.",
        callback=one_of(TYPES),
    ),
]
RecordOwner = Annotated[
    str | None,
    typer.Option(
        "--owner",
        metavar="OWNER",
        help="Whose it is: a user, or group:NAME.",
        autocompletion=complete.owners,
    ),
]
Customer = Annotated[
    str | None,
    typer.Option(
        "--customer",
        metavar="NAME",
        help="The customer, or the beginning of the name.",
        autocompletion=complete.customers,
    ),
]
Service = Annotated[
    str | None,
    typer.Option(
        "--service",
        metavar="NAME",
        help="The service; its price is copied.",
        autocompletion=complete.services,
    ),
]
TaxRate = Annotated[
    str | None,
    typer.Option(
        "--tax-rate", metavar="PERCENT", help="The tax rate, as 22, instead of that of the service."
    ),
]
PricesIncludeTax = Annotated[
    bool | None,
    typer.Option(
        "--prices-include-tax/--prices-exclude-tax", help="The price includes the tax, or does not."
    ),
]
StopTimer = Annotated[bool, typer.Option("--stop-timer", help="Stop live timers on it first.")]
NoIncrement = Annotated[
    bool,
    typer.Option(
        "--no-increment",
        help="Take the steps of billing away: those of the next place count again.",
    ),
]


class Increments(TypedDict):
    """How time is rounded for billing, on a record or a customer."""

    increment: Annotated[
        str | None,
        typer.Option(
            "--increment",
            metavar="DURATION",
            help="The billing increment, such as 15m; none for exact time, whatever the settings"
            " have.",
        ),
    ]
    rounding: Annotated[
        str | None,
        typer.Option(
            "--rounding",
            metavar="HOW",
            help="How time is rounded to the step.",
            callback=one_of(ROUNDINGS),
        ),
    ]
    round_per: Annotated[
        str | None,
        typer.Option(
            "--round-per",
            metavar="WHAT",
            help="Round each log, or the line.",
            callback=one_of(SCOPES),
        ),
    ]
    minimum: Annotated[
        str | None,
        typer.Option(
            "--minimum",
            metavar="DURATION",
            help="The least that is billed, such as 15m; none for no minimum.",
        ),
    ]


class _RecordOptions(TypedDict):
    customer: Customer
    service: Service
    rate: Annotated[
        str | None,
        typer.Option(
            "--rate",
            metavar="AMOUNT",
            help="A price of its own, instead of the price of the service.",
        ),
    ]
    per: Annotated[
        str | None,
        typer.Option(
            "--per",
            metavar="UNIT",
            help="What that price is for: hour, day, 15m; flat for all of its time, however long.",
            autocompletion=complete.units,
            callback=filled,
        ),
    ]
    log_billable: Annotated[
        bool | None,
        typer.Option(
            "--log-billable/--no-log-billable",
            help="Whether its new logs are billable by default, instead of log.billable.",
        ),
    ]
    estimate: Annotated[
        str | None,
        typer.Option("--estimate", metavar="DURATION", help="How long it should take, as 3h."),
    ]
    description: Annotated[
        str | None,
        typer.Option(
            "--description", metavar="TEXT", help="What it is about; may have several lines."
        ),
    ]
    tax_rate: TaxRate
    prices_include_tax: PricesIncludeTax
    discount: Annotated[
        str | None,
        typer.Option(
            "--discount", metavar="PERCENT", help="The discount on its lines of an invoice, as 5%."
        ),
    ]


class RecordDetails(_RecordOptions, Increments):
    """What is said of a record that is made or changed, but for its title, type and owner."""
