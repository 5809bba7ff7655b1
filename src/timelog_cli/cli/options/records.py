"""What the commands of records take, and all that make a record on the way."""

from __future__ import annotations

from typing import Annotated, TypedDict

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options import filled, one_of
from timelog_cli.domain.logs import TYPES
from timelog_cli.domain.money.lines import ROUNDINGS, SCOPES
from timelog_cli.domain.records import STATUSES

Ref = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="The record, such as case-12, 12, its key, or a part of its title.",
        autocompletion=complete.refs,
    ),
]
Refs = Annotated[
    list[str],
    typer.Argument(
        metavar="REF",
        help="The records, such as case-12, 12, their keys, or parts of their titles.",
        autocompletion=complete.refs,
    ),
]
RefOrFile = Annotated[
    str | None,
    typer.Argument(
        metavar="REF",
        help="The record, such as case-12, 12, its key or title. Not with --from.",
        autocompletion=complete.refs,
    ),
]
RecordTypes = Annotated[
    list[str] | None,
    typer.Option(metavar="TYPE", help="Only records of this type.", callback=one_of(TYPES)),
]
SearchText = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TEXT",
        help="Only records with this text in their title, description or key.",
        callback=filled,
    ),
]
RecordStatuses = Annotated[
    list[str] | None,
    typer.Option(
        metavar="STATUS", help="Only records with this status.", callback=one_of(STATUSES)
    ),
]
RecordType = Annotated[
    str | None,
    typer.Option(
        metavar="TYPE", help="Type of a new record. Default: task.", callback=one_of(TYPES)
    ),
]
RecordKey = Annotated[
    str | None,
    typer.Option(
        metavar="KEY",
        help="Your own name for a new record, such as JIRA-42; can be used as its reference.",
        callback=filled,
    ),
]
RecordOwner = Annotated[
    str | None,
    typer.Option(
        metavar="OWNER", help="The owner: a user, or group:NAME.", autocompletion=complete.owners
    ),
]
Customer = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The customer's name, or part of the name.",
        autocompletion=complete.customers,
    ),
]
Service = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The service; the record takes over its price.",
        autocompletion=complete.services,
    ),
]
TaxRate = Annotated[
    str | None,
    typer.Option(
        metavar="PERCENT", help="Tax rate in percent, such as 22. Default: the service's."
    ),
]
TaxCategory = Annotated[
    str | None,
    typer.Option(
        metavar="CATEGORY",
        help="What a tax rate of 0 means: zero-rated or exempt.",
        autocompletion=complete.tax_categories,
    ),
]
PricesIncludeTax = Annotated[
    bool | None,
    typer.Option(
        "--prices-include-tax/--prices-exclude-tax", help="Whether the price includes tax."
    ),
]
StopTimer = Annotated[bool, typer.Option("--stop-timer", help="Stop active timers on it first.")]
NoIncrement = Annotated[
    bool,
    typer.Option(
        "--no-increment",
        help="Remove the billing increment, rounding and minimum; the inherited ones apply again.",
    ),
]


class Increments(TypedDict):
    """How time is rounded for billing, on a record or a customer."""

    increment: Annotated[
        str | None,
        typer.Option(
            metavar="DURATION",
            help="Billing increment, such as 15m, or none for exact time, whatever the settings"
            " say.",
        ),
    ]
    rounding: Annotated[
        str | None,
        typer.Option(
            metavar="HOW", help="How to round to the billing increment.", callback=one_of(ROUNDINGS)
        ),
    ]
    round_per: Annotated[
        str | None,
        typer.Option(
            metavar="WHAT",
            help="What to round: each log, or each invoice line.",
            callback=one_of(SCOPES),
        ),
    ]
    minimum: Annotated[
        str | None,
        typer.Option(
            metavar="DURATION", help="Minimum time billed, such as 15m, or none for no minimum."
        ),
    ]


class Budgets(TypedDict):
    """The budget of a record or a customer."""

    budget: Annotated[
        str | None,
        typer.Option(
            metavar="BUDGET",
            help="Time or money to spend, such as 40h or 2000.00. Money is before tax.",
        ),
    ]
    warn: Annotated[
        str | None,
        typer.Option(
            metavar="PERCENT", help="Warn when this much of the budget is used. Default: 80%."
        ),
    ]


class _RecordOptions(TypedDict):
    customer: Customer
    service: Service
    rate: Annotated[
        str | None,
        typer.Option(
            metavar="AMOUNT", help="Rate for this record, instead of the service's price."
        ),
    ]
    per: Annotated[
        str | None,
        typer.Option(
            metavar="UNIT",
            help="Unit of the rate: hour, day, a duration such as 15m, or flat for a fixed price.",
            autocompletion=complete.units,
            callback=filled,
        ),
    ]
    log_billable: Annotated[
        bool | None,
        typer.Option(
            "--log-billable/--no-log-billable",
            help="Whether its new logs are billable by default. Overrides log.billable.",
        ),
    ]
    estimate: Annotated[
        str | None, typer.Option(metavar="DURATION", help="Estimated time, such as 3h.")
    ]
    description: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Description; can have several lines.")
    ]
    tax_rate: TaxRate
    tax_category: TaxCategory
    prices_include_tax: PricesIncludeTax
    discount: Annotated[
        str | None,
        typer.Option(
            metavar="PERCENT", help="Discount on this record's invoice lines, such as 5%."
        ),
    ]


class RecordDetails(_RecordOptions, Budgets, Increments):
    """What is said of a record that is made or changed, but for its title, type and owner."""
