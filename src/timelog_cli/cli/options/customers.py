"""What the commands of customers take."""

from __future__ import annotations

from typing import Annotated, TypedDict

import typer

from timelog_cli.cli import completers as complete
from timelog_cli.cli.options.checks import one_of
from timelog_cli.cli.options.records import Increments
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
