"""Options of the commands for customers and services."""

from __future__ import annotations

from typing import Annotated, TypedDict

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options.records import Increments, PricesIncludeTax
from timelog_cli.cli.options.shared import one_of
from timelog_cli.domain.records import TREATMENTS

CustomerName = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="The customer, or the beginning of the name.",
        autocompletion=complete.customers,
    ),
]


class _CustomerOptions(TypedDict):
    email: Annotated[
        list[str] | None,
        typer.Option("--email", metavar="ADDRESS", help="An e-mail address; may be repeated."),
    ]
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            metavar="TEXT",
            help="The postal address on invoices; may have several lines.",
        ),
    ]
    vat_id: Annotated[
        str | None, typer.Option("--vat-id", metavar="NUMBER", help="The tax number on invoices.")
    ]
    currency: Annotated[
        str | None,
        typer.Option(
            "--currency",
            metavar="CODE",
            help="The currency that is billed, as EUR.",
            autocompletion=complete.currencies,
        ),
    ]
    terms: Annotated[
        str | None, typer.Option("--terms", metavar="DAYS", help="When invoices are due, as 30d.")
    ]
    tax_treatment: Annotated[
        str | None,
        typer.Option(
            "--tax-treatment",
            metavar="HOW",
            help="How tax is treated.",
            callback=one_of(TREATMENTS),
        ),
    ]
    locale: Annotated[
        str | None,
        typer.Option(
            "--locale",
            metavar="LOCALE",
            help="The language and country of documents: it_IT.",
            autocompletion=complete.locales,
        ),
    ]
    tax_note: Annotated[
        str | None,
        typer.Option(
            "--tax-note",
            metavar="TEXT",
            help="The sentence on tax that its invoices print, instead of the usual.",
        ),
    ]
    surcharge: Annotated[
        str | None,
        typer.Option(
            "--surcharge",
            metavar="CHARGE",
            help="What invoices add to the work, and tax with it, as '4% Pension fund'; none for"
            " none at all.",
        ),
    ]
    withholding: Annotated[
        str | None,
        typer.Option(
            "--withholding",
            metavar="CHARGE",
            help="What the customer keeps back of the net, after tax, as '4% Pension fund'; none"
            " for none at all.",
        ),
    ]


class CustomerDetails(_CustomerOptions, Increments):
    """What is said of a customer that is made or changed, but for its name."""


ServiceName = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="The service, or the beginning of its name.",
        autocompletion=complete.services,
    ),
]
_PRICE = typer.Option("--price", metavar="AMOUNT", help="The price of one unit, as 60 or 66.50.")
FirstPrice = Annotated[str, _PRICE]
NewPrice = Annotated[str | None, _PRICE]


class ServiceDetails(TypedDict):
    """What is said of a service that is made or changed, but for its name and price."""

    currency: Annotated[
        str | None,
        typer.Option(
            "--currency",
            metavar="CODE",
            help="The currency, as USD; a new one has that of the settings if not given.",
            autocompletion=complete.currencies,
        ),
    ]
    per: Annotated[
        str | None,
        typer.Option(
            "--per",
            metavar="UNIT",
            help="What the price is for: hour, day, 15m, flat; a new one is for an hour if not"
            " given.",
            autocompletion=complete.units,
        ),
    ]
    tax_rate: Annotated[
        str | None, typer.Option("--tax-rate", metavar="PERCENT", help="The tax rate, as 22.")
    ]
    prices_include_tax: PricesIncludeTax
